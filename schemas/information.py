"""Cung cấp, trao đổi thông tin, tài liệu: ai gửi, gửi ai, ai đã nhận, ai đã đọc (Điều 7 khoản 1, Điều 12 khoản 1)."""

from __future__ import annotations

from schemas.base import Command, Event, Form
from schemas.fields import AgencyId, Choice, Clause, Code, Day, Many, Moment, Sha256, Text, Whole
from schemas.work import Mode, Reference

SORTS = ("legal_rule", "status", "result", "other")
"""Quy định pháp luật mới; tình hình; kết quả thực hiện kế hoạch; khác."""

BY = ("noi_vu", "tu_phap", "tai_chinh", "tt_tt", "kh_cn", "vp_ubnd")


class SharedFile(Form):
    """Một tài liệu được cung cấp, nhận ra bằng số, ký hiệu và SHA-256 của tệp."""

    number = Text("Số, ký hiệu văn bản, ví dụ 1669/QĐ-UBND.", longest=100)
    issuer = Text("Cơ quan ban hành.", longest=200)
    issued = Day("Ngày ban hành.")
    title = Text("Trích yếu.", longest=500)
    sha256 = Sha256("SHA-256 của tệp, khi gửi kèm tệp.", optional=True)
    effective = Day("Ngày có hiệu lực, khi là quy định pháp luật.", optional=True)


class ShareInformation(Command):
    """Một cơ quan → dịch vụ của mình (cơ quan không có dịch vụ: Sở Nội vụ): cung cấp thông tin, tài liệu.

    Điều 7 khoản 1, Điều 12 khoản 1. Không nêu nơi nhận thì gửi các cơ quan chủ trì lĩnh vực khác.
    """

    to = "owner"
    duty = ("QC-7.1-1", "QC-12.1")

    agency = AgencyId("Cơ quan cung cấp: chính cơ quan gửi.")
    information = Reference("Tên việc cung cấp, ví dụ information/2021/SNV-01.")
    sort = Choice("Loại thông tin.", *SORTS)
    field = Code("Lĩnh vực (thẩm quyền) mà thông tin thuộc về.", optional=True)
    title = Text("Nội dung.", longest=500)
    summary = Text("Tóm tắt điều cần biết, cần làm.", longest=5000, lines=True, optional=True)
    recipients = Many(AgencyId("Cơ quan."), "Nơi nhận.", most=60, once=(), optional=True)
    files = Many(SharedFile, "Tài liệu.", least=1, most=50)
    mode = Mode(default="information")


class InformationShared(Event):
    """Cơ quan cung cấp → nơi nhận: cung cấp thông tin, tài liệu (Điều 7 khoản 1, Điều 12 khoản 1)."""

    by = BY
    duty = ("QC-7.1-1", "QC-12.1")
    alternatives = ("QC-7.1-1", "QC-12.1", "†")

    information = Reference("Tên việc cung cấp.")
    edition = Whole("Lần: 1, và thêm 1 mỗi lần đính chính.", least=1, most=10_000)
    clause = Clause("Khoản làm căn cứ; † khi quy chế không giao.")
    agency = AgencyId("Cơ quan cung cấp.")
    sort = Choice("Loại thông tin.", *SORTS)
    field = Code("Lĩnh vực (thẩm quyền) mà thông tin thuộc về.", optional=True)
    title = Text("Nội dung.", longest=500)
    summary = Text("Tóm tắt điều cần biết, cần làm.", longest=5000, lines=True, optional=True)
    recipients = Many(AgencyId("Cơ quan."), "Nơi nhận.", least=1, most=60, once=())
    departments = Many(Choice("Dịch vụ.", *BY), "Dịch vụ ghi việc nhận.", most=6, once=())
    files = Many(SharedFile, "Tài liệu.", least=1, most=50)
    mode = Mode()


class InformationReceived(Event):
    """Dịch vụ của nơi nhận → cơ quan cung cấp: thông tin đã vào sổ công văn đến (†); của những cơ quan nào."""

    by = BY
    design = True
    concerns = None

    information = Reference("Tên việc cung cấp.")
    edition = Whole("Lần được nhận.", least=1, most=10_000)
    sharer = AgencyId("Cơ quan cung cấp.")
    recipients = Many(AgencyId("Cơ quan."), "Những nơi nhận mà dịch vụ này ghi sổ.", least=1, most=60, once=())
    received = Moment("Lúc vào sổ.")


class ConfirmReading(Command):
    """Một nơi nhận → dịch vụ của mình (cơ quan không có dịch vụ: Sở Nội vụ): đã đọc, đã giao người xử lý (†)."""

    to = "owner"
    design = True

    agency = AgencyId("Cơ quan đã đọc: chính cơ quan gửi.")
    information = Reference("Tên việc cung cấp.")
    note = Text("Ghi chú: giao ai, làm gì tiếp.", longest=2000, lines=True, optional=True, privacy="official")


class ReadingConfirmed(Event):
    """Nơi nhận → cơ quan cung cấp: đã đọc thông tin (†)."""

    by = BY
    design = True

    information = Reference("Tên việc cung cấp.")
    edition = Whole("Lần đã đọc.", least=1, most=10_000)
    agency = AgencyId("Cơ quan đã đọc.")
    note = Text("Ghi chú.", longest=2000, lines=True, optional=True, privacy="official")


class CorrectInformation(Command):
    """Cơ quan cung cấp → dịch vụ của mình: đính chính; nơi nhận phải đọc lại bản mới (†)."""

    to = "owner"
    design = True

    agency = AgencyId("Cơ quan cung cấp: chính cơ quan gửi.")
    information = Reference("Tên việc cung cấp.")
    title = Text("Nội dung.", longest=500)
    summary = Text("Tóm tắt, và điều được đính chính.", longest=5000, lines=True)
    files = Many(SharedFile, "Tài liệu.", least=1, most=50)


class WithdrawInformation(Command):
    """Cơ quan cung cấp → dịch vụ của mình: thu hồi, nêu lý do (†)."""

    to = "owner"
    design = True

    agency = AgencyId("Cơ quan cung cấp: chính cơ quan gửi.")
    information = Reference("Tên việc cung cấp.")
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class InformationWithdrawn(Event):
    """Cơ quan cung cấp → nơi nhận: thu hồi thông tin (†); không dùng nữa."""

    by = BY
    design = True

    information = Reference("Tên việc cung cấp.")
    agency = AgencyId("Cơ quan cung cấp.")
    recipients = Many(AgencyId("Cơ quan."), "Nơi nhận.", least=1, most=60, once=())
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")
