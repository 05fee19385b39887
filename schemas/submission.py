"""Trình UBND tỉnh, Chủ tịch UBND tỉnh: việc gì, căn cứ khoản nào, trực tiếp hay qua cơ quan nào; và quyết định.

One protocol for whatever a procedure brings before the Committee. Sở Nội vụ is a relay where the regulation says so
(Điều 7 khoản 2 thứ hai, Điều 8 khoản 3): then ``origin`` and ``via`` differ; elsewhere ``via`` is empty.
"""

from __future__ import annotations

from schemas.base import Command, Event
from schemas.fields import AgencyId, Choice, Clause, Document, Flag, One, Text, Whole
from schemas.work import Coordinators, Lead, Reference, Signing

KINDS = (
    "plan",
    "programme",
    "plan_adjustment",
    "measure",
    "provincial_score",
    "rating_rules",
    "scheme",
    "scheme_funding",
    "inspection_plans",
    "inspection_results",
    "improvement_plan",
    "improvement_report",
    "progress_report",
    "obstacle",
    "amendment",
    "budget",
    "task_report",
    "field_report",
    "evaluation_meeting",
    "review",
    "commendation",
    "discipline",
    "communication",
)

CLAUSES = (
    "QC-3.2-1",
    "QC-4.1",
    "QC-6.1.a",
    "QC-6.1.b",
    "QC-6.2.a-2",
    "QC-6.2.c",
    "QC-7.1-2",
    "QC-7.2.a",
    "QC-7.2.b",
    "QC-7.2′-2",
    "QC-8.3-2",
    "QC-8.3-3",
    "QC-8.3-4",
    "QC-9.1-2",
    "QC-9.5-2",
    "QC-10.1.a",
    "QC-10.1.b-2",
    "QC-10.2.a-1",
    "QC-11.0",
    "QC-11.1-3",
    "QC-13.1",
    "QC-13.2-1",
    "QC-13.5",
    "QC-13.6-1",
    "QC-13.6-2",
    "QC-14.1-1",
    "QC-14.1-2",
    "QC-14.1-3",
    "QC-14.1-4",
    "QC-15.1",
    "QC-16.1.a",
    "QC-16.1.b",
    "QC-16.1.c",
    "QC-16.1.d",
    "QC-16.1.đ",
    "QC-16.2",
    "QC-17.1",
    "QC-18.1",
    "QC-19.2",
    "QC-20.1-2",
    "QC-20.2-2",
    "†",
)


class MatterSubmitted(Event):
    """Cơ quan trình → Văn phòng UBND tỉnh: một việc trình UBND tỉnh (Điều 4 và các điều giao tham mưu).

    Mỗi việc dựa vào một khoản, nêu ở ``clause``.
    """

    by = ("noi_vu", "tu_phap", "tai_chinh", "tt_tt", "kh_cn", "vp_ubnd")
    duty = ("QC-2.2", *CLAUSES[:-1])
    alternatives = (*CLAUSES[:-1], "†")
    addressee = "department"
    concerns = "origin"

    matter = Reference("Việc được trình.")
    kind = Choice("Loại việc.", *KINDS)
    submission = Whole("Lần trình: 1, 2, 3…", least=1, most=10_000)
    clause = Clause("Khoản làm căn cứ.")
    lead = Lead()
    coordinators = Coordinators()
    origin = AgencyId("Cơ quan có ý kiến, đề nghị, báo cáo được trình.")
    via = AgencyId("Qua cơ quan nào, khi không trình trực tiếp.", optional=True)
    wanted = Choice("Trình để quyết định, hay để biết.", "decision", "information")
    title = Text("Nội dung trình.", longest=500)
    document = One(Document, "Tờ trình, báo cáo.")
    department = Choice("Dịch vụ ghi quyết định của UBND tỉnh.", "vp_ubnd")


class DecideMatter(Command):
    """Văn phòng UBND tỉnh → dịch vụ của mình: ghi quyết định của UBND tỉnh về một việc được trình (†).

    Không đồng ý thì phải nêu lý do; cơ quan trình hoàn chỉnh và trình lại.
    """

    to = "vp_ubnd"
    design = True

    matter = Reference("Việc được trình.")
    approved = Flag("Đồng ý, ban hành, phê duyệt.")
    signing = One(Signing, "Quyết định, hoặc văn bản trả lại.")
    reason = Text("Lý do; bắt buộc khi trả lại.", longest=5000, lines=True, optional=True, privacy="official")


class MatterDecided(Event):
    """Văn phòng UBND tỉnh → cơ quan trình, các dịch vụ: UBND tỉnh đã quyết định một việc (†)."""

    by = ("vp_ubnd",)
    design = True
    concerns = "origin"

    matter = Reference("Việc được trình.")
    kind = Choice("Loại việc.", *KINDS)
    submission = Whole("Lần trình được quyết định.", least=1, most=10_000)
    lead = Lead()
    origin = AgencyId("Cơ quan có ý kiến, đề nghị, báo cáo được trình.")
    approved = Flag("Đồng ý, ban hành, phê duyệt.")
    document = One(Document, "Quyết định, hoặc văn bản trả lại.")
    reason = Text("Lý do trả lại.", longest=5000, lines=True, optional=True, privacy="official")
