"""Witnesses: what the other ledgers keep of a department's own public facts, byte for byte, under their numbers.

A ledger that was put back to an earlier state is behind its own witnesses: others have taken facts of it that it
does not hold any more. Before it may note anything new it must have them back, or it would give their numbers to
other facts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from shared.mechanism.message import source_of
from shared.mechanism.reading import Book, Kept, kept
from shared.mechanism.receipts import Receipts
from shared.mechanism.store import Line, leaf

PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Held:
    """One public fact, as somebody holds it."""

    holder: str
    sender: str
    sequence: int
    body: bytes
    document: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.document["id"])

    @property
    def time(self) -> str:
        return str(self.document["time"])

    @property
    def cause(self) -> str:
        return str(self.document.get("causation", ""))


class Contradicted(Exception):
    """Two ledgers hold different bytes under one number of one sender."""

    def __init__(self, one: Held, other: Held) -> None:
        super().__init__(
            f"Số {one.sequence} của {one.sender}: {one.holder} giữ {one.id}, {other.holder} giữ {other.id} với nội dung"
            " khác. Phải làm rõ bản nào đúng (phoihop doctor) trước khi khôi phục."
        )
        self.one, self.other = one, other


def witnessed(books: Sequence[Book]) -> dict[str, tuple[int, str]]:
    """For each sender: the highest of its numbers that somebody else has taken, and who that is."""
    found: dict[str, tuple[int, str]] = {}
    for book in books:
        for name, number in book.store.cursors().items():
            sender = name.removeprefix("from:")
            if name != sender and sender != book.department:
                found[sender] = max(found.get(sender, (0, "")), (number, book.department))
    return found


def behind(books: Sequence[Book]) -> dict[str, tuple[int, int, str]]:
    """Who is behind its own witnesses: (its own last number, the highest that was taken, by whom)."""
    heights = {book.department: book.store.last()[1] for book in books}
    return {
        sender: (heights[sender], number, holder)
        for sender, (number, holder) in sorted(witnessed(books).items())
        if sender in heights and number > heights[sender]
    }


def facts_of(
    sender: str, books: Sequence[Book], after: int, done: Callable[[int], None] = lambda rows: None
) -> list[Held]:
    """A sender's public facts after a number, without a hole: from its own ledger, then from what others keep.

    Ends before the first number that nobody holds. Raises Contradicted.
    """
    found: dict[int, Held] = {}
    for book in books:
        if book.department == sender:
            for each in _own(book, after):
                found[each.sequence] = each
    top = max(found, default=after)
    for book in books:
        if book.department != sender and book.store.cursor(f"from:{sender}") > top:
            for each in _received(book, sender, top, done):
                known = found.setdefault(each.sequence, each)
                if known.body != each.body:
                    raise Contradicted(known, each)
    return list(_dense(found, after + 1))


def _dense(found: dict[int, Held], number: int) -> Iterator[Held]:
    while number in found:
        yield found[number]
        number += 1


def _own(book: Book, after: int) -> Iterator[Held]:
    while lines := book.store.public_lines(after, PAGE):
        yield from (held(book.department, book.department, line) for line in lines)
        after = lines[-1].sequence or after


def held(holder: str, sender: str, line: Line) -> Held:
    return Held(holder, sender, line.sequence or 0, line.body, json.loads(line.body))


def _received(book: Book, sender: str, after: int, done: Callable[[int], None]) -> Iterator[Held]:
    """What a receiver kept, where its own trace of the receipt still fits: an altered copy is no witness."""
    for line in kept(book.store, "j.topic IN ('FactReceived','FactQuarantined')"):
        done(1)
        found = _witness(book.department, sender, line)
        if found is not None and found.sequence > after:
            yield found


def _witness(holder: str, sender: str, line: Kept) -> Held | None:
    if line.body is None or leaf(line.record_id, line.version, line.stored_topic, line.body) != line.leaf:
        return None
    data = json.loads(line.body)["data"]
    if data.get("source") != source_of(sender) or "message" not in data:
        return None
    inner = data["message"]
    if any(inner.get(name) != data[key] for name, key in (("source", "source"), ("id", "fact"), ("sequence",) * 2)):
        return None
    return Held(holder, sender, data["sequence"], Receipts.received_bytes(line.body), inner)


def groups(facts: Iterable[Held]) -> list[list[Held]]:
    """Facts that one message caused stand together: a message is dealt with wholly before the next."""
    made: list[list[Held]] = []
    for each in facts:
        if made and made[-1][0].cause == each.cause:
            made[-1].append(each)
        else:
            made.append([each])
    return made
