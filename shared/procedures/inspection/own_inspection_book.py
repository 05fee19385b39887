"""Sổ theo dõi kế hoạch, kết quả kiểm tra của các cơ quan, và tổng hợp (Điều 8 khoản 3).

Sở Nội vụ follows all of them, an agency in charge of a field those that cover its field: each keeps what was addressed
to it, and consolidates it for UBND tỉnh.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemas.own_inspection import (
    ConsolidateOwnInspections,
    OwnInspectionPlanned,
    OwnInspectionReported,
    OwnInspectionsRequested,
)
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import takes
from shared.procedures.document import issue_document
from shared.procedures.organisation import organisation, still_owing
from shared.procedures.submission import submission_of
from shared.regulation.participants import field_agencies, standing_agency

TITLES = {"plans": "kế hoạch", "results": "kết quả"}

# What is remembered


class OwnInspectionBook(Record):
    """Sổ của một năm: ai đã gửi gì tới cơ quan này, ai gửi muộn."""

    key = ("year",)

    @event("OwnInspectionBookOpened")
    def __init__(self, *, year: int) -> None:
        self.year = year
        self.asked: list[str] = []
        self.received: dict[str, dict[str, bool]] = {"plans": {}, "results": {}}
        self.consolidations = {"plans": 0, "results": 0}

    @event("OwnInspectionAgenciesNoted")
    def note_asked(self, *, agencies: list[str]) -> None:
        self.asked = agencies

    def note(self, *, part: str, agency: str, late: bool) -> None:
        self._note(part=part, agency=agency, late=late)

    @event("OwnInspectionFiled")
    def _note(self, *, part: str, agency: str, late: bool) -> None:
        self.received[part].setdefault(agency, late)  # a replaced paper came in when the first one did

    def expected(self, part: str, *, standing: bool) -> list[str]:
        """Of whom this department awaits one: Sở Nội vụ of all, a field agency of those whose plan covers its field."""
        if standing:
            return self.asked
        return list(self.received["plans"]) if part == "results" else []

    def consolidate(
        self,
        *,
        part: str,
        lead: str,
        coordinators: list[str],
        missing: list[str],
        evaluation: str,
        document: dict[str, Any],
    ) -> None:
        received = self.received[part]
        self._consolidate(
            year=self.year,
            part=part,
            lead=lead,
            coordinators=coordinators,
            received=list(received),
            late=[each for each, late in received.items() if late],
            missing=missing,
            evaluation=evaluation,
            consolidation=self.consolidations[part] + 1,
            document=document,
        )

    @event("OwnInspectionsConsolidated")
    def _consolidate(
        self,
        *,
        year: int,
        part: str,
        lead: str,
        coordinators: list[str],
        received: list[str],
        late: list[str],
        missing: list[str],
        evaluation: str,
        consolidation: int,
        document: dict[str, Any],
    ) -> None:
        self.consolidations[part] = consolidation


# What is taken


@takes(OwnInspectionsRequested)
def note_asked(message: Message, ledger: Ledger) -> Iterator[Record]:
    found = _book(ledger, message.data["year"])
    found.note_asked(agencies=message.data["agencies"])
    yield found


@takes(OwnInspectionPlanned)
def note_plan(message: Message, ledger: Ledger) -> Iterator[Record]:
    yield _noted(message, ledger, part="plans")


@takes(OwnInspectionReported)
def note_result(message: Message, ledger: Ledger) -> Iterator[Record]:
    yield _noted(message, ledger, part="results")


@takes(ConsolidateOwnInspections)
def consolidate(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Tổng hợp, và trình UBND tỉnh để biết (Điều 8 khoản 3)."""
    data = message.data
    year, part = data["year"], data["part"]
    found = ledger.find(OwnInspectionBook, year=year)
    if found is None or not found.received[part]:
        sentence = f"Chưa có cơ quan nào gửi {TITLES[part]} kiểm tra năm {year} tới {ledger.agency}."
        raise Refused("NOTHING_RECEIVED", sentence)
    standing = standing_agency(organisation(ledger), ledger.now.date())
    awaited = found.expected(part, standing=ledger.agency == standing)
    title = f"Tổng hợp {TITLES[part]} thanh tra, kiểm tra cải cách hành chính năm {year}"
    about = f"own_inspection/{year}/{ledger.agency}/consolidated-{part}"
    series, document = issue_document(ledger, signing=data["signing"], title=title, about=about)
    fields = field_agencies(organisation(ledger), ledger.now.date())
    coordinators = list(fields) if ledger.agency == standing else [standing]
    found.consolidate(
        part=part,
        lead=ledger.agency,
        coordinators=coordinators,
        missing=still_owing(ledger, asked=awaited, answered=found.received[part]),
        evaluation=data["evaluation"],
        document=document,
    )
    submission = submission_of(ledger, about)
    submission.submit(
        kind="inspection_plans" if part == "plans" else "inspection_results",
        clause="QC-8.3-4",
        lead=ledger.agency,
        coordinators=coordinators,
        title=title,
        document=document,
        wanted="information",
    )
    yield series
    yield found
    yield submission


def _book(ledger: Ledger, year: int) -> OwnInspectionBook:
    return ledger.find(OwnInspectionBook, year=year) or OwnInspectionBook(year=year)


def _noted(message: Message, ledger: Ledger, *, part: str) -> OwnInspectionBook:
    found = _book(ledger, message.data["year"])
    found.note(part=part, agency=message.data["agency"], late=message.data["late"])
    return found
