"""Phần tự đánh giá cấp tỉnh của từng cơ quan (Điều 10 khoản 1 điểm b; Điều 13 khoản 4, Điều 14–18 khoản 2).

Each owner scores its own criteria, with evidence for every TC and TCTP and an explanation where evidence is missing or
insufficient. Sở Nội vụ may return a part, to be scored again or supplemented; it never edits another's score.
"""

from __future__ import annotations

from schemas.assessment import Entry
from schemas.base import Command, Event, Form
from schemas.criteria_set import Rule
from schemas.fields import (
    DEPARTMENTS,
    KINDS,
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
    Points,
    Text,
    Whole,
    Year,
)
from schemas.work import Coordinators, Deadline, Lead, Mode, Signing

SCORING_CLAUSES = (
    "QC-13.4.a-1",
    "QC-13.4.b-1",
    "QC-13.4.c-1",
    "QC-14.2-1",
    "QC-15.2-1",
    "QC-16.3-1",
    "QC-17.2-1",
    "QC-18.2-1",
)
"""Khoản giao chấm cấp tỉnh một nội dung; † khi quy chế không giao nội dung ấy cho cơ quan nào."""


class RequestedCriterion(Form):
    """Một tiêu chí được đề nghị tự đánh giá, và giới hạn của nó."""

    criterion = Code("Mã tiêu chí.")
    field = Code("Mã lĩnh vực.")
    title = Text("Nội dung.", longest=1000)
    kind = Choice("Cách chấm.", *KINDS)
    maximum = Points("Điểm tối đa; với điểm trừ là số âm.")
    step = Points("Bước điểm.", signed=False)
    evidence = Text("Tài liệu kiểm chứng phải có.", longest=2000, lines=True, empty=True)
    rule = One(Rule, "Công thức; chỉ ở tiêu chí tính từ số liệu.", optional=True)


class ProvincialPartRequested(Event):
    """Sở Nội vụ → cơ quan chủ trì, cơ quan liên quan: đề nghị tự đánh giá phần của mình (Điều 10 khoản 1 điểm b).

    Một sự việc cho mỗi cơ quan và mỗi khoản giao nội dung (Điều 13 khoản 4, Điều 14–18).
    """

    by = ("noi_vu",)
    duty = ("QC-10.1.a", "QC-2.2", *SCORING_CLAUSES)
    alternatives = (*SCORING_CLAUSES, "†")
    addressee = "department"

    year = Year()
    title = Text("Tên việc.")
    agency = AgencyId("Cơ quan tự đánh giá.")
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode()
    department = Choice("Dịch vụ nhận đề nghị.", *DEPARTMENTS)
    clause = Clause("Khoản giao nội dung; † khi quy chế không giao.")
    basis = Clause("Khoản buộc phải gửi: QC-10.1.b-1; với phần của chính cơ quan thường trực là QC-10.1.a.")
    due = Moment("Hạn gửi: từ lúc này là muộn.")
    source = Text("Căn cứ của hạn.", longest=300)
    letter = One(Document, "Văn bản của Bộ Nội vụ.")
    criteria = Many(RequestedCriterion, "Các tiêu chí.", least=1, most=1000, once=("criterion",))


class ProvincialEntry(Entry):
    """Một dòng tự đánh giá cấp tỉnh: như tự đánh giá của đơn vị, và tài liệu kiểm chứng đã đủ hay chưa.

    Thiếu hoặc chưa đủ tài liệu kiểm chứng thì phải giải trình.
    """

    insufficient = Flag("Có tài liệu kiểm chứng nhưng chưa đủ.", optional=True)


class SaveProvincialPart(Command):
    """Cơ quan chủ trì → dịch vụ của mình: lưu một phần bản tự đánh giá cấp tỉnh, chưa gửi (†).

    Chỉ các tiêu chí có trong lệnh được thay; tiêu chí đã lưu trước vẫn giữ.
    """

    to = "owner"
    design = True

    year = Year()
    entries = Many(ProvincialEntry, "Các dòng lưu lần này.", least=1, most=1000, once=("criterion",))


class SubmitProvincialPart(Command):
    """Cơ quan chủ trì → dịch vụ của mình: gửi Sở Nội vụ phần tự đánh giá của mình (Điều 10.1.b, 13.4–18.2).

    Gồm các dòng đã lưu và các dòng trong lệnh; đủ mọi tiêu chí được đề nghị. Gửi muộn được ghi nhận, không bị từ chối.
    """

    to = "owner"
    duty = ("QC-10.1.b-1", *SCORING_CLAUSES)

    year = Year()
    entries = Many(ProvincialEntry, "Các dòng gửi cùng lệnh; có thể trống.", most=1000, once=("criterion",))
    difficulties = Text("Khó khăn, vướng mắc, kiến nghị.", longest=5000, lines=True, optional=True, privacy="official")
    signing = One(Signing, "Văn bản gửi phần tự đánh giá.")


class WithdrawProvincialPart(Command):
    """Cơ quan chủ trì → dịch vụ của mình: rút phần đã gửi để sửa, khi Sở Nội vụ chưa tổng hợp (†)."""

    to = "owner"
    design = True

    year = Year()
    reason = Text("Lý do rút.", longest=2000, lines=True, privacy="official")


class SaveConcernedPart(Command):
    """Cơ quan liên quan không có dịch vụ riêng → Sở Nội vụ: lưu một phần bản tự đánh giá cấp tỉnh, chưa gửi (†)."""

    to = "noi_vu"
    design = True

    year = Year()
    agency = AgencyId("Cơ quan liên quan.")
    entries = Many(ProvincialEntry, "Các dòng lưu lần này.", least=1, most=1000, once=("criterion",))


class SubmitConcernedPart(Command):
    """Cơ quan liên quan không có dịch vụ riêng → Sở Nội vụ: gửi phần tự đánh giá của mình (Điều 10 khoản 1 điểm b)."""

    to = "noi_vu"
    duty = ("QC-10.1.b-1",)

    year = Year()
    agency = AgencyId("Cơ quan liên quan.")
    entries = Many(ProvincialEntry, "Các dòng gửi cùng lệnh; có thể trống.", most=1000, once=("criterion",))
    difficulties = Text("Khó khăn, vướng mắc, kiến nghị.", longest=5000, lines=True, optional=True, privacy="official")
    document = One(Document, "Văn bản gửi phần tự đánh giá.")


class WithdrawConcernedPart(Command):
    """Cơ quan liên quan không có dịch vụ riêng → Sở Nội vụ: rút phần đã gửi để sửa, khi chưa tổng hợp (†)."""

    to = "noi_vu"
    design = True

    year = Year()
    agency = AgencyId("Cơ quan liên quan.")
    reason = Text("Lý do rút.", longest=2000, lines=True, privacy="official")


class ScoredCriterion(Form):
    """Một tiêu chí đã tự đánh giá: điểm (khai, hoặc tính từ số liệu), tài liệu kiểm chứng, giải trình."""

    criterion = Code("Mã tiêu chí.")
    maximum = Points("Điểm tối đa; với điểm trừ là số âm.")
    score = Points("Điểm tự chấm; trống khi không áp dụng.", optional=True)
    figures = Figures("Số liệu đã khai.")
    not_applicable = Flag("Không áp dụng.")
    evidence = Many(Evidence, "Tài liệu kiểm chứng.", most=50)
    insufficient = Flag("Có tài liệu kiểm chứng nhưng chưa đủ.")
    explanation = Text("Giải trình.", longest=5000, lines=True, optional=True, privacy="official")


class ProvincialContentScored(Event):
    """Cơ quan chủ trì, cơ quan liên quan → Sở Nội vụ: tự chấm các tiêu chí của một khoản (Điều 10.1.b, 13.4–18.2).

    Mỗi lần gửi, một sự việc cho mỗi khoản; sau chúng là ``ProvincialPartSubmitted``.
    """

    by = DEPARTMENTS
    duty = ("QC-10.1.a", *SCORING_CLAUSES)
    alternatives = (*SCORING_CLAUSES, "†")

    year = Year()
    agency = AgencyId("Cơ quan tự đánh giá.")
    clause = Clause("Khoản giao nội dung; † khi quy chế không giao.")
    attempt = Whole("Lần gửi: 1, 2, 3…", least=1, most=10_000)
    entries = Many(ScoredCriterion, "Các tiêu chí.", least=1, most=1000, once=("criterion",))


class ProvincialPartSubmitted(Event):
    """Cơ quan chủ trì, cơ quan liên quan → Sở Nội vụ: gửi phần tự đánh giá (Điều 10 khoản 1)."""

    by = DEPARTMENTS
    duty = ("QC-10.1.b-1", "QC-10.1.a")
    alternatives = ("QC-10.1.b-1", "QC-10.1.a")

    year = Year()
    agency = AgencyId("Cơ quan tự đánh giá.")
    clause = Clause("Khoản buộc phải gửi: QC-10.1.b-1; với phần của chính cơ quan thường trực là QC-10.1.a.")
    attempt = Whole("Lần gửi: 1, 2, 3…", least=1, most=10_000)
    criteria = Many(Code("Mã tiêu chí."), "Các tiêu chí của phần.", least=1, most=1000, once=())
    score = Points("Tổng điểm tự chấm của phần.")
    maximum = Points("Tổng điểm tối đa của các tiêu chí áp dụng trong phần.")
    difficulties = Text("Khó khăn, vướng mắc, kiến nghị.", longest=5000, lines=True, optional=True, privacy="official")
    document = One(Document, "Văn bản gửi.")
    due = Moment("Hạn của phần.")
    late = Flag("Gửi sau hạn.")


class ProvincialPartWithdrawn(Event):
    """Cơ quan chủ trì, cơ quan liên quan → Sở Nội vụ: rút phần tự đánh giá để sửa (†)."""

    by = DEPARTMENTS
    design = True

    year = Year()
    agency = AgencyId("Cơ quan tự đánh giá.")
    attempt = Whole("Lần gửi được rút.", least=1, most=10_000)
    reason = Text("Lý do rút.", longest=2000, lines=True, privacy="official")


# Sở Nội vụ trả lại, tổng hợp; không sửa điểm của ai


class Remark(Form):
    """Một ý kiến của Sở Nội vụ về một tiêu chí của phần được trả lại."""

    criterion = Code("Mã tiêu chí.")
    reason = Text("Vì sao, cần bổ sung gì.", longest=2000, lines=True, privacy="official")


class ReturnProvincialPart(Command):
    """Sở Nội vụ → Sở Nội vụ: trả lại một phần để chấm lại, hoặc để bổ sung, có lý do (Điều 10 khoản 1 điểm b; †).

    Trả để chấm lại thì phần ấy coi như chưa gửi; để bổ sung thì phần đã gửi vẫn giữ tới khi có bản mới.
    """

    to = "noi_vu"
    duty = ("QC-10.1.b-2",)
    design = True

    year = Year()
    agency = AgencyId("Cơ quan có phần được trả lại.")
    wanted = Choice("Chấm lại, hay bổ sung.", "replacement", "supplement")
    remarks = Many(Remark, "Ý kiến từng tiêu chí.", least=1, most=1000, once=("criterion",))
    deadline = One(Deadline, "Hạn gửi lại.")


class ProvincialPartReturned(Event):
    """Sở Nội vụ → cơ quan tự đánh giá: trả lại phần để chấm lại, hoặc để bổ sung (Điều 10 khoản 1 điểm b; †)."""

    by = ("noi_vu",)
    duty = ("QC-10.1.b-2",)
    design = True
    addressee = "department"

    year = Year()
    agency = AgencyId("Cơ quan có phần được trả lại.")
    department = Choice("Dịch vụ nhận phần của cơ quan ấy.", *DEPARTMENTS)
    attempt = Whole("Lần gửi được trả lại.", least=1, most=10_000)
    clauses = Many(
        Clause("Khoản."), "Khoản buộc phải gửi và các khoản giao nội dung của phần.", least=1, most=20, once=()
    )
    wanted = Choice("Chấm lại, hay bổ sung.", "replacement", "supplement")
    remarks = Many(Remark, "Ý kiến từng tiêu chí.", least=1, most=1000, once=("criterion",))
    due = Moment("Hạn gửi lại.")
    source = Text("Căn cứ của hạn.", longest=300)


class ProvincialPartTransferred(Event):
    """Sở Nội vụ → cơ quan thôi tự đánh giá: các tiêu chí chưa gửi nay do cơ quan khác tự đánh giá (†).

    Cơ quan kế tiếp nhận ``ProvincialPartRequested`` ngay sau đó.
    """

    by = ("noi_vu",)
    design = True
    addressee = "department"

    year = Year()
    agency = AgencyId("Cơ quan thôi tự đánh giá.")
    department = Choice("Dịch vụ giữ phần của cơ quan ấy.", *DEPARTMENTS)
    successor = AgencyId("Cơ quan nay tự đánh giá.")
    clause = Clause("Khoản giao nội dung; † khi quy chế không giao.")
    criteria = Many(Code("Mã tiêu chí."), "Các tiêu chí.", least=1, most=1000, once=())
    whole_clause = Flag("Cơ quan ấy không còn tiêu chí nào của khoản này.")
    whole_part = Flag("Cơ quan ấy không còn tiêu chí nào phải tự đánh giá.")
    since = Day("Từ ngày.")
