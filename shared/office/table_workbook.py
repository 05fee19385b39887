"""Bảng biểu bằng Excel để làm việc tiếp và để in: A4, Times New Roman, đầu bảng lặp lại, số là số.

One or several sheets of plain rows. Text that Excel would take for a formula is kept as text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Literal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

NAME = "Times New Roman"
THIN = Side(style="thin", color="FF8391A5")
BORDER = Border(THIN, THIN, THIN, THIN)
HEAD = PatternFill("solid", fgColor="FFE8EEF5")
SAMPLE = "DỮ LIỆU MẪU, không phải số liệu chính thức"

Value = str | int | Decimal | date | datetime | None


@dataclass(frozen=True)
class Column:
    """Một cột: ``width`` in characters; ``places``: decimals shown of a Decimal."""

    title: str
    width: float = 16
    align: Literal["left", "center", "right"] = "left"
    places: int = 2


@dataclass(frozen=True)
class Sheet:
    """Một trang tính. ``lines`` stand above the table: its title first; ``notes`` below it."""

    name: str
    lines: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]
    notes: tuple[str, ...] = ()
    empty: str = "Không có dòng nào."
    sample: bool = False
    landscape: bool = True
    strong: frozenset[int] = frozenset()
    """Places of the rows in bold, the first is 0: headings within the table, totals."""


def xlsx_of(*sheets: Sheet) -> bytes:
    """The sheets as the bytes of an .xlsx. Raises ValueError without any."""
    if not sheets:
        raise ValueError("a workbook has at least one sheet")
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    for place, sheet in enumerate(sheets):
        drawn = first if place == 0 else book.create_sheet()
        drawn.title = "".join(sign for sign in sheet.name if sign not in "[]:*?/\\")[:31]
        _draw(drawn, sheet)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _draw(drawn: Worksheet, sheet: Sheet) -> None:
    last = get_column_letter(len(sheet.columns))
    lines = (*sheet.lines, SAMPLE) if sheet.sample else sheet.lines
    for place, text in enumerate(lines, 1):
        drawn.merge_cells(f"A{place}:{last}{place}")
        _say(drawn.cell(place, 1), text, size=14 if place == 1 else 12, bold=place == 1)
        drawn.cell(place, 1).alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    head = len(lines) + 2
    for place, column in enumerate(sheet.columns, 1):
        cell = drawn.cell(head, place)
        _say(cell, column.title, bold=True)
        cell.fill, cell.border = HEAD, BORDER
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        drawn.column_dimensions[get_column_letter(place)].width = column.width
    # No program computes the height of a wrapped row when it opens the file; so it is set.
    drawn.row_dimensions[head].height = 17.0 * max(_lines(column.title, column.width) for column in sheet.columns)
    for row, values in enumerate(sheet.rows, head + 1):
        tallest = 1
        for place, (value, column) in enumerate(zip(values, sheet.columns, strict=True), 1):
            cell = drawn.cell(row, place)
            _say(cell, value, bold=row - head - 1 in sheet.strong)
            cell.border = BORDER
            number = isinstance(value, int | Decimal) and not isinstance(value, bool)
            horizontal = "right" if number and column.align == "left" else column.align
            cell.alignment = Alignment(horizontal=horizontal, vertical="top", wrap_text=True)
            if isinstance(value, Decimal):
                cell.number_format = "#,##0" + (f".{'0' * column.places}" if column.places else "")
            elif isinstance(value, datetime):
                cell.number_format = "hh:mm dd/mm/yyyy"
            elif isinstance(value, date):
                cell.number_format = "dd/mm/yyyy"
            tallest = max(tallest, _lines(str(value or ""), column.width))
        drawn.row_dimensions[row].height = 16.0 * tallest
    below = head + len(sheet.rows) + 1
    if not sheet.rows:
        _say(drawn.cell(below, 1), sheet.empty)
        below += 1
    for place, text in enumerate(sheet.notes, below + 1):
        _say(drawn.cell(place, 1), text, italic=True)
    _set_page(drawn, sheet, head)


def _set_page(drawn: Worksheet, sheet: Sheet, head: int) -> None:
    drawn.freeze_panes = f"A{head + 1}"
    drawn.print_title_rows = f"{head}:{head}"
    drawn.page_setup.orientation = "landscape" if sheet.landscape else "portrait"
    drawn.page_setup.paperSize = 9  # A4
    drawn.page_setup.fitToHeight = 0
    drawn.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if drawn.oddFooter is not None:
        drawn.oddFooter.center.text = "Trang &P/&N"


def _say(cell: Cell | MergedCell, value: Value, *, size: int = 12, bold: bool = False, italic: bool = False) -> None:
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)  # Excel knows no offsets; all moments here are ICT
    cell.value = value
    if isinstance(value, str) and value.startswith("="):
        # Text stays text, also after somebody has edited the cell.
        cell.data_type, cell.quotePrefix = "s", True
    cell.font = Font(name=NAME, size=size, bold=bold, italic=italic)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of that width."""
    return sum(max(1, -(-len(line) // max(1, int(width)))) for line in text.split("\n"))
