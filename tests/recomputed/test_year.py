"""Việc thực hiện nghĩa vụ của cả năm mẫu, xét lại độc lập đến lần cuối cùng (Điều 13 khoản 3; DỮ LIỆU MẪU)."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from services.console import year
from services.portal.views.compliance import Compliance
from shared.mechanism.receipts import fact_from
from shared.regulation.compliance import occasions
from shared.regulation.occasions import Occasion
from tests.recomputed import year_by_hand
from tests.recomputed.year_by_hand import TABLE, Verdict, reckon
from tests.recomputed.year_played import played_year

Name = tuple[str, str, str]

MUST_BE_THERE = {
    "QC-6.2.a-1", "QC-6.2.b", "QC-8.2-3", "QC-8.3-2", "QC-8.3-3", "QC-9.2", "QC-9.3", "QC-9.4", "QC-9.5-1",
    "QC-10.1.b-1", "QC-11.1-2", "QC-12.2", "QC-16.2", "QC-19.1", "QC-20.1-2", "QC-20.2-2",
}  # fmt: skip


@pytest.fixture(scope="module")
def facts() -> list[dict[str, Any]]:
    """Every public fact of the year, in the order of its moments."""
    public = [fact for fact in played_year().province.facts() if fact.get("sequence")]
    return sorted(public, key=lambda fact: str(fact["time"]))


@pytest.fixture(scope="module")
def told(facts: list[dict[str, Any]]) -> dict[Name, Occasion]:
    """What the compliance view says at the end of the year."""
    view = Compliance()
    for position, fact in enumerate(facts, 1):
        view.note(fact_from(fact, position=position))
    return {(one.duty, one.agency, one.key): one for one in occasions(view.rows, at=year.ENDS)}


@pytest.fixture(scope="module")
def reckoned(facts: list[dict[str, Any]]) -> dict[Name, Verdict]:
    return reckon(facts, year.ENDS)


def test_both_find_the_same_occasions(told: dict[Name, Occasion], reckoned: dict[Name, Verdict]) -> None:
    mine = {name for name in told if name[0] in TABLE}
    assert mine - reckoned.keys() == set()
    assert reckoned.keys() - mine == set()


@pytest.mark.parametrize("duty", TABLE)
def test_every_occasion_of_a_duty_stands_as_it_was_reckoned(
    duty: str, told: dict[Name, Occasion], reckoned: dict[Name, Verdict]
) -> None:
    mine = {
        name[1:]: (one.state, one.due, one.met.id if one.met else None) for name, one in told.items() if name[0] == duty
    }
    by_hand = {name[1:]: (one.state, one.due, one.met) for name, one in reckoned.items() if name[0] == duty}
    assert mine == by_hand


def test_the_year_shows_every_state_and_the_named_duties(reckoned: dict[Name, Verdict]) -> None:
    assert set(TABLE) >= MUST_BE_THERE
    assert len(TABLE) >= 25
    assert {duty for duty, _, _ in reckoned} >= MUST_BE_THERE
    counted = Counter(one.state for one in reckoned.values())
    assert set(counted) == {"met", "met_late", "open", "overdue", "breached", "not_applicable"}


def test_the_reckoning_shares_nothing_with_the_project() -> None:
    tree = ast.parse(Path(year_by_hand.__file__).read_text(encoding="utf-8"))
    names = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    assert {str(name).split(".")[0] for name in names} <= {
        "__future__",
        "collections",
        "dataclasses",
        "datetime",
        "typing",
    }
