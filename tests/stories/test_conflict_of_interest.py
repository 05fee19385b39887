"""Cơ quan chủ trì tự thẩm định chính mình: quy chế không có quy tắc né tránh, nên luôn được ghi rõ (†)."""

from tests.stories.sample_round import OWNERS, SampleRound


def test_a_self_appraisal_is_flagged_in_every_fact_that_shows_it(sample: SampleRound) -> None:
    sample.open()
    sample.submit_all()
    sample.self_scoring_closes()
    requests = sample.province.facts("AppraisalRequested")
    flagged = {
        (fact["data"]["owner"], fact["data"]["agency"]) for fact in requests if fact["data"]["conflict_of_interest"]
    }
    assert flagged == {("SNV", "SNV")}
    sample.appraise_all(adjusted={"SNV": {"1.1": ("9", "Tự hạ điểm.")}})
    for fact in sample.province.facts("CriterionAppraised"):
        data = fact["data"]
        assert data["conflict_of_interest"] is (data["owner"] == data["agency"])
    sample.explanation_opens()
    sample.explain("SNV", "1.1")
    assert sample.last("ReappraisalRequested", agency="SNV")["conflict_of_interest"] is True
    sample.reappraise("SNV", "SNV", {"criterion": "1.1", "verdict": "maintained", "reason": "Giữ nguyên."})
    assert sample.last("CriterionReappraised", agency="SNV")["conflict_of_interest"] is True


def test_a_self_appraisal_is_flagged_in_the_work_list_and_the_progress(sample: SampleRound) -> None:
    sample.open()
    sample.submit_all()
    sample.self_scoring_closes()
    work = dict(sample.province.view("noi_vu", "appraisal_work").rows)
    assert work["2021/SNV/appraisal"]["conflict_of_interest"] is True
    assert work["2021/SYT/appraisal"]["conflict_of_interest"] is False
    owners = dict(sample.province.view("noi_vu", "round_progress").rows)["2021/SNV"]["owners"]
    assert {owner: owners[owner]["conflict_of_interest"] for owner in OWNERS} == {
        owner: owner == "SNV" for owner in OWNERS
    }
