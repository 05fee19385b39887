"""Đánh giá hằng năm việc thực hiện Quy chế: hỏi, trả lời, báo cáo UBND tỉnh cho cuộc họp (Điều 20 khoản 1)."""

from __future__ import annotations

from schemas.base import Command, Event, Form
from schemas.fields import AgencyId, Document, Flag, Many, Moment, One, Text, Year
from schemas.work import Coordinators, Deadline, Lead, Mode, Reference, Signing


class RequestEvaluations(Command):
    """Sở Nội vụ → dịch vụ của mình: đề nghị các cơ quan đánh giá việc thực hiện Quy chế (Điều 20 khoản 1).

    Các cơ quan phụ trách lĩnh vực vào ngày đề nghị đương nhiên được hỏi; ``others`` là cơ quan hỏi thêm.
    """

    to = "noi_vu"
    duty = ("QC-20.1-1", "QC-20.1-2")

    year = Year("Năm được đánh giá.")
    others = Many(AgencyId("Cơ quan."), "Hỏi thêm.", most=60, once=(), optional=True)
    questions = Text("Cần đánh giá những gì.", longest=5000, lines=True)
    deadline = One(Deadline, "Hạn gửi.")


class EvaluationRequested(Event):
    """Sở Nội vụ → cơ quan được hỏi: đề nghị đánh giá việc thực hiện Quy chế (Điều 20 khoản 1)."""

    by = ("noi_vu",)
    duty = ("QC-2.2", "QC-20.1-1", "QC-20.1-2")

    year = Year("Năm được đánh giá.")
    agency = AgencyId("Cơ quan được hỏi.")
    lead = Lead()
    coordinators = Coordinators()
    mode = Mode()
    questions = Text("Cần đánh giá những gì.", longest=5000, lines=True)
    due = Moment("Hạn gửi.")
    due_source = Text("Căn cứ của hạn.", longest=300)


class ArticleEvaluation(Form):
    """Đánh giá việc thực hiện một điều của Quy chế."""

    article = Text("Điều, khoản, ví dụ Điều 9.", longest=100)
    result = Text("Kết quả thực hiện.", longest=5000, lines=True, privacy="official")
    difficulty = Text("Khó khăn, vướng mắc.", longest=5000, lines=True, optional=True, privacy="official")
    proposal = Text("Kiến nghị.", longest=5000, lines=True, optional=True, privacy="official")


class GiveEvaluation(Command):
    """Cơ quan được hỏi → Sở Nội vụ: đánh giá việc thực hiện Quy chế; gửi lại là thay (Điều 20 khoản 1)."""

    to = "noi_vu"
    duty = ("QC-20.1-1",)

    agency = AgencyId("Cơ quan đánh giá.")
    year = Year("Năm được đánh giá.")
    articles = Many(ArticleEvaluation, "Đánh giá từng điều.", most=60, least=1, once=("article",))
    document = One(Document, "Văn bản gửi kèm, nếu có.", optional=True)


class EvaluationGiven(Event):
    """Sở Nội vụ → cơ quan đánh giá, các dịch vụ: một cơ quan đã đánh giá việc thực hiện Quy chế (Điều 20 khoản 1)."""

    by = ("noi_vu",)
    duty = ("QC-20.1-1",)

    year = Year("Năm được đánh giá.")
    agency = AgencyId("Cơ quan đánh giá.")
    articles = Many(ArticleEvaluation, "Đánh giá từng điều.", most=60, least=1, once=("article",))
    document = One(Document, "Văn bản gửi kèm, nếu có.", optional=True)
    late = Flag("Gửi sau hạn.")


class EvaluationsOverdue(Event):
    """Sở Nội vụ → các dịch vụ: hết hạn, cơ quan nào chưa đánh giá (Điều 20 khoản 1, Điều 13 khoản 3)."""

    by = ("noi_vu",)
    duty = ("QC-13.3",)
    concerns = None

    year = Year("Năm được đánh giá.")
    due = Moment("Hạn đã qua.")
    outstanding = Many(AgencyId("Cơ quan."), "Chưa gửi.", most=200, least=1, once=())


class ReportEvaluation(Command):
    """Sở Nội vụ → dịch vụ của mình: báo cáo UBND tỉnh kết quả họp đánh giá việc thực hiện Quy chế (Điều 20 khoản 1)."""

    to = "noi_vu"
    duty = ("QC-20.1-2",)

    year = Year("Năm được đánh giá.")
    summary = Text("Kết quả, hạn chế, kiến nghị.", longest=20_000, lines=True, privacy="official")
    signing = One(Signing, "Báo cáo.")


class EvaluationReported(Event):
    """Sở Nội vụ → UBND tỉnh, các dịch vụ: việc thực hiện Quy chế trong năm đã được họp đánh giá (Điều 20 khoản 1)."""

    by = ("noi_vu",)
    duty = ("QC-2.2", "QC-20.1-2")
    concerns = None

    year = Year("Năm được đánh giá.")
    meeting = Reference("Cuộc họp đánh giá.")
    lead = Lead()
    coordinators = Coordinators()
    given = Many(AgencyId("Cơ quan."), "Cơ quan đã đánh giá.", most=200, once=())
    missing = Many(AgencyId("Cơ quan."), "Cơ quan được hỏi mà chưa đánh giá.", most=200, once=())
    summary = Text("Kết quả, hạn chế, kiến nghị.", longest=20_000, lines=True, privacy="official")
    document = One(Document, "Báo cáo.")
