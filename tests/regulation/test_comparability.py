"""Hai đợt so được với nhau ở đâu, không ở đâu, vì sao (Điều 10 khoản 2 †)."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from shared.regulation.comparability import Comparability, Round, comparability
from shared.regulation.organisation import BASELINE, Organisation

RECORDED = datetime(2025, 2, 21, tzinfo=timezone(timedelta(hours=7)))
BANDS = [{"name": "Tốt", "threshold": "80", "inclusive": True}]


def opened(year: int, *agencies: str, survey: str = "scored", bands: Any = BANDS, **more: Any) -> dict[str, Any]:
    """The part of RoundOpened that matters; ``more``: criteria_set, version, block, not_applicable."""
    block = more.get("block", "departments")
    plan = {"block": block, "criteria_set": more.get("criteria_set", "MAU"), "version": more.get("version", 1)}
    return {
        "year": year,
        "blocks": [{**plan, "bands": bands}],
        "agencies": [
            {"agency": id, "block": block, "ranked": True, "not_applicable": more.get("not_applicable", [])}
            for id in agencies
        ],
        "scoring": {"survey": survey},
    }


def compared(before: dict[str, Any], after: dict[str, Any], organisation: Organisation = BASELINE) -> Comparability:
    days = date(2025, 1, 2), date(2026, 1, 2)
    return comparability(Round.from_opened(before, days[0]), Round.from_opened(after, days[1]), organisation)


def told(fact: str, **data: Any) -> Organisation:
    return BASELINE.noting(fact, {"change": 1, "valid_from": "2025-03-01", **data}, RECORDED)


def test_the_same_agency_on_the_same_criteria_is_compared_and_so_are_the_ranks() -> None:
    found = compared(opened(2024, "SYT", "SXD"), opened(2025, "SXD", "SYT"))
    assert all(row.comparable and not row.notes for row in found.agencies)
    assert found.ranks == {"departments": ()}


@pytest.mark.parametrize(
    ("after", "code", "words"),
    [
        ({"criteria_set": "MAU-2"}, "OTHER_CRITERIA_SET", "MAU ở đợt trước, MAU-2 ở đợt sau"),
        ({"version": 2}, "OTHER_SET_VERSION", "phiên bản 2"),
        ({"survey": "omitted"}, "SURVEY_RESCALED", "quy đổi"),
        ({"not_applicable": ["5.2"]}, "OTHER_EXEMPTIONS", "5.2"),
        ({"block": "vertical"}, "OTHER_BLOCK", "ngành dọc"),
    ],
)
def test_other_criteria_are_no_measure_of_change(after: dict[str, Any], code: str, words: str) -> None:
    found = compared(opened(2024, "SYT"), opened(2025, "SYT", **after))
    (reason,) = found.of("SYT").reasons
    assert reason.code == code
    assert words in reason.sentence
    assert reason.sentence.endswith(".")


def test_another_set_and_another_survey_are_both_told() -> None:
    found = compared(opened(2024, "SYT"), opened(2025, "SYT", version=3, survey="omitted"))
    assert [reason.code for reason in found.of("SYT").reasons] == ["OTHER_SET_VERSION", "SURVEY_RESCALED"]


@pytest.mark.parametrize(
    ("fact", "agency", "before", "after", "code"),
    [
        (told("AgenciesMerged", predecessors=["STTTT"], successor="SKHCN"), "STTTT", True, False, "MERGED_INTO"),
        (told("AgenciesMerged", predecessors=["STTTT"], successor="SKHCN"), "SKHCN", True, True, "TOOK_IN"),
        (told("AgencyDissolved", agency="TAMKY", successor=None), "TAMKY", True, False, "DISSOLVED"),
        (
            told("AgencyEstablished", agency="SNNMT", name="Sở NN&MT", short="S", kind="so", block="departments",
                 parent="UBND"), "SNNMT", False, True, "FOUNDED"
        ),
        (BASELINE, "SYT", True, False, "GONE_FROM_ROUND"),
        (BASELINE, "SYT", False, True, "NEW_IN_ROUND"),
    ],
)  # fmt: skip
def test_what_became_of_an_agency_between_the_rounds_is_the_reason(
    fact: Organisation, agency: str, before: bool, after: bool, code: str
) -> None:
    rounds = (
        opened(2024, *(["SXD", agency] if before else ["SXD"])),
        opened(2025, *(["SXD", agency] if after else ["SXD"])),
    )
    found = compared(*rounds, fact)
    assert [reason.code for reason in found.of(agency).reasons] == [code]
    assert found.of("SXD").comparable
    assert [reason.code for reason in found.ranks["departments"]] == ["OTHER_MEMBERS"]


def test_a_province_that_became_part_of_another_is_not_compared_by_name() -> None:
    city = {"agency": "UBNDDN", "name": "UBND thành phố Đà Nẵng", "short": "UBND ĐN", "kind": "ubnd"}
    found = told("AgencyEstablished", **city, block=None, parent=None)
    merged = {"change": 2, "valid_from": "2025-07-01", "predecessors": ["UBND"], "successor": "UBNDDN"}
    found = found.noting("AgenciesMerged", merged, RECORDED)
    (reason,) = compared(opened(2024, "SYT"), opened(2025, "SYT"), found).of("SYT").reasons
    assert reason.code == "PARENT_MERGED"
    assert "UBND thành phố Đà Nẵng ở đợt sau, UBND tỉnh Quảng Nam ở đợt trước" in reason.sentence


@pytest.mark.parametrize(
    ("valid_from", "comparable"),
    [("2025-01-02", True), ("2025-01-03", False), ("2026-01-02", False), ("2026-01-03", True)],
)
def test_only_what_took_effect_between_the_two_openings_counts(valid_from: str, comparable: bool) -> None:
    fact = told("AgenciesMerged", predecessors=["STTTT"], successor="SKHCN", valid_from=valid_from)
    assert compared(opened(2024, "SKHCN"), opened(2025, "SKHCN"), fact).of("SKHCN").comparable is comparable


def test_a_new_name_or_another_appraiser_is_told_and_forbids_nothing() -> None:
    renamed = told("AgencyRenamed", agency="SYT", name="Sở Y tế mới", short="S")
    row = compared(opened(2024, "SYT"), opened(2025, "SYT"), renamed).of("SYT")
    assert (row.comparable, row.name, [note.code for note in row.notes]) == (True, "Sở Y tế mới", ["RENAMED"])
    moved = told("CompetenceTransferred", competence="iso", successor="STP")
    row = compared(opened(2024, "SYT"), opened(2025, "SYT"), moved).of("SYT")
    assert (row.comparable, [note.code for note in row.notes]) == (True, ["OTHER_APPRAISER"])


def test_other_bands_leave_the_percentages_comparable() -> None:
    other = [{"name": "Tốt", "threshold": "85", "inclusive": True}]
    found = compared(opened(2024, "SYT"), opened(2025, "SYT", bands=other))
    assert found.of("SYT").comparable
    assert [reason.code for reason in found.ranks["departments"]] == ["OTHER_BANDS"]
