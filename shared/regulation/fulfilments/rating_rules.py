"""Quy chế đánh giá, xếp hạng (Điều 10 khoản 2 điểm a)."""

from __future__ import annotations

from shared.regulation.fulfilment import Fulfilment, Told

FULFILMENTS = (
    Fulfilment(
        "QC-10.2.a-1",
        "message",
        "tests/stories/test_rating_rules.py::test_the_rules_are_drafted_commented_submitted_and_issued",
        opens=(Told("RatingRulesCirculated", ("rules",), "lead"),),
        meets=(Told("RatingRulesIssued", ("rules",), "lead"),),
        parts=(Told("RatingRulesSubmitted", ("rules",), "lead"),),
        note="Quy chế không cho thời hạn. Văn bản của tỉnh chưa tìm thấy: ngưỡng, khối, thời hạn là dữ liệu của đợt.",
    ),
)
