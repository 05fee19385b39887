"""Đợt tự đánh giá Chỉ số cải cách hành chính cấp tỉnh (PAR INDEX): bộ tiêu chí, mở đợt, hạn, đôn đốc (Điều 10 khoản 1).

Bộ Nội vụ opens the round by a letter, and its deadlines come from that letter; so does the criteria set. What follows
stands in ``provincial_part`` (each owner scores its part) and ``provincial_report`` (consolidated, decided, sent).
"""

from __future__ import annotations

from schemas.base import Command, Event, Form
from schemas.criteria_set import Node
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
    Year,
)
from schemas.reminder import Outstanding
from schemas.scoring_round import Reminders
from schemas.work import Coordinators, Deadline, Lead, Mode, Reference

# Bộ tiêu chí của Bộ Nội vụ


class RecordProvincialCriteriaSet(Command):
    """Sở Nội vụ → Sở Nội vụ: ghi bộ tiêu chí chấm cấp tỉnh do Bộ Nội vụ ban hành (Điều 10 khoản 1 điểm a).

    Mã đã có thì thành phiên bản tiếp theo. Tổng điểm tối đa các lĩnh vực bằng 100. Bộ mẫu không cần văn bản.
    """

    to = "noi_vu"
    duty = ("QC-10.1.a",)

    code = Code("Mã bộ tiêu chí.")
    title = Text("Tên bộ tiêu chí; bộ mẫu bắt đầu bằng “DỮ LIỆU MẪU”.")
    valid_from = Day("Ngày có hiệu lực.")
    valid_to = Day("Ngày hết hiệu lực (ngày cuối còn dùng); trống: chưa định.", optional=True)
    sample = Flag("Bộ mẫu, không phải văn bản của Bộ Nội vụ.")
    document = One(Document, "Quyết định của Bộ Nội vụ; bắt buộc khi không phải bộ mẫu.", optional=True)
    nodes = Many(Node, "Các dòng của bộ tiêu chí, cha trước con.", least=1, most=1000)


class ProvincialCriteriaSetRecorded(Event):
    """Sở Nội vụ → các cơ quan chủ trì: một phiên bản bộ tiêu chí chấm cấp tỉnh (Điều 10 khoản 1 điểm a)."""

    by = ("noi_vu",)
    duty = ("QC-10.1.a",)

    code = Code("Mã bộ tiêu chí.")
    version = Whole("Phiên bản của mã này: 1, 2, 3…", least=1, most=10_000)
    title = Text("Tên bộ tiêu chí.")
    valid_from = Day("Ngày có hiệu lực.")
    valid_to = Day("Ngày hết hiệu lực; trống: chưa định.", optional=True)
    sample = Flag("Bộ mẫu, không phải văn bản của Bộ Nội vụ.")
    document = One(Document, "Quyết định của Bộ Nội vụ.", optional=True)
    nodes = Many(Node, "Các dòng của bộ tiêu chí.", least=1, most=1000)


# Mở đợt theo văn bản của Bộ Nội vụ, đề nghị từng cơ quan


class NamedScorer(Form):
    """Sở Nội vụ giao một tiêu chí mà quy chế không giao cho ai cho một cơ quan liên quan (Điều 10 khoản 1 điểm b)."""

    criterion = Code("Mã tiêu chí.")
    agency = AgencyId("Cơ quan liên quan được đề nghị.")


class PartPlan(Form):
    """Ai chấm phần nào, theo khoản nào."""

    agency = AgencyId("Cơ quan tự đánh giá.")
    department = Choice("Dịch vụ nhận phần của cơ quan ấy.", *DEPARTMENTS)
    clause = Clause("Khoản giao nội dung; † khi quy chế không giao.")
    criteria = Many(Code("Mã tiêu chí."), "Các tiêu chí.", least=1, most=1000, once=())


class OpenProvincialRound(Command):
    """Sở Nội vụ → Sở Nội vụ: mở đợt tự chấm cấp tỉnh theo văn bản của Bộ Nội vụ (Điều 10 khoản 1 điểm a).

    Mọi hạn là dữ liệu có căn cứ: hạn của Bộ Nội vụ theo văn bản của Bộ, hạn gửi phần do Sở Nội vụ đặt (†).
    """

    to = "noi_vu"
    duty = ("QC-10.1.a", "QC-2.2")
    design = True

    year = Year()
    title = Text("Tên đợt.")
    sample = Flag("Đợt mẫu, không phải số liệu chính thức.")
    criteria_set = Code("Mã bộ tiêu chí chấm cấp tỉnh.")
    version = Whole("Phiên bản.", least=1, most=10_000)
    letter = One(Document, "Văn bản của Bộ Nội vụ mở đợt.")
    parts = One(Deadline, "Hạn gửi phần tự đánh giá cho Sở Nội vụ.")
    ministry = One(Deadline, "Hạn gửi báo cáo cho Bộ Nội vụ.")
    named = Many(NamedScorer, "Tiêu chí giao cho cơ quan liên quan.", most=200, once=("criterion",), optional=True)
    mode = Mode(default="information")
    reminders = One(Reminders, "Lịch đôn đốc.")


class ProvincialRoundOpened(Event):
    """Sở Nội vụ → mọi cơ quan: đợt tự chấm cấp tỉnh đã mở; ai chấm phần nào (Điều 10 khoản 1; †)."""

    by = ("noi_vu",)
    duty = ("QC-10.1.a", "QC-2.2")
    design = True

    year = Year()
    matter = Reference("Tên việc này khi trình UBND tỉnh.")
    title = Text("Tên đợt.")
    sample = Flag("Đợt mẫu, không phải số liệu chính thức.")
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode()
    criteria_set = Code("Mã bộ tiêu chí chấm cấp tỉnh.")
    version = Whole("Phiên bản.", least=1, most=10_000)
    letter = One(Document, "Văn bản của Bộ Nội vụ mở đợt.")
    parts = One(Deadline, "Hạn gửi phần tự đánh giá cho Sở Nội vụ.")
    ministry = One(Deadline, "Hạn gửi báo cáo cho Bộ Nội vụ.")
    plan = Many(PartPlan, "Phân công, từng cơ quan theo từng khoản.", least=1, most=500)
    reminders = One(Reminders, "Lịch đôn đốc.")


class MoveProvincialDeadline(Command):
    """Sở Nội vụ → Sở Nội vụ: dời một hạn của đợt, có căn cứ, ví dụ văn bản mới của Bộ Nội vụ (†)."""

    to = "noi_vu"
    design = True

    year = Year()
    deadline = Choice("Hạn gửi phần, hay hạn gửi Bộ Nội vụ.", "parts", "ministry")
    due = Moment("Hạn mới.")
    source = Text("Căn cứ của hạn mới.", longest=300)
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class ProvincialDeadlineMoved(Event):
    """Sở Nội vụ → các cơ quan được đề nghị: dời một hạn của đợt (†)."""

    by = ("noi_vu",)
    design = True

    year = Year()
    matter = Reference("Tên việc này khi trình UBND tỉnh.")
    deadline = Choice("Hạn gửi phần, hay hạn gửi Bộ Nội vụ.", "parts", "ministry")
    previous_due = Moment("Hạn cũ.")
    due = Moment("Hạn mới.")
    source = Text("Căn cứ của hạn mới.", longest=300)
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")
    agencies = Many(AgencyId("Cơ quan."), "Các cơ quan được đề nghị tự đánh giá.", most=60, once=())
    days_before = Many(
        Whole("Số ngày trước hạn.", least=0, most=90), "Nhắc trước hạn bao nhiêu ngày.", most=10, once=()
    )


class CancelProvincialRound(Command):
    """Sở Nội vụ → Sở Nội vụ: hủy một đợt mở nhầm, hoặc khi Bộ Nội vụ thay bộ tiêu chí; sau đó mở lại được (†)."""

    to = "noi_vu"
    design = True

    year = Year()
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class ProvincialRoundCancelled(Event):
    """Sở Nội vụ → các cơ quan được đề nghị: hủy đợt tự chấm cấp tỉnh (†); mọi phần đang mở thôi không phải làm."""

    by = ("noi_vu",)
    design = True

    year = Year()
    matter = Reference("Tên việc này khi trình UBND tỉnh.")
    lead = Lead()
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")
    agencies = Many(AgencyId("Cơ quan."), "Các cơ quan đã được đề nghị.", most=60, once=())


# Đôn đốc


class ProvincialReminderIssued(Event):
    """Sở Nội vụ → các cơ quan còn nợ phần: nhắc trước hạn (Điều 13 khoản 3)."""

    by = ("noi_vu",)
    duty = ("QC-13.3",)

    year = Year()
    deadline = Choice("Hạn gửi phần, hay hạn gửi Bộ Nội vụ.", "parts", "ministry")
    due = Moment("Hạn.")
    days_left = Whole("Số ngày còn lại.", least=0, most=365)
    outstanding = Many(Outstanding, "Các việc còn thiếu.", least=1, most=500)


class ProvincialWorkOverdue(Event):
    """Sở Nội vụ → các cơ quan còn nợ phần: danh sách quá hạn (Điều 13 khoản 3)."""

    by = ("noi_vu",)
    duty = ("QC-13.3",)

    year = Year()
    deadline = Choice("Hạn gửi phần, hay hạn gửi Bộ Nội vụ.", "parts", "ministry")
    due = Moment("Hạn đã qua.")
    outstanding = Many(Outstanding, "Các việc quá hạn.", least=1, most=500)
