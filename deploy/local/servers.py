"""The surroundings of the real deployment, started privately: a broker and a database server together.

``with start_all("data/local") as surroundings: os.environ.update(surroundings.environment())``
"""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from deploy.local.broker import Broker
from deploy.local.database import Database
from deploy.local.failure import LocalFailure
from deploy.local.process import Process
from deploy.local.server import Server
from deploy.passwords import write_private

__all__ = ["Broker", "Database", "LocalFailure", "Surroundings", "forget_all", "start_all", "stop_all"]


@dataclass(frozen=True)
class Surroundings:
    """A broker and a database server that belong together."""

    folder: Path
    broker: Broker
    database: Database

    @property
    def broker_url_template(self) -> str:
        """``{service}`` and ``{password}`` are left open."""
        return self.broker.url_template

    @property
    def store_url_template(self) -> str:
        """``{service}`` and ``{password}`` are left open."""
        return self.database.url_template

    @property
    def broker_passwords(self) -> Path:
        return self.broker.passwords_file

    @property
    def store_passwords(self) -> Path:
        return self.database.passwords_file

    def environment(self) -> dict[str, str]:
        """The variables by which a service finds both."""
        return {
            "PHOIHOP_BUS": self.broker_url_template,
            "PHOIHOP_BUS_PASSWORDS": str(self.broker_passwords),
            "PHOIHOP_STORE": self.store_url_template,
            "PHOIHOP_STORE_PASSWORDS": str(self.store_passwords),
        }

    def stop(self) -> None:
        """Both stop; what they hold stays in the folder."""
        self.broker.close()
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def start_all(
    folder: Path | str, *, outlive: bool = False, say: Callable[[str], None] = lambda words: None
) -> Surroundings:
    """Both servers of that folder, ready. ``say`` is told what is going on. Raises LocalFailure.

    Call it in the thread that lives longest: the servers end with it, unless they are to ``outlive`` it.
    """
    folder = Path(folder).resolve()
    if _starter(folder) and _found(folder):
        raise LocalFailure(f"The servers of {folder} already run; make down-local stops them.")
    me = Process.of(os.getpid())
    assert me is not None
    write_private(folder / "up.json", json.dumps({"pid": me.pid, "started": me.started}))
    say("PostgreSQL")
    database = Database.start(folder / "database", outlive=outlive)
    try:
        say("RabbitMQ")
        broker = Broker.start(folder / "broker", outlive=outlive)
    except BaseException:
        database.close()
        raise
    return Surroundings(folder, broker, database)


def _starter(folder: Path) -> Process | None:
    """The program that called ``start_all`` for that folder, if it is another one and still there."""
    note = folder / "up.json"
    if not note.exists():
        return None
    known = json.loads(note.read_text(encoding="utf-8"))
    process = Process(known["pid"], known["started"])
    return process if process.alive and process.pid != os.getpid() else None


def _found(folder: Path) -> list[Server]:
    servers = (Broker.found(folder / "broker"), Database.found(folder / "database"))
    return [server for server in servers if server is not None]


def stop_all(folder: Path | str) -> list[str]:
    """Stops whatever runs in that folder, whoever started it; the names of the servers stopped.

    The program that started them is asked first (SIGTERM), so that its services end in good order.
    """
    folder = Path(folder).resolve()
    starter = _starter(folder)
    servers = _found(folder)
    if starter is not None and servers:
        starter.end(signal.SIGTERM, seconds=60)
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda server: server.close(), servers))
    return [server.title for server in servers]


def forget_all(folder: Path | str) -> None:
    """Stops the servers of that folder and removes everything that they hold, wherever it lies."""
    folder = Path(folder).resolve()
    stop_all(folder)
    for server in (Broker(folder / "broker"), Database(folder / "database")):
        server.forget()
    shutil.rmtree(folder, ignore_errors=True)
