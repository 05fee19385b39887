"""Thể thức văn bản hành chính: Nghị định 30/2020/NĐ-CP, Phụ lục I."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import docx
import pytest

from shared.office.administrative_document import (
    SAMPLE,
    AdministrativeDocument,
    Column,
    Section,
    Signature,
    Table,
    Value,
    docx_of,
    long_date,
    spoken,
)

REPORT = AdministrativeDocument(
    issuer="Sở Nội vụ",
    superior="UBND tỉnh Quảng Nam",
    type_name="Báo cáo",
    title="Kết quả phối hợp (dữ liệu mẫu)",
    number="05",
    notation="BC-SNV",
    issued=date(2022, 1, 5),
    to=("UBND tỉnh",),
    sections=(
        Section(
            "I. TÌNH HÌNH",
            ("Đoạn thứ nhất.",),
            (
                Table(
                    (Column("TT", 0.5, "center"), Column("Nghĩa vụ", 3), Column("Điểm", 1, "right")),
                    [["#I. Kế hoạch"], [1, "Đề xuất", Decimal("1234.50")], [2, "Ý kiến", None]],
                ),
            ),
        ),
    ),
    copies=("Như trên",),
    signature=Signature(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"), "Phó Chủ tịch", "Người ký (dữ liệu mẫu)"),
)


def read(document: AdministrativeDocument) -> Any:
    return docx.Document(BytesIO(docx_of(document)))


def cells(word: Any, table: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in word.tables[table].rows]


def test_the_page_is_a4_with_the_margins_of_the_decree() -> None:
    section = read(REPORT).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)  # kept in twentieths of a point
    assert 20 <= round(section.top_margin.mm) <= 25
    assert 30 <= round(section.left_margin.mm) <= 35
    assert 15 <= round(section.right_margin.mm) <= 20
    assert section.different_first_page_header_footer  # no number on the first page
    assert 'w:instr="PAGE"' in section.header._element.xml


def test_head_number_date_and_motto_stand_in_their_places() -> None:
    ((left, right),) = cells(read(REPORT), 0)
    assert left.splitlines()[:2] == ["UBND TỈNH QUẢNG NAM", "SỞ NỘI VỤ"]
    assert "Số: 05/BC-SNV" in left
    assert right.splitlines()[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert right.endswith("Quảng Nam, ngày 05 tháng 01 năm 2022")


def test_a_document_without_a_type_is_a_cong_van_whose_subject_stands_under_the_number() -> None:
    word = read(replace(REPORT, type_name=None))
    ((left, _),) = cells(word, 0)
    assert left.endswith("V/v Kết quả phối hợp (dữ liệu mẫu)")
    assert "BÁO CÁO" not in [line.text for line in word.paragraphs]


def test_number_and_date_may_be_left_to_the_clerk() -> None:
    ((left, right),) = cells(read(replace(REPORT, number="", issued=None)), 0)
    assert "Số:      /BC-SNV" in left
    assert right.endswith("ngày … tháng … năm …")


def test_capacity_position_name_and_copies_close_the_document() -> None:
    ((left, right),) = cells(read(REPORT), 2)
    assert left.splitlines() == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]
    assert right.splitlines()[:3] == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    assert right.endswith("Người ký (dữ liệu mẫu)")


def test_a_table_repeats_its_head_and_writes_numbers_as_people_read_them() -> None:
    word = read(REPORT)
    assert cells(word, 1)[0] == ["TT", "Nghĩa vụ", "Điểm"]
    assert cells(word, 1)[1] == ["I. Kế hoạch"] * 3
    assert cells(word, 1)[2:] == [["1", "Đề xuất", "1.234,50"], ["2", "Ý kiến", ""]]
    assert "w:tblHeader" in word.tables[1].rows[0]._tr.xml


def test_an_empty_table_says_so() -> None:
    table = Table((Column("TT"), Column("Nghĩa vụ")), [], empty="Không có việc nào quá hạn.")
    word = read(replace(REPORT, sections=(Section("I.", (), (table,)),)))
    assert cells(word, 1)[1] == ["Không có việc nào quá hạn."] * 2


def test_a_sample_says_so_before_anything_else() -> None:
    assert read(replace(REPORT, sample=True)).paragraphs[0].text == SAMPLE
    assert SAMPLE not in [line.text for line in read(REPORT).paragraphs]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2022, 1, 5), "ngày 05 tháng 01 năm 2022"),
        (date(2022, 2, 28), "ngày 28 tháng 02 năm 2022"),
        (date(2021, 6, 18), "ngày 18 tháng 6 năm 2021"),
        (date(2024, 12, 9), "ngày 09 tháng 12 năm 2024"),
    ],
)
def test_days_below_ten_and_the_months_one_and_two_have_a_leading_zero(day: date, words: str) -> None:
    assert long_date(day) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (0, "0"),
        (Decimal("0.00"), "0,00"),
        (1234567, "1.234.567"),
        (Decimal("-1234.5"), "-1.234,5"),
        (date(2022, 1, 5), "05/01/2022"),
    ],
)
def test_zero_is_not_nothing(value: Value, words: str) -> None:
    assert spoken(value) == words
