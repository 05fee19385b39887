"""Bất biến của bộ tiêu chí (Điều 10 khoản 2; Điều 2 khoản 2)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from shared.regulation.criteria import CriteriaSet, Node, Rule, Step, UnknownCriterion
from shared.regulation.criteria_faults import SENTENCES, faults
from shared.regulation.rule_faults import SENTENCES as RULE_SENTENCES
from tests.regulation.sets import LADDER, NODES, RATE, group, leaf, ordinary_total, small_set, trees


def changed(code: str, /, **values: Any) -> Callable[[], CriteriaSet]:
    """The small set with one node changed."""
    return lambda: small_set(*(replace(node, **values) if node.code == code else node for node in NODES))


def ruled(code: str, rule: Rule, **values: Any) -> Callable[[], CriteriaSet]:
    return changed(code, rule=replace(rule, **values))


def header(**values: Any) -> Callable[[], CriteriaSet]:
    return lambda: small_set(**values)


def without(*codes: str) -> Callable[[], CriteriaSet]:
    return lambda: small_set(*(node for node in NODES if node.code not in codes))


def with_(*more: Node) -> Callable[[], CriteriaSet]:
    return lambda: small_set(*NODES, *more)


COUNT = Rule("count", ("n",), each=Decimal("0.5"))

BROKEN: list[tuple[str, str | None, Callable[[], CriteriaSet]]] = [
    ("BLOCK_UNKNOWN", None, header(block="communes")),
    ("VALIDITY_REVERSED", None, header(valid_to=date(2021, 6, 30))),
    ("TITLE_EMPTY", None, header(title=" ")),
    ("SAMPLE_NOT_LABELLED", None, header(sample=True)),
    ("NO_FIELD", None, lambda: small_set(leaf("1.1", "100", "1", "self_scored", "steering"))),
    ("CODE_EMPTY", " ", changed("3.1", code=" ")),
    ("DUPLICATE_CODE", "2.1", changed("2.2", code="2.1")),
    ("PARENT_UNKNOWN", "2.1", changed("2.1", parent="9")),
    ("CYCLE", "1", changed("1", parent="1.1")),
    ("CYCLE", "1.1", changed("1", parent="1.1")),
    ("CYCLE", "3.1", changed("3.1", parent="3.1")),
    ("LEVEL_UNKNOWN", "1.1", changed("1.1", level="chapter")),
    ("LEVEL_NOT_NESTED", "1.1.1", changed("1.1.1", parent="1")),
    ("LEVEL_NOT_NESTED", "3.1", changed("3.1", level="field")),
    ("LEVEL_NOT_NESTED", "2.1", changed("2.1", parent=None)),
    ("TITLE_EMPTY", "2.1", changed("2.1", title="")),
    ("MAXIMUM_NOT_POSITIVE", "2.1", changed("2.1", maximum=Decimal(0))),
    ("MAXIMUM_NOT_POSITIVE", "4.1", changed("4.1", maximum=Decimal(-2))),
    ("DEDUCTION_NOT_NEGATIVE", "4.2", changed("4.2", maximum=Decimal(3))),
    ("CHILDREN_SUM", "1.1", changed("1.1.1", maximum=Decimal("29.5"))),
    ("CHILDREN_SUM", "4", changed("4", maximum=Decimal(2))),
    ("SET_SUM", None, changed("3", maximum=Decimal(21))),
    ("FIELD_WITHOUT_CRITERIA", "3", without("3.1")),
    ("LEAF_DATA_ON_GROUP", "1.1", changed("1.1", kind="self_scored")),
    ("LEAF_DATA_ON_GROUP", "1.1", changed("1.1", step=Decimal(1))),
    ("LEAF_DATA_ON_GROUP", "1.1", changed("1.1", competence="steering")),
    ("LEAF_DATA_ON_GROUP", "1.1", changed("1.1", rule=RATE)),
    ("KIND_MISSING", "2.1", changed("2.1", kind=None)),
    ("KIND_UNKNOWN", "2.1", changed("2.1", kind="guessed")),
    ("STEP_MISSING", "2.1", changed("2.1", step=None)),
    ("STEP_NOT_POSITIVE", "2.1", changed("2.1", step=Decimal(0))),
    ("STEP_NOT_POSITIVE", "2.1", changed("2.1", step=Decimal("-0.5"))),
    ("STEP_DOES_NOT_DIVIDE", "2.1", changed("2.1", step=Decimal("0.3"))),
    ("RULE_MISSING", "1.1.2", changed("1.1.2", rule=None)),
    ("RULE_NOT_EXPECTED", "2.1", changed("2.1", rule=RATE)),
    ("COMPETENCE_MISSING", "2.1", changed("2.1", competence=None)),
    ("COMPETENCE_UNKNOWN", "2.1", changed("2.1", competence="karaoke")),
    ("COMPETENCE_UNKNOWN", "2.1", header(valid_from=date(2021, 6, 17))),
    ("APPLIES_TO_REPEATED", "2.2", changed("2.2", applies_to=("SYT", "SYT"))),
    ("APPLIES_TO_UNKNOWN", "2.2", changed("2.2", applies_to=("XYZ",))),
    ("APPLIES_TO_OTHER_BLOCK", "2.2", changed("2.2", applies_to=("TAMKY",))),
    ("RULE_FORMULA_UNKNOWN", "1.1.2", ruled("1.1.2", RATE, formula="magic")),
    ("RULE_ROUNDING_UNKNOWN", "1.1.2", ruled("1.1.2", RATE, rounding="up")),
    ("RULE_FIGURES", "1.1.2", ruled("1.1.2", RATE, figures=())),
    ("RULE_FIGURES", "1.1.2", ruled("1.1.2", COUNT, figures=("a", "b"))),
    ("RULE_FIGURE_NAMES", "1.1.2", ruled("1.1.2", RATE, figures=("done", "done"))),
    ("RULE_FIGURE_NAMES", "1.1.2", ruled("1.1.2", RATE, figures=("done", "Tổng số"))),
    ("RULE_LABELS", "1.1.2", ruled("1.1.2", RATE, labels={"other": "Khác"})),
    ("RULE_SHARE", "1.1.2", ruled("1.1.2", RATE, figures=("done",), labels={})),
    ("RULE_PARAMETER_NOT_EXPECTED", "1.1.2", ruled("1.1.2", RATE, each=Decimal(1))),
    ("RULE_PARAMETER_NOT_EXPECTED", "2.2", ruled("2.2", LADDER, full_at=Decimal(90))),
    ("RULE_FULL_AT", "1.1.2", ruled("1.1.2", RATE, full_at=None)),
    ("RULE_FULL_AT", "1.1.2", ruled("1.1.2", RATE, full_at=Decimal(0))),
    ("RULE_MAXIMUM_OUT_OF_REACH", "1.1.2", ruled("1.1.2", RATE, full_at=Decimal(101))),
    ("RULE_ZERO_BELOW", "1.1.2", ruled("1.1.2", RATE, zero_below=Decimal(96))),
    ("RULE_ZERO_BELOW", "1.1.2", ruled("1.1.2", RATE, zero_below=Decimal(-1))),
    ("RULE_BANDS", "2.2", ruled("2.2", LADDER, bands=())),
    ("RULE_BANDS", "2.2", ruled("2.2", LADDER, bands=(*LADDER.bands, LADDER.bands[0]))),
    ("RULE_BANDS", "2.2", ruled("2.2", LADDER, bands=(*LADDER.bands, Step(Decimal(-1), Decimal(0))))),
    ("RULE_BAND_SCORE", "2.2", ruled("2.2", LADDER, bands=(*LADDER.bands, Step(Decimal(99), Decimal(20))))),
    ("RULE_BAND_SCORE", "2.2", ruled("2.2", LADDER, bands=(*LADDER.bands, Step(Decimal(10), Decimal("2.5"))))),
    ("RULE_MAXIMUM_OUT_OF_REACH", "2.2", ruled("2.2", LADDER, bands=LADDER.bands[1:])),
    (
        "RULE_MAXIMUM_OUT_OF_REACH",
        "2.2",
        ruled("2.2", LADDER, bands=(Step(Decimal(101), Decimal(15)), *LADDER.bands[1:])),
    ),
    ("RULE_EACH", "1.1.2", ruled("1.1.2", COUNT, each=None)),
    ("RULE_EACH", "1.1.2", ruled("1.1.2", COUNT, each=Decimal(0))),
]


def test_the_small_set_has_no_fault() -> None:
    assert faults(small_set()) == []
    assert faults(changed("1.1.2", rule=COUNT)()) == []


@pytest.mark.parametrize(
    ("code", "node", "make"), BROKEN, ids=[f"{row[0]}-{number}" for number, row in enumerate(BROKEN)]
)
def test_each_invariant_is_named_when_it_is_broken(
    code: str, node: str | None, make: Callable[[], CriteriaSet]
) -> None:
    found = faults(make())
    assert (code, node) in [(fault.code, fault.node) for fault in found]
    assert all(fault.sentence.endswith(".") and "{" not in fault.sentence for fault in found)


def test_every_fault_in_the_tables_is_provoked_by_a_test() -> None:
    assert {row[0] for row in BROKEN} == set(SENTENCES) | set(RULE_SENTENCES)


def test_all_faults_are_named_at_once() -> None:
    broken = small_set(
        *(replace(node, title="", step=None, competence=None) if node.code == "2.1" else node for node in NODES),
        block="communes",
    )
    codes = [fault.code for fault in faults(broken)]
    assert set(codes) >= {"BLOCK_UNKNOWN", "TITLE_EMPTY", "STEP_MISSING", "COMPETENCE_MISSING"}


def test_a_sum_fault_says_both_numbers_with_a_decimal_comma() -> None:
    found = [fault for fault in faults(changed("1.1.1", maximum=Decimal("29.5"))()) if fault.code == "CHILDREN_SUM"]
    assert [fault.sentence for fault in found] == ["Tiêu chí 1.1: điểm tối đa 40 khác tổng các tiêu chí con 39,5."]


def test_a_set_in_a_circle_is_named_and_does_not_hang() -> None:
    looped = small_set(replace(group("1", "1"), parent="2"), replace(group("2", "1"), parent="1"))
    assert {fault.node for fault in faults(looped) if fault.code == "CYCLE"} == {"1", "2"}
    assert looped.path("1")


@given(trees())
def test_groups_that_add_up_break_no_sum_but_the_hundred(criteria: CriteriaSet) -> None:
    total = sum((node.maximum for node in criteria.fields()), Decimal(0))
    expected = set() if total == 100 else {"SET_SUM"}
    assert {fault.code for fault in faults(criteria)} == expected


@given(trees())
def test_every_leaf_belongs_to_exactly_one_field_and_the_fields_hold_all_points(criteria: CriteriaSet) -> None:
    by_field = [leaf for field in criteria.fields() for leaf in criteria.leaves(under=field.code)]
    assert sorted(leaf.code for leaf in by_field) == sorted(leaf.code for leaf in criteria.leaves())
    assert ordinary_total(list(criteria.leaves())) == sum((node.maximum for node in criteria.fields()), Decimal(0))
    assert all(criteria.field_of(leaf.code).code == leaf.code.split(".")[0] for leaf in by_field)


@given(trees())
def test_the_plain_form_reads_back_to_the_same_set(criteria: CriteriaSet) -> None:
    assert CriteriaSet.from_plain(criteria.to_plain()) == criteria


def test_the_plain_form_of_a_set_not_adopted_yet_is_read_too() -> None:
    plain = small_set().to_plain()
    for name in ("version", "copied_from", "document"):
        del plain[name]
    assert CriteriaSet.from_plain(plain) == replace(small_set(), version=0)


@pytest.mark.parametrize("value", [1.5, True, "NaN", "Infinity", "1,5", "một", "1e999999", None])
def test_a_maximum_that_is_no_exact_number_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="số"):
        Node.from_plain({**group("1", "1").to_plain(), "maximum": value})


def test_a_group_is_not_a_leaf_and_an_unknown_code_is_refused() -> None:
    with pytest.raises(UnknownCriterion, match="tiêu chí con"):
        small_set().leaf("1.1")
    with pytest.raises(UnknownCriterion, match="không có tiêu chí"):
        small_set().leaf("7")


def test_leaves_are_owned_by_who_holds_the_competence_on_the_day() -> None:
    owned = {id: [leaf.code for leaf in small_set().owned_by(id, date(2021, 12, 1))] for id in ("SNV", "STP", "SYT")}
    assert owned == {"SNV": ["1.1.1", "3.1", "4.1", "4.2"], "STP": ["2.1"], "SYT": []}


def test_a_leaf_applies_only_where_all_above_it_applies() -> None:
    criteria = changed("2", applies_to=("SYT", "BDT"))()
    assert [criteria.applies("2.2", id) for id in ("SYT", "STP", "BDT")] == [True, False, False]
    assert [leaf.code for leaf in criteria.leaves_for("BDT", not_applicable=["1.1", "4.1"])] == ["2.1", "3.1", "4.2"]
