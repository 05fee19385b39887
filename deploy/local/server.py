"""What a private RabbitMQ and a private PostgreSQL have in common: a folder, ports, a life."""

from __future__ import annotations

import hashlib
import json
import shutil
import signal
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self

from deploy.local import ports
from deploy.local.failure import LocalFailure, tail
from deploy.local.process import Account, Process, launch, wait_for
from deploy.passwords import write_private

#: Where the disk of a server lies that root keeps in a folder which the server's account cannot enter.
ELSEWHERE = Path("/var/lib/phoihop")


class Server(ABC):
    """One private server in one folder; ``stop`` and ``kill`` leave its disk, ``restart`` keeps its ports."""

    title: ClassVar[str]
    account_name: ClassVar[str]
    port_names: ClassVar[tuple[str, ...]]
    stop_signal: ClassVar[signal.Signals] = signal.SIGTERM
    seconds_to_start: ClassVar[float] = 120
    seconds_to_stop: ClassVar[float] = 30

    def __init__(self, folder: Path | str, *, outlive: bool = False) -> None:
        """Nothing runs yet. ``outlive``: the server goes on when the program that started it has ended."""
        self.folder = Path(folder).resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.outlive = outlive
        self.account = Account.for_server(self.account_name)
        self.disk = self._reachable_disk()
        self.log = self.folder / "server.log"
        self.ports: dict[str, int] = {}
        self._processes: list[Process] = []

    @classmethod
    def start(cls, folder: Path | str, *, outlive: bool = False) -> Self:
        """The server of that folder, made if it is new, running and ready. Raises LocalFailure."""
        server = cls(folder, outlive=outlive)
        if cls.found(server.folder):
            raise LocalFailure(f"{cls.title} already runs in {server.folder}; make down-local stops it.")
        server.restart()
        return server

    @classmethod
    def found(cls, folder: Path | str) -> Self | None:
        """The server that some other program started in that folder, if it runs."""
        state_file = Path(folder) / "state.json"
        if not state_file.exists():
            return None
        state = json.loads(state_file.read_text(encoding="utf-8"))
        processes = [Process(entry["pid"], entry["started"]) for entry in state["processes"]]
        if not any(process.alive for process in processes):
            return None
        server = cls(folder)
        server._processes = processes
        server.ports = state["ports"]
        return server

    @property
    def running(self) -> bool:
        """Is the server there? (Its helpers alone do not count.)"""
        return bool(self._processes) and self._processes[-1].alive

    @property
    def process(self) -> Process:
        """The server's own first process, for a test that harms it."""
        return self._processes[-1]

    def restart(self) -> None:
        """Stops it if it runs, and starts it on what its disk holds, on the ports that it had."""
        self.stop()
        fresh = not self.ports
        for attempt in range(3):
            if fresh:
                self._choose_ports()
            self._prepare()
            mark = self.log.stat().st_size if self.log.exists() else 0
            self._processes = self._launch()
            self._remember()
            if wait_for(lambda: not self.running or self._ready(), self.seconds_to_start) and self.running:
                self._after_start()
                return
            self.kill()
            said = self.log.read_bytes()[mark:].decode(errors="replace").lower()
            taken = "eaddrinuse" in said or "address already in use" in said
            if not (fresh and taken and attempt < 2):
                break
            ports.release(self.ports.values())
        raise LocalFailure(f"{self.title} did not start; its log {self.log} ends with:{tail(self.log)}")

    def stop(self) -> None:
        """Asks the server to end and waits for it; what it holds stays on its disk."""
        for process in reversed(self._processes):
            process.end(self.stop_signal, self.seconds_to_stop)

    def kill(self) -> None:
        """SIGKILL to the server and everything below it, as a power cut would."""
        for process in reversed(self._processes):
            process.kill()

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """While this lasts it says nothing, and closes nothing (SIGSTOP): as behind a network that swallows packets."""
        still: list[Process] = []
        try:
            while more := [each for each in self.process.family() if each not in still]:
                for each in more:  # the first of all first, which makes the others
                    each.send(signal.SIGSTOP)
                still += more
            yield
        finally:
            for each in still:
                each.send(signal.SIGCONT)

    def wipe(self) -> None:
        """Kills the server, forgets its disk, and starts it anew, empty, on the same ports."""
        self.kill()
        self._erase()
        self.restart()

    def close(self) -> None:
        """Stops the server for good and gives its ports back."""
        self.stop()
        ports.release(self.ports.values())

    def forget(self) -> None:
        """Stops the server and removes its disk and its folder."""
        self.close()
        shutil.rmtree(self.disk, ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        if not self.running:
            self.restart()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @abstractmethod
    def _prepare(self) -> None:
        """Writes whatever the server reads when it starts; makes its disk if there is none."""

    @abstractmethod
    def _commands(self) -> Sequence[tuple[Sequence[str | Path], Mapping[str, str]]]:
        """What is run, helpers first, the server itself last: command and environment."""

    @abstractmethod
    def _ready(self) -> bool:
        """Does the server answer a client?"""

    def _after_start(self) -> None:
        """What can be done only once it answers."""
        return

    @abstractmethod
    def _erase(self) -> None:
        """Removes what the server keeps, not what it is told."""

    def _launch(self) -> list[Process]:
        return [
            launch(command, env=env, folder=self.disk, log=self.log, account=self.account, outlive=self.outlive)
            for command, env in self._commands()
        ]

    def _choose_ports(self) -> None:
        numbers = ports.free(self._ports_before().get(name) for name in self.port_names)
        self.ports = dict(zip(self.port_names, numbers, strict=True))

    def _ports_before(self) -> dict[str, int]:
        state_file = self.folder / "state.json"
        if not state_file.exists():
            return {}
        known: dict[str, int] = json.loads(state_file.read_text(encoding="utf-8"))["ports"]
        return known

    def _remember(self) -> None:
        processes = [{"pid": process.pid, "started": process.started} for process in self._processes]
        write_private(self.folder / "state.json", json.dumps({"processes": processes, "ports": self.ports}))

    def _reachable_disk(self) -> Path:
        disk = self.folder / "disk"
        if not self.account.reaches(disk):
            digest = hashlib.sha256(str(self.folder).encode()).hexdigest()[:16]
            disk = ELSEWHERE / digest
            disk.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        disk.mkdir(mode=0o700, exist_ok=True)
        self.account.give(disk)
        return disk
