"""Các buổi kiểm tra của một đợt; dời, thôi một đợt (Điều 8 khoản 1, khoản 2; †)."""

from __future__ import annotations

from schemas.base import Command, Event, Form
from schemas.fields import DEPARTMENTS, AgencyId, Code, Day, Many, One, Text, Whole
from schemas.work import Deadline, Lead


class VisitRecommendation(Form):
    """Một kiến nghị đối với cơ quan được kiểm tra."""

    number = Code("Số kiến nghị.")
    content = Text("Nội dung.", longest=2000, lines=True, privacy="official")
    deadline = One(Deadline, "Hạn thực hiện, nếu có.", optional=True)


class RecordVisit(Command):
    """Cơ quan chủ trì → dịch vụ của mình: ghi một buổi kiểm tra tại một cơ quan (Điều 8 khoản 1, khoản 2).

    Ghi lại thì thay điều đã ghi, phải nêu lý do.
    """

    to = "owner"
    duty = ("QC-8.1", "QC-3.4")

    inspection = Code("Mã cuộc kiểm tra.")
    agency = AgencyId("Cơ quan chủ trì.")
    round = Whole("Đợt.", least=1, most=100)
    inspected = AgencyId("Cơ quan được kiểm tra.")
    day = Day("Ngày kiểm tra.")
    participants = Many(AgencyId("Cơ quan."), "Cơ quan phối hợp đã tham gia.", most=60, once=())
    findings = Text("Điều ghi nhận.", longest=10_000, lines=True, privacy="official")
    recommendations = Many(VisitRecommendation, "Kiến nghị.", most=100, once=("number",), optional=True)
    reason = Text("Lý do ghi lại.", longest=2000, lines=True, optional=True, privacy="official")


class AgencyInspected(Event):
    """Cơ quan chủ trì → cơ quan được kiểm tra, các cơ quan phối hợp: kết quả một buổi kiểm tra, kiến nghị (Điều 8)."""

    by = DEPARTMENTS
    duty = ("QC-8.1", "QC-3.4")

    inspection = Code("Mã cuộc kiểm tra.")
    round = Whole("Đợt.", least=1, most=100)
    lead = Lead()
    agency = AgencyId("Cơ quan được kiểm tra.")
    day = Day("Ngày kiểm tra.")
    participants = Many(AgencyId("Cơ quan."), "Cơ quan phối hợp đã tham gia.", most=60, once=())
    findings = Text("Điều ghi nhận.", longest=10_000, lines=True, privacy="official")
    recommendations = Many(VisitRecommendation, "Kiến nghị.", most=100, once=("number",))
    recording = Whole("Lần ghi: 1, 2…", least=1, most=1000)
    reason = Text("Lý do ghi lại.", longest=2000, lines=True, optional=True, privacy="official")


class PostponeInspectionRound(Command):
    """Cơ quan chủ trì → dịch vụ của mình: dời một đợt sang ngày khác (†)."""

    to = "owner"
    design = True

    inspection = Code("Mã cuộc kiểm tra.")
    agency = AgencyId("Cơ quan chủ trì.")
    round = Whole("Đợt.", least=1, most=100)
    first = Day("Ngày bắt đầu mới.")
    last = Day("Ngày kết thúc mới.")
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class InspectionRoundPostponed(Event):
    """Cơ quan chủ trì → các cơ quan phối hợp, cơ quan được kiểm tra: dời một đợt kiểm tra (†)."""

    by = DEPARTMENTS
    design = True

    inspection = Code("Mã cuộc kiểm tra.")
    round = Whole("Đợt.", least=1, most=100)
    lead = Lead()
    agencies = Many(AgencyId("Cơ quan."), "Các cơ quan được kiểm tra.", most=60)
    previous_first = Day("Ngày bắt đầu cũ.")
    previous_last = Day("Ngày kết thúc cũ.")
    first = Day("Ngày bắt đầu mới.")
    last = Day("Ngày kết thúc mới.")
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class CancelInspectionRound(Command):
    """Cơ quan chủ trì → dịch vụ của mình: thôi một đợt chưa kiểm tra cơ quan nào (†)."""

    to = "owner"
    design = True

    inspection = Code("Mã cuộc kiểm tra.")
    agency = AgencyId("Cơ quan chủ trì.")
    round = Whole("Đợt.", least=1, most=100)
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class InspectionRoundCancelled(Event):
    """Cơ quan chủ trì → các cơ quan phối hợp, cơ quan được kiểm tra: thôi một đợt kiểm tra (†)."""

    by = DEPARTMENTS
    design = True

    inspection = Code("Mã cuộc kiểm tra.")
    round = Whole("Đợt.", least=1, most=100)
    lead = Lead()
    agencies = Many(AgencyId("Cơ quan."), "Các cơ quan được kiểm tra.", most=60)
    asked = Many(AgencyId("Cơ quan."), "Cơ quan đã được đề nghị cử người.", most=60)
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")
