"""Nhiệm vụ ở mọi sổ đang ở đâu, như hai cơ quan theo dõi cần thấy (Điều 13 khoản 2, Điều 14 khoản 1)."""

from __future__ import annotations

from typing import Any

from schemas.obstacle import ObstacleAnswered, ObstacleReopened, ObstacleReported, ObstacleResolved, ObstacleWithdrawn
from schemas.task import (
    TaskAccepted,
    TaskAdjusted,
    TaskAdjustmentRequested,
    TaskAssigned,
    TaskCancelled,
    TaskRequestAnswered,
)
from schemas.task_result import (
    TaskCompleted,
    TaskDoneReported,
    TaskInherited,
    TaskOverdue,
    TaskProgressReported,
    TaskReopened,
    TaskReturned,
    TaskUrged,
)
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees

TOLD = (
    "title",
    "source",
    "basis",
    "clause",
    "lead",
    "coordinators",
    "mode",
    "reform",
    "due",
    "due_source",
    "product",
    "assigned_by",
    "parent",
)


class AssignedTasks(View):
    """Mọi nhiệm vụ được giao: ai chủ trì, đến đâu, có quá hạn không (Điều 14 khoản 1)? Rows: the task's public name."""

    name = "assigned_tasks"

    def covers(self, data: dict[str, Any]) -> bool:
        return True

    @sees(TaskAssigned)
    def assigned(self, fact: Fact) -> None:
        if self.covers(fact.data):
            self.rows[fact.data["task"]] = {
                **{name: fact.data.get(name) for name in TOLD},
                "holder": fact.source.rsplit("/", 1)[-1],
                "since": fact.time.isoformat(),
                "state": "assigned",
                "percent": None,
                "progress": None,
                "wanted": None,
                "obstacles": [],
                "adjustments": 0,
                "urged": 0,
                "overdue": False,
                "late": False,
            }

    @sees(TaskAccepted)
    def accepted(self, fact: Fact) -> None:
        self._note(fact, state="accepted")

    @sees(TaskAdjustmentRequested)
    def wanted(self, fact: Fact) -> None:
        self._note(fact, wanted=fact.data["wanted"])

    @sees(TaskRequestAnswered)
    def answered(self, fact: Fact) -> None:
        self._note(fact, wanted=None)

    @sees(TaskAdjusted)
    def adjusted(self, fact: Fact) -> None:
        told = {name: fact.data[name] for name in ("title", "product", "lead", "coordinators", "due", "due_source")}
        told |= {"state": "assigned"} if fact.data["relieved"] else {}
        moved = fact.data["due"] != fact.data["previous_due"]
        told |= {"overdue": False} if moved else {}
        self._note(fact, adjustments=fact.data["adjustment"], wanted=None, **told)

    @sees(TaskInherited)
    def inherited(self, fact: Fact) -> None:
        self._note(fact, lead=fact.data["lead"], coordinators=fact.data["coordinators"])

    @sees(TaskProgressReported)
    def progressed(self, fact: Fact) -> None:
        percent = {} if fact.data["percent"] is None else {"percent": fact.data["percent"]}
        self._note(fact, progress=fact.data["progress"], **percent)

    @sees(TaskDoneReported)
    def reported(self, fact: Fact) -> None:
        self._note(fact, state="reported", late=fact.data["late"])

    @sees(TaskReturned)
    def returned(self, fact: Fact) -> None:
        self._note(fact, state="accepted", due=fact.data["due"], due_source=fact.data["due_source"])

    @sees(TaskReopened)
    def reopened(self, fact: Fact) -> None:
        self._note(fact, state="accepted")

    @sees(TaskCompleted)
    def completed(self, fact: Fact) -> None:
        self._note(fact, state="completed", wanted=None, overdue=False, late=fact.data["late"])

    @sees(TaskCancelled)
    def cancelled(self, fact: Fact) -> None:
        self._note(fact, state="cancelled", wanted=None, overdue=False)

    @sees(TaskOverdue)
    def overdue(self, fact: Fact) -> None:
        self._note(fact, overdue=True)

    @sees(TaskUrged)
    def urged(self, fact: Fact) -> None:
        row = self.rows.get(fact.data["task"])
        if row is not None:
            self.rows[fact.data["task"]] = {**row, "urged": row["urged"] + 1}

    @sees(ObstacleReported, ObstacleReopened)
    def hindered(self, fact: Fact) -> None:
        row = self.rows.get(fact.data["about"] or "")
        if row is not None and fact.data["obstacle"] not in row["obstacles"]:
            row["obstacles"].append(fact.data["obstacle"])
            self.rows[fact.data["about"]] = row

    @sees(ObstacleAnswered, ObstacleResolved, ObstacleWithdrawn)
    def freed(self, fact: Fact) -> None:
        row = self.rows.get(fact.data["about"] or "")
        if row is not None and fact.data["obstacle"] in row["obstacles"]:
            row["obstacles"].remove(fact.data["obstacle"])
            self.rows[fact.data["about"]] = row

    def _note(self, fact: Fact, **told: Any) -> None:
        row = self.rows.get(fact.data["task"])
        if row is not None:
            self.rows[fact.data["task"]] = {**row, **told}


class ReformTasks(AssignedTasks):
    """Nhiệm vụ cải cách hành chính trong mọi sổ, như Sở Nội vụ cần thấy (Điều 13 khoản 2)."""

    name = "reform_tasks"

    def covers(self, data: dict[str, Any]) -> bool:
        return bool(data["reform"])
