"""Điều gì không ghi được vào danh bạ, và lời từ chối nói gì (Điều 4 khoản 2 †)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.province import Province
from tests.stories.test_reorganisation import must

DOCUMENT = {
    "number": "00",
    "notation": "QĐ-UBND (dữ liệu mẫu)",
    "issued": "2021-11-01",
    "signer": "Người ký (dữ liệu mẫu)",
    "position": "Chủ tịch (dữ liệu mẫu)",
    "capacity": "TM.",
}
DAY = {"valid_from": "2021-12-01", "document": DOCUMENT, "sample": True}
FOUNDED = {
    "agency": "SNNMT",
    "name": "Sở Nông nghiệp và Môi trường",
    "short": "Sở NN&MT",
    "kind": "so",
    "block": "departments",
    "parent": "UBND",
    **DAY,
}


def merged(*predecessors: str, into: str, **more: Any) -> dict[str, Any]:
    return {"predecessors": list(predecessors), "successor": into, **DAY, **more}


@pytest.mark.parametrize(
    ("command", "data", "code"),
    [
        ("EstablishAgency", {**FOUNDED, "agency": "SYT"}, "AGENCY_EXISTS"),
        ("EstablishAgency", {**FOUNDED, "name": "Sở Y tế"}, "NAME_TAKEN"),
        ("EstablishAgency", {**FOUNDED, "parent": "XYZ"}, "UNKNOWN_AGENCY"),
        ("EstablishAgency", {**FOUNDED, "agency": "snnmt"}, "INVALID_DATA"),
        ("EstablishAgency", {**FOUNDED, "document": {**DOCUMENT, "issued": "2021-11-02"}}, "DATE_IN_FUTURE"),
        ("RenameAgency", {"agency": "XYZ", "name": "Sở X", "short": "X", **DAY}, "UNKNOWN_AGENCY"),
        ("RenameAgency", {"agency": "SYT", "name": "Sở Y tế", "short": "Sở Y tế", **DAY}, "NOTHING_NEW"),
        ("RenameAgency", {"agency": "SYT", "name": "Sở Tư pháp", "short": "S", **DAY}, "NAME_TAKEN"),
        ("PlaceAgency", {"agency": "SYT", "block": "departments", "parent": "UBND", **DAY}, "NOTHING_NEW"),
        ("PlaceAgency", {"agency": "SYT", "block": None, "parent": "XYZ", **DAY}, "UNKNOWN_AGENCY"),
        ("PlaceAgency", {"agency": "SYT", "block": "communes", "parent": "UBND", **DAY}, "INVALID_DATA"),
        ("MergeAgencies", merged("XYZ", into="SYT"), "UNKNOWN_AGENCY"),
        ("MergeAgencies", merged("STTTT", into="XYZ"), "UNKNOWN_AGENCY"),
        ("MergeAgencies", merged("STTTT", "SKHCN", into="SKHCN"), "SUCCESSOR_IS_PREDECESSOR"),
        ("MergeAgencies", merged("STTTT", into="SCT"), "SUCCESSOR_WITHOUT_SERVICE"),
        ("MergeAgencies", merged(into="SCT"), "INVALID_DATA"),
        ("MergeAgencies", merged("SCT", "SCT", into="SYT"), "INVALID_DATA"),
        ("DissolveAgency", {"agency": "XYZ", "successor": None, **DAY}, "UNKNOWN_AGENCY"),
        ("DissolveAgency", {"agency": "SYT", "successor": "SYT", **DAY}, "SUCCESSOR_IS_PREDECESSOR"),
        ("DissolveAgency", {"agency": "STTTT", "successor": None, **DAY}, "COMPETENCE_WITHOUT_HOLDER"),
        ("DissolveAgency", {"agency": "STTTT", "successor": "SCT", **DAY}, "SUCCESSOR_WITHOUT_SERVICE"),
        ("TransferCompetence", {"competence": "karaoke", "successor": "STP", **DAY}, "UNKNOWN_COMPETENCE"),
        ("TransferCompetence", {"competence": "iso", "successor": "XYZ", **DAY}, "UNKNOWN_AGENCY"),
        ("TransferCompetence", {"competence": "iso", "successor": "SKHCN", **DAY}, "ALREADY_HELD"),
        ("TransferCompetence", {"competence": "iso", "successor": "SCT", **DAY}, "SUCCESSOR_WITHOUT_SERVICE"),
        (
            "TransferCompetence",
            {"competence": "iso", "successor": "STP", **DAY, "valid_from": "2021-06-17"},
            "COMPETENCE_NOT_IN_FORCE",
        ),
        ("AssignAgencyCode", {"agency": "XYZ", "code": "MAU.01", **DAY}, "UNKNOWN_AGENCY"),
        ("AssignAgencyCode", {"agency": "SYT", "code": "mẫu", **DAY}, "INVALID_DATA"),
        ("AssignAgencyCode", {"agency": "SYT", "code": "A" * 30 + ".00.00", **DAY}, "INVALID_DATA"),
        ("WithdrawReorganisation", {"withdrawn": 1, "reason": "Nhầm."}, "UNKNOWN_CHANGE"),
    ],
    ids=lambda told: told if isinstance(told, str) else "",
)
def test_what_contradicts_the_register_is_refused(
    province: Province, command: str, data: dict[str, Any], code: str
) -> None:
    reply = province.send(command, data, agency="SNV")
    assert reply["code"] == code, reply
    assert reply["message"].endswith((".", ")"))
    assert province.facts("AgencyRegisterBegun") == []


@pytest.mark.parametrize("agency", ["STP", "VPUBND", "SYT"])
def test_nobody_but_so_noi_vu_keeps_the_register(province: Province, agency: str) -> None:
    assert province.send("EstablishAgency", FOUNDED, agency=agency, to="noi_vu")["code"] == "NOT_AUTHORISED"


def test_nothing_is_recorded_twice(province: Province) -> None:
    must(province, "EstablishAgency", FOUNDED, agency="SNV")
    assert province.send("EstablishAgency", FOUNDED, agency="SNV")["code"] == "AGENCY_EXISTS"
    must(province, "MergeAgencies", merged("STNMT", "SNNPTNT", into="SNNMT"), agency="SNV")
    again = province.send("MergeAgencies", merged("STNMT", into="SNNMT"), agency="SNV")
    assert again["code"] == "AGENCY_NOT_EXISTING"
    must(province, "AssignAgencyCode", {"agency": "SYT", "code": "MAU.01", **DAY}, agency="SNV")
    told = {"code": "MAU.01", **DAY}
    assert province.send("AssignAgencyCode", {"agency": "SYT", **told}, agency="SNV")["code"] == "NOTHING_NEW"
    assert province.send("AssignAgencyCode", {"agency": "SCT", **told}, agency="SNV")["code"] == "CODE_TAKEN"


def test_what_others_rest_on_is_withdrawn_after_them(province: Province) -> None:
    must(province, "EstablishAgency", FOUNDED, agency="SNV")
    must(province, "MergeAgencies", merged("STNMT", into="SNNMT"), agency="SNV")

    def withdraw(number: int) -> dict[str, Any]:
        return province.send("WithdrawReorganisation", {"withdrawn": number, "reason": "Ghi nhầm."}, agency="SNV")

    refused = withdraw(1)
    assert refused["code"] == "CHANGE_DEPENDED_ON"
    assert "số 2" in refused["message"]
    assert withdraw(2)["type"] == "CommandAccepted"
    assert withdraw(2)["code"] == "ALREADY_WITHDRAWN"
    assert withdraw(3)["code"] == "UNKNOWN_CHANGE"  # a withdrawal is no line that can be withdrawn
    assert withdraw(1)["type"] == "CommandAccepted"
    must(province, "EstablishAgency", FOUNDED, agency="SNV")  # as if it had never been


def test_what_makes_a_later_line_impossible_is_refused(province: Province) -> None:
    must(province, "MergeAgencies", merged("STNMT", into="SXD", valid_from="2021-12-15"), agency="SNV")
    reply = province.send("DissolveAgency", {"agency": "SXD", "successor": None, **DAY}, agency="SNV")
    assert reply["code"] == "BREAKS_OTHER_CHANGE"
    assert "số 1" in reply["message"]
