"""Một nhiệm vụ vào một thời điểm (Điều 13 khoản 2, Điều 14 khoản 1): chưa nhận, đang làm, vướng mắc, quá hạn, xong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.portal import formats
from services.portal.desk import Row
from services.portal.pages.frame import desk
from shared.regulation.alphabet import Key, vietnamese_key

SOON = timedelta(days=7)
STATES = {
    "overdue": ("Quá hạn", "late"),
    "obstacle": ("Đang vướng mắc", "soon"),
    "returned": ("Bị trả lại, làm tiếp", "soon"),
    "unaccepted": ("Chưa nhận", "none"),
    "progress": ("Đang làm", "info"),
    "reported": ("Đã báo xong, chờ xác nhận", "info"),
    "done": ("Đã hoàn thành", "ok"),
    "cancelled": ("Thôi giao", "none"),
}
"""The worst first; a task that is in several of them is shown in the first and found under each."""


@dataclass(frozen=True)
class Seen:
    """A task as it stands at a moment: everything that it is at once, the worst of it first."""

    row: Row
    states: tuple[str, ...]
    due: datetime | None
    now: datetime

    @property
    def state(self) -> str:
        return self.states[0]

    @property
    def ref(self) -> str:
        """What stands in the address of its page."""
        return ref_of(self.row["task"])

    @property
    def open(self) -> bool:
        return self.row["state"] not in {"completed", "cancelled"}

    @property
    def words(self) -> str:
        """The state in words: "Quá hạn 5 ngày", "Đã hoàn thành, muộn"."""
        said, _ = STATES[self.state]
        if self.state == "overdue" and self.due:
            return f"Quá hạn {formats.duration((self.now - self.due).total_seconds())}"
        if self.state in {"done", "reported"} and self.row["late"]:
            return f"{said}, muộn"
        return said

    @property
    def also(self) -> list[str]:
        """What else it is, in words."""
        return [STATES[each][0].lower() for each in self.states[1:] if each not in {"progress"}]

    @property
    def mark(self) -> str:
        return "soon" if self.state == "done" and self.row["late"] else STATES[self.state][1]


def ref_of(task: str) -> str:
    return task.removeprefix("task/")


def seen(row: Row, now: datetime) -> Seen:
    due = formats.read_moment(row["due"])
    return Seen(row=row, states=tuple(_states(row, due, now)), due=due, now=now)


def _states(row: Row, due: datetime | None, now: datetime) -> list[str]:
    if row["state"] in {"completed", "cancelled"}:
        return ["done" if row["state"] == "completed" else "cancelled"]
    if row["state"] == "reported":
        return ["reported"]
    true = {
        "overdue": due is not None and due <= now,
        "obstacle": bool(row["obstacles"]),
        "returned": row["returned"],
        "unaccepted": row["state"] == "assigned",
        "progress": row["state"] == "accepted",
    }
    return [name for name in STATES if true.get(name)]


def task_rows(as_of: datetime | None = None) -> list[Seen]:
    """Every task: what is late longest first, then what falls due soonest, then the undated, then the closed."""
    now = as_of or desk().now()
    found = [seen(row, now) for row in desk().rows("tasks", as_of).values()]
    return sorted(found, key=_place)


def _place(one: Seen) -> tuple[int, float, Key]:
    order = 3 if not one.open else 0 if one.state == "overdue" else 1 if one.due else 2
    return (order, one.due.timestamp() if one.due else 0, vietnamese_key(one.row["task"]))


def task_named(name: str) -> Seen | None:
    row = desk().rows("tasks").get(name)
    return seen(row, desk().now()) if row else None


def is_sample(*texts: str | None) -> bool:
    """Whether these words call themselves sample data: then every file that bears them says so at its head."""
    return any("dữ liệu mẫu" in (text or "") for text in texts)
