"""Rà soát, kiến nghị sửa đổi quy định (Điều 3 khoản 1 điểm d, Điều 7 khoản 2 điểm a, Điều 19 khoản 2)."""

from __future__ import annotations

from shared.regulation.fulfilment import Fulfilment, Told

STORY = "tests/stories/test_amendment.py::"


def _proposing(duty: str, story: str) -> Fulfilment:
    return Fulfilment(
        duty,
        "message",
        STORY + story,
        meets=(Told("AmendmentProposed", ("amendment",), "lead", {"clause": duty}),),
        undoes=(Told("AmendmentWithdrawn", ("amendment",), "lead"),),
        parts=(Told("RuleReviewed", ("review",), "agency", {"clause": duty}),),
        note="“Chủ động”: quy chế không cho thời hạn; văn bản không còn phù hợp thì kiến nghị.",
    )


FULFILMENTS = (
    Fulfilment(
        "QC-3.1.d", "content", STORY + "test_the_lead_of_a_field_proposes_to_the_province", by=("QC-7.2.a", "QC-19.2")
    ),
    _proposing("QC-7.2.a", "test_the_lead_of_a_field_proposes_to_the_province"),
    _proposing("QC-19.2", "test_any_other_agency_proposes_straight_to_the_province_and_not_by_way_of_so_noi_vu"),
)
