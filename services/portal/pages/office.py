"""Văn bản tải về từ các trang quy trình: cùng số liệu với trang, theo thể thức Nghị định 30/2020/NĐ-CP.

The paper repeats what was recorded, with number, date and signer of the document that the fact names. Whatever says of
itself that it is made up bears the mark of a sample.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from services.portal import formats, wording
from services.portal.desk import Row
from services.portal.pages.frame import blueprint
from shared.office.administrative_document import (
    AdministrativeDocument,
    Column,
    Section,
    Signature,
    Table,
    docx_of,
)

Words = Mapping[str, Any]


def is_sample(row: object) -> bool:
    """Whether what is told calls itself made up: every sample of the project says "dữ liệu mẫu"."""
    return "dữ liệu mẫu" in json.dumps(row, ensure_ascii=False, default=str).casefold()


@blueprint.app_template_filter("initials")
def initials(name: str) -> str:
    """Nguyễn Văn An → N.V.A: names of people are no public data (Nghị định 13/2023/NĐ-CP)."""
    words = [word for word in name.partition("(")[0].split() if word[:1].isalpha()]
    return ".".join(word[0].upper() for word in words) or "·"


def issued_document(issuer: str, told: Row, *, type_name: str | None, title: str, sections: tuple[Section, ...],
                    to: tuple[str, ...] = (), copies: tuple[str, ...] = (), sample: bool = False,
                    landscape: bool = False) -> bytes:  # fmt: skip
    """A document that was issued, set again from what was recorded of it."""
    written = AdministrativeDocument(
        issuer=wording.agency_name(issuer),
        superior="UBND tỉnh Quảng Nam",
        title=title,
        type_name=type_name,
        number=told["number"],
        notation=told["notation"],
        issued=date.fromisoformat(told["issued"]),
        sections=sections,
        to=to,
        copies=copies,
        signature=Signature(
            authority=(told["capacity"],) if told["capacity"] else (),
            position=told["position"],
            name=told["signer"],
        ),
        sample=sample,
        landscape=landscape,
    )
    return docx_of(written)


def dated_document(issuer: str, *, title: str, type_name: str, notation: str, sections: tuple[Section, ...],
                   issued: date | None = None, signature: Signature | None = None, sample: bool = False,
                   landscape: bool = False, copies: tuple[str, ...] = ()) -> bytes:  # fmt: skip
    """A document that nobody has numbered yet: its number is left open for the clerk."""
    written = AdministrativeDocument(
        issuer="UBND tỉnh Quảng Nam" if issuer == "UBND" else wording.agency_name(issuer),
        superior=None if issuer == "UBND" else "UBND tỉnh Quảng Nam",
        title=title,
        type_name=type_name,
        notation=notation,
        issued=issued,
        sections=sections,
        copies=copies,
        signature=signature or Signature(),
        sample=sample,
        landscape=landscape,
    )
    return docx_of(written)


def appraisal_report(row: Row, contents: Words, verdicts: Words, treatments: Words, conclusions: Words) -> bytes:
    """Báo cáo thẩm định một đề án, dự án (Điều 9 khoản 1)."""
    report = row["report"]
    version = next(each for each in row["versions"] if each["version"] == report["version"])
    proposal = version["proposal"]
    lines: list[tuple[str, ...]] = []
    for each in report["opinions"]:
        answered = each["answered"]
        said = "\n".join(
            f"Về {contents[one['content']]}: {verdicts[one['verdict']][0].lower()}"
            + (f". {one['reason']}" if one["reason"] else "")
            + "".join(f"\n– Điều kiện: {condition}" for condition in one["conditions"])
            for one in each["opinions"]
        )
        late = " (sau hạn)" if each["late"] else ""
        same = "\nCơ quan được hỏi cũng là cơ quan đề xuất." if each["conflict_of_interest"] else ""
        treated = treatments[each["treatment"]] if each["treatment"] else ""
        lines.append(
            (
                wording.citation(each["clause"]).removesuffix(" Quy chế"),
                wording.agency_name(each["owner"]),
                f"{said}{late}{same}" if answered else "Quá hạn không cho ý kiến.",
                f"{treated}: {each['reason']}" if treated and each["reason"] else treated,
            )
        )
    columns = (Column("Khoản", 0.8), Column("Cơ quan", 1.2), Column("Ý kiến", 2.6), Column("Xử lý", 1.4))
    funding = "không cần kinh phí" if not proposal["funding"] else f"{dong(proposal['funding'])} đồng"
    named = ", ".join(contents[each] for each in row["contents"]) or "không có nội dung phải lấy ý kiến"
    files = "; ".join(each["name"] for each in proposal["files"])
    sections = (
        Section(
            "I. HỒ SƠ",
            (
                f"Cơ quan đề xuất: {wording.agency_name(row['agency'])}, {wording.document(version['document'])}; "
                f"số hồ sơ {row['code']} năm {row['year']}, bản thứ {report['version']}.",
                f"Nội dung lấy ý kiến: {named}. Kinh phí dự kiến: {funding}. Tệp: {files}.",
            ),
        ),
        Section("II. Ý KIẾN CỦA CÁC CƠ QUAN", (), (Table(columns, lines, empty="Không cơ quan nào phải cho ý kiến."),)),
        Section("III. KẾT LUẬN", (f"{conclusions[report['conclusion']][0]}.", *report["summary"].splitlines())),
    )
    return issued_document(
        row["lead"], report["document"], type_name="Báo cáo", title=f"Thẩm định {report['title']}",
        sections=sections, to=("UBND tỉnh Quảng Nam",), copies=("Như trên", wording.agency_name(row["agency"])),
        sample=is_sample(row),
    )  # fmt: skip


@blueprint.app_template_filter("dong")
def dong(amount: str | None) -> str:
    """Đồng, exact: 1.200.000.000 and 900.000,50; "·" when there is none, which is not 0."""
    if amount is None:
        return formats.ABSENT
    exact = Decimal(amount)
    if exact == exact.to_integral_value():
        return formats.number(exact, 0)
    return formats.number(exact, max(2, -int(exact.normalize().as_tuple().exponent)))
