"""Đề nghị điều chỉnh kế hoạch, chương trình đã ban hành, khi tình hình thực tế khác đi (Điều 6 khoản 2 điểm c).

Sở Nội vụ does it together with each field agency: each of them, and itself, may see the difference first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from schemas.plan import PlanIssued
from schemas.plan_adjustment import PlanAdjusted, ProposePlanAdjustment
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import takes
from shared.procedures.document import issue_document
from shared.procedures.organisation import organisation
from shared.procedures.refusal import refuse
from shared.regulation.faults import Fault
from shared.regulation.participants import field_agencies, standing_agency

# What is remembered


class PlanInForce(Record):
    """Kế hoạch đang thực hiện, như cơ quan này biết, và các đề nghị điều chỉnh của mình (Điều 6 khoản 2 điểm c)."""

    key = ("plan", "agency")

    @event("PlanInForceNoted")
    def __init__(self, *, plan: str, agency: str, codes: list[str]) -> None:
        self.plan = plan
        self.agency = agency
        self.codes = codes
        self.proposal = 0

    def note_adjustment(self, codes: Sequence[str]) -> None:
        self._note_adjustment(codes=list(codes))

    @event("PlanInForceAdjusted")
    def _note_adjustment(self, *, codes: list[str]) -> None:
        self.codes = codes

    def propose(self, *, situation: str, adjustments: Sequence[Mapping[str, Any]], document: Mapping[str, Any]) -> None:
        """Raises Refused."""
        named = [each["item"] for each in adjustments if each["item"]]
        refuse(
            [
                Fault("UNKNOWN_ITEM", item, f"Kế hoạch {self.plan} không có mục {item}.")
                for item in named
                if item not in self.codes
            ]
        )
        self._propose(
            plan=self.plan,
            agency=self.agency,
            proposal=self.proposal + 1,
            situation=situation,
            adjustments=[dict(each) for each in adjustments],
            document=document,
        )

    @event("PlanAdjustmentProposed")
    def _propose(
        self,
        *,
        plan: str,
        agency: str,
        proposal: int,
        situation: str,
        adjustments: list[dict[str, Any]],
        document: Mapping[str, Any],
    ) -> None:
        self.proposal = proposal


# What is taken


@takes(PlanIssued, PlanAdjusted)
def note_plan(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    codes = [*(each["part"] for each in data["parts"]), *(each["item"] for each in data["items"])]
    plan = ledger.find(PlanInForce, plan=data["plan"], agency=ledger.agency)
    if plan is None:
        plan = PlanInForce(plan=data["plan"], agency=ledger.agency, codes=codes)
    else:
        plan.note_adjustment(codes)
    yield plan


@takes(ProposePlanAdjustment)
def propose_adjustment(message: Message, ledger: Ledger) -> Iterator[Record]:
    data, known, today = message.data, organisation(ledger), ledger.now.date()
    standing = standing_agency(known, today)
    if ledger.agency not in (standing, *field_agencies(known, today)):
        sentence = f"{ledger.agency} không thuộc các cơ quan đề nghị điều chỉnh kế hoạch (Điều 6 khoản 2 điểm c)."
        raise Refused("NOT_ASKED", sentence)
    plan = ledger.find(PlanInForce, plan=data["plan"], agency=ledger.agency)
    if plan is None:
        raise Refused("PLAN_NOT_ISSUED", f"Kế hoạch {data['plan']} chưa ban hành nên chưa có gì để điều chỉnh.")
    series, document = issue_document(
        ledger,
        signing=data["signing"],
        title=f"Đề nghị điều chỉnh kế hoạch {data['plan']}",
        about=f"plan/{data['plan']}",
        recipients=[standing],
    )
    plan.propose(situation=data["situation"], adjustments=data["adjustments"], document=document)
    yield series
    yield plan
