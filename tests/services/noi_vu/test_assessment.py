"""Một bản tự đánh giá sai chỗ nào thì bị từ chối vì chỗ ấy (Điều 10 khoản 2 điểm b)."""

import unicodedata
from datetime import datetime
from typing import Any

import pytest

from services.noi_vu.dossier import Assessment
from shared.mechanism.clock import ICT
from tests.stories.sample_round import YEAR, SampleRound, entries, entry

FIGURES = {"hoan_thanh": "9", "duoc_giao": "10"}


def submission(*changes: dict[str, Any], agency: str = "SYT") -> dict[str, Any]:
    """A complete assessment with some entries replaced or added."""
    whole = {each["criterion"]: each for each in entries()}
    whole.update({each["criterion"]: each for each in changes})
    return {"year": YEAR, "agency": agency, "entries": list(whole.values())}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (entry("1.1", "10.5"), "SCORE_ABOVE_MAXIMUM"),
        (entry("1.1", "-0.5"), "SCORE_BELOW_ZERO"),
        (entry("1.1", "9.3"), "SCORE_OFF_STEP"),
        (entry("1.2", "9"), "SCORE_NOT_EXPECTED"),
        (entry("1.1", figures=FIGURES), "FIGURES_NOT_EXPECTED"),
        (entry("1.2", "9", figures=FIGURES), "SCORE_AND_FIGURES"),
        (entry("1.2", figures={"hoan_thanh": "9"}), "FIGURES_MISSING"),
        (entry("1.2", figures={**FIGURES, "la": "1"}), "FIGURE_UNKNOWN"),
        (entry("1.2", figures={**FIGURES, "hoan_thanh": "11"}), "NUMERATOR_ABOVE_DENOMINATOR"),
        (entry("1.2", figures={"hoan_thanh": "0", "duoc_giao": "0"}), "DENOMINATOR_ZERO"),
        (entry("1.1"), "NOTHING_DECLARED"),
        (entry("1.1", "10", evidence=[]), "EVIDENCE_MISSING"),
        (entry("1.1", "10", not_applicable=True), "NOT_APPLICABLE_WITH_SCORE"),
        (entry("6.1", "16"), "SURVEY_NOT_SELF_SCORED"),
        (entry("9.9", "1"), "UNKNOWN_CRITERION"),
        (entry("1", "10"), "UNKNOWN_CRITERION"),
        (entry("7.2", "1"), "DEDUCTION_ABOVE_ZERO"),
        (entry("7.2", "-3.5"), "DEDUCTION_TOO_LARGE"),
    ],
)
def test_a_wrong_entry_is_refused_by_name(sample: SampleRound, change: dict[str, Any], code: str) -> None:
    sample.open()
    reply = sample.province.send("SubmitAssessment", submission(change), agency="SYT")
    assert reply["code"] == code
    assert reply["errors"][0]["path"] == change["criterion"]
    assert change["criterion"] in reply["message"]
    assert not sample.province.facts("AssessmentSubmitted")


def test_all_faults_are_told_at_once(sample: SampleRound) -> None:
    sample.open()
    wrong = submission(entry("1.1", "10.5"), entry("2.1", "14.3"), entry("4.1", "10", evidence=[]))
    reply = sample.province.send("SubmitAssessment", wrong, agency="SYT")
    assert {error["code"] for error in reply["errors"]} == {"SCORE_ABOVE_MAXIMUM", "SCORE_OFF_STEP", "EVIDENCE_MISSING"}
    assert reply["message"].endswith("(Còn 2 lỗi khác.)")


def test_an_explanation_may_stand_for_missing_evidence(sample: SampleRound) -> None:
    sample.open()
    told = entry("1.1", "10", evidence=[], explanation="Báo cáo đang trình ký.")
    sample.must("SubmitAssessment", submission(told), agency="SYT")


def test_zero_absent_and_not_applicable_are_three_things(sample: SampleRound) -> None:
    sample.open()
    zero = entry("1.1", "0")
    exempt = entry("5.2", not_applicable=True, explanation="Chưa thuộc diện áp dụng.")
    sample.must("SubmitAssessment", submission(zero, exempt), agency="SYT")
    sample.self_scoring_closes()
    asked = {each["criterion"]: each for each in sample.asked(agency="SYT", owner="SNV")}
    assert asked["1.1"]["self_score"] == "0"
    assert "7.1" not in asked  # a bonus that nobody claims is not there; a deduction is, at 0
    assert asked["7.2"]["self_score"] == "0"
    (iso,) = sample.asked(agency="SYT", owner="SKHCN")
    assert (iso["self_score"], iso["not_applicable"]) == (None, True)
    sample.appraise_all(agencies=("SYT",))
    sample.survey()
    sample.explanation_closes()
    index = sample.last("IndexDetermined", agency="SYT")
    assert index["maximum"] == "95"
    leaves = {each["criterion"]: each for each in index["leaves"]}
    assert leaves["1.1"]["score"] == "0"
    assert (leaves["5.2"]["score"], leaves["5.2"]["applicable"]) == (None, False)
    assert (leaves["7.1"]["score"], leaves["7.1"]["origin"]) == (None, "missing")


def test_an_owner_may_deny_that_a_leaf_does_not_apply(sample: SampleRound) -> None:
    sample.open()
    exempt = entry("5.2", not_applicable=True, explanation="Chưa thuộc diện áp dụng.")
    sample.must("SubmitAssessment", submission(exempt), agency="SYT")
    sample.self_scoring_closes()
    sample.appraise_all(agencies=("SYT",), adjusted={"SYT": {"5.2": ("0", "Thuộc diện áp dụng.")}})
    sample.survey()
    sample.explanation_closes()
    index = sample.last("IndexDetermined", agency="SYT")
    assert index["maximum"] == "100"


def test_nothing_is_submitted_before_the_window_opens(sample: SampleRound) -> None:
    sample.province.clock.move_to(datetime(2021, 10, 31, 23, tzinfo=ICT))
    sample.open()
    reply = sample.province.send("SubmitAssessment", submission(), agency="SYT")
    assert reply["code"] == "WINDOW_NOT_OPEN"
    assert reply["message"] == "Thời hạn tự chấm điểm chưa mở; mở từ 24 giờ 00 ngày 31/10/2021."


@pytest.mark.parametrize(
    ("told", "agency", "code"),
    [
        ("SGDDT", "SGDDT", "NOT_IN_ROUND"),
        ("XYZ", "XYZ", "UNKNOWN_AGENCY"),
        ("SYT", "SXD", "NOT_AUTHORISED"),
        ("SYT", "SNV", "NOT_AUTHORISED"),
    ],
)
def test_an_agency_submits_for_itself_alone(sample: SampleRound, told: str, agency: str, code: str) -> None:
    sample.open()
    assert sample.refused("SubmitAssessment", submission(agency=told), agency=agency) == code


def test_free_text_is_kept_word_for_word(sample: SampleRound) -> None:
    """Text is data: a script in it is shown as text, and never changed."""
    sample.open()
    told = '<script>alert("x")</script>\nĐiểm a & b'
    sample.must("SubmitAssessment", submission(entry("1.1", "10", explanation=told)), agency="SYT")
    kept = sample.last("AssessmentSubmitted")["entries"][0]["explanation"]
    assert kept == told


def test_text_is_normalised_before_it_is_recorded(sample: SampleRound) -> None:
    sample.open()
    apart = unicodedata.normalize("NFD", "Đã hoàn thành nhiệm vụ")
    sample.must("SubmitAssessment", submission(entry("1.1", "10", explanation=apart)), agency="SYT")
    kept = sample.last("AssessmentSubmitted")["entries"][0]["explanation"]
    assert kept == "Đã hoàn thành nhiệm vụ"
    assert kept != apart


def test_a_dossier_reads_back_from_its_facts_as_it_was(sample: SampleRound) -> None:
    """Decide, then note: a note runs again at replay and must come to the same state."""
    sample.to_the_publication(adjusted={"SYT": {"4.1": ("8.5", "Thiếu.")}})
    ledger = sample.province.ledger("noi_vu")
    kept = ledger.find(Assessment, year=YEAR, agency="SYT")
    assert kept is not None
    read = ledger._read(kept.id)
    assert read is not None
    # The library's own times differ: it stamps a new record by the machine's clock, ours by the one clock.
    same = set(vars(kept)) - {"_pending_events", "_created_on", "_modified_on"}
    assert {"appraised", "index", "asked"} <= same
    assert {name: vars(kept)[name] for name in same} == {name: vars(read)[name] for name in same}
