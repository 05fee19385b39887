"""A procedure of no department, for tests of the mechanism: letters are written here and filed there.

Its messages are in the register only while a test holds ``known()``, so that they are never published.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from schemas import base
from schemas.base import Command, Event
from schemas.fields import Code, Points, Text
from shared.mechanism.clock import ICT, ManualClock
from shared.mechanism.ledger import Delivery, Ledger
from shared.mechanism.message import Fact, Message, write
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.store import Store
from shared.mechanism.taking import Alarm, Takers, alarm, schedules, takes
from shared.mechanism.view import View, sees
from shared.procedures import quarantine


class WriteLetter(Command):
    """Someone → clerk."""

    to = "clerk"
    design = True
    number = Code("Số.")
    text = Text("Nội dung.", longest=5_000)
    worth = Points("Điểm.", optional=True)


class LetterWritten(Event):
    """Clerk → archive."""

    by = ("clerk", "noi_vu")
    design = True
    number = Code("Số.")
    text = Text("Nội dung.", longest=5_000)
    worth = Points("Điểm.", optional=True)


class LetterFiled(Event):
    """Archive → clerk."""

    by = ("archive", "tu_phap")
    design = True
    number = Code("Số.")


_OURS = {each.__name__: each for each in (WriteLetter, LetterWritten, LetterFiled)}
for _name in _OURS:
    base._REGISTER.pop(_name, None)


@contextmanager
def known() -> Iterator[None]:
    base._REGISTER.update(_OURS)
    try:
        yield
    finally:
        for name in _OURS:
            base._REGISTER.pop(name, None)


class Letter(Record):
    key = ("number",)

    @event("LetterWritten")
    def __init__(self, *, number: str, text: str, worth: str | None) -> None:
        self.number = number
        self.times_filed = 0

    def amend(self, note: str) -> None:
        if note == "never":
            raise Refused("NEVER", "Không bao giờ.")
        self._amend(note=note)

    @event("LetterAmended")
    def _amend(self, *, note: str) -> None:
        self.note = note

    @event("LetterKnownFiled")
    def _filed(self) -> None:
        self.times_filed += 1


class Filing(Record):
    key = ("number",)

    @event("LetterFiled")
    def __init__(self, *, number: str) -> None:
        self.number = number
        self.times_counted = 0

    @event("FilingCounted")
    def count(self) -> None:
        self.times_counted += 1

    @event("FilingReviewed")
    def review(self, *, when: datetime) -> None:
        self.reviewed = when


@takes(WriteLetter)
def write_letter(command: Message, ledger: Ledger) -> Iterator[Record]:
    number = command.data["number"]
    letter = ledger.find(Letter, number=number)
    if command.data["text"] == "refuse":
        raise Refused("NO_SUCH_LETTERS", "Không nhận thư này.")
    if command.data["text"] == "recall" and not (letter and letter.times_filed):
        raise Refused("NOT_FILED", "Thư chưa được lưu.")
    if letter is None:
        letter = Letter(number=number, text=command.data["text"], worth=command.data["worth"])
        yield letter
    else:
        letter.amend("again")
        yield letter
    if command.data["text"] == "refuse at the end":
        letter.amend("never")
    if command.data["text"] == "break":
        raise ZeroDivisionError("broken on purpose")


broken_letters: set[str] = set()


@takes(LetterWritten)
def file_letter(fact: Message, ledger: Ledger) -> Iterator[Record]:
    if fact.data["number"] in broken_letters:
        raise ZeroDivisionError("the cabinet is locked")
    if ledger.find(Filing, number=fact.data["number"]) is None:
        yield Filing(number=fact.data["number"])


@takes(LetterFiled)
def know_filed(fact: Message, ledger: Ledger) -> Iterator[Record]:
    letter = ledger.find(Letter, number=fact.data["number"])
    assert letter is not None
    letter._filed()
    yield letter


@takes(LetterFiled)
def count_filing(fact: Message, ledger: Ledger) -> Iterator[Record]:
    """What the archive itself has said, it hears as well."""
    filing = ledger.find(Filing, number=fact.data["number"])
    assert filing is not None
    filing.count()
    yield filing


@schedules(LetterFiled)
def review_in_a_week(fact: Fact) -> Iterator[Alarm]:
    yield Alarm(name="review", key=fact.data["number"], due=fact.time + timedelta(days=7), data=fact.data)


@alarm("review")
def review(ringing: Message, ledger: Ledger) -> Iterator[Record]:
    filing = ledger.find(Filing, number=ringing.data["number"])
    assert filing is not None
    filing.review(when=ledger.now)
    yield filing


class Letters(View):
    """Which letters are there, and are they filed?"""

    name = "letters"

    @sees(LetterWritten)
    def written(self, fact: Fact) -> None:
        self.rows[fact.data["number"]] = {"text": fact.data["text"], "filed": False}

    @sees(LetterFiled)
    def filed(self, fact: Fact) -> None:
        self.rows[fact.data["number"]] = {**self.rows[fact.data["number"]], "filed": True}


class _Procedure:
    """A module's place, with some of the functions above."""

    def __init__(self, **functions: Any) -> None:
        vars(self).update(functions)
        self.__name__ = __name__


CLERK = _Procedure(write_letter=write_letter, know_filed=know_filed)
ARCHIVE = _Procedure(file_letter=file_letter, review_in_a_week=review_in_a_week, review=review)
COUNTING = _Procedure(count_filing=count_filing)
QUARANTINE = quarantine
START = datetime(2021, 11, 1, 8, tzinfo=ICT)


def open_ledger(name: str, *, store: Store | None = None, clock: ManualClock | None = None) -> Ledger:
    return Ledger(
        department=name,
        store=store or Store.sqlite(),
        takers=Takers([CLERK if name == "clerk" else ARCHIVE, QUARANTINE]),  # type: ignore[list-item]
        views=(Letters,) if name == "clerk" else (),
        clock=clock or ManualClock(START),
    )


def letter(number: str, text: str = "Kính gửi", *, id: str | None = None, **attributes: Any) -> Delivery:
    """A command to the clerk, from Sở Y tế."""
    document = {
        "specversion": "1.0",
        "id": id or str(uuid4()),
        "source": "/quang-nam/syt",
        "type": "WriteLetter",
        "agency": "SYT",
        "actor": "văn thư",
        **attributes,
        "data": {"number": number, "text": text, "worth": "1.50"},
    }
    return Delivery("command", write(document))


def operate(command: str, receipt: str, reason: str, **data: Any) -> Delivery:
    """An operator's command about a message in quarantine; about several, with an empty receipt."""
    document = {
        "specversion": "1.0",
        "id": str(uuid4()),
        "source": "/quang-nam/archive",
        "type": command,
        "agency": "ARCHIVE",
        "actor": "vận hành",
        "data": {**({"receipt": receipt} if receipt else {}), "reason": reason, **data},
    }
    return Delivery("command", write(document))


def carry(sender: Ledger, receiver: Ledger, after: int = 0) -> list[Any]:
    """Deliver the sender's public facts after a number to the receiver, in one batch; its own it knows itself."""
    if sender is receiver:
        return receiver.take(receiver.unheard())
    lines = sender.store.public_lines(after, 1_000)
    return receiver.take([Delivery("fact", line.body, sender.department) for line in lines])


def topics(ledger: Ledger) -> list[str]:
    return [line.topic for line in ledger.store.lines(0, 10_000)]


def documents(ledger: Ledger) -> list[dict[str, Any]]:
    return [json.loads(line.body) for line in ledger.store.lines(0, 10_000)]
