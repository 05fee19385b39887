"""Việc thực hiện nghĩa vụ thành tệp: bảng tính Excel để làm việc tiếp, báo cáo Word theo Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from services.portal import formats, wording
from services.portal.obligation_words import HOW, due_words, spoken_key, state_words
from services.portal.obligations import total
from shared.office import administrative_document as word
from shared.office.administrative_document import AdministrativeDocument, Section, Signature, docx_of
from shared.office.table_workbook import Column, Sheet, Value, xlsx_of
from shared.regulation.compliance import Standing
from shared.regulation.decisions.duty import spoken_parties
from shared.regulation.duties import citation, duty
from shared.regulation.occasions import STATES, Occasion

MOST_LINES = 300
"""Lines of a table in the report; a longer one is read in the workbook."""


def xlsx_report(
    rows: Sequence[Standing], found: Sequence[Occasion], heading: str, *, at: datetime, sample: bool
) -> bytes:
    """Every duty with its counts, and every occasion with its state, deadline and proof."""
    told = f"Số liệu lúc {formats.moment(at)} (ICT)"
    duties: list[list[Value]] = [
        [
            citation(one.duty.id, short=True),
            one.duty.vi,
            spoken_parties(one.duty.lead),
            ", ".join(HOW[each] for each in one.how) or "chưa khai báo",
            *(one.counts[state] for state in STATES),
            one.duty.note,
        ]
        for one in rows
    ]
    counts = (Column(STATES[state].capitalize(), 10, "right") for state in STATES)
    first = Sheet(
        "Theo nghĩa vụ",
        ("VIỆC THỰC HIỆN QUY CHẾ PHỐI HỢP", heading[:1].upper() + heading[1:], told),
        (
            Column("Căn cứ", 24), Column("Nghĩa vụ", 48), Column("Chủ trì", 30), Column("Thực hiện bằng", 14),
            *counts, Column("Chỗ Quy chế cần biết", 40),
        ),
        duties,
        sample=sample,
    )  # fmt: skip
    lines: list[list[Value]] = [
        [
            citation(one.duty, short=True),
            duty(one.duty).vi,
            wording.agency_name(one.agency),
            spoken_key(one.key),
            state_words(one, at),
            formats.read_moment(one.due - timedelta(microseconds=1)) if one.due else None,
            one.ground or ("" if one.due else "chưa có hạn"),
            formats.read_moment(one.met.time) if one.met else None,
            ", ".join(f"{wording.fact(proof.type)} {proof.id}" for proof in one.evidence[:3]),
        ]
        for one in found
    ]
    second = Sheet(
        "Từng việc",
        ("TỪNG VIỆC CỦA TỪNG CƠ QUAN", heading[:1].upper() + heading[1:], told),
        (
            Column("Căn cứ", 22), Column("Nghĩa vụ", 40), Column("Cơ quan", 28), Column("Lần", 22),
            Column("Trạng thái", 24), Column("Hạn, hết lúc", 18, "center"), Column("Căn cứ của hạn", 30),
            Column("Thực hiện lúc", 18, "center"), Column("Sự việc chứng minh", 44),
        ),
        lines,
        sample=sample,
    )  # fmt: skip
    return xlsx_of(first, second)


def docx_report(
    rows: Sequence[Standing], found: Sequence[Occasion], heading: str, *, at: datetime, sample: bool
) -> bytes:
    """BÁO CÁO of Sở Nội vụ, who follows how the regulation is carried out (Điều 13 khoản 3, Điều 20 khoản 1)."""
    counts = total(found)
    said = ", ".join(f"{number} việc {STATES[state]}" for state, number in counts.items() if number)
    undated = sum(one.state == "open" and one.due is None for one in found)
    overview = [
        f"Phạm vi: {heading}. Số liệu lúc {formats.moment(at)}, theo sổ của cổng điều phối.",
        f"Trong {len(rows)} nghĩa vụ có {len(found)} việc đến lượt: {said}." if found else "Chưa có việc nào đến lượt.",
    ]
    if undated:
        overview.append(f"{undated} việc đang mở chưa có hạn: Quy chế không định hạn và chưa có văn bản nào đặt hạn.")
    shown = [one for one in rows if one.occasions]
    heads = (
        word.Column("Căn cứ", 2.4), word.Column("Nghĩa vụ", 4.6),
        *(word.Column(STATES[state].capitalize(), 1.1, "center") for state in STATES),
    )  # fmt: skip
    table = word.Table(heads, [[citation(one.duty.id, short=True), one.duty.vi, *one.counts.values()] for one in shown])
    sections = [
        Section("I. TÌNH HÌNH CHUNG", tuple(overview)),
        Section("II. THEO TỪNG NGHĨA VỤ", tables=(table,)),
        _list("III. VIỆC QUÁ HẠN", [one for one in found if one.state == "overdue"], at),
        _list("IV. VIỆC KHÔNG THỰC HIỆN", [one for one in found if one.state == "breached"], at),
    ]
    return docx_of(
        AdministrativeDocument(
            superior="UBND tỉnh Quảng Nam",
            issuer=wording.agency_name("SNV"),
            type_name="BÁO CÁO",
            title="Việc thực hiện Quy chế phối hợp trong công tác cải cách hành chính",
            notation="BC-SNV",
            to=("UBND tỉnh Quảng Nam",),
            grounds=(
                "Thực hiện khoản 3 Điều 13 và khoản 1 Điều 20 Quy chế kèm theo Quyết định 1669/QĐ-UBND ngày 18/6/2021",
            ),
            sections=tuple(sections),
            copies=("Như trên", "Các cơ quan phụ trách lĩnh vực"),
            signature=Signature(position="GIÁM ĐỐC"),
            sample=sample,
            landscape=True,
        )
    )


def _list(title: str, found: Sequence[Occasion], at: datetime) -> Section:
    """Every occasion in a line; what is beyond the limit is said to be left out, never silently."""
    columns = (
        word.Column("Cơ quan", 2.4), word.Column("Nghĩa vụ", 4.2), word.Column("Lần", 1.8), word.Column("Hạn", 1.8),
        word.Column("Căn cứ của hạn", 2.4), word.Column("Trạng thái", 1.9),
    )  # fmt: skip
    lines: list[list[word.Value]] = [
        [
            wording.agency_name(one.agency),
            f"{citation(one.duty, short=True)}: {duty(one.duty).vi}",
            spoken_key(one.key),
            due_words(one),
            one.ground,
            state_words(one, at),
        ]
        for one in found[:MOST_LINES]
    ]
    left = len(found) - MOST_LINES
    more = (f"Bảng nêu {MOST_LINES} việc lâu nhất; {left} việc còn lại xem trong bảng tính.",) if left > 0 else ()
    return Section(title, more, (word.Table(columns, lines, empty="Không có việc nào."),))
