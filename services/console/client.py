"""A client of the bus for people and for the demonstration: sends commands in an agency's name, waits for answers."""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu.connection import Connection
from kombu.entity import Queue

from shared.mechanism.bus import COMMANDS, Outgoing, Publisher, connect
from shared.mechanism.clock import Clock
from shared.mechanism.message import plain, source_of, write
from shared.mechanism.settings import Settings


class NoAnswer(Exception):
    """The department did not answer in time; the same command, with the same id, may be sent again."""


@dataclass(frozen=True)
class Order:
    """One command to be sent: what, to whom, on whose behalf, by whom."""

    command: str
    data: Mapping[str, Any]
    agency: str
    to: str
    actor: str
    id: str = field(default_factory=lambda: str(uuid4()))
    capacity: str = ""
    effective: date | str | None = None

    def document(self, clock: Clock) -> dict[str, Any]:
        """The CloudEvents document of the command."""
        effective = plain(self.effective) if self.effective else None
        header = {
            "specversion": "1.0",
            "id": self.id,
            "source": source_of(self.agency),
            "type": self.command,
            "datacontenttype": "application/json",
            "agency": self.agency,
            "actor": self.actor,
            "capacity": self.capacity,
            "effective": effective,
        }
        return {**{key: value for key, value in header.items() if value}, "data": plain(self.data)}


class Client:
    """Sends commands as one agency's user of the broker. Use as a context manager; one thread of control."""

    def __init__(self, settings: Settings, user: str, clock: Clock) -> None:
        self.user = user
        self._clock = clock
        url = settings.bus_url(user)
        self._publisher = Publisher(url, user)
        self._connection: Connection = connect(url)
        self._queue = Queue(f"client.{user}.{uuid4()}", exclusive=True, auto_delete=True, durable=False)
        self._answers: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> Client:
        channel: Any = self._connection.channel()
        self._queue = self._queue(channel)
        self._queue.declare()
        self._queue.consume(callback=self._hear, no_ack=True)
        return self

    def __exit__(self, *reason: object) -> None:
        self._publisher.close()
        self._connection.release()

    def send(self, order: Order, *, seconds: float = 30.0) -> dict[str, Any]:
        """Send one command; gives the reply (a CloudEvents document). Raises NoAnswer."""
        (answer,) = self.send_all([order], seconds=seconds)
        return answer

    def send_all(self, orders: Sequence[Order], *, seconds: float = 30.0) -> list[dict[str, Any]]:
        """Send many, then wait for all answers, in order. Raises NoAnswer when some did not come in time."""
        self._publisher.publish(self._outgoing(order) for order in orders)
        wanted = [order.id for order in orders]
        deadline = monotonic() + seconds
        while any(each not in self._answers for each in wanted):
            left = deadline - monotonic()
            if left <= 0:
                missing = [order for order in orders if order.id not in self._answers]
                raise NoAnswer(f"{missing[0].to} chưa trả lời {len(missing)} lệnh trong {seconds:.0f} giây")
            try:
                self._connection.drain_events(timeout=min(left, 1.0))
            except socket.timeout:
                continue
        return [self._answers.pop(each) for each in wanted]

    def _outgoing(self, order: Order) -> Outgoing:
        properties = {
            "reply_to": self._queue.name,
            "correlation_id": order.id,
            "message_id": order.id,
            "type": order.command,
        }
        return Outgoing(COMMANDS.name, order.to, write(order.document(self._clock)), properties)

    def _hear(self, message: Any) -> None:
        body = message.body if isinstance(message.body, str | bytes) else bytes(message.body)
        self._answers[message.properties.get("correlation_id", "")] = json.loads(body)
