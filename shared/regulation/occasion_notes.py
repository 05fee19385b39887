"""Từ sự việc đến ghi chú: một sự việc nói gì về nghĩa vụ nào, của cơ quan nào, lần nào.

Pure, and indifferent to the order in which facts come to hand: what is noted here is put in order and judged in
``shared/regulation/compliance``. A path that leads nowhere says nothing; it never fails, since a declaration that is
wrong must not hold a ledger up: ``phoihop duties --check`` finds it.

A row of the view stands for one occasion: ``duty/agency/key``. Its agency may still be a word (``%steering``, ``*``)
that is resolved when it is read, because who holds a competence can be learnt later than the fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Protocol

from shared.regulation.fulfilment import SOMETHING, Fulfilment, Same, Told
from shared.regulation.fulfilments import fulfilments
from shared.regulation.occasions import SAYS, Row
from shared.regulation.organisation import BASELINE, Organisation
from shared.regulation.windows import before, ict, parse_moment, plain_moment, through

MOST_PARTS = 60
"""Parts kept of one occasion as evidence, the first and the last half; beyond, the middle is counted and not kept.
What opens, meets, undoes, waives or closes is kept whole: the state follows from it."""


class Fact(Protocol):
    """A fact as a view sees it: what of it is read here."""

    @property
    def type(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def time(self) -> datetime: ...
    @property
    def data(self) -> dict[str, Any]: ...
    @property
    def position(self) -> int: ...
    @property
    def case(self) -> str: ...
    @property
    def agency(self) -> str: ...
    @property
    def effective(self) -> str: ...


@dataclass(frozen=True)
class Declared:
    """Một chỗ trong khai báo: nghĩa vụ, điều sự việc nói, và nơi đọc."""

    duty: str
    says: str
    told: Told


Index = Mapping[str, tuple[Declared, ...]]


def index(rows: Iterable[Fulfilment]) -> Index:
    """Fact → everything that is declared about it."""
    found: dict[str, list[Declared]] = {}
    for row in rows:
        for says in SAYS:
            for told in getattr(row, says):
                found.setdefault(told.fact, []).append(Declared(row.duty, says, told))
    return {name: tuple(several) for name, several in found.items()}


@cache
def declared() -> Index:
    """The index over all that stands in ``fulfilments/``."""
    return index(fulfilments())


# Reading a fact


def notes(fact: Fact, known: Index | None = None) -> Iterator[tuple[str, str, str, Row]]:
    """What a fact says: (duty, agency as it is declared or named, key, note), each once."""
    seen = set()
    for one in (declared() if known is None else known).get(fact.type, ()):
        for agency, key, due, source in _readings(one.told, fact):
            if (one.duty, agency, key, one.says) in seen:
                continue
            seen.add((one.duty, agency, key, one.says))
            note: Row = {"says": one.says, "id": fact.id, "source": fact.source, "type": fact.type}
            note |= {"time": plain_moment(fact.time), "effective": fact.effective, "case": fact.case}
            note |= {"position": fact.position, "subject": fact.subject}
            if due:
                note["due"] = due
            if source:
                note["ground"] = source
            if one.told.answers:
                note["answers"] = True
            if one.told.among:
                note["among"] = one.told.among
            if one.told.replaces:
                note["replaces"] = key.rpartition("/")[0]
            if one.says == "meets" and fact.data.get("late") is True:
                note["late"] = True
            yield one.duty, agency, key, note


def _readings(told: Told, fact: Fact) -> Iterator[tuple[str, str, str, str]]:
    """Agency, key, due and its source: once for each row of the lists that the paths lead into."""
    paths = [*told.key, told.agency, told.due, told.source, *told.where]
    for place in _places([path for path in paths if path], fact.data):
        if not all(_fits(_value(path, fact, place), wanted, fact, place) for path, wanted in told.where.items()):
            continue
        key = "/".join(part for part in (_text(_value(path, fact, place)) for path in told.key) if part)
        due = _due(_value(told.due, fact, place)) if told.due else ""
        ground = _text(_value(told.source, fact, place)) if told.source else ""
        for agency in _agencies(told.agency, fact, place):
            yield agency, key, due, ground


Place = Mapping[str, Any]
"""Which row of which list is meant: path of the list → the row."""


def _places(paths: Sequence[str], data: Mapping[str, Any]) -> list[Place]:
    found: list[Place] = [{}]
    for path in dict.fromkeys(paths):
        if path[0] in "@=%*":
            continue
        names = path.partition(":")[0].split(".")
        for length in range(1, len(names) + 1):
            start = ".".join(names[:length])
            wider: list[Place] = []
            for place in found:
                value = place[start] if start in place else _walk(start, data, place)
                wider += [{**place, start: row} for row in value] if isinstance(value, list) else [place]
            found = wider
    return found


def _walk(path: str, data: Mapping[str, Any], place: Place) -> Any:
    value: Any = data
    names = path.split(".")
    for length, name in enumerate(names, 1):
        start = ".".join(names[:length])
        inner = value.get(name) if isinstance(value, Mapping) else None
        value = place.get(start, inner)
    return value


def _value(path: str, fact: Fact, place: Place) -> Any:
    if path.startswith("="):
        return path[1:]
    plain, _, period = path.partition(":")
    value = getattr(fact, plain[1:], None) if plain[0] == "@" else _walk(plain, fact.data, place)
    return _read(value, period) if period else value


def _read(value: Any, wanted: str) -> str:
    """2021, or 2021/Q3, of a date or a moment, or where that day begins; nothing of what is neither.

    With ``2``, the second part of a name.
    """
    if wanted == "2":
        return str(value).split("/")[1] if "/" in str(value) else ""
    day = _day(value)
    if day is None:
        return ""
    if wanted == "begin":
        return plain_moment(before(day))
    return str(day.year) if wanted == "year" else f"{day.year}/Q{(day.month + 2) // 3}"


def _day(value: Any) -> date | None:
    try:
        if isinstance(value, datetime):
            return ict(value).date()
        if isinstance(value, date):
            return value
        text = str(value)
        return parse_moment(text).date() if "T" in text else date.fromisoformat(text)
    except ValueError:
        return None


def _due(value: Any) -> str:
    """A deadline as a moment: a bare day lasts to its end."""
    day = _day(value)
    if day is None:
        return ""
    if isinstance(value, datetime) or "T" in str(value):
        return plain_moment(value if isinstance(value, datetime) else parse_moment(str(value)))
    return plain_moment(through(day))


def _agencies(path: str, fact: Fact, place: Place) -> Iterator[str]:
    if path[0] in "%*":
        yield path
        return
    value = _value(path, fact, place)
    if path.startswith("="):
        yield from str(value).split()
    elif value:
        yield str(value)


def _text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None or isinstance(value, list | Mapping) else str(value)


def _fits(value: Any, wanted: object, fact: Fact, place: Place) -> bool:
    if wanted is SOMETHING:
        return bool(value)
    if isinstance(wanted, Same):
        return bool(value == _value(wanted.path, fact, place))
    return value in wanted if isinstance(wanted, tuple) else value == wanted


# Keeping


def row_key(duty: str, agency: str, key: str) -> str:
    return f"{duty}/{agency}/{key}"


def kept(row: Row | None, duty: str, agency: str, key: str, note: Row) -> Row:
    """The row of an occasion with one more note; a fact that is taken twice is noted once."""
    row = {"duty": duty, "agency": agency, "key": key, "count": 0, "notes": []} if row is None else row
    if any(one["id"] == note["id"] and one["says"] == note["says"] for one in row["notes"]):
        return row
    several = [*row["notes"], note]
    parts = [place for place, one in enumerate(several) if one["says"] == "parts"]
    if len(parts) > MOST_PARTS:
        del several[parts[MOST_PARTS // 2]]
    return {**row, "count": row["count"] + 1, "notes": several}


# The organisation, as far as it was told

ORGANISATION = "organisation"
"""The row that is no occasion: the facts of reorganisation, by which holders and successors are found."""


def with_change(row: Row | None, fact: Fact) -> Row:
    """The row of the organisation with one more fact."""
    known = row["known"] if row else []
    return {"known": [*known, {"type": fact.type, "data": fact.data, "recorded": plain_moment(fact.time)}]}


def organisation_in(rows: Mapping[str, Row], at: datetime) -> Organisation:
    """The organisation as these rows know it at that moment."""
    found = BASELINE
    for told in rows.get(ORGANISATION, {"known": ()})["known"]:
        recorded = parse_moment(told["recorded"])
        if recorded <= at:
            found = found.noting(told["type"], told["data"], recorded)
    return found
