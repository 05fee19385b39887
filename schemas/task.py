"""Nhiệm vụ được giao và theo dõi: giao, nhận, xin ý kiến, điều chỉnh, chia nhỏ, hủy (Điều 3, 13.2, 14.1, 19.1).

A task stands in the ledger of the department that assigned it; whatever is done about it goes there, and both
trackers, Sở Nội vụ for reform and Văn phòng UBND tỉnh for all, follow it through these facts without a second entry.
"""

from __future__ import annotations

from schemas.base import Command, Event
from schemas.fields import AgencyId, Choice, Clause, Code, Document, Flag, Many, Moment, One, Text, Whole
from schemas.work import Coordinators, Deadline, Lead, Mode, Reference

HOLDERS = ("noi_vu", "tu_phap", "tai_chinh", "tt_tt", "kh_cn", "vp_ubnd")

SOURCES = (
    "government",
    "prime_minister",
    "ubnd",
    "chairman",
    "steering_committee",
    "plan",
    "improvement_plan",
    "meeting",
    "obstacle",
    "inspection",
)
"""Chính phủ, Thủ tướng Chính phủ, UBND tỉnh, Chủ tịch UBND tỉnh, Ban Chỉ đạo; kế hoạch, kế hoạch cải thiện Chỉ số,
cuộc họp, vướng mắc, kiểm tra."""

CLAUSES = (
    "QC-3.1.b",
    "QC-3.5",
    "QC-6.1.a",
    "QC-6.1.b",
    "QC-6.2.c",
    "QC-7.1-2",
    "QC-7.2.b",
    "QC-8.1",
    "QC-8.2-1",
    "QC-8.3-3",
    "QC-8.3-4",
    "QC-11.0",
    "QC-11.1-1",
    "QC-11.2",
    "QC-12.2",
    "QC-13.1",
    "QC-13.2-1",
    "QC-13.2-2",
    "QC-13.3",
    "QC-14.1-3",
    "QC-14.1-4",
    "QC-19.1",
    "QC-20.1-2",
    "QC-20.2-2",
    "†",
)

WANTS = ("other_lead", "clarification", "due", "coordinators", "content", "cancellation")
"""Đề nghị: giao cơ quan khác chủ trì, làm rõ, lùi hạn, đổi cơ quan phối hợp, sửa nội dung, thôi không làm."""


class AssignTask(Command):
    """Văn phòng UBND tỉnh → dịch vụ của mình: vào sổ một nhiệm vụ được giao (Điều 14 khoản 1, Điều 19 khoản 1).

    Của Chính phủ, Thủ tướng giao UBND tỉnh, hoặc của UBND tỉnh, Chủ tịch UBND tỉnh, Ban Chỉ đạo giao các cơ quan.
    """

    to = "vp_ubnd"
    duty = ("QC-3.1.b", "QC-3.5", "QC-14.1-3", "QC-14.1-4", "QC-19.1")

    task = Code("Ký hiệu nhiệm vụ trong sổ, ví dụ 2021-TB215-01.")
    title = Text("Nội dung nhiệm vụ.", longest=1000, lines=True)
    source = Choice("Ai giao.", *SOURCES[:5])
    basis = Text("Văn bản giao: số, ký hiệu, trích yếu.", longest=500)
    document = One(Document, "Văn bản giao.", optional=True)
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode(default="written_opinion")
    reform = Flag("Thuộc cải cách hành chính: Sở Nội vụ cùng theo dõi (Điều 13 khoản 2).")
    deadline = One(Deadline, "Hạn hoàn thành; bỏ trống khi văn bản không định hạn.", optional=True)
    remind = Many(
        Whole("Số ngày trước hạn.", least=1, most=366), "Nhắc trước hạn bao nhiêu ngày.", most=5, once=(), optional=True
    )
    product = Text("Sản phẩm phải có.", longest=500)
    parent = Reference("Nhiệm vụ lớn hơn, nếu là một phần.", optional=True)


class DivideTask(Command):
    """Cơ quan chủ trì nhiệm vụ → nơi giữ sổ: tách ra một phần việc có đầu mối riêng (Điều 2 khoản 2; †).

    Đầu mối của phần việc là cơ quan chủ trì hoặc một cơ quan phối hợp của nhiệm vụ.
    """

    to = "owner"
    duty = ("QC-2.2",)
    design = True

    task = Reference("Nhiệm vụ được chia.")
    part = Code("Ký hiệu phần việc, ví dụ 01.")
    title = Text("Nội dung phần việc.", longest=1000, lines=True)
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode(default="written_opinion")
    deadline = One(Deadline, "Hạn của phần việc, chưa qua; bỏ trống là hạn của cả nhiệm vụ.", optional=True)
    product = Text("Sản phẩm phải có.", longest=500)


class TaskAssigned(Event):
    """Nơi giữ sổ → cơ quan chủ trì, các dịch vụ: một nhiệm vụ được giao (Điều 19)."""

    by = HOLDERS
    duty = ("QC-2.2", *CLAUSES[:-1])
    alternatives = CLAUSES
    concerns = "lead"

    task = Reference("Nhiệm vụ.")
    title = Text("Nội dung nhiệm vụ.", longest=1000, lines=True)
    source = Choice("Ai giao, hoặc từ việc nào.", *SOURCES)
    basis = Text("Văn bản, kết luận làm căn cứ giao.", longest=500)
    clause = Clause("Khoản làm căn cứ.")
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode()
    reform = Flag("Thuộc cải cách hành chính: Sở Nội vụ cùng theo dõi.")
    due = Moment("Hạn hoàn thành; trống khi không định hạn.", optional=True)
    due_source = Text("Căn cứ của hạn.", longest=300, optional=True)
    remind = Many(
        Whole("Số ngày trước hạn.", least=1, most=366), "Nhắc trước hạn bao nhiêu ngày.", most=5, once=(), optional=True
    )
    product = Text("Sản phẩm phải có.", longest=500)
    assigned_by = AgencyId("Ai giao: cơ quan, hoặc UBND, CTUBND, BCDCCHC, CHINHPHU, THUTUONG.")
    document = One(Document, "Văn bản giao, nếu có.", optional=True)
    parent = Reference("Nhiệm vụ lớn hơn, nếu là một phần.", optional=True)


class AcceptTask(Command):
    """Cơ quan chủ trì → nơi giữ sổ: nhận nhiệm vụ, nêu cách làm (Điều 19 khoản 1)."""

    to = "owner"
    duty = ("QC-19.1",)

    task = Reference("Nhiệm vụ.")
    approach = Text("Cách làm, các bước, người phụ trách.", longest=5000, lines=True, optional=True, privacy="official")


class TaskAccepted(Event):
    """Nơi giữ sổ → các dịch vụ: cơ quan chủ trì đã nhận nhiệm vụ (Điều 2 khoản 2, Điều 19 khoản 1)."""

    by = HOLDERS
    duty = ("QC-2.2", "QC-19.1")
    concerns = "lead"

    task = Reference("Nhiệm vụ.")
    lead = Lead()
    approach = Text("Cách làm, các bước, người phụ trách.", longest=5000, lines=True, optional=True, privacy="official")


class RequestTaskAdjustment(Command):
    """Cơ quan chủ trì → nơi giữ sổ: xin giao cơ quan khác, làm rõ, lùi hạn, sửa, thôi (Điều 7 khoản 2 thứ hai; †)."""

    to = "owner"
    duty = ("QC-7.2′-1",)
    design = True

    task = Reference("Nhiệm vụ.")
    wanted = Choice("Xin gì.", *WANTS)
    reason = Text("Lý do, nội dung đề nghị.", longest=5000, lines=True, privacy="official")
    proposed_lead = AgencyId("Cơ quan nên chủ trì; bắt buộc khi xin giao cơ quan khác.", optional=True)
    proposed_due = Moment("Hạn đề nghị; bắt buộc khi xin lùi hạn.", optional=True)


class TaskAdjustmentRequested(Event):
    """Nơi giữ sổ → các dịch vụ: cơ quan chủ trì đề nghị điều chỉnh nhiệm vụ (Điều 7 khoản 2 thứ hai; †)."""

    by = HOLDERS
    duty = ("QC-7.2′-1",)
    design = True
    concerns = "lead"

    task = Reference("Nhiệm vụ.")
    lead = Lead()
    related = Many(AgencyId("Cơ quan."), "Các đơn vị liên quan được thông báo.", most=60, once=())
    wanted = Choice("Xin gì.", *WANTS)
    reason = Text("Lý do, nội dung đề nghị.", longest=5000, lines=True, privacy="official")
    proposed_lead = AgencyId("Cơ quan nên chủ trì.", optional=True)
    proposed_due = Moment("Hạn đề nghị.", optional=True)


class AnswerTaskRequest(Command):
    """Nơi giữ sổ → dịch vụ của mình: làm rõ, hoặc không đồng ý điều chỉnh; đồng ý thì điều chỉnh, hủy (†)."""

    to = "owner"
    design = True

    task = Reference("Nhiệm vụ.")
    answer = Text("Trả lời.", longest=5000, lines=True, privacy="official")


class TaskRequestAnswered(Event):
    """Nơi giữ sổ → cơ quan chủ trì: trả lời đề nghị; nhiệm vụ giữ nguyên (†)."""

    by = HOLDERS
    design = True
    concerns = "lead"

    task = Reference("Nhiệm vụ.")
    lead = Lead()
    wanted = Choice("Đã xin gì.", *WANTS)
    answer = Text("Trả lời.", longest=5000, lines=True, privacy="official")


class AdjustTask(Command):
    """Nơi giữ sổ → dịch vụ của mình: điều chỉnh hạn, cơ quan chủ trì, phối hợp, nội dung theo văn bản quyết định (†).

    Trường bỏ trống thì giữ nguyên. Cũng là cách sửa một nhiệm vụ vào sổ nhầm.
    """

    to = "owner"
    design = True

    task = Reference("Nhiệm vụ.")
    lead = AgencyId("Cơ quan chủ trì mới.", optional=True)
    coordinators = Many(AgencyId("Cơ quan."), "Các cơ quan phối hợp mới, đầy đủ.", most=60, once=(), optional=True)
    title = Text("Nội dung mới.", longest=1000, lines=True, optional=True)
    product = Text("Sản phẩm mới.", longest=500, optional=True)
    deadline = One(Deadline, "Hạn mới, chưa qua vào ngày của văn bản.", optional=True)
    reason = Text("Lý do.", longest=5000, lines=True, privacy="official")
    document = One(Document, "Văn bản quyết định điều chỉnh.")


class TaskAdjusted(Event):
    """Nơi giữ sổ → các dịch vụ: nhiệm vụ được điều chỉnh; điều trước đó còn nguyên trong sổ (†)."""

    by = HOLDERS
    design = True
    concerns = "lead"

    task = Reference("Nhiệm vụ.")
    adjustment = Whole("Lần điều chỉnh: 1, 2, 3…", least=1, most=10_000)
    title = Text("Nội dung nhiệm vụ.", longest=1000, lines=True)
    product = Text("Sản phẩm phải có.", longest=500)
    clause = Clause("Khoản làm căn cứ giao.")
    source = Choice("Ai giao, hoặc từ việc nào.", *SOURCES)
    reform = Flag("Thuộc cải cách hành chính.")
    lead = Lead()
    coordinators = Coordinators()
    due = Moment("Hạn hoàn thành; trống khi không định hạn.", optional=True)
    due_source = Text("Căn cứ của hạn.", longest=300, optional=True)
    remind = Many(
        Whole("Số ngày trước hạn.", least=1, most=366), "Nhắc trước hạn bao nhiêu ngày.", most=5, once=(), optional=True
    )
    relieved = Many(AgencyId("Cơ quan."), "Cơ quan thôi chủ trì, nếu đổi.", most=1, once=())
    previous_due = Moment("Hạn trước đó.", optional=True)
    reason = Text("Lý do.", longest=5000, lines=True, privacy="official")
    document = One(Document, "Văn bản quyết định điều chỉnh.", optional=True)


class CancelTask(Command):
    """Nơi giữ sổ → dịch vụ của mình: thôi giao một nhiệm vụ, cùng các phần việc chưa xong của nó (†)."""

    to = "owner"
    design = True

    task = Reference("Nhiệm vụ.")
    reason = Text("Lý do.", longest=5000, lines=True, privacy="official")
    document = One(Document, "Văn bản cho thôi, nếu có.", optional=True)


class TaskCancelled(Event):
    """Nơi giữ sổ → các dịch vụ: nhiệm vụ không còn phải làm (†)."""

    by = HOLDERS
    design = True
    concerns = "lead"

    task = Reference("Nhiệm vụ.")
    lead = Lead()
    clause = Clause("Khoản làm căn cứ giao.")
    source = Choice("Ai giao, hoặc từ việc nào.", *SOURCES)
    reform = Flag("Thuộc cải cách hành chính.")
    reason = Text("Lý do.", longest=5000, lines=True, privacy="official")
    document = One(Document, "Văn bản cho thôi, nếu có.", optional=True)
