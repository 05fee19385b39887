"""Chỉ số CCHC của một cơ quan (Điều 10 khoản 2)."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.regulation.criteria import CriteriaSet, UnknownCriterion
from shared.regulation.index import SENTENCES, Result, Scoring, determine, displayed, scoring_faults
from tests.regulation.sets import AGENCY_IDS, small_set, trees

SET = small_set()
SCORED, OMITTED = Scoring(), Scoring(survey="omitted")


def results(**scores: str | None) -> dict[str, Result]:
    """results(_2_1="19") → {"2.1": 19}."""
    return {
        name.strip("_").replace("_", "."): Result(None if score is None else Decimal(score), "appraised")
        for name, score in scores.items()
    }


SYT = results(_1_1_1="22.5", _1_1_2="7.25", _2_1="19", _2_2="10", _3_1="15.37", _4_1="1", _4_2="-0.5")
SNV = {code: result for code, result in SYT.items() if code != "2.2"}


def test_an_index_adds_up_by_hand() -> None:
    # fields   1: 22,5 + 7,25 = 29,75 / 40    2: 19 + 10 = 29 / 40    3: 15,37 / 20    (4 stands aside)
    # score    29,75 + 29 + 15,37 = 74,12; + 1 thưởng − 0,5 trừ = 74,62     maximum 40 + 40 + 20 = 100
    # percent  74,62 / 100 = 74,62%;  field 1: 29,75 / 40 = 74,375%
    index = determine(SET, SYT, SCORED, "SYT")
    assert (index.score, index.maximum) == (Decimal("74.62"), Decimal(100))
    assert (index.bonus, index.deduction) == (Decimal(1), Decimal("-0.5"))
    assert index.percent == Fraction(7462, 100)
    assert [(part.criterion, part.score, part.maximum) for part in index.fields] == [
        ("1", Decimal("29.75"), 40),
        ("2", 29, 40),
        ("3", Decimal("15.37"), 20),
    ]
    assert [part.criterion for part in index.criteria] == ["1.1", "2.1", "2.2", "3.1"]
    assert index.fields[0].percent == Fraction(74375, 1000)


def test_an_omitted_survey_and_a_leaf_that_does_not_apply_leave_the_denominator() -> None:
    # SNV has no 2.2 (15); without survey 20 more leave: 100 − 15 − 20 = 65
    # score 22,5 + 7,25 + 19 = 48,75; + 1 − 0,5 = 49,25;  49,25 / 65 = 985/13 % = 75,769230…% → 75,77
    index = determine(SET, SNV, OMITTED, "SNV")
    assert (index.score, index.maximum) == (Decimal("49.25"), Decimal(65))
    assert index.percent == Fraction(985, 13)
    assert displayed(Fraction(985, 13)) == Decimal("75.77")
    assert [(leaf.criterion, leaf.score) for leaf in index.leaves if not leaf.applicable] == [
        ("2.2", None),
        ("3.1", None),
    ]
    assert index.fields[2].percent is None


def test_zero_missing_and_not_applicable_are_three_things() -> None:
    zero = determine(SET, SYT | results(_2_1="0"), SCORED, "SYT")
    missing = determine(SET, {code: one for code, one in SYT.items() if code != "2.1"}, SCORED, "SYT")
    exempt = determine(SET, SYT, SCORED, "SYT", not_applicable=["2.1"])
    leaves = [next(leaf for leaf in index.leaves if leaf.criterion == "2.1") for index in (zero, missing, exempt)]
    assert [(leaf.applicable, leaf.score, leaf.origin) for leaf in leaves] == [
        (True, Decimal(0), "appraised"),
        (True, None, "missing"),
        (False, None, "appraised"),
    ]
    assert [(index.score, index.maximum) for index in (zero, missing, exempt)] == [
        (Decimal("55.62"), 100),
        (Decimal("55.62"), 100),
        (Decimal("55.62"), 75),
    ]


def test_exempting_a_group_exempts_all_below_it() -> None:
    index = determine(SET, SYT, SCORED, "SYT", not_applicable=["2", "4"])
    assert (index.score, index.maximum, index.bonus, index.deduction) == (Decimal("45.12"), 60, 0, 0)


def test_bonus_is_capped_and_deduction_stops_at_zero() -> None:
    full = results(_1_1_1="30", _1_1_2="10", _2_1="25", _2_2="15", _3_1="20", _4_1="2")
    assert determine(SET, full, SCORED, "SYT").percent == 102
    capped = determine(SET, full, Scoring(cap=Decimal(100)), "SYT")
    assert (capped.percent, capped.score) == (100, 102)
    assert determine(SET, results(_4_2="-3"), SCORED, "SYT").percent == 0


def test_an_agency_to_which_nothing_applies_has_no_index() -> None:
    index = determine(SET, {}, SCORED, "SYT", not_applicable=["1", "2", "3"])
    assert index.percent is None
    assert index.to_plain(SCORED)["percent"] is None


def test_a_result_for_what_is_no_leaf_is_refused() -> None:
    with pytest.raises(UnknownCriterion):
        determine(SET, results(_1_1="3"), SCORED, "SYT")


def test_the_plain_form_keeps_scores_exact_and_shows_percents_by_the_rule() -> None:
    plain = determine(SET, SNV, OMITTED, "SNV").to_plain(OMITTED)
    assert (plain["score"], plain["maximum"], plain["percent"]) == ("49.25", "65", "75.77")
    assert plain["fields"] == [
        {"criterion": "1", "score": "29.75", "maximum": "40", "percent": "74.38"},  # 74,375 → 74,38
        {"criterion": "2", "score": "19", "maximum": "25", "percent": "76.00"},
        {"criterion": "3", "score": "0", "maximum": "0", "percent": None},
    ]
    assert plain["leaves"][0] == {
        "criterion": "1.1.1",
        "kind": "self_scored",
        "applicable": True,
        "maximum": "30",
        "score": "22.5",
        "origin": "appraised",
    }


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (Fraction(89457, 1000), 2, "89.46"),
        (Fraction(89455, 1000), 2, "89.46"),
        (Fraction(89455, 1000) - Fraction(1, 10**12), 2, "89.45"),
        (Fraction(200, 3), 2, "66.67"),
        (Fraction(1, 2), 0, "1"),
        (Fraction(-5, 1000), 2, "-0.01"),
        (Fraction(0), 2, "0.00"),
        (Fraction(100), 2, "100.00"),
    ],
)
def test_halves_are_rounded_up_and_all_decimals_are_shown(value: Fraction, decimals: int, shown: str) -> None:
    assert str(displayed(value, decimals)) == shown


def test_a_rounding_without_a_name_is_refused() -> None:
    with pytest.raises(KeyError):
        displayed(Fraction(1), 2, "bankers")


@given(st.decimals(min_value=-200, max_value=200, places=6), st.integers(0, 4))
def test_the_rounding_agrees_with_the_decimal_library(value: Decimal, decimals: int) -> None:
    expected = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    assert displayed(Fraction(value), decimals) == expected


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("SURVEY_RULE_UNKNOWN", {"survey": "guessed"}),
        ("COMPARE_UNKNOWN", {"compare": "by eye"}),
        ("ROUNDING_UNKNOWN", {"rounding": "bankers"}),
        ("DECIMALS_OUT_OF_RANGE", {"decimals": 9}),
        ("CAP_NOT_POSITIVE", {"cap": Decimal(0)}),
    ],
)
def test_each_fault_of_a_scoring_rule_is_named(code: str, values: dict[str, Any]) -> None:
    assert [fault.code for fault in scoring_faults(Scoring(**values))] == [code]
    assert code in SENTENCES
    assert scoring_faults(Scoring()) == []
    assert Scoring.from_plain(Scoring(cap=Decimal(100)).to_plain()) == Scoring(cap=Decimal(100))


# -- the same, written once more and differently ---------------------------------------------------------------


def by_hand(
    criteria: CriteriaSet, scores: dict[str, Decimal | None], survey: bool, agency: str, exempt: set[str]
) -> Any:
    """Walks down from the fields, in Fractions: (score, maximum) of each node; bonus; deduction."""
    plain = criteria.to_plain()["nodes"]
    sums: dict[str, tuple[Fraction, Fraction]] = {}
    aside = {"bonus": Fraction(0), "deduction": Fraction(0)}

    def walk(node: dict[str, Any], applies: bool) -> tuple[Fraction, Fraction]:
        applies = applies and node["code"] not in exempt and (not node["applies_to"] or agency in node["applies_to"])
        below = [other for other in plain if other["parent"] == node["code"]]
        if below:
            pairs = [walk(other, applies) for other in below]
            sums[node["code"]] = (sum((s for s, _ in pairs), Fraction(0)), sum((m for _, m in pairs), Fraction(0)))
            return sums[node["code"]]
        score = Fraction(scores.get(node["code"]) or 0)
        if not applies or (node["kind"] == "survey" and not survey):
            sums[node["code"]] = (Fraction(0), Fraction(0))
        elif node["kind"] in aside:
            aside[node["kind"]] += score
            sums[node["code"]] = (Fraction(0), Fraction(0))
        else:
            sums[node["code"]] = (score, Fraction(node["maximum"]))
        return sums[node["code"]]

    tops = [walk(node, True) for node in plain if node["parent"] is None]
    score = sum((s for s, _ in tops), Fraction(0)) + aside["bonus"] + aside["deduction"]
    return sums, aside, score, sum((m for _, m in tops), Fraction(0))


@settings(max_examples=150)
@given(trees(), st.data())
def test_an_index_equals_its_recomputation(criteria: CriteriaSet, data: st.DataObject) -> None:
    quarters = st.integers(0, 80).map(lambda n: Decimal(n) / 4)
    scores: dict[str, Decimal | None] = {}
    for leaf in criteria.leaves():
        if data.draw(st.booleans(), label="has a result"):
            given_ = data.draw(st.one_of(st.none(), quarters))
            scores[leaf.code] = -given_ if given_ and leaf.kind == "deduction" else given_
    exempt = set(data.draw(st.lists(st.sampled_from([node.code for node in criteria.nodes]), max_size=2)))
    agency = data.draw(st.sampled_from(AGENCY_IDS))
    survey = data.draw(st.booleans())
    scoring = SCORED if survey else OMITTED

    index = determine(criteria, {code: Result(s, "self") for code, s in scores.items()}, scoring, agency, exempt)
    sums, aside, score, maximum = by_hand(criteria, scores, survey, agency, exempt)

    assert (Fraction(index.score), Fraction(index.maximum)) == (score, maximum)
    assert (Fraction(index.bonus), Fraction(index.deduction)) == (aside["bonus"], aside["deduction"])
    assert index.percent == (max(score / maximum * 100, Fraction(0)) if maximum else None)
    for part in (*index.fields, *index.criteria):
        assert (Fraction(part.score), Fraction(part.maximum)) == sums[part.criterion]
