"""Hướng dẫn lập dự toán, dự toán, tổng hợp, phân bổ kinh phí cải cách hành chính (Điều 16 khoản 2)."""

from __future__ import annotations

from typing import Any

from tests.province import Province
from tests.stories.test_document import signing
from tests.stories.test_plan import agree_and_issue, build, tasks
from tests.stories.test_scheme import decide, last, paper

YEAR = 2022
DEADLINE = {"due": "2021-11-20T00:00:00+07:00", "source": "Văn bản hướng dẫn của Sở Tài chính (dữ liệu mẫu)"}
AFTER = "2021-11-20T08:00:00"


def guide(province: Province, year: int = YEAR, **told: Any) -> dict[str, Any]:
    data = {
        "year": year,
        "guidance": "Lập theo từng nhiệm vụ của kế hoạch (dữ liệu mẫu).",
        "forms": [{"name": "Biểu 01", "sha256": "b" * 64}],
        "deadline": DEADLINE,
        "signing": signing("STC-HCSN"),
        **told,
    }
    return province.send("IssueBudgetGuidance", data, agency="STC")


def item(number: str, amount: str, *, task: str | None = None, title: str = "Phần mềm") -> dict[str, Any]:
    title = f"{title} (dữ liệu mẫu)"
    return {"item": number, "task": task, "title": title, "amount": amount, "grounds": "Báo giá (dữ liệu mẫu)."}


def estimate(province: Province, agency: str, *items: dict[str, Any], supplement: bool = False) -> dict[str, Any]:
    command = "SupplementBudgetEstimate" if supplement else "SubmitBudgetEstimate"
    data = {"year": YEAR, "agency": agency, "items": list(items), "document": paper(f"DT-{agency}")}
    return province.send(command, data, agency=agency)


def consolidate(province: Province) -> dict[str, Any]:
    return province.send("ConsolidateBudgetEstimates", {"year": YEAR}, agency="STC")


def row(agency: str, number: str, amount: str) -> dict[str, Any]:
    return {"agency": agency, "item": number, "amount": amount}


def propose(province: Province, total: str, *rows: dict[str, Any]) -> dict[str, Any]:
    data = {"year": YEAR, "total": total, "rows": list(rows), "signing": signing("TTr-STC")}
    return province.send("ProposeBudgetAllocation", data, agency="STC")


def adjust(province: Province, *rows: dict[str, Any], total: str | None = None) -> dict[str, Any]:
    data = {
        "year": YEAR,
        "total": total,
        "rows": [{"task": None, "title": None, **each} for each in rows],
        "reason": "Phát sinh trong năm (dữ liệu mẫu).",
        "signing": signing("TTr-STC"),
    }
    return province.send("ProposeBudgetAdjustment", data, agency="STC")


def allocated(province: Province) -> None:
    """Two agencies, three items, decided."""
    guide(province)
    estimate(province, "SYT", item("1", "1000000.50"), item("2", "500000"))
    estimate(province, "HOIAN", item("1", "300000"))
    propose(province, "2000000", row("SYT", "1", "900000.50"), row("SYT", "2", "0"), row("HOIAN", "1", "300000"))
    decide(province, "budget/2022")


def play(province: Province) -> None:
    """Every message of the procedure at least once."""
    guide(province)
    estimate(province, "SYT", item("1", "1000000.50"))
    estimate(province, "SYT", item("2", "500000"), supplement=True)
    estimate(province, "HOIAN", item("1", "300000"))
    province.move_to(AFTER)
    consolidate(province)
    rows = (row("SYT", "1", "900000.50"), row("HOIAN", "1", "300000"))
    propose(province, "1500000", *rows)
    decide(province, "budget/2022", approved=False, reason="Giảm tổng (dữ liệu mẫu).")
    propose(province, "1300000", *rows)
    decide(province, "budget/2022")
    adjust(province, row("HOIAN", "1", "350000"))
    decide(province, "budget/2022/01")


def test_a_year_s_money_from_the_guidance_to_the_allocation(province: Province) -> None:
    # Sở Tài chính hướng dẫn mọi cơ quan.
    assert guide(province)["type"] == "CommandAccepted"
    guidance = last(province, "BudgetGuidanceIssued")
    assert len(guidance["agencies"]) == 38
    assert (guidance["lead"], guidance["due"]) == ("STC", DEADLINE["due"])

    # Từng cơ quan gửi dự toán; hết hạn thì ai chưa gửi được nêu tên.
    estimate(province, "SYT", item("1", "1000000.50"), item("2", "500000"))
    estimate(province, "HOIAN")
    province.move_to(AFTER)
    overdue = last(province, "BudgetEstimatesOverdue")["agencies"]
    assert len(overdue) == 36
    assert not {"SYT", "HOIAN"} & set(overdue)
    estimate(province, "TAMKY", item("1", "300000"))
    assert last(province, "BudgetEstimateSubmitted")["late"] is True

    # Tổng hợp, đề xuất phân bổ, trình thẳng UBND tỉnh.
    consolidate(province)
    consolidated = last(province, "BudgetEstimatesConsolidated")
    assert consolidated["total"] == "1800000.50"
    assert {each["agency"]: each["total"] for each in consolidated["totals"]} == {
        "SYT": "1500000.50",
        "HOIAN": "0",
        "TAMKY": "300000",
    }
    propose(province, "1300000", row("SYT", "1", "900000.25"), row("TAMKY", "1", "300000"))
    matter = last(province, "MatterSubmitted")
    assert (matter["kind"], matter["clause"], matter["lead"], matter["via"]) == ("budget", "QC-16.2", "STC", None)
    assert last(province, "BudgetAllocationProposed")["reserve"] == "99999.75"

    assert province.view("tai_chinh", "budgets").rows["2022"]["state"] == "proposed"

    # Quyết định: mỗi cơ quan biết phần của mình.
    decide(province, "budget/2022")
    found = {each["data"]["agency"]: each["data"]["amount"] for each in province.facts("BudgetAllocated")}
    assert found == {"SYT": "900000.25", "TAMKY": "300000"}
    assert {each["data"]["document"]["notation"] for each in province.facts("BudgetAllocated")} == {"QĐ-UBND"}
    rows = province.view("tai_chinh", "budgets").rows
    assert (rows["2022"]["state"], rows["2022"]["total"]) == ("allocated", "1300000")
    told = {agency: (row["estimated"], row["allocated"]) for agency, row in ((k[5:], rows[k]) for k in rows if k[5:])}
    assert told["SYT"] == ("1500000.50", "900000.25")
    assert (told["HOIAN"], told["DAILOC"]) == (("0", None), (None, None))


def test_the_whole_of_the_procedure(province: Province) -> None:
    play(province)
    assert province.refusals() == []
    assert last(province, "BudgetAllocationReturned")["matter"] == "budget/2022"
    adjusted = last(province, "BudgetAllocationAdjusted")
    assert (adjusted["agency"], adjusted["previous"], adjusted["amount"]) == ("HOIAN", "300000", "350000")


def test_an_agency_supplements_or_replaces_its_estimate_until_the_allocation_is_proposed(province: Province) -> None:
    guide(province)
    assert estimate(province, "SYT", item("1", "1"), supplement=True)["code"] == "ESTIMATE_NOT_SUBMITTED"
    estimate(province, "SYT", item("1", "100"), item("2", "200"))
    estimate(province, "SYT", item("2", "250"), item("3", "0"), supplement=True)
    submitted = last(province, "BudgetEstimateSubmitted")
    assert [(each["item"], each["amount"]) for each in submitted["items"]] == [("1", "100"), ("2", "250"), ("3", "0")]
    assert (submitted["submission"], submitted["total"]) == (2, "350")
    estimate(province, "SYT", item("9", "40"))
    assert last(province, "BudgetEstimateSubmitted")["total"] == "40"
    propose(province, "40", row("SYT", "9", "40"))
    assert estimate(province, "SYT", item("9", "50"))["code"] == "ALLOCATION_PROPOSED"
    decide(province, "budget/2022", approved=False, reason="Tính lại.")
    assert estimate(province, "SYT", item("9", "50"))["type"] == "CommandAccepted"
    propose(province, "50", row("SYT", "9", "50"))
    decide(province, "budget/2022")
    assert estimate(province, "SYT", item("9", "60"))["code"] == "BUDGET_ALLOCATED"


def test_no_allocation_exceeds_the_total_or_what_was_asked_for(province: Province) -> None:
    guide(province)
    estimate(province, "SYT", item("1", "1000.50"))
    assert propose(province, "1000", row("SYT", "1", "1000.50"))["code"] == "OVER_TOTAL"
    assert propose(province, "5000", row("SYT", "1", "1000.51"))["code"] == "OVER_ESTIMATE"
    assert propose(province, "5000", row("SYT", "2", "1"))["code"] == "UNKNOWN_ESTIMATE_ITEM"
    assert propose(province, "1000.50", row("SYT", "1", "1000.50"))["type"] == "CommandAccepted"
    assert propose(province, "1000.50", row("SYT", "1", "1000.50"))["code"] == "ALLOCATION_PROPOSED"


def test_an_adjustment_corrects_what_was_decided_and_keeps_within_the_total(province: Province) -> None:
    guide(province)
    assert adjust(province, row("SYT", "1", "1"))["code"] == "BUDGET_NOT_ALLOCATED"
    allocated(province)
    assert adjust(province, row("SYT", "1", "900000.50"))["code"] == "AMOUNT_UNCHANGED"
    assert adjust(province, row("SYT", "9", "5"))["code"] == "TITLE_MISSING"
    assert adjust(province, row("SYT", "2", "800000"))["code"] == "OVER_TOTAL"
    adjust(province, row("SYT", "2", "700000"), {**row("TAMKY", "1", "5"), "title": "Máy in (dữ liệu mẫu)"})
    assert adjust(province, row("HOIAN", "1", "0"))["code"] == "ADJUSTMENT_PROPOSED"
    decide(province, "budget/2022/01", approved=False, reason="Chưa cần.")
    assert province.facts("BudgetAllocationAdjusted") == []
    adjust(province, row("SYT", "2", "800000"), total="2000000.50")
    proposed = last(province, "BudgetAdjustmentProposed")
    assert (proposed["adjustment"], proposed["previous_total"], proposed["reserve"]) == (2, "2000000", "0.00")
    decide(province, "budget/2022/02")
    adjusted = last(province, "BudgetAllocationAdjusted")
    assert [(each["item"], each["amount"]) for each in adjusted["items"]] == [("1", "900000.50"), ("2", "800000")]
    assert (adjusted["previous"], adjusted["amount"]) == ("900000.50", "1700000.50")


def test_guidance_that_is_issued_again_moves_the_deadline(province: Province) -> None:
    guide(province)
    estimate(province, "SYT")
    later = {**DEADLINE, "due": "2021-12-01T00:00:00+07:00"}
    guide(province, deadline=later)
    assert last(province, "BudgetGuidanceIssued")["issue"] == 2
    province.move_to(AFTER)
    assert province.facts("BudgetEstimatesOverdue") == []
    province.move_to("2021-12-01T08:00:00")
    assert last(province, "BudgetEstimatesOverdue")["due"] == later["due"]


def test_estimates_are_set_against_the_tasks_of_the_plan(province: Province) -> None:
    build(province)
    agree_and_issue(province)
    first, second = (name for name in sorted(tasks(province)) if name.startswith("task/plan-2022/"))
    later = {**DEADLINE, "due": "2021-12-20T00:00:00+07:00"}
    guide(province, deadline=later)
    estimate(province, "STC", item("1", "700", task=first), item("2", "50"))
    estimate(province, "SYT", item("1", "300", task=first), item("2", "9", task="task/plan-2022/khong-co"))
    consolidate(province)
    told = last(province, "BudgetEstimatesConsolidated")
    assert [(each["task"], each["amount"]) for each in told["tasks"]] == [(first, "1000")]
    assert [each["task"] for each in told["tasks_without_estimate"]] == [second]
    assert [(each["agency"], each["item"]) for each in told["estimates_without_task"]] == [("STC", "2"), ("SYT", "2")]
    propose(province, "300", row("SYT", "1", "300"), row("STC", "1", "0"))
    assert [each["task"] for each in last(province, "BudgetAllocationProposed")["tasks_without_funds"]] == [second]
    # Nhiệm vụ thôi giao thì không còn trong phần đối chiếu.
    province.send("CancelTask", {"task": second, "reason": "Thôi (dữ liệu mẫu)."}, agency="SNV")
    consolidate(province)
    assert last(province, "BudgetEstimatesConsolidated")["tasks_without_estimate"] == []


def test_a_task_that_is_opened_again_counts_again_and_one_that_is_inherited_has_its_new_lead(
    province: Province,
) -> None:
    build(province)
    agree_and_issue(province)
    first, second = (name for name in sorted(tasks(province)) if name.startswith("task/plan-2022/"))
    province.send("CancelTask", {"task": second, "reason": "Thôi (dữ liệu mẫu)."}, agency="SNV")
    guide(province, deadline={**DEADLINE, "due": "2021-12-20T00:00:00+07:00"})
    estimate(province, "SYT", item("1", "300"))
    consolidate(province)
    told = last(province, "BudgetEstimatesConsolidated")["tasks_without_estimate"]
    assert [(each["task"], each["lead"]) for each in told] == [(first, "STC")]
    # Mở lại thì lại phải có kinh phí; cơ quan chủ trì sáp nhập thì cơ quan kế thừa chủ trì (dữ liệu mẫu).
    province.send("ReopenTask", {"task": second, "reason": "Thôi nhầm (dữ liệu mẫu)."}, agency="SNV")
    lead = {"task": first, "lead": "SNGV", "reason": "Đúng thẩm quyền (dữ liệu mẫu).", "document": paper("QĐ-UBND")}
    province.send("AdjustTask", lead, agency="SNV")
    merged = {
        "predecessors": ["SNGV"],
        "successor": "SYT",
        "valid_from": "2021-12-01",
        "document": paper("QĐ-UBND"),
        "sample": True,
    }
    assert province.send("MergeAgencies", merged, agency="SNV")["type"] == "CommandAccepted"
    province.move_to("2021-12-01T00:00:00+07:00")
    consolidate(province)
    told = last(province, "BudgetEstimatesConsolidated")["tasks_without_estimate"]
    assert {each["task"]: (each["lead"], bool(each["title"])) for each in told} == {
        first: ("SYT", True),
        second: ("SNV", True),
    }
