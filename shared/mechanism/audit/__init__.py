"""The audit: does what the ledgers hold still agree with itself, with each other, and with what is shown?

Every finding is told, with the place where it is; never only the first. Each ledger is read once, in pages, up
to the height that it had when its turn came, so services may go on writing. What is compared:

``rows``       each stored row with its journal line, the order of positions, numbers and times
``ties``       each consequence with the receipt of its cause, each accepted command with its facts
``exchange``   each receipt with the bytes in the sender's ledger; cursors with what was sent
``folds``      each view with a fresh fold of the ledger

What this cannot see: whoever rewrites a row, its journal line and every copy that others hold leaves no trace
here. Against that only a seal helps which somebody else keeps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from shared.mechanism.audit.exchange import Exchange, cursors_of
from shared.mechanism.audit.finding import Counted, Finding, Follower, Snapshot, opened, snapshot
from shared.mechanism.audit.folds import Folds
from shared.mechanism.audit.rows import Rows, of_tables
from shared.mechanism.audit.ties import Ties
from shared.mechanism.reading import PAGE, Book, kept

__all__ = ["Audit", "Counted", "Finding", "Snapshot", "check"]


def _nothing(rows: int) -> None:
    return None


@dataclass
class Audit:
    """An audit of some ledgers. ``done`` is told how many rows have been read since it was told last."""

    books: Sequence[Book]
    done: Callable[[int], None] = _nothing

    def __post_init__(self) -> None:
        self.counted = Counted()

    def run(self) -> Iterator[Finding]:
        """Every finding, ledger by ledger."""
        for book in self.books:
            yield from self._ledger(book)

    def _ledger(self, book: Book) -> Iterator[Finding]:
        at = snapshot(book)
        folds = Folds(book, at, self.counted)
        followers: list[Follower] = [Rows(book, at), Ties(book), Exchange(book, at, self.books, self.counted), folds]
        lines = kept(book.store, until=at.position)
        while page := [opened(line) for line in islice(lines, PAGE)]:
            for follower in followers:
                yield from follower.see(page)
            self.counted.rows += len(page)
            self.done(len(page))
        for follower in followers:
            yield from follower.end()
        yield from of_tables(book, at)
        yield from cursors_of(book, at, self.books)
        self.counted.ledgers += 1


def check(book: Book, others: Sequence[Book] = ()) -> list[Finding]:
    """Every finding about one ledger, its receipts compared with the ledgers of the others."""
    audit = Audit([book, *(each for each in others if each.department != book.department)])
    return list(audit._ledger(book))
