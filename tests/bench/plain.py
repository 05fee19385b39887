"""The same packages in the plain way: save one, dispatch one, and the handler saves with tracking.

nameko's own entrypoints and event dispatcher, the eventsourcing library's applications on PostgreSQL. Tracking by
single row refuses what comes late, and nameko acknowledges what was refused: with more than one worker the plain
way loses facts as it comes, so here each is tracked by a row of its own.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

if __name__ == "__main__":
    import warnings

    warnings.filterwarnings("ignore", message="(?s).*Eventlet is deprecated.*")
    os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_selector")

    import eventlet

    eventlet.monkey_patch()

from urllib.parse import urlsplit

from eventsourcing.application import Application, ProcessingEvent
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import Tracking
from eventsourcing.system import ProcessApplication

from tests.bench.commands import Command, Pipeline, Senders
from tests.bench.raw import command
from tests.bench.yardstick import Counting, Yardstick, ready, told

COMMANDS = "plain.commands"


class Parcel(Aggregate):
    @event("Sent")
    def __init__(self, *, number: str, agency: str, text: str, worth: str) -> None:
        self.number = number


class Shelf(Aggregate):
    @event("Received")
    def __init__(self, *, fact: str, number: str, agency: str, text: str, worth: str) -> None:
        self.number = number

    @event("Shelved")
    def shelve(self) -> None:
        self.shelved = True


class Sending(Application[UUID]):
    name = "sending"


class Receiving(ProcessApplication[UUID]):
    name = "receiving"

    def policy(self, domain_event: Any, processing_event: Any) -> None:
        raise NotImplementedError("facts come over the bus")


def persistence(dsn: str) -> dict[str, str]:
    url = urlsplit(dsn)
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_HOST": str(url.hostname),
        "POSTGRES_PORT": str(url.port),
        "POSTGRES_DBNAME": url.path.lstrip("/"),
        "POSTGRES_USER": str(url.username),
        "POSTGRES_PASSWORD": str(url.password),
        "SINGLE_ROW_TRACKING": "n",
    }


class Plain(Yardstick):
    key = "plain"
    title = "nameko and eventsourcing, used plainly"
    note = "one save, one dispatch, one confirm a fact; classic queues; each fact tracked by a row"
    slow = 6
    workers = 10

    def prepare(self) -> None:
        self.dsn = {role: self.servers.fresh_database(f"plain_{role}") for role in self.roles}

    def start(self) -> None:
        super().start()
        self._pipeline = Pipeline(self.servers.broker.open_url)
        # A received fact and its consequence are two rows of one transaction.
        self._held = Counting(self.dsn["receiver"], "receiving_events", "notification_id", each=2)

    def told(self, role: str) -> dict[str, Any]:
        return {"dsn": self.dsn[role], "url": self.servers.broker.open_url, "workers": self.workers}

    def send(self, numbers: Sequence[str]) -> None:
        self._pipeline.publish((_payload(each), _JSON, "", COMMANDS) for each in numbers)

    def stored(self) -> int:
        return self._held()

    def settle(self) -> None:
        self._held.settle()

    def compare(self) -> tuple[Sequence[Any], Sequence[Any]]:
        noted = _noted(Sending, self.dsn["sender"], Parcel.Sent)
        sent = [(str(each.originator_id), each.number, each.text) for each in noted]
        held = [(each.fact, each.number, each.text) for each in _noted(Receiving, self.dsn["receiver"], Shelf.Received)]
        return sorted(sent), sorted(held)

    def senders(self) -> Senders:
        return Senders(self.servers.broker.open_url, f"plain.answers.{uuid4()}", exchange="nameko-rpc")

    def asking(self, number: str, reply_to: str) -> Command:
        call = json.dumps({"args": [json.loads(command(number))], "kwargs": {}}, ensure_ascii=False).encode()
        properties = {**_JSON, "reply_to": reply_to, "correlation_id": number}
        return call, properties, "nameko-rpc", "plain_sender.accept"

    @staticmethod
    def accepted(answer: bytes) -> bool:
        return json.loads(answer)["error"] is None

    def stop(self) -> None:
        super().stop()
        self._held.close()
        self._pipeline.close()


_JSON = {"content_type": "application/json", "content_encoding": "utf-8"}


def _payload(number: str) -> bytes:
    return command(number)


def _noted(application: type[Application[UUID]], dsn: str, kind: type) -> list[Any]:
    app = application(persistence(dsn))
    try:
        found, start = [], 1
        while notifications := app.recorder.select_notifications(start, 1_000):
            found += [each for each in map(app.mapper.to_domain_event, notifications) if isinstance(each, kind)]
            start = notifications[-1].id + 1
        return found
    finally:
        app.close()


def _services() -> dict[str, type]:
    from kombu import Queue
    from nameko.events import EventDispatcher, event_handler
    from nameko.extensions import DependencyProvider
    from nameko.messaging import consume
    from nameko.rpc import rpc

    class Keeping(DependencyProvider):  # type: ignore[misc]
        def __init__(self, application: type[Application[UUID]]) -> None:
            self._application = application

        def setup(self) -> None:
            self._app = self._application(persistence(told()["dsn"]))

        def get_dependency(self, worker_ctx: Any) -> Any:
            return self._app

    class Sender:
        name = "plain_sender"
        app = Keeping(Sending)
        dispatch = EventDispatcher()

        @consume(Queue(COMMANDS, durable=True))
        def arrive(self, content: dict[str, Any]) -> None:
            self.accept(content)

        @rpc
        def accept(self, content: dict[str, Any]) -> str:
            data = {name: content[name] for name in ("number", "agency", "text", "worth")}
            parcel = Parcel(**data)
            (recording,) = self.app.save(parcel)
            fact = {"fact": str(parcel.id), "position": recording.notification.id, **data}
            self.dispatch("parcel_sent", fact)
            return str(parcel.id)

    class Receiver:
        name = "plain_receiver"
        app = Keeping(Receiving)

        @event_handler("plain_sender", "parcel_sent")
        def shelve(self, fact: dict[str, Any]) -> None:
            processing = ProcessingEvent[UUID](tracking=Tracking("sending", fact.pop("position")))
            shelf = Shelf(**fact)
            shelf.shelve()
            processing.collect_events(shelf)
            self.app._record(processing)

    return {"sender": Sender, "receiver": Receiver}


def main(role: str) -> None:
    import eventlet
    from nameko.containers import ServiceContainer

    known = told()
    config = {"AMQP_URI": known["url"], "max_workers": known["workers"]}
    container = ServiceContainer(_services()[role], config=config)
    container.start()
    signal.signal(signal.SIGTERM, lambda number, frame: eventlet.spawn_n(container.stop))
    ready()
    container.wait()


if __name__ == "__main__":
    from tests.bench import plain  # the library stores the names of modules: __main__ would be one of them

    plain.main(sys.argv[1])
