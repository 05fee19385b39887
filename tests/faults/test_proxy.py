"""A wire passes everything on, unless it is told not to."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from time import monotonic

import pytest

from tests.faults.proxy import LOOPBACK, Wire, Wires


class Echo:
    """A server that says back what it is told, and keeps it."""

    def __init__(self) -> None:
        self._listener = socket.create_server((LOOPBACK, 0))
        self.port = self._listener.getsockname()[1]
        self.heard = b""
        self.ended = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                try:
                    while data := connection.recv(4096):
                        self.heard += data
                        connection.sendall(data)
                except OSError:
                    pass
            self.ended.set()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(10)


@pytest.fixture
def echo() -> Iterator[Echo]:
    made = Echo()
    yield made
    made.close()


@pytest.fixture
def wires() -> Iterator[Wires]:
    with Wires() as made:
        yield made


@pytest.fixture
def wire(wires: Wires, echo: Echo) -> Wire:
    return wires.lay(echo.port)


@pytest.fixture
def client(wire: Wire) -> Iterator[socket.socket]:
    with socket.create_connection((LOOPBACK, wire.port), timeout=10) as made:
        yield made


def test_what_is_said_comes_back(client: socket.socket) -> None:
    client.sendall(b"kinh gui")
    assert client.recv(100) == b"kinh gui"


def test_a_cut_resets_both_ends(wires: Wires, wire: Wire, client: socket.socket, echo: Echo) -> None:
    client.sendall(b"a")
    client.recv(1)
    assert wires.cut(wire) == 1
    with pytest.raises(ConnectionResetError):
        client.recv(1)
    assert echo.ended.wait(10)
    assert wires.cut(wire) == 0


def test_it_breaks_in_the_middle_of_what_is_said(wire: Wire, client: socket.socket, echo: Echo) -> None:
    wire.breaks = "up"
    client.sendall(b"0123456789")
    assert _all_of(client) in (b"01234", b"")  # the end may overtake the answer
    assert echo.ended.wait(10)
    assert echo.heard == b"01234"
    assert (wire.broken, wire.breaks) == (1, "")


def test_it_breaks_in_the_middle_of_an_answer(wire: Wire, client: socket.socket, echo: Echo) -> None:
    wire.breaks = "down"
    client.sendall(b"0123456789")
    assert _all_of(client) == b"01234"
    assert echo.heard == b"0123456789"


def _all_of(client: socket.socket) -> bytes:
    heard = b""
    try:
        while data := client.recv(100):
            heard += data
    except ConnectionResetError:
        pass
    return heard


def test_while_it_is_stalled_nothing_passes_and_nothing_is_lost(
    wires: Wires, wire: Wire, client: socket.socket, echo: Echo
) -> None:
    wires.stall(wire, True)
    client.sendall(b"later")
    client.settimeout(0.2)
    with pytest.raises(TimeoutError):
        client.recv(1)
    assert echo.heard == b""
    wires.stall(wire, False)
    client.settimeout(10)
    assert client.recv(100) == b"later"


def test_a_delay_delays(wire: Wire, client: socket.socket) -> None:
    wire.delay = 0.1
    began = monotonic()
    client.sendall(b"a")
    assert client.recv(1) == b"a"
    assert monotonic() - began >= 0.2  # there and back


def test_a_server_that_is_not_there_is_a_reset(wires: Wires, echo: Echo) -> None:
    gone = socket.create_server((LOOPBACK, 0))
    wire = wires.lay(gone.getsockname()[1])
    gone.close()
    with pytest.raises(ConnectionResetError), socket.create_connection((LOOPBACK, wire.port), timeout=10) as client:
        client.recv(1)  # the reset may come while the connection is being made, or after it
