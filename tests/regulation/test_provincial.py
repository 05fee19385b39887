"""Chấm cấp tỉnh theo nội dung (Điều 10 khoản 1; Điều 13–18): ai, theo khoản nào; bộ mẫu; dòng sai; bảng điểm."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from shared.regulation.competences import COMPETENCES, UnknownCompetence
from shared.regulation.criteria import CriteriaSet, Node
from shared.regulation.criteria_faults import faults
from shared.regulation.organisation import BASELINE
from shared.regulation.provincial import CONTENTS, TITLES, content, shares
from shared.regulation.provincial_entry import part_faults
from shared.regulation.provincial_result import losses, result_faults
from shared.regulation.provincial_table import score_table
from shared.regulation.sample import LABEL, sample_set

DAY = date(2022, 1, 10)


def test_the_province_is_scored_by_other_rules_than_the_units() -> None:
    """Nhiệm vụ Chính phủ giao: Văn phòng; dịch vụ công trực tuyến có khoản; tác động tài chính: Sở Tài chính."""
    told = {each.name: (BASELINE.owner(each.rests_on, DAY), each.clause) for each in CONTENTS}
    assert told == {
        "steering": ("SNV", "QC-13.4.a-1"),
        "organisation": ("SNV", "QC-13.4.b-1"),
        "civil_service": ("SNV", "QC-13.4.c-1"),
        "government_tasks": ("VPUBND", "QC-14.2-1"),
        "administrative_procedures": ("VPUBND", "QC-14.2-1"),
        "one_stop": ("VPUBND", "QC-14.2-1"),
        "institutions": ("STP", "QC-15.2-1"),
        "public_finance": ("STC", "QC-16.3-1"),
        "finance_impact": ("STC", "QC-16.3-1"),
        "information_technology": ("STTTT", "QC-17.2-1"),
        "online_services": ("STTTT", "QC-17.2-1"),
        "iso": ("SKHCN", "QC-18.2-1"),
        "impact": ("SNV", "†"),
        "survey": ("SNV", "†"),
    }
    assert {each.rests_on for each in CONTENTS} <= set(COMPETENCES)
    assert len(set(TITLES.values())) == len(TITLES)


def test_a_content_that_nobody_knows_is_no_content() -> None:
    with pytest.raises(UnknownCompetence):
        content("assigned_tasks")


def test_the_sample_has_the_frame_of_2017_and_says_that_it_is_a_sample() -> None:
    criteria = sample_set("province")
    assert faults(criteria) == []
    assert criteria.title.startswith(LABEL)
    assert [str(field.maximum) for field in criteria.fields()] == ["10", "10", "14.5", "11", "16", "7", "16", "15.5"]
    levels = Counter(node.level for node in criteria.nodes)
    assert (levels["field"], levels["criterion"], levels["sub_criterion"]) == (8, 38, 81)
    assert {leaf.competence for leaf in criteria.leaves()} == set(TITLES)
    assert all(leaf.evidence for leaf in criteria.leaves())


def test_a_set_for_the_province_and_one_for_units_use_their_own_contents() -> None:
    units, province = sample_set("departments"), sample_set("province")
    as_province = CriteriaSet.from_plain({**units.to_plain(), "block": "province"})
    assert "COMPETENCE_UNKNOWN" in {fault.code for fault in faults(as_province)}
    as_units = CriteriaSet.from_plain({**province.to_plain(), "block": "departments"})
    assert "COMPETENCE_UNKNOWN" in {fault.code for fault in faults(as_units)}


def test_every_leaf_but_the_survey_is_somebodys_once() -> None:
    criteria = sample_set("province")
    found = shares(criteria, BASELINE, DAY, [("8.2.1", "SKHDT")])
    codes = [leaf.code for share in found for leaf in share.leaves]
    assert sorted(codes) == sorted(leaf.code for leaf in criteria.leaves() if leaf.kind != "survey")
    assert {share.agency for share in found} == {"SNV", "VPUBND", "STP", "STC", "STTTT", "SKHCN", "SKHDT"}
    assert [(share.agency, share.clause) for share in found if share.clause == "†"] == [("SKHDT", "†"), ("SNV", "†")]


# Một dòng


def leaf(code: str, maximum: str, kind: str = "self_scored") -> Node:
    return Node(code, None, "criterion", f"Dòng {code}", Decimal(maximum), Decimal("0.25"), kind, "steering")


def entry(code: str, score: str | None = "1", **more: Any) -> dict[str, Any]:
    return {"criterion": code, "score": score, "evidence": [{"number": "1/BC"}], **more}


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        (entry("1"), []),
        (entry("2"), ["NOT_OWN_CRITERION", "UNDECLARED"]),
        (entry("1", evidence=[]), ["EVIDENCE_MISSING"]),
        (entry("1", evidence=[], explanation=" "), ["EVIDENCE_MISSING"]),
        (entry("1", evidence=[], explanation="Chưa có."), []),
        (entry("1", insufficient=True), ["EXPLANATION_MISSING"]),
        (entry("1", insufficient=True, explanation="Thiếu phụ lục."), []),
        (entry("1", "2.25"), ["SCORE_ABOVE_MAXIMUM"]),
        (entry("1", "0.1"), ["SCORE_OFF_STEP"]),
        (entry("1", None), ["NOTHING_DECLARED"]),
        (entry("1", None, not_applicable=True), []),
        (entry("1", "1", not_applicable=True), ["NOT_APPLICABLE_WITH_SCORE"]),
    ],
    ids=str,
)
def test_what_is_wrong_with_an_entry(told: dict[str, Any], codes: list[str]) -> None:
    leaves = {"1": leaf("1", "2")}
    assert [fault.code for fault in part_faults("STC", leaves, [told])] == codes


def test_a_bonus_is_declared_too_when_it_is_nothing() -> None:
    leaves = {"9": leaf("9", "1", "bonus")}
    assert [fault.code for fault in part_faults("SNV", leaves, [])] == ["UNDECLARED"]
    assert not list(part_faults("SNV", leaves, [entry("9", "0", evidence=[])]))


def test_what_is_saved_may_still_lack_its_proof() -> None:
    leaves = {"1": leaf("1", "2"), "2": leaf("2", "2")}
    assert not list(part_faults("STC", leaves, [entry("1", evidence=[])], complete=False))
    assert [fault.code for fault in part_faults("STC", leaves, [entry("1", "3")], complete=False)]


# Bảng điểm


def small() -> CriteriaSet:
    def node(code: str, maximum: str, **more: Any) -> dict[str, Any]:
        level = ("field", "criterion")[code.count(".")]
        parent = code.partition(".")[0] if "." in code else None
        return {"code": code, "parent": parent, "level": level, "title": code, "maximum": maximum, **more}

    own = {"step": "0.1", "kind": "self_scored", "competence": "steering"}
    nodes = [
        node("1", "70"),
        node("1.1", "0.3", **own),
        node("1.2", "69.7", **own),
        node("2", "30"),
        node("2.1", "30", **{**own, "kind": "survey", "competence": "survey"}),
        node("3", "0"),
        node("3.1", "1", **{**own, "kind": "bonus"}),
        node("3.2", "-2", **{**own, "kind": "deduction"}),
    ]
    header = {"code": "X", "block": "province", "title": "Bộ", "valid_from": "2021-01-01"}
    return CriteriaSet.from_plain({**header, "nodes": nodes})


PLAN = dict.fromkeys(("1.1", "1.2", "3.1", "3.2"), ("SNV", "QC-13.4.a-1"))


def test_sums_are_exact_and_zero_absent_and_not_applicable_are_three_things() -> None:
    def scored(**more: Any) -> dict[str, Any]:
        return {"score": None, "not_applicable": False, "evidence": [], "insufficient": False, **more}

    table = score_table(small(), PLAN, {"1.1": scored(score="0.1"), "1.2": scored(score="0.2")})
    assert (table["score"], table["maximum"], table["survey_maximum"]) == ("0.3", "70", "30")
    zero = score_table(small(), PLAN, {"1.1": scored(score="0"), "1.2": scored(score="69.7")})
    absent = score_table(small(), PLAN, {"1.2": scored(score="69.7")})
    exempt = score_table(small(), PLAN, {"1.1": scored(not_applicable=True), "1.2": scored(score="69.7")})
    assert [row["score"] for row in (zero, absent, exempt)] == ["69.7", "69.7", "69.7"]
    assert [row["maximum"] for row in (zero, absent, exempt)] == ["70", "70", "69.7"]
    assert [row["rows"][0]["score"] for row in (zero, absent, exempt)] == ["0", None, None]
    aside = score_table(small(), PLAN, {"3.1": scored(score="1"), "3.2": scored(score="-2")})
    assert (aside["score"], aside["percent"]) == ("-1", "0.00")


# Kết quả của Bộ


def test_a_result_stays_within_what_can_be_and_tells_what_was_lost() -> None:
    criteria = small()
    table = score_table(criteria, PLAN, {})
    wrong = {"9": Decimal(1), "1.1": Decimal(1), "3.2": Decimal(1)}
    assert [fault.code for fault in result_faults(criteria, Decimal("100.5"), wrong)] == [
        "INDEX_ABOVE_HUNDRED",
        "UNKNOWN_CRITERION",
        "RESULT_OUT_OF_BOUNDS",
        "RESULT_OUT_OF_BOUNDS",
    ]
    figures = {"1": Decimal("60.25"), "2.1": Decimal("21.3"), "3.1": Decimal(0), "3.2": Decimal("-0.5")}
    assert not list(result_faults(criteria, Decimal("81.05"), figures))
    found = losses(criteria, table, {"3.2": "SNV"}, figures)
    assert [(row["criterion"], row["lost"]) for row in found] == [
        ("1", "9.75"),
        ("2.1", "8.7"),
        ("3.1", "0"),
        ("3.2", "0.5"),
    ]
