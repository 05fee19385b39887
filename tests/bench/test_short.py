"""The figures did not fall by half: ratios only, generously, and once again before it is said, for a machine is noisy.

What they are held against stands in figures.json: the ratios of the table that the README shows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from tests.bench import measures
from tests.bench.lines import LINES
from tests.bench.ours import Ours
from tests.bench.plain import Plain
from tests.bench.raw import Raw
from tests.bench.report import BEGIN, END, KEPT
from tests.bench.rounds import Rounds, running
from tests.bench.servers import Servers
from tests.bench.servers import running as servers_running
from tests.bench.yardstick import ROOT, Yardstick

pytestmark = pytest.mark.live
FACTS = 1_500
WRITTEN: dict[str, float] = json.loads(KEPT.read_text())["ratios"]


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    with servers_running() as started:
        yield started


def held(key: str, ratio: Callable[[], float]) -> None:
    """Fails when a ratio is worse than half as good as the one that was written, twice."""
    line = next(each for each in LINES if each.key == key)
    worst = WRITTEN[key] / 2 if line.floor is not None else WRITTEN[key] * 2
    tried: list[float] = []
    for _ in range(2):
        tried.append(ratio())
        if tried[-1] >= worst if line.floor is not None else tried[-1] <= worst:
            return
    told = ", ".join(f"{each:.3g}" for each in tried)
    pytest.fail(f"{line.what} / {line.beside}: {told} ×, where {WRITTEN[key]:g} × was written")


def facts_per_second(kind: type[Yardstick], servers: Servers) -> float:
    with running(kind, servers) as yardstick:
        many = FACTS // kind.slow
        measures.throughput(yardstick, many // 5)
        reached = measures.throughput(yardstick, many)
        yardstick.check()
    return reached


def test_facts_reach_another_department_as_fast_beside_the_plain_way(servers: Servers) -> None:
    held("plain", lambda: facts_per_second(Ours, servers) / facts_per_second(Plain, servers))


def test_facts_reach_another_department_as_fast_beside_the_servers_by_hand(servers: Servers) -> None:
    held("raw", lambda: facts_per_second(Ours, servers) / facts_per_second(Raw, servers))


def test_the_relay_publishes_as_fast_beside_confirms_by_hand(servers: Servers) -> None:
    def ratio() -> float:
        rounds = Rounds(servers, ["relay"], lambda told: None, runs=1, facts=FACTS)
        rounds.measure()
        assert not rounds.failed, rounds.failed
        return rounds.values["relay"][0] / rounds.values["confirms"][0]

    held("relay", ratio)


def test_the_readme_shows_the_table_that_these_ratios_are_of() -> None:
    when = json.loads(KEPT.read_text())["when"]
    shown = (ROOT / "README.md").read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    assert f"\n{when}, " in shown
    assert f"{WRITTEN['raw']:.3g}" in shown
