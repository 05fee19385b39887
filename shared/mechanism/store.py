"""The tables of one department, in SQLite or PostgreSQL; the same rows and the same bytes in both.

``stored_events``   the library's own table: one row a fact, ``state`` is the fact's JSON document, verbatim
``journal``         one line a row, in order: the dense position, and what people search by. It is an index:
                    every column can be computed again from ``stored_events``. ``leaf`` is the SHA-256 of the
                    row's content, taken when the row was written
``tracking``        the library's own: how far each sender's facts were taken, how far relay and views have come
``view_rows``       the views
``set_aside``       messages in quarantine, and what became of them
``duplicates``      messages that came again, and how often

The recorder's ids are neither dense nor stable (a refused insert leaves a hole in PostgreSQL, a deleted last
row gives its id to the next one in SQLite), so positions and public sequence numbers are assigned here, inside
the transaction, by the one writer that a ledger has; a second writer would collide on the primary key.

``POSTGRES_ENABLE_DB_FUNCTIONS`` stays off for ever: that path takes no table lock, and a follower that saw
row 2 before row 1 was committed would lose row 1.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, TypeVar, cast
from uuid import UUID

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
    "CREATE TABLE IF NOT EXISTS journal (position BIGINT PRIMARY KEY, originator_id TEXT NOT NULL,"
    " originator_version BIGINT NOT NULL, topic TEXT NOT NULL, sequence BIGINT UNIQUE, time TEXT NOT NULL,"
    " message TEXT NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL, case_id TEXT NOT NULL,"
    " correlation TEXT NOT NULL, causation TEXT NOT NULL, agency TEXT NOT NULL, actor TEXT NOT NULL,"
    " law TEXT NOT NULL, leaf {bytes} NOT NULL)",
    "CREATE INDEX IF NOT EXISTS journal_case ON journal (case_id, position)",
    "CREATE INDEX IF NOT EXISTS journal_correlation ON journal (correlation, position)",
    "CREATE INDEX IF NOT EXISTS journal_message ON journal (message)",
    "CREATE INDEX IF NOT EXISTS journal_subject ON journal (subject, position)",
    "CREATE INDEX IF NOT EXISTS journal_refused ON journal (topic) WHERE topic IN ('CommandRefused','MessageRejected')",
    "CREATE UNIQUE INDEX IF NOT EXISTS journal_row ON journal (originator_id, originator_version)",
    "CREATE TABLE IF NOT EXISTS view_rows (view TEXT NOT NULL, key TEXT NOT NULL, content TEXT NOT NULL,"
    " PRIMARY KEY (view, key))",
    "CREATE TABLE IF NOT EXISTS set_aside (receipt TEXT PRIMARY KEY, position BIGINT NOT NULL, sender TEXT NOT NULL,"
    " message TEXT NOT NULL, type TEXT NOT NULL, held TEXT NOT NULL, cause TEXT NOT NULL, state TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS duplicates (message TEXT PRIMARY KEY, times BIGINT NOT NULL, last TEXT NOT NULL)",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row to be written: a fact or a receipt, with what the journal says of it."""

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
        """Is the row what it was when it was written?"""
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
_COPY_EVENTS = "COPY stored_events (originator_id, originator_version, topic, state) FROM STDIN (FORMAT BINARY)"
_EVENT_TYPES = ("uuid", "int8", "text", "bytea")
_COPY_LINES = "COPY journal FROM STDIN (FORMAT BINARY)"
_LINE_TYPES = ("int8", "text", "int8", "text", "int8", *["text"] * 10, "bytea")

FEW = 8
"""Up to so many rows one statement is faster than COPY."""


def _made_once(make: Callable[[], T]) -> T:
    """Two replicas that begin together both find no table and both make it: the later one looks once more."""
    try:
        return make()
    except PersistenceError:
        return make()


def _marks(columns: int, rows: int) -> str:
    return ",".join([f"({','.join(['%s'] * columns)})"] * rows)


def _portions(ids: list[UUID]) -> Iterator[list[UUID]]:
    """As many ids as both databases take in one statement."""
    for start in range(0, len(ids), 500):
        yield ids[start : start + 500]


def leaf(record_id: UUID | str, version: int, topic: str, body: bytes) -> bytes:
    """SHA-256 over what the row holds: identity, name and the hash of its bytes; never the recorder's own id."""
    digest = hashlib.sha256(body).hexdigest()
    return hashlib.sha256(f"phoihop/row/v1\n{record_id} {version}\n{topic}\n{digest}\n".encode()).digest()


class Store:
    """One department's tables. ``writes`` open one transaction; reads see only what was committed."""

    def __init__(self, recorder: ProcessRecorder) -> None:
        self.recorder: Any = recorder
        self.datastore: Any = cast(Any, recorder).datastore
        self.is_postgres = isinstance(recorder, PostgresProcessRecorder)
        self._tracking = "notification_tracking" if self.is_postgres else "tracking"

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
        recorder = _made_once(factory.process_recorder)
        store = cls(recorder)
        _made_once(store._create_tables)
        return store

    def _create_tables(self) -> None:
        with self.transaction() as run:
            for statement in TABLES:
                run(statement.format(bytes="BYTEA" if self.is_postgres else "BLOB"))

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
        if self.is_postgres and 0 < len(rows) <= FEW and not (set_aside or changed or duplicates):
            self._append_few(first, rows, taken or {})
            return
        with self.transaction() as run:
            if rows:
                self._write_rows(run, first, rows)
            for name, number in (taken or {}).items():
                self.recorder._insert_tracking(run.cursor, Tracking(name, number))
            for each in set_aside:
                run(
                    "INSERT INTO set_aside VALUES (?,?,?,?,?,?,?,?)",
                    (
                        each.receipt,
                        each.position,
                        each.sender,
                        each.message,
                        each.type,
                        each.held,
                        each.cause,
                        each.state,
                    ),
                )
            for each in changed:  # after the new ones: what came may have been released at once
                run("UPDATE set_aside SET state=?, cause=? WHERE receipt=?", (each.state, each.cause, each.receipt))
            for message, times in (duplicates or {}).items():
                run(
                    "INSERT INTO duplicates VALUES (?,?,?) ON CONFLICT (message) DO UPDATE"
                    " SET times=duplicates.times+excluded.times, last=excluded.last",
                    (message, times, time),
                )

    def _append_few(self, first: int, rows: Sequence[Row], taken: Mapping[str, int]) -> None:
        """Few rows in one statement, which is a transaction by itself: one question instead of eight.

        The library's lock is not needed: a second writer waits at the journal's first position, and then fails.
        """
        events = [value for row in rows for value in (row.record_id, row.version, row.topic, row.body)]
        lines = [value for line in self._lines_of(first, rows) for value in line]
        parts = [
            "events AS (INSERT INTO stored_events (originator_id, originator_version, topic, state)"
            f" VALUES {_marks(4, len(rows))})",
            f"lines AS (INSERT INTO journal VALUES {_marks(len(lines) // len(rows), len(rows))})",
        ]
        moved = "SELECT 1"
        if taken:
            parts.append(
                f"moved AS (INSERT INTO {self._tracking} VALUES {_marks(2, len(taken))} ON CONFLICT (application_name)"
                " DO UPDATE SET notification_id=excluded.notification_id"
                f" WHERE {self._tracking}.notification_id < excluded.notification_id RETURNING 1)"
            )
            # A position that another writer has moved fails the whole statement, by a division by zero.
            moved = f"SELECT 1 / (COUNT(*) = {len(taken)})::int FROM moved"
        cursors = [value for pair in taken.items() for value in pair]
        try:
            with self.datastore.get_connection() as connection:
                connection.execute(f"WITH {', '.join(parts)} {moved}", (*events, *lines, *cursors))
        except DataError as fault:
            raise IntegrityError(str(fault)) if "division by zero" in str(fault) else fault from None

    @staticmethod
    def _lines_of(first: int, rows: Sequence[Row]) -> list[tuple[Any, ...]]:
        """The journal's lines of these rows."""
        return [
            (
                position, str(row.record_id), row.version, row.topic, row.sequence, row.time, row.message, row.type,
                row.subject, row.case, row.correlation, row.causation, row.agency, row.actor, row.law, row.leaf(),
            )
            for position, row in enumerate(rows, first)
        ]  # fmt: skip

    def _write_rows(self, run: Any, first: int, rows: Sequence[Row]) -> None:
        """Facts and receipts into the library's table, their lines into the journal."""
        lines = self._lines_of(first, rows)
        if not self.is_postgres:
            self.recorder._insert_events(
                run.cursor, [StoredEvent(row.record_id, row.version, row.topic, row.body) for row in rows]
            )
            run.cursor.executemany(f"INSERT INTO journal VALUES ({','.join('?' * len(lines[0]))})", lines)
            return
        # COPY is several times faster than the library's own insert; its table and its lock are kept.
        self.recorder._lock_table(run.cursor)
        with run.cursor.copy(_COPY_EVENTS) as copy:
            copy.set_types(_EVENT_TYPES)
            for row in rows:
                copy.write_row((row.record_id, row.version, row.topic, row.body))
        with run.cursor.copy(_COPY_LINES) as copy:
            copy.set_types(_LINE_TYPES)
            for line in lines:
                copy.write_row(line)

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
            " (SELECT COALESCE(MAX(sequence),0) FROM journal) AS sequence,"
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
        return list(self.recorder.select_events(record_id))

    def events_of(self, record_ids: Sequence[UUID]) -> dict[UUID, list[StoredEvent]]:
        """All events of several records, each record's in their order, in one question; empty for what is not there."""
        found: dict[UUID, list[StoredEvent]] = {record_id: [] for record_id in record_ids}
        for some in _portions(list(found)):
            chosen, parameters = self._among(some if self.is_postgres else [each.hex for each in some])
            for row in self.select(
                "SELECT originator_id, originator_version, topic, state FROM stored_events"
                f" WHERE originator_id {chosen} ORDER BY originator_id, originator_version",
                parameters,
            ):
                record_id = row["originator_id"]
                record_id = record_id if isinstance(record_id, UUID) else UUID(record_id)
                event = StoredEvent(record_id, row["originator_version"], row["topic"], bytes(row["state"]))
                found[record_id].append(event)
        return found

    def case_of(self, record_id: UUID) -> str:
        rows = self.select(
            "SELECT case_id FROM journal WHERE originator_id=? ORDER BY originator_version LIMIT 1",
            (str(record_id),),
        )
        return str(rows[0]["case_id"]) if rows else ""

    def first_lines(self, record_ids: Sequence[UUID]) -> dict[UUID, Line]:
        """The first row of each of several records or receipts, in one question; those that are there."""
        found: dict[UUID, Line] = {}
        for some in _portions(list(dict.fromkeys(record_ids))):
            chosen, parameters = self._among([str(each) for each in some])
            where = f"j.originator_id {chosen} AND j.originator_version=1"
            found.update((line.record_id, line) for line in self._lines(where, parameters, len(some)))
        return found

    def _among(self, values: Sequence[Any]) -> tuple[str, Sequence[Any]]:
        """A condition, and its parameters; PostgreSQL prepares one statement for any number of values."""
        return ("= ANY(?)", [list(values)]) if self.is_postgres else (f"IN ({','.join('?' * len(values))})", values)

    def line(self, record_id: UUID, version: int = 1) -> Line | None:
        lines = self._lines("j.originator_id=? AND j.originator_version=?", (str(record_id), version), 1)
        return lines[0] if lines else None

    def lines(self, after: int, limit: int) -> list[Line]:
        """Rows in the ledger's order, after a position. A row that lost its body comes with an empty one."""
        return self._lines("j.position > ?", (after,), limit)

    def public_lines(self, after: int, limit: int) -> list[Line]:
        """Public facts in the order they are sent, after a sequence number."""
        return self._lines("j.sequence > ?", (after,), limit, order="j.sequence")

    def _lines(self, where: str, parameters: Sequence[Any], limit: int, order: str = "j.position") -> list[Line]:
        key = "j.originator_id" if self.is_postgres else "REPLACE(j.originator_id,'-','')"
        rows = self.select(
            "SELECT j.position, j.originator_id, j.originator_version, j.topic, j.type, j.sequence, j.time, j.leaf,"
            f" {'e.state' if self.is_postgres else 'CAST(e.state AS BLOB) AS state'}, e.topic AS stored_topic"
            f" FROM journal j LEFT JOIN stored_events e ON e.originator_id={key}{'::uuid' if self.is_postgres else ''}"
            f" AND e.originator_version=j.originator_version WHERE {where} ORDER BY {order} LIMIT ?",
            (*parameters, limit),
        )
        return [
            Line(
                position=row["position"],
                record_id=UUID(row["originator_id"]),
                version=row["originator_version"],
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
        """Figures for the dashboards: refused, rejected, duplicates."""
        topics = {
            str(row["topic"]): int(row["times"])
            for row in self.select(
                "SELECT topic, COUNT(*) AS times FROM journal WHERE topic IN ('CommandRefused','MessageRejected')"
                " GROUP BY topic"
            )
        }
        (again,) = self.select("SELECT COALESCE(SUM(times),0) AS times FROM duplicates")
        return {
            "refused": topics.get("CommandRefused", 0),
            "rejected": topics.get("MessageRejected", 0),
            "duplicates": int(again["times"]),
        }

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
            sql = "INSERT INTO view_rows VALUES (?,?,?) ON CONFLICT (view, key) DO UPDATE SET content=excluded.content"
            kept = [
                (view, key, json.dumps(content, ensure_ascii=False, sort_keys=True))
                for key, content in changed.items()
                if content is not None
            ]
            if kept:
                run.cursor.executemany(sql.replace("?", "%s") if self.is_postgres else sql, kept)

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
