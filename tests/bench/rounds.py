"""Measures everything that the chosen lines need, in rounds: what is compared takes turns, so it shares the weather."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from time import monotonic
from typing import Any

from shared.mechanism.bus import PROVINCE, connect, facts_queue
from tests.bench import measures, sizes
from tests.bench.commands import Pipeline
from tests.bench.embedded import Embedded
from tests.bench.emmett_store import Emmett
from tests.bench.faststream_outbox import FastStreamOutbox
from tests.bench.library import Library
from tests.bench.lines import Runs
from tests.bench.ours import RECEIVER, SENDER, Ours
from tests.bench.plain import Plain
from tests.bench.raw import Raw
from tests.bench.servers import Servers, store_at
from tests.bench.system import SystemRunner
from tests.bench.yardstick import ROOT, Yardstick

PEERS: tuple[type[Yardstick], ...] = (FastStreamOutbox, SystemRunner, Library, Emmett)
CURVE = (10_000, 31_600, 100_000, 316_000, 1_000_000)
"""The ledgers whose costs are compared, in events."""
GROWING = ("command", "batch", "view", "start", "memory")
HALF_SECONDS, HALF_WARMING_SECONDS = 10.0, 3.0
"""Commands arrive at half of the maximum for so long; before that uncounted, while what a flood left is written."""
WARMING = 200
KINDS: dict[str, tuple[type[Yardstick], ...]] = {
    "relayed": (Raw, Ours, Plain, *PEERS),
    "commands": (Ours, Plain),
    "latency": (Raw, Ours, Plain),
    "embedded": (Ours, Embedded),
}
"""Which yardsticks must run for a group of lines."""


@dataclass
class Rounds:
    """``facts``: in a run of the fastest; slower ones get so many fewer that their runs take as long."""

    servers: Servers
    groups: Sequence[str]
    say: Callable[[str], None]
    runs: int = 5
    facts: int = 8_000
    curve: Sequence[int] = CURVE
    values: Runs = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    def measure(self) -> None:
        if "relay" in self.groups:
            self._guarded(("relay", "confirms"), self._relay)
        kinds = dict.fromkeys(kind for group in self.groups for kind in KINDS.get(group, ()))
        for number in range(self.runs):
            for kind in kinds:
                if kind.key not in self.failed:
                    self.say(f"round {number + 1} of {self.runs}: {kind.title}")
                    self._guarded((kind.key,), lambda kind=kind: self._of(kind))
        if "sizes" not in self.groups:
            self.curve = self.curve[: len(self.curve) // 2 + 1]  # replay reads no longer one
        if "sizes" in self.groups or "replay" in self.groups:
            names = [f"{name}.{size}" for name in GROWING for size in self.curve]
            self._guarded((*names, "folded", "read"), self._sizes)

    def _guarded(self, names: Sequence[str], work: Callable[[], None]) -> None:
        """What fails gives no figure; the others go on."""
        try:
            work()
        except Exception as failure:
            for name in names:
                self.failed[name] = f"{type(failure).__name__}: {failure}".strip()[:300]
                self.values.pop(name, None)
            self.say(f"failed: {self.failed[names[0]]}")

    def _add(self, name: str, value: float) -> None:
        self.values.setdefault(name, []).append(value)

    # Two processes --------------------------------------------------------------------------------------

    def _of(self, kind: type[Yardstick]) -> None:
        """One round of one yardstick: what is stored in the end must be what was sent."""
        with running(kind, self.servers) as yardstick:
            many = max(300, self.facts // kind.slow)
            measures.throughput(yardstick, WARMING)
            if any(group in self.groups and kind in KINDS[group] for group in ("relayed", "embedded", "latency")):
                self._add(kind.key, measures.throughput(yardstick, many))
            if kind in KINDS["latency"] and "latency" in self.groups:
                self._latency(yardstick)
            if kind in KINDS["commands"] and "commands" in self.groups:
                name = "commands" if kind is Ours else f"commands.{kind.key}"
                self._add(name, measures.accepted(yardstick, many))
            yardstick.check()

    def _latency(self, yardstick: Yardstick) -> None:
        suffix = "" if isinstance(yardstick, Ours) else f".{yardstick.key}"
        took = measures.latency(yardstick, 500 if self.facts >= 5_000 else 200)
        self._add(f"p50{suffix}", measures.quantile(took, 0.5))
        self._add(f"p99{suffix}", measures.quantile(took, 0.99))
        if not isinstance(yardstick, Plain):
            rate = median(self.values[yardstick.key]) / 2
            seconds = HALF_SECONDS if self.facts >= 5_000 else 2.0
            measures.latency_at(yardstick, rate, min(seconds, HALF_WARMING_SECONDS))
            self._add(f"half{suffix}", measures.quantile(measures.latency_at(yardstick, rate, seconds), 0.99))

    # The relay alone ------------------------------------------------------------------------------------

    def _relay(self) -> None:
        """The same facts to the same exchange and queue: by the relay, and by hand with pipelined confirms."""
        self.say("the relay alone")
        servers, facts = self.servers, self.facts
        dsn = servers.fresh_database("relay")
        list(sizes.ask("fill", dsn=dsn, rows=[2 * facts], copies=[]))
        store = store_at(dsn)
        sent = [
            (line.body, {"user_id": SENDER, "content_type": "application/cloudevents+json", "type": line.topic,
                         "message_id": f"{line.record_id}/{line.version}"}, PROVINCE.name, f"{SENDER}.ParcelSent.all")
            for line in store.public_lines(0, facts)
        ]  # fmt: skip
        store.close()
        assert len(sent) == facts
        with connect(servers.broker.url(RECEIVER)) as link, link.channel() as channel:
            facts_queue(RECEIVER)(channel).declare()
            alone = subprocess.Popen(
                [sys.executable, "-m", "tests.bench.sizes", "relay"],
                env={**os.environ, "BENCH": json.dumps({"environment": servers.environment(), "dsn": dsn,
                                                        "facts": facts})},
                cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
            pipeline = Pipeline(servers.broker.url(SENDER))
            try:
                told(alone)
                for number in range(self.runs + 1):
                    assert alone.stdin is not None
                    alone.stdin.write("again\n")
                    alone.stdin.flush()
                    relayed = told(alone)["rate"]
                    arrived(channel, facts)
                    begun = monotonic()
                    pipeline.publish(iter(sent))
                    confirmed = facts / (monotonic() - begun)
                    arrived(channel, facts)
                    if number:  # the first warms up
                        self._add("relay", relayed)
                        self._add("confirms", confirmed)
            finally:
                pipeline.close()
                alone.kill()
                alone.communicate()
            channel.queue_delete(f"{RECEIVER}.facts")

    # Ledgers of any size --------------------------------------------------------------------------------

    def _sizes(self) -> None:
        self.say(f"ledgers of {', '.join(f'{size:,}' for size in self.curve)} events are written")
        dsn = [self.servers.fresh_database(f"size_{size}") for size in self.curve]
        largest, copies = dsn[-1], [each.rpartition("/")[2] for each in dsn[:-1]]
        rows = list(self.curve)
        for told_of in sizes.ask("fill", dsn=largest, rows=rows, copies=copies):
            self.say("{rows:,} events: written in {seconds:.0f} s, folded in {folded:.0f} s".format(**told_of))
        if "replay" in self.groups:
            middle = min(CURVE[len(CURVE) // 2], self.curve[-1])
            self.say(f"{middle:,} events are read, verified and folded again")
            library = self.servers.fresh_database("replay")
            for each in sizes.ask("replay", dsn=dsn[rows.index(middle)], library=library, rows=middle, runs=self.runs):
                self._add("folded", each["folded"])
                self._add("checked", each["checked"])
                self._add("read", each["library"])
        if "sizes" in self.groups:
            self.say("a command, a view's row and a start at each size")
            ends = [0, len(rows) - 1]  # what is compared takes turns with nothing else; the others draw the curve
            for places in (ends, [place for place in range(len(rows)) if place not in ends]):
                some = {"dsns": [dsn[place] for place in places], "rows": [rows[place] for place in places]}
                for each in sizes.ask("cost", **some, runs=self.runs):
                    for name in ("start", "command", "batch", "view"):
                        self._add(f"{name}.{each['size']}", each[name])
            for number in range(self.runs):
                self.say(f"memory at each size, {number + 1} of {self.runs}")
                for size, each_dsn in zip(rows, dsn, strict=True):
                    (each,) = sizes.ask("memory", dsn=each_dsn, rows=size)
                    self._add(f"memory.{size}", each["megabytes"])


@contextmanager
def running(kind: type[Yardstick], servers: Servers) -> Iterator[Yardstick]:
    yardstick = kind(servers)
    try:
        yardstick.start()
        yield yardstick
    finally:
        yardstick.stop()


def told(process: subprocess.Popen[str]) -> Any:
    assert process.stdout is not None
    return json.loads(process.stdout.readline())


def arrived(channel: Any, facts: int) -> None:
    """All of them stand in the receiver's queue; then they are thrown away."""
    found = channel.queue_purge(f"{RECEIVER}.facts")
    assert found >= facts, f"{found} of {facts} facts stood in the queue"


__all__ = ["CURVE", "Rounds"]
