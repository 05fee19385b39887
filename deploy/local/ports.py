"""Free ports on the loopback address.

Asking the kernel for port 0 gives one that an outgoing connection may take a moment later: the ports here lie
outside the range that the kernel hands out, and a lock file keeps two runs on one machine apart.
"""

from __future__ import annotations

import fcntl
import os
import random
import socket
import tempfile
from collections.abc import Iterable
from pathlib import Path

LOOPBACK = "127.0.0.1"
_RANGE = Path("/proc/sys/net/ipv4/ip_local_port_range")
_held: dict[int, int] = {}
"""The descriptor of each port's lock file: the lock lasts as long as the process, whoever forgets to release it."""


def free(wanted: Iterable[int | None]) -> list[int]:
    """One port per entry: the wanted one if it is free (None: any), else another; held until ``release``."""
    return [port if port is not None and _hold(port) else _any() for port in wanted]


def row(count: int) -> int:
    """The first of so many free ports in a row, all held: the portal's and those of the departments after it."""
    while True:
        (first,) = free([None])
        held = [first]
        while len(held) < count and _hold(held[-1] + 1):
            held.append(held[-1] + 1)
        if len(held) == count:
            return first
        release(held)


def release(ports: Iterable[int]) -> None:
    """Gives the ports back to other runs on this machine."""
    for port in ports:
        if (lock := _held.pop(port, None)) is not None:
            os.close(lock)


def open_to(port: int) -> bool:
    """Does something listen on that port of the loopback address?"""
    with socket.socket() as attempt:
        attempt.settimeout(1)
        return attempt.connect_ex((LOOPBACK, port)) == 0


def _any() -> int:
    try:
        first, last = map(int, _RANGE.read_text().split())
    except OSError:
        first, last = 32768, 60999
    outside = [port for port in range(20000, 65000) if not first <= port <= last] or list(range(20000, 65000))
    for port in random.sample(outside, min(500, len(outside))):
        if _hold(port):
            return port
    raise OSError("no free port was found on the loopback address")


def _hold(port: int) -> bool:
    """Locks the port among our own runs and sees that nobody listens on it."""
    if port in _held:
        return False
    folder = Path(tempfile.gettempdir()) / f"phoihop-ports-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    lock = os.open(folder / str(port), os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with socket.socket() as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            attempt.bind((LOOPBACK, port))
    except OSError:
        os.close(lock)
        return False
    _held[port] = lock
    return True
