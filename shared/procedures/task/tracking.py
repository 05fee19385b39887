"""Theo dõi nhiệm vụ trong mọi sổ, không ai phải nhập lần nữa; báo cáo tổng hợp (Điều 13 khoản 2, Điều 14 khoản 1).

The two trackers list this: what any department says of a task is noted here, so that a report can be made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from schemas.task import TaskAccepted, TaskAdjusted, TaskAssigned, TaskCancelled
from schemas.task_result import (
    TaskCompleted,
    TaskDoneReported,
    TaskInherited,
    TaskProgressReported,
    TaskReopened,
    TaskReturned,
)
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import takes
from shared.procedures.document import issue_document
from shared.procedures.submission import submission_of
from shared.regulation.competences import IN_FORCE
from shared.regulation.windows import ict

STATES = {
    "TaskAccepted": "accepted",
    "TaskDoneReported": "reported",
    "TaskReturned": "accepted",
    "TaskReopened": "accepted",
    "TaskCompleted": "completed",
    "TaskCancelled": "cancelled",
}
"""Sự việc → nhiệm vụ đến đâu."""

# What is remembered


class TrackedTask(Record):
    """Một nhiệm vụ như cơ quan theo dõi biết, qua lời nơi giữ sổ."""

    key = ("task",)

    @event("TaskTracked")
    def __init__(
        self, *, task: str, title: str, source: str, reform: bool, lead: str, coordinators: list[str], due: str | None
    ) -> None:
        self.task = task
        self.title = title
        self.source = source
        self.reform = reform
        self.lead = lead
        self.coordinators = coordinators
        self.due = due
        self.state = "assigned"
        self.percent: int | None = None
        self.late = False
        self.closed: str | None = None

    @property
    def open(self) -> bool:
        return self.state not in {"completed", "cancelled"}

    @event("TaskPathNoted")
    def note(
        self,
        *,
        title: str,
        lead: str,
        coordinators: list[str],
        due: str | None,
        state: str,
        percent: int | None,
        late: bool,
        closed: str | None,
    ) -> None:
        self.title = title
        self.lead = lead
        self.coordinators = coordinators
        self.due = due
        self.state = state
        self.percent = percent
        self.late = late
        self.closed = closed

    def is_late(self, now: datetime) -> bool:
        """Done after its deadline; or the deadline has passed and nothing was reported in time."""
        if self.state in {"assigned", "accepted"}:
            return self.due is not None and datetime.fromisoformat(self.due) <= now
        return self.late


class TrackedTasks(Record):
    """Nhiệm vụ giao trong một năm: danh sách."""

    key = ("year",)

    @event("TaskListBegun")
    def __init__(self, *, year: int) -> None:
        self.year = year
        self.tasks: list[str] = []

    @event("TaskListed")
    def add(self, *, task: str) -> None:
        self.tasks.append(task)


class TaskReport(Record):
    """Một báo cáo tổng hợp nhiệm vụ."""

    key = ("report",)
    dossier = True

    @event("TaskReportBegun")
    def __init__(self, *, report: str) -> None:
        self.report = report

    @event("TasksReported")
    def tell(
        self,
        *,
        report: str,
        clause: str,
        lead: str,
        coordinators: list[str],
        year: int,
        period: str,
        since: str,
        counts: dict[str, int],
        tasks: list[dict[str, Any]],
        assessment: str,
        document: dict[str, Any],
    ) -> None:
        pass


def report_tasks(
    message: Message, ledger: Ledger, *, clause: str, name: str, title: str, covers: Callable[[TrackedTask], bool]
) -> Iterator[Record]:
    """Tell UBND how the tasks stand that this tracker covers: those open, and those closed since the given day."""
    data = message.data
    report = f"task_report/{ledger.agency}/{data['year']}/{name}/{data['period']}"
    if ledger.find(TaskReport, report=report) is not None:
        raise Refused("TASKS_REPORTED", f"Đã báo cáo kỳ {data['period']} năm {data['year']}; số liệu sau thì kỳ sau.")
    tracked = [each for each in _tracked(ledger) if covers(each) and _in_period(each, data["since"])]
    made = TaskReport(report=report)
    coordinators = sorted({each.lead for each in tracked} - {ledger.agency})
    heading = f"{title} kỳ {data['period']} năm {data['year']}"
    series, document = issue_document(ledger, signing=data["signing"], title=heading, about=report)
    made.tell(
        report=report,
        clause=clause,
        lead=ledger.agency,
        coordinators=coordinators,
        year=data["year"],
        period=data["period"],
        since=data["since"].isoformat(),
        counts=_counts(tracked, ledger.now),
        tasks=[_row(each, ledger.now) for each in tracked],
        assessment=data["assessment"],
        document=document,
    )
    submission = submission_of(ledger, report)
    submission.submit(
        kind="task_report",
        clause=clause,
        lead=ledger.agency,
        coordinators=coordinators,
        title=heading,
        document=document,
        wanted="information",
    )
    yield series
    yield made
    yield submission


def _tracked(ledger: Ledger) -> Iterator[TrackedTask]:
    for year in range(IN_FORCE.year, ict(ledger.now).year + 1):
        listed = ledger.find(TrackedTasks, year=year)
        for name in listed.tasks if listed else ():
            task = ledger.find(TrackedTask, task=name)
            if task is not None:
                yield task


def _in_period(task: TrackedTask, since: date) -> bool:
    return task.closed is None or ict(datetime.fromisoformat(task.closed)).date() >= since


def _counts(tracked: list[TrackedTask], now: datetime) -> dict[str, int]:
    done = [each for each in tracked if each.state == "completed"]
    still = [each for each in tracked if each.open]
    return {
        "total": len(tracked),
        "completed": len(done),
        "completed_late": sum(each.late for each in done),
        "open": len(still),
        "overdue": sum(each.is_late(now) for each in still),
        "cancelled": sum(each.state == "cancelled" for each in tracked),
    }


def _row(task: TrackedTask, now: datetime) -> dict[str, Any]:
    return {
        "task": task.task,
        "title": task.title,
        "lead": task.lead,
        "due": task.due,
        "state": task.state,
        "percent": task.percent,
        "late": task.is_late(now),
    }


# What is taken


@takes(TaskAssigned)
def track(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    if ledger.find(TrackedTask, task=data["task"]) is not None:
        raise LookupError(f"{data['task']} is the name of two tasks")
    year = ict(message.time).year
    listed = ledger.find(TrackedTasks, year=year) or TrackedTasks(year=year)
    listed.add(task=data["task"])
    wanted = ("task", "title", "source", "reform", "lead", "coordinators", "due")
    yield TrackedTask(**{name: data[name] for name in wanted})
    yield listed


@takes(
    TaskAccepted,
    TaskAdjusted,
    TaskProgressReported,
    TaskDoneReported,
    TaskCompleted,
    TaskReturned,
    TaskReopened,
    TaskInherited,
    TaskCancelled,
)
def follow(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    task = ledger.find(TrackedTask, task=data["task"])
    if task is None:
        raise LookupError(f"{data['task']} has not been announced to {ledger.department}")
    state = STATES.get(message.type, task.state)
    if message.type == "TaskAdjusted" and data["relieved"]:
        state = "assigned"
    percent = data.get("percent")
    task.note(
        title=data.get("title", task.title),
        lead=data["lead"],
        coordinators=data.get("coordinators", task.coordinators),
        due=data["due"].isoformat() if data.get("due") else (None if "due" in data else task.due),
        state=state,
        percent=task.percent if percent is None else percent,
        late=data.get("late", task.late),
        closed=message.time.isoformat() if state in {"completed", "cancelled"} else None,
    )
    yield task
