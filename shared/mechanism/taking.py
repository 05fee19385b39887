"""Who takes what: marks on the functions of a procedure, from which a department's bindings are derived."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from types import ModuleType
from typing import TYPE_CHECKING, Any

from shared.mechanism.message import Fact, Message
from shared.mechanism.record import Record

if TYPE_CHECKING:
    from shared.mechanism.ledger import Ledger

Taker = Callable[[Message, "Ledger"], Iterator[Record]]
Scheduler = Callable[[Fact], Iterator["Alarm"]]


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that falls due: rung once, when the clock has passed ``due``.

    A later alarm of the same name and key takes the place of the earlier one, unless that has already rung.
    ``due`` None withdraws it.
    """

    name: str
    key: str
    due: datetime | None
    data: dict[str, Any] = field(default_factory=dict)


def takes(*messages: type[Any]) -> Callable[[Taker], Taker]:
    """Marks a function as what a department does about these commands or facts (schema classes)."""

    def mark(function: Taker) -> Taker:
        function.takes = tuple(message.__name__ for message in messages)  # type: ignore[attr-defined]
        return function

    return mark


def alarm(name: str) -> Callable[[Taker], Taker]:
    """Marks a function as what a department does when the alarm of this name rings."""

    def mark(function: Taker) -> Taker:
        function.rings = name  # type: ignore[attr-defined]
        return function

    return mark


def schedules(*messages: type[Any] | str) -> Callable[[Scheduler], Scheduler]:
    """Marks a pure function from a fact to the alarms that follow from it."""

    def mark(function: Scheduler) -> Scheduler:
        function.schedules = names(messages)  # type: ignore[attr-defined]
        return function

    return mark


def names(messages: Iterable[type[Any] | str]) -> tuple[str, ...]:
    return tuple(each if isinstance(each, str) else each.__name__ for each in messages)


class Takers:
    """What the procedures of one department take, collected from their modules in order."""

    def __init__(self, procedures: Iterable[ModuleType]) -> None:
        self.of: dict[str, list[Taker]] = {}
        self.alarms: dict[str, list[Taker]] = {}
        self.schedulers: dict[str, list[Scheduler]] = {}
        for module in procedures:
            for function in vars(module).values():
                if getattr(function, "__module__", None) != module.__name__:
                    continue
                for name in getattr(function, "takes", ()):
                    self.of.setdefault(name, []).append(function)
                if hasattr(function, "rings"):
                    self.alarms.setdefault(function.rings, []).append(function)
                for name in getattr(function, "schedules", ()):
                    self.schedulers.setdefault(name, []).append(function)
