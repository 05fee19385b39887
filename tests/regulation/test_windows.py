"""Thời hạn: "trước ngày", cửa sổ, nhắc hạn (Điều 6 khoản 2, Điều 10 khoản 2, Điều 13 khoản 3)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.regulation.windows import (
    ICT,
    SENTENCES,
    Window,
    before,
    ict,
    parse_moment,
    spoken_moment,
    through,
    window_faults,
)


def at(text: str) -> datetime:
    return parse_moment(text + "+07:00")


OPEN = Window(at("2021-11-01T00:00:00"), at("2021-12-01T00:00:00"), "DỮ LIỆU MẪU: công văn mở đợt")
ROUND = {
    "self_scoring": OPEN,
    "appraisal": Window(at("2021-12-01T00:00:00"), at("2021-12-20T00:00:00"), "mẫu"),
    "explanation": Window(at("2021-12-20T00:00:00"), at("2021-12-31T17:00:00"), "mẫu"),
}


@pytest.mark.parametrize("year", [2021, 2026, 2027])  # 14/11: a Sunday, a Saturday, a Sunday; nothing rolls
def test_before_the_15th_ends_on_the_14th_at_midnight(year: int) -> None:
    limit = before(date(year, 11, 15))
    assert limit.isoformat() == f"{year}-11-15T00:00:00+07:00"
    assert limit.astimezone(UTC).isoformat() == f"{year}-11-14T17:00:00+00:00"
    assert spoken_moment(limit) == f"24 giờ 00 ngày 14/11/{year}"


def test_through_a_day_includes_it_and_before_a_day_does_not() -> None:
    assert through(date(2021, 12, 31)) == before(date(2022, 1, 1))


@pytest.mark.parametrize(
    ("moment", "is_open", "is_late"),
    [
        ("2021-10-31T23:59:59", False, False),
        ("2021-11-01T00:00:00", True, False),
        ("2021-11-30T23:59:59", True, False),
        ("2021-12-01T00:00:00", False, True),
        ("2021-12-01T00:00:01", False, True),
    ],
)
def test_a_window_holds_its_opening_moment_and_not_its_closing_one(moment: str, is_open: bool, is_late: bool) -> None:
    assert (OPEN.is_open(at(moment)), OPEN.is_late(at(moment))) == (is_open, is_late)


def test_another_offset_is_the_same_moment() -> None:
    assert OPEN.is_late(datetime(2021, 11, 30, 17, 0, tzinfo=UTC))
    assert not OPEN.is_late(datetime(2021, 11, 30, 16, 59, tzinfo=UTC))


def test_a_window_of_whole_days_is_that_of_its_moments() -> None:
    plain = {"opens": "2021-11-01", "closes": "2021-11-30", "source": OPEN.source}
    dated = {"opens": date(2021, 11, 1), "closes": date(2021, 11, 30), "source": OPEN.source}
    assert Window.from_plain(plain) == Window.from_plain(dated) == OPEN
    assert OPEN.to_plain()["closes"] == "2021-12-01T00:00:00+07:00"
    assert Window.from_plain(OPEN.to_plain()) == OPEN


@pytest.mark.parametrize(
    "text", ["2021-11-14T24:30:00+07:00", "2021-11-14T08:00:00", "hôm qua", "2021-13-01T00:00:00Z"]
)
def test_a_moment_without_an_offset_or_sense_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_moment(text)
    with pytest.raises(ValueError, match="múi giờ"):
        ict(datetime(2021, 1, 1))


def test_moments_are_spoken_in_vietnamese() -> None:
    assert spoken_moment(at("2021-11-14T17:30:00")) == "17 giờ 30 ngày 14/11/2021"
    assert spoken_moment(datetime(2021, 11, 14, 1, 5, tzinfo=UTC)) == "08 giờ 05 ngày 14/11/2021"


@pytest.mark.parametrize(
    ("moment", "days"),
    [("2021-11-30T00:00:00", 1), ("2021-11-29T23:59:59", 2), ("2021-11-30T23:59:59", 1), ("2021-12-02T00:00:00", 0)],
)
def test_days_left_are_rounded_up(moment: str, days: int) -> None:
    assert OPEN.days_left(at(moment)) == days


def test_reminders_fall_inside_the_window_only() -> None:
    assert [(days, moment.isoformat()) for days, moment in OPEN.reminders([1, 7, 3, 60, 0, 7])] == [
        (7, "2021-11-24T00:00:00+07:00"),
        (3, "2021-11-28T00:00:00+07:00"),
        (1, "2021-11-30T00:00:00+07:00"),
    ]


def test_a_right_round_has_no_fault() -> None:
    assert window_faults(ROUND) == []


@pytest.mark.parametrize(
    ("code", "node", "change"),
    [
        ("WINDOW_MISSING", "appraisal", {"appraisal": None}),
        ("WINDOW_UNKNOWN", "siesta", {"siesta": OPEN}),
        (
            "WINDOW_REVERSED",
            "explanation",
            {"explanation": replace(ROUND["explanation"], closes=at("2021-12-20T00:00:00"))},
        ),
        ("WINDOW_WITHOUT_SOURCE", "appraisal", {"appraisal": replace(ROUND["appraisal"], source=" ")}),
        ("WINDOWS_OUT_OF_ORDER", "appraisal", {"self_scoring": replace(OPEN, closes=at("2021-12-20T00:00:00"))}),
        ("WINDOWS_OUT_OF_ORDER", "explanation", {"explanation": replace(ROUND["explanation"], opens=OPEN.opens)}),
    ],
)
def test_each_fault_of_the_windows_is_named(code: str, node: str, change: dict[str, Window | None]) -> None:
    windows = {name: window for name, window in {**ROUND, **change}.items() if window is not None}
    found = window_faults(windows)
    assert (code, node) in [(fault.code, fault.node) for fault in found]
    assert code in SENTENCES


def test_the_faults_of_all_windows_are_named_at_once() -> None:
    reversed_ = {name: Window(window.closes, window.opens, "") for name, window in ROUND.items()}
    codes = [fault.code for fault in window_faults(reversed_)]
    assert codes.count("WINDOW_REVERSED") == 3
    assert codes.count("WINDOW_WITHOUT_SOURCE") == 3


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)))
def test_at_any_moment_a_window_is_not_yet_open_or_open_or_late(moment: datetime) -> None:
    local = moment.replace(tzinfo=ICT)
    states = [local < OPEN.opens, OPEN.is_open(local), OPEN.is_late(local)]
    assert states.count(True) == 1
    assert (OPEN.days_left(local) == 0) == OPEN.is_late(local)
    assert OPEN.days_left(local) * timedelta(days=1) >= OPEN.closes - local
