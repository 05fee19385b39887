"""Giao và theo dõi nhiệm vụ: each of the six may hold tasks, and acts alike on those in its own ledger (Điều 2, 19).

Other procedures assign through ``assign_task``; Văn phòng UBND tỉnh by a command of its own (services/vp_ubnd/task.py).
What has become of a task and what is due stands in ``result``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from schemas.task import (
    CLAUSES,
    SOURCES,
    AcceptTask,
    AdjustTask,
    AnswerTaskRequest,
    CancelTask,
    DivideTask,
    RequestTaskAdjustment,
    TaskAssigned,
)
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused
from shared.mechanism.taking import alarm, takes
from shared.procedures.deadline import is_late
from shared.procedures.organisation import organisation
from shared.procedures.refusal import refuse
from shared.procedures.task.record import HeldTasks, Task
from shared.procedures.work import must_be_work
from shared.regulation.agencies import UnknownAgency
from shared.regulation.competences import IN_FORCE
from shared.regulation.faults import Fault
from shared.regulation.windows import ict, spoken_moment

DEEPEST = 4
"""Levels of a public name (``schemas.work.Reference``) below its kind."""


def assign_task(
    *,
    task: str,
    title: str,
    source: str,
    basis: str,
    clause: str,
    lead: str,
    coordinators: Sequence[str],
    mode: str,
    reform: bool,
    due: datetime | None,
    due_source: str,
    product: str,
    assigned_by: str,
    document: Mapping[str, Any] | None = None,
    parent: str | None = None,
    remind: Sequence[int] = (),
) -> Task:
    """A new task in this department's ledger, for the taker to yield. Raises Refused: a lead that coordinates.

    ``task`` is a name that no other task of the province bears, such as ``task/plan-2022/01``.
    """
    if source not in SOURCES or clause not in CLAUSES:
        raise ValueError(f"{task}: {source} or {clause} is no source or clause of a task")
    must_be_work(lead, coordinators)
    return Task(
        task=task,
        title=title,
        source=source,
        basis=basis,
        clause=clause,
        lead=lead,
        coordinators=list(coordinators),
        mode=mode,
        reform=reform,
        due=due.isoformat() if due else None,
        due_source=(due_source or None) if due else None,
        remind=list(remind),
        product=product,
        assigned_by=assigned_by,
        document=dict(document) if document else None,
        parent=parent,
    )


def task_of(message: Message, ledger: Ledger) -> Task:
    """The task that a command names, in this ledger. Raises Refused."""
    task = ledger.find(Task, task=message.data["task"])
    if task is None:
        sentence = f"Sổ của {ledger.agency} không có nhiệm vụ {message.data['task']}; gửi tới nơi đã vào sổ."
        raise Refused("UNKNOWN_TASK", sentence)
    return task


def must_be_known(ledger: Ledger, agencies: Sequence[str]) -> None:
    """Raises Refused when one of them is no agency of the province today."""
    found = []
    for each in agencies:
        try:
            organisation(ledger).agency(each, ledger.now.date())
        except UnknownAgency as reason:
            found.append(Fault("UNKNOWN_AGENCY", each, str(reason)))
    refuse(found)


def must_be_to_come(due: datetime, *, ledger: Ledger, dated: date | None) -> None:
    """Raises Refused when a deadline had passed by the date of the paper that sets it.

    A paper signed in time and entered late sets what it says, passed or not.
    """
    if is_late(due=due, recorded=ledger.now, effective=dated):
        raise Refused("DUE_PASSED", f"Hạn {spoken_moment(due)} đã qua; hãy nêu một hạn còn ở phía trước.")


def give_to_successors(task: Task, ledger: Ledger, *, basis: str) -> bool:
    """Let whoever stands in a party's place today take an open task over; True when that concerned it."""
    known, today = organisation(ledger), ict(ledger.now).date()
    return task.inherit(successor=lambda each: known.successor(each, today), basis=basis)


def directory_of_today(ledger: Ledger) -> str:
    """The basis of a succession that took effect before: the directory as it is today."""
    return f"Danh bạ cơ quan ngày {ict(ledger.now):%d/%m/%Y}"


# What is taken


@takes(TaskAssigned)
def enter(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Own tasks only, whichever procedure assigned them: into the list of those held here."""
    if ledger.find(Task, task=message.data["task"]) is not None:
        year = ict(message.time).year
        held = ledger.find(HeldTasks, year=year) or HeldTasks(year=year)
        held.add(task=message.data["task"])
        yield held


@takes(AcceptTask)
def accept(message: Message, ledger: Ledger) -> Iterator[Record]:
    task = task_of(message, ledger)
    task.must_be_led_by(message.agency)
    task.accept(approach=message.data["approach"])
    yield task


@takes(RequestTaskAdjustment)
def request(message: Message, ledger: Ledger) -> Iterator[Record]:
    task, data = task_of(message, ledger), message.data
    task.must_be_led_by(message.agency)
    if data["proposed_lead"]:
        must_be_known(ledger, [data["proposed_lead"]])
    task.request(**{name: data[name] for name in ("wanted", "reason", "proposed_lead", "proposed_due")})
    yield task


@takes(AnswerTaskRequest)
def answer(message: Message, ledger: Ledger) -> Iterator[Record]:
    task = task_of(message, ledger)
    task.answer(answer=message.data["answer"])
    yield task


@takes(AdjustTask)
def adjust(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Leave out what stays: an empty list of coordinators stays too, unless the lead changes."""
    task, data = task_of(message, ledger), message.data
    values: dict[str, Any] = {name: data[name] for name in ("lead", "title", "product") if data[name]}
    lead = values.get("lead", task.lead)
    if data["coordinators"]:
        values["coordinators"] = data["coordinators"]
    elif lead in task.coordinators:
        values["coordinators"] = [each for each in task.coordinators if each != lead]
    if data["deadline"]:
        due = data["deadline"]["due"].isoformat()
        values |= {"due": due, "due_source": data["deadline"]["source"]}
        if due != task.due:
            must_be_to_come(data["deadline"]["due"], ledger=ledger, dated=data["document"]["issued"])
    must_be_known(ledger, [lead, *values.get("coordinators", ())])
    task.adjust(values=values, reason=data["reason"], document=data["document"])
    yield task


@takes(DivideTask)
def divide(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Chia nhỏ: the parts stand in the same ledger, under the name of the whole."""
    whole, data = task_of(message, ledger), message.data
    whole.must_be_led_by(message.agency)
    whole.must_be_open()
    name = f"{whole.task}/{data['part']}"
    if name.count("/") > DEEPEST:
        raise Refused("PART_TOO_DEEP", f"Phần việc {whole.task} không chia nhỏ thêm được.")
    if ledger.find(Task, task=name) is not None:
        raise Refused("TASK_EXISTS", f"Phần việc {name} đã có.")
    strangers = [each for each in (data["lead"], *data["coordinators"]) if each not in whole.parties]
    if strangers:
        sentence = (
            f"{', '.join(strangers)} không chủ trì, không phối hợp nhiệm vụ {whole.task}; xin bổ sung phối hợp trước."
        )
        raise Refused("NOT_A_PARTY", sentence)
    due, source = _due_of_part(whole, data)
    if data["deadline"]:
        must_be_to_come(data["deadline"]["due"], ledger=ledger, dated=message.effective)
    part = assign_task(
        task=name,
        title=data["title"],
        source=whole.source,
        basis=whole.basis,
        clause=whole.clause,
        lead=data["lead"],
        coordinators=data["coordinators"],
        mode=data["mode"],
        reform=whole.reform,
        due=due,
        due_source=source,
        remind=whole.remind,
        product=data["product"],
        assigned_by=whole.lead,
        parent=whole.task,
    )
    whole.note_part(part=name)
    yield part
    yield whole


def _due_of_part(whole: Task, data: Mapping[str, Any]) -> tuple[datetime | None, str]:
    """Its own deadline, or the whole's. Raises Refused: later than the whole's."""
    limit = datetime.fromisoformat(whole.due) if whole.due else None
    if data["deadline"] is None:
        return limit, whole.due_source or ""
    due: datetime = data["deadline"]["due"]
    if limit is not None and due > limit:
        raise Refused("PART_AFTER_WHOLE", f"Hạn của phần việc sau hạn của nhiệm vụ {whole.task}.")
    return due, data["deadline"]["source"]


@takes(CancelTask)
def cancel(message: Message, ledger: Ledger) -> Iterator[Record]:
    """With it go its parts that are still open."""
    task, data = task_of(message, ledger), message.data
    task.cancel(reason=data["reason"], document=data["document"])
    yield task
    yield from _cancel_parts(task, ledger, data)


def _cancel_parts(whole: Task, ledger: Ledger, data: Mapping[str, Any]) -> Iterator[Record]:
    for name in whole.parts:
        part = ledger.find(Task, task=name)
        if part is not None and part.open:
            part.cancel(reason=data["reason"], document=data["document"])
            yield part
            yield from _cancel_parts(part, ledger, data)


# What falls due


@alarm("reorganisation_takes_effect")
def inherit(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Whoever succeeds a lead or a coordinator takes its open tasks over, with all that was said of them (†)."""
    basis = f"Danh bạ cơ quan, dòng {message.data['change']}"
    for year in range(IN_FORCE.year, ict(ledger.now).year + 1):
        held = ledger.find(HeldTasks, year=year)
        for name in held.tasks if held else ():
            task = ledger.find(Task, task=name)
            if task is not None and give_to_successors(task, ledger, basis=basis):
                yield task
