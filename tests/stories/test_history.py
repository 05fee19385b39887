"""Lịch sử một điểm đọc được trọn vẹn từ các sự việc: ai, vì sao, căn cứ gì, hiệu lực và ghi nhận lúc nào."""

from typing import Any

from tests.stories.sample_round import SampleRound

LEAF = "4.1"


def told(data: dict[str, Any]) -> tuple[Any, Any, Any] | None:
    """(old, new, reason) that a fact tells of the leaf; None when it tells nothing of it."""
    if data.get("criterion") == LEAF:
        old = data.get("previous_score", data.get("self_score", data.get("old_score")))
        return old, data.get("new_score", data.get("score")), data.get("reason")
    for name in ("entries", "explanations", "leaves"):
        for row in data.get(name, []):
            if row["criterion"] == LEAF:
                return None, row.get("self_score", row.get("score")), row.get("text")
    return None


def test_the_whole_life_of_a_score_can_be_told(sample: SampleRound) -> None:
    sample.open()
    sample.submit_all()
    sample.self_scoring_closes()
    sample.appraise_all(adjusted={"SYT": {LEAF: ("8.5", "Thiếu báo cáo.")}})
    sample.survey()
    sample.explanation_opens()
    sample.explain("SYT", LEAF)
    sample.reappraise("STC", "SYT", {"criterion": LEAF, "verdict": "adjusted", "score": "9", "reason": "Đã đủ."})
    sample.explanation_closes()
    facts = [fact for fact in sample.province.facts() if fact["data"].get("agency") == "SYT"]
    life = [
        (fact["type"], *told(fact["data"])) for fact in sorted(facts, key=lambda f: f["time"]) if told(fact["data"])
    ]
    assert life == [
        ("AssessmentSubmitted", None, "10", None),
        ("AppraisalRequested", None, "10", None),
        ("CriterionAppraised", "10", "8.5", "Thiếu báo cáo."),
        ("CriteriaExplained", None, None, "Đã bổ sung văn bản còn thiếu."),
        ("ReappraisalRequested", None, None, "Đã bổ sung văn bản còn thiếu."),
        ("CriterionReappraised", "8.5", "9", "Đã đủ."),
        ("IndexDetermined", None, "9", None),
    ]
    for fact in facts:
        for name in ("actor", "agency", "time", "effective", "law", "correlation", "causation", "case"):
            assert fact[name], (fact["type"], name)


def test_the_parts_of_one_dossier_bear_one_case_in_every_ledger(sample: SampleRound) -> None:
    sample.open()
    sample.submit_all()
    sample.self_scoring_closes()
    sample.appraise_all()
    of_agency: dict[str, set[str]] = {}
    for fact in sample.province.facts():
        if fact["type"] in {"AssessmentSubmitted", "AppraisalRequested", "CriterionAppraised", "AppraisalCompleted"}:
            of_agency.setdefault(fact["data"]["agency"], set()).add(fact["case"])
    assert all(len(cases) == 1 for cases in of_agency.values())
    assert len(set.union(*of_agency.values())) == 5
