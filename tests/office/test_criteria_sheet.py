"""Bộ tiêu chí trong XLSX và CSV (Điều 10 khoản 2 điểm a): đọc, ghi, và mọi sai sót có ô của nó."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from shared.office.criteria_sheet import MAX_BYTES, SENTENCES, guarded, read, write_csv, write_xlsx
from shared.regulation import criteria_reading
from shared.regulation.criteria import CriteriaSet, Rule
from shared.regulation.criteria_reading import Table, read_number
from shared.regulation.criteria_table import NODE_COLUMNS, SET_ROWS, column_letter
from shared.regulation.sample import sample_set
from tests.regulation.sets import small_set, trees

TITLES = list(NODE_COLUMNS.values())
LETTER = {name: column_letter(place) for place, name in enumerate(NODE_COLUMNS)}
WRITERS = {"xlsx": write_xlsx, "csv": write_csv}
FIELD = {"code": "1", "level": "Lĩnh vực", "title": "Chỉ đạo", "maximum": "2"}
LEAF = {
    "code": "1.1",
    "parent": "1",
    "level": "Tiêu chí",
    "title": "Kế hoạch",
    "maximum": "2",
    "step": "0,5",
    "kind": "Tự chấm điểm",
    "competence": "Chỉ đạo, điều hành cải cách hành chính",
}


def read_back(table: Table) -> CriteriaSet:
    return CriteriaSet.from_plain({**table.to_plain(), "version": 1})


def grid(*rows: dict[str, Any], above: tuple[tuple[Any, ...], ...] = ()) -> list[list[Any]]:
    return [*map(list, above), list(TITLES), *([row.get(name) for name in NODE_COLUMNS] for row in rows)]


def xlsx(rows: list[list[Any]]) -> bytes:
    workbook = Workbook()
    for row in rows:
        workbook.worksheets[0].append(row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def as_csv(rows: list[list[Any]], delimiter: str = ";", bom: str = "\ufeff") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([["" if cell is None else cell for cell in row] for row in rows])
    return (bom + out.getvalue()).encode()


def found(content: bytes) -> list[tuple[str, str | None]]:
    return [(fault.code, fault.node) for fault in read(content).faults]


# -- there and back --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize("block", ["departments", "districts"])
def test_a_sample_set_comes_back_as_it_went(writer, block: str) -> None:
    criteria = sample_set(block)
    table = read(writer(criteria))
    assert table.faults == ()
    assert read_back(table) == criteria
    assert read_back(table).to_plain() == criteria.to_plain()


words = st.text(st.sampled_from("aăâđêôơưạếỗữ ĐÂ0129.,;:=+-@'\"&<>|/%()\n“”–"), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split()) or "x"
)


@st.composite
def worded(draw: st.DrawFn) -> CriteriaSet:
    """Sets with free text in every place for text, such as "=1+1" and "'@x"."""
    criteria = draw(trees())
    nodes = []
    for node in criteria.nodes:
        rule = node.rule
        if rule is not None:
            rule = replace(rule, labels=draw(st.dictionaries(st.sampled_from(rule.figures), words)))
        evidence = "\n".join(draw(st.lists(words, max_size=2)))
        nodes.append(replace(node, title=draw(words), evidence=evidence, rule=rule))
    valid_to = draw(st.one_of(st.none(), st.dates(date(2021, 7, 1), date(2100, 1, 1))))
    return small_set(*nodes, title=draw(words), sample=draw(st.booleans()), valid_to=valid_to)


@given(worded())
@settings(max_examples=60)
def test_any_set_comes_back_from_csv(criteria: CriteriaSet) -> None:
    assert read_back(read(write_csv(criteria))) == criteria


@given(worded())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_set_comes_back_from_xlsx(criteria: CriteriaSet) -> None:
    assert read_back(read(write_xlsx(criteria))) == criteria


def test_a_table_written_again_is_the_same_bytes() -> None:
    once = write_csv(sample_set("districts"))
    assert write_csv(read_back(read(once))) == once


# -- what people bring -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_csv_is_read_with_any_usual_delimiter_with_or_without_a_byte_order_mark(delimiter: str, bom: str) -> None:
    table = read(as_csv(grid(FIELD, LEAF), delimiter, bom))
    assert table.faults == ()
    assert [(node["code"], node["maximum"], node["step"]) for node in table.nodes] == [
        ("1", "2", None),
        ("1.1", "2", "0.5"),
    ]


@pytest.mark.parametrize("value", ["1,5", "1.5", " 1,50 ", 1.5, Decimal("1.5"), "01.5"])
def test_a_number_is_read_however_it_is_written(value: Any) -> None:
    table = read(xlsx(grid(FIELD, LEAF | {"maximum": value})))
    assert table.faults == ()
    assert table.nodes[1]["maximum"] == "1.5"


def test_the_number_that_excel_shows_is_the_number_that_is_meant() -> None:
    assert read(xlsx(grid(FIELD, LEAF | {"maximum": 0.1 + 0.2}))).nodes[1]["maximum"] == "0.3"


def test_an_empty_cell_is_not_a_zero() -> None:
    nodes = read(xlsx(grid(FIELD, LEAF | {"step": None}, LEAF | {"code": "1.2", "step": 0}))).nodes
    assert [node["step"] for node in nodes] == [None, None, "0"]


def test_the_head_row_is_found_under_other_lines_in_any_order_and_in_any_case() -> None:
    rows: list[list[Any]] = [
        ["UBND TỈNH – DỮ LIỆU MẪU"],
        [],
        ["Tên bộ tiêu chí:", "DỮ LIỆU MẪU – bộ thử"],
        ["STT", "ĐIỂM TỐI ĐA (điểm)", "NỘI  DUNG", "Mã", "Bước điểm", "Cách chấm", "Nội dung thẩm định", "Ghi chú"],
        [1, 2, "Chỉ đạo", "1", None, None, None, "không đọc"],
        [2, 2, "Kế hoạch", "1.1", "0,5", "tự chấm điểm", "steering", None],
    ]
    table = read(xlsx(rows))
    assert table.faults == ()
    assert table.header == {"title": "DỮ LIỆU MẪU – bộ thử"}
    assert table.rows == (5, 6)
    # without columns of parents and levels, the code says both
    assert [(node["parent"], node["level"]) for node in table.nodes] == [(None, "field"), ("1", "criterion")]
    assert table.cell_of("1.1", "maximum") == "B6"
    assert table.cell_of("1.1", "evidence") == "D6"
    assert table.cell_of("7") is None


def test_the_first_visible_sheet_with_a_head_row_is_read() -> None:
    workbook = load_workbook(io.BytesIO(write_xlsx(sample_set("departments"))))
    workbook.create_sheet("Hướng dẫn", 0)["A1"] = "Đọc kỹ trước khi điền"
    hidden = workbook.create_sheet("Cũ", 0)
    hidden.sheet_state = "hidden"
    for place, title in enumerate(TITLES, start=1):
        hidden.cell(1, place, title)
    out = io.BytesIO()
    workbook.save(out)
    assert read_back(read(out.getvalue())) == sample_set("departments")


def test_decomposed_letters_become_composed() -> None:
    import unicodedata

    decomposed = unicodedata.normalize("NFD", "Chỉ đạo điều hành")
    assert read(as_csv(grid(FIELD | {"title": decomposed}))).nodes[0]["title"] == "Chỉ đạo điều hành"


def test_facts_of_the_set_are_read_in_the_ways_people_write_them() -> None:
    above = (
        (SET_ROWS["block"], "UBND các huyện, thị xã, thành phố"),
        (SET_ROWS["valid_from"], datetime(2021, 7, 1)),
        (SET_ROWS["valid_to"], "31/12/2021"),
        (SET_ROWS["sample"], "Có"),
    )
    assert read(xlsx(grid(FIELD, LEAF, above=above))).header == {
        "block": "districts",
        "valid_from": "2021-07-01",
        "valid_to": "2021-12-31",
        "sample": True,
    }


# -- what is wrong, and where ----------------------------------------------------------------------------------

RULED = LEAF | {"kind": "Tính từ số liệu kê khai", "formula": "Tỷ lệ", "figures": "a = Số a\nb", "full_at": "95"}
CELLS: list[tuple[str, str, dict[str, Any]]] = [
    ("CELL_EMPTY", "code", LEAF | {"code": None}),
    ("CELL_EMPTY", "title", LEAF | {"title": "  "}),
    ("CELL_EMPTY", "maximum", LEAF | {"maximum": None}),
    ("CELL_EMPTY", "formula", RULED | {"formula": None}),
    ("WORD_UNKNOWN", "level", LEAF | {"level": "Chương"}),
    ("WORD_UNKNOWN", "kind", LEAF | {"kind": "Đoán"}),
    ("WORD_UNKNOWN", "competence", LEAF | {"competence": "Karaoke"}),
    ("WORD_UNKNOWN", "formula", RULED | {"formula": "Phép màu"}),
    ("WORD_UNKNOWN", "share", RULED | {"share": "chắc là có"}),
    ("NOT_A_NUMBER", "maximum", LEAF | {"maximum": "hai"}),
    ("NOT_A_NUMBER", "maximum", LEAF | {"maximum": "1.000,5"}),
    ("NOT_A_NUMBER", "full_at", RULED | {"full_at": "95%"}),
    ("DATE_FOR_NUMBER", "maximum", LEAF | {"maximum": date(2021, 5, 1)}),
    ("DATE_FOR_NUMBER", "step", LEAF | {"step": "1/5"}),
    ("NUMBER_TOO_LONG", "maximum", LEAF | {"maximum": "1,23456"}),
    ("NUMBER_TOO_LONG", "maximum", LEAF | {"maximum": "1234567"}),
    ("LIST_MALFORMED", "figures", RULED | {"figures": "Số hồ sơ đúng hạn"}),
    ("LIST_MALFORMED", "bands", RULED | {"bands": "từ 90 được 2 điểm"}),
    ("NUMBER_TOO_LONG", "bands", RULED | {"bands": "90: 1,23456"}),
    ("TEXT_TOO_LONG", "title", LEAF | {"title": "x" * 1001}),
    ("TEXT_TOO_LONG", "evidence", LEAF | {"evidence": "x" * 2001}),
    ("LEGACY_ENCODING", "title", LEAF | {"title": "KÕ ho¹ch c¶i c¸ch hµnh chÝnh"}),
    ("LEGACY_ENCODING", "evidence", LEAF | {"evidence": "Haø Noäi"}),
]


@pytest.mark.parametrize("make", [xlsx, as_csv])
@pytest.mark.parametrize(
    ("code", "column", "row"), CELLS, ids=[f"{row[0]}-{row[1]}-{n}" for n, row in enumerate(CELLS)]
)
def test_each_fault_is_named_with_its_cell(make, code: str, column: str, row: dict[str, Any]) -> None:
    assert found(make(grid(FIELD, row))) == [(code, f"{LETTER[column]}3")]


def test_a_formula_is_refused_and_not_computed() -> None:
    for make in (xlsx, as_csv):
        assert ("FORMULA", "E3") in found(make(grid(FIELD, LEAF | {"maximum": "=1+1"})))
        assert ("FORMULA", "D3") in found(make(grid(FIELD, LEAF | {"title": '=HYPERLINK("http://x","y")'})))


def test_a_value_that_excel_could_not_compute_is_named() -> None:
    workbook = load_workbook(io.BytesIO(xlsx(grid(FIELD, LEAF))))
    cell = workbook.worksheets[0]["E3"]
    cell.value, cell.data_type = "#DIV/0!", "e"
    out = io.BytesIO()
    workbook.save(out)
    assert ("ERROR_VALUE", "E3") in found(out.getvalue())


def test_all_faults_are_collected_and_the_rest_is_read() -> None:
    bad = LEAF | {"maximum": "hai", "kind": "Đoán", "step": "1/5", "title": None}
    table = read(xlsx(grid(FIELD, bad, LEAF | {"code": "1.2"})))
    assert {fault.node for fault in table.faults} == {"E3", "G3", "F3", "D3"}
    assert [node["code"] for node in table.nodes] == ["1", "1.1", "1.2"]
    assert all(fault.sentence.startswith("Ô ") and fault.sentence.endswith(".") for fault in table.faults)


@pytest.mark.parametrize(
    ("code", "cell", "rows"),
    [
        ("HEAD_NOT_FOUND", None, [["một", "hai"], ["ba"]]),
        ("NO_ROWS", None, [TITLES]),
        ("COLUMN_REPEATED", "R1", [[*TITLES, "Mã"], ["1", None, None, "Chỉ đạo", 2]]),
        ("COLUMN_UNKNOWN", "R1", [[*TITLES, "Điểm tôi thích"], ["1", None, None, "Chỉ đạo", 2]]),
        (
            "COLUMN_MISSING",
            None,
            [[title for title in TITLES if title != "Bước điểm"], ["1", None, None, "Chỉ đạo", 2]],
        ),
        ("NOT_A_DAY", "B1", [[SET_ROWS["valid_from"], "31/2/2021"], TITLES, ["1", None, None, "Chỉ đạo", 2]]),
        ("WORD_UNKNOWN", "B1", [[SET_ROWS["block"], "Các phường"], TITLES, ["1", None, None, "Chỉ đạo", 2]]),
        ("WORD_UNKNOWN", "B1", [[SET_ROWS["sample"], "có lẽ"], TITLES, ["1", None, None, "Chỉ đạo", 2]]),
        ("TOO_MANY_ROWS", None, [TITLES, *([str(n), None, None, "Chỉ đạo", 2] for n in range(1001))]),
        ("TOO_MANY_LINES", None, [TITLES, *([str(n), None, None, "Chỉ đạo", 2] for n in range(2001))]),
    ],
)
@pytest.mark.parametrize("make", [xlsx, as_csv])
def test_what_is_wrong_with_the_whole_table_is_named(make, code: str, cell: str | None, rows: list[list[Any]]) -> None:
    assert found(make(rows)) == [(code, cell)]


def test_a_control_character_is_named() -> None:
    assert found(as_csv(grid(FIELD, LEAF | {"title": "a\x07b"}))) == [("CONTROL_CHARACTER", "D3")]


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    out = io.BytesIO(xlsx(grid(FIELD, LEAF)))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def replaced_part(name: str, content: bytes) -> bytes:
    source, out = zipfile.ZipFile(io.BytesIO(xlsx(grid(FIELD, LEAF)))), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in source.namelist():
            archive.writestr(part, content if part == name else source.read(part))
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"""


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("FILE_EMPTY", b""),
        ("FILE_EMPTY", b" \n"),
        ("FILE_TOO_LARGE", b"PK" + b"0" * MAX_BYTES),
        ("FILE_NOT_READABLE", b"PK\x03\x04 not a zip file"),
        ("FILE_NOT_READABLE", packed(a=b"a zip file and no workbook")),
        ("FILE_NOT_READABLE", xlsx(grid(FIELD, LEAF))[:-200]),
        ("FILE_NOT_READABLE", replaced_part(SHEET, b"<worksheet")),
        ("FILE_NOT_READABLE", replaced_part(SHEET, LAUGHS)),
        ("HEAD_NOT_FOUND", replaced_part("xl/workbook.xml", b"<x/>")),
        ("FILE_UNPACKS_TOO_LARGE", with_part("xl/bomb.xml", b"0" * (31 * 1024 * 1024))),
        ("FILE_UNPACKS_TOO_LARGE", packed(**{f"part{n}": b"" for n in range(201)})),
        ("MACROS", with_part("xl/vbaProject.bin", b"Sub")),
        ("OLD_FORMAT", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("NOT_UTF8", "Mã;Nội dung".encode("utf-16")),
        ("NOT_UTF8", "Nội dung".encode("cp1258", errors="replace") + b"\xff"),
        ("HEAD_NOT_FOUND", b"\x00\x01\x02"),
        ("HEAD_NOT_FOUND", b"%PDF-1.4"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_a_sentence(code: str, content: bytes) -> None:
    assert code in [name for name, _ in found(content)]


def test_documents_that_define_entities_are_refused_because_defusedxml_is_there() -> None:
    assert openpyxl.DEFUSEDXML


@pytest.mark.parametrize("claimed", ["A1:XFD1048576", "A1:A1"])
def test_the_dimension_that_a_sheet_claims_is_not_believed(claimed: str) -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx(grid(FIELD, LEAF)))) as source:
        sheet = source.read(SHEET).decode()
    forged = sheet.replace('ref="A1:Q3"', f'ref="{claimed}"')
    assert forged != sheet
    assert [node["code"] for node in read(replaced_part(SHEET, forged.encode())).nodes] == ["1", "1.1"]


def test_a_row_that_numbers_itself_far_away_is_not_walked_to() -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx(grid(FIELD, LEAF)))) as source:
        sheet = source.read(SHEET).decode()
    forged = re.sub(r'(<c r="[A-Z]+|<row r=")3"', r'\g<1>1048576"', sheet)
    assert forged.count('1048576"') > 2
    assert found(replaced_part(SHEET, forged.encode())) == [("TOO_MANY_LINES", None)]


def test_a_cell_of_a_whole_book_is_refused() -> None:
    assert ("CELL_TOO_LONG", "D3") in found(xlsx(grid(FIELD, LEAF | {"title": "x" * 10_001})))


def test_every_fault_in_the_tables_is_provoked_by_a_test() -> None:
    import inspect

    here = inspect.getsource(inspect.getmodule(test_every_fault_in_the_tables_is_provoked_by_a_test))  # type: ignore[arg-type]
    assert [code for code in (*SENTENCES, *criteria_reading.SENTENCES) if f'"{code}"' not in here] == []


@given(st.binary(max_size=400))
def test_no_bytes_at_all_make_the_reader_raise(content: bytes) -> None:
    read(content)
    read(b"PK" + content)


# -- what goes out ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "'=1", "''@x"])
def test_text_that_a_spreadsheet_would_run_goes_out_with_an_apostrophe(text: str) -> None:
    criteria = small_set(*(replace(node, title=text) for node in small_set().nodes), title=text)
    assert guarded(text) == "'" + text
    for row in csv.reader(io.StringIO(write_csv(criteria).decode("utf-8-sig")), delimiter=";"):
        assert not any(cell.startswith(("=", "+", "@")) for cell in row)
    sheet = load_workbook(io.BytesIO(write_xlsx(criteria))).worksheets[0]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    for writer in WRITERS.values():
        assert read_back(read(writer(criteria))) == criteria


def test_the_workbook_is_ready_for_paper_and_labelled_as_a_sample() -> None:
    workbook = load_workbook(io.BytesIO(write_xlsx(sample_set("departments"))))
    sheet = workbook["Bộ tiêu chí"]
    head = len(SET_ROWS) + 2
    assert [cell.value for cell in sheet[head]] == TITLES
    assert sheet["B1"].value.startswith("DỮ LIỆU MẪU")
    assert "DỮ LIỆU MẪU" in sheet.oddHeader.center.text
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert (sheet.freeze_panes, sheet.print_title_rows) == (f"B{head + 1}", f"${head}:${head}")
    assert {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value is not None} == {
        "Times New Roman"
    }
    assert isinstance(sheet.cell(head + 1, 5).value, int | float)
    assert workbook["_danh_muc"].sheet_state == "veryHidden"


def test_the_official_set_carries_no_sample_label() -> None:
    sheet = load_workbook(io.BytesIO(write_xlsx(small_set()))).worksheets[0]
    assert sheet.oddHeader.center.text is None


def test_each_column_of_words_offers_exactly_its_words() -> None:
    workbook = load_workbook(io.BytesIO(write_xlsx(sample_set("departments"))))
    lists = workbook["_danh_muc"]
    offered = {}
    for rule in workbook.worksheets[0].data_validations.dataValidation:
        cells = lists[rule.formula1.split("!")[1].replace("$", "")]
        offered[str(rule.sqref)[0]] = [cell.value for (cell,) in cells]
    names = ("level", "kind", "competence", "formula", "share")
    assert set(offered) == {LETTER[name] for name in names}
    assert offered[LETTER["kind"]][0] == "Tự chấm điểm"
    assert len(offered[LETTER["competence"]]) == 12


def test_large_declared_amounts_and_small_steps_survive() -> None:
    rule = Rule("proportional", ("thu", "du_toan"), full_at=Decimal("123456789012345.6789"))
    nodes = tuple(replace(node, rule=rule) if node.code == "1.1.2" else node for node in small_set().nodes)
    assert read_back(read(write_csv(small_set(*nodes)))) == small_set(*nodes)
    assert read_number("123456789012345,6789", digits=15) == (Decimal("123456789012345.6789"), "")
