"""Hướng dẫn, kiểm tra lĩnh vực mình phụ trách (Điều 13 khoản 3, Điều 14–18 khoản 1).

Each agency does so through its own service. Which content rests on which clause, and by which competence its lead is
found, is one table: ``shared/regulation/field_contents.py``.
"""

from __future__ import annotations

from schemas.base import Command, Event, Form
from schemas.fields import DEPARTMENTS, AgencyId, Choice, Clause, Code, Day, Document, Flag, Many, One, Text, Whole
from schemas.work import Coordinators, Deadline, Lead, Mode, Signing

CONTENTS = (
    "steering",
    "organisation",
    "civil_service",
    "administrative_procedures",
    "one_stop",
    "institutions",
    "autonomous_funding",
    "autonomous_units",
    "budget",
    "public_assets",
    "fiscal_impact",
    "information_technology",
    "iso",
)
CLAUSES = (
    "QC-13.3",
    "QC-14.1-1",
    "QC-14.1-2",
    "QC-15.1",
    "QC-16.1.a",
    "QC-16.1.b",
    "QC-16.1.c",
    "QC-16.1.d",
    "QC-16.1.đ",
    "QC-17.1",
    "QC-18.1",
)


class FieldContent(Choice):
    """Nội dung cải cách hành chính mà một cơ quan phụ trách."""

    def __init__(self) -> None:
        super().__init__("Nội dung phụ trách.", *CONTENTS)


class FieldRemedy(Form):
    """Một việc phải khắc phục sau kiểm tra."""

    number = Code("Số.")
    content = Text("Nội dung.", longest=2000, lines=True, privacy="official")
    deadline = One(Deadline, "Hạn khắc phục, nếu có.", optional=True)


class IssueGuidance(Command):
    """Cơ quan phụ trách → dịch vụ của mình: hướng dẫn một nội dung (Điều 13 khoản 3, Điều 14–18 khoản 1)."""

    to = "owner"
    duty = CLAUSES

    guidance = Code("Mã văn bản hướng dẫn trong sổ của cơ quan.")
    content = FieldContent()
    title = Text("Trích yếu.", longest=500)
    body = Text("Nội dung hướng dẫn.", longest=20_000, lines=True)
    agencies = Many(AgencyId("Cơ quan."), "Cơ quan được hướng dẫn.", least=1, most=60, once=())
    mode = Mode(default="information")
    replaces = Code("Văn bản hướng dẫn bị thay, nếu có.", optional=True)
    signing = One(Signing, "Văn bản sẽ ban hành.")


class GuidanceIssued(Event):
    """Cơ quan phụ trách → các cơ quan được hướng dẫn: hướng dẫn một nội dung (Điều 13 khoản 3, Điều 14–18 khoản 1)."""

    by = DEPARTMENTS
    duty = CLAUSES
    alternatives = CLAUSES

    guidance = Code("Mã văn bản hướng dẫn.")
    content = FieldContent()
    clause = Clause("Khoản giao cơ quan phụ trách nội dung này.")
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode()
    title = Text("Trích yếu.", longest=500)
    body = Text("Nội dung hướng dẫn.", longest=20_000, lines=True)
    replaces = Code("Văn bản hướng dẫn bị thay, nếu có.", optional=True)
    document = One(Document, "Văn bản hướng dẫn.")


class WithdrawGuidance(Command):
    """Cơ quan phụ trách → dịch vụ của mình: thôi áp dụng một hướng dẫn, nêu lý do (†)."""

    to = "owner"
    design = True

    guidance = Code("Mã văn bản hướng dẫn.")
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class GuidanceWithdrawn(Event):
    """Cơ quan phụ trách → các cơ quan được hướng dẫn: một hướng dẫn thôi áp dụng (†)."""

    by = DEPARTMENTS
    design = True

    guidance = Code("Mã văn bản hướng dẫn.")
    lead = Lead()
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class RecordFieldCheck(Command):
    """Cơ quan phụ trách → dịch vụ của mình: đã kiểm tra một cơ quan (Điều 13 khoản 3, Điều 14–18 khoản 1).

    Ghi lại cùng mã thì thay điều đã ghi, phải nêu lý do.
    """

    to = "owner"
    duty = CLAUSES

    check = Code("Mã cuộc kiểm tra lĩnh vực trong sổ của cơ quan.")
    content = FieldContent()
    inspected = AgencyId("Cơ quan được kiểm tra.")
    day = Day("Ngày kiểm tra.")
    inspection = Code("Mã cuộc kiểm tra của tỉnh, khi kết hợp (Điều 8).", optional=True)
    findings = Text("Điều ghi nhận.", longest=10_000, lines=True, privacy="official")
    remedies = Many(FieldRemedy, "Việc phải khắc phục.", most=100, once=("number",), optional=True)
    signing = One(Signing, "Thông báo kết quả kiểm tra, nếu ban hành.", optional=True)
    reason = Text("Lý do ghi lại.", longest=2000, lines=True, optional=True, privacy="official")


class FieldChecked(Event):
    """Cơ quan phụ trách → cơ quan được kiểm tra: kết quả kiểm tra một cơ quan (Điều 13 khoản 3, Điều 14–18 khoản 1)."""

    by = DEPARTMENTS
    duty = CLAUSES
    alternatives = CLAUSES

    check = Code("Mã cuộc kiểm tra lĩnh vực.")
    content = FieldContent()
    clause = Clause("Khoản giao cơ quan phụ trách nội dung này.")
    lead = Lead()
    agency = AgencyId("Cơ quan được kiểm tra.")
    day = Day("Ngày kiểm tra.")
    inspection = Code("Mã cuộc kiểm tra của tỉnh, khi kết hợp.", optional=True)
    findings = Text("Điều ghi nhận.", longest=10_000, lines=True, privacy="official")
    remedies = Many(FieldRemedy, "Việc phải khắc phục.", most=100, once=("number",))
    recording = Whole("Lần ghi: 1, 2…", least=1, most=1000)
    reason = Text("Lý do ghi lại.", longest=2000, lines=True, optional=True, privacy="official")
    document = One(Document, "Thông báo kết quả kiểm tra.", optional=True)


class ReportRemedy(Command):
    """Cơ quan được kiểm tra → dịch vụ của cơ quan phụ trách: đã khắc phục một việc (†)."""

    to = "owner"
    design = True

    check = Code("Mã cuộc kiểm tra lĩnh vực.")
    agency = AgencyId("Cơ quan được kiểm tra.")
    number = Code("Số của việc phải khắc phục.")
    result = Text("Đã làm gì.", longest=5000, lines=True, privacy="official")
    document = One(Document, "Văn bản báo cáo.", optional=True)


class RemedyReported(Event):
    """Cơ quan được kiểm tra → cơ quan phụ trách: đã khắc phục một việc (†)."""

    by = DEPARTMENTS
    design = True

    check = Code("Mã cuộc kiểm tra lĩnh vực.")
    lead = Lead()
    agency = AgencyId("Cơ quan được kiểm tra.")
    number = Code("Số của việc phải khắc phục.")
    result = Text("Đã làm gì.", longest=5000, lines=True, privacy="official")
    document = One(Document, "Văn bản báo cáo.", optional=True)
    late = Flag("Sau hạn khắc phục.")
