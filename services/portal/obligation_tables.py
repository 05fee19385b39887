"""Nghĩa vụ thành bảng: cơ quan × nghĩa vụ; và lịch các hạn, từng tháng."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from services.portal import formats
from services.portal.obligations import WORST, total
from services.portal.wording import article as article_of
from shared.regulation.duties import DUTIES, row_of
from shared.regulation.occasions import STATES, Occasion
from shared.regulation.organisation import Organisation

# The matrix: agency × duty


@dataclass(frozen=True)
class Square:
    """Một ô: the worst state of what an agency had under one duty, and how many of each."""

    state: str
    counts: Mapping[str, int]

    @property
    def count(self) -> int:
        """How many are in the worst state."""
        return self.counts[self.state]

    @property
    def words(self) -> str:
        return ", ".join(f"{self.counts[state]} {STATES[state]}" for state in WORST if self.counts[state])


@dataclass(frozen=True)
class Matrix:
    """Cơ quan × nghĩa vụ."""

    articles: tuple[tuple[str, int], ...]
    """Article → how many of its duties have a column."""
    duties: tuple[str, ...]
    agencies: tuple[tuple[str, tuple[str, ...]], ...]
    """Khối → its agencies."""
    squares: Mapping[tuple[str, str], Square]


def matrix(found: Sequence[Occasion], organisation: Organisation, on: date) -> Matrix:
    """Only duties and agencies that have something to show; agencies by khối in the order of the directory."""
    gathered: dict[tuple[str, str], list[Occasion]] = {}
    for one in found:
        gathered.setdefault((one.agency, row_of(one.duty).id), []).append(one)
    squares = {place: _square(several) for place, several in gathered.items()}
    duties = tuple(one.id for one in DUTIES if any(duty == one.id for _, duty in squares))
    owing = dict.fromkeys(agency for agency, _ in squares)
    order = {one.id: place for place, one in enumerate(organisation.agencies(on))}
    blocks: dict[str, list[str]] = {}
    for agency in sorted(owing, key=lambda id: order.get(id, len(order))):
        blocks.setdefault(_block(agency, organisation, on), []).append(agency)
    return Matrix(
        articles=tuple((article, len(list(several))) for article, several in groupby(duties, article_of)),
        duties=duties,
        agencies=tuple((block, tuple(several)) for block, several in blocks.items()),
        squares=squares,
    )


def _square(several: Sequence[Occasion]) -> Square:
    counts = total(several)
    return Square(next(state for state in WORST if counts[state]), counts)


def _block(agency: str, organisation: Organisation, on: date) -> str:
    return organisation.described(agency, on).block if organisation.known_by(agency) else ""


# The calendar: month by month


def last_day_of(one: Occasion) -> date:
    """The last day on which it is in time: where people look for it in a calendar."""
    return one.falls.astimezone(formats.ICT).date()


@dataclass(frozen=True)
class Month:
    """Một tháng: what is due in it, by day and duty."""

    number: int
    counts: Mapping[str, int]
    days: tuple[tuple[date, tuple[tuple[str, tuple[Occasion, ...]], ...]], ...]


def months(found: Iterable[Occasion], year: int) -> list[Month]:
    """The twelve months of a year; what has no deadline stands in no calendar."""
    due = [one for one in found if one.due is not None and last_day_of(one).year == year]
    places = {one.id: place for place, one in enumerate(DUTIES)}
    due.sort(key=lambda one: (last_day_of(one), places[row_of(one.duty).id], one.duty, one.key, one.agency))
    return [_month(number, [one for one in due if last_day_of(one).month == number]) for number in range(1, 13)]


def _month(number: int, mine: Sequence[Occasion]) -> Month:
    days = tuple(
        (day, tuple((duty, tuple(each)) for duty, each in groupby(several, lambda one: one.duty)))
        for day, several in groupby(mine, last_day_of)
    )
    return Month(number, total(mine), days)
