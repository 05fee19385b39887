"""Lưu từng phần, gửi, rút khi thời hạn chưa hết, gửi lại (Điều 10 khoản 2 điểm b; việc rút là thiết kế †)."""

from tests.stories.sample_round import YEAR, SampleRound, entries, entry


def test_an_assessment_is_saved_in_parts_and_submitted_whole(sample: SampleRound) -> None:
    sample.open()
    whole = entries()
    for part in (whole[:3], whole[3:]):
        sample.must("SaveAssessment", {"year": YEAR, "agency": "SYT", "entries": part}, agency="SYT")
    sample.must("SubmitAssessment", {"year": YEAR, "agency": "SYT", "entries": []}, agency="SYT")
    submitted = sample.last("AssessmentSubmitted", agency="SYT")
    assert [each["criterion"] for each in submitted["entries"]] == [
        "1.1",
        "1.2",
        "2.1",
        "3.1",
        "3.2",
        "4.1",
        "5.1",
        "5.2",
    ]


def test_a_part_may_be_unfinished_but_never_wrong(sample: SampleRound) -> None:
    sample.open()
    unfinished = {"criterion": "1.1", "score": "8"}
    sample.must("SaveAssessment", {"year": YEAR, "agency": "SYT", "entries": [unfinished]}, agency="SYT")
    wrong = {"criterion": "1.1", "score": "10.5"}
    told = {"year": YEAR, "agency": "SYT", "entries": [wrong]}
    assert sample.refused("SaveAssessment", told, agency="SYT") == "SCORE_ABOVE_MAXIMUM"


def test_what_is_saved_is_nobody_elses_to_see(sample: SampleRound) -> None:
    sample.open()
    sample.must("SaveAssessment", {"year": YEAR, "agency": "SYT", "entries": [entry("1.1", "8")]}, agency="SYT")
    (saved,) = sample.province.facts("AssessmentSaved")
    assert "sequence" not in saved


def test_an_incomplete_assessment_is_refused_with_every_missing_criterion(sample: SampleRound) -> None:
    sample.open()
    data = {"year": YEAR, "agency": "SYT", "entries": [entry("1.1", "8")]}
    reply = sample.province.send("SubmitAssessment", data, agency="SYT")
    assert reply["code"] == "UNDECLARED"
    assert [error["path"] for error in reply["errors"]] == ["1.2", "2.1", "3.1", "3.2", "4.1", "5.1", "5.2"]


def test_a_withdrawn_assessment_is_submitted_again_as_the_next_attempt(sample: SampleRound) -> None:
    sample.open()
    sample.submit("SYT", {"2.1": "15"})
    sample.must("WithdrawAssessment", {"year": YEAR, "agency": "SYT", "reason": "Nhầm tiêu chí 2.1."}, agency="SYT")
    # What was submitted stays as the draft, so only what changes is sent.
    sample.must("SubmitAssessment", {"year": YEAR, "agency": "SYT", "entries": [entry("2.1", "14")]}, agency="SYT")
    again = sample.last("AssessmentSubmitted", agency="SYT")
    assert again["attempt"] == 2
    assert {each["criterion"]: each["score"] for each in again["entries"]}["2.1"] == "14"


def test_nothing_is_submitted_twice_without_a_withdrawal(sample: SampleRound) -> None:
    sample.open()
    sample.submit("SYT")
    data = {"year": YEAR, "agency": "SYT", "entries": entries()}
    assert sample.refused("SubmitAssessment", data, agency="SYT") == "ALREADY_SUBMITTED"
    assert sample.refused("SaveAssessment", {**data, "entries": entries()[:1]}, agency="SYT") == "ALREADY_SUBMITTED"


def test_nothing_is_withdrawn_once_the_window_has_closed(sample: SampleRound) -> None:
    sample.open()
    told = {"year": YEAR, "agency": "SYT", "reason": "Nhầm."}
    assert sample.refused("WithdrawAssessment", told, agency="SYT") == "NOT_SUBMITTED"
    sample.submit("SYT")
    sample.self_scoring_closes()
    assert sample.refused("WithdrawAssessment", told, agency="SYT") == "WINDOW_CLOSED"


def test_a_withdrawn_assessment_is_not_appraised(sample: SampleRound) -> None:
    sample.open()
    sample.submit_all()
    sample.must("WithdrawAssessment", {"year": YEAR, "agency": "SYT", "reason": "Nhầm."}, agency="SYT")
    sample.self_scoring_closes()
    assert not sample.asked(agency="SYT", owner="STC")
    assert sample.asked(agency="SXD", owner="STC")
