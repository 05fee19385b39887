"""Sửa khi thẩm định đã bắt đầu là một yêu cầu; sửa sau công bố là một quyết định mới (†)."""

from decimal import Decimal

from tests.stories.sample_round import DECISION, TO_THE_PRESIDIUM, YEAR, SampleRound, entry


def asking(criterion: str = "4.1", score: str = "9.5", **more: object) -> dict[str, object]:
    return {
        "year": YEAR,
        "agency": "SYT",
        "criterion": criterion,
        "entry": entry(criterion, score),
        "reason": "Khai nhầm số quyết toán.",
        **more,
    }


def deciding(*, accepted: bool, criterion: str = "4.1") -> dict[str, object]:
    told = {"year": YEAR, "agency": "SYT", "criterion": criterion, "accepted": accepted}
    return {**told, "reason": "Có căn cứ." if accepted else "Không có căn cứ."}


def under_appraisal(sample: SampleRound) -> None:
    sample.open()
    sample.submit_all()
    sample.self_scoring_closes()


def test_before_appraisal_an_agency_withdraws_instead(sample: SampleRound) -> None:
    sample.open()
    sample.submit("SYT")
    assert sample.refused("RequestCorrection", asking(), agency="SYT") == "APPRAISAL_NOT_BEGUN"


def test_an_accepted_correction_replaces_the_entry_and_is_appraised_afresh(sample: SampleRound) -> None:
    under_appraisal(sample)
    sample.appraise_all()
    sample.must("RequestCorrection", asking(), agency="SYT")
    asked = sample.last("CorrectionRequested", agency="SYT")
    assert (asked["previous"]["score"], asked["entry"]["score"]) == ("10", "9.5")
    sample.must("DecideCorrection", deciding(accepted=True), agency="SNV")
    again = sample.last("AppraisalRequested", agency="SYT", owner="STC")
    assert (again["request"], again["entries"][0]["self_score"]) == (2, "9.5")
    sample.appraise("STC", "SYT")
    assert sample.last("AppraisalCompleted", agency="SYT", owner="STC")["request"] == 2
    sample.survey()
    sample.explanation_closes()
    leaves = {each["criterion"]: each for each in sample.last("IndexDetermined", agency="SYT")["leaves"]}
    assert leaves["4.1"]["score"] == "9.5"


def test_a_verdict_on_the_replaced_entry_counts_no_more(sample: SampleRound) -> None:
    """The owner answers the first request while the correction is on its way: only the second answer counts."""
    under_appraisal(sample)
    sample.appraise_all(agencies=("SXD", "SNV", "HOIAN", "TAMKY"))
    for owner in ("SNV", "VPUBND", "STP", "STTTT", "SKHCN"):
        sample.appraise(owner, "SYT")
    sample.must("RequestCorrection", asking(), agency="SYT")
    first = {"criterion": "4.1", "verdict": "recognised", "score": "10"}
    data = {"year": YEAR, "agency": "SYT", "verdicts": [first]}
    sample.must("AppraiseCriteria", data, agency="STC", to="tai_chinh", settle=False)
    sample.must("DecideCorrection", deciding(accepted=True), agency="SNV")
    sample.survey()
    sample.explanation_closes()
    assert "SYT" not in {fact["data"]["agency"] for fact in sample.province.facts("IndexDetermined")}
    sample.appraise("STC", "SYT")
    leaves = {each["criterion"]: each for each in sample.last("IndexDetermined", agency="SYT")["leaves"]}
    assert leaves["4.1"]["score"] == "9.5"


def test_a_rejected_correction_changes_nothing_and_blocks_nothing(sample: SampleRound) -> None:
    under_appraisal(sample)
    sample.appraise_all()
    sample.survey()
    sample.must("RequestCorrection", asking(), agency="SYT")
    sample.explanation_closes()
    assert "SYT" not in {fact["data"]["agency"] for fact in sample.province.facts("IndexDetermined")}
    sample.must("DecideCorrection", deciding(accepted=False), agency="SNV")
    decided = sample.last("CorrectionDecided", agency="SYT")
    assert decided["entry"]["score"] == "10"
    assert sample.last("IndexDetermined", agency="SYT")


def test_every_way_a_correction_can_be_refused_has_its_code(sample: SampleRound) -> None:
    under_appraisal(sample)
    cases = [
        (asking(criterion="1.1", entry=entry("2.1", "9")), "CRITERION_MISMATCH"),
        (asking(score="10.5"), "SCORE_ABOVE_MAXIMUM"),
        (asking(score="9.3"), "SCORE_OFF_STEP"),
        (asking(criterion="6.1"), "SURVEY_NOT_SELF_SCORED"),
        (asking(criterion="9.9"), "UNKNOWN_CRITERION"),
    ]
    for told, code in cases:
        assert sample.refused("RequestCorrection", told, agency="SYT") == code
    assert sample.refused("DecideCorrection", deciding(accepted=True), agency="SNV") == "NO_CORRECTION"
    sample.must("RequestCorrection", asking(), agency="SYT")
    assert sample.refused("RequestCorrection", asking(), agency="SYT") == "CORRECTION_PENDING"
    assert sample.refused("DecideCorrection", deciding(accepted=True), agency="SYT") == "NOT_AUTHORISED"


# Sau công bố


def correction(criterion: str = "4.1", score: str = "4") -> dict[str, object]:
    return {
        "year": YEAR,
        "agency": "SYT",
        "criterion": criterion,
        "score": score,
        "reason": "Kết luận thanh tra.",
        "document": TO_THE_PRESIDIUM,
    }


def decision(*, approved: bool, reason: str | None = None) -> dict[str, object]:
    told = {"year": YEAR, "agency": "SYT", "criterion": "4.1", "approved": approved}
    return {**told, "document": DECISION, "reason": reason}


def test_a_correction_after_publication_has_its_own_decision_and_a_new_ranking(sample: SampleRound) -> None:
    sample.to_the_publication(adjusted={"SXD": {"1.1": ("8", "Chậm kế hoạch.")}})
    before = sample.last("ResultsPublished")["rankings"][0]["rows"]
    assert [row["agency"] for row in before] == ["SYT", "SXD", "SNV"]
    sample.must("ProposeResultCorrection", correction(), agency="SNV")
    proposed = sample.last("ResultCorrectionProposed", agency="SYT")
    assert (proposed["old_score"], proposed["score"], proposed["department"]) == ("10", "4", "vp_ubnd")
    sample.must("DecideResultCorrection", decision(approved=True), agency="VPUBND")
    corrected = sample.last("ResultsCorrected", agency="SYT")
    assert (corrected["old_score"], corrected["new_score"]) == ("10", "4")
    assert corrected["document"]["number"] == "617"
    (standing,) = corrected["rankings"]
    assert [(row["agency"], row["rank"]) for row in standing["rows"]] == [("SXD", 1), ("SYT", 2), ("SNV", None)]
    index = sample.last("IndexDetermined", agency="SYT")
    assert Decimal(index["score"]) == Decimal("86.5")
    leaves = {each["criterion"]: each for each in index["leaves"]}
    assert (leaves["4.1"]["score"], leaves["4.1"]["origin"]) == ("4", "corrected")
    # What was published stays as it was published.
    assert sample.last("ResultsPublished")["rankings"][0]["rows"] == before


def test_a_correction_that_ubnd_rejects_changes_nothing_and_can_be_proposed_again(sample: SampleRound) -> None:
    sample.to_the_publication()
    indexes = len(sample.province.facts("IndexDetermined"))
    for _ in range(2):
        sample.must("ProposeResultCorrection", correction(), agency="SNV")
        told = decision(approved=False)
        assert sample.refused("DecideResultCorrection", told, agency="VPUBND") == "REASON_MISSING"
        sample.must("DecideResultCorrection", decision(approved=False, reason="Chưa đủ căn cứ."), agency="VPUBND")
    assert not sample.province.facts("ResultsCorrected")
    assert len(sample.province.facts("IndexDetermined")) == indexes


def test_every_way_a_result_correction_can_be_refused_has_its_code(sample: SampleRound) -> None:
    sample.to_the_indexes()
    assert sample.refused("ProposeResultCorrection", correction(), agency="SNV") == "RESULTS_NOT_PUBLISHED"
    sample.propose()
    assert sample.refused("ProposeResultCorrection", correction(), agency="SNV") == "RESULTS_NOT_PUBLISHED"
    sample.submit_results()
    sample.decide()
    cases = {
        ("4.1", "10"): "SCORE_UNCHANGED",
        ("4.1", "10.5"): "SCORE_ABOVE_MAXIMUM",
        ("4.1", "4.3"): "SCORE_OFF_STEP",
        ("4", "4"): "UNKNOWN_CRITERION",
    }
    for (criterion, score), code in cases.items():
        told = correction(criterion, score)
        assert sample.refused("ProposeResultCorrection", told, agency="SNV") == code
    assert sample.refused("DecideResultCorrection", decision(approved=True), agency="VPUBND") == "NOTHING_SUBMITTED"
    sample.must("ProposeResultCorrection", correction(), agency="SNV")
    assert sample.refused("ProposeResultCorrection", correction(), agency="SNV") == "CORRECTION_PENDING"
    sample.must("DecideResultCorrection", decision(approved=True), agency="VPUBND")
    assert sample.refused("DecideResultCorrection", decision(approved=True), agency="VPUBND") == "ALREADY_DECIDED"
