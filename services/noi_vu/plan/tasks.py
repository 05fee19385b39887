"""Nhiệm vụ của một kế hoạch đã ban hành: giao, và theo sát khi kế hoạch được điều chỉnh (Điều 11 khoản 1, Điều 13.1).

Each item of a plan is a task that is tracked from then on. An adjustment gives what is new, adjusts what differs and
drops what is gone; what is completed stays so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared.mechanism.ledger import Ledger
from shared.mechanism.record import Record
from shared.procedures.task.record import Task
from shared.procedures.task.task import assign_task
from shared.regulation.windows import parse_moment

Rows = Sequence[dict[str, Any]]


@dataclass(frozen=True)
class PlanTasks:
    """Các nhiệm vụ của một kế hoạch; ``prefix`` là phần đầu tên của chúng: ``task/plan-2022``."""

    prefix: str
    title: str
    source: str
    clause: str
    document: dict[str, Any]

    def follow(self, ledger: Ledger, *, items: Rows, dropped: Sequence[str]) -> Iterator[Record]:
        """Bring the tasks into line with the plan in force."""
        for each in items:
            task = ledger.find(Task, task=self.name(each["item"]))
            if task is None:
                yield self._given(each)
            else:
                yield from self._in_line(task, each)
        for item in dropped:
            yield from self._dropped(ledger, self.name(item))

    def name(self, item: str) -> str:
        return f"{self.prefix}/{item}"

    def _given(self, item: Mapping[str, Any]) -> Task:
        deadline = item["deadline"] or {"due": None, "source": ""}
        return assign_task(
            task=self.name(item["item"]),
            title=item["title"],
            source=self.source,
            basis=self.title,
            clause=self.clause,
            lead=item["lead"],
            coordinators=item["coordinators"],
            mode=item["mode"],
            reform=True,
            due=parse_moment(deadline["due"]) if deadline["due"] else None,
            due_source=deadline["source"],
            product=item["product"],
            assigned_by="UBND",
            document=self.document,
        )

    def _in_line(self, task: Task, item: Mapping[str, Any]) -> Iterator[Record]:
        """What an earlier adjustment dropped, and this one wants again, begins again."""
        if task.state == "cancelled":
            task.reopen(reason=self._reason)
        if task.open and (values := _altered(task, item)):
            task.adjust(values=values, reason=self._reason, document=self.document)
        yield task

    def _dropped(self, ledger: Ledger, name: str) -> Iterator[Record]:
        """A task that is no longer wanted, and with it what is open of its parts."""
        task = ledger.find(Task, task=name)
        if task is None:
            return
        if task.open:
            task.cancel(reason=self._reason, document=self.document)
            yield task
        for part in task.parts:
            yield from self._dropped(ledger, part)

    @property
    def _reason(self) -> str:
        return f"Điều chỉnh {self.title}."


def difference(before: Rows, after: Rows) -> dict[str, Any]:
    """Which items are new, which differ, which are gone; where an item comes from makes no difference to the work."""
    old = {each["item"]: {**each, "origins": None} for each in before}
    new = {each["item"]: {**each, "origins": None} for each in after}
    return {
        "added": [item for item in new if item not in old],
        "altered": [item for item in new if item in old and new[item] != old[item]],
        "dropped": [item for item in old if item not in new],
    }


def _altered(task: Task, item: Mapping[str, Any]) -> dict[str, Any]:
    deadline = item["deadline"] or {"due": None, "source": None}
    due = parse_moment(deadline["due"]).isoformat() if deadline["due"] else None
    wanted = {name: item[name] for name in ("title", "product", "lead", "coordinators")}
    wanted |= {"due": due, "due_source": deadline["source"]}
    return {name: value for name, value in wanted.items() if value != getattr(task, name)}
