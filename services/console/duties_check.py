"""Kiểm tra bảng nghĩa vụ: nghĩa vụ nào được thực hiện bằng gì, phép thử nào chứng minh, và điều gì chưa khớp (†).

Every row of the regulation, every declaration, every message: what is named must be there, what is there must be named.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from marshmallow import fields

import schemas
from schemas.fields import AgencyId, Choice, Day, Flag, Moment
from shared.regulation import occasion_periods
from shared.regulation.competences import COMPETENCES
from shared.regulation.compliance import declared, ids_of
from shared.regulation.duties import DUTIES, Duty
from shared.regulation.fulfilment import READINGS, Fulfilment, Same, Told
from shared.regulation.occasions import SAYS

ROOT = Path(__file__).parents[2]
ROOMS = ("schemas", "services", "shared")
OPERATIVE = range(6, 21)
"""Điều 6–20: what is to be done; before them the regulation says what holds and what is meant."""
ORPHAN = "QC-3.3"
"""Content without a lead and without an article that carries it out: supported as product design."""
ATTRIBUTES = ("agency", "source", "subject", "effective", "time", "case")
SETS = ("fields", "all", "departments", "districts", "vertical")


@dataclass(frozen=True)
class Checked:
    """Một dòng của bảng: how a duty is carried out, where that is shown, and what is wrong with it."""

    duty: Duty
    how: tuple[str, ...]
    by: tuple[str, ...]
    shown_by: tuple[str, ...]
    faults: tuple[str, ...]

    def plain(self) -> dict[str, Any]:
        told = {"duty": self.duty.id, "citation": self.duty.citation, "vi": self.duty.vi, "how": list(self.how)}
        return {**told, "by": list(self.by), "shown_by": list(self.shown_by), "faults": list(self.faults)}


def check(rows: Mapping[str, tuple[Fulfilment, ...]] | None = None) -> list[Checked]:
    """Every duty, in the order of the text."""
    known = declared() if rows is None else rows
    return [_checked(duty, [row for id in ids_of(duty) for row in known.get(id, ())], known) for duty in DUTIES]


def other_faults(rows: Mapping[str, tuple[Fulfilment, ...]] | None = None) -> list[str]:
    """What is wrong and belongs to no duty of the table: strange ids, messages that cite what is not there."""
    known = {id for duty in DUTIES for id in ids_of(duty)}
    given = declared() if rows is None else rows
    found = [f"khai báo cho {duty}, không có trong bảng nghĩa vụ" for duty in given if duty not in known]
    for message in schemas.all_messages():
        strange = [clause for clause in message.duty if clause not in known]
        found += [f"{message.__name__} viện dẫn {clause}, không có trong bảng nghĩa vụ" for clause in strange]
        if not message.law():
            found.append(f"{message.__name__} không viện dẫn khoản nào và không ghi †")
    return found


def _checked(duty: Duty, rows: list[Fulfilment], known: Mapping[str, tuple[Fulfilment, ...]]) -> Checked:
    facts = [told.fact for row in rows for told in (*row.meets, *row.parts)]
    by = dict.fromkeys([*facts, *(name for row in rows for name in row.by)])
    faults = list(dict.fromkeys([*_row_faults(duty, rows, known), *(each for row in rows for each in _faults(row))]))
    shown = dict.fromkeys(row.shown_by for row in rows)
    return Checked(duty, tuple(dict.fromkeys(row.how for row in rows)), tuple(by), tuple(shown), tuple(faults))


def _row_faults(duty: Duty, rows: list[Fulfilment], known: Mapping[str, tuple[Fulfilment, ...]]) -> Iterator[str]:
    if not rows:
        yield "chưa khai báo được thực hiện bằng gì"
        return
    hows = {row.how for row in rows}
    article = int(duty.id.split("-")[1].split(".")[0].rstrip("′"))
    if duty.id.startswith("QC-") and article in OPERATIVE and not hows & {"message", "register"}:
        yield "nghĩa vụ phải làm mà không thông điệp nào thực hiện"
    for part in duty_parts(duty):
        if not any(row.duty in (part, duty.id) for row in rows):
            yield f"{part} chưa khai báo được thực hiện bằng gì"
    named = dict.fromkeys(other for row in rows if row.how == "content" for other in row.by)
    waiting = [other for other in named if not any(each.how == "message" for each in known.get(other, ()))]
    if waiting:
        yield f"nội dung này chưa có thông điệp nào thực hiện ở {', '.join(waiting)}"
    if duty.id == ORPHAN:
        facts = {told.fact for row in rows for told in row.meets}
        messages = [found for fact in facts if (found := schemas.find(fact)) is not None]
        if not any(ORPHAN in found.duty for found in messages):
            yield "nội dung không có cơ quan chủ trì chưa được hỗ trợ bằng thông điệp nào"
        if not all(found.design for found in messages):
            yield "hỗ trợ nội dung không có cơ quan chủ trì phải ghi † (thiết kế sản phẩm)"


def duty_parts(duty: Duty) -> tuple[str, ...]:
    """The points that one row holds, when each of them is to be done by itself."""
    return tuple(part.id for part in duty.parts) if duty.kind == "duty" else ()


# One declaration


def _faults(row: Fulfilment) -> Iterator[str]:
    yield from _test_faults(row.shown_by)
    if row.how == "rule":
        yield from (f"không có mã từ chối {code}" for code in row.by if code not in _texts())
    if row.how == "register":
        yield from (f"không có danh mục, khung nhìn {name}" for name in row.by if name not in _names())
    if row.periodic is not None:
        yield from occasion_periods.faults(row.periodic)
        for word in row.periodic.agencies.split():
            plain = word.removeprefix("%")
            if plain not in SETS and word.startswith("%") and plain not in COMPETENCES:
                yield f"không có thẩm quyền {word}"
    for says in SAYS:
        for told in getattr(row, says):
            yield from _told_faults(row, says, told)


def _told_faults(row: Fulfilment, says: str, told: Told) -> Iterator[str]:
    event = schemas.find(told.fact)
    if event is None or not issubclass(event, schemas.Event):
        yield f"không có sự việc công khai {told.fact}"
        return
    if says == "meets" and row.duty not in event.duty and not row.note:
        yield f"{told.fact} không viện dẫn {row.duty} và khai báo không nói vì sao"
    if told.agency.startswith("%") and told.agency[1:] not in (*SETS, *COMPETENCES):
        yield f"{told.fact}: không có thẩm quyền {told.agency}"
    if told.among and told.among.removeprefix("%") not in (*SETS, *COMPETENCES):
        yield f"{told.fact}: không có cách gọi cơ quan {told.among}"
    compared = [wanted.path for wanted in told.where.values() if isinstance(wanted, Same)]
    for path in filter(None, (*told.key, told.agency, told.due, told.source, *told.where, *compared)):
        yield from _path_faults(event, path, needs_agency=path == told.agency, needs_moment=path == told.due)
    for path, wanted in told.where.items():
        yield from _value_faults(event, path, wanted)


def _path_faults(
    event: type[schemas.Event], path: str, *, needs_agency: bool = False, needs_moment: bool = False
) -> Iterator[str]:
    if path[0] in "=%*":
        return
    plain, _, period = path.partition(":")
    if period not in ("", *READINGS):
        yield f"{event.__name__}: không đọc được {path}"
    if plain[0] == "@":
        if plain[1:] not in ATTRIBUTES:
            yield f"{event.__name__}: phong bì không có {path}"
        return
    found = field_at(event, plain)
    if found is None:
        yield f"{event.__name__} không có trường {plain}"
    elif needs_moment and not isinstance(found, Moment | Day):
        yield f"{event.__name__}.{plain} không phải một thời hạn"
    elif needs_agency and not isinstance(found, AgencyId):
        yield f"{event.__name__}.{plain} không phải một cơ quan"
    elif period and period != "2" and not isinstance(found, Moment | Day):
        yield f"{event.__name__}.{plain} không phải một ngày"


def _value_faults(event: type[schemas.Event], path: str, wanted: object) -> Iterator[str]:
    found = field_at(event, path) if path[0] not in "=%*@" else None
    allowed: Iterable[object] = ()
    if isinstance(found, Choice):
        allowed = found.metadata["schema"]["enum"]
    elif isinstance(found, Flag):
        allowed = (True, False)
    for value in wanted if isinstance(wanted, tuple) else (wanted,):
        if allowed and value not in allowed:
            yield f"{event.__name__}.{path} không bao giờ là {value!r}"


def field_at(event: type[schemas.Message], path: str) -> fields.Field[Any] | None:
    """The field that a path leads to, through lists and forms; None when it leads nowhere."""
    inner: Mapping[str, Any] = event._declared_fields
    found: fields.Field[Any] | None = None
    for name in path.split("."):
        found = next((each for key, each in inner.items() if name == (each.data_key or key)), None)
        if found is None:
            return None
        while isinstance(found, fields.List):
            found = found.inner
        inner = found.schema._declared_fields if isinstance(found, fields.Nested) else {}
    return found


# What is in the house


def _test_faults(shown_by: str) -> Iterator[str]:
    if not (ROOT / "tests").is_dir():  # an installed program has no tests beside it
        return
    path, _, name = shown_by.partition("::")
    if name.split("::")[-1].partition("[")[0] not in _functions(path):
        yield f"không có phép thử {shown_by}"


@cache
def _functions(path: str) -> frozenset[str]:
    file = ROOT / path
    if not file.is_file():
        return frozenset()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@cache
def _trees() -> tuple[ast.Module, ...]:
    files = (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))
    own = Path(__file__).parents[2] / "shared" / "regulation" / "fulfilments"
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in files if own not in path.parents)


@cache
def _texts() -> frozenset[str]:
    """Every text and every keyword in the code: a refusal code stands as one of them."""
    found = set()
    for tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
            elif isinstance(node, ast.keyword) and node.arg:
                found.add(node.arg)
    return frozenset(found)


@cache
def _names() -> frozenset[str]:
    """What a register may be called: a table, a class or a function of the code, or the name of a view."""
    found = set()
    for tree in _trees():
        for node in tree.body:
            match node:
                case ast.ClassDef():
                    found.add(node.name)
                    found.update(_view_names(node))
                case ast.FunctionDef():
                    found.add(node.name)
                case ast.Assign():
                    found.update(each.id for each in node.targets if isinstance(each, ast.Name))
                case ast.AnnAssign(target=ast.Name(id=name)):
                    found.add(name)
    return frozenset(found)


def _view_names(made: ast.ClassDef) -> Iterator[str]:
    for node in made.body:
        match node:
            case (
                ast.AnnAssign(target=ast.Name(id="name"), value=ast.Constant(value=str(name)))
                | ast.Assign(targets=[ast.Name(id="name")], value=ast.Constant(value=str(name)))
            ):
                yield name
