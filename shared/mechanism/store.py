"""The tables of one department, in SQLite or PostgreSQL; the same rows and the same bytes in both.

``stored_events``   the library's own table: one row a fact, ``state`` is the fact's JSON document, verbatim
``journal``         one line a row, in order: the dense position, and what people search by. It is an index:
                    every column can be computed again from ``stored_events``. ``leaf`` is the SHA-256 of the
                    row's content, taken when the row was written
``tracking``        the library's own: how far each sender's facts were taken, how far relay and views have come
``view_rows``       the views
``set_aside``       messages in quarantine, and what became of them
``duplicates``      messages that came again, and how often; under no message's name: all together

One number orders everything. The recorder's own ids are neither dense nor stable (a refused insert leaves a hole in
PostgreSQL, a deleted last row gives its id to the next one in SQLite), so the one writer that a ledger has assigns
them here, inside the transaction: an event's notification id is its line's position. So the two tables are joined by
a number that only grows, a record is found by the event table's primary key alone, and what the journal said of it
twice (id and version) is gone: who takes an event away leaves a line that names it by message and subject, who alters
one leaves a line whose ``leaf`` does not fit.

A new row costs the same in a ledger of any size, because it goes to the end of every index but one, that primary
key: three numbers and one random id. What people search by is summed up where PostgreSQL can do so, a Bloom filter
for each column of each thirty-two pages, made when the pages are full (``SEARCH``); a question reads the filters and
then a few pages, and asks for that with ``search``. SQLite has no such filters, and keeps an index for each.

A second writer waits at the journal's first position, before it holds anything else, and then fails: positions are
written before events, events before cursors. So no table is locked. Whoever slips an event in under the next number
stops the ledger, rather than have a fact written around it; the audit names the row.

``POSTGRES_ENABLE_DB_FUNCTIONS`` stays off for ever: that path takes no table lock, and a follower that saw
row 2 before row 1 was committed would lose row 1.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, TypeVar, cast
from uuid import UUID

import orjson
from eventsourcing.persistence import (
    DataError,
    IntegrityError,
    PersistenceError,
    ProcessRecorder,
    StoredEvent,
    Tracking,
)
from eventsourcing.postgres import PostgresFactory, PostgresProcessRecorder
from eventsourcing.sqlite import SQLiteDatastore, SQLiteProcessRecorder
from eventsourcing.utils import Environment

from shared.mechanism.silence import listening

_memory = count()
T = TypeVar("T")

TABLES = (
    "CREATE TABLE IF NOT EXISTS journal (position {position} PRIMARY KEY, sequence BIGINT, topic TEXT NOT NULL,"
    " time TEXT NOT NULL, message TEXT NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL, case_id TEXT NOT NULL,"
    " correlation TEXT NOT NULL, causation TEXT NOT NULL, agency TEXT NOT NULL, actor TEXT NOT NULL,"
    " law TEXT NOT NULL, leaf {bytes} NOT NULL){swept}",
    # Without the receipts, which bear no number: they would all stand behind the last one, and in the next one's way.
    "CREATE UNIQUE INDEX IF NOT EXISTS journal_sequence ON journal (sequence) WHERE sequence IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS journal_refused ON journal (topic, position)"
    " WHERE topic IN ('CommandRefused','MessageRejected')",
    "CREATE TABLE IF NOT EXISTS view_rows (view TEXT NOT NULL, key TEXT NOT NULL, content TEXT NOT NULL,"
    " PRIMARY KEY (view, key))",
    "CREATE TABLE IF NOT EXISTS set_aside (receipt TEXT PRIMARY KEY, position BIGINT NOT NULL, sender TEXT NOT NULL,"
    " message TEXT NOT NULL, type TEXT NOT NULL, held TEXT NOT NULL, cause TEXT NOT NULL, state TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS duplicates (message TEXT PRIMARY KEY, times BIGINT NOT NULL, last TEXT NOT NULL)",
)
# In SQLite only an INTEGER is the row's own number, and needs no index beside the table.
IN_SQLITE = {"position": "INTEGER", "bytes": "BLOB", "swept": ""}
# The sweep sums new pages up for SEARCH. By default it would wait until a fifth of the journal is new.
IN_POSTGRES = {
    "position": "BIGINT",
    "bytes": "BYTEA",
    "swept": " WITH (autovacuum_vacuum_insert_threshold=5000, autovacuum_vacuum_insert_scale_factor=0.01)",
}

SEARCHED = ("case_id", "correlation", "message", "subject")
"""The journal's columns in which everybody's own key stands; ``search`` finds it."""
_SEARCH_IN_SQLITE = [f"CREATE INDEX IF NOT EXISTS journal_{each} ON journal ({each})" for each in SEARCHED]
# Four filters must fit one page of the index: 1 KB each, for the 800 lines that 32 pages of the journal hold at most.
_BLOOM = "text_bloom_ops (n_distinct_per_range=800, false_positive_rate=0.01)"
SEARCH = (
    "CREATE INDEX IF NOT EXISTS journal_search ON journal USING brin"
    f" ({', '.join(f'{each} {_BLOOM}' for each in SEARCHED)}) WITH (pages_per_range=32)"
)


@dataclass(slots=True)  # not frozen: several are made for each message, and a frozen one takes three times as long
class Row:
    """One row to be written: a fact or a receipt, with what the journal says of it. Nobody changes it."""

    record_id: UUID
    version: int
    topic: str
    body: bytes
    time: str
    message: str
    """The id by which others know it: the fact's own id, or for a receipt the id of the received message."""
    type: str
    subject: str = ""
    sequence: int | None = None
    case: str = ""
    correlation: str = ""
    causation: str = ""
    agency: str = ""
    actor: str = ""
    law: str = ""

    def leaf(self) -> bytes:
        return leaf(self.record_id, self.version, self.topic, self.body)


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it was stored, with its dense position."""

    position: int
    record_id: UUID
    """``NOBODY`` where the row is gone, or its id is none."""
    version: int
    topic: str
    body: bytes
    sequence: int | None
    time: str
    leaf: bytes
    type: str = ""
    """The journal's word for what was received; a fact's own name otherwise."""

    @property
    def intact(self) -> bool:
        """Is the row, as the event table holds it, what it was when it was written?"""
        return leaf(self.record_id, self.version, self.topic, self.body) == self.leaf

    def row(self) -> Row:
        """The row itself; what people search by stands in the journal and in the body."""
        return Row(
            self.record_id, self.version, self.topic, self.body, self.time, "", self.topic, sequence=self.sequence
        )


@dataclass(frozen=True, slots=True)
class SetAside:
    """One message in quarantine. ``held``: what waits behind it (its case, else its subject)."""

    receipt: str
    position: int
    sender: str
    message: str
    type: str
    held: str
    cause: str
    state: str


PATIENT = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
"""How long a connection to PostgreSQL waits for a server that is silent: seconds, and at last milliseconds."""
ANSWER_SECONDS = "3"
"""How long whoever asks waits for a connection before the store counts as silent."""
RECONNECT_SECONDS = 4.0
"""The pool's own pauses between attempts double for as long; after that the next question begins them anew."""

# In binary: as text a body would be written and read as hexadecimal digits.
_COPY_EVENTS = (
    "COPY stored_events (notification_id, originator_id, originator_version, topic, state) FROM STDIN (FORMAT BINARY)"
)
_EVENT_TYPES = ("int8", "uuid", "int8", "text", "bytea")
_COPY_LINES = "COPY journal FROM STDIN (FORMAT BINARY)"
_LINE_TYPES = ("int8", "int8", *["text"] * 11, "bytea")

NOBODY = UUID(int=0)
ALL = ""
"""The message under which ``duplicates`` counts all together: a dashboard need not add them up."""

# The rows as one JSON document, which is parsed once: cheaper than a parameter for each value, and than an array for
# each column. Bodies, which are no text to PostgreSQL, go beside it. The names are short because each row repeats them.
_GIVEN = (
    "given AS MATERIALIZED (SELECT * FROM json_to_recordset(%s::json) AS given(p bigint, s bigint, o text, t text,"
    " m text, y text, u text, e text, r text, x text, a text, w text, l text, f text, i uuid, v bigint))"
)
_LINES = (
    "lines AS (INSERT INTO journal SELECT p, s, o, t, m, y, u, e, r, x, a, w, l, decode(f, 'hex') FROM given"
    " RETURNING 1)"
)
_EVENTS = (
    "events AS (INSERT INTO stored_events (notification_id, originator_id, originator_version, topic, state)"
    " SELECT p, i, v, o, body FROM given JOIN unnest(%b::bytea[]) WITH ORDINALITY AS bodies(body, number)"
    " ON number = p - %s::bigint + 1)"
)

FEW = 100
"""Up to so many rows one statement costs less than COPY, which is begun and ended for each table."""


def _made_once(make: Callable[[], T]) -> T:
    """Two replicas that begin together both find no table and both make it: the later one looks once more."""
    try:
        return make()
    except PersistenceError:
        return make()


def _marks(columns: int, rows: int) -> str:
    return ",".join([f"({','.join(['%s'] * columns)})"] * rows)


def _marks_of(types: Sequence[str], rows: int) -> str:
    """Marks for values that stand in no table yet, and so must name their types."""
    return ",".join([f"({','.join(f'%s::{each}' for each in types)})"] * rows)


def _given(position: int, row: Row) -> dict[str, Any]:
    """A row as ``_GIVEN`` reads it; the body goes beside it."""
    return {
        "p": position, "s": row.sequence, "o": row.topic, "t": row.time, "m": row.message, "y": row.type,
        "u": row.subject, "e": row.case, "r": row.correlation, "x": row.causation, "a": row.agency, "w": row.actor,
        "l": row.law, "f": row.leaf().hex(), "i": row.record_id, "v": row.version,
    }  # fmt: skip


def _portions(ids: list[UUID]) -> Iterator[list[UUID]]:
    """As many ids as both databases take in one statement."""
    for start in range(0, len(ids), 500):
        yield ids[start : start + 500]


def _id(found: Any) -> UUID:
    """A record's id, as the event table holds it."""
    if isinstance(found, UUID):
        return found
    try:
        return UUID(found)
    except (TypeError, ValueError):
        return NOBODY  # of a row that is not there, or that somebody has damaged


def leaf(record_id: UUID | str, version: int, topic: str, body: bytes) -> bytes:
    """SHA-256 over what the row holds: identity, name and the hash of its bytes; never the recorder's own id."""
    digest = hashlib.sha256(body).hexdigest()
    return hashlib.sha256(f"phoihop/row/v1\n{record_id} {version}\n{topic}\n{digest}\n".encode()).digest()


class _Stack(deque[T]):
    """Where a pool keeps connections: the one that was used last is next.

    The library hands them out in turn, so each server process prepares every statement for itself, and does each time
    what it has not done for a while. Those that the others need are still there when two ask at once.
    """

    append = deque.appendleft


class Store:
    """One department's tables. ``writes`` open one transaction; reads see only what was committed."""

    def __init__(self, recorder: ProcessRecorder) -> None:
        self.recorder: Any = recorder
        self.datastore: Any = cast(Any, recorder).datastore
        self.is_postgres = isinstance(recorder, PostgresProcessRecorder)
        self._tracking = "notification_tracking" if self.is_postgres else "tracking"
        self.number = "notification_id" if self.is_postgres else "rowid"
        """What the event table calls the position."""
        self.state = "e.state" if self.is_postgres else "CAST(e.state AS BLOB) AS state"
        """An event's bytes, in SQLite whatever an UPDATE by hand has made of them."""
        self._counted = 0, 0, 0
        """Up to which position what was refused and rejected has been counted, and how often each was."""

    # Opening ------------------------------------------------------------------------------------------

    @classmethod
    def sqlite(cls, path: Path | None = None) -> Store:
        """A store in a file, or in memory for stories."""
        if path is None:
            name = f"file:phoihop-{next(_memory)}?mode=memory&cache=shared"
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            name = str(path)
        recorder = SQLiteProcessRecorder(SQLiteDatastore(db_name=name, lock_timeout=30))
        recorder.create_table()
        store = cls(recorder)
        store._create_tables()
        return store

    @classmethod
    def postgres(cls, *, host: str, port: int, dbname: str, user: str, password: str) -> Store:
        """A store in a PostgreSQL database that belongs to this department's role alone."""
        where = {"host": host, "port": port, "dbname": dbname, "user": user, "password": password}
        settings = {
            "PERSISTENCE_MODULE": "eventsourcing.postgres",
            "POSTGRES_HOST": host,
            "POSTGRES_PORT": str(port),
            "POSTGRES_DBNAME": dbname,
            "POSTGRES_USER": user,
            "POSTGRES_PASSWORD": password,
            "POSTGRES_POOL_SIZE": "2",
            "POSTGRES_MAX_OVERFLOW": "6",
            "POSTGRES_CONNECT_TIMEOUT": ANSWER_SECONDS,
        }
        factory = PostgresFactory(Environment("", settings))
        pool: Any = factory.datastore.pool  # not open yet: its first connections are made like all others
        pool.connection_class = listening(where)
        pool.kwargs = {**pool.kwargs, **PATIENT}
        pool.reconnect_timeout = RECONNECT_SECONDS
        pool._pool = _Stack(pool._pool)
        recorder = _made_once(factory.process_recorder)
        store = cls(recorder)
        _made_once(store._create_tables)
        return store

    def _create_tables(self) -> None:
        with self.transaction() as run:
            for statement in TABLES:
                run(statement.format(**(IN_POSTGRES if self.is_postgres else IN_SQLITE)))
            for statement in [SEARCH] if self.is_postgres else _SEARCH_IN_SQLITE:
                run(statement)

    def close(self) -> None:
        self.datastore.close()

    # Running SQL --------------------------------------------------------------------------------------

    @contextmanager
    def transaction(self, *, commit: bool = True) -> Iterator[Any]:
        """One transaction; gives a function ``run(sql, parameters) -> rows`` with ``?`` for each parameter."""
        with self.datastore.transaction(commit=commit) as cursor:

            def run(sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
                cursor.execute(sql.replace("?", "%s") if self.is_postgres else sql, tuple(parameters))
                wants_rows = sql.lstrip()[:6].upper() == "SELECT"
                return list(cursor.fetchall()) if wants_rows else []

            run.cursor = cursor  # type: ignore[attr-defined]
            yield run

    def select(self, sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """Read what is committed. On PostgreSQL one statement is one round trip: no transaction is opened for it."""
        if self.is_postgres:
            with self.datastore.get_connection() as connection, connection.cursor() as cursor:
                # Binary: a body comes as its bytes, not as twice as many hexadecimal digits.
                cursor.execute(sql.replace("?", "%s"), tuple(parameters), binary=True)
                return list(cursor.fetchall())
        with self.transaction(commit=False) as run:
            rows: list[Any] = run(sql, parameters)
            return rows

    def search(self, sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """Ask by what people search by: in PostgreSQL by the filters, for one value of one of their columns."""
        with self.transaction(commit=False) as run:
            if self.is_postgres:
                # A key that may stand anywhere lets the planner expect it everywhere, and read the whole journal.
                run("SET LOCAL enable_seqscan = off")
            rows: list[Any] = run(sql, parameters)
            return rows

    # Writing ------------------------------------------------------------------------------------------

    def append(
        self,
        first: int,
        rows: Sequence[Row],
        *,
        taken: Mapping[str, int] | None = None,
        set_aside: Sequence[SetAside] = (),
        changed: Sequence[SetAside] = (),
        duplicates: Mapping[str, int] | None = None,
        time: str = "",
    ) -> None:
        """Write rows from position ``first`` on, and all that belongs to them, in ONE transaction.

        ``taken`` maps a sender to the last of its sequence numbers that was dealt with.
        Raises the library's IntegrityError when another writer was faster; then nothing was written.
        """
        taken = taken or {}
        if self.is_postgres and 0 < len(rows) <= FEW and not (set_aside or changed or duplicates):
            self._append_few(first, rows, taken)
            return
        with self.transaction() as run:
            if rows:
                self._write_rows(run, first, rows)
            if taken:
                self._take(run, taken)
            self._run_many(
                run,
                "INSERT INTO set_aside VALUES (?,?,?,?,?,?,?,?)",
                [tuple(getattr(each, name) for name in SetAside.__dataclass_fields__) for each in set_aside],
            )
            self._run_many(  # after the new ones: what came may have been released at once
                run,
                "UPDATE set_aside SET state=?, cause=? WHERE receipt=?",
                [(each.state, each.cause, each.receipt) for each in changed],
            )
            if duplicates:
                self._run_many(
                    run,
                    "INSERT INTO duplicates VALUES (?,?,?) ON CONFLICT (message) DO UPDATE"
                    " SET times=duplicates.times+excluded.times, last=excluded.last",
                    [(name, times, time) for name, times in (*duplicates.items(), (ALL, sum(duplicates.values())))],
                )

    def _run_many(self, run: Any, sql: str, several: Sequence[tuple[Any, ...]]) -> None:
        if several:
            run.cursor.executemany(sql.replace("?", "%s") if self.is_postgres else sql, several)

    def _append_few(self, first: int, rows: Sequence[Row], taken: Mapping[str, int]) -> None:
        """Rows in one statement, which is a transaction by itself: one question instead of eight."""
        given = orjson.dumps([_given(position, row) for position, row in enumerate(rows, first)]).decode()
        parts = [_GIVEN, _LINES, _EVENTS]
        # What nobody looks at, as here the events, is written after all that somebody does.
        told = "SELECT COUNT(*) FROM lines"
        if taken:
            moving = self._moving(_marks_of(("text", "int8"), len(taken)), f"WHERE ({told}) > 0")
            parts.append(f"moved AS ({moving} RETURNING 1)")
            # A position that another writer has moved fails the whole statement, by a division by zero.
            told = f"SELECT 1 / (COUNT(*) = {len(taken)})::int FROM moved"
        cursors = [value for pair in taken.items() for value in pair]
        parameters = (given, [row.body for row in rows], first, *cursors)
        try:
            with self.datastore.get_connection() as connection:
                connection.execute(f"WITH {', '.join(parts)} {told}", parameters)
        except DataError as fault:
            raise IntegrityError(str(fault)) if "division by zero" in str(fault) else fault from None

    def _take(self, run: Any, taken: Mapping[str, int]) -> None:
        """Move cursors forward, all or none: one that does not move was moved by another writer."""
        if not self.is_postgres:
            for name, number in taken.items():
                self.recorder._insert_tracking(run.cursor, Tracking(name, number))
            return
        run(self._moving(_marks_of(("text", "int8"), len(taken))), [value for pair in taken.items() for value in pair])
        if run.cursor.rowcount != len(taken):
            raise IntegrityError(f"not all of {', '.join(taken)} could be moved forward")

    def _moving(self, marks: str, where: str = "") -> str:
        return (
            f"INSERT INTO {self._tracking} SELECT * FROM (VALUES {marks}) AS cursors {where}"
            " ON CONFLICT (application_name) DO UPDATE SET notification_id=excluded.notification_id"
            f" WHERE {self._tracking}.notification_id < excluded.notification_id"
        )

    @staticmethod
    def _lines_of(first: int, rows: Sequence[Row]) -> list[tuple[Any, ...]]:
        """The journal's lines of these rows."""
        return [
            (
                position, row.sequence, row.topic, row.time, row.message, row.type, row.subject, row.case,
                row.correlation, row.causation, row.agency, row.actor, row.law, row.leaf(),
            )
            for position, row in enumerate(rows, first)
        ]  # fmt: skip

    def _events_of(self, first: int, rows: Sequence[Row]) -> list[tuple[Any, ...]]:
        """The event table's rows of these."""
        return [
            (position, self.key(row.record_id), row.version, row.topic, row.body)
            for position, row in enumerate(rows, first)
        ]

    def key(self, record_id: UUID) -> Any:
        """A record's id as the event table holds it."""
        return record_id if self.is_postgres else record_id.hex

    def _write_rows(self, run: Any, first: int, rows: Sequence[Row]) -> None:
        """Lines into the journal, facts and receipts into the library's table."""
        lines, events = self._lines_of(first, rows), self._events_of(first, rows)
        if not self.is_postgres:
            run.cursor.executemany(f"INSERT INTO journal VALUES ({','.join('?' * len(lines[0]))})", lines)
            run.cursor.executemany(
                "INSERT INTO stored_events (rowid, originator_id, originator_version, topic, state) VALUES (?,?,?,?,?)",
                events,
            )
            return
        # COPY is several times faster than the library's own insert.
        for sql, types, several in ((_COPY_LINES, _LINE_TYPES, lines), (_COPY_EVENTS, _EVENT_TYPES, events)):
            with run.cursor.copy(sql) as copy:
                copy.set_types(types)
                for each in several:
                    copy.write_row(each)

    def move(self, name: str, number: int) -> None:
        """Move a follower's cursor forward; never back. ``forget`` is how a follower starts again."""
        with self.transaction() as run:
            self.set_cursor(run, name, number)

    def set_cursor(self, run: Any, name: str, number: int) -> None:
        run(
            f"INSERT INTO {self._tracking} (application_name, notification_id) VALUES (?,?)"
            f" ON CONFLICT (application_name) DO UPDATE SET notification_id=excluded.notification_id"
            f" WHERE {self._tracking}.notification_id < excluded.notification_id",
            (name, number),
        )

    def forget(self, name: str) -> None:
        with self.transaction() as run:
            run(f"DELETE FROM {self._tracking} WHERE application_name=?", (name,))

    # Reading ------------------------------------------------------------------------------------------

    def last(self) -> tuple[int, int, str]:
        """The last position, the last public sequence number, and the time of the last row ('' when empty)."""
        (row,) = self.select(
            # Each by its index: a start must not read the whole journal. Times never go back (ledger.stamp).
            "SELECT (SELECT COALESCE(MAX(position),0) FROM journal) AS position,"
            " (SELECT COALESCE(MAX(sequence),0) FROM journal WHERE sequence IS NOT NULL) AS sequence,"
            " COALESCE((SELECT time FROM journal ORDER BY position DESC LIMIT 1),'') AS time"
        )
        return int(row["position"]), int(row["sequence"]), str(row["time"])

    def cursors(self) -> dict[str, int]:
        """How far everyone has come, by name."""
        rows = self.select(f"SELECT application_name, notification_id FROM {self._tracking}")
        return {
            str(row["application_name"]): int(row["notification_id"])
            for row in rows
            if not str(row["application_name"]).startswith("__")
        }

    def cursor(self, name: str) -> int:
        return self.cursors().get(name, 0)

    def events(self, record_id: UUID) -> list[StoredEvent]:
        return self.events_of([record_id])[record_id]

    def events_of(self, record_ids: Sequence[UUID]) -> dict[UUID, list[StoredEvent]]:
        """All events of several records, each record's in their order, in one question; empty for what is not there."""
        found: dict[UUID, list[StoredEvent]] = {record_id: [] for record_id in record_ids}
        for some in _portions(list(found)):
            chosen, parameters = self.among([self.key(each) for each in some])
            for row in self.select(
                f"SELECT originator_id, originator_version, topic, {self.state} FROM stored_events e"
                f" WHERE originator_id {chosen} ORDER BY originator_id, originator_version",
                parameters,
            ):
                record_id = _id(row["originator_id"])
                event = StoredEvent(record_id, row["originator_version"], row["topic"], bytes(row["state"]))
                found[record_id].append(event)
        return found

    def case_of(self, record_id: UUID) -> str:
        rows = self.select(
            f"SELECT j.case_id FROM stored_events e JOIN journal j ON j.position=e.{self.number}"
            " WHERE e.originator_id=? ORDER BY e.originator_version LIMIT 1",
            (self.key(record_id),),
        )
        return str(rows[0]["case_id"]) if rows else ""

    def among(self, values: Sequence[Any]) -> tuple[str, Sequence[Any]]:
        """A condition, and its parameters; PostgreSQL prepares one statement for any number of values."""
        return ("= ANY(?)", [list(values)]) if self.is_postgres else (f"IN ({','.join('?' * len(values))})", values)

    def line(self, record_id: UUID, version: int = 1) -> Line | None:
        lines = self._lines(
            f"stored_events e JOIN journal j ON j.position=e.{self.number}"
            " WHERE e.originator_id=? AND e.originator_version=?",
            (self.key(record_id), version),
        )
        return lines[0] if lines else None

    def lines(self, after: int, limit: int) -> list[Line]:
        """Rows in the ledger's order, after a position. A row that lost its body comes with an empty one."""
        return self._lines(
            # Said of both tables: a planner that merges them would begin with the first event of all.
            f"journal j LEFT JOIN stored_events e ON e.{self.number}=j.position AND e.{self.number} > ?"
            " WHERE j.position > ? ORDER BY j.position LIMIT ?",
            (after, after, limit),
        )

    def public_lines(self, after: int, limit: int) -> list[Line]:
        """Public facts in the order they are sent, after a sequence number."""
        return self._lines(
            # Limited before they are joined: one that counted on all of them would call parallel workers.
            "(SELECT * FROM journal WHERE sequence > ? ORDER BY sequence LIMIT ?) AS j LEFT JOIN stored_events e"
            f" ON e.{self.number}=j.position ORDER BY j.sequence",
            (after, limit),
        )

    def _lines(self, source: str, parameters: Sequence[Any]) -> list[Line]:
        rows = self.select(
            "SELECT j.position, j.topic, j.type, j.sequence, j.time, j.leaf, e.originator_id, e.originator_version,"
            f" {self.state}, e.topic AS stored_topic FROM {source}",
            parameters,
        )
        return [
            Line(
                position=row["position"],
                record_id=_id(row["originator_id"]),
                version=row["originator_version"] or 0,
                topic=row["stored_topic"] or row["topic"],
                body=bytes(row["state"] or b""),
                sequence=row["sequence"],
                time=row["time"],
                leaf=bytes(row["leaf"]),
                type=row["type"],
            )
            for row in rows
        ]

    def unlisted(self) -> int:
        """Rows that stand in the event table without a line in the journal: slipped in behind the ledger's back."""
        (row,) = self.select("SELECT (SELECT COUNT(*) FROM stored_events) - (SELECT COUNT(*) FROM journal) AS surplus")
        return int(row["surplus"])

    def quarantined(self, *, state: str = "open") -> list[SetAside]:
        rows = self.select("SELECT * FROM set_aside WHERE state=? ORDER BY position", (state,))
        return [SetAside(**{name: row[name] for name in SetAside.__dataclass_fields__}) for row in rows]

    def counts(self) -> dict[str, int]:
        """Figures for the dashboards: refused, rejected, duplicates; only what is new is counted."""
        until, refused, rejected = self._counted
        for row in self.select(
            "SELECT topic, COUNT(*) AS times, MAX(position) AS position FROM journal"
            " WHERE topic IN ('CommandRefused','MessageRejected') AND position > ? GROUP BY topic",
            (until,),
        ):
            if row["topic"] == "CommandRefused":
                refused += int(row["times"])
            else:
                rejected += int(row["times"])
            until = max(until, int(row["position"]))
        self._counted = until, refused, rejected
        again = self.select("SELECT times FROM duplicates WHERE message=?", (ALL,))
        duplicates = int(again[0]["times"]) if again else 0
        return {"refused": refused, "rejected": rejected, "duplicates": duplicates}

    # View rows ----------------------------------------------------------------------------------------

    def view_row(self, view: str, key: str) -> dict[str, Any] | None:
        rows = self.select("SELECT content FROM view_rows WHERE view=? AND key=?", (view, key))
        return json.loads(rows[0]["content"]) if rows else None

    def view_content(self, view: str) -> dict[str, dict[str, Any]]:
        rows = self.select("SELECT key, content FROM view_rows WHERE view=? ORDER BY key", (view,))
        return {str(row["key"]): json.loads(row["content"]) for row in rows}

    def view_keys(self, view: str) -> list[str]:
        return [str(row["key"]) for row in self.select("SELECT key FROM view_rows WHERE view=? ORDER BY key", (view,))]

    def save_view(
        self, view: str, changed: Mapping[str, Mapping[str, Any] | None], position: int | None, after: int | None = None
    ) -> None:
        """Rows and position in one transaction; a row that is None is removed. No position: they follow nothing.

        ``after``: the position from which they were folded. Raises the library's IntegrityError when the stored one
        is another by now: then another replica has saved the view, and these rows may be older than what stands.
        """
        with self.transaction() as run:
            if position is not None and after is None:
                self.set_cursor(run, f"view:{view}", position)
            elif position is not None:
                self._move_from(run, f"view:{view}", after or 0, position)
            for key, content in changed.items():
                if content is None:
                    run("DELETE FROM view_rows WHERE view=? AND key=?", (view, key))
            self._run_many(
                run,
                "INSERT INTO view_rows VALUES (?,?,?) ON CONFLICT (view, key) DO UPDATE SET content=excluded.content",
                [
                    (view, key, json.dumps(content, ensure_ascii=False, sort_keys=True))
                    for key, content in changed.items()
                    if content is not None
                ],
            )

    def _move_from(self, run: Any, name: str, before: int, number: int) -> None:
        """Move a cursor that stands where it is thought to stand; else IntegrityError."""
        if before:
            moved = f"UPDATE {self._tracking} SET notification_id=? WHERE application_name=? AND notification_id=?"
            run(moved, (number, name, before))
        else:
            made = f"INSERT INTO {self._tracking} (application_name, notification_id) VALUES (?,?)"
            run(f"{made} ON CONFLICT (application_name) DO NOTHING", (name, number))
        if (run.cursor if self.is_postgres else run.cursor.sqlite_cursor).rowcount != 1:
            raise IntegrityError(f"{name} does not stand at {before} any more")

    def drop_view(self, view: str) -> None:
        with self.transaction() as run:
            run("DELETE FROM view_rows WHERE view=?", (view,))
            run(f"DELETE FROM {self._tracking} WHERE application_name=?", (f"view:{view}",))
