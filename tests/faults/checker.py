"""What the databases say in the end. Reads tables, and shares no code with what wrote them.

Known here, and nothing more: the tables ``stored_events`` (one row a fact or receipt, ``state`` its bytes), ``journal``
(one line a row: dense ``position``, the row's ``notification_id``; dense ``sequence`` of what is public; ``message``:
the id that others know it by), the cursors, ``set_aside``; that a receipt ends with the received bytes, verbatim, as
``…,"message":<bytes>}}``.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import psycopg

RECEIVED = frozenset({"FactReceived", "FactQuarantined"})
RECEIPTS = RECEIVED | {"CommandAccepted", "CommandRefused", "MessageRejected", "AlarmRang", "QuarantineReleased"}
CAUSES = frozenset({"CommandAccepted", "FactReceived", "AlarmRang", "QuarantineReleased"})
"""What a fact may follow from: each leaves such a row in the same transaction."""
LOST = "FactLost"
MARK = b',"message":'
TOLD_OF_A_KIND = 5


@dataclass(frozen=True)
class Finding:
    code: str
    department: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.code} {self.department}: {self.sentence}"


@dataclass(frozen=True)
class Taken:
    """What a receiver takes: names that it acts upon when they are addressed to it, and names that it keeps anyway."""

    acts: frozenset[str] = frozenset()
    keeps: frozenset[str] = frozenset()
    keeps_everything: bool = False


@dataclass(frozen=True)
class Answered:
    """A command and what its sender was told in the end."""

    department: str
    id: str
    code: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Expected:
    """What must be true besides what the ledgers say of each other."""

    takes: Mapping[str, Taken]
    commands: Sequence[Answered] = ()
    rejected: Sequence[tuple[str, str]] = ()
    """(department, SHA-256) of what is no message, or not its sender's: a trace must be there."""
    said: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """(sender, name, subject and data as sorted JSON): the public facts of the undisturbed run."""
    not_compared: frozenset[str] = frozenset()
    """Names of facts that may differ from run to run."""


class Tables(Protocol):
    """One department's database."""

    name: str

    def rows(self, sql: str) -> Iterator[Sequence[Any]]:
        """What a question gives."""


class Postgres:
    def __init__(self, name: str, url: str) -> None:
        self.name, self._url = name, url

    def rows(self, sql: str) -> Iterator[Sequence[Any]]:
        with psycopg.connect(self._url) as connection, connection.cursor(name="checker") as cursor:
            cursor.itersize = 1_000
            yield from cursor.execute(sql, binary=True)  # type: ignore[call-overload]


class Sqlite:
    def __init__(self, name: str, path: Path) -> None:
        self.name, self._path = name, path

    def rows(self, sql: str) -> Iterator[Sequence[Any]]:
        connection = sqlite3.connect(f"file:{self._path}?mode=ro", uri=True)
        try:
            sql = sql.replace("notification_tracking", "tracking").replace("SELECT notification_id", "SELECT rowid")
            yield from connection.execute(sql)
        finally:
            connection.close()


@dataclass(frozen=True)
class Own:
    """A public fact in its sender's ledger."""

    id: str
    type: str
    to: frozenset[str]
    digest: str


@dataclass(frozen=True)
class Receipt:
    """That a fact came, in a receiver's ledger. ``digest``: of the bytes kept; empty where none are."""

    position: int
    sender: str
    sequence: int
    fact: str
    digest: str


@dataclass
class Ledger:
    """One department's tables, read once."""

    name: str
    positions: list[int] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    sequences: list[int] = field(default_factory=list)
    own: dict[int, Own] = field(default_factory=dict)
    received: list[Receipt] = field(default_factory=list)
    caused: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """For each message: ids of the facts that followed from it."""
    causes: Counter[str] = field(default_factory=Counter)
    """Messages that left a row as something that was dealt with."""
    accepted: dict[str, list[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(list))
    refused: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    rejected: Counter[str] = field(default_factory=Counter)
    ids: Counter[str] = field(default_factory=Counter)
    said: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    cursors: dict[str, int] = field(default_factory=dict)
    faults: list[Finding] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)

    def fault(self, code: str, sentence: str) -> None:
        self.faults.append(Finding(code, self.name, sentence))


def check(databases: Iterable[Tables], expected: Expected) -> list[Finding]:
    """Everything that is not as it must be; nothing, when nothing was lost, doubled, changed or left undone."""
    ledgers = {each.name: read(each, expected.not_compared) for each in databases}
    found = [fault for ledger in ledgers.values() for fault in ledger.faults]
    for ledger in ledgers.values():
        found += _one(ledger)
        for sender in ledgers.values():
            found += _pair(sender, ledger, expected.takes.get(ledger.name, Taken()))
    found += _commands(ledgers, expected)
    said: Counter[tuple[str, str, str]] = Counter()
    for ledger in ledgers.values():
        said.update(ledger.said)
    for what, each in (("NOT_SAID", expected.said - said), ("SAID_BESIDE", said - expected.said)):
        found += [Finding(what, sender, f"{name} {content[:300]}") for sender, name, content in each.elements()]
    return found


def shortened(findings: Iterable[Finding]) -> list[str]:
    """A few of each kind, and how many there are."""
    told, counts = [], Counter[tuple[str, str]]()
    for each in findings:
        counts[each.code, each.department] += 1
        if counts[each.code, each.department] <= TOLD_OF_A_KIND:
            told.append(str(each))
    return told + [f"{code} {name}: {count} in all" for (code, name), count in counts.items() if count > TOLD_OF_A_KIND]


# Reading --------------------------------------------------------------------------------------------------


def read(tables: Tables, not_compared: frozenset[str] = frozenset()) -> Ledger:
    """One database, as far as the checks need it."""
    ledger = Ledger(tables.name)
    lines: dict[int, tuple[int, str, int | None, str]] = {}
    sql = "SELECT position, topic, sequence, time, message FROM journal"
    for position, topic, sequence, time, message in tables.rows(f"{sql} ORDER BY position"):
        lines[int(position)] = (int(position), topic, sequence, message)
        ledger.positions.append(int(position))
        ledger.times.append(time)
        if sequence is not None:
            ledger.sequences.append(int(sequence))
    for number, record, version, topic, state in tables.rows(
        "SELECT notification_id, originator_id, originator_version, topic, state FROM stored_events"
    ):
        line = lines.pop(int(number), None)
        if line is None:
            ledger.fault("NOT_LISTED", f"{topic} {record}/{version} stands in no line of the journal")
        elif line[1] != topic:
            ledger.fault("ALTERED", f"position {line[0]}: the journal says {line[1]}, the row {topic}")
        else:
            _read_row(ledger, line, f"{_plain(record)}/{version}", topic, bytes(state), not_compared)
    for position, topic, *_ in lines.values():
        ledger.fault("MISSING", f"position {position}: {topic} has lost its row")
    ledger.received.sort(key=lambda each: each.position)
    ledger.cursors = {
        str(name): int(number)
        for name, number in tables.rows("SELECT application_name, notification_id FROM notification_tracking")
    }
    waiting = tables.rows("SELECT type, cause FROM set_aside WHERE state = 'open'")
    ledger.waiting = [f"{type} {cause}" for type, cause in waiting]
    return ledger


def _read_row(
    ledger: Ledger,
    line: tuple[int, str, int | None, str],
    key: str,
    topic: str,
    state: bytes,
    not_compared: frozenset[str],
) -> None:
    position, _, sequence, message = line
    try:
        document = json.loads(state)
    except ValueError:
        ledger.fault("ALTERED", f"position {position}: {topic} cannot be read")
        return
    ledger.ids[document["id"]] += 1
    if _plain(document["id"]) != key:
        ledger.fault("ALTERED", f"position {position}: the row {key} holds {document['id']}")
    if topic in CAUSES:
        ledger.causes[message] += 1
    data = document["data"]
    if topic in RECEIVED:
        kept = _digest(state[state.index(MARK) + len(MARK) : -2]) if MARK in state else ""
        sender = data["source"].rsplit("/", 1)[-1]
        ledger.received.append(Receipt(position, sender, data["sequence"], data["fact"], kept))
    elif topic == "CommandAccepted":
        ledger.accepted[message].append(tuple(each["id"] for each in data["facts"]))
    elif topic == "CommandRefused":
        ledger.refused[message].append(data["code"])
    elif topic == "MessageRejected":
        ledger.rejected[data["sha256"]] += 1
    elif topic == LOST:
        ledger.lost.append(f"position {position}: {document.get('subject')}")
    elif topic not in RECEIPTS:
        ledger.caused[document["causation"]].append(document["id"])
    if sequence is None:
        return
    if document["sequence"] != sequence or document["id"] != message:
        ledger.fault("ALTERED", f"position {position}: the journal and the fact differ in number or id")
    ledger.own[sequence] = Own(document["id"], topic, frozenset(document.get("to", "").split()), _digest(state))
    if topic not in not_compared:
        content = json.dumps([document["subject"], data], sort_keys=True, ensure_ascii=False)
        ledger.said[ledger.name, topic, content] += 1


def _plain(record: Any) -> str:
    return str(record).replace("-", "")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


# Checks ---------------------------------------------------------------------------------------------------


def _one(ledger: Ledger) -> Iterator[Finding]:
    """What a ledger says of itself."""
    name = ledger.name
    for what, numbers in (("position", ledger.positions), ("sequence", ledger.sequences)):
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            yield Finding("HOLE", name, f"{len(numbers)} rows have a {what}, the last one {max(numbers, default=0)}")
    if ledger.sequences != sorted(ledger.sequences):
        yield Finding("DISORDER", name, "public facts are not numbered in the order of the ledger")
    if back := [when for before, when in zip(ledger.times, ledger.times[1:], strict=False) if when < before]:
        yield Finding("DISORDER", name, f"the time goes back {len(back)} times, first to {back[0]}")
    for id, count in ledger.ids.items():
        if count > 1:
            yield Finding("DOUBLED", name, f"{count} rows bear the id {id}")
    for message, facts in ledger.caused.items():
        if not ledger.causes[message]:
            yield Finding("NO_CAUSE", name, f"{len(facts)} facts follow from {message}, of which no row speaks")
    for message, several in ledger.accepted.items():
        if len(several) > 1:
            yield Finding("DOUBLED", name, f"the command {message} was accepted {len(several)} times")
        elif missing := set(several[0]) - set(ledger.ids):
            yield Finding("NO_CONSEQUENCE", name, f"{message} caused {sorted(missing)}, which are not there")
    yield from (Finding("LOST", name, each) for each in ledger.lost)
    yield from (Finding("WAITING", name, f"in quarantine: {each}") for each in ledger.waiting)
    last, sent = len(ledger.positions), len(ledger.sequences)
    if ledger.cursors.get("relay", 0) != sent:
        yield Finding("CURSOR", name, f"{ledger.cursors.get('relay', 0)} facts were sent of {sent}")
    for cursor, number in ledger.cursors.items():
        if cursor.startswith("view:") and number != last:
            yield Finding("CURSOR", name, f"{cursor} stands at {number} of {last}")


def _pair(sender: Ledger, receiver: Ledger, takes: Taken) -> Iterator[Finding]:
    """What one has sent against what the other says that it took."""
    name, own = receiver.name, sender.name == receiver.name
    where = f"of {sender.name}"
    taken = receiver.cursors.get(f"from:{sender.name}", 0)
    if taken != len(sender.own):
        yield Finding("CURSOR", name, f"says that it took {taken} {where}, who has said {len(sender.own)}")
    came = [each for each in receiver.received if each.sender == sender.name]
    if [each.sequence for each in came] != sorted(each.sequence for each in came):
        yield Finding("DISORDER", name, f"the order {where} was not kept")
    times = Counter(each.sequence for each in came)
    yield from (Finding("DOUBLED", name, f"{n} {where} stands {c} times") for n, c in times.items() if c > 1)
    for each in came:
        fact = sender.own.get(each.sequence)
        if fact is None or fact.id != each.fact:
            yield Finding("INVENTED", name, f"{each.fact}, number {each.sequence} {where}, is not there")
        elif (each.digest or not own) and each.digest != fact.digest:
            yield Finding("ALTERED", name, f"number {each.sequence} {where} is kept with other bytes")
    for number, fact in sender.own.items():
        acts = fact.type in takes.acts and (not fact.to or name in fact.to)
        keeps = not own and (takes.keeps_everything or fact.type in takes.keeps)
        if (acts or keeps) and number not in times:
            yield Finding("MISSING", name, f"{fact.type}, number {number} {where}")


def _commands(ledgers: Mapping[str, Ledger], expected: Expected) -> Iterator[Finding]:
    """What the senders of commands were told, against what was written."""
    for each in expected.commands:
        ledger = ledgers[each.department]
        if each.code:
            if each.code not in ledger.refused.get(each.id, ()):
                yield Finding("NO_TRACE", ledger.name, f"{each.id} was refused, {each.code}, of which no row speaks")
        elif each.id not in ledger.accepted:
            yield Finding("NO_TRACE", ledger.name, f"{each.id} was accepted, of which no row speaks")
        elif set(ledger.accepted[each.id][0]) != set(each.facts):
            yield Finding("NO_CONSEQUENCE", ledger.name, f"{each.id} caused other facts than its sender was told")
        elif set(ledger.caused.get(each.id, ())) < set(each.facts):
            yield Finding("NO_CONSEQUENCE", ledger.name, f"{each.id}: not all of {each.facts} are there")
    for department, digest in expected.rejected:
        if not ledgers[department].rejected[digest]:
            yield Finding("NO_TRACE", department, f"what has the SHA-256 {digest} left no trace")
