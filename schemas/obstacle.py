"""Khó khăn, vướng mắc: phản ánh, thông báo, tổng hợp, tham mưu, trả lời (Điều 7; Điều 20 khoản 2)."""

from __future__ import annotations

from schemas.base import Command, Event, Form
from schemas.fields import AgencyId, Choice, Clause, Code, Document, Flag, Many, Moment, One, Text
from schemas.work import Coordinators, Deadline, Lead, Mode, Reference, Signing

KINDS = ("obstacle", "progress", "adjustment")
"""Vướng mắc; tình hình, tiến độ thực hiện; đề nghị điều chỉnh kế hoạch (Điều 7 khoản 2 thứ hai)."""

MATTER_CLAUSES = ("QC-7.1-2", "QC-7.2′-2", "QC-20.2-2")


class ReportObstacle(Command):
    """Cơ quan, đơn vị, địa phương → Sở Nội vụ: phản ánh khó khăn, vướng mắc (Điều 20 khoản 2).

    Cơ quan chủ trì một việc thì đồng thời thông báo đơn vị liên quan và báo cáo UBND tỉnh qua Sở Nội vụ (Điều 7).
    """

    to = "noi_vu"
    duty = ("QC-7.2′-1", "QC-7.2′-2", "QC-20.2-1")

    agency = AgencyId("Cơ quan phản ánh.")
    code = Code("Ký hiệu do cơ quan đặt, ví dụ 2021-01.")
    matter_kind = Choice("Vướng mắc, tình hình tiến độ, hay đề nghị điều chỉnh.", *KINDS)
    leads = Flag("Phản ánh với tư cách cơ quan chủ trì việc được nêu (Điều 7).")
    about = Reference("Về việc nào: kế hoạch, nhiệm vụ; bắt buộc với cơ quan chủ trì.", optional=True)
    field = Code("Về nội dung nào: mã thẩm quyền, ví dụ public_finance.", optional=True)
    title = Text("Trích yếu.", longest=500)
    content = Text("Khó khăn, vướng mắc, tình hình.", longest=20_000, lines=True, privacy="official")
    proposal = Text("Kiến nghị.", longest=20_000, lines=True, optional=True, privacy="official")
    related = Many(AgencyId("Cơ quan."), "Đơn vị có liên quan.", most=50, once=(), optional=True)
    document = One(Document, "Văn bản phản ánh, nếu có.", optional=True)


class RelatedUnitsNotified(Event):
    """Cơ quan chủ trì (Sở Nội vụ ghi) → đơn vị có liên quan: thông báo kịp thời (Điều 7 khoản 2 thứ hai)."""

    by = ("noi_vu",)
    duty = ("QC-7.2′-1",)

    obstacle = Reference("Vướng mắc, ví dụ obstacle/SYT/2021-01.")
    agency = AgencyId("Cơ quan chủ trì thông báo.")
    related = Many(AgencyId("Cơ quan."), "Đơn vị có liên quan được thông báo.", most=60, least=1, once=())
    matter_kind = Choice("Vướng mắc, tình hình tiến độ, hay đề nghị điều chỉnh.", *KINDS)
    about = Reference("Về việc nào.")
    title = Text("Trích yếu.", longest=500)
    content = Text("Khó khăn, vướng mắc, tình hình.", longest=20_000, lines=True, privacy="official")


class ObstacleReported(Event):
    """Sở Nội vụ → cơ quan phản ánh, các dịch vụ: phản ánh đã nhận (Điều 7, Điều 20)."""

    by = ("noi_vu",)
    duty = ("QC-2.2", "QC-7.2′-2", "QC-20.2-1")
    alternatives = ("QC-7.2′-2", "QC-20.2-1")

    obstacle = Reference("Vướng mắc, ví dụ obstacle/SYT/2021-01.")
    agency = AgencyId("Cơ quan phản ánh.")
    clause = Clause("Khoản làm căn cứ.")
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode()
    matter_kind = Choice("Vướng mắc, tình hình tiến độ, hay đề nghị điều chỉnh.", *KINDS)
    about = Reference("Về việc nào.", optional=True)
    field = Code("Về nội dung nào.", optional=True)
    title = Text("Trích yếu.", longest=500)
    content = Text("Khó khăn, vướng mắc, tình hình.", longest=20_000, lines=True, privacy="official")
    proposal = Text("Kiến nghị.", longest=20_000, lines=True, optional=True, privacy="official")
    related = Many(AgencyId("Cơ quan."), "Đơn vị có liên quan.", most=50, once=(), optional=True)
    document = One(Document, "Văn bản phản ánh, nếu có.", optional=True)


class WithdrawObstacle(Command):
    """Cơ quan phản ánh → Sở Nội vụ: rút phản ánh, vì tự tháo gỡ được hoặc gửi nhầm (†)."""

    to = "noi_vu"
    design = True

    agency = AgencyId("Cơ quan phản ánh.")
    obstacle = Reference("Vướng mắc.")
    reason = Text("Lý do.", longest=5000, lines=True, privacy="official")


class ObstacleWithdrawn(Event):
    """Sở Nội vụ → cơ quan phản ánh, các dịch vụ: phản ánh đã rút (†)."""

    by = ("noi_vu",)
    design = True

    obstacle = Reference("Vướng mắc.")
    agency = AgencyId("Cơ quan phản ánh.")
    about = Reference("Về việc nào.", optional=True)
    reason = Text("Lý do.", longest=5000, lines=True, privacy="official")


class AskObstacleOpinion(Command):
    """Sở Nội vụ → dịch vụ của mình: hỏi ý kiến cơ quan phụ trách lĩnh vực, cơ quan liên quan (Điều 7 khoản 1; †)."""

    to = "noi_vu"
    duty = ("QC-7.1-2",)
    design = True

    obstacle = Reference("Vướng mắc.")
    agencies = Many(AgencyId("Cơ quan."), "Hỏi ai.", most=60, least=1, once=())
    mode = Mode(default="written_opinion")
    question = Text("Cần ý kiến về điều gì.", longest=5000, lines=True, privacy="official")
    deadline = One(Deadline, "Hạn trả lời.")


class ObstacleOpinionRequested(Event):
    """Sở Nội vụ → cơ quan được hỏi: đề nghị có ý kiến về một vướng mắc (Điều 7 khoản 1; †)."""

    by = ("noi_vu",)
    duty = ("QC-2.2", "QC-7.1-2")
    design = True

    obstacle = Reference("Vướng mắc.")
    agency = AgencyId("Cơ quan được hỏi.")
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode()
    title = Text("Trích yếu vướng mắc.", longest=500)
    question = Text("Cần ý kiến về điều gì.", longest=5000, lines=True, privacy="official")
    due = Moment("Hạn trả lời.")
    due_source = Text("Căn cứ của hạn.", longest=300)


class GiveObstacleOpinion(Command):
    """Cơ quan được hỏi → Sở Nội vụ: ý kiến về một vướng mắc (Điều 7 khoản 1; †)."""

    to = "noi_vu"
    duty = ("QC-7.1-2",)
    design = True

    agency = AgencyId("Cơ quan được hỏi.")
    obstacle = Reference("Vướng mắc.")
    opinion = Text("Ý kiến.", longest=20_000, lines=True, privacy="official")
    document = One(Document, "Văn bản trả lời, nếu có.", optional=True)


class ObstacleOpinionGiven(Event):
    """Sở Nội vụ → các dịch vụ: một cơ quan đã có ý kiến về vướng mắc (Điều 7 khoản 1; †)."""

    by = ("noi_vu",)
    duty = ("QC-7.1-2",)
    design = True

    obstacle = Reference("Vướng mắc.")
    agency = AgencyId("Cơ quan được hỏi.")
    opinion = Text("Ý kiến.", longest=20_000, lines=True, privacy="official")
    document = One(Document, "Văn bản trả lời, nếu có.", optional=True)
    late = Flag("Sau hạn.")


class ObstacleOpinionOverdue(Event):
    """Sở Nội vụ → cơ quan được hỏi: hết hạn mà chưa có ý kiến về vướng mắc (Điều 7 khoản 1, Điều 13 khoản 3; †)."""

    by = ("noi_vu",)
    duty = ("QC-7.1-2", "QC-13.3")
    design = True

    obstacle = Reference("Vướng mắc.")
    agency = AgencyId("Cơ quan được hỏi.")
    title = Text("Trích yếu vướng mắc.", longest=500)
    due = Moment("Hạn đã qua.")


class ResolveObstacle(Command):
    """Sở Nội vụ, cơ quan phụ trách lĩnh vực, cơ quan liên quan → Sở Nội vụ: hướng dẫn, tháo gỡ ngay (Điều 13.3; †)."""

    to = "noi_vu"
    duty = ("QC-13.3",)
    design = True

    obstacle = Reference("Vướng mắc.")
    guidance = Text("Hướng dẫn, cách tháo gỡ.", longest=20_000, lines=True, privacy="official")
    document = One(Document, "Văn bản hướng dẫn, nếu có.", optional=True)


class ObstacleResolved(Event):
    """Sở Nội vụ → cơ quan phản ánh, các dịch vụ: vướng mắc được tháo gỡ, không phải trình UBND tỉnh (Điều 13.3; †)."""

    by = ("noi_vu",)
    duty = ("QC-13.3",)
    design = True

    obstacle = Reference("Vướng mắc.")
    agency = AgencyId("Cơ quan phản ánh.")
    about = Reference("Về việc nào.", optional=True)
    resolved_by = AgencyId("Cơ quan hướng dẫn, tháo gỡ.")
    guidance = Text("Hướng dẫn, cách tháo gỡ.", longest=20_000, lines=True, privacy="official")
    document = One(Document, "Văn bản hướng dẫn, nếu có.", optional=True)


class ConsolidateObstacles(Command):
    """Sở Nội vụ → dịch vụ của mình: tổng hợp một hay nhiều phản ánh thành một việc để tham mưu (Điều 20 khoản 2).

    ``clause``: vướng mắc trong phối hợp các nội dung (Điều 7 khoản 1), báo cáo của cơ quan chủ trì (Điều 7 khoản 2 thứ
    hai), hay phản ánh của cơ quan, địa phương (Điều 20 khoản 2).
    """

    to = "noi_vu"
    duty = MATTER_CLAUSES

    code = Code("Ký hiệu việc, ví dụ 2021-01.")
    clause = Choice("Khoản làm căn cứ tham mưu.", *MATTER_CLAUSES)
    title = Text("Trích yếu.", longest=500)
    summary = Text("Nội dung tổng hợp.", longest=20_000, lines=True, privacy="official")
    obstacles = Many(Reference("Vướng mắc."), "Các phản ánh được tổng hợp.", most=200, least=1, once=())
    coordinators = Many(
        AgencyId("Cơ quan."), "Cơ quan phối hợp, ngoài cơ quan phản ánh.", most=60, once=(), optional=True
    )


class ObstacleOrigin(Form):
    """Một phản ánh trong việc được tổng hợp: của ai."""

    obstacle = Reference("Vướng mắc.")
    agency = AgencyId("Cơ quan phản ánh.")
    title = Text("Trích yếu.", longest=500)


class ObstaclesConsolidated(Event):
    """Sở Nội vụ → các dịch vụ: nhiều phản ánh thành một việc, gốc còn nguyên (Điều 7, 20)."""

    by = ("noi_vu",)
    duty = ("QC-2.2", *MATTER_CLAUSES)
    alternatives = MATTER_CLAUSES
    concerns = None

    matter = Reference("Việc, ví dụ obstacles/2021-01.")
    clause = Clause("Khoản làm căn cứ tham mưu.")
    lead = Lead()
    coordinators = Coordinators()
    title = Text("Trích yếu.", longest=500)
    summary = Text("Nội dung tổng hợp.", longest=20_000, lines=True, privacy="official")
    obstacles = Many(ObstacleOrigin, "Các phản ánh.", most=200, least=1, once=("obstacle",))


class ObstacleGrouped(Event):
    """Sở Nội vụ → cơ quan phản ánh, các dịch vụ: phản ánh được đưa vào việc nào để tham mưu (Điều 20 khoản 2)."""

    by = ("noi_vu",)
    duty = ("QC-20.2-2",)

    obstacle = Reference("Vướng mắc.")
    agency = AgencyId("Cơ quan phản ánh.")
    about = Reference("Về việc nào.", optional=True)
    matter = Reference("Việc được tổng hợp.")


class SeparateObstacle(Command):
    """Sở Nội vụ → dịch vụ của mình: tách một phản ánh khỏi việc đã tổng hợp, vì xếp nhầm (†)."""

    to = "noi_vu"
    design = True

    obstacle = Reference("Vướng mắc.")
    reason = Text("Lý do.", longest=5000, lines=True, privacy="official")


class ObstacleSeparated(Event):
    """Sở Nội vụ → cơ quan phản ánh, các dịch vụ: phản ánh được tách ra, chờ xử lý riêng (†)."""

    by = ("noi_vu",)
    design = True

    obstacle = Reference("Vướng mắc.")
    agency = AgencyId("Cơ quan phản ánh.")
    matter = Reference("Việc mà nó thôi thuộc về.")
    reason = Text("Lý do.", longest=5000, lines=True, privacy="official")


class AdviseOnObstacles(Command):
    """Sở Nội vụ → dịch vụ của mình: tham mưu UBND tỉnh tháo gỡ, trình quyết định (Điều 7 khoản 1, Điều 20 khoản 2)."""

    to = "noi_vu"
    duty = MATTER_CLAUSES

    matter = Reference("Việc được tổng hợp.")
    advice = Text("Phương án tháo gỡ.", longest=20_000, lines=True, privacy="official")
    signing = One(Signing, "Tờ trình.")


class ObstacleAdviceGiven(Event):
    """Sở Nội vụ → UBND tỉnh, các dịch vụ: phương án tháo gỡ (Điều 7, Điều 20)."""

    by = ("noi_vu",)
    duty = ("QC-2.2", *MATTER_CLAUSES)
    alternatives = MATTER_CLAUSES
    concerns = None

    matter = Reference("Việc được tổng hợp.")
    clause = Clause("Khoản làm căn cứ tham mưu.")
    lead = Lead()
    coordinators = Coordinators()
    advice = Text("Phương án tháo gỡ.", longest=20_000, lines=True, privacy="official")
    document = One(Document, "Tờ trình.")


class ObstacleAnswered(Event):
    """Sở Nội vụ → cơ quan phản ánh: UBND tỉnh đã quyết định về điều được phản ánh (Điều 20 khoản 2)."""

    by = ("noi_vu",)
    duty = ("QC-20.2-2",)

    obstacle = Reference("Vướng mắc.")
    agency = AgencyId("Cơ quan phản ánh.")
    about = Reference("Về việc nào.", optional=True)
    matter = Reference("Việc được quyết định.")
    answer = Text("Trả lời: phương án được chấp thuận.", longest=20_000, lines=True, privacy="official")
    document = One(Document, "Quyết định của UBND tỉnh.")


class ReopenObstacle(Command):
    """Cơ quan phản ánh → Sở Nội vụ: vướng mắc chưa được tháo gỡ, hoặc rút nhầm (†)."""

    to = "noi_vu"
    design = True

    agency = AgencyId("Cơ quan phản ánh.")
    obstacle = Reference("Vướng mắc.")
    reason = Text("Còn vướng ở đâu.", longest=5000, lines=True, privacy="official")


class ObstacleReopened(Event):
    """Sở Nội vụ → cơ quan phản ánh, các dịch vụ: vướng mắc lại đang mở (†)."""

    by = ("noi_vu",)
    design = True

    obstacle = Reference("Vướng mắc.")
    agency = AgencyId("Cơ quan phản ánh.")
    about = Reference("Về việc nào.", optional=True)
    reason = Text("Còn vướng ở đâu.", longest=5000, lines=True, privacy="official")
