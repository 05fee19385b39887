"""Thời hạn là dữ liệu: cửa sổ tự chấm, thẩm định, giải trình (Điều 10 khoản 2, Điều 13 khoản 3), mỗi hạn có nguồn.

Moments are datetimes with an offset; Quảng Nam keeps Indochina time (ICT, +07:00, no summer time). A window
contains its opening moment and not its closing one. "Trước ngày 15/11" (Điều 6 khoản 2) ends on 14/11 at
24:00 ICT, and does not roll when that is a Sunday: rolling forward would land on the day that is excluded.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from shared.regulation.faults import Fault, Sentences

ICT = timezone(timedelta(hours=7), "ICT")
WINDOWS = {
    "self_scoring": "Tự chấm điểm",
    "appraisal": "Thẩm định",
    "explanation": "Giải trình",
}  # in their order

SENTENCES = Sentences(
    WINDOW_MISSING="Chưa có thời hạn “{title}”.",
    WINDOW_UNKNOWN="Không có thời hạn {node!r}.",
    WINDOW_REVERSED="Thời hạn “{title}” đóng lúc {closes}, không sau lúc mở {opens}.",
    WINDOW_WITHOUT_SOURCE="Thời hạn “{title}” chưa ghi căn cứ.",
    WINDOWS_OUT_OF_ORDER="Thời hạn “{title}” phải mở và đóng sau thời hạn “{before}”.",
)
_say = SENTENCES.fault


def ict(moment: datetime) -> datetime:
    """The same moment on the clocks of Quảng Nam. Raises ValueError for a moment without an offset."""
    if moment.tzinfo is None:
        raise ValueError(f"thời điểm thiếu múi giờ: {moment.isoformat()}")
    return moment.astimezone(ICT)


def before(day: date) -> datetime:
    """ "Trước ngày D": the moment at which it is too late, D 00:00 = 24:00 of the day before."""
    return datetime.combine(day, time(0), ICT)


def through(day: date) -> datetime:
    """ "Đến hết ngày D": the moment at which it is too late, 24:00 of D."""
    return before(day + timedelta(days=1))


def parse_moment(text: str) -> datetime:
    """An ISO 8601 moment with an offset, as ICT. Raises ValueError when the offset is missing."""
    return ict(datetime.fromisoformat(text))


def plain_moment(moment: datetime) -> str:
    """The JSON form: 2021-11-15T00:00:00+07:00."""
    return ict(moment).isoformat()


def spoken_moment(moment: datetime) -> str:
    """ "17 giờ 30 ngày 14/11/2021"; midnight is said as the end of its day: "24 giờ 00 ngày 14/11/2021"."""
    local = ict(moment)
    if local.time() == time(0):
        return f"24 giờ 00 ngày {local.date() - timedelta(days=1):%d/%m/%Y}"
    return f"{local:%H giờ %M ngày %d/%m/%Y}"


@dataclass(frozen=True)
class Window:
    """Một cửa sổ thời gian [opens, closes) và căn cứ của nó (số công văn, kế hoạch …)."""

    opens: datetime
    closes: datetime
    source: str

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> "Window":
        """From {opens, closes, source}: whole days (both included) or moments. Raises KeyError, ValueError."""
        return cls(_moment(data["opens"], before), _moment(data["closes"], through), data["source"])

    def to_plain(self) -> dict[str, str]:
        """{opens, closes, source} with both as moments, also where they were given as days."""
        return {
            "opens": plain_moment(self.opens),
            "closes": plain_moment(self.closes),
            "source": self.source,
        }

    def is_open(self, at: datetime) -> bool:
        """True from the opening moment until just before the closing one."""
        return self.opens <= at < self.closes

    def is_late(self, at: datetime) -> bool:
        """True from the closing moment on: late is recorded, not refused."""
        return at >= self.closes

    def days_left(self, at: datetime) -> int:
        """Whole days until it closes, rounded up; 0 once it has closed."""
        return max(0, -((at - self.closes) // timedelta(days=1)))

    def reminders(self, days_before: Iterable[int]) -> tuple[tuple[int, datetime], ...]:
        """(days, moment) of each reminder inside the window, earliest first (đôn đốc, Điều 13 khoản 3)."""
        moments = ((days, self.closes - timedelta(days=days)) for days in sorted(set(days_before), reverse=True))
        return tuple((days, moment) for days, moment in moments if self.is_open(moment))


def window_faults(windows: Mapping[str, Window]) -> list[Fault]:
    """Everything that is wrong with the windows of a round: self_scoring, then appraisal, then explanation."""
    found = [_say("WINDOW_UNKNOWN", name) for name in windows if name not in WINDOWS]
    earlier: str | None = None
    for name, title in WINDOWS.items():
        window = windows.get(name)
        if window is None:
            found.append(_say("WINDOW_MISSING", name, title=title))
            continue
        if window.closes <= window.opens:
            words = {"opens": spoken_moment(window.opens), "closes": spoken_moment(window.closes)}
            found.append(_say("WINDOW_REVERSED", name, title=title, **words))
        if not window.source.strip():
            found.append(_say("WINDOW_WITHOUT_SOURCE", name, title=title))
        if earlier is not None:
            first = windows[earlier]
            if window.opens <= first.opens or window.closes <= first.closes:
                found.append(_say("WINDOWS_OUT_OF_ORDER", name, title=title, before=WINDOWS[earlier]))
        earlier = name
    return found


def _moment(value: object, of_day: Callable[[date], datetime]) -> datetime:
    """A moment as it is; a day ("2021-11-14" or a date) becomes its beginning or its end."""
    if isinstance(value, datetime):
        return ict(value)
    if isinstance(value, date):
        return of_day(value)
    text = str(value)
    return parse_moment(text) if "T" in text else of_day(date.fromisoformat(text))
