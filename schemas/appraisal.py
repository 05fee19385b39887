"""Thẩm định, giải trình, thẩm định lại (Điều 10 khoản 2 điểm b; Điều 13 khoản 4, Điều 14–18 khoản 2).

Each owner is asked for its own criteria and answers criterion by criterion: recognised, or adjusted with a
reason. The regulation is silent about disagreement: explanation and re-appraisal are product design (†). An
agency that appraises itself says so in every answer (``conflict_of_interest``). When the competence passes to another
agency, what is not judged yet passes with it (†); what is judged stands, with its owner and its clause.
"""

from __future__ import annotations

from schemas.base import Command, Event, Form
from schemas.fields import (
    DEPARTMENTS,
    KINDS,
    AgencyId,
    Choice,
    Clause,
    Code,
    Day,
    Evidence,
    Figures,
    Flag,
    Many,
    Moment,
    One,
    Points,
    Text,
    Whole,
    Year,
)


class RequestedEntry(Form):
    """Một dòng gửi thẩm định: điều cơ quan đã khai, điểm tự chấm tính ra, và giới hạn của tiêu chí."""

    criterion = Code("Mã tiêu chí.")
    title = Text("Nội dung tiêu chí.", longest=1000)
    kind = Choice("Cách chấm.", *KINDS)
    maximum = Points("Điểm tối đa; với điểm trừ là số âm.")
    step = Points("Bước điểm.", signed=False)
    clause = Clause("Khoản giao thẩm quyền thẩm định tiêu chí này; † khi quy chế không giao.")
    self_score = Points("Điểm tự chấm (khai, hoặc tính từ số liệu); trống khi khai không áp dụng.", optional=True)
    score = Points("Điểm đã khai.", optional=True)
    figures = Figures("Số liệu đã khai.")
    not_applicable = Flag("Cơ quan khai là không áp dụng.")
    evidence = Many(Evidence, "Tài liệu kiểm chứng.", most=50)
    explanation = Text(
        "Giải trình khi thiếu tài liệu kiểm chứng.",
        longest=5000,
        lines=True,
        optional=True,
        privacy="official",
    )


class AppraisalRequested(Event):
    """Sở Nội vụ → cơ quan thẩm định: đề nghị thẩm định phần tiêu chí mình phụ trách (Điều 10 khoản 2 điểm b).

    Mỗi việc một đầu mối và các cơ quan phối hợp (Điều 2 khoản 2). Lần sau thay các dòng được gửi lại.
    """

    by = ("noi_vu",)
    duty = ("QC-10.2.b-2", "QC-2.2")
    addressee = "department"

    year = Year()
    agency = AgencyId("Cơ quan được đánh giá.")
    owner = AgencyId("Cơ quan thẩm định: đầu mối của việc này.")
    coordinators = Many(AgencyId("Cơ quan."), "Cơ quan phối hợp.", most=50, once=())
    department = Choice("Dịch vụ của cơ quan thẩm định.", *DEPARTMENTS)
    request = Whole("Lần đề nghị đối với cơ quan thẩm định này: 1, 2, 3…", least=1, most=10_000)
    due = Moment("Hạn thẩm định: từ lúc này là muộn.")
    conflict_of_interest = Flag("Cơ quan thẩm định tự thẩm định chính mình.")
    entries = Many(RequestedEntry, "Các dòng phải thẩm định.", least=1, most=1000, once=("criterion",))


class Verdict(Form):
    """Kết luận về một tiêu chí: công nhận điểm tự chấm, hoặc điều chỉnh có lý do."""

    criterion = Code("Mã tiêu chí.")
    verdict = Choice("Công nhận hay điều chỉnh.", "recognised", "adjusted")
    score = Points(
        "Điểm thẩm định; khi công nhận phải bằng điểm tự chấm; trống khi công nhận là không áp dụng.",
        optional=True,
    )
    reason = Text("Lý do; bắt buộc khi điều chỉnh.", longest=5000, lines=True, optional=True, privacy="official")


class AppraiseCriteria(Command):
    """Cơ quan thẩm định → dịch vụ của chính mình: kết luận về các tiêu chí mình phụ trách (Điều 13–18).

    Có thể gửi từng phần; mỗi tiêu chí kết luận một lần.
    """

    to = "owner"
    duty = ("QC-13.4-2", "QC-14.2-2", "QC-15.2-2", "QC-16.3-2", "QC-17.2-2", "QC-18.2-2")

    year = Year()
    agency = AgencyId("Cơ quan được đánh giá.")
    verdicts = Many(Verdict, "Các kết luận.", least=1, most=1000, once=("criterion",))


class CriterionAppraised(Event):
    """Cơ quan thẩm định → Sở Nội vụ: kết luận về một tiêu chí (Điều 10 khoản 2 điểm b, Điều 13–18)."""

    by = DEPARTMENTS
    duty = ("QC-10.2.b-2", "QC-13.4-2", "QC-14.2-2", "QC-15.2-2", "QC-16.3-2", "QC-17.2-2", "QC-18.2-2")
    alternatives = ("QC-13.4-2", "QC-14.2-2", "QC-15.2-2", "QC-16.3-2", "QC-17.2-2", "QC-18.2-2")

    year = Year()
    agency = AgencyId("Cơ quan được đánh giá.")
    owner = AgencyId("Cơ quan thẩm định.")
    request = Whole("Lần đề nghị được trả lời.", least=1, most=10_000)
    criterion = Code("Mã tiêu chí.")
    clause = Clause("Khoản giao thẩm quyền thẩm định tiêu chí này; † khi quy chế không giao.")
    verdict = Choice("Công nhận hay điều chỉnh.", "recognised", "adjusted")
    self_score = Points("Điểm tự chấm; trống khi khai không áp dụng.", optional=True)
    score = Points("Điểm thẩm định; trống khi công nhận là không áp dụng.", optional=True)
    reason = Text("Lý do điều chỉnh.", longest=5000, lines=True, optional=True, privacy="official")
    conflict_of_interest = Flag("Cơ quan thẩm định tự thẩm định chính mình.")


class AppraisalCompleted(Event):
    """Cơ quan thẩm định → Sở Nội vụ: đã kết luận mọi tiêu chí được đề nghị (Điều 10 khoản 2 điểm b)."""

    by = DEPARTMENTS
    duty = ("QC-10.2.b-2",)

    year = Year()
    agency = AgencyId("Cơ quan được đánh giá.")
    owner = AgencyId("Cơ quan thẩm định.")
    request = Whole("Lần đề nghị được trả lời.", least=1, most=10_000)
    criteria = Many(Code("Mã tiêu chí."), "Các tiêu chí đã kết luận.", least=1, most=1000, once=())
    late = Flag("Hoàn thành sau hạn.")


class AppraisalReassigned(Event):
    """Sở Nội vụ → cơ quan đang thẩm định: phần chưa kết luận chuyển cho cơ quan nay có thẩm quyền (Điều 2 khoản 2) †.

    Cơ quan ấy trả lời bằng AppraisalTransferred; Sở Nội vụ đề nghị cơ quan kế thừa khi đã biết còn lại những gì.
    """

    by = ("noi_vu",)
    duty = ("QC-10.2.b-2", "QC-2.2")
    design = True
    addressee = "department"

    year = Year()
    agency = AgencyId("Cơ quan được đánh giá.")
    stage = Choice("Thẩm định hay thẩm định lại.", "appraisal", "reappraisal")
    owner = AgencyId("Cơ quan đang thẩm định.")
    department = Choice("Dịch vụ của cơ quan đang thẩm định.", *DEPARTMENTS)
    successor = AgencyId("Cơ quan nay có thẩm quyền.")
    request = Whole("Lần đề nghị gần nhất; với thẩm định lại là lần được chuyển.", least=1, most=10_000)
    criteria = Many(Code("Mã tiêu chí."), "Các tiêu chí chưa thấy kết luận.", least=1, most=1000, once=())
    since = Day("Ngày chuyển.")


class AppraisalTransferred(Event):
    """Cơ quan thẩm định → Sở Nội vụ: đã kết luận những gì, bàn giao những gì cho cơ quan kế thừa (†)."""

    by = DEPARTMENTS
    duty = ("QC-10.2.b-2",)
    design = True

    year = Year()
    agency = AgencyId("Cơ quan được đánh giá.")
    stage = Choice("Thẩm định hay thẩm định lại.", "appraisal", "reappraisal")
    owner = AgencyId("Cơ quan bàn giao.")
    successor = AgencyId("Cơ quan kế thừa.")
    request = Whole("Lần đề nghị gần nhất; với thẩm định lại là lần được chuyển.", least=1, most=10_000)
    judged = Many(Code("Mã tiêu chí."), "Các tiêu chí đã kết luận; kết luận giữ nguyên.", most=1000, once=())
    handed_over = Many(Code("Mã tiêu chí."), "Các tiêu chí bàn giao, chưa kết luận.", least=1, most=1000, once=())
    left = Many(Code("Mã tiêu chí."), "Các tiêu chí cơ quan này còn phải kết luận.", most=1000, once=())


class Explanation(Form):
    """Giải trình của cơ quan về một tiêu chí bị điều chỉnh (†)."""

    criterion = Code("Mã tiêu chí.")
    text = Text("Nội dung giải trình.", longest=5000, lines=True, privacy="official")
    evidence = Many(Evidence, "Tài liệu kiểm chứng bổ sung.", most=50, optional=True)


class ExplainCriteria(Command):
    """Cơ quan được đánh giá → Sở Nội vụ: giải trình các tiêu chí bị điều chỉnh (†)."""

    to = "noi_vu"
    design = True

    year = Year()
    agency = AgencyId("Cơ quan được đánh giá.")
    explanations = Many(Explanation, "Các giải trình.", least=1, most=1000, once=("criterion",))


class CriteriaExplained(Event):
    """Sở Nội vụ ghi nhận → các dịch vụ, cơ quan liên quan: cơ quan đã giải trình (†)."""

    by = ("noi_vu",)
    design = True

    year = Year()
    agency = AgencyId("Cơ quan được đánh giá.")
    explanations = Many(Explanation, "Các giải trình.", least=1, most=1000, once=("criterion",))
    late = Flag("Giải trình sau hạn.")


class TakenOver(Form):
    """Một tiêu chí cơ quan khác đã thẩm định, nay thuộc thẩm quyền của cơ quan thẩm định lại (†)."""

    entry = One(RequestedEntry, "Dòng đã gửi thẩm định.")
    owner = AgencyId("Cơ quan đã thẩm định.")
    score = Points("Điểm thẩm định của cơ quan ấy; trống khi công nhận là không áp dụng.", optional=True)


class ReappraisalRequested(Event):
    """Sở Nội vụ → cơ quan thẩm định: đề nghị thẩm định lại các tiêu chí được giải trình (†)."""

    by = ("noi_vu",)
    design = True
    addressee = "department"

    year = Year()
    agency = AgencyId("Cơ quan được đánh giá.")
    owner = AgencyId("Cơ quan thẩm định: đầu mối của việc này.")
    coordinators = Many(AgencyId("Cơ quan."), "Cơ quan phối hợp.", most=50, once=())
    department = Choice("Dịch vụ của cơ quan thẩm định.", *DEPARTMENTS)
    request = Whole("Lần đề nghị thẩm định lại đối với cơ quan này: 1, 2, 3…", least=1, most=10_000)
    due = Moment("Hạn thẩm định lại: từ lúc này là muộn.")
    conflict_of_interest = Flag("Cơ quan thẩm định tự thẩm định chính mình.")
    explanations = Many(Explanation, "Các giải trình.", least=1, most=1000, once=("criterion",))
    taken_over = Many(TakenOver, "Tiêu chí do cơ quan trước thẩm định.", most=1000, optional=True)


class SecondVerdict(Form):
    """Kết luận lại về một tiêu chí: giữ nguyên, hoặc điều chỉnh có lý do (†)."""

    criterion = Code("Mã tiêu chí.")
    verdict = Choice("Giữ nguyên hay điều chỉnh.", "maintained", "adjusted")
    score = Points("Điểm thẩm định lại; khi giữ nguyên phải bằng điểm thẩm định trước.", optional=True)
    reason = Text("Lý do; bắt buộc.", longest=5000, lines=True, privacy="official")


class ReappraiseCriteria(Command):
    """Cơ quan thẩm định → dịch vụ của chính mình: kết luận lại về các tiêu chí được giải trình (†)."""

    to = "owner"
    design = True

    year = Year()
    agency = AgencyId("Cơ quan được đánh giá.")
    verdicts = Many(SecondVerdict, "Các kết luận.", least=1, most=1000, once=("criterion",))


class CriterionReappraised(Event):
    """Cơ quan thẩm định → Sở Nội vụ: kết luận lại về một tiêu chí (†)."""

    by = DEPARTMENTS
    design = True

    year = Year()
    agency = AgencyId("Cơ quan được đánh giá.")
    owner = AgencyId("Cơ quan thẩm định.")
    request = Whole("Lần đề nghị được trả lời.", least=1, most=10_000)
    criterion = Code("Mã tiêu chí.")
    clause = Clause("Khoản giao thẩm quyền thẩm định tiêu chí này; † khi quy chế không giao.")
    verdict = Choice("Giữ nguyên hay điều chỉnh.", "maintained", "adjusted")
    previous_score = Points("Điểm thẩm định lần trước.", optional=True)
    score = Points("Điểm sau thẩm định lại.", optional=True)
    reason = Text("Lý do.", longest=5000, lines=True, privacy="official")
    conflict_of_interest = Flag("Cơ quan thẩm định tự thẩm định chính mình.")


class ReappraisalCompleted(Event):
    """Cơ quan thẩm định → Sở Nội vụ: đã kết luận lại mọi tiêu chí được giải trình (†)."""

    by = DEPARTMENTS
    design = True

    year = Year()
    agency = AgencyId("Cơ quan được đánh giá.")
    owner = AgencyId("Cơ quan thẩm định.")
    request = Whole("Lần đề nghị được trả lời.", least=1, most=10_000)
    criteria = Many(Code("Mã tiêu chí."), "Các tiêu chí đã kết luận lại.", least=1, most=1000, once=())
    late = Flag("Hoàn thành sau hạn.")
