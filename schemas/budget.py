"""Dự toán và phân bổ kinh phí cải cách hành chính (Điều 16 khoản 2): hướng dẫn, dự toán, tổng hợp, phân bổ, điều chỉnh.

Sở Tài chính leads and submits to UBND tỉnh directly. The regulation asks for yearly guidance and says no more: what the
agencies send, how it is set against the plan's tasks and how it is corrected is product design (†).
Amounts are đồng, exact decimals. An amount of 0 says that no money is needed, and is not the same as no estimate.
"""

from __future__ import annotations

from schemas.base import Command, Event, Form
from schemas.fields import AgencyId, Code, Document, Figure, Flag, Many, Moment, One, Sha256, Text, Whole, Year
from schemas.work import Coordinators, Deadline, Lead, Mode, Reference, Signing


class BudgetYear(Year):
    """Năm ngân sách."""

    def __init__(self) -> None:
        super().__init__("Năm ngân sách.")


class Dong(Figure):
    """Số tiền, đồng; không âm."""

    def __init__(self, description: str, *, optional: bool = False) -> None:
        super().__init__(description, signed=False, optional=optional)


class EstimateForm(Form):
    """Biểu mẫu dự toán kèm theo hướng dẫn."""

    name = Text("Tên biểu mẫu.", longest=300)
    sha256 = Sha256("SHA-256 của tệp.")


class IssueBudgetGuidance(Command):
    """Sở Tài chính → dịch vụ của mình: hướng dẫn lập dự toán kinh phí cải cách hành chính (Điều 16 khoản 2).

    Ban hành lại được khi phân bổ chưa trình: bản sau thay bản trước.
    """

    to = "tai_chinh"
    duty = ("QC-16.2",)

    year = BudgetYear()
    guidance = Text("Nội dung hướng dẫn.", longest=10_000, lines=True)
    forms = Many(EstimateForm, "Biểu mẫu.", most=20, once=("name",), optional=True)
    deadline = One(Deadline, "Hạn gửi dự toán.")
    mode = Mode(default="information")
    signing = One(Signing, "Văn bản hướng dẫn.")


class BudgetGuidanceIssued(Event):
    """Sở Tài chính → mọi cơ quan: hướng dẫn lập dự toán kinh phí cải cách hành chính (Điều 16 khoản 2)."""

    by = ("tai_chinh",)
    duty = ("QC-2.2", "QC-16.2")

    year = BudgetYear()
    issue = Whole("Bản hướng dẫn thứ mấy của năm.", least=1, most=10_000)
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode()
    agencies = Many(AgencyId("Cơ quan."), "Các cơ quan được hướng dẫn.", least=1, most=500, once=())
    guidance = Text("Nội dung hướng dẫn.", longest=10_000, lines=True)
    forms = Many(EstimateForm, "Biểu mẫu.", most=20, once=("name",))
    due = Moment("Hạn gửi dự toán: từ lúc này là muộn.")
    source = Text("Căn cứ của hạn.", longest=300)
    document = One(Document, "Văn bản hướng dẫn.")


class EstimateItem(Form):
    """Một dòng dự toán: cho một nhiệm vụ của kế hoạch, hoặc một khoản riêng của cơ quan."""

    item = Code("Số của dòng trong dự toán của cơ quan.")
    task = Reference("Nhiệm vụ của kế hoạch, ví dụ task/plan-2022/01; trống khi là khoản riêng.", optional=True)
    title = Text("Nội dung chi.", longest=500)
    amount = Dong("Dự toán, đồng; 0 khi không cần kinh phí.")
    grounds = Text("Căn cứ tính.", longest=5000, lines=True, privacy="official")


class SubmitBudgetEstimate(Command):
    """Cơ quan → Sở Tài chính: dự toán kinh phí cải cách hành chính của mình (†).

    Gửi lại thì thay toàn bộ lần trước. Không có dòng nào nghĩa là không có nhu cầu. Muộn được ghi nhận.
    """

    to = "tai_chinh"
    design = True

    year = BudgetYear()
    agency = AgencyId("Cơ quan lập dự toán.")
    items = Many(EstimateItem, "Các dòng dự toán.", most=500, once=("item",))
    document = One(Document, "Văn bản gửi của cơ quan.")


class SupplementBudgetEstimate(Command):
    """Cơ quan → Sở Tài chính: thêm dòng vào dự toán đã gửi, hoặc thay các dòng cùng số (†)."""

    to = "tai_chinh"
    design = True

    year = BudgetYear()
    agency = AgencyId("Cơ quan lập dự toán.")
    items = Many(EstimateItem, "Các dòng thêm hoặc thay.", least=1, most=500, once=("item",))
    document = One(Document, "Văn bản bổ sung của cơ quan.")


class BudgetEstimateSubmitted(Event):
    """Sở Tài chính ghi nhận → cơ quan gửi, các dịch vụ: dự toán của một cơ quan (†); đầy đủ sau lần gửi này."""

    by = ("tai_chinh",)
    design = True

    year = BudgetYear()
    agency = AgencyId("Cơ quan lập dự toán.")
    submission = Whole("Lần gửi: 1, 2, 3…", least=1, most=10_000)
    items = Many(EstimateItem, "Mọi dòng dự toán đang có hiệu lực.", most=1000, once=("item",))
    total = Dong("Tổng dự toán, đồng.")
    late = Flag("Gửi sau hạn.")
    document = One(Document, "Văn bản gửi của cơ quan.")


class BudgetEstimatesOverdue(Event):
    """Sở Tài chính → các cơ quan chưa gửi: hết hạn gửi dự toán (†)."""

    by = ("tai_chinh",)
    design = True

    year = BudgetYear()
    due = Moment("Hạn đã qua.")
    agencies = Many(AgencyId("Cơ quan."), "Các cơ quan chưa gửi dự toán.", least=1, most=500, once=())


class ConsolidateBudgetEstimates(Command):
    """Sở Tài chính → dịch vụ của mình: tổng hợp dự toán, đối chiếu với nhiệm vụ của kế hoạch (†)."""

    to = "tai_chinh"
    design = True

    year = BudgetYear()


class EstimatedTask(Form):
    """Một nhiệm vụ của kế hoạch và tổng dự toán cho nó."""

    task = Reference("Nhiệm vụ.")
    title = Text("Nội dung nhiệm vụ.", longest=1000, lines=True)
    lead = AgencyId("Cơ quan chủ trì nhiệm vụ.")
    amount = Dong("Tổng dự toán của mọi cơ quan cho nhiệm vụ, đồng; trống khi không ai lập.", optional=True)


class LooseEstimate(Form):
    """Một dòng dự toán không thuộc nhiệm vụ nào của kế hoạch."""

    agency = AgencyId("Cơ quan lập dự toán.")
    item = Code("Số của dòng.")
    task = Reference("Nhiệm vụ đã ghi mà kế hoạch không có.", optional=True)
    title = Text("Nội dung chi.", longest=500)
    amount = Dong("Dự toán, đồng.")


class AgencyTotal(Form):
    """Tổng dự toán của một cơ quan."""

    agency = AgencyId("Cơ quan.")
    total = Dong("Tổng dự toán, đồng.")


class BudgetEstimatesConsolidated(Event):
    """Sở Tài chính → các dịch vụ: tổng hợp dự toán; nhiệm vụ nào chưa có dự toán, dự toán nào ngoài kế hoạch (†)."""

    by = ("tai_chinh",)
    design = True

    year = BudgetYear()
    consolidation = Whole("Lần tổng hợp: 1, 2, 3…", least=1, most=10_000)
    tasks = Many(EstimatedTask, "Nhiệm vụ của kế hoạch có dự toán.", most=1000, once=("task",))
    tasks_without_estimate = Many(
        EstimatedTask, "Nhiệm vụ của kế hoạch chưa ai lập dự toán.", most=1000, once=("task",)
    )
    estimates_without_task = Many(
        LooseEstimate, "Dự toán ngoài nhiệm vụ của kế hoạch.", most=10_000, once=("agency", "item")
    )
    totals = Many(AgencyTotal, "Tổng của từng cơ quan đã gửi.", most=500, once=("agency",))
    missing = Many(AgencyId("Cơ quan."), "Cơ quan chưa gửi.", most=500, once=())
    total = Dong("Tổng dự toán, đồng.")


class AllocationRow(Form):
    """Phân bổ cho một dòng dự toán."""

    agency = AgencyId("Cơ quan được phân bổ.")
    item = Code("Số của dòng trong dự toán của cơ quan.")
    amount = Dong("Phân bổ, đồng.")


class ProposeBudgetAllocation(Command):
    """Sở Tài chính → dịch vụ của mình: đề xuất phân bổ và trình trực tiếp UBND tỉnh (†)."""

    to = "tai_chinh"
    design = True

    year = BudgetYear()
    total = Dong("Tổng kinh phí đề nghị UBND tỉnh quyết định, đồng; phần chưa phân bổ là dự phòng.")
    rows = Many(AllocationRow, "Phân bổ từng dòng.", least=1, most=10_000, once=("agency", "item"))
    signing = One(Signing, "Tờ trình.")


class AllocatedItem(Form):
    """Phân bổ cho một dòng dự toán, cùng điều đã dự toán."""

    item = Code("Số của dòng.")
    task = Reference("Nhiệm vụ của kế hoạch; trống khi là khoản riêng.", optional=True)
    title = Text("Nội dung chi.", longest=500)
    estimated = Dong("Dự toán, đồng; trống khi không có trong dự toán.", optional=True)
    amount = Dong("Phân bổ, đồng.")


class AgencyAllocation(Form):
    """Phân bổ cho một cơ quan."""

    agency = AgencyId("Cơ quan.")
    items = Many(AllocatedItem, "Từng dòng.", least=1, most=1000, once=("item",))
    amount = Dong("Tổng phân bổ cho cơ quan, đồng.")


class BudgetAllocationProposed(Event):
    """Sở Tài chính → các dịch vụ: phân bổ đề xuất, đã trình UBND tỉnh (†)."""

    by = ("tai_chinh",)
    duty = ("QC-2.2",)
    design = True

    year = BudgetYear()
    matter = Reference("Việc được trình.")
    lead = Lead()
    coordinators = Coordinators()
    allocations = Many(AgencyAllocation, "Từng cơ quan.", least=1, most=500, once=("agency",))
    tasks_without_funds = Many(
        EstimatedTask, "Nhiệm vụ của kế hoạch không được phân bổ đồng nào.", most=1000, once=("task",)
    )
    total = Dong("Tổng kinh phí đề nghị, đồng.")
    reserve = Dong("Phần chưa phân bổ, đồng.")
    document = One(Document, "Tờ trình.")


class BudgetAllocationReturned(Event):
    """Sở Tài chính ghi nhận → các dịch vụ: UBND tỉnh trả lại đề xuất phân bổ hoặc điều chỉnh (†)."""

    by = ("tai_chinh",)
    design = True

    year = BudgetYear()
    matter = Reference("Việc được trình.")
    reason = Text("Lý do.", longest=5000, lines=True, privacy="official")
    document = One(Document, "Văn bản trả lại.")


class BudgetAllocated(Event):
    """Sở Tài chính → cơ quan được phân bổ, các dịch vụ: phân bổ theo quyết định của UBND tỉnh (†)."""

    by = ("tai_chinh",)
    design = True

    year = BudgetYear()
    agency = AgencyId("Cơ quan được phân bổ.")
    items = Many(AllocatedItem, "Từng dòng.", least=1, most=1000, once=("item",))
    amount = Dong("Tổng phân bổ cho cơ quan, đồng.")
    document = One(Document, "Quyết định.")


class AdjustedRow(Form):
    """Số mới của một dòng phân bổ; nội dung chi chỉ ghi khi dòng chưa có trong dự toán."""

    agency = AgencyId("Cơ quan.")
    item = Code("Số của dòng.")
    task = Reference("Nhiệm vụ của kế hoạch, khi là dòng mới.", optional=True)
    title = Text("Nội dung chi; bắt buộc khi là dòng mới.", longest=500, optional=True)
    amount = Dong("Phân bổ mới, đồng.")


class ProposeBudgetAdjustment(Command):
    """Sở Tài chính → dịch vụ của mình: đề xuất điều chỉnh phân bổ đã quyết định, trình UBND tỉnh (†)."""

    to = "tai_chinh"
    design = True

    year = BudgetYear()
    total = Dong("Tổng kinh phí mới, đồng; trống khi giữ tổng đã quyết định.", optional=True)
    rows = Many(AdjustedRow, "Các dòng thay đổi.", least=1, most=10_000, once=("agency", "item"))
    reason = Text("Lý do điều chỉnh.", longest=5000, lines=True, privacy="official")
    signing = One(Signing, "Tờ trình.")


class BudgetAdjustmentProposed(Event):
    """Sở Tài chính → các dịch vụ: điều chỉnh phân bổ đã trình UBND tỉnh (†)."""

    by = ("tai_chinh",)
    design = True

    year = BudgetYear()
    adjustment = Whole("Điều chỉnh lần mấy.", least=1, most=10_000)
    matter = Reference("Việc được trình.")
    lead = Lead()
    coordinators = Coordinators()
    allocations = Many(AgencyAllocation, "Các cơ quan có thay đổi, đầy đủ.", least=1, most=500, once=("agency",))
    previous_total = Dong("Tổng đã quyết định, đồng.")
    total = Dong("Tổng mới, đồng.")
    reserve = Dong("Phần chưa phân bổ sau điều chỉnh, đồng.")
    reason = Text("Lý do điều chỉnh.", longest=5000, lines=True, privacy="official")
    document = One(Document, "Tờ trình.")


class BudgetAllocationAdjusted(Event):
    """Sở Tài chính → cơ quan có thay đổi, các dịch vụ: kinh phí sau điều chỉnh theo quyết định của UBND tỉnh (†)."""

    by = ("tai_chinh",)
    design = True

    year = BudgetYear()
    agency = AgencyId("Cơ quan.")
    adjustment = Whole("Điều chỉnh lần mấy.", least=1, most=10_000)
    items = Many(AllocatedItem, "Từng dòng sau điều chỉnh, đầy đủ.", least=1, most=1000, once=("item",))
    previous = Dong("Tổng phân bổ trước điều chỉnh, đồng.")
    amount = Dong("Tổng phân bổ sau điều chỉnh, đồng.")
    document = One(Document, "Quyết định.")
