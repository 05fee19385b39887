"""Which of several replicas takes: a lock that lies where the ledger lies, and falls open with its holder.

In PostgreSQL it is an advisory lock of one session, whose end, however it comes, gives it back: a process that is
killed loses its connection at once, and one that stands still, or that nobody can reach, is silent for longer than
the server lets an idle session live. Beside SQLite it is a file's lock, which the kernel gives back at the end of
the process; one that merely stands still keeps it.

No lock makes a writer safe: whoever was stopped after he had looked goes on writing. What keeps a ledger whole is its
own order (``store``: one position, one row). The lock only sees to it that one replica works and the others wait.
"""

from __future__ import annotations

import fcntl
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Protocol

import psycopg
from eventlet import Timeout

KEY = 1669
"""Every department has a database of its own, and this lock is the only one in it."""
LEASE_SECONDS = 5
"""How long the holder may be silent."""
ANSWER_SECONDS = 3.0
END_WRITERS = (
    "SELECT pg_terminate_backend(pid) FROM (SELECT DISTINCT pid FROM pg_locks WHERE locktype='relation'"
    " AND mode IN ('RowExclusiveLock','ExclusiveLock') AND pid <> pg_backend_pid()"
    " AND database=(SELECT oid FROM pg_database WHERE datname=current_database())) AS writers"
)
"""Whoever is in the midst of writing when somebody else is elected was deposed. A process that stands still in the
midst would hold its transaction open, and everybody up, for as long as it stands."""


class Unsure(Exception):
    """Nobody can say now who has the lock."""


class Lock(Protocol):
    """One lock of one replica."""

    acquired: int
    """How often it was got; a number that has grown says that somebody else may have had it in between."""

    def take(self) -> bool:
        """Have it, if nobody else has; whoever has it asks again, and is told whether he still does. Raises Unsure."""

    def release(self) -> None:
        """Give it back, if it is ours."""


class FileLock:
    """A file's lock, for a ledger in SQLite."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None
        self.acquired = 0

    def take(self) -> bool:
        if self._file is not None:
            return True
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = self._path.open("ab")
        except OSError as failure:
            raise Unsure(str(failure)) from None
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            return False
        self._file = file
        self.acquired += 1
        return True

    def release(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            file.close()


class SessionLock:
    """A session's lock in a department's own database, on a connection that does nothing else."""

    def __init__(self, where: Mapping[str, Any]) -> None:
        self._where = dict(where)
        self._connection: psycopg.Connection[Any] | None = None
        self._held = False
        self.acquired = 0

    def take(self) -> bool:
        known = self._connection is not None
        try:
            return self._ask()
        except (psycopg.Error, OSError) as failure:
            self.release()
            if not known:
                raise Unsure(str(failure)) from None
        try:
            return self._ask()  # that session is over; a new one shows who has it now
        except (psycopg.Error, OSError) as failure:
            self.release()
            raise Unsure(str(failure)) from None

    def _ask(self) -> bool:
        with Timeout(ANSWER_SECONDS, TimeoutError("the database does not answer")):
            if self._connection is None:
                self._connection = psycopg.connect(**self._where, autocommit=True)
                self._connection.execute(f"SET idle_session_timeout = '{LEASE_SECONDS}s'")
            if self._held:
                self._connection.execute("SELECT 1")
                return True
            row = self._connection.execute("SELECT pg_try_advisory_lock(%s)", (KEY,)).fetchone()
            self._held = bool(row and row[0])
            if self._held:
                self._connection.execute(END_WRITERS)
                self.acquired += 1
            return self._held

    def release(self) -> None:
        connection, self._connection, self._held = self._connection, None, False
        if connection is not None:
            connection.close()
