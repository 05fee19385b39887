"""Ai nợ nghĩa vụ nào, xong khi nào: trên cổng, sau những việc thật của các cơ quan (Điều 6, 7, 14, 19, 20)."""

from __future__ import annotations

from datetime import datetime

import pytest

from services import DEPARTMENTS
from shared.mechanism.clock import ICT
from shared.regulation.compliance import occasions
from tests.province import Province
from tests.stories import test_obstacle as obstacle
from tests.stories import test_plan as plan
from tests.stories import test_task as task

FIELDS = ["SKHCN", "STC", "STP", "STTTT", "VPUBND"]


@pytest.fixture
def province() -> Province:
    return Province((*DEPARTMENTS, "portal"), start=datetime(2021, 11, 1, 8, tzinfo=ICT))


def states(province: Province, duty: str) -> dict[tuple[str, str], str]:
    """(agency, occasion) → how it stands now, of those that a fact spoke of."""
    found = occasions(province.view("portal", "compliance").rows, at=province.clock.now())
    return {(one.agency, one.key): one.state for one in found if one.duty == duty and one.proofs}


def test_a_reflection_is_consolidated_when_ubnd_has_it(province: Province) -> None:
    obstacle.report(province, "SYT")
    report = ("SNV", obstacle.HEALTH)
    assert states(province, "QC-20.2-2") == {report: "open"}
    obstacle.consolidate(province, "2021-01", obstacle.HEALTH)
    assert states(province, "QC-20.2-2") == {report: "open"}
    obstacle.advise(province, "2021-01")
    assert states(province, "QC-20.2-2") == {report: "met"}
    obstacle.decide(province, "2021-01")
    obstacle.about(province, "ReopenObstacle", obstacle.HEALTH, "SYT", agency="SYT", reason="Vẫn vướng (dữ liệu mẫu).")
    assert states(province, "QC-20.2-2") == {report: "open"}


def test_what_a_lead_agency_reports_is_relayed_and_is_no_reflection(province: Province) -> None:
    more = {"leads": True, "about": "task/VPUBND/1", "related": ["STC"]}
    obstacle.report(province, "SYT", **more)
    told = {("SYT", obstacle.HEALTH): "met"}
    assert states(province, "QC-20.2-2") == {}
    assert states(province, "QC-7.2′-2") == states(province, "QC-7.2′-1") == told
    obstacle.about(province, "WithdrawObstacle", obstacle.HEALTH, "SYT", agency="SYT", reason="Nhầm (dữ liệu mẫu).")
    assert states(province, "QC-7.2′-2") == states(province, "QC-7.2′-1") == {}
    obstacle.about(province, "ReopenObstacle", obstacle.HEALTH, "SYT", agency="SYT", reason="Rút nhầm (dữ liệu mẫu).")
    assert states(province, "QC-7.2′-2") == told
    assert states(province, "QC-20.2-1") == {}


def test_a_task_of_the_plan_is_its_lead_s_by_article_19_and_tracked_by_the_office(province: Province) -> None:
    plan.build(province)
    plan.agree_and_issue(province)
    assert states(province, "QC-19.1")["STC", "task/plan-2022/N1"] == "open"
    assert {fact["law"] for fact in province.facts("TaskAssigned")} == {"QC-2.2 QC-19.1"}
    province.move_to("2022-07-01T08:00:00+07:00")
    assert states(province, "QC-14.1-4") == {
        ("VPUBND", "task/plan-2022/N1"): "open",
        ("VPUBND", "task/plan-2022/N2"): "open",
    }


def test_ban_chi_dao_assigns_by_article_19_and_the_office_urges_it_by_no_clause(province: Province) -> None:
    task.assign(province, "2021-BCD-01", source="steering_committee")
    task.assign(province, "2021-TT-01", source="prime_minister")
    of_committee, of_centre = "task/VPUBND/2021-BCD-01", "task/VPUBND/2021-TT-01"
    assert states(province, "QC-19.1") == {("SYT", of_committee): "open"}
    province.move_to("2021-12-02T08:00:00+07:00")
    assert states(province, "QC-14.1-4") == {}
    assert states(province, "QC-14.1-3") == {("VPUBND", of_centre): "open"}
    for each in (of_committee, of_centre):
        assert task.order(province, "UrgeTask", "VPUBND", each, words="Khẩn trương.")["type"] == "CommandAccepted"
    assert [fact["data"]["clause"] for fact in province.facts("TaskUrged")] == ["†", "QC-14.1-3"]
    task.done(province, task=of_centre)
    assert [fact["law"] for fact in province.facts("TaskDoneReported")] == ["†"]


def test_only_the_lead_is_credited_with_telling_the_units_concerned(province: Province) -> None:
    task.assign(province, "2021-TB215-01")
    task.order(province, "ReportTaskProgress", "STP", progress="Góp ý xong (dữ liệu mẫu).")
    assert states(province, "QC-7.2′-1") == {}
    task.order(province, "ReportTaskProgress", "SYT", progress="Xong một nửa (dữ liệu mẫu).")
    assert states(province, "QC-7.2′-1") == {("SYT", task.ONE_STOP): "met"}
    assert [fact["law"] for fact in province.facts("TaskProgressReported")] == ["†", "QC-7.2′-1"]


def test_an_adjustment_is_proposed_when_ubnd_has_it_and_what_is_declined_need_not_go_there(province: Province) -> None:
    plan.build(province)
    plan.agree_and_issue(province)
    plan.play_adjustment(province)
    assert states(province, "QC-6.2.c") == {
        ("STC", "2022/STC/1"): "met",
        ("STP", "2022/STP/1"): "met",
        ("SNV", "2022/STC/1"): "met",
        ("SNV", "2022/STP/1"): "not_applicable",
        ("SNV", "plan/2022/adjustment-1"): "met",
    }


def test_the_yearly_evaluation_is_owed_by_the_agencies_of_the_fields_alone(province: Province) -> None:
    asked = {
        "year": 2021,
        "others": ["SYT"],
        "questions": "Kết quả, vướng mắc (dữ liệu mẫu).",
        "deadline": {"due": "2021-12-10T00:00:00+07:00", "source": "Công văn (dữ liệu mẫu)"},
    }
    assert province.send("RequestEvaluations", asked, agency="SNV")["type"] == "CommandAccepted"
    assert states(province, "QC-20.1-1") == {(agency, "2021"): "open" for agency in FIELDS}
