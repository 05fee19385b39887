"""One cause across all ledgers: what began it, what followed from it, who received it and how much later.

The order that began a chain, the facts that it caused, the facts that these caused in other ledgers, and the
alarms that were set on the way, each once, however many ledgers hold a copy of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from shared.mechanism.history import Entry, entry_of, with_receipts
from shared.mechanism.reading import Book, by_message, kept

_ENTRIES = "j.topic NOT IN ('FactReceived','FactQuarantined','QuarantineReleased')"


@dataclass
class Cause:
    """An entry, and what followed from it in order of recording. ``asked_for``: it is the one that was named."""

    entry: Entry
    effects: list[Cause] = field(default_factory=list)
    asked_for: bool = False

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Cause]]:
        """This cause and all that followed, each with its depth; without recursion, for chains can be long."""
        waiting = [(depth, self)]
        while waiting:
            level, cause = waiting.pop()
            yield level, cause
            waiting.extend((level + 1, effect) for effect in reversed(cause.effects))


def of_message(books: Sequence[Book], name: str) -> list[Cause]:
    """The chain through a message: from what began it down to it, and all that followed from it.

    ``name`` is the id of a command, a fact or an alarm; or a correlation, then everything that bears it.
    """
    chains = {str(row["correlation"]) for book in books for row in by_message(book.store, [name])} or {name}
    marks = ",".join("?" * len(chains))
    causes = _causes(books, f"j.correlation IN ({marks})", sorted(chains))
    return _chain(causes, name) if name in causes else _roots(causes)


def of_case(books: Sequence[Book], case: str) -> list[Cause]:
    """Everything in one dossier (hồ sơ): one tree for each order or alarm that came from outside it."""
    return _roots(_causes(books, "j.case_id=?", [case]))


def _causes(books: Sequence[Book], where: str, values: Sequence[str]) -> dict[str, Cause]:
    found: list[Entry] = []
    for book in books:
        lines = kept(book.store, f"{_ENTRIES} AND {where}", values)
        found += [entry_of(book.department, line) for line in lines]
    found.sort(key=lambda entry: entry.recorded)
    causes: dict[str, Cause] = {}
    for entry in with_receipts(books, found):
        # One id in two ledgers is a command sent to two departments: both stay.
        key = entry.id if entry.id not in causes else f"{entry.id} {entry.department} {entry.position}"
        causes[key] = Cause(entry)
    return causes


def _roots(causes: dict[str, Cause]) -> list[Cause]:
    roots = []
    for cause in causes.values():
        before = causes.get(cause.entry.causation)
        if before is None or before is cause:
            roots.append(cause)
        else:
            before.effects.append(cause)
    return sorted(roots, key=lambda root: root.entry.recorded)


def _chain(causes: dict[str, Cause], name: str) -> list[Cause]:
    """The named one with all that followed, below the line of those that led to it."""
    _roots(causes)
    below = causes[name]
    below.asked_for = True
    seen = {name}
    while (before := causes.get(below.entry.causation)) is not None and before.entry.id not in seen:
        seen.add(before.entry.id)
        below = Cause(before.entry, effects=[below])
    return [below]
