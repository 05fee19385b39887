"""What the servers give to Python: every stage batched by hand, and nothing that anybody would keep.

psycopg's COPY, one transaction for what has arrived, pipelined confirms, one acknowledgement a batch. No schema is
checked, nobody is refused, nothing is looked up, no gap is seen: the ceiling, not a system.
"""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any
from uuid import uuid4

import psycopg

from tests.bench.commands import Pipeline, connect
from tests.bench.yardstick import TEXT, Question, Yardstick, told, until_told_to_end

BATCH, PREFETCH = 200, 1_000
COMMANDS, FACTS, EXCHANGE = "raw.commands", "raw.facts", "raw.province"
QUORUM = {"x-queue-type": "quorum"}

TABLES = (
    "CREATE TABLE events (position BIGINT PRIMARY KEY, id UUID NOT NULL, topic TEXT NOT NULL, state BYTEA NOT NULL)",
    "CREATE TABLE cursors (name TEXT PRIMARY KEY, number BIGINT NOT NULL)",
    "INSERT INTO cursors VALUES ('relay',0),('sender',0)",
)


class Raw(Yardstick):
    key = "raw"
    title = "the servers by hand, every stage batched"
    note = "COPY, pipelined confirms, multiple acknowledgement; checks and remembers nothing"

    def prepare(self) -> None:
        self.dsn = {role: self.servers.fresh_database(f"raw_{role}") for role in self.roles}
        for dsn in self.dsn.values():
            with psycopg.connect(dsn, autocommit=True) as connection:
                for statement in TABLES:
                    connection.execute(statement)
        with connect(self.servers.broker.open_url) as link, link.channel() as channel:
            channel.exchange_declare(EXCHANGE, "topic", durable=True, auto_delete=False)
            for queue in (COMMANDS, FACTS):
                channel.queue_declare(queue, durable=True, auto_delete=False, arguments=QUORUM)
            channel.queue_bind(FACTS, EXCHANGE, routing_key="sender.*.*")
        self._taken = Question(self.dsn["receiver"], "SELECT number FROM cursors WHERE name='sender'")

    def start(self) -> None:
        super().start()
        self._pipeline = Pipeline(self.servers.broker.open_url)

    def told(self, role: str) -> dict[str, Any]:
        return {"dsn": self.dsn[role], "url": self.servers.broker.open_url}

    def send(self, numbers: Sequence[str]) -> None:
        self._pipeline.publish((command(each), {}, "", COMMANDS) for each in numbers)

    def offering(self, numbers: Sequence[str]) -> Callable[[int, int], None]:
        commands = [(command(each), {}, "", COMMANDS) for each in numbers]
        return lambda first, until: self._pipeline.offer(commands[first:until])

    def stored(self) -> int:
        return self._taken()

    def compare(self) -> tuple[Sequence[Any], Sequence[Any]]:
        sql = "SELECT state FROM events WHERE topic='ParcelSent' ORDER BY position"
        sent, held = ([bytes(row[0]) for row in _rows(self.dsn[role], sql)] for role in self.roles)
        shelved = _rows(self.dsn["receiver"], "SELECT position FROM events WHERE topic='ParcelShelved'")
        assert len(shelved) == len(held), "a consequence is missing"
        return sent, held

    def stop(self) -> None:
        super().stop()
        self._taken.close()
        self._pipeline.close()


def command(number: str) -> bytes:
    return json.dumps(
        {"id": str(uuid4()), "number": number, "agency": "SYT", "text": TEXT, "worth": "1.50"}, ensure_ascii=False
    ).encode()


def _rows(dsn: str, sql: str) -> list[Any]:
    with psycopg.connect(dsn) as connection:
        return connection.execute(sql).fetchall()  # type: ignore[arg-type]


class Process:
    """Consumes a queue in batches."""

    def __init__(self, queue: str) -> None:
        known = told()
        self.database = psycopg.connect(known["dsn"])
        self.pipeline = Pipeline(known["url"])
        self.channel = self.pipeline.connection.channel()
        self.channel.basic_qos(0, PREFETCH, False)
        self.arrived: deque[Any] = deque()
        self.channel.basic_consume(queue, callback=self.arrived.append)
        self.position = 0

    def batch(self) -> list[Any]:
        """What has arrived; waits for the first, and for nothing that is not there yet."""
        with suppress(TimeoutError):
            self.pipeline.connection.drain_events(timeout=0.5 if not self.arrived else 0.001)
            while len(self.arrived) < BATCH:
                self.pipeline.connection.drain_events(timeout=0.001)
        return [self.arrived.popleft() for _ in range(min(BATCH, len(self.arrived)))]

    def copy(self, cursor: Any, rows: list[tuple[Any, ...]]) -> None:
        with cursor.copy("COPY events (position, id, topic, state) FROM STDIN") as copy:
            for row in rows:
                self.position += 1
                copy.write_row((self.position, *row))


class SenderProcess(Process):
    def __init__(self) -> None:
        super().__init__(COMMANDS)

    def work(self) -> None:
        messages = self.batch()
        if not messages:
            return
        facts = []
        for message in messages:
            content = json.loads(message.body)
            identity = uuid4()
            fact = {"id": str(identity), "type": "ParcelSent", "causation": content.pop("id"), "data": content}
            facts.append((identity, "ParcelSent", json.dumps(fact, ensure_ascii=False).encode()))
        with self.database.transaction(), self.database.cursor() as cursor:
            self.copy(cursor, facts)
            # The relay's position travels with this transaction; confirms come in while commands do.
            cursor.execute("UPDATE cursors SET number=%s WHERE name='relay'", (self.pipeline.confirmed,))
        self.channel.basic_ack(messages[-1].delivery_tag, multiple=True)
        for _, _, body in facts:
            self.pipeline.put(body, {}, EXCHANGE, "sender.ParcelSent.SYT")


class ReceiverProcess(Process):
    def __init__(self) -> None:
        super().__init__(FACTS)
        self.taken = 0

    def work(self) -> None:
        messages = self.batch()
        if not messages:
            return
        rows: list[tuple[Any, ...]] = []
        for message in messages:
            body = message.body if isinstance(message.body, bytes) else message.body.encode()
            fact = json.loads(body)
            shelved = {"type": "ParcelShelved", "causation": fact["id"], "number": fact["data"]["number"]}
            rows.append((uuid4(), "ParcelShelved", json.dumps(shelved).encode()))
            rows.append((uuid4(), "ParcelSent", body))
        self.taken += len(messages)
        with self.database.transaction(), self.database.cursor() as cursor:
            self.copy(cursor, rows)
            cursor.execute("UPDATE cursors SET number=%s WHERE name='sender'", (self.taken,))
        self.channel.basic_ack(messages[-1].delivery_tag, multiple=True)


if __name__ == "__main__":
    until_told_to_end({"sender": SenderProcess, "receiver": ReceiverProcess}[sys.argv[1]]().work)
