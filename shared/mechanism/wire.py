"""The connection to the broker, cheaper: what has arrived is read at once, what is published is written together.

The library asks the socket for seven bytes, then for a frame, then for one byte, three frames a message, and sends
each message by itself. Here messages that somebody consumes, publishers' confirms and what is published go a shorter
way (``frames``). Everything else that is said, in either direction, goes the library's own way, in the order of the
wire: the connection's beginning and end, channels, declarations, heartbeats, errors.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from amqp.exceptions import RecoverableConnectionError
from kombu.transport import pyamqp

from shared.mechanism import frames
from shared.mechanism.frames import Delivered, Frames

READ_AHEAD = 65_536
TOGETHER = 65_536
"""Bytes that are held back at most before they are sent."""

Published = tuple[str, str, Mapping[str, Any], bytes]
"""Exchange, routing key, properties and body of a message, as the library names its properties."""


class Channel(pyamqp.Channel):
    """A channel of such a connection."""

    def message_to_python(self, raw_message: Any) -> Any:
        if isinstance(raw_message, Delivered):
            return raw_message
        return super().message_to_python(raw_message)  # type: ignore[no-untyped-call]

    def publish(self, messages: Iterable[Published], *, timeout: float) -> None:
        """Send them all, in order, waiting for the broker to read on for so long. One thread of control publishes."""
        connection = self.connection
        if connection is None:
            raise RecoverableConnectionError("connection already closed")
        number, frame_max = self.channel_id, connection.frame_max
        held, size = [], 0
        for exchange, routing_key, properties, body in messages:
            held.append(frames.message(number, frame_max, exchange, routing_key, properties, body))
            size += len(held[-1])
            if size >= TOGETHER:
                connection.write(held, timeout)
                held, size = [], 0
        connection.write(held, timeout)


class Wire(pyamqp.Connection):
    """One connection to the broker."""

    Channel = Channel

    def __init__(self, *args: Any, **options: Any) -> None:
        self._forget()
        super().__init__(*args, **options)

    def collect(self) -> None:
        """The end of a connection, however it ended."""
        super().collect()
        self._forget()

    def _forget(self) -> None:
        self._frames = Frames()
        self._begun: dict[int, tuple[Delivered, Callable[[Any], Any]]] = {}

    def write(self, messages: list[bytes], timeout: float) -> None:
        with self.transport.having_timeout(timeout):
            self.transport.write(b"".join(messages))
        self.bytes_sent += len(messages)  # the library counts what it has said, not bytes

    def drain_events(self, timeout: float | None = None) -> None:
        """Deal with everything that has arrived; wait for so long where nothing has."""
        while not self._deal():
            self._receive(timeout)

    def blocking_read(self, timeout: float | None = None) -> None:
        self.drain_events(timeout)

    def _receive(self, timeout: float | None) -> None:
        transport = self.transport
        try:
            with transport.having_timeout(timeout):
                data = transport._quick_recv(READ_AHEAD)
            if not data:
                raise OSError("Server unexpectedly closed connection")
        except TimeoutError:
            raise
        except OSError as failure:
            if failure.errno in (errno.EAGAIN, errno.EINTR):
                raise TimeoutError from None
            transport.connected = False
            raise
        self._frames.feed(data)

    def _deal(self) -> bool:
        """Was there anything but signs of life, and parts of what has not arrived as a whole?"""
        dealt = False
        for kind, number, payload in self._frames:
            dealt |= self._take(kind, number, payload)
            if self.channels is None:
                break  # with that frame the connection has ended
        return dealt

    def _take(self, kind: int, number: int, payload: bytes) -> bool:
        """One frame; gives whether with it something is complete."""
        if number in self._begun and kind != frames.HEARTBEAT:
            self.bytes_recv += 1
            message, consumer = self._begun[number]
            if not message.add(kind, payload):
                return False
            del self._begun[number]
            if not message.channel.is_closing:
                consumer(message)
            return True
        if kind == frames.METHOD:
            signature, channel = payload[:4], self.channels.get(number)
            if isinstance(channel, Channel) and not channel.is_closing:
                if signature == frames.DELIVER:
                    delivery = frames.delivery(payload)
                    consumer = channel.callbacks.get(delivery["consumer_tag"])
                    if consumer is not None:
                        self.bytes_recv += 1
                        self._begun[number] = Delivered(channel, delivery), consumer
                        return False
                elif signature in _CONFIRMS and not channel._pending:
                    self.bytes_recv += 1
                    for told in channel.events[_CONFIRMS[signature]]:
                        told(*frames.confirm(payload))
                    return True
        return bool(self.on_inbound_frame((kind, number, payload)))


_CONFIRMS = {frames.ACK: "basic_ack", frames.NACK: "basic_nack"}


class Transport(pyamqp.Transport):
    """kombu's transport to RabbitMQ, over such a connection."""

    Connection = Wire
