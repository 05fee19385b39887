"""A seed's list of faults: which, where, how long. The same seed gives the same list; nothing is done here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

SERVICES = ("noi_vu", "tu_phap", "tai_chinh", "tt_tt", "kh_cn", "vp_ubnd", "portal")
DEPARTMENTS = SERVICES[:-1]


@dataclass(frozen=True)
class Kind:
    """A kind of fault. ``weight``: how many of a thousand; ``seconds``: how long it lasts, least and most."""

    name: str
    weight: int
    what: str
    seconds: tuple[float, float] = (0.0, 0.0)
    size: tuple[int, int] = (1, 1)
    where: tuple[str, ...] = SERVICES
    heavy: bool = False
    """It takes a server or a ledger away, and some seconds: two of those never happen at a time."""


KINDS = {
    kind.name: kind
    for kind in (
        Kind("bus_cut", 84, "a service's connections to the broker are reset"),
        Kind("bus_delay", 65, "what a service and the broker say arrives late", (0.5, 2.0), size=(20, 400)),
        Kind("bus_stall", 55, "nothing passes between a service and the broker", (0.5, 4.0)),
        Kind("bus_half", 85, "half of what is sent next arrives, then the connection is reset", (0.0, 2.0)),
        Kind("store_cut", 65, "a service's connections to the database are reset"),
        Kind("store_delay", 35, "what a service and the database say arrives late", (0.5, 2.0), size=(5, 100)),
        Kind("store_half", 65, "half of what is said next to the database arrives, then a reset", (0.0, 2.0)),
        Kind("terminate", 66, "the database ends a department's sessions (pg_terminate_backend)"),
        Kind("pause", 75, "SIGSTOP, later SIGCONT, to a service", (0.1, 2.5)),
        Kind("kill", 35, "SIGKILL to a service", (0.0, 0.5)),
        Kind("end", 20, "SIGTERM to a service, which finishes what it began", (0.0, 0.5)),
        Kind("duplicates", 55, "facts are published again by their sender", size=(1, 40), where=DEPARTMENTS),
        Kind("disorder", 45, "a receiver's queue is emptied; what it lacks comes in any order", size=(5, 60)),
        Kind("storm", 14, "hundreds of facts come again, several times over", size=(2, 4), where=DEPARTMENTS),
        Kind("loss", 30, "what waits in a department's queues is thrown away", where=DEPARTMENTS),
        Kind("commands_again", 30, "commands come again; some with another content", size=(1, 20), where=DEPARTMENTS),
        Kind("poison", 40, "what is no message, or not this sender's, enters the queues", size=(1, 8)),
        Kind("clock", 22, "the clock jumps, and back", (0.2, 3.0), size=(-18_000, 18_000)),
        Kind("memory", 10, "the broker's memory alarm: nobody may publish", (0.5, 3.0), heavy=True),
        Kind("broker_stop", 5, "the broker is stopped and started", heavy=True),
        Kind("broker_kill", 7, "the broker is killed and started", heavy=True),
        Kind("broker_wipe", 24, "the broker is killed, its disk wiped, and it is started empty", heavy=True),
        Kind("database_stop", 8, "the database server is restarted", (0.0, 1.0), heavy=True),
        Kind("database_kill", 8, "the database server is killed and started", (0.0, 1.0), heavy=True),
        Kind("database_hang", 6, "the database server stands still, and closes nothing", (2.0, 12.0), heavy=True),
        Kind("disk_full", 16, "the disk under a department's tables is full", (1.5, 5.0), heavy=True),
        Kind("twin", 16, "a second process of the same service runs beside it", (2.0, 8.0), heavy=True),
        Kind("restore", 14, "a ledger is lost, and put back to a backup", (1.0, 8.0), where=DEPARTMENTS, heavy=True),
    )
}
RARE = frozenset({"broker_stop", "database_stop"})
"""Kinds that a short campaign can do without: it has their harder sisters."""


@dataclass(frozen=True)
class Fault:
    """One fault. ``seed``: what its injector draws the rest from."""

    number: int
    kind: str
    target: str
    seconds: float
    size: int
    seed: int

    def __str__(self) -> str:
        return f"{self.number} {self.kind} {self.target} {self.seconds:.2f} s × {self.size}"


def faults(seed: int, count: int) -> list[Fault]:
    """So many faults, every kind that fits in its share, at least once each; shuffled."""
    chance = Random(seed)
    kinds = list(_shares(count))
    chance.shuffle(kinds)
    return [_drawn(number, kind, chance) for number, kind in enumerate(kinds, 1)]


def _drawn(number: int, kind: Kind, chance: Random) -> Fault:
    return Fault(
        number=number,
        kind=kind.name,
        target=chance.choice(kind.where),
        seconds=round(chance.uniform(*kind.seconds), 3),
        size=chance.randint(*kind.size),
        seed=chance.getrandbits(32),
    )


def _shares(count: int) -> Iterator[Kind]:
    """Each kind once, the rest by weight, the largest remainders first."""
    kinds = [kind for kind in KINDS.values() if count >= 100 or kind.name not in RARE]
    if count < len(kinds):
        yield from sorted(kinds, key=lambda kind: -kind.weight)[:count]
        return
    left, weights = count - len(kinds), sum(kind.weight for kind in kinds)
    exact = {kind.name: left * kind.weight / weights for kind in kinds}
    if count >= 500:  # enough that nobody needs the one that is given to each
        left, exact = count, {kind.name: count * kind.weight / weights for kind in kinds}
    given = {name: int(share) for name, share in exact.items()}
    for name in sorted(exact, key=lambda name: given[name] - exact[name])[: left - sum(given.values())]:
        given[name] += 1
    for kind in kinds:
        yield from [kind] * (given[kind.name] + (count < 500))
