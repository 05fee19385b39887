"""Data invented from the marshmallow fields, for any form: what a stranger could send (hypothesis strategies).

Sample data: every name and number is made up by the machine.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from zlib import crc32

from hypothesis import strategies as st
from marshmallow import fields

from schemas.base import Form
from schemas.fields import (
    Choice,
    Contents,
    Day,
    Figures,
    Flag,
    Many,
    Moment,
    One,
    Pattern,
    Text,
    TextByName,
    Whole,
    _Exact,
)

Json = Any

_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếềểễệứừửữự ABCĐ0123456789.,;:-/()“”…<>&'\"\\"
_NAMES = ("so_ho_so", "ho_so_dung_han", "tong_so", "a", "z9")


def data_of(form: type[Form]) -> st.SearchStrategy[dict[str, Json]]:
    """Data that the form accepts; what may be left out is sometimes left out, sometimes null."""
    required, optional = {}, {}
    for name, field in form().fields.items():
        wire = field.data_key or name
        (required if field.required else optional)[wire] = _value(field)
    return st.fixed_dictionaries(required, optional=optional)


def _value(field: fields.Field[Any]) -> st.SearchStrategy[Json]:
    made = _kind(field)
    return st.none() | made if field.allow_none else made


def _kind(field: fields.Field[Any]) -> st.SearchStrategy[Json]:
    schema = field.metadata.get("schema", {})
    match field:
        case One():
            kind = type(field.schema)
            assert issubclass(kind, Form)
            return data_of(kind)
        case Many():
            least, most = schema["minItems"], min(schema["maxItems"], schema["minItems"] + 2)
            return st.lists(_value(field.inner), min_size=least, max_size=most, unique_by=_distinct(field))
        case Figures() | TextByName():
            assert field.value_field is not None
            return st.dictionaries(st.sampled_from(_NAMES), _value(field.value_field), max_size=2)
        case Contents():
            return st.dictionaries(st.sampled_from(_NAMES), st.none() | st.booleans() | st.integers(0, 9), max_size=2)
        case Text():
            return _text(schema["minLength"], schema["maxLength"], lines=field.lines)
        case Day():
            return st.dates(min_value=_day("1990-01-01"), max_value=_day("2100-12-31")).map(lambda day: day.isoformat())
        case Moment():
            return st.sampled_from(
                ("2021-11-02T08:00:00+07:00", "2021-11-02T01:00:00Z", "2021-12-31T23:59:59.123456+07:00")
            )
        case Choice():
            return st.sampled_from(schema["enum"])
        case Flag():
            return st.booleans()
        case Whole():
            return st.integers(schema["minimum"], schema["maximum"])
        case Pattern() | _Exact():
            return st.from_regex(schema["pattern"].replace("$", r"\Z"), fullmatch=True)
    raise AssertionError(f"no data can be invented for {type(field).__name__}")


def _text(least: int, most: int, *, lines: bool) -> st.SearchStrategy[str]:
    signs = _LETTERS + ("\n\t" if lines else "")
    text = st.text(alphabet=signs, min_size=least, max_size=min(most, 40))
    return text.filter(lambda it: not least or it.strip() != "")


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _distinct(field: Many) -> Callable[[Any], Any] | None:
    """What tells two rows of this list apart; None when repeats are allowed."""
    told = [check.names for check in field.validators if hasattr(check, "names")]
    if not told:
        return None
    (names,) = told
    return (lambda row: tuple(row.get(name) for name in names)) if names else (lambda row: row)


WRONG: tuple[Json, ...] = (
    None,
    True,
    0,
    -1,
    2021,
    10**18,
    1.5,
    "",
    " ",
    "0",
    "-0",
    "1e3",
    "NaN",
    "08.50",
    "99999999999999999999",
    "x" * 6_000,
    "<script>alert(1)</script>",
    "a\u0000b",
    "a\u202eb",
    "a\rb",
    "a\nb",
    "2021-6-1",
    "2021-11-02T08:00:00",
    [],
    [None],
    {},
    {"lạ": 1},
)
"""Values of which at least one is wrong wherever it is put."""


def spoilt(data: Json) -> Iterator[tuple[str, Json]]:
    """Every way to spoil data in one place: a field removed, one added, one given a wrong value.

    Of the rows of a list, the first of its shape stands for all the others.
    """
    data = _shortened(data)
    seen = set()
    for path in _places(data):
        kind = tuple("[]" if isinstance(key, int) else key for key in path)
        if kind in seen:
            continue
        seen.add(kind)
        here = _at(data, path)
        yield f"without {_shown(path)}", _changed(data, path, remove=True)
        # Fields of one kind are checked by one class: over all places of all messages each meets every wrong value,
        # and each single place a quarter of them.
        for value in WRONG[crc32(_shown(path).encode()) % 4 :: 4]:
            if type(value) is not type(here) or value != here:
                yield f"{_shown(path)} = {value!r:.30}", _changed(data, path, value=value)
        if isinstance(here, dict):
            yield f"{_shown(path)} with a stranger", _changed(data, (*path, "stranger"), value="x")
    yield "a stranger", _changed(data, ("stranger",), value="x")


def _shortened(data: Json) -> Json:
    """The same data with one row of each shape in every list: the rest would only be spoilt in the same ways."""
    if isinstance(data, dict):
        return {key: _shortened(value) for key, value in data.items()}
    if isinstance(data, list):
        shapes = {_shape(row): row for row in reversed(data)}
        return [_shortened(row) for row in data if any(row is kept for kept in shapes.values())]
    return data


def _shape(row: Json) -> Json:
    return frozenset(key for key, value in row.items() if value is not None) if isinstance(row, dict) else type(row)


def _places(data: Json, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    keys: Any = data.keys() if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
    for key in keys:
        yield (*path, key)
        yield from _places(data[key], (*path, key))


def _at(data: Json, path: tuple[str | int, ...]) -> Json:
    for key in path:
        data = data[key]
    return data


def _changed(data: Json, path: tuple[str | int, ...], *, value: Json = None, remove: bool = False) -> Json:
    changed = copy.deepcopy(data)
    owner, last = _at(changed, path[:-1]), path[-1]
    if remove:
        del owner[last]
    else:
        owner[last] = copy.deepcopy(value)
    return changed


def _shown(path: tuple[str | int, ...]) -> str:
    return ".".join(map(str, path)) or "the whole"
