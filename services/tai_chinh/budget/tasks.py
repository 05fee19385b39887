"""Nhiệm vụ của kế hoạch cải cách hành chính, như Sở Tài chính cần để đối chiếu kinh phí (Điều 16 khoản 2; †)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemas.task import TaskAdjusted, TaskAssigned, TaskCancelled
from schemas.task_result import TaskInherited, TaskReopened
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, event
from shared.mechanism.taking import takes

# What is remembered


class PlanTasks(Record):
    """Các nhiệm vụ của một kế hoạch, và các phần việc được tách ra từ chúng."""

    key = ("plan",)

    @event("PlanTasksBegun")
    def __init__(self, *, plan: str) -> None:
        self.plan = plan
        self.tasks: dict[str, dict[str, Any]] = {}
        self.dropped: dict[str, dict[str, Any]] = {}
        """Cancelled, as last known: one that is opened again comes back as it was."""

    def note(self, *, task: str, title: str, lead: str, parent: str | None) -> None:
        self._note(task=task, title=title, lead=lead, parent=parent)

    @event("PlanTaskNoted")
    def _note(self, *, task: str, title: str, lead: str, parent: str | None) -> None:
        self.tasks[task] = {"title": title, "lead": lead, "parent": parent}
        self.dropped.pop(task, None)

    def drop(self, task: str) -> None:
        self._drop(task=task)

    @event("PlanTaskDropped")
    def _drop(self, *, task: str) -> None:
        known = self.tasks.pop(task, None)
        if known is not None:
            self.dropped[task] = known


def tasks_of(ledger: Ledger, year: int) -> dict[str, dict[str, Any]]:
    """The tasks of that year's plan; none while it has not been issued."""
    found = ledger.find(PlanTasks, plan=str(year))
    return found.tasks if found else {}


def plan_of(task: str) -> str | None:
    """``task/plan-2022/01`` → 2022; None for a task that is no plan's."""
    parts = task.split("/")
    return parts[1].removeprefix("plan-") if len(parts) > 2 and parts[1].startswith("plan-") else None


# What is taken


@takes(TaskAssigned, TaskAdjusted, TaskInherited)
def note_task(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    plan = plan_of(data["task"])
    if data["source"] == "plan" and plan is not None:
        tasks = ledger.find(PlanTasks, plan=plan) or PlanTasks(plan=plan)
        known = tasks.tasks.get(data["task"], {"parent": None})
        parent = data["parent"] if "parent" in data else known["parent"]
        tasks.note(task=data["task"], title=data["title"], lead=data["lead"], parent=parent)
        yield tasks


@takes(TaskCancelled)
def drop_task(message: Message, ledger: Ledger) -> Iterator[Record]:
    plan = plan_of(message.data["task"])
    tasks = ledger.find(PlanTasks, plan=plan) if plan is not None else None
    if tasks is not None and message.data["task"] in tasks.tasks:
        tasks.drop(message.data["task"])
        yield tasks


@takes(TaskReopened)
def take_back(message: Message, ledger: Ledger) -> Iterator[Record]:
    plan, task = plan_of(message.data["task"]), message.data["task"]
    tasks = ledger.find(PlanTasks, plan=plan) if plan is not None else None
    if tasks is not None and task in tasks.dropped:
        tasks.note(task=task, **{**tasks.dropped[task], "lead": message.data["lead"]})
        yield tasks
