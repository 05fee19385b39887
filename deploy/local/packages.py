"""python -m deploy.local.packages [servers]: the Debian packages that the tests need are there, or are installed.

Root gets what is missing from apt; anybody else gets one sentence that names it. Installing a server's package
does not start that server: its port is nobody's business but the administrator's.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from deploy.local import broker, database
from deploy.local.failure import LocalFailure, tail
from deploy.local.process import SEARCHED

SERVERS: dict[str, Callable[[], object]] = {
    "rabbitmq-server": broker.installed,
    "postgresql": database.installed,
}
ALL: dict[str, Callable[[], object]] = {
    **SERVERS,
    "chromium": lambda: shutil.which("chromium", path=SEARCHED),
    # The program that drives the browser in the tests is linked against it; a bare Debian does without.
    "libatomic1": lambda: any(Path("/usr/lib").glob("*/libatomic.so.1")),
}

_POLICY = Path("/usr/sbin/policy-rc.d")
_LOG = Path("/var/log/phoihop-apt.log")


def missing(packages: dict[str, Callable[[], object]] = ALL) -> list[str]:
    """The names of the Debian packages whose programs are not on this machine."""
    return [name for name, found in packages.items() if not found()]


def ensure(packages: dict[str, Callable[[], object]] = ALL) -> None:
    """Installs what is missing if that is possible. Raises LocalFailure with one sentence otherwise."""
    names = missing(packages)
    if not names:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"phoihop: installing Debian's packages {', '.join(names)} (their services are not started)", flush=True)
        _install(names)
        names = missing(packages)
    if names:
        raise LocalFailure(
            f"this machine lacks Debian's packages {', '.join(names)}: as root, apt-get install {' '.join(names)},"
            " then run make again."
        )


def _install(names: Sequence[str]) -> None:
    with _LOG.open("wb") as log, _no_service_starts():
        apt = ("apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300")
        for command in ((*apt, "update"), (*apt, "install", "--no-install-recommends", *names)):
            done = subprocess.run(
                command,
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                check=False,
            )
        if done.returncode:
            print(f"phoihop: apt-get ended with {done.returncode}:{tail(_LOG, 5)}", file=sys.stderr)


@contextlib.contextmanager
def _no_service_starts() -> Iterator[None]:
    """Debian asks this file before it starts a service; 101 means no. What was there before comes back."""
    before = _POLICY.read_bytes() if _POLICY.exists() else None
    mode = _POLICY.stat().st_mode if before is not None else 0o755
    _POLICY.write_text("#!/bin/sh\nexit 101\n")
    _POLICY.chmod(0o755)
    try:
        yield
    finally:
        if before is None:
            _POLICY.unlink(missing_ok=True)
        else:
            _POLICY.write_bytes(before)
            _POLICY.chmod(mode)


if __name__ == "__main__":
    try:
        ensure(SERVERS if sys.argv[1:] == ["servers"] else ALL)
    except LocalFailure as failure:
        sys.exit(f"phoihop: {failure}")
