"""Kiểm tra do một cơ quan được giao chủ trì (Điều 8 khoản 1, khoản 2)."""

from __future__ import annotations

from shared.regulation.fulfilment import Fulfilment, Told

STORY = "tests/stories/test_inspection.py"
WHOLE = f"{STORY}::test_an_inspection_runs_from_its_plan_to_its_conclusions"
REQUEST = f"{STORY}::test_the_written_request_goes_to_each_coordinating_agency"
ROUND = ("inspection", "round")

ROUND_CANCELLED = Told(fact="InspectionRoundCancelled", key=ROUND, agency="*")
CANCELLED = Told(fact="InspectionCancelled", key=("inspection",), agency="*")


POSTPONED = Told(
    fact="InspectionRoundPostponed", key=ROUND, agency="*", due="first:begin", source="=đợt kiểm tra được dời (†)"
)
CONCLUDED = Told(fact="InspectionConcluded", key=("inspection",), agency="*")
"""What no round brought before the conclusions cannot be made up for."""


FULFILMENTS: tuple[Fulfilment, ...] = (
    Fulfilment(
        duty="QC-8.1",
        how="message",
        shown_by=REQUEST,
        opens=(
            Told(
                fact="NominationRequested",
                key=ROUND,
                agency="agency",
                where={"clause": "QC-8.1"},
            ),
        ),
        parts=(Told(fact="StaffNominated", key=ROUND, agency="agency"),),
        meets=(Told(fact="AgencyInspected", key=ROUND, agency="participants", answers=True),),
        waives=(Told(fact="ParticipationExcused", key=ROUND, agency="agency"), ROUND_CANCELLED),
        closes=(CONCLUDED,),
        note="Tham gia là có mặt ở ít nhất một buổi kiểm tra của đợt; cử người (StaffNominated) là phần của việc ấy.",
    ),
    Fulfilment(
        duty="QC-8.2-1",
        how="message",
        shown_by=WHOLE,
        opens=(Told(fact="InspectionAssigned", key=("inspection",), agency="lead", due="due", source="due_source"),),
        meets=(Told(fact="InspectionPlanned", key=("inspection",), agency="lead"),),
        waives=(CANCELLED,),
    ),
    Fulfilment(
        duty="QC-8.2-2",
        how="message",
        shown_by=REQUEST,
        opens=(
            Told(
                fact="InspectionPlanned",
                key=("inspection", "rounds.round"),
                agency="lead",
                due="rounds.first:begin",
                source="=trước ngày bắt đầu đợt theo kế hoạch kiểm tra",
                replaces=True,
            ),
            POSTPONED,
        ),
        meets=(Told(fact="NominationRequested", key=ROUND, agency="lead"),),
        waives=(ROUND_CANCELLED, CANCELLED),
        closes=(CONCLUDED,),
    ),
    Fulfilment(
        duty="QC-8.2-3",
        how="message",
        shown_by=WHOLE,
        opens=(Told(fact="NominationRequested", key=ROUND, agency="agency", due="due", source="due_source"),),
        parts=(Told(fact="NomineesReplaced", key=ROUND, agency="agency"),),
        meets=(Told(fact="StaffNominated", key=ROUND, agency="agency"),),
        waives=(Told(fact="ParticipationExcused", key=ROUND, agency="agency"), ROUND_CANCELLED),
        closes=(CONCLUDED,),
        note="Thay người đã cử (NomineesReplaced †) là phần của việc cử; báo không cử được thì chưa phải đã được miễn.",
    ),
)
