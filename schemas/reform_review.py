"""Tổng kết, đánh giá định kỳ và theo chuyên đề (Điều 13 khoản 5)."""

from __future__ import annotations

from schemas.base import Command, Event
from schemas.fields import AgencyId, Choice, Day, Document, Figures, Flag, Many, One, Text
from schemas.work import Coordinators, Deadline, Lead, Mode, Reference, Signing

SORTS = ("periodic", "thematic")


class OpenReformReview(Command):
    """Sở Nội vụ → Sở Nội vụ: mở một cuộc tổng kết, đánh giá; nêu cơ quan báo cáo và hạn (Điều 13 khoản 5)."""

    to = "noi_vu"
    duty = ("QC-13.5", "QC-2.2")

    review = Reference("Tên cuộc tổng kết, ví dụ reform_review/2021/so-ket-6-thang.")
    sort = Choice("Định kỳ hay chuyên đề.", *SORTS)
    title = Text("Nội dung.", longest=500)
    opens = Day("Từ ngày.")
    closes = Day("Đến ngày.")
    coordinators = Coordinators()
    mode = Mode()
    reporting = Many(AgencyId("Cơ quan."), "Cơ quan phải báo cáo.", most=60, once=(), optional=True)
    deadline = One(Deadline, "Hạn báo cáo.", optional=True)


class ReformReviewOpened(Event):
    """Sở Nội vụ → cơ quan báo cáo, cơ quan phối hợp: một cuộc tổng kết, đánh giá đã mở (Điều 13 khoản 5)."""

    by = ("noi_vu",)
    duty = ("QC-13.5", "QC-2.2")

    review = Reference("Tên cuộc tổng kết.")
    sort = Choice("Định kỳ hay chuyên đề.", *SORTS)
    title = Text("Nội dung.", longest=500)
    opens = Day("Từ ngày.")
    closes = Day("Đến ngày.")
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode()
    reporting = Many(AgencyId("Cơ quan."), "Cơ quan phải báo cáo.", most=60, once=(), optional=True)
    deadline = One(Deadline, "Hạn báo cáo.", optional=True)


class SubmitReviewReport(Command):
    """Một cơ quan → Sở Nội vụ: báo cáo phục vụ tổng kết; gửi lại là thay bản trước (†)."""

    to = "noi_vu"
    design = True

    review = Reference("Tên cuộc tổng kết.")
    agency = AgencyId("Cơ quan báo cáo: chính cơ quan gửi.")
    results = Text("Kết quả.", longest=20_000, lines=True)
    difficulties = Text("Khó khăn, hạn chế.", longest=20_000, lines=True, optional=True)
    figures = Figures("Số liệu.")
    document = One(Document, "Báo cáo.")


class ReviewReportSubmitted(Event):
    """Sở Nội vụ → các dịch vụ: một cơ quan đã báo cáo phục vụ tổng kết (†)."""

    by = ("noi_vu",)
    design = True

    review = Reference("Tên cuộc tổng kết.")
    agency = AgencyId("Cơ quan báo cáo.")
    results = Text("Kết quả.", longest=20_000, lines=True)
    difficulties = Text("Khó khăn, hạn chế.", longest=20_000, lines=True, optional=True)
    figures = Figures("Số liệu.")
    document = One(Document, "Báo cáo.")
    late = Flag("Gửi sau hạn.")
    replaces = Flag("Thay một bản đã gửi.")


class ConcludeReformReview(Command):
    """Sở Nội vụ → Sở Nội vụ: kết luận tổng kết và báo cáo UBND tỉnh (Điều 13 khoản 5)."""

    to = "noi_vu"
    duty = ("QC-13.5",)

    review = Reference("Tên cuộc tổng kết.")
    results = Text("Kết quả.", longest=20_000, lines=True)
    shortcomings = Text("Tồn tại, nguyên nhân.", longest=20_000, lines=True)
    lessons = Text("Kinh nghiệm, kiến nghị, phương hướng.", longest=20_000, lines=True)
    signing = One(Signing, "Báo cáo tổng kết.")


class ReformReviewConcluded(Event):
    """Sở Nội vụ → UBND tỉnh, các dịch vụ: kết luận của một cuộc tổng kết, đánh giá (Điều 13 khoản 5)."""

    by = ("noi_vu",)
    duty = ("QC-13.5",)
    concerns = "lead"

    review = Reference("Tên cuộc tổng kết.")
    sort = Choice("Định kỳ hay chuyên đề.", *SORTS)
    title = Text("Nội dung.", longest=500)
    lead = Lead()
    results = Text("Kết quả.", longest=20_000, lines=True)
    shortcomings = Text("Tồn tại, nguyên nhân.", longest=20_000, lines=True)
    lessons = Text("Kinh nghiệm, kiến nghị, phương hướng.", longest=20_000, lines=True)
    reported = Many(AgencyId("Cơ quan."), "Cơ quan đã báo cáo.", most=60, once=())
    silent = Many(AgencyId("Cơ quan."), "Cơ quan chưa báo cáo.", most=60, once=())
    document = One(Document, "Báo cáo tổng kết.")
