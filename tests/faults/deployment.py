"""The real deployment: a private RabbitMQ and PostgreSQL, one process per service, a wire from each to both servers.

A service that ends is started again at once, as a supervisor would. One department's tables stand on a disk of a few
megabytes: a tmpfs when root runs this; else that disk is a quota (RLIMIT_FSIZE) on its database sessions.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any, TypeVar
from urllib.parse import urlsplit

import psycopg

from deploy.local import ports
from deploy.local.servers import Surroundings, forget_all, start_all
from services import DEPARTMENTS, PLACES
from shared.mechanism.clock import FileClock
from shared.mechanism.settings import Settings
from tests.faults.proxy import LOOPBACK, Wire, Wires

ROOT = Path(__file__).parents[2]
OWNER = "phoihop_owner"
ON_THE_SMALL_DISK = "kh_cn"
SMALL_DISK_MB = 96
QUOTA = 8_192
LOOK_SECONDS = 0.1
END_SECONDS = 30
T = TypeVar("T")


class TooLate(Exception):
    """What should have happened by now has not; the sentence says what."""


def wait_until(condition: Callable[[], T], what: str, seconds: float = 120.0, every: float = 0.05) -> T:
    """What the condition gives, once it gives something. Raises TooLate."""
    deadline = monotonic() + seconds
    while not (found := condition()):
        if monotonic() > deadline:
            raise TooLate(f"not within {seconds:.0f} s: {what}")
        sleep(every)
    return found


class Deployment:
    """Servers, wires and services. Use as a context manager."""

    def __init__(self, folder: Path, say: Callable[[str], None] = lambda words: None) -> None:
        self.folder = folder
        self.logs = folder / "logs"
        self.clock = FileClock(folder / "clock")
        self.deaths: dict[str, int] = {}
        """How often a service ended by itself, not killed by us."""
        self._say = say
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._killed: set[int] = set()
        self._held: set[str] = set()
        self._lock = threading.RLock()
        self._ending = threading.Event()
        self._keepers = ThreadPoolExecutor(2, thread_name_prefix="keeper")
        self.small_disk: Path | None = None

    def __enter__(self) -> Deployment:
        self.folder.mkdir(parents=True, exist_ok=True)
        for each in (self.folder, self.folder.parent):
            each.chmod(each.stat().st_mode | 0o755)  # the servers run under accounts of their own
        self.logs.mkdir(exist_ok=True)
        try:
            self.surroundings: Surroundings = start_all(self.folder / "servers", say=self._say)
            self._make_the_disk_small()
            self._wires = Wires().__enter__()
            self._lay()
            self._say("the services")
            self._supervisor = threading.Thread(target=self._supervise, name="supervisor", daemon=True)
            self._supervisor.start()
            self.wait_for_queues()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *reason: object) -> None:
        self._ending.set()
        if hasattr(self, "_supervisor"):
            self._supervisor.join()
        self._stop_services()
        if hasattr(self, "_wires"):
            self._wires.__exit__()
        if hasattr(self, "surroundings"):
            self.surroundings.broker.kill()
            self.surroundings.database.kill()
        if hasattr(self, "_port"):
            for first in (self._port, self._twins_port):
                ports.release(range(first, first + len(PLACES)))
        if self.small_disk is not None:
            subprocess.run(["umount", self.small_disk], check=False)
        self._keepers.shutdown()
        forget_all(self.folder / "servers")

    # Surroundings -----------------------------------------------------------------------------------------

    def _lay(self) -> None:
        """A wire from each service to the broker, and one to the database."""
        broker, database = self.surroundings.broker.ports["amqp"], self.surroundings.database.ports["postgres"]
        self.bus = {name: self._wires.lay(broker) for name in PLACES}
        self.store = {name: self._wires.lay(database) for name in PLACES}
        self._port, self._twins_port = ports.row(len(PLACES)), ports.row(len(PLACES))
        self.settings = Settings.from_environment(self.environment())

    def environment(self, name: str = "", *, port: int | None = None) -> dict[str, str]:
        """What a service is told, its wires among it; without a name: what everybody else is told, who needs none."""
        told = {key: value for key, value in os.environ.items() if not key.startswith("PHOIHOP_")}
        told |= self.surroundings.environment() | {
            "PHOIHOP_CLOCK": str(self.folder / "clock"),
            "PHOIHOP_DATA": str(self.folder / "data"),
            "PHOIHOP_BACKUPS": str(self.folder / "backups"),
            "PORT": str(self._port if port is None else port),
        }
        if name:
            for key, wires in (("PHOIHOP_BUS", self.bus), ("PHOIHOP_STORE", self.store)):
                there = urlsplit(told[key].replace("{", "").replace("}", "")).port
                told[key] = told[key].replace(f"@{LOOPBACK}:{there}/", f"@{LOOPBACK}:{wires[name].port}/")
        return told

    def connect(self, department: str) -> psycopg.Connection[Any]:
        """The database of a department for somebody who is none of the services. Raises psycopg.OperationalError."""
        url = self.surroundings.database.url(OWNER, department)
        return psycopg.connect(url, autocommit=True, connect_timeout=5, application_name="campaign")

    def keep(self, work: Callable[[], None]) -> None:
        """Stop or start a server, in a thread that lives as long as this: a server ends with who started it."""
        self._keepers.submit(work).result()

    def cut(self, wire: Wire) -> int:
        return self._wires.cut(wire)

    def stall(self, wire: Wire, stalled: bool) -> None:
        self._wires.stall(wire, stalled)

    def wait_for_queues(self) -> None:
        """Every service has its queues, and the broker would still know them after a kill."""
        keeps = self.surroundings.broker.keeps
        for name in PLACES:
            for queue in ("facts", "commands"):
                wait_until(lambda name=name, queue=queue: keeps(f"{name}.{queue}"), f"{name} has its queues")  # type: ignore[misc]

    # The small disk ---------------------------------------------------------------------------------------

    def _make_the_disk_small(self) -> None:
        if os.geteuid() != 0:
            return
        place = self.surroundings.database.disk / "small-disk"  # where the server's account gets
        place.mkdir()
        size = f"size={SMALL_DISK_MB}m,mode=0700"
        if subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", place], capture_output=True).returncode:
            return
        self.small_disk = place
        inside = place / "tables"
        inside.mkdir()
        self.surroundings.database.account.give(place, inside)
        with self.connect("postgres") as connection:
            connection.execute(f"CREATE TABLESPACE small LOCATION '{inside}'")  # type: ignore[call-overload]
            connection.execute(f"ALTER DATABASE {ON_THE_SMALL_DISK} SET TABLESPACE small")  # type: ignore[call-overload]

    @contextmanager
    def full_disk(self) -> Iterator[None]:
        """While this lasts, no table of one department can grow."""
        if self.small_disk is None:
            with self._quota():
                yield
            return
        ballast = self.small_disk / "ballast"
        try:
            with suppress(OSError), ballast.open("wb", buffering=0) as file:
                while True:
                    file.write(bytes(65_536))
            yield
        finally:
            ballast.unlink(missing_ok=True)

    @contextmanager
    def _quota(self) -> Iterator[None]:
        """Where nothing may be mounted: no file grows beyond a few pages by what these sessions write."""
        with self.connect(ON_THE_SMALL_DISK) as connection:
            sql = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            sessions = [pid for (pid,) in connection.execute(sql)]
        self._limit(sessions, f"{QUOTA}:unlimited")
        try:
            yield
        finally:
            self._limit(sessions, "unlimited:unlimited")

    def _limit(self, sessions: list[int], size: str) -> None:
        account = self.surroundings.database.account
        for pid in sessions:
            subprocess.run(
                ["prlimit", "--pid", str(pid), f"--fsize={size}"],
                user=account.uid if account.name else None,
                group=account.gid if account.name else None,
                extra_groups=[] if account.name else None,
                capture_output=True,
                check=False,  # a session may have ended
            )

    # Services ---------------------------------------------------------------------------------------------

    def release(self, name: str) -> None:
        """It may run again: the supervisor starts it."""
        with self._lock:
            self._held.discard(name)

    def _launch(self, name: str, environment: dict[str, str]) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-m", "services", name]
        if setpriv := shutil.which("setpriv"):
            words = [setpriv, "--pdeathsig", "TERM", *words]
        with (self.logs / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                words, env=environment, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def twin(self, name: str) -> subprocess.Popen[bytes]:
        """A second process of a service; whoever starts it ends it."""
        return self._launch(name, self.environment(name, port=self._twins_port))

    def kill(self, name: str, *, hold: bool = False) -> None:
        """SIGKILL; it is started again, unless it is to be held until ``release``."""
        with self._lock:
            process = self._processes[name]
            if hold:
                self._held.add(name)
            self._killed.add(process.pid)
            process.send_signal(signal.SIGCONT)
            process.kill()
            process.wait(30)

    def end(self, name: str) -> None:
        """SIGTERM, and SIGKILL to whom that does not end in time; it is started again."""
        with self._lock:
            process = self._processes[name]
            self._killed.add(process.pid)
            process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(END_SECONDS)
        process.kill()

    def signal(self, name: str, number: signal.Signals) -> None:
        with self._lock:
            self._processes[name].send_signal(number)

    def pid(self, name: str) -> int:
        return self._processes[name].pid

    def running(self, name: str) -> bool:
        return self._processes[name].poll() is None

    def _supervise(self) -> None:
        while not self._ending.wait(LOOK_SECONDS):
            with self._lock:
                for name in PLACES:
                    process = self._processes.get(name)
                    if name in self._held or (process is not None and process.poll() is None):
                        continue
                    if process is not None and process.pid not in self._killed:
                        self.deaths[name] = self.deaths.get(name, 0) + 1
                    self._processes[name] = self._launch(name, self.environment(name))

    def _stop_services(self) -> None:
        for process in self._processes.values():
            with suppress(OSError):
                process.send_signal(signal.SIGCONT)
                process.kill()
        for process in self._processes.values():
            process.wait(30)

    def end_services(self) -> dict[str, int]:
        """Ask all to finish (SIGTERM) and wait; the code of each."""
        self._ending.set()
        self._supervisor.join()
        for process in self._processes.values():
            process.send_signal(signal.SIGTERM)
        return {name: process.wait(60) for name, process in self._processes.items()}


__all__ = ["DEPARTMENTS", "Deployment", "TooLate", "wait_until"]
