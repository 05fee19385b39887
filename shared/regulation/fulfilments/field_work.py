"""Hướng dẫn, kiểm tra, báo cáo, tham mưu theo lĩnh vực (Điều 7 khoản 2 điểm b, Điều 10, Điều 13–18)."""

from __future__ import annotations

from shared.regulation.field_contents import FIELD_CONTENTS
from shared.regulation.fulfilment import Fulfilment, Periodic, Told

STORY = "tests/stories/test_field_work.py"
CONTENTS = f"{STORY}::test_every_content_is_guided_checked_and_reported_by_its_lead_under_its_own_clause"
URGED = f"{STORY}::test_so_noi_vu_asks_each_lead_and_urges_whoever_has_not_reported"
TRACKED = f"{STORY}::test_the_fields_results_are_tracked_by_the_five_and_not_by_so_noi_vu"
ADVISED = f"{STORY}::test_a_field_agency_advises_the_committee_directly"
OWN = "QC-13.3"
OF_THE_YEAR = {each.clause for each in FIELD_CONTENTS if each.yearly}
CLAUSES = tuple(dict.fromkeys(each.clause for each in FIELD_CONTENTS))
OF_FIELDS = tuple(each for each in CLAUSES if each != OWN)
REPORT = ("=báo cáo", "period", "content")


def _asked(key: tuple[str, ...], *clauses: str) -> Told:
    return Told(
        fact="FieldReportRequested",
        key=key,
        agency="lead",
        where={"clause": clauses},
        due="due",
        source="due_source",
    )


def _reported(key: tuple[str, ...], *clauses: str) -> Told:
    return Told(fact="FieldReported", key=key, agency="lead", where={"clause": clauses})


def _of_clause(clause: str) -> Fulfilment:
    """Guiding and checking are standing: each act is one time. A report is asked for, or is the year's."""
    yearly = clause in OF_THE_YEAR
    key = ("year",) if yearly else REPORT
    return Fulfilment(
        duty=clause,
        how="message",
        shown_by=CONTENTS,
        periodic=Periodic(
            period="year",
            agencies="%public_finance",
            due="end",
            source="Điều 16 khoản 1 điểm đ: thu ngân sách năm; không có ngày nên lấy hết năm (†)",
        )
        if yearly
        else None,
        opens=(_asked(key, clause),),
        meets=(
            _reported(key, clause),
            Told(fact="GuidanceIssued", key=("=hướng dẫn", "guidance"), agency="lead", where={"clause": clause}),
            Told(fact="FieldChecked", key=("=kiểm tra", "check"), agency="lead", where={"clause": clause}),
        ),
    )


FULFILMENTS: tuple[Fulfilment, ...] = (
    *(_of_clause(clause) for clause in CLAUSES),
    Fulfilment(
        duty="QC-13.3",
        how="message",
        shown_by=URGED,
        meets=(Told(fact="FieldReportsOverdue", key=("=đôn đốc báo cáo", "period"), agency="%steering"),),
    ),
    Fulfilment(
        duty="QC-13.2-2",
        how="message",
        shown_by=URGED,
        meets=(Told(fact="FieldReportRequested", key=("=đề nghị báo cáo", "period"), agency="%steering"),),
    ),
    Fulfilment(duty="QC-13.2-2", how="register", shown_by=URGED, by=("field_reports",)),
    Fulfilment(
        duty="QC-10.2.b-1",
        how="message",
        shown_by=TRACKED,
        opens=(_asked(REPORT, *OF_FIELDS),),
        parts=(
            Told(
                fact="FieldFiguresRequested",
                key=("=báo cáo", "period", "content"),
                agency="lead",
                where={"clause": "QC-10.2.b-1"},
            ),
        ),
        meets=(_reported(REPORT, *OF_FIELDS),),
    ),
    Fulfilment(
        duty="QC-7.2.b",
        how="message",
        shown_by=ADVISED,
        parts=(Told(fact="MatterSubmitted", key=("matter",), agency="lead", where={"clause": "QC-7.2.b"}),),
        meets=(Told(fact="FieldAdviceSubmitted", key=("=field_advice", "advice", "lead"), agency="lead"),),
    ),
)
