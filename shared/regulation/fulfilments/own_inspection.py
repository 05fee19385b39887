"""Thanh tra, kiểm tra của từng cơ quan (Điều 8 khoản 3)."""

from __future__ import annotations

from dataclasses import replace

from shared.regulation.fulfilment import Fulfilment, Periodic, Told

STORY = "tests/stories/test_own_inspection.py"
BOTH_WAYS = f"{STORY}::test_a_plan_goes_both_ways_at_once"
DONE = f"{STORY}::test_what_was_planned_is_compared_with_what_was_done"
NAMED = f"{STORY}::test_whoever_has_not_sent_is_named_when_the_letter_s_deadline_has_passed"
YEARLY = Periodic(
    period="year",
    agencies="departments districts",
    due="end",
    source="Điều 8 khoản 3: hằng năm; không có ngày nên lấy hết năm (†)",
)
SENT = replace(YEARLY, source="Điều 8 khoản 3: không nói khi nào gửi; kế hoạch là của năm nên lấy hết năm (†)")
YEAR = ("year",)


def _letter(what: str) -> Told:
    """Sở Nội vụ's letter names the day; what it says of a year takes the place of the year's end."""
    return Told(fact="OwnInspectionsRequested", key=YEAR, agency="agencies", due=f"{what}_due", source=f"{what}_source")


FULFILMENTS: tuple[Fulfilment, ...] = (
    Fulfilment(
        duty="QC-8.3-1",
        how="message",
        shown_by=BOTH_WAYS,
        periodic=YEARLY,
        opens=(_letter("plan"),),
        meets=(Told(fact="OwnInspectionPlanned", key=YEAR, agency="agency"),),
    ),
    Fulfilment(
        duty="QC-8.3-1",
        how="message",
        shown_by=DONE,
        opens=(
            Told(
                fact="OwnInspectionPlanned",
                key=("=thực hiện", "year", "items.item"),
                agency="agency",
                due="items.last",
                source="=kế hoạch kiểm tra của chính cơ quan",
                replaces=True,
            ),
        ),
        meets=(Told(fact="OwnInspectionConducted", key=("=thực hiện", "year", "item"), agency="agency"),),
    ),
    Fulfilment(
        duty="QC-8.3-2",
        how="message",
        shown_by=BOTH_WAYS,
        periodic=SENT,
        opens=(_letter("plan"),),
        meets=(Told(fact="OwnInspectionPlanned", key=YEAR, agency="agency"),),
    ),
    Fulfilment(
        duty="QC-8.3-3",
        how="message",
        shown_by=DONE,
        periodic=SENT,
        opens=(_letter("result"),),
        meets=(Told(fact="OwnInspectionReported", key=YEAR, agency="agency"),),
    ),
    Fulfilment(
        duty="QC-8.3-4",
        how="message",
        shown_by=f"{STORY}::test_so_noi_vu_and_the_field_agencies_each_consolidate_what_came_to_them",
        opens=(
            Told(fact="OwnInspectionPlanned", key=("year", "=plans"), agency="informed"),
            Told(fact="OwnInspectionReported", key=("year", "=results"), agency="informed"),
        ),
        parts=(Told(fact="OwnInspectionsOverdue", key=("year", "part"), agency="%steering"),),
        meets=(Told(fact="OwnInspectionsConsolidated", key=("year", "part"), agency="lead"),),
    ),
    Fulfilment(duty="QC-8.3-4", how="register", shown_by=NAMED, by=("own_inspections", "OwnInspectionBook")),
    Fulfilment(
        duty="QC-13.3",
        how="message",
        shown_by=NAMED,
        meets=(Told(fact="OwnInspectionsOverdue", key=("=đôn đốc kiểm tra", "year", "part"), agency="%steering"),),
    ),
)
