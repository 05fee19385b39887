"""One cause across all ledgers: what began it, what followed from it, who received it and how much later.

The order that began a chain, the facts that it caused, the facts that these caused in other ledgers, and the
alarms that were set on the way, each once, however many ledgers hold a copy of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from shared.mechanism.history import Entry, entry_of, with_receipts
from shared.mechanism.reading import Book, by_message, kept_at, positions

_ENTRIES = "j.topic NOT IN ('FactReceived','FactQuarantined','QuarantineReleased','QuarantineRetryFailed')"


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


Causes: TypeAlias = dict[str, list[Cause]]
"""By id; two ledgers may use one id for private facts, and one command may go to two departments."""


def of_message(books: Sequence[Book], name: str) -> list[Cause]:
    """The chain through a message: from what began it down to it, and all that followed from it.

    ``name`` is the id of a command, a fact or an alarm; or a correlation, then everything that bears it.
    """
    chains = {str(row["correlation"]) for book in books for row in by_message(book.store, [name])} or {name}
    causes = _causes(books, "j.correlation=?", sorted(chains))
    return _chain(causes, name) if name in causes else _roots(causes)


def of_case(books: Sequence[Book], case: str) -> list[Cause]:
    """Everything in one dossier (hồ sơ): one tree for each order or alarm that came from outside it."""
    return _roots(_causes(books, "j.case_id=?", [case]))


def _causes(books: Sequence[Book], where: str, values: Sequence[str]) -> Causes:
    found: list[Entry] = []
    for book in books:
        places = {place for value in values for place in positions(book.store, where, (value,))}
        found += [entry_of(book.department, line) for line in kept_at(book.store, places, _ENTRIES)]
    found.sort(key=lambda entry: entry.recorded)
    causes: Causes = {}
    for entry in with_receipts(books, found):
        causes.setdefault(entry.id, []).append(Cause(entry))
    return causes


def _before(causes: Causes, cause: Cause) -> Cause | None:
    """What caused it, in the same chain. An id is unique within its ledger only: the one that is meant was noted or
    received where it worked."""
    here, chain = cause.entry.department, cause.entry.correlation
    for before in causes.get(cause.entry.causation, ()):
        known = {before.entry.department, *(each.department for each in before.entry.received)}
        if here in known and before.entry.correlation == chain and before is not cause:
            return before
    return None


def _roots(causes: Causes) -> list[Cause]:
    roots: list[Cause] = []
    for each in causes.values():
        for cause in each:
            before = _before(causes, cause)
            (roots if before is None else before.effects).append(cause)
    return sorted(roots, key=lambda root: root.entry.recorded)


def _chain(causes: Causes, name: str) -> list[Cause]:
    """The named one with all that followed, below the line of those that led to it."""
    _roots(causes)
    chains = []
    for below in causes[name]:
        below.asked_for = True
        seen = {id(below)}
        while (before := _before(causes, below)) is not None and id(before) not in seen:
            seen.add(id(before))
            below = Cause(before.entry, effects=[below])
        chains.append(below)
    return chains
