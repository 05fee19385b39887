"""UBND tỉnh quyết định; Sở Nội vụ công bố; sửa sau công bố là một quyết định mới (†: quy chế im lặng)."""

from __future__ import annotations

from schemas.base import Command, Event
from schemas.fields import AgencyId, Choice, Code, Document, Flag, Many, One, Points, Text, Whole, Year
from schemas.ranking import Standing


class DecideResults(Command):
    """Văn phòng UBND tỉnh → dịch vụ của mình: ghi quyết định của UBND tỉnh về kết quả (†).

    Không phê duyệt thì phải nêu lý do; Sở Nội vụ dự kiến xếp hạng và trình lại.
    """

    to = "vp_ubnd"
    duty = ("QC-10.2.a-2",)
    design = True

    year = Year()
    approved = Flag("Phê duyệt.")
    document = One(Document, "Quyết định, hoặc văn bản trả lại.")
    reason = Text("Lý do; bắt buộc khi trả lại.", longest=5000, lines=True, optional=True, privacy="official")


class ResultsDecided(Event):
    """Văn phòng UBND tỉnh → Sở Nội vụ: UBND tỉnh đã quyết định (†)."""

    by = ("vp_ubnd",)
    duty = ("QC-10.2.a-2",)
    design = True

    year = Year()
    submission = Whole("Lần trình được quyết định.", least=1, most=10_000)
    approved = Flag("Phê duyệt.")
    document = One(Document, "Quyết định, hoặc văn bản trả lại.")
    reason = Text("Lý do trả lại.", longest=5000, lines=True, optional=True, privacy="official")


class ResultsPublished(Event):
    """Sở Nội vụ → mọi cơ quan: kết quả đã công bố theo quyết định của UBND tỉnh (†)."""

    by = ("noi_vu",)
    duty = ("QC-10.2.a-2",)
    design = True

    year = Year()
    sample = Flag("Dữ liệu mẫu, không phải kết quả chính thức.")
    document = One(Document, "Quyết định phê duyệt.")
    rankings = Many(Standing, "Bảng xếp hạng các khối.", least=1, most=10, once=("block",))


class ProposeResultCorrection(Command):
    """Sở Nội vụ → Sở Nội vụ: đề nghị sửa một điểm đã công bố, hoặc khi UBND tỉnh trả lại kết quả (†)."""

    to = "noi_vu"
    design = True

    year = Year()
    agency = AgencyId("Cơ quan.")
    criterion = Code("Mã tiêu chí.")
    score = Points("Điểm đề nghị.")
    reason = Text("Lý do.", longest=5000, lines=True, privacy="official")
    document = One(Document, "Tờ trình.")


class ResultCorrectionProposed(Event):
    """Sở Nội vụ → Văn phòng UBND tỉnh: đề nghị sửa một điểm (†)."""

    by = ("noi_vu",)
    design = True
    addressee = "department"

    year = Year()
    agency = AgencyId("Cơ quan.")
    criterion = Code("Mã tiêu chí.")
    old_score = Points("Điểm hiện hành.", optional=True)
    score = Points("Điểm đề nghị.")
    reason = Text("Lý do.", longest=5000, lines=True, privacy="official")
    document = One(Document, "Tờ trình.")
    department = Choice("Dịch vụ ghi quyết định của UBND tỉnh.", "vp_ubnd")


class DecideResultCorrection(Command):
    """Văn phòng UBND tỉnh → dịch vụ của mình: ghi quyết định về đề nghị sửa điểm (†)."""

    to = "vp_ubnd"
    design = True

    year = Year()
    agency = AgencyId("Cơ quan.")
    criterion = Code("Mã tiêu chí.")
    approved = Flag("Đồng ý.")
    document = One(Document, "Quyết định, hoặc văn bản trả lại.")
    reason = Text("Lý do; bắt buộc khi không đồng ý.", longest=5000, lines=True, optional=True, privacy="official")


class ResultCorrectionDecided(Event):
    """Văn phòng UBND tỉnh → Sở Nội vụ: đề nghị sửa điểm đã được quyết định (†)."""

    by = ("vp_ubnd",)
    design = True

    year = Year()
    agency = AgencyId("Cơ quan.")
    criterion = Code("Mã tiêu chí.")
    score = Points("Điểm được quyết định.")
    approved = Flag("Đồng ý.")
    document = One(Document, "Quyết định, hoặc văn bản trả lại.")
    reason = Text("Lý do không đồng ý.", longest=5000, lines=True, optional=True, privacy="official")


class ResultsCorrected(Event):
    """Sở Nội vụ → mọi cơ quan: một điểm đã sửa theo quyết định; Chỉ số và xếp hạng tính lại (†)."""

    by = ("noi_vu",)
    design = True

    year = Year()
    agency = AgencyId("Cơ quan.")
    criterion = Code("Mã tiêu chí.")
    old_score = Points("Điểm cũ.", optional=True)
    new_score = Points("Điểm mới.")
    reason = Text("Lý do.", longest=5000, lines=True, privacy="official")
    document = One(Document, "Quyết định.")
    rankings = Many(Standing, "Bảng xếp hạng tính lại của khối liên quan.", least=1, most=10, once=("block",))
