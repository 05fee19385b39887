"""Điểm điều tra xã hội học do Sở Nội vụ nhập (†)."""

from tests.stories.sample_round import DEPARTMENTS, DISTRICTS, TO_THE_PRESIDIUM, YEAR, SampleRound


def rows(*told: tuple[str, str, str]) -> dict[str, object]:
    return {
        "year": YEAR,
        "document": TO_THE_PRESIDIUM,
        "scores": [{"agency": agency, "criterion": code, "score": score} for agency, code, score in told],
    }


def test_no_index_is_determined_without_the_survey(sample: SampleRound) -> None:
    sample.open()
    sample.submit_all()
    sample.self_scoring_closes()
    sample.appraise_all()
    sample.explanation_closes()
    assert not sample.province.facts("IndexDetermined")
    sample.survey()
    determined = [fact["data"]["agency"] for fact in sample.province.facts("IndexDetermined")]
    assert determined == [*DEPARTMENTS, *DISTRICTS]


def test_one_fact_per_agency_comes_from_one_table(sample: SampleRound) -> None:
    sample.open()
    sample.survey({"SYT": "17.25"})
    assert len(sample.province.facts("SurveyScored")) == 5
    assert sample.last("SurveyScored", agency="SYT")["scores"] == [{"criterion": "6.1", "score": "17.25"}]


def test_one_wrong_row_refuses_the_whole_table(sample: SampleRound) -> None:
    sample.open()
    wrong = rows(("SYT", "6.1", "17"), ("SXD", "6.1", "20.01"))
    assert sample.refused("EnterSurveyScores", wrong, agency="SNV") == "SCORE_ABOVE_MAXIMUM"
    assert not sample.province.facts("SurveyScored")


def test_every_way_a_row_can_be_wrong_has_its_code(sample: SampleRound) -> None:
    sample.open()
    sample.survey()
    cases = {
        ("SYT", "6.1", "17"): "SURVEY_ALREADY_SCORED",
        ("SYT", "1.1", "5"): "NOT_A_SURVEY_CRITERION",
        ("SYT", "6", "5"): "UNKNOWN_CRITERION",
        ("SGDDT", "6.1", "5"): "NOT_IN_ROUND",
    }
    for row, code in cases.items():
        assert sample.refused("EnterSurveyScores", rows(row), agency="SNV") == code


def test_only_so_noi_vu_enters_survey_scores(sample: SampleRound) -> None:
    sample.open()
    assert sample.refused("EnterSurveyScores", rows(("SYT", "6.1", "17")), agency="SYT") == "NOT_AUTHORISED"


def test_a_round_without_survey_takes_none(sample: SampleRound) -> None:
    sample.open(survey="omitted")
    assert sample.refused("EnterSurveyScores", rows(("SYT", "6.1", "17")), agency="SNV") == "SURVEY_OMITTED"
