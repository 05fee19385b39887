"""The data folder of a running province: one program at a time, and a door for the commands of this machine.

Embedded, the bus lives inside one process, so another process needs a way in. It is a Unix socket in the data
folder, which only the account that runs the services can open (0600): no port, no password, nothing that a
browser could be tricked into calling, as a POST of the portal would be. What comes in is put onto the embedded
bus and taken like any other command. One connection carries one command: a line with the department's name,
then the command's bytes, verbatim; back come the bytes of the answer.
"""

from __future__ import annotations

import contextlib
import fcntl
import logging
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from services import DEPARTMENTS
from services.console.client import Client, Letter, NoAnswer
from shared.mechanism.bus import commands_queue, connect, declare_exchanges
from shared.mechanism.message import LIMIT_BYTES
from shared.mechanism.settings import Settings

log = logging.getLogger("phoihop.console")

LOCK, DOOR = "phoihop.lock", "phoihop.sock"
_LONGEST = 16 * LIMIT_BYTES
"""Bytes read of one command: far more than a department takes, so that it is the department that refuses."""
_ADDRESS_BYTES = 100


class FolderTaken(Exception):
    """Another program runs the services of this folder."""


class NobodyThere(Exception):
    """No services run on this folder."""


@contextmanager
def owned(folder: Path) -> Iterator[None]:
    """Hold the folder as the only one. Raises FolderTaken."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            other = lock.read().strip()
            who = f" (tiến trình {other})" if other else ""
            raise FolderTaken(f"Các dịch vụ của thư mục {folder} đang chạy ở nơi khác{who}.") from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


@contextmanager
def _address(folder: Path) -> Iterator[str]:
    """The door's address. A socket's path may hold 107 bytes; a longer one is reached through the folder itself."""
    path = str(folder / DOOR)
    if len(os.fsencode(path)) < _ADDRESS_BYTES:
        yield path
        return
    number = os.open(folder, os.O_PATH | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{number}/{DOOR}"
    finally:
        os.close(number)


# Inside the process that runs the services


@contextmanager
def door(settings: Settings, *, seconds: float = 60.0) -> Iterator[None]:
    """Serve the folder's door in a green thread while the services run.

    The departments' queues are made here already: the in-process bus forgets what nobody listens for, and a
    command may come in while a department is still starting.
    """
    import eventlet

    with connect(settings.bus_url("phoihop")) as connection:
        declare_exchanges(connection.default_channel)
        for name in DEPARTMENTS:
            commands_queue(name)(connection.default_channel).declare()
    path = settings.data / DOOR
    path.unlink(missing_ok=True)  # left over by a program that was killed; the lock says that it is gone
    listener = socket.socket(socket.AF_UNIX)
    before = os.umask(0o177)
    try:
        with _address(settings.data) as address:
            listener.bind(address)
    finally:
        os.umask(before)
    listener.listen(16)
    server = eventlet.spawn(_serve, listener, settings, seconds)
    try:
        yield
    finally:
        server.kill()
        listener.close()
        path.unlink(missing_ok=True)


def _serve(listener: socket.socket, settings: Settings, seconds: float) -> None:
    import eventlet

    while True:
        caller, _ = listener.accept()
        eventlet.spawn_n(_answer, caller, settings, seconds)


def _answer(caller: socket.socket, settings: Settings, seconds: float) -> None:
    with caller:
        try:
            caller.settimeout(seconds)
            to, _, body = _read_all(caller).partition(b"\n")
            with Client(settings, "phoihop") as client:
                letter = Letter(str(uuid4()), to.decode("ascii", "replace"), body)
                caller.sendall(client.send(letter, seconds=seconds))
        except (NoAnswer, OSError) as failure:
            # Closing without an answer is the answer: the caller says that nobody replied.
            log.warning("a command got no answer", extra={"reason": str(failure)[:300]})


# Outside


def send(folder: Path, to: str, body: bytes, *, seconds: float) -> bytes:
    """Hand one command to the services of that folder; gives the answer. Raises NobodyThere, NoAnswer."""
    with socket.socket(socket.AF_UNIX) as caller:
        caller.settimeout(seconds)
        try:
            with _address(folder) as address:
                caller.connect(address)
        except (FileNotFoundError, ConnectionRefusedError):
            raise NobodyThere(f"Chưa có dịch vụ nào chạy trên thư mục {folder}: chạy phoihop up trước.") from None
        # A door that closes early has still answered, or says nothing: both show when it is read.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            caller.sendall(to.encode() + b"\n" + body)
            caller.shutdown(socket.SHUT_WR)
        try:
            answer = _read_all(caller)
        except (TimeoutError, ConnectionResetError):
            answer = b""
    if not answer:
        raise NoAnswer(f"{to} chưa trả lời; có thể gửi lại nguyên văn, cùng mã.")
    return answer


def _read_all(connection: socket.socket) -> bytes:
    parts: list[bytes] = []
    length = 0
    while length <= _LONGEST and (part := connection.recv(65_536)):
        parts.append(part)
        length += len(part)
    return b"".join(parts)
