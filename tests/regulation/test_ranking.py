"""Xếp hạng, xếp loại (Điều 10 khoản 2)."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.regulation.agencies import AGENCIES, agencies
from shared.regulation.index import Scoring, determine
from shared.regulation.ranking import SENTENCES, Band, Standing, band_faults, band_of, rank
from shared.regulation.sample import BANDS
from tests.regulation.sets import small_set
from tests.regulation.test_index import SYT

FIVE = BANDS["departments"]
DISTRICTS = BANDS["districts"]


def standing(agency: str, score: str, maximum: str = "100", **more: Any) -> Standing:
    return Standing(agency, Decimal(score), Decimal(maximum), **more)


def test_equal_values_share_a_rank_and_the_next_one_skips() -> None:
    rows = rank([standing("SCT", "70"), standing("SYT", "80"), standing("SXD", "90"), standing("STP", "80")], FIVE)
    # Sở Tư pháp stands before Sở Y tế: equal values follow the alphabet
    assert [(row.agency, row.rank) for row in rows] == [("SXD", 1), ("STP", 2), ("SYT", 2), ("SCT", 4)]


def test_equal_percents_of_different_maxima_are_equal() -> None:
    rows = rank([standing("SYT", "80"), standing("STP", "52", "65"), standing("SCT", "79.99")], FIVE)
    assert [row.rank for row in rows] == [1, 1, 3]


def test_agencies_that_are_not_ranked_follow_scored_and_banded() -> None:
    rows = rank([standing("BDT", "99", ranked=False), standing("SYT", "80"), standing("TTT", "65", ranked=False)], FIVE)
    assert [(row.agency, row.rank, row.band) for row in rows] == [
        ("SYT", 1, "Tốt"),
        ("BDT", None, "Rất tốt"),
        ("TTT", None, "Trung bình"),
    ]


def test_an_agency_to_which_nothing_applies_has_neither_rank_nor_band() -> None:
    rows = rank([standing("SYT", "0", "0"), standing("STP", "0")], FIVE)
    assert [(row.agency, row.rank, row.band, row.percent) for row in rows] == [
        ("STP", 1, "Yếu", 0),
        ("SYT", None, None, None),
    ]


def test_what_is_compared_is_data_of_the_round() -> None:
    close = [standing("SYT", "89.454"), standing("STP", "89.446"), standing("SCT", "89.996")]
    exact = {row.agency: (row.rank, row.band) for row in rank(close, FIVE)}
    shown = {row.agency: (row.rank, row.band) for row in rank(close, FIVE, compare="displayed")}
    assert exact == {"SCT": (1, "Tốt"), "SYT": (2, "Tốt"), "STP": (3, "Tốt")}
    assert shown == {"SCT": (1, "Rất tốt"), "SYT": (2, "Tốt"), "STP": (2, "Tốt")}
    with pytest.raises(ValueError, match="so sánh"):
        rank(close, FIVE, compare="by eye")


@pytest.mark.parametrize(
    ("percent", "departments", "districts"),
    [
        ("100", "Rất tốt", "Rất tốt"),
        ("90", "Rất tốt", "Tốt"),
        ("89.999", "Tốt", "Tốt"),
        ("80", "Tốt", "Khá"),
        ("80.0001", "Tốt", "Tốt"),
        ("70", "Khá", "Khá"),
        ("65", "Trung bình", "Khá"),
        ("59.99", "Yếu", "Trung bình"),
        ("0", "Yếu", "Yếu"),
    ],
)
def test_the_edge_of_a_band_is_data_of_the_group(percent: str, departments: str, districts: str) -> None:
    value = Fraction(percent)
    assert (band_of(value, FIVE), band_of(value, DISTRICTS)) == (departments, districts)


def test_a_determined_index_and_its_stored_form_rank_alike() -> None:
    scoring = Scoring(cap=Decimal(100))
    index = determine(small_set(), SYT, scoring, "SYT")
    stored = {"agency": "SYT", "ranked": True, **index.to_plain(scoring)}
    assert Standing.from_plain(stored, scoring.cap) == Standing.of(index)
    assert rank([Standing.of(index)], FIVE)[0].to_plain() == {
        "agency": "SYT",
        "score": "74.62",
        "maximum": "100",
        "percent": "74.62",
        "rank": 1,
        "band": "Khá",
        "ranked": True,
    }


@pytest.mark.parametrize(
    ("code", "bands"),
    [
        ("BANDS_EMPTY", []),
        ("BAND_NAME_EMPTY", [(" ", 80, True), ("Yếu", 0, True)]),
        ("BAND_NAME_REPEATED", [("Tốt", 80, True), ("Tốt", 0, True)]),
        ("BAND_THRESHOLD_REPEATED", [("Tốt", 80, True), ("Khá", 80, False), ("Yếu", 0, True)]),
        ("BAND_THRESHOLD_OUT_OF_RANGE", [("Tốt", 101, True), ("Yếu", 0, True)]),
        ("BANDS_OUT_OF_ORDER", [("Yếu", 0, True), ("Tốt", 80, True)]),
        ("BANDS_LEAVE_A_GAP", [("Tốt", 80, True), ("Yếu", 10, True)]),
        ("BANDS_LEAVE_A_GAP", [("Tốt", 80, True), ("Yếu", 0, False)]),
    ],
)
def test_each_fault_of_a_band_table_is_named(code: str, bands: list[tuple[str, int, bool]]) -> None:
    found = band_faults([Band(name, Decimal(edge), inclusive) for name, edge, inclusive in bands])
    assert [fault.code for fault in found] == [code]
    assert code in SENTENCES


@pytest.mark.parametrize("bands", BANDS.values(), ids=list(BANDS))
def test_the_sample_bands_have_no_fault_and_read_back(bands: tuple[Band, ...]) -> None:
    assert band_faults(bands) == []
    assert tuple(Band.from_plain(band.to_plain()) for band in bands) == bands


standings = st.lists(
    st.builds(
        standing,
        st.sampled_from([one.id for one in AGENCIES]),
        st.integers(-8, 410).map(lambda n: str(Decimal(n) / 4)),
        st.sampled_from(["100", "85", "65", "0"]),
        ranked=st.booleans(),
    ),
    unique_by=lambda one: one.agency,
    max_size=38,
)


@given(standings, st.sampled_from(["exact", "displayed"]), st.randoms())
def test_a_rank_is_one_more_than_the_number_that_stand_higher(given_, compare, random) -> None:
    rows = rank(given_, FIVE, compare)
    ranked = [row for row in rows if row.rank is not None]

    def value(row: Any) -> Fraction:
        return row.percent if compare == "exact" else Fraction(row.shown)

    assert all(row.rank == 1 + sum(value(other) > value(row) for other in ranked) for row in ranked)
    assert [value(row) for row in ranked] == sorted((value(row) for row in ranked), reverse=True)
    assert list(rows[: len(ranked)]) == ranked
    assert {row.agency for row in rows} == {one.agency for one in given_}
    assert {row.agency for row in ranked} == {one.agency for one in given_ if one.ranked and one.maximum}
    shuffled = list(given_)
    random.shuffle(shuffled)
    assert rank(shuffled, FIVE, compare) == rows


@given(st.fractions(0, 100), st.fractions(0, 100), st.sampled_from([FIVE, DISTRICTS]))
def test_a_higher_percent_never_falls_into_a_lower_band(one: Fraction, two: Fraction, bands: tuple[Band, ...]) -> None:
    names = [band.name for band in bands]
    low, high = sorted((one, two))
    bands_of = [band_of(value, bands) for value in (low, high)]
    assert None not in bands_of
    assert names.index(str(bands_of[1])) <= names.index(str(bands_of[0]))


def test_all_agencies_of_a_group_can_stand_on_one_place() -> None:
    rows = rank([standing(one.id, "80") for one in agencies("districts")], DISTRICTS)
    assert {row.rank for row in rows} == {1}
    assert [row.agency for row in rows[:3]] == ["BACTRAMY", "DUYXUYEN", "DAILOC"]
