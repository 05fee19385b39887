"""Thời hạn: quý, năm, giai đoạn, khoảng thời gian, "kịp thời", "định kỳ"."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.regulation.decisions.duty import WHEN
from shared.regulation.duties import DUTIES
from shared.regulation.periods import (
    STATES,
    Interval,
    Length,
    Promptly,
    Terms,
    before_in,
    due_of,
    end_of_period,
    last_day_of_period,
    phase,
    quarter,
    quarter_at,
    state_at,
    year,
    year_at,
)
from shared.regulation.windows import ICT, parse_moment, through

SOURCE = "DỮ LIỆU MẪU: công văn đặt hạn"


def at(text: str) -> datetime:
    return parse_moment(text + "+07:00")


@pytest.mark.parametrize(
    ("number", "begins", "ends"),
    [
        (1, "2021-01-01", "2021-04-01"),
        (2, "2021-04-01", "2021-07-01"),
        (3, "2021-07-01", "2021-10-01"),
        (4, "2021-10-01", "2022-01-01"),
    ],
)
def test_a_quarter_ends_at_midnight_in_quang_nam(number: int, begins: str, ends: str) -> None:
    found = quarter(2021, number)
    assert (found.name, found.begins, found.ends) == (
        f"2021/Q{number}",
        at(f"{begins}T00:00:00"),
        at(f"{ends}T00:00:00"),
    )
    assert found.ends.astimezone(UTC).hour == 17


@pytest.mark.parametrize(
    ("moment", "quarter_name", "year_name"),
    [
        (datetime(2021, 12, 31, 16, 59, 59, tzinfo=UTC), "2021/Q4", "2021"),
        (datetime(2021, 12, 31, 17, 0, tzinfo=UTC), "2022/Q1", "2022"),  # 17:00Z is midnight here
        (datetime(2021, 9, 30, 17, 0, tzinfo=UTC), "2021/Q4", "2021"),
        (datetime(2024, 2, 29, 12, 0, tzinfo=ICT), "2024/Q1", "2024"),
    ],
)
def test_a_moment_lies_in_the_quarter_and_year_of_quang_nam(
    moment: datetime, quarter_name: str, year_name: str
) -> None:
    assert (quarter_at(moment).name, year_at(moment).name) == (quarter_name, year_name)


def test_a_phase_is_named_by_its_years_and_ends_with_the_last() -> None:
    assert phase(2021, 2025).name == "2021-2025"
    assert phase(2021, 2025).ends == year(2025).ends == at("2026-01-01T00:00:00")
    with pytest.raises(ValueError, match="giai đoạn"):
        phase(2025, 2021)
    with pytest.raises(ValueError, match="quý 5"):
        quarter(2021, 5)


@pytest.mark.parametrize(
    ("of_year", "month", "day", "last"),
    [
        (2024, 2, 29, date(2024, 2, 28)),
        (2023, 2, 29, date(2023, 2, 28)),  # no such day: still the end of the 28th
        (2024, 3, 1, date(2024, 2, 29)),
        (2023, 3, 1, date(2023, 2, 28)),
        (2021, 1, 1, date(2020, 12, 31)),
    ],
)
def test_before_a_day_ends_with_the_day_before_it_also_in_leap_years(
    of_year: int, month: int, day: int, last: date
) -> None:
    assert before_in(of_year, month, day) == through(last)


@pytest.mark.parametrize(
    ("start", "length", "last"),
    [
        (date(2021, 6, 18), Length(1, "days"), date(2021, 6, 19)),  # the first day is not counted
        (date(2021, 6, 18), Length(15, "days"), date(2021, 7, 3)),
        (date(2021, 6, 18), Length(2, "weeks"), date(2021, 7, 2)),
        (date(2021, 6, 18), Length(5, "working_days"), date(2021, 6, 25)),
        (date(2021, 1, 31), Length(1, "months"), date(2021, 2, 28)),
        (date(2024, 1, 31), Length(1, "months"), date(2024, 2, 29)),
        (date(2021, 8, 31), Length(6, "months"), date(2022, 2, 28)),
        (date(2021, 11, 30), Length(13, "months"), date(2022, 12, 30)),
        (date(2024, 2, 29), Length(1, "years"), date(2025, 2, 28)),
        (date(2024, 2, 29), Length(4, "years"), date(2028, 2, 29)),
    ],
)
def test_a_period_ends_on_the_corresponding_day_or_the_last_of_the_month(
    start: date, length: Length, last: date
) -> None:
    assert last_day_of_period(start, length) == last
    assert end_of_period(start, length) == through(last)


@pytest.mark.parametrize(
    ("start", "length", "roll", "last"),
    [
        (date(2021, 6, 11), Length(8, "days"), "none", date(2021, 6, 19)),  # a Saturday
        (date(2021, 6, 11), Length(8, "days"), "next_working_day", date(2021, 6, 21)),
        (date(2021, 6, 11), Length(8, "days"), "previous_working_day", date(2021, 6, 18)),
        (date(2021, 8, 2), Length(1, "months"), "next_working_day", date(2021, 9, 6)),  # 2/9, 3/9, a weekend
        (date(2022, 1, 3), Length(1, "months"), "next_working_day", date(2022, 2, 7)),  # Tết
    ],
)
def test_a_last_day_rolls_only_when_the_rule_says_so(start: date, length: Length, roll: str, last: date) -> None:
    assert end_of_period(start, length, roll=roll) == through(last)


@pytest.mark.parametrize(("number", "unit"), [(0, "days"), (-1, "months"), (3, "fortnights")])
def test_what_is_no_length_is_refused(number: int, unit: str) -> None:
    with pytest.raises(ValueError, match="khoảng thời gian"):
        Length(number, unit)


def test_periodic_ends_do_not_drift_over_short_months() -> None:
    monthly = Interval(Length(1, "months"), SOURCE)
    assert list(monthly.days(date(2021, 12, 31), date(2022, 4, 30))) == [
        date(2022, 1, 31),
        date(2022, 2, 28),
        date(2022, 3, 31),
        date(2022, 4, 30),
    ]


def test_a_number_for_promptly_or_periodically_needs_a_source() -> None:
    with pytest.raises(ValueError, match="kịp thời"):
        Promptly(3, " ")
    with pytest.raises(ValueError, match="kịp thời"):
        Promptly(0, SOURCE)
    with pytest.raises(ValueError, match="định kỳ"):
        Interval(Length(3, "months"), "")


FRIDAY = at("2021-06-18T09:00:00")
GIVEN = at("2021-08-01T17:00:00")


@pytest.mark.parametrize(
    ("word", "terms", "due"),
    [
        ("before 11-15", Terms(), "2021-11-15T00:00:00"),
        ("on 2021-06-18", Terms(), "2021-06-19T00:00:00"),
        ("yearly", Terms(), "2022-01-01T00:00:00"),
        ("quarterly", Terms(), "2021-07-01T00:00:00"),
        ("phase", Terms(phase=phase(2021, 2025)), "2026-01-01T00:00:00"),
        ("phase", Terms(), None),
        ("periodic", Terms(interval=Interval(Length(3, "months"), SOURCE)), "2021-09-19T00:00:00"),
        ("periodic", Terms(), None),
        ("promptly", Terms(promptly=Promptly(3, SOURCE)), "2021-06-24T00:00:00"),
        ("promptly", Terms(), None),
        ("round", Terms(given=GIVEN), "2021-08-01T17:00:00"),
        ("round", Terms(), None),
        ("as planned", Terms(given=GIVEN), "2021-08-01T17:00:00"),
        ("as assigned", Terms(given=GIVEN), "2021-08-01T17:00:00"),
        ("by rules", Terms(given=GIVEN), "2021-08-01T17:00:00"),
        ("on request", Terms(given=GIVEN), "2021-08-01T17:00:00"),
        ("on occurrence", Terms(), None),
        ("ad hoc", Terms(), None),
        ("standing", Terms(), None),
        ("none", Terms(), None),
        ("none", Terms(given=GIVEN), "2021-08-01T17:00:00"),
    ],
)
def test_what_each_word_of_the_regulation_means_as_a_moment(word: str, terms: Terms, due: str | None) -> None:
    assert due_of(word, FRIDAY, terms) == (None if due is None else at(due))


def test_every_word_that_a_row_uses_has_a_meaning_and_every_kind_is_tried_above() -> None:
    marks = test_what_each_word_of_the_regulation_means_as_a_moment.pytestmark  # type: ignore[attr-defined]
    tried = {row[0].split("-")[0].split(" ")[0] for row in marks[0].args[1]}
    assert {kind.split("-")[0].split(" ")[0] for kind in WHEN} == tried
    for duty in DUTIES:
        for part in (duty, *duty.parts):
            for word in part.when:
                due_of(word, FRIDAY)
    with pytest.raises(ValueError, match="định hạn"):
        due_of("soon", FRIDAY)


def test_without_a_number_promptly_is_never_late_only_without_a_deadline() -> None:
    due = due_of("promptly", FRIDAY)
    assert STATES[state_at(due, FRIDAY + timedelta(days=10_000))] == "chưa có hạn"
    due = due_of("promptly", FRIDAY, Terms(promptly=Promptly(3, SOURCE)))
    assert due is not None
    assert STATES[state_at(due, due - timedelta(microseconds=1))] == "trong hạn"
    assert STATES[state_at(due, due)] == "quá hạn"


def test_promptly_counts_working_days_over_tet() -> None:
    due = due_of("promptly", at("2022-01-28T16:00:00"), Terms(promptly=Promptly(2, SOURCE)))
    assert due == through(date(2022, 2, 8))


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.integers(1, 500))
def test_months_grow_and_never_leave_their_month(start: date, number: int) -> None:
    last = last_day_of_period(start, Length(number, "months"))
    assert (last.year * 12 + last.month) - (start.year * 12 + start.month) == number
    assert last.day == start.day or (last + timedelta(days=1)).day == 1
    assert last_day_of_period(start, Length(number, "months")) >= last_day_of_period(start, Length(number, "days"))


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)))
def test_every_moment_lies_in_its_own_quarter_and_year(moment: datetime) -> None:
    local = moment.replace(tzinfo=UTC)
    for found in (quarter_at(local), year_at(local)):
        assert found.begins <= local < found.ends
