"""Nhiệm vụ được giao (Điều 3 khoản 5, 13 khoản 2, 14 khoản 1, 19 khoản 1): ai chủ trì, đến bao giờ, đến đâu rồi?

View ``tasks``: row = the task's public name, with every step and what each adjustment made of what stood before.
View ``task_reports``: row = a consolidated report's public name. Whether a task is overdue depends on the moment asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from schemas.obstacle import (
    ObstacleAnswered,
    ObstacleReopened,
    ObstacleReported,
    ObstacleResolved,
    ObstacleWithdrawn,
)
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
    TaskReminded,
    TaskReopened,
    TaskReturned,
    TasksReported,
    TaskUrged,
)
from services.portal.views.noted import noted
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees

Row = dict[str, Any]
HELD = ("title", "product", "lead", "coordinators", "due", "due_source")
"""What an adjustment, a succession or a return may replace."""


class Tasks(View):
    """Một nhiệm vụ: như đang có, và từng bước với cái cũ, cái mới."""

    name: ClassVar[str] = "tasks"

    @sees(TaskAssigned)
    def assigned(self, fact: Fact) -> None:
        row = {
            **fact.data,
            "state": "assigned",
            "holder": fact.source,
            "case": fact.case,
            "percent": None,
            "progress": None,
            "late": False,
            "returned": False,
            "pending": None,
            "obstacles": [],
            "parts": [],
            "urged": 0,
            "assigned": fact.time.isoformat(),
            "closed": None,
            "steps": [],
        }
        self._keep(row, fact, "assigned", document=fact.data["document"])
        above = self.rows.get(fact.data["parent"] or "")
        if above is not None:
            above["parts"].append(fact.data["task"])
            self.rows[above["task"]] = above

    @sees(TaskAccepted)
    def accepted(self, fact: Fact) -> None:
        self._note(fact, "accepted", {"state": "accepted"}, words=fact.data["approach"])

    @sees(TaskAdjustmentRequested)
    def adjustment_requested(self, fact: Fact) -> None:
        told = ("wanted", "reason", "proposed_lead", "proposed_due")
        pending = {name: fact.data[name] for name in told}
        self._note(fact, "requested", {"pending": pending}, words=fact.data["reason"], asked=pending)

    @sees(TaskRequestAnswered)
    def request_answered(self, fact: Fact) -> None:
        self._note(fact, "answered", {"pending": None}, words=fact.data["answer"])

    @sees(TaskAdjusted)
    def adjusted(self, fact: Fact) -> None:
        new: Row = {"pending": None, **({"state": "assigned"} if fact.data["relieved"] else {})}
        self._note(fact, "adjusted", new, words=fact.data["reason"], document=fact.data["document"])

    @sees(TaskInherited)
    def inherited(self, fact: Fact) -> None:
        self._note(fact, "inherited", {}, words=fact.data["basis"])

    @sees(TaskCancelled)
    def cancelled(self, fact: Fact) -> None:
        new = {"state": "cancelled", "pending": None, "closed": fact.time.isoformat()}
        self._note(fact, "cancelled", new, words=fact.data["reason"], document=fact.data["document"])

    # What becomes of it

    @sees(TaskProgressReported)
    def progressed(self, fact: Fact) -> None:
        data = fact.data
        new: Row = {"progress": {"text": data["progress"], "reporter": data["reporter"], "at": fact.time.isoformat()}}
        if data["percent"] is not None:
            new["percent"] = data["percent"]
        told = {"percent": data["percent"], "figures": data["figures"], "evidence": data["evidence"]}
        self._note(fact, "progress", new, words=data["progress"], agency=data["reporter"], **told)

    @sees(TaskDoneReported)
    def done_reported(self, fact: Fact) -> None:
        new = {"state": "reported", "late": fact.data["late"], "returned": False}
        told = {"late": fact.data["late"], "evidence": fact.data["evidence"]}
        self._note(fact, "reported", new, words=fact.data["result"], **told)

    @sees(TaskCompleted)
    def completed(self, fact: Fact) -> None:
        new = {"state": "completed", "late": fact.data["late"], "pending": None, "closed": fact.time.isoformat()}
        self._note(fact, "completed", new, words=fact.data["comment"])

    @sees(TaskReturned)
    def returned(self, fact: Fact) -> None:
        self._note(fact, "returned", {"state": "accepted", "returned": True}, words=fact.data["reason"])

    @sees(TaskReopened)
    def reopened(self, fact: Fact) -> None:
        self._note(fact, "reopened", {"state": "accepted", "closed": None}, words=fact.data["reason"])

    # Reminded, urged

    @sees(TaskReminded)
    def reminded(self, fact: Fact) -> None:
        self._note(fact, "reminded", {}, days_left=fact.data["days_left"])

    @sees(TaskOverdue)
    def overdue(self, fact: Fact) -> None:
        self._note(fact, "overdue", {}, until=fact.data["due"])

    @sees(TaskUrged)
    def urged(self, fact: Fact) -> None:
        row = self.rows.get(fact.data["task"])
        count = row["urged"] + 1 if row else 1
        self._note(fact, "urged", {"urged": count}, words=fact.data["words"], agency=fact.data["urged_by"])

    # What hinders it (Điều 20 khoản 2)

    @sees(ObstacleReported, ObstacleReopened)
    def hindered(self, fact: Fact) -> None:
        row = self.rows.get(fact.data["about"] or "")
        if row is not None and fact.data["obstacle"] not in row["obstacles"]:
            row["obstacles"] = [*row["obstacles"], fact.data["obstacle"]]
            words = fact.data.get("title") or fact.data.get("reason")
            self._keep(row, fact, "hindered", words=words, obstacle=fact.data["obstacle"], agency=fact.data["agency"])

    @sees(ObstacleResolved, ObstacleAnswered, ObstacleWithdrawn)
    def freed(self, fact: Fact) -> None:
        row = self.rows.get(fact.data["about"] or "")
        if row is not None and fact.data["obstacle"] in row["obstacles"]:
            row["obstacles"] = [each for each in row["obstacles"] if each != fact.data["obstacle"]]
            self._keep(row, fact, "freed", obstacle=fact.data["obstacle"])

    # Rows

    def _note(self, fact: Fact, what: str, new: Mapping[str, Any], **told: Any) -> None:
        row = self.rows.get(fact.data["task"])
        if row is None:
            return
        held = {name: fact.data[name] for name in HELD if name in fact.data}
        changes = [
            {"field": name, "old": row[name], "new": value} for name, value in held.items() if value != row[name]
        ]
        row |= {change["field"]: change["new"] for change in changes}
        self._keep({**row, **new}, fact, what, changes=changes, **told)

    def _keep(self, row: Row, fact: Fact, what: str, **told: Any) -> None:
        row["steps"] = [*row["steps"], {**noted(fact), "what": what, **told}]
        self.rows[row["task"]] = row


class TaskReports(View):
    """Báo cáo tổng hợp nhiệm vụ của cơ quan theo dõi (Điều 13 khoản 2, Điều 14 khoản 1)."""

    name: ClassVar[str] = "task_reports"

    @sees(TasksReported)
    def reported(self, fact: Fact) -> None:
        told = {name: value for name, value in fact.data.items() if name != "tasks"}
        self.rows[fact.data["report"]] = {**noted(fact), **told, "case": fact.case}
