"""Trước ngày 15 tháng 11 (Điều 6 khoản 2): the one date of the regulation, year by year, to the second."""

from datetime import UTC, date, datetime, timedelta

import pytest

from shared.procedures.deadline import is_late, last_day
from shared.regulation.calendar import is_working_day
from shared.regulation.duties import duty
from shared.regulation.periods import Terms, before_in, due_of
from shared.regulation.windows import ICT, before, ict, spoken_moment, through

WORD = "before 11-15"


def due(year: int, roll: str = "none") -> datetime:
    found = due_of(WORD, datetime(year, 10, 1, tzinfo=ICT), Terms(roll=roll))
    assert found is not None
    return found


def test_the_row_of_the_regulation_says_so() -> None:
    assert duty("QC-6.2.a-1").when == (WORD,)
    assert duty("QC-6.2.a-1").spoken_when == "trước ngày 15/11 hằng năm"


@pytest.mark.parametrize(("year", "weekday"), [(2021, "Sunday"), (2026, "Saturday"), (2027, "Sunday")])
def test_the_last_day_is_the_14th_whatever_day_of_the_week_it_is(year: int, weekday: str) -> None:
    assert f"{date(year, 11, 14):%A}" == weekday
    assert not is_working_day(date(year, 11, 14))
    assert due(year) == before(date(year, 11, 15)) == before_in(year, 11, 15)
    assert last_day(due(year)) == date(year, 11, 14)
    assert spoken_moment(due(year)) == f"24 giờ 00 ngày 14/11/{year}"


@pytest.mark.parametrize(
    ("year", "roll", "last"),
    [
        (2021, "none", date(2021, 11, 14)),
        (2021, "next_working_day", date(2021, 11, 15)),  # the very day that the regulation excludes
        (2021, "previous_working_day", date(2021, 11, 12)),
        (2026, "none", date(2026, 11, 14)),
        (2026, "next_working_day", date(2026, 11, 16)),
        (2026, "previous_working_day", date(2026, 11, 13)),
        (2027, "none", date(2027, 11, 14)),
        (2027, "next_working_day", date(2027, 11, 15)),
        (2027, "previous_working_day", date(2027, 11, 12)),
        (2022, "next_working_day", date(2022, 11, 14)),  # a Monday
    ],
)
def test_it_moves_only_where_a_rule_says_so(year: int, roll: str, last: date) -> None:
    assert last_day(due(year, roll)) == last


@pytest.mark.parametrize("year", [2021, 2026, 2027])
@pytest.mark.parametrize(
    ("recorded", "late"),
    [
        ((14, 0, 0, 0), False),
        ((14, 16, 59, 59), False),
        ((14, 23, 59, 59), False),
        ((15, 0, 0, 0), True),
        ((15, 0, 0, 1), True),
        ((15, 8, 0, 0), True),
    ],
)
def test_late_from_the_first_second_of_the_15th(year: int, recorded: tuple[int, int, int, int], late: bool) -> None:
    day, hour, minute, second = recorded
    moment = datetime(year, 11, day, hour, minute, second, tzinfo=ICT)
    assert is_late(due=due(year), recorded=moment, effective=None) == late
    assert is_late(due=due(year), recorded=moment.astimezone(UTC), effective=None) == late


def test_5_o_clock_at_greenwich_is_midnight_here() -> None:
    assert due(2021) == datetime(2021, 11, 14, 17, 0, tzinfo=UTC)
    assert not is_late(due=due(2021), recorded=datetime(2021, 11, 14, 16, 59, 59, tzinfo=UTC), effective=None)
    assert is_late(due=due(2021), recorded=datetime(2021, 11, 14, 17, 0, tzinfo=UTC), effective=None)


@pytest.mark.parametrize(
    ("effective", "late"),
    [
        (date(2021, 11, 12), False),  # signed in time, delivered late: as with a postmark
        (date(2021, 11, 14), False),
        (date(2021, 11, 15), True),
        (None, True),
    ],
)
def test_a_document_dated_in_time_and_recorded_after_is_in_time(effective: date | None, late: bool) -> None:
    recorded = datetime(2021, 11, 20, 9, 0, tzinfo=ICT)
    assert is_late(due=due(2021), recorded=recorded, effective=effective) == late


@pytest.mark.parametrize("last", [date(2021, 3, 31), date(2021, 6, 30), date(2021, 9, 30), date(2021, 12, 31)])
def test_a_quarter_is_over_at_24_00_of_its_last_day(last: date) -> None:
    ends = due_of("quarterly", datetime(last.year, last.month, 1, tzinfo=ICT))
    assert ends == through(last)
    assert not is_late(due=ends, recorded=ends - timedelta(microseconds=1), effective=None)
    assert is_late(due=ends, recorded=ends, effective=None)
    assert ict(ends).day == 1
