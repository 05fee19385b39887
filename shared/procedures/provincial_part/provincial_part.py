"""Tự đánh giá, chấm điểm cấp tỉnh phần mình phụ trách (Điều 10 khoản 1 điểm b; Điều 13 khoản 4, Điều 14–18 khoản 2).

Every owner does this alike, so it is written once; each of the six departments lists it. A part is kept where its
agency is spoken for: in the agency's own service, and with Sở Nội vụ for an agency that has none.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.provincial_part import (
    ProvincialPartRequested,
    ProvincialPartReturned,
    ProvincialPartTransferred,
    SaveProvincialPart,
    SubmitProvincialPart,
    WithdrawProvincialPart,
)
from schemas.provincial_report import ProvincialScoreConsolidated, ProvincialScoreDispatched
from schemas.provincial_score import ProvincialDeadlineMoved, ProvincialRoundCancelled
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused
from shared.mechanism.taking import takes
from shared.procedures.document import issue_document
from shared.procedures.organisation import organisation
from shared.procedures.provincial_part.record import ProvincialPart
from shared.regulation.participants import standing_agency

# What is taken


@takes(ProvincialPartRequested)
def open_part(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    part = ledger.find(ProvincialPart, year=data["year"], agency=data["agency"])
    if part is None:
        part = ProvincialPart(year=data["year"], agency=data["agency"], title=data["title"])
    part.ask(clause=data["clause"], basis=data["basis"], criteria=data["criteria"], due=data["due"])
    yield part


@takes(SaveProvincialPart)
def save(message: Message, ledger: Ledger) -> Iterator[Record]:
    part = part_of(ledger, message.data["year"], message.agency)
    part.save(entries=message.data["entries"])
    yield part


@takes(SubmitProvincialPart)
def submit(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    part = part_of(ledger, data["year"], message.agency)
    lead = standing_agency(organisation(ledger), ledger.now.date())
    series, document = issue_document(
        ledger,
        signing=data["signing"],
        title=part.title,
        about=f"provincial_score/{part.year}",
        recipients=[lead] if lead != ledger.agency else [],
    )
    part.submit(
        entries=data["entries"],
        difficulties=data["difficulties"],
        document=document,
        now=ledger.now,
        effective=message.effective,
    )
    yield series
    yield part


@takes(WithdrawProvincialPart)
def withdraw(message: Message, ledger: Ledger) -> Iterator[Record]:
    part = part_of(ledger, message.data["year"], message.agency)
    part.withdraw(reason=message.data["reason"])
    yield part


@takes(ProvincialPartReturned)
def note_return(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    for part in _held(ledger, data["year"], [data["agency"]]):
        part.note_return(attempt=data["attempt"], due=data["due"])
        yield part


@takes(ProvincialPartTransferred)
def hand_over(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    for part in _held(ledger, data["year"], [data["agency"]]):
        part.hand_over(criteria=data["criteria"])
        yield part


@takes(ProvincialRoundCancelled)
def cancel(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    for part in _held(ledger, data["year"], data["agencies"]):
        part.cancel()
        yield part


@takes(ProvincialDeadlineMoved)
def move_deadline(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    if data["deadline"] == "parts":
        for part in _held(ledger, data["year"], data["agencies"]):
            part.move_deadline(due=data["due"])
            yield part


@takes(ProvincialScoreConsolidated)
def note_consolidation(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    for part in _held(ledger, data["year"], data["agencies"]):
        part.note_consolidation(consolidation=data["consolidation"])
        yield part


@takes(ProvincialScoreDispatched)
def close(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    for part in _held(ledger, data["year"], data["agencies"]):
        part.close(dispatch=data["dispatch"])
        yield part


def _held(ledger: Ledger, year: int, agencies: list[str]) -> Iterator[ProvincialPart]:
    """The parts of these agencies that are kept in this ledger."""
    for each in agencies:
        part = ledger.find(ProvincialPart, year=year, agency=each)
        if part is not None:
            yield part


def part_of(ledger: Ledger, year: int, agency: str) -> ProvincialPart:
    """The part that this agency, or one in whose place it stands today, was asked for. Raises Refused."""
    before = organisation(ledger).predecessors(agency, ledger.now.date())
    part = next(_held(ledger, year, [agency, *before]), None)
    if part is None:
        raise Refused("NOT_REQUESTED", f"{agency} chưa được đề nghị tự đánh giá cấp tỉnh năm {year}.")
    return part
