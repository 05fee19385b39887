"""Tự đánh giá, chấm điểm của một cơ quan trong một năm (Điều 10 khoản 2 điểm b; Điều 3 khoản 2).

Saved in parts, submitted, withdrawn before the window closes, submitted again; late is recorded, not refused.
Once appraisal has begun nothing is edited: a correction is a request that Sở Nội vụ decides (†).
"""

from __future__ import annotations

from schemas.base import Command, Event, Form
from schemas.fields import (
    BLOCKS,
    AgencyId,
    Choice,
    Code,
    Evidence,
    Figures,
    Flag,
    Many,
    One,
    Points,
    Text,
    Whole,
    Year,
)


class Entry(Form):
    """Một dòng tự đánh giá: điểm, hoặc số liệu kê khai, kèm tài liệu kiểm chứng hoặc giải trình vì sao thiếu.

    Điểm 0, không có điểm và không áp dụng là ba điều khác nhau.
    """

    criterion = Code("Mã tiêu chí.")
    score = Points("Điểm tự chấm; trống ở tiêu chí tính từ số liệu.", optional=True)
    figures = Figures("Số liệu kê khai theo tên; chỉ ở tiêu chí tính từ số liệu.")
    not_applicable = Flag("Cơ quan cho rằng tiêu chí không áp dụng với mình.", optional=True)
    evidence = Many(Evidence, "Tài liệu kiểm chứng.", most=50, optional=True)
    explanation = Text(
        "Giải trình khi thiếu tài liệu kiểm chứng.",
        longest=5000,
        lines=True,
        optional=True,
        privacy="official",
    )


class SaveAssessment(Command):
    """Cơ quan được đánh giá → Sở Nội vụ: lưu một phần bản tự đánh giá, chưa gửi (†).

    Chỉ các tiêu chí có trong lệnh được thay; tiêu chí đã lưu trước vẫn giữ. Không ai khác thấy bản lưu.
    """

    to = "noi_vu"
    design = True

    year = Year()
    agency = AgencyId("Cơ quan tự đánh giá.")
    entries = Many(Entry, "Các dòng lưu lần này.", least=1, most=1000, once=("criterion",))


class SubmitAssessment(Command):
    """Cơ quan được đánh giá → Sở Nội vụ: gửi bản tự đánh giá, chấm điểm (Điều 10 khoản 2 điểm a).

    Gồm các dòng đã lưu và các dòng trong lệnh này (dòng trong lệnh thay dòng đã lưu); phải đủ mọi tiêu chí
    phải tự đánh giá. Gửi muộn được ghi nhận, không bị từ chối.
    """

    to = "noi_vu"
    duty = ("QC-3.2-2", "QC-10.2.a-2")

    year = Year()
    agency = AgencyId("Cơ quan tự đánh giá.")
    entries = Many(Entry, "Các dòng gửi cùng lệnh này; có thể trống khi đã lưu đủ.", most=1000, once=("criterion",))


class AssessmentSubmitted(Event):
    """Sở Nội vụ ghi nhận → các dịch vụ, cơ quan liên quan: bản tự đánh giá đã gửi (Điều 10 khoản 2 điểm a)."""

    by = ("noi_vu",)
    duty = ("QC-3.2-2", "QC-10.2.a-2")

    year = Year()
    agency = AgencyId("Cơ quan tự đánh giá.")
    block = Choice("Khối.", *BLOCKS)
    criteria_set = Code("Mã bộ tiêu chí.")
    version = Whole("Phiên bản bộ tiêu chí.", least=1, most=10_000)
    attempt = Whole("Lần gửi: 1, 2, 3…", least=1, most=10_000)
    late = Flag("Gửi sau hạn: ghi nhận sau hạn và văn bản cũng đề ngày sau hạn.")
    entries = Many(Entry, "Toàn bộ các dòng, theo thứ tự bộ tiêu chí.", most=1000, once=("criterion",))


class WithdrawAssessment(Command):
    """Cơ quan được đánh giá → Sở Nội vụ: rút bản tự đánh giá khi thời hạn chưa hết (†)."""

    to = "noi_vu"
    design = True

    year = Year()
    agency = AgencyId("Cơ quan tự đánh giá.")
    reason = Text("Lý do rút.", longest=2000, lines=True, privacy="official")


class AssessmentWithdrawn(Event):
    """Sở Nội vụ ghi nhận → các dịch vụ, cơ quan liên quan: bản tự đánh giá đã được rút để sửa (†)."""

    by = ("noi_vu",)
    design = True

    year = Year()
    agency = AgencyId("Cơ quan tự đánh giá.")
    attempt = Whole("Lần gửi được rút.", least=1, most=10_000)
    reason = Text("Lý do rút.", longest=2000, lines=True, privacy="official")


class DeclareAssessmentMissing(Command):
    """Sở Nội vụ → Sở Nội vụ: kết luận một cơ quan không gửi bản tự đánh giá khi đã hết hạn (†).

    Mọi tiêu chí phải tự đánh giá của cơ quan tính 0 điểm, để đợt đánh giá không bị treo.
    """

    to = "noi_vu"
    design = True

    year = Year()
    agency = AgencyId("Cơ quan không gửi.")
    reason = Text("Lý do, các lần đã đôn đốc.", longest=2000, lines=True, privacy="official")


class AssessmentDeclaredMissing(Event):
    """Sở Nội vụ → các dịch vụ, cơ quan liên quan: cơ quan không gửi bản tự đánh giá, phần ấy tính 0 điểm (†)."""

    by = ("noi_vu",)
    design = True

    year = Year()
    agency = AgencyId("Cơ quan không gửi.")
    block = Choice("Khối.", *BLOCKS)
    criteria_set = Code("Mã bộ tiêu chí.")
    version = Whole("Phiên bản bộ tiêu chí.", least=1, most=10_000)
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class RequestCorrection(Command):
    """Cơ quan được đánh giá → Sở Nội vụ: xin sửa một dòng sau khi thẩm định đã bắt đầu (†)."""

    to = "noi_vu"
    design = True

    year = Year()
    agency = AgencyId("Cơ quan tự đánh giá.")
    criterion = Code("Mã tiêu chí.")
    entry = One(Entry, "Dòng mới, thay dòng đã gửi nếu được chấp nhận.")
    reason = Text("Lý do sửa.", longest=2000, lines=True, privacy="official")


class CorrectionRequested(Event):
    """Sở Nội vụ ghi nhận → Sở Nội vụ: một yêu cầu sửa đang chờ quyết định (†)."""

    by = ("noi_vu",)
    design = True

    year = Year()
    agency = AgencyId("Cơ quan tự đánh giá.")
    criterion = Code("Mã tiêu chí.")
    previous = One(Entry, "Dòng đã gửi; trống khi trước đó không khai.", optional=True)
    entry = One(Entry, "Dòng xin thay.")
    reason = Text("Lý do sửa.", longest=2000, lines=True, privacy="official")


class DecideCorrection(Command):
    """Sở Nội vụ → Sở Nội vụ: chấp nhận hay không một yêu cầu sửa (†)."""

    to = "noi_vu"
    design = True

    year = Year()
    agency = AgencyId("Cơ quan xin sửa.")
    criterion = Code("Mã tiêu chí.")
    accepted = Flag("Chấp nhận.")
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class CorrectionDecided(Event):
    """Sở Nội vụ → cơ quan xin sửa: yêu cầu sửa đã được quyết định (†).

    Được chấp nhận thì dòng mới thay dòng cũ và được gửi thẩm định lại từ đầu.
    """

    by = ("noi_vu",)
    design = True

    year = Year()
    agency = AgencyId("Cơ quan xin sửa.")
    criterion = Code("Mã tiêu chí.")
    accepted = Flag("Chấp nhận.")
    entry = One(Entry, "Dòng có hiệu lực từ nay.")
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")
