"""Giải trình tiêu chí bị điều chỉnh, thẩm định lại (†: quy chế không quy định)."""

import pytest

from tests.stories.sample_round import YEAR, SampleRound

ADJUSTED = {"SYT": {"4.1": ("8.5", "Thiếu báo cáo."), "5.1": ("7", "Chưa đủ dịch vụ."), "3.1": ("9", "Chậm công bố.")}}


@pytest.fixture
def appraised(sample: SampleRound) -> SampleRound:
    """Appraised, three leaves of SYT adjusted, the explanation window open."""
    sample.open()
    sample.submit_all()
    sample.self_scoring_closes()
    sample.appraise_all(adjusted=ADJUSTED)
    sample.survey()
    sample.explanation_opens()
    return sample


def test_an_explanation_goes_back_to_the_owner_who_adjusted(appraised: SampleRound) -> None:
    appraised.explain("SYT", "4.1", "5.1")
    asked = {fact["data"]["owner"]: fact["data"] for fact in appraised.province.facts("ReappraisalRequested")}
    assert {owner: [each["criterion"] for each in data["explanations"]] for owner, data in asked.items()} == {
        "STC": ["4.1"],
        "STTTT": ["5.1"],
    }
    assert asked["STC"]["department"] == "tai_chinh"


def test_a_maintained_verdict_keeps_the_score_and_gives_the_reason(appraised: SampleRound) -> None:
    appraised.explain("SYT", "4.1")
    appraised.reappraise("STC", "SYT", {"criterion": "4.1", "verdict": "maintained", "reason": "Vẫn thiếu."})
    again = appraised.last("CriterionReappraised", criterion="4.1")
    assert (again["previous_score"], again["score"], again["reason"]) == ("8.5", "8.5", "Vẫn thiếu.")
    appraised.explanation_closes()
    leaves = {each["criterion"]: each for each in appraised.last("IndexDetermined", agency="SYT")["leaves"]}
    assert (leaves["4.1"]["score"], leaves["4.1"]["origin"]) == ("8.5", "reappraised")
    assert (leaves["5.1"]["score"], leaves["5.1"]["origin"]) == ("7", "appraised")


def test_the_index_waits_for_the_re_appraisal_even_after_the_window(appraised: SampleRound) -> None:
    appraised.explain("SYT", "4.1")
    appraised.explanation_closes()
    determined = {fact["data"]["agency"] for fact in appraised.province.facts("IndexDetermined")}
    assert "SYT" not in determined
    assert "SXD" in determined
    appraised.reappraise("STC", "SYT", {"criterion": "4.1", "verdict": "adjusted", "score": "10", "reason": "Đủ."})
    assert appraised.last("ReappraisalCompleted", agency="SYT")["late"] is True
    assert appraised.last("IndexDetermined", agency="SYT")


def test_a_late_explanation_is_noted_while_the_index_still_waits(appraised: SampleRound) -> None:
    appraised.explain("SYT", "4.1")
    appraised.explanation_closes()
    appraised.explain("SYT", "3.1")
    assert appraised.last("CriteriaExplained", agency="SYT")["late"] is True
    assert appraised.last("ReappraisalRequested", owner="VPUBND", agency="SYT")


@pytest.mark.parametrize(
    ("agency", "criterion", "code"),
    [
        ("SYT", "1.1", "NOT_ADJUSTED"),
        ("SYT", "9.9", "NOT_APPRAISED"),
        ("SYT", "6.1", "NOT_APPRAISED"),
        ("SGDDT", "4.1", "NOT_IN_ROUND"),
    ],
)
def test_only_an_adjusted_criterion_is_explained(
    appraised: SampleRound, agency: str, criterion: str, code: str
) -> None:
    told = {"year": YEAR, "agency": agency, "explanations": [{"criterion": criterion, "text": "Vì sao?"}]}
    assert appraised.refused("ExplainCriteria", told, agency=agency) == code


def test_a_criterion_is_explained_once(appraised: SampleRound) -> None:
    appraised.explain("SYT", "4.1")
    told = {"year": YEAR, "agency": "SYT", "explanations": [{"criterion": "4.1", "text": "Lần nữa."}]}
    assert appraised.refused("ExplainCriteria", told, agency="SYT") == "ALREADY_EXPLAINED"


def test_nothing_is_explained_before_the_window_opens(sample: SampleRound) -> None:
    sample.open()
    sample.submit_all()
    sample.self_scoring_closes()
    sample.appraise_all(adjusted=ADJUSTED)
    told = {"year": YEAR, "agency": "SYT", "explanations": [{"criterion": "4.1", "text": "Sớm."}]}
    assert sample.refused("ExplainCriteria", told, agency="SYT") == "WINDOW_NOT_OPEN"


def test_nothing_is_explained_once_the_index_is_determined(appraised: SampleRound) -> None:
    appraised.explanation_closes()
    told = {"year": YEAR, "agency": "SYT", "explanations": [{"criterion": "4.1", "text": "Muộn."}]}
    assert appraised.refused("ExplainCriteria", told, agency="SYT") == "INDEX_DETERMINED"
