"""Họp giao ban hằng quý, họp hằng năm đánh giá việc thực hiện Quy chế, họp khác (Điều 12 khoản 2, 20 khoản 1, 5)."""

from __future__ import annotations

from schemas.base import Command, Event, Form
from schemas.fields import (
    AgencyId,
    Capacity,
    Choice,
    Clause,
    Code,
    Document,
    Flag,
    Many,
    Moment,
    One,
    Sha256,
    Text,
    Whole,
    Year,
)
from schemas.work import Coordinators, Deadline, Lead, Mode, Reference, Signing

KINDS = ("quarterly", "evaluation", "other")
QUARTERS = ("Q1", "Q2", "Q3", "Q4")
CLAUSES = ("QC-12.2", "QC-20.1-2", "†")


class CallMeeting(Command):
    """Sở Nội vụ → dịch vụ của mình: mời họp; họp đánh giá Quy chế là của UBND tỉnh (Điều 12 khoản 2, 20 khoản 1).

    Các cơ quan phụ trách lĩnh vực vào ngày mời đương nhiên dự; ``invited`` là cơ quan, địa phương mời thêm.
    """

    to = "noi_vu"
    duty = ("QC-12.2", "QC-20.1-2")

    matter_kind = Choice("Giao ban quý, họp đánh giá Quy chế, hay họp khác.", *KINDS)
    year = Year("Năm.")
    quarter = Choice("Quý; bắt buộc với họp giao ban.", *QUARTERS, optional=True)
    code = Code("Ký hiệu; bắt buộc với họp khác.", optional=True)
    title = Text("Tên cuộc họp.", longest=500)
    mode = Mode(default="meeting")
    about = Reference("Phối hợp việc nào, khi họp là hình thức của một việc khác (Điều 5).", optional=True)
    starts = Moment("Thời gian.")
    place = Text("Địa điểm.", longest=500, optional=True)
    link = Text("Đường dẫn họp trực tuyến.", longest=500, optional=True)
    invited = Many(AgencyId("Cơ quan."), "Mời thêm, ngoài cơ quan phụ trách lĩnh vực.", most=50, once=(), optional=True)
    agenda = Many(Text("Nội dung.", longest=1000), "Chương trình họp.", most=50, least=1)
    signing = One(Signing, "Giấy mời.")


class MeetingCalled(Event):
    """Sở Nội vụ → các cơ quan dự, các dịch vụ: mời họp (Điều 12 khoản 2, 20 khoản 1)."""

    by = ("noi_vu",)
    duty = ("QC-2.2", *CLAUSES[:-1])
    alternatives = CLAUSES
    concerns = None

    meeting = Reference("Cuộc họp, ví dụ meeting/2021/Q4, meeting/2021/evaluation.")
    call = Whole("Lần mời: 1, 2… khi lần trước đã hoãn hẳn.", least=1, most=1000)
    clause = Clause("Khoản làm căn cứ.")
    matter_kind = Choice("Giao ban quý, họp đánh giá Quy chế, hay họp khác.", *KINDS)
    year = Year("Năm.")
    quarter = Choice("Quý.", *QUARTERS, optional=True)
    title = Text("Tên cuộc họp.", longest=500)
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode()
    about = Reference("Phối hợp việc nào.", optional=True)
    starts = Moment("Thời gian.")
    place = Text("Địa điểm.", longest=500, optional=True)
    link = Text("Đường dẫn họp trực tuyến.", longest=500, optional=True)
    agenda = Many(Text("Nội dung.", longest=1000), "Chương trình họp.", most=50, least=1)
    document = One(Document, "Giấy mời.")


class Material(Form):
    """Một tài liệu họp."""

    title = Text("Tên tài liệu.", longest=500)
    sha256 = Sha256("SHA-256 của tệp.")
    document = One(Document, "Văn bản, nếu là văn bản.", optional=True)


class SendMeetingMaterial(Command):
    """Cơ quan chủ trì, cơ quan dự họp → Sở Nội vụ: gửi tài liệu họp (Điều 5, Điều 12 khoản 2)."""

    to = "noi_vu"
    duty = ("QC-12.2",)

    meeting = Reference("Cuộc họp.")
    materials = Many(Material, "Tài liệu.", most=50, least=1, once=("sha256",))


class MeetingMaterialCirculated(Event):
    """Sở Nội vụ → các cơ quan dự: tài liệu họp của một cơ quan (Điều 5, Điều 12 khoản 2)."""

    by = ("noi_vu",)
    duty = ("QC-12.2",)

    meeting = Reference("Cuộc họp.")
    agency = AgencyId("Cơ quan gửi.")
    recipients = Many(AgencyId("Cơ quan."), "Gửi tới.", most=100, once=())
    materials = Many(Material, "Tài liệu.", most=50, least=1, once=("sha256",))


class RescheduleMeeting(Command):
    """Sở Nội vụ → dịch vụ của mình: dời cuộc họp (†)."""

    to = "noi_vu"
    design = True

    meeting = Reference("Cuộc họp.")
    starts = Moment("Thời gian mới.")
    place = Text("Địa điểm.", longest=500, optional=True)
    link = Text("Đường dẫn họp trực tuyến.", longest=500, optional=True)
    reason = Text("Lý do.", longest=5000, lines=True, privacy="official")


class MeetingRescheduled(Event):
    """Sở Nội vụ → các cơ quan dự: cuộc họp dời sang lúc khác (†)."""

    by = ("noi_vu",)
    design = True
    concerns = None

    meeting = Reference("Cuộc họp.")
    coordinators = Coordinators()
    previous_starts = Moment("Thời gian trước.")
    starts = Moment("Thời gian mới.")
    place = Text("Địa điểm.", longest=500, optional=True)
    link = Text("Đường dẫn họp trực tuyến.", longest=500, optional=True)
    reason = Text("Lý do.", longest=5000, lines=True, privacy="official")


class CancelMeeting(Command):
    """Sở Nội vụ → dịch vụ của mình: hoãn hẳn cuộc họp; mời lại được bằng một giấy mời khác (†)."""

    to = "noi_vu"
    design = True

    meeting = Reference("Cuộc họp.")
    reason = Text("Lý do.", longest=5000, lines=True, privacy="official")


class MeetingCancelled(Event):
    """Sở Nội vụ → các cơ quan dự: cuộc họp không họp nữa (†)."""

    by = ("noi_vu",)
    design = True
    concerns = None

    meeting = Reference("Cuộc họp.")
    coordinators = Coordinators()
    reason = Text("Lý do.", longest=5000, lines=True, privacy="official")


class Attendant(Form):
    """Một người dự họp."""

    agency = AgencyId("Cơ quan.")
    name = Text("Họ tên.", longest=200, privacy="official")
    position = Text("Chức vụ.", longest=200, privacy="official")
    capacity = Capacity("Tư cách: TM., KT., TL., TUQ., Q.; trống khi là người đứng đầu.")
    substitute = Flag("Dự thay người được mời.", optional=True)


class Absence(Form):
    """Một cơ quan vắng mặt."""

    agency = AgencyId("Cơ quan.")
    reason = Text("Lý do; trống khi vắng không lý do.", longest=1000, optional=True, privacy="official")


class RecordAttendance(Command):
    """Sở Nội vụ → dịch vụ của mình: ai dự, với tư cách gì, ai vắng; ghi lại lần nữa là sửa (Điều 12 khoản 2; †)."""

    to = "noi_vu"
    duty = ("QC-12.2",)
    design = True

    meeting = Reference("Cuộc họp.")
    present = Many(Attendant, "Người dự.", most=300, once=("agency", "name"))
    absent = Many(Absence, "Cơ quan vắng.", most=100, once=("agency",), optional=True)


class AttendanceRecorded(Event):
    """Sở Nội vụ → các cơ quan dự: ai dự, ai vắng (Điều 12 khoản 2; †)."""

    by = ("noi_vu",)
    duty = ("QC-12.2",)
    design = True
    concerns = None

    meeting = Reference("Cuộc họp.")
    correction = Whole("Lần ghi: 1; 2, 3… là sửa.", least=1, most=1000)
    present = Many(Attendant, "Người dự.", most=300, once=("agency", "name"))
    absent = Many(Absence, "Cơ quan vắng.", most=100, once=("agency",), optional=True)


class Conclusion(Form):
    """Một kết luận phải làm: thành một nhiệm vụ có đầu mối, có theo dõi (Điều 2 khoản 2, Điều 13 khoản 2)."""

    code = Code("Số thứ tự kết luận, ví dụ 01.")
    title = Text("Nội dung.", longest=1000, lines=True)
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode(default="written_opinion")
    deadline = One(Deadline, "Hạn; bỏ trống khi không định hạn.", optional=True)
    product = Text("Sản phẩm phải có.", longest=500)


class ConcludeMeeting(Command):
    """Sở Nội vụ → dịch vụ của mình: kết luận cuộc họp; mỗi kết luận thành một nhiệm vụ (Điều 12 khoản 2)."""

    to = "noi_vu"
    duty = ("QC-12.2", "QC-20.1-2")

    meeting = Reference("Cuộc họp.")
    summary = Text("Tình hình, chỉ đạo, kết luận chung.", longest=20_000, lines=True, privacy="official")
    conclusions = Many(Conclusion, "Các việc phải làm.", most=100, once=("code",))
    signing = One(Signing, "Thông báo kết luận.")


class MeetingConcluded(Event):
    """Sở Nội vụ → các cơ quan dự, các dịch vụ: đã họp, kết luận (Điều 12, Điều 20)."""

    by = ("noi_vu",)
    duty = ("QC-2.2", *CLAUSES[:-1])
    alternatives = CLAUSES
    concerns = None

    meeting = Reference("Cuộc họp.")
    clause = Clause("Khoản làm căn cứ.")
    matter_kind = Choice("Giao ban quý, họp đánh giá Quy chế, hay họp khác.", *KINDS)
    year = Year("Năm.")
    quarter = Choice("Quý.", *QUARTERS, optional=True)
    title = Text("Tên cuộc họp.", longest=500)
    lead = Lead()
    coordinators = Coordinators()
    held = Moment("Họp lúc.")
    summary = Text("Tình hình, chỉ đạo, kết luận chung.", longest=20_000, lines=True, privacy="official")
    tasks = Many(Reference("Nhiệm vụ."), "Nhiệm vụ giao từ kết luận.", most=100, once=())
    document = One(Document, "Thông báo kết luận.")


class IssueMinutes(Command):
    """Sở Nội vụ → dịch vụ của mình: biên bản cuộc họp (Điều 12 khoản 2; †).

    Ban hành lần nữa thì thay biên bản trước, phải nêu lý do.
    """

    to = "noi_vu"
    duty = ("QC-12.2",)
    design = True

    meeting = Reference("Cuộc họp.")
    sha256 = Sha256("SHA-256 của tệp biên bản.")
    signing = One(Signing, "Biên bản.")
    reason = Text("Lý do thay biên bản trước.", longest=2000, lines=True, optional=True, privacy="official")


class MinutesIssued(Event):
    """Sở Nội vụ → các cơ quan dự: biên bản cuộc họp (Điều 12 khoản 2; †)."""

    by = ("noi_vu",)
    duty = ("QC-12.2",)
    design = True
    concerns = None

    meeting = Reference("Cuộc họp.")
    recipients = Many(AgencyId("Cơ quan."), "Gửi tới.", most=100, once=())
    edition = Whole("Bản thứ mấy.", least=1, most=1000)
    sha256 = Sha256("SHA-256 của tệp biên bản.")
    reason = Text("Lý do thay biên bản trước.", longest=2000, lines=True, optional=True, privacy="official")
    document = One(Document, "Biên bản.")
