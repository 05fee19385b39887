"""Đọc một tệp quy chế: a TOML text → a Regulation, or everything that is wrong in it, row by row, in Vietnamese."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from shared.regulation.clauses import parse
from shared.regulation.decisions.duty import KINDS, PROCESSES, Duty, kind_of_when, unknown_parties
from shared.regulation.decisions.regulation import Regulation, in_order
from shared.regulation.faults import Fault, Sentences

FORMAT = 1
SAMPLE_LABEL = "DỮ LIỆU MẪU"
SENTENCES = Sentences(
    NOT_TOML="Không đọc được như TOML: {reason}.",
    FORMAT_UNKNOWN="Tệp theo format {format!r}; chương trình này đọc format 1.",
    FIELD_UNKNOWN="{node}: không có trường “{field}”.",
    FIELD_MISSING="{node}: thiếu trường “{field}”.",
    FIELD_WRONG="{node}: trường “{field}” phải là {wanted}.",
    ROW_COUNT="Tệp ghi rows = {told} nhưng có {found} dòng.",
    CLAUSE_BAD="{node}: {clause!r} không phải mã điều khoản.",
    ID_TWICE="{node}: mã dùng hai lần cho cùng một thời gian.",
    ID_GAP="{node}: giữa {until} và {since} không có lời nào của dòng này.",
    VALIDITY_REVERSED="{node}: ngày hết hiệu lực {to} trước ngày có hiệu lực {since}.",
    OUTSIDE_REGULATION="{node}: có hiệu lực từ {since}, trước khi quy chế có hiệu lực {start}.",
    PARTY_UNKNOWN="{node}: trường “{field}” ghi “{word}”, không phải một cách gọi cơ quan.",
    WHEN_UNKNOWN="{node}: {word!r} không phải một cách định hạn.",
    KIND_UNKNOWN="{node}: không có loại {kind!r}.",
    PROCESS_UNKNOWN="{node}: không có quy trình {process!r}.",
    CARRIED_BY_UNKNOWN="{node}: nói được thực hiện ở {duty}, nhưng không có dòng ấy.",
    CARRIED_BY_MISPLACED="{node}: chỉ dòng nội dung (content) mới ghi nơi thực hiện.",
    IMPLIED_UNKNOWN="{node}: implied nêu “{field}”, không phải một trường có giá trị của dòng này.",
    DEFECT_UNKNOWN="{node}: không có lỗi văn bản số {number}.",
    DEFECT_TWICE="Lỗi văn bản số {node} ghi hai lần.",
    DEFECT_UNUSED="Lỗi văn bản số {node} không dòng nào dẫn đến và không ghi whole = true.",
    SAMPLE_NOT_LABELLED="Quyết định mẫu phải có tên bắt đầu bằng “{label}”.",
)
_say = SENTENCES.fault

_TEXTS = "một danh sách chữ"
_TYPES: dict[str, tuple[str, Any]] = {
    "text": ("chữ", lambda v: isinstance(v, str) and bool(v.strip())),
    "texts": (_TEXTS, lambda v: isinstance(v, list) and all(isinstance(each, str) and each for each in v)),
    "numbers": ("một danh sách số", lambda v: isinstance(v, list) and all(type(each) is int for each in v)),
    "number": ("số nguyên", lambda v: type(v) is int and v >= 0),
    "flag": ("true hoặc false", lambda v: isinstance(v, bool)),
    "day": ("một ngày, ví dụ 2021-06-18", lambda v: type(v) is date),
    "rows": ("các bảng [[…]]", lambda v: isinstance(v, list) and all(isinstance(each, dict) for each in v)),
    "table": ("một bảng […]", lambda v: isinstance(v, dict)),
}
_WHOLE = {"format": "number", "rows": "number", "regulation": "table", "defect": "rows", "duty": "rows"}
_REGULATION = {
    "number": "text", "signed": "day", "in_force": "day", "issuer": "text", "title": "text", "replaces": "text",
    "last_day": "day", "text_known": "flag", "sample": "flag", "recipients": "texts", "note": "text",
}  # fmt: skip
_DEFECT = {"number": "number", "text": "text", "whole": "flag"}
_PARTIES = ("lead", "coordinators", "actors", "to", "via")
_PART = {
    "id": "text", "vi": "text", "en": "text", "lead": "text", "clause": "text", "note": "text", "when": "texts",
}  # fmt: skip
_DUTY = _PART | {
    "coordinators": "text", "actors": "text", "to": "text", "via": "text", "kind": "text", "trigger": "text",
    "product": "text", "processes": "texts", "carried_by": "texts", "implied": "texts", "defects": "numbers",
    "valid_from": "day", "valid_to": "day", "part": "rows",
}  # fmt: skip
_REQUIRED = {
    "whole": ("format", "rows", "regulation"),
    "regulation": ("number", "signed", "in_force", "issuer", "title"),
    "defect": ("number", "text"),
    "duty": ("id", "lead", "vi", "en"),
    "part": ("id", "vi", "en"),
}


@dataclass(frozen=True)
class Read:
    """What a file gave: a regulation, unless there are faults."""

    faults: tuple[Fault, ...]
    regulation: Regulation | None = None


def read(text: str) -> Read:
    """A regulation from the text of its file. Every fault is told, those of the form before those of the sense."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Read((_say("NOT_TOML", None, reason=error),))
    faults = list(_form_faults(data))
    if faults:
        return Read(tuple(faults))
    regulation = _regulation(data)
    faults = [*_sense_faults(data, regulation)]
    return Read(tuple(faults), None if faults else regulation)


# -- The form: which fields, of which type ---------------------------------------------------------------------


def _form_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    if data.get("format") != FORMAT:
        yield _say("FORMAT_UNKNOWN", None, format=data.get("format"))
        return
    yield from _fields("tệp", data, _WHOLE, _REQUIRED["whole"])
    if isinstance(header := data.get("regulation"), dict):
        yield from _fields("[regulation]", header, _REGULATION, _REQUIRED["regulation"])
    for each in _tables(data, "defect"):
        yield from _fields(f"[[defect]] {each.get('number', '?')}", each, _DEFECT, _REQUIRED["defect"])
    for place, row in enumerate(_tables(data, "duty"), 1):
        name = row.get("id") or f"[[duty]] thứ {place}"
        yield from _fields(name, row, _DUTY, _REQUIRED["duty"])
        for part in _tables(row, "part"):
            yield from _fields(part.get("id") or f"{name} [[duty.part]]", part, _PART, _REQUIRED["part"])


def _tables(data: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
    found = data.get(name, [])
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _fields(node: Any, table: Mapping[str, Any], known: Mapping[str, str], required: Sequence[str]) -> Iterator[Fault]:
    for field in required:
        if field not in table:
            yield _say("FIELD_MISSING", str(node), field=field)
    for field, value in table.items():
        if field not in known:
            yield _say("FIELD_UNKNOWN", str(node), field=field)
        elif not _TYPES[known[field]][1](value):
            yield _say("FIELD_WRONG", str(node), field=field, wanted=_TYPES[known[field]][0])


# -- Made from the form ----------------------------------------------------------------------------------------


def _regulation(data: Mapping[str, Any]) -> Regulation:
    header = dict(data["regulation"])
    header["recipients"] = tuple(header.get("recipients", ()))
    defects = {each["number"]: each["text"] for each in data.get("defect", ())}
    rows = [_row(each, header["number"], defects) for each in data.get("duty", ())]
    # An id that is no clause has no place in the order of the text; it is told as a fault.
    ordered = in_order(rows) if all(_is_clause(row.id) for row in rows) else rows
    return Regulation(**header, defects=tuple(sorted(defects.items())), duties=tuple(ordered))


def _row(table: Mapping[str, Any], number: str, defects: Mapping[int, str]) -> Duty:
    values = _values(table)
    parts = values.pop("part", ())
    told = [values.get("note", ""), *(defects[each] for each in values.get("defects", ()) if each in defects)]
    values["note"] = " ".join(each for each in told if each)
    row = Duty(**values, number=number, row=table["id"])
    return replace(row, parts=tuple(_part(row, part) for part in parts))


def _part(row: Duty, table: Mapping[str, Any]) -> Duty:
    values = _values(table)
    if "clause" not in values:
        values["clause"] = ""  # it stands where its own id says, not where the row does
    if "note" in values:
        values["note"] = " ".join(each for each in (values["note"], row.note) if each)
    return replace(row, **values, parts=())


def _values(table: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in table.items()}


# -- The sense: what the words and ids mean --------------------------------------------------------------------


def _sense_faults(data: Mapping[str, Any], regulation: Regulation) -> Iterator[Fault]:
    if data["rows"] != len(regulation.duties):
        yield _say("ROW_COUNT", None, told=data["rows"], found=len(regulation.duties))
    if regulation.sample and not regulation.title.startswith(SAMPLE_LABEL):
        yield _say("SAMPLE_NOT_LABELLED", None, label=SAMPLE_LABEL)
    yield from _validity("[regulation]", regulation.in_force, regulation.last_day)
    yield from _defect_faults(data)
    ids = {each.id for row in regulation.duties for each in (row, *row.parts)}
    for row in regulation.duties:
        for each in (row, *row.parts):
            yield from _duty_faults(each, row, ids)
        yield from _validity(row.id, row.valid_from, row.valid_to)
        if row.valid_from is not None and row.valid_from < regulation.in_force:
            yield _say("OUTSIDE_REGULATION", row.id, since=row.valid_from, start=regulation.in_force)
    yield from _succession_faults(regulation)


def _duty_faults(duty: Duty, row: Duty, ids: set[str]) -> Iterator[Fault]:
    for clause in {duty.id, duty.clause or duty.id}:
        if not _is_clause(clause):
            yield _say("CLAUSE_BAD", duty.id, clause=clause)
    for field in _PARTIES:
        for word in unknown_parties(getattr(duty, field)):
            yield _say("PARTY_UNKNOWN", duty.id, field=field, word=word)
    for word in duty.when:
        if kind_of_when(word) is None:
            yield _say("WHEN_UNKNOWN", duty.id, word=word)
    if duty is not row:  # the rest a part has from its row
        return
    if duty.kind not in KINDS:
        yield _say("KIND_UNKNOWN", duty.id, kind=duty.kind)
    for process in duty.processes:
        if process not in PROCESSES:
            yield _say("PROCESS_UNKNOWN", duty.id, process=process)
    if duty.carried_by and duty.kind != "content":
        yield _say("CARRIED_BY_MISPLACED", duty.id)
    for other in duty.carried_by:
        if other not in ids:
            yield _say("CARRIED_BY_UNKNOWN", duty.id, duty=other)
    for field in duty.implied:
        if field not in _DUTY or not getattr(duty, field, None):
            yield _say("IMPLIED_UNKNOWN", duty.id, field=field)


def _defect_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    numbers = [each["number"] for each in data.get("defect", ())]
    touched = {number for row in data.get("duty", ()) for number in row.get("defects", ())}
    for number in dict.fromkeys(numbers):
        if numbers.count(number) > 1:
            yield _say("DEFECT_TWICE", str(number))
    for each in data.get("defect", ()):
        if each["number"] not in touched and not each.get("whole"):
            yield _say("DEFECT_UNUSED", str(each["number"]))
    for row in data.get("duty", ()):
        for number in row.get("defects", ()):
            if number not in numbers:
                yield _say("DEFECT_UNKNOWN", row["id"], number=number)


def _validity(node: str, since: date | None, to: date | None) -> Iterator[Fault]:
    if since is not None and to is not None and to < since:
        yield _say("VALIDITY_REVERSED", node, since=since, to=to)


def _succession_faults(regulation: Regulation) -> Iterator[Fault]:
    """One id may stand several times, one time after the other, without a gap; a part's id in one row only."""
    worded: dict[str, list[Duty]] = {}
    for row in regulation.duties:
        for each in (row, *row.parts):
            worded.setdefault(each.id, []).append(each)
    for id, several in worded.items():
        several.sort(key=lambda each: each.valid_from or date.min)
        for before, after in pairwise(several):
            if before.valid_to is None or after.valid_from is None or after.valid_from <= before.valid_to:
                yield _say("ID_TWICE", id)
            elif before.valid_to + timedelta(days=1) < after.valid_from:
                yield _say("ID_GAP", id, until=before.valid_to, since=after.valid_from)


def _is_clause(id: str) -> bool:
    try:
        parse(id)
    except ValueError:
        return False
    return True
