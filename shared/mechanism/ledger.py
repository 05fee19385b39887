"""One door in, one write: whatever enters a department is taken once, and with its consequences, or not at all.

Messages are taken in batches: one transaction for as many as have arrived. What each of them means is judged at
the ``door``; here is what the judgement is written with: records that decide, rows that are written once, the
views that follow.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from itertools import takewhile
from typing import Any, TypeVar, cast
from uuid import UUID, uuid4

from eventsourcing.persistence import IntegrityError, StoredEvent

import schemas
from shared.mechanism.agenda import ALARM, Agenda
from shared.mechanism.charter import Charter
from shared.mechanism.clock import Clock, MachineClock
from shared.mechanism.door import Delivery, Door, Outcome, schema_of
from shared.mechanism.folding import Folding
from shared.mechanism.message import SYSTEM, Fact, Message, fresh_salt, read, source_of, write
from shared.mechanism.record import LOST, Record, data_of, identity, read_back
from shared.mechanism.releasing import Releasing
from shared.mechanism.store import Row, SetAside, Store
from shared.mechanism.tail import Tail
from shared.mechanism.taking import Taker, Takers
from shared.mechanism.view import View

log = logging.getLogger("phoihop.ledger")
R = TypeVar("R", bound=Record)

_ACTING = ("agency", "owner", "lead")
"""Keys that name who acts, where the data do not say so."""

CACHE = 2_000
"""Records kept in memory between messages."""

PAGE = 200
"""Own facts that are heard at a time."""


@dataclass(slots=True)
class Batch:
    """What one transaction will write. ``first``: the position of its first row."""

    first: int
    rows: list[Row] = field(default_factory=list)
    taken: dict[str, int] = field(default_factory=dict)
    set_aside: list[SetAside] = field(default_factory=list)
    changed: dict[str, SetAside] = field(default_factory=dict)
    """Messages in quarantine of which something else is true now, by their receipts."""
    waiting: list[SetAside] | None = None
    """What the store held in quarantine before this batch, once somebody has asked."""
    duplicates: dict[str, int] = field(default_factory=dict)
    by_id: dict[UUID, Row] = field(default_factory=dict)

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    def __bool__(self) -> bool:
        return bool(self.rows or self.duplicates or self.changed)


@dataclass(frozen=True, slots=True)
class Mark:
    """How a batch stood before a message: what it is put back to when the message comes to nothing."""

    rows: int
    sequence: int
    time: str
    changed: dict[str, SetAside]


class Ledger:
    """The ledger of one department."""

    def __init__(
        self,
        *,
        department: str,
        store: Store,
        takers: Takers,
        views: Sequence[type[View]] = (),
        clock: Clock | None = None,
        charter: Charter | None = None,
        keeps_everything: bool = False,
        version: str = "",
    ) -> None:
        self.department = department
        self.source = source_of(department)
        self.store = store
        self.takers = takers
        self.clock = clock or MachineClock()
        self._moment: datetime | None = None
        self.charter = charter or Charter()
        self.agency = self.charter.agency_of(department)
        self.version = version
        self.folding = Folding(store=store, source=self.source, takers=takers, views=views)
        self.after_commit: list[Callable[[Sequence[Row]], None]] = []
        """Told the public facts of each transaction that wrote any: how the relay is woken."""
        self.overtaken: Callable[[], None] = lambda: None
        """Told when another writer was faster; what it raises ends the batch, of which nothing was written."""
        self.keeps_everything = keeps_everything
        self._shown = {name for view in views for name in view.sees_of}
        self._door = Door(self)
        self._releasing = Releasing(self, self._door)
        self._asked: dict[str, set[type[Record]]] = {}
        """What takers of a kind of message have looked up so far; so a batch's lookups are made in one question."""
        self._taking = ""
        self._expected: set[UUID] = set()
        self._events: dict[UUID, list[StoredEvent]] = {}
        self._known = False
        self.written = 0
        """The last public fact that is surely in the store; ``sequence`` may be one of a transaction under way."""
        self._kept: dict[str, int] = {}
        self._said = Tail(store)
        self._stamped: tuple[datetime | None, str] = None, ""
        """The last moment that was written, and how."""
        self.reload()

    def reload(self) -> None:
        """Know again only what the store says: at the start, and after a transaction that failed."""
        self.position, self.sequence, self._last_time = self.store.last()
        cursors = self.store.cursors()
        self.taken = {name[5:]: number for name, number in cursors.items() if name.startswith("from:")}
        """The last public fact that was taken, of each sender."""
        self.written, self._kept = self.sequence, dict(self.taken)
        self._held: set[str] | None = None
        self.folding.reload()
        self.batch = Batch(first=self.position + 1)
        self._records: dict[UUID, Record] = {}
        self._touched: set[UUID] = set()
        self._forget_foreseen()
        self._known = True

    def look_again(self) -> None:
        """As ``reload``, for a replica that only looks on: what another has saved since is news here."""
        before = self.folding.positions
        self.reload()
        moved = {name: position for name, position in self.folding.positions.items() if position != before[name]}
        self.folding.noted.update(moved)

    # What takers may ask --------------------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        """The present moment of the one clock, in ICT. While a message is taken it is one moment, that of its rows:
        what a fact says of the time can then be said again when the message is taken again (recovery)."""
        return self._moment or self.clock.now()

    def find(self, kind: type[R], **key: Any) -> R | None:
        """The record of that kind and key, or None."""
        subject = kind.key_of(**key)
        record_id = identity(subject)
        record = self._records.get(record_id)
        if record is None:
            self._asked.setdefault(self._taking, set()).add(kind)
            record = self._read(record_id)
            if record is None:
                return None
            self._remember(record)
        if not isinstance(record, kind):
            raise TypeError(f"{subject} is a {type(record).__name__}, not a {kind.__name__}")
        self._touched.add(record_id)
        return record

    def expect(self, name: str, data: dict[str, Any], agency: str) -> None:
        """A message of this kind is about to be taken: its takers will look up what they looked up the last times.

        A guess from the names of the keys; one that is wrong costs one id more in a question that is asked anyway.
        """
        for kind in self._asked.get(name, ()):
            known = {each: data.get(each, agency if each in _ACTING else None) for each in kind.key}
            if None not in known.values():
                record_id = identity(kind.key_of(**known))
                if record_id not in self._records:
                    self._expected.add(record_id)

    def fetch(self, receipts: Sequence[UUID]) -> None:
        """Read what is expected, and these receipts, in one question."""
        self._events = self.store.events_of([*receipts, *self._expected])
        self._expected = set()

    def _forget_foreseen(self) -> None:
        self._door.forget()
        self._expected, self._events = set(), {}

    def _read(self, record_id: UUID) -> Record | None:
        record: Any = None
        for stored in self._noted(record_id):
            document = read(bytes(stored.state))
            noted = read_back(
                name=stored.topic,
                record_id=record_id,
                version=stored.originator_version,
                time=datetime.fromisoformat(document["time"]),
                data=document["data"],
            )
            if record is None and stored.topic == LOST:
                raise LookupError(f"{document.get('subject')}: sự việc mở đầu đã mất, khi khôi phục không lấy lại được")
            record = noted.mutate(record)
            record.case = record.case or document.get("case", "")
        found: Record | None = record
        return found

    def _noted(self, record_id: UUID) -> list[StoredEvent]:
        """What the store holds of a record, and what the present batch is about to write of it."""
        foreseen = self._events.pop(record_id, None)
        noted = self.store.events(record_id) if foreseen is None else foreseen
        if record_id not in self.batch.by_id:
            return noted
        pending = [row for row in self.batch.rows if row.record_id == record_id]
        return [*noted, *(StoredEvent(row.record_id, row.version, row.topic, row.body) for row in pending)]

    def _remember(self, record: Record) -> None:
        """Keep it in memory as the most recently used; what the present batch has changed stays in any case."""
        self._events.pop(record.id, None)  # what was foreseen of it is the past from now on
        self._records.pop(record.id, None)
        self._records[record.id] = record
        while len(self._records) > CACHE:
            oldest = next(iter(self._records))
            if oldest in self.batch.by_id or oldest in self._touched:
                return
            del self._records[oldest]

    # The way in -----------------------------------------------------------------------------------------

    def take(self, deliveries: Sequence[Delivery]) -> list[Outcome]:
        """Take a batch, in order, in one transaction where nothing forbids it.

        Raises the library's PersistenceError when the store cannot be reached: then nothing may be
        acknowledged, and the same batch can be taken again.
        """
        return self._safely(lambda: self._take(deliveries))

    def ring(self) -> list[Outcome]:
        """Take every alarm that the clock has passed."""
        due = self.agenda.due(self.now)
        return self.take([Delivery(kind="alarm", body=b"", alarm=row) for row in due]) if due else []

    @property
    def releasing(self) -> Releasing:
        """The way out of quarantine, within the present message's transaction; for a taker."""
        return self._releasing

    def _take(self, deliveries: Sequence[Delivery]) -> list[Outcome]:
        try:
            self._door.foresee(deliveries)
            outcomes = [self._take_one(delivery) for delivery in deliveries]
            self._pass_own()
            self.commit()
            self._forget_foreseen()
            return outcomes
        except IntegrityError:
            # Another writer was faster. What it wrote decides, and each message is judged on its own.
            self.overtaken()
            log.warning("another writer was faster; the batch is taken again one by one")
            self.reload()
            self.folding.follow_all()
        outcomes = []
        for delivery in deliveries:
            outcomes.append(self._take_one(delivery))
            self.commit()
        return outcomes

    def _take_one(self, delivery: Delivery) -> Outcome:
        self._touched = set()
        self._moment = self.clock.now()
        try:
            return self._door.take(delivery)
        finally:
            self._moment = None

    def _safely(self, work: Callable[[], T]) -> T:
        try:
            if not self._known:
                self.reload()
                self.folding.follow_all()  # the store may have written what it could not say that it had
            return work()
        except BaseException:
            # What is in memory may be ahead of what was written; before anything else it is read again. Until then
            # nobody may hear of facts that do not exist, nor miss that a sender's facts were not kept.
            self._known = False
            self.sequence, self.taken = self.written, dict(self._kept)
            raise

    # What this ledger itself has said ------------------------------------------------------------------

    def unheard(self, limit: int = PAGE) -> list[Delivery]:
        """Our own public facts that our own procedures have yet to take: from this ledger, and not over the bus.

        They are taken by the same door and in the same way as everybody's. What none of our procedures takes is
        passed over at once.
        """
        found: list[Delivery] = []
        while not found and (after := self.taken.get(self.department, 0)) < self.written:
            page = self._said.after(after, limit)
            if not page:
                break  # a number is gone, behind the ledger's back: the audit will name it
            for row in page:
                if found or row.topic in self.takers.of:
                    found.append(Delivery("fact", row.body, self.department))
                else:
                    self.took(self.department, row.sequence or 0)
        return found

    def _pass_own(self) -> None:
        """Facts of ours that nobody here takes are passed over in the transaction that writes them."""
        public = [row for row in self.batch.rows if row.sequence]
        if public and self.taken.get(self.department, 0) == (public[0].sequence or 0) - 1:
            passed = takewhile(lambda row: row.topic not in self.takers.of, public)
            for row in passed:
                self.took(self.department, row.sequence or 0)

    # What the door works with ---------------------------------------------------------------------------

    def wants(self, name: str) -> bool:
        """Is a fact of this name scheduled or shown here, whoever it is addressed to?"""
        return self.keeps_everything or name in self.takers.schedulers or name in self._shown or "*" in self._shown

    def carry_out(self, takers: Iterable[Taker], message: Message) -> list[Row]:
        """Let the takers decide, and write down what their records noted, in the order they gave them."""
        rows: list[Row] = []
        self._taking = message.type
        # A dossier is inherited along causes; nobody outside may put a command into somebody's dossier.
        case = str(uuid4()) if _is_command(message.type) else message.case or str(uuid4())
        for taker in takers:
            for record in taker(message, self):
                self._touched.add(record.id)
                if record.id not in self._records:
                    record.case = str(uuid4()) if record.dossier else case
                self._remember(record)
                for noted in record.collect_events():
                    row = self._fact(record, noted, message)
                    self.add(row)
                    rows.append(row)
        forgotten = [self._records[each].subject for each in self._touched if self._has_pending(each)]
        if forgotten:
            raise RuntimeError(f"{', '.join(forgotten)} noted something but was not given back by its taker")
        return rows

    def _has_pending(self, record_id: UUID) -> bool:
        return record_id in self._records and bool(self._records[record_id].pending_events)

    def _fact(self, record: Record, noted: Any, message: Message) -> Row:
        """A noted event as the row, and the message, that it will be for ever."""
        name, data = type(noted).__name__, data_of(noted)
        schema = schemas.find(name)
        law, to, sequence = "", "", None
        if schema is not None:
            faults = schema_of(name).validate(data)
            if faults:
                raise ValueError(f"{name} does not fit its own schema: {faults}")
            if _is_command(name):
                raise TypeError(f"{name} is noted under the name of a command")
            fact = cast(type[schemas.Event], schema)
            law = " ".join(fact.law_of(data))
            to = " ".join(fact.addressed(data))
            sequence = self.sequence + 1
        time = self.stamp()
        acted = _is_command(message.type)  # an official acted; otherwise the department's own procedure did
        effective = message.effective if acted and message.effective else self.now.date()
        fact_id = f"{record.id}/{noted.originator_version}"
        header: dict[str, Any] = {
            "specversion": "1.0",
            "id": fact_id,
            "source": self.source,
            "type": name,
            "subject": record.subject,
            "time": time,
            "datacontenttype": "application/json",
            "dataschema": schema.dataschema() if schema else f"urn:phoihop:{name}:1",
            "sequence": sequence,
            "correlation": message.correlation or message.id,
            "causation": message.id,
            "case": record.case,
            "agency": message.agency if acted else self.agency,
            "actor": message.actor if acted else SYSTEM,
            "capacity": message.capacity if acted else "",
            "effective": effective.isoformat(),
            "law": law,
            "to": to,
            "salt": fresh_salt(),
            "traceparent": message.traceparent,
        }
        document = {key: value for key, value in header.items() if value}  # text, and a number that is never 0
        document["data"] = data
        return Row(
            record_id=record.id,
            version=noted.originator_version,
            topic=name,
            body=write(document),
            time=time,
            message=fact_id,
            type=name,
            subject=record.subject,
            sequence=sequence,
            case=record.case,
            correlation=header["correlation"],
            causation=message.id,
            agency=header["agency"],
            actor=header["actor"],
            law=law,
        )

    def stamp(self) -> str:
        """The time of the next row: never before the last one, whatever the machine's clock does."""
        now = self._moment or self.clock.now()
        if now is self._stamped[0] and self._last_time == self._stamped[1]:
            return self._last_time  # a message and all that follows from it have one moment
        if not self._last_time or now >= datetime.fromisoformat(self._last_time):
            self._last_time = now.isoformat(timespec="microseconds")
        self._stamped = now, self._last_time
        return self._last_time

    def add(self, row: Row) -> int:
        """Put a row into the batch; gives its position."""
        self.batch.rows.append(row)
        self.batch.by_id[row.record_id] = row
        if row.sequence is not None:
            self.sequence = row.sequence
        return self.batch.last

    def set_aside(self, row: Row, *, sender: str, type: str, held: str, cause: str) -> None:
        """Put a receipt into the batch as one that waits in quarantine, with all that comes after it in ``held``."""
        position = self.add(row)
        aside = SetAside(str(row.record_id), position, sender, row.message, type, held, cause, "open")
        self.batch.set_aside.append(aside)
        if held and self._held is not None:
            self._held.add(held)

    def quarantined(self) -> list[SetAside]:
        """What waits in quarantine, in order, with what the present batch has changed."""
        batch = self.batch
        if batch.waiting is None:
            batch.waiting = self.store.quarantined()
        known = (batch.changed.get(each.receipt, each) for each in (*batch.waiting, *batch.set_aside))
        return [each for each in known if each.state == "open"]

    def change_aside(self, aside: SetAside, *, state: str = "open", cause: str = "") -> None:
        """Something else is true of a message in quarantine: its state, or the cause why it waits."""
        self.batch.changed[aside.receipt] = replace(aside, state=state, cause=cause or aside.cause)
        self._held = None

    @property
    def held(self) -> set[str]:
        """Dossiers with a message in quarantine, behind which later ones wait; looked up when one is asked about."""
        if self._held is None:
            self._held = {each.held for each in self.quarantined() if each.held}
        return self._held

    def took(self, sender: str, sequence: int) -> None:
        self.taken[sender] = sequence
        self.batch.taken[f"from:{sender}"] = sequence

    def count_again(self, message_id: str) -> None:
        self.batch.duplicates[message_id] = self.batch.duplicates.get(message_id, 0) + 1

    def receipt(self, receipt_id: UUID) -> Row | None:
        """The receipt of that id, written or about to be; None when there is none."""
        pending = self.batch.by_id.get(receipt_id)
        if pending is not None:
            return pending
        foreseen = self._events.pop(receipt_id, None)
        noted = self.store.events(receipt_id) if foreseen is None else foreseen
        return _receipt(noted[0]) if noted else None

    def versions(self, receipt: Row) -> int:
        """How many rows a receipt has, those of the present batch included."""
        pending = self.batch.by_id.get(receipt.record_id)
        return max(len(self.store.events(receipt.record_id)), pending.version if pending else 0)

    def mark(self) -> Mark:
        return Mark(len(self.batch.rows), self.sequence, self._last_time, dict(self.batch.changed))

    def undo(self, mark: Mark) -> None:
        """Forget what the present message did since the mark, and nothing else.

        Records that it changed are read again, from the store and from what is left of the batch.
        """
        kept, self.sequence, self._last_time = mark.rows, mark.sequence, mark.time
        if mark.changed != self.batch.changed:
            self.batch.changed = dict(mark.changed)
            self._held = None
        changed = {row.record_id for row in self.batch.rows[kept:]}
        changed |= {each for each in self._touched if self._has_pending(each)}
        del self.batch.rows[kept:]
        self.batch.by_id = {row.record_id: row for row in self.batch.rows}
        for record_id in changed:
            self._records.pop(record_id, None)

    @property
    def unsaved(self) -> bool:
        """Is there anything that the store has not been told, because it can wait?"""
        return bool(self.batch.taken) or self.folding.unsaved

    def save(self) -> None:
        """Tell the store what could wait: how far senders were taken who said nothing of interest, and the views."""
        if self._known and self.batch.taken:
            self._safely(lambda: self.commit(all=True))
        self.folding.save()

    def commit(self, *, all: bool = False) -> None:
        """Write the batch in one transaction, then let the followers follow.

        That a sender's facts were passed over, and nothing else, waits for the next batch, or for ``save``: who does
        not know it after a crash asks the sender again, and passes them over again.
        """
        batch = self.batch
        if not batch and not (all and batch.taken):
            return
        self.store.append(
            batch.first,
            batch.rows,
            taken=batch.taken,
            set_aside=batch.set_aside,
            changed=list(batch.changed.values()),
            duplicates=batch.duplicates,
            time=self.now.isoformat(),
        )
        self.written = self.sequence
        self._kept |= {name[5:]: number for name, number in batch.taken.items()}
        before, self.position = self.position, batch.last
        self.batch = Batch(first=self.position + 1)
        if batch.rows:
            self.folding.after(before, batch.rows)
        public = [row for row in batch.rows if row.sequence]
        if public:
            self._said.add(public)
            for tell in self.after_commit:
                tell(public)

    # What may be read -----------------------------------------------------------------------------------

    @property
    def agenda(self) -> Agenda:
        return self.folding.agenda

    def view(self, name: str) -> View:
        """The stored view of that name. Raises KeyError."""
        return self.folding.view(name)

    def view_at(self, name: str, moment: datetime | None = None) -> View:
        """The view as the ledger stood at that moment. Raises KeyError."""
        return self.folding.at(name, moment)

    def facts(self) -> Iterator[Fact]:
        return self.folding.facts()


T = TypeVar("T")


def _receipt(stored: StoredEvent) -> Row:
    """A receipt again, as far as its event says: what people search by stands in the journal and in the body."""
    record_id = cast(UUID, stored.originator_id)
    return Row(record_id, stored.originator_version, stored.topic, bytes(stored.state), "", "", stored.topic)


@cache
def _is_command(name: str) -> bool:
    return name != ALARM and schemas.is_command(name)


__all__ = ["Delivery", "Ledger", "Outcome"]
