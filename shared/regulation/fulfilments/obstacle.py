"""Khó khăn, vướng mắc: phản ánh, thông báo, báo cáo, tổng hợp, tham mưu (Điều 7, Điều 20 khoản 2)."""

from __future__ import annotations

from shared.regulation.fulfilment import Fulfilment, Told

STORIES = "tests/stories/test_obstacle.py"
ANSWERED = f"{STORIES}::test_obstacles_are_consolidated_decided_and_answered_to_each_who_raised_them"
OBSTACLE, MATTER = ("obstacle",), ("matter",)
JOINING_UP: dict[str, object] = {"kind": "obstacle", "clause": "QC-7.1-2"}

REFLECTION = {"clause": "QC-20.2-1"}
WITHDRAWN = (Told(fact="ObstacleWithdrawn", key=OBSTACLE, agency="agency"),)


def _told(clause: str) -> tuple[Told, ...]:
    """Told, and told again after it was taken back."""
    return tuple(
        Told(fact=fact, key=OBSTACLE, agency="agency", where={"clause": clause})
        for fact in ("ObstacleReported", "ObstacleReopened")
    )


FULFILMENTS: tuple[Fulfilment, ...] = (
    Fulfilment(
        duty="QC-7.1-2",
        how="message",
        shown_by=f"{STORIES}::test_an_obstacle_in_joining_up_the_contents_is_advised_on_and_again_when_returned",
        opens=(
            Told(fact="ObstaclesConsolidated", key=MATTER, agency="lead", where={"clause": "QC-7.1-2"}),
            Told(fact="ObstacleOpinionRequested", key=OBSTACLE, agency="agency", due="due", source="due_source"),
        ),
        meets=(
            Told(fact="MatterSubmitted", key=MATTER, agency="lead", where=JOINING_UP),
            Told(fact="ObstacleOpinionGiven", key=OBSTACLE, agency="agency"),
        ),
        undoes=(
            Told(fact="MatterDecided", key=MATTER, agency="lead", where={"kind": "obstacle", "approved": False}),
            Told(fact="ObstacleOpinionRequested", key=OBSTACLE, agency="agency"),
        ),
        note="Cơ quan liên quan phối hợp bằng ý kiến, khi Sở Nội vụ hỏi.",
    ),
    Fulfilment(
        duty="QC-7.2′-1",
        how="message",
        shown_by=f"{STORIES}::test_a_lead_agency_tells_the_units_concerned_by_name",
        meets=(Told(fact="RelatedUnitsNotified", key=OBSTACLE, agency="agency"),),
        undoes=(Told(fact="ObstacleWithdrawn", key=OBSTACLE, agency="agency"),),
    ),
    Fulfilment(
        duty="QC-7.2′-2",
        how="message",
        shown_by=ANSWERED,
        meets=_told("QC-7.2′-2"),
        undoes=WITHDRAWN,
        note="Sở Nội vụ chuyển tiếp: MatterSubmitted mang origin của cơ quan chủ trì và via là Sở Nội vụ. Mở lại"
        " (ObstacleReopened †) là báo cáo lại điều đã rút.",
    ),
    Fulfilment(
        duty="QC-20.2-1",
        how="message",
        shown_by=ANSWERED,
        meets=_told("QC-20.2-1"),
        undoes=WITHDRAWN,
        note="Mở lại (ObstacleReopened †) là phản ánh lại điều đã rút.",
    ),
    Fulfilment(
        duty="QC-20.2-2",
        how="message",
        shown_by=ANSWERED,
        opens=(
            Told(fact="ObstacleReported", key=OBSTACLE, agency="%steering", where=REFLECTION),
            Told(fact="ObstacleReopened", key=OBSTACLE, agency="%steering", where=REFLECTION),
        ),
        parts=(Told(fact="ObstacleGrouped", key=OBSTACLE, agency="%steering"),),
        meets=(Told(fact="ObstacleAdviceGiven", key=("obstacles",), agency="%steering", answers=True),),
        undoes=(
            Told(fact="ObstacleSeparated", key=OBSTACLE, agency="%steering"),
            Told(fact="ObstacleReopened", key=OBSTACLE, agency="%steering"),
        ),
        waives=(
            Told(fact="ObstacleResolved", key=OBSTACLE, agency="%steering"),
            Told(fact="ObstacleWithdrawn", key=OBSTACLE, agency="%steering"),
        ),
        note="Đưa vào một việc (ObstacleGrouped) mới là một phần: xong khi trình UBND tỉnh. Tháo gỡ ngay, hoặc đã rút,"
        " thì không phải tổng hợp.",
    ),
)
