"""Tổng kết, đánh giá (Điều 13 khoản 5); khen thưởng, chấn chỉnh (Điều 13 khoản 6)."""

from __future__ import annotations

from shared.regulation.fulfilment import Fulfilment, Told

FULFILMENTS = (
    Fulfilment(
        "QC-13.5",
        "message",
        "tests/stories/test_reform_review.py::test_a_review_gathers_reports_concludes_and_goes_to_the_province",
        opens=(Told("ReformReviewOpened", ("review",), "lead"),),
        meets=(Told("ReformReviewConcluded", ("review",), "lead"),),
        note="“Định kỳ” không có khoảng thời gian trong quy chế: mỗi cuộc tổng kết nêu kỳ và hạn của nó.",
    ),
    Fulfilment(
        "QC-13.6-1",
        "message",
        "tests/stories/test_recognition.py::test_commendation_rests_on_recorded_facts_and_is_decided_by_the_province",
        meets=(Told("CommendationProposed", ("commendation",), "@agency"),),
        note="Quy chế không cho thời hạn.",
    ),
    Fulfilment(
        "QC-13.6-2",
        "message",
        "tests/stories/test_recognition.py::test_an_agency_is_heard_before_anything_is_proposed_against_it",
        meets=(Told("RectificationProposed", ("rectification",), "%steering"),),
        parts=(Told("ShortcomingNoted", ("rectification",), "%steering"),),
        note="Quy chế không cho thời hạn.",
    ),
)
