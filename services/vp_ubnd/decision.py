"""Quyết định của UBND tỉnh về kết quả đánh giá, xếp hạng, do Văn phòng UBND tỉnh ghi (†).

The regulation names nobody who records what UBND decides; the Office of the Committee does it in practice.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from schemas.decision import DecideResultCorrection, DecideResults, ResultCorrectionProposed
from schemas.ranking import ResultsSubmitted
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import takes

# What is remembered


class Decision(Record):
    """Kết quả của một năm do Sở Nội vụ trình, và quyết định của UBND tỉnh về nó."""

    key = ("year",)

    @event("ResultsReceived")
    def __init__(self, *, year: int, submission: int, document: dict[str, Any]) -> None:
        self.year = year
        self.submission = submission
        self.pending = True

    def receive_again(self, *, submission: int, document: dict[str, Any]) -> None:
        self._receive_again(submission=submission, document=document)

    @event("ResultsReceivedAgain")
    def _receive_again(self, *, submission: int, document: dict[str, Any]) -> None:
        self.submission = submission
        self.pending = True

    def decide(self, *, approved: bool, document: dict[str, Any], reason: str | None) -> None:
        if not self.pending:
            raise Refused("ALREADY_DECIDED", f"Kết quả năm {self.year} trình lần {self.submission} đã quyết định.")
        _must_say_why(approved, reason)
        self._decide(
            year=self.year,
            submission=self.submission,
            approved=approved,
            document=document,
            reason=reason,
        )

    @event("ResultsDecided")
    def _decide(
        self,
        *,
        year: int,
        submission: int,
        approved: bool,
        document: dict[str, Any],
        reason: str | None,
    ) -> None:
        self.pending = False


class ResultCorrection(Record):
    """Đề nghị sửa một điểm, và quyết định của UBND tỉnh về nó (†)."""

    key = ("year", "agency", "criterion")

    @event("ResultCorrectionReceived")
    def __init__(self, *, year: int, agency: str, criterion: str, score: str) -> None:
        self.year = year
        self.agency = agency
        self.criterion = criterion
        self.score = score
        self.pending = True

    def receive_again(self, *, score: Decimal) -> None:
        self._receive_again(score=format(score, "f"))

    @event("ResultCorrectionReceivedAgain")
    def _receive_again(self, *, score: str) -> None:
        self.score = score
        self.pending = True

    def decide(self, *, approved: bool, document: dict[str, Any], reason: str | None) -> None:
        if not self.pending:
            sentence = f"Đề nghị sửa tiêu chí {self.criterion} của {self.agency} đã được quyết định."
            raise Refused("ALREADY_DECIDED", sentence)
        _must_say_why(approved, reason)
        self._decide(
            year=self.year,
            agency=self.agency,
            criterion=self.criterion,
            score=self.score,
            approved=approved,
            document=document,
            reason=reason,
        )

    @event("ResultCorrectionDecided")
    def _decide(
        self,
        *,
        year: int,
        agency: str,
        criterion: str,
        score: str,
        approved: bool,
        document: dict[str, Any],
        reason: str | None,
    ) -> None:
        self.pending = False


def _must_say_why(approved: bool, reason: str | None) -> None:
    if not approved and not reason:
        raise Refused("REASON_MISSING", "Không phê duyệt thì phải nêu lý do trả lại.")


# What is taken


@takes(ResultsSubmitted)
def receive_results(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    decision = ledger.find(Decision, year=data["year"])
    if decision is None:
        decision = Decision(year=data["year"], submission=data["submission"], document=data["document"])
    else:
        decision.receive_again(submission=data["submission"], document=data["document"])
    yield decision


@takes(DecideResults)
def decide_results(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    decision = ledger.find(Decision, year=data["year"])
    if decision is None:
        raise Refused("NOTHING_SUBMITTED", f"Chưa có kết quả năm {data['year']} nào trình UBND tỉnh.")
    decision.decide(approved=data["approved"], document=data["document"], reason=data["reason"])
    yield decision


@takes(ResultCorrectionProposed)
def receive_result_correction(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    key = {name: data[name] for name in ResultCorrection.key}
    correction = ledger.find(ResultCorrection, **key)
    if correction is None:
        correction = ResultCorrection(**key, score=data["score"])
    else:
        correction.receive_again(score=data["score"])
    yield correction


@takes(DecideResultCorrection)
def decide_result_correction(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    correction = ledger.find(ResultCorrection, **{name: data[name] for name in ResultCorrection.key})
    if correction is None:
        sentence = f"Không có đề nghị sửa tiêu chí {data['criterion']} của {data['agency']} năm {data['year']}."
        raise Refused("NOTHING_SUBMITTED", sentence)
    correction.decide(approved=data["approved"], document=data["document"], reason=data["reason"])
    yield correction
