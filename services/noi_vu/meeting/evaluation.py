"""Đánh giá hằng năm việc thực hiện Quy chế: hỏi các cơ quan, họp, báo cáo UBND tỉnh (Điều 20 khoản 1).

The meeting itself is one of ``meeting``: ``meeting/2021/evaluation``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from schemas.evaluation import EvaluationRequested, GiveEvaluation, ReportEvaluation, RequestEvaluations
from services.noi_vu.meeting.record import Meeting
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Fact, Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import Alarm, alarm, schedules, takes
from shared.procedures.deadline import is_late
from shared.procedures.document import issue_document
from shared.procedures.organisation import organisation
from shared.procedures.submission import submission_of
from shared.procedures.task.task import must_be_known
from shared.regulation.participants import field_agencies

# What is remembered


class Evaluation(Record):
    """Đánh giá việc thực hiện Quy chế trong một năm: hỏi ai, ai đã trả lời, đã báo cáo chưa."""

    key = ("year",)
    dossier = True

    @event("EvaluationBegun")
    def __init__(self, *, year: int) -> None:
        self.year = year
        self.due: dict[str, str] = {}
        """Agency → until when it was asked to evaluate."""
        self.asked: list[str] = []
        self.given: list[str] = []
        self.reported = False

    @property
    def missing(self) -> list[str]:
        return [each for each in self.asked if each not in self.given]

    def request(
        self, *, agencies: Sequence[str], lead: str, questions: str, due: datetime, due_source: str, now: datetime
    ) -> None:
        """Ask those not asked yet. Raises Refused."""
        self._must_be_unreported()
        new = [each for each in agencies if each not in self.asked]
        if not new:
            raise Refused("ALREADY_ASKED", f"Đã hỏi các cơ quan ấy về việc thực hiện Quy chế năm {self.year}.")
        if due <= now:
            raise Refused("DUE_IN_PAST", "Hạn gửi đã qua.")
        for each in new:
            self._request(
                year=self.year,
                agency=each,
                lead=lead,
                coordinators=[each] if each != lead else [],
                mode="written_opinion",
                questions=questions,
                due=due.isoformat(),
                due_source=due_source,
            )

    @event("EvaluationRequested")
    def _request(
        self,
        *,
        year: int,
        agency: str,
        lead: str,
        coordinators: list[str],
        mode: str,
        questions: str,
        due: str,
        due_source: str,
    ) -> None:
        self.asked.append(agency)
        self.due[agency] = due

    def give(
        self,
        *,
        agency: str,
        articles: list[dict[str, Any]],
        document: dict[str, Any] | None,
        now: datetime,
        effective: date | None,
    ) -> None:
        """Again is instead of what was given before. Raises Refused."""
        if agency not in self.asked:
            raise Refused("NOT_ASKED", f"{agency} không được hỏi về việc thực hiện Quy chế năm {self.year}.")
        self._must_be_unreported()
        self._give(
            year=self.year,
            agency=agency,
            articles=list(articles),
            document=document,
            late=is_late(due=datetime.fromisoformat(self.due[agency]), recorded=now, effective=effective),
        )

    @event("EvaluationGiven")
    def _give(
        self,
        *,
        year: int,
        agency: str,
        articles: list[dict[str, Any]],
        document: dict[str, Any] | None,
        late: bool,
    ) -> None:
        if agency not in self.given:
            self.given.append(agency)

    def _must_be_unreported(self) -> None:
        if self.reported:
            raise Refused("EVALUATION_REPORTED", f"Đã báo cáo UBND tỉnh việc thực hiện Quy chế năm {self.year}.")

    def fall_overdue(self, *, due: str) -> bool:
        """True when somebody who was given that deadline still owes it."""
        outstanding = [each for each in self.missing if self.due[each] == due]
        if not outstanding or self.reported:
            return False
        self._fall_overdue(year=self.year, due=due, outstanding=outstanding)
        return True

    @event("EvaluationsOverdue")
    def _fall_overdue(self, *, year: int, due: str, outstanding: list[str]) -> None:
        pass

    def report(
        self, *, meeting: str, lead: str, coordinators: Sequence[str], summary: str, document: dict[str, Any]
    ) -> None:
        self._must_be_unreported()
        self._report(
            year=self.year,
            meeting=meeting,
            lead=lead,
            coordinators=list(coordinators),
            given=self.given,
            missing=self.missing,
            summary=summary,
            document=document,
        )

    @event("EvaluationReported")
    def _report(
        self,
        *,
        year: int,
        meeting: str,
        lead: str,
        coordinators: list[str],
        given: list[str],
        missing: list[str],
        summary: str,
        document: dict[str, Any],
    ) -> None:
        self.reported = True


# What is taken


@takes(RequestEvaluations)
def request(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    must_be_known(ledger, data["others"])
    fields = field_agencies(organisation(ledger), ledger.now.date())
    evaluation = ledger.find(Evaluation, year=data["year"]) or Evaluation(year=data["year"])
    evaluation.request(
        agencies=list(dict.fromkeys([*fields, *data["others"]])),
        lead=ledger.agency,
        questions=data["questions"],
        due=data["deadline"]["due"],
        due_source=data["deadline"]["source"],
        now=ledger.now,
    )
    yield evaluation


@takes(GiveEvaluation)
def give(message: Message, ledger: Ledger) -> Iterator[Record]:
    evaluation, data = _evaluation(message, ledger), message.data
    evaluation.give(
        agency=data["agency"],
        articles=data["articles"],
        document=data["document"],
        now=ledger.now,
        effective=message.effective,
    )
    yield evaluation


@takes(ReportEvaluation)
def report(message: Message, ledger: Ledger) -> Iterator[Record]:
    """After the meeting: what it found goes to UBND (Điều 20 khoản 1)."""
    evaluation, data = _evaluation(message, ledger), message.data
    meeting = ledger.find(Meeting, meeting=f"meeting/{data['year']}/evaluation")
    if meeting is None or meeting.state != "concluded":
        raise Refused("NOT_CONCLUDED", f"Chưa họp đánh giá việc thực hiện Quy chế năm {data['year']}.")
    title = f"Báo cáo đánh giá việc thực hiện Quy chế phối hợp năm {data['year']}"
    matter = f"evaluation/{data['year']}"
    series, document = issue_document(ledger, signing=data["signing"], title=title, about=matter)
    evaluation.report(
        meeting=meeting.meeting,
        lead=ledger.agency,
        coordinators=meeting.coordinators,
        summary=data["summary"],
        document=document,
    )
    submission = submission_of(ledger, matter)
    submission.submit(
        kind="evaluation_meeting",
        clause="QC-20.1-2",
        lead=ledger.agency,
        coordinators=meeting.coordinators,
        title=title,
        document=document,
        wanted="information",
    )
    yield series
    yield evaluation
    yield submission


def _evaluation(message: Message, ledger: Ledger) -> Evaluation:
    """Raises Refused."""
    found = ledger.find(Evaluation, year=message.data["year"])
    if found is None:
        raise Refused("NOT_REQUESTED", f"Chưa đề nghị đánh giá việc thực hiện Quy chế năm {message.data['year']}.")
    return found


# What falls due


@schedules(EvaluationRequested)
def deadline(fact: Fact) -> Iterator[Alarm]:
    """Each agency is due when it was told; whoever was told the same is listed together."""
    due = datetime.fromisoformat(fact.data["due"])
    data = {"year": fact.data["year"], "due": fact.data["due"]}
    yield Alarm(name="evaluations_overdue", key=f"{fact.data['year']}/{fact.data['due']}", due=due, data=data)


@alarm("evaluations_overdue")
def fall_overdue(message: Message, ledger: Ledger) -> Iterator[Record]:
    evaluation = ledger.find(Evaluation, year=message.data["year"])
    if evaluation is not None and evaluation.fall_overdue(due=message.data["due"]):
        yield evaluation
