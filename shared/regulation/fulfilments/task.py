"""Nhiệm vụ được giao: thực hiện (Điều 3, Điều 19), theo dõi, đôn đốc, tổng hợp (Điều 13, Điều 14)."""

from __future__ import annotations

from collections.abc import Mapping

from shared.regulation.fulfilment import SOMETHING, Fulfilment, Same, Told

STORY = "tests/stories/test_task.py::test_a_task_runs_from_its_assignment_to_the_reports_of_both_trackers"
TASK = ("task",)
CENTRAL = {"source": ("government", "prime_minister")}
PROVINCIAL = {
    "source": ("ubnd", "chairman", "plan", "improvement_plan", "meeting"),
    "clause": ("QC-3.5", "QC-11.1-1", "QC-19.1"),
}
"""Điều 14 khoản 1: what UBND or its Chairman assigns, by a plan or a conclusion of theirs too; Ban Chỉ đạo is neither.
A conclusion of Sở Nội vụ's own meeting bears †."""
REFORM = {"reform": True}


def _carried_out(duty: str) -> Fulfilment:
    """By whoever leads a task that was assigned under this clause."""
    where = {"clause": duty}
    return Fulfilment(
        duty=duty,
        how="message",
        shown_by=STORY,
        opens=tuple(
            Told(fact=fact, key=TASK, agency="lead", where=where, due="due", source="due_source")
            for fact in ("TaskAssigned", "TaskAdjusted", "TaskReturned", "TaskReopened")
        ),
        meets=(Told(fact="TaskDoneReported", key=TASK, agency="lead", where=where),),
        undoes=(
            Told(fact="TaskReturned", key=TASK, agency="lead", where=where),
            Told(fact="TaskReopened", key=TASK, agency="lead", where=where),
        ),
        waives=(
            Told(fact="TaskCancelled", key=TASK, agency="lead", where=where),
            Told(fact="TaskAdjusted", key=TASK, agency="relieved", where=where),
        ),
    )


def _urged(duty: str, tracker: str, where: Mapping[str, object]) -> Fulfilment:
    """Theo dõi, đôn đốc: a tracker urges what is overdue, until it is done, adjusted or cancelled."""
    return Fulfilment(
        duty=duty,
        how="message",
        shown_by=STORY,
        opens=(Told(fact="TaskOverdue", key=TASK, agency=tracker, where=where),),
        meets=(Told(fact="TaskUrged", key=TASK, agency="urged_by", where={"clause": duty}),),
        undoes=(Told(fact="TaskOverdue", key=TASK, agency=tracker, where=where),),
        waives=tuple(
            Told(fact=fact, key=TASK, agency=tracker, where=where)
            for fact in ("TaskDoneReported", "TaskAdjusted", "TaskCancelled")
        ),
    )


def _reported(duty: str) -> Fulfilment:
    """Tổng hợp: a tracker tells UBND how the tasks stand."""
    return Fulfilment(
        duty=duty,
        how="message",
        shown_by=STORY,
        meets=(Told(fact="TasksReported", key=("report",), agency="lead", where={"clause": duty}),),
    )


FULFILMENTS: tuple[Fulfilment, ...] = (
    _carried_out("QC-3.5"),
    _carried_out("QC-19.1"),
    _reported("QC-13.2-1"),
    _reported("QC-14.1-3"),
    _reported("QC-14.1-4"),
    Fulfilment(
        duty="QC-13.2-1",
        how="register",
        shown_by=STORY,
        by=("reform_tasks",),
        note="Mọi nhiệm vụ cải cách hành chính, ai giữ sổ cũng vậy, không phải vào sổ lần nữa.",
    ),
    _urged("QC-13.3", "%steering", REFORM),
    _urged("QC-14.1-3", "%assigned_tasks", CENTRAL),
    _urged("QC-14.1-4", "%assigned_tasks", PROVINCIAL),
    Fulfilment(
        duty="QC-7.2′-1",
        how="message",
        shown_by=STORY,
        meets=(
            Told(
                fact="TaskProgressReported",
                key=TASK,
                agency="lead",
                where={"reporter": Same("lead"), "related": SOMETHING},
            ),
            Told(fact="TaskAdjustmentRequested", key=TASK, agency="lead", where={"related": SOMETHING}),
        ),
        note="Của cơ quan chủ trì, cho đơn vị liên quan có tên; cơ quan phối hợp báo tiến độ thì không phải.",
    ),
)
