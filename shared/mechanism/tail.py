"""The public facts that a ledger has just written, kept in memory for whoever follows it: nobody reads them again.

Each follower has a tail of its own. Whatever is not in it, because it was written before or by another replica, or
because there was no room, is read from the store.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from shared.mechanism.store import Line, Row, Store

ROOM = 2_000


class Tail:
    """The end of one ledger's public facts."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._fresh: deque[Row] = deque()

    def add(self, rows: Sequence[Row]) -> None:
        """What a transaction has written, in its order."""
        if len(self._fresh) < ROOM:
            self._fresh.extend(rows)

    def fresh(self, after: int, limit: int) -> list[Row]:
        """The facts next after a number, if they are in memory. They are given once."""
        while self._fresh and (self._fresh[0].sequence or 0) <= after:
            self._fresh.popleft()
        page: list[Row] = []
        while self._fresh and len(page) < limit and self._fresh[0].sequence == after + len(page) + 1:
            page.append(self._fresh.popleft())
        return page

    def after(self, number: int, limit: int) -> Sequence[Line | Row]:
        """The facts next after a number, from memory or else from the store."""
        page = self.fresh(number, limit)
        if page:
            return page
        self._fresh.clear()  # something lies between: another writer's facts, or what its follower has not dealt with
        return self._store.public_lines(number, limit)

    def clear(self) -> None:
        """Forget it all: it will be read."""
        self._fresh.clear()
