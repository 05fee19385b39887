"""Ngày ấy hệ thống biết gì: every view of every ledger, read as of three past moments, is what it was then (law 11)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from services import DEPARTMENTS
from tests.province import Province
from tests.stories.sample_round import (
    DECISION,
    DISTRICTS,
    SampleRound,
)
from tests.stories.sample_round import (
    DEPARTMENTS as AGENCIES,
)


@pytest.fixture
def province() -> Iterator[Province]:
    """The six departments and the portal."""
    made = Province((*DEPARTMENTS, "portal"))
    yield made
    assert made.quarantined() == []


Snapshot = dict[tuple[str, str], dict[str, Any]]


def snapshot(province: Province) -> Snapshot:
    """Every row of every view, as stored views show it now."""
    taken: Snapshot = {}
    for name in (*DEPARTMENTS, "portal"):
        folding = province.ledger(name).folding
        for view in folding.positions:
            taken[name, view] = json.loads(json.dumps(dict(folding.view(view).rows.items())))
    return taken


def test_three_past_moments_are_read_as_they_were(province: Province) -> None:
    sample = SampleRound(province)
    moments = []

    def remember() -> None:
        moments.append((province.clock.now(), snapshot(province)))
        # What comes next is noted later than this moment.
        province.clock.move_to(province.clock.now() + timedelta(minutes=1))

    sample.open()
    for agency in (*AGENCIES, *DISTRICTS):
        sample.submit(agency)
    remember()
    sample.self_scoring_closes()
    sample.appraise_all()
    remember()
    sample.survey()
    sample.explanation_closes()
    remember()
    sample.propose()
    sample.submit_results()
    sample.decide()

    scoreboards = []
    for moment, then in moments:
        for (name, view), rows in then.items():
            assert province.ledger(name).view_at(view, moment).rows == rows, f"{view} of {name} as of {moment}"
        scoreboards.append(then["portal", "scores"])
    assert scoreboards[0] != scoreboards[1] != scoreboards[2], "the moments differ, or nothing was shown"
    now = snapshot(province)
    assert now["portal", "scores"] == province.ledger("portal").view_at("scores").rows
    assert DECISION["number"] in json.dumps(now["portal", "rounds"])
    assert DECISION["number"] not in json.dumps(moments[-1][1]["portal", "rounds"])
