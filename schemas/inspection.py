"""Kiểm tra cải cách hành chính của tỉnh: hằng năm và đột xuất (Điều 3 khoản 4, Điều 8 khoản 1, khoản 2).

The agency assigned to lead plans, asks in writing for people for each round (``nomination``), inspects
(``inspection_visit``), reports and concludes. It acts through its own service; an agency without a service acts through
that of Sở Nội vụ. Đoàn kiểm tra is a form of coordination of Điều 5 khoản 5. On reports and
conclusions the regulation is silent (†).
"""

from __future__ import annotations

from schemas.base import Command, Event, Form
from schemas.fields import (
    DEPARTMENTS,
    AgencyId,
    Choice,
    Code,
    Day,
    Document,
    Flag,
    Many,
    Moment,
    One,
    Text,
    Whole,
    Year,
)
from schemas.work import Coordinators, Deadline, Lead, Mode, Signing

OCCASIONS = ("yearly", "ad_hoc")
"""Hằng năm theo kế hoạch, hoặc đột xuất (Điều 3 khoản 4)."""


class PlannedRound(Form):
    """Một đợt kiểm tra: cơ quan nào được kiểm tra, nội dung gì, từ ngày nào đến ngày nào, ai phối hợp."""

    round = Whole("Đợt: 1, 2, 3…", least=1, most=100)
    agencies = Many(AgencyId("Cơ quan."), "Các cơ quan được kiểm tra.", least=1, most=60, once=())
    contents = Text("Nội dung kiểm tra.", longest=5000, lines=True)
    first = Day("Ngày bắt đầu.")
    last = Day("Ngày kết thúc.")
    coordinators = Coordinators()


class InspectionDemand(Form):
    """Một kiến nghị trong kết luận: ai phải làm gì, đến bao giờ, có theo dõi như một nhiệm vụ không."""

    number = Code("Số kiến nghị.")
    agency = AgencyId("Cơ quan phải thực hiện.")
    coordinators = Coordinators()
    content = Text("Nội dung.", longest=500, privacy="official")
    product = Text("Kết quả phải có.", longest=500)
    deadline = One(Deadline, "Hạn thực hiện, nếu có.", optional=True)
    tracked = Flag("Giao thành nhiệm vụ để theo dõi.")


class AssignInspection(Command):
    """Sở Nội vụ → Sở Nội vụ: ai được giao chủ trì một cuộc kiểm tra, hằng năm hay đột xuất (Điều 8 khoản 2)."""

    to = "noi_vu"
    duty = ("QC-3.4", "QC-2.2")

    inspection = Code("Mã cuộc kiểm tra, ví dụ KT-2022-01.")
    year = Year("Năm.")
    title = Text("Tên cuộc kiểm tra.", longest=300)
    occasion = Choice("Hằng năm hay đột xuất.", *OCCASIONS)
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode(default="working_group")
    basis = Text("Căn cứ giao: văn bản của UBND tỉnh, Chủ tịch UBND tỉnh, kế hoạch nào.", longest=500)
    document = One(Document, "Văn bản giao, nếu có.", optional=True)
    deadline = One(Deadline, "Hạn lập kế hoạch, nếu văn bản giao có hạn.", optional=True)


class InspectionAssigned(Event):
    """Sở Nội vụ → cơ quan được giao chủ trì, các cơ quan phối hợp: giao chủ trì một cuộc kiểm tra (Điều 8 khoản 2)."""

    by = ("noi_vu",)
    duty = ("QC-3.4", "QC-2.2")
    addressee = "department"

    inspection = Code("Mã cuộc kiểm tra.")
    year = Year("Năm.")
    title = Text("Tên cuộc kiểm tra.", longest=300)
    occasion = Choice("Hằng năm hay đột xuất.", *OCCASIONS)
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode()
    basis = Text("Căn cứ giao.", longest=500)
    document = One(Document, "Văn bản giao, nếu có.", optional=True)
    due = Moment("Hạn lập kế hoạch.", optional=True)
    due_source = Text("Căn cứ của hạn.", longest=300, optional=True)
    department = Choice("Dịch vụ qua đó cơ quan chủ trì hành động.", *DEPARTMENTS)


class CancelInspection(Command):
    """Sở Nội vụ → Sở Nội vụ: thôi một cuộc kiểm tra, vì giao nhầm hoặc có chỉ đạo khác (†)."""

    to = "noi_vu"
    design = True

    inspection = Code("Mã cuộc kiểm tra.")
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class InspectionCancelled(Event):
    """Sở Nội vụ → cơ quan chủ trì, các cơ quan phối hợp: thôi một cuộc kiểm tra (†)."""

    by = ("noi_vu",)
    design = True

    inspection = Code("Mã cuộc kiểm tra.")
    lead = Lead()
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class PlanInspection(Command):
    """Cơ quan được giao chủ trì → dịch vụ của mình: lập kế hoạch triển khai kiểm tra (Điều 8 khoản 2).

    Gửi lại thì thay kế hoạch trước, phải nêu lý do; đợt đã bắt đầu giữ nguyên.
    """

    to = "owner"
    duty = ("QC-8.2-1", "QC-2.2")

    inspection = Code("Mã cuộc kiểm tra.")
    agency = AgencyId("Cơ quan chủ trì.")
    rounds = Many(PlannedRound, "Các đợt.", least=1, most=60, once=("round",))
    signing = One(Signing, "Kế hoạch sẽ ban hành, khi cơ quan có dịch vụ.", optional=True)
    document = One(Document, "Kế hoạch, khi cơ quan tự cấp số.", optional=True)
    reason = Text("Lý do thay kế hoạch trước.", longest=2000, lines=True, optional=True, privacy="official")


class InspectionPlanned(Event):
    """Cơ quan chủ trì → các cơ quan phối hợp, cơ quan được kiểm tra: kế hoạch triển khai kiểm tra (Điều 8 khoản 2)."""

    by = DEPARTMENTS
    duty = ("QC-8.2-1", "QC-2.2")

    inspection = Code("Mã cuộc kiểm tra.")
    year = Year("Năm.")
    title = Text("Tên cuộc kiểm tra.", longest=300)
    occasion = Choice("Hằng năm hay đột xuất.", *OCCASIONS)
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode()
    rounds = Many(PlannedRound, "Các đợt.", least=1, most=60, once=("round",))
    edition = Whole("Bản thứ mấy.", least=1, most=1000)
    reason = Text("Lý do thay kế hoạch trước.", longest=2000, lines=True, optional=True, privacy="official")
    document = One(Document, "Kế hoạch.")
    late = Flag("Sau hạn của văn bản giao.")


class ReportInspection(Command):
    """Cơ quan chủ trì → dịch vụ của mình: báo cáo kết quả kiểm tra, gửi UBND tỉnh để biết (Điều 8; †).

    Gửi lại thì thay báo cáo trước, phải nêu lý do.
    """

    to = "owner"
    duty = ("QC-3.4",)
    design = True

    inspection = Code("Mã cuộc kiểm tra.")
    agency = AgencyId("Cơ quan chủ trì.")
    summary = Text("Kết quả kiểm tra.", longest=20_000, lines=True, privacy="official")
    proposals = Text("Đề xuất, kiến nghị.", longest=10_000, lines=True, optional=True, privacy="official")
    signing = One(Signing, "Báo cáo sẽ ban hành, khi cơ quan có dịch vụ.", optional=True)
    document = One(Document, "Báo cáo, khi cơ quan tự cấp số.", optional=True)
    reason = Text("Lý do thay báo cáo trước.", longest=2000, lines=True, optional=True, privacy="official")


class InspectionReported(Event):
    """Cơ quan chủ trì → UBND tỉnh, các cơ quan phối hợp: báo cáo kết quả một cuộc kiểm tra (Điều 8; †)."""

    by = DEPARTMENTS
    duty = ("QC-3.4",)
    design = True

    inspection = Code("Mã cuộc kiểm tra.")
    year = Year("Năm.")
    title = Text("Tên cuộc kiểm tra.", longest=300)
    occasion = Choice("Hằng năm hay đột xuất.", *OCCASIONS)
    lead = Lead()
    coordinators = Coordinators()
    inspected = Many(AgencyId("Cơ quan."), "Cơ quan đã kiểm tra.", least=1, most=500, once=())
    not_inspected = Many(AgencyId("Cơ quan."), "Cơ quan có trong kế hoạch mà chưa kiểm tra.", most=500, once=())
    summary = Text("Kết quả kiểm tra.", longest=20_000, lines=True, privacy="official")
    proposals = Text("Đề xuất, kiến nghị.", longest=10_000, lines=True, optional=True, privacy="official")
    edition = Whole("Bản thứ mấy.", least=1, most=1000)
    reason = Text("Lý do thay báo cáo trước.", longest=2000, lines=True, optional=True, privacy="official")
    document = One(Document, "Báo cáo.")


class ConcludeInspection(Command):
    """Cơ quan chủ trì → dịch vụ của mình: kết luận kiểm tra; kiến nghị nào thành nhiệm vụ được theo dõi (†)."""

    to = "owner"
    design = True

    inspection = Code("Mã cuộc kiểm tra.")
    agency = AgencyId("Cơ quan chủ trì.")
    conclusions = Text("Kết luận.", longest=20_000, lines=True, privacy="official")
    demands = Many(InspectionDemand, "Kiến nghị.", most=200, once=("number",), optional=True)
    signing = One(Signing, "Kết luận sẽ ban hành, khi cơ quan có dịch vụ.", optional=True)
    document = One(Document, "Kết luận, khi cơ quan tự cấp số.", optional=True)


class InspectionConcluded(Event):
    """Cơ quan chủ trì → các cơ quan được kiểm tra, Sở Nội vụ: kết luận và kiến nghị (†). Sở Nội vụ giao nhiệm vụ."""

    by = DEPARTMENTS
    design = True

    inspection = Code("Mã cuộc kiểm tra.")
    year = Year("Năm.")
    title = Text("Tên cuộc kiểm tra.", longest=300)
    lead = Lead()
    coordinators = Coordinators()
    conclusions = Text("Kết luận.", longest=20_000, lines=True, privacy="official")
    demands = Many(InspectionDemand, "Kiến nghị.", most=200, once=("number",))
    document = One(Document, "Kết luận.")
