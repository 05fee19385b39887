"""Lịch các hạn của Quy chế dưới dạng iCalendar (RFC 5545), để nhập vào lịch làm việc của cơ quan (Điều 13 khoản 3).

A deadline is a moment from which it is late: "trước ngày 15/11" is 15/11 00:00. In a calendar it stands on its last day
in time, as people expect to see it, or at its hour when it is not the end of a day. Written here whole, since the
standard asks for little: lines of at most 75 octets that end with CR LF, and four characters that are escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from shared.regulation.agencies import UnknownAgency, agency
from shared.regulation.clauses import citation
from shared.regulation.occasions import STATES, Occasion
from shared.regulation.windows import ict

MEDIA_TYPE = "text/calendar"
OCTETS = 75
DONE = ("met", "met_late", "not_applicable")


def write_calendar(found: Iterable[Occasion], *, at: datetime, title: str = "Nghĩa vụ theo Quy chế") -> bytes:
    """The calendar of what is due; ``at`` is the moment as of which the states hold."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//phoihop//nghia vu//VI", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{_escaped(title)}", "X-WR-TIMEZONE:Asia/Ho_Chi_Minh"]
    for one in found:
        if one.due is not None:
            lines += _event(one, one.due, at)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _event(one: Occasion, due: datetime, at: datetime) -> Iterator[str]:
    last = ict(due - timedelta(microseconds=1))
    owner = one.opened_for or one.agency  # the same event, whoever owes it now
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(f'{one.duty}/{owner}/{one.key}@phoihop')}"
    yield f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    if ict(due).time().isoformat() == "00:00:00":
        yield f"DTSTART;VALUE=DATE:{last:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{last.date() + timedelta(days=1):%Y%m%d}"
    else:
        yield f"DTSTART:{due.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SUMMARY:{_escaped(f'{_name(one.agency, last.date())}: {one.duty} ({one.key})')}"
    told = [f"{citation(one.duty, short=True)}. Trạng thái: {STATES[one.state]}."]
    if one.ground:
        told.append(f"Căn cứ của hạn: {one.ground}")
    if one.met is not None:
        told.append(f"Sự việc: {one.met.type} {one.met.id}")
    yield f"DESCRIPTION:{_escaped(chr(10).join(told))}"
    yield f"CATEGORIES:{_escaped(STATES[one.state])}"
    yield "TRANSP:TRANSPARENT"
    yield f"STATUS:{'CONFIRMED' if one.state in DONE else 'TENTATIVE'}"
    yield "END:VEVENT"


def _name(id: str, on: date) -> str:
    try:
        return agency(id).short
    except UnknownAgency:
        return id


def _escaped(text: str) -> str:
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def _folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets; what follows begins with a blank, and no letter is cut in two."""
    part, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > OCTETS:
            yield part
            part, size = " ", 1
        part += letter
        size += width
    yield part
