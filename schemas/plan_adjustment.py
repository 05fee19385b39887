"""Điều chỉnh kế hoạch, chương trình đã ban hành khi tình hình thực tế khác đi (Điều 6 khoản 2 điểm c).

Whoever sees the difference proposes; Sở Nội vụ answers every proposal, drafts, circulates when that is needed
(``PlanCirculated``), and submits (``SubmitPlan``) as it did the first time.
"""

from __future__ import annotations

from schemas.base import Command, Event, Form
from schemas.fields import DEPARTMENTS, AgencyId, Choice, Code, Document, Many, One, Text, Whole
from schemas.plan import KINDS, TREATMENTS, Period, PlanItem, PlanPart
from schemas.work import Coordinators, Lead, Signing


class ItemAdjustment(Form):
    """Một điều muốn điều chỉnh trong kế hoạch đã ban hành."""

    item = Code("Ký hiệu nhiệm vụ, phần; trống khi muốn thêm nhiệm vụ.", optional=True)
    adjustment = Text("Điều chỉnh thế nào.", longest=5000, lines=True)


class AdjustmentAnswer(Form):
    """Trả lời một đề nghị điều chỉnh."""

    agency = AgencyId("Cơ quan đề nghị.")
    proposal = Whole("Đề nghị lần mấy của cơ quan ấy.", least=1, most=10_000)
    treatment = Choice("Tiếp thu, tiếp thu một phần, hay không.", *TREATMENTS)
    reason = Text("Giải trình; bắt buộc khi không tiếp thu hết.", longest=5000, lines=True, optional=True)


class ProposePlanAdjustment(Command):
    """Sở Nội vụ, cơ quan phụ trách lĩnh vực → dịch vụ của mình: đề nghị điều chỉnh kế hoạch (Điều 6 khoản 2 điểm c)."""

    to = "owner"
    duty = ("QC-6.2.c",)

    plan = Period()
    situation = Text("Tình hình thực tế khác kế hoạch thế nào.", longest=5000, lines=True, privacy="official")
    adjustments = Many(ItemAdjustment, "Điều chỉnh.", least=1, most=300)
    signing = One(Signing, "Công văn đề nghị.")


class PlanAdjustmentProposed(Event):
    """Sở Nội vụ, cơ quan phụ trách lĩnh vực → Sở Nội vụ: đề nghị điều chỉnh kế hoạch (Điều 6 khoản 2 điểm c)."""

    by = DEPARTMENTS
    duty = ("QC-6.2.c",)

    plan = Period()
    agency = AgencyId("Cơ quan đề nghị.")
    proposal = Whole("Đề nghị lần mấy của cơ quan này: 1, 2, 3…", least=1, most=10_000)
    situation = Text("Tình hình thực tế khác kế hoạch thế nào.", longest=5000, lines=True, privacy="official")
    adjustments = Many(ItemAdjustment, "Điều chỉnh.", least=1, most=300)
    document = One(Document, "Công văn đề nghị.")


class AdjustPlan(Command):
    """Sở Nội vụ → Sở Nội vụ: soạn dự thảo điều chỉnh, trả lời các đề nghị (Điều 6 khoản 2 điểm c).

    Rồi trình như dự thảo đầu; lấy ý kiến trước đó khi cần. Mọi đề nghị đang chờ phải được trả lời.
    """

    to = "noi_vu"
    duty = ("QC-6.2.c", "QC-2.2")

    plan = Period()
    reason = Text("Vì sao điều chỉnh.", longest=5000, lines=True, privacy="official")
    parts = Many(PlanPart, "Các phần lời.", most=50, once=("part",), optional=True)
    items = Many(PlanItem, "Các nhiệm vụ sau điều chỉnh.", least=1, most=300, once=("item",))
    answers = Many(AdjustmentAnswer, "Trả lời.", most=300, once=("agency", "proposal"), optional=True)


class PlanAdjustmentDrafted(Event):
    """Sở Nội vụ → các cơ quan: dự thảo điều chỉnh kế hoạch (Điều 6 khoản 2 điểm c)."""

    by = ("noi_vu",)
    duty = ("QC-6.2.c", "QC-2.2")

    plan = Period()
    version = Whole("Dự thảo lần mấy.", least=1, most=10_000)
    adjustment = Whole("Lần điều chỉnh: 1, 2, 3…", least=1, most=1000)
    title = Text("Tên kế hoạch, chương trình.", longest=500)
    lead = Lead()
    coordinators = Coordinators()
    reason = Text("Vì sao điều chỉnh.", longest=5000, lines=True, privacy="official")
    parts = Many(PlanPart, "Các phần lời.", most=50, once=("part",))
    items = Many(PlanItem, "Các nhiệm vụ sau điều chỉnh.", least=1, most=300, once=("item",))


class DeclinePlanAdjustment(Command):
    """Sở Nội vụ → Sở Nội vụ: không tiếp thu một đề nghị điều chỉnh, có lý do (†)."""

    to = "noi_vu"
    design = True

    plan = Period()
    agency = AgencyId("Cơ quan đề nghị.")
    proposal = Whole("Đề nghị lần mấy của cơ quan ấy.", least=1, most=10_000)
    reason = Text("Lý do.", longest=5000, lines=True, privacy="official")


class PlanAdjustmentAnswered(Event):
    """Sở Nội vụ → cơ quan đề nghị: tiếp thu, giải trình một đề nghị điều chỉnh (Điều 6 khoản 2 điểm c)."""

    by = ("noi_vu",)
    duty = ("QC-6.2.c",)

    plan = Period()
    agency = AgencyId("Cơ quan đề nghị.")
    proposal = Whole("Đề nghị lần mấy của cơ quan ấy.", least=1, most=10_000)
    lead = Lead()
    treatment = Choice("Tiếp thu, tiếp thu một phần, hay không.", *TREATMENTS)
    reason = Text("Giải trình.", longest=5000, lines=True, optional=True, privacy="official")


class PlanAdjusted(Event):
    """Sở Nội vụ → các cơ quan: UBND tỉnh đã điều chỉnh kế hoạch; nhiệm vụ mới được giao (Điều 6 khoản 2 điểm c)."""

    by = ("noi_vu",)
    duty = ("QC-6.2.c", "QC-13.1", "QC-2.2")

    plan = Period()
    kind = Choice("Kế hoạch năm hay chương trình giai đoạn.", *KINDS)
    version = Whole("Dự thảo lần mấy được ban hành.", least=1, most=10_000)
    adjustment = Whole("Lần điều chỉnh: 1, 2, 3…", least=1, most=1000)
    title = Text("Tên kế hoạch, chương trình.", longest=500)
    lead = Lead()
    coordinators = Coordinators()
    parts = Many(PlanPart, "Các phần lời.", most=50, once=("part",))
    items = Many(PlanItem, "Các nhiệm vụ sau điều chỉnh.", least=1, most=300, once=("item",))
    added = Many(Code("Ký hiệu."), "Nhiệm vụ mới.", most=300, once=())
    altered = Many(Code("Ký hiệu."), "Nhiệm vụ đã đổi.", most=300, once=())
    dropped = Many(Code("Ký hiệu."), "Nhiệm vụ thôi không làm.", most=300, once=())
    document = One(Document, "Quyết định của UBND tỉnh.")
