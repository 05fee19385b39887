"""Kế hoạch cải thiện PAR INDEX, SIPAS, PAPI (Điều 11; Điều 3 khoản 2)."""

from __future__ import annotations

from shared.regulation.fulfilment import Fulfilment, Told

STORY = "tests/stories/test_improvement.py::"
WHOLE = STORY + "test_an_improvement_plan_runs_from_its_draft_to_the_report_of_a_period"
PERIOD = ("plan", "period")
TASK = ("task",)
OWN = {"clause": "QC-11.1-1"}

FULFILMENTS: tuple[Fulfilment, ...] = (
    Fulfilment(
        duty="QC-11.0",
        how="message",
        shown_by=WHOLE,
        opens=(Told("ImprovementPlanDrafted", ("plan",), "lead"),),
        meets=(Told("ImprovementPlanIssued", ("plan",), "lead"),),
        note="Quy chế không nói ai xây dựng, bao lâu một lần; Sở Nội vụ là cơ quan thường trực (†).",
    ),
    Fulfilment(
        duty="QC-11.1-1",
        how="message",
        shown_by=WHOLE,
        opens=tuple(
            Told(fact, TASK, "lead", OWN, due="due", source="due_source")
            for fact in ("TaskAssigned", "TaskAdjusted", "TaskReturned", "TaskReopened")
        ),
        meets=(Told("TaskDoneReported", TASK, "lead", OWN),),
        undoes=(Told("TaskReturned", TASK, "lead", OWN), Told("TaskReopened", TASK, "lead", OWN)),
        waives=(Told("TaskCancelled", TASK, "lead", OWN), Told("TaskAdjusted", TASK, "relieved", OWN)),
    ),
    Fulfilment(
        duty="QC-11.1-2",
        how="message",
        shown_by=WHOLE,
        opens=(
            Told("ImprovementSummaryRequested", PERIOD, "agencies", due="due", source="source"),
            Told("ImprovementPeriodExtended", PERIOD, "*", due="due", source="source"),
        ),
        meets=(Told("ImprovementSummarySubmitted", PERIOD, "agency"),),
        undoes=(Told("ImprovementSummaryReturned", PERIOD, "agency"),),
        note="Kỳ và hạn là dữ liệu của kế hoạch.",
    ),
    Fulfilment(
        duty="QC-11.1-3",
        how="message",
        shown_by=WHOLE,
        opens=(Told("ImprovementSummaryRequested", PERIOD, "lead"),),
        meets=(Told("ImprovementConsolidated", PERIOD, "lead"),),
    ),
    Fulfilment(
        duty="QC-11.2",
        how="message",
        shown_by=STORY + "test_the_standing_agency_guides_those_who_have_tasks",
        opens=(Told("ImprovementSummaryOverdue", ("plan",), "%steering"),),
        meets=(Told("ImprovementGuidanceIssued", ("plan",), "lead"),),
        undoes=(Told("ImprovementSummaryOverdue", ("plan",), "%steering"),),
        parts=(Told("ImprovementReminderIssued", ("plan",), "%steering"),),
        note="Quá kỳ mà còn nơi chưa gửi thì phải đôn đốc lại: chuông báo (ImprovementSummaryOverdue) mở việc ấy ra,"
        " tự nó không làm thay được.",
    ),
)
