"""Cử người tham gia đoàn kiểm tra: ai được trả lời, mấy lần, đến bao giờ (Điều 8 khoản 2)."""

from __future__ import annotations

import pytest

from tests.province import Province
from tests.stories.test_inspection import YEARLY, Lead, assign, last, nominate, planned

ROUND = planned(1, "TAMKY", first="2021-11-15", last="2021-11-16", coordinators=["STP", "SYT"])


@pytest.fixture
def lead(province: Province) -> Lead:
    assign(province, YEARLY, "SNV", ["STP", "SYT"])
    lead = Lead(province, YEARLY, "SNV")
    lead.plan(ROUND)
    return lead


def decline(province: Province, agency: str) -> dict[str, str]:
    data = {"inspection": YEARLY, "round": 1, "agency": agency, "reason": "Thiếu người (dữ liệu mẫu)."}
    return province.send("DeclineNomination", data, agency=agency)


def replace(province: Province, agency: str, *people: int) -> dict[str, str]:
    return nominate(province, YEARLY, 1, agency, *people, command="ReplaceNominees", reason="Đi công tác.")


def test_nobody_answers_what_it_was_not_asked(province: Province, lead: Lead) -> None:
    assert nominate(province, YEARLY, 1, "STP", 1)["code"] == "NOT_REQUESTED"
    assert decline(province, "SYT")["code"] == "NOT_REQUESTED"


def test_only_those_named_as_coordinators_are_asked(lead: Lead) -> None:
    assert lead.ask(1, "STC")["code"] == "NOT_COORDINATOR"
    assert lead.ask(1, "KHONG")["code"] == "NOT_COORDINATOR"
    assert lead.ask(9, "STP")["code"] == "UNKNOWN_ROUND"
    assert lead.ask(1, "STP", due="2021-11-01T08:00:00+07:00")["code"] == "DUE_IN_PAST"


def test_an_answer_is_given_once_and_then_replaced(province: Province, lead: Lead) -> None:
    lead.ask(1, "STP", people=2)
    assert replace(province, "STP", 2)["code"] == "NOT_NOMINATED"
    nominate(province, YEARLY, 1, "STP", 1)
    assert nominate(province, YEARLY, 1, "STP", 1)["code"] == "ALREADY_NOMINATED"
    assert decline(province, "STP")["code"] == "ALREADY_NOMINATED"
    assert lead.ask(1, "STP")["code"] == "ALREADY_NOMINATED"
    lead.form_team(1)
    assert last(province, "TeamFormed")["missing"] == [{"agency": "STP", "wanted": 2, "named": 1}]
    replace(province, "STP", 2, 3)
    lead.form_team(1)
    team = last(province, "TeamFormed")
    assert (team["formation"], team["missing"], len(team["members"])) == (2, [], 4)
    assert last(province, "NomineesReplaced")["nomination"] == 2


def test_declining_is_heard_and_leaves_the_agency_missing_until_it_is_excused(province: Province, lead: Lead) -> None:
    lead.ask(1, "STP")
    decline(province, "STP")
    assert decline(province, "STP")["code"] == "ALREADY_DECLINED"
    lead.form_team(1)
    assert [each["agency"] for each in last(province, "TeamFormed")["missing"]] == ["STP"]

    def excuse(agency: str) -> dict[str, str]:
        return lead.send("ExcuseFromRound", round=1, excused=agency, reason="Đồng ý.")

    assert excuse("SYT")["code"] == "NOT_REQUESTED"
    excuse("STP")
    assert excuse("STP")["code"] == "ALREADY_EXCUSED"
    assert nominate(province, YEARLY, 1, "STP", 1)["code"] == "NOMINATION_CLOSED"
    lead.form_team(1)
    assert last(province, "TeamFormed")["missing"] == []


def test_who_declined_may_still_name_somebody(province: Province, lead: Lead) -> None:
    lead.ask(1, "SYT")
    decline(province, "SYT")
    assert nominate(province, YEARLY, 1, "SYT", 1)["type"] == "CommandAccepted"


def test_a_second_request_moves_the_deadline_and_asks_again_who_was_excused(province: Province, lead: Lead) -> None:
    lead.ask(1, "STP", due="2021-11-05T17:00:00+07:00")
    lead.send("ExcuseFromRound", round=1, excused="STP", reason="Đồng ý.")
    lead.ask(1, "STP", due="2021-11-10T17:00:00+07:00")
    assert last(province, "NominationRequested")["request"] == 2
    province.move_to("2021-11-06T08:00:00+07:00")
    assert not province.facts("NominationsOverdue")
    nominate(province, YEARLY, 1, "STP", 1)
    assert last(province, "StaffNominated")["late"] is False


def test_nothing_missing_nothing_said_at_the_deadline(province: Province, lead: Lead) -> None:
    lead.ask(1, "STP")
    nominate(province, YEARLY, 1, "STP", 1)
    province.move_to("2021-11-13T08:00:00+07:00")
    assert not province.facts("NominationsOverdue")


def test_an_agency_without_a_service_brings_its_own_paper(province: Province, lead: Lead) -> None:
    lead.ask(1, "SYT", "STP")
    data = {"inspection": YEARLY, "round": 1, "people": [{"name": "A (dữ liệu mẫu)", "position": "Chuyên viên"}]}
    assert province.send("NominateStaff", {**data, "agency": "SYT"}, agency="SYT")["code"] == "DOCUMENT_MISSING"
    assert province.send("NominateStaff", {**data, "agency": "STP"}, agency="STP")["code"] == "SIGNING_MISSING"
    assert province.send("NominateStaff", {**data, "agency": "STP"}, agency="SYT")["code"] == "NOT_AUTHORISED"


def work(province: Province) -> dict[str, str]:
    return {key: row["due"] for key, row in province.view("tu_phap", "nomination_work").rows.items()}


def test_who_is_asked_again_after_it_was_excused_owes_it_again(province: Province, lead: Lead) -> None:
    lead.ask(1, "STP", due="2021-11-05T17:00:00+07:00")
    nominate(province, YEARLY, 1, "STP", 1)
    lead.send("ExcuseFromRound", round=1, excused="STP", reason="Đồng ý.")
    assert work(province) == {}
    lead.ask(1, "STP", due="2021-11-10T17:00:00+07:00")
    assert work(province) == {f"{YEARLY}/1/STP": "2021-11-10T17:00:00+07:00"}
    assert replace(province, "STP", 2)["code"] == "NOT_NOMINATED"  # whom it had named was let go with it
    assert nominate(province, YEARLY, 1, "STP", 2)["type"] == "CommandAccepted"
    assert work(province) == {}


def test_a_second_request_that_crosses_the_answer_asks_for_nothing_more(province: Province, lead: Lead) -> None:
    lead.ask(1, "STP")
    data = {"inspection": YEARLY, "round": 1, "agency": "STP", "people": [{"name": "A (mẫu)", "position": "CV"}]}
    signed = {"notation": "CV-STP", "signer": "Người ký (dữ liệu mẫu)", "position": "Giám đốc"}
    province.send("NominateStaff", {**data, "signing": signed}, agency="STP", settle=False)
    lead.ask(1, "STP", due="2021-11-14T17:00:00+07:00")
    assert work(province) == {}
    assert nominate(province, YEARLY, 1, "STP", 2)["code"] == "ALREADY_NOMINATED"


@pytest.mark.parametrize("ended", ["concluded", "cancelled"])
def test_nobody_is_awaited_any_more_once_the_inspection_is_over(province: Province, lead: Lead, ended: str) -> None:
    lead.ask(1, "STP", "SYT", due="2021-11-12T17:00:00+07:00")
    nominate(province, YEARLY, 1, "SYT", 1)
    lead.visit(1, "TAMKY", "2021-11-01")
    if ended == "concluded":
        lead.report()
        lead.conclude()
    else:
        province.send("CancelInspection", {"inspection": YEARLY, "reason": "Có chỉ đạo khác."}, agency="SNV")
    assert work(province) == {}
    province.move_to("2021-11-13T08:00:00+07:00")
    assert not province.facts("NominationsOverdue")
    assert nominate(province, YEARLY, 1, "STP", 1)["code"] == "NOMINATION_CLOSED"
    assert replace(province, "SYT", 2)["code"] == "NOMINATION_CLOSED"
    assert decline(province, "STP")["code"] == "NOMINATION_CLOSED"
