"""Bộ tiêu chí mẫu: đầy đủ, không sai sót, luôn mang nhãn."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from shared.regulation.agencies import agencies
from shared.regulation.competences import COMPETENCES
from shared.regulation.criteria_faults import faults
from shared.regulation.index import scoring_faults
from shared.regulation.sample import BANDS, LABEL, SCORING, UnknownSample, sample_set

BLOCKS = ("departments", "districts")


@pytest.mark.parametrize("block", BLOCKS)
def test_a_sample_set_breaks_no_invariant_and_is_labelled(block: str) -> None:
    criteria = sample_set(block)
    assert faults(criteria) == []
    assert criteria.sample
    assert criteria.title.startswith(LABEL)
    assert criteria.block == block


@pytest.mark.parametrize("block", BLOCKS)
def test_a_sample_set_is_complete(block: str) -> None:
    criteria = sample_set(block)
    kinds = Counter(leaf.kind for leaf in criteria.leaves())
    assert 45 <= len(criteria.leaves()) <= 55
    assert set(kinds) == {"self_scored", "computed", "survey", "bonus", "deduction"}
    assert {leaf.rule.formula for leaf in criteria.leaves() if leaf.rule} == {"proportional", "bands", "count"}
    assert {leaf.competence for leaf in criteria.leaves()} == set(COMPETENCES)
    survey = sum((leaf.maximum for leaf in criteria.leaves() if leaf.kind == "survey"), Decimal(0))
    assert 15 <= survey <= 25
    assert all(leaf.evidence for leaf in criteria.leaves())


@pytest.mark.parametrize("block", BLOCKS)
def test_all_six_departments_appraise_in_a_sample_set(block: str) -> None:
    owners = {
        id: sample_set(block).owned_by(id, date(2021, 12, 1))
        for id in ("SNV", "STP", "STC", "STTTT", "SKHCN", "VPUBND")
    }
    assert all(owners.values())
    assert sum(len(leaves) for leaves in owners.values()) == len(sample_set(block).leaves())


def test_the_two_groups_have_different_sets_and_agencies_of_one_group_different_leaves() -> None:
    one, two = (sample_set(block) for block in BLOCKS)
    assert [field.maximum for field in one.fields()] != [field.maximum for field in two.fields()]
    for criteria in (one, two):
        assert len({len(criteria.leaves_for(each.id)) for each in agencies(criteria.block)}) > 1


def test_an_unknown_sample_is_refused() -> None:
    for block, year in (("vertical", 2021), ("departments", 1999)):
        with pytest.raises(UnknownSample):
            sample_set(block, year)


def test_the_sample_rules_have_no_fault() -> None:
    assert scoring_faults(SCORING) == []
    assert set(BANDS) == set(BLOCKS)
