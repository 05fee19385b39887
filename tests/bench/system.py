"""The eventsourcing library's own system runner on PostgreSQL: two applications, a database each, in one process.

No broker, and no second process: the follower's thread reads the leader's notification log. Commands are function
calls, which is less work than the others do.
"""

from __future__ import annotations

import json
import signal
import sys
from typing import Any
from uuid import UUID

from eventsourcing.system import MultiThreadedRunner, ProcessApplication, System

from tests.bench.library import Library
from tests.bench.plain import Parcel, Sending, Shelf, persistence
from tests.bench.yardstick import ready, told


class Receiving(ProcessApplication[UUID]):
    name = "receiving"

    def policy(self, domain_event: Any, processing_event: Any) -> None:
        if isinstance(domain_event, Parcel.Sent):
            fact = {name: getattr(domain_event, name) for name in ("number", "agency", "text", "worth")}
            shelf = Shelf(fact=str(domain_event.originator_id), **fact)
            shelf.shelve()
            processing_event.collect_events(shelf)


class SystemRunner(Library):
    key = "system"
    title = "the eventsourcing library's system runner"
    note = "no broker, one process, two threads; commands are calls"
    roles = ("both",)
    entry = "both"
    receiving = Receiving

    def prepare(self) -> None:
        self.dsn = {role: self.servers.fresh_database(f"system_{role}") for role in ("sender", "receiver")}


def both() -> None:
    known = told()
    environment = {
        f"{name.upper()}_{key}": value
        for name, dsn in ((Sending.name, known["sender"]), (Receiving.name, known["receiver"]))
        for key, value in persistence(dsn).items()
    }
    runner = MultiThreadedRunner[UUID](System(pipes=[[Sending, Receiving]]), environment)
    runner.start()
    app = runner.get(Sending)
    ready()
    for line in sys.stdin:
        content = json.loads(line)
        app.save(Parcel(**{name: content[name] for name in ("number", "agency", "text", "worth")}))
        print("saved", flush=True)
    runner.stop()


if __name__ == "__main__":
    from tests.bench import system  # the library stores the names of modules: __main__ would be one of them

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    system.both()
