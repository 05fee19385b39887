"""Cả năm mẫu 10/2021–12/2022 trong một tiến trình: đúng các cảnh của ``make year`` (Điều 6–20; DỮ LIỆU MẪU)."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from typing import Any

import pytest

import schemas
from services.console import year
from services.console.year.cast import ALL, IN_THE_MAIL, LATE, SAMPLE_TABLE, SILENT, manners
from services.console.year.direction import ordered
from services.console.year.scene import SAMPLE, act, at
from tests.recomputed.year_played import YearStage, played_year

FREE_TEXT = ("signer", "reason", "reasons", "summary", "assessment", "findings", "result", "results", "words", "text")
MADE_BY_CLOSED_WORDS = {"organisation", "quarantine"}
"""No reorganisation took place in 2021 and 2022, and nothing is ever in quarantine."""


@pytest.fixture(scope="module")
def story() -> YearStage:
    return played_year()


def data(story: YearStage, name: str, **wanted: Any) -> list[dict[str, Any]]:
    told = [fact["data"] for fact in story.province.facts(name)]
    return [each for each in told if all(each[key] == value for key, value in wanted.items())]


def test_the_year_ends_with_nothing_in_quarantine(story: YearStage) -> None:
    assert story.now() == year.ENDS
    assert story.province.quarantined() == []
    assert data(story, "MessageRejected") == []
    assert year.finished(story)


def test_refused_is_only_what_the_script_means_to_be_refused(story: YearStage) -> None:
    meant = Counter(each.refused for each in year.acts() if each.refused)
    assert Counter(each["code"] for each in data(story, "CommandRefused")) == meant
    assert set(meant) >= {"PLAN_RETURNED", "MATTER_DECIDED", "SCHEME_WITHDRAWN", "NOT_LEAD", "RULE_SUITABLE"}


def test_every_procedure_is_played_and_every_agency_takes_part(story: YearStage) -> None:
    sent = {command["type"] for command in story.commands}
    procedures = {each.procedure for each in schemas.all_messages()} - MADE_BY_CLOSED_WORDS
    played = {found.procedure for name in sent if (found := schemas.find(name)) is not None}
    facts = {each.procedure for name in _public(story) if (each := schemas.find(name)) is not None}
    assert procedures - played - facts == set()
    assert {command["agency"] for command in story.commands} == set(ALL)


def _public(story: YearStage) -> set[str]:
    return {fact["type"] for fact in story.province.facts()}


def test_some_are_late_some_silent_and_some_signed_in_time(story: YearStage) -> None:
    """Muộn được ghi, im lặng được nêu tên, giấy ký đúng hạn là đúng hạn (†)."""
    for work, name in (("kế hoạch kiểm tra 2022", "OwnInspectionPlanned"), ("dự toán 2022", "BudgetEstimateSubmitted")):
        how = manners(work)
        told = {each["agency"]: each["late"] for each in data(story, name) if each["year"] == 2022}
        assert set(ALL) - told.keys() == {each for each in ALL if how[each] == SILENT}
        assert {each for each, late in told.items() if late} == {each for each in ALL if how[each] == LATE}
        assert any(how[each] == IN_THE_MAIL for each in told)


def test_who_is_late_is_drawn_the_same_way_everywhere() -> None:
    assert all(manners(work) == manners.__wrapped__(work) for work in SAMPLE_TABLE)
    many = Counter(manners("kế hoạch kiểm tra 2022").values())
    assert (many[LATE], many[SILENT], many[IN_THE_MAIL]) == (5, 3, 2)
    assert len({frozenset(k for k, v in manners(work).items() if v == LATE) for work in SAMPLE_TABLE}) > 3


def test_one_proposes_after_15_november_one_not_at_all_and_next_year_nobody_is_late(story: YearStage) -> None:
    first = {each["agency"]: each["late"] for each in data(story, "PrioritiesProposed", plan="2022")}
    assert first == {"STP": False, "STC": False, "STTTT": False, "SKHCN": True}
    second = {each["agency"]: each["late"] for each in data(story, "PrioritiesProposed", plan="2023")}
    assert second == dict.fromkeys(("STP", "STC", "STTTT", "SKHCN", "VPUBND"), False)
    verdicts = {each["verdict"] for each in data(story, "PlanOpinionGiven", plan="2022")}
    assert verdicts == {"agree", "agree_with_changes", "disagree"}
    assert [each["plan"] for each in data(story, "PlanIssued")] == ["2022", "2023"]
    assert [each["adjustment"] for each in data(story, "PlanAdjusted")] == [1]


def test_the_alarms_rang_at_their_moments_and_not_when_somebody_came_by(story: YearStage) -> None:
    """The clock stops at every deadline on its way."""
    rung = [fact for fact in story.province.facts("AlarmRang") if fact["data"]["due"] >= year.BEGINS.isoformat()]
    assert len(rung) > 80
    for fact in rung:
        assert datetime.fromisoformat(fact["time"]) == datetime.fromisoformat(fact["data"]["due"]), fact


def test_numbers_of_documents_follow_each_other_without_a_gap_over_the_turn_of_the_year(story: YearStage) -> None:
    series: dict[tuple[str, str, int], list[int]] = {}
    for each in data(story, "DocumentIssued"):
        series.setdefault((each["agency"], each["document"]["notation"], each["year"]), []).append(each["sequence"])
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in series.values())
    both = [name[:2] for name in series if name[2] == 2021 and (*name[:2], 2022) in series]
    assert len(both) >= 8


def test_the_province_scored_itself_by_the_letter_of_the_ministry(story: YearStage) -> None:
    (opened,) = data(story, "ProvincialRoundOpened")
    assert (opened["letter"]["number"], opened["letter"]["notation"]) == ("23", "BNV-CCHC")
    assert opened["letter"]["issued"] == "2022-01-04"
    (sent,) = data(story, "ProvincialScoreDispatched")
    assert (sent["sent"], sent["late"]) == ("2022-02-14", False)


def test_five_briefings_were_held_one_of_them_late(story: YearStage) -> None:
    held = {
        (each["year"], each["quarter"]): each["held"][:7] for each in data(story, "MeetingConcluded") if each["quarter"]
    }
    assert held[2022, "Q2"] == "2022-07"
    assert held.keys() == {(2021, "Q4"), (2022, "Q1"), (2022, "Q2"), (2022, "Q3"), (2022, "Q4")}


def test_everything_says_of_itself_that_it_is_sample_data(story: YearStage) -> None:
    assert all(command["actor"].endswith(SAMPLE) for command in story.commands)
    for command in story.commands:
        for name, value in _texts(command["data"]):
            if name in FREE_TEXT:
                assert "dữ liệu mẫu" in value, (command["type"], name, value)
        assert "mẫu" in json.dumps(command, ensure_ascii=False).lower()


def _texts(value: Any) -> list[tuple[str, str]]:
    if isinstance(value, dict):
        own = [(name, inner) for name, inner in value.items() if isinstance(inner, str)]
        return [*own, *(found for inner in value.values() for found in _texts(inner))]
    return [found for inner in value for found in _texts(inner)] if isinstance(value, list) else []


def test_the_script_is_in_the_order_of_time_and_no_act_stands_twice() -> None:
    acts = ordered(year.acts())
    assert [each.moment for each in acts] == sorted(each.moment for each in acts)
    assert acts[0].moment > year.BEGINS
    assert acts[-1].moment < year.ENDS
    twice = act(at("2022-01-03"), "SNV", "IssueDocument", title="x")
    with pytest.raises(ValueError, match="stands in the script twice"):
        ordered([twice, twice])


def test_played_again_nothing_is_written(story: YearStage) -> None:
    before = story.watch.positions()
    again = YearStage(story.province)
    again.play()
    assert again.commands == story.commands
    assert story.watch.positions() == before
