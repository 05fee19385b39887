"""Đánh giá, xếp hạng sở, ban, ngành, UBND cấp huyện (Điều 10 khoản 2; Điều 13–18)."""

from __future__ import annotations

from shared.regulation.fulfilment import Fulfilment, Told

STORY = "tests/stories/test_scoring_round.py"
WHOLE = f"{STORY}::test_a_round_runs_from_the_criteria_sets_to_the_published_ranking"
REMINDERS = "tests/stories/test_reminders.py"
UNIT = ("year", "agency")
EXTENDED = Told(
    fact="WindowExtended", key=("year",), agency="*", where={"window": "appraisal"}, due="closes", source="source"
)
OF_A_FIELD = Told(
    fact="AppraisalRequested",
    key=UNIT,
    agency="owner",
    among="fields",
    due="due",
    source="=thời hạn thẩm định của đợt đánh giá",
)
APPRAISALS = ("QC-13.4-2", "QC-14.2-2", "QC-15.2-2", "QC-16.3-2", "QC-17.2-2", "QC-18.2-2")
HANDED_OVER = Told(fact="AppraisalTransferred", key=UNIT, agency="owner", where={"left": []})
"""Everything that was still to be judged went to the successor: nobody owes twice."""


def _appraisal(duty: str, shown_by: str = WHOLE) -> Fulfilment:
    """An owner is asked for one unit, and is done when every criterion that it was asked for is judged.

    Asked anew, after a correction or a transfer of the competence, it is not done any more.
    """
    requested = Told(
        fact="AppraisalRequested",
        key=UNIT,
        agency="owner",
        where={"entries.clause": duty},
        due="due",
        source="=thời hạn thẩm định của đợt đánh giá",
    )
    return Fulfilment(
        duty=duty,
        how="message",
        shown_by=shown_by,
        opens=(requested, EXTENDED),
        parts=(Told(fact="CriterionAppraised", key=UNIT, agency="owner", where={"clause": duty}),),
        meets=(Told(fact="AppraisalCompleted", key=UNIT, agency="owner", answers=True),),
        waives=(HANDED_OVER,),
        undoes=(requested,),
        note="Từng kết luận (CriterionAppraised) viện dẫn khoản này; đủ các kết luận thì AppraisalCompleted ghi xong.",
    )


FULFILMENTS: tuple[Fulfilment, ...] = (
    Fulfilment(
        duty="QC-10.2.a-2",
        how="message",
        shown_by=WHOLE,
        meets=(
            Told(fact="CriteriaSetAdopted", key=("=bộ tiêu chí", "code", "version"), agency="%steering"),
            Told(fact="RoundOpened", key=("=mở đợt", "year"), agency="lead"),
        ),
    ),
    Fulfilment(
        duty="QC-10.2.a-2",
        how="message",
        shown_by="tests/stories/test_decision.py::test_results_are_published_by_the_decision_alone",
        opens=(Told(fact="RoundOpened", key=("=công bố", "year"), agency="lead"),),
        meets=(Told(fact="ResultsPublished", key=("=công bố", "year"), agency="%steering"),),
    ),
    Fulfilment(
        duty="QC-10.2.b-1",
        how="message",
        shown_by=WHOLE,
        opens=(OF_A_FIELD, EXTENDED),
        meets=(Told(fact="AppraisalCompleted", key=UNIT, agency="owner", answers=True),),
        waives=(HANDED_OVER,),
        undoes=(OF_A_FIELD,),
        note="AppraisalCompleted dẫn điểm b-2 vì trả lời đề nghị thẩm định; nó cũng là bản tổng hợp kết quả của một"
        " đơn vị trong lĩnh vực của cơ quan ấy.",
    ),
    Fulfilment(
        duty="QC-10.2.b-1",
        how="register",
        shown_by="tests/procedures/test_appraisal.py::test_a_department_sees_its_own_work_and_nobody_elses",
        by=("appraisal_work",),
    ),
    # Từng đơn vị tự đánh giá, chấm điểm: phần phối hợp của mình khi triển khai; thẩm định là việc của Sở Nội vụ.
    Fulfilment(
        duty="QC-10.2.a-2",
        how="message",
        shown_by="tests/stories/test_late_submission.py::test_both_times_stay_in_the_fact",
        opens=(
            Told(
                fact="RoundOpened",
                key=("=tự chấm", "year"),
                agency="agencies.agency",
                due="windows.self_scoring.closes",
                source="windows.self_scoring.source",
            ),
            Told(
                fact="WindowExtended",
                key=("=tự chấm", "year"),
                agency="*",
                where={"window": "self_scoring"},
                due="closes",
                source="source",
            ),
        ),
        meets=(Told(fact="AssessmentSubmitted", key=("=tự chấm", "year"), agency="agency"),),
        undoes=(Told(fact="AssessmentWithdrawn", key=("=tự chấm", "year"), agency="agency"),),
        closes=(Told(fact="AssessmentDeclaredMissing", key=("=tự chấm", "year"), agency="agency"),),
    ),
    # Sở Nội vụ tổ chức thẩm định, đánh giá từng đơn vị đến khi có Chỉ số.
    Fulfilment(
        duty="QC-10.2.b-2",
        how="message",
        shown_by=f"{STORY}::test_an_index_waits_for_the_last_owner",
        opens=(Told(fact="RoundOpened", key=("=đánh giá", "year", "agencies.agency"), agency="lead"),),
        parts=(
            Told(fact="AppraisalRequested", key=("=đánh giá", "year", "agency"), agency="%steering"),
            Told(fact="AppraisalCompleted", key=("=đánh giá", "year", "agency"), agency="%steering"),
        ),
        meets=(Told(fact="IndexDetermined", key=("=đánh giá", "year", "agency"), agency="%steering"),),
    ),
    Fulfilment(
        duty="QC-13.3",
        how="message",
        shown_by=f"{REMINDERS}::test_agencies_that_have_not_submitted_are_reminded_seven_days_and_one_day_before",
        meets=(
            Told(fact="ReminderIssued", key=("=nhắc trước hạn", "year", "window"), agency="%steering"),
            Told(fact="WorkOverdue", key=("=danh sách quá hạn", "year", "window"), agency="%steering"),
        ),
    ),
    *(
        _appraisal(duty, "tests/stories/test_conflict_of_interest.py::" + name if name else WHOLE)
        for duty, name in zip(
            APPRAISALS, ("test_a_self_appraisal_is_flagged_in_every_fact_that_shows_it", *[""] * 5), strict=True
        )
    ),
)
