"""A ledger's copy: one SQLite file, whatever store the ledger stands in, with the same rows and the same bytes.

Taken in one read of one state while the department works on: SQLite by its own online backup, PostgreSQL by COPY in
one repeatable-read transaction. So a copy can be read, checked and tried out with no server at hand, and put back
into either store.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from shared.mechanism.store import Store

PAGES = 256
"""Pages of SQLite's that are copied between two moves of the progress bar."""
ROWS = 1_000
TABLES: dict[str, tuple[str, ...]] = {
    "stored_events": ("notification_id", "originator_id", "originator_version", "topic", "state"),
    "journal": (
        "position", "sequence", "topic", "time", "message", "type", "subject", "case_id", "correlation", "causation",
        "agency", "actor", "law", "leaf",
    ),
    "tracking": ("application_name", "notification_id"),
    "view_rows": ("view", "key", "content"),
    "set_aside": ("receipt", "position", "sender", "message", "type", "held", "cause", "state"),
    "duplicates": ("message", "times", "last"),
}  # fmt: skip
IN_ORDER = {"journal": " ORDER BY position", "stored_events": " ORDER BY notification_id"}
CURSORS = "substr(application_name,1,2) <> '__'"
"""The library notes its migrations among the cursors; each store has its own."""

Done = Callable[[int], None]


def copy_out(store: Store, path: Path, done: Done = lambda rows: None) -> None:
    """Write the ledger's state of this moment into a new file."""
    if store.is_postgres:
        _from_postgres(store, path, done)
    else:
        _from_sqlite(store, path, done)
    # One file and no companions: what is hashed is all there is.
    with closing(sqlite3.connect(path)) as copy:
        copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    os.chmod(path, 0o600)


def copy_in(path: Path, store: Store, done: Done = lambda rows: None) -> None:
    """Put a copy in the place of all that a PostgreSQL ledger holds, in one transaction."""
    assert store.is_postgres, "a SQLite ledger is put back by putting its file into place"
    url = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(url, uri=True)) as copy, store.transaction() as run:
        for table, columns in TABLES.items():
            there = store._tracking if table == "tracking" else table
            run(f"DELETE FROM {there}{f' WHERE {CURSORS}' if table == 'tracking' else ''}")
            with run.cursor.copy(f"COPY {there} ({', '.join(columns)}) FROM STDIN") as into:
                for row in copy.execute(_select(table)):
                    into.write_row(tuple(row))
                    done(1)


def rows_of(store: Store) -> int:
    """How many rows a copy will have to carry."""
    counts = ", ".join(
        f"(SELECT COUNT(*) FROM {store._tracking if table == 'tracking' else table}) AS {table}" for table in TABLES
    )
    (row,) = store.select(f"SELECT {counts}")
    return sum(int(row[table]) for table in TABLES)


def digest(path: Path, done: Done = lambda size: None) -> str:
    """The file's SHA-256."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            found.update(part)
            done(len(part))
    return found.hexdigest()


def _from_sqlite(store: Store, path: Path, done: Done) -> None:
    total = rows_of(store)
    told = 0

    def moved(status: int, remaining: int, pages: int) -> None:
        nonlocal told
        now = total * (pages - remaining) // max(1, pages)
        done(now - told)
        told = now

    with store.transaction(commit=False) as run, closing(sqlite3.connect(path)) as copy:
        # A read that stays open: writers go on, and what they write does not make the copy begin again.
        run("SELECT COUNT(*) FROM journal")
        run.cursor.sqlite_cursor.connection.backup(copy, pages=PAGES, progress=moved)


def _from_postgres(store: Store, path: Path, done: Done) -> None:
    made = Store.sqlite(path)  # the tables, as this program makes them
    made.close()
    with closing(sqlite3.connect(path)) as copy, store.transaction(commit=False) as run:
        run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        with copy:
            for table, columns in TABLES.items():
                marks = ",".join("?" * len(columns))
                names = ", ".join(_in_sqlite(name) if table == "stored_events" else name for name in columns)
                copy.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", _read(run, store, table, done))


def _read(run: Any, store: Store, table: str, done: Done) -> Iterator[tuple[Any, ...]]:
    columns = TABLES[table]
    named = ", ".join("replace(originator_id::text,'-','')" if _library_id(table, name) else name for name in columns)
    where = f" WHERE {CURSORS}" if table == "tracking" else ""
    source = store._tracking if table == "tracking" else table
    with run.cursor.copy(f"COPY (SELECT {named} FROM {source}{where}{IN_ORDER.get(table, '')}) TO STDOUT") as out:
        out.set_types([_type(name, table) for name in columns])
        for row in out.rows():
            done(1)
            yield row


def _library_id(table: str, column: str) -> bool:
    return table == "stored_events" and column == "originator_id"


_NUMBERS = {"originator_version", "position", "sequence", "notification_id", "times"}


def _type(column: str, table: str) -> str:
    return "int8" if column in _NUMBERS else "bytea" if column in {"state", "leaf"} and table != "set_aside" else "text"


def _select(table: str) -> str:
    if table == "stored_events":
        # Whatever an UPDATE by hand has made of a body, PostgreSQL takes bytes.
        columns = [_in_sqlite(name) if name != "state" else "CAST(state AS BLOB)" for name in TABLES[table]]
        return f"SELECT {', '.join(columns)} FROM stored_events ORDER BY rowid"
    where = f" WHERE {CURSORS}" if table == "tracking" else ""
    return f"SELECT {', '.join(TABLES[table])} FROM {table}{where}{IN_ORDER.get(table, '')}"


def _in_sqlite(column: str) -> str:
    """The library leaves the events' number to SQLite, which has a name of its own for it."""
    return "rowid" if column == "notification_id" else column
