"""Số và ngày giờ viết theo lối Việt Nam: 1.234,56 · 86,20% · 05/01/2022 · 14:32:07. All times are ICT.

0 is written "0,00"; a value that is not there is "·"; không áp dụng is "KAD". They are never mixed up.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from shared.mechanism.clock import ICT as ICT

ABSENT = "·"
NOT_APPLICABLE = "KAD"
MINUS = "\u2212"
THIN = "\u00a0"


def number(value: Decimal | int | str | None, places: int | None = 2) -> str:
    """1.234,56; ``places`` None keeps the digits that the number has. Rounded half up, for display only."""
    if value is None or value == "":
        return ABSENT
    if value == NOT_APPLICABLE:
        return NOT_APPLICABLE
    exact = Decimal(value)
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{abs(exact):,f}".translate(str.maketrans(",.", ".,"))
    return f"{MINUS}{text}" if exact < 0 else text


def signed(value: Decimal | str | None, places: int = 2) -> str:
    """A difference: +1,25, −0,50, 0,00."""
    if value is None:
        return ABSENT
    text = number(value, places)
    return f"+{text}" if Decimal(value) > 0 else text


def short(value: Decimal | int | str | None) -> str:
    """As few digits as the number needs: 14,5 and 100."""
    if value is None:
        return ABSENT
    text = format(Decimal(value), "f")
    return number(text.rstrip("0").rstrip(".") if "." in text else text, None)


def percent(value: Decimal | str | None, places: int = 2) -> str:
    return ABSENT if value is None else f"{number(value, places)}%"


def read_moment(text: str | datetime | None) -> datetime | None:
    """A moment from ISO text; a bare day is its beginning; what bears no offset is ICT. None for what is none."""
    if not text:
        return None
    if isinstance(text, datetime):
        return text.astimezone(ICT)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=ICT) if moment.tzinfo is None else moment.astimezone(ICT)


def day(text: str | date | None) -> str:
    moment = read_moment(text.isoformat() if isinstance(text, date) else text)
    return f"{moment:%d/%m/%Y}" if moment else ""


def clock(text: str | datetime | None) -> str:
    moment = read_moment(text)
    return f"{moment:%H:%M:%S}" if moment else ""


def seconds(text: str | datetime | None) -> str:
    """The seconds to be written after a moment: ":07"."""
    found = read_moment(text)
    return f":{found:%S}" if found else ""


def moment(text: str | datetime | None) -> str:
    """05/01/2022 14:32."""
    found = read_moment(text)
    return f"{found:%d/%m/%Y %H:%M}" if found else ""


def until(text: str | None) -> str:
    """A deadline: the first instant after a day is "hết ngày" of that day, as Điều 6 khoản 2 counts."""
    found = read_moment(text)
    if found is None:
        return ""
    if (found.hour, found.minute, found.second) in {(0, 0, 0), (23, 59, 59)}:
        last = found if found.hour else datetime.fromtimestamp(found.timestamp() - 1, ICT)
        return f"hết ngày {last:%d/%m/%Y}"
    return f"{found:%H:%M} ngày {found:%d/%m/%Y}"


def duration(seconds: Decimal | float | int | None) -> str:
    """0,8 giây · 41 giây · 12 phút · 3 giờ · 5 ngày: one unit, the largest that fits."""
    if seconds is None:
        return ABSENT
    whole = int(seconds)
    if whole < 1:
        return f"{number(str(round(float(seconds), 1)), 1)}{THIN}giây" if seconds else f"0{THIN}giây"
    for size, name in ((86_400, "ngày"), (3_600, "giờ"), (60, "phút")):
        if whole >= size:
            return f"{number(whole // size, 0)}{THIN}{name}"
    return f"{whole}{THIN}giây"


def distance(due: str | None, now: datetime) -> str:
    """Còn 5 ngày · quá 2 ngày, from now to a deadline."""
    found = read_moment(due)
    if found is None:
        return "không có hạn"
    seconds = (found - now).total_seconds()
    return f"còn {duration(seconds)}" if seconds >= 0 else f"quá {duration(-seconds)}"
