"""Kế hoạch hằng năm, chương trình giai đoạn cải cách hành chính (Điều 6, Điều 13 khoản 1).

Called, proposed, consolidated, circulated, revised, brought before the Committee (``schemas/submission``), issued,
and later adjusted (``plan_adjustment``). A programme is a plan of several years: the same messages. "Trước ngày 15
tháng 11" (Điều 6 khoản 2 điểm a) is the only calendar date in the regulation; every other deadline is data with its
source.
"""

from __future__ import annotations

from schemas.base import Command, Event, Form
from schemas.fields import (
    DEPARTMENTS,
    AgencyId,
    Choice,
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

KINDS = ("plan", "programme")
STAGES = ("priorities", "opinion")
ROLLS = ("none", "next_working_day", "previous_working_day")
VERDICTS = ("agree", "agree_with_changes", "disagree", "none")
TREATMENTS = ("accepted", "partly", "not_accepted")


class Period(Pattern):
    """Năm (``2022``), hoặc giai đoạn (``2021-2025``): tên của kế hoạch, chương trình."""

    def __init__(self, description: str = "Năm, hoặc giai đoạn.", *, optional: bool = False) -> None:
        pattern = r"^20[0-9]{2}(-20[0-9]{2})?$"
        super().__init__(description, pattern, "Phải là năm 2022 hoặc giai đoạn 2021-2025.", optional=optional)


class Department(Choice):
    """Một dịch vụ được gửi."""

    def __init__(self) -> None:
        super().__init__("Dịch vụ.", *DEPARTMENTS)


class DaysBefore(Many):
    """Nhắc trước hạn bao nhiêu ngày (Điều 13 khoản 3)."""

    def __init__(self) -> None:
        days = Whole("Số ngày trước hạn.", least=1, most=90)
        super().__init__(days, "Nhắc trước hạn bao nhiêu ngày.", most=10, once=(), optional=True)


class ProposedItem(Form):
    """Một nội dung, nhiệm vụ đề xuất ưu tiên, có đầu mối dự kiến (Điều 2 khoản 2, Điều 6 khoản 2 điểm a)."""

    item = Code("Ký hiệu của cơ quan đề xuất.")
    title = Text("Nhiệm vụ.", longest=500)
    content = Text("Nội dung.", longest=5000, lines=True)
    product = Text("Sản phẩm phải có.", longest=500)
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode(default="written_opinion")
    deadline = One(Deadline, "Hạn hoàn thành đề xuất.", optional=True)
    budget = Figure("Kinh phí dự kiến, đồng.", signed=False, optional=True)
    grounds = Text("Căn cứ, lý do ưu tiên.", longest=2000, lines=True, optional=True, privacy="official")


class Origin(Form):
    """Một nguồn của nhiệm vụ trong dự thảo: đề xuất của ai, hay của Sở Nội vụ, hay từ kế hoạch trước."""

    agency = AgencyId("Cơ quan đề xuất; Sở Nội vụ cho nhiệm vụ tự đưa vào và nhiệm vụ chuyển tiếp.")
    item = Code("Ký hiệu trong đề xuất, hoặc trong kế hoạch trước; trống khi Sở Nội vụ tự đưa vào.", optional=True)
    plan = Period("Kế hoạch trước, khi nhiệm vụ chuyển tiếp từ đó.", optional=True)


class PlanItem(Form):
    """Một nhiệm vụ của kế hoạch: một đầu mối, các cơ quan phối hợp, sản phẩm, hạn, và từ đâu mà có."""

    item = Code("Ký hiệu nhiệm vụ trong kế hoạch.")
    title = Text("Nhiệm vụ.", longest=500)
    content = Text("Nội dung.", longest=5000, lines=True)
    product = Text("Sản phẩm phải có.", longest=500)
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode(default="written_opinion")
    deadline = One(Deadline, "Hạn hoàn thành.", optional=True)
    budget = Figure("Kinh phí dự kiến, đồng.", signed=False, optional=True)
    origins = Many(Origin, "Từ những đề xuất nào.", least=1, most=50)


class PlanPart(Form):
    """Một phần lời của kế hoạch: mục đích, yêu cầu, mục tiêu, tổ chức thực hiện."""

    part = Code("Ký hiệu phần, ví dụ I.1.")
    title = Text("Tên phần.", longest=300)
    text = Text("Nội dung.", longest=20_000, lines=True)


class NotTaken(Form):
    """Một đề xuất không đưa vào, và vì sao."""

    agency = AgencyId("Cơ quan đề xuất.")
    item = Code("Ký hiệu trong đề xuất.")
    reason = Text("Lý do không đưa vào.", longest=2000, lines=True, privacy="official")


class ItemOpinion(Form):
    """Ý kiến về một phần hoặc một nhiệm vụ của dự thảo."""

    item = Code("Ký hiệu nhiệm vụ hoặc phần.")
    verdict = Choice("Ý kiến.", *VERDICTS)
    text = Text(
        "Nội dung sửa đổi, hoặc lý do không thống nhất.", longest=5000, lines=True, optional=True, privacy="official"
    )


class Treatment(Form):
    """Tiếp thu, giải trình một ý kiến."""

    agency = AgencyId("Cơ quan có ý kiến.")
    item = Code("Ký hiệu nhiệm vụ hoặc phần; trống: ý kiến chung.", optional=True)
    treatment = Choice("Tiếp thu, tiếp thu một phần, hay không.", *TREATMENTS)
    reason = Text("Giải trình; bắt buộc khi không tiếp thu hết.", longest=5000, lines=True, optional=True)


class CallForPriorities(Command):
    """Sở Nội vụ → Sở Nội vụ: đề nghị các cơ quan đề xuất nội dung ưu tiên (Điều 6 khoản 1 điểm a, khoản 2 điểm a; †).

    Kế hoạch năm: bỏ trống hạn thì hạn là “trước ngày 15 tháng 11” của năm liền trước. Giai đoạn: phải nêu hạn.
    """

    to = "noi_vu"
    duty = ("QC-6.1.a",)
    design = True

    plan = Period()
    title = Text("Tên kế hoạch, chương trình.", longest=500)
    deadline = One(Deadline, "Hạn đề xuất, khi khác hạn của quy chế.", optional=True)
    roll = Choice("Khi ngày cuối là ngày nghỉ.", *ROLLS, optional=True, default="none")
    days_before = DaysBefore()
    mode = Mode(default="written_opinion")
    signing = One(Signing, "Công văn đề nghị.")


class PrioritiesCalled(Event):
    """Sở Nội vụ → các cơ quan phụ trách lĩnh vực: đề nghị đề xuất nội dung ưu tiên (Điều 6; †).

    Các cơ quan phụ trách lĩnh vực vào ngày đó, theo thẩm quyền; ``due`` là thời điểm từ đó trở đi là muộn.
    """

    by = ("noi_vu",)
    duty = ("QC-6.1.a", "QC-2.2")
    design = True
    addressee = "departments"

    plan = Period()
    kind = Choice("Kế hoạch năm hay chương trình giai đoạn.", *KINDS)
    first_year = Year("Năm đầu.")
    last_year = Year("Năm cuối.")
    call = Whole("Lần đề nghị: 1, 2, 3…", least=1, most=100)
    title = Text("Tên kế hoạch, chương trình.", longest=500)
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode()
    departments = Many(Department(), "Dịch vụ của các cơ quan được đề nghị.", most=6, once=())
    due = Moment("Hạn: từ lúc này là muộn.")
    source = Text("Căn cứ của hạn.", longest=300)
    roll = Choice("Khi ngày cuối là ngày nghỉ.", *ROLLS)
    days_before = DaysBefore()
    document = One(Document, "Công văn đề nghị.")


class ProposePriorities(Command):
    """Cơ quan phụ trách lĩnh vực → dịch vụ của mình: đề xuất nội dung ưu tiên (Điều 6 khoản 2 điểm a).

    Gửi lại trước khi tổng hợp thì thay đề xuất cũ. Không có nội dung nào cũng là một trả lời. Kế hoạch đã ban hành
    thì không đề xuất nữa mà đề nghị điều chỉnh; đề xuất gửi đi trước khi biết điều đó để dành cho lần điều chỉnh.
    """

    to = "owner"
    duty = ("QC-6.2.a-1",)

    plan = Period()
    items = Many(ProposedItem, "Các nội dung, nhiệm vụ đề xuất.", most=100, once=("item",), optional=True)
    nothing = Flag("Không có nội dung đề xuất.", optional=True)
    signing = One(Signing, "Công văn đề xuất.")


class PrioritiesProposed(Event):
    """Cơ quan phụ trách lĩnh vực → Sở Nội vụ: đề xuất nội dung ưu tiên; lần sau thay lần trước (Điều 6 khoản 2 a)."""

    by = DEPARTMENTS
    duty = ("QC-6.2.a-1",)

    plan = Period()
    agency = AgencyId("Cơ quan đề xuất.")
    proposal = Whole("Lần đề xuất: 1, 2, 3…", least=1, most=10_000)
    items = Many(ProposedItem, "Các nội dung, nhiệm vụ đề xuất.", most=100, once=("item",))
    nothing = Flag("Không có nội dung đề xuất.")
    due = Moment("Hạn đã định.")
    late = Flag("Gửi sau hạn.")
    document = One(Document, "Công văn đề xuất.")


class WithdrawPriorities(Command):
    """Cơ quan phụ trách lĩnh vực → dịch vụ của mình: rút đề xuất trước khi được tổng hợp (†)."""

    to = "owner"
    design = True

    plan = Period()
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class PrioritiesWithdrawn(Event):
    """Cơ quan phụ trách lĩnh vực → Sở Nội vụ: rút đề xuất (†)."""

    by = DEPARTMENTS
    design = True

    plan = Period()
    agency = AgencyId("Cơ quan đề xuất.")
    proposal = Whole("Lần đề xuất được rút.", least=1, most=10_000)
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class ExtendPlanDeadline(Command):
    """Sở Nội vụ → Sở Nội vụ: gia hạn đề xuất hoặc góp ý; chỉ dời về sau (†)."""

    to = "noi_vu"
    design = True

    plan = Period()
    stage = Choice("Hạn nào: đề xuất ưu tiên, hay góp ý dự thảo.", *STAGES)
    deadline = One(Deadline, "Hạn mới.")
    days_before = DaysBefore()
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class PrioritiesDeadlineExtended(Event):
    """Sở Nội vụ → các cơ quan được đề nghị: hạn đề xuất được dời về sau (†)."""

    by = ("noi_vu",)
    design = True
    addressee = "departments"

    plan = Period()
    departments = Many(Department(), "Dịch vụ của các cơ quan được đề nghị.", most=6, once=())
    previous_due = Moment("Hạn cũ.")
    due = Moment("Hạn mới.")
    source = Text("Căn cứ của hạn mới.", longest=300)
    days_before = DaysBefore()
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class OpinionDeadlineExtended(Event):
    """Sở Nội vụ → các cơ quan được hỏi: hạn góp ý dự thảo được dời về sau (†)."""

    by = ("noi_vu",)
    design = True
    addressee = "departments"

    plan = Period()
    version = Whole("Dự thảo lần mấy.", least=1, most=10_000)
    departments = Many(Department(), "Dịch vụ của các cơ quan được hỏi.", most=6, once=())
    previous_due = Moment("Hạn cũ.")
    due = Moment("Hạn mới.")
    source = Text("Căn cứ của hạn mới.", longest=300)
    days_before = DaysBefore()
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class CarryPlanOver(Command):
    """Sở Nội vụ → Sở Nội vụ: lấy nhiệm vụ của kế hoạch trước làm điểm xuất phát của dự thảo (†)."""

    to = "noi_vu"
    design = True

    plan = Period("Kế hoạch đang xây dựng.")
    previous = Period("Kế hoạch trước, đã ban hành.")
    items = Many(Code("Ký hiệu."), "Chỉ các nhiệm vụ này; trống: tất cả.", most=300, once=(), optional=True)


class PlanCopied(Event):
    """Sở Nội vụ → các cơ quan: dự thảo bắt đầu từ các nhiệm vụ này của kế hoạch trước (†)."""

    by = ("noi_vu",)
    design = True

    plan = Period("Kế hoạch đang xây dựng.")
    previous = Period("Kế hoạch trước.")
    items = Many(PlanItem, "Các nhiệm vụ chuyển tiếp, chưa có hạn mới.", least=1, most=300, once=("item",))


class ConsolidatePlan(Command):
    """Sở Nội vụ → Sở Nội vụ: tổng hợp các đề xuất thành dự thảo (Điều 6 khoản 2 điểm a).

    Mỗi đề xuất đã nhận hoặc là nguồn của một nhiệm vụ, hoặc được nêu lý do không đưa vào.
    """

    to = "noi_vu"
    duty = ("QC-6.2.a-2", "QC-2.2")

    plan = Period()
    parts = Many(PlanPart, "Các phần lời.", most=50, once=("part",), optional=True)
    items = Many(PlanItem, "Các nhiệm vụ.", least=1, most=300, once=("item",))
    not_taken = Many(NotTaken, "Đề xuất không đưa vào.", most=600, once=("agency", "item"), optional=True)


class PlanConsolidated(Event):
    """Sở Nội vụ → các cơ quan: đã tổng hợp đề xuất thành dự thảo kế hoạch của năm sau liền kề (Điều 6 khoản 2 a)."""

    by = ("noi_vu",)
    duty = ("QC-6.2.a-2", "QC-2.2")

    plan = Period()
    kind = Choice("Kế hoạch năm hay chương trình giai đoạn.", *KINDS)
    version = Whole("Dự thảo lần mấy: 1, 2, 3…", least=1, most=10_000)
    title = Text("Tên kế hoạch, chương trình.", longest=500)
    lead = Lead()
    coordinators = Coordinators()
    parts = Many(PlanPart, "Các phần lời.", most=50, once=("part",))
    items = Many(PlanItem, "Các nhiệm vụ.", least=1, most=300, once=("item",))
    not_taken = Many(NotTaken, "Đề xuất không đưa vào.", most=600, once=("agency", "item"))
    received = Many(AgencyId("Cơ quan."), "Đã trả lời, kể cả không có nội dung đề xuất.", most=60, once=())
    silent = Many(AgencyId("Cơ quan."), "Không trả lời.", most=60, once=())


class CirculatePlan(Command):
    """Sở Nội vụ → Sở Nội vụ: gửi dự thảo lấy ý kiến (Điều 6 khoản 2 điểm b, Điều 5)."""

    to = "noi_vu"
    duty = ("QC-6.1.a", "QC-2.2")

    plan = Period()
    deadline = One(Deadline, "Hạn góp ý.")
    days_before = DaysBefore()
    mode = Mode(default="written_opinion")
    signing = One(Signing, "Công văn lấy ý kiến.")


class PlanCirculated(Event):
    """Sở Nội vụ → các cơ quan phụ trách lĩnh vực: lấy ý kiến về dự thảo (Điều 6 khoản 2 điểm b, Điều 5)."""

    by = ("noi_vu",)
    duty = ("QC-6.1.a", "QC-2.2")
    addressee = "departments"

    plan = Period()
    kind = Choice("Kế hoạch năm hay chương trình giai đoạn.", *KINDS)
    version = Whole("Dự thảo lần mấy.", least=1, most=10_000)
    adjustment = Whole("Lần điều chỉnh kế hoạch đã ban hành; 0 khi ban hành lần đầu.", least=0, most=1000)
    title = Text("Tên kế hoạch, chương trình.", longest=500)
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode()
    departments = Many(Department(), "Dịch vụ của các cơ quan được hỏi.", most=6, once=())
    due = Moment("Hạn góp ý: từ lúc này là muộn.")
    source = Text("Căn cứ của hạn.", longest=300)
    days_before = DaysBefore()
    parts = Many(PlanPart, "Các phần lời.", most=50, once=("part",))
    items = Many(PlanItem, "Các nhiệm vụ.", least=1, most=300, once=("item",))
    document = One(Document, "Công văn lấy ý kiến.")


class GivePlanOpinion(Command):
    """Cơ quan phụ trách lĩnh vực → dịch vụ của mình: ý kiến về dự thảo (Điều 6 khoản 2 điểm b).

    Gửi lại thì thay ý kiến cũ về cùng dự thảo. Mục không nêu là không có ý kiến riêng.
    """

    to = "owner"
    duty = ("QC-6.2.b",)

    plan = Period()
    version = Whole("Dự thảo lần mấy.", least=1, most=10_000)
    verdict = Choice("Ý kiến chung.", *VERDICTS)
    text = Text(
        "Nội dung sửa đổi, hoặc lý do không thống nhất.", longest=5000, lines=True, optional=True, privacy="official"
    )
    items = Many(ItemOpinion, "Ý kiến về từng mục.", most=350, once=("item",), optional=True)
    signing = One(Signing, "Công văn góp ý.")


class PlanOpinionGiven(Event):
    """Cơ quan phụ trách lĩnh vực → Sở Nội vụ: ý kiến về dự thảo; lần sau thay lần trước (Điều 6 khoản 2 điểm b)."""

    by = DEPARTMENTS
    duty = ("QC-6.2.b",)

    plan = Period()
    version = Whole("Dự thảo lần mấy.", least=1, most=10_000)
    agency = AgencyId("Cơ quan có ý kiến.")
    opinion = Whole("Lần góp ý về dự thảo này: 1, 2, 3…", least=1, most=10_000)
    verdict = Choice("Ý kiến chung.", *VERDICTS)
    text = Text(
        "Nội dung sửa đổi, hoặc lý do không thống nhất.", longest=5000, lines=True, optional=True, privacy="official"
    )
    items = Many(ItemOpinion, "Ý kiến về từng mục.", most=350, once=("item",))
    due = Moment("Hạn đã định.")
    late = Flag("Gửi sau hạn.")
    document = One(Document, "Công văn góp ý.")


class RevisePlan(Command):
    """Sở Nội vụ → Sở Nội vụ: dự thảo lần sau; mỗi ý kiến muốn sửa được tiếp thu hoặc giải trình (Điều 6 khoản 2 b)."""

    to = "noi_vu"
    duty = ("QC-6.1.a", "QC-2.2")

    plan = Period()
    parts = Many(PlanPart, "Các phần lời.", most=50, once=("part",), optional=True)
    items = Many(PlanItem, "Các nhiệm vụ.", least=1, most=300, once=("item",))
    not_taken = Many(NotTaken, "Đề xuất không đưa vào.", most=600, once=("agency", "item"), optional=True)
    treatments = Many(Treatment, "Tiếp thu, giải trình.", most=2000, once=("agency", "item"), optional=True)


class PlanRevised(Event):
    """Sở Nội vụ → các cơ quan: dự thảo lần sau, và mỗi ý kiến được tiếp thu thế nào (Điều 6 khoản 2 điểm b)."""

    by = ("noi_vu",)
    duty = ("QC-6.1.a", "QC-2.2")

    plan = Period()
    kind = Choice("Kế hoạch năm hay chương trình giai đoạn.", *KINDS)
    version = Whole("Dự thảo lần mấy.", least=1, most=10_000)
    circulated = Whole("Dự thảo đã lấy ý kiến gần nhất; 0 khi chưa.", least=0, most=10_000)
    title = Text("Tên kế hoạch, chương trình.", longest=500)
    lead = Lead()
    coordinators = Coordinators()
    parts = Many(PlanPart, "Các phần lời.", most=50, once=("part",))
    items = Many(PlanItem, "Các nhiệm vụ.", least=1, most=300, once=("item",))
    not_taken = Many(NotTaken, "Đề xuất không đưa vào.", most=600, once=("agency", "item"))
    treatments = Many(Treatment, "Tiếp thu, giải trình.", most=2000, once=("agency", "item"))
    silent = Many(AgencyId("Cơ quan."), "Không góp ý đến lúc này.", most=60, once=())


class SubmitPlan(Command):
    """Sở Nội vụ → Sở Nội vụ: trình UBND tỉnh dự thảo (Điều 6 khoản 1 điểm a, khoản 2 điểm c; Điều 13 khoản 1).

    Việc trình và quyết định đi theo ``schemas/submission``: matter là ``plan/2022``, ``plan/2022/adjustment-1``.
    """

    to = "noi_vu"
    duty = ("QC-6.1.a", "QC-6.2.a-2", "QC-6.2.c", "QC-13.1")

    plan = Period()
    signing = One(Signing, "Tờ trình.")


class PlanIssued(Event):
    """Sở Nội vụ → các cơ quan: UBND tỉnh đã ban hành kế hoạch, chương trình (Điều 6 khoản 1 a, Điều 13 khoản 1).

    Mỗi nhiệm vụ thành một việc được theo dõi: ``task/plan-2022/<item>``.
    """

    by = ("noi_vu",)
    duty = ("QC-6.1.a", "QC-13.1", "QC-2.2")

    plan = Period()
    kind = Choice("Kế hoạch năm hay chương trình giai đoạn.", *KINDS)
    first_year = Year("Năm đầu.")
    last_year = Year("Năm cuối.")
    version = Whole("Dự thảo lần mấy được ban hành.", least=1, most=10_000)
    title = Text("Tên kế hoạch, chương trình.", longest=500)
    lead = Lead()
    coordinators = Coordinators()
    parts = Many(PlanPart, "Các phần lời.", most=50, once=("part",))
    items = Many(PlanItem, "Các nhiệm vụ.", least=1, most=300, once=("item",))
    document = One(Document, "Quyết định của UBND tỉnh.")


class PlanReturned(Event):
    """Sở Nội vụ → các cơ quan: UBND tỉnh trả lại dự thảo, có lý do; phải hoàn chỉnh và trình lại (†)."""

    by = ("noi_vu",)
    design = True

    plan = Period()
    version = Whole("Dự thảo lần mấy bị trả lại.", least=1, most=10_000)
    adjustment = Whole("Lần điều chỉnh; 0 khi ban hành lần đầu.", least=0, most=1000)
    reason = Text("Lý do.", longest=5000, lines=True, optional=True, privacy="official")
    document = One(Document, "Văn bản trả lại.")


class CancelPlan(Command):
    """Sở Nội vụ → Sở Nội vụ: thôi một đợt xây dựng, hoặc một dự thảo điều chỉnh, mở nhầm; khi chưa trình (†)."""

    to = "noi_vu"
    design = True

    plan = Period()
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class PlanCancelled(Event):
    """Sở Nội vụ → các cơ quan: đợt xây dựng, hoặc dự thảo điều chỉnh này, mở nhầm, không còn phải làm (†)."""

    by = ("noi_vu",)
    design = True

    plan = Period()
    kind = Choice("Kế hoạch năm hay chương trình giai đoạn.", *KINDS)
    adjustment = Whole("Lần điều chỉnh được thôi; 0: cả đợt xây dựng.", least=0, most=1000)
    circulated = Whole("Dự thảo đang lấy ý kiến, cũng thôi; 0 khi không có.", least=0, most=10_000)
    coordinators = Coordinators()
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class PlanReminderIssued(Event):
    """Sở Nội vụ → cơ quan chưa đề xuất, chưa góp ý: nhắc trước hạn (Điều 13 khoản 3)."""

    by = ("noi_vu",)
    duty = ("QC-13.3",)

    plan = Period()
    stage = Choice("Đề xuất ưu tiên, hay góp ý dự thảo.", *STAGES)
    version = Whole("Dự thảo lần mấy; 0 khi còn đề xuất.", least=0, most=10_000)
    due = Moment("Hạn.")
    days_left = Whole("Số ngày còn lại.", least=0, most=366)
    outstanding = Many(AgencyId("Cơ quan."), "Các cơ quan chưa trả lời.", least=1, most=60, once=())


class PlanAnswerOverdue(Event):
    """Sở Nội vụ → cơ quan chưa đề xuất, chưa góp ý: hết hạn, ghi lại ai im lặng; việc vẫn đi tiếp (Điều 13 khoản 3)."""

    by = ("noi_vu",)
    duty = ("QC-13.3",)

    plan = Period()
    stage = Choice("Đề xuất ưu tiên, hay góp ý dự thảo.", *STAGES)
    version = Whole("Dự thảo lần mấy; 0 khi còn đề xuất.", least=0, most=10_000)
    due = Moment("Hạn đã hết.")
    outstanding = Many(AgencyId("Cơ quan."), "Các cơ quan chưa trả lời.", least=1, most=60, once=())
