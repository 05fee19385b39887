"""Commands to a queue of RabbitMQ: a flood with pipelined confirms, and many senders who wait for their answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from select import select
from time import monotonic
from typing import Any
from urllib.parse import unquote, urlsplit

import amqp

WINDOW = 1_000

Command = tuple[bytes, dict[str, Any], str, str]
"""Body, properties, exchange, routing key."""


def connect(url: str) -> amqp.Connection:
    parts = urlsplit(url)
    connection = amqp.Connection(
        f"{parts.hostname}:{parts.port}",
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        virtual_host=parts.path.lstrip("/"),
        confirm_publish=False,
    )
    connection.connect()
    return connection


class Pipeline:
    """Publishes without waiting for each confirm; at most a window of them is outstanding."""

    def __init__(self, url: str) -> None:
        self.connection = connect(url)
        self.channel = self.connection.channel()
        self.channel.confirm_select()
        self._sent = self.confirmed = 0
        self._single: set[int] = set()
        self.channel.events["basic_ack"].add(self._acked)
        self.channel.events["basic_nack"].add(self._nacked)

    def publish(self, messages: Iterable[Command]) -> None:
        """All are confirmed when this returns."""
        for body, properties, exchange, key in messages:
            self.put(body, properties, exchange, key)
        self.settle()

    def put(self, body: bytes, properties: Mapping[str, Any], exchange: str, key: str) -> None:
        message = amqp.basic_message.Message(body, delivery_mode=2, **properties)
        self.channel.basic_publish(message, exchange=exchange, routing_key=key)
        self._sent += 1
        while self._sent - self.confirmed >= WINDOW:
            self.connection.drain_events(timeout=30)

    def offer(self, messages: Iterable[Command]) -> None:
        """Publish these and wait for nothing; what has been confirmed so far is noted."""
        for body, properties, exchange, key in messages:
            self.put(body, properties, exchange, key)
        while self.confirmed < self._sent and select([self.connection.sock], [], [], 0)[0]:
            self.connection.drain_events(timeout=30)

    def settle(self) -> None:
        while self.confirmed < self._sent:
            self.connection.drain_events(timeout=30)

    def _acked(self, tag: int, multiple: bool) -> None:
        if multiple:
            self.confirmed = tag
            self._single = {each for each in self._single if each > tag}
        else:
            self._single.add(tag)
        while self.confirmed + 1 in self._single:
            self.confirmed += 1
            self._single.discard(self.confirmed)

    def _nacked(self, tag: int, multiple: bool) -> None:
        raise RuntimeError("the broker refused a message")

    def close(self) -> None:
        self.connection.close()


class Senders:
    """So many senders on one connection, each waiting for its answer before it sends again."""

    def __init__(self, url: str, reply_queue: str, *, exchange: str = "") -> None:
        self.pipeline = Pipeline(url)
        self.reply_queue = reply_queue
        self._channel = self.pipeline.connection.channel()
        self._channel.queue_declare(reply_queue, exclusive=True, auto_delete=True)
        if exchange:
            self._channel.queue_bind(reply_queue, exchange, routing_key=reply_queue)
        self._answers: list[tuple[str, bytes]] = []
        self._channel.basic_consume(reply_queue, no_ack=True, callback=self._heard)

    def _heard(self, message: Any) -> None:
        body = message.body if isinstance(message.body, bytes) else message.body.encode()
        self._answers.append((message.properties.get("correlation_id", ""), body))

    def run(
        self, commands: Sequence[Command], *, senders: int, accepted: Callable[[bytes], bool]
    ) -> tuple[float, list[float]]:
        """Send all, never more than one a sender at a time; gives the seconds, and how long each answer took."""
        waiting = iter(commands)
        sent_at: dict[str, float] = {}
        took: list[float] = []
        begun = monotonic()

        def next_one() -> None:
            command = next(waiting, None)
            if command is not None:
                sent_at[command[1]["correlation_id"]] = monotonic()
                self.pipeline.put(*command)

        for _ in range(senders):
            next_one()
        while len(took) < len(commands):
            self.pipeline.connection.drain_events(timeout=30)
            answers, self._answers = self._answers, []
            for correlation, body in answers:
                if correlation in sent_at:
                    assert accepted(body), body[:300]
                    took.append(monotonic() - sent_at.pop(correlation))
                    next_one()
        return monotonic() - begun, took

    def close(self) -> None:
        self.pipeline.close()
