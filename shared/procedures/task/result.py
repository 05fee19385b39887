"""Kết quả nhiệm vụ trong sổ của mình: tiến độ, báo xong, xác nhận, nhắc, quá hạn, đôn đốc (Điều 13, 14, 19)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from schemas.obstacle import ObstacleAnswered, ObstacleReopened, ObstacleReported, ObstacleResolved, ObstacleWithdrawn
from schemas.task import TaskAdjusted, TaskAssigned
from schemas.task_result import (
    ConfirmTask,
    ReopenTask,
    ReportTaskDone,
    ReportTaskProgress,
    ReturnTask,
    TaskReopened,
    TaskReturned,
    UrgeTask,
)
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Fact, Message
from shared.mechanism.record import Record, Refused
from shared.mechanism.taking import Alarm, alarm, schedules, takes
from shared.procedures.organisation import organisation
from shared.procedures.task.record import Task
from shared.procedures.task.task import directory_of_today, give_to_successors, must_be_to_come, task_of
from shared.regulation.participants import standing_agency

TRACKED = "assigned_tasks"
"""The competence whose holder follows all assigned tasks (Điều 14 khoản 1)."""

CENTRAL = ("government", "prime_minister")
"""Sources of which Điều 14 khoản 1 speaks apart: QC-14.1-3, the others QC-14.1-4."""


# What is taken


@takes(ReportTaskProgress)
def report_progress(message: Message, ledger: Ledger) -> Iterator[Record]:
    task = task_of(message, ledger)
    told = {name: message.data[name] for name in ("percent", "progress", "figures", "evidence")}
    task.report_progress(reporter=message.agency, **told)
    yield task


@takes(ReportTaskDone)
def report_done(message: Message, ledger: Ledger) -> Iterator[Record]:
    task, data = task_of(message, ledger), message.data
    task.must_be_led_by(message.agency)
    task.report_done(result=data["result"], evidence=data["evidence"], now=ledger.now, effective=message.effective)
    yield task


@takes(ConfirmTask)
def confirm(message: Message, ledger: Ledger) -> Iterator[Record]:
    task = task_of(message, ledger)
    parts = [ledger.find(Task, task=name) for name in task.parts]
    waiting = [part.task for part in parts if part is not None and part.open]
    if waiting:
        raise Refused("PARTS_OPEN", f"Còn phần việc chưa xong: {', '.join(waiting)}.")
    task.confirm(comment=message.data["comment"])
    yield task


@takes(ReturnTask)
def give_back(message: Message, ledger: Ledger) -> Iterator[Record]:
    task, deadline = task_of(message, ledger), message.data["deadline"] or {}
    if deadline:
        must_be_to_come(deadline["due"], ledger=ledger, dated=message.effective)
    task.give_back(reason=message.data["reason"], due=deadline.get("due"), due_source=deadline.get("source"))
    yield task


@takes(ReopenTask)
def reopen(message: Message, ledger: Ledger) -> Iterator[Record]:
    """What is closed stays with who did it; opened again, it is for whoever has succeeded them since."""
    task = task_of(message, ledger)
    whole = ledger.find(Task, task=task.parent) if task.parent else None
    if whole is not None and not whole.open:
        sentence = f"Nhiệm vụ {whole.task}, mà {task.task} là một phần, đã đóng; mở lại nhiệm vụ ấy trước."
        raise Refused("WHOLE_CLOSED", sentence)
    task.reopen(reason=message.data["reason"])
    give_to_successors(task, ledger, basis=directory_of_today(ledger))
    yield task


@takes(UrgeTask)
def urge(message: Message, ledger: Ledger) -> Iterator[Record]:
    task = task_of(message, ledger)
    task.urge(
        urged_by=message.agency, clause=_clause_of_urging(task, message.agency, ledger), words=message.data["words"]
    )
    yield task


def _clause_of_urging(task: Task, sender: str, ledger: Ledger) -> str:
    """By which right it urges. Raises Refused: neither a tracker of this task nor who assigned it."""
    province, today = organisation(ledger), ledger.now.date()
    if sender == province.owner(TRACKED, today):
        return "QC-14.1-3" if task.source in CENTRAL else "QC-14.1-4"
    if sender == standing_agency(province, today) and task.reform:
        return "QC-13.3"
    if sender == ledger.agency:
        return "†"
    raise Refused("NOT_A_TRACKER", f"{sender} không theo dõi, không giữ sổ nhiệm vụ {task.task}.")


@takes(ObstacleReported, ObstacleReopened)
def note_obstacle(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Vướng mắc của một nhiệm vụ (Điều 20 khoản 2): Sở Nội vụ hears of it, the holder of the task notes it."""
    task, obstacle = _hindered(message, ledger), message.data["obstacle"]
    if task is not None and obstacle not in task.obstacles:
        task.note_obstacle(obstacle=obstacle)
        yield task


@takes(ObstacleAnswered, ObstacleResolved, ObstacleWithdrawn)
def lift_obstacle(message: Message, ledger: Ledger) -> Iterator[Record]:
    task, obstacle = _hindered(message, ledger), message.data["obstacle"]
    if task is not None and obstacle in task.obstacles:
        task.lift_obstacle(obstacle=obstacle)
        yield task


def _hindered(message: Message, ledger: Ledger) -> Task | None:
    about = message.data["about"]
    return ledger.find(Task, task=about) if about else None


# What falls due


@schedules(TaskAssigned, TaskAdjusted, TaskReturned, TaskReopened)
def deadlines(fact: Fact) -> Iterator[Alarm]:
    """Of what stands in this ledger. The key is the fact's own: a due moment that comes back rings again."""
    if fact.received is not None or not fact.data["due"]:
        return
    due, data = datetime.fromisoformat(fact.data["due"]), {"task": fact.data["task"], "due": fact.data["due"]}
    yield Alarm(name="task_overdue", key=fact.id, due=due, data=data)
    for days in fact.data.get("remind", ()):
        moment = due - timedelta(days=days)
        if moment > fact.time:
            yield Alarm(name="task_reminder", key=f"{fact.id}/{days}", due=moment, data={**data, "days": days})


@alarm("task_reminder")
def remind(message: Message, ledger: Ledger) -> Iterator[Record]:
    task = ledger.find(Task, task=message.data["task"])
    if task is not None and task.remind_of(due=message.data["due"], days_left=message.data["days"]):
        yield task


@alarm("task_overdue")
def fall_overdue(message: Message, ledger: Ledger) -> Iterator[Record]:
    task = ledger.find(Task, task=message.data["task"])
    if task is not None and task.fall_overdue(due=message.data["due"]):
        yield task
