"""Cung cấp, trao đổi thông tin, tài liệu (Điều 7 khoản 1, Điều 12 khoản 1)."""

from __future__ import annotations

from typing import Any

from tests.province import Province

PLAN_REPORT = {
    "number": "88/BC-SNV",
    "issuer": "Sở Nội vụ",
    "issued": "2021-10-29",
    "title": "Kết quả thực hiện kế hoạch quý III (dữ liệu mẫu)",
    "sha256": "ab" * 32,
    "effective": None,
}
NEW_RULE = {
    "number": "12/2021/TT-MAU",
    "issuer": "Bộ ban hành (dữ liệu mẫu)",
    "issued": "2021-10-25",
    "title": "Hướng dẫn một cửa trong lĩnh vực y tế (dữ liệu mẫu)",
    "sha256": None,
    "effective": "2022-01-01",
}


def share(province: Province, agency: str, information: str, **more: Any) -> dict[str, Any]:
    data = {
        "agency": agency,
        "information": information,
        "sort": "status",
        "title": "Tình hình thực hiện kế hoạch",
        "files": [PLAN_REPORT],
        **more,
    }
    return province.send("ShareInformation", data, agency=agency)


def confirm(province: Province, agency: str, information: str) -> dict[str, Any]:
    return province.send("ConfirmReading", {"agency": agency, "information": information}, agency=agency)


def play(province: Province) -> None:
    share(province, "SNV", "information/2021/SNV-01", sort="result")
    confirm(province, "STC", "information/2021/SNV-01")
    corrected = {"title": "Bản đính chính", "summary": "Sửa số liệu trang 3.", "files": [PLAN_REPORT]}
    about = {"agency": "SNV", "information": "information/2021/SNV-01"}
    province.send("CorrectInformation", {**about, **corrected}, agency="SNV")
    province.send("WithdrawInformation", {**about, "reason": "Gửi nhầm tệp."}, agency="SNV")
    share(province, "SNV", "information/2021/SNV-02", sort="result")


def test_the_standing_agency_supplies_status_and_results_to_the_leads_of_the_fields(province: Province) -> None:
    assert share(province, "SNV", "information/2021/SNV-01")["type"] == "CommandAccepted"
    (shared,) = province.facts("InformationShared")
    assert shared["law"] == "QC-7.1-1"
    assert set(shared["data"]["recipients"]) == {"STP", "STC", "STTTT", "SKHCN", "VPUBND"}
    assert shared["data"]["mode"] == "information"  # Điều 5 khoản 3
    received = [fact["data"]["recipients"] for fact in province.facts("InformationReceived")]
    assert sorted(received) == [["SKHCN"], ["STC"], ["STP"], ["STTTT"], ["VPUBND"]]


def test_a_new_legal_rule_reaches_those_it_concerns_and_who_has_read_it_is_known(province: Province) -> None:
    name = "information/2021/SYT-01"
    to = {"sort": "legal_rule", "files": [NEW_RULE], "recipients": ["VPUBND", "HOIAN", "TAMKY"]}
    share(province, "SYT", name, **to)
    (shared,) = province.facts("InformationShared")
    assert (shared["law"], shared["data"]["departments"]) == ("QC-12.1", ["vp_ubnd", "noi_vu"])
    received = {fact["source"]: fact["data"]["recipients"] for fact in province.facts("InformationReceived")}
    assert received == {"/quang-nam/vp_ubnd": ["VPUBND"], "/quang-nam/noi_vu": ["HOIAN", "TAMKY"]}

    confirm(province, "HOIAN", name)
    confirm(province, "VPUBND", name)
    assert {fact["data"]["agency"] for fact in province.facts("ReadingConfirmed")} == {"HOIAN", "VPUBND"}
    assert confirm(province, "HOIAN", name)["code"] == "ALREADY_READ"


def test_a_correction_must_be_read_again_and_what_is_withdrawn_need_not_be(province: Province) -> None:
    play(province)
    editions = [(fact["data"]["information"], fact["data"]["edition"]) for fact in province.facts("InformationShared")]
    assert editions == [
        ("information/2021/SNV-01", 1),
        ("information/2021/SNV-01", 2),
        ("information/2021/SNV-02", 1),
    ]
    (withdrawn,) = province.facts("InformationWithdrawn")
    assert withdrawn["data"]["reason"] == "Gửi nhầm tệp."
    assert confirm(province, "STC", "information/2021/SNV-01")["code"] == "INFORMATION_WITHDRAWN"
    about = {"agency": "SNV", "information": "information/2021/SNV-01", "reason": "Lần nữa."}
    assert province.send("WithdrawInformation", about, agency="SNV")["code"] == "INFORMATION_WITHDRAWN"


def test_what_nobody_is_asked_to_share_is_product_design(province: Province) -> None:
    share(province, "STC", "information/2021/STC-01", sort="other")
    (shared,) = province.facts("InformationShared")
    assert shared["law"] == "†"
    assert "SNV" in shared["data"]["recipients"]
    assert "STC" not in shared["data"]["recipients"]


def test_refusals(province: Province) -> None:
    name = "information/2021/SYT-01"
    assert share(province, "SYT", "information/2021/SXD-01")["code"] == "NAME_NOT_OWN"
    assert share(province, "SYT", name, recipients=["SYT"])["code"] == "NO_RECIPIENT"
    assert share(province, "SYT", name, recipients=["LASO"])["code"] == "UNKNOWN_AGENCY"
    assert confirm(province, "HOIAN", name)["code"] == "UNKNOWN_INFORMATION"
    share(province, "SYT", name, recipients=["HOIAN"])
    assert share(province, "SYT", name)["code"] == "INFORMATION_EXISTS"
    assert confirm(province, "TAMKY", name)["code"] == "NOT_RECIPIENT"
    about = {"agency": "HOIAN", "information": name, "reason": "Không phải của mình."}
    assert province.send("WithdrawInformation", about, agency="HOIAN")["code"] == "UNKNOWN_INFORMATION"
    data = {
        "agency": "SYT",
        "information": "information/2021/SYT-02",
        "sort": "other",
        "title": "x",
        "files": [NEW_RULE],
    }
    assert province.send("ShareInformation", data, agency="HOIAN", to="noi_vu")["code"] == "NOT_AUTHORISED"
    assert province.send("ShareInformation", data, agency="SYT", to="tai_chinh")["code"] == "WRONG_DEPARTMENT"
