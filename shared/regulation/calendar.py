"""Ngày làm việc theo lịch Việt Nam: cuối tuần, lễ, tết, nghỉ bù (Bộ luật Lao động 2019 Điều 111, 112), hoán đổi.

The regulation counts no working days; whoever sets a deadline in working days counts them here. Holidays are those of
the library ``holidays``: Tết and Giỗ Tổ by the lunar calendar, two days for 2/9 since 2021, the days given for those
that fall on a weekend. The exchanges that the State announces each year, which it does not know yet, stand in
``calendar_exchanges.toml`` with their source. A working week has five days, Monday to Friday.

A year that is still to come is the library's forecast: how the days of Tết lie is announced the year before. A deadline
that was set once stands in a fact, and no later calendar moves it.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import holidays

from shared.regulation.duties import FURTHER
from shared.regulation.faults import Fault, Sentences

EXCHANGES = "calendar_exchanges.toml"
ROLLS = {
    "none": "không dời",
    "next_working_day": "dời đến hết ngày làm việc tiếp theo",
    "previous_working_day": "đưa về ngày làm việc liền trước",
}
"""What becomes of a last day that is no working day. The rule of a deadline is data; without one it does not move."""

SENTENCES = Sentences(
    NOT_TOML="Không đọc được như TOML: {reason}.",
    FIELD_UNKNOWN="Lần hoán đổi thứ {node}: không có trường “{field}”.",
    SOURCE_MISSING="Lần hoán đổi thứ {node} chưa ghi văn bản làm căn cứ.",
    DAY_WRONG="Lần hoán đổi thứ {node}: “{field}” phải là một ngày, ví dụ 2026-01-02.",
    NO_DAY="Lần hoán đổi thứ {node} không nêu ngày nào.",
    DAY_TWICE="Ngày {day} vừa được nghỉ vừa phải làm bù (lần hoán đổi thứ {node}).",
)
_DAY = timedelta(days=1)
_SATURDAY = 5


class WrongCalendar(ValueError):
    """Bảng ngày hoán đổi có lỗi: one sentence a line."""


@dataclass(frozen=True)
class Exchange:
    """Một lần hoán đổi: a working day given off, a day off that is worked for it, and the paper that says so."""

    off: date | None
    worked: date | None
    source: str


@dataclass(frozen=True)
class Calendar:
    """Lịch làm việc: those holidays, corrected by these exchanges."""

    exchanges: tuple[Exchange, ...] = ()

    def is_working_day(self, day: date) -> bool:
        """True when offices work on that day."""
        for each in self.exchanges:
            if day in (each.off, each.worked):
                return day == each.worked
        known = _holidays(day.year)
        return day not in known and (day.weekday() < _SATURDAY or day in known.weekend_workdays)

    def why_off(self, day: date) -> str | None:
        """ "Quốc khánh", "Quốc khánh (nghỉ bù)", "cuối tuần", the source of an exchange; None on a working day."""
        if self.is_working_day(day):
            return None
        exchanged = [each.source for each in self.exchanges if each.off == day]
        return exchanged[0] if exchanged else _holidays(day.year).get(day, "cuối tuần")

    def next_working_day(self, day: date) -> date:
        """The first working day after that day."""
        return self.add_working_days(day, 1)

    def previous_working_day(self, day: date) -> date:
        """The last working day before that day."""
        return self.add_working_days(day, -1)

    def add_working_days(self, day: date, number: int) -> date:
        """The day that many working days after it (before it, when negative); the day itself is not counted.

        0 is the day itself, whether it is a working day or not.
        """
        step = _DAY if number > 0 else -_DAY
        left = abs(number)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def working_days(self, after: date, through: date) -> int:
        """How many working days lie after the one day, up to and with the other."""
        days = (after + _DAY * n for n in range(1, (through - after).days + 1))
        return sum(self.is_working_day(each) for each in days)

    def rolled(self, day: date, roll: str = "none") -> date:
        """Where a last day comes to lie, by a rule of ROLLS. Raises ValueError for another."""
        if roll not in ROLLS:
            raise ValueError(f"không có quy tắc dời {roll!r}; có: {', '.join(ROLLS)}")
        if roll == "none" or self.is_working_day(day):
            return day
        return self.next_working_day(day) if roll == "next_working_day" else self.previous_working_day(day)


@cache
def _holidays(year: int) -> Any:
    return holidays.country_holidays("VN", years=year, expand=False, language="vi")


def read_exchanges(text: str) -> tuple[tuple[Exchange, ...], tuple[Fault, ...]]:
    """The exchanges of a table, and what is wrong with it."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return (), (SENTENCES.fault("NOT_TOML", None, reason=error),)
    rows = data.pop("exchange", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return (), (SENTENCES.fault("NOT_TOML", None, reason="exchange không phải các bảng [[exchange]]"),)
    faults = [SENTENCES.fault("FIELD_UNKNOWN", "0", field=name) for name in data]
    taken: set[date] = set()
    for place, row in enumerate(rows, 1):
        faults += _faults(str(place), row, taken)
    if faults:
        return (), tuple(faults)
    return tuple(Exchange(row.get("off"), row.get("worked"), row["source"]) for row in rows), ()


def _faults(node: str, row: Mapping[str, Any], taken: set[date]) -> Iterator[Fault]:
    for name in set(row) - {"off", "worked", "source"}:
        yield SENTENCES.fault("FIELD_UNKNOWN", node, field=name)
    if not str(row.get("source", "")).strip():
        yield SENTENCES.fault("SOURCE_MISSING", node)
    days = {name: row[name] for name in ("off", "worked") if name in row}
    if not days:
        yield SENTENCES.fault("NO_DAY", node)
    for name, day in days.items():
        if type(day) is not date:
            yield SENTENCES.fault("DAY_WRONG", node, field=name)
        elif day in taken:
            yield SENTENCES.fault("DAY_TWICE", node, day=f"{day:%d/%m/%Y}")
        else:
            taken.add(day)


def load(texts: Iterable[str]) -> Calendar:
    """The calendar with the exchanges of these tables; a later table goes before. Raises WrongCalendar."""
    exchanges: list[Exchange] = []
    wrong: list[str] = []
    for text in texts:
        found, faults = read_exchanges(text)
        exchanges = [*found, *exchanges]
        wrong += [fault.sentence for fault in faults]
    if wrong:
        raise WrongCalendar("\n".join(wrong))
    return Calendar(tuple(exchanges))


def _installed() -> Calendar:
    texts = [files("shared.regulation").joinpath(EXCHANGES).read_text("utf-8")]
    further = os.environ.get(FURTHER)
    own = Path(further) / EXCHANGES if further else None
    if own is not None and own.is_file():
        texts.append(own.read_text("utf-8-sig"))
    return load(texts)


CALENDAR = _installed()
"""The calendar of this installation."""


def is_working_day(day: date) -> bool:
    """See ``Calendar``."""
    return CALENDAR.is_working_day(day)


def next_working_day(day: date) -> date:
    """See ``Calendar``."""
    return CALENDAR.next_working_day(day)


def add_working_days(day: date, number: int) -> date:
    """See ``Calendar``."""
    return CALENDAR.add_working_days(day, number)
