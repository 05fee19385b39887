"""Đợt mẫu 2021 trọn vẹn, sáu cơ quan thẩm định, 38 cơ quan được đánh giá (Điều 10 khoản 2; DỮ LIỆU MẪU)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from services.console.rehearsal import plan, published
from tests.recomputed.played import StoryStage, played

OWNERS = {"SNV", "STP", "STC", "STTTT", "SKHCN", "VPUBND"}


@pytest.fixture(scope="module")
def story() -> StoryStage:
    return played()


def data(story: StoryStage, name: str) -> list[dict[str, Any]]:
    return [fact["data"] for fact in story.province.facts(name)]


def test_the_round_ends_with_a_published_ranking_of_all_agencies(story: StoryStage) -> None:
    (results,) = data(story, "ResultsPublished")
    assert {standing["block"]: len(standing["rows"]) for standing in results["rankings"]} == {
        "departments": 20,
        "districts": 18,
    }
    assert results["sample"] is True
    assert all(row["percent"] for standing in results["rankings"] for row in standing["rows"])


def test_nothing_was_refused_and_nothing_waits_in_quarantine(story: StoryStage) -> None:
    assert data(story, "CommandRefused") == []
    assert data(story, "MessageRejected") == []
    assert story.province.quarantined() == []


def test_late_is_recorded_and_paper_signed_in_time_is_not_late(story: StoryStage) -> None:
    late = {each["agency"] for each in data(story, "AssessmentSubmitted") if each["late"]}
    assert late == {*plan.LATE, plan.VERY_LATE}
    (overdue,) = (each for each in data(story, "WorkOverdue") if each["window"] == "self_scoring")
    assert {each["agency"] for each in overdue["outstanding"]} == {*plan.LATE, plan.VERY_LATE, plan.IN_THE_MAIL}


def test_what_was_withdrawn_was_submitted_again(story: StoryStage) -> None:
    attempts = [each["attempt"] for each in data(story, "AssessmentSubmitted") if each["agency"] == plan.WITHDRAWS]
    assert attempts == [1, 2]
    (withdrawn,) = data(story, "AssessmentWithdrawn")
    assert withdrawn["agency"] == plan.WITHDRAWS


def test_reminders_come_before_every_deadline(story: StoryStage) -> None:
    told = [(each["window"], each["days_left"]) for each in data(story, "ReminderIssued")]
    assert told == [(window, days) for window in plan.WINDOWS for days in (7, 3, 1)]


def test_an_owner_that_appraises_too_late_is_listed(story: StoryStage) -> None:
    late = {(each["owner"], each["agency"]) for each in data(story, "AppraisalCompleted") if each["late"]}
    assert late == {(plan.SLOW_OWNER, agency) for agency in plan.SLOW_FOR}
    (overdue,) = (each for each in data(story, "WorkOverdue") if each["window"] == "appraisal")
    assert {each["agency"] for each in overdue["outstanding"]} == {plan.SLOW_OWNER}


def test_every_owner_is_asked_for_its_own_leaves_and_flags_its_own_case(story: StoryStage) -> None:
    requests = data(story, "AppraisalRequested")
    assert {each["owner"] for each in requests} == OWNERS
    assert {each["agency"] for each in requests if each["conflict_of_interest"]} == OWNERS
    assert all(each["conflict_of_interest"] == (each["owner"] == each["agency"]) for each in requests)


def test_an_accepted_correction_is_appraised_anew_and_a_rejected_one_is_not(story: StoryStage) -> None:
    decided = {(each["agency"], each["criterion"]): each["accepted"] for each in data(story, "CorrectionDecided")}
    assert decided == {plan.CORRECTION_ACCEPTED: True, plan.CORRECTION_REJECTED: False}
    (again,) = (each for each in data(story, "AppraisalRequested") if each["request"] == 2)
    assert (again["agency"], [entry["criterion"] for entry in again["entries"]]) == (
        plan.CORRECTION_ACCEPTED[0],
        [plan.CORRECTION_ACCEPTED[1]],
    )


def test_some_explanations_convince_and_some_do_not(story: StoryStage) -> None:
    verdicts = {each["verdict"] for each in data(story, "CriterionReappraised")}
    assert verdicts == {"maintained", "adjusted"}


def test_two_alike_share_a_rank_and_the_next_rank_is_left_out(story: StoryStage) -> None:
    (results,) = data(story, "ResultsPublished")
    (districts,) = (each["rows"] for each in results["rankings"] if each["block"] == "districts")
    ((twin, model),) = plan.TWINS.items()
    (shared,) = {row["rank"] for row in districts if row["agency"] in (twin, model)}
    assert [row["rank"] for row in districts].count(shared) == 2
    assert shared + 1 not in {row["rank"] for row in districts}


def test_an_agency_that_is_not_ranked_is_scored(story: StoryStage) -> None:
    (results,) = data(story, "ResultsPublished")
    rows = {row["agency"]: row for standing in results["rankings"] for row in standing["rows"]}
    for agency in plan.NOT_RANKED:
        assert rows[agency]["rank"] is None
        assert rows[agency]["percent"] is not None


def test_a_correction_after_publication_is_a_new_fact_with_its_own_decision(story: StoryStage) -> None:
    (results,) = data(story, "ResultsPublished")
    (corrected,) = data(story, "ResultsCorrected")
    assert (corrected["agency"], corrected["criterion"]) == plan.CORRECTED_AFTER_PUBLICATION
    assert corrected["document"] != results["document"]
    assert corrected["old_score"] != corrected["new_score"]
    assert published(story) != results["rankings"]
    assert corrected["rankings"][0] in published(story)


def test_everything_says_of_itself_that_it_is_sample_data(story: StoryStage) -> None:
    assert all(command["actor"].endswith("(dữ liệu mẫu)") for command in story.commands)
    for command in story.commands:
        text = json.dumps(command["data"], ensure_ascii=False)
        names = ("signer", "position", "issuer", "reason", "explanation", "text")
        for name, value in _texts(command["data"]):
            if name in names:
                assert "dữ liệu mẫu" in value, (command["type"], name, value)
        if command["type"] in ("AdoptCriteriaSet", "OpenRound"):
            assert command["data"]["sample"] is True
            assert "DỮ LIỆU MẪU" in text


def _texts(value: Any) -> list[tuple[str, str]]:
    if isinstance(value, dict):
        own = [(name, inner) for name, inner in value.items() if isinstance(inner, str)]
        return [*own, *(found for inner in value.values() for found in _texts(inner))]
    return [found for inner in value for found in _texts(inner)] if isinstance(value, list) else []


def test_played_again_every_command_is_known_and_nothing_is_written(story: StoryStage) -> None:
    province = story.province
    names = ("noi_vu", "tu_phap", "tai_chinh", "tt_tt", "kh_cn", "vp_ubnd")
    before = {name: province.ledger(name).store.last() for name in names}
    again = StoryStage(province)
    again.play()
    assert again.commands == story.commands
    assert {name: province.ledger(name).store.last() for name in names} == before
