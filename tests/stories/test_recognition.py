"""Khen thưởng; chấn chỉnh, xử lý (Điều 13 khoản 6)."""

from __future__ import annotations

from typing import Any

from tests.province import Province
from tests.stories.test_amendment import decide
from tests.stories.test_document import signing

PAPER = {
    "number": "77",
    "notation": "TTr-SYT",
    "issued": "2021-11-01",
    "signer": "Người ký (dữ liệu mẫu)",
    "position": "Giám đốc",
    "capacity": "",
}
COMMENDATION, RECTIFICATION = "commendation/2021", "rectification/2021/01"


def ground(province: Province) -> dict[str, str]:
    """Any fact that was recorded; the first time there is none, one is made."""
    if not province.facts("DocumentIssued"):
        data = {"signing": signing("BC-SNV"), "title": "Báo cáo kết quả (dữ liệu mẫu)"}
        province.send("IssueDocument", data, agency="SNV")
    return {"fact": province.facts("DocumentIssued")[0]["id"], "shows": "Hoàn thành trước hạn (dữ liệu mẫu)."}


def merit(province: Province, agency: str = "SYT") -> dict[str, Any]:
    return {
        "sort": "group",
        "agency": agency,
        "name": "Văn phòng Sở (dữ liệu mẫu)",
        "form": "Bằng khen",
        "achievements": "Dẫn đầu (dữ liệu mẫu).",
        "grounds": [ground(province)],
    }


def nominate(province: Province, name: str = "nomination/2021/SYT-01") -> dict[str, Any]:
    data = {"agency": "SYT", "nomination": name, "merits": [merit(province)], "document": PAPER}
    return province.send("NominateForCommendation", data, agency="SYT")


def propose(province: Province, **more: Any) -> dict[str, Any]:
    data = {
        "commendation": COMMENDATION,
        "title": "Khen thưởng thành tích cải cách hành chính năm 2021 (dữ liệu mẫu)",
        "merits": [merit(province)],
        "nominations": ["nomination/2021/SYT-01"],
        "signing": signing("TTr-SNV"),
        **more,
    }
    return province.send("ProposeCommendation", data, agency="SNV")


def note_shortcoming(province: Province, name: str = RECTIFICATION, agency: str = "SXD") -> dict[str, Any]:
    data = {
        "rectification": name,
        "agency": agency,
        "shortcoming": "Ba lần không báo cáo (dữ liệu mẫu).",
        "grounds": [ground(province)],
    }
    return province.send("NoteShortcoming", data, agency="SNV")


def explain(province: Province, agency: str = "SXD") -> dict[str, Any]:
    data = {
        "rectification": RECTIFICATION,
        "agency": agency,
        "explanation": "Thay đổi cán bộ đầu mối (dữ liệu mẫu).",
        "document": PAPER,
    }
    return province.send("ExplainShortcoming", data, agency=agency)


def propose_rectification(province: Province) -> dict[str, Any]:
    data = {
        "rectification": RECTIFICATION,
        "measure": "reminder",
        "reasons": "Giải trình chưa thỏa đáng (dữ liệu mẫu).",
        "signing": signing("TTr-SNV"),
    }
    return province.send("ProposeRectification", data, agency="SNV")


def close(province: Province, name: str) -> dict[str, Any]:
    data = {"rectification": name, "reason": "Đã khắc phục (dữ liệu mẫu)."}
    return province.send("CloseShortcoming", data, agency="SNV")


def play(province: Province) -> None:
    nominate(province)
    propose(province)
    decide(province, COMMENDATION, approved=True)
    note_shortcoming(province)
    explain(province)
    propose_rectification(province)
    decide(province, RECTIFICATION, approved=True)
    note_shortcoming(province, "rectification/2021/02", "SGTVT")
    close(province, "rectification/2021/02")


def test_commendation_rests_on_recorded_facts_and_is_decided_by_the_province(province: Province) -> None:
    nominate(province)
    propose(province)
    (proposed,) = province.facts("CommendationProposed")
    assert proposed["law"] == "QC-13.6-1"
    recorded = {fact["id"] for fact in province.facts()}
    assert {each["fact"] for row in proposed["data"]["merits"] for each in row["grounds"]} <= recorded
    decide(province, COMMENDATION, approved=False, reason="Bổ sung thành tích.")
    assert province.facts("CommendationDecided")[-1]["data"]["approved"] is False
    assert propose(province)["type"] == "CommandAccepted"  # hoàn chỉnh, trình lại
    decide(province, COMMENDATION, approved=True)
    assert province.facts("CommendationDecided")[-1]["data"]["approved"] is True
    assert [fact["data"]["submission"] for fact in province.facts("MatterSubmitted")] == [1, 2]
    assert propose(province)["code"] == "COMMENDATION_GRANTED"


def test_an_agency_is_heard_before_anything_is_proposed_against_it(province: Province) -> None:
    note_shortcoming(province)
    explain(province)
    propose_rectification(province)
    (proposed,) = province.facts("RectificationProposed")
    assert (proposed["law"], proposed["data"]["explained"]) == ("QC-13.6-2", True)
    decide(province, RECTIFICATION, approved=True)
    (decided,) = province.facts("RectificationDecided")
    assert (decided["data"]["agency"], decided["data"]["approved"]) == ("SXD", True)
    assert explain(province)["code"] == "RECTIFICATION_CLOSED"


def test_what_was_mended_is_closed_without_a_proposal(province: Province) -> None:
    note_shortcoming(province)
    assert close(province, RECTIFICATION)["type"] == "CommandAccepted"
    assert propose_rectification(province)["code"] == "RECTIFICATION_CLOSED"
    assert not province.facts("MatterSubmitted")


def test_refusals(province: Province) -> None:
    assert propose(province)["code"] == "UNKNOWN_NOMINATION"
    nominate(province)
    assert nominate(province)["code"] == "NOMINATION_EXISTS"
    assert propose(province, merits=[merit(province, "LASO")])["code"] == "UNKNOWN_AGENCY"
    without_grounds = [{**merit(province), "grounds": []}]
    assert propose(province, merits=without_grounds)["code"] == "INVALID_DATA"
    assert note_shortcoming(province, agency="LASO")["code"] == "UNKNOWN_AGENCY"
    assert propose_rectification(province)["code"] == "UNKNOWN_RECTIFICATION"
    note_shortcoming(province)
    assert note_shortcoming(province)["code"] == "RECTIFICATION_EXISTS"
    assert explain(province, "SYT")["code"] == "NOT_CONCERNED"
