"""Bộ tiêu chí trong tệp XLSX hoặc CSV (Điều 10 khoản 2 điểm a): bytes → table with all its faults, set → bytes.

Nothing that comes in is trusted: not the file's size, not what it unpacks to, not its protection or
validation (pasting overwrites both). Formulas are refused, because their value is whatever the last program
computed. What goes out cannot run: text that a spreadsheet would take for a formula gets a leading
apostrophe, which reading takes away again.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from shared.office.criteria_workbook import workbook_bytes
from shared.regulation.criteria import CriteriaSet
from shared.regulation.criteria_reading import Table, read_table
from shared.regulation.criteria_table import NODE_COLUMNS, column_letter, header_rows, node_row
from shared.regulation.faults import Fault, Sentences
from shared.regulation.notation import plain

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 30 * 1024 * 1024
MAX_PARTS = 200
MAX_COLUMNS = 40
MAX_LINES = 2000
MAX_CELL = 10_000

SENTENCES = Sentences(
    FILE_EMPTY="Tệp trống.",
    FILE_TOO_LARGE="Tệp lớn hơn {most} MB.",
    FILE_UNPACKS_TOO_LARGE="Tệp giải nén ra quá lớn hoặc quá nhiều phần; không mở.",
    FILE_NOT_READABLE="Tệp hỏng hoặc không phải XLSX.",
    OLD_FORMAT="Tệp .xls hoặc tệp đặt mật khẩu không dùng được; hãy lưu thành .xlsx không mật khẩu.",
    MACROS="Tệp có macro (.xlsm); hãy lưu thành .xlsx.",
    NOT_UTF8="Tệp CSV không phải UTF-8; hãy lưu dạng “CSV UTF-8”.",
    TOO_MANY_LINES="Tệp có quá {most} dòng.",
    FORMULA="Ô {node}: hãy nhập giá trị, không nhập công thức.",
    ERROR_VALUE="Ô {node}: ô báo lỗi {text}.",
    CELL_TOO_LONG="Ô {node}: nội dung dài quá {most} ký tự.",
)
_say = SENTENCES.fault
_RUNS = re.compile(r"'*[=+\-@\t\r]")


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return "'" + text if _RUNS.match(text) else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and _RUNS.match(text) else text


# -- reading ---------------------------------------------------------------------------------------------------


def read(content: bytes) -> Table:
    """The criteria table in these bytes, XLSX or CSV; never raises for bad content: see `Table.faults`."""
    if not content.strip():
        return _refused("FILE_EMPTY")
    if len(content) > MAX_BYTES:
        return _refused("FILE_TOO_LARGE", most=MAX_BYTES // 1024 // 1024)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return _refused("OLD_FORMAT")
    return _read_xlsx(content) if content.startswith(b"PK") else _read_csv(content)


def _refused(code: str, **words: object) -> Table:
    return Table({}, (), (), {}, (_say(code, **words),))


def _read_csv(content: bytes) -> Table:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _refused("NOT_UTF8")
    tables = [_csv_table(text, delimiter) for delimiter in ";,\t"]
    return next((table for table in tables if table.columns), tables[0])


def _csv_table(text: str, delimiter: str) -> Table:
    faults: list[Fault] = []
    rows = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            if number > MAX_LINES:
                return _refused("TOO_MANY_LINES", most=MAX_LINES)
            cells = []
            for place, cell in enumerate(row[:MAX_COLUMNS]):
                if cell.lstrip().startswith("="):
                    faults.append(_say("FORMULA", f"{column_letter(place)}{number}"))
                    cell = ""
                cells.append(_unguarded(cell))
            rows.append(cells)
    except csv.Error:  # a cell beyond the csv module's own limit, a stray NUL
        return _refused("FILE_NOT_READABLE")
    return read_table(rows, faults)


def _read_xlsx(content: bytes) -> Table:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                return _refused("FILE_UNPACKS_TOO_LARGE")
            if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
                return _refused("MACROS")
        return _best_sheet(content)
    except (zipfile.BadZipFile, InvalidFileException, ParseError, *_BROKEN):
        return _refused("FILE_NOT_READABLE")


# What openpyxl was seen to raise for a workbook that is a zip file and no workbook, or one that was tampered with.
_BROKEN = (
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
    NotImplementedError,
)


def _best_sheet(content: bytes) -> Table:
    """The first visible sheet that holds a head row; the first visible one when none does."""
    workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    try:
        first: Table | None = None
        for sheet in workbook.worksheets:
            if sheet.sheet_state != "visible":
                continue
            faults: list[Fault] = []
            rows = list(_rows(sheet, faults))
            if len(rows) > MAX_LINES:
                return _refused("TOO_MANY_LINES", most=MAX_LINES)
            table = read_table(rows, faults)
            if table.columns:
                return table
            first = first or table
        return first or read_table(())
    finally:
        workbook.close()


class _Cell(Protocol):
    value: Any
    data_type: str


def _rows(sheet: Any, faults: list[Fault]) -> Iterator[list[str]]:
    # Bounds of our own: the dimension that a file claims may be anything, and a row may number itself 1048576.
    for number, row in enumerate(sheet.iter_rows(max_row=MAX_LINES + 1, max_col=MAX_COLUMNS), start=1):
        yield [_text(cell, f"{column_letter(place)}{number}", faults) for place, cell in enumerate(row)]


def _text(cell: _Cell, address: str, faults: list[Fault]) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        faults.append(_say("FORMULA", address))
        return ""
    if cell.data_type == "e":
        faults.append(_say("ERROR_VALUE", address, text=str(value)[:20]))
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, datetime):
        return (value.date() if value.time() == datetime.min.time() else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)):
        # Excel keeps 15 digits: its 0.1 + 0.2 is written 0.30000000000000004 and shown, and meant, as 0.3.
        return plain(Decimal(format(value, ".15g"))) if abs(value) < 1e20 else str(value)
    text = str(value)
    if len(text) > MAX_CELL:
        faults.append(_say("CELL_TOO_LONG", address, most=MAX_CELL))
        return ""
    return _unguarded(text)


# -- writing ---------------------------------------------------------------------------------------------------


def write_csv(criteria: CriteriaSet) -> bytes:
    """CSV as Vietnamese Excel opens it by a double click: UTF-8 with BOM, semicolons, decimal commas."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for title, value in header_rows(criteria):
        writer.writerow((title, guarded(value)))
    writer.writerow(NODE_COLUMNS.values())
    for node in criteria.nodes:
        row = node_row(node).values()
        writer.writerow(guarded(cell) if isinstance(cell, str) else plain(cell).replace(".", ",") for cell in row)
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(criteria: CriteriaSet) -> bytes:
    """An XLSX workbook that people can edit and `read` reads back to the same set."""
    return workbook_bytes(criteria, guarded)
