"""Gửi muộn được ghi nhận, không bị từ chối (†: quy chế không nói về việc gửi muộn)."""

from datetime import datetime, timedelta

import pytest

from shared.mechanism.clock import ICT
from tests.stories.sample_round import OWNERS, SELF_SCORING_CLOSES, YEAR, SampleRound, entries

JUST_BEFORE = SELF_SCORING_CLOSES - timedelta(microseconds=1)
NEXT_MORNING = datetime(2021, 12, 1, 8, tzinfo=ICT)


@pytest.mark.parametrize(
    ("recorded", "effective", "late"),
    [
        (JUST_BEFORE, None, False),
        (SELF_SCORING_CLOSES, None, True),
        (NEXT_MORNING, None, True),
        (NEXT_MORNING, "2021-12-01", True),
        (NEXT_MORNING, "2021-11-30", False),
        (JUST_BEFORE, "2021-12-01", False),
    ],
    ids=[
        "noted in the last moment of 30 November",
        "noted at 24:00 of 30 November",
        "noted the next morning, no date on the document",
        "noted and dated the next morning",
        "noted the next morning, dated the closing day",
        "noted in time, dated later",
    ],
)
def test_a_submission_is_late_by_the_time_it_was_noted_unless_its_document_is_dated_in_time(
    sample: SampleRound, recorded: datetime, effective: str | None, late: bool
) -> None:
    sample.open()
    sample.province.move_to(recorded)
    sample.submit("SYT", effective=effective)
    assert sample.last("AssessmentSubmitted", agency="SYT")["late"] is late


def test_a_late_submission_goes_to_appraisal_at_once(sample: SampleRound) -> None:
    sample.open()
    sample.submit_all(but=("SYT",))
    sample.self_scoring_closes()
    assert not sample.asked(agency="SYT", owner="STC")
    sample.province.move_to(NEXT_MORNING)
    sample.submit("SYT")
    assert all(sample.asked(agency="SYT", owner=owner) for owner in OWNERS)


def test_both_times_stay_in_the_fact(sample: SampleRound) -> None:
    """Law of two times: hiệu lực decides, ghi nhận shows that it was antedated."""
    sample.open()
    sample.province.move_to(NEXT_MORNING)
    sample.submit("SYT", effective="2021-11-30")
    (fact,) = sample.province.facts("AssessmentSubmitted")
    assert fact["effective"] == "2021-11-30"
    assert fact["time"].startswith("2021-12-01T08:00:00")


def test_an_agency_that_never_submits_is_declared_missing_and_brings_nothing(sample: SampleRound) -> None:
    """So a round cannot hang (†): the survey still counts, the rest counts 0."""
    sample.open()
    sample.submit_all(but=("SXD",))
    told = {"year": YEAR, "agency": "SXD", "reason": "Đã đôn đốc ba lần."}
    assert sample.refused("DeclareAssessmentMissing", told, agency="SNV") == "WINDOW_NOT_CLOSED"
    sample.self_scoring_closes()
    assert sample.refused("DeclareAssessmentMissing", told, agency="SXD") == "NOT_AUTHORISED"
    assert sample.refused("DeclareAssessmentMissing", {**told, "agency": "SYT"}, agency="SNV") == "ALREADY_SUBMITTED"
    sample.must("DeclareAssessmentMissing", told, agency="SNV")
    assert sample.refused("DeclareAssessmentMissing", told, agency="SNV") == "DECLARED_MISSING"
    submission = {"year": YEAR, "agency": "SXD", "entries": entries()}
    assert sample.refused("SubmitAssessment", submission, agency="SXD") == "DECLARED_MISSING"
    sample.appraise_all()
    sample.survey()
    sample.explanation_closes()
    index = sample.last("IndexDetermined", agency="SXD")
    assert index["percent"] == "16.00"
    scores = {each["criterion"]: (each["score"], each["origin"]) for each in index["leaves"]}
    assert scores["1.1"] == (None, "missing")
    sample.propose()
