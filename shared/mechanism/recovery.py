"""Recovery: a ledger that was put back takes its own lost facts back from its witnesses before it notes anything new.

What went out cannot be taken back, so the lost public facts return byte for byte, under their own numbers. Around
them the ledger lives through the lost time again: it takes what others sent, rings what fell due, in the order of
the times that stand in the facts, and its takers decide as they did. Where a decision gives the very fact that the
witnesses hold, the witnesses' bytes are stored, and what was noted privately beside it is noted again. Where it
does not (a command that nobody but this ledger had kept), the fact is adopted as it is; a private fact that stood
before it in the same record is lost, and ``FactLost`` stands in its place, so that a record's versions stay dense
and nobody takes the hole for damage.

Every row that is written here, and is not a witness's, bears ``recovered``: the moment of the recovery.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from eventsourcing.domain import CanInitAggregate
from eventsourcing.persistence import PersistenceError

import schemas
from shared.mechanism.clock import ManualClock
from shared.mechanism.door import Delivery
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import SYSTEM, Message, fresh_salt, plain, source_of, write
from shared.mechanism.reading import Book, by_message
from shared.mechanism.record import LOST, OWN_FIELDS, RECORD_OF, Record, identity
from shared.mechanism.store import Row
from shared.mechanism.witness import Held, facts_of, groups, held

_FIRST = b'{"specversion":"1.0",'
BEFORE_ALL = "2000-01-01T00:00:00+07:00"
_DEALT_WITH = {"received", "passed", "rejected", "rang"}


class Unwitnessed(PersistenceError):
    """What would be noted is not what the witnesses hold. Passes the door as a store's failure does: all is undone."""


class Conflict(Exception):
    """A record has already come further than the fact that a witness holds of it."""


@dataclass
class Recovered:
    """What came back, and what did not."""

    department: str
    first: int = 0
    last: int = 0
    witnesses: list[str] = field(default_factory=list)
    retaken: int = 0
    """Public facts that were decided again, with all that belongs to them."""
    adopted: int = 0
    """Public facts that stand again as the witnesses hold them, without the message that caused them."""
    commands: list[str] = field(default_factory=list)
    """Commands of which only the public facts are left."""
    opened: list[str] = field(default_factory=list)
    """Records whose private opening said no more than their name, and was noted again from it."""
    lost: list[str] = field(default_factory=list)
    """Private facts that nobody holds: ``subject phiên bản n``."""
    unreadable: list[str] = field(default_factory=list)
    """Records whose opening is lost: they can be shown, and do nothing any more."""
    in_order: bool = True
    """False: the order of the lost time could not be found again, and the facts were adopted before anything else."""


class _Again(Ledger):
    """The ledger while it lives through the lost time. ``expected``: the facts that must come next, and no others."""

    expected: deque[Held] | None = None
    recovered = ""
    back_in_time = False
    """May a fact stand behind younger rows? Only where the ledger ran on without it; the audit will tell."""

    @classmethod
    def of(cls, ledger: Ledger) -> _Again:
        made = cls(
            department=ledger.department,
            store=ledger.store,
            takers=ledger.takers,
            views=ledger.folding.kinds,
            clock=ManualClock(datetime.fromisoformat(ledger.store.last()[2] or BEFORE_ALL)),
            charter=ledger.charter,
            keeps_everything=ledger.keeps_everything,
            version=ledger.version,
        )
        made.recovered = ledger.now.isoformat(timespec="seconds")
        made.expected = deque()
        made.folding.catch_up()
        return made

    def _fact(self, record: Record, noted: Any, message: Message) -> Row:
        row = super()._fact(record, noted, message)
        if row.sequence is None or self.expected is None:
            return row
        if not self.expected or not _same(row, self.expected[0]):
            raise Unwitnessed(f"{row.type} {row.message} is not what the witnesses hold")
        return self.restamped(_row(self.expected.popleft()))

    def restamped(self, row: Row) -> Row:
        """The row with its own time as the last one of the ledger."""
        if self._last_time and datetime.fromisoformat(row.time) < datetime.fromisoformat(self._last_time):
            if not self.back_in_time:
                raise Unwitnessed(f"{row.message} is older than what stands before it")
            return row
        self._last_time = row.time
        return row

    def add(self, row: Row) -> int:
        own = row.sequence is not None and self.expected is not None
        return super().add(row if own else replace(row, body=self._marked(row.body)))

    def _marked(self, body: bytes) -> bytes:
        assert body.startswith(_FIRST)
        return _FIRST + f'"recovered":"{self.recovered}",'.encode() + body[len(_FIRST) :]

    def attempt(self, delivery: Delivery, expected: Sequence[Held] | None) -> bool:
        """Take it, if that gives exactly these public facts (None: any); else leave no trace of it."""
        self.expected = None if expected is None else deque(expected)
        try:
            outcome = self._take_one(delivery)
            if outcome.kind in _DEALT_WITH and not self.expected:
                self.commit(all=True)  # what was passed over too: the next failure reads again what the store says
                return True
        except Unwitnessed:
            pass
        finally:
            self.expected = deque()
        self.reload()
        return False


def recover(
    ledger: Ledger, books: Sequence[Book], *, plainly: bool = False, done: Callable[[int], None] = lambda facts: None
) -> Recovered:
    """Give a ledger its lost public facts back; ``books`` are the others'. Nobody else may write to it meanwhile.

    ``plainly`` adopts the facts first, whatever order they had with what others sent. Raises Conflict (then only
    ``plainly`` will do, on the ledger as it was before), and Contradicted when the witnesses do not agree.
    """
    return _Recovery(ledger, books, plainly=plainly, done=done).run()


class _Recovery:
    def __init__(self, ledger: Ledger, books: Sequence[Book], *, plainly: bool, done: Callable[[int], None]) -> None:
        self._before = ledger
        self._ledger = _Again.of(ledger)
        self._ledger.back_in_time = plainly
        self._clock = cast(ManualClock, self._ledger.clock)
        self._books = [each for each in books if each.department != ledger.department]
        self._plainly = plainly
        self._done = done
        self._stopped: set[str] = set()
        self._told = Recovered(ledger.department, in_order=not plainly)

    def run(self) -> Recovered:
        ledger, told = self._ledger, self._told
        try:
            lost = facts_of(ledger.department, self._books, ledger.sequence)
            if not lost:
                return told
            told.first, told.last = lost[0].sequence, lost[-1].sequence
            told.witnesses = sorted({each.holder for each in lost})
            self._wait_for = {each.id for each in lost}
            self._groups = groups(lost)
            self._causes = {each[0].cause for each in self._groups}
            self._queues = {name: deque(facts) for name, facts in self._sent().items()}
            for group in self._groups:
                self._live(group)
                self._causes.discard(group[0].cause)
                self._wait_for -= {each.id for each in group}
                self._queues[ledger.department].extend(group)
                self._done(len(group))
            if self._plainly:
                self._take_what_is_behind()
            return told
        finally:
            ledger.folding.save()
            self._before.reload()

    def _sent(self) -> dict[str, list[Held]]:
        """What every sender sent that this ledger has not taken, or not any more."""
        ledger, taken = self._ledger, self._ledger.taken
        names = {each.department for each in self._books} | {
            name[5:] for each in self._books for name in each.store.cursors() if name.startswith("from:")
        }
        sent = {name: facts_of(name, self._books, taken.get(name, 0)) for name in sorted(names - {ledger.department})}
        after = taken.get(ledger.department, 0)
        lines = ledger.store.public_lines(after, ledger.sequence)
        sent[ledger.department] = [held(ledger.department, ledger.department, line) for line in lines]
        return sent

    # The lost time, step by step --------------------------------------------------------------------------

    def _live(self, group: list[Held]) -> None:
        """One message that caused public facts, and before it what must have come before."""
        cause = group[0].cause
        if self._plainly:
            self._at(group[0].time)
            self._adopt(group)
            if self._sender(cause) is None:
                self._receipt(group)
            return
        moment = datetime.fromisoformat(group[0].time)
        while self._offer(moment, ties=False):
            pass
        self._at(group[0].time)
        sender, row = self._sender(cause), self._alarm(cause)
        message: Held | None = None
        delivery: Delivery | None = None
        if sender is not None:
            queue = self._queues[sender]
            while queue[0].id != cause:
                self._pass(queue.popleft())
            message = queue.popleft()
            delivery = Delivery("fact", message.body)
        elif row is not None:
            delivery = Delivery("alarm", b"", alarm=row)
        while delivery is None or not self._ledger.attempt(delivery, group):
            # Of one and the same moment, only what a record lacks is known to have come before.
            if not self._lacks(group) or not self._offer(moment, ties=True):
                self._adopt(group)
                if message is not None:
                    self._receive(message)
                else:
                    self._receipt(group)
                return
        self._told.retaken += len(group)

    def _offer(self, moment: datetime, *, ties: bool) -> bool:
        """Take the oldest thing that may come now; False when there is none."""
        found: list[tuple[datetime, str, Any]] = []
        for name, queue in self._queues.items():
            head = queue[0] if queue and name not in self._stopped else None
            if head and head.id not in self._causes and head.cause not in self._wait_for:
                found.append((datetime.fromisoformat(head.time), name, head))
        for row in self._ledger.agenda.due(moment):
            name = _alarm_id(row)
            if name not in self._causes and name not in self._stopped:
                found.append((datetime.fromisoformat(row["due"]), name, row))
        found = [each for each in found if each[0] < moment or (ties and each[0] == moment)]
        if not found:
            return False
        when, name, what = min(found, key=lambda each: each[:2])
        self._at(when.isoformat(timespec="microseconds"))
        fact = isinstance(what, Held)
        delivery = Delivery("fact", what.body) if fact else Delivery("alarm", b"", alarm=what)
        if not self._ledger.attempt(delivery, ()):
            self._stopped.add(name)
        elif fact:
            self._queues[name].popleft()
        return True

    def _lacks(self, group: list[Held]) -> bool:
        """Does a record lack a version just before what the group holds of it?"""
        seen: set[UUID] = set()
        for each in group:
            record_id, version = _place(each)
            if record_id not in seen and self._version(record_id) < version - 1:
                return True
            seen.add(record_id)
        return False

    def _pass(self, message: Held) -> None:
        """What must have come before a cause. What cannot be processed now waits in quarantine, visible."""
        if self._ledger.attempt(Delivery("fact", message.body), None if self._plainly else ()):
            return
        ledger, document = self._ledger, message.document
        case = document.get("case") or document.get("subject", "")
        why = "Khi khôi phục: không xử lý lại được đúng như trước."
        ledger._door._quarantine(document, Delivery("fact", message.body), case, why)
        ledger.took(message.sender, message.sequence)
        ledger.commit()

    def _take_what_is_behind(self) -> None:
        """After facts were adopted first: messages whose facts stand already must not be acted upon again."""
        self._at(self._before.now.isoformat())
        causes = {group[0].cause for group in self._groups}
        for queue in self._queues.values():
            while any(each.id in causes for each in queue):
                message = queue.popleft()
                if message.id in causes:
                    self._receive(message)
                else:
                    self._pass(message)

    # What is written --------------------------------------------------------------------------------------

    def _adopt(self, group: list[Held]) -> None:
        """The group's facts as the witnesses hold them; private facts that stood between them are lost."""
        ledger = self._ledger
        ledger.expected = deque()
        for each in group:
            record_id, version = _place(each)
            there = self._version(record_id)
            if there >= version:
                raise Conflict(f"{each.document.get('subject')} is at {there}, a witness holds {version}")
            for lost in range(there + 1, version):
                self._fill(each, record_id, lost)
            try:
                ledger.add(ledger.restamped(_row(each)))
            except Unwitnessed as older:
                raise Conflict(str(older)) from None
            ledger.commit()
            self._told.adopted += 1
        ledger.reload()  # records in memory know nothing of it

    def _fill(self, before: Held, record_id: UUID, version: int) -> None:
        subject = str(before.document.get("subject", ""))
        data = _opening(subject, record_id) if version == 1 else None
        name = LOST if data is None else data[0]
        if data is not None:
            self._told.opened.append(subject)
        else:
            self._told.lost.append(f"{subject} phiên bản {version}")
            if version == 1:
                self._told.unreadable.append(subject)
        ledger, document = self._ledger, before.document
        fact_id = f"{record_id}/{version}"
        time = ledger.stamp()
        header = {
            "specversion": "1.0",
            "id": fact_id,
            "source": ledger.source,
            "type": name,
            "subject": subject,
            "time": time,
            "datacontenttype": "application/json",
            "dataschema": f"urn:phoihop:{name}:1",
            **{key: document[key] for key in ("correlation", "causation", "case") if document.get(key)},
            "agency": ledger.agency,
            "actor": SYSTEM,
            "salt": fresh_salt(),
            "data": {"before": before.id} if data is None else data[1],
        }
        ledger.add(
            Row(
                record_id=record_id,
                version=version,
                topic=name,
                body=write(header),
                time=time,
                message=fact_id,
                type=name,
                subject=subject,
                case=str(header.get("case", "")),
                correlation=str(header.get("correlation", "")),
                causation=str(header.get("causation", "")),
                agency=ledger.agency,
                actor=SYSTEM,
            )
        )
        ledger.commit()

    def _receive(self, message: Held) -> None:
        """The receipt of a message whose consequences stand already."""
        ledger = self._ledger
        own = message.sender == ledger.department
        ledger.add(ledger._door._receipts.received(message.document, message.body, own=own))
        ledger.took(message.sender, message.sequence)
        ledger.commit()

    def _receipt(self, group: list[Held]) -> None:
        """The receipt of what nobody but this ledger had kept: a command, an alarm, a release from quarantine."""
        ledger, first = self._ledger, group[0].document
        receipts, cause = ledger._door._receipts, group[0].cause
        row = self._alarm(cause)
        aside = next((each for each in ledger.store.quarantined() if each.message == cause), None)
        if row is not None:
            ledger.add(receipts.rang(row))
        elif aside is not None:
            why = "Khi khôi phục: kết quả đã có ở các sổ khác."
            ledger.releasing.skip(aside.receipt, actor=SYSTEM, reason=why)
        elif not by_message(ledger.store, [cause]):
            document = {
                "id": cause,
                "source": source_of(str(first.get("agency", ""))),
                **{name: first[name] for name in ("correlation", "agency", "actor") if first.get(name)},
            }
            ledger.add(receipts.accepted(document, None, [_row(each) for each in group]))
            self._told.commands.append(cause)
        ledger.commit()

    # Where things stand -----------------------------------------------------------------------------------

    def _sender(self, cause: str) -> str | None:
        return next((name for name, queue in self._queues.items() if any(each.id == cause for each in queue)), None)

    def _alarm(self, cause: str) -> dict[str, Any] | None:
        return next((dict(row) for row in self._ledger.agenda.rows.values() if _alarm_id(row) == cause), None)

    def _version(self, record_id: UUID) -> int:
        store = self._ledger.store
        (row,) = store.select(
            "SELECT COALESCE(MAX(originator_version),0) AS version FROM stored_events WHERE originator_id=?",
            (store.key(record_id),),
        )
        return int(row["version"])

    def _at(self, moment: str) -> None:
        """Move the ledger's clock there; never back."""
        when = datetime.fromisoformat(moment)
        if when > self._clock.now():
            self._clock.move_to(when)


def _alarm_id(row: Any) -> str:
    return f"alarm/{row['name']}/{row['key']}/{row['due']}"


def _place(each: Held) -> tuple[UUID, int]:
    record, _, version = each.id.rpartition("/")
    return UUID(record), int(version)


def _same(row: Row, there: Held) -> bool:
    mine = json.loads(row.body)
    names = ("id", "type", "subject", "causation", "sequence", "data")
    return all(mine.get(name) == there.document.get(name) for name in names)


def _row(each: Held) -> Row:
    record_id, version = _place(each)
    document = each.document
    told = {name: str(document.get(name, "")) for name in ("subject", "correlation", "causation", "agency", "actor")}
    return Row(
        record_id=record_id,
        version=version,
        topic=document["type"],
        body=each.body,
        time=each.time,
        message=each.id,
        type=document["type"],
        sequence=each.sequence,
        case=str(document.get("case", "")),
        law=str(document.get("law", "")),
        **told,
    )


def _opening(subject: str, record_id: UUID) -> tuple[str, dict[str, Any]] | None:
    """A record's private opening, where it says no more than the record's public name; else None."""
    kind, _, rest = subject.partition("/")
    for event_class, record in RECORD_OF.items():
        if record.kind() != kind or not issubclass(event_class, CanInitAggregate):
            continue
        said = {each.name: str(each.type) for each in fields(cast(Any, event_class)) if each.name not in OWN_FIELDS}
        parts = [rest] if len(record.key) == 1 else rest.split("/")
        if schemas.find(event_class.__name__) or set(said) != set(record.key) or len(parts) != len(record.key):
            continue
        try:
            data = {
                name: int(part) if said[name] == "int" else part for name, part in zip(record.key, parts, strict=True)
            }
        except ValueError:
            continue
        if record.key_of(**data) == subject and identity(subject) == record_id:
            return event_class.__name__, plain(data)
    return None
