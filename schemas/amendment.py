"""Rà soát quy định và kiến nghị sửa đổi, bổ sung (Điều 3 khoản 1 điểm d; Điều 7 khoản 2 điểm a; Điều 19 khoản 2).

Kiến nghị trình thẳng UBND tỉnh, không qua Sở Nội vụ; thuộc cấp trên thì gửi cấp có thẩm quyền và ghi kết quả xử lý.
"""

from __future__ import annotations

from schemas.base import Command, Event, Form
from schemas.fields import AgencyId, Choice, Clause, Code, Day, Document, Flag, One, Text
from schemas.work import Coordinators, Lead, Mode, Reference

FINDINGS = ("suitable", "amend", "supplement", "replace", "repeal")
"""Còn phù hợp; sửa đổi; bổ sung; thay thế; bãi bỏ."""

OUTCOMES = ("accepted", "partly_accepted", "rejected")

BY = ("noi_vu", "tu_phap", "tai_chinh", "tt_tt", "kh_cn", "vp_ubnd")


class LegalRule(Form):
    """Văn bản được rà soát."""

    number = Text("Số, ký hiệu, ví dụ 30/2018/QĐ-UBND.", longest=100)
    issuer = Text("Cơ quan ban hành.", longest=200)
    issued = Day("Ngày ban hành.")
    title = Text("Trích yếu.", longest=500)


class ReviewRule(Command):
    """Một cơ quan → dịch vụ của mình (cơ quan không có dịch vụ: Văn phòng UBND tỉnh): kết quả rà soát một văn bản.

    Điều 7 khoản 2 điểm a, Điều 19 khoản 2.
    """

    to = "owner"
    duty = ("QC-7.2.a", "QC-19.2")

    agency = AgencyId("Cơ quan rà soát: chính cơ quan gửi.")
    review = Reference("Tên lần rà soát, ví dụ review/2021/STP-01.")
    rule = One(LegalRule, "Văn bản được rà soát.")
    field = Code("Lĩnh vực (thẩm quyền) của văn bản.", optional=True)
    finding = Choice("Kết luận.", *FINDINGS)
    reasons = Text("Vì sao còn, hay không còn phù hợp.", longest=5000, lines=True)


class RuleReviewed(Event):
    """Cơ quan rà soát → các dịch vụ: một văn bản đã được rà soát (Điều 7 khoản 2 điểm a; Điều 19 khoản 2)."""

    by = BY
    duty = ("QC-7.2.a", "QC-19.2")
    alternatives = ("QC-7.2.a", "QC-19.2")

    review = Reference("Tên lần rà soát.")
    clause = Clause("Khoản làm căn cứ.")
    agency = AgencyId("Cơ quan rà soát.")
    rule = One(LegalRule, "Văn bản được rà soát.")
    field = Code("Lĩnh vực (thẩm quyền) của văn bản.", optional=True)
    finding = Choice("Kết luận.", *FINDINGS)
    reasons = Text("Vì sao.", longest=5000, lines=True)


class ProposeAmendment(Command):
    """Một cơ quan → dịch vụ của mình (cơ quan không có dịch vụ: Văn phòng UBND tỉnh): kiến nghị sửa đổi.

    Điều 7 khoản 2 điểm a, Điều 19 khoản 2.
    ``level``: văn bản của tỉnh thì trình UBND tỉnh; của cấp trên thì gửi cấp có thẩm quyền, nêu tên.
    """

    to = "owner"
    duty = ("QC-7.2.a", "QC-19.2")

    agency = AgencyId("Cơ quan kiến nghị: chính cơ quan gửi.")
    amendment = Reference("Tên kiến nghị, ví dụ amendment/2021/STP-01.")
    review = Reference("Lần rà soát dẫn tới kiến nghị.", optional=True)
    rule = One(LegalRule, "Văn bản cần sửa đổi, bổ sung.")
    title = Text("Nội dung kiến nghị.", longest=500)
    proposal = Text("Nội dung đề nghị sửa đổi, bổ sung.", longest=20_000, lines=True)
    grounds = Text("Căn cứ, lý do.", longest=5000, lines=True)
    level = Choice("Cấp quyết định.", "province", "central")
    competent = Text("Cấp có thẩm quyền, khi không phải UBND tỉnh.", longest=200, optional=True)
    coordinators = Coordinators()
    mode = Mode()
    document = One(Document, "Tờ trình, công văn kiến nghị.")


class AmendmentProposed(Event):
    """Cơ quan kiến nghị → các dịch vụ: kiến nghị sửa đổi, bổ sung một văn bản (Điều 7 khoản 2 điểm a; Điều 19)."""

    by = BY
    duty = ("QC-2.2", "QC-7.2.a", "QC-19.2")
    alternatives = ("QC-7.2.a", "QC-19.2")
    concerns = "lead"

    amendment = Reference("Tên kiến nghị.")
    clause = Clause("Khoản làm căn cứ.")
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode()
    review = Reference("Lần rà soát dẫn tới kiến nghị.", optional=True)
    rule = One(LegalRule, "Văn bản cần sửa đổi, bổ sung.")
    title = Text("Nội dung kiến nghị.", longest=500)
    proposal = Text("Nội dung đề nghị sửa đổi, bổ sung.", longest=20_000, lines=True)
    grounds = Text("Căn cứ, lý do.", longest=5000, lines=True)
    level = Choice("Cấp quyết định.", "province", "central")
    competent = Text("Cấp có thẩm quyền, khi không phải UBND tỉnh.", longest=200, optional=True)
    document = One(Document, "Tờ trình, công văn kiến nghị.")


class WithdrawAmendment(Command):
    """Cơ quan kiến nghị → nơi đã gửi: rút kiến nghị khi chưa có kết quả xử lý (†)."""

    to = "owner"
    design = True

    agency = AgencyId("Cơ quan kiến nghị: chính cơ quan gửi.")
    amendment = Reference("Tên kiến nghị.")
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class AmendmentWithdrawn(Event):
    """Cơ quan kiến nghị → các dịch vụ: kiến nghị đã rút (†)."""

    by = BY
    design = True
    concerns = "lead"

    amendment = Reference("Tên kiến nghị.")
    lead = Lead()
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class DisposeAmendment(Command):
    """Cơ quan kiến nghị → nơi đã gửi: ghi kết quả xử lý của cấp có thẩm quyền ngoài tỉnh (†)."""

    to = "owner"
    design = True

    agency = AgencyId("Cơ quan kiến nghị: chính cơ quan gửi.")
    amendment = Reference("Tên kiến nghị.")
    outcome = Choice("Kết quả.", *OUTCOMES)
    answer = Text("Số, ký hiệu, ngày văn bản trả lời.", longest=300)
    reason = Text("Nội dung trả lời.", longest=5000, lines=True, optional=True)


class AmendmentDisposed(Event):
    """Nơi giữ kiến nghị → cơ quan kiến nghị, các dịch vụ: kết quả xử lý một kiến nghị (†)."""

    by = BY
    design = True
    concerns = "lead"

    amendment = Reference("Tên kiến nghị.")
    lead = Lead()
    outcome = Choice("Kết quả.", *OUTCOMES)
    decided_here = Flag("UBND tỉnh quyết định; nếu không thì cấp có thẩm quyền ngoài tỉnh.")
    answer = Text("Số, ký hiệu, ngày văn bản trả lời.", longest=300)
    reason = Text("Nội dung trả lời.", longest=5000, lines=True, optional=True)
