"""Server processes: started without root's rights, known by number and start time, ended with all children.

A process number alone may belong to somebody else by the time it is used; number and start time do not.
Linux only: it reads /proc.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from deploy.local.failure import LocalFailure


@dataclass(frozen=True)
class Account:
    """The account that a server runs as; None when it is simply whoever runs this program."""

    name: str | None
    uid: int
    gid: int

    @classmethod
    def for_server(cls, preferred: str) -> Account:
        """PostgreSQL refuses to run as root and RabbitMQ should not: root lends them a lesser account."""
        if os.geteuid() != 0:
            return cls(None, os.geteuid(), os.getegid())
        for name in (preferred, "nobody"):
            with contextlib.suppress(KeyError):
                entry = pwd.getpwnam(name)
                return cls(name, entry.pw_uid, entry.pw_gid)
        raise LocalFailure(f"Neither the account {preferred} nor nobody exists; root may not run the server.")

    def give(self, *paths: Path) -> None:
        """Hands files and folders to the account."""
        if self.name is not None:
            for path in paths:
                os.chown(path, self.uid, self.gid)

    def reaches(self, folder: Path) -> bool:
        """May the account pass through every folder above this one?"""
        if self.name is None:
            return True
        for above in folder.resolve().parents:
            state = above.stat()
            right = 0o100 if state.st_uid == self.uid else 0o010 if state.st_gid == self.gid else 0o001
            if not state.st_mode & right:
                return False
        return True


@dataclass(frozen=True)
class Process:
    """A running process, ours or a stranger's child alike."""

    pid: int
    started: int
    child: subprocess.Popen[bytes] | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(cls, pid: int) -> Process | None:
        state = _state(pid)
        return cls(pid, state[2]) if state else None

    @property
    def alive(self) -> bool:
        if self.child is not None and self.child.poll() is not None:
            return False
        state = _state(self.pid)
        return state is not None and state[0] != "Z" and state[2] == self.started

    def family(self) -> list[Process]:
        """This process and everything below it, itself first."""
        children: dict[int, list[int]] = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and (state := _state(int(entry.name))):
                children.setdefault(state[1], []).append(int(entry.name))
        found, waiting = [self], list(children.get(self.pid, ()))
        while waiting:
            pid = waiting.pop()
            waiting += children.get(pid, ())
            if process := Process.of(pid):
                found.append(process)
        return found

    def send(self, number: signal.Signals) -> None:
        if self.alive:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def end(self, number: signal.Signals, seconds: float) -> None:
        """Asks it to stop; whatever is still there when the time is over is killed, children included."""
        family = self.family()
        self.send(number)
        if not wait_for(lambda: not any(member.alive for member in family), seconds):
            self.kill(family)

    def kill(self, family: list[Process] | None = None) -> None:
        """SIGKILL, to everything below it too, and sees that all are gone."""
        family = (family or []) + (self.family() if self.alive else [])
        for member in family:
            member.send(signal.SIGKILL)
        if not wait_for(lambda: not any(member.alive for member in family), 10):
            raise LocalFailure(f"The process {self.pid} does not end, even when killed.")


def launch(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str],
    folder: Path,
    log: Path,
    account: Account,
    outlive: bool,
) -> Process:
    """Starts a server in the background, its words going to the log.

    Unless it is to ``outlive`` us it is told to stop when the thread that started it ends, however that ends.
    """
    words = [str(word) for word in command]
    if not outlive and (setpriv := shutil.which("setpriv", path=SEARCHED)):
        words = [setpriv, "--pdeathsig", "TERM", *words]
    with log.open("ab") as output:
        child = subprocess.Popen(
            words,
            env=dict(env),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=account.uid if account.name else None,
            group=account.gid if account.name else None,
            extra_groups=[] if account.name else None,
        )
    state = _state(child.pid)
    return Process(child.pid, state[2] if state else -1, child)


def wait_for(condition: Callable[[], bool], seconds: float) -> bool:
    """Looks twenty times a second until the condition holds; False when the time is over."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


#: Debian keeps servers' programs in folders that are not on a plain user's PATH.
SEARCHED = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin", "/usr/local/sbin"))


def _state(pid: int) -> tuple[str, int, int] | None:
    """State letter, parent and start time of a process, or None when there is no such process."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    # The name stands in brackets and may itself hold blanks and brackets.
    fields = text.rpartition(")")[2].split()
    return fields[0], int(fields[1]), int(fields[19])
