"""Văn bản phát hành quanh thời khắc giao năm: mỗi dãy số bắt đầu lại ngày 01/01 (Nghị định 30/2020) (DỮ LIỆU MẪU)."""

from __future__ import annotations

from collections.abc import Iterator

from services.console.year.scene import FIELDS, Act, act, at, sample, signing

MOMENTS = (
    at("2021-12-30"),
    at("2021-12-31", 16),
    at("2022-01-04"),
    at("2022-06-30", 16),
    at("2022-12-29"),
)


def scene() -> Iterator[Act]:
    for moment in MOMENTS:
        for agency in ("SNV", *FIELDS):
            title = sample("Thông báo lịch làm việc")
            yield act(moment, agency, "IssueDocument", title=title, signing=signing(f"TB-{agency}"))
