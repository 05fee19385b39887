"""Họp giao ban hằng quý, họp hằng năm đánh giá việc thực hiện Quy chế (Điều 12 khoản 2, Điều 20 khoản 1)."""

from __future__ import annotations

from shared.regulation.fulfilment import Fulfilment, Periodic, Told

STORIES = "tests/stories/test_meeting.py"
BRIEFED = f"{STORIES}::test_a_briefing_is_called_held_and_concluded_into_tasks"
EVALUATED = f"{STORIES}::test_the_year_ends_with_the_committees_evaluation_of_the_regulation"

FULFILMENTS: tuple[Fulfilment, ...] = (
    Fulfilment(
        duty="QC-5",
        how="message",
        shown_by=BRIEFED,
        meets=(Told(fact="MeetingCalled", key=("meeting",), agency="lead"),),
        undoes=(Told(fact="MeetingCancelled", key=("meeting",), agency="%steering"),),
        note="Họp, hội nghị là hình thức của chính nó hoặc của một việc khác (about).",
    ),
    Fulfilment(
        duty="QC-12.2",
        how="message",
        shown_by=BRIEFED,
        meets=(Told(fact="MeetingConcluded", key=("year", "quarter"), agency="lead", where={"clause": "QC-12.2"}),),
        parts=(Told(fact="MeetingCalled", key=("year", "quarter"), agency="lead", where={"clause": "QC-12.2"}),),
        periodic=Periodic(
            period="quarter", agencies="%steering", due="end", source="Hằng quý (Điều 12 khoản 2): trước khi hết quý"
        ),
    ),
    Fulfilment(
        duty="QC-20.1-1",
        how="message",
        shown_by=EVALUATED,
        opens=(
            Told(
                fact="EvaluationRequested",
                key=("year",),
                agency="agency",
                due="due",
                source="due_source",
                among="fields",
            ),
        ),
        meets=(Told(fact="EvaluationGiven", key=("year",), agency="agency", answers=True),),
        note="Các cơ quan phối hợp theo dõi việc thực hiện Quy chế bằng đánh giá hằng năm; nơi khác được hỏi thêm thì"
        " trả lời là hợp tác, không phải nghĩa vụ của khoản này.",
    ),
    Fulfilment(
        duty="QC-20.1-2",
        how="message",
        shown_by=EVALUATED,
        meets=(Told(fact="MeetingConcluded", key=("year",), agency="lead", where={"clause": "QC-20.1-2"}),),
        parts=(
            Told(fact="MeetingCalled", key=("year",), agency="lead", where={"clause": "QC-20.1-2"}),
            Told(fact="EvaluationReported", key=("year",), agency="lead"),
        ),
        periodic=Periodic(
            period="year",
            agencies="%steering",
            due="end",
            source="Định kỳ hằng năm (Điều 20 khoản 1): trước khi hết năm",
        ),
    ),
)
