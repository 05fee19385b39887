"""Thông tin, tuyên truyền cải cách hành chính: kế hoạch, hoạt động, kết quả (Điều 3 khoản 3) †.

Điều 3 names the content and no article names who leads; the standing agency does (†).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from schemas.communication import PlanCommunication, RecordActivity, ReportCommunication
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import takes
from shared.procedures.deadline import is_late
from shared.procedures.document import issue_document
from shared.procedures.submission import submission_of
from shared.procedures.work import must_be_work
from shared.regulation.windows import before

# What is remembered


class CommunicationPlan(Record):
    """Kế hoạch tuyên truyền của một năm và các hoạt động đã làm (Điều 3 khoản 3) †."""

    key = ("year",)
    dossier = True

    @event("CommunicationBegun")
    def __init__(self, *, year: int) -> None:
        self.year = year
        self.edition = 0
        self.lead = ""
        self.coordinators: list[str] = []
        self.activities: dict[str, dict[str, Any]] = {}
        self.held: list[str] = []
        self.beyond = 0
        self.reported = False

    def plan(
        self,
        *,
        title: str,
        lead: str,
        coordinators: list[str],
        mode: str,
        activities: list[dict[str, Any]],
        document: dict[str, Any],
    ) -> None:
        """Issue, or issue anew. Raises Refused when an activity that was already held would vanish."""
        self._must_be_open()
        gone = [code for code in self.held if code not in {each["code"] for each in activities}]
        if gone:
            raise Refused("ACTIVITY_HELD", f"Hoạt động {', '.join(gone)} đã thực hiện, không bỏ khỏi kế hoạch được.")
        self._plan(
            year=self.year,
            edition=self.edition + 1,
            title=title,
            lead=lead,
            coordinators=coordinators,
            mode=mode,
            activities=activities,
            document=document,
        )

    @event("CommunicationPlanned")
    def _plan(
        self,
        *,
        year: int,
        edition: int,
        title: str,
        lead: str,
        coordinators: list[str],
        mode: str,
        activities: list[dict[str, Any]],
        document: dict[str, Any],
    ) -> None:
        self.edition = edition
        self.lead = lead
        self.coordinators = coordinators
        self.activities = {each["code"]: each for each in activities}

    def hold(self, *, agency: str, code: str | None, held: date, **told: Any) -> None:
        self._must_be_open()
        due = None
        if code is not None:
            planned = self.activities.get(code)
            if planned is None:
                raise Refused("UNKNOWN_ACTIVITY", f"Kế hoạch tuyên truyền năm {self.year} không có hoạt động {code}.")
            if agency not in (planned["lead"], *planned["coordinators"]):
                raise Refused("NOT_CONCERNED", f"{agency} không chủ trì, phối hợp hoạt động {code}.")
            if code in self.held:
                raise Refused("ACTIVITY_HELD", f"Hoạt động {code} đã ghi là đã thực hiện.")
            due = planned["due"]
        # The day on which it was held is what counts, not the day on which somebody wrote it down.
        late = due is not None and is_late(due=datetime.fromisoformat(due), recorded=before(held), effective=None)
        self._hold(year=self.year, agency=agency, code=code, held=held.isoformat(), late=late, **told)

    @event("ActivityHeld")
    def _hold(
        self,
        *,
        year: int,
        agency: str,
        code: str | None,
        title: str,
        channel: str,
        held: str,
        results: str,
        figures: dict[str, Any] | None,
        late: bool,
    ) -> None:
        if code is None:
            self.beyond += 1
        else:
            self.held.append(code)

    def report(self, *, evaluation: str, document: dict[str, Any]) -> None:
        self._must_be_open()
        self._report(
            year=self.year,
            lead=self.lead,
            held=list(self.held),
            missing=[code for code in self.activities if code not in self.held],
            beyond=self.beyond,
            evaluation=evaluation,
            document=document,
        )

    @event("CommunicationReported")
    def _report(
        self,
        *,
        year: int,
        lead: str,
        held: list[str],
        missing: list[str],
        beyond: int,
        evaluation: str,
        document: dict[str, Any],
    ) -> None:
        self.reported = True

    def _must_be_open(self) -> None:
        if self.reported:
            raise Refused("COMMUNICATION_REPORTED", f"Tuyên truyền năm {self.year} đã báo cáo kết quả.")


# What is taken


@takes(PlanCommunication)
def plan(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    must_be_work(ledger.agency, data["coordinators"])
    for each in data["activities"]:
        must_be_work(each["lead"], each["coordinators"])
    year = data["year"]
    found = ledger.find(CommunicationPlan, year=year) or CommunicationPlan(year=year)
    about = f"communication/{year}"
    series, document = issue_document(ledger, signing=data["signing"], title=data["title"], about=about)
    wanted = ("title", "coordinators", "mode", "activities")
    found.plan(lead=ledger.agency, document=document, **{name: data[name] for name in wanted})
    yield from (series, found)


@takes(RecordActivity)
def hold(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = dict(message.data)
    found = _plan(ledger, data.pop("year"))
    if data["held"] > ledger.now.date():
        raise Refused("DATE_IN_FUTURE", f"Ngày thực hiện {data['held']:%d/%m/%Y} chưa tới.")
    found.hold(**data)
    yield found


@takes(ReportCommunication)
def report(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Báo cáo và gửi UBND tỉnh để biết."""
    data = message.data
    found = _plan(ledger, data["year"])
    about, title = f"communication/{found.year}", f"Kết quả tuyên truyền cải cách hành chính năm {found.year}"
    series, document = issue_document(ledger, signing=data["signing"], title=title, about=about)
    found.report(evaluation=data["evaluation"], document=document)
    submission = submission_of(ledger, about)
    submission.submit(
        kind="communication",
        clause="†",
        lead=found.lead,
        coordinators=found.coordinators,
        title=title,
        document=document,
        wanted="information",
    )
    yield from (series, found, submission)


def _plan(ledger: Ledger, year: int) -> CommunicationPlan:
    found = ledger.find(CommunicationPlan, year=year)
    if found is None:
        raise Refused("UNKNOWN_PLAN", f"Chưa có kế hoạch tuyên truyền năm {year}.")
    return found
