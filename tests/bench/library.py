"""The eventsourcing library's own two-process way: an application, and a projection of it that runs elsewhere.

No broker: the second process subscribes to the first one's PostgreSQL (LISTEN/NOTIFY). Commands are function calls
inside the first process, which is less work than the others do.
"""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from eventsourcing.projection import EventSourcedProjection, EventSourcedProjectionRunner

from tests.bench.plain import Parcel, Sending, Shelf, _noted, persistence
from tests.bench.raw import command
from tests.bench.yardstick import Counting, Yardstick, ready, told


class Shelving(EventSourcedProjection[UUID]):
    name = "receiving"

    def policy(self, domain_event: Any, processing_event: Any) -> None:
        if isinstance(domain_event, Parcel.Sent):
            fact = {name: getattr(domain_event, name) for name in ("number", "agency", "text", "worth")}
            shelf = Shelf(fact=str(domain_event.originator_id), **fact)
            shelf.shelve()
            processing_event.collect_events(shelf)


class Library(Yardstick):
    key = "library"
    title = "the eventsourcing library's projection runner"
    note = "no broker; commands are calls in the first process"
    slow = 6
    entry = "sender"
    """The process that commands are handed to."""
    receiving: ClassVar[Any] = Shelving

    def prepare(self) -> None:
        self.dsn = {role: self.servers.fresh_database(f"library_{role}") for role in self.roles}
        Sending(persistence(self.dsn["sender"])).close()

    def start(self) -> None:
        super().start()
        self._held = Counting(self.dsn["receiver"], "receiving_events", "notification_id", each=2)

    def told(self, role: str) -> dict[str, Any]:
        return {"sender": self.dsn["sender"], "receiver": self.dsn["receiver"]}

    def send(self, numbers: Sequence[str]) -> None:
        process = self.processes[self.entry]
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.writelines(command(each).decode() + "\n" for each in numbers)
        process.stdin.flush()
        for _ in numbers:
            process.stdout.readline()

    def stored(self) -> int:
        return self._held()

    def settle(self) -> None:
        self._held.settle()

    def compare(self) -> tuple[Sequence[Any], Sequence[Any]]:
        sent = [(str(each.originator_id), each.text) for each in _noted(Sending, self.dsn["sender"], Parcel.Sent)]
        held = [(each.fact, each.text) for each in _noted(self.receiving, self.dsn["receiver"], Shelf.Received)]
        return sent, held

    def stop(self) -> None:
        super().stop()
        self._held.close()


def sender() -> None:
    app = Sending(persistence(told()["sender"]))
    ready()
    for line in sys.stdin:
        content = json.loads(line)
        app.save(Parcel(**{name: content[name] for name in ("number", "agency", "text", "worth")}))
        print("saved", flush=True)


def receiver() -> None:
    known = told()
    from_sender, own = persistence(known["sender"]), persistence(known["receiver"])
    environment = {**from_sender, **{f"RECEIVING_{name}": value for name, value in own.items()}}
    with EventSourcedProjectionRunner(
        application_class=Sending, projection_class=Shelving, env=environment
    ) as runner:
        signal.signal(signal.SIGTERM, lambda number, frame: runner.stop())
        ready()
        runner.run_forever()


if __name__ == "__main__":
    from tests.bench import library  # the library stores the names of modules: __main__ would be one of them

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    {"sender": library.sender, "receiver": library.receiver}[sys.argv[1]]()
