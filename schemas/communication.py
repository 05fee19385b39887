"""Thông tin, tuyên truyền cải cách hành chính (Điều 3 khoản 3) †.

Điều 3 nêu nội dung này mà không điều nào giao cho ai; ở đây Sở Nội vụ, cơ quan thường trực, chủ trì (†).
"""

from __future__ import annotations

from schemas.base import Command, Event, Form
from schemas.fields import AgencyId, Choice, Code, Day, Document, Figures, Flag, Many, Moment, One, Text, Whole, Year
from schemas.work import Coordinators, Lead, Mode, Signing

CHANNELS = ("press", "television", "website", "social_network", "conference", "contest", "publication", "other")


class Activity(Form):
    """Một hoạt động tuyên truyền trong kế hoạch."""

    code = Code("Mã hoạt động trong kế hoạch.")
    title = Text("Nội dung.", longest=500)
    channel = Choice("Hình thức.", *CHANNELS)
    lead = Lead()
    coordinators = Coordinators()
    due = Moment("Hạn, nếu kế hoạch có nêu.", optional=True)


class PlanCommunication(Command):
    """Sở Nội vụ → Sở Nội vụ: ban hành kế hoạch tuyên truyền của năm; ban hành lại là điều chỉnh (†)."""

    to = "noi_vu"
    duty = ("QC-3.3", "QC-2.2")
    design = True

    year = Year("Năm của kế hoạch.")
    title = Text("Tên kế hoạch.", longest=500)
    coordinators = Coordinators()
    mode = Mode()
    activities = Many(Activity, "Các hoạt động.", least=1, most=200, once=("code",))
    signing = One(Signing, "Kế hoạch.")


class CommunicationPlanned(Event):
    """Sở Nội vụ → các cơ quan: kế hoạch tuyên truyền của năm (†)."""

    by = ("noi_vu",)
    duty = ("QC-3.3", "QC-2.2")
    design = True
    concerns = None

    year = Year("Năm của kế hoạch.")
    edition = Whole("Lần ban hành: 1, và thêm 1 mỗi lần điều chỉnh.", least=1, most=1000)
    title = Text("Tên kế hoạch.", longest=500)
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode()
    activities = Many(Activity, "Các hoạt động.", least=1, most=200, once=("code",))
    document = One(Document, "Kế hoạch.")


class RecordActivity(Command):
    """Cơ quan chủ trì một hoạt động → Sở Nội vụ: đã làm, khi nào, tới được bao nhiêu người (†)."""

    to = "noi_vu"
    duty = ("QC-3.3",)
    design = True

    year = Year("Năm của kế hoạch.")
    agency = AgencyId("Cơ quan đã làm: chính cơ quan gửi.")
    code = Code("Mã hoạt động trong kế hoạch; trống khi làm ngoài kế hoạch.", optional=True)
    title = Text("Nội dung.", longest=500)
    channel = Choice("Hình thức.", *CHANNELS)
    held = Day("Ngày thực hiện.")
    results = Text("Kết quả.", longest=5000, lines=True)
    figures = Figures("Số liệu: số tin, bài, lượt người.")


class ActivityHeld(Event):
    """Sở Nội vụ → các cơ quan: một hoạt động tuyên truyền đã được thực hiện (†)."""

    by = ("noi_vu",)
    duty = ("QC-3.3",)
    design = True

    year = Year("Năm của kế hoạch.")
    agency = AgencyId("Cơ quan đã làm.")
    code = Code("Mã hoạt động trong kế hoạch.", optional=True)
    title = Text("Nội dung.", longest=500)
    channel = Choice("Hình thức.", *CHANNELS)
    held = Day("Ngày thực hiện.")
    results = Text("Kết quả.", longest=5000, lines=True)
    figures = Figures("Số liệu.")
    late = Flag("Thực hiện sau hạn của kế hoạch.")


class ReportCommunication(Command):
    """Sở Nội vụ → Sở Nội vụ: báo cáo kết quả tuyên truyền của năm (†)."""

    to = "noi_vu"
    duty = ("QC-3.3",)
    design = True

    year = Year("Năm của kế hoạch.")
    evaluation = Text("Đánh giá.", longest=20_000, lines=True)
    signing = One(Signing, "Báo cáo.")


class CommunicationReported(Event):
    """Sở Nội vụ → UBND tỉnh, các cơ quan: kết quả tuyên truyền của năm (†)."""

    by = ("noi_vu",)
    duty = ("QC-3.3",)
    design = True
    concerns = "lead"

    year = Year("Năm của kế hoạch.")
    lead = Lead()
    held = Many(Code("Mã."), "Hoạt động của kế hoạch đã làm.", most=200, once=())
    missing = Many(Code("Mã."), "Hoạt động của kế hoạch chưa làm.", most=200, once=())
    beyond = Whole("Số hoạt động ngoài kế hoạch.", least=0, most=100_000)
    evaluation = Text("Đánh giá.", longest=20_000, lines=True)
    document = One(Document, "Báo cáo.")
