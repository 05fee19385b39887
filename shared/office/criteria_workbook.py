"""Bảng tính của bộ tiêu chí: how it looks and what it helps with (Điều 10 khoản 2 điểm a).

Times New Roman, A4 landscape, head row kept on screen and on every page, drop-downs for the columns that take
words. A drop-down's words stand on a hidden sheet: typed into the cell they may not exceed 255 characters.
"""

import io
from collections.abc import Callable
from decimal import Decimal
from math import ceil

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from shared.regulation.criteria import CriteriaSet, Node
from shared.regulation.criteria_faults import SAMPLE_LABEL
from shared.regulation.criteria_table import (
    NODE_COLUMNS,
    SET_ROWS,
    YES_NO,
    column_letter,
    header_rows,
    node_row,
    offered,
)

SHEET = "Bộ tiêu chí"
LISTS = "_danh_muc"
SPARE_ROWS = 200  # rows below the last one that still offer the drop-downs
WIDTHS = {
    "code": 8,
    "parent": 9,
    "level": 14,
    "title": 48,
    "maximum": 8,
    "step": 7,
    "kind": 16,
    "competence": 22,
    "evidence": 40,
    "applies_to": 16,
    "formula": 10,
    "figures": 32,
    "share": 10,
    "full_at": 8,
    "zero_below": 8,
    "bands": 16,
    "each": 8,
}
_FONT = "Times New Roman"
_LINE = Side(style="thin", color="999999")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_FILLS = {"head": "D9E2EC", "field": "E8EEF4", "criterion": "F5F7FA"}


def workbook_bytes(criteria: CriteriaSet, guarded: Callable[[str], str]) -> bytes:
    """The workbook of a set. `guarded` makes text safe from being taken for a formula."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = SHEET
    workbook.properties.title = criteria.title
    workbook.properties.creator = ""
    head = _facts(sheet, criteria, guarded)
    _head_row(sheet, head)
    for number, node in enumerate(criteria.nodes, start=head + 1):
        _node(sheet, number, node, leaf=criteria.is_leaf(node), guarded=guarded)
    _drop_downs(workbook, sheet, criteria.block, head + 1, head + len(criteria.nodes) + SPARE_ROWS)
    _paper(sheet, criteria, head)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _facts(sheet: Worksheet, criteria: CriteriaSet, guarded: Callable[[str], str]) -> int:
    """The facts of the set; gives the number of the head row."""
    for number, (title, value) in enumerate(header_rows(criteria), start=1):
        sheet.cell(number, 1, title).font = Font(name=_FONT, size=12, bold=True)
        cell = sheet.cell(number, 2, guarded(value) or None)
        cell.font = Font(name=_FONT, size=12, bold=number == 1, color="9C1C1C" if criteria.sample else None)
        cell.number_format = "@"
    return len(SET_ROWS) + 2


def _head_row(sheet: Worksheet, head: int) -> None:
    for place, (name, title) in enumerate(NODE_COLUMNS.items(), start=1):
        cell = sheet.cell(head, place, title)
        cell.font = Font(name=_FONT, size=11, bold=True)
        cell.fill = PatternFill("solid", fgColor=_FILLS["head"])
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = _GRID
        sheet.column_dimensions[column_letter(place - 1)].width = WIDTHS[name]
    sheet.row_dimensions[head].height = 48


def _node(sheet: Worksheet, number: int, node: Node, leaf: bool, guarded: Callable[[str], str]) -> None:
    lines = 1
    for place, (name, value) in enumerate(node_row(node).items(), start=1):
        is_number = isinstance(value, Decimal)
        cell = sheet.cell(number, place, value if isinstance(value, Decimal) else guarded(value) or None)
        # Text in every other column, or Excel makes 1.1 of the code 1.10 and a date of 1.2.2021.
        cell.number_format = "0.####" if is_number or name in _NUMBER_COLUMNS else "@"
        cell.font = Font(name=_FONT, size=11, bold=not leaf)
        cell.alignment = Alignment(vertical="top", wrap_text=True, horizontal="right" if is_number else "left")
        cell.border = _GRID
        if not leaf and node.level in _FILLS:
            cell.fill = PatternFill("solid", fgColor=_FILLS[node.level])
        lines = max(lines, _lines(value, WIDTHS[name]))
    sheet.row_dimensions[number].height = min(400, 4 + 15 * lines)  # nobody else computes row heights


_NUMBER_COLUMNS = frozenset({"maximum", "step", "full_at", "zero_below", "each"})


def _lines(value: str | Decimal, width: int) -> int:
    return sum(max(1, ceil(len(line) * 1.1 / width)) for line in str(value).split("\n"))


def _drop_downs(workbook: Workbook, sheet: Worksheet, scope: str, first: int, last: int) -> None:
    lists = workbook.create_sheet(LISTS)
    lists.sheet_state = "veryHidden"
    words = {name: list(choices.values()) for name, choices in offered(scope).items()}
    words["share"] = list(YES_NO.values())
    for place, (name, titles) in enumerate(words.items()):
        for number, title in enumerate([name, *titles], start=1):
            lists.cell(number, place + 1, title)
        letter = column_letter(place)
        rule = DataValidation(
            type="list", formula1=f"={LISTS}!${letter}$2:${letter}${len(titles) + 1}", allow_blank=True
        )
        rule.errorTitle = NODE_COLUMNS[name]
        rule.error = "Hãy chọn một giá trị trong danh sách."
        rule.showErrorMessage = True
        column = column_letter(list(NODE_COLUMNS).index(name))
        rule.add(f"{column}{first}:{column}{last}")
        sheet.add_data_validation(rule)


def _paper(sheet: Worksheet, criteria: CriteriaSet, head: int) -> None:
    sheet.freeze_panes = f"B{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.HeaderFooter.oddFooter = _centred("Trang &P/&N")
    if criteria.sample:
        sheet.HeaderFooter.oddHeader = _centred(f"{SAMPLE_LABEL} – không phải văn bản chính thức")


def _centred(text: str) -> HeaderFooterItem:
    item = HeaderFooterItem()
    item.center.text = text
    return item
