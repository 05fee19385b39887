"""Ý kiến của cơ quan phụ trách lĩnh vực về dự thảo kế hoạch, chương trình được gửi đến (Điều 6 khoản 2 điểm b)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from schemas.plan import GivePlanOpinion, OpinionDeadlineExtended, PlanCancelled, PlanCirculated, PlanIssued
from schemas.plan_adjustment import PlanAdjusted
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import takes
from shared.procedures.deadline import is_late
from shared.procedures.document import issue_document
from shared.procedures.organisation import organisation
from shared.procedures.refusal import refuse
from shared.regulation.faults import Fault
from shared.regulation.participants import standing_agency

# What is remembered


class PlanOpinion(Record):
    """Ý kiến của cơ quan này về các dự thảo của một kế hoạch (Điều 6 khoản 2 điểm b)."""

    key = ("plan", "agency")

    @event("PlanOpinionAwaited")
    def __init__(self, *, plan: str, agency: str, version: int, due: str, codes: list[str]) -> None:
        self.plan = plan
        self.agency = agency
        self.draft_version = version
        self.due = due
        self.codes = codes
        self.opinion = 0
        self.closed = False

    def await_next(self, *, version: int, due: datetime, codes: Sequence[str]) -> None:
        """A later draft takes the place of the one before."""
        self._await_next(version=version, due=due.isoformat(), codes=list(codes))

    @event("PlanOpinionAwaitedAgain")
    def _await_next(self, *, version: int, due: str, codes: list[str]) -> None:
        self.draft_version = version
        self.due = due
        self.codes = codes
        self.opinion = 0
        self.closed = False

    def await_until(self, *, version: int, due: datetime) -> None:
        if version == self.draft_version:
            self._await_until(due=due.isoformat())

    @event("PlanOpinionAwaitedUntil")
    def _await_until(self, *, due: str) -> None:
        self.due = due

    def close(self) -> None:
        self._close()

    @event("PlanOpinionClosed")
    def _close(self) -> None:
        self.closed = True

    def give(
        self,
        *,
        version: int,
        verdict: str,
        text: str | None,
        items: Sequence[Mapping[str, Any]],
        document: Mapping[str, Any],
        now: datetime,
        effective: date | None,
    ) -> None:
        """Give an opinion, or replace the one given on the same draft. Raises Refused."""
        if self.closed:
            sentence = f"Dự thảo {self.plan} không còn lấy ý kiến; kế hoạch đã ban hành thì đề nghị điều chỉnh."
            raise Refused("OPINION_CLOSED", sentence)
        if version != self.draft_version:
            sentence = f"Dự thảo lần {version} không còn, hoặc chưa được gửi; đang lấy ý kiến lần {self.draft_version}."
            raise Refused("VERSION_SUPERSEDED", sentence)
        refuse(list(self._faults(verdict, text, items)))
        due = datetime.fromisoformat(self.due)
        self._give(
            plan=self.plan,
            version=version,
            agency=self.agency,
            opinion=self.opinion + 1,
            verdict=verdict,
            text=text,
            items=[dict(each) for each in items],
            due=due,
            late=is_late(due=due, recorded=now, effective=effective),
            document=document,
        )

    def _faults(self, verdict: str, text: str | None, items: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
        rows = [("", verdict, text), *((each["item"], each["verdict"], each["text"]) for each in items)]
        for item, said, words in rows:
            where = f"Mục {item}" if item else "Ý kiến chung"
            if item and item not in self.codes:
                yield Fault("UNKNOWN_ITEM", item, f"Dự thảo lần {self.draft_version} không có mục {item}.")
            if said == "agree_with_changes" and not words:
                yield Fault("TEXT_MISSING", item, f"{where}: thống nhất có sửa đổi thì phải nêu sửa thế nào.")
            if said == "disagree" and not words:
                yield Fault("REASON_MISSING", item, f"{where}: không thống nhất thì phải nêu lý do.")

    @event("PlanOpinionGiven")
    def _give(
        self,
        *,
        plan: str,
        version: int,
        agency: str,
        opinion: int,
        verdict: str,
        text: str | None,
        items: list[dict[str, Any]],
        due: datetime,
        late: bool,
        document: Mapping[str, Any],
    ) -> None:
        self.opinion = opinion


# What is taken


@takes(PlanCirculated)
def await_opinion(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    codes = [*(each["part"] for each in data["parts"]), *(each["item"] for each in data["items"])]
    asked = _known(ledger, data["plan"])
    if asked is None:
        asked = PlanOpinion(
            plan=data["plan"],
            agency=ledger.agency,
            version=data["version"],
            due=data["due"].isoformat(),
            codes=codes,
        )
    else:
        asked.await_next(version=data["version"], due=data["due"], codes=codes)
    yield asked


@takes(OpinionDeadlineExtended)
def await_longer(message: Message, ledger: Ledger) -> Iterator[Record]:
    asked = _known(ledger, message.data["plan"])
    if asked is None:
        raise LookupError(f"{ledger.agency} was never asked for an opinion on plan {message.data['plan']}")
    asked.await_until(version=message.data["version"], due=message.data["due"])
    yield asked


@takes(GivePlanOpinion)
def give_opinion(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    asked = _known(ledger, data["plan"])
    if asked is None:
        raise Refused("NOT_ASKED", f"{ledger.agency} không được gửi dự thảo nào của kế hoạch {data['plan']}.")
    series, document = issue_document(
        ledger,
        signing=data["signing"],
        title=f"Ý kiến về dự thảo lần {data['version']} kế hoạch {data['plan']}",
        about=f"plan/{data['plan']}",
        recipients=[standing_agency(organisation(ledger), ledger.now.date())],
    )
    asked.give(
        **{name: data[name] for name in ("version", "verdict", "text", "items")},
        document=document,
        now=ledger.now,
        effective=message.effective,
    )
    yield series
    yield asked


@takes(PlanIssued, PlanAdjusted, PlanCancelled)
def close(message: Message, ledger: Ledger) -> Iterator[Record]:
    asked = _known(ledger, message.data["plan"])
    if asked is not None and not asked.closed:
        asked.close()
        yield asked


def _known(ledger: Ledger, plan: str) -> PlanOpinion | None:
    return ledger.find(PlanOpinion, plan=plan, agency=ledger.agency)
