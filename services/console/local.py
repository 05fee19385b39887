"""One process per service, against a RabbitMQ and a PostgreSQL that are given or started privately.

A service that dies is started again, as a supervisor would; its ledger and the others' make up for its absence.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from time import monotonic

from rich.console import Console

from services import PLACES
from shared.mechanism.settings import Settings

STOP_SECONDS = 30


class Services:
    """The seven processes. ``environment`` is what each of them is told."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        self._environment = dict(environment)
        self._folder = folder
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._ending = False

    def start(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for name in PLACES:
            self.start_one(name)

    def start_one(self, name: str) -> None:
        with (self._folder / f"{name}.log").open("ab") as log:
            self._processes[name] = subprocess.Popen(
                [sys.executable, "-m", "services", name],
                env=self._environment,
                stdout=log,
                stderr=log,
                cwd=Path(__file__).parents[2],
            )

    def pid(self, name: str) -> int:
        return self._processes[name].pid

    def restart_dead(self) -> list[str]:
        """Start again what has ended by itself; gives the names."""
        dead = [name for name, process in self._processes.items() if process.poll() is not None]
        for name in dead:
            if not self._ending:
                self.start_one(name)
        return dead

    def stop(self) -> None:
        """Ask all to finish, wait, and end those that do not."""
        self._ending = True
        for process in self._processes.values():
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        deadline = monotonic() + STOP_SECONDS
        for process in self._processes.values():
            try:
                process.wait(max(0.1, deadline - monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def run_local(settings: Settings, *, demo: bool, once: bool, say: Console) -> int:
    """Run until told to stop; 0 when all ended in good order."""
    from deploy.local.servers import LocalFailure, start_all

    surroundings = None
    environment = dict(os.environ)
    if settings.embedded:
        try:
            surroundings = start_all(
                settings.data / "local", say=lambda words: say.print(f"Đang khởi động {words} riêng của dự án…")
            )
        except LocalFailure as failure:
            say.print(str(failure))
            return 1
        environment.update(surroundings.environment())
        settings = replace(Settings.from_environment(environment), data=settings.data)
    services = Services(environment, settings.data / "local" / "logs")
    ended = threading.Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda number, frame: ended.set())
    try:
        services.start()
        say.print(f"Cổng điều phối: [bold]http://{settings.address(0)}/[/bold]   (nhật ký: {settings.data}/local/logs)")
        if demo:
            threading.Thread(target=_play, args=(settings, say, ended, once), daemon=True).start()
        while not ended.wait(1.0):
            for name in services.restart_dead():
                say.print(f"Dịch vụ {name} đã dừng bất thường và được khởi động lại.")
    finally:
        services.stop()
        if surroundings is not None:
            surroundings.stop()
    return 0


def _play(settings: Settings, say: Console, ended: threading.Event, once: bool) -> None:
    from services.console.rehearsal import play

    try:
        play(settings, say)
    except Exception as failure:
        say.print(f"Đợt mẫu dừng lại: {failure}")
        once = True
    if once:
        ended.set()
