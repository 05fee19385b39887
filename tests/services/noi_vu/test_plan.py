"""Dự thảo kế hoạch: nguồn của từng nhiệm vụ, từng đề xuất, từng ý kiến (Điều 6): each rule with its code."""

from __future__ import annotations

from typing import Any

import pytest

from shared.regulation.planning import Period, rolled
from tests.province import Province
from tests.stories.test_plan import (
    FIELDS,
    agree_and_issue,
    build,
    call,
    circulate,
    consolidate,
    decide,
    last,
    opine,
    own,
    planned,
    play_adjustment,
    propose,
    proposed,
    signing,
    submit,
    tasks,
)


def revise(province: Province, *items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return province.send("RevisePlan", {"plan": "2022", "items": list(items), **more}, agency="SNV")


def extend(province: Province, due: str, stage: str = "priorities") -> dict[str, Any]:
    deadline = {"due": due, "source": "Công văn gia hạn (dữ liệu mẫu)"}
    data = {"plan": "2022", "stage": stage, "deadline": deadline, "reason": "Lý do (dữ liệu mẫu)."}
    return province.send("ExtendPlanDeadline", data, agency="SNV")


def adjust(province: Province, *items: dict[str, Any], **more: Any) -> dict[str, Any]:
    data = {"plan": "2022", "reason": "Lý do (dữ liệu mẫu).", "items": list(items), **more}
    return province.send("AdjustPlan", data, agency="SNV")


def kept(province: Province) -> list[dict[str, Any]]:
    """The items of the plan in force."""
    items: list[dict[str, Any]] = last(province, "PlanIssued")["items"]
    return items


FIRST = planned("N1", "STC", {"agency": "STP", "item": "TP1"}, {"agency": "STC", "item": "TC1"})
LEFT = {"agency": "STP", "item": "TP2", "reason": "Trùng (dữ liệu mẫu)."}


@pytest.fixture
def proposals(province: Province) -> Province:
    call(province)
    propose(province, "STP", proposed("TP1", "STP"), proposed("TP2", "STP"))
    propose(province, "STC", proposed("TC1", "STC"))
    return province


@pytest.fixture
def closed(proposals: Province) -> Province:
    proposals.move_to("2021-11-15T00:00:00+07:00")
    return proposals


# The call


def test_a_plan_is_called_once(province: Province) -> None:
    call(province)
    assert call(province)["code"] == "PLAN_CALLED"


def test_a_call_after_the_deadline_of_the_law_names_its_own(province: Province) -> None:
    province.move_to("2021-11-15T00:00:00+07:00")
    assert call(province)["code"] == "DUE_PASSED"
    deadline = {"due": "2021-11-20T00:00:00+07:00", "source": "Công văn (dữ liệu mẫu)"}
    assert call(province, deadline=deadline)["type"] == "CommandAccepted"
    assert last(province, "PrioritiesCalled")["source"] == "Công văn (dữ liệu mẫu)"


def test_15_november_does_not_roll_unless_the_call_says_so(province: Province) -> None:
    """14/11/2021 là Chủ nhật: dời về sau sẽ rơi vào chính ngày 15."""
    assert call(province, "2022")["type"] == "CommandAccepted"
    assert last(province, "PrioritiesCalled")["due"] == "2021-11-15T00:00:00+07:00"
    due = Period.of("2022").due_by_law
    assert due is not None
    assert rolled(due, "next_working_day").isoformat() == "2021-11-16T00:00:00+07:00"
    assert rolled(due, "previous_working_day").isoformat() == "2021-11-13T00:00:00+07:00"
    call(province, "2023", roll="next_working_day")
    assert last(province, "PrioritiesCalled")["due"] == "2022-11-15T00:00:00+07:00"  # 14/11/2022 is a Monday


def test_a_phase_runs_forward(province: Province) -> None:
    assert call(province, "2025-2021")["code"] == "PERIOD_REVERSED"
    assert call(province, "2022-2022")["code"] == "PERIOD_REVERSED"


def test_a_deadline_only_moves_back(proposals: Province) -> None:
    assert extend(proposals, "2021-11-14T00:00:00+07:00")["code"] == "DUE_NOT_LATER"
    assert extend(proposals, "2021-11-20T00:00:00+07:00", "opinion")["code"] == "PLAN_CALLED"
    extend(proposals, "2021-11-20T00:00:00+07:00")
    proposals.move_to("2021-11-16T00:00:00+07:00")
    propose(proposals, "SKHCN")
    assert last(proposals, "PrioritiesProposed")["late"] is False
    assert proposals.facts("PlanAnswerOverdue") == []
    proposals.move_to("2021-11-20T00:00:00+07:00")
    assert last(proposals, "PlanAnswerOverdue")["outstanding"] == ["STTTT", "VPUBND"]


# Drafts


def test_a_draft_waits_for_those_who_still_have_time(proposals: Province) -> None:
    assert consolidate(proposals, FIRST, not_taken=[LEFT])["code"] == "PRIORITIES_OPEN"
    for agency in ("STTTT", "SKHCN", "VPUBND"):
        propose(proposals, agency)
    assert consolidate(proposals, FIRST, not_taken=[LEFT])["type"] == "CommandAccepted"


@pytest.mark.parametrize(
    ("items", "left", "code"),
    [
        ([FIRST], [], "PROPOSAL_UNACCOUNTED"),
        ([FIRST], [LEFT, {**LEFT, "item": "TP1"}], "TAKEN_AND_NOT_TAKEN"),
        ([FIRST], [LEFT, {**LEFT, "item": "TP9"}], "UNKNOWN_PROPOSAL"),
        ([FIRST, planned("N2", "STP", {"agency": "STP", "item": "TP9"})], [LEFT], "UNKNOWN_ORIGIN"),
        ([FIRST, planned("N2", "STP", {"agency": "STP"})], [LEFT], "UNKNOWN_ORIGIN"),
        ([FIRST, own("N2", lead="LALUNG")], [LEFT], "UNKNOWN_AGENCY"),
        ([FIRST, own("N2", coordinators=("SNV",))], [LEFT], "LEAD_IS_COORDINATOR"),
        ([FIRST, own("I")], [LEFT], "CODE_TWICE"),
        ([FIRST, planned("N2", "SNV", {"agency": "SNV", "item": "N1", "plan": "2020"}, coordinators=())], [LEFT],
         "UNKNOWN_ORIGIN"),
    ],
)  # fmt: skip
def test_every_item_has_a_source_and_every_proposal_a_fate(
    closed: Province, items: list[dict[str, Any]], left: list[dict[str, Any]], code: str
) -> None:
    assert consolidate(closed, *items, not_taken=left)["code"] == code


def test_a_plan_is_consolidated_once_and_then_revised(closed: Province) -> None:
    assert revise(closed, FIRST)["code"] == "PLAN_CALLED"
    consolidate(closed, FIRST, not_taken=[LEFT])
    assert consolidate(closed, FIRST, not_taken=[LEFT])["code"] == "PLAN_DRAFTED"
    assert revise(closed, FIRST, own("N2"))["type"] == "CommandAccepted"
    revised = last(closed, "PlanRevised")
    assert (revised["version"], revised["not_taken"]) == (2, [LEFT])  # said once, and kept


def test_what_was_not_taken_may_be_taken_later(closed: Province) -> None:
    consolidate(closed, FIRST, not_taken=[LEFT])
    revise(closed, FIRST, planned("N2", "STP", {"agency": "STP", "item": "TP2"}))
    assert last(closed, "PlanRevised")["not_taken"] == []


def test_nothing_is_done_about_a_plan_that_nobody_began(province: Province) -> None:
    assert circulate(province)["code"] == "UNKNOWN_PLAN"
    assert submit(province)["code"] == "UNKNOWN_PLAN"
    assert consolidate(province, own("N1"))["code"] == "PRIORITIES_OPEN"


# Opinions


def test_a_draft_goes_out_once_and_is_asked_about_before_it_is_submitted(province: Province) -> None:
    build(province)
    assert submit(province)["code"] == "DRAFT_NOT_CIRCULATED"
    assert circulate(province, due="2021-11-14T00:00:00+07:00")["code"] == "DUE_PASSED"
    circulate(province)
    assert circulate(province)["code"] == "DRAFT_CIRCULATED"
    assert submit(province)["code"] == "OPINIONS_OPEN"
    opinion = province.facts("PlanCirculated")[0]["data"]
    assert (opinion["coordinators"], opinion["mode"]) == (list(FIELDS), "written_opinion")


def test_every_wish_is_treated_and_what_is_not_accepted_explained(province: Province) -> None:
    build(province)
    items = last(province, "PlanConsolidated")["items"]
    circulate(province)
    opine(province, "STC", verdict="disagree", text="Lý do (dữ liệu mẫu).")
    assert revise(province, *items)["code"] == "OPINION_UNTREATED"
    treatment = {"agency": "STC", "treatment": "partly"}
    assert revise(province, *items, treatments=[treatment])["code"] == "REASON_MISSING"
    other = {"agency": "STP", "treatment": "accepted"}
    full = {**treatment, "reason": "Giải trình (dữ liệu mẫu)."}
    assert revise(province, *items, treatments=[full, other])["code"] == "UNKNOWN_OPINION"
    assert revise(province, *items, treatments=[full])["type"] == "CommandAccepted"
    # A changed mind is a new opinion.
    opine(province, "STC", verdict="disagree", text="Vẫn chưa thống nhất (dữ liệu mẫu).")
    assert revise(province, *items)["code"] == "OPINION_UNTREATED"
    opine(province, "STC")
    assert revise(province, *items)["type"] == "CommandAccepted"


def test_a_second_consultation_replaces_the_first(province: Province) -> None:
    build(province)
    items = last(province, "PlanConsolidated")["items"]
    circulate(province)
    revise(province, *items)
    circulate(province)
    assert opine(province, "STC", 1)["code"] == "VERSION_SUPERSEDED"
    assert opine(province, "STC", 2)["type"] == "CommandAccepted"


# Decided, cancelled


def test_what_is_with_the_committee_or_decided_stays_as_it_is(province: Province) -> None:
    build(province)
    circulate(province)
    for agency in FIELDS:
        opine(province, agency)
    submit(province)
    assert submit(province)["code"] == "PLAN_SUBMITTED"
    assert revise(province, own("N1"))["code"] == "PLAN_SUBMITTED"
    cancel = {"plan": "2022", "reason": "Nhầm (dữ liệu mẫu)."}
    assert province.send("CancelPlan", cancel, agency="SNV")["code"] == "PLAN_SUBMITTED"
    decide(province)
    assert submit(province)["code"] == "PLAN_ISSUED"
    assert province.send("CancelPlan", cancel, agency="SNV")["code"] == "PLAN_ISSUED"


def test_a_new_year_begins_from_what_was_issued_only(province: Province) -> None:
    call(province, "2023")
    data = {"plan": "2023", "previous": "2022"}
    assert province.send("CarryPlanOver", data, agency="SNV")["code"] == "UNKNOWN_PLAN"
    build(province)
    assert province.send("CarryPlanOver", data, agency="SNV")["code"] == "PLAN_NOT_ISSUED"
    agree_and_issue(province)
    assert province.send("CarryPlanOver", {**data, "items": ["N9"]}, agency="SNV")["code"] == "UNKNOWN_ITEM"
    assert province.send("CarryPlanOver", data, agency="SNV")["type"] == "CommandAccepted"
    assert province.send("CarryPlanOver", {**data, "plan": "2022"}, agency="SNV")["code"] == "PLAN_ISSUED"


# Adjusted


@pytest.fixture
def issued(province: Province) -> Province:
    build(province)
    agree_and_issue(province)
    return province


def test_an_adjustment_answers_whoever_proposed_one(issued: Province) -> None:
    wish = {
        "plan": "2022",
        "situation": "Khác đi (dữ liệu mẫu).",
        "adjustments": [{"adjustment": "Thêm việc (dữ liệu mẫu)."}],
        "signing": signing("STC-DN"),
    }
    issued.send("ProposePlanAdjustment", wish, agency="STC")
    items = [*kept(issued), planned("N3", "STC", {"agency": "STC"})]
    assert adjust(issued, *items)["code"] == "PROPOSAL_UNANSWERED"
    answer = {"agency": "STC", "proposal": 1, "treatment": "partly"}
    assert adjust(issued, *items, answers=[answer])["code"] == "REASON_MISSING"
    unknown = {"agency": "STP", "proposal": 1, "treatment": "accepted"}
    told = {**answer, "reason": "Giải trình (dữ liệu mẫu)."}
    assert adjust(issued, *items, answers=[told, unknown])["code"] == "UNKNOWN_PROPOSAL"
    assert issued.facts("PlanAdjustmentDrafted") == []
    assert adjust(issued, *items, answers=[told])["type"] == "CommandAccepted"


def test_an_adjustment_differs_from_what_is_in_force(issued: Province) -> None:
    same = {"parts": last(issued, "PlanIssued")["parts"]}
    assert adjust(issued, *kept(issued), **same)["code"] == "NOTHING_ADJUSTED"
    assert adjust(issued, *kept(issued))["type"] == "CommandAccepted"  # a part was left out


def test_an_adjustment_that_is_returned_or_dropped_leaves_the_plan_as_it_was(issued: Province) -> None:
    adjust(issued, *kept(issued), own("N3"))
    submit(issued)
    decide(issued, "plan/2022/adjustment-1", approved=False, reason="Chưa cần (dữ liệu mẫu).")
    assert last(issued, "PlanReturned")["adjustment"] == 1
    issued.send("CancelPlan", {"plan": "2022", "reason": "Thôi (dữ liệu mẫu)."}, agency="SNV")
    assert last(issued, "PlanCancelled")["adjustment"] == 1
    assert issued.view("noi_vu", "plans").rows["2022"]["state"] == "issued"
    assert "task/plan-2022/N3" not in tasks(issued)
    adjust(issued, *kept(issued), own("N4"))
    submit(issued)
    decide(issued, "plan/2022/adjustment-2")
    assert "task/plan-2022/N4" in tasks(issued)


def test_an_adjustment_may_be_circulated_first(issued: Province) -> None:
    adjust(issued, *kept(issued), own("N3"))
    circulate(issued)
    assert submit(issued)["code"] == "OPINIONS_OPEN"
    assert last(issued, "PlanCirculated")["adjustment"] == 1
    for agency in FIELDS:
        opine(issued, agency, 2)
    assert submit(issued)["type"] == "CommandAccepted"


def test_a_task_that_comes_back_begins_again(issued: Province) -> None:
    play_adjustment(issued)
    before = kept(issued)
    adjust(issued, *before)
    submit(issued)
    decide(issued, "plan/2022/adjustment-2")
    assert last(issued, "TaskReopened")["task"] == "task/plan-2022/N2"
    assert last(issued, "TaskCancelled")["task"] == "task/plan-2022/N3"


def adjusted(province: Province, number: int, *items: dict[str, Any]) -> None:
    assert adjust(province, *items)["type"] == "CommandAccepted"
    submit(province)
    decide(province, f"plan/2022/adjustment-{number}")


def cancel(province: Province, task: str) -> None:
    data = {"task": task, "reason": "Không còn phải làm (dữ liệu mẫu)."}
    assert province.send("CancelTask", data, agency="SNV")["type"] == "CommandAccepted"


def test_a_task_that_was_cancelled_stays_so_when_others_are_adjusted(issued: Province) -> None:
    """Thôi giao một nhiệm vụ thì một lần điều chỉnh nói về việc khác không giao lại."""
    cancel(issued, "task/plan-2022/N2")
    adjusted(issued, 1, *kept(issued), own("N3"))
    assert last(issued, "PlanAdjusted")["altered"] == []
    assert issued.facts("TaskReopened") == []
    assert issued.view("noi_vu", "reform_tasks").rows["task/plan-2022/N2"]["state"] == "cancelled"


def test_what_was_adjusted_by_another_document_stays_when_others_are_adjusted(issued: Province) -> None:
    later = {"due": "2022-12-01T17:00:00+07:00", "source": "Công văn lùi hạn (dữ liệu mẫu)"}
    document = {**signing("QĐ-UBND"), "number": "9", "issued": "2021-11-10"}
    moved = {"task": "task/plan-2022/N2", "deadline": later, "reason": "Lùi hạn (dữ liệu mẫu).", "document": document}
    assert issued.send("AdjustTask", moved, agency="SNV")["type"] == "CommandAccepted"
    adjusted(issued, 1, *kept(issued), own("N3"))
    assert issued.view("noi_vu", "reform_tasks").rows["task/plan-2022/N2"]["due"] == later["due"]


def test_a_task_that_was_cancelled_begins_again_when_an_adjustment_speaks_of_it(issued: Province) -> None:
    first, second = kept(issued)
    cancel(issued, "task/plan-2022/N2")
    adjusted(issued, 1, first, {**second, "title": "Nhiệm vụ N2 mới (dữ liệu mẫu)"})
    assert last(issued, "TaskReopened")["task"] == "task/plan-2022/N2"
    assert last(issued, "TaskAdjusted")["title"] == "Nhiệm vụ N2 mới (dữ liệu mẫu)"


def test_a_task_of_an_agency_that_was_merged_meanwhile_is_its_successors(issued: Province) -> None:
    """Cơ quan sáp nhập khi dự thảo đang trình: việc giao theo quyết định là của cơ quan kế thừa (†)."""
    first, second = kept(issued)
    assert adjust(issued, {**first, "lead": "SNGV"}, second, own("N3", lead="SNGV"))["type"] == "CommandAccepted"
    submit(issued)
    merged = {
        "predecessors": ["SNGV"],
        "successor": "SYT",
        "valid_from": "2021-12-01",
        "document": {**signing("QĐ-UBND"), "number": "9", "issued": "2021-11-10"},
        "sample": True,
    }
    assert issued.send("MergeAgencies", merged, agency="SNV")["type"] == "CommandAccepted"
    issued.move_to("2021-12-01T00:00:00+07:00")
    decide(issued, "plan/2022/adjustment-1")
    rows = issued.view("noi_vu", "reform_tasks").rows
    assert {name: rows[f"task/plan-2022/{name}"]["lead"] for name in ("N1", "N3")} == {"N1": "SYT", "N3": "SYT"}
    assert "SYT" not in rows["task/plan-2022/N3"]["coordinators"]
