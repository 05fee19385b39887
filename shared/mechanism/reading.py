"""Reading ledgers from outside their services: what is there, while they may be running; nothing is made or changed.

A ledger that is not there is said to be missing; opening one never makes it. Rows are read page by page and no
transaction stays open between two pages, so a service that writes meanwhile is not held up, and no ledger is
too long. What stands below a ledger's height never changes again, so a reading that stops there is consistent.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from uuid import UUID

from eventsourcing.persistence import PersistenceError
from eventsourcing.postgres import PostgresFactory
from eventsourcing.sqlite import SQLiteDatastore, SQLiteProcessRecorder
from eventsourcing.utils import Environment

from shared.mechanism.settings import Settings
from shared.mechanism.store import Store
from shared.mechanism.taking import Takers
from shared.mechanism.view import View

PAGE = 500
IDS_AT_ONCE = 200
"""Ids in one question: SQLite takes some thousands of parameters, PostgreSQL more."""


class NoLedger(Exception):
    """There is no ledger of that department here, or it cannot be read; the sentence says which and why."""


class ReadingStore(Store):
    """A store that is only read: every transaction sees one state of the ledger, and none is ever committed."""

    @contextmanager
    def transaction(self, *, commit: bool = True) -> Iterator[Any]:
        with super().transaction(commit=False) as run:
            if self.is_postgres:
                run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield run


@dataclass(frozen=True)
class Book:
    """One department's ledger as an auditor takes it from the shelf.

    ``takers`` and ``views`` are what the department's own code makes of it: needed to fold, not to read.
    """

    department: str
    store: Store
    takers: Takers | None = None
    views: Sequence[type[View]] = ()
    keeps_everything: bool = False


def open_book(settings: Settings, department: str, service: Any = None) -> Book:
    """The ledger of one department, for reading. Raises NoLedger.

    With the department's service class the book can be folded as well.
    """
    store = _sqlite(settings, department) if settings.store == "sqlite" else _postgres(settings, department)
    try:
        store.last()
    except (PersistenceError, sqlite3.Error) as failure:  # a file that is no database fails outside the library
        store.close()
        raise NoLedger(f"Không đọc được sổ của {department}: {failure}".strip()) from None
    if service is None:
        return Book(department, store)
    return Book(department, store, Takers(service.procedures), tuple(service.views), service.keeps_everything)


def _sqlite(settings: Settings, department: str) -> ReadingStore:
    path = settings.data / f"{department}.db"
    if not path.is_file():
        raise NoLedger(f"Chưa có sổ của {department}: không thấy tệp {path}.")
    name = f"file:{quote(str(path.absolute()))}?mode=ro"
    return ReadingStore(SQLiteProcessRecorder(SQLiteDatastore(db_name=name, lock_timeout=30)))


def _postgres(settings: Settings, department: str) -> ReadingStore:
    url = urlsplit(settings.store_url(department))
    environment = {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_HOST": url.hostname or "127.0.0.1",
        "POSTGRES_PORT": str(url.port or 5432),
        "POSTGRES_DBNAME": url.path.lstrip("/"),
        "POSTGRES_USER": unquote(url.username or department),
        "POSTGRES_PASSWORD": unquote(url.password or ""),
        "POSTGRES_CONNECT_TIMEOUT": "5",
        "POSTGRES_POOL_SIZE": "1",
        "POSTGRES_MAX_OVERFLOW": "1",
        "CREATE_TABLE": "no",
    }
    return ReadingStore(PostgresFactory(Environment("", environment)).process_recorder())


@dataclass(frozen=True, slots=True)
class Kept:
    """One line of the journal, and the stored row that it speaks of. ``body`` None: that row is not there.

    ``record_id`` and ``version`` are the row's own words; without it they are empty, and 0.
    """

    position: int
    record_id: str
    version: int
    topic: str
    sequence: int | None
    time: str
    message: str
    type: str
    subject: str
    case: str
    correlation: str
    causation: str
    agency: str
    actor: str
    law: str
    leaf: bytes
    body: bytes | None
    stored_topic: str
    stored_as: str
    """What the store holds the body as: ``blob``; in SQLite an UPDATE by hand can turn it into ``text``."""


def kept(
    store: Store, where: str = "", parameters: Sequence[Any] = (), *, after: int = 0, until: int | None = None
) -> Iterator[Kept]:
    """Journal lines with their rows, in the ledger's order, after a position and up to another; streamed.

    ``where`` is SQL over the journal ``j``, with ``?`` for each parameter. All lines are looked at: what people search
    by is found with ``positions``.
    """
    last = store.last()[0] if until is None else until
    n = store.number
    sql = (  # said of both tables, or a planner that merges them begins with the first event of all
        f"{_rows(store)} AND e.{n} > ? AND e.{n} <= ? WHERE j.position > ? AND j.position <= ?"
        f"{f' AND ({where})' if where else ''} ORDER BY j.position LIMIT ?"
    )
    while rows := store.select(sql, (after, last, after, last, *parameters, PAGE)):
        yield from map(_kept, rows)
        after = int(rows[-1]["position"])


def positions(store: Store, where: str, parameters: Sequence[Any] = ()) -> set[int]:
    """Where lines stand that are searched for by one of the columns ``SEARCHED``; ``where`` as in ``kept``."""
    found = store.search(f"SELECT j.position FROM journal j WHERE {where}", parameters)
    return {int(row["position"]) for row in found}


def positions_of(store: Store, record_id: str) -> set[int]:
    """Where the rows of a record or receipt stand."""
    rows = store.select(
        f"SELECT {store.number} AS position FROM stored_events WHERE originator_id=?", (store.key(UUID(record_id)),)
    )
    return {int(row["position"]) for row in rows}


def kept_at(store: Store, places: Iterable[int], where: str = "", parameters: Sequence[Any] = ()) -> Iterator[Kept]:
    """The lines at these positions with their rows, in the ledger's order; of them those that fit; streamed."""
    order = sorted(places)
    for start in range(0, len(order), PAGE):
        some = order[start : start + PAGE]
        chosen, marked = store.among(some)
        sql = f"{_rows(store)} WHERE j.position {chosen}{f' AND ({where})' if where else ''}"
        yield from map(_kept, store.select(f"{sql} ORDER BY j.position", (*marked, *parameters)))


def _rows(store: Store) -> str:
    how = "'blob'" if store.is_postgres else "typeof(e.state)"
    return (
        f"SELECT j.*, {store.state}, {how} AS stored_as, e.originator_id, e.originator_version,"
        f" e.topic AS stored_topic FROM journal j LEFT JOIN stored_events e ON e.{store.number}=j.position"
    )


def _kept(row: Any) -> Kept:
    return Kept(
        position=int(row["position"]),
        record_id=dashed(str(row["originator_id"] or "")),
        version=int(row["originator_version"] or 0),
        topic=str(row["topic"]),
        sequence=row["sequence"],
        time=str(row["time"]),
        message=str(row["message"]),
        type=str(row["type"]),
        subject=str(row["subject"]),
        case=str(row["case_id"]),
        correlation=str(row["correlation"]),
        causation=str(row["causation"]),
        agency=str(row["agency"]),
        actor=str(row["actor"]),
        law=str(row["law"]),
        leaf=bytes(row["leaf"]),
        body=None if row["state"] is None else bytes(row["state"]),
        stored_topic=str(row["stored_topic"] or ""),
        stored_as=str(row["stored_as"]),
    )


def by_message(store: Store, ids: Iterable[str]) -> list[Any]:
    """Journal lines (without their rows) by the id that others know them by; for a few of them."""
    return [row for each in ids for row in store.search(f"{_LINE} WHERE message=? ORDER BY position", (each,))]


def by_sequence(store: Store, numbers: Iterable[int]) -> list[Any]:
    """Journal lines (without their rows) of public facts by their numbers."""
    return list(_in(store, f"{_LINE} WHERE sequence", "ORDER BY position", list(numbers)))


def by_record(store: Store, ids: Iterable[str]) -> list[Any]:
    """Journal lines of records or receipts by their ids, with id and version as ``record`` and ``version``."""
    wanted = [store.key(UUID(each)) for each in ids if _is_id(each)]
    found = _in(
        store,
        "SELECT e.originator_id, e.originator_version AS version, j.position, j.topic, j.subject, j.time"
        " FROM stored_events e"
        f" JOIN journal j ON j.position=e.{store.number} WHERE e.originator_id",
        "ORDER BY j.position",
        wanted,
    )
    return [{**dict(row), "record": dashed(str(row["originator_id"]))} for row in found]


_LINE = "SELECT position, topic, type, message, subject, sequence, time, correlation FROM journal"


def bodies(store: Store, fact_ids: Iterable[str]) -> dict[str, bytes]:
    """Stored bytes of facts by id (``<record>/<version>``), whatever the journal says; without those not there."""
    found: dict[str, bytes] = {}
    wanted = [each.rpartition("/")[::2] for each in fact_ids]
    pairs = [(record, int(version)) for record, version in wanted if _is_id(record) and version.isdecimal()]
    state = "state" if store.is_postgres else "CAST(state AS BLOB) AS state"
    mark = "(?::uuid,?::bigint)" if store.is_postgres else "(?,?)"
    for start in range(0, len(pairs), IDS_AT_ONCE):
        some = pairs[start : start + IDS_AT_ONCE]
        rows = store.select(
            f"SELECT originator_id, originator_version, {state} FROM stored_events"
            f" WHERE (originator_id, originator_version) IN (VALUES {','.join([mark] * len(some))})",
            [
                part
                for record, version in some
                for part in (record if store.is_postgres else record.replace("-", ""), version)
            ],
        )
        for row in rows:
            found[f"{dashed(str(row['originator_id']))}/{row['originator_version']}"] = bytes(row["state"] or b"")
    return found


def _in(store: Store, sql: str, order: str, ids: Sequence[Any]) -> Iterator[Any]:
    for start in range(0, len(ids), IDS_AT_ONCE):
        some = ids[start : start + IDS_AT_ONCE]
        chosen, marked = store.among(some)
        yield from store.select(f"{sql} {chosen} {order}", marked)


def dashed(record_id: str) -> str:
    """A record's id as everybody writes it; SQLite's own table holds it without dashes."""
    plain = record_id.replace("-", "")
    if not _is_id(plain):
        return record_id  # somebody has damaged it: it is told as it stands
    return "-".join((plain[:8], plain[8:12], plain[12:16], plain[16:20], plain[20:]))


def _is_id(text: str) -> bool:
    plain = text.replace("-", "")
    return len(plain) == 32 and all(digit in "0123456789abcdef" for digit in plain)
