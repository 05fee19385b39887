"""Văn bản đi: số và ký hiệu cấp khi ban hành, liền nhau trong năm (Nghị định 30/2020/NĐ-CP Điều 15) †."""

from __future__ import annotations

from schemas.base import Command, Event
from schemas.fields import AgencyId, Document, Many, One, Text, Whole, Year
from schemas.work import Reference, Signing


class IssueDocument(Command):
    """Cơ quan có dịch vụ → dịch vụ của mình: ban hành một văn bản ngoài các quy trình đã có lệnh riêng (†)."""

    to = "owner"
    design = True

    signing = One(Signing, "Văn bản sẽ ban hành.")
    title = Text("Trích yếu.", longest=500)
    about = Reference("Việc mà văn bản nói đến, nếu có.", optional=True)
    recipients = Many(AgencyId("Cơ quan."), "Nơi nhận trong tỉnh.", most=60, once=(), optional=True)


class DocumentIssued(Event):
    """Cơ quan ban hành → mọi dịch vụ: một văn bản đã có số; một dòng của sổ công văn đi (†)."""

    by = ("noi_vu", "tu_phap", "tai_chinh", "tt_tt", "kh_cn", "vp_ubnd")
    design = True
    concerns = None

    agency = AgencyId("Cơ quan ban hành; UBND cho văn bản của UBND tỉnh.")
    notation = Text("Ký hiệu: mỗi ký hiệu một dãy số.", longest=50)
    year = Year("Năm của dãy số, từ 01 tháng 01 đến 31 tháng 12 theo giờ Đông Dương.")
    sequence = Whole("Số thứ tự trong dãy.", least=1, most=1_000_000)
    document = One(Document, "Văn bản.")
    title = Text("Trích yếu.", longest=500)
    about = Reference("Việc mà văn bản nói đến, nếu có.", optional=True)
    recipients = Many(AgencyId("Cơ quan."), "Nơi nhận trong tỉnh.", most=60, once=(), optional=True)
