"""What a connection to PostgreSQL waits for, without a server (with one: ``tests/live/test_silence.py``)."""

from __future__ import annotations

import socket
from types import SimpleNamespace
from typing import Any, cast

import pytest
from psycopg.abc import PQGen
from psycopg.waiting import Ready, Wait

from shared.mechanism.silence import Listening


class Connection:
    """As much of one as a conversation needs."""

    silent_at = 0.0

    def __init__(self, number: int, *, stops: bool = False) -> None:
        self.pgconn = SimpleNamespace(socket=number)
        self._gives_up = lambda silent: stops
        self._ready = lambda: Listening._ready(cast(Any, self))
        self.closed = False

    def close(self) -> None:
        self.closed = True


def conversation(connection: Connection, *waits: Wait) -> PQGen[list[int]]:
    def gen() -> PQGen[list[int]]:
        given: list[int] = []
        for wait in waits:
            while not (ready := (yield wait)):
                continue
            given.append(ready)
        return given

    return Listening._heard(cast(Any, connection), gen())


def test_the_hub_is_never_asked_for_both_reading_and_writing() -> None:
    """It would wake the green thread twice, the second time while that waits for something else."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.send(b"!")
        talk = conversation(Connection(ours.fileno()), Wait.RW, Wait.R)
        assert next(talk) == Wait.R, "both were possible at once, and nobody had to wait"
        with pytest.raises(StopIteration) as done:
            talk.send(Ready.R)
        assert done.value.value == [Ready.RW, Ready.R]


def test_who_can_do_neither_waits_to_write_and_looks_again() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.setblocking(False)
        try:
            while True:
                ours.send(bytes(65_536))
        except BlockingIOError:
            pass
        talk = conversation(Connection(ours.fileno()), Wait.RW, Wait.R)
        assert next(talk) == Wait.W
        theirs.send(b"!")
        assert talk.send(Ready.NONE) == Wait.R, "it was to be read meanwhile"
