"""``phoihop import``: bộ tiêu chí từ bảng tính (XLSX, CSV) và ban hành (Điều 10 khoản 2 điểm a).

Everything that is wrong is said at once, with the cell; nothing is sent as long as something is. The set of an
earlier year can be written out as a spreadsheet to start from.
"""

from __future__ import annotations

import getpass
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from marshmallow import ValidationError
from rich.console import Console

import schemas
from schemas.criteria_set import AdoptCriteriaSet
from schemas.provincial_score import RecordProvincialCriteriaSet
from services.console import send
from services.console.client import Order
from services.console.local import running
from shared.mechanism.settings import Settings
from shared.office.criteria_sheet import read, write_csv, write_xlsx
from shared.regulation.criteria import CriteriaSet
from shared.regulation.criteria_faults import faults
from shared.regulation.criteria_reading import Table
from shared.regulation.criteria_table import NODE_COLUMNS, SET_ROWS
from shared.regulation.provincial import PROVINCE, SCOPES

COLUMNS = (
    ("APPLIES_TO", "applies_to"),
    ("CHILDREN_SUM", "maximum"),
    ("COMPETENCE", "competence"),
    ("CYCLE", "parent"),
    ("DEDUCTION_NOT_NEGATIVE", "maximum"),
    ("KIND", "kind"),
    ("LEAF_DATA_ON_GROUP", "kind"),
    ("LEVEL", "level"),
    ("MAXIMUM", "maximum"),
    ("PARENT", "parent"),
    ("RULE", "formula"),
    ("STEP", "step"),
    ("TITLE_EMPTY", "title"),
)
"""The beginning of a fault's code → the column in which people mend it; any other fault: the column of codes."""

ADOPTED: dict[str, dict[str, str]] = {"CriteriaSetAdopted": {}, "ProvincialCriteriaSetRecorded": {"block": PROVINCE}}
"""Facts that hold a set, and what they leave unsaid of it."""

PAGE = 1_000


@click.command(name="import", help="Nhập bộ tiêu chí từ bảng tính (XLSX, CSV) và ban hành; nêu mọi ô sai.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--code", help="Mã bộ tiêu chí; mặc định như trong bảng.")
@click.option("--block", type=click.Choice(list(SCOPES)), help="Khối, hoặc cấp tỉnh; mặc định như trong bảng.")
@click.option("--title", help="Tên bộ tiêu chí; mặc định như trong bảng.")
@click.option("--valid-from", help="Ngày có hiệu lực (NNNN-TT-NN); mặc định như trong bảng.")
@click.option("--valid-to", help="Ngày hết hiệu lực; mặc định như trong bảng.")
@click.option("--sample", is_flag=True, help="Bộ mẫu, không phải văn bản chính thức.")
@click.option(
    "--document",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Tệp JSON ghi văn bản ban hành: number, notation, issued, signer, position, capacity.",
)
@click.option("--actor", default="", help="Ai thực hiện; mặc định là tài khoản đang dùng máy.")
@click.option("--id", "command_id", help="Mã lệnh; gửi lại cùng mã thì chỉ ban hành một lần.")
@click.option("--dry-run", is_flag=True, help="Chỉ kiểm tra, không gửi.")
@click.option("--copy-of", "source", help="Ghi bộ tiêu chí đã ban hành mang mã này ra bảng tính (cùng --out).")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Tệp .xlsx hoặc .csv được ghi ra.")
@click.option("--json", "as_json", is_flag=True, help="In nguyên văn trả lời (JSON).")
def command(
    file: Path | None,
    code: str | None,
    block: str | None,
    title: str | None,
    valid_from: str | None,
    valid_to: str | None,
    sample: bool,
    document: Path | None,
    actor: str,
    command_id: str | None,
    dry_run: bool,
    source: str | None,
    out: Path | None,
    as_json: bool,
) -> None:
    if source is not None:
        if file is not None or out is None:
            raise click.UsageError("--copy-of cần --out TỆP, và không đọc tệp nào.")
        _copy(source, out)
        return
    if file is None:
        raise click.UsageError("Thiếu tệp bảng tính.")
    given = {"code": code, "block": block, "title": title, "valid_from": valid_from, "valid_to": valid_to}
    told = {key: value for key, value in given.items() if value is not None} | ({"sample": True} if sample else {})
    told |= {"document": _document(document)} if document else {}
    data, wrong = check(read(file.read_bytes()), told)
    say = Console(stderr=True, highlight=False, soft_wrap=True)
    if wrong:
        say.print(f"{file}: {len(wrong)} chỗ sai, chưa gửi gì.", markup=False)
        for sentence in wrong:
            say.print(f"  – {sentence}", markup=False)
        raise SystemExit(1)
    nodes = len(data["nodes"])
    if dry_run:
        say.print(f"{file}: {nodes} dòng, không có chỗ sai; chưa gửi (--dry-run).", markup=False)
        return
    _adopt(data, actor=actor, command_id=command_id, as_json=as_json)


def _document(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise click.UsageError(f"{path} không phải JSON: {error}") from None


def check(table: Table, told: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """What a table and what was said beside it tell of a set; and all that is wrong, as sentences."""
    data = {"valid_to": None, "sample": False, "document": None, **table.to_plain(), **told}
    wrong = [fault.sentence for fault in table.faults]
    wrong += [
        f"Chưa có “{SET_ROWS[name]}”: ghi trong bảng, hoặc dùng --{name.replace('_', '-')}."
        for name in ("code", "block", "title", "valid_from")
        if data.get(name) is None
    ]
    try:
        loaded = {**_form(data).load(_order(data)), "block": data.get("block")}
    except ValidationError as errors:
        if not wrong:  # else it says again, in other words, what is wrong with the cells
            wrong = [_at(table, each["path"], each["message"]) for each in schemas.errors_of(errors)]
    else:
        wrong += _set_faults(table, loaded)
    return data, wrong


def _form(data: dict[str, Any]) -> AdoptCriteriaSet | RecordProvincialCriteriaSet:
    """The Ministry's set for the province is recorded (Điều 10 khoản 1), that of a khối is adopted."""
    return RecordProvincialCriteriaSet() if data.get("block") == PROVINCE else AdoptCriteriaSet()


def _order(data: dict[str, Any]) -> dict[str, Any]:
    """The data of the command: the province is no khối."""
    return {name: value for name, value in data.items() if name != "block" or value != PROVINCE}


def _set_faults(table: Table, loaded: dict[str, Any]) -> Iterator[str]:
    """What the set violates, with the cell; of rows with unreadable cells, and of sums over them, nothing is known."""
    unreadable = {int(number[0]) for fault in table.faults if (number := re.findall(r"\d+$", fault.node or ""))}
    for fault in faults(CriteriaSet.from_plain(loaded)):
        column = next((column for start, column in COLUMNS if fault.code.startswith(start)), "code")
        cell = table.cell_of(fault.node, column) if fault.node else None
        row = int(re.sub(r"\D", "", cell)) if cell else 0
        if row not in unreadable and not (table.faults and fault.code.endswith("_SUM")):
            yield f"Ô {cell}: {fault.sentence}" if cell else fault.sentence


def _at(table: Table, path: str, message: str) -> str:
    """An error of the schema, with the cell that it speaks of: ``nodes.3.title`` is the fourth row of the table."""
    match path.split("."):
        case ["nodes", number, *rest] if number.isdigit() and int(number) < len(table.rows):
            column = rest[0] if rest and rest[0] in NODE_COLUMNS else "formula" if rest[:1] == ["rule"] else "code"
            letter = table.columns.get(column) or table.columns["code"]
            return f"Ô {letter}{table.rows[int(number)]}: {message}"
        case [name, *_] if name in SET_ROWS:
            return f"“{SET_ROWS[name]}”: {message}"
    return f"{path}: {message}" if path else message


def _adopt(data: dict[str, Any], *, actor: str, command_id: str | None, as_json: bool) -> None:
    told = {"id": command_id} if command_id else {}
    order = Order(
        command=type(_form(data)).__name__,
        data=_order(data),
        agency="SNV",
        to="noi_vu",
        actor=actor or getpass.getuser(),
        **told,
    )
    send.show(send.deliver(order.letter(), order.agency), as_json=as_json)


def _copy(source: str, out: Path) -> None:
    """The latest version of an adopted set as a spreadsheet, from Sở Nội vụ's ledger."""
    writers = {".xlsx": write_xlsx, ".csv": write_csv}
    if out.suffix.lower() not in writers:
        raise click.UsageError("--out phải là tệp .xlsx hoặc .csv.")
    found = _adopted(running(Settings.from_environment()), source)
    if found is None:
        raise click.ClickException(f"Sổ của Sở Nội vụ không có bộ tiêu chí nào mang mã {source!r}.")
    out.write_bytes(writers[out.suffix.lower()](found))
    click.echo(f"{out}: {found.code}, phiên bản {found.version}, {len(found.nodes)} dòng.", err=True)


def _adopted(settings: Settings, code: str) -> CriteriaSet | None:
    if settings.store == "sqlite" and not (settings.data / "noi_vu.db").exists():
        return None
    store = settings.open_store("noi_vu")
    try:
        found, after = None, 0
        while lines := store.public_lines(after, PAGE):
            for line in lines:
                if line.topic in ADOPTED:
                    data = {**ADOPTED[line.topic], **json.loads(line.body)["data"]}
                    found = CriteriaSet.from_plain(data) if data["code"] == code else found
            after = lines[-1].sequence or after
        return found
    finally:
        store.close()
