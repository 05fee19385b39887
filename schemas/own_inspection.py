"""Thanh tra, kiểm tra của từng cơ quan: kế hoạch hằng năm, thực hiện, báo cáo, tổng hợp (Điều 8 khoản 3).

Each sở, ban, ngành and UBND cấp huyện sends its plan and its report by two channels: to UBND tỉnh through Sở Nội vụ,
which relays it, and to the agencies in charge of the fields that it covers. The regulation gives no date: a
deadline is that of Sở Nội vụ's letter, else the end of the year.
"""

from __future__ import annotations

from schemas.base import Command, Event, Form
from schemas.field_work import CONTENTS
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

PARTS = ("plans", "results")


class OwnInspectionItem(Form):
    """Một cuộc trong kế hoạch của một cơ quan."""

    item = Code("Số thứ tự hoặc mã cuộc.")
    inspected = Text("Đơn vị được thanh tra, kiểm tra.", longest=300)
    contents = Text("Nội dung.", longest=2000, lines=True)
    first = Day("Từ ngày.")
    last = Day("Đến ngày.")


class RequestOwnInspections(Command):
    """Sở Nội vụ → Sở Nội vụ: văn bản đề nghị gửi kế hoạch và báo cáo kiểm tra của năm, có hạn (Điều 8 khoản 3; †).

    Gửi lại là dời hạn.
    """

    to = "noi_vu"
    duty = ("QC-8.3-4",)
    design = True

    year = Year("Năm.")
    plan = One(Deadline, "Hạn gửi kế hoạch.")
    result = One(Deadline, "Hạn gửi báo cáo kết quả.")
    signing = One(Signing, "Văn bản đề nghị.")


class OwnInspectionsRequested(Event):
    """Sở Nội vụ → các sở, ban, ngành, UBND cấp huyện: đặt hạn gửi kế hoạch, báo cáo kiểm tra (Điều 8 khoản 3; †)."""

    by = ("noi_vu",)
    duty = ("QC-8.3-4",)
    design = True

    year = Year("Năm.")
    lead = Lead()
    agencies = Many(AgencyId("Cơ quan."), "Các cơ quan phải gửi.", least=1, most=500, once=())
    plan_due = Moment("Hạn gửi kế hoạch.")
    plan_source = Text("Căn cứ của hạn gửi kế hoạch.", longest=300)
    result_due = Moment("Hạn gửi báo cáo kết quả.")
    result_source = Text("Căn cứ của hạn gửi báo cáo.", longest=300)
    edition = Whole("Lần đề nghị: 1, 2…", least=1, most=1000)
    document = One(Document, "Văn bản đề nghị.")


class SendOwnInspectionPlan(Command):
    """Cơ quan → Sở Nội vụ: kế hoạch thanh tra, kiểm tra của năm, gửi UBND tỉnh qua Sở Nội vụ (Điều 8 khoản 3).

    Gửi lại thì thay kế hoạch trước, phải nêu lý do.
    """

    to = "noi_vu"
    duty = ("QC-8.3-1", "QC-8.3-2")

    year = Year("Năm.")
    agency = AgencyId("Cơ quan có kế hoạch.")
    title = Text("Tên kế hoạch.", longest=300)
    contents = Many(Choice("Nội dung.", *CONTENTS), "Lĩnh vực được kiểm tra.", least=1, most=20, once=())
    items = Many(OwnInspectionItem, "Các cuộc.", least=1, most=200, once=("item",))
    document = One(Document, "Kế hoạch.")
    reason = Text("Lý do thay kế hoạch trước.", longest=2000, lines=True, optional=True, privacy="official")


class OwnInspectionPlanned(Event):
    """Cơ quan → UBND tỉnh qua Sở Nội vụ, các cơ quan quản lý lĩnh vực: kế hoạch kiểm tra của năm (Điều 8 khoản 3)."""

    by = ("noi_vu",)
    duty = ("QC-8.3-1", "QC-8.3-2", "QC-2.2")
    addressee = "departments"

    year = Year("Năm.")
    agency = AgencyId("Cơ quan có kế hoạch.")
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode()
    title = Text("Tên kế hoạch.", longest=300)
    contents = Many(Choice("Nội dung.", *CONTENTS), "Lĩnh vực được kiểm tra.", least=1, most=20, once=())
    informed = Many(AgencyId("Cơ quan."), "Sở Nội vụ và các cơ quan quản lý lĩnh vực.", most=20, once=())
    departments = Many(Choice("Dịch vụ.", *DEPARTMENTS), "Dịch vụ của các cơ quan ấy.", most=20, once=())
    items = Many(OwnInspectionItem, "Các cuộc.", least=1, most=200, once=("item",))
    edition = Whole("Bản thứ mấy.", least=1, most=1000)
    reason = Text("Lý do thay kế hoạch trước.", longest=2000, lines=True, optional=True, privacy="official")
    document = One(Document, "Kế hoạch.")
    due = Moment("Hạn gửi.")
    due_source = Text("Căn cứ của hạn.", longest=300)
    late = Flag("Gửi sau hạn.")


class RecordOwnInspection(Command):
    """Cơ quan → Sở Nội vụ: đã thanh tra, kiểm tra một đơn vị theo kế hoạch của mình, hoặc đột xuất (Điều 8 khoản 3).

    Ghi lại cùng mã thì thay điều đã ghi, phải nêu lý do.
    """

    to = "noi_vu"
    duty = ("QC-8.3-1",)

    year = Year("Năm.")
    agency = AgencyId("Cơ quan thực hiện.")
    item = Code("Mã cuộc; ngoài kế hoạch thì mã mới.")
    inspected = Text("Đơn vị được kiểm tra.", longest=300)
    day = Day("Ngày kiểm tra.")
    findings = Text("Kết quả.", longest=10_000, lines=True, privacy="official")
    reason = Text("Lý do ghi lại.", longest=2000, lines=True, optional=True, privacy="official")


class OwnInspectionConducted(Event):
    """Cơ quan → Sở Nội vụ, các cơ quan quản lý lĩnh vực: đã kiểm tra một đơn vị (Điều 8 khoản 3)."""

    by = ("noi_vu",)
    duty = ("QC-8.3-1",)

    year = Year("Năm.")
    agency = AgencyId("Cơ quan thực hiện.")
    item = Code("Mã cuộc.")
    planned = Flag("Có trong kế hoạch.")
    inspected = Text("Đơn vị được kiểm tra.", longest=300)
    day = Day("Ngày kiểm tra.")
    findings = Text("Kết quả.", longest=10_000, lines=True, privacy="official")
    recording = Whole("Lần ghi: 1, 2…", least=1, most=1000)
    reason = Text("Lý do ghi lại.", longest=2000, lines=True, optional=True, privacy="official")


class SendOwnInspectionResult(Command):
    """Cơ quan → Sở Nội vụ: báo cáo kết quả kiểm tra của năm, gửi UBND tỉnh qua Sở Nội vụ (Điều 8 khoản 3).

    Gửi lại thì thay báo cáo trước, phải nêu lý do.
    """

    to = "noi_vu"
    duty = ("QC-8.3-3",)

    year = Year("Năm.")
    agency = AgencyId("Cơ quan báo cáo.")
    title = Text("Tên báo cáo.", longest=300)
    summary = Text("Kết quả, hạn chế, kiến nghị.", longest=20_000, lines=True, privacy="official")
    contents = Many(Choice("Nội dung.", *CONTENTS), "Lĩnh vực, khi không có kế hoạch.", most=20, once=(), optional=True)
    document = One(Document, "Báo cáo.")
    reason = Text("Lý do thay báo cáo trước.", longest=2000, lines=True, optional=True, privacy="official")


class OwnInspectionReported(Event):
    """Cơ quan → UBND tỉnh qua Sở Nội vụ, các cơ quan quản lý lĩnh vực: kết quả kiểm tra của năm (Điều 8 khoản 3)."""

    by = ("noi_vu",)
    duty = ("QC-8.3-3", "QC-2.2")
    addressee = "departments"

    year = Year("Năm.")
    agency = AgencyId("Cơ quan báo cáo.")
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode()
    title = Text("Tên báo cáo.", longest=300)
    summary = Text("Kết quả, hạn chế, kiến nghị.", longest=20_000, lines=True, privacy="official")
    contents = Many(Choice("Nội dung.", *CONTENTS), "Lĩnh vực được kiểm tra.", least=1, most=20, once=())
    informed = Many(AgencyId("Cơ quan."), "Sở Nội vụ và các cơ quan quản lý lĩnh vực.", most=20, once=())
    departments = Many(Choice("Dịch vụ.", *DEPARTMENTS), "Dịch vụ của các cơ quan ấy.", most=20, once=())
    planned = Whole("Số cuộc trong kế hoạch.", least=0, most=1000)
    conducted = Whole("Số cuộc đã ghi nhận thực hiện.", least=0, most=1000)
    not_conducted = Many(Code("Mã cuộc."), "Cuộc trong kế hoạch chưa thực hiện.", most=200, once=())
    edition = Whole("Bản thứ mấy.", least=1, most=1000)
    reason = Text("Lý do thay báo cáo trước.", longest=2000, lines=True, optional=True, privacy="official")
    document = One(Document, "Báo cáo.")
    due = Moment("Hạn gửi.")
    due_source = Text("Căn cứ của hạn.", longest=300)
    late = Flag("Gửi sau hạn.")


class OwnInspectionsOverdue(Event):
    """Sở Nội vụ → các cơ quan: hết hạn gửi kế hoạch, báo cáo kiểm tra (Điều 8 khoản 3, Điều 13 khoản 3)."""

    by = ("noi_vu",)
    duty = ("QC-8.3-4", "QC-13.3")

    year = Year("Năm.")
    part = Choice("Kế hoạch hay báo cáo kết quả.", *PARTS)
    due = Moment("Hạn đã hết.")
    due_source = Text("Căn cứ của hạn.", longest=300)
    outstanding = Many(AgencyId("Cơ quan."), "Cơ quan chưa gửi.", least=1, most=500, once=())


class ConsolidateOwnInspections(Command):
    """Sở Nội vụ, cơ quan quản lý lĩnh vực → dịch vụ của mình: tổng hợp kế hoạch, kết quả của năm (Điều 8 khoản 3).

    Tổng hợp lại thì thay lần trước.
    """

    to = "owner"
    duty = ("QC-8.3-4",)

    year = Year("Năm.")
    part = Choice("Kế hoạch hay báo cáo kết quả.", *PARTS)
    evaluation = Text("Đánh giá chung.", longest=20_000, lines=True, privacy="official")
    signing = One(Signing, "Báo cáo tổng hợp.")


class OwnInspectionsConsolidated(Event):
    """Sở Nội vụ, cơ quan quản lý lĩnh vực → UBND tỉnh: tổng hợp kế hoạch, kết quả kiểm tra (Điều 8 khoản 3)."""

    by = DEPARTMENTS
    duty = ("QC-8.3-4", "QC-2.2")

    year = Year("Năm.")
    part = Choice("Kế hoạch hay báo cáo kết quả.", *PARTS)
    lead = Lead()
    coordinators = Coordinators()
    received = Many(AgencyId("Cơ quan."), "Cơ quan đã gửi.", most=500, once=())
    late = Many(AgencyId("Cơ quan."), "Trong đó gửi muộn.", most=500, once=())
    missing = Many(AgencyId("Cơ quan."), "Cơ quan chưa gửi.", most=500, once=())
    evaluation = Text("Đánh giá chung.", longest=20_000, lines=True, privacy="official")
    consolidation = Whole("Lần tổng hợp: 1, 2…", least=1, most=1000)
    document = One(Document, "Báo cáo tổng hợp.")
