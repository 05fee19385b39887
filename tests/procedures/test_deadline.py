"""Muộn hay không, khi hiệu lực và ghi nhận khác nhau (†)."""

from datetime import date, datetime, timedelta

import pytest

from shared.mechanism.clock import ICT
from shared.procedures.deadline import is_late, last_day

MIDNIGHT = datetime(2021, 11, 15, tzinfo=ICT)
FIVE = datetime(2021, 11, 14, 17, tzinfo=ICT)


@pytest.mark.parametrize("due", [MIDNIGHT, FIVE])
def test_the_last_day_is_the_day_before_midnight_and_the_day_itself_before_evening(due: datetime) -> None:
    assert last_day(due) == date(2021, 11, 14)


@pytest.mark.parametrize(
    ("due", "recorded", "effective", "late"),
    [
        (MIDNIGHT, MIDNIGHT - timedelta(microseconds=1), None, False),
        (MIDNIGHT, MIDNIGHT, None, True),
        (MIDNIGHT, MIDNIGHT, date(2021, 11, 14), False),
        (MIDNIGHT, MIDNIGHT, date(2021, 11, 15), True),
        (FIVE, FIVE + timedelta(hours=1), date(2021, 11, 14), False),
        (FIVE, FIVE + timedelta(hours=1), None, True),
        (MIDNIGHT, MIDNIGHT - timedelta(days=1), date(2021, 12, 1), False),
    ],
)
def test_late_is_noted_at_or_after_the_deadline_and_dated_after_its_last_day(
    due: datetime, recorded: datetime, effective: date | None, late: bool
) -> None:
    assert is_late(due=due, recorded=recorded, effective=effective) is late
