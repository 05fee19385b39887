"""Exchanges, queues and keys of the bus, and a publisher that waits for many confirms at once.

Facts go to the topic exchange ``province`` under ``<sender>.<Name>.<AGENCY>``; whoever is interested binds a queue.
The third word names the agency that the fact concerns (``all``: no single one), so that the broker itself can let
an agency's system hear what concerns it, and nothing else that was not announced to everybody.
Commands go to the topic exchange ``commands`` under the name of the department that they address.
Three keys carry no facts and are stored by nobody; they make the broker disposable. None has three words: no
binding of facts, however wide, takes them in.

``<sender>.announced``             how far the sender's ledger has come: silence is no evidence of completeness
``<asker>.asks.<sender>.again``    "send me what comes after number n"
``<sender>.sends.<asker>.again``   the sender's facts again, page by page, to one receiver

The user id property is set on everything; RabbitMQ refuses a message whose user id is not its connection's user.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu.connection import Connection
from kombu.entity import Exchange, Queue, binding

import schemas
from shared.mechanism import embedded, wire
from shared.mechanism.confirms import Confirms
from shared.mechanism.message import CONTENT_TYPE

log = logging.getLogger("phoihop.bus")

# The exchanges belong to the broker's definitions, not to any department: none of them may declare one.
PROVINCE = Exchange("province", type="topic", durable=True, no_declare=True)
COMMANDS = Exchange("commands", type="topic", durable=True, no_declare=True)
DEAD = Exchange("province.dead", type="topic", durable=True, no_declare=True)

ANNOUNCED, ASKS, SENDS = "announced", "asks", "sends"
IN_FLIGHT = 1_000
HEARTBEAT = 60
"""Seconds between two signs of life on a connection that publishes."""
CONFIRM_SECONDS = 30.0

embedded.register()


class NotConfirmed(Exception):
    """The broker did not take responsibility for what was published; it must be published again."""


class QueueFull(NotConfirmed):
    """Everything was sent, and some of it a full queue did not take; other queues may have taken it."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to be published, with the bytes that are sent as they are."""

    exchange: str
    routing_key: str
    body: bytes
    properties: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, Any] = field(default_factory=dict)


def connect(url: str, heartbeat: int | None = None) -> Connection:
    """A lazy connection with the heartbeat that both consumers and publishers need."""
    if url.startswith(embedded.ALIAS):
        return Connection(url, connect_timeout=10)
    return Connection(url, transport=wire.Transport, heartbeat=heartbeat or HEARTBEAT, connect_timeout=10)


def declare_exchanges(channel: Any) -> None:
    """What the definitions give a real broker, for the in-process bus, which has none."""
    for exchange in (PROVINCE, COMMANDS, DEAD):
        channel.exchange_declare(exchange=exchange.name, type="topic", durable=True)


def fact_key(sender: str, name: str, concerned: str) -> str:
    """Under which key a fact is published; ``*`` in any place makes it a key to bind."""
    return f"{sender}.{name}.{concerned}"


def announced_key(sender: str) -> str:
    return f"{sender}.{ANNOUNCED}"


def asks_key(asker: str, sender: str) -> str:
    return f"{asker}.{ASKS}.{sender}.again"


def sends_key(sender: str, asker: str) -> str:
    return f"{sender}.{SENDS}.{asker}.again"


def _arguments(department: str) -> dict[str, Any]:
    """Quorum queues, dead-lettering at least once: what would be lost silently is kept where people look."""
    return {
        "x-queue-type": "quorum",
        "x-overflow": "reject-publish",
        "x-dead-letter-exchange": DEAD.name,
        "x-dead-letter-routing-key": department,
        "x-dead-letter-strategy": "at-least-once",
        "x-delivery-limit": 20,
    }


def facts_queue(department: str) -> Queue:
    """Every public fact of the others, in each sender's order, and what is said to this department alone.

    Its own facts it hears from its own ledger. A sender whose facts no schema here tells of yet announces them all the
    same, and is asked for them.
    """
    facts = [fact_key(sender, "*", "*") for sender in schemas.senders() if sender != department]
    keys = (*facts, announced_key("*"), asks_key("*", department), sends_key("*", department))
    return Queue(
        f"{department}.facts",
        bindings=[binding(PROVINCE, routing_key=key) for key in keys],
        durable=True,
        queue_arguments=_arguments(department),
    )


def announced_queue(department: str) -> Queue:
    """What others announce from now on, and nothing in front of it; for one consumer, and gone with it."""
    return Queue(
        f"{department}.hears.{uuid4()}",
        exchange=PROVINCE,
        routing_key=announced_key("*"),
        durable=False,
        exclusive=True,
        auto_delete=True,
    )


def commands_queue(department: str) -> Queue:
    return Queue(
        f"{department}.commands",
        exchange=COMMANDS,
        routing_key=department,
        durable=True,
        queue_arguments=_arguments(department),
    )


def dead_queue(department: str) -> Queue:
    """Where a message goes that was delivered too often without being acknowledged."""
    return Queue(
        f"{department}.dead",
        exchange=DEAD,
        routing_key=department,
        durable=True,
        queue_arguments={"x-queue-type": "quorum"},
    )


class Publisher:
    """Publishes many messages and waits once for all confirms. One thread of control uses one publisher."""

    def __init__(self, url: str, user: str) -> None:
        self._url = url
        self._stamp = {"delivery_mode": 2, "user_id": user}
        self._connection: Connection | None = None
        self._channel: Any = None
        self._confirms = Confirms()
        self._used_at = 0.0

    def publish(self, messages: Iterable[Outgoing]) -> int:
        """Publish all, in order; gives their number.

        Raises QueueFull when all were sent and some not taken; another NotConfirmed, or OSError, when some may have
        gone out.
        """
        with self._opened() as channel:
            count = self._send_all(channel, messages)
            self._drain(until=0)
        refused, self._confirms.refused = self._confirms.refused, 0
        if refused:
            raise QueueFull(f"{refused} messages were not taken: a queue is full")
        return count

    def tell(self, messages: Iterable[Outgoing]) -> None:
        """Publish what may go missing, because whoever lacks it asks again: no confirm is waited for.

        Raises OSError or what the broker said, of these messages or of earlier ones.
        """
        with self._opened() as channel:
            self._send_all(channel, messages)
            if not self._embedded:
                with suppress(TimeoutError):
                    self._connection.drain_events(timeout=0)  # type: ignore[union-attr]  # what has been said so far

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        """A channel; one that fails is given up."""
        try:
            yield self._open()
        except BaseException as failure:
            self.close(at_once=isinstance(failure, (NotConfirmed, OSError)))
            raise
        self._used_at = monotonic()

    def _send_all(self, channel: Any, messages: Iterable[Outgoing]) -> int:
        count, waiting = 0, iter(messages)
        while some := list(islice(waiting, IN_FLIGHT // 2)):
            self._drain(until=IN_FLIGHT - len(some))
            self._send(channel, some)
            count += len(some)
        return count

    def _open(self) -> Any:
        # Nobody gives signs of life for a publisher that rests: the broker may have given its connection up.
        fresh = self._embedded or monotonic() - self._used_at < HEARTBEAT / 2
        if fresh and self._channel is not None and self._connection is not None and self._connection.connected:
            return self._channel
        self.close()
        self._connection = connect(self._url)
        self._connection.ensure_connection(max_retries=1, interval_start=0, timeout=10)
        self._channel = self._connection.channel()
        self._confirms = Confirms()
        if self._embedded:
            declare_exchanges(self._channel)
        else:
            self._channel.confirm_select()
            self._channel.events["basic_ack"].add(self._confirms.acked)
            self._channel.events["basic_nack"].add(self._confirms.nacked)
        return self._channel

    @property
    def _embedded(self) -> bool:
        return self._url.startswith(embedded.ALIAS)

    def _send(self, channel: Any, messages: list[Outgoing]) -> None:
        if self._embedded:
            for message in messages:
                self._hand_over(channel, message)
            return
        self._confirms.sent += len(messages)
        stamp = {"content_type": CONTENT_TYPE, "content_encoding": "utf-8", **self._stamp}
        envelopes = ({**stamp, "application_headers": each.headers, **each.properties} for each in messages)
        letters = [
            (each.exchange, each.routing_key, properties, each.body)
            for each, properties in zip(messages, envelopes, strict=True)
        ]
        channel.publish(letters, timeout=CONFIRM_SECONDS)

    def _hand_over(self, channel: Any, message: Outgoing) -> None:
        """To the in-process bus, which takes a message as kombu prepares it, and confirms nothing."""
        prepared = channel.prepare_message(
            message.body,
            content_type=CONTENT_TYPE,
            content_encoding="binary",
            headers=dict(message.headers),
            properties={**self._stamp, **message.properties},
        )
        channel.basic_publish(prepared, message.exchange, message.routing_key)

    def _drain(self, until: int) -> None:
        while self._confirms.outstanding > until:
            assert self._connection is not None
            try:
                self._connection.drain_events(timeout=CONFIRM_SECONDS)
            except TimeoutError:
                raise NotConfirmed(f"{self._confirms.outstanding} messages were not confirmed in time") from None

    def close(self, *, at_once: bool = False) -> None:
        """Take leave of the broker; ``at_once``: without waiting for its answer, which may not come."""
        connection, self._connection, self._channel = self._connection, None, None
        if connection is not None:
            try:
                if at_once:
                    connection.collect()
                connection.release()
            except Exception:  # a connection that is already broken cannot be closed any better
                log.debug("closing a broken connection", exc_info=True)
