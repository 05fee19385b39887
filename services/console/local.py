"""One process per service, against a RabbitMQ and a PostgreSQL that are given or started privately.

A service that dies is started again, as a supervisor would; its ledger and the others' make up for its absence.
"""

from __future__ import annotations

import json
import os
import shutil
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
from services.console.demonstration import announce, play_demo, set_clock
from shared.mechanism.settings import Settings

STOP_SECONDS = 30
LOOK_SECONDS = 0.5
ENVIRONMENT = "environment.json"
"""Where the running services are, for the other commands of this machine. It names files of passwords, holds none."""


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

    def start_one(self, name: str, *with_it: str) -> None:
        """One service, or several in one process.

        A process group of its own, so that Ctrl-C is ours to pass on; told to stop if this program is killed.
        """
        words = [sys.executable, "-m", "services", name, *with_it]
        if setpriv := shutil.which("setpriv"):
            words = [setpriv, "--pdeathsig", "TERM", *words]
        with (self._folder / f"{name}.log").open("ab") as log:
            self._processes[name] = subprocess.Popen(
                words,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=Path(__file__).parents[2],
                start_new_session=True,
            )

    def pid(self, name: str) -> int:
        return self._processes[name].pid

    def again(self) -> Services:
        """The same services after they were stopped, none of them started yet."""
        return Services(self._environment, self._folder)

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

    ended = threading.Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda number, frame: ended.set())
    surroundings = None
    environment = dict(os.environ)
    if settings.embedded:
        try:
            surroundings = start_all(
                settings.data / "local", say=lambda words: say.print(f"Đang khởi động {words} riêng của dự án…")
            )
        except LocalFailure as failure:
            say.print(str(failure), markup=False)
            return 1
        environment.update(surroundings.environment())
        settings = replace(Settings.from_environment(environment), data=settings.data)
    note = settings.data / "local" / ENVIRONMENT
    try:
        _note(note, environment)
        return _run_services(settings, environment, ended, demo=demo, once=once, say=say)
    finally:
        note.unlink(missing_ok=True)
        if surroundings is not None:
            surroundings.stop()


def _run_services(
    settings: Settings,
    environment: Mapping[str, str],
    ended: threading.Event,
    *,
    demo: bool,
    once: bool,
    say: Console,
) -> int:
    codes = [1 if once else 0]  # told to stop before the round was over: that is no success
    if demo and (failed := set_clock(settings)):
        return failed
    folder = settings.data / "local" / "logs"
    services = Services(environment, folder)

    def demonstrate() -> None:
        code = 1
        try:
            code = play_demo(settings)
        finally:
            codes[0] = code
            if once or code:
                ended.set()

    try:
        services.start()
        announce(settings, folder)
        if demo:
            threading.Thread(target=demonstrate, daemon=True).start()
        while not ended.wait(LOOK_SECONDS):
            for name in services.restart_dead():
                say.print(f"Dịch vụ {name} đã dừng bất thường và được khởi động lại.")
    finally:
        services.stop()
    return codes[0]


def _note(path: Path, environment: Mapping[str, str]) -> None:
    """Leave word for ``running``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {name: value for name, value in environment.items() if name.startswith("PHOIHOP_") or name == "PORT"}
    path.write_text(json.dumps({"pid": os.getpid(), "environment": told}), encoding="utf-8")


def running(settings: Settings) -> Settings:
    """The settings of the services that ``up --local`` runs on this data folder; these settings when none do.

    So that ``phoihop send`` needs to be told nothing, after ``make up-local`` as after ``make run``.
    """
    if not settings.embedded or "PHOIHOP_BUS" in os.environ:
        return settings
    try:
        told = json.loads((settings.data / "local" / ENVIRONMENT).read_text(encoding="utf-8"))
        os.kill(told["pid"], 0)
    except (OSError, ValueError, KeyError):
        return settings
    return replace(Settings.from_environment({**os.environ, **told["environment"]}), data=settings.data)
