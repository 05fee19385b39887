"""Điểm điều tra xã hội học (ĐTXHH) do Sở Nội vụ nhập (†: quy chế không giao nội dung này cho cơ quan nào)."""

from __future__ import annotations

from schemas.base import Command, Event, Form
from schemas.fields import AgencyId, Code, Document, Many, One, Points, Year


class SurveyRow(Form):
    """Điểm điều tra của một cơ quan ở một tiêu chí."""

    agency = AgencyId("Cơ quan được đánh giá.")
    criterion = Code("Mã tiêu chí.")
    score = Points("Điểm điều tra.", signed=False)


class SurveyScore(Form):
    """Điểm điều tra ở một tiêu chí."""

    criterion = Code("Mã tiêu chí.")
    score = Points("Điểm điều tra.", signed=False)


class EnterSurveyScores(Command):
    """Sở Nội vụ → Sở Nội vụ: nhập điểm điều tra xã hội học (†). Một dòng sai thì cả lệnh bị từ chối."""

    to = "noi_vu"
    design = True

    year = Year()
    document = One(Document, "Văn bản công bố kết quả điều tra.")
    scores = Many(SurveyRow, "Điểm từng cơ quan, từng tiêu chí.", least=1, most=5000, once=("agency", "criterion"))


class SurveyScored(Event):
    """Sở Nội vụ → các dịch vụ, cơ quan liên quan: điểm điều tra của một cơ quan (†)."""

    by = ("noi_vu",)
    design = True

    year = Year()
    agency = AgencyId("Cơ quan được đánh giá.")
    document = One(Document, "Văn bản công bố kết quả điều tra.")
    scores = Many(SurveyScore, "Điểm từng tiêu chí.", least=1, most=500, once=("criterion",))
