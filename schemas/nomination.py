"""Đề nghị cử người, cử người, lập đoàn kiểm tra của một đợt (Điều 5 khoản 5, Điều 8 khoản 1, khoản 2).

The lead asks each coordinating agency in writing; each answers through its own service, an agency without one through
that of Sở Nội vụ. On refusal, replacement and release the regulation is silent (†).
"""

from __future__ import annotations

from schemas.base import Command, Event, Form
from schemas.fields import (
    DEPARTMENTS,
    AgencyId,
    Choice,
    Clause,
    Code,
    Day,
    Document,
    Flag,
    Many,
    Moment,
    One,
    Text,
    Whole,
)
from schemas.work import Coordinators, Deadline, Lead, Signing


class Nominee(Form):
    """Một lãnh đạo, công chức được cử tham gia đoàn kiểm tra."""

    name = Text("Họ tên.", longest=200, privacy="official")
    position = Text("Chức vụ.", longest=200, privacy="official")


class StaffWanted(Form):
    """Đề nghị một cơ quan cử mấy người, ở cương vị nào."""

    agency = AgencyId("Cơ quan được đề nghị.")
    people = Whole("Số người.", least=1, most=50)
    rank = Text("Cương vị: lãnh đạo, công chức.", longest=200)


class TeamMember(Form):
    """Một thành viên đoàn kiểm tra."""

    agency = AgencyId("Cơ quan cử.")
    name = Text("Họ tên.", longest=200, privacy="official")
    position = Text("Chức vụ.", longest=200, privacy="official")
    role = Choice("Trưởng đoàn hay thành viên.", "head", "member")


class TeamGap(Form):
    """Một cơ quan được đề nghị mà chưa cử, hoặc chưa cử đủ."""

    agency = AgencyId("Cơ quan.")
    wanted = Whole("Số người được đề nghị.", least=1, most=50)
    named = Whole("Số người đã cử.", least=0, most=50)


class RequestNominations(Command):
    """Cơ quan chủ trì → dịch vụ của mình: văn bản đề nghị cử người cho một đợt (Điều 8 khoản 1, khoản 2)."""

    to = "owner"
    duty = ("QC-8.1", "QC-8.2-2")

    inspection = Code("Mã cuộc kiểm tra.")
    agency = AgencyId("Cơ quan chủ trì.")
    round = Whole("Đợt.", least=1, most=100)
    wanted = Many(StaffWanted, "Đề nghị ai cử mấy người.", least=1, most=60, once=("agency",))
    deadline = One(Deadline, "Hạn cử người.")
    signing = One(Signing, "Văn bản đề nghị, khi cơ quan có dịch vụ.", optional=True)
    document = One(Document, "Văn bản đề nghị, khi cơ quan tự cấp số.", optional=True)


class NominationRequested(Event):
    """Cơ quan chủ trì → từng cơ quan phối hợp: đề nghị cử lãnh đạo, công chức (Điều 8 khoản 1, khoản 2).

    Lần sau thay lần trước, khi cơ quan ấy chưa cử.
    """

    by = DEPARTMENTS
    duty = ("QC-8.1", "QC-8.2-2", "QC-2.2")
    alternatives = ("QC-8.1",)
    addressee = "department"

    inspection = Code("Mã cuộc kiểm tra.")
    title = Text("Tên cuộc kiểm tra.", longest=300)
    round = Whole("Đợt.", least=1, most=100)
    first = Day("Ngày bắt đầu đợt.")
    last = Day("Ngày kết thúc đợt.")
    lead = Lead()
    coordinators = Coordinators()
    agency = AgencyId("Cơ quan được đề nghị.")
    department = Choice("Dịch vụ qua đó cơ quan ấy trả lời.", *DEPARTMENTS)
    clause = Clause("Điều 8 khoản 1 khi Sở Nội vụ đề nghị cơ quan lĩnh vực; còn lại Điều 8 khoản 2.")
    people = Whole("Số người.", least=1, most=50)
    rank = Text("Cương vị: lãnh đạo, công chức.", longest=200)
    request = Whole("Lần đề nghị: 1, 2…", least=1, most=1000)
    due = Moment("Hạn cử người.")
    due_source = Text("Căn cứ của hạn.", longest=300)
    document = One(Document, "Văn bản đề nghị.")


class NominateStaff(Command):
    """Cơ quan được đề nghị → dịch vụ của mình: cử lãnh đạo, công chức tham gia một đợt (Điều 8 khoản 2)."""

    to = "owner"
    duty = ("QC-8.2-3",)

    inspection = Code("Mã cuộc kiểm tra.")
    round = Whole("Đợt.", least=1, most=100)
    agency = AgencyId("Cơ quan cử.")
    people = Many(Nominee, "Người được cử.", least=1, most=50, once=("name", "position"))
    signing = One(Signing, "Văn bản cử, khi cơ quan có dịch vụ.", optional=True)
    document = One(Document, "Văn bản cử, khi cơ quan tự cấp số.", optional=True)


class StaffNominated(Event):
    """Cơ quan được đề nghị → cơ quan chủ trì: cử người tham gia một đợt kiểm tra (Điều 8 khoản 2)."""

    by = DEPARTMENTS
    duty = ("QC-8.2-3",)
    addressee = "department"

    inspection = Code("Mã cuộc kiểm tra.")
    round = Whole("Đợt.", least=1, most=100)
    agency = AgencyId("Cơ quan cử.")
    lead = Lead()
    department = Choice("Dịch vụ của cơ quan chủ trì.", *DEPARTMENTS)
    people = Many(Nominee, "Người được cử.", least=1, most=50)
    wanted = Whole("Số người được đề nghị.", least=1, most=50)
    document = One(Document, "Văn bản cử.")
    late = Flag("Cử sau hạn.")


class ReplaceNominees(Command):
    """Cơ quan đã cử → dịch vụ của mình: thay người đã cử, nêu lý do (†). Danh sách mới thay cả danh sách cũ."""

    to = "owner"
    design = True

    inspection = Code("Mã cuộc kiểm tra.")
    round = Whole("Đợt.", least=1, most=100)
    agency = AgencyId("Cơ quan cử.")
    people = Many(Nominee, "Cả danh sách mới.", least=1, most=50, once=("name", "position"))
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")
    signing = One(Signing, "Văn bản cử, khi cơ quan có dịch vụ.", optional=True)
    document = One(Document, "Văn bản cử, khi cơ quan tự cấp số.", optional=True)


class NomineesReplaced(Event):
    """Cơ quan đã cử → cơ quan chủ trì: thay người đã cử (†)."""

    by = DEPARTMENTS
    design = True
    addressee = "department"

    inspection = Code("Mã cuộc kiểm tra.")
    round = Whole("Đợt.", least=1, most=100)
    agency = AgencyId("Cơ quan cử.")
    lead = Lead()
    department = Choice("Dịch vụ của cơ quan chủ trì.", *DEPARTMENTS)
    people = Many(Nominee, "Cả danh sách mới.", least=1, most=50)
    nomination = Whole("Lần cử: 2, 3…", least=2, most=1000)
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")
    document = One(Document, "Văn bản cử.")


class DeclineNomination(Command):
    """Cơ quan được đề nghị → dịch vụ của mình: không cử được người, nêu lý do (†)."""

    to = "owner"
    design = True

    inspection = Code("Mã cuộc kiểm tra.")
    round = Whole("Đợt.", least=1, most=100)
    agency = AgencyId("Cơ quan được đề nghị.")
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class NominationDeclined(Event):
    """Cơ quan được đề nghị → cơ quan chủ trì: không cử được người (†). Chưa phải là được miễn."""

    by = DEPARTMENTS
    design = True
    addressee = "department"

    inspection = Code("Mã cuộc kiểm tra.")
    round = Whole("Đợt.", least=1, most=100)
    agency = AgencyId("Cơ quan được đề nghị.")
    lead = Lead()
    department = Choice("Dịch vụ của cơ quan chủ trì.", *DEPARTMENTS)
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class ExcuseFromRound(Command):
    """Cơ quan chủ trì → dịch vụ của mình: đồng ý để một cơ quan không tham gia một đợt (†)."""

    to = "owner"
    design = True

    inspection = Code("Mã cuộc kiểm tra.")
    agency = AgencyId("Cơ quan chủ trì.")
    round = Whole("Đợt.", least=1, most=100)
    excused = AgencyId("Cơ quan được miễn.")
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class ParticipationExcused(Event):
    """Cơ quan chủ trì → cơ quan được miễn: miễn cử người cho một đợt (†)."""

    by = DEPARTMENTS
    design = True
    addressee = "department"

    inspection = Code("Mã cuộc kiểm tra.")
    round = Whole("Đợt.", least=1, most=100)
    agency = AgencyId("Cơ quan được miễn.")
    department = Choice("Dịch vụ qua đó cơ quan ấy trả lời.", *DEPARTMENTS)
    lead = Lead()
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class NominationsOverdue(Event):
    """Cơ quan chủ trì → các cơ quan phối hợp: hết hạn cử người (†); những cơ quan này chưa cử."""

    by = DEPARTMENTS
    design = True

    inspection = Code("Mã cuộc kiểm tra.")
    round = Whole("Đợt.", least=1, most=100)
    lead = Lead()
    due = Moment("Hạn đã hết.")
    outstanding = Many(TeamGap, "Ai chưa cử, hoặc chưa cử đủ.", least=1, most=60, once=("agency",))


class FormTeam(Command):
    """Cơ quan chủ trì → dịch vụ của mình: lập đoàn kiểm tra của một đợt (Điều 5 khoản 5; †).

    Người do các cơ quan phối hợp cử được lấy từ văn bản cử. Lập lại thì thay đoàn trước.
    """

    to = "owner"
    design = True

    inspection = Code("Mã cuộc kiểm tra.")
    agency = AgencyId("Cơ quan chủ trì.")
    round = Whole("Đợt.", least=1, most=100)
    head = One(Nominee, "Trưởng đoàn, người của cơ quan chủ trì.")
    members = Many(Nominee, "Thành viên khác của cơ quan chủ trì.", most=50, once=("name", "position"), optional=True)
    signing = One(Signing, "Quyết định lập đoàn, khi cơ quan có dịch vụ.", optional=True)
    document = One(Document, "Quyết định lập đoàn, khi cơ quan tự cấp số.", optional=True)


class TeamFormed(Event):
    """Cơ quan chủ trì → các cơ quan phối hợp: đoàn kiểm tra của một đợt (Điều 5 khoản 5; †); còn thiếu ai."""

    by = DEPARTMENTS
    design = True

    inspection = Code("Mã cuộc kiểm tra.")
    round = Whole("Đợt.", least=1, most=100)
    lead = Lead()
    coordinators = Coordinators()
    formation = Whole("Lần lập: 1, 2…", least=1, most=1000)
    members = Many(TeamMember, "Các thành viên.", least=1, most=1000)
    missing = Many(TeamGap, "Ai chưa cử, hoặc chưa cử đủ.", most=60, once=("agency",))
    document = One(Document, "Quyết định lập đoàn.")
