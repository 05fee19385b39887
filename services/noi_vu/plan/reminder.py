"""Nhắc trước hạn đề xuất, góp ý; hết hạn thì ghi ai im lặng, việc vẫn đi tiếp (Điều 6 khoản 2, Điều 13 khoản 3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from schemas.plan import OpinionDeadlineExtended, PlanCirculated, PrioritiesCalled, PrioritiesDeadlineExtended
from services.noi_vu.plan.dossier import Plan
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Fact, Message
from shared.mechanism.record import Record, event
from shared.mechanism.taking import Alarm, alarm, schedules
from shared.regulation.windows import parse_moment

# What is remembered


class PlanReminder(Record):
    """Các lần nhắc về một hạn của một kế hoạch; ``draft`` là 0 khi còn đề xuất (Điều 13 khoản 3)."""

    key = ("plan", "stage", "draft")

    @event("PlanRemindersBegun")
    def __init__(self, *, plan: str, stage: str, draft: int) -> None:
        self.plan = plan
        self.stage = stage
        self.draft = draft

    def remind(self, *, due: datetime, now: datetime, outstanding: list[str]) -> None:
        days_left = -((now - due) // timedelta(days=1))
        self._remind(**self._which, due=due, days_left=days_left, outstanding=outstanding)

    @event("PlanReminderIssued")
    def _remind(
        self, *, plan: str, stage: str, version: int, due: datetime, days_left: int, outstanding: list[str]
    ) -> None:
        pass

    def list_overdue(self, *, due: datetime, outstanding: list[str]) -> None:
        self._list_overdue(**self._which, due=due, outstanding=outstanding)

    @event("PlanAnswerOverdue")
    def _list_overdue(self, *, plan: str, stage: str, version: int, due: datetime, outstanding: list[str]) -> None:
        pass

    @property
    def _which(self) -> dict[str, Any]:
        return {"plan": self.plan, "stage": self.stage, "version": self.draft}


# What falls due


@schedules(PrioritiesCalled, PrioritiesDeadlineExtended)
def deadlines_of_priorities(fact: Fact) -> Iterator[Alarm]:
    yield from _deadlines(fact, "priorities", 0)


@schedules(PlanCirculated, OpinionDeadlineExtended)
def deadlines_of_opinions(fact: Fact) -> Iterator[Alarm]:
    yield from _deadlines(fact, "opinion", fact.data["version"])


def _deadlines(fact: Fact, stage: str, draft: int) -> Iterator[Alarm]:
    """A reminder whose day has passed is not made up for."""
    due = parse_moment(fact.data["due"])
    data = {"plan": fact.data["plan"], "stage": stage, "draft": draft}
    which = f"{fact.data['plan']}/{stage}/{draft}"
    yield Alarm(name="plan_answer_overdue", key=which, due=due, data=data)
    for days in fact.data["days_before"]:
        moment = due - timedelta(days=days)
        yield Alarm(name="plan_reminder", key=f"{which}/{days}", due=moment if moment > fact.time else None, data=data)


@alarm("plan_reminder")
def remind(message: Message, ledger: Ledger) -> Iterator[Record]:
    due, outstanding = _outstanding(message, ledger)
    if due and outstanding and ledger.now < due:
        reminder = _reminder(message, ledger)
        reminder.remind(due=due, now=ledger.now, outstanding=outstanding)
        yield reminder


@alarm("plan_answer_overdue")
def list_overdue(message: Message, ledger: Ledger) -> Iterator[Record]:
    due, outstanding = _outstanding(message, ledger)
    if due and outstanding and ledger.now >= due:
        reminder = _reminder(message, ledger)
        reminder.list_overdue(due=due, outstanding=outstanding)
        yield reminder


def _reminder(message: Message, ledger: Ledger) -> PlanReminder:
    return ledger.find(PlanReminder, **message.data) or PlanReminder(**message.data)


def _outstanding(message: Message, ledger: Ledger) -> tuple[datetime | None, list[str]]:
    """The deadline as it stands now, and who has not answered; nobody once the stage is over."""
    plan = ledger.find(Plan, plan=message.data["plan"])
    if plan is None:
        return None, []
    if message.data["stage"] == "priorities":
        called = plan.due if plan.state == "called" else None
        return (parse_moment(called), plan.silent_about_priorities()) if called else (None, [])
    consulted = plan.consulted
    if not consulted or consulted["version"] != message.data["draft"]:
        return None, []
    return parse_moment(consulted["due"]), plan.silent_about_draft()
