"""Nhiệm vụ của một kế hoạch đã ban hành: giao, và theo sát khi kế hoạch được điều chỉnh (Điều 11 khoản 1, Điều 13.1).

Each item of a plan is a task that is tracked from then on. An adjustment gives what is new, adjusts what differs and
drops what is gone; what is completed stays so. What it does not speak of stays as it has become since: adjusted or
cancelled by a document of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared.mechanism.ledger import Ledger
from shared.mechanism.record import Record
from shared.procedures.task.record import Task
from shared.procedures.task.task import assign_task, directory_of_today, give_to_successors
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

    def follow(self, ledger: Ledger, *, before: Rows, items: Rows) -> Iterator[Record]:
        """Bring the tasks into line with the plan in force, in place of what was in force before it."""
        differs = difference(before, items)
        for each in items:
            task = ledger.find(Task, task=self.name(each["item"]))
            if task is None:
                task = self._given(each)
            elif each["item"] in (*differs["added"], *differs["altered"]):
                self._bring_into_line(task, each)
            else:
                continue
            # Whom the plan names may have been merged while the draft was before the Committee.
            give_to_successors(task, ledger, basis=directory_of_today(ledger))
            yield task
        for item in differs["dropped"]:
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

    def _bring_into_line(self, task: Task, item: Mapping[str, Any]) -> None:
        """What an earlier adjustment dropped, or somebody cancelled, and this one wants, begins again."""
        if task.state == "cancelled":
            task.reopen(reason=self._reason)
        if task.open and (values := _altered(task, item)):
            task.adjust(values=values, reason=self._reason, document=self.document)

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
