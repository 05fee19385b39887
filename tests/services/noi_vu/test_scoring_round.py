"""Mở đợt: mọi điều sai có mã của nó (Điều 10 khoản 2)."""

from typing import Any

import pytest

from tests.stories.sample_round import (
    APPRAISAL_CLOSES,
    BANDS,
    EXPLANATION_CLOSES,
    SELF_SCORING_CLOSES,
    YEAR,
    SampleRound,
    entries,
    window,
)

PLAN = SampleRound.plan()
AGENCIES = PLAN["agencies"]
SO, HUYEN = PLAN["blocks"]


def windows(**changes: Any) -> dict[str, Any]:
    return {**PLAN["windows"], **changes}


@pytest.fixture
def adopted(sample: SampleRound) -> SampleRound:
    sample.adopt(code="MAU-SO", block="departments")
    sample.adopt(code="MAU-HUYEN", block="districts")
    return sample


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"blocks": [{**SO, "criteria_set": "KHONG-CO"}, HUYEN]}, "UNKNOWN_CRITERIA_SET"),
        ({"blocks": [{**SO, "version": 2}, HUYEN]}, "UNKNOWN_CRITERIA_SET"),
        ({"blocks": [{**SO, "criteria_set": "MAU-HUYEN"}, HUYEN]}, "CRITERIA_SET_OF_OTHER_BLOCK"),
        ({"year": 2020}, "CRITERIA_SET_NOT_VALID"),
        ({"sample": False}, "SAMPLE_NOT_LABELLED"),
        ({"blocks": [SO]}, "BLOCK_NOT_PLANNED"),
        ({"agencies": AGENCIES[:3]}, "BLOCK_WITHOUT_AGENCIES"),
        ({"agencies": [*AGENCIES, {"agency": "XYZ", "block": "departments", "ranked": True}]}, "UNKNOWN_AGENCY"),
        (
            {"agencies": [*AGENCIES, {"agency": "DAILOC", "block": "departments", "ranked": True}]},
            "AGENCY_OF_OTHER_BLOCK",
        ),
        (
            {"agencies": [{**AGENCIES[0], "not_applicable": ["9.9"]}, *AGENCIES[1:]]},
            "UNKNOWN_CRITERION",
        ),
        ({"blocks": [{**SO, "bands": BANDS[::-1]}, HUYEN]}, "BANDS_OUT_OF_ORDER"),
        ({"blocks": [{**SO, "bands": BANDS[:1]}, HUYEN]}, "BANDS_LEAVE_A_GAP"),
        ({"windows": windows(appraisal=window("2021-12-17", APPRAISAL_CLOSES))}, "WINDOW_REVERSED"),
        (
            {"windows": windows(appraisal=window("2021-12-01", SELF_SCORING_CLOSES))},
            "WINDOW_REVERSED",
        ),
        (
            {"windows": windows(explanation=window("2021-11-15", EXPLANATION_CLOSES))},
            "WINDOWS_OUT_OF_ORDER",
        ),
        ({"scoring": {**PLAN["scoring"], "cap": "0"}}, "CAP_NOT_POSITIVE"),
    ],
)
def test_a_faulty_round_is_not_opened(adopted: SampleRound, changes: dict[str, Any], code: str) -> None:
    assert adopted.refused("OpenRound", {**PLAN, **changes}, agency="SNV") == code
    assert not adopted.province.facts("RoundOpened")
    assert not adopted.province.facts("AssessmentOpened")


def test_one_round_a_year(sample: SampleRound) -> None:
    sample.open()
    assert sample.refused("OpenRound", PLAN, agency="SNV") == "ROUND_EXISTS"


def test_only_so_noi_vu_opens_a_round(adopted: SampleRound) -> None:
    assert adopted.refused("OpenRound", PLAN, agency="VPUBND") == "NOT_AUTHORISED"


def test_moments_are_told_in_the_time_of_the_province(adopted: SampleRound) -> None:
    utc = {**PLAN["windows"]["self_scoring"], "closes": "2021-11-30T17:00:00Z"}
    adopted.must("OpenRound", {**PLAN, "windows": windows(self_scoring=utc)}, agency="SNV")
    closes = adopted.last("RoundOpened")["windows"]["self_scoring"]["closes"]
    assert closes == "2021-12-01T00:00:00+07:00"


def test_an_exempt_leaf_leaves_the_denominator(adopted: SampleRound) -> None:
    exempt = [{**each, "not_applicable": ["5.2", "6"]} if each["agency"] == "SYT" else each for each in AGENCIES]
    adopted.must("OpenRound", {**PLAN, "agencies": exempt}, agency="SNV")
    told = {"year": YEAR, "agency": "SYT", "entries": entries()}
    assert adopted.refused("SubmitAssessment", told, agency="SYT") == "CRITERION_NOT_APPLICABLE"
    told["entries"] = [each for each in entries() if each["criterion"] != "5.2"]
    adopted.must("SubmitAssessment", told, agency="SYT")
    adopted.self_scoring_closes()
    adopted.appraise_all(agencies=("SYT",))
    adopted.explanation_closes()
    index = adopted.last("IndexDetermined", agency="SYT")
    assert index["maximum"] == "75"


def test_an_unknown_round_is_named(sample: SampleRound) -> None:
    told = {"year": 2030, "agency": "SYT", "entries": entries()}
    reply = sample.province.send("SubmitAssessment", told, agency="SYT")
    assert (reply["code"], reply["message"]) == ("UNKNOWN_ROUND", "Chưa mở đợt đánh giá năm 2030.")
