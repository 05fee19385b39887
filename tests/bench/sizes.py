"""What a ledger costs as it grows, and how fast it is read again; in processes of their own, figures as JSON lines.

``python -m tests.bench.sizes fill|cost|memory|replay|relay``
"""

from __future__ import annotations

import gc
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice, zip_longest
from statistics import median
from tempfile import TemporaryFile
from time import monotonic, perf_counter
from typing import Any

if __name__ == "__main__":
    import warnings

    warnings.filterwarnings("ignore", message="(?s).*Eventlet is deprecated.*")
    if sys.argv[1] == "relay":  # the relay lives in a service's process
        os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_selector")
        import eventlet

        eventlet.monkey_patch()

import psycopg

from tests.bench.servers import store_at
from tests.bench.yardstick import ROOT, told


def ask(task: str, **known: Any) -> Iterator[Any]:
    """The figures of one task, as they come, from a process of its own."""
    with TemporaryFile("w+") as complaints, subprocess.Popen(
        [sys.executable, "-m", "tests.bench.sizes", task],
        env={**os.environ, "BENCH": json.dumps(known)}, cwd=ROOT, stdout=subprocess.PIPE, stderr=complaints, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        try:
            yield from map(json.loads, process.stdout)
        except BaseException:
            process.kill()
            raise
        if process.wait():
            complaints.seek(0)
            raise RuntimeError(f"{task}: {complaints.read()[-2_000:]}")


def fill(dsn: str, rows: list[int], copies: list[str]) -> None:
    """A ledger that grows; at each of these sizes but the last a copy of it is kept, under these names."""
    from tests.bench import ledgers

    store = store_at(dsn)
    pair = ledgers.example(store)
    for size, copy in zip_longest(rows, copies):
        begun = monotonic()
        ledgers.extend(store, *pair, size)
        filled = monotonic() - begun
        ledgers.open_ledger(store).folding.catch_up()
        with store.datastore.get_connection() as connection:
            connection.execute("ANALYZE")
            connection.execute("CHECKPOINT")
        tell(rows=store.last()[0], seconds=filled, folded=monotonic() - begun - filled)
        store.close()
        if copy:
            address, _, name = dsn.rpartition("/")
            with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
                connection.execute(f"DROP DATABASE IF EXISTS {copy} WITH (FORCE)")
                connection.execute(f"CREATE DATABASE {copy} TEMPLATE {name}")
            store = store_at(dsn)


def cost(dsns: list[str], rows: list[int], runs: int) -> None:
    """A start, a command, a command in a batch of 200, and a row of a view; the ledgers in turn."""
    from tests.bench import ledgers

    fresh = 90_000_000 + random.randrange(1_000_000) * 10
    for run in range(runs + 1):
        for place, dsn in enumerate(dsns):
            gc.collect()
            begun = perf_counter()
            ledger = ledgers.open_ledger(store_at(dsn))
            ledger.folding.catch_up()
            start = perf_counter() - begun
            numbers = [f"{fresh + each:08d}" for each in range(1_100)]
            fresh += 1_100
            for first in range(0, 600, 200):  # a department at work is warm
                ledger.take(ledgers.deliveries([f"{fresh + first + each:08d}" for each in range(200)]))
            fresh += 600
            single = []
            for delivery in ledgers.deliveries(numbers[:100]):
                begun = perf_counter()
                assert ledger.take([delivery])[0].kind == "accepted"
                single.append(perf_counter() - begun)
            batches = []
            for first in range(100, 1_100, 200):
                arrived = ledgers.deliveries(numbers[first : first + 200])
                begun = perf_counter()
                ledger.take(arrived)
                batches.append((perf_counter() - begun) / 200)
            reads = []
            for _ in range(200):
                name = f"{random.randrange(1, rows[place] // 2):08d}"
                begun = perf_counter()
                assert ledger.view("parcels").rows[name]["agency"]
                reads.append(perf_counter() - begun)
            ledger.save()
            ledger.store.close()
            if run:  # the first of each warms the database up
                tell(
                    size=rows[place], start=start * 1e3, command=median(single) * 1e3, batch=median(batches) * 1e3,
                    view=median(reads) * 1e3,
                )  # fmt: skip


def memory(dsn: str, rows: int) -> None:
    """Megabytes of a process that has opened the ledger and done some work."""
    from tests.bench import ledgers
    from tests.bench.measures import memory as held

    ledger = ledgers.open_ledger(store_at(dsn))
    ledger.folding.catch_up()
    first = 80_000_000 + random.randrange(9_000_000)
    for start in range(0, 3_000, 200):
        ledger.take(ledgers.deliveries([f"{first + start + each:08d}" for each in range(200)]))
    for _ in range(3_000):
        assert ledger.view("parcels").rows[f"{random.randrange(1, rows // 2):08d}"]
    ledger.save()
    tell(size=rows, megabytes=held(os.getpid()))
    ledger.store.close()


def replay(dsn: str, library: str, rows: int, runs: int) -> None:
    """Rows a second: read, verify and fold everything; and the library's own loop over as many events of its own."""
    from shared.mechanism.audit import Audit
    from shared.mechanism.reading import Book
    from shared.mechanism.receipts import facts_in
    from shared.mechanism.taking import Takers
    from tests.bench import ledgers, parcels
    from tests.bench.plain import Parcel, Sending, persistence
    from tests.bench.yardstick import TEXT

    app = Sending(persistence(library))
    for start in range(0, rows, 500):
        app.save(*(Parcel(number=f"{start + each:08d}", agency="SYT", text=TEXT, worth="1.50") for each in range(500)))
    store = store_at(dsn)
    ledger = ledgers.open_ledger(store)
    takers = Takers([parcels.SENDER])  # type: ignore[list-item]
    gc.collect()
    gc.freeze()
    book = Book(ledger.department, store, takers, (parcels.Parcels,))
    for _ in range(runs):
        begun = perf_counter()
        audit = Audit([book])
        assert not list(islice(audit.run(), 3))
        checked = audit.counted.rows / (perf_counter() - begun)
        del audit
        gc.collect()
        begun = perf_counter()
        view = parcels.Parcels()
        after = 0
        while lines := store.lines(after, 1_000):
            for line in lines:
                assert line.intact
                if view.wants(line.topic) or view.wants(line.type):
                    for fact in facts_in(line, line.position, ledger.source):
                        view.note(fact)
            after = lines[-1].position
        folded = after / (perf_counter() - begun)
        assert len(view.rows) >= rows // 2 - 1
        del view, lines
        gc.collect()
        begun, start, count = perf_counter(), 1, 0
        while notifications := app.recorder.select_notifications(start, 1_000):
            for notification in notifications:
                app.mapper.to_domain_event(notification)
            count += len(notifications)
            start = notifications[-1].id + 1
        tell(checked=checked, folded=folded, library=count / (perf_counter() - begun))


def relay(environment: dict[str, str], dsn: str, facts: int) -> None:
    """The relay alone: a ledger's last public facts to the bus, once for each line that is read."""
    from types import SimpleNamespace

    from shared.mechanism.bus import Publisher
    from shared.mechanism.relay import Relay
    from shared.mechanism.settings import Settings
    from tests.bench import ledgers
    from tests.bench.ours import SENDER

    settings = Settings.from_environment(environment)
    store = store_at(dsn)
    ledger = ledgers.open_ledger(store, views=())
    assert ledger.sequence >= facts
    tell(ready=True)
    for _ in sys.stdin:
        made = Relay()
        post = SimpleNamespace(asks=[], again=[])
        made.own = SimpleNamespace(ledger=ledger, post=post, department=SENDER, published=0)
        made.setup()
        made._publisher = Publisher(settings.bus_url(SENDER), SENDER)
        made._publisher.publish([])
        made._cursor = made._saved = ledger.sequence - facts
        begun = perf_counter()
        made._work()
        tell(rate=facts / (perf_counter() - begun))
        made._publisher.close()
        ledger.after_commit.clear()
        store.forget("relay")


def tell(**figures: Any) -> None:
    print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    {"fill": fill, "cost": cost, "memory": memory, "replay": replay, "relay": relay}[sys.argv[1]](**told())
