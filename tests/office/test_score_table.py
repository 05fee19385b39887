"""Bảng điểm cấp tỉnh và giải trình thành bảng tính (Điều 10 khoản 1 điểm b): số chính xác, tổng được cộng lại."""

import io
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from shared.office.score_table import (
    MISSING,
    NO_EVIDENCE,
    NO_PART,
    SHORT_OF_EVIDENCE,
    SURVEY,
    TableDisagrees,
    explanations_of,
    score_rows,
    score_table_bytes,
)
from shared.regulation.organisation import BASELINE
from shared.regulation.provincial import shares
from shared.regulation.provincial_table import score_table
from shared.regulation.sample import sample_set
from tests.regulation.test_provincial import DAY

CRITERIA = sample_set("province")
PROOF = {"number": "15/BC-STC", "issuer": "STC", "issued": "2021-12-20", "pages": "trang 3", "title": "=HYPERLINK(1)"}


def consolidated(**changed: dict[str, Any]) -> dict[str, Any]:
    """Everybody gives the full score but for what is said otherwise; None: the part was never sent."""
    found = shares(CRITERIA, BASELINE, DAY)
    plan = {leaf.code: (share.agency, share.clause) for share in found for leaf in share.leaves}
    scored: dict[str, Any] = {}
    for code in plan:
        told = changed.get(code, {})
        if told is not None:
            row = {"score": str(CRITERIA.leaf(code).maximum), "not_applicable": False, "evidence": [PROOF]}
            scored[code] = {**row, "insufficient": False, "explanation": None, **told}
    rest = {"sample": True, "silent": [{"agency": "SKHCN", "reason": "Đã đôn đốc."}]}
    return {**score_table(CRITERIA, plan, scored), **rest, "difficulties": [{"agency": "STC", "text": "Thiếu người."}]}


CHANGED: dict[str, Any] = {
    "2.4": {"score": "1.25", "evidence": [], "explanation": "Báo cáo chưa ban hành."},
    "6.1.2": {"insufficient": True, "explanation": "Thiếu bảng kê."},
    "7.5.4": None,
}


def sheets() -> Any:
    names = {"STC": "Sở Tài chính", "STP": "Sở Tư pháp"}
    return load_workbook(io.BytesIO(score_table_bytes(consolidated(**CHANGED), CRITERIA, year=2021, names=names)))


def rows_of(sheet: Any) -> dict[str, list[Any]]:
    return {str(row[0]): list(row) for row in sheet.iter_rows(values_only=True) if row[0] and row[1]}


def test_the_table_shows_every_line_of_the_set_with_its_sum() -> None:
    book = sheets()
    sheet = book["Bảng điểm"]
    rows = rows_of(sheet)
    assert [code for code in rows if code != "Mã"] == [node.code for node in CRITERIA.nodes]
    assert rows["2"][2:6] == [10, 10, 9.25, 92.5]
    assert rows["8"][2:6] == [15.5, 5.5, 5.5, 100]  # 10 điểm do Bộ Nội vụ điều tra
    assert rows["2.4"][4] == 1.25
    assert rows["7.5.4"][4] == MISSING
    assert rows["8.1"][3:5] == [None, SURVEY]
    totals = [list(row) for row in sheet.iter_rows(values_only=True) if not row[0] and row[1]]
    assert totals[0][1:6] == ["Tổng điểm tỉnh tự chấm", None, 90, 88.75, 98.61]  # 90 − 0,75 − 0,5
    assert totals[1][1:5] == ["Điểm điều tra xã hội học", 10, None, SURVEY]


def test_the_sheet_is_made_to_be_printed_and_says_that_it_is_a_sample() -> None:
    for sheet in sheets().worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value} == {"Times New Roman"}
        head = next(number for number in range(1, 9) if sheet.cell(number, 1).value in ("Mã", "Cơ quan"))
        assert sheet.freeze_panes == f"A{head + 1}"
        assert sheet.print_title_rows == f"${head}:${head}"
        assert any("DỮ LIỆU MẪU" in str(sheet.cell(number, 1).value) for number in range(1, head))


def test_words_are_never_taken_for_a_formula() -> None:
    for sheet in sheets().worksheets:
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_explanations_are_those_of_missing_and_of_insufficient_evidence() -> None:
    found = explanations_of(consolidated(**CHANGED), CRITERIA, {"STP": "Sở Tư pháp"})
    assert [(row.code, row.agency, row.lack, row.explanation) for row in found] == [
        ("2.4", "Sở Tư pháp", NO_EVIDENCE, "Báo cáo chưa ban hành."),
        ("6.1.2", "STC", SHORT_OF_EVIDENCE, "Thiếu bảng kê."),
        ("7.5.4", "SKHCN", NO_PART, ""),
    ]
    assert found[0].score == Decimal("1.25")
    assert [code for code in rows_of(sheets()["Giải trình"]) if code != "Mã"] == ["2.4", "6.1.2", "7.5.4"]


def test_difficulties_and_silent_agencies_stand_in_the_report() -> None:
    told = [list(row) for row in sheets()["Khó khăn, kiến nghị"].iter_rows(min_row=4, values_only=True)]
    assert ["Sở Tài chính", "Thiếu người."] in told
    assert ["SKHCN", f"{NO_PART}: Đã đôn đốc."] in told


def test_a_table_whose_sums_are_not_those_of_its_rows_is_not_shown() -> None:
    table = consolidated()
    assert score_rows(table, CRITERIA)
    wrong = {**table, "fields": [{**row, "score": "1"} for row in table["fields"]]}
    for each in (wrong, {**table, "score": "89"}, {**table, "rows": table["rows"][1:]}):
        with pytest.raises(TableDisagrees):
            score_table_bytes(each, CRITERIA, year=2021)
