"""``phoihop import``: mọi ô sai cùng một lúc; ban hành; sao bộ cũ ra bảng tính (Điều 10 khoản 2 điểm a)."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from shared.office.criteria_sheet import read, write_csv, write_xlsx
from shared.regulation.criteria import CriteriaSet
from shared.regulation.sample import sample_set
from tests.console.running import free_port, phoihop, services_up

WRITERS: dict[str, Callable[[CriteriaSet], bytes]] = {"xlsx": write_xlsx, "csv": write_csv}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    data = tmp_path_factory.mktemp("import") / "data"
    with services_up(data, free_port()):
        yield data


def workbook(tmp_path: Path, change: Callable[[Any], None]) -> Path:
    """The sample set as a workbook in which someone has changed something."""
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(sample_set("departments"))))
    change(book.worksheets[0])
    path = tmp_path / "bo-tieu-chi.xlsx"
    book.save(path)
    return path


def row_of(sheet: Any, code: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == code)


def column_of(sheet: Any, title: str) -> str:
    head = row_of(sheet, "Mã")
    return next(cell.column_letter for cell in sheet[head] if cell.value == title)


def test_every_wrong_cell_is_named_at_once(tmp_path: Path) -> None:
    cells = {}

    def spoil(sheet: Any) -> None:
        for name, code, title, value in (
            ("number", "1.2", "Điểm tối đa", "một rưỡi"),
            ("kind", "1.4", "Cách chấm", "Đoán"),
            ("formula", "2.1.2", "Điểm tối đa", "=1+1"),
        ):
            cells[name] = f"{column_of(sheet, title)}{row_of(sheet, code)}"
            sheet[cells[name]] = value

    done = phoihop("import", str(workbook(tmp_path, spoil)), "--dry-run", folder=tmp_path / "data")
    assert done.exit_code == 1
    for cell in cells.values():
        assert f"Ô {cell}:" in done.stderr
    assert "chưa gửi gì" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_the_set_as_a_whole_violates_is_named_with_its_cell(tmp_path: Path) -> None:
    cells = {}

    def spoil(sheet: Any) -> None:
        cells["sum"] = f"{column_of(sheet, 'Điểm tối đa')}{row_of(sheet, '1.1')}"
        sheet[cells["sum"]] = 4
        cells["competence"] = f"{column_of(sheet, 'Nội dung thẩm định')}{row_of(sheet, '2.3.1')}"
        sheet[cells["competence"]] = None
        cells["twice"] = f"A{row_of(sheet, '5.1')}"
        sheet[f"A{row_of(sheet, '5.3')}"] = "5.1"

    done = phoihop("import", str(workbook(tmp_path, spoil)), "--dry-run", folder=tmp_path / "data")
    assert done.exit_code == 1
    assert f"Ô {cells['sum']}: Tiêu chí 1.1: điểm tối đa 4 khác tổng các tiêu chí con 3." in done.stderr
    assert f"Ô {cells['competence']}: Tiêu chí 2.3.1 chưa có cơ quan thẩm định." in done.stderr
    assert f"Ô {cells['twice']}: Mã 5.1 dùng 2 lần" in done.stderr


def test_what_the_table_does_not_say_must_be_said_beside_it(tmp_path: Path) -> None:
    def strip(sheet: Any) -> None:
        for row in range(1, row_of(sheet, "Mã")):
            sheet.cell(row, 2).value = None

    path = workbook(tmp_path, strip)
    done = phoihop("import", str(path), "--dry-run", folder=tmp_path / "data")
    assert done.exit_code == 1
    for option in ("--code", "--block", "--title", "--valid-from"):
        assert option in done.stderr
    told = ("--code", "X-1", "--block", "departments", "--title", "Bộ thử", "--valid-from", "2022-01-01")
    done = phoihop("import", str(path), "--dry-run", *told, folder=tmp_path / "data")
    assert (done.exit_code, "không có chỗ sai" in done.stderr) == (0, True), done.stderr
    done = phoihop("import", str(path), "--dry-run", "--sample", *told, folder=tmp_path / "data")
    assert (done.exit_code, "DỮ LIỆU MẪU" in done.stderr) == (1, True)
    done = phoihop("import", str(path), "--dry-run", *told[:-1], "01/2022", folder=tmp_path / "data")
    assert (done.exit_code, "“Có hiệu lực từ”" in done.stderr) == (1, True)


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_a_set_goes_in_and_comes_out_as_it_was(folder: Path, tmp_path: Path, suffix: str) -> None:
    code = f"MAU-{suffix}".upper()
    original = replace(sample_set("districts"), code=code)
    path = tmp_path / f"vao.{suffix}"
    path.write_bytes(WRITERS[suffix](original))
    sent = phoihop("import", str(path), "--json", folder=folder)
    assert sent.exit_code == 0, sent.stderr
    facts = json.loads(sent.stdout)["data"]["facts"]
    assert facts[-1]["type"] == "CriteriaSetAdopted"

    out = tmp_path / f"ra.{suffix}"
    copied = phoihop("import", "--copy-of", code, "--out", str(out), folder=folder)
    assert copied.exit_code == 0, copied.stderr
    table = read(out.read_bytes())
    assert table.faults == ()
    assert CriteriaSet.from_plain({**table.to_plain(), "version": 1}) == original


def test_the_ministry_s_set_for_the_province_is_recorded_and_comes_out_as_it_was(folder: Path, tmp_path: Path) -> None:
    """Điều 10 khoản 1 điểm a."""
    original = replace(sample_set("province"), code="MAU-TINH")
    path, out, paper = tmp_path / "vao.xlsx", tmp_path / "ra.csv", tmp_path / "quyet-dinh.json"
    path.write_bytes(write_xlsx(original))
    signed = {"signer": "Người ký (dữ liệu mẫu)", "position": "Bộ trưởng", "capacity": ""}
    paper.write_text(json.dumps({"number": "1", "notation": "QĐ-BNV", "issued": "2020-12-30", **signed}))
    sent = phoihop("import", str(path), "--document", str(paper), "--json", folder=folder)
    assert sent.exit_code == 0, sent.stderr
    assert json.loads(sent.stdout)["data"]["facts"][-1]["type"] == "ProvincialCriteriaSetRecorded"
    copied = phoihop("import", "--copy-of", "MAU-TINH", "--out", str(out), folder=folder)
    assert copied.exit_code == 0, copied.stderr
    assert CriteriaSet.from_plain({**read(out.read_bytes()).to_plain(), "version": 1}) == original


def test_a_copy_becomes_the_next_year_s_set(folder: Path, tmp_path: Path) -> None:
    path, out = tmp_path / "vao.csv", tmp_path / "ra.xlsx"
    path.write_bytes(write_csv(replace(sample_set("departments"), code="MAU-CU")))
    assert phoihop("import", str(path), folder=folder).exit_code == 0
    assert phoihop("import", "--copy-of", "MAU-CU", "--out", str(out), folder=folder).exit_code == 0
    words = ("--code", "MAU-MOI", "--valid-from", "2023-01-01")
    sent = phoihop("import", str(out), *words, folder=folder)
    assert sent.exit_code == 0, sent.stderr
    assert "criteria_set/MAU-MOI" in sent.stdout


def test_a_refusal_by_the_department_is_shown(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "bo.csv"
    path.write_bytes(write_csv(replace(sample_set("departments"), code="MAU-KHOI")))
    assert phoihop("import", str(path), folder=folder).exit_code == 0
    path.write_bytes(write_csv(replace(sample_set("districts"), code="MAU-KHOI")))
    sent = phoihop("import", str(path), folder=folder)
    assert (sent.exit_code, "BLOCK_CHANGED" in sent.stderr) == (1, True)


def test_a_set_that_nobody_adopted_cannot_be_copied(tmp_path: Path) -> None:
    out = tmp_path / "ra.xlsx"
    done = phoihop("import", "--copy-of", "KHONG-CO", "--out", str(out), folder=tmp_path / "data")
    assert (done.exit_code, "KHONG-CO" in done.stderr, out.exists()) == (1, True, False)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    "words", [(), ("--copy-of", "X"), ("--copy-of", "X", "--out", "x.pdf"), ("/khong/co.xlsx",)], ids=str
)
def test_a_wrong_use_ends_with_2(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert phoihop("import", *words, folder=tmp_path / "data").exit_code == 2
