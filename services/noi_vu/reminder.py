"""Đôn đốc trước hạn, và danh sách quá hạn khi hết hạn (Điều 13 khoản 3), do đồng hồ chung gọi.

Nothing outstanding, nothing said: a reminder that reminds nobody is noise in a ledger.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from services.noi_vu.dossier import Assessment
from services.noi_vu.ranking import awaited_by, dossiers
from services.noi_vu.scoring_round import ScoringRound, round_of
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, event
from shared.mechanism.taking import alarm

STAGES = {
    "self_scoring": {"self_scoring"},
    "appraisal": {"self_scoring", "appraisal"},
    "explanation": {"self_scoring", "appraisal", "reappraisal", "survey", "correction"},
}
"""Thời hạn → các khâu phải xong trước khi nó hết."""

# What is remembered


class Reminder(Record):
    """Các lần đôn đốc về một thời hạn của một đợt (Điều 13 khoản 3)."""

    key = ("year", "window")

    @event("RemindersBegun")
    def __init__(self, *, year: int, window: str) -> None:
        self.year = year
        self.window = window

    def remind(self, *, closes: datetime, days_left: int, outstanding: list[dict[str, Any]]) -> None:
        self._remind(
            year=self.year,
            window=self.window,
            closes=closes.isoformat(),
            days_left=days_left,
            outstanding=outstanding,
        )

    @event("ReminderIssued")
    def _remind(
        self, *, year: int, window: str, closes: str, days_left: int, outstanding: list[dict[str, Any]]
    ) -> None:
        pass

    def list_overdue(self, *, closed: datetime, outstanding: list[dict[str, Any]]) -> None:
        self._list_overdue(year=self.year, window=self.window, closed=closed.isoformat(), outstanding=outstanding)

    @event("WorkOverdue")
    def _list_overdue(self, *, year: int, window: str, closed: str, outstanding: list[dict[str, Any]]) -> None:
        pass


# What falls due


@alarm("reminder")
def remind(message: Message, ledger: Ledger) -> Iterator[Record]:
    found, name = round_of(ledger, message.data["year"]), message.data["window"]
    window = found.window(name)
    outstanding = [*_outstanding(found, ledger, window=name), *_offers(found, ledger, window=name)]
    if outstanding and not window.is_late(ledger.now):
        reminder = _reminder(ledger, year=found.year, window=name)
        reminder.remind(closes=window.closes, days_left=window.days_left(ledger.now), outstanding=outstanding)
        yield reminder


@alarm("overdue")
def list_overdue(message: Message, ledger: Ledger) -> Iterator[Record]:
    found, name = round_of(ledger, message.data["year"]), message.data["window"]
    window = found.window(name)
    outstanding = _outstanding(found, ledger, window=name)
    if outstanding and window.is_late(ledger.now):
        reminder = _reminder(ledger, year=found.year, window=name)
        reminder.list_overdue(closed=window.closes, outstanding=outstanding)
        yield reminder


def _reminder(ledger: Ledger, *, year: int, window: str) -> Reminder:
    return ledger.find(Reminder, year=year, window=window) or Reminder(year=year, window=window)


def _outstanding(found: ScoringRound, ledger: Ledger, *, window: str) -> list[dict[str, Any]]:
    """What has to be done before this window closes and is not, and by whom."""
    stages = STAGES[window]
    return [
        {"agency": work.agency, "work": work.work}
        for assessment in dossiers(found, ledger)
        if assessment.index is None
        for work in awaited_by(assessment, found, ledger)
        if work.stage in stages and not _only_waits(assessment, work.stage)
    ]


def _only_waits(assessment: Assessment, stage: str) -> bool:
    """A dossier that is in and only waits for the window to close is nobody's debt."""
    return stage == "self_scoring" and assessment.submitted


def _offers(found: ScoringRound, ledger: Ledger, *, window: str) -> list[dict[str, Any]]:
    """An agency may explain what was adjusted; it need not, so this is never overdue (†)."""
    if window != "explanation":
        return []
    return [
        {
            "agency": assessment.agency,
            "work": f"Giải trình nếu không đồng ý: {', '.join(assessment.unexplained)}."[:500],
        }
        for assessment in dossiers(found, ledger)
        if assessment.index is None and assessment.unexplained
    ]
