"""The connection to the broker with fewer system calls: what has arrived is read at once, what is sent goes together.

The library asks the socket for seven bytes, then for a frame, then for one byte, three frames a message, and sends
each message by itself. Nothing else about it is changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kombu.transport import pyamqp

READ_AHEAD = 16_384
TOGETHER = 65_536
"""Bytes that are held back at most before they are sent."""


class Wire(pyamqp.Connection):
    """One connection to the broker."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self._held: list[bytes] | None = None
        self._size = 0
        super().__init__(*args, **options)

    def Transport(self, *args: Any, **options: Any) -> Any:  # noqa: N802
        """The library's transport; what is written to it can be held back."""
        transport = super().Transport(*args, **options)
        self._send = transport.write
        transport.write = self._write
        return transport

    def connect(self, *args: Any, **options: Any) -> Any:
        done = super().connect(*args, **options)
        receive = self.transport._quick_recv
        # Whatever comes beyond the bytes that were asked for waits in the transport's own buffer.
        self.transport._quick_recv = lambda wanted: receive(max(wanted, READ_AHEAD))
        return done

    def drain_events(self, timeout: float | None = None) -> None:
        """As the library's own, with one timeout for a message, not one for each of its frames."""
        with self.transport.having_timeout(timeout):
            while not self.on_inbound_frame(self.transport.read_frame()):
                pass

    def _write(self, data: Any) -> None:
        if self._held is None:
            self._send(data)
            return
        self._held.append(bytes(data))  # the library writes its next frame into the same memory
        self._size += len(data)
        if self._size >= TOGETHER:
            self._flush()

    def _flush(self) -> None:
        held, self._held, self._size = self._held, [], 0
        if held:
            self._send(b"".join(held))

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is published meanwhile is sent together, at the latest at the end."""
        self._held = []
        try:
            yield
            self._flush()
        finally:
            self._held = None


class Transport(pyamqp.Transport):
    """kombu's transport to RabbitMQ, over such a connection."""

    Connection = Wire
