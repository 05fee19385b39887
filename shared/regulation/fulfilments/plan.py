"""Kế hoạch hằng năm, chương trình giai đoạn; chủ trương, biện pháp; điều chỉnh (Điều 6, Điều 13 khoản 1)."""

from __future__ import annotations

from shared.regulation.fulfilment import Fulfilment, Periodic, Told

STORY = "tests/stories/test_plan.py::"
WHOLE = STORY + "test_a_plan_runs_from_the_call_to_its_tasks"
PLAN = ("plan",)
DRAFT = ("plan", "version")
PROGRAMME, YEARLY = {"kind": "programme"}, {"kind": "plan"}
ADJUSTING = {"kind": "plan_adjustment"}
PROPOSAL = ("plan", "agency", "proposal")


def _prepared(duty: str) -> Fulfilment:
    """Sở Nội vụ prepares, the Committee issues: the plan of each year, and the programme of a phase."""
    return Fulfilment(
        duty=duty,
        how="message",
        shown_by=WHOLE,
        opens=(Told("PrioritiesCalled", PLAN, "lead", PROGRAMME),),
        meets=(Told("PlanIssued", PLAN, "lead"),),
        waives=(Told("PlanCancelled", PLAN, "%steering", {"kind": "programme", "adjustment": 0}),),
        parts=(
            Told("PlanConsolidated", PLAN, "lead"),
            Told("PlanCirculated", PLAN, "lead"),
            Told("PlanRevised", PLAN, "lead"),
        ),
        periodic=Periodic(
            period="year",
            agencies="%steering",
            due="before 01-01",
            source="Điều 6 khoản 1 điểm a, Điều 13 khoản 1: hằng năm; quy chế không định ngày, nên kế hoạch của năm sau"
            " liền kề phải có trước khi năm ấy bắt đầu (†)",
        ),
    )


FULFILMENTS: tuple[Fulfilment, ...] = (
    Fulfilment(
        duty="QC-3.1.a",
        how="content",
        shown_by=WHOLE,
        by=("QC-6.1.a", "QC-6.1.b", "QC-6.2.a-1", "QC-6.2.a-2", "QC-6.2.b", "QC-6.2.c", "QC-13.1"),
    ),
    _prepared("QC-6.1.a"),
    _prepared("QC-13.1"),
    Fulfilment(
        duty="QC-6.1.b",
        how="message",
        shown_by=STORY + "test_a_measure_goes_to_the_committee",
        meets=(Told("MeasureProposed", ("measure",), "lead"),),
        note="Khi cần; quy chế không nói khi nào.",
    ),
    Fulfilment(
        duty="QC-6.2.a-1",
        how="message",
        shown_by=STORY + "test_a_proposal_of_15_november_is_late_and_one_signed_before_is_not",
        opens=(
            Told("PrioritiesCalled", PLAN, "coordinators", YEARLY, due="due", source="source"),
            Told("PrioritiesDeadlineExtended", PLAN, "*", due="due", source="source"),
        ),
        meets=(Told("PrioritiesProposed", PLAN, "agency", answers=True),),
        closes=(Told("PlanIssued", PLAN, "*"),),
        undoes=(Told("PrioritiesWithdrawn", PLAN, "agency"),),
        periodic=Periodic(
            period="year",
            agencies="fields",
            due="before 11-15 of the year before",
            source="Điều 6 khoản 2 điểm a: trước ngày 15 tháng 11 hằng năm",
        ),
        note="Việc của từng cơ quan, không chờ Sở Nội vụ đề nghị; không có nội dung nào cũng là một trả lời. Đề xuất"
        " cho chương trình giai đoạn không phải nghĩa vụ này: khoản ấy chỉ nói kế hoạch của năm sau.",
    ),
    Fulfilment(
        duty="QC-6.2.a-2",
        how="message",
        shown_by=WHOLE,
        opens=(
            Told("PrioritiesCalled", PLAN, "lead"),
            Told("PrioritiesProposed", PLAN, "%steering"),
        ),
        meets=(Told("PlanConsolidated", PLAN, "lead"),),
        waives=(Told("PlanCancelled", PLAN, "%steering", {"adjustment": 0}),),
    ),
    Fulfilment(
        duty="QC-6.2.b",
        how="message",
        shown_by=WHOLE,
        opens=(
            Told("PlanCirculated", DRAFT, "coordinators", due="due", source="source"),
            Told("OpinionDeadlineExtended", DRAFT, "*", due="due", source="source"),
        ),
        meets=(Told("PlanOpinionGiven", DRAFT, "agency"),),
        waives=(Told("PlanCancelled", ("plan", "circulated"), "*"),),
        closes=(Told("PlanIssued", PLAN, "*"), Told("PlanAdjusted", PLAN, "*")),
    ),
    Fulfilment(
        duty="QC-6.2.c",
        how="message",
        shown_by=STORY + "test_an_adjustment_reaches_the_tasks",
        opens=(Told("PlanAdjustmentProposed", PROPOSAL, "%steering"),),
        parts=(Told("PlanAdjustmentAnswered", PROPOSAL, "lead", {"treatment": ("accepted", "partly")}),),
        meets=(
            Told("PlanAdjustmentProposed", PROPOSAL, "agency", among="fields"),
            Told("MatterSubmitted", ("matter:2",), "*", ADJUSTING),
            Told("MatterSubmitted", ("matter",), "lead", ADJUSTING),
        ),
        undoes=(
            Told("PlanAdjustmentProposed", PROPOSAL, "%steering"),
            Told("PlanAdjustmentAnswered", PROPOSAL, "lead", {"treatment": ("accepted", "partly")}),
        ),
        waives=(Told("PlanAdjustmentAnswered", PROPOSAL, "lead", {"treatment": "not_accepted"}),),
        note="Cơ quan phụ trách lĩnh vực thấy tình hình khác đi thì đề nghị; Sở Nội vụ xong khi đã trình UBND tỉnh điều"
        " chỉnh tiếp thu đề nghị ấy. Không tiếp thu thì không phải trình.",
    ),
)
