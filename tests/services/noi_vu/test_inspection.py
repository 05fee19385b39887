"""Giao chủ trì, kế hoạch, đợt, báo cáo, kết luận: điều gì bị từ chối, và vì sao (Điều 8)."""

from __future__ import annotations

import pytest

from tests.province import Province
from tests.stories.test_inspection import AD_HOC, YEARLY, Lead, assign, demand, last, planned, play

ROUND = planned(1, "SYT", "TAMKY", first="2021-11-15", last="2021-11-16", coordinators=["STP"])


@pytest.fixture
def lead(province: Province) -> Lead:
    assign(province, YEARLY, "SNV", ["STP"])
    return Lead(province, YEARLY, "SNV")


@pytest.fixture
def ready(lead: Lead) -> Lead:
    assert lead.plan(ROUND)["type"] == "CommandAccepted"
    return lead


def test_an_inspection_is_assigned_once_to_one_known_lead(province: Province, lead: Lead) -> None:
    assert assign(province, YEARLY, "STC", [])["code"] == "INSPECTION_EXISTS"
    assert assign(province, AD_HOC, "KHONG", [])["code"] == "UNKNOWN_AGENCY"
    assert assign(province, AD_HOC, "STC", ["STC"])["code"] == "LEAD_IS_COORDINATOR"


def test_only_the_assigned_agency_leads(province: Province, lead: Lead) -> None:
    assert Lead(province, YEARLY, "STC").plan(ROUND)["code"] == "UNKNOWN_INSPECTION"
    assert Lead(province, YEARLY, "TTT").plan(ROUND)["code"] == "NOT_INSPECTION_LEAD"
    assert Lead(province, AD_HOC, "SNV").plan(ROUND)["code"] == "UNKNOWN_INSPECTION"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"last": "2021-11-14"}, "ROUND_REVERSED"),
        ({"agencies": ["SNV"]}, "LEAD_IS_INSPECTED"),
        ({"agencies": ["KHONG"]}, "UNKNOWN_AGENCY"),
        ({"coordinators": ["SNV"]}, "LEAD_IS_COORDINATOR"),
        ({"coordinators": []}, "COORDINATORS_MISSING"),
    ],
)
def test_a_plan_must_be_possible(lead: Lead, changed: dict[str, object], code: str) -> None:
    assert lead.plan({**ROUND, **changed})["code"] == code


def test_a_plan_numbers_its_paper_where_the_lead_has_a_service(province: Province, lead: Lead) -> None:
    assert lead.send("PlanInspection", rounds=[ROUND])["code"] == "SIGNING_MISSING"
    assign(province, AD_HOC, "TTT", [])
    data = {"inspection": AD_HOC, "agency": "TTT", "rounds": [ROUND]}
    assert province.send("PlanInspection", data, agency="TTT")["code"] == "DOCUMENT_MISSING"


def test_a_plan_is_replaced_with_a_reason_and_keeps_what_has_begun(province: Province, ready: Lead) -> None:
    assert ready.plan(ROUND)["code"] == "REASON_MISSING"
    second = planned(2, "HOIAN", first="2021-11-20", last="2021-11-20", coordinators=["STC"])
    ready.ask(1, "STP")
    assert ready.plan({**ROUND, "last": "2021-11-17"}, second, reason="Thêm đợt.")["code"] == "ROUND_BEGUN"
    assert ready.plan(second, reason="Bỏ đợt 1.")["code"] == "ROUND_BEGUN"
    assert ready.plan(ROUND, second, reason="Thêm đợt.")["type"] == "CommandAccepted"
    plan = last(province, "InspectionPlanned")
    assert (plan["edition"], plan["coordinators"]) == (2, ["STP", "STC"])


def test_a_plan_after_the_assignment_s_deadline_is_late(province: Province) -> None:
    due = {"due": "2021-11-10T00:00:00+07:00", "source": "Văn bản giao (dữ liệu mẫu)"}
    assign(province, YEARLY, "SNV", [], deadline=due)
    province.move_to("2021-11-10T00:00:00+07:00")
    Lead(province, YEARLY, "SNV").plan(ROUND)
    assert last(province, "InspectionPlanned")["late"] is True
    assert last(province, "InspectionAssigned")["due_source"] == "Văn bản giao (dữ liệu mẫu)"


def test_a_visit_is_recorded_as_it_was(province: Province, ready: Lead) -> None:
    assert ready.visit(2, "SYT", "2021-11-01")["code"] == "UNKNOWN_ROUND"
    assert ready.visit(1, "SXD", "2021-11-01")["code"] == "NOT_IN_ROUND"
    assert ready.visit(1, "SYT", "2021-11-02")["code"] == "DATE_IN_FUTURE"
    assert ready.visit(1, "SYT", "2021-11-01", "STC")["code"] == "NOT_COORDINATOR"
    ready.visit(1, "SYT", "2021-11-01", "STP")
    assert ready.visit(1, "SYT", "2021-11-01")["code"] == "REASON_MISSING"
    ready.visit(1, "SYT", "2021-10-31", reason="Ghi nhầm ngày.")
    told = last(province, "AgencyInspected")
    assert (told["recording"], told["day"], told["agency"]) == (2, "2021-10-31", "SYT")


def test_a_round_is_postponed_to_other_days_and_cancelled_before_anybody_was_inspected(ready: Lead) -> None:
    def postpone(first: str, last: str) -> dict[str, str]:
        return ready.send("PostponeInspectionRound", round=1, first=first, last=last, reason="Mưa lũ.")

    assert postpone("2021-11-15", "2021-11-16")["code"] == "DATES_UNCHANGED"
    assert postpone("2021-11-15", "2021-11-14")["code"] == "ROUND_REVERSED"
    assert postpone("2021-11-17", "2021-11-18")["type"] == "CommandAccepted"
    ready.visit(1, "SYT", "2021-11-01")
    assert ready.send("CancelInspectionRound", round=1, reason="Mưa lũ.")["code"] == "ROUND_BEGUN"


def test_a_cancelled_round_is_over(ready: Lead) -> None:
    ready.send("CancelInspectionRound", round=1, reason="Mưa lũ.")
    assert ready.visit(1, "SYT", "2021-11-01")["code"] == "ROUND_CANCELLED"
    assert ready.ask(1, "STP")["code"] == "ROUND_CANCELLED"
    assert ready.form_team(1)["code"] == "ROUND_CANCELLED"
    assert ready.send("CancelInspectionRound", round=1, reason="Mưa lũ.")["code"] == "ROUND_CANCELLED"


def test_the_report_says_who_was_not_inspected(province: Province, ready: Lead) -> None:
    assert ready.report()["code"] == "NOTHING_INSPECTED"
    assert ready.conclude()["code"] == "NOT_REPORTED"
    ready.visit(1, "SYT", "2021-11-01")
    ready.report()
    assert last(province, "InspectionReported")["not_inspected"] == ["TAMKY"]
    assert ready.report()["code"] == "REASON_MISSING"
    ready.visit(1, "TAMKY", "2021-11-01")
    ready.report(reason="Bổ sung Tam Kỳ.")
    told = last(province, "InspectionReported")
    assert (told["edition"], told["not_inspected"]) == (2, [])
    assert last(province, "MatterSubmitted")["submission"] == 2


def test_what_is_concluded_is_closed(province: Province, ready: Lead) -> None:
    ready.visit(1, "SYT", "2021-11-01")
    ready.report()
    wrong = demand("1", "SYT", tracked=True, coordinators=["SYT"])
    assert ready.conclude(wrong)["code"] == "LEAD_IS_COORDINATOR"
    assert ready.conclude(demand("1", "KHONG", tracked=False))["code"] == "UNKNOWN_AGENCY"
    ready.conclude(demand("1", "SYT", tracked=True))
    assert last(province, "TaskAssigned")["due"] is None
    for answer in (ready.conclude(), ready.report(reason="Sửa."), ready.visit(1, "TAMKY", "2021-11-01")):
        assert answer["code"] == "INSPECTION_CONCLUDED"
    data = {"inspection": YEARLY, "reason": "Thôi."}
    assert province.send("CancelInspection", data, agency="SNV")["code"] == "INSPECTION_CONCLUDED"


def test_a_cancelled_inspection_releases_whoever_was_asked(province: Province, ready: Lead) -> None:
    ready.ask(1, "STP")
    data = {"inspection": YEARLY, "reason": "Có chỉ đạo khác."}
    province.send("CancelInspection", data, agency="SNV")
    assert last(province, "InspectionRoundCancelled")["asked"] == ["STP"]
    assert dict(province.view("tu_phap", "nomination_work").rows) == {}
    assert ready.ask(1, "STP")["code"] == "INSPECTION_CANCELLED"
    assert province.send("CancelInspection", data, agency="SNV")["code"] == "INSPECTION_CANCELLED"
    unknown = {**data, "inspection": "KT-0"}
    assert province.send("CancelInspection", unknown, agency="SNV")["code"] == "UNKNOWN_INSPECTION"


def test_every_work_item_has_one_lead_and_its_coordinators(province: Province) -> None:
    """Điều 2 khoản 2."""
    play(province)
    for name in ("InspectionAssigned", "InspectionPlanned", "NominationRequested", "TeamFormed", "InspectionReported"):
        for fact in province.facts(name):
            assert fact["data"]["lead"]
            assert fact["data"]["lead"] not in fact["data"]["coordinators"]
