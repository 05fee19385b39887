"""A seed's faults are the same wherever it is planned, and every kind has its share."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.faults import injectors
from tests.faults.plan import KINDS, RARE, SERVICES, faults


def test_the_same_seed_gives_the_same_faults_and_another_gives_others() -> None:
    assert faults(7, 200) == faults(7, 200)
    assert faults(7, 200) != faults(8, 200)


def test_a_thousand_faults_are_of_every_kind_in_its_share() -> None:
    planned = faults(1, 1_000)
    assert [each.number for each in planned] == list(range(1, 1_001))
    counts = Counter(each.kind for each in planned)
    assert sum(kind.weight for kind in KINDS.values()) == 1_000
    assert counts == {name: kind.weight for name, kind in KINDS.items()}


def test_a_broker_is_wiped_and_a_ledger_put_back_some_dozen_times_in_a_thousand() -> None:
    counts = Counter(each.kind for each in faults(1, 1_000))
    assert counts["broker_wipe"] >= 20
    assert counts["restore"] >= 12


@pytest.mark.parametrize("count", [26, 30, 60])
def test_a_short_campaign_has_every_kind_but_those_with_a_harder_sister(count: int) -> None:
    planned = faults(1, count)
    assert len(planned) == count
    assert {each.kind for each in planned} == set(KINDS) - RARE


def test_fewer_faults_than_kinds_are_the_usual_ones() -> None:
    assert len({each.kind for each in faults(1, 5)}) == 5


def test_what_is_drawn_lies_within_what_the_kind_allows() -> None:
    for each in faults(5, 2_000):
        kind = KINDS[each.kind]
        assert kind.seconds[0] <= each.seconds <= kind.seconds[1]
        assert kind.size[0] <= each.size <= kind.size[1]
        assert each.target in kind.where
        assert set(kind.where) <= set(SERVICES)


def test_every_kind_has_somebody_who_does_it() -> None:
    assert set(injectors.INJECTORS) == set(KINDS)
