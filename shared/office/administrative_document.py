"""Văn bản hành chính bằng Word theo thể thức Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, Times New Roman, lề 20–30–15 mm.

What is written is given as plain data; the bytes of a .docx come back. Number and date may be left open, for the clerk
whose system assigns them (Điều 15). A sample says that it is one on its first line: nothing made up may look official.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any, Literal

import docx
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

FONT = "Times New Roman"
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
SAMPLE = "DỮ LIỆU MẪU, không phải văn bản chính thức"
PLACE = "Quảng Nam"

Align = Literal["left", "center", "right"]
Value = str | int | Decimal | date | None

_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


@dataclass(frozen=True)
class Column:
    """Một cột: ``share`` is its part of the width, beside the others'."""

    title: str
    share: float = 1.0
    align: Align = "left"


@dataclass(frozen=True)
class Table:
    """Một bảng; a row whose first value begins with ``#`` is a heading over the whole width."""

    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]
    title: str = ""
    empty: str = "Không có."


@dataclass(frozen=True)
class Section:
    """Một đề mục in đậm và các đoạn dưới nó; bảng đứng sau các đoạn."""

    title: str = ""
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Signature:
    """Quyền hạn, chức vụ, họ tên: ``("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH")``, ``"PHÓ CHỦ TỊCH"``, name."""

    authority: tuple[str, ...] = ()
    position: str = ""
    name: str = ""


@dataclass(frozen=True)
class AdministrativeDocument:
    """Một văn bản hành chính: báo cáo, tờ trình, thông báo, kế hoạch, biên bản, công văn."""

    issuer: str
    """Tên cơ quan ban hành; in hoa khi viết ra."""
    title: str
    """Trích yếu."""
    sections: tuple[Section, ...]
    type_name: str | None = None
    """Tên loại (``"BÁO CÁO"``); None is a công văn, whose subject stands under the number."""
    superior: str | None = None
    """Cơ quan chủ quản."""
    number: str = ""
    notation: str = ""
    issued: date | None = None
    to: tuple[str, ...] = ()
    """Kính gửi."""
    grounds: tuple[str, ...] = ()
    """Căn cứ, in nghiêng."""
    copies: tuple[str, ...] = ()
    """Nơi nhận, without the archive's line."""
    signature: Signature = field(default_factory=Signature)
    sample: bool = False
    landscape: bool = False


def long_date(day: date | None) -> str:
    """ "ngày 05 tháng 01 năm 2022": leading zero for days below 10 and for months 1 and 2; blanks without a date."""
    if day is None:
        return "ngày … tháng … năm …"
    month = f"{day.month:02d}" if day.month < 3 else f"{day.month}"
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def spoken(value: Value) -> str:
    """A value as people read it: 1.234,56; 05/01/2022; nothing for None, which is not 0."""
    match value:
        case None:
            return ""
        case bool() | str():
            return str(value)
        case int():
            return f"{value:,}".replace(",", ".")
        case Decimal():
            whole, _, places = format(value, ",f").partition(".")
            return whole.replace(",", ".") + (f",{places}" if places else "")
        case date():
            return f"{value:%d/%m/%Y}"


def docx_of(document: AdministrativeDocument) -> bytes:
    """The document as the bytes of a .docx."""
    word = docx.Document()
    _page(word, landscape=document.landscape)
    _properties(word, document)
    if document.sample:
        _line(word, SAMPLE, size=12, bold=True, align="center", after=6)
    _head(word, document)
    _title(word, document)
    for grounds in document.grounds:
        _line(word, grounds, size=14, italic=True, indent=True, align="both")
    for section in document.sections:
        _section(word, section)
    _foot(word, document)
    written = BytesIO()
    word.save(written)
    return written.getvalue()


# The page


def _page(word: DocxDocument, *, landscape: bool) -> None:
    section = word.sections[0]
    width, height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.page_width, section.page_height = width, height
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    style = word.styles["Normal"]
    style.font.name = FONT
    style.font.size = Pt(14)
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    properties.append(language)
    # Page number: centred above, none on the first page.
    section.different_first_page_header_footer = True
    top = section.header.paragraphs[0]
    top.alignment = WD_ALIGN_PARAGRAPH.CENTER
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    top._p.append(number)


def _properties(word: DocxDocument, document: AdministrativeDocument) -> None:
    told = word.core_properties
    told.title = document.title
    told.author = document.issuer
    told.language = "vi-VN"
    told.comments = SAMPLE if document.sample else ""


# Its parts


def _head(word: DocxDocument, document: AdministrativeDocument) -> None:
    left, right = _pair(word, Mm(60), Mm(105))
    if document.superior:
        _line(left, document.superior.upper(), size=12, align="center")
    _line(left, document.issuer.upper(), size=12, bold=True, align="center")
    _rule(left, "───────")
    number = f"Số: {document.number or '     '}/{document.notation}" if document.notation else "Số:"
    _line(left, number, size=13, align="center")
    if document.type_name is None:
        _line(left, f"V/v {document.title}", size=12, align="center")
    _line(right, NATION, size=12, bold=True, align="center")
    _line(right, MOTTO, size=13, bold=True, align="center")
    _rule(right, "──────────────")
    _line(right, f"{PLACE}, {long_date(document.issued)}", size=13, italic=True, align="center")
    for cell in (left, right):  # a new cell begins with an empty line
        cell._tc.remove(cell.paragraphs[0]._p)


def _title(word: DocxDocument, document: AdministrativeDocument) -> None:
    if document.type_name is not None:
        _line(word, document.type_name.upper(), size=14, bold=True, align="center", before=12)
        _line(word, document.title, size=14, bold=True, align="center")
        _rule(word, "────────")
    if document.to:
        words = document.to[0] if len(document.to) == 1 else "".join(f"\n- {each};" for each in document.to)
        _line(word, f"Kính gửi: {words}", size=14, align="center", before=6, after=6)


def _section(word: DocxDocument, section: Section) -> None:
    if section.title:
        _line(word, section.title, size=14, bold=True, indent=True, before=6)
    for text in section.paragraphs:
        _line(word, text, size=14, indent=True, align="both", before=6)
    for table in section.tables:
        _table(word, table)


def _table(word: DocxDocument, table: Table) -> None:
    if table.title:
        _line(word, table.title, size=13, bold=True, align="center", before=6, after=3)
    page = word.sections[0]
    room = int(page.page_width or 0) - int(page.left_margin or 0) - int(page.right_margin or 0)
    total = sum(column.share for column in table.columns)
    drawn = word.add_table(rows=1, cols=len(table.columns))
    drawn.style = "Table Grid"
    drawn.alignment = WD_TABLE_ALIGNMENT.CENTER
    drawn.autofit = False
    widths = [int(room * column.share / total) for column in table.columns]
    # Both the grid and every cell: Word reads the one, other programs the other.
    for drawn_column, width in zip(drawn.columns, widths, strict=True):
        drawn_column.width = width
    for cell, column in zip(drawn.rows[0].cells, table.columns, strict=True):
        _fill(cell, column.title, bold=True, align="center")
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    drawn.rows[0]._tr.get_or_add_trPr().append(repeated)
    for values in table.rows:
        cells = drawn.add_row().cells
        if str(values[0]).startswith("#"):
            _fill(cells[0].merge(cells[-1]), str(values[0]).removeprefix("#").strip(), bold=True, align="left")
            continue
        for cell, value, column in zip(cells, values, table.columns, strict=True):
            _fill(cell, spoken(value), align=column.align)
    if not table.rows:
        cells = drawn.add_row().cells
        _fill(cells[0].merge(cells[-1]), table.empty, align="center")
    for row in drawn.rows:
        whole = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(whole)
        for cell, width in zip(row.cells, widths, strict=False):
            cell.width = width
    _line(word, "", size=6)


def _foot(word: DocxDocument, document: AdministrativeDocument) -> None:
    _line(word, "", size=6)
    left, right = _pair(word, Mm(75), Mm(90))
    _line(left, "Nơi nhận:", size=12, bold=True, italic=True)
    for copy in document.copies:
        _line(left, f"- {copy};", size=11)
    _line(left, "- Lưu: VT.", size=11)
    for words in (*document.signature.authority, document.signature.position):
        if words:
            _line(right, words.upper(), size=14, bold=True, align="center")
    for _ in range(4):
        _line(right, "", size=14)
    _line(right, document.signature.name, size=14, bold=True, align="center")
    for cell in (left, right):
        cell._tc.remove(cell.paragraphs[0]._p)


# Its lines


def _pair(word: DocxDocument, left: Any, right: Any) -> tuple[_Cell, _Cell]:
    """Two columns without borders."""
    table = word.add_table(rows=1, cols=2)
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for place, width in enumerate((left, right)):
        table.columns[place].width = width
        table.rows[0].cells[place].width = width
    return table.rows[0].cells[0], table.rows[0].cells[1]


def _line(
    where: DocxDocument | _Cell,
    text: str,
    *,
    size: int,
    bold: bool = False,
    italic: bool = False,
    indent: bool = False,
    align: Literal["left", "center", "right", "both"] = "left",
    before: int = 0,
    after: int = 0,
) -> DocxParagraph:
    line = where.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if align == "both" else _ALIGN[align]
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(before), Pt(after)
    line.paragraph_format.line_spacing = 1.0
    if indent:
        line.paragraph_format.first_line_indent = Mm(12.7)
    run = line.add_run(text)
    run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic
    return line


def _rule(where: DocxDocument | _Cell, line: str) -> None:
    _line(where, line, size=8, align="center", after=4)


def _fill(cell: _Cell, text: str, *, bold: bool = False, align: Align = "left") -> None:
    line = cell.paragraphs[0]
    line.alignment = _ALIGN[align]
    line.paragraph_format.space_after = Pt(0)
    run = line.add_run(text)
    run.font.size, run.font.bold = Pt(12), bold
