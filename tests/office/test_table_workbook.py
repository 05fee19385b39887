"""Bảng biểu Excel: số là số, chữ là chữ, in được trên A4."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from shared.mechanism.clock import ICT
from shared.office.table_workbook import SAMPLE, Column, Sheet, Value, xlsx_of

COLUMNS = (Column("TT", 6, "center"), Column("Nội dung", 40), Column("Điểm", 12))


def sheet(*rows: list[Value], sample: bool = False) -> Sheet:
    return Sheet("Bảng: 2021/2022", ("BẢNG TỔNG HỢP", "Tính đến 31/12/2021"), COLUMNS, rows, sample=sample)


def read(*sheets: Sheet) -> Any:
    return load_workbook(BytesIO(xlsx_of(*sheets)))


def table(drawn: Any) -> list[list[Any]]:
    head = next(row for row in range(1, 20) if drawn.cell(row, 1).value == "TT")
    return [[cell.value for cell in row] for row in drawn.iter_rows(min_row=head, max_col=3)]


def test_numbers_are_numbers_and_nothing_is_not_zero() -> None:
    drawn = read(sheet([1, "Một", Decimal("1.50")], [2, "Hai", Decimal(0)], [3, "Ba", None])).active
    assert [row[2] for row in table(drawn)] == ["Điểm", 1.5, 0, None]


def test_text_is_never_taken_for_a_formula() -> None:
    drawn = read(sheet([1, "=HYPERLINK(1)", None], [2, "+84 nghìn", None], [3, "-", None])).active
    found = [row[1] for row in drawn.iter_rows(min_row=5, max_row=7)]
    assert [cell.value for cell in found] == ["=HYPERLINK(1)", "+84 nghìn", "-"]
    assert {cell.data_type for cell in found} == {"s"}


def test_days_and_moments_are_written_as_excel_knows_them() -> None:
    moment = datetime(2022, 1, 5, 8, 30, tzinfo=ICT)
    drawn = read(sheet([1, date(2022, 1, 5), moment])).active
    assert [cell.value for cell in drawn[5]] == [1, datetime(2022, 1, 5), datetime(2022, 1, 5, 8, 30)]


def test_it_prints_on_a4_with_its_head_on_every_page() -> None:
    drawn = read(sheet([1, "Một", None])).active
    assert (drawn.page_setup.paperSize, drawn.page_setup.orientation) == (9, "landscape")
    assert drawn.print_title_rows == "$4:$4"
    assert drawn.freeze_panes == "A5"
    assert {cell.font.name for cell in drawn[5]} == {"Times New Roman"}


def test_a_sample_and_an_empty_table_say_so() -> None:
    words = [row[0].value for row in read(sheet(sample=True)).active.iter_rows()]
    assert SAMPLE in words
    assert "Không có dòng nào." in words


def test_several_sheets_bear_names_that_excel_accepts() -> None:
    assert read(sheet(), Sheet("Hai", ("HAI",), COLUMNS, [])).sheetnames == ["Bảng 20212022", "Hai"]
    with pytest.raises(ValueError, match="at least one sheet"):
        xlsx_of()
