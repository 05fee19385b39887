"""Số liệu, báo cáo, tham mưu về lĩnh vực mình phụ trách (Điều 7 khoản 2, Điều 10 khoản 2 điểm b, Điều 13–18).

An agency answers to the department that asked, whichever that is. Figures are exact and named; one that an agency does
not have is absent, which is not zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schemas.base import Command, Event, Form
from schemas.field_work import CLAUSES, FieldContent
from schemas.fields import (
    DEPARTMENTS,
    AgencyId,
    Choice,
    Clause,
    Code,
    Document,
    Figure,
    Flag,
    Many,
    Moment,
    One,
    Pattern,
    Text,
    Whole,
    Year,
)
from schemas.work import Coordinators, Deadline, Lead, Mode, Signing


class Period(Pattern):
    """Kỳ báo cáo: năm, sáu tháng, quý."""

    def __init__(self) -> None:
        super().__init__(
            "Kỳ: 2022, 2022-H1 (sáu tháng), 2022-Q3 (quý).",
            r"^(20[0-9][0-9]|2100)(-(H[12]|Q[1-4]))?$",
            "Kỳ báo cáo phải dạng 2022, 2022-H1 hoặc 2022-Q3.",
        )


class FieldFigure(Form):
    """Một số liệu có tên, đơn vị tính và giá trị chính xác."""

    name = Code("Mã số liệu.")
    title = Text("Tên số liệu.", longest=300)
    unit = Text("Đơn vị tính.", longest=50)
    value = Figure("Giá trị.")


class WantedFigure(Form):
    """Một số liệu cần cung cấp."""

    name = Code("Mã số liệu.")
    title = Text("Tên số liệu.", longest=300)
    unit = Text("Đơn vị tính.", longest=50)


class SuppliedFigure(Form):
    """Giá trị của một số liệu được hỏi; trống là không có."""

    name = Code("Mã số liệu.")
    value = Figure("Giá trị; bỏ trống khi không có số liệu.", optional=True)


class RequestFieldFigures(Command):
    """Cơ quan phụ trách → dịch vụ của mình: đề nghị cung cấp số liệu để theo dõi, tổng hợp (Điều 10 khoản 2 điểm b)."""

    to = "owner"
    duty = ("QC-10.2.b-1", "QC-13.3")

    request = Code("Mã đợt lấy số liệu trong sổ của cơ quan.")
    content = FieldContent()
    period = Period()
    title = Text("Trích yếu.", longest=500)
    wanted = Many(WantedFigure, "Số liệu cần cung cấp.", least=1, most=200, once=("name",))
    agencies = Many(AgencyId("Cơ quan."), "Cơ quan cung cấp.", least=1, most=60, once=())
    deadline = One(Deadline, "Hạn cung cấp.")
    signing = One(Signing, "Văn bản đề nghị.")


class FieldFiguresRequested(Event):
    """Cơ quan phụ trách → các cơ quan: đề nghị cung cấp số liệu của kỳ (Điều 10 khoản 2 điểm b, Điều 13 khoản 3)."""

    by = DEPARTMENTS
    duty = ("QC-10.2.b-1", "QC-13.3", "QC-2.2")
    alternatives = ("QC-10.2.b-1", "QC-13.3")

    request = Code("Mã đợt lấy số liệu.")
    content = FieldContent()
    clause = Clause("Sở Nội vụ theo Điều 13 khoản 3, cơ quan lĩnh vực theo Điều 10 khoản 2 điểm b.")
    period = Period()
    year = Year("Năm của kỳ.")
    title = Text("Trích yếu.", longest=500)
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode()
    wanted = Many(WantedFigure, "Số liệu cần cung cấp.", least=1, most=200, once=("name",))
    due = Moment("Hạn cung cấp.")
    due_source = Text("Căn cứ của hạn.", longest=300)
    document = One(Document, "Văn bản đề nghị.")


class SupplyFieldFigures(Command):
    """Cơ quan được đề nghị → dịch vụ của cơ quan phụ trách: cung cấp số liệu của kỳ (Điều 5 khoản 3; †).

    Gửi lại thì thay số liệu trước, phải nêu lý do.
    """

    to = "owner"
    design = True

    request = Code("Mã đợt lấy số liệu.")
    agency = AgencyId("Cơ quan cung cấp.")
    figures = Many(SuppliedFigure, "Số liệu.", least=1, most=200, once=("name",))
    note = Text("Thuyết minh.", longest=5000, lines=True, optional=True, privacy="official")
    document = One(Document, "Văn bản cung cấp.", optional=True)
    reason = Text("Lý do thay số liệu trước.", longest=2000, lines=True, optional=True, privacy="official")


class FieldFiguresSupplied(Event):
    """Cơ quan được đề nghị → cơ quan phụ trách: cung cấp số liệu của kỳ (Điều 5 khoản 3; †)."""

    by = DEPARTMENTS
    design = True

    request = Code("Mã đợt lấy số liệu.")
    content = FieldContent()
    period = Period()
    lead = Lead()
    agency = AgencyId("Cơ quan cung cấp.")
    figures = Many(FieldFigure, "Số liệu đã có.", most=200, once=("name",))
    absent = Many(Code("Mã số liệu."), "Số liệu được hỏi mà cơ quan không có.", most=200, once=())
    note = Text("Thuyết minh.", longest=5000, lines=True, optional=True, privacy="official")
    document = One(Document, "Văn bản cung cấp.", optional=True)
    supply = Whole("Lần cung cấp: 1, 2…", least=1, most=1000)
    reason = Text("Lý do thay số liệu trước.", longest=2000, lines=True, optional=True, privacy="official")
    late = Flag("Sau hạn.")


class FieldFiguresOverdue(Event):
    """Cơ quan phụ trách → các cơ quan: hết hạn cung cấp số liệu (Điều 10 khoản 2; †); ai chưa cung cấp."""

    by = DEPARTMENTS
    design = True

    request = Code("Mã đợt lấy số liệu.")
    content = FieldContent()
    period = Period()
    lead = Lead()
    due = Moment("Hạn đã hết.")
    outstanding = Many(AgencyId("Cơ quan."), "Cơ quan chưa cung cấp.", least=1, most=500, once=())


class RequestFieldReports(Command):
    """Sở Nội vụ → Sở Nội vụ: đề nghị báo cáo các nội dung của một kỳ (Điều 13 khoản 2, khoản 3).

    Gửi lại cùng kỳ là dời hạn.
    """

    to = "noi_vu"
    duty = ("QC-13.2-2", "QC-13.3")

    period = Period()
    contents = Many(FieldContent(), "Nội dung phải báo cáo.", least=1, most=20, once=())
    deadline = One(Deadline, "Hạn báo cáo.")
    signing = One(Signing, "Văn bản đề nghị.")


class FieldReportRequested(Event):
    """Sở Nội vụ → cơ quan phụ trách: đề nghị báo cáo một nội dung của kỳ (Điều 13 khoản 2, khoản 3)."""

    by = ("noi_vu",)
    duty = ("QC-13.2-2", "QC-13.3", "QC-2.2", *CLAUSES[1:])
    alternatives = CLAUSES[1:]
    addressee = "department"

    period = Period()
    year = Year("Năm của kỳ.")
    content = FieldContent()
    clause = Clause("Khoản giao cơ quan phụ trách nội dung này.")
    lead = Lead()
    coordinators = Coordinators()
    department = Choice("Dịch vụ của cơ quan phụ trách.", *DEPARTMENTS)
    due = Moment("Hạn báo cáo.")
    due_source = Text("Căn cứ của hạn.", longest=300)
    document = One(Document, "Văn bản đề nghị.")


class SubmitFieldReport(Command):
    """Cơ quan phụ trách → dịch vụ của mình: báo cáo một nội dung của lĩnh vực trong kỳ (Điều 14–18 khoản 1).

    Gửi lại cùng kỳ thì thay báo cáo trước, phải nêu lý do.
    """

    to = "owner"
    duty = ("QC-10.2.b-1", *CLAUSES)

    period = Period()
    content = FieldContent()
    title = Text("Trích yếu.", longest=500)
    evaluation = Text("Tình hình, kết quả, đánh giá.", longest=20_000, lines=True, privacy="official")
    figures = Many(FieldFigure, "Số liệu.", most=200, once=("name",), optional=True)
    difficulties = Text("Khó khăn, vướng mắc.", longest=10_000, lines=True, optional=True, privacy="official")
    proposals = Text("Đề xuất, kiến nghị.", longest=10_000, lines=True, optional=True, privacy="official")
    to_committee = Flag("Đồng thời gửi UBND tỉnh để biết.", optional=True)
    signing = One(Signing, "Báo cáo sẽ ban hành.")
    reason = Text("Lý do thay báo cáo trước.", longest=2000, lines=True, optional=True, privacy="official")


class FieldReported(Event):
    """Cơ quan phụ trách → Sở Nội vụ, UBND tỉnh: tổng hợp kết quả lĩnh vực mình (Điều 10 khoản 2 điểm b, Điều 14–18)."""

    by = DEPARTMENTS
    duty = ("QC-10.2.b-1", *CLAUSES)
    alternatives = CLAUSES

    @classmethod
    def law_of(cls, data: Mapping[str, Any]) -> tuple[str, ...]:
        """Điều 10 khoản 2 điểm b names the agencies of the fields, not Sở Nội vụ."""
        own = super().law_of(data)
        return own if data["clause"] != "QC-13.3" else tuple(each for each in own if each != "QC-10.2.b-1")

    period = Period()
    year = Year("Năm của kỳ.")
    content = FieldContent()
    clause = Clause("Khoản giao cơ quan phụ trách nội dung này.")
    lead = Lead()
    coordinators = Coordinators()
    title = Text("Trích yếu.", longest=500)
    evaluation = Text("Tình hình, kết quả, đánh giá.", longest=20_000, lines=True, privacy="official")
    figures = Many(FieldFigure, "Số liệu.", most=200, once=("name",))
    difficulties = Text("Khó khăn, vướng mắc.", longest=10_000, lines=True, optional=True, privacy="official")
    proposals = Text("Đề xuất, kiến nghị.", longest=10_000, lines=True, optional=True, privacy="official")
    edition = Whole("Bản thứ mấy.", least=1, most=1000)
    reason = Text("Lý do thay báo cáo trước.", longest=2000, lines=True, optional=True, privacy="official")
    document = One(Document, "Báo cáo.")
    late = Flag("Sau hạn được đề nghị.")


class FieldReportsOverdue(Event):
    """Sở Nội vụ → các cơ quan phụ trách: hết hạn báo cáo (Điều 13 khoản 3); những nội dung này chưa có."""

    by = ("noi_vu",)
    duty = ("QC-13.3",)

    period = Period()
    due = Moment("Hạn đã hết.")
    contents = Many(FieldContent(), "Nội dung chưa có báo cáo.", least=1, most=20, once=())
    outstanding = Many(AgencyId("Cơ quan."), "Cơ quan phụ trách các nội dung ấy.", least=1, most=20, once=())


class SubmitFieldAdvice(Command):
    """Cơ quan lĩnh vực → dịch vụ của mình: tham mưu UBND tỉnh thực hiện nội dung được giao (Điều 7 khoản 2 điểm b)."""

    to = "owner"
    duty = ("QC-7.2.b",)

    advice = Code("Mã tham mưu trong sổ của cơ quan.")
    content = FieldContent()
    title = Text("Trích yếu.", longest=500)
    body = Text("Nội dung tham mưu.", longest=20_000, lines=True)
    coordinators = Coordinators()
    mode = Mode()
    wanted = Choice("Trình để quyết định, hay để biết.", "decision", "information")
    signing = One(Signing, "Tờ trình.")


class FieldAdviceSubmitted(Event):
    """Cơ quan lĩnh vực → UBND tỉnh: tham mưu thực hiện nội dung được giao (Điều 7 khoản 2 điểm b)."""

    by = DEPARTMENTS
    duty = ("QC-7.2.b", "QC-2.2")

    advice = Code("Mã tham mưu.")
    content = FieldContent()
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode()
    title = Text("Trích yếu.", longest=500)
    body = Text("Nội dung tham mưu.", longest=20_000, lines=True)
    submission = Whole("Lần trình: 1, 2…", least=1, most=10_000)
    document = One(Document, "Tờ trình.")
