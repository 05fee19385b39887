"""Kế hoạch cải thiện các Chỉ số PAR INDEX, SIPAS, PAPI: xây dựng, ban hành, tổng hợp định kỳ, đôn đốc (Điều 11).

The regulation says "định kỳ" and names no interval: the periods of a plan, their deadlines and the source of each are
data of the plan. Its tasks are tracked as any others (``task``, source ``improvement_plan``).
"""

from __future__ import annotations

from schemas.base import Command, Event, Form
from schemas.fields import (
    AgencyId,
    Choice,
    Code,
    Document,
    Evidence,
    Figure,
    Figures,
    Flag,
    Many,
    Moment,
    One,
    Text,
    Whole,
    Year,
)
from schemas.plan import DaysBefore
from schemas.work import Coordinators, Deadline, Lead, Mode, Signing

INDEXES = ("par_index", "sipas", "papi")
"""Chỉ số cải cách hành chính; mức độ hài lòng về sự phục vụ hành chính; hiệu quả quản trị và hành chính công."""

STATES = ("not_started", "in_progress", "done")


class Target(Form):
    """Một chỉ tiêu: chỉ số nào, nội dung nào, đang là bao nhiêu, phải đạt bao nhiêu."""

    target = Code("Ký hiệu chỉ tiêu.")
    index = Choice("Chỉ số.", *INDEXES)
    title = Text("Nội dung chỉ tiêu: cả Chỉ số, một lĩnh vực, một tiêu chí.", longest=500)
    current = Figure("Giá trị hiện có; trống khi chưa đo.", optional=True)
    current_year = Whole("Năm của giá trị hiện có.", least=2000, most=2100, optional=True)
    wanted = Figure("Giá trị phải đạt.")
    unit = Text("Đơn vị: điểm, %, thứ hạng.", longest=50)


class Loss(Form):
    """Một điểm bị mất năm trước: tiêu chí nào, bao nhiêu, theo kết quả đã công bố hay theo một văn bản."""

    loss = Code("Ký hiệu.")
    index = Choice("Chỉ số.", *INDEXES)
    criterion = Code("Mã tiêu chí.")
    title = Text("Nội dung tiêu chí.", longest=500)
    year = Year("Năm mất điểm.")
    points = Figure("Số điểm mất.", signed=False)
    origin = Choice("Từ kết quả một đợt đánh giá đã công bố, hay từ một văn bản.", "round", "document")
    agency = AgencyId("Cơ quan mất điểm; bắt buộc khi từ một đợt đánh giá.", optional=True)
    source = Text("Văn bản: số, ký hiệu, trang; bắt buộc khi từ văn bản.", longest=300, optional=True)


class ImprovementTask(Form):
    """Một giải pháp, nhiệm vụ: một đầu mối (Điều 2 khoản 2), nhằm chỉ tiêu nào, bù điểm mất nào."""

    item = Code("Ký hiệu nhiệm vụ.")
    title = Text("Nhiệm vụ.", longest=500)
    content = Text("Nội dung.", longest=5000, lines=True)
    product = Text("Sản phẩm, kết quả phải có.", longest=500)
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode(default="written_opinion")
    deadline = One(Deadline, "Hạn hoàn thành.", optional=True)
    targets = Many(Code("Ký hiệu."), "Nhằm các chỉ tiêu.", most=100, once=(), optional=True)
    losses = Many(Code("Ký hiệu."), "Bù các điểm mất.", most=100, once=(), optional=True)


class SummaryPeriod(Form):
    """Một kỳ tổng hợp: mở lúc nào, hạn nào, căn cứ nào; quy chế chỉ nói “định kỳ”."""

    period = Code("Ký hiệu kỳ, ví dụ 2022-Q1.")
    title = Text("Tên kỳ.", longest=200)
    opens = Moment("Lúc yêu cầu báo cáo.")
    deadline = One(Deadline, "Hạn gửi tổng hợp.")


class TaskResult(Form):
    """Kết quả một nhiệm vụ trong kỳ."""

    item = Code("Ký hiệu nhiệm vụ.")
    state = Choice("Đến đâu.", *STATES)
    result = Text("Kết quả.", longest=5000, lines=True, privacy="official")
    figures = Figures("Số liệu.")
    obstacle = Text("Khó khăn, vướng mắc.", longest=5000, lines=True, optional=True, privacy="official")
    evidence = Many(Evidence, "Tài liệu kiểm chứng.", most=20, optional=True)


class AgencyResult(TaskResult):
    """Kết quả một nhiệm vụ trong kỳ, và của cơ quan nào."""

    agency = AgencyId("Cơ quan chủ trì nhiệm vụ.")


class TargetReached(Form):
    """Một chỉ tiêu đến kỳ này đạt bao nhiêu."""

    target = Code("Ký hiệu chỉ tiêu.")
    value = Figure("Giá trị đạt được.")


class AgencyTasks(Form):
    """Một cơ quan chủ trì và các nhiệm vụ phải tổng hợp."""

    agency = AgencyId("Cơ quan chủ trì.")
    items = Many(Code("Ký hiệu nhiệm vụ."), "Các nhiệm vụ.", least=1, most=300, once=())


class DraftImprovementPlan(Command):
    """Sở Nội vụ → Sở Nội vụ: soạn dự thảo kế hoạch cải thiện (Điều 11); gửi lại thì thay dự thảo trước.

    Sau khi ban hành cũng soạn như vậy để điều chỉnh: trình lại, nhiệm vụ mới được giao.
    """

    to = "noi_vu"
    duty = ("QC-11.0", "QC-2.2")

    plan = Code("Ký hiệu kế hoạch, ví dụ 2022.")
    year = Year("Năm thực hiện.")
    title = Text("Tên kế hoạch.", longest=500)
    targets = Many(Target, "Các chỉ tiêu.", least=1, most=100, once=("target",))
    losses = Many(Loss, "Các điểm mất.", most=300, once=("loss",), optional=True)
    tasks = Many(ImprovementTask, "Các nhiệm vụ.", least=1, most=300, once=("item",))
    periods = Many(SummaryPeriod, "Các kỳ tổng hợp.", least=1, most=60, once=("period",))
    days_before = DaysBefore()


class ImprovementPlanDrafted(Event):
    """Sở Nội vụ → các cơ quan: dự thảo kế hoạch cải thiện các Chỉ số (Điều 11)."""

    by = ("noi_vu",)
    duty = ("QC-11.0", "QC-2.2")

    plan = Code("Ký hiệu kế hoạch.")
    draft = Whole("Dự thảo lần mấy: 1, 2, 3…", least=1, most=10_000)
    year = Year("Năm thực hiện.")
    title = Text("Tên kế hoạch.", longest=500)
    lead = Lead()
    coordinators = Coordinators()
    targets = Many(Target, "Các chỉ tiêu.", least=1, most=100, once=("target",))
    losses = Many(Loss, "Các điểm mất.", most=300, once=("loss",))
    tasks = Many(ImprovementTask, "Các nhiệm vụ.", least=1, most=300, once=("item",))
    periods = Many(SummaryPeriod, "Các kỳ tổng hợp.", least=1, most=60, once=("period",))
    days_before = DaysBefore()


class SubmitImprovementPlan(Command):
    """Sở Nội vụ → Sở Nội vụ: trình UBND tỉnh kế hoạch cải thiện (Điều 11); matter: ``improvement_plan/2022``."""

    to = "noi_vu"
    duty = ("QC-11.0",)

    plan = Code("Ký hiệu kế hoạch.")
    signing = One(Signing, "Tờ trình.")


class ImprovementPlanIssued(Event):
    """Sở Nội vụ → các cơ quan: UBND tỉnh đã ban hành kế hoạch cải thiện (Điều 11).

    Mỗi nhiệm vụ thành một việc được theo dõi: ``task/improvement-2022/<item>``. Ban hành lại là điều chỉnh.
    """

    by = ("noi_vu",)
    duty = ("QC-11.0", "QC-2.2")

    plan = Code("Ký hiệu kế hoạch.")
    draft = Whole("Dự thảo lần mấy được ban hành.", least=1, most=10_000)
    adjustment = Whole("Lần điều chỉnh; 0 khi ban hành lần đầu.", least=0, most=1000)
    year = Year("Năm thực hiện.")
    title = Text("Tên kế hoạch.", longest=500)
    lead = Lead()
    coordinators = Coordinators()
    targets = Many(Target, "Các chỉ tiêu.", least=1, most=100, once=("target",))
    losses = Many(Loss, "Các điểm mất.", most=300, once=("loss",))
    tasks = Many(ImprovementTask, "Các nhiệm vụ.", least=1, most=300, once=("item",))
    periods = Many(SummaryPeriod, "Các kỳ tổng hợp.", least=1, most=60, once=("period",))
    days_before = DaysBefore()
    document = One(Document, "Quyết định của UBND tỉnh.")


class ImprovementPlanReturned(Event):
    """Sở Nội vụ → các cơ quan: UBND tỉnh trả lại kế hoạch cải thiện, có lý do (†)."""

    by = ("noi_vu",)
    design = True

    plan = Code("Ký hiệu kế hoạch.")
    draft = Whole("Dự thảo lần mấy.", least=1, most=10_000)
    reason = Text("Lý do.", longest=5000, lines=True, optional=True, privacy="official")
    document = One(Document, "Văn bản trả lại.")


class ImprovementSummaryRequested(Event):
    """Sở Nội vụ → các cơ quan chủ trì nhiệm vụ: đến kỳ tổng hợp kết quả (Điều 11 khoản 1, khoản 2)."""

    by = ("noi_vu",)
    duty = ("QC-11.1-2", "QC-11.2", "QC-2.2")

    plan = Code("Ký hiệu kế hoạch.")
    period = Code("Ký hiệu kỳ.")
    title = Text("Tên kỳ.", longest=200)
    lead = Lead()
    coordinators = Coordinators()
    agencies = Many(AgencyId("Cơ quan."), "Các cơ quan phải tổng hợp.", least=1, most=60, once=())
    tasks = Many(AgencyTasks, "Nhiệm vụ của từng cơ quan.", least=1, most=60, once=("agency",))
    mode = Mode()
    due = Moment("Hạn: từ lúc này là muộn.")
    source = Text("Căn cứ của hạn.", longest=300)
    days_before = DaysBefore()


class ExtendImprovementPeriod(Command):
    """Sở Nội vụ → Sở Nội vụ: gia hạn một kỳ tổng hợp; chỉ dời về sau (†)."""

    to = "noi_vu"
    design = True

    plan = Code("Ký hiệu kế hoạch.")
    period = Code("Ký hiệu kỳ.")
    deadline = One(Deadline, "Hạn mới.")
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class ImprovementPeriodExtended(Event):
    """Sở Nội vụ → các cơ quan chủ trì nhiệm vụ: hạn tổng hợp được dời về sau (†)."""

    by = ("noi_vu",)
    design = True

    plan = Code("Ký hiệu kế hoạch.")
    period = Code("Ký hiệu kỳ.")
    previous_due = Moment("Hạn cũ.")
    due = Moment("Hạn mới.")
    source = Text("Căn cứ của hạn mới.", longest=300)
    days_before = DaysBefore()
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class SubmitImprovementSummary(Command):
    """Cơ quan chủ trì nhiệm vụ → Sở Nội vụ: tổng hợp kết quả trong kỳ (Điều 11 khoản 1).

    Nêu mọi nhiệm vụ mình chủ trì. Gửi lại trước khi Sở Nội vụ tổng hợp thì thay bản cũ.
    """

    to = "noi_vu"
    duty = ("QC-11.1-2",)

    plan = Code("Ký hiệu kế hoạch.")
    period = Code("Ký hiệu kỳ.")
    agency = AgencyId("Cơ quan báo cáo.")
    results = Many(TaskResult, "Kết quả từng nhiệm vụ.", least=1, most=300, once=("item",))
    document = One(Document, "Báo cáo của cơ quan.")


class ImprovementSummarySubmitted(Event):
    """Sở Nội vụ → các cơ quan: đã nhận tổng hợp của một cơ quan; lần sau thay lần trước (Điều 11 khoản 1)."""

    by = ("noi_vu",)
    duty = ("QC-11.1-2",)

    plan = Code("Ký hiệu kế hoạch.")
    period = Code("Ký hiệu kỳ.")
    agency = AgencyId("Cơ quan báo cáo.")
    summary = Whole("Lần gửi: 1, 2, 3…", least=1, most=10_000)
    results = Many(TaskResult, "Kết quả từng nhiệm vụ.", least=1, most=300, once=("item",))
    due = Moment("Hạn đã định.")
    late = Flag("Gửi sau hạn.")
    document = One(Document, "Báo cáo của cơ quan.")


class ReturnImprovementSummary(Command):
    """Sở Nội vụ → Sở Nội vụ: đề nghị một cơ quan bổ sung tổng hợp đã gửi (Điều 11 khoản 2; †)."""

    to = "noi_vu"
    design = True

    plan = Code("Ký hiệu kế hoạch.")
    period = Code("Ký hiệu kỳ.")
    agency = AgencyId("Cơ quan phải bổ sung.")
    reason = Text("Thiếu gì, sai gì.", longest=5000, lines=True, privacy="official")


class ImprovementSummaryReturned(Event):
    """Sở Nội vụ → cơ quan chủ trì nhiệm vụ: tổng hợp cần bổ sung, gửi lại (Điều 11 khoản 2; †)."""

    by = ("noi_vu",)
    design = True

    plan = Code("Ký hiệu kế hoạch.")
    period = Code("Ký hiệu kỳ.")
    agency = AgencyId("Cơ quan phải bổ sung.")
    summary = Whole("Lần gửi bị trả lại.", least=1, most=10_000)
    reason = Text("Thiếu gì, sai gì.", longest=5000, lines=True, privacy="official")


class ConsolidateImprovement(Command):
    """Sở Nội vụ → Sở Nội vụ: tổng hợp một kỳ, báo cáo UBND tỉnh (Điều 11 khoản 1).

    Gửi lại thì thay báo cáo trước. Báo cáo để biết: matter ``improvement_report/2022/2022-Q1``.
    """

    to = "noi_vu"
    duty = ("QC-11.1-3",)

    plan = Code("Ký hiệu kế hoạch.")
    period = Code("Ký hiệu kỳ.")
    assessment = Text("Đánh giá chung, kiến nghị.", longest=20_000, lines=True, privacy="official")
    reached = Many(TargetReached, "Chỉ tiêu đạt bao nhiêu.", most=100, once=("target",), optional=True)
    signing = One(Signing, "Báo cáo.")


class ImprovementConsolidated(Event):
    """Sở Nội vụ → UBND tỉnh, các cơ quan: tổng hợp kết quả một kỳ (Điều 11 khoản 1)."""

    by = ("noi_vu",)
    duty = ("QC-11.1-3",)

    plan = Code("Ký hiệu kế hoạch.")
    period = Code("Ký hiệu kỳ.")
    report = Whole("Lần báo cáo về kỳ này: 1, 2, 3…", least=1, most=1000)
    title = Text("Tên kỳ.", longest=200)
    lead = Lead()
    coordinators = Coordinators()
    assessment = Text("Đánh giá chung, kiến nghị.", longest=20_000, lines=True, privacy="official")
    reached = Many(TargetReached, "Chỉ tiêu đạt bao nhiêu.", most=100, once=("target",))
    results = Many(AgencyResult, "Kết quả từng nhiệm vụ.", most=300, once=("agency", "item"))
    agencies = Many(AgencyId("Cơ quan."), "Các cơ quan phải tổng hợp.", least=1, most=60, once=())
    missing = Many(AgencyId("Cơ quan."), "Không gửi, hoặc chưa bổ sung.", most=60, once=())
    document = One(Document, "Báo cáo.")


class IssueImprovementGuidance(Command):
    """Sở Nội vụ → Sở Nội vụ: hướng dẫn, đôn đốc thực hiện các giải pháp được giao (Điều 11 khoản 2)."""

    to = "noi_vu"
    duty = ("QC-11.2",)

    plan = Code("Ký hiệu kế hoạch.")
    agencies = Many(
        AgencyId("Cơ quan."), "Gửi cơ quan nào; trống: mọi cơ quan có nhiệm vụ.", most=60, once=(), optional=True
    )
    items = Many(Code("Ký hiệu nhiệm vụ."), "Về các nhiệm vụ nào.", most=300, once=(), optional=True)
    text = Text("Nội dung.", longest=20_000, lines=True)
    signing = One(Signing, "Công văn hướng dẫn.")


class ImprovementGuidanceIssued(Event):
    """Sở Nội vụ → các sở, ban, ngành, UBND cấp huyện: hướng dẫn, đôn đốc (Điều 11 khoản 2)."""

    by = ("noi_vu",)
    duty = ("QC-11.2",)

    plan = Code("Ký hiệu kế hoạch.")
    guidance = Whole("Hướng dẫn lần mấy: 1, 2, 3…", least=1, most=10_000)
    lead = Lead()
    agencies = Many(AgencyId("Cơ quan."), "Gửi cơ quan nào.", least=1, most=60, once=())
    items = Many(Code("Ký hiệu nhiệm vụ."), "Về các nhiệm vụ nào.", most=300, once=())
    text = Text("Nội dung.", longest=20_000, lines=True)
    document = One(Document, "Công văn hướng dẫn.")


class ImprovementReminderIssued(Event):
    """Sở Nội vụ → cơ quan chưa gửi tổng hợp: nhắc trước hạn (Điều 11 khoản 2)."""

    by = ("noi_vu",)
    duty = ("QC-11.2",)

    plan = Code("Ký hiệu kế hoạch.")
    period = Code("Ký hiệu kỳ.")
    due = Moment("Hạn.")
    days_left = Whole("Số ngày còn lại.", least=0, most=366)
    outstanding = Many(AgencyId("Cơ quan."), "Các cơ quan chưa gửi.", least=1, most=60, once=())


class ImprovementSummaryOverdue(Event):
    """Sở Nội vụ → cơ quan chưa gửi tổng hợp: hết hạn, danh sách còn thiếu (†)."""

    by = ("noi_vu",)
    design = True

    plan = Code("Ký hiệu kế hoạch.")
    period = Code("Ký hiệu kỳ.")
    due = Moment("Hạn đã hết.")
    outstanding = Many(AgencyId("Cơ quan."), "Các cơ quan chưa gửi.", least=1, most=60, once=())
