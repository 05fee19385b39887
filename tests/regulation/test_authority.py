"""Ai được gửi lệnh gì (Điều 2 khoản 1)."""

import pytest

from shared.regulation.agencies import AGENCIES, agency_of
from shared.regulation.authority import (
    ANY,
    APPRAISERS,
    AUTHORITIES,
    OWN,
    OWNER,
    UnknownCommand,
    addressed_to,
    authority,
    may_send,
    refusal,
)

SNV_COMMANDS = [row.command for row in AUTHORITIES if row.sender == "SNV"]
OWN_COMMANDS = [row.command for row in AUTHORITIES if row.sender == OWN]
OWNER_COMMANDS = [row.command for row in AUTHORITIES if row.sender == OWNER]


def test_the_table_has_one_row_per_command() -> None:
    assert len({row.command for row in AUTHORITIES}) == len(AUTHORITIES)
    assert {row.sender for row in AUTHORITIES} == {"SNV", "STC", "VPUBND", OWN, OWNER, ANY}


@pytest.mark.parametrize("command", SNV_COMMANDS)
def test_what_belongs_to_so_noi_vu_nobody_else_may_send(command: str) -> None:
    allowed = {one.id for one in AGENCIES if may_send(command, one.id, {"agency": one.id}, "noi_vu")}
    assert allowed == {"SNV"}


@pytest.mark.parametrize("command", OWN_COMMANDS)
def test_what_is_an_agencys_own_is_sent_by_the_agency_it_is_about(command: str) -> None:
    for department in addressed_to(command):
        allowed = {one.id for one in AGENCIES if may_send(command, one.id, {"agency": "SYT"}, department)}
        assert allowed == {"SYT"}


@pytest.mark.parametrize("command", [row.command for row in AUTHORITIES if row.sender == ANY])
def test_what_anybody_may_send_nobody_from_outside_the_province_may(command: str) -> None:
    for department in addressed_to(command):
        assert all(may_send(command, one.id, {}, department) for one in AGENCIES)
        assert not may_send(command, "LASO", {}, department)


@pytest.mark.parametrize("command", OWNER_COMMANDS)
@pytest.mark.parametrize("department", APPRAISERS)
def test_a_department_appraises_through_its_own_agency_only(command: str, department: str) -> None:
    allowed = {one.id for one in AGENCIES if may_send(command, one.id, {"agency": "SYT"}, department)}
    assert allowed == {agency_of(department).id}


@pytest.mark.parametrize("command", ["DecideResults", "DecideResultCorrection"])
def test_only_the_office_of_the_committee_records_decisions(command: str) -> None:
    assert may_send(command, "VPUBND", {}, "vp_ubnd")
    assert not may_send(command, "SNV", {}, "vp_ubnd")


@pytest.mark.parametrize(
    ("command", "agency", "data", "department", "words"),
    [
        ("MakeCoffee", "SNV", {}, "noi_vu", "không có trong bảng thẩm quyền"),
        ("OpenRound", "SYT", {}, "noi_vu", "chỉ Sở Nội vụ"),
        ("OpenRound", "XYZ", {}, "noi_vu", "Cơ quan lạ"),
        ("OpenRound", "SNV", {}, "tu_phap", "không gửi cho Sở Tư pháp mà gửi cho Sở Nội vụ"),
        ("OpenRound", "SNV", {}, "nowhere", "dịch vụ 'nowhere'"),
        ("SubmitAssessment", "SYT", {}, "noi_vu", "không nêu cơ quan"),
        ("SubmitAssessment", "SYT", {"agency": None}, "noi_vu", "không nêu cơ quan"),
        ("SubmitAssessment", "SYT", {"agency": "TAMKY"}, "noi_vu", "chỉ UBND thành phố Tam Kỳ"),
        ("AppraiseCriteria", "SNV", {"agency": "SYT"}, "tu_phap", "chỉ Sở Tư pháp"),
    ],
)
def test_a_refusal_says_in_a_sentence_who_may(command, agency, data, department, words) -> None:
    sentence = refusal(command, agency, data, department)
    assert sentence is not None
    assert words in sentence
    assert sentence.endswith(".")
    assert not may_send(command, agency, data, department)


def test_a_command_is_addressed_to_one_department_or_to_every_appraiser() -> None:
    assert addressed_to("OpenRound") == ("noi_vu",)
    assert addressed_to("AppraiseCriteria") == APPRAISERS
    with pytest.raises(UnknownCommand):
        authority("MakeCoffee")
