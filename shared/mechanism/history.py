"""The auditor's reading of many ledgers: who did what, when, for whom, on what ground, and who came to know it.

Refusals and rejections are part of history: what was asked for and not granted is asked about first. Receipts
are not entries of their own: they stand with the fact that was received, whoever received it, with the delay.
Everything streams, in the order of recording (ghi nhận); within one ledger that is the ledger's own order.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from difflib import get_close_matches
from heapq import merge
from itertools import islice
from typing import Any
from uuid import UUID

from shared.mechanism.clock import ICT
from shared.mechanism.message import source_of, words
from shared.mechanism.reading import Book, Kept, by_record, kept, kept_at, positions, positions_of
from shared.mechanism.record import identity
from shared.mechanism.store import Store

TOGETHER = 200
"""Facts whose receipts are looked up at once."""

KINDS = {
    "CommandRefused": "refused",
    "MessageRejected": "rejected",
    "CommandAccepted": "accepted",
    "FactReceived": "received",
    "FactQuarantined": "quarantined",
    "QuarantineReleased": "released",
    "QuarantineRetryFailed": "failed",
    "AlarmRang": "alarm",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """A receipt: in which ledger a fact was taken, and how late.

    ``state``: received, quarantined, failed (tried again, in vain), released.
    """

    department: str
    position: int
    time: datetime
    state: str
    lag: timedelta


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, as its own ledger tells it.

    ``kind``: fact, refused, rejected, accepted, received, quarantined, failed, released, alarm; ``damaged`` when the
    row cannot be read: then only the journal speaks. ``type`` and ``data`` of a refusal are those of the command.
    """

    department: str
    position: int
    kind: str
    id: str
    type: str
    subject: str
    recorded: datetime
    source: str = ""
    sequence: int | None = None
    effective: str = ""
    agency: str = ""
    actor: str = ""
    capacity: str = ""
    law: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    correlation: str = ""
    causation: str = ""
    case: str = ""
    code: str = ""
    sentence: str = ""
    data: dict[str, Any] | None = None
    received: tuple[Taken, ...] = ()

    def plain(self) -> dict[str, Any]:
        """The entry as plain JSON, complete; delays in whole milliseconds."""
        told: dict[str, Any] = {each.name: getattr(self, each.name) for each in fields(self)}
        told |= {"recorded": self.recorded.isoformat(), "law": list(self.law), "to": list(self.to)}
        told["received"] = [
            {
                "department": each.department,
                "position": each.position,
                "time": each.time.isoformat(),
                "state": each.state,
                "lag_ms": each.lag // timedelta(milliseconds=1),
            }
            for each in self.received
        ]
        return told


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for; empty is no filter. ``since`` is inclusive, ``until`` is not. ``record``: subject or id.

    ``law`` is a clause id; it meets the clauses inside it (QC-10 meets QC-10.2.b-2). ``actor`` is compared
    without Vietnamese marks, any part of it. ``receipts``: also what was merely received or accepted.
    """

    record: str = ""
    case: str = ""
    since: datetime | None = None
    until: datetime | None = None
    agency: str = ""
    actor: str = ""
    law: str = ""
    type: str = ""
    department: str = ""
    refused: bool = False
    receipts: bool = False

    def sql(self) -> tuple[str, list[Any]]:
        """What the journal itself can answer of it, line by line."""
        told: list[tuple[str, str]] = [
            ("j.agency=?", self.agency),
            ("j.time >= ?", _stamp(self.since)),
            ("j.time < ?", _stamp(self.until)),
        ]
        clauses = [clause for clause, value in told if value]
        values = [value for _, value in told if value]
        if self.type:
            clauses.append("(j.topic=? OR j.type=?)")
            values += [self.type, self.type]
        if self.refused:
            clauses.append("j.topic IN ('CommandRefused','MessageRejected')")
        elif not self.receipts and self.type not in KINDS:
            clauses.append("j.topic NOT IN ('CommandAccepted','FactReceived')")
        return " AND ".join(clauses), values

    def places(self, store: Store) -> set[int] | None:
        """Where alone it can be answered, if it names what people search by; else None: anywhere."""
        found = []
        if self.record:
            found.append(_places_of(store, self.record))
        if self.case:
            found.append(positions(store, "j.case_id=?", (self.case,)))
        return set.intersection(*found) if found else None

    def fits(self, entry: Entry) -> bool:
        """The rest of it, which the journal cannot answer."""
        if self.actor and folded(self.actor) not in folded(entry.actor):
            return False
        return not self.law or any(inside(clause, self.law) for clause in entry.law)


def entries(books: Sequence[Book], query: Query) -> Iterator[Entry]:
    """What fits, from all ledgers, in the order of recording."""
    asked = [book for book in books if query.department in ("", book.department)]
    yield from with_receipts(books, _in_order(_fitting(book, query) for book in asked))


def _fitting(book: Book, query: Query) -> Iterator[Entry]:
    where, values = query.sql()
    places = query.places(book.store)
    lines = kept(book.store, where, values) if places is None else kept_at(book.store, places, where, values)
    for line in lines:
        entry = entry_of(book.department, line)
        if query.fits(entry):
            yield entry


def life(books: Sequence[Book], record: str) -> Iterator[Entry]:
    """One record's life, by subject or record id: its facts, and what was asked of it and refused."""
    yield from with_receipts(books, _in_order(_about(book, record) for book in books))


def _about(book: Book, record: str) -> Iterator[Entry]:
    where, values = Query().sql()
    places = _places_of(book.store, record)
    commands = _commands_about(book, record)
    if commands:
        marks = ",".join("?" * len(commands))
        places |= positions(book.store, f"j.topic='CommandRefused' AND j.type IN ({marks})", commands)
    parts = set(record.split("/")[1:])
    for line in kept_at(book.store, places, where, values):
        entry = entry_of(book.department, line)
        named = {str(value) for value in (entry.data or {}).values() if isinstance(value, str | int)}
        if record in (line.subject, line.record_id) or parts <= named:
            yield entry


def _commands_about(book: Book, record: str) -> list[str]:
    """Names of the commands that have ever changed a record of this kind: a refused one may have meant this record."""
    kind, slash, _ = record.partition("/")
    if not slash:
        return []
    store = book.store
    # Nearly always few names, or none: only for these is the whole journal asked.
    refused = store.select("SELECT DISTINCT type FROM journal WHERE topic='CommandRefused'")
    if not refused:
        return []
    chosen, names = store.among([str(row["type"]) for row in refused])
    rows = store.select(
        "SELECT DISTINCT r.type FROM journal f JOIN journal r ON r.message=f.causation AND r.topic='CommandAccepted'"
        f" AND r.type {chosen} WHERE f.subject LIKE ?",
        (*names, f"{kind}/%"),
    )
    return sorted(str(row["type"]) for row in rows)


def entry_of(department: str, line: Kept) -> Entry:
    """A journal line and its row as an entry."""
    entry = Entry(
        department=department,
        position=line.position,
        kind=KINDS.get(line.topic, "fact"),
        id=line.message,
        type=line.type if line.topic in {"CommandRefused", "MessageRejected", "CommandAccepted"} else line.topic,
        subject=line.subject,
        recorded=datetime.fromisoformat(line.time),
        source=department,
        sequence=line.sequence,
        agency=line.agency,
        actor=line.actor,
        law=words(line.law),
        correlation=line.correlation,
        causation=line.causation,
        case=line.case,
    )
    try:
        document = json.loads(line.body or b"")
        return replace(entry, **_told(entry.kind, document))
    except (ValueError, KeyError, TypeError, AttributeError):
        return replace(entry, kind="damaged")


def _told(kind: str, document: dict[str, Any]) -> dict[str, Any]:
    """What only the stored document says."""
    data = document["data"]
    inner = data.get("message") or {}
    header = inner if kind in {"refused", "accepted"} else document
    told: dict[str, Any] = {
        "source": header.get("source", "").rsplit("/", 1)[-1],
        "effective": header.get("effective", ""),
        "capacity": header.get("capacity", ""),
        "to": words(document.get("to", "")),
        "data": data,
    }
    match kind:
        case "refused":
            told |= {"code": data["code"], "sentence": data["message_vi"], "data": inner.get("data")}
        case "rejected":
            told |= {"code": data["code"], "sentence": data["message_vi"], "source": data.get("user", "")}
        case "accepted":
            told |= {"data": inner.get("data")}
        case "quarantined" | "failed":
            told |= {"sentence": data["cause"]}
        case "released":
            told |= {"sentence": data["reason"]}
        case "alarm":
            told |= {"causation": data["cause"]}
    return told


def with_receipts(books: Sequence[Book], found: Iterable[Entry]) -> Iterator[Entry]:
    """The same entries; each public fact with its receipts in these ledgers."""
    stream = iter(found)
    while some := list(islice(stream, TOGETHER)):
        # An id is unique within its sender only; a receipt's own id is made from both.
        sent = {_receipt_of(entry): entry for entry in some if entry.kind == "fact" and entry.sequence is not None}
        taken: dict[str, list[Taken]] = {}
        for book in books:
            for row in by_record(book.store, sent):
                time = datetime.fromisoformat(row["time"])
                state, lag = KINDS.get(row["topic"], "damaged"), time - sent[row["record"]].recorded
                receipt = Taken(book.department, int(row["position"]), time, state, lag)
                taken.setdefault(row["record"], []).append(receipt)
        for entry in some:
            receipts = taken.get(_receipt_of(entry), ())
            yield replace(entry, received=tuple(receipts)) if receipts else entry


def _receipt_of(entry: Entry) -> str:
    return str(identity(f"receipt/{source_of(entry.department)}#{entry.id}"))


def near(books: Sequence[Book], record: str, most: int = 5) -> list[str]:
    """Subjects that look like this one, for whom none bears it."""
    known: dict[str, str] = {}
    for book in books:
        for row in book.store.select("SELECT DISTINCT subject FROM journal WHERE subject<>''"):
            known.setdefault(folded(row["subject"]), str(row["subject"]))
    wanted = folded(record)
    inside_of = [subject for plain, subject in sorted(known.items()) if wanted and wanted in plain]
    alike = [known[plain] for plain in get_close_matches(wanted, known, n=most, cutoff=0.6)]
    return list(dict.fromkeys((*alike, *inside_of)))[:most]


def inside(clause: str, asked: str) -> bool:
    """Does a clause stand inside the one asked for? QC-10.2.b-2 is inside QC-10.2.b, QC-10.2 and QC-10, not QC-1."""
    rest = clause.removeprefix(asked)
    return clause == asked or (rest != clause and rest[:1] in {".", "-", "′"})


def folded(text: str) -> str:
    """The text in lower case without any Vietnamese mark: "Uỷ ban", "Ủy ban" and "uy ban" are one."""
    apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(each for each in apart if not unicodedata.combining(each)).split())


def _in_order(streams: Iterable[Iterator[Entry]]) -> Iterator[Entry]:
    return merge(*streams, key=lambda entry: entry.recorded)


def _places_of(store: Store, record: str) -> set[int]:
    """Where the rows of a record stand, by its subject or its id."""
    try:
        return positions_of(store, str(UUID(record)))
    except ValueError:
        return positions(store, "j.subject=?", (record,))


def _stamp(moment: datetime | None) -> str:
    """A moment as the journal writes it, so that text compares as time does."""
    return moment.astimezone(ICT).isoformat(timespec="microseconds") if moment else ""
