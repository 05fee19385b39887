"""A client of the bus for people and for the demonstration: sends commands in an agency's name, waits for answers."""

from __future__ import annotations

import json
import logging
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu.connection import Connection
from kombu.entity import Queue

from shared.mechanism.bus import COMMANDS, Outgoing, Publisher, QueueFull, connect
from shared.mechanism.busy import FULL, not_now
from shared.mechanism.clock import configured
from shared.mechanism.message import plain, source_of, write
from shared.mechanism.settings import Settings

log = logging.getLogger("phoihop.client")


class NoAnswer(Exception):
    """The department did not answer in time; the same command, with the same id, may be sent again."""


@dataclass(frozen=True)
class Order:
    """One command to be sent: what, to whom, on whose behalf, by whom.

    Sent twice it is the same bytes, so it holds no moment of sending: the ledger notes when it came.
    """

    command: str
    data: Mapping[str, Any]
    agency: str
    to: str
    actor: str
    id: str = field(default_factory=lambda: str(uuid4()))
    capacity: str = ""
    effective: date | str | None = None

    def document(self) -> dict[str, Any]:
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

    def letter(self) -> Letter:
        """The order as it travels."""
        return Letter(self.id, self.to, write(self.document()), self.command)


@dataclass(frozen=True)
class Letter:
    """A command's bytes and where they go. ``id`` ties the answer to it; the bytes are sent as they are."""

    id: str
    to: str
    body: bytes = field(repr=False)
    type: str = ""


class Client:
    """Sends commands as one user of the broker. Use as a context manager; one thread of control."""

    def __init__(self, settings: Settings, user: str) -> None:
        self.user = user
        url = settings.bus_url(user)
        self._publisher = Publisher(url, user)
        self._connection: Connection = connect(url)
        self._queue = Queue(f"client.{user}.{uuid4()}", exclusive=True, auto_delete=True, durable=False)
        self._answers: dict[str, bytes] = {}

    def __enter__(self) -> Client:
        self._connection.ensure_connection(max_retries=1, interval_start=0, timeout=10)
        channel: Any = self._connection.channel()
        self._queue = self._queue(channel)
        self._queue.declare()
        self._queue.consume(callback=self._hear, no_ack=True)
        return self

    def __exit__(self, *reason: object) -> None:
        self._publisher.close()
        self._connection.release()

    def post(self, letters: Sequence[Letter]) -> None:
        """Hand letters to the bus, in order; it is responsible for them from here on."""
        self._publisher.publish(self._outgoing(letter) for letter in letters)

    def answers(self, letters: Sequence[Letter], *, seconds: float) -> list[bytes]:
        """Wait for the answers to letters that were posted; in order. Raises NoAnswer when one does not come."""
        deadline = monotonic() + seconds
        while missing := [letter for letter in letters if letter.id not in self._answers]:
            left = deadline - monotonic()
            if left <= 0:
                raise NoAnswer(f"{missing[0].to} chưa trả lời {len(missing)} lệnh trong {seconds:.0f} giây")
            try:
                self._connection.drain_events(timeout=min(left, 1.0))
            except TimeoutError:
                continue
        return [self._answers.pop(letter.id) for letter in letters]

    def send(self, letter: Letter, *, seconds: float = 30.0) -> bytes:
        """Post one letter and wait for the answer, a CloudEvents document. Raises NoAnswer.

        When the addressee's queue is full, that is the answer: it may be sent again.
        """
        try:
            self.post([letter])
        except QueueFull:
            return write(not_now(letter.body, FULL, department=letter.to, now=configured().now()))
        return self.answers([letter], seconds=seconds)[0]

    def _outgoing(self, letter: Letter) -> Outgoing:
        properties = {
            "reply_to": self._queue.name,
            "correlation_id": letter.id,
            "message_id": letter.id,
            "type": letter.type,
        }
        return Outgoing(COMMANDS.name, letter.to, letter.body, properties)

    def _hear(self, message: Any) -> None:
        body = message.body.encode() if isinstance(message.body, str) else bytes(message.body)
        self._answers[message.properties.get("correlation_id", "")] = body


class ClientPool:
    """Clients by user, opened when they are first needed; the one that was not used for longest makes room."""

    def __init__(self, settings: Settings, *, most: int) -> None:
        self._settings = settings
        self._most = most
        self._open: OrderedDict[str, Client] = OrderedDict()

    def get(self, user: str) -> Client:
        """An open client of that user."""
        if user not in self._open:
            while len(self._open) >= self._most:
                self.drop(next(iter(self._open)))
            self._open[user] = Client(self._settings, user).__enter__()
        self._open.move_to_end(user)
        return self._open[user]

    def drop(self, user: str) -> None:
        """Close that user's client, if it is open; broken connections are closed without a word."""
        client = self._open.pop(user, None)
        if client is not None:
            try:
                client.__exit__()
            except Exception:
                log.debug("closing a broken connection", exc_info=True)

    def close(self) -> None:
        for user in list(self._open):
            self.drop(user)


def read_answer(body: bytes) -> dict[str, Any]:
    """A reply as a document. Raises ValueError for what is no JSON object."""
    document = json.loads(body)
    if not isinstance(document, dict):
        raise ValueError("no JSON object")
    return document
