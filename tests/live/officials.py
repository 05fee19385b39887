"""The officials of the province for live tests: real services as processes, real servers, and who sends the commands.

``Running`` offers what ``tests.province.Province`` offers, so the sample round of the stories can be played on it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

import schemas
from deploy.local import ports
from deploy.local.servers import Surroundings, forget_all, start_all
from services import DEPARTMENTS, PLACES
from services.console.client import ClientPool, Order, read_answer
from services.console.local import Services
from shared.mechanism.clock import ICT, FileClock
from shared.mechanism.settings import Settings
from shared.mechanism.store import Store


class Running:
    """The services of the province as processes of their own, and their ledgers, read from outside."""

    def __init__(self, folder: Path, surroundings: Surroundings, *, start: datetime) -> None:
        self.folder = folder
        self.surroundings = surroundings
        self.clock = FileClock(folder / "clock")
        self.clock.move_to(start)
        self._port = ports.row(len(PLACES))
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PHOIHOP_")}
        environment |= surroundings.environment() | {
            "PHOIHOP_CLOCK": str(folder / "clock"),
            "PHOIHOP_DATA": str(folder),
            "PORT": str(self._port),
        }
        self.settings = Settings.from_environment(environment)
        (folder / "logs").mkdir()
        self.services = Services(environment, folder / "logs")
        self.stores: dict[str, Store] = {}
        self._clients = ClientPool(self.settings, most=10)

    def start(self) -> None:
        for name in DEPARTMENTS:
            self.services.start_one(name)
        keeps = self.surroundings.broker.keeps
        for name in DEPARTMENTS:
            self.wait_for(lambda name=name: keeps(f"{name}.commands"), f"{name} takes commands")  # type: ignore[misc]
        self.stores = {name: self.settings.open_store(name) for name in DEPARTMENTS}

    def stop(self) -> None:
        self._clients.close()
        self.services.stop()
        for store in self.stores.values():
            store.close()
        ports.release(range(self._port, self._port + len(PLACES)))

    @staticmethod
    def wait_for(condition: Callable[[], bool], what: str, seconds: float = 60.0) -> None:
        deadline = monotonic() + seconds
        while not condition():
            assert monotonic() < deadline, f"not within {seconds:.0f} s: {what}"
            sleep(0.05)

    # What the stories' sample round asks for ---------------------------------------------------------------

    def send(
        self,
        command: str,
        data: dict[str, Any],
        *,
        agency: str,
        to: str | None = None,
        actor: str = "Cán bộ (dữ liệu mẫu)",
        settle: bool = True,
        **attributes: Any,
    ) -> dict[str, Any]:
        """The reply's data with its type."""
        addressee: str = to or getattr(schemas.find(command), "to", "noi_vu")
        order = Order(command=command, data=data, agency=agency, to=addressee, actor=actor, **attributes)
        reply = read_answer(self._clients.get(agency).send(order.letter(), seconds=60))
        if settle:
            self.settle()
        return {**reply["data"], "type": reply["type"]}

    def settle(self) -> int:
        """Wait until everybody has taken what everybody has said so far."""
        for sender, store in self.stores.items():
            said = store.last()[1]
            for name, other in self.stores.items():
                self.wait_for(
                    lambda: other.cursors().get(f"from:{sender}", 0) >= said,  # noqa: B023
                    f"{name} has taken what {sender} said",
                )
        return 0

    def move_to(self, moment: datetime | str) -> None:
        moment = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        self.clock.move_to(moment if moment.tzinfo else moment.replace(tzinfo=ICT))

    def facts(self, name: str = "", *, of: str | None = None) -> list[dict[str, Any]]:
        return [
            json.loads(line.body)
            for department, store in self.stores.items()
            if of in (None, department)
            for line in store.lines(0, 1_000_000)
            if line.topic == name or (not name and line.sequence)
        ]

    def wait_for_facts(self, name: str, count: int) -> None:
        self.wait_for(lambda: len(self.facts(name)) >= count, f"{count} × {name}")
        self.settle()


@contextmanager
def running(factory: pytest.TempPathFactory, *, start: datetime) -> Iterator[Running]:
    """All six departments on a private RabbitMQ and PostgreSQL, gone afterwards."""
    folder = factory.mktemp("officials")
    for each in (folder, folder.parent):
        each.chmod(0o755)  # the servers run under accounts of their own
    try:
        with start_all(folder / "servers") as surroundings:
            made = Running(folder, surroundings, start=start)
            try:
                made.start()
                yield made
            finally:
                made.stop()
    finally:
        forget_all(folder / "servers")
