"""Khen thưởng, và chấn chỉnh, xử lý trong công tác cải cách hành chính (Điều 13 khoản 6).

Mỗi đề nghị dựa vào các sự việc đã ghi: ai đọc cũng lần được từ lời khen, lời chê tới điều làm nên nó.
"""

from __future__ import annotations

from schemas.base import Command, Event, Form
from schemas.fields import AgencyId, Choice, Document, Flag, Many, One, Pattern, Text
from schemas.work import Reference, Signing

SORTS = ("group", "person")
MEASURES = ("reminder", "criticism", "accountability", "discipline")
"""Nhắc nhở; phê bình; kiểm điểm trách nhiệm; xử lý theo quy định của pháp luật."""


class Ground(Form):
    """Một sự việc làm căn cứ: id của nó trong sổ của cơ quan ghi, và nó cho thấy điều gì."""

    fact = Pattern(
        "Id của sự việc, ví dụ 0b6f…/3.",
        r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/[1-9][0-9]{0,8}$",
        "Phải là id của một sự việc đã ghi.",
    )
    shows = Text("Sự việc cho thấy điều gì.", longest=1000, lines=True)


class Merit(Form):
    """Một tập thể hoặc cá nhân được đề nghị khen thưởng."""

    sort = Choice("Tập thể hay cá nhân.", *SORTS)
    agency = AgencyId("Cơ quan của tập thể, cá nhân.")
    name = Text("Tên tập thể; họ tên cá nhân.", longest=300, privacy="personal")
    position = Text("Chức vụ của cá nhân.", longest=300, optional=True, privacy="official")
    form = Text("Hình thức khen thưởng đề nghị.", longest=300)
    achievements = Text("Thành tích.", longest=5000, lines=True)
    grounds = Many(Ground, "Các sự việc làm căn cứ.", least=1, most=100, once=("fact",))


class NominateForCommendation(Command):
    """Một cơ quan → Sở Nội vụ: giới thiệu tập thể, cá nhân để xét khen thưởng (†)."""

    to = "noi_vu"
    design = True

    agency = AgencyId("Cơ quan giới thiệu: chính cơ quan gửi.")
    nomination = Reference("Tên đề nghị, ví dụ nomination/2021/SYT-01.")
    merits = Many(Merit, "Tập thể, cá nhân.", least=1, most=100)
    document = One(Document, "Công văn giới thiệu.")


class CommendationNominated(Event):
    """Sở Nội vụ → các dịch vụ: một cơ quan đã giới thiệu để xét khen thưởng (†)."""

    by = ("noi_vu",)
    design = True

    nomination = Reference("Tên đề nghị.")
    agency = AgencyId("Cơ quan giới thiệu.")
    merits = Many(Merit, "Tập thể, cá nhân.", least=1, most=100)
    document = One(Document, "Công văn giới thiệu.")


class ProposeCommendation(Command):
    """Sở Nội vụ → Sở Nội vụ: tổng hợp, trình UBND tỉnh khen thưởng (Điều 13 khoản 6)."""

    to = "noi_vu"
    duty = ("QC-13.6-1",)

    commendation = Reference("Tên đợt khen thưởng, ví dụ commendation/2021.")
    title = Text("Nội dung.", longest=500)
    merits = Many(Merit, "Tập thể, cá nhân.", least=1, most=500)
    nominations = Many(Reference("Đề nghị."), "Các đề nghị đã tổng hợp.", most=200, once=(), optional=True)
    signing = One(Signing, "Tờ trình.")


class CommendationProposed(Event):
    """Sở Nội vụ → UBND tỉnh: đề nghị khen thưởng đã tổng hợp (Điều 13 khoản 6)."""

    by = ("noi_vu",)
    duty = ("QC-13.6-1",)

    commendation = Reference("Tên đợt khen thưởng.")
    title = Text("Nội dung.", longest=500)
    merits = Many(Merit, "Tập thể, cá nhân.", least=1, most=500)
    nominations = Many(Reference("Đề nghị."), "Các đề nghị đã tổng hợp.", most=200, once=(), optional=True)
    document = One(Document, "Tờ trình.")


class CommendationDecided(Event):
    """Sở Nội vụ → mọi cơ quan: UBND tỉnh đã quyết định về khen thưởng (†)."""

    by = ("noi_vu",)
    design = True

    commendation = Reference("Tên đợt khen thưởng.")
    approved = Flag("Khen thưởng.")
    document = One(Document, "Quyết định, hoặc văn bản trả lại.")
    reason = Text("Lý do trả lại.", longest=5000, lines=True, optional=True, privacy="official")


class NoteShortcoming(Command):
    """Sở Nội vụ → Sở Nội vụ: nêu biểu hiện thiếu trách nhiệm và mời cơ quan liên quan giải trình (Điều 13 khoản 6)."""

    to = "noi_vu"
    duty = ("QC-13.6-2",)

    rectification = Reference("Tên việc, ví dụ rectification/2021/03.")
    agency = AgencyId("Cơ quan có tồn tại.")
    shortcoming = Text("Tồn tại, biểu hiện thiếu trách nhiệm.", longest=5000, lines=True, privacy="official")
    grounds = Many(Ground, "Các sự việc làm căn cứ.", least=1, most=100, once=("fact",))


class ShortcomingNoted(Event):
    """Sở Nội vụ → cơ quan liên quan: nêu tồn tại, mời giải trình (Điều 13 khoản 6)."""

    by = ("noi_vu",)
    duty = ("QC-13.6-2",)

    rectification = Reference("Tên việc.")
    agency = AgencyId("Cơ quan có tồn tại.")
    shortcoming = Text("Tồn tại.", longest=5000, lines=True, privacy="official")
    grounds = Many(Ground, "Các sự việc làm căn cứ.", least=1, most=100, once=("fact",))


class ExplainShortcoming(Command):
    """Cơ quan có tồn tại → Sở Nội vụ: giải trình trước khi có đề nghị (†)."""

    to = "noi_vu"
    design = True

    rectification = Reference("Tên việc.")
    agency = AgencyId("Cơ quan giải trình: chính cơ quan gửi.")
    explanation = Text("Giải trình.", longest=20_000, lines=True, privacy="official")
    document = One(Document, "Công văn giải trình.")


class ShortcomingExplained(Event):
    """Sở Nội vụ → các dịch vụ: giải trình về tồn tại (†)."""

    by = ("noi_vu",)
    design = True

    rectification = Reference("Tên việc.")
    agency = AgencyId("Cơ quan giải trình.")
    explanation = Text("Giải trình.", longest=20_000, lines=True, privacy="official")
    document = One(Document, "Công văn giải trình.")


class CloseShortcoming(Command):
    """Sở Nội vụ → Sở Nội vụ: thôi không đề nghị nữa, nêu lý do (†)."""

    to = "noi_vu"
    design = True

    rectification = Reference("Tên việc.")
    reason = Text("Lý do.", longest=5000, lines=True, privacy="official")


class ShortcomingClosed(Event):
    """Sở Nội vụ → cơ quan liên quan: khép lại, không đề nghị chấn chỉnh (†)."""

    by = ("noi_vu",)
    design = True

    rectification = Reference("Tên việc.")
    agency = AgencyId("Cơ quan liên quan.")
    reason = Text("Lý do.", longest=5000, lines=True, privacy="official")


class ProposeRectification(Command):
    """Sở Nội vụ → Sở Nội vụ: tham mưu UBND tỉnh chấn chỉnh, xử lý (Điều 13 khoản 6)."""

    to = "noi_vu"
    duty = ("QC-13.6-2",)

    rectification = Reference("Tên việc.")
    measure = Choice("Mức đề nghị.", *MEASURES)
    reasons = Text("Lý do, và ý kiến về giải trình.", longest=5000, lines=True, privacy="official")
    signing = One(Signing, "Tờ trình.")


class RectificationProposed(Event):
    """Sở Nội vụ → UBND tỉnh: đề nghị chấn chỉnh, xử lý (Điều 13 khoản 6)."""

    by = ("noi_vu",)
    duty = ("QC-13.6-2",)

    rectification = Reference("Tên việc.")
    agency = AgencyId("Cơ quan có tồn tại.")
    measure = Choice("Mức đề nghị.", *MEASURES)
    reasons = Text("Lý do.", longest=5000, lines=True, privacy="official")
    explained = Flag("Cơ quan liên quan đã giải trình.")
    document = One(Document, "Tờ trình.")


class RectificationDecided(Event):
    """Sở Nội vụ → cơ quan liên quan: UBND tỉnh đã quyết định về chấn chỉnh, xử lý (†)."""

    by = ("noi_vu",)
    design = True

    rectification = Reference("Tên việc.")
    agency = AgencyId("Cơ quan có tồn tại.")
    approved = Flag("Đồng ý với đề nghị.")
    document = One(Document, "Quyết định, hoặc văn bản trả lại.")
    reason = Text("Lý do trả lại.", longest=5000, lines=True, optional=True, privacy="official")
