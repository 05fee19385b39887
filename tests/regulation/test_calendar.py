"""Ngày làm việc: cuối tuần, lễ, tết, nghỉ bù, hoán đổi."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.regulation import calendar
from shared.regulation.calendar import (
    CALENDAR,
    ROLLS,
    SENTENCES,
    Calendar,
    WrongCalendar,
    add_working_days,
    is_working_day,
    load,
    next_working_day,
    read_exchanges,
)

SAMPLE = """
[[exchange]]
off = 2027-06-11
worked = 2027-06-19
source = "DỮ LIỆU MẪU: không phải thông báo của Nhà nước"
"""


def days_off(first: date, last: date) -> list[date]:
    """The days between Monday and Friday that are off."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if day.weekday() < 5 and not is_working_day(day)]


@pytest.mark.parametrize(
    ("year", "first", "last"),
    [
        # The breaks that civil servants had, weekends before and after included.
        (2021, (2, 10), (2, 16)),
        (2022, (1, 29), (2, 6)),
        (2023, (1, 20), (1, 26)),
        (2024, (2, 8), (2, 14)),
        (2025, (1, 25), (2, 2)),
        (2026, (2, 14), (2, 22)),
    ],
)
def test_tet_is_one_break_of_seven_to_nine_days(year: int, first: tuple[int, int], last: tuple[int, int]) -> None:
    begins, ends = date(year, *first), date(year, *last)
    assert not any(is_working_day(begins + timedelta(days=n)) for n in range((ends - begins).days + 1))
    assert is_working_day(begins - timedelta(days=1))
    assert is_working_day(ends + timedelta(days=1))
    assert next_working_day(begins) == ends + timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2021, 4, 21), "Ngày Giỗ Tổ Hùng Vương"),
        (date(2022, 4, 11), "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)"),  # 10/4 was a Sunday
        (date(2021, 5, 3), "Ngày Quốc tế Lao động (nghỉ bù)"),  # 1/5 was a Saturday
        (date(2022, 5, 3), "Ngày Quốc tế Lao động (nghỉ bù)"),  # 30/4 and 1/5: a whole weekend
        (date(2022, 1, 3), "Tết Dương lịch (nghỉ bù)"),
        (date(2021, 9, 2), "Quốc khánh"),
        (date(2021, 9, 3), "Quốc khánh"),  # two days since 2021, the one before or after
        (date(2022, 9, 1), "Quốc khánh"),
        (date(2021, 11, 14), "cuối tuần"),
        (date(2021, 11, 15), None),
    ],
)
def test_why_a_day_is_off(day: date, why: str | None) -> None:
    assert CALENDAR.why_off(day) == why
    assert is_working_day(day) == (why is None)


def test_2_9_has_two_days_since_2021_and_had_one_before() -> None:
    assert days_off(date(2020, 8, 31), date(2020, 9, 4)) == [date(2020, 9, 2)]
    assert days_off(date(2021, 8, 30), date(2021, 9, 3)) == [date(2021, 9, 2), date(2021, 9, 3)]


@pytest.mark.parametrize(
    ("off", "worked"),
    [
        (date(2018, 12, 31), date(2019, 1, 5)),  # worked in the year after
        (date(2024, 4, 29), date(2024, 5, 4)),
        (date(2025, 5, 2), date(2025, 4, 26)),
        (date(2026, 1, 2), date(2026, 1, 10)),  # calendar_exchanges.toml
    ],
)
def test_an_exchange_takes_one_day_and_gives_another(off: date, worked: date) -> None:
    assert is_working_day(worked)
    assert not is_working_day(off)
    assert worked.weekday() == 5


def test_the_state_s_notices_correct_the_library_and_a_province_s_table_corrects_both() -> None:
    own = load([SAMPLE])
    friday, saturday = date(2027, 6, 11), date(2027, 6, 19)
    assert (is_working_day(friday), own.is_working_day(friday)) == (True, False)
    assert (is_working_day(saturday), own.is_working_day(saturday)) == (False, True)
    assert own.why_off(friday) == "DỮ LIỆU MẪU: không phải thông báo của Nhà nước"
    undone = load([SAMPLE, '[[exchange]]\nworked = 2027-06-11\nsource = "DỮ LIỆU MẪU: thông báo sau"'])
    assert undone.is_working_day(friday)
    assert undone.is_working_day(saturday)


def test_an_installation_may_bring_its_own_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "calendar_exchanges.toml").write_text(SAMPLE, encoding="utf-8")
    monkeypatch.setenv("PHOIHOP_REGULATION", str(tmp_path))
    assert not calendar._installed().is_working_day(date(2027, 6, 11))
    assert not calendar._installed().is_working_day(date(2026, 1, 2)), "what is shipped still holds"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("NOT_TOML", "[[exchange"),
        ("NOT_TOML", "exchange = 3"),
        ("FIELD_UNKNOWN", 'note = "x"'),
        ("FIELD_UNKNOWN", '[[exchange]]\noff = 2026-01-02\nwork = 2026-01-10\nsource = "mẫu"'),
        ("SOURCE_MISSING", "[[exchange]]\noff = 2026-01-02"),
        ("DAY_WRONG", '[[exchange]]\noff = "2026-01-02"\nsource = "mẫu"'),
        ("DAY_WRONG", '[[exchange]]\noff = 2026-01-02T00:00:00\nsource = "mẫu"'),
        ("NO_DAY", '[[exchange]]\nsource = "mẫu"'),
        ("DAY_TWICE", '[[exchange]]\noff = 2026-01-02\nworked = 2026-01-02\nsource = "mẫu"'),
    ],
)
def test_each_fault_of_the_table_is_named(code: str, text: str) -> None:
    found, faults = read_exchanges(text)
    assert code in [fault.code for fault in faults]
    assert code in SENTENCES
    assert found == ()
    with pytest.raises(WrongCalendar):
        load([text])


@pytest.mark.parametrize(
    ("day", "number", "then"),
    [
        (date(2021, 6, 18), 1, date(2021, 6, 21)),  # a Friday
        (date(2021, 6, 18), 5, date(2021, 6, 25)),
        (date(2021, 6, 19), 1, date(2021, 6, 21)),
        (date(2022, 1, 28), 1, date(2022, 2, 7)),  # over Tết
        (date(2022, 2, 7), -1, date(2022, 1, 28)),
        (date(2021, 9, 1), 1, date(2021, 9, 6)),  # over 2/9
        (date(2021, 12, 31), 1, date(2022, 1, 4)),  # 1/1 a Saturday, 3/1 given for it
        (date(2024, 2, 28), 1, date(2024, 2, 29)),
        (date(2021, 6, 19), 0, date(2021, 6, 19)),
    ],
)
def test_working_days_are_counted_from_the_day_after(day: date, number: int, then: date) -> None:
    assert add_working_days(day, number) == then


@pytest.mark.parametrize("roll", ROLLS)
def test_a_working_day_never_rolls(roll: str) -> None:
    assert CALENDAR.rolled(date(2021, 11, 15), roll) == date(2021, 11, 15)


def test_a_day_off_rolls_by_the_rule_and_not_without_one() -> None:
    sunday = date(2021, 11, 14)
    assert CALENDAR.rolled(sunday) == sunday
    assert CALENDAR.rolled(sunday, "next_working_day") == date(2021, 11, 15)
    assert CALENDAR.rolled(sunday, "previous_working_day") == date(2021, 11, 12)
    with pytest.raises(ValueError, match="quy tắc dời"):
        CALENDAR.rolled(sunday, "somehow")


@given(st.dates(date(2015, 1, 1), date(2035, 12, 31)), st.integers(0, 60))
def test_counting_forth_and_back_agrees(day: date, number: int) -> None:
    then = add_working_days(day, number)
    assert CALENDAR.working_days(day, then) == number
    if number and is_working_day(day):
        assert add_working_days(then, -number) == day


def test_a_calendar_without_exchanges_is_the_library_s() -> None:
    assert Calendar().is_working_day(date(2026, 1, 2))
