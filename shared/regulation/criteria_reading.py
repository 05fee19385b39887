"""Đọc bảng bộ tiêu chí (Điều 10 khoản 2 điểm a): rows of text → nodes in plain form, and every fault with its cell.

The head row is recognised by its Vietnamese titles, in any order. Nothing stops at the first fault. Whether
the set is a good one is for criteria_faults; `Table.cell_of` finds the cell of such a fault.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from shared.regulation.alphabet import legacy_encoding
from shared.regulation.criteria import LEVELS
from shared.regulation.criteria_table import (
    CHOICES,
    IGNORED,
    NODE_COLUMNS,
    REQUIRED,
    RULE_COLUMNS,
    SET_ROWS,
    YES_NO,
    column_letter,
)
from shared.regulation.faults import Fault, Sentences
from shared.regulation.notation import plain
from shared.regulation.provincial import SCOPES

SENTENCES = Sentences(
    HEAD_NOT_FOUND="Không tìm thấy dòng tiêu đề có các cột “Mã”, “Nội dung”, “Điểm tối đa”.",
    COLUMN_MISSING="Thiếu cột “{title}”.",
    COLUMN_REPEATED="Ô {node}: cột “{title}” có hai lần.",
    COLUMN_UNKNOWN="Ô {node}: không có cột “{title}” trong mẫu; xóa cột này hoặc sửa tên cột.",
    NO_ROWS="Bảng không có dòng tiêu chí nào.",
    TOO_MANY_ROWS="Bảng có quá {most} dòng.",
    CELL_EMPTY="Ô {node}: chưa ghi “{title}”.",
    WORD_UNKNOWN="Ô {node}: “{text}” không phải là một giá trị của cột “{title}” ({words}).",
    NOT_A_NUMBER="Ô {node}: “{text}” không phải là số.",
    DATE_FOR_NUMBER="Ô {node}: cần số nhưng ô ghi “{text}”; Excel đã hiểu nhầm thành ngày.",
    NUMBER_TOO_LONG="Ô {node}: số “{text}” dài quá; tối đa 4 chữ số sau dấu phẩy.",
    NOT_A_DAY="Ô {node}: “{text}” không phải là ngày (viết 18/6/2021 hoặc 2021-06-18).",
    LIST_MALFORMED="Ô {node}: “{text}” viết sai mẫu; phải viết như: {example}.",
    TEXT_TOO_LONG="Ô {node}: văn bản dài quá {most} ký tự.",
    LEGACY_ENCODING="Ô {node}: “{text}” dùng bảng mã {encoding}; hãy chuyển sang Unicode rồi nhập lại.",
    CONTROL_CHARACTER="Ô {node}: có ký tự điều khiển không được phép.",
)
_say = SENTENCES.fault
MAX_ROWS = 1000
DIGITS = {"full_at": 15, "zero_below": 15, "bands": 15}  # declared figures may be sums of money
MAX_TEXT = {"title": 1000, "evidence": 2000}


Row = Sequence[str]


def canonical(text: str) -> str:
    """Text as it is stored: NFC, line ends \\n, no blanks around, no non-breaking blanks."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("\u00a0", " ").replace("\ufeff", "").strip()


@dataclass(frozen=True)
class Table:
    """What a table holds: the facts of the set, its nodes in plain form, and all that is wrong with its cells."""

    header: Mapping[str, Any]
    nodes: tuple[dict[str, Any], ...]
    rows: tuple[int, ...]  # the row number of each node, as people count
    columns: Mapping[str, str]  # column name → letter
    faults: tuple[Fault, ...]

    def cell_of(self, code: str, column: str = "code") -> str | None:
        """The cell where this criterion says this; None for a criterion that is not in the table."""
        for row, node in zip(self.rows, self.nodes, strict=True):
            if node["code"] == code:
                return f"{self.columns.get(column) or self.columns['code']}{row}"
        return None

    def to_plain(self) -> dict[str, Any]:
        """The facts of the set and its nodes: the data of AdoptCriteriaSet, as far as the table says them."""
        return {**self.header, "nodes": [dict(node) for node in self.nodes]}


@dataclass
class _Reader:
    """Reads the cells of one row; what is wrong goes to `faults`."""

    faults: list[Fault]
    columns: Mapping[str, int]
    number: int = 0
    cells: Mapping[str, str] = field(default_factory=dict)

    def at(self, name: str) -> str:
        return f"{column_letter(self.columns.get(name, 0))}{self.number}"

    def wrong(self, code: str, name: str, **words: object) -> None:
        text = self.cells.get(name, "")
        words = {"title": NODE_COLUMNS[name], "text": text if len(text) <= 40 else text[:39] + "…", **words}
        self.faults.append(_say(code, self.at(name), **words))

    def text(self, name: str, required: bool = False) -> str:
        text = self.cells.get(name, "")
        if required and not text:
            self.wrong("CELL_EMPTY", name)
        if (most := MAX_TEXT.get(name, 500)) < len(text):
            self.wrong("TEXT_TOO_LONG", name, most=most)
        return text

    def choice(self, name: str) -> str | None:
        text = self.cells.get(name, "")
        if not text:
            return None
        for word, title in CHOICES[name].items():
            if text.casefold() in (title.casefold(), word):
                return word
        self.wrong("WORD_UNKNOWN", name, words=", ".join(CHOICES[name].values()))
        return None

    def number_(self, name: str, required: bool = False) -> str | None:
        text = self.cells.get(name, "")
        if not text:
            if required:
                self.wrong("CELL_EMPTY", name)
            return None
        number, code = read_number(text, DIGITS.get(name, 6))
        if number is None:
            self.wrong(code, name)
            return None
        return plain(number)

    def pairs(self, name: str, shape: re.Pattern[str], example: str) -> list[tuple[str, str]]:
        """ "a = b" or "a: b", one a line or separated by semicolons where the shape has no text."""
        text = self.cells.get(name, "")
        parts = text.split("\n") if name == "figures" else re.split(r"[;\n]", text)
        found = [shape.fullmatch(part.strip()) for part in parts if part.strip()]
        if not all(found):
            self.wrong("LIST_MALFORMED", name, example=example)
            return []
        return [(match[1], (match[2] or "").strip()) for match in found if match]


_FIGURE = re.compile(r"([a-z][a-z0-9_]{0,63})\s*(?:=\s*(.*))?")
_BAND = re.compile(r"(-?[\d.,]+)\s*:\s*(-?[\d.,]+)")
_NUMBER = re.compile(r"-?\d+([.,]\d+)?")
_DATE_LIKE = re.compile(r"\d{1,4}[-/]\d{1,2}([-/]\d{1,4})?([ T].*)?")


def read_number(text: str, digits: int = 6) -> tuple[Decimal | None, str]:
    """(number, "") for "1.5", "1,5", "-2"; (None, the code of the fault) for anything else."""
    text = text.replace("\u2212", "-")
    if _DATE_LIKE.fullmatch(text):
        return None, "DATE_FOR_NUMBER"
    if not _NUMBER.fullmatch(text):
        return None, "NOT_A_NUMBER"
    whole, _, rest = text.lstrip("-").replace(",", ".").partition(".")
    if len(whole.lstrip("0")) > digits or len(rest.rstrip("0")) > 4:
        return None, "NUMBER_TOO_LONG"
    return Decimal(text.replace(",", ".")), ""


def read_table(rows: Iterable[Row], faults: Iterable[Fault] = ()) -> Table:
    """The table in these rows of text (row 1 first, column A first). `faults`: what the reader of the bytes found."""
    found = list(faults)
    grid = [[canonical(cell) for cell in row] for row in rows]
    found += [fault for number, row in enumerate(grid, start=1) for fault in _unreadable(number, row)]
    head = next((place for place, row in enumerate(grid) if _is_head(row)), None)
    if head is None:
        return Table({}, (), (), {}, (*found, _say("HEAD_NOT_FOUND")))
    columns, wrong = _columns(grid[head], head + 1)
    found += wrong
    reader = _Reader(found, columns)
    nodes, numbers = [], []
    for number, row in enumerate(grid[head + 1 :], start=head + 2):
        if any(row):
            reader.number = number
            reader.cells = {name: row[place] for name, place in columns.items() if place < len(row)}
            nodes.append(_node(reader))
            numbers.append(number)
    if not nodes:
        found.append(_say("NO_ROWS"))
    if len(nodes) > MAX_ROWS:
        found.append(_say("TOO_MANY_ROWS", most=MAX_ROWS))
    header = _header(grid[:head], found)
    letters = {name: column_letter(place) for name, place in columns.items()}
    return Table(header, tuple(nodes), tuple(numbers), letters, tuple(found))


def _unreadable(number: int, row: Row) -> Iterator[Fault]:
    for place, text in enumerate(row):
        cell = f"{column_letter(place)}{number}"
        if encoding := legacy_encoding(text):
            yield _say("LEGACY_ENCODING", cell, text=text[:40], encoding=encoding)
        if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in text):
            yield _say("CONTROL_CHARACTER", cell)


def _known(text: str) -> str | None:
    """The column of a head cell: "ĐIỂM  TỐI ĐA (điểm)" is the column of the maximum."""
    bare = " ".join(re.sub(r"\(.*?\)", " ", text).split()).casefold()
    return next((name for name, title in NODE_COLUMNS.items() if title.casefold() == bare), None)


def _is_head(row: Row) -> bool:
    return set(REQUIRED) <= {_known(text) for text in row}


def _columns(row: Row, number: int) -> tuple[dict[str, int], list[Fault]]:
    columns: dict[str, int] = {}
    wrong = []
    for place, text in enumerate(row):
        name, cell = _known(text), f"{column_letter(place)}{number}"
        if name is None:
            if text and text.casefold() not in IGNORED:
                wrong.append(_say("COLUMN_UNKNOWN", cell, title=text[:60]))
        elif name in columns:
            wrong.append(_say("COLUMN_REPEATED", cell, title=text))
        else:
            columns[name] = place
    for name in ("step", "kind", "competence"):
        if name not in columns:
            wrong.append(_say("COLUMN_MISSING", title=NODE_COLUMNS[name]))
    return columns, wrong


def _node(reader: _Reader) -> dict[str, Any]:
    code = reader.text("code", required=True)
    steps = code.split(".")
    derived_parent = ".".join(steps[:-1]) or None  # only where the table has no column of parents
    derived_level = list(LEVELS)[min(len(steps), len(LEVELS)) - 1]
    agencies = [part.strip() for part in re.split(r"[;,\n]", reader.text("applies_to")) if part.strip()]
    return {
        "code": code,
        "parent": (reader.text("parent") or None) if "parent" in reader.columns else derived_parent,
        "level": (reader.choice("level") or derived_level) if "level" in reader.columns else derived_level,
        "title": " ".join(reader.text("title", required=True).split()),
        "maximum": reader.number_("maximum", required=True) or "0",
        "step": reader.number_("step"),
        "kind": reader.choice("kind"),
        "competence": reader.choice("competence"),
        "evidence": reader.text("evidence"),
        "applies_to": agencies,
        "rule": _rule(reader),
    }


def _rule(reader: _Reader) -> dict[str, Any] | None:
    if not any(reader.cells.get(name) for name in RULE_COLUMNS):
        return None
    formula = reader.choice("formula")
    if not reader.cells.get("formula"):
        reader.wrong("CELL_EMPTY", "formula")
    figures = reader.pairs("figures", _FIGURE, "dung_han = Số hồ sơ đúng hạn (mỗi dòng một số liệu)")
    bands = []
    for edge, score in reader.pairs("bands", _BAND, "90: 1,5; 80: 1"):
        (from_, wrong_edge), (points, wrong_score) = read_number(edge, DIGITS["bands"]), read_number(score)
        if from_ is None or points is None:
            reader.wrong(wrong_edge or wrong_score, "bands")
        else:
            bands.append({"from": plain(from_), "score": plain(points)})
    return {
        "formula": formula or "",
        "figures": [name for name, _ in figures],
        "labels": {name: " ".join(label.split()) for name, label in figures if label},
        "share": _yes(reader),
        "full_at": reader.number_("full_at"),
        "zero_below": reader.number_("zero_below"),
        "bands": bands,
        "each": reader.number_("each"),
        "rounding": "down",
    }


def _yes(reader: _Reader) -> bool:
    text = reader.cells.get("share", "").casefold()
    if text not in ("", *YES_NO.values()):
        reader.wrong("WORD_UNKNOWN", "share", words=", ".join(YES_NO.values()))
    return text == YES_NO[True]


def _header(rows: Sequence[Row], found: list[Fault]) -> dict[str, Any]:
    """The facts above the head row; lines that are none of them are left to people."""
    names = {title.casefold(): name for name, title in SET_ROWS.items()}
    header: dict[str, Any] = {}
    for number, row in enumerate(rows, start=1):
        name = names.get(row[0].casefold().rstrip(": ")) if row else None
        if name is not None and len(row) > 1 and row[1]:
            value, wrong = _HEADER_READERS.get(name, _as_it_is)(row[1])
            if wrong:
                found.append(_say(wrong, f"B{number}", text=row[1][:40], title=SET_ROWS[name], words=_words(name)))
            header[name] = value
    return header


def _words(name: str) -> str:
    return ", ".join(SCOPES.values()) if name == "block" else ", ".join(YES_NO.values())


def _as_it_is(text: str) -> tuple[Any, str]:
    return text, ""


def _block(text: str) -> tuple[Any, str]:
    for block, title in SCOPES.items():
        if text.casefold() in (title.casefold(), block):
            return block, ""
    return None, "WORD_UNKNOWN"


def _day(text: str) -> tuple[Any, str]:
    if local := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text):
        day, month, year = (int(part) for part in local.groups())
        text = f"{year:04d}-{month:02d}-{day:02d}"
    try:
        return date.fromisoformat(text).isoformat(), ""
    except ValueError:
        return None, "NOT_A_DAY"


def _flag(text: str) -> tuple[Any, str]:
    if text.casefold() in YES_NO.values():
        return text.casefold() == YES_NO[True], ""
    return None, "WORD_UNKNOWN"


_HEADER_READERS: dict[str, Callable[[str], tuple[Any, str]]] = {
    "block": _block,
    "valid_from": _day,
    "valid_to": _day,
    "sample": _flag,
}
