"""Kết quả nhiệm vụ: tiến độ, báo xong, xác nhận, đôn đốc, quá hạn, báo cáo tổng hợp (Điều 13.2, 14.1, 19.1, 13.3)."""

from __future__ import annotations

from schemas.base import Command, Event, Form
from schemas.fields import (
    AgencyId,
    Choice,
    Clause,
    Code,
    Day,
    Document,
    Evidence,
    Figures,
    Flag,
    Many,
    Moment,
    One,
    Text,
    Whole,
    Year,
)
from schemas.task import CLAUSES, HOLDERS, SOURCES
from schemas.work import Coordinators, Deadline, Lead, Reference, Signing

STATES = ("assigned", "accepted", "reported", "completed", "cancelled")
"""Đã giao, đã nhận, đã báo xong, đã xác nhận hoàn thành, thôi giao."""


class ReportTaskProgress(Command):
    """Cơ quan chủ trì hoặc phối hợp → nơi giữ sổ: tiến độ nhiệm vụ (Điều 7 khoản 2 thứ hai, Điều 19 khoản 1)."""

    to = "owner"
    duty = ("QC-7.2′-1", "QC-19.1")

    task = Reference("Nhiệm vụ.")
    percent = Whole("Phần trăm đã làm, nếu tính được.", least=0, most=100, optional=True)
    progress = Text("Đã làm được gì, còn gì.", longest=5000, lines=True, privacy="official")
    figures = Figures("Số liệu.")
    evidence = Many(Evidence, "Tài liệu kèm theo.", most=20, optional=True)


class TaskProgressReported(Event):
    """Nơi giữ sổ → các dịch vụ, đơn vị liên quan: tiến độ của nhiệm vụ (Điều 7 khoản 2 thứ hai, Điều 19 khoản 1)."""

    by = HOLDERS
    duty = ("QC-7.2′-1", "QC-19.1")
    concerns = "lead"

    task = Reference("Nhiệm vụ.")
    lead = Lead()
    reporter = AgencyId("Cơ quan báo cáo.")
    related = Many(AgencyId("Cơ quan."), "Các đơn vị liên quan được thông báo.", most=60, once=())
    percent = Whole("Phần trăm đã làm, nếu tính được.", least=0, most=100, optional=True)
    progress = Text("Đã làm được gì, còn gì.", longest=5000, lines=True, privacy="official")
    figures = Figures("Số liệu.")
    evidence = Many(Evidence, "Tài liệu kèm theo.", most=20, optional=True)


class ReportTaskDone(Command):
    """Cơ quan chủ trì → nơi giữ sổ: báo đã hoàn thành, kèm sản phẩm (Điều 19 khoản 1)."""

    to = "owner"
    duty = ("QC-3.5", "QC-19.1")

    task = Reference("Nhiệm vụ.")
    result = Text("Kết quả, sản phẩm.", longest=5000, lines=True, privacy="official")
    evidence = Many(Evidence, "Sản phẩm: văn bản, tài liệu.", least=1, most=20)


class TaskDoneReported(Event):
    """Nơi giữ sổ → các dịch vụ: cơ quan chủ trì báo đã hoàn thành, theo khoản giao việc ấy (Điều 19 khoản 1)."""

    by = HOLDERS
    duty = CLAUSES[:-1]
    alternatives = CLAUSES
    concerns = "lead"

    task = Reference("Nhiệm vụ.")
    report = Whole("Lần báo: 1, 2, 3…", least=1, most=10_000)
    lead = Lead()
    clause = Clause("Khoản làm căn cứ giao.")
    source = Choice("Ai giao, hoặc từ việc nào.", *SOURCES)
    reform = Flag("Thuộc cải cách hành chính.")
    result = Text("Kết quả, sản phẩm.", longest=5000, lines=True, privacy="official")
    evidence = Many(Evidence, "Sản phẩm: văn bản, tài liệu.", least=1, most=20)
    due = Moment("Hạn hoàn thành; trống khi không định hạn.", optional=True)
    late = Flag("Báo sau hạn.")


class ConfirmTask(Command):
    """Nơi giữ sổ → dịch vụ của mình: xác nhận nhiệm vụ đã hoàn thành (Điều 13 khoản 2, Điều 14 khoản 1)."""

    to = "owner"
    duty = ("QC-13.2-1", "QC-14.1-3", "QC-14.1-4")

    task = Reference("Nhiệm vụ.")
    comment = Text("Nhận xét.", longest=5000, lines=True, optional=True, privacy="official")


class TaskCompleted(Event):
    """Nơi giữ sổ → các dịch vụ: nhiệm vụ đã hoàn thành (Điều 13 khoản 2, Điều 14 khoản 1, Điều 19 khoản 1)."""

    by = HOLDERS
    duty = ("QC-13.2-1", "QC-14.1-3", "QC-14.1-4", "QC-19.1")
    concerns = "lead"

    task = Reference("Nhiệm vụ.")
    report = Whole("Lần báo được xác nhận.", least=1, most=10_000)
    lead = Lead()
    clause = Clause("Khoản làm căn cứ giao.")
    source = Choice("Ai giao, hoặc từ việc nào.", *SOURCES)
    reform = Flag("Thuộc cải cách hành chính.")
    late = Flag("Đã báo xong sau hạn.")
    comment = Text("Nhận xét.", longest=5000, lines=True, optional=True, privacy="official")


class ReturnTask(Command):
    """Nơi giữ sổ → dịch vụ của mình: sản phẩm chưa đạt, trả lại cơ quan chủ trì (†)."""

    to = "owner"
    design = True

    task = Reference("Nhiệm vụ.")
    reason = Text("Còn thiếu gì.", longest=5000, lines=True, privacy="official")
    deadline = One(Deadline, "Hạn làm lại, chưa qua; bỏ trống là giữ hạn cũ.", optional=True)


class TaskReturned(Event):
    """Nơi giữ sổ → cơ quan chủ trì, các dịch vụ: sản phẩm chưa đạt, phải làm tiếp (†)."""

    by = HOLDERS
    design = True
    concerns = "lead"

    task = Reference("Nhiệm vụ.")
    report = Whole("Lần báo bị trả lại.", least=1, most=10_000)
    lead = Lead()
    clause = Clause("Khoản làm căn cứ giao.")
    source = Choice("Ai giao, hoặc từ việc nào.", *SOURCES)
    reform = Flag("Thuộc cải cách hành chính.")
    reason = Text("Còn thiếu gì.", longest=5000, lines=True, privacy="official")
    due = Moment("Hạn hoàn thành; trống khi không định hạn.", optional=True)
    due_source = Text("Căn cứ của hạn.", longest=300, optional=True)


class ReopenTask(Command):
    """Nơi giữ sổ → dịch vụ của mình: mở lại nhiệm vụ đã xác nhận nhầm hoặc cho thôi nhầm (†).

    Phần việc chỉ mở lại khi nhiệm vụ lớn hơn đang mở; cơ quan đã sáp nhập thì cơ quan kế thừa làm tiếp.
    """

    to = "owner"
    design = True

    task = Reference("Nhiệm vụ.")
    reason = Text("Lý do.", longest=5000, lines=True, privacy="official")


class TaskReopened(Event):
    """Nơi giữ sổ → cơ quan chủ trì, các dịch vụ: nhiệm vụ lại đang mở (†)."""

    by = HOLDERS
    design = True
    concerns = "lead"

    task = Reference("Nhiệm vụ.")
    lead = Lead()
    clause = Clause("Khoản làm căn cứ giao.")
    source = Choice("Ai giao, hoặc từ việc nào.", *SOURCES)
    reform = Flag("Thuộc cải cách hành chính.")
    reason = Text("Lý do.", longest=5000, lines=True, privacy="official")
    due = Moment("Hạn hoàn thành; trống khi không định hạn.", optional=True)
    due_source = Text("Căn cứ của hạn.", longest=300, optional=True)


class TaskReminded(Event):
    """Nơi giữ sổ → cơ quan chủ trì: nhiệm vụ sắp đến hạn (Điều 13 khoản 3, Điều 14 khoản 1)."""

    by = HOLDERS
    duty = ("QC-13.3", "QC-14.1-3", "QC-14.1-4")
    concerns = "lead"

    task = Reference("Nhiệm vụ.")
    lead = Lead()
    due = Moment("Hạn hoàn thành.")
    days_left = Whole("Còn bao nhiêu ngày.", least=0, most=366)


class TaskOverdue(Event):
    """Nơi giữ sổ → các dịch vụ: nhiệm vụ quá hạn mà chưa báo xong (Điều 13 khoản 2, Điều 14 khoản 1)."""

    by = HOLDERS
    duty = ("QC-13.2-1", "QC-14.1-3", "QC-14.1-4")
    concerns = "lead"

    task = Reference("Nhiệm vụ.")
    lead = Lead()
    coordinators = Coordinators()
    clause = Clause("Khoản làm căn cứ giao.")
    source = Choice("Ai giao, hoặc từ việc nào.", *SOURCES)
    reform = Flag("Thuộc cải cách hành chính.")
    due = Moment("Hạn đã qua.")
    due_source = Text("Căn cứ của hạn.", longest=300, optional=True)
    obstacles = Many(Reference("Vướng mắc."), "Vướng mắc đang chờ tháo gỡ.", most=1000, once=())


class UrgeTask(Command):
    """Nơi giữ sổ, Sở Nội vụ, Văn phòng UBND tỉnh → nơi giữ sổ: đôn đốc (Điều 13 khoản 3, Điều 14 khoản 1)."""

    to = "owner"
    duty = ("QC-13.3", "QC-14.1-3", "QC-14.1-4")

    task = Reference("Nhiệm vụ.")
    words = Text("Nội dung đôn đốc.", longest=5000, lines=True, privacy="official")


class TaskUrged(Event):
    """Nơi giữ sổ → cơ quan chủ trì, các dịch vụ: nhiệm vụ được đôn đốc (Điều 13, 14)."""

    by = HOLDERS
    duty = ("QC-13.3", "QC-14.1-3", "QC-14.1-4")
    alternatives = ("QC-13.3", "QC-14.1-3", "QC-14.1-4", "†")
    concerns = "lead"

    task = Reference("Nhiệm vụ.")
    lead = Lead()
    coordinators = Coordinators()
    urged_by = AgencyId("Cơ quan đôn đốc.")
    clause = Clause("Khoản làm căn cứ.")
    words = Text("Nội dung đôn đốc.", longest=5000, lines=True, privacy="official")


class TaskInherited(Event):
    """Nơi giữ sổ → các dịch vụ: nhiệm vụ chuyển cho cơ quan kế thừa, lịch sử giữ nguyên (Điều 2 khoản 2, Điều 4; †)."""

    by = HOLDERS
    duty = ("QC-2.2",)
    design = True
    concerns = "lead"

    task = Reference("Nhiệm vụ.")
    title = Text("Nội dung nhiệm vụ.", longest=1000, lines=True)
    clause = Clause("Khoản làm căn cứ giao.")
    source = Choice("Ai giao, hoặc từ việc nào.", *SOURCES)
    reform = Flag("Thuộc cải cách hành chính.")
    lead = Lead()
    coordinators = Coordinators()
    relieved = Many(AgencyId("Cơ quan."), "Cơ quan thôi chủ trì.", most=1, once=())
    due = Moment("Hạn hoàn thành; trống khi không định hạn.", optional=True)
    due_source = Text("Căn cứ của hạn.", longest=300, optional=True)
    basis = Text("Căn cứ của việc kế thừa.", longest=500)


class ReportReformTasks(Command):
    """Sở Nội vụ → dịch vụ của mình: báo cáo UBND tỉnh tổng hợp kết quả các nhiệm vụ cải cách hành chính (Điều 13.2)."""

    to = "noi_vu"
    duty = ("QC-13.2-1",)

    year = Year("Năm báo cáo.")
    period = Code("Kỳ báo cáo, ví dụ Q3, T11, NAM.")
    since = Day("Kể từ ngày: việc xong trước ngày này không nêu lại.")
    assessment = Text("Nhận xét, kiến nghị.", longest=20_000, lines=True, privacy="official")
    signing = One(Signing, "Báo cáo.")


class ReportAssignedTasks(Command):
    """Văn phòng UBND tỉnh → dịch vụ của mình: báo cáo tổng hợp nhiệm vụ được giao (Điều 14 khoản 1)."""

    to = "vp_ubnd"
    duty = ("QC-14.1-3", "QC-14.1-4")

    clause = Choice("Nhiệm vụ của Chính phủ, Thủ tướng giao, hay của UBND tỉnh giao.", "QC-14.1-3", "QC-14.1-4")
    year = Year("Năm báo cáo.")
    period = Code("Kỳ báo cáo, ví dụ Q3, T11, NAM.")
    since = Day("Kể từ ngày: việc xong trước ngày này không nêu lại.")
    assessment = Text("Nhận xét, kiến nghị.", longest=20_000, lines=True, privacy="official")
    signing = One(Signing, "Báo cáo.")


class TaskState(Form):
    """Một nhiệm vụ trong báo cáo."""

    task = Reference("Nhiệm vụ.")
    title = Text("Nội dung nhiệm vụ.", longest=1000, lines=True)
    lead = Lead()
    due = Moment("Hạn hoàn thành; trống khi không định hạn.", optional=True)
    state = Choice("Đến đâu.", *STATES)
    percent = Whole("Phần trăm đã làm, nếu đã báo.", least=0, most=100, optional=True)
    late = Flag("Quá hạn, hoặc xong sau hạn.")


class TaskCounts(Form):
    """Số nhiệm vụ trong báo cáo."""

    total = Whole("Tất cả.", least=0, most=100_000)
    completed = Whole("Đã hoàn thành.", least=0, most=100_000)
    completed_late = Whole("Trong đó xong sau hạn.", least=0, most=100_000)
    open = Whole("Đang làm.", least=0, most=100_000)
    overdue = Whole("Trong đó quá hạn.", least=0, most=100_000)
    cancelled = Whole("Thôi giao.", least=0, most=100_000)


class TasksReported(Event):
    """Cơ quan theo dõi → UBND tỉnh, các dịch vụ: tổng hợp nhiệm vụ (Điều 13, 14)."""

    by = ("noi_vu", "vp_ubnd")
    duty = ("QC-13.2-1", "QC-14.1-3", "QC-14.1-4")
    alternatives = ("QC-13.2-1", "QC-14.1-3", "QC-14.1-4")
    concerns = None

    report = Reference("Báo cáo, ví dụ task_report/SNV/2021/reform/Q3.")
    clause = Clause("Khoản làm căn cứ.")
    lead = Lead()
    coordinators = Coordinators()
    year = Year("Năm báo cáo.")
    period = Code("Kỳ báo cáo.")
    since = Day("Kể từ ngày.")
    counts = One(TaskCounts, "Tổng hợp.")
    tasks = Many(TaskState, "Từng nhiệm vụ.", most=2000, once=("task",))
    assessment = Text("Nhận xét, kiến nghị.", longest=20_000, lines=True, privacy="official")
    document = One(Document, "Báo cáo.")
