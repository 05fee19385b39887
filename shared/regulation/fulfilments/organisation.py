"""Danh bạ cơ quan phối hợp (Điều 4 khoản 2)."""

from __future__ import annotations

from shared.regulation.fulfilment import Fulfilment

FULFILMENTS = (
    Fulfilment(
        "QC-4.2",
        "register",
        "tests/stories/test_organisation.py::test_the_register_names_every_agency_that_coordinates",
        by=("organisation_register",),
        note=(
            "Bảng các cơ quan ngày 18/6/2021 và mọi sự việc về tổ chức từ đó (†): thành lập, đổi tên, sáp nhập, giải "
            "thể, chuyển thẩm quyền. Ai phối hợp vào một ngày được tra từ đó."
        ),
    ),
)
