"""Hướng dẫn lập dự toán; dự toán của các cơ quan; tổng hợp theo nhiệm vụ của kế hoạch (Điều 16 khoản 2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from schemas.budget import (
    BudgetGuidanceIssued,
    ConsolidateBudgetEstimates,
    IssueBudgetGuidance,
    SubmitBudgetEstimate,
    SupplementBudgetEstimate,
)
from services.tai_chinh.budget.record import Budget, budget_of
from services.tai_chinh.budget.tasks import tasks_of
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Fact, Message
from shared.mechanism.record import Record, Refused
from shared.mechanism.taking import Alarm, alarm, schedules, takes
from shared.procedures.document import issue_document
from shared.procedures.organisation import organisation
from shared.regulation.agencies import UnknownAgency
from shared.regulation.windows import ict

# What is taken


@takes(IssueBudgetGuidance)
def guide(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Hướng dẫn mọi cơ quan đang hoạt động vào ngày ban hành."""
    data = message.data
    budget = ledger.find(Budget, year=data["year"]) or Budget(year=data["year"])
    agencies = [each.id for each in organisation(ledger).agencies(ict(ledger.now).date())]
    title = f"Hướng dẫn lập dự toán kinh phí cải cách hành chính năm {data['year']}"
    others = [each for each in agencies if each != ledger.agency]
    series, document = issue_document(
        ledger, signing=data["signing"], title=title, about=budget.subject, recipients=others
    )
    budget.guide(
        lead=ledger.agency,
        **{name: data[name] for name in ("mode", "guidance", "forms")},
        agencies=agencies,
        due=data["deadline"]["due"],
        source=data["deadline"]["source"],
        document=document,
        now=ledger.now,
    )
    yield series
    yield budget


@takes(SubmitBudgetEstimate, SupplementBudgetEstimate)
def estimate(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    budget, today = budget_of(ledger, data["year"]), ict(ledger.now).date()
    try:
        organisation(ledger).agency(data["agency"], today)
    except UnknownAgency as reason:
        raise Refused("UNKNOWN_AGENCY", str(reason)) from None
    if data["document"]["issued"] > today:
        raise Refused("DATE_IN_FUTURE", f"Văn bản gửi đề ngày {data['document']['issued']:%d/%m/%Y}, chưa tới.")
    budget.estimate(
        agency=data["agency"],
        items=data["items"],
        whole=message.type == SubmitBudgetEstimate.__name__,
        document=data["document"],
        now=ledger.now,
        effective=message.effective,
    )
    yield budget


@takes(ConsolidateBudgetEstimates)
def consolidate(message: Message, ledger: Ledger) -> Iterator[Record]:
    budget = budget_of(ledger, message.data["year"])
    budget.consolidate(tasks_of(ledger, budget.year))
    yield budget


# What falls due


@schedules(BudgetGuidanceIssued)
def deadline_of_estimates(fact: Fact) -> Iterator[Alarm]:
    """Keyed by its moment too: guidance that is issued again may set another one after the first has passed."""
    data = {"year": fact.data["year"], "due": fact.data["due"]}
    yield Alarm(
        name="budget_estimates_overdue",
        key=f"{data['year']}/{data['due']}",
        due=datetime.fromisoformat(data["due"]),
        data=data,
    )


@alarm("budget_estimates_overdue")
def list_overdue(message: Message, ledger: Ledger) -> Iterator[Record]:
    budget = budget_of(ledger, message.data["year"])
    if budget.due == message.data["due"]:
        budget.list_overdue()
        yield budget
