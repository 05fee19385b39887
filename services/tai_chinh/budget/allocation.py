"""Phân bổ, điều chỉnh kinh phí cải cách hành chính: trình trực tiếp UBND tỉnh, ghi quyết định (Điều 16 khoản 2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemas.budget import ProposeBudgetAdjustment, ProposeBudgetAllocation
from schemas.submission import MatterDecided
from services.tai_chinh.budget.record import Budget, budget_of
from services.tai_chinh.budget.tasks import tasks_of
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record
from shared.mechanism.taking import takes
from shared.procedures.document import issue_document
from shared.procedures.submission import submission_of

# What is taken


@takes(ProposeBudgetAllocation)
def propose(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    budget = budget_of(ledger, data["year"])
    matter, title = budget.matter, f"Phân bổ kinh phí cải cách hành chính năm {budget.year}"
    series, document = issue_document(ledger, signing=data["signing"], title=title, about=matter)
    budget.propose(
        lead=ledger.agency,
        rows=data["rows"],
        total=data["total"],
        tasks=tasks_of(ledger, budget.year),
        document=document,
    )
    yield series
    yield budget
    yield _submitted(ledger, matter, data["rows"], title=title, document=document, clause="QC-16.2")


@takes(ProposeBudgetAdjustment)
def propose_adjustment(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    budget = budget_of(ledger, data["year"])
    matter, title = budget.matter, f"Điều chỉnh phân bổ kinh phí cải cách hành chính năm {budget.year}"
    series, document = issue_document(ledger, signing=data["signing"], title=title, about=matter)
    wanted = {name: data[name] for name in ("rows", "total", "reason")}
    budget.propose_adjustment(lead=ledger.agency, **wanted, document=document)
    yield series
    yield budget
    yield _submitted(ledger, matter, data["rows"], title=title, document=document, clause="QC-16.2")


def _submitted(
    ledger: Ledger, matter: str, rows: list[dict[str, Any]], *, title: str, document: dict[str, Any], clause: str
) -> Record:
    submission = submission_of(ledger, matter)
    agencies = dict.fromkeys(row["agency"] for row in rows)
    submission.submit(
        kind="budget",
        clause=clause,
        lead=ledger.agency,
        coordinators=[each for each in agencies if each != ledger.agency],
        title=title,
        document=document,
    )
    return submission


@takes(MatterDecided)
def note_committee(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Đồng ý thì kinh phí phân bổ cho từng cơ quan; trả lại thì dự toán mở lại, hoặc phân bổ cũ còn hiệu lực."""
    data = message.data
    if data["kind"] != "budget" or data["lead"] != ledger.agency:
        return
    budget = ledger.find(Budget, year=int(data["matter"].split("/")[1]))
    if budget is None:
        raise LookupError(f"{data['matter']} was decided and is not known here")
    budget.decide(**{name: data[name] for name in ("matter", "approved", "document", "reason")})
    yield budget
