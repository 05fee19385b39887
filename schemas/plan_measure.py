"""Chủ trương, biện pháp đẩy mạnh cải cách hành chính trình UBND tỉnh, Chủ tịch UBND tỉnh (Điều 6 khoản 1 điểm b)."""

from __future__ import annotations

from schemas.base import Command, Event
from schemas.fields import Code, Document, Flag, One, Text, Whole
from schemas.work import Coordinators, Lead, Mode, Signing


class ProposeMeasure(Command):
    """Sở Nội vụ → Sở Nội vụ: trình chủ trương, biện pháp đẩy mạnh cải cách hành chính (Điều 6 khoản 1 điểm b).

    Bị trả lại thì hoàn chỉnh và trình lại bằng cùng ký hiệu.
    """

    to = "noi_vu"
    duty = ("QC-6.1.b", "QC-2.2")

    measure = Code("Ký hiệu, ví dụ 2022-BP-01.")
    title = Text("Chủ trương, biện pháp.", longest=500)
    content = Text("Nội dung.", longest=20_000, lines=True)
    need = Text("Vì sao cần.", longest=5000, lines=True, privacy="official")
    mode = Mode(default="written_opinion")
    signing = One(Signing, "Tờ trình.")


class MeasureProposed(Event):
    """Sở Nội vụ → các cơ quan phụ trách lĩnh vực: chủ trương, biện pháp được trình (Điều 6 khoản 1 điểm b)."""

    by = ("noi_vu",)
    duty = ("QC-6.1.b", "QC-2.2")

    measure = Code("Ký hiệu.")
    proposal = Whole("Lần trình: 1, 2, 3…", least=1, most=10_000)
    title = Text("Chủ trương, biện pháp.", longest=500)
    content = Text("Nội dung.", longest=20_000, lines=True)
    need = Text("Vì sao cần.", longest=5000, lines=True, privacy="official")
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode()
    document = One(Document, "Tờ trình.")


class MeasureDecided(Event):
    """Sở Nội vụ → các cơ quan: UBND tỉnh đã quyết định chủ trương, biện pháp (Điều 6 khoản 1 điểm b; †)."""

    by = ("noi_vu",)
    duty = ("QC-6.1.b",)
    design = True

    measure = Code("Ký hiệu.")
    title = Text("Chủ trương, biện pháp.", longest=500)
    lead = Lead()
    approved = Flag("Đồng ý.")
    reason = Text("Lý do trả lại.", longest=5000, lines=True, optional=True, privacy="official")
    document = One(Document, "Quyết định, hoặc văn bản trả lại.")
