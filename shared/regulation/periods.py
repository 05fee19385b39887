"""Thời hạn tính ra thời điểm: "trước ngày", "kịp thời", "định kỳ", "hằng quý", "hằng năm"; thời hạn theo ngày, tháng.

What each word of the regulation means here, always on the clocks of Quảng Nam; every moment is the one *from which* it
is late, so 24:00 of the last day in time:

    trước ngày 15/11   the 15th is too late: 24:00 of 14/11 (``windows.before``); does not roll (Điều 6 khoản 2)
    hằng quý           24:00 of the last day of each calendar quarter (Điều 12 khoản 2)
    hằng năm           24:00 of 31/12 (Điều 6, 8, 13, 16, 20)
    từng giai đoạn     24:00 of 31/12 of the phase's last year; which years a phase has is data (Điều 6, 13)
    định kỳ            the regulation names no interval (Điều 11, 13): the interval is data with a source
    kịp thời           no number in the regulation (Điều 6, 7): a number of working days with a source, or none, and
                       then it is never late, only without a deadline
    theo đợt, theo kế hoạch, theo quy định, theo hạn được giao
                       the deadline stands in whatever opened the duty, with its source

A period of days, weeks, months or years is counted as the Bộ luật Dân sự 2015 does (Điều 147, 148), by analogy: the
first day is not counted, it ends at 24:00 of its last day. That a last day which is a day off moves to the next working
day is the rule of that code, not of the regulation: here it holds only where a deadline says so (``calendar.ROLLS``).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shared.regulation.calendar import CALENDAR, Calendar
from shared.regulation.decisions.duty import kind_of_when
from shared.regulation.windows import before, ict, through

UNITS = {"days": "ngày", "working_days": "ngày làm việc", "weeks": "tuần", "months": "tháng", "years": "năm"}
STATES = {"no_deadline": "chưa có hạn", "in_time": "trong hạn", "late": "quá hạn"}


@dataclass(frozen=True)
class Length:
    """Một khoảng thời gian: 5 working_days, 3 months."""

    number: int
    unit: str

    def __post_init__(self) -> None:
        if self.unit not in UNITS or self.number < 1:
            raise ValueError(f"không phải một khoảng thời gian: {self.number} {self.unit}")

    def __str__(self) -> str:
        return f"{self.number} {UNITS[self.unit]}"


@dataclass(frozen=True)
class Period:
    """Một kỳ theo lịch: from its first day to its last one, both included."""

    name: str
    first: date
    last: date

    @property
    def begins(self) -> datetime:
        """0:00 of the first day."""
        return before(self.first)

    @property
    def ends(self) -> datetime:
        """24:00 of the last day."""
        return through(self.last)


def year(number: int) -> Period:
    """Một năm: "2021"."""
    return Period(str(number), date(number, 1, 1), date(number, 12, 31))


def quarter(of_year: int, number: int) -> Period:
    """Một quý: "2021/Q3". Raises ValueError for a quarter that no year has."""
    if number not in (1, 2, 3, 4):
        raise ValueError(f"không có quý {number}")
    last = number * 3
    return Period(f"{of_year}/Q{number}", date(of_year, last - 2, 1), date(of_year, last, monthrange(of_year, last)[1]))


def phase(first: int, last: int) -> Period:
    """Một giai đoạn nhiều năm: "2021-2025". Raises ValueError when it ends before it begins."""
    if last < first:
        raise ValueError(f"giai đoạn {first}-{last} kết thúc trước khi bắt đầu")
    return Period(f"{first}-{last}", date(first, 1, 1), date(last, 12, 31))


def year_at(moment: datetime) -> Period:
    """The year that it is in Quảng Nam at that moment."""
    return year(ict(moment).year)


def quarter_at(moment: datetime) -> Period:
    """The quarter that it is in Quảng Nam at that moment."""
    local = ict(moment)
    return quarter(local.year, (local.month + 2) // 3)


def before_in(of_year: int, month: int, day: int) -> datetime:
    """ "Trước ngày 15/11" of that year. Where a year has no 29/2, whatever is before it ends with 28/2."""
    if day > monthrange(of_year, month)[1]:
        return through(date(of_year, month, monthrange(of_year, month)[1]))
    return before(date(of_year, month, day))


def last_day_of_period(start: date, length: Length, calendar: Calendar = CALENDAR) -> date:
    """The last day of a period that starts with an event on that day; the day itself is not counted.

    The corresponding day of the last week, month or year; the last of the month where there is none such.
    """
    if length.unit == "working_days":
        return calendar.add_working_days(start, length.number)
    if length.unit in ("days", "weeks"):
        return start + timedelta(days=length.number * (7 if length.unit == "weeks" else 1))
    months = start.month - 1 + length.number * (12 if length.unit == "years" else 1)
    of_year, month = start.year + months // 12, months % 12 + 1
    return date(of_year, month, min(start.day, monthrange(of_year, month)[1]))


def end_of_period(start: date, length: Length, *, roll: str = "none", calendar: Calendar = CALENDAR) -> datetime:
    """The moment at which such a period is over. Raises ValueError for a rule of rolling that does not exist."""
    return through(calendar.rolled(last_day_of_period(start, length, calendar), roll))


@dataclass(frozen=True)
class Promptly:
    """Thế nào là "kịp thời": within so many working days; source says who decided so."""

    working_days: int
    source: str

    def __post_init__(self) -> None:
        if self.working_days < 1 or not self.source.strip():
            raise ValueError("“kịp thời” phải có số ngày làm việc và căn cứ")


@dataclass(frozen=True)
class Interval:
    """Thế nào là "định kỳ": every so many months; source says who decided so."""

    every: Length
    source: str

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise ValueError("“định kỳ” phải có căn cứ")

    def days(self, start: date, until: date, calendar: Calendar = CALENDAR) -> Iterator[date]:
        """The last days of the periods that follow one another from that day, as far as the other one.

        Each is counted from the start, so that the end of a month stays one: 31/1, 28/2, 31/3.
        """
        number = 1
        while (day := self._last(start, number, calendar)) <= until:
            yield day
            number += 1

    def _last(self, start: date, number: int, calendar: Calendar) -> date:
        return last_day_of_period(start, Length(self.every.number * number, self.every.unit), calendar)


@dataclass(frozen=True)
class Terms:
    """Những gì Quy chế để trống và dữ liệu nói thay, cho một việc; whatever is None is not said."""

    promptly: Promptly | None = None
    interval: Interval | None = None
    phase: Period | None = None
    given: datetime | None = None
    """The deadline that stands in the request, plan, round or assignment which opened it."""
    roll: str = "none"


SILENT = Terms()


def due_of(word: str, opened: datetime, terms: Terms = SILENT, calendar: Calendar = CALENDAR) -> datetime | None:
    """From when a duty with that word of ``WHEN`` is late, opened at that moment; None: it has no deadline.

    Raises ValueError for a word that says nothing.
    """
    due = _due_of(word, opened, terms, calendar)
    if due is None or terms.roll == "none":
        return due
    return through(calendar.rolled(ict(due - timedelta(microseconds=1)).date(), terms.roll))


def _due_of(word: str, opened: datetime, terms: Terms, calendar: Calendar) -> datetime | None:
    day = ict(opened).date()
    match kind_of_when(word):
        case None:
            raise ValueError(f"không phải một cách định hạn: {word!r}")
        case "before MM-DD":
            _, month, of_month = word.replace("-", " ").split()
            return before_in(day.year, int(month), int(of_month))
        case "on YYYY-MM-DD":
            return through(date.fromisoformat(word.split()[1]))
        case "yearly":
            return year_at(opened).ends
        case "quarterly":
            return quarter_at(opened).ends
        case "phase":
            return terms.phase.ends if terms.phase else terms.given
        case "periodic":
            every = terms.interval.every if terms.interval else None
            return through(last_day_of_period(day, every, calendar)) if every else terms.given
        case "promptly":
            days = terms.promptly.working_days if terms.promptly else None
            return through(calendar.add_working_days(day, days)) if days else terms.given
        case _:  # whatever the regulation leaves to data, and what it does not speak of
            return terms.given


def state_at(due: datetime | None, now: datetime) -> str:
    """A key of STATES: without a deadline nothing is ever late."""
    if due is None:
        return "no_deadline"
    return "late" if now >= due else "in_time"
