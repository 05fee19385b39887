"""Đề xuất nội dung, nhiệm vụ cần ưu tiên cho kế hoạch năm sau, cho giai đoạn (Điều 6 khoản 2 điểm a).

It is the field agency's own act, due every year whether Sở Nội vụ has called for it or not; a call (†) adds a document,
reminders, and for a phase the deadline that the regulation does not give. Every department lists this module; who is
asked depends on competences on the day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from schemas.plan import (
    PlanCancelled,
    PlanConsolidated,
    PlanIssued,
    PrioritiesCalled,
    PrioritiesDeadlineExtended,
    ProposePriorities,
    WithdrawPriorities,
)
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import takes
from shared.procedures.deadline import is_late
from shared.procedures.document import issue_document
from shared.procedures.organisation import organisation
from shared.procedures.plan.adjustment import PlanInForce
from shared.procedures.refusal import refuse
from shared.procedures.work import work_faults
from shared.regulation.agencies import UnknownAgency
from shared.regulation.faults import Fault
from shared.regulation.organisation import Organisation
from shared.regulation.participants import field_agencies, standing_agency
from shared.regulation.planning import Period

# What is remembered


class Priorities(Record):
    """Đề xuất của cơ quan này cho một kế hoạch, chương trình (Điều 6 khoản 2 điểm a)."""

    key = ("plan", "agency")

    @event("PrioritiesAwaited")
    def __init__(self, *, plan: str, agency: str, due: str) -> None:
        self.plan = plan
        self.agency = agency
        self.due = due
        self.proposal = 0
        self.state = "awaited"  # awaited ↔ proposed → consolidated → closed; cancelled → awaited
        self.consolidated = False

    def await_until(self, due: datetime) -> None:
        """A call, or an extension: what was proposed before it stays."""
        self._await_until(due=due.isoformat())

    @event("PrioritiesAwaitedUntil")
    def _await_until(self, *, due: str) -> None:
        self.due = due
        if self.state == "cancelled":
            self.state = "awaited"

    def propose(
        self,
        *,
        items: Sequence[dict[str, Any]],
        nothing: bool,
        document: Mapping[str, Any],
        now: datetime,
        effective: date | None,
    ) -> None:
        """Propose, or replace what was proposed. Raises Refused."""
        self._must_be_open()
        if self.state == "proposed" and self.consolidated:
            raise Refused("PRIORITIES_CONSOLIDATED", f"{self._say} đã được tổng hợp; hãy góp ý vào dự thảo.")
        if nothing and items:
            raise Refused("NOTHING_BUT_ITEMS", "Đã ghi không có nội dung đề xuất thì không kèm nội dung nào.")
        if not nothing and not items:
            sentence = "Chưa có nội dung nào; nếu không có gì để đề xuất thì ghi rõ là không có."
            raise Refused("NOTHING_PROPOSED", sentence)
        due = datetime.fromisoformat(self.due)
        self._propose(
            plan=self.plan,
            agency=self.agency,
            proposal=self.proposal + 1,
            items=list(items),
            nothing=nothing,
            due=due,
            late=is_late(due=due, recorded=now, effective=effective),
            document=document,
        )

    @event("PrioritiesProposed")
    def _propose(
        self,
        *,
        plan: str,
        agency: str,
        proposal: int,
        items: list[dict[str, Any]],
        nothing: bool,
        due: datetime,
        late: bool,
        document: Mapping[str, Any],
    ) -> None:
        self.proposal = proposal
        self.state = "proposed"

    def withdraw(self, reason: str) -> None:
        """Raises Refused."""
        self._must_be_open()
        if self.state != "proposed":
            raise Refused("NOTHING_PROPOSED", f"{self._say}: chưa có đề xuất nào để rút.")
        if self.consolidated:
            raise Refused("PRIORITIES_CONSOLIDATED", f"{self._say} đã được tổng hợp; hãy góp ý vào dự thảo.")
        self._withdraw(plan=self.plan, agency=self.agency, proposal=self.proposal, reason=reason)

    @event("PrioritiesWithdrawn")
    def _withdraw(self, *, plan: str, agency: str, proposal: int, reason: str) -> None:
        self.state = "awaited"

    def note_consolidation(self) -> None:
        """From now on what was proposed stands; who proposed nothing yet still may, for a later draft."""
        if not self.consolidated:
            self._note_consolidation()

    @event("PrioritiesConsolidationNoted")
    def _note_consolidation(self) -> None:
        self.consolidated = True

    def close(self, state: str) -> None:
        self._close(state=state)

    @event("PrioritiesClosed")
    def _close(self, *, state: str) -> None:
        self.state = state
        self.consolidated = False

    def _must_be_open(self) -> None:
        if self.state == "closed":
            raise _issued(self.plan, self.agency)
        if self.state == "cancelled":
            raise Refused("PLAN_CANCELLED", f"{self._say}: Sở Nội vụ đã thôi đợt xây dựng này.")

    @property
    def _say(self) -> str:
        return _said(self.plan, self.agency)


def _said(plan: str, agency: str) -> str:
    return f"Đề xuất ưu tiên {plan} của {agency}"


def _issued(plan: str, agency: str) -> Refused:
    sentence = f"{_said(plan, agency)}: kế hoạch đã ban hành; hãy đề nghị điều chỉnh (Điều 6 khoản 2 điểm c)."
    return Refused("PLAN_ISSUED", sentence)


def item_faults(items: Sequence[Mapping[str, Any]], known: Organisation, on: date) -> Iterator[Fault]:
    """What is wrong with the work items of a proposal or a draft (Điều 2 khoản 2), item by item."""
    for each in items:
        for fault in work_faults(each["lead"], each["coordinators"]):
            yield Fault(fault.code, each["item"], f"Mục {each['item']}: {fault.sentence}")
        for agency in dict.fromkeys([each["lead"], *each["coordinators"]]):
            try:
                known.agency(agency, on)
            except UnknownAgency:
                yield Fault("UNKNOWN_AGENCY", each["item"], f"Mục {each['item']}: không có cơ quan {agency}.")


# What is taken


@takes(PrioritiesCalled)
def await_priorities(message: Message, ledger: Ledger) -> Iterator[Record]:
    yield _awaited(ledger, message.data["plan"], message.data["due"])


@takes(PrioritiesDeadlineExtended)
def await_longer(message: Message, ledger: Ledger) -> Iterator[Record]:
    yield _awaited(ledger, message.data["plan"], message.data["due"])


@takes(ProposePriorities)
def propose(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    priorities = _own(ledger, data["plan"])
    refuse(list(item_faults(data["items"], organisation(ledger), ledger.now.date())))
    series, document = issue_document(
        ledger,
        signing=data["signing"],
        title=f"Đề xuất nội dung ưu tiên {data['plan']}",
        about=f"plan/{data['plan']}",
        recipients=[standing_agency(organisation(ledger), ledger.now.date())],
    )
    priorities.propose(
        items=data["items"],
        nothing=data["nothing"],
        document=document,
        now=ledger.now,
        effective=message.effective,
    )
    yield series
    yield priorities


@takes(WithdrawPriorities)
def withdraw(message: Message, ledger: Ledger) -> Iterator[Record]:
    priorities = _own(ledger, message.data["plan"])
    priorities.withdraw(message.data["reason"])
    yield priorities


@takes(PlanConsolidated)
def note_consolidation(message: Message, ledger: Ledger) -> Iterator[Record]:
    priorities = _known(ledger, message.data["plan"])
    if priorities is not None:
        priorities.note_consolidation()
        yield priorities


@takes(PlanIssued)
def close(message: Message, ledger: Ledger) -> Iterator[Record]:
    priorities = _known(ledger, message.data["plan"])
    if priorities is not None:
        priorities.close("closed")
        yield priorities


@takes(PlanCancelled)
def cancel(message: Message, ledger: Ledger) -> Iterator[Record]:
    priorities = _known(ledger, message.data["plan"])
    if priorities is not None and not message.data["adjustment"]:
        priorities.close("cancelled")
        yield priorities


def _known(ledger: Ledger, plan: str) -> Priorities | None:
    return ledger.find(Priorities, plan=plan, agency=ledger.agency)


def _awaited(ledger: Ledger, plan: str, due: datetime) -> Priorities:
    priorities = _known(ledger, plan)
    if priorities is None:
        return Priorities(plan=plan, agency=ledger.agency, due=due.isoformat())
    priorities.await_until(due)
    return priorities


def _own(ledger: Ledger, plan: str) -> Priorities:
    """This agency's proposal for that plan. Raises Refused: none to make, no deadline set, or issued without it."""
    known = _known(ledger, plan)
    if known is not None:
        return known
    if ledger.agency not in field_agencies(organisation(ledger), ledger.now.date()):
        sentence = f"{ledger.agency} không thuộc các cơ quan đề xuất nội dung ưu tiên (Điều 6 khoản 2)."
        raise Refused("NOT_ASKED", sentence)
    if ledger.find(PlanInForce, plan=plan, agency=ledger.agency) is not None:
        raise _issued(plan, ledger.agency)
    try:
        due = Period.of(plan).due_by_law
    except ValueError as reason:
        raise Refused("PERIOD_REVERSED", f"Không xây dựng được: {reason}.") from None
    if due is None:
        raise Refused("NOT_CALLED", f"Sở Nội vụ chưa đề nghị đề xuất cho giai đoạn {plan}.")
    return Priorities(plan=plan, agency=ledger.agency, due=due.isoformat())
