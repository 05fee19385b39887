"""Kỳ của nghĩa vụ định kỳ: hằng năm, hằng quý (Điều 6, 8, 12, 16, 20), tính từ lịch để sự im lặng cũng thấy được.

A period's occasion is named by the year (``2022``) or the quarter (``2022/Q1``) that the duty is for. It *begins* with
the calendar year or quarter in which its last day in time lies. What fell due before the Decision was in force
(18/6/2021) is left away; a period that had begun before that day is *partial*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shared.regulation import periods
from shared.regulation.competences import IN_FORCE, UnknownCompetence
from shared.regulation.duties import NoRegulation, UnknownDuty, duty_on
from shared.regulation.fulfilment import PERIODS, Periodic
from shared.regulation.organisation import Organisation
from shared.regulation.participants import field_agencies
from shared.regulation.windows import before, ict

_BEFORE = re.compile(r"before (\d\d)-(\d\d)(?P<earlier> of the year before)?")


@dataclass(frozen=True)
class Recurrence:
    """Một lần của nghĩa vụ định kỳ: its key, from when it can be seen, from when it is late."""

    key: str
    begins: datetime
    due: datetime
    partial: bool


def faults(periodic: Periodic) -> Iterator[str]:
    """What cannot be read in the declaration of a period."""
    if periodic.period not in PERIODS:
        yield f"kỳ {periodic.period!r} không phải một trong {PERIODS}"
    if periodic.due != "end" and (periodic.period != "year" or not _BEFORE.fullmatch(periodic.due)):
        yield f"hạn của kỳ {periodic.due!r} không đọc được"
    if not periodic.source.strip():
        yield "kỳ không nêu căn cứ"


def recurrences(duty: str, periodic: Periodic, until: datetime) -> Iterator[Recurrence]:
    """Every time that has begun by that moment, was not over before the Decision was in force, and is a duty still."""
    year, quarter = IN_FORCE.year, 1
    while (found := _recurrence(periodic, year, quarter)).begins <= until:
        if found.due > before(IN_FORCE) and _holds(duty, found):
            yield found
        if periodic.period == "quarter" and quarter < 4:
            quarter += 1
        else:
            year, quarter = year + 1, 1


def _recurrence(periodic: Periodic, year: int, quarter: int) -> Recurrence:
    period = periods.quarter(year, quarter) if periodic.period == "quarter" else periods.year(year)
    begins, due, partial = period.begins, period.ends, period.first < IN_FORCE
    named = _BEFORE.fullmatch(periodic.due)
    if named:
        due = periods.before_in(year - 1 if named["earlier"] else year, int(named[1]), int(named[2]))
        begins = periods.year(ict(due - timedelta(microseconds=1)).year).begins
    return Recurrence(period.name, begins, due, partial)


def _holds(duty: str, found: Recurrence) -> bool:
    try:
        duty_on(duty, day_of(found.due - timedelta(microseconds=1)))
    except (NoRegulation, UnknownDuty):
        return False
    return True


def period_key(periodic: Periodic, key: str) -> str:
    """A key as periods are named, however the fact counts its quarter: ``2022/3`` is ``2022/Q3``."""
    found = re.fullmatch(r"(\d{4})/0?([1-4])", key) if periodic.period == "quarter" else None
    return f"{found[1]}/Q{found[2]}" if found else key


def day_of(moment: datetime) -> date:
    """The day on which an organisation is asked: never before the Decision was in force."""
    return max(ict(moment).date(), IN_FORCE)


def last_day_of(recurrence: Recurrence, at: datetime) -> date:
    """The day whose agencies owe it: the last day in time, or the present one while that has not come."""
    return day_of(min(recurrence.due - timedelta(microseconds=1), max(at, recurrence.begins)))


def named_agencies(words: str, organisation: Organisation, on: date) -> Iterator[tuple[str, str]]:
    """(agency, the word that names it) for ``%steering``, ``fields``, ``all``, ``departments``, ``districts``, SNV."""
    for word in words.split():
        for agency in _named(word, organisation, on):
            yield agency, word


def _named(word: str, organisation: Organisation, on: date) -> tuple[str, ...]:
    name = word.removeprefix("%")
    if name == "all":
        return tuple(one.id for one in organisation.agencies(on))
    if name in {"departments", "districts", "vertical"}:
        return tuple(one.id for one in organisation.agencies(on, name))
    try:
        if name == "fields":
            return field_agencies(organisation, on)
        return (organisation.owner(name, on),) if word.startswith("%") else (word,)
    except UnknownCompetence:
        return ()
