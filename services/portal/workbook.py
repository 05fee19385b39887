"""Bảng điểm thành tệp Excel: the scoreboard of a khối as a workbook to be worked on and printed (A4 ngang)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from services.portal import formats, wording
from services.portal.board import Board, Cell

NAME = "Times New Roman"
THIN = Side(style="thin", color="FF8391A5")
HEAD = PatternFill("solid", fgColor="FFE8EEF5")
MISSING = "chưa chấm"


def workbook_of(board: Board, *, told: datetime, as_of: datetime | None = None) -> bytes:
    """The board as the bytes of an .xlsx. Scores are numbers, KAD and "chưa chấm" are words, 0 is 0."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = f"{board.year}"
    columns = ["Hạng", "Cơ quan", *(_words(node.title) for node in board.fields), "Tổng điểm", "Chỉ số (%)", "Xếp loại"]
    last = get_column_letter(len(columns))
    title = f"BẢNG ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM {board.year}"
    lines = [title, wording.block(board.block), f"Số liệu lúc {formats.moment(as_of or told)} (ICT)"]
    if board.sample:
        lines.append("DỮ LIỆU MẪU, không phải số liệu chính thức")
    for place, text in enumerate(lines, 1):
        sheet.merge_cells(f"A{place}:{last}{place}")
        sheet[f"A{place}"] = text
        sheet[f"A{place}"].font = Font(name=NAME, size=14 if place == 1 else 12, bold=place == 1)
        sheet[f"A{place}"].alignment = Alignment(horizontal="center")
    top = len(lines) + 2
    maxima: list[Any] = ["", "Điểm tối đa", *(node.maximum for node in board.fields), Decimal(100), Decimal(100), ""]
    heads: list[list[Any]] = [columns, maxima]
    for row, values in enumerate(heads, top):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column, value)
            cell.font = Font(name=NAME, size=12, bold=True)
            cell.fill = HEAD
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            cell.border = Border(THIN, THIN, THIN, THIN)
    for row, line in enumerate(board.lines, top + 2):
        rank = line.rank if line.rank is not None else ("không xếp hạng" if not line.ranked else "tạm tính")
        scored: list[Any] = [rank, line.name, *(_value(cell) for cell in line.cells), line.total, line.percent]
        for column, value in enumerate([*scored, line.band or ""], 1):
            written = sheet.cell(row, column, value)
            written.font = Font(name=NAME, size=12)
            written.border = Border(THIN, THIN, THIN, THIN)
            if isinstance(value, Decimal):
                written.number_format = "#,##0.00"
            elif column > 2:
                written.alignment = Alignment(horizontal="center")
    sheet.row_dimensions[top].height = 78
    for column, width in enumerate([9, 44, *[13] * len(board.fields), 12, 12, 14], 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"C{top + 2}"
    sheet.print_title_rows = f"{top}:{top + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = "Trang &P/&N"
    bytes_ = BytesIO()
    book.save(bytes_)
    return bytes_.getvalue()


def _value(cell: Cell) -> Decimal | str:
    if not cell.applicable:
        return formats.NOT_APPLICABLE
    return MISSING if cell.value is None else cell.value


def _words(text: str) -> str:
    """Text that Excel will not take for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text
