"""The province of the stories on real servers: six services in one process, RabbitMQ and PostgreSQL between them.

Offers what ``tests.province.Province`` offers to a story, so that the same story runs on both. Between two stories the
ledgers and the queues are emptied, and the services begin anew.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import psycopg
from psycopg import sql

from services import DEPARTMENTS
from services.console.client import ClientPool
from services.console.year.diary import Diaries
from shared.mechanism.bus import connect
from shared.mechanism.clock import ICT
from shared.mechanism.view import Row
from shared.regulation.agencies import service_of
from tests.live.officials import Running

START = datetime(2021, 11, 1, 8, tzinfo=ICT)
QUEUES = ("facts", "commands", "dead")
TRACKING = "notification_tracking"


class WholeProvince(Running):
    """Some stories, one after another, on the same two servers."""

    def start(self, at: datetime = START) -> None:
        self.sent: list[dict[str, Any]] = []
        self._refused: list[dict[str, Any]] = []
        self.clock.move_to(at)
        self.services.start_one(*DEPARTMENTS)
        keeps = self.surroundings.broker.keeps
        for name in DEPARTMENTS:
            for queue in QUEUES[:2]:
                self.wait_for(
                    lambda name=name, queue=queue: keeps(f"{name}.{queue}"),  # type: ignore[misc]
                    f"{name} takes {queue}",
                )
        self.stores = {name: self.settings.open_store(name) for name in DEPARTMENTS}
        self._diaries = Diaries(self.stores)

    def begin_anew(self, at: datetime = START) -> None:
        """Nothing has ever been said: as in a province that was just founded, at that moment."""
        self._clients.close()
        self.services.stop()
        for store in self.stores.values():
            store.close()
        self._empty_queues()
        for name in DEPARTMENTS:
            self._empty_ledger(name)
        self.services = self.services.again()
        self._clients = ClientPool(self.settings, most=10)
        self.start(at)

    def _empty_queues(self) -> None:
        for name in DEPARTMENTS:
            with connect(self.settings.bus_url(name)) as connection:
                for queue in QUEUES:
                    channel: Any = connection.channel()
                    channel.queue_purge(f"{name}.{queue}")

    def _empty_ledger(self, name: str) -> None:
        with psycopg.connect(self.surroundings.database.url(name), autocommit=True) as connection:
            found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            tables = {table for (table,) in found} - {TRACKING}
            names = sql.SQL(", ").join(sql.Identifier(table) for table in sorted(tables))
            connection.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY").format(names))
            # The library keeps the version of its own tables in one row of this one.
            connection.execute(f"DELETE FROM {TRACKING} WHERE application_name <> '__migration__'")

    # What a story asks for -----------------------------------------------------------------------------------

    def send(
        self,
        command: str,
        data: dict[str, Any],
        *,
        agency: str,
        to: str | None = None,
        **attributes: Any,
    ) -> dict[str, Any]:
        import schemas

        named: str = to or getattr(schemas.find(command), "to", "noi_vu")
        addressee = (service_of(agency) or "noi_vu") if named == "owner" else named
        self.sent.append({"type": command, "agency": agency, "data": data})
        reply = super().send(command, data, agency=agency, to=addressee, **attributes)
        if "code" in reply:
            self._refused.append(reply)
        return reply

    def refusals(self) -> list[dict[str, Any]]:
        return self._refused

    def settle(self) -> int:
        """Wait until nothing moves: everybody has taken everything, and nothing that is due has not rung."""
        before: dict[str, tuple[int, int, str]] = {}
        while True:
            super().settle()
            self.wait_for(lambda: not self._diaries.unrung(self.clock.now()), "everybody has rung what is due")
            now = {name: store.last() for name, store in self.stores.items()}
            if now == before:
                return 0
            before = now

    def move_to(self, moment: datetime | str) -> None:
        super().move_to(moment)
        self.settle()

    def view(self, department: str, name: str) -> _Rows:
        store = self.stores[department]
        self.wait_for(lambda: store.cursor(f"view:{name}") >= store.last()[0], f"{name} of {department} is up to date")
        return _Rows(store.view_content(name))

    def quarantined(self) -> list[str]:
        return [each.cause for store in self.stores.values() for each in store.quarantined()]


class _Rows:
    """A view as a story reads it."""

    def __init__(self, rows: dict[str, Row]) -> None:
        self.rows = rows
