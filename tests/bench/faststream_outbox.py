"""FastStream on the same RabbitMQ, with an outbox and an inbox table written by hand, as its users do.

One transaction for the event and its outbox row; a task publishes what is in the outbox, all of a page at once; the
receiver writes inbox row, event and consequence in one transaction and acknowledges after it.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from uuid import uuid4

import psycopg

from tests.bench.commands import Pipeline
from tests.bench.raw import _rows, command
from tests.bench.yardstick import Counting, Yardstick, ready, told

COMMANDS, FACTS = "faststream.commands", "faststream.facts"
CONNECTIONS, PREFETCH, PAGE = 10, 100, 100
TABLES = (
    "CREATE TABLE events (position BIGSERIAL PRIMARY KEY, id UUID UNIQUE NOT NULL, topic TEXT NOT NULL,"
    " state JSONB NOT NULL)",
    "CREATE TABLE outbox (number BIGSERIAL PRIMARY KEY, id UUID NOT NULL, state BYTEA NOT NULL)",
    "CREATE TABLE inbox (id UUID PRIMARY KEY)",
)
EVENT = "INSERT INTO events (id, topic, state) VALUES (%s,%s,%s)"


class FastStreamOutbox(Yardstick):
    key = "faststream"
    title = "FastStream with an outbox table"
    note = f"asyncio, {CONNECTIONS} connections, outbox published {PAGE} at once"
    slow = 3

    def prepare(self) -> None:
        self.dsn = {role: self.servers.fresh_database(f"faststream_{role}") for role in self.roles}
        for dsn in self.dsn.values():
            with psycopg.connect(dsn, autocommit=True) as connection:
                for statement in TABLES:
                    connection.execute(statement)

    def start(self) -> None:
        super().start()
        self._held = Counting(self.dsn["receiver"], "events", "position", each=2)
        self._pipeline = Pipeline(self.servers.broker.open_url)

    def told(self, role: str) -> dict[str, Any]:
        return {"dsn": self.dsn[role], "url": self.servers.broker.open_url}

    def send(self, numbers: Sequence[str]) -> None:
        properties = {"content_type": "application/json"}
        self._pipeline.publish((command(each), properties, "", COMMANDS) for each in numbers)

    def stored(self) -> int:
        return self._held()

    def settle(self) -> None:
        self._held.settle()

    def compare(self) -> tuple[Sequence[Any], Sequence[Any]]:
        sql = "SELECT id::text, state->>'number', state->>'text' FROM events WHERE topic='ParcelSent' ORDER BY 1"
        sent, held = (_rows(self.dsn[role], sql) for role in self.roles)
        shelved = _rows(self.dsn["receiver"], "SELECT id FROM events WHERE topic='ParcelShelved'")
        assert len(shelved) == len(held), "a consequence is missing"
        return sent, held

    def stop(self) -> None:
        super().stop()
        self._held.close()
        self._pipeline.close()


async def main(role: str) -> None:
    from faststream.rabbit import Channel, RabbitBroker, RabbitQueue
    from psycopg_pool import AsyncConnectionPool

    known = told()
    broker = RabbitBroker(known["url"], default_channel=Channel(prefetch_count=PREFETCH), logger=None)
    pool = AsyncConnectionPool(known["dsn"], min_size=CONNECTIONS, max_size=CONNECTIONS, open=False)
    something = asyncio.Event()

    async def accept(content: dict[str, Any]) -> None:
        identity = uuid4()
        fact = json.dumps({"id": str(identity), **{name: content[name] for name in ("number", "text", "worth")}})
        async with pool.connection() as connection:
            await connection.execute(EVENT, (identity, "ParcelSent", fact))
            await connection.execute("INSERT INTO outbox (id, state) VALUES (%s,%s)", (identity, fact.encode()))
        something.set()

    async def relay() -> None:
        while True:
            async with pool.connection() as connection:
                cursor = await connection.execute("SELECT number, state FROM outbox ORDER BY number LIMIT %s", (PAGE,))
                page = await cursor.fetchall()
                if page:
                    await asyncio.gather(
                        *(broker.publish(row[1], FACTS, persist=True, content_type="application/json") for row in page)
                    )
                    await connection.execute("DELETE FROM outbox WHERE number = ANY(%s)", ([row[0] for row in page],))
            if not page:
                something.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(something.wait(), 0.05)

    async def shelve(fact: dict[str, Any]) -> None:
        async with pool.connection() as connection:
            cursor = await connection.execute(
                "INSERT INTO inbox VALUES (%s) ON CONFLICT DO NOTHING RETURNING id", (fact["id"],)
            )
            if await cursor.fetchone() is not None:
                shelved = json.dumps({"fact": fact["id"], "number": fact["number"]})
                await connection.execute(EVENT, (fact["id"], "ParcelSent", json.dumps(fact)))
                await connection.execute(EVENT, (uuid4(), "ParcelShelved", shelved))

    queue, handler = {"sender": (COMMANDS, accept), "receiver": (FACTS, shelve)}[role]
    broker.subscriber(RabbitQueue(queue, durable=True))(handler)
    await pool.open()
    await broker.start()
    tasks = [asyncio.create_task(relay())] if role == "sender" else []
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    ready()
    await ended.wait()
    for task in tasks:
        task.cancel()
    await broker.stop()
    await pool.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
