"""What all yardsticks have in common: two processes, commands to the first, a question to the second's store."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from time import monotonic, sleep
from typing import Any, ClassVar

import psycopg

from tests.bench.servers import Servers

ROOT = Path(__file__).parents[2]
TEXT = "Kính gửi Sở Nội vụ: báo cáo kết quả thực hiện nhiệm vụ cải cách hành chính quý III (dữ liệu mẫu). " * 2


class Lost(AssertionError):
    """The receiver does not hold exactly the sender's facts."""


class Yardstick(ABC):
    """One way of doing the work. ``key`` names it on the command line, ``title`` in the table."""

    key: ClassVar[str]
    title: ClassVar[str]
    note: ClassVar[str] = ""
    roles: ClassVar[tuple[str, ...]] = ("sender", "receiver")

    slow: ClassVar[int] = 1
    """So many times fewer facts make a run of the same length."""
    _numbers: ClassVar[Iterator[int]] = count(1)

    def __init__(self, servers: Servers) -> None:
        self.servers = servers
        self.processes: dict[str, subprocess.Popen[str]] = {}

    # What each of them does in its own way --------------------------------------------------------------

    @abstractmethod
    def prepare(self) -> None:
        """Databases, queues: before the processes start."""

    @abstractmethod
    def told(self, role: str) -> dict[str, Any]:
        """What the process of that role must know."""

    @abstractmethod
    def send(self, numbers: Sequence[str]) -> None:
        """Hand so many commands over; they are durable, or their facts are, when this returns."""

    @abstractmethod
    def stored(self) -> int:
        """How many of the sender's facts the receiver holds, each with its consequence."""

    @abstractmethod
    def compare(self) -> tuple[Sequence[Any], Sequence[Any]]:
        """All facts of the sender, and all that the receiver holds of them, in comparable form."""

    def offering(self, numbers: Sequence[str]) -> Callable[[int, int], None]:
        """Makes these commands; gives what hands some of them over when they are due, and waits for nothing.

        Whoever waited for the confirms of some would hand the next ones over late and together, and measure himself.
        """
        raise NotImplementedError(f"{self.title} is not asked for commands at a rate")

    def settle(self) -> None:  # noqa: B027 - most have nothing to do
        """Nothing is under way: what is stored now need not be counted again."""

    # What is the same for all ---------------------------------------------------------------------------

    def start(self) -> None:
        self.prepare()
        for role in self.roles:
            self.processes[role] = self._spawn(role)
        for process in self.processes.values():
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line.strip() == "ready", f"{self.title} did not start: {line!r}"

    def command_line(self, role: str) -> list[str]:
        return [sys.executable, "-m", type(self).__module__, role]

    def _spawn(self, role: str) -> subprocess.Popen[str]:
        log = (self.servers.folder / f"{self.key}.{role}.log").open("ab")
        process = subprocess.Popen(
            self.command_line(role),
            env={**os.environ, "BENCH": json.dumps(self.told(role)), "PYTHONUNBUFFERED": "1"},
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
        )  # fmt: skip
        log.close()
        return process

    def stop(self) -> None:
        for process in self.processes.values():
            process.send_signal(signal.SIGTERM)
        for process in self.processes.values():
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()
        self.processes = {}

    def numbers(self, many: int) -> list[str]:
        """Numbers that were not used before."""
        return [f"{next(self._numbers):08d}" for _ in range(many)]

    def wait(self, target: int, *, seconds: float = 120.0, pause: float = 0.02) -> float:
        """Wait until so many facts are stored; gives the moment at which that was seen."""
        deadline = monotonic() + seconds
        while (now := self.stored()) < target:
            if monotonic() > deadline:
                raise Lost(f"{self.title}: only {now} of {target} facts arrived in {seconds:.0f} s")
            sleep(pause)
        return monotonic()

    def check(self) -> None:
        """Raises Lost when anything is missing, doubled or different."""
        sent, held = self.compare()
        if list(sent) != list(held):
            missing = len(set(sent) - set(held))
            raise Lost(f"{self.title}: {len(sent)} facts sent, {len(held)} held, {missing} of them missing")


class Question:
    """A question that is asked again and again, on a connection of its own."""

    def __init__(self, dsn: str, sql: str) -> None:
        self._connection = psycopg.connect(dsn, autocommit=True)
        self._sql: Any = sql

    def __call__(self) -> int:
        row: Any = self._connection.execute(self._sql).fetchone()
        return int(row[0] or 0)

    def rows(self, sql: str) -> list[Any]:
        return self._connection.execute(sql).fetchall()  # type: ignore[arg-type]

    def close(self) -> None:
        self._connection.close()


class Counting(Question):
    """Counts the rows of a table that grows; asking must stay cheap, or it slows down what is measured.

    ``order``: a column that grows with the rows. ``each``: rows that one fact makes.
    """

    def __init__(self, dsn: str, table: str, order: str, *, where: str = "TRUE", each: int = 1) -> None:
        super().__init__(dsn, "")
        self._from, self._order, self._each = f"FROM {table} WHERE {where}", order, each
        self._before = self._mark = 0
        self.settle()

    def settle(self) -> None:
        rows = self.rows(f"SELECT COUNT(*), COALESCE(MAX({self._order}),0) {self._from}")
        self._before, self._mark = rows[0]
        self._sql = f"SELECT COUNT(*) {self._from} AND {self._order} > {self._mark}"

    def __call__(self) -> int:
        return (self._before + super().__call__()) // self._each


def told() -> dict[str, Any]:
    """What this process was told by its yardstick."""
    found: dict[str, Any] = json.loads(os.environ["BENCH"])
    return found


def ready() -> None:
    print("ready", flush=True)


def until_told_to_end(work: Callable[[], None]) -> None:
    """Run ``work`` again and again until SIGTERM."""
    ended: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, frame: ended.append(number))
    ready()
    while not ended:
        work()
