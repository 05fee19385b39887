"""Hướng dẫn lập dự toán, phân bổ kinh phí cải cách hành chính hằng năm (Điều 16 khoản 2)."""

from __future__ import annotations

from shared.regulation.fulfilment import Fulfilment, Periodic, Told

FULFILMENTS = (
    Fulfilment(
        "QC-16.2",
        "message",
        "tests/stories/test_budget.py::test_a_year_s_money_from_the_guidance_to_the_allocation",
        meets=(Told("BudgetGuidanceIssued", ("year",), "lead"),),
        periodic=Periodic(
            "year",
            "%public_finance",
            "before 01-01",
            "Điều 16 khoản 2: hằng năm; năm ngân sách bắt đầu ngày 01 tháng 01 (Điều 14 Luật Ngân sách nhà nước 2015)",
        ),
        note="Quy chế chỉ nói hằng năm; hướng dẫn phải có trước khi năm ngân sách bắt đầu.",
    ),
)
