"""Mỗi cơ quan thẩm định phần của mình, mỗi tiêu chí một lần (Điều 10 khoản 2 điểm b, Điều 13–18)."""

from typing import Any

import pytest

from services import load
from tests.stories.sample_round import YEAR, SampleRound, entries, entry


def verdict(criterion: str = "4.1", kind: str = "recognised", score: str | None = "10", **more: Any) -> dict[str, Any]:
    return {"criterion": criterion, "verdict": kind, "score": score, **more}


def verdicts(*told: dict[str, Any], agency: str = "SYT") -> dict[str, Any]:
    return {"year": YEAR, "agency": agency, "verdicts": list(told)}


@pytest.fixture
def asked(sample: SampleRound) -> SampleRound:
    """Every owner has been asked; SYT says that ISO does not apply to it."""
    sample.open()
    sample.submit_all(but=("SYT",))
    exempt = entry("5.2", not_applicable=True, explanation="Chưa thuộc diện áp dụng.")
    told = [each for each in entries() if each["criterion"] != "5.2"] + [exempt]
    sample.must("SubmitAssessment", {"year": YEAR, "agency": "SYT", "entries": told}, agency="SYT")
    sample.self_scoring_closes()
    return sample


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (verdict(score="9"), "SCORE_NOT_SELF_SCORE"),
        (verdict(kind="adjusted", score="9"), "REASON_MISSING"),
        (verdict(kind="adjusted", score=None, reason="Thiếu."), "SCORE_MISSING"),
        (verdict(kind="adjusted", score="10", reason="Như cũ."), "SCORE_UNCHANGED"),
        (verdict(kind="adjusted", score="10.5", reason="Thưởng."), "SCORE_ABOVE_MAXIMUM"),
        (verdict(kind="adjusted", score="-1", reason="Phạt."), "SCORE_BELOW_ZERO"),
        (verdict(kind="adjusted", score="8.3", reason="Lẻ."), "SCORE_OFF_STEP"),
        (verdict(criterion="2.1"), "NOT_OWNER"),
        (verdict(criterion="6.1"), "NOT_OWNER"),
    ],
)
def test_a_wrong_verdict_is_refused_by_name(asked: SampleRound, told: dict[str, Any], code: str) -> None:
    assert asked.refused("AppraiseCriteria", verdicts(told), agency="STC", to="tai_chinh") == code
    assert not asked.province.facts("CriterionAppraised")


def test_a_recognised_verdict_may_leave_the_score_out(asked: SampleRound) -> None:
    data = verdicts({"criterion": "4.1", "verdict": "recognised"})
    asked.must("AppraiseCriteria", data, agency="STC", to="tai_chinh")
    assert asked.last("CriterionAppraised", owner="STC")["score"] == "10"


def test_each_leaf_is_judged_once(asked: SampleRound) -> None:
    asked.must("AppraiseCriteria", verdicts(verdict()), agency="STC", to="tai_chinh")
    again = verdicts(verdict(kind="adjusted", score="8", reason="Nghĩ lại."))
    assert asked.refused("AppraiseCriteria", again, agency="STC", to="tai_chinh") == "ALREADY_APPRAISED"


def test_an_owner_may_answer_in_parts_and_is_complete_with_the_last(asked: SampleRound) -> None:
    for criterion, score in (("1.2", "9"), ("3.1", "10"), ("3.2", "7.5")):
        assert not asked.province.facts("AppraisalCompleted")
        data = verdicts(verdict(criterion, score=score))
        asked.must("AppraiseCriteria", data, agency="VPUBND", to="vp_ubnd")
    assert asked.last("AppraisalCompleted")["criteria"] == ["1.2", "3.1", "3.2"]


def test_a_wrong_verdict_takes_the_right_ones_of_its_command_with_it(asked: SampleRound) -> None:
    data = verdicts(verdict("1.2", score="9"), verdict("3.1", score="1"))
    assert asked.refused("AppraiseCriteria", data, agency="VPUBND", to="vp_ubnd") == "SCORE_NOT_SELF_SCORE"
    assert not asked.province.facts("CriterionAppraised")


@pytest.mark.parametrize(
    ("agency", "to", "about", "code"),
    [
        ("STP", "tai_chinh", "SYT", "NOT_AUTHORISED"),
        ("SYT", "tai_chinh", "SYT", "NOT_AUTHORISED"),
        ("STC", "tai_chinh", "SGDDT", "NOT_REQUESTED"),
        ("STC", "noi_vu", "SYT", "NOT_AUTHORISED"),
    ],
)
def test_an_owner_answers_for_itself_and_what_it_was_asked(
    asked: SampleRound, agency: str, to: str, about: str, code: str
) -> None:
    data = verdicts(verdict(), agency=about)
    assert asked.refused("AppraiseCriteria", data, agency=agency, to=to) == code


def test_nothing_is_appraised_before_it_is_requested(sample: SampleRound) -> None:
    sample.open()
    sample.submit("SYT")
    assert sample.refused("AppraiseCriteria", verdicts(verdict()), agency="STC", to="tai_chinh") == "NOT_REQUESTED"


def test_a_leaf_that_does_not_apply_is_recognised_without_a_score(asked: SampleRound) -> None:
    wrong = verdicts(verdict("5.2", score="5"))
    assert asked.refused("AppraiseCriteria", wrong, agency="SKHCN", to="kh_cn") == "SCORE_NOT_SELF_SCORE"
    asked.must("AppraiseCriteria", verdicts(verdict("5.2", score=None)), agency="SKHCN", to="kh_cn")
    appraised = asked.last("CriterionAppraised", owner="SKHCN")
    assert (appraised["self_score"], appraised["score"]) == (None, None)


def test_an_owner_may_take_a_deduction_that_nobody_declared(asked: SampleRound) -> None:
    asked.appraise("SNV", "SYT", {"7.2": ("-2", "Chậm báo cáo hai lần.")})
    appraised = asked.last("CriterionAppraised", owner="SNV", criterion="7.2")
    assert (appraised["self_score"], appraised["score"]) == ("0", "-2")


def test_each_verdict_cites_the_clause_that_gives_its_owner_the_competence(asked: SampleRound) -> None:
    asked.appraise_all()
    clauses = {
        fact["data"]["criterion"]: fact["data"]["clause"]
        for fact in asked.province.facts("CriterionAppraised")
        if fact["data"]["agency"] == "SXD"
    }
    assert clauses == {
        "1.1": "QC-13.4-2",
        "7.2": "QC-13.4-2",
        "1.2": "QC-14.2-2",
        "3.1": "QC-14.2-2",
        "3.2": "QC-14.2-2",
        "2.1": "QC-15.2-2",
        "4.1": "QC-16.3-2",
        "5.1": "QC-17.2-2",
        "5.2": "QC-18.2-2",
    }


# Thẩm định lại (†)


@pytest.fixture
def explained(asked: SampleRound) -> SampleRound:
    asked.appraise_all(adjusted={"SYT": {"4.1": ("8.5", "Thiếu.")}})
    asked.explanation_opens()
    asked.explain("SYT", "4.1")
    return asked


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"verdict": "maintained", "score": "9", "reason": "Giữ."}, "SCORE_NOT_PREVIOUS"),
        ({"verdict": "adjusted", "score": None, "reason": "Đủ."}, "SCORE_MISSING"),
        ({"verdict": "adjusted", "score": "8.5", "reason": "Đủ."}, "SCORE_UNCHANGED"),
        ({"verdict": "adjusted", "score": "11", "reason": "Đủ."}, "SCORE_ABOVE_MAXIMUM"),
        ({"criterion": "2.1", "verdict": "maintained", "reason": "Giữ."}, "NOT_OWNER"),
        ({"verdict": "maintained"}, "INVALID_DATA"),
    ],
)
def test_a_wrong_second_verdict_is_refused_by_name(explained: SampleRound, told: dict[str, Any], code: str) -> None:
    data = verdicts({"criterion": "4.1", **told})
    assert explained.refused("ReappraiseCriteria", data, agency="STC", to="tai_chinh") == code


def test_nothing_is_re_appraised_twice_or_without_an_explanation(explained: SampleRound) -> None:
    kept = {"criterion": "4.1", "verdict": "maintained", "reason": "Giữ."}
    explained.reappraise("STC", "SYT", kept)
    assert (
        explained.refused("ReappraiseCriteria", verdicts(kept), agency="STC", to="tai_chinh") == "ALREADY_REAPPRAISED"
    )
    other = verdicts({**kept, "criterion": "3.1"})
    assert explained.refused("ReappraiseCriteria", other, agency="VPUBND", to="vp_ubnd") == "NOT_REQUESTED"


# Việc của mình


def test_a_department_sees_its_own_work_and_nobody_elses(asked: SampleRound) -> None:
    rows = dict(asked.province.view("tai_chinh", "appraisal_work").rows)
    assert sorted(rows) == [f"2021/{each}/appraisal" for each in ("HOIAN", "SNV", "SXD", "SYT", "TAMKY")]
    assert {row["lead"] for row in rows.values()} == {"STC"}
    asked.appraise("STC", "SYT")
    row = dict(asked.province.view("tai_chinh", "appraisal_work").rows)["2021/SYT/appraisal"]
    assert (row["done"], row["total"], row["completed"]) == (1, 1, True)


def test_the_work_view_is_the_same_when_it_is_folded_anew(explained: SampleRound) -> None:
    explained.reappraise("STC", "SYT", {"criterion": "4.1", "verdict": "maintained", "reason": "Giữ."})
    for name in ("noi_vu", "tai_chinh", "vp_ubnd"):
        ledger = explained.province.ledger(name)
        for view in vars(load(name))["views"]:
            assert dict(ledger.view_at(view.name).rows.items()) == dict(ledger.view(view.name).rows.items())
