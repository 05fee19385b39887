"""Đôn đốc phần tự đánh giá cấp tỉnh và báo cáo gửi Bộ Nội vụ, trước hạn và khi quá hạn (Điều 13 khoản 3).

Nothing outstanding, nothing said.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from schemas.provincial_score import ProvincialDeadlineMoved, ProvincialRoundOpened
from services.noi_vu.provincial_score.record import ProvincialScore
from services.noi_vu.provincial_score.report import ProvincialReport
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Fact, Message
from shared.mechanism.record import Record, event
from shared.mechanism.taking import Alarm, alarm, schedules

# What is remembered


class ProvincialReminder(Record):
    """Các lần đôn đốc về một hạn của đợt tự chấm cấp tỉnh (Điều 13 khoản 3)."""

    key = ("year", "deadline")

    @event("ProvincialRemindersBegun")
    def __init__(self, *, year: int, deadline: str) -> None:
        self.year = year
        self.deadline = deadline

    def remind(self, *, due: datetime, days_left: int, outstanding: list[dict[str, Any]]) -> None:
        self._remind(
            year=self.year,
            deadline=self.deadline,
            due=due.isoformat(),
            days_left=days_left,
            outstanding=outstanding,
        )

    @event("ProvincialReminderIssued")
    def _remind(self, *, year: int, deadline: str, due: str, days_left: int, outstanding: list[dict[str, Any]]) -> None:
        pass

    def list_overdue(self, *, due: datetime, outstanding: list[dict[str, Any]]) -> None:
        self._list_overdue(year=self.year, deadline=self.deadline, due=due.isoformat(), outstanding=outstanding)

    @event("ProvincialWorkOverdue")
    def _list_overdue(self, *, year: int, deadline: str, due: str, outstanding: list[dict[str, Any]]) -> None:
        pass


# What falls due


@schedules(ProvincialRoundOpened)
def deadlines_of_the_round(fact: Fact) -> Iterator[Alarm]:
    for name in ("parts", "ministry"):
        yield from _deadlines(fact, name, fact.data[name]["due"], fact.data["reminders"]["days_before"])


@schedules(ProvincialDeadlineMoved)
def deadline_that_moved(fact: Fact) -> Iterator[Alarm]:
    yield from _deadlines(fact, fact.data["deadline"], fact.data["due"], fact.data["days_before"])


def _deadlines(fact: Fact, name: str, due: str, days_before: list[int]) -> Iterator[Alarm]:
    year, moment = fact.data["year"], datetime.fromisoformat(due)
    data = {"year": year, "deadline": name}
    yield Alarm(name="provincial_overdue", key=f"{year}/{name}", due=moment, data=data)
    for days in days_before:
        before = moment - timedelta(days=days)
        reminder = before if before > fact.time and days > 0 else None
        yield Alarm(name="provincial_reminder", key=f"{year}/{name}/{days}", due=reminder, data=data)


@alarm("provincial_reminder")
def remind(message: Message, ledger: Ledger) -> Iterator[Record]:
    found, name = _found(message, ledger)
    due, outstanding = found.due(name), _outstanding(found, ledger, name)
    if outstanding and ledger.now < due:
        reminder = _reminder(ledger, found.year, name)
        days_left = -((ledger.now - due) // timedelta(days=1))
        reminder.remind(due=due, days_left=days_left, outstanding=outstanding)
        yield reminder


@alarm("provincial_overdue")
def list_overdue(message: Message, ledger: Ledger) -> Iterator[Record]:
    found, name = _found(message, ledger)
    due, outstanding = found.due(name), _outstanding(found, ledger, name)
    if outstanding and ledger.now >= due:
        reminder = _reminder(ledger, found.year, name)
        reminder.list_overdue(due=due, outstanding=outstanding)
        yield reminder


def _found(message: Message, ledger: Ledger) -> tuple[ProvincialScore, str]:
    found = ledger.find(ProvincialScore, year=message.data["year"])
    if found is None:
        raise LookupError(f"no provincial round of {message.data['year']} was opened")
    return found, message.data["deadline"]


def _reminder(ledger: Ledger, year: int, deadline: str) -> ProvincialReminder:
    found = ledger.find(ProvincialReminder, year=year, deadline=deadline)
    return found or ProvincialReminder(year=year, deadline=deadline)


def _outstanding(found: ProvincialScore, ledger: Ledger, deadline: str) -> list[dict[str, Any]]:
    if not found.open:
        return []
    if deadline == "parts":
        return [
            {"agency": agency, "work": f"Tự đánh giá cấp tỉnh: {', '.join(found.criteria_asked(agency))}."[:500]}
            for agency in found.awaited
        ]
    report = ledger.find(ProvincialReport, year=found.year)
    if report is not None and report.dispatch:
        return []
    return [{"agency": found.lead, "work": "Gửi Bộ Nội vụ báo cáo tự chấm cấp tỉnh."}]
