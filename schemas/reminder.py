"""Đôn đốc trước hạn và danh sách quá hạn (Điều 13 khoản 3)."""

from __future__ import annotations

from schemas.base import Event, Form
from schemas.fields import WINDOWS, AgencyId, Choice, Many, Moment, Text, Whole, Year


class Outstanding(Form):
    """Một việc còn thiếu và cơ quan phải làm."""

    agency = AgencyId("Cơ quan còn nợ việc.")
    work = Text("Việc còn thiếu.", longest=500)


class ReminderIssued(Event):
    """Sở Nội vụ → các cơ quan còn nợ việc: nhắc trước hạn (Điều 13 khoản 3)."""

    by = ("noi_vu",)
    duty = ("QC-13.3",)

    year = Year()
    window = Choice("Thời hạn.", *WINDOWS)
    closes = Moment("Thời điểm đóng.")
    days_left = Whole("Số ngày còn lại.", least=0, most=365)
    outstanding = Many(Outstanding, "Các việc còn thiếu.", least=1, most=5000)


class WorkOverdue(Event):
    """Sở Nội vụ → các cơ quan còn nợ việc: danh sách quá hạn khi thời hạn đã hết (Điều 13 khoản 3)."""

    by = ("noi_vu",)
    duty = ("QC-13.3",)

    year = Year()
    window = Choice("Thời hạn.", *WINDOWS)
    closed = Moment("Thời điểm đã đóng.")
    outstanding = Many(Outstanding, "Các việc quá hạn.", least=1, most=5000)
