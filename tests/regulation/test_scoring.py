"""Một dòng tự chấm đáng bao nhiêu điểm (Điều 10 khoản 2 điểm b)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.regulation.criteria import Node, Rule, Step
from shared.regulation.scoring import (
    SENTENCES,
    NothingDeclared,
    assessment_faults,
    entry_faults,
    score_faults,
    self_score,
    undeclared,
)
from tests.regulation.sets import LADDER, RATE, leaf, small_set

SET = small_set()
PROOF = [{"number": "12/BC-SYT"}]
SELF, RATED, LADDERED = SET.leaf("1.1.1"), SET.leaf("1.1.2"), SET.leaf("2.2")
SURVEY, BONUS, DEDUCTION = SET.leaf("3.1"), SET.leaf("4.1"), SET.leaf("4.2")
COUNTED = leaf("9.1", "3", "0.5", "computed", "steering", rule=Rule("count", ("n",), each=Decimal("0.75")))


def entry(**values: Any) -> dict[str, Any]:
    return {
        "criterion": "1.1.1",
        "score": None,
        "figures": None,
        "not_applicable": False,
        "evidence": PROOF,
        "explanation": None,
    } | values


def figures(**numbers: Any) -> dict[str, Any]:
    return entry(figures=numbers)


WRONG: list[tuple[Node, dict[str, Any], list[str]]] = [
    (SELF, entry(score="30.5"), ["SCORE_ABOVE_MAXIMUM"]),
    (SELF, entry(score="-0.5"), ["SCORE_BELOW_ZERO"]),
    (SELF, entry(score="22.25"), ["SCORE_OFF_STEP"]),
    (SELF, entry(score="99.9"), ["SCORE_ABOVE_MAXIMUM", "SCORE_OFF_STEP"]),
    (SELF, entry(score="nhiều"), ["NOT_A_NUMBER"]),
    (SELF, entry(score=22.5), ["NOT_A_NUMBER"]),  # a float has lost what it was asked to keep
    (SELF, entry(), ["NOTHING_DECLARED"]),
    (SELF, entry(score="22", evidence=[]), ["EVIDENCE_MISSING"]),
    (SELF, entry(score="0", evidence=[]), ["EVIDENCE_MISSING"]),
    (SELF, entry(score="22", evidence=[], explanation="  "), ["EVIDENCE_MISSING"]),
    (SELF, entry(not_applicable=True, evidence=[]), ["EVIDENCE_MISSING"]),
    (SELF, entry(not_applicable=True, score="0"), ["NOT_APPLICABLE_WITH_SCORE"]),
    (RATED, figures(done=1, due=2) | {"not_applicable": True}, ["NOT_APPLICABLE_WITH_SCORE"]),
    (SELF, figures(done=1), ["FIGURES_NOT_EXPECTED"]),
    (RATED, entry(score="5"), ["SCORE_NOT_EXPECTED"]),
    (RATED, figures(done=1, due=2) | {"score": "5"}, ["SCORE_AND_FIGURES"]),
    (RATED, figures(done=1), ["FIGURES_MISSING"]),
    (RATED, figures(done=None, due=None), ["FIGURES_MISSING", "FIGURES_MISSING"]),
    (RATED, figures(done=1, due=2, won=3), ["FIGURE_UNKNOWN"]),
    (RATED, figures(done="x", due=2), ["NOT_A_NUMBER"]),
    (RATED, figures(done=-1, due=2), ["FIGURE_NEGATIVE"]),
    (RATED, figures(done=0, due=0), ["DENOMINATOR_ZERO"]),
    (RATED, figures(done=3, due=2), ["NUMERATOR_ABOVE_DENOMINATOR"]),
    (COUNTED, figures(n="1.5"), ["FIGURE_NOT_WHOLE"]),
    (SURVEY, entry(score="10"), ["SURVEY_NOT_SELF_SCORED"]),
    (SURVEY, entry(not_applicable=True), ["SURVEY_NOT_SELF_SCORED"]),
    (DEDUCTION, entry(score="0.5"), ["DEDUCTION_ABOVE_ZERO"]),
    (DEDUCTION, entry(score="-3.5"), ["DEDUCTION_TOO_LARGE"]),
    (DEDUCTION, entry(score="-1", evidence=[]), ["EVIDENCE_MISSING"]),
]

RIGHT: list[tuple[Node, dict[str, Any], str | None]] = [
    (SELF, entry(score="22.5"), "22.5"),
    (SELF, entry(score=Decimal("22.50")), "22.5"),
    (SELF, entry(score="0"), "0"),
    (SELF, entry(score="30", evidence=[], explanation="Tài liệu lưu bản giấy"), "30"),
    (SELF, entry(not_applicable=True), None),
    (BONUS, entry(score="0", evidence=[]), "0"),
    (BONUS, entry(score="1.5"), "1.5"),
    (DEDUCTION, entry(score="0", evidence=[]), "0"),
    (DEDUCTION, entry(score="-3"), "-3"),
    # 83/120 = 69,1666…%; 10 × 69,1666…/95 = 7,2807…; down to 0,25: 7,25
    (RATED, figures(done=83, due=120), "7.25"),
    (RATED, figures(done="95", due="100"), "10"),
    (RATED, figures(done=100, due=100), "10"),
    (RATED, figures(done=0, due=5), "0"),
    (RATED, figures(done=2, due=5), "4"),  # exactly 40%: 10 × 40/95 = 4,21… → 4
    (RATED, figures(done=399, due=1000), "0"),  # 39,9% < 40%
    (LADDERED, figures(on_time=9, all=10), "15"),  # exactly on the edge: reached
    (LADDERED, figures(on_time=899, all=1000), "10"),
    (LADDERED, figures(on_time=1, all=3), "0"),
    (COUNTED, figures(n=0), "0"),
    (COUNTED, figures(n=1), "0.5"),  # 0,75 → 0,5
    (COUNTED, figures(n=2), "1.5"),
    (COUNTED, figures(n=50), "3"),
]


@pytest.mark.parametrize(("node", "given_", "codes"), WRONG, ids=[f"{row[2][0]}-{n}" for n, row in enumerate(WRONG)])
def test_each_fault_of_an_entry_is_named(node: Node, given_: dict[str, Any], codes: list[str]) -> None:
    found = entry_faults(node, given_)
    assert [fault.code for fault in found] == codes
    assert all(fault.node == node.code and fault.sentence.endswith(".") for fault in found)


@pytest.mark.parametrize(("node", "given_", "score"), RIGHT)
def test_a_right_entry_is_worth_what_the_rule_says(node: Node, given_: dict[str, Any], score: str | None) -> None:
    assert entry_faults(node, given_) == []
    assert self_score(node, given_) == (None if score is None else Decimal(score))


def test_nothing_declared_is_neither_zero_nor_not_applicable() -> None:
    with pytest.raises(NothingDeclared):
        self_score(SELF, entry())


def test_every_fault_in_the_table_is_provoked_by_a_test() -> None:
    of_assessments = {"UNKNOWN_CRITERION", "DUPLICATE_ENTRY", "CRITERION_NOT_APPLICABLE", "UNDECLARED"}
    assert {code for row in WRONG for code in row[2]} | of_assessments == set(SENTENCES)


def test_a_score_of_two_faults_names_both() -> None:
    assert [fault.code for fault in score_faults(DEDUCTION, Decimal("-3.25"))] == [
        "DEDUCTION_TOO_LARGE",
        "SCORE_OFF_STEP",
    ]


def test_one_figure_alone_is_measured_in_its_own_unit() -> None:
    days = Rule("bands", ("days",), bands=(Step(Decimal(10), Decimal(2)), Step(Decimal(3), Decimal(1))))
    node = leaf("9.2", "2", "1", "computed", "steering", rule=days)
    assert [self_score(node, figures(days=n)) for n in (2, 3, 9, 10, 400)] == [0, 1, 1, 2, 2]


def test_revenue_may_exceed_its_plan_where_the_numerator_is_no_part() -> None:
    node = replace(RATED, rule=replace(RATE, share=False))
    assert entry_faults(node, figures(done=130, due=100)) == []
    assert self_score(node, figures(done=130, due=100)) == 10


WHOLE = [
    entry(criterion="1.1.1", score="22.5"),
    figures(done=83, due=120) | {"criterion": "1.1.2"},
    entry(criterion="2.1", score="19"),
]


def test_an_agency_declares_the_leaves_that_apply_to_it_and_no_others() -> None:
    assert assessment_faults(SET, WHOLE, "SNV", complete=True) == []
    found = assessment_faults(SET, WHOLE, "SYT", complete=True)
    assert [(fault.code, fault.node) for fault in found] == [("UNDECLARED", "2.2")]
    assert [leaf.code for leaf in undeclared(SET, WHOLE, "SYT", not_applicable=["2"])] == []
    found = assessment_faults(SET, WHOLE, "SYT", not_applicable=["2"])
    assert [(fault.code, fault.node) for fault in found] == [("CRITERION_NOT_APPLICABLE", "2.1")]


def test_all_faults_of_an_assessment_are_named_at_once() -> None:
    entries = [*WHOLE, WHOLE[0], entry(criterion="7.7", score="1"), entry(criterion="1.1", score="1")]
    entries.append(figures(on_time=1, all=1) | {"criterion": "2.2"})
    entries.append(entry(criterion="3.1", score="1"))
    found = [(fault.code, fault.node) for fault in assessment_faults(SET, entries, "SNV")]
    assert found == [
        ("DUPLICATE_ENTRY", "1.1.1"),
        ("UNKNOWN_CRITERION", "7.7"),
        ("UNKNOWN_CRITERION", "1.1"),
        ("CRITERION_NOT_APPLICABLE", "2.2"),
        ("SURVEY_NOT_SELF_SCORED", "3.1"),
    ]


amounts = st.integers(0, 10_000)


@given(done=amounts, due=st.integers(1, 10_000), quarters=st.integers(1, 40), full_at=st.integers(1, 150))
def test_a_rounded_down_score_never_gives_more_than_earned_nor_a_step_less(done, due, quarters, full_at) -> None:
    rule = Rule("proportional", ("done", "due"), full_at=Decimal(full_at))
    node = leaf("9.3", str(Decimal(quarters) / 4), "0.25", "computed", "steering", rule=rule)
    score = self_score(node, figures(done=done, due=due))
    assert score is not None
    earned = min(Fraction(quarters, 4), Fraction(quarters, 4) * Fraction(done, due) * 100 / full_at)
    assert Fraction(0) <= earned - Fraction(score) < Fraction(1, 4)
    assert score_faults(node, score) == []


@given(on_time=amounts, more=amounts, all_=st.integers(1, 10_000))
def test_declaring_more_never_gives_less(on_time: int, more: int, all_: int) -> None:
    low, high = (self_score(LADDERED, figures(on_time=n, all=all_)) for n in (on_time, on_time + more))
    assert low is not None
    assert high is not None
    assert low <= high
    assert {low, high} <= {Decimal(0), *(band.score for band in LADDER.bands)}
