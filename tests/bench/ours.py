"""This mechanism: two departments as real services, each in its process (host, inbox, ledger, relay)."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

if __name__ == "__main__":  # the service process: as services/__main__.py
    import warnings

    warnings.filterwarnings("ignore", message="(?s).*Eventlet is deprecated.*")
    os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_selector")

    import eventlet

    eventlet.monkey_patch()

from deploy.local import ports
from shared.mechanism import logs
from shared.mechanism.receipts import Receipts
from shared.mechanism.settings import Settings
from shared.mechanism.store import Store
from tests.bench.commands import Command, Pipeline, Senders, connect
from tests.bench.yardstick import TEXT, Question, Yardstick, ready, told

SENDER, RECEIVER, AGENCY = "noi_vu", "tu_phap", "SYT"


def command(number: str) -> bytes:
    document = {
        "specversion": "1.0",
        "id": str(uuid4()),
        "source": f"/quang-nam/{AGENCY.lower()}",
        "type": "SendParcel",
        "agency": AGENCY,
        "actor": "Văn thư (dữ liệu mẫu)",
        "data": {"number": number, "agency": AGENCY, "text": TEXT.strip(), "worth": "1.50"},
    }
    return json.dumps(document, ensure_ascii=False).encode()


class Ours(Yardstick):
    key = "ours"
    title = "phoihop: two departments"
    views = False

    def prepare(self) -> None:
        self._port = ports.row(3)
        self.settings = Settings.from_environment({**self.servers.environment(), "PORT": str(self._port)})
        self.stores = {name: self.settings.open_store(name) for name in (SENDER, RECEIVER)}
        self._taken = Question(
            self.servers.database.url(RECEIVER),
            f"SELECT MAX(notification_id) FROM notification_tracking WHERE application_name='from:{SENDER}'",
        )
        self._begin()

    def _begin(self) -> None:
        """What the ledgers hold from an earlier run was compared then."""
        self._sent = self.stores[SENDER].last()[1]
        self._received = self.stores[RECEIVER].last()[0]

    def start(self) -> None:
        super().start()
        url = self.servers.broker.url(SENDER)
        for queue in (f"{SENDER}.commands", f"{SENDER}.facts"):
            _wait_for_consumer(url, queue)
        _wait_for_consumer(self.servers.broker.url(RECEIVER), f"{RECEIVER}.facts")
        self._pipeline = Pipeline(self.servers.broker.url(AGENCY))

    def told(self, role: str) -> dict[str, Any]:
        name = {"sender": SENDER, "receiver": RECEIVER}[role]
        return {**self.servers.environment(), "PORT": str(self._port), "name": name, "views": self.views}

    def send(self, numbers: Sequence[str]) -> None:
        self._pipeline.publish(map(self._addressed, numbers))

    def offering(self, numbers: Sequence[str]) -> Callable[[int, int], None]:
        commands = [self._addressed(each) for each in numbers]
        return lambda first, until: self._pipeline.offer(commands[first:until])

    @staticmethod
    def _addressed(number: str) -> Command:
        return command(number), {"user_id": AGENCY}, "commands", SENDER

    def stored(self) -> int:
        return self._taken()

    def compare(self) -> tuple[Sequence[Any], Sequence[Any]]:
        sender, receiver = self.stores[SENDER], self.stores[RECEIVER]
        sent = [line.body for line in sender.public_lines(self._sent, 10_000_000)]
        rows = receiver.lines(self._received, 10_000_000)
        held = [Receipts.received_bytes(line.body) for line in rows if line.topic == "FactReceived"]
        shelved = [line for line in rows if line.topic == "ParcelShelved"]
        assert len(shelved) == len(held), "a consequence is missing"
        return sent, held

    def senders(self) -> Senders:
        return Senders(self.servers.broker.url(AGENCY), f"client.{AGENCY}.{uuid4()}")

    def asking(self, number: str, reply_to: str) -> Command:
        properties = {"user_id": AGENCY, "reply_to": reply_to, "correlation_id": number}
        return command(number), properties, "commands", SENDER

    @staticmethod
    def accepted(answer: bytes) -> bool:
        return json.loads(answer)["type"] == "CommandAccepted"

    def stop(self) -> None:
        super().stop()
        self._pipeline.close()
        self._taken.close()
        for store in self.stores.values():
            store.close()
        ports.release(range(self._port, self._port + 3))


def _wait_for_consumer(url: str, queue: str) -> None:
    from time import sleep

    import amqp

    with connect(url) as connection:
        for _ in range(600):
            try:
                with connection.channel() as channel:
                    if channel.queue_declare(queue, passive=True).consumer_count:
                        return
            except amqp.exceptions.NotFound:
                pass
            sleep(0.05)
    raise AssertionError(f"nobody listens to {queue}")


def service(name: str, *, views: bool) -> type:
    """The department class of that name, doing the bench's work only."""
    from shared.mechanism.department import Department
    from tests.bench import parcels

    procedures = {SENDER: (parcels.SENDER,), RECEIVER: (parcels.RECEIVER,)}[name]
    seen = (parcels.Parcels,) if views else ()
    return type(name, (Department,), {"name": name, "procedures": procedures, "views": seen})


def main() -> None:
    from shared.mechanism.host import Host, run

    known = told()
    logs.configure("INFO")
    settings = Settings.from_environment(known)
    host = Host([service(known["name"], views=known["views"])], settings, places={SENDER: 1, RECEIVER: 2}, version="b")
    ready()
    run(host)


if __name__ == "__main__":
    main()
    sys.exit(0)

__all__ = ["Ours", "Store"]
