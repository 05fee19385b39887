"""Điểm từng tiêu chí, Chỉ số và hạng của đợt mẫu, tính lại bằng tay và khớp đến chữ số cuối (Điều 10 khoản 2)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.recomputed.by_hand import Result, ranking, recompute, rounded
from tests.recomputed.played import StoryStage, played

OWNER_ITSELF, PLAIN_DEPARTMENT, DISTRICT = "STC", "SXD", "DIENBAN"
"""Sở Tài chính thẩm định cả chính mình; Sở Xây dựng xin sửa một dòng; Điện Bàn rút về và gửi lại."""
THREE = (OWNER_ITSELF, PLAIN_DEPARTMENT, DISTRICT)


@pytest.fixture(scope="module")
def round_() -> StoryStage:
    return played()


@pytest.fixture(scope="module")
def by_hand(round_: StoryStage) -> dict[str, Result]:
    return recompute(round_.commands)


def index_of(round_: StoryStage, agency: str) -> dict[str, Any]:
    """The index that was determined for the publication: the first; a later one follows a decision on a correction."""
    return next(fact["data"] for fact in round_.province.facts("IndexDetermined") if fact["data"]["agency"] == agency)


def exact(number: str | None) -> Fraction | None:
    return None if number is None else Fraction(number)


@pytest.mark.parametrize("agency", THREE)
def test_every_leaf_score_agrees_to_the_last_digit(round_: StoryStage, by_hand: dict[str, Result], agency: str) -> None:
    told = {leaf["criterion"]: leaf for leaf in index_of(round_, agency)["leaves"]}
    mine = by_hand[agency]
    assert list(told) == list(mine.leaves)
    assert {code: exact(leaf["score"]) for code, leaf in told.items()} == mine.leaves
    assert {code: leaf["applicable"] for code, leaf in told.items()} == mine.applicable
    assert {code: leaf["origin"] for code, leaf in told.items()} == mine.origins
    assert {code: exact(leaf["maximum"]) for code, leaf in told.items()} == {
        code: mine.table[code].maximum for code in mine.leaves
    }


@pytest.mark.parametrize("agency", THREE)
@pytest.mark.parametrize(("level", "name"), [("Lĩnh vực", "fields"), ("Tiêu chí", "criteria")])
def test_every_field_and_criterion_agrees(
    round_: StoryStage, by_hand: dict[str, Result], agency: str, level: str, name: str
) -> None:
    mine = by_hand[agency]
    told = {part["criterion"]: part for part in index_of(round_, agency)[name]}
    groups = [
        code
        for code, line in mine.table.items()
        if line.level == level and not all(mine.table[leaf].aside for leaf in mine.below(code))
    ]
    assert list(told) == groups
    for code, part in told.items():
        score, maximum = mine.part(code)
        percent = rounded(score / maximum * 100) if maximum else None
        assert (exact(part["score"]), exact(part["maximum"]), part["percent"]) == (score, maximum, percent), code


def test_every_index_of_the_province_agrees(round_: StoryStage, by_hand: dict[str, Result]) -> None:
    assert len(by_hand) == 38
    for agency, mine in by_hand.items():
        told = index_of(round_, agency)
        assert {leaf["criterion"]: exact(leaf["score"]) for leaf in told["leaves"]} == mine.leaves, agency
        assert (exact(told["bonus"]), exact(told["deduction"])) == (
            mine.aside("Điểm thưởng"),
            mine.aside("Điểm trừ"),
        )
        assert (exact(told["score"]), exact(told["maximum"])) == (mine.score, mine.maximum), agency
        assert told["percent"] == rounded(mine.percent), agency


def test_every_rank_and_band_that_was_published_agrees(round_: StoryStage, by_hand: dict[str, Result]) -> None:
    (published,) = (fact["data"] for fact in round_.province.facts("ResultsPublished"))
    (opened,) = (command["data"] for command in round_.commands if command["type"] == "OpenRound")
    for standing in published["rankings"]:
        (plan,) = (each for each in opened["blocks"] if each["block"] == standing["block"])
        members = [one for one in by_hand.values() if one.block == standing["block"]]
        told = {row["agency"]: (row["rank"], row["band"]) for row in standing["rows"]}
        assert told == ranking(members, plan["bands"])
        for row in standing["rows"]:
            mine = by_hand[row["agency"]]
            assert (exact(row["score"]), exact(row["maximum"])) == (mine.score, mine.maximum)
            assert row["percent"] == rounded(mine.percent)


def test_a_point_given_otherwise_would_be_noticed(round_: StoryStage, by_hand: dict[str, Result]) -> None:
    """The comparison can fail: one verdict changed among the commands changes what is computed from them."""
    commands = [dict(command) for command in round_.commands]
    place = next(
        place
        for place, command in enumerate(commands)
        if command["type"] == "EnterSurveyScores" and command["data"]["scores"][0]["agency"] == "SNV"
    )
    data = commands[place]["data"]
    first = {**data["scores"][0], "score": "0.01"}
    commands[place] = {**commands[place], "data": {**data, "scores": [first, *data["scores"][1:]]}}
    assert recompute(commands)["SNV"].percent != by_hand["SNV"].percent
