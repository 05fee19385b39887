"""The lines of the table: what is compared with what, and what it must come to.

A line compares two measures of the same round; a round takes every yardstick once, one after another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median

Runs = dict[str, list[float]]
"""For each measure, its value in each round."""


@dataclass(frozen=True)
class Line:
    """``value`` and ``against`` name measures. ``floor`` or ``ceiling``: what their ratio must reach, or keep below.

    A line without either demands nothing: it shows what the machine and the servers allow.
    """

    key: str
    group: str
    """What ``ONLY=`` chooses it by."""
    what: str
    value: str
    against: str
    beside: str
    """What ``against`` is, in words."""
    unit: str
    floor: float | None = None
    ceiling: float | None = None

    def between(self, small: int, large: int) -> Line:
        """The line for ledgers of these sizes."""
        names = ("what", "value", "against", "beside")
        return replace(self, **{name: getattr(self, name).format(small=small, large=large) for name in names})

    @property
    def target(self) -> str:
        if self.floor is not None:
            return f"≥ {self.floor:g} ×"
        return "–" if self.ceiling is None else f"≤ {self.ceiling:g} ×"

    def met(self, ratio: float) -> bool | None:
        """None where nothing is demanded."""
        if self.floor is not None:
            return ratio >= self.floor
        return None if self.ceiling is None else ratio <= self.ceiling


FACTS, GROWN = "facts/s, department to department", "at {small:,} events"
LINES = (
    Line("plain", "relayed", FACTS, "ours", "plain", "nameko + eventsourcing, plainly", "/s", floor=10),
    Line("raw", "relayed", FACTS, "ours", "raw", "every stage batched by hand", "/s", floor=0.35),
    Line("faststream", "relayed", FACTS, "ours", "faststream", "FastStream + outbox", "/s", floor=1),
    Line("system", "relayed", FACTS, "ours", "system", "eventsourcing's system runner", "/s", floor=1),
    Line("library", "relayed", FACTS, "ours", "library", "eventsourcing's projection, 2 processes", "/s", floor=1),
    Line("emmett", "relayed", FACTS, "ours", "emmett", "Emmett (Node)", "/s", floor=1),
    Line("relay", "relay", "relay alone, facts/s", "relay", "confirms", "raw pipelined confirms", "/s", floor=0.8),
    Line("commands", "commands", "commands/s accepted, 64 senders", "commands", "commands.plain",
         "nameko + eventsourcing, plainly", "/s", floor=5),
    Line("p50", "latency", "latency unloaded, p50", "p50", "p50.plain", "nameko + eventsourcing, plainly", "ms",
         ceiling=1),
    Line("p99", "latency", "latency unloaded, p99", "p99", "p50", "its own p50", "ms", ceiling=3),
    Line("half", "latency", "latency at half of the maximum, p99", "half", "p50", "unloaded p50", "ms", ceiling=10),
    Line("p50.raw", "latency", "by hand: latency unloaded, p50", "p50.raw", "p50.plain",
         "nameko + eventsourcing, plainly", "ms"),
    Line("half.raw", "latency", "by hand: at half of its own maximum, p99", "half.raw", "p50.raw", "its own p50", "ms"),
    Line("replay", "replay", "replay: read, verify, fold; rows/s a core", "folded", "read",
         "the library's read-and-map loop", "/s", floor=0.5),
    Line("command", "sizes", "a command at {large:,} events", "command.{large}", "command.{small}", GROWN, "ms",
         ceiling=1.2),
    Line("batch", "sizes", "… in a batch of 200", "batch.{large}", "batch.{small}", GROWN, "ms", ceiling=1.2),
    Line("view", "sizes", "a view's row", "view.{large}", "view.{small}", GROWN, "ms", ceiling=1.2),
    Line("start", "sizes", "a start", "start.{large}", "start.{small}", GROWN, "ms", ceiling=1.2),
    Line("memory", "sizes", "memory", "memory.{large}", "memory.{small}", GROWN, "MB", ceiling=1.2),
    Line("embedded", "embedded", "facts/s embedded (SQLite, in-process bus)", "embedded", "ours",
         "PostgreSQL + RabbitMQ", "/s", floor=0.5),
)  # fmt: skip
GROUPS = tuple(dict.fromkeys(line.group for line in LINES))


@dataclass(frozen=True)
class Result:
    """A line as it was measured; the ratio is the middle one of its rounds' own ratios."""

    line: Line
    values: Sequence[float] = ()
    against: Sequence[float] = ()
    failed: str = ""
    ratios: Sequence[float] = field(init=False)

    def __post_init__(self) -> None:
        pairs = zip(self.values, self.against, strict=False)
        object.__setattr__(self, "ratios", [value / other for value, other in pairs if other])

    @property
    def ratio(self) -> float:
        return median(self.ratios)

    @property
    def met(self) -> bool | None:
        return False if self.failed else self.line.met(self.ratio)


def results(runs: Runs, failed: dict[str, str], groups: Sequence[str], ends: tuple[int, int]) -> list[Result]:
    """The lines of these groups, in the table's order. What could not be measured says why.

    ``ends``: the events of the smallest and of the largest ledger whose costs are compared.
    """
    found = []
    for line in (each.between(*ends) for each in LINES):
        if line.group in groups:
            names = (line.value, line.against)
            why = next((failed[name] for name in names if name in failed), "")
            if not why and not all(runs.get(name) for name in names):
                why = "not measured"
            values, against = ((), ()) if why else (runs[line.value], runs[line.against])
            found.append(Result(line, values, against, why))
    return found
