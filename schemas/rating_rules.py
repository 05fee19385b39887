"""Quy chế đánh giá, xếp hạng kết quả cải cách hành chính của tỉnh: soạn, góp ý, trình, ban hành (Điều 10 khoản 2)."""

from __future__ import annotations

from schemas.base import Command, Event
from schemas.fields import AgencyId, Choice, Day, Document, Flag, Many, Moment, One, Text, Whole
from schemas.work import Coordinators, Deadline, Lead, Mode, Reference, Signing


class CirculateRatingRules(Command):
    """Sở Nội vụ → dịch vụ của mình: gửi dự thảo lấy ý kiến các cơ quan (Điều 10 khoản 2 điểm a); gửi lại là bản sau."""

    to = "noi_vu"
    duty = ("QC-10.2.a-1", "QC-2.2")

    rules = Reference("Tên quy chế, ví dụ rating_rules/2021.")
    title = Text("Tên quy chế.", longest=500)
    content = Text("Nội dung chính, và điều đã sửa theo góp ý.", longest=20_000, lines=True)
    agencies = Many(AgencyId("Cơ quan."), "Cơ quan được hỏi ý kiến.", least=1, most=60, once=())
    mode = Mode()
    deadline = One(Deadline, "Hạn góp ý.")
    sample = Flag("Dữ liệu mẫu, không phải quy chế chính thức.")


class RatingRulesCirculated(Event):
    """Sở Nội vụ → các cơ quan: dự thảo quy chế đánh giá, xếp hạng gửi lấy ý kiến (Điều 10 khoản 2 điểm a)."""

    by = ("noi_vu",)
    duty = ("QC-10.2.a-1", "QC-2.2")
    concerns = None

    rules = Reference("Tên quy chế.")
    draft = Whole("Bản dự thảo: 1, 2, 3…", least=1, most=1000)
    title = Text("Tên quy chế.", longest=500)
    content = Text("Nội dung chính, và điều đã sửa theo góp ý.", longest=20_000, lines=True)
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode()
    deadline = One(Deadline, "Hạn góp ý.")
    sample = Flag("Dữ liệu mẫu, không phải quy chế chính thức.")


class CommentOnRatingRules(Command):
    """Cơ quan được hỏi → Sở Nội vụ: góp ý dự thảo quy chế (†); góp ý lại là thay bản trước."""

    to = "noi_vu"
    design = True

    rules = Reference("Tên quy chế.")
    agency = AgencyId("Cơ quan góp ý: chính cơ quan gửi.")
    opinion = Choice("Ý kiến.", "agree", "agree_with_changes", "disagree")
    comment = Text("Nội dung góp ý; bắt buộc khi không đồng ý hoàn toàn.", longest=20_000, lines=True, optional=True)


class RatingRulesCommented(Event):
    """Sở Nội vụ → các dịch vụ: một cơ quan đã góp ý dự thảo quy chế đánh giá, xếp hạng (†)."""

    by = ("noi_vu",)
    design = True

    rules = Reference("Tên quy chế.")
    draft = Whole("Bản dự thảo được góp ý.", least=1, most=1000)
    agency = AgencyId("Cơ quan góp ý.")
    opinion = Choice("Ý kiến.", "agree", "agree_with_changes", "disagree")
    comment = Text("Nội dung góp ý.", longest=20_000, lines=True, optional=True)
    late = Flag("Góp ý sau hạn.")


class RatingRulesCommentsOverdue(Event):
    """Sở Nội vụ → cơ quan chưa góp ý: hết hạn góp ý dự thảo quy chế, ghi lại ai im lặng (Điều 10.2.a, Điều 13.3; †)."""

    by = ("noi_vu",)
    duty = ("QC-10.2.a-1", "QC-13.3")
    design = True

    rules = Reference("Tên quy chế.")
    draft = Whole("Bản dự thảo lấy ý kiến.", least=1, most=1000)
    title = Text("Tên quy chế.", longest=500)
    due = Moment("Hạn đã qua.")
    outstanding = Many(AgencyId("Cơ quan."), "Cơ quan chưa góp ý.", least=1, most=60, once=())


class SubmitRatingRules(Command):
    """Sở Nội vụ → dịch vụ của mình: trình UBND tỉnh ban hành quy chế (Điều 10 khoản 2 điểm a)."""

    to = "noi_vu"
    duty = ("QC-10.2.a-1",)

    rules = Reference("Tên quy chế.")
    valid_from = Day("Đề nghị có hiệu lực từ ngày.")
    signing = One(Signing, "Tờ trình.")


class RatingRulesSubmitted(Event):
    """Sở Nội vụ → UBND tỉnh: quy chế đánh giá, xếp hạng đã trình, cơ quan nào chưa góp ý (Điều 10 khoản 2 điểm a)."""

    by = ("noi_vu",)
    duty = ("QC-10.2.a-1",)
    concerns = "lead"

    rules = Reference("Tên quy chế.")
    draft = Whole("Bản dự thảo được trình.", least=1, most=1000)
    lead = Lead()
    valid_from = Day("Đề nghị có hiệu lực từ ngày.")
    silent = Many(AgencyId("Cơ quan."), "Cơ quan chưa góp ý.", most=60, once=())
    document = One(Document, "Tờ trình.")


class RatingRulesIssued(Event):
    """Sở Nội vụ → mọi cơ quan: quy chế đánh giá, xếp hạng đã ban hành (Điều 10 khoản 2 điểm a)."""

    by = ("noi_vu",)
    duty = ("QC-10.2.a-1",)
    concerns = "lead"

    rules = Reference("Tên quy chế.")
    title = Text("Tên quy chế.", longest=500)
    lead = Lead()
    valid_from = Day("Có hiệu lực từ ngày.")
    document = One(Document, "Quyết định ban hành.")
    sample = Flag("Dữ liệu mẫu, không phải quy chế chính thức.")


class RatingRulesReturned(Event):
    """Văn phòng UBND tỉnh qua Sở Nội vụ → các dịch vụ: quy chế bị trả lại để hoàn chỉnh (†)."""

    by = ("noi_vu",)
    design = True
    concerns = "lead"

    rules = Reference("Tên quy chế.")
    lead = Lead()
    document = One(Document, "Văn bản trả lại.")
    reason = Text("Lý do.", longest=5000, lines=True, optional=True, privacy="official")
