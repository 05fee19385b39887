"""Điều thường trực: hiệu lực, phạm vi, nguyên tắc, đầu mối, danh mục (Quyết định; Điều 1–5; Điều 20 khoản 1).

What stands here is not done once and over: it is kept by a rule that refuses, by a register, or by the duties that
carry out what Điều 3 only names. Orphan content (Điều 3 khoản 3) stands with the procedure that supports it.
"""

from __future__ import annotations

from shared.regulation.duties import DUTIES, Duty
from shared.regulation.fulfilment import Fulfilment, Told

AGENCIES = "tests/regulation/test_agencies.py"
COMPLIANCE = "tests/regulation/test_compliance.py"
CARRIED_OUT = "tests/console/test_duties.py::test_what_is_only_named_is_carried_out_by_duties_that_messages_fulfil"


def _content(row: Duty) -> Fulfilment:
    return Fulfilment(duty=row.id, how="content", shown_by=CARRIED_OUT, by=row.carried_by)


FULFILMENTS: tuple[Fulfilment, ...] = (
    Fulfilment(
        duty="QĐ-1",
        how="register",
        shown_by=f"{COMPLIANCE}::test_every_duty_of_the_regulation_stands_in_the_table_even_with_nothing_to_show",
        by=("DUTIES",),
        note="Đã làm ngày 18/6/2021; nội dung được ban hành là bảng nghĩa vụ.",
    ),
    Fulfilment(
        duty="QĐ-2",
        how="register",
        shown_by=f"{AGENCIES}::test_nobody_owns_anything_before_the_decision_was_signed",
        by=("IN_FORCE",),
    ),
    Fulfilment(
        duty="QĐ-3",
        how="register",
        shown_by="tests/stories/test_document.py::test_numbers_follow_each_other_in_every_series_of_every_agency",
        by=("Document", "Signing"),
        note="Trách nhiệm của người đứng đầu: mỗi văn bản ghi người ký, chức vụ và tư cách ký.",
    ),
    Fulfilment(
        duty="QC-1",
        how="register",
        shown_by=f"{AGENCIES}::test_the_province_has_20_bodies_and_18_districts_in_2021",
        by=("AGENCIES",),
    ),
    Fulfilment(
        duty="QC-2.1",
        how="rule",
        shown_by="tests/regulation/test_authority.py::test_a_refusal_says_in_a_sentence_who_may",
        by=("NOT_AUTHORISED", "FORGED_SENDER"),
    ),
    Fulfilment(
        duty="QC-2.2",
        how="rule",
        shown_by="tests/stories/test_scoring_round.py::test_every_work_item_names_one_lead_and_its_coordinators",
        by=("LEAD_MISSING", "LEAD_IS_COORDINATOR", "COORDINATOR_TWICE"),
    ),
    Fulfilment(
        duty="QC-2.3",
        how="register",
        shown_by=f"{COMPLIANCE}::test_a_duty_that_is_done_unasked_is_met",
        by=("compliance",),
        note="Việc chủ động làm khi chưa ai yêu cầu được ghi nhận là đã thực hiện.",
    ),
    *(_content(row) for row in DUTIES if row.kind == "content" and row.carried_by),
    Fulfilment(
        duty="QC-4.1",
        how="message",
        shown_by="tests/stories/test_scoring_round.py::test_a_round_runs_from_the_criteria_sets_to_the_published_ranking",
        meets=(
            Told(fact="ResultsSubmitted", key=("=kết quả đánh giá", "year", "submission"), agency="lead"),
            Told(fact="MatterSubmitted", key=("matter", "submission"), agency="lead", where={"clause": "QC-4.1"}),
        ),
    ),
    Fulfilment(
        duty="QC-4.1",
        how="register",
        shown_by=f"{AGENCIES}::test_each_competence_has_the_owner_that_the_regulation_names",
        by=("STANDING", "OWNERSHIPS"),
    ),
    Fulfilment(
        duty="QC-5",
        how="register",
        shown_by="tests/console/test_duties.py::test_the_modes_of_coordination_are_those_of_the_regulation",
        by=("MODES",),
    ),
    Fulfilment(
        duty="QC-20.1-1",
        how="register",
        shown_by="tests/services/portal/test_compliance_view.py::test_the_view_follows_a_whole_round",
        by=("compliance",),
    ),
)
