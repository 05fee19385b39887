"""Thẩm định đề án, dự án cải cách hành chính (Điều 9): nhận, kiểm tra, lấy ý kiến, báo cáo, trình, phê duyệt.

Sở Nội vụ leads; Văn phòng UBND tỉnh, Sở TT&TT, Sở KH&CN and Sở Tài chính are asked, each on its own contents only and
only where the scheme has them; Sở Tư pháp is not among them. On funding Sở Tài chính also submits on its own (khoản 5).
The regulation gives no deadline and is silent on completeness, clarification, amendment, return and withdrawal (†).
"""

from __future__ import annotations

from schemas.base import Command, Event, Form
from schemas.fields import (
    DEPARTMENTS,
    AgencyId,
    Choice,
    Clause,
    Code,
    Document,
    Figure,
    Flag,
    Many,
    Moment,
    One,
    Sha256,
    Text,
    Whole,
    Year,
)
from schemas.work import Coordinators, Deadline, Lead, Mode, Reference, Signing

CONTENTS = ("administrative_procedures", "one_stop", "information_technology", "iso", "public_finance")
"""Nội dung lấy ý kiến, Điều 9 khoản 2–5: TTHC; một cửa, một cửa liên thông; CNTT; ISO 9001; kinh phí."""

OPINION_CLAUSES = ("QC-9.2", "QC-9.3", "QC-9.4", "QC-9.5-1")
VERDICTS = ("agree", "agree_with_changes", "disagree", "none")
CONCLUSIONS = ("eligible", "eligible_with_changes", "incomplete")


class ReceivedIn(Year):
    """Năm tiếp nhận đề án, dự án."""

    def __init__(self) -> None:
        super().__init__("Năm tiếp nhận.")


class SchemeCode(Code):
    """Số hồ sơ đề án trong năm, do Sở Nội vụ cấp khi tiếp nhận: ``DA-03``."""

    def __init__(self) -> None:
        super().__init__("Số hồ sơ trong năm, cấp khi tiếp nhận.")


class SchemeVersion(Whole):
    """Bản thứ mấy của đề án."""

    def __init__(self) -> None:
        super().__init__("Bản thứ mấy: 1, rồi thêm 1 mỗi lần trình lại.", least=1, most=10_000)


class Contents(Many):
    """Các nội dung phải lấy ý kiến."""

    def __init__(self, description: str, *, least: int = 0, optional: bool = False) -> None:
        super().__init__(
            Choice("Nội dung.", *CONTENTS), description, least=least, most=len(CONTENTS), once=(), optional=optional
        )


class SchemeFile(Form):
    """Một tệp của hồ sơ."""

    name = Text("Tên tệp, ví dụ Dự thảo đề án.", longest=300)
    sha256 = Sha256("SHA-256 của tệp.")


class SchemeProposal(Form):
    """Nội dung hồ sơ đề án, dự án."""

    kind = Choice("Đề án hay dự án.", "scheme", "project")
    title = Text("Tên đề án, dự án.", longest=500)
    contents = Contents("Các nội dung của Điều 9 khoản 2–5 mà cơ quan khai là có.")
    funding = Figure("Kinh phí dự kiến, đồng; trống khi không cần kinh phí.", signed=False, optional=True)
    files = Many(SchemeFile, "Các tệp của hồ sơ.", least=1, most=50, once=("name",))


# Tiếp nhận, kiểm tra hồ sơ


class SubmitScheme(Command):
    """Cơ quan đề xuất → Sở Nội vụ: gửi đề án, dự án cải cách hành chính để thẩm định (Điều 9 khoản 1) †."""

    to = "noi_vu"
    duty = ("QC-9.1-1",)
    design = True

    agency = AgencyId("Cơ quan đề xuất.")
    proposal = One(SchemeProposal, "Hồ sơ.")
    document = One(Document, "Văn bản gửi của cơ quan đề xuất.")


class SchemeReceived(Event):
    """Sở Nội vụ → cơ quan đề xuất, các dịch vụ: đã nhận đề án (Điều 9 khoản 1) †; có số hồ sơ."""

    by = ("noi_vu",)
    duty = ("QC-2.2", "QC-9.1-1")
    design = True

    year = ReceivedIn()
    code = SchemeCode()
    version = SchemeVersion()
    agency = AgencyId("Cơ quan đề xuất.")
    lead = Lead()
    proposal = One(SchemeProposal, "Hồ sơ.")
    document = One(Document, "Văn bản gửi của cơ quan đề xuất.")


class RequestSchemeSupplement(Command):
    """Sở Nội vụ → dịch vụ của mình: hồ sơ còn thiếu, đề nghị cơ quan đề xuất bổ sung (†)."""

    to = "noi_vu"
    design = True

    year = ReceivedIn()
    code = SchemeCode()
    missing = Many(Text("Điều còn thiếu.", longest=500), "Những gì còn thiếu.", least=1, most=50, once=())
    deadline = One(Deadline, "Hạn bổ sung, nếu đặt.", optional=True)
    signing = One(Signing, "Văn bản đề nghị bổ sung.")


class SchemeSupplementRequested(Event):
    """Sở Nội vụ → cơ quan đề xuất: đề nghị bổ sung hồ sơ đề án (†); còn thiếu gì, đến bao giờ."""

    by = ("noi_vu",)
    design = True

    year = ReceivedIn()
    code = SchemeCode()
    version = SchemeVersion()
    agency = AgencyId("Cơ quan đề xuất.")
    missing = Many(Text("Điều còn thiếu.", longest=500), "Những gì còn thiếu.", least=1, most=50, once=())
    deadline = One(Deadline, "Hạn bổ sung, nếu đặt.", optional=True)
    document = One(Document, "Văn bản đề nghị bổ sung.")


class SupplementScheme(Command):
    """Cơ quan đề xuất → Sở Nội vụ: hồ sơ đầy đủ thay hồ sơ còn thiếu (†). Muộn được ghi nhận, không bị từ chối."""

    to = "noi_vu"
    design = True

    year = ReceivedIn()
    code = SchemeCode()
    agency = AgencyId("Cơ quan đề xuất.")
    proposal = One(SchemeProposal, "Hồ sơ đã bổ sung, toàn bộ.")
    document = One(Document, "Văn bản bổ sung của cơ quan đề xuất.")


class SchemeSupplemented(Event):
    """Sở Nội vụ → cơ quan đề xuất, các dịch vụ: hồ sơ đề án đã được bổ sung (†); kiểm tra lại."""

    by = ("noi_vu",)
    design = True

    year = ReceivedIn()
    code = SchemeCode()
    version = SchemeVersion()
    agency = AgencyId("Cơ quan đề xuất.")
    proposal = One(SchemeProposal, "Hồ sơ đã bổ sung.")
    document = One(Document, "Văn bản bổ sung của cơ quan đề xuất.")
    late = Flag("Bổ sung sau hạn.")


class AcceptScheme(Command):
    """Sở Nội vụ → dịch vụ của mình: hồ sơ đủ; lấy ý kiến theo từng nội dung mà đề án có (Điều 9 khoản 1).

    Nội vụ có thể thêm nội dung mà cơ quan đề xuất chưa khai; có kinh phí thì luôn lấy ý kiến Sở Tài chính.
    """

    to = "noi_vu"
    duty = ("QC-9.1-1",)

    year = ReceivedIn()
    code = SchemeCode()
    contents = Contents("Nội dung Nội vụ xác định thêm.", optional=True)
    deadline = One(Deadline, "Hạn cho ý kiến; quy chế không cho ngày, nên phải có căn cứ.")
    mode = Mode(default="written_opinion")
    signing = One(Signing, "Văn bản lấy ý kiến.")


class SchemeAccepted(Event):
    """Sở Nội vụ → cơ quan đề xuất, các dịch vụ: đề án đủ hồ sơ, bắt đầu thẩm định (Điều 9 khoản 1); ai phối hợp."""

    by = ("noi_vu",)
    duty = ("QC-2.2", "QC-9.1-1")

    year = ReceivedIn()
    code = SchemeCode()
    version = SchemeVersion()
    agency = AgencyId("Cơ quan đề xuất.")
    title = Text("Tên đề án, dự án.", longest=500)
    contents = Contents("Mọi nội dung phải lấy ý kiến.")
    widened = Contents("Trong đó do Nội vụ xác định thêm.")
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode()
    due = Moment("Hạn cho ý kiến: từ lúc này là muộn.")
    source = Text("Căn cứ của hạn.", longest=300)
    document = One(Document, "Văn bản lấy ý kiến.")


# Lấy ý kiến


class SchemeOpinionRequested(Event):
    """Sở Nội vụ → cơ quan phối hợp: đề nghị cho ý kiến thẩm định (Điều 9 khoản 2–5); về nội dung của mình.

    Mỗi khoản một đề nghị, nêu ở ``clause``; lần sau (bản mới, hoặc thẩm quyền chuyển cơ quan) mang số sau.
    """

    by = ("noi_vu",)
    duty = ("QC-2.2", "QC-9.1-1", *OPINION_CLAUSES)
    alternatives = OPINION_CLAUSES
    addressee = "department"

    year = ReceivedIn()
    code = SchemeCode()
    version = SchemeVersion()
    agency = AgencyId("Cơ quan đề xuất.")
    clause = Clause("Khoản giao nội dung này cho cơ quan được hỏi.")
    request = Whole("Lần đề nghị về khoản này: 1, 2, 3…", least=1, most=10_000)
    owner = AgencyId("Cơ quan được hỏi.")
    department = Choice("Dịch vụ của cơ quan được hỏi.", *DEPARTMENTS)
    contents = Contents("Nội dung phải cho ý kiến.", least=1)
    proposal = One(SchemeProposal, "Hồ sơ.")
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode()
    due = Moment("Hạn cho ý kiến: từ lúc này là muộn.")
    source = Text("Căn cứ của hạn.", longest=300)
    conflict_of_interest = Flag("Cơ quan được hỏi cũng là cơ quan đề xuất.")
    document = One(Document, "Văn bản lấy ý kiến.")


class RequestSchemeClarification(Command):
    """Cơ quan được hỏi → dịch vụ của mình: đề nghị cơ quan đề xuất làm rõ (†)."""

    to = "owner"
    design = True

    year = ReceivedIn()
    code = SchemeCode()
    clause = Clause("Khoản mà đề nghị cho ý kiến dựa vào.")
    question = Text("Điều cần làm rõ.", longest=5000, lines=True, privacy="official")
    deadline = One(Deadline, "Hạn trả lời, nếu đặt.", optional=True)


class SchemeClarificationRequested(Event):
    """Cơ quan được hỏi → Sở Nội vụ, cơ quan đề xuất: đề nghị làm rõ (†); một câu hỏi chờ trả lời."""

    by = DEPARTMENTS
    design = True

    year = ReceivedIn()
    code = SchemeCode()
    version = SchemeVersion()
    agency = AgencyId("Cơ quan đề xuất: cơ quan phải trả lời.")
    clause = Clause("Khoản mà đề nghị cho ý kiến dựa vào.")
    owner = AgencyId("Cơ quan hỏi.")
    number = Whole("Câu hỏi thứ mấy về khoản này.", least=1, most=10_000)
    question = Text("Điều cần làm rõ.", longest=5000, lines=True, privacy="official")
    deadline = One(Deadline, "Hạn trả lời, nếu đặt.", optional=True)


class AnswerSchemeClarification(Command):
    """Cơ quan đề xuất → Sở Nội vụ: trả lời một câu hỏi làm rõ (†)."""

    to = "noi_vu"
    design = True

    year = ReceivedIn()
    code = SchemeCode()
    agency = AgencyId("Cơ quan đề xuất.")
    clause = Clause("Khoản mà câu hỏi thuộc về.")
    number = Whole("Câu hỏi thứ mấy về khoản này.", least=1, most=10_000)
    answer = Text("Trả lời.", longest=10_000, lines=True, privacy="official")
    files = Many(SchemeFile, "Tệp kèm theo.", most=50, once=("name",), optional=True)


class SchemeClarificationAnswered(Event):
    """Sở Nội vụ → cơ quan hỏi: trả lời câu hỏi làm rõ (†)."""

    by = ("noi_vu",)
    design = True
    addressee = "department"

    year = ReceivedIn()
    code = SchemeCode()
    version = SchemeVersion()
    agency = AgencyId("Cơ quan đề xuất.")
    clause = Clause("Khoản mà câu hỏi thuộc về.")
    owner = AgencyId("Cơ quan hỏi.")
    department = Choice("Dịch vụ của cơ quan hỏi.", *DEPARTMENTS)
    number = Whole("Câu hỏi thứ mấy về khoản này.", least=1, most=10_000)
    answer = Text("Trả lời.", longest=10_000, lines=True, privacy="official")
    files = Many(SchemeFile, "Tệp kèm theo.", most=50, once=("name",))
    late = Flag("Trả lời sau hạn.")


class SchemeContentOpinion(Form):
    """Ý kiến về một nội dung."""

    content = Choice("Nội dung.", *CONTENTS)
    verdict = Choice("Đồng ý; đồng ý và đề nghị chỉnh sửa; không đồng ý; không có ý kiến.", *VERDICTS)
    reason = Text(
        "Lý do; bắt buộc khi đề nghị chỉnh sửa hoặc không đồng ý.",
        longest=5000,
        lines=True,
        optional=True,
        privacy="official",
    )
    conditions = Many(
        Text("Điều kiện.", longest=2000, lines=True, privacy="official"), "Điều kiện kèm theo.", most=50, optional=True
    )


class SchemeRemark(Form):
    """Nhận xét về một mục của đề án."""

    section = Text("Mục của đề án, ví dụ Mục III.2.", longest=200)
    remark = Text("Nhận xét.", longest=5000, lines=True, privacy="official")


class GiveSchemeOpinion(Command):
    """Cơ quan được hỏi → dịch vụ của mình: ý kiến thẩm định về nội dung của mình (Điều 9 khoản 2–5)."""

    to = "owner"
    duty = OPINION_CLAUSES

    year = ReceivedIn()
    code = SchemeCode()
    clause = Clause("Khoản mà đề nghị cho ý kiến dựa vào.")
    opinions = Many(SchemeContentOpinion, "Ý kiến từng nội dung.", least=1, most=len(CONTENTS), once=("content",))
    remarks = Many(SchemeRemark, "Nhận xét từng mục.", most=100, optional=True)
    signing = One(Signing, "Văn bản cho ý kiến.")


class SchemeOpinionGiven(Event):
    """Cơ quan được hỏi → Sở Nội vụ: ý kiến thẩm định (Điều 9 khoản 2–5); khoản nào nêu ở ``clause``."""

    by = DEPARTMENTS
    duty = OPINION_CLAUSES
    alternatives = OPINION_CLAUSES

    year = ReceivedIn()
    code = SchemeCode()
    version = SchemeVersion()
    agency = AgencyId("Cơ quan đề xuất.")
    clause = Clause("Khoản.")
    request = Whole("Lần đề nghị được trả lời.", least=1, most=10_000)
    owner = AgencyId("Cơ quan cho ý kiến.")
    opinions = Many(SchemeContentOpinion, "Ý kiến từng nội dung.", least=1, most=len(CONTENTS), once=("content",))
    remarks = Many(SchemeRemark, "Nhận xét từng mục.", most=100)
    conflict_of_interest = Flag("Cơ quan cho ý kiến cũng là cơ quan đề xuất.")
    late = Flag("Cho ý kiến sau hạn.")
    document = One(Document, "Văn bản cho ý kiến.")


class AmendSchemeOpinion(Command):
    """Cơ quan được hỏi → dịch vụ của mình: thay ý kiến đã cho, khi báo cáo thẩm định chưa lập (†)."""

    to = "owner"
    design = True

    year = ReceivedIn()
    code = SchemeCode()
    clause = Clause("Khoản mà đề nghị cho ý kiến dựa vào.")
    opinions = Many(SchemeContentOpinion, "Ý kiến từng nội dung.", least=1, most=len(CONTENTS), once=("content",))
    remarks = Many(SchemeRemark, "Nhận xét từng mục.", most=100, optional=True)
    reason = Text("Vì sao thay.", longest=2000, lines=True, privacy="official")
    signing = One(Signing, "Văn bản thay ý kiến.")


class SchemeOpinionAmended(Event):
    """Cơ quan được hỏi → Sở Nội vụ: thay ý kiến thẩm định đã cho (†)."""

    by = DEPARTMENTS
    design = True

    year = ReceivedIn()
    code = SchemeCode()
    version = SchemeVersion()
    agency = AgencyId("Cơ quan đề xuất.")
    clause = Clause("Khoản.")
    request = Whole("Lần đề nghị được trả lời.", least=1, most=10_000)
    owner = AgencyId("Cơ quan cho ý kiến.")
    opinions = Many(SchemeContentOpinion, "Ý kiến từng nội dung.", least=1, most=len(CONTENTS), once=("content",))
    remarks = Many(SchemeRemark, "Nhận xét từng mục.", most=100)
    conflict_of_interest = Flag("Cơ quan cho ý kiến cũng là cơ quan đề xuất.")
    late = Flag("Sửa sau hạn.")
    reason = Text("Vì sao thay.", longest=2000, lines=True, privacy="official")
    document = One(Document, "Văn bản thay ý kiến.")


class SchemeOpinionUrged(Event):
    """Sở Nội vụ → cơ quan được hỏi: quá hạn chưa cho ý kiến, đôn đốc (Điều 13 khoản 3)."""

    by = ("noi_vu",)
    duty = ("QC-13.3",)
    addressee = "department"

    year = ReceivedIn()
    code = SchemeCode()
    version = SchemeVersion()
    agency = AgencyId("Cơ quan đề xuất.")
    title = Text("Tên đề án, dự án.", longest=500)
    clause = Clause("Khoản.")
    request = Whole("Lần đề nghị chưa được trả lời.", least=1, most=10_000)
    owner = AgencyId("Cơ quan được hỏi.")
    department = Choice("Dịch vụ của cơ quan được hỏi.", *DEPARTMENTS)
    due = Moment("Hạn đã qua.")


class ExtendSchemeDeadline(Command):
    """Sở Nội vụ → dịch vụ của mình: dời hạn cho ý kiến của những cơ quan chưa trả lời (†)."""

    to = "noi_vu"
    design = True

    year = ReceivedIn()
    code = SchemeCode()
    deadline = One(Deadline, "Hạn mới.")
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class ExtendedOpinion(Form):
    """Một đề nghị cho ý kiến được dời hạn."""

    clause = Clause("Khoản.")
    request = Whole("Lần đề nghị chưa được trả lời.", least=1, most=10_000)
    owner = AgencyId("Cơ quan được hỏi.")


class SchemeDeadlineExtended(Event):
    """Sở Nội vụ → các cơ quan được hỏi: hạn cho ý kiến đã dời (†)."""

    by = ("noi_vu",)
    design = True

    year = ReceivedIn()
    code = SchemeCode()
    version = SchemeVersion()
    agency = AgencyId("Cơ quan đề xuất.")
    extended = Many(ExtendedOpinion, "Các đề nghị chưa được trả lời.", least=1, most=10, once=("clause",))
    due = Moment("Hạn mới: từ lúc này là muộn.")
    source = Text("Căn cứ của hạn.", longest=300)
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class SchemeOpinionReassigned(Event):
    """Sở Nội vụ → cơ quan được hỏi trước: chuyển việc cho ý kiến sang cơ quan khác (†); thẩm quyền đã chuyển."""

    by = ("noi_vu",)
    design = True
    addressee = "department"

    year = ReceivedIn()
    code = SchemeCode()
    version = SchemeVersion()
    agency = AgencyId("Cơ quan đề xuất.")
    clause = Clause("Khoản.")
    request = Whole("Lần đề nghị thôi chờ trả lời.", least=1, most=10_000)
    owner = AgencyId("Cơ quan được hỏi trước.")
    department = Choice("Dịch vụ của cơ quan được hỏi trước.", *DEPARTMENTS)
    successor = AgencyId("Cơ quan được hỏi từ nay.")


# Báo cáo thẩm định, trình, quyết định


class SchemeTreatment(Form):
    """Nội vụ xử lý một ý kiến thế nào."""

    clause = Clause("Khoản của ý kiến.")
    treatment = Choice("Tiếp thu; tiếp thu một phần; không tiếp thu.", "accepted", "accepted_in_part", "not_accepted")
    reason = Text(
        "Lý do; bắt buộc khi không tiếp thu toàn bộ.", longest=5000, lines=True, optional=True, privacy="official"
    )


class ConcludeSchemeAppraisal(Command):
    """Sở Nội vụ → dịch vụ của mình: báo cáo thẩm định, tổng hợp ý kiến và kết luận của mình (Điều 9 khoản 1).

    Còn cơ quan im lặng thì chỉ lập được khi đã hết hạn, và báo cáo nêu rõ. Lập lại được đến khi trình.
    """

    to = "noi_vu"
    duty = ("QC-9.1-1",)

    year = ReceivedIn()
    code = SchemeCode()
    treatments = Many(SchemeTreatment, "Xử lý từng ý kiến.", most=10, once=("clause",), optional=True)
    conclusion = Choice("Đủ điều kiện trình; đủ nếu chỉnh sửa; chưa đủ, trả lại để hoàn chỉnh.", *CONCLUSIONS)
    summary = Text("Kết luận thẩm định của Sở Nội vụ.", longest=10_000, lines=True, privacy="official")
    signing = One(Signing, "Báo cáo thẩm định.")


class SchemeOpinionSummary(Form):
    """Một ý kiến trong báo cáo thẩm định."""

    clause = Clause("Khoản.")
    owner = AgencyId("Cơ quan được hỏi.")
    answered = Flag("Đã cho ý kiến; sai nghĩa là im lặng khi đã quá hạn.")
    opinions = Many(
        SchemeContentOpinion, "Ý kiến từng nội dung; trống khi im lặng.", most=len(CONTENTS), once=("content",)
    )
    conflict_of_interest = Flag("Cơ quan được hỏi cũng là cơ quan đề xuất.")
    late = Flag("Cho ý kiến sau hạn.")
    treatment = Choice(
        "Xử lý; trống khi không có gì phải xử lý.", "accepted", "accepted_in_part", "not_accepted", optional=True
    )
    reason = Text("Lý do.", longest=5000, lines=True, optional=True, privacy="official")


class SchemeAppraised(Event):
    """Sở Nội vụ → cơ quan đề xuất, các dịch vụ: báo cáo thẩm định (Điều 9 khoản 1)."""

    by = ("noi_vu",)
    duty = ("QC-9.1-1",)

    year = ReceivedIn()
    code = SchemeCode()
    version = SchemeVersion()
    agency = AgencyId("Cơ quan đề xuất.")
    title = Text("Tên đề án, dự án.", longest=500)
    report = Whole("Báo cáo lần mấy về bản này.", least=1, most=10_000)
    lead = Lead()
    coordinators = Coordinators()
    opinions = Many(SchemeOpinionSummary, "Các ý kiến và cách xử lý.", most=10, once=("clause",))
    silent = Many(AgencyId("Cơ quan."), "Cơ quan quá hạn không cho ý kiến.", most=10, once=())
    conclusion = Choice("Kết luận.", *CONCLUSIONS)
    summary = Text("Kết luận thẩm định của Sở Nội vụ.", longest=10_000, lines=True, privacy="official")
    document = One(Document, "Báo cáo thẩm định.")


class ForwardScheme(Command):
    """Sở Nội vụ → dịch vụ của mình: trình UBND tỉnh xem xét, phê duyệt đề án đã thẩm định (Điều 9 khoản 1)."""

    to = "noi_vu"
    duty = ("QC-9.1-2",)

    year = ReceivedIn()
    code = SchemeCode()
    signing = One(Signing, "Tờ trình.")


class SchemeForwarded(Event):
    """Sở Nội vụ → cơ quan đề xuất, các dịch vụ: đề án đã trình UBND tỉnh (Điều 9 khoản 1)."""

    by = ("noi_vu",)
    duty = ("QC-9.1-2",)

    year = ReceivedIn()
    code = SchemeCode()
    version = SchemeVersion()
    agency = AgencyId("Cơ quan đề xuất.")
    lead = Lead()
    coordinators = Coordinators()
    matter = Reference("Việc được trình.")
    document = One(Document, "Tờ trình.")


class SchemeApproved(Event):
    """Sở Nội vụ ghi nhận → cơ quan đề xuất, các dịch vụ: UBND tỉnh đã phê duyệt đề án (†)."""

    by = ("noi_vu",)
    design = True

    year = ReceivedIn()
    code = SchemeCode()
    version = SchemeVersion()
    agency = AgencyId("Cơ quan đề xuất.")
    title = Text("Tên đề án, dự án.", longest=500)
    silent = Many(AgencyId("Cơ quan."), "Cơ quan được hỏi mà không cho ý kiến.", most=10, once=())
    document = One(Document, "Quyết định.")


class SchemeReturned(Event):
    """Sở Nội vụ → cơ quan đề xuất: trả lại đề án (†); hoàn chỉnh rồi trình lại hoặc rút."""

    by = ("noi_vu",)
    design = True

    year = ReceivedIn()
    code = SchemeCode()
    version = SchemeVersion()
    agency = AgencyId("Cơ quan đề xuất.")
    returned_by = Choice("Do kết luận thẩm định, hay do UBND tỉnh.", "appraisal", "committee")
    silent = Many(AgencyId("Cơ quan."), "Cơ quan được hỏi mà không cho ý kiến.", most=10, once=())
    reason = Text("Lý do.", longest=10_000, lines=True, privacy="official")
    document = One(Document, "Báo cáo thẩm định, hoặc văn bản trả lại của UBND tỉnh.")


class ResubmitScheme(Command):
    """Cơ quan đề xuất → Sở Nội vụ: bản mới của đề án đã bị trả lại (†)."""

    to = "noi_vu"
    design = True

    year = ReceivedIn()
    code = SchemeCode()
    agency = AgencyId("Cơ quan đề xuất.")
    proposal = One(SchemeProposal, "Hồ sơ bản mới, toàn bộ.")
    explanation = Text("Đã tiếp thu, giải trình thế nào.", longest=10_000, lines=True, privacy="official")
    document = One(Document, "Văn bản gửi của cơ quan đề xuất.")


class SchemeResubmitted(Event):
    """Sở Nội vụ → cơ quan đề xuất, các dịch vụ: đã nhận bản mới của đề án (†); thẩm định lại từ đầu."""

    by = ("noi_vu",)
    design = True

    year = ReceivedIn()
    code = SchemeCode()
    version = SchemeVersion()
    agency = AgencyId("Cơ quan đề xuất.")
    lead = Lead()
    proposal = One(SchemeProposal, "Hồ sơ bản mới.")
    explanation = Text("Đã tiếp thu, giải trình thế nào.", longest=10_000, lines=True, privacy="official")
    document = One(Document, "Văn bản gửi của cơ quan đề xuất.")


class WithdrawScheme(Command):
    """Cơ quan đề xuất → Sở Nội vụ: rút đề án khi chưa trình UBND tỉnh, hoặc sau khi bị trả lại (†)."""

    to = "noi_vu"
    design = True

    year = ReceivedIn()
    code = SchemeCode()
    agency = AgencyId("Cơ quan đề xuất.")
    reason = Text("Lý do rút.", longest=2000, lines=True, privacy="official")


class SchemeWithdrawn(Event):
    """Sở Nội vụ ghi nhận → các cơ quan được hỏi: đề án đã rút (†); không phải cho ý kiến nữa."""

    by = ("noi_vu",)
    design = True

    year = ReceivedIn()
    code = SchemeCode()
    version = SchemeVersion()
    agency = AgencyId("Cơ quan đề xuất.")
    lead = Lead()
    owners = Many(AgencyId("Cơ quan."), "Cơ quan thôi phải cho ý kiến.", most=10, once=())
    reason = Text("Lý do rút.", longest=2000, lines=True, privacy="official")


# Kinh phí: Sở Tài chính trình riêng


class SubmitSchemeFunding(Command):
    """Sở Tài chính → dịch vụ của mình: trình UBND tỉnh bố trí kinh phí thực hiện đề án (Điều 9 khoản 5)."""

    to = "tai_chinh"
    duty = ("QC-9.5-2",)

    year = ReceivedIn()
    code = SchemeCode()
    amount = Figure("Kinh phí đề nghị bố trí, đồng.", signed=False)
    fund = Text("Nguồn kinh phí.", longest=500)
    budget_year = Year("Năm ngân sách.")
    signing = One(Signing, "Tờ trình.")


class SchemeFundingSubmitted(Event):
    """Sở Tài chính → Sở Nội vụ, cơ quan đề xuất: đã trình riêng UBND tỉnh về kinh phí (Điều 9 khoản 5)."""

    by = ("tai_chinh",)
    duty = ("QC-2.2", "QC-9.5-2")

    year = ReceivedIn()
    code = SchemeCode()
    agency = AgencyId("Cơ quan đề xuất.")
    matter = Reference("Việc được trình.")
    requested = Figure("Kinh phí cơ quan đề xuất dự kiến, đồng.", signed=False, optional=True)
    amount = Figure("Kinh phí đề nghị bố trí, đồng.", signed=False)
    fund = Text("Nguồn kinh phí.", longest=500)
    budget_year = Year("Năm ngân sách.")
    lead = Lead()
    coordinators = Coordinators()
    document = One(Document, "Tờ trình.")


class SchemeFundingDecided(Event):
    """Sở Tài chính ghi nhận → Sở Nội vụ, cơ quan đề xuất: UBND tỉnh đã quyết định về kinh phí của đề án (†)."""

    by = ("tai_chinh",)
    design = True

    year = ReceivedIn()
    code = SchemeCode()
    agency = AgencyId("Cơ quan đề xuất.")
    approved = Flag("Đồng ý bố trí.")
    amount = Figure("Kinh phí đề nghị bố trí, đồng.", signed=False)
    fund = Text("Nguồn kinh phí.", longest=500)
    budget_year = Year("Năm ngân sách.")
    document = One(Document, "Quyết định, hoặc văn bản trả lại.")
    reason = Text("Lý do trả lại.", longest=5000, lines=True, optional=True, privacy="official")
