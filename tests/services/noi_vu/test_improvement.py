"""Kế hoạch cải thiện các Chỉ số: chỉ tiêu, điểm mất, kỳ tổng hợp (Điều 11): each rule with its code."""

from __future__ import annotations

from typing import Any

import pytest

from tests.province import Province
from tests.stories.sample_round import SampleRound
from tests.stories.test_improvement import (
    consolidate,
    content,
    decide,
    draft,
    issue,
    last,
    period,
    report,
    submit,
    task,
)


def loss(**more: Any) -> dict[str, Any]:
    return {**content()["losses"][0], **more}


@pytest.fixture
def opened(province: Province) -> Province:
    issue(province)
    province.move_to("2022-04-01T08:00:00+07:00")
    return province


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"targets": [{**content()["targets"][0], "current_year": None}]}, "CURRENT_WITHOUT_YEAR"),
        ({"losses": [loss(source=None)]}, "SOURCE_MISSING"),
        ({"losses": [loss(origin="round")]}, "AGENCY_MISSING"),
        ({"losses": [loss(origin="round", agency="SYT")]}, "RESULTS_NOT_PUBLISHED"),
        ({"losses": [loss(year=2022)]}, "LOSS_NOT_BEFORE"),
        ({"tasks": [task("GP1", "SYT", targets=["CT9"])]}, "UNKNOWN_TARGET"),
        ({"tasks": [task("GP1", "SYT", losses=["DM9"])]}, "UNKNOWN_LOSS"),
        ({"tasks": [task("GP1", "LALUNG")]}, "UNKNOWN_AGENCY"),
        ({"tasks": [task("GP1", "SYT", "SYT")]}, "LEAD_IS_COORDINATOR"),
        ({"periods": [period("Q1", "2022-04-01", "2022-04-01")]}, "PERIOD_REVERSED"),
    ],
)
def test_a_draft_is_sound(province: Province, more: dict[str, Any], code: str) -> None:
    assert draft(province, **more)["code"] == code


def test_a_loss_of_a_round_is_the_one_that_was_published(sample: SampleRound) -> None:
    """Giải pháp gắn với điểm mất theo kết quả đã công bố (Điều 10 khoản 2, Điều 11)."""
    sample.open()
    sample.submit_all()
    sample.self_scoring_closes()
    sample.appraise_all(adjusted={"SYT": {"4.1": ("8.5", "Thiếu báo cáo.")}})
    sample.survey()
    sample.explanation_closes()
    sample.propose()
    sample.submit_results()
    sample.decide()
    said = {"origin": "round", "agency": "SYT", "criterion": "4.1", "year": 2021, "source": None}
    assert draft(sample.province, losses=[loss(**said, points="2")])["code"] == "LOSS_NOT_AS_PUBLISHED"
    assert draft(sample.province, losses=[loss(**{**said, "criterion": "9.9"})])["code"] == "UNKNOWN_CRITERION"
    assert draft(sample.province, losses=[loss(**said, points="1.5")])["type"] == "CommandAccepted"


def test_a_plan_is_submitted_once_and_after_a_return_drafted_anew(province: Province) -> None:
    assert submit(province)["code"] == "UNKNOWN_PLAN"
    draft(province)
    submit(province)
    assert submit(province)["code"] in {"PLAN_NOT_DRAFTED", "MATTER_SUBMITTED"}
    assert draft(province)["code"] == "PLAN_SUBMITTED"
    decide(province, approved=False)
    assert last(province, "ImprovementPlanReturned")["reason"] == "Chỉ tiêu chưa rõ (dữ liệu mẫu)."
    assert submit(province)["code"] == "PLAN_RETURNED"
    draft(province)
    submit(province)
    assert last(province, "MatterSubmitted")["submission"] == 2
    decide(province)
    assert last(province, "ImprovementPlanIssued")["draft"] == 2


def test_an_agency_reports_on_all_that_it_leads_and_on_nothing_else(opened: Province) -> None:
    assert report(opened, "SYT", "GP2", name="2022-Q2")["code"] == "PERIOD_NOT_OPEN"
    assert report(opened, "SXD", "GP2")["code"] == "NOT_ASKED"
    assert report(opened, "SYT", "GP1")["code"] == "TASK_WITHOUT_RESULT"
    assert report(opened, "SYT", "GP2", "GP1")["code"] == "NOT_LEAD_OF_TASK"
    assert report(opened, "SYT", "GP2")["type"] == "CommandAccepted"


def test_a_later_summary_takes_the_place_of_the_earlier_until_the_report(opened: Province) -> None:
    report(opened, "SYT", "GP2")
    report(opened, "SYT", "GP2")
    assert last(opened, "ImprovementSummarySubmitted")["summary"] == 2
    opened.move_to("2022-04-15T00:00:00+07:00")
    consolidate(opened)
    assert report(opened, "SYT", "GP2")["code"] == "SUMMARY_CONSOLIDATED"


def test_a_summary_dated_before_the_deadline_is_in_time(opened: Province) -> None:
    opened.move_to("2022-04-15T09:00:00+07:00")
    report(opened, "SYT", "GP2")
    assert last(opened, "ImprovementSummarySubmitted")["late"] is True
    report(opened, "HOIAN", "GP3", effective="2022-04-14")
    assert last(opened, "ImprovementSummarySubmitted")["late"] is False


def test_what_is_returned_is_outstanding_again(opened: Province) -> None:
    back = {"plan": "2022", "period": "2022-Q1", "agency": "SYT", "reason": "Thiếu số liệu (dữ liệu mẫu)."}
    assert opened.send("ReturnImprovementSummary", back, agency="SNV")["code"] == "NOTHING_SUBMITTED"
    report(opened, "SYT", "GP2")
    opened.send("ReturnImprovementSummary", back, agency="SNV")
    assert "SYT" in opened.view("noi_vu", "improvements").rows["2022/2022-Q1"]["waiting"]
    opened.move_to("2022-04-15T00:00:00+07:00")
    assert last(opened, "ImprovementSummaryOverdue")["outstanding"] == ["STTTT", "SYT", "HOIAN"]


def test_an_extended_period_reminds_and_closes_later(opened: Province) -> None:
    deadline = {"due": "2022-04-20T00:00:00+07:00", "source": "Công văn (dữ liệu mẫu)"}
    more = {"plan": "2022", "period": "2022-Q1", "deadline": deadline, "reason": "Lý do (dữ liệu mẫu)."}
    assert opened.send("ExtendImprovementPeriod", more, agency="SNV")["type"] == "CommandAccepted"
    assert opened.send("ExtendImprovementPeriod", more, agency="SNV")["code"] == "DUE_NOT_LATER"
    opened.move_to("2022-04-16T00:00:00+07:00")
    assert opened.facts("ImprovementSummaryOverdue") == []
    opened.move_to("2022-04-17T00:00:00+07:00")
    assert last(opened, "ImprovementReminderIssued")["days_left"] == 3
    opened.move_to("2022-04-20T00:00:00+07:00")
    assert len(opened.facts("ImprovementSummaryOverdue")) == 1


def test_a_report_speaks_of_the_targets_of_the_plan(opened: Province) -> None:
    opened.move_to("2022-04-15T00:00:00+07:00")
    assert consolidate(opened, reached=[{"target": "CT9", "value": "1"}])["code"] == "UNKNOWN_TARGET"


def test_a_period_that_an_adjustment_took_out_does_not_open(province: Province) -> None:
    issue(province)
    draft(province, periods=[period("2022-Q2", "2022-07-01", "2022-07-15")])
    submit(province)
    decide(province, "improvement_plan/2022/adjustment-1")
    province.move_to("2022-04-02T00:00:00+07:00")
    assert province.facts("ImprovementSummaryRequested") == []
    province.move_to("2022-07-01T08:00:00+07:00")
    assert len(province.facts("ImprovementSummaryRequested")) == 1


def test_a_period_whose_deadline_passed_before_the_issue_is_not_asked_for(province: Province) -> None:
    province.move_to("2022-05-01T08:00:00+07:00")
    issue(province)
    assert province.facts("ImprovementSummaryRequested") == []


def test_a_period_that_passed_while_the_clock_stood_still_is_asked_for_all_the_same(province: Province) -> None:
    """Dịch vụ ngừng qua cả kỳ: kỳ vẫn mở, quá hạn được nêu tên, và gia hạn được."""
    issue(province)
    province.move_to("2022-05-01T08:00:00+07:00")
    asked = last(province, "ImprovementSummaryRequested")
    assert (asked["period"], asked["due"]) == ("2022-Q1", "2022-04-15T00:00:00+07:00")
    assert last(province, "ImprovementSummaryOverdue")["outstanding"] == ["STTTT", "SYT", "HOIAN"]
    assert province.facts("ImprovementReminderIssued") == []
    deadline = {"due": "2022-05-20T00:00:00+07:00", "source": "Công văn (dữ liệu mẫu)"}
    more = {"plan": "2022", "period": "2022-Q1", "deadline": deadline, "reason": "Hệ thống ngừng (dữ liệu mẫu)."}
    assert province.send("ExtendImprovementPeriod", more, agency="SNV")["type"] == "CommandAccepted"
    assert report(province, "SYT", "GP2")["type"] == "CommandAccepted"
    assert last(province, "ImprovementSummarySubmitted")["late"] is False


def test_an_adjustment_after_a_period_does_not_ask_for_it(province: Province) -> None:
    later = [period("2022-Q2", "2022-07-01", "2022-07-15")]
    draft(province, periods=later)
    submit(province)
    decide(province)
    province.move_to("2022-05-01T08:00:00+07:00")
    draft(province)
    submit(province)
    decide(province, "improvement_plan/2022/adjustment-1")
    assert province.facts("ImprovementSummaryRequested") == []


def test_nobody_reports_for_another(opened: Province) -> None:
    data = {"plan": "2022", "period": "2022-Q1", "agency": "SYT", "results": [], "document": {}}
    assert opened.send("SubmitImprovementSummary", data, agency="SXD")["code"] in {"NOT_AUTHORISED", "INVALID_DATA"}
