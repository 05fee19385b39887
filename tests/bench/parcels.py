"""The procedure by which this mechanism does the work: a parcel is sent here and shelved there.

Imported by the bench's own service processes only: its messages are no part of the published language.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

from schemas.base import Command, Event
from schemas.fields import Code, Points, Text
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Fact, Message
from shared.mechanism.record import Record, event
from shared.mechanism.taking import takes
from shared.mechanism.view import View, sees


class SendParcel(Command):
    """Someone → sender."""

    to = "noi_vu"
    design = True
    number = Code("Số.")
    agency = Code("Cơ quan.")
    text = Text("Nội dung.", longest=5_000)
    worth = Points("Điểm.", optional=True)


class ParcelSent(Event):
    """Sender → receiver."""

    by = ("noi_vu",)
    design = True
    number = Code("Số.")
    agency = Code("Cơ quan.")
    text = Text("Nội dung.", longest=5_000)
    worth = Points("Điểm.", optional=True)


class Parcel(Record):
    key = ("number",)

    @event("ParcelSent")
    def __init__(self, *, number: str, agency: str, text: str, worth: str | None) -> None:
        self.number = number


class Shelf(Record):
    key = ("number",)

    @event("ParcelShelved")
    def __init__(self, *, number: str) -> None:
        self.number = number


@takes(SendParcel)
def send_parcel(command: Message, ledger: Ledger) -> Iterator[Record]:
    if ledger.find(Parcel, number=command.data["number"]) is None:
        yield Parcel(**command.data)


@takes(ParcelSent)
def shelve(fact: Message, ledger: Ledger) -> Iterator[Record]:
    if ledger.find(Shelf, number=fact.data["number"]) is None:
        yield Shelf(number=fact.data["number"])


class Parcels(View):
    """Which parcels are there, and are they shelved?"""

    name = "parcels"

    @sees(ParcelSent)
    def sent(self, fact: Fact) -> None:
        self.rows[fact.data["number"]] = {"agency": fact.data["agency"], "worth": fact.data["worth"]}


SENDER = SimpleNamespace(__name__=__name__, send_parcel=send_parcel)
RECEIVER = SimpleNamespace(__name__=__name__, shelve=shelve)
