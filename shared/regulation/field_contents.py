"""Nội dung nào do khoản nào giao, ai chủ trì (Điều 13 khoản 3, Điều 14–18 khoản 1): one table.

Who leads a content is the holder of its competence on the day: never a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shared.regulation.organisation import Organisation


@dataclass(frozen=True)
class FieldContent:
    """Một nội dung được hướng dẫn, kiểm tra, báo cáo: its clause, and the competence by which its lead is found."""

    content: str
    title: str
    competence: str
    clause: str
    yearly: bool = False
    """Reported by the year only: Điều 16 khoản 1 điểm đ speaks of the year's revenue."""


FIELD_CONTENTS: tuple[FieldContent, ...] = (
    FieldContent("steering", "Chỉ đạo, điều hành cải cách hành chính", "steering", "QC-13.3"),
    FieldContent("organisation", "Tổ chức bộ máy", "organisation", "QC-13.3"),
    FieldContent("civil_service", "Chế độ công vụ", "civil_service", "QC-13.3"),
    FieldContent("administrative_procedures", "Kiểm soát thủ tục hành chính", "administrative_procedures", "QC-14.1-1"),
    FieldContent("one_stop", "Cơ chế một cửa, một cửa liên thông", "one_stop", "QC-14.1-2"),
    FieldContent("institutions", "Cải cách thể chế", "institutions", "QC-15.1"),
    FieldContent("autonomous_funding", "Tự chủ kinh phí quản lý hành chính", "public_finance", "QC-16.1.a"),
    FieldContent("autonomous_units", "Tự chủ của đơn vị sự nghiệp công lập", "public_finance", "QC-16.1.b"),
    FieldContent("budget", "Công tác tài chính – ngân sách", "public_finance", "QC-16.1.c"),
    FieldContent("public_assets", "Quản lý, sử dụng tài sản công", "public_finance", "QC-16.1.d"),
    FieldContent(
        "fiscal_impact",
        "Tác động của cải cách hành chính đến tài chính công, thu ngân sách",
        "public_finance",
        "QC-16.1.đ",
        yearly=True,
    ),
    FieldContent(
        "information_technology",
        "Công nghệ thông tin phục vụ cải cách hành chính",
        "information_technology",
        "QC-17.1",
    ),
    FieldContent("iso", "Áp dụng hệ thống quản lý chất lượng ISO 9001", "iso", "QC-18.1"),
)

_BY_NAME = {each.content: each for each in FIELD_CONTENTS}


def field_content(content: str) -> FieldContent:
    """The row of this content; the schema admits no other name."""
    return _BY_NAME[content]


def lead_of(content: str, organisation: Organisation, on: date) -> str:
    """The agency that leads this content on that day."""
    return organisation.owner(_BY_NAME[content].competence, on)


def leads_of(contents: list[str], organisation: Organisation, on: date) -> tuple[str, ...]:
    """The agencies that lead these contents on that day, each once, in the order of the articles."""
    wanted = [each.competence for each in FIELD_CONTENTS if each.content in contents]
    return organisation.holders(wanted, on)
