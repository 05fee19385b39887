"""Bộ tiêu chí: phiên bản, bản sao, bất biến (Điều 10 khoản 2 điểm a)."""

from typing import Any

import pytest

from tests.stories.sample_round import YEAR, SampleRound, nodes


def changed(code: str, /, **values: Any) -> list[dict[str, Any]]:
    """The sample nodes with one of them changed."""
    return [{**node, **values} if node["code"] == code else node for node in nodes()]


def copying(**values: Any) -> dict[str, Any]:
    told = {"code": "MAU-SO-2022", "copied_from": "MAU-SO", "title": "DỮ LIỆU MẪU – bộ tiêu chí 2022"}
    return {**told, "valid_from": "2022-01-01", "valid_to": None, "sample": True, **values}


def test_the_first_adoption_is_version_one_and_the_next_is_version_two(sample: SampleRound) -> None:
    for version in (1, 2):
        reply = sample.adopt(code="MAU-SO", block="departments")
        assert sample.last("CriteriaSetAdopted")["version"] == version
        assert reply["facts"][-1]["subject"] == "criteria_set/MAU-SO"


def test_an_adopted_set_says_everything_that_was_adopted(sample: SampleRound) -> None:
    sample.adopt(code="MAU-SO", block="departments")
    adopted = sample.last("CriteriaSetAdopted")
    assert adopted["sample"] is True
    rows = {node["code"]: node for node in adopted["nodes"]}
    assert rows["7.2"]["maximum"] == "-3"
    assert rows["3.2"]["rule"]["bands"][0] == {"from": "98", "score": "10"}
    assert rows["1"]["kind"] is None


@pytest.mark.parametrize(
    ("nodes_", "code", "path"),
    [
        (changed("2.1", maximum="14"), "CHILDREN_SUM", "2"),
        (changed("2", maximum="16"), "CHILDREN_SUM", "2"),
        (changed("2.1", code="1.1"), "DUPLICATE_CODE", "1.1"),
        (changed("2.1", competence=None), "COMPETENCE_MISSING", "2.1"),
        (changed("2.1", competence="astrology"), "COMPETENCE_UNKNOWN", "2.1"),
        (changed("2.1", kind=None), "KIND_MISSING", "2.1"),
        (changed("2.1", step=None), "STEP_MISSING", "2.1"),
        (changed("2.1", step="0.4"), "STEP_DOES_NOT_DIVIDE", "2.1"),
        (changed("1.2", rule=None), "RULE_MISSING", "1.2"),
        (changed("2.1", parent="9"), "PARENT_UNKNOWN", "2.1"),
        (changed("7.2", maximum="3"), "DEDUCTION_NOT_NEGATIVE", "7.2"),
        (changed("5.2", applies_to=["XYZ"]), "APPLIES_TO_UNKNOWN", "5.2"),
        (changed("5.2", applies_to=["TAMKY"]), "APPLIES_TO_OTHER_BLOCK", "5.2"),
    ],
)
def test_a_set_that_breaks_an_invariant_is_refused_by_name(
    sample: SampleRound, nodes_: list[dict[str, Any]], code: str, path: str
) -> None:
    data = sample.criteria(code="MAU-SO", block="departments", changed=nodes_)
    reply = sample.province.send("AdoptCriteriaSet", data, agency="SNV")
    assert code in {error["code"] for error in reply["errors"]}
    assert path in {error["path"] for error in reply["errors"] if error["code"] == code}
    assert not sample.province.facts("CriteriaSetAdopted")


def test_a_set_never_changes_its_block(sample: SampleRound) -> None:
    sample.adopt(code="MAU-SO", block="departments")
    data = sample.criteria(code="MAU-SO", block="districts")
    assert sample.refused("AdoptCriteriaSet", data, agency="SNV") == "BLOCK_CHANGED"


def test_a_copy_takes_the_latest_version_under_a_new_code(sample: SampleRound) -> None:
    sample.adopt(code="MAU-SO", block="departments")
    sample.adopt(code="MAU-SO", block="departments", changed=changed("1.1", title="Kế hoạch (bản hai)"))
    sample.must("CopyCriteriaSet", copying(), agency="SNV")
    copied = sample.last("CriteriaSetAdopted", code="MAU-SO-2022")
    assert (copied["version"], copied["copied_from"], copied["valid_from"]) == (1, "MAU-SO", "2022-01-01")
    assert {node["code"]: node["title"] for node in copied["nodes"]}["1.1"] == "Kế hoạch (bản hai)"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (copying(copied_from="KHONG-CO"), "UNKNOWN_CRITERIA_SET"),
        (copying(code="MAU-SO"), "CRITERIA_SET_EXISTS"),
        (copying(sample=False), "SAMPLE_NOT_LABELLED"),
        (copying(title="Bộ tiêu chí 2022"), "SAMPLE_NOT_LABELLED"),
        (copying(valid_to="2021-12-31"), "VALIDITY_REVERSED"),
    ],
)
def test_a_copy_is_refused_with_its_code(sample: SampleRound, told: dict[str, Any], code: str) -> None:
    sample.adopt(code="MAU-SO", block="departments")
    assert sample.refused("CopyCriteriaSet", told, agency="SNV") == code


def test_a_score_points_to_one_version_whatever_is_adopted_later(sample: SampleRound) -> None:
    sample.open()
    sample.adopt(code="MAU-SO", block="departments", changed=changed("1.1", title="Bản hai"))
    sample.submit("SYT")
    assert sample.last("AssessmentSubmitted")["version"] == 1
    assert sample.last("AssessmentSubmitted")["year"] == YEAR
