"""The relay (sổ công văn đi): a ledger's public facts to the bus, in the ledger's order, at least once.

It follows the ledger with a cursor of its own, which moves when the broker has confirmed. A fact may go out
twice after a crash; receivers know its number and take it once. It also answers those who lack something, from
the ledger, and says every so often how far it has sent the ledger, so that even a last fact cannot go missing
unnoticed, and how far it has taken everybody else, so that a ledger that was put back learns what it lost. Of several
replicas only the one that leads publishes; one that does not know yet that it was deposed does no harm, for the same
reason.

A fact that a full queue does not take is tried again a few times; then the relay goes on without that queue, so that
one receiver who is away does not hold up all the others. Whoever lacks something asks for it when it is back.

Which agency a fact concerns, the third word of its key, is read from the fact's own bytes, where the schema says
that it stands. The journal has no column for it: nobody searches by it, it would be one more thing that can differ
from the bytes, and reading it costs less than the confirm that is waited for. Only shapes that concern an agency
are parsed; the bytes that go out are the stored ones in any case.
"""

from __future__ import annotations

import json
import logging
import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from time import monotonic
from typing import Any

import eventlet
import orjson
from eventlet.event import Event
from nameko.extensions import DependencyProvider

import schemas
from schemas.base import ALL
from shared.mechanism.bus import (
    PROVINCE,
    Outgoing,
    Publisher,
    QueueFull,
    announced_key,
    asks_key,
    fact_key,
    sends_key,
)
from shared.mechanism.message import write
from shared.mechanism.own import OwnLedger
from shared.mechanism.store import Line, Row
from shared.mechanism.tail import Tail

log = logging.getLogger("phoihop.relay")

CURSOR = "relay"
PAGE = 1_000
AT_ONCE = 4_000
"""Facts that go out between two moves of the cursor, and may go out once more after a crash."""
ANNOUNCE_SECONDS = 1.0
SAVE_SECONDS = 0.2
"""How long what was confirmed may be known in memory only: after a crash it goes out once more."""
TRIES = 5
"""How often facts are offered to a full queue before the relay goes on without it."""


class Relay(DependencyProvider):
    """Publishes what the ledger has written since the last confirm."""

    own = OwnLedger()

    def setup(self) -> None:
        self._wake = Event()
        self._stopping = False
        self._thread: Any = None
        self._announced_at = self._saved_at = 0.0
        self._cursor = self._saved = 0
        self._at_work = False
        self._refusals = 0
        self._tail = Tail(self.own.ledger.store)
        self.own.ledger.after_commit.append(self._committed)
        self.own.wake_relay = self.wake

    def start(self) -> None:
        self._publisher = Publisher(self.own.bus_url, self.own.department)
        self._thread = self.container.spawn_managed_thread(self._run)

    def stop(self) -> None:
        """Let what is written go out before the service ends."""
        self._stopping = True
        self.wake()
        if self._thread is not None:
            self._thread.wait()

    def wake(self) -> None:
        if not self._wake.ready():
            self._wake.send(None)

    def _committed(self, rows: Sequence[Row]) -> None:
        if self._at_work:
            self._tail.add(rows)
        self.wake()

    def get_dependency(self, worker_ctx: object) -> Relay:
        return self

    @property
    def pending(self) -> int:
        """Public facts that the broker has not confirmed yet."""
        return max(0, self.own.ledger.written - self._cursor)

    def _run(self) -> None:
        delay = 0.05
        while True:
            stopping = self._stopping
            self._wake = Event()
            if not self.own.leadership.leads:
                self._at_work = False
                if stopping:
                    break
                with eventlet.Timeout(ANNOUNCE_SECONDS, False):
                    self._wake.wait()
                continue
            try:
                if not self._at_work:
                    self._begin()
                self._work()
                delay = 0.05
            except Exception as failure:
                log.warning("relay waits", extra={"reason": str(failure)[:300], "seconds": round(delay, 2)})
                if stopping:
                    break
                eventlet.sleep(delay * random.uniform(0.5, 1.0))
                delay = min(delay * 2, 5.0)
                continue
            if stopping:
                break
            with eventlet.Timeout(ANNOUNCE_SECONDS if self._cursor == self._saved else SAVE_SECONDS, False):
                self._wake.wait()
        self._publisher.close()

    def _begin(self) -> None:
        """Where the relay stands, whoever moved it there."""
        self._tail.clear()
        self._cursor = self._saved = self.own.ledger.store.cursor(CURSOR)
        self._at_work = True

    def _work(self) -> None:
        ledger, post = self.own.ledger, self.own.post
        while post.asks:
            sender, after = post.asks[0]
            body = write({"after": after})
            key = asks_key(self.own.department, sender)
            self._offer([Outgoing(PROVINCE.name, key, body)])
            post.asks.popleft()
        while post.again:
            asker, after = post.again[0]
            self._offer(self._page(asker, after))
            post.again.popleft()
        while lines := self._next(self._cursor):
            self._send(lines)
        if self._cursor != self._saved and (self._stopping or monotonic() - self._saved_at >= SAVE_SECONDS):
            ledger.store.move(CURSOR, self._cursor)
            self._saved, self._saved_at = self._cursor, monotonic()
        if monotonic() - self._announced_at >= ANNOUNCE_SECONDS:
            # How far it has sent, not how far it has written: nobody is to ask for what is on its way.
            body = write({"sequence": self._cursor, "taken": ledger.taken})
            key = announced_key(self.own.department)
            self._offer([Outgoing(PROVINCE.name, key, body, {"delivery_mode": 1, "expiration": "5000"})])
            self._announced_at = monotonic()

    def _offer(self, messages: Iterable[Outgoing]) -> None:
        """Publish what is said again soon, by whoever still needs it: a full queue may do without."""
        with suppress(QueueFull):
            self._publisher.publish(messages)

    def _send(self, lines: Sequence[Line | Row]) -> None:
        """Publish facts, and what stands behind them. Raises QueueFull when they should be tried again."""
        reached, sent = self._cursor, 0

        def outgoing() -> Iterator[Outgoing]:
            # The next page is read while the broker still has work with this one.
            nonlocal lines, reached, sent
            while lines:
                yield from map(self._outgoing, lines)
                reached, sent = lines[-1].sequence or reached, sent + len(lines)
                lines = self._next(reached) if sent < AT_ONCE else ()

        try:
            self._publisher.publish(outgoing())
            self._refusals = 0
        except QueueFull as full:
            self._refusals += 1
            if self._refusals < TRIES:
                raise
            if self._refusals == TRIES:
                log.error("going on without a full queue", extra={"reason": str(full), "after": self._cursor})
        self._cursor = reached
        self.own.published += sent

    def _next(self, after: int) -> Sequence[Line | Row]:
        """The facts after a number: as they were just written, or else from the store."""
        if self.own.ledger.written <= after and monotonic() - self._announced_at < ANNOUNCE_SECONDS:
            return ()  # now and then it is read nevertheless, for the sake of another writer
        return self._tail.after(after, PAGE)

    def _outgoing(self, line: Line | Row) -> Outgoing:
        properties = {"message_id": f"{line.record_id}/{line.version}", "type": line.topic}
        key = fact_key(self.own.department, line.topic, concerned(line))
        return Outgoing(PROVINCE.name, key, line.body, properties)

    def _page(self, asker: str, after: int) -> Iterator[Outgoing]:
        """Facts after a number, for one asker; each says how far the ledger has come, so that it can ask on."""
        ledger = self.own.ledger
        key = sends_key(self.own.department, asker)
        for line in ledger.store.public_lines(after, PAGE):
            properties = {"message_id": f"{line.record_id}/{line.version}", "type": line.topic}
            yield Outgoing(PROVINCE.name, key, line.body, properties, {"last": ledger.written})


_DATA = b',"data":'


def concerned(line: Line | Row) -> str:
    """The agency that a public fact concerns, or ``all``."""
    schema = schemas.find(line.topic)
    if schema is None or not issubclass(schema, schemas.Event) or schema.concern() is None:
        return ALL
    try:
        # The header is flat, and in its strings quotes are escaped: the first such mark is where the data begin.
        return schema.concerned(orjson.loads(line.body[line.body.index(_DATA) + len(_DATA) : -1]))
    except (ValueError, KeyError, TypeError):
        # Damaged behind the ledger's back. It goes out as it is, to the departments: they and the audit will say so,
        # and what comes after it does not wait for ever.
        return ALL


def testimony(body: bytes, sender: str) -> int:
    """How many of a sender's facts an announcement says were taken; 0 where it says nothing about it."""
    content = json.loads(body)
    taken = content.get("taken") if isinstance(content, dict) else None
    number = taken.get(sender, 0) if isinstance(taken, dict) else 0
    return number if isinstance(number, int) else 0


def announcement(body: bytes) -> int:
    """The number that an announcement or a question carries. Raises ValueError for anything else."""
    content = json.loads(body)
    number = content.get("sequence", content.get("after")) if isinstance(content, dict) else None
    if not isinstance(number, int):
        raise ValueError("no number")
    return number
