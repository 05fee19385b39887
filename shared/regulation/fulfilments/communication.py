"""Thông tin, tuyên truyền (Điều 3 khoản 3) †: nội dung mồ côi, không điều nào giao cho ai."""

from __future__ import annotations

from shared.regulation.fulfilment import Fulfilment, Told

FULFILMENTS = (
    Fulfilment(
        "QC-3.3",
        "message",
        "tests/stories/test_communication.py::test_plan_activities_and_results_of_a_year",
        opens=(Told("CommunicationPlanned", ("year",), "lead"),),
        meets=(Told("CommunicationReported", ("year",), "lead"),),
        parts=(Told("ActivityHeld", ("year",), "%steering"),),
        note="† Quy chế không giao cho cơ quan nào; cơ quan thường trực chủ trì.",
    ),
)
