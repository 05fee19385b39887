"""Nhiệm vụ do cấp trên giao: Văn phòng UBND tỉnh vào sổ, giao, báo cáo tổng hợp (Điều 14 khoản 1, Điều 19 khoản 1)."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.task import AssignTask
from schemas.task_result import ReportAssignedTasks
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused
from shared.mechanism.taking import takes
from shared.procedures.task.record import Task
from shared.procedures.task.result import CENTRAL
from shared.procedures.task.task import assign_task, must_be_known
from shared.procedures.task.tracking import report_tasks

ASSIGNERS = {
    "government": "CHINHPHU",
    "prime_minister": "THUTUONG",
    "ubnd": "UBND",
    "chairman": "CTUBND",
    "steering_committee": "BCDCCHC",
}
"""Ai giao → định danh trong TaskAssigned."""

# What is taken


@takes(AssignTask)
def assign(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    name = f"task/{ledger.agency}/{data['task']}"
    if ledger.find(Task, task=name) is not None:
        raise Refused("TASK_EXISTS", f"Nhiệm vụ {data['task']} đã vào sổ; sửa thì điều chỉnh, không vào sổ lần nữa.")
    must_be_known(ledger, [data["lead"], *data["coordinators"]])
    whole = ledger.find(Task, task=data["parent"]) if data["parent"] else None
    if data["parent"] and whole is None:
        raise Refused("UNKNOWN_PARENT", f"Sổ không có nhiệm vụ lớn hơn {data['parent']}.")
    if whole is not None:
        whole.must_be_open()
    deadline = data["deadline"] or {}
    yield assign_task(
        task=name,
        title=data["title"],
        source=data["source"],
        basis=data["basis"],
        clause=clause_of(data["source"], reform=data["reform"]),
        lead=data["lead"],
        coordinators=data["coordinators"],
        mode=data["mode"],
        reform=data["reform"],
        due=deadline.get("due"),
        due_source=deadline.get("source", ""),
        remind=data["remind"],
        product=data["product"],
        assigned_by=ASSIGNERS[data["source"]],
        document=data["document"],
        parent=data["parent"],
    )
    if whole is not None:
        whole.note_part(part=name)
        yield whole


def clause_of(source: str, *, reform: bool) -> str:
    """Điều 19 for reform, Điều 3 khoản 5 for what else the province assigns.

    What comes from the centre is assigned to the province itself: whoever carries it out does so by no clause (†).
    """
    if source in CENTRAL:
        return "†"
    return "QC-19.1" if reform or source == "steering_committee" else "QC-3.5"


@takes(ReportAssignedTasks)
def report(message: Message, ledger: Ledger) -> Iterator[Record]:
    central = message.data["clause"] == "QC-14.1-3"
    yield from report_tasks(
        message,
        ledger,
        clause=message.data["clause"],
        name="central" if central else "provincial",
        title="Báo cáo nhiệm vụ Chính phủ, Thủ tướng Chính phủ giao" if central else "Báo cáo nhiệm vụ UBND tỉnh giao",
        covers=lambda task: (task.source in CENTRAL) == central,
    )
