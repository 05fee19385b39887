"""Dự toán và phân bổ: phép tính chính xác, lời từ chối (Điều 16 khoản 2; †)."""

from __future__ import annotations

from decimal import Decimal

from services.tai_chinh.budget.rules import consolidated, summed, unfunded, whole_task, written
from services.tai_chinh.budget.tasks import plan_of
from tests.province import Province
from tests.stories.test_budget import AFTER, DEADLINE, adjust, consolidate, estimate, guide, item, last, propose, row
from tests.stories.test_scheme import paper

TASKS = {
    "task/plan-2022/01": {"title": "Một", "lead": "SYT", "parent": None},
    "task/plan-2022/02": {"title": "Hai", "lead": "STC", "parent": None},
    "task/plan-2022/01/a": {"title": "Phần một", "lead": "SXD", "parent": "task/plan-2022/01"},
}


def test_nothing_happens_before_the_guidance(province: Province) -> None:
    assert estimate(province, "SYT", item("1", "1"))["code"] == "NO_GUIDANCE"
    assert consolidate(province)["code"] == "NO_GUIDANCE"
    assert propose(province, "1", row("SYT", "1", "1"))["code"] == "NO_GUIDANCE"
    assert adjust(province, row("SYT", "1", "1"))["code"] == "NO_GUIDANCE"


def test_the_guidance_sets_a_deadline_that_is_still_to_come(province: Province) -> None:
    passed = {**DEADLINE, "due": "2021-11-01T08:00:00+07:00"}
    assert guide(province, deadline=passed)["code"] == "DEADLINE_PASSED"
    assert province.facts("DocumentIssued") == []


def test_only_so_tai_chinh_guides_and_only_an_agency_estimates_for_itself(province: Province) -> None:
    guide(province)
    data = {"year": 2022, "agency": "SYT", "items": [], "document": paper("DT-SYT")}
    assert province.send("SubmitBudgetEstimate", data, agency="HOIAN")["code"] == "NOT_AUTHORISED"
    assert province.send("ConsolidateBudgetEstimates", {"year": 2022}, agency="SNV")["code"] == "NOT_AUTHORISED"
    late = {**data, "document": paper("DT-SYT", issued="2021-11-02")}
    assert province.send("SubmitBudgetEstimate", late, agency="SYT")["code"] == "DATE_IN_FUTURE"


def test_nothing_is_consolidated_while_nobody_has_estimated(province: Province) -> None:
    guide(province)
    assert consolidate(province)["code"] == "NO_ESTIMATES"


def test_a_negative_amount_and_two_rows_of_one_number_do_not_fit_the_form(province: Province) -> None:
    guide(province)
    assert estimate(province, "SYT", item("1", "-5"))["type"] == "CommandRefused"
    assert estimate(province, "SYT", item("1", "5"), item("1", "6"))["type"] == "CommandRefused"
    assert province.facts("BudgetEstimateSubmitted") == []


def test_once_allocated_the_guidance_stands(province: Province) -> None:
    guide(province)
    estimate(province, "SYT", item("1", "5"))
    propose(province, "5", row("SYT", "1", "5"))
    assert guide(province)["code"] == "ALLOCATION_PROPOSED"
    province.move_to(AFTER)
    assert province.facts("BudgetEstimatesOverdue") == []


def test_so_tai_chinh_coordinates_nothing_with_itself(province: Province) -> None:
    guide(province)
    estimate(province, "STC", item("1", "5"))
    propose(province, "5", row("STC", "1", "5"))
    proposed = last(province, "BudgetAllocationProposed")
    assert (proposed["lead"], proposed["coordinators"]) == ("STC", [])


def test_sums_are_exact() -> None:
    rows = [{"amount": "0.1"}, {"amount": "0.2"}, {"amount": "999999999999999.0001"}]
    assert written(summed(rows)) == "999999999999999.3001"
    assert written(Decimal("1E+3")) == "1000"
    assert written(summed([])) == "0"


def test_a_part_of_a_task_counts_for_the_whole_task() -> None:
    told = {"title": "Chi", "grounds": "…"}
    estimates = {
        "SXD": {
            "1": {**told, "item": "1", "task": "task/plan-2022/01/a", "amount": "5"},
            "2": {**told, "item": "2", "task": None, "amount": "7.50"},
        },
        "SYT": {"1": {**told, "item": "1", "task": "task/plan-2022/01", "amount": "0"}},
        "STC": {},
    }
    found = consolidated(estimates, TASKS, ["SXD", "SYT", "STC", "HOIAN"])
    assert [(each["task"], each["amount"]) for each in found["tasks"]] == [("task/plan-2022/01", Decimal(5))]
    assert [(each["task"], each["amount"]) for each in found["tasks_without_estimate"]] == [("task/plan-2022/02", None)]
    assert [(each["agency"], each["item"]) for each in found["estimates_without_task"]] == [("SXD", "2")]
    assert found["missing"] == ["HOIAN"]
    assert found["total"] == Decimal("12.50")
    assert whole_task(TASKS, "task/plan-2022/09") is None
    assert whole_task(TASKS, None) is None


def test_an_amount_of_zero_funds_no_task() -> None:
    items = [{"task": "task/plan-2022/01/a", "amount": "1"}, {"task": "task/plan-2022/02", "amount": "0.00"}]
    assert [each["task"] for each in unfunded([{"items": items}], TASKS)] == ["task/plan-2022/02"]


def test_a_plan_is_read_off_the_name_of_its_task() -> None:
    assert plan_of("task/plan-2022/01") == "2022"
    assert plan_of("task/plan-2022/01/a") == "2022"
    assert plan_of("task/2021-TB215-01") is None
    assert plan_of("task/meeting-2022-1/01") is None
