"""Trình UBND tỉnh, quyết định, công bố (†)."""

from tests.stories.sample_round import DECISION, TO_THE_PRESIDIUM, YEAR, SampleRound


def decision(*, approved: bool, reason: str | None = None) -> dict[str, object]:
    return {"year": YEAR, "approved": approved, "document": DECISION, "reason": reason}


def test_results_are_published_by_the_decision_alone(sample: SampleRound) -> None:
    sample.to_the_indexes()
    sample.propose()
    sample.submit_results()
    assert not sample.province.facts("ResultsPublished")
    sample.decide()
    (published,) = sample.province.facts("ResultsPublished")
    (decided,) = sample.province.facts("ResultsDecided")
    assert published["causation"] == decided["id"]
    assert published["correlation"] == decided["correlation"]
    assert (decided["agency"], decided["capacity"]) == ("VPUBND", "TM. KT.")
    assert published["data"]["document"]["notation"] == "QĐ-UBND"


def test_returned_results_are_proposed_and_submitted_again(sample: SampleRound) -> None:
    sample.to_the_indexes()
    sample.propose()
    sample.submit_results()
    assert sample.refused("DecideResults", decision(approved=False), agency="VPUBND") == "REASON_MISSING"
    sample.decide(approved=False, reason="Bổ sung thuyết minh.")
    assert not sample.province.facts("ResultsPublished")
    sample.propose()
    sample.submit_results()
    assert sample.last("ResultsSubmitted")["submission"] == 2
    sample.decide()
    assert len(sample.province.facts("ResultsPublished")) == 1
    rows = dict(sample.province.view("vp_ubnd", "decisions").rows)
    assert {key: row["state"] for key, row in rows.items()} == {
        "2021/results/1": "returned",
        "2021/results/2": "approved",
    }


def test_a_score_can_be_corrected_while_the_results_are_returned(sample: SampleRound) -> None:
    """Else UBND could return a wrong score and nobody could right it."""
    sample.to_the_indexes()
    sample.propose()
    sample.submit_results()
    sample.decide(approved=False, reason="Sai điểm 4.1 của Sở Y tế.")
    told = {"year": YEAR, "agency": "SYT", "criterion": "4.1"}
    proposal = {**told, "score": "4", "reason": "Kết luận.", "document": TO_THE_PRESIDIUM}
    sample.must("ProposeResultCorrection", proposal, agency="SNV")
    submission = {"year": YEAR, "document": TO_THE_PRESIDIUM}
    assert sample.refused("SubmitResults", submission, agency="SNV") == "CORRECTION_PENDING"
    approval = {**told, "approved": True, "document": DECISION}
    sample.must("DecideResultCorrection", approval, agency="VPUBND")
    sample.submit_results()
    rows = sample.last("ResultsSubmitted")["rankings"][0]["rows"]
    assert [(row["agency"], row["rank"]) for row in rows if row["ranked"]] == [("SXD", 1), ("SYT", 2)]


def test_a_ranking_is_refused_with_what_is_outstanding(sample: SampleRound) -> None:
    sample.open()
    sample.submit_all(but=("SXD",))
    sample.self_scoring_closes()
    sample.appraise_all(agencies=("SNV",))
    sample.appraise("STC", "SYT")
    sample.survey()
    sample.explanation_closes()
    reply = sample.province.send("ProposeRanking", {"year": YEAR, "block": "departments"}, agency="SNV")
    assert reply["code"] == "OUTSTANDING"
    assert [(error["path"], error["code"]) for error in reply["errors"]] == [
        ("SYT", "APPRAISAL"),
        ("SYT", "APPRAISAL"),
        ("SYT", "APPRAISAL"),
        ("SYT", "APPRAISAL"),
        ("SYT", "APPRAISAL"),
        ("SXD", "SELF_SCORING"),
    ]
    assert reply["errors"][0]["message"] == "SNV: Thẩm định SYT: còn 2 tiêu chí (lần đề nghị 1)."


def test_before_the_explanation_window_closes_the_refusal_says_so(sample: SampleRound) -> None:
    sample.open()
    sample.submit_all()
    sample.self_scoring_closes()
    sample.appraise_all()
    sample.survey()
    reply = sample.province.send("ProposeRanking", {"year": YEAR, "block": "departments"}, agency="SNV")
    assert {error["code"] for error in reply["errors"]} == {"EXPLANATION"}


def test_nothing_is_submitted_before_every_block_is_ranked(sample: SampleRound) -> None:
    sample.to_the_indexes()
    submission = {"year": YEAR, "document": TO_THE_PRESIDIUM}
    assert sample.refused("SubmitResults", submission, agency="SNV") == "RANKING_NOT_PROPOSED"
    sample.must("ProposeRanking", {"year": YEAR, "block": "departments"}, agency="SNV")
    reply = sample.province.send("SubmitResults", submission, agency="SNV")
    assert reply["code"] == "RANKING_NOT_PROPOSED"
    assert "huyện" in reply["message"]


def test_every_other_refusal_has_its_code(sample: SampleRound) -> None:
    assert sample.refused("DecideResults", decision(approved=True), agency="VPUBND") == "NOTHING_SUBMITTED"
    sample.to_the_indexes()
    ranking = {"year": YEAR, "block": "departments"}
    assert sample.refused("ProposeRanking", {**ranking, "block": "vertical"}, agency="SNV") == "BLOCK_NOT_IN_ROUND"
    assert sample.refused("ProposeRanking", {**ranking, "year": 2020}, agency="SNV") == "UNKNOWN_ROUND"
    sample.propose()
    sample.submit_results()
    submission = {"year": YEAR, "document": TO_THE_PRESIDIUM}
    assert sample.refused("SubmitResults", submission, agency="SNV") == "RESULTS_SUBMITTED"
    assert sample.refused("ProposeRanking", ranking, agency="SNV") == "RESULTS_SUBMITTED"
    assert sample.refused("DecideResults", decision(approved=True), agency="SNV") == "NOT_AUTHORISED"
    sample.decide()
    assert sample.refused("DecideResults", decision(approved=True), agency="VPUBND") == "ALREADY_DECIDED"
    assert sample.refused("ProposeRanking", ranking, agency="SNV") == "RESULTS_PUBLISHED"
