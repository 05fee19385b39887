"""Điều chỉnh kế hoạch đã ban hành: nhận và trả lời đề nghị, soạn dự thảo điều chỉnh (Điều 6 khoản 2 điểm c)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemas.plan_adjustment import AdjustPlan, DeclinePlanAdjustment, PlanAdjustmentProposed
from services.noi_vu.plan.plan import draft_of, plan_of
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import takes

# What is remembered


class PlanAdjustments(Record):
    """Các đề nghị điều chỉnh một kế hoạch, đã trả lời hay chưa (Điều 6 khoản 2 điểm c)."""

    key = ("plan",)

    @event("PlanAdjustmentsAwaited")
    def __init__(self, *, plan: str, lead: str) -> None:
        self.plan = plan
        self.lead = lead
        self.pending: list[list[Any]] = []

    @event("PlanAdjustmentReceived")
    def receive(self, *, agency: str, proposal: int) -> None:
        self.pending.append([agency, proposal])

    def must_answer_all(self, answered: list[tuple[str, int]]) -> None:
        """Raises Refused: a draft answers every proposal that waits."""
        left = [each for each in self.pending if tuple(each) not in answered]
        if left:
            listed = ", ".join(f"{agency} lần {proposal}" for agency, proposal in left)
            raise Refused("PROPOSAL_UNANSWERED", f"Chưa trả lời đề nghị điều chỉnh của {listed}.")

    def answer(self, *, agency: str, proposal: int, treatment: str, reason: str | None) -> None:
        """Raises Refused."""
        if [agency, proposal] not in self.pending:
            raise Refused("UNKNOWN_PROPOSAL", f"{agency} không có đề nghị điều chỉnh lần {proposal} nào đang chờ.")
        if treatment != "accepted" and not reason:
            raise Refused("REASON_MISSING", f"Đề nghị của {agency}: không tiếp thu hết thì phải giải trình.")
        self._answer(
            plan=self.plan, agency=agency, proposal=proposal, lead=self.lead, treatment=treatment, reason=reason
        )

    @event("PlanAdjustmentAnswered")
    def _answer(self, *, plan: str, agency: str, proposal: int, lead: str, treatment: str, reason: str | None) -> None:
        self.pending.remove([agency, proposal])


# What is taken


@takes(PlanAdjustmentProposed)
def receive(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    adjustments = _adjustments(ledger, data["plan"])
    adjustments.receive(agency=data["agency"], proposal=data["proposal"])
    yield adjustments


@takes(AdjustPlan)
def adjust(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    plan = plan_of(ledger, data["plan"])
    plan.draft_adjustment(reason=data["reason"], **draft_of(ledger, data))
    yield plan
    adjustments = _adjustments(ledger, data["plan"])
    adjustments.must_answer_all([(each["agency"], each["proposal"]) for each in data["answers"]])
    for each in data["answers"]:
        adjustments.answer(**each)
    yield adjustments


@takes(DeclinePlanAdjustment)
def decline(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    adjustments = _adjustments(ledger, plan_of(ledger, data["plan"]).plan)
    adjustments.answer(
        agency=data["agency"], proposal=data["proposal"], treatment="not_accepted", reason=data["reason"]
    )
    yield adjustments


def _adjustments(ledger: Ledger, plan: str) -> PlanAdjustments:
    return ledger.find(PlanAdjustments, plan=plan) or PlanAdjustments(plan=plan, lead=ledger.agency)
