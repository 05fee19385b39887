"""Thẩm định phần tiêu chí mình phụ trách, và thẩm định lại khi có giải trình (Điều 10 khoản 2 điểm b, Điều 13–18).

Every owner does this alike, so it is written once; each of the six departments lists it. Sở Nội vụ asks by a fact
(``AppraisalRequested``), the owner answers by facts. The answer to explanations is product design (†).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from schemas.appraisal import (
    AppraisalReassigned,
    AppraisalRequested,
    AppraiseCriteria,
    ReappraisalRequested,
    ReappraiseCriteria,
)
from schemas.scoring_round import RoundOpened, WindowExtended
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import takes
from shared.procedures.appraisal_record import Appraisal

# What is remembered


class AppraisalDeadlines(Record):
    """Hạn thẩm định và thẩm định lại của một năm, kể cả khi được gia hạn (Điều 10 khoản 2)."""

    key = ("year",)

    @event("AppraisalDeadlinesNoted")
    def __init__(self, *, year: int, appraisal: str, explanation: str) -> None:
        self.year = year
        self.due = {"appraisal": appraisal, "explanation": explanation}

    def move(self, *, window: str, closes: datetime) -> None:
        if window in self.due:
            self._move(window=window, closes=closes.isoformat())

    @event("AppraisalDeadlineMoved")
    def _move(self, *, window: str, closes: str) -> None:
        self.due[window] = closes

    def of(self, window: str) -> datetime:
        return datetime.fromisoformat(self.due[window])


# What is taken


@takes(RoundOpened)
def note_deadlines(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    if ledger.find(AppraisalDeadlines, year=data["year"]) is None:
        windows = data["windows"]
        yield AppraisalDeadlines(
            year=data["year"],
            appraisal=windows["appraisal"]["closes"],
            explanation=windows["explanation"]["closes"],
        )


@takes(WindowExtended)
def move_deadline(message: Message, ledger: Ledger) -> Iterator[Record]:
    deadlines = _deadlines(ledger, message.data["year"])
    deadlines.move(window=message.data["window"], closes=message.data["closes"])
    yield deadlines


@takes(AppraisalRequested)
def open_appraisal(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    appraisal = _find(ledger, data, owner=data["owner"])
    if appraisal is None:
        wanted = (
            "year",
            "agency",
            "owner",
            "coordinators",
            "request",
            "due",
            "conflict_of_interest",
            "entries",
        )
        yield Appraisal(**{name: data[name] for name in wanted})
    else:
        appraisal.widen(
            request=data["request"], entries=data["entries"], conflict_of_interest=data["conflict_of_interest"]
        )
        yield appraisal


@takes(AppraiseCriteria)
def appraise(message: Message, ledger: Ledger) -> Iterator[Record]:
    appraisal = _asked(ledger, message)
    appraisal.appraise(
        verdicts=message.data["verdicts"],
        due=_deadlines(ledger, appraisal.year).of("appraisal"),
        now=ledger.now,
        effective=message.effective,
    )
    yield appraisal


@takes(ReappraisalRequested)
def reopen_appraisal(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    appraisal = _find(ledger, data, owner=data["owner"])
    if appraisal is None:
        if not data["taken_over"]:
            raise LookupError(f"{data['owner']} was asked to appraise again what it was never asked to appraise")
        # Others appraised all of it, while the competence was theirs.
        opened = ("year", "agency", "owner", "coordinators", "request", "due", "conflict_of_interest")
        appraisal = Appraisal(**{name: data[name] for name in opened}, entries=[])
    appraisal.take_over(taken_over=data["taken_over"])
    told = ("request", "due", "explanations", "conflict_of_interest")
    appraisal.reopen(**{name: data[name] for name in told})
    yield appraisal


@takes(AppraisalReassigned)
def hand_over(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Thẩm quyền đã chuyển: bàn giao phần chưa kết luận (†)."""
    data = message.data
    appraisal = _find(ledger, data, owner=data["owner"])
    if appraisal is None:
        raise LookupError(f"{data['owner']} shall hand over what it was never asked to appraise")
    appraisal.hand_over(**{name: data[name] for name in ("stage", "successor", "request", "criteria")})
    yield appraisal


@takes(ReappraiseCriteria)
def reappraise(message: Message, ledger: Ledger) -> Iterator[Record]:
    appraisal = _asked(ledger, message)
    appraisal.reappraise(
        verdicts=message.data["verdicts"],
        due=_deadlines(ledger, appraisal.year).of("explanation"),
        now=ledger.now,
        effective=message.effective,
    )
    yield appraisal


def _find(ledger: Ledger, data: dict[str, Any], *, owner: str) -> Appraisal | None:
    return ledger.find(Appraisal, year=data["year"], agency=data["agency"], owner=owner)


def _asked(ledger: Ledger, message: Message) -> Appraisal:
    """The appraisal that this department was asked for. Raises Refused."""
    appraisal = _find(ledger, message.data, owner=message.agency)
    if appraisal is None:
        year, agency = message.data["year"], message.data["agency"]
        sentence = f"{message.agency} chưa được đề nghị thẩm định {agency} năm {year}."
        raise Refused("NOT_REQUESTED", sentence)
    return appraisal


def _deadlines(ledger: Ledger, year: int) -> AppraisalDeadlines:
    deadlines = ledger.find(AppraisalDeadlines, year=year)
    if deadlines is None:
        raise LookupError(f"no round of {year} has been announced to {ledger.department}")
    return deadlines
