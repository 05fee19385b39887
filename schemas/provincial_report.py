"""Tổng hợp, trình UBND tỉnh, gửi Bộ Nội vụ điểm tự chấm cấp tỉnh; kết quả của Bộ (Điều 10 khoản 1; Điều 3 khoản 2).

The score table goes to UBND tỉnh as a matter of its own (``submission``), then to Bộ Nội vụ with a receipt; what the
Ministry publishes later is kept with its source, for the plan that improves the index.
"""

from __future__ import annotations

from schemas.base import Command, Event, Form
from schemas.fields import (
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
    Sha256,
    Text,
    Whole,
    Year,
)
from schemas.work import Lead, Signing


class SilentAgency(Form):
    """Một cơ quan không gửi phần của mình."""

    agency = AgencyId("Cơ quan.")
    reason = Text("Lý do, các lần đã đôn đốc.", longest=2000, lines=True, privacy="official")


class ConsolidateProvincialScore(Command):
    """Sở Nội vụ → Sở Nội vụ: tổng hợp điểm cấp tỉnh khi mọi phần đã gửi (Điều 10 khoản 1 điểm b).

    Cơ quan chưa gửi thì phải nêu tên và lý do, sau hạn gửi phần; tiêu chí của cơ quan ấy chưa có điểm. Tổng hợp lại
    được tới khi trình UBND tỉnh.
    """

    to = "noi_vu"
    duty = ("QC-10.1.b-2",)

    year = Year()
    silent = Many(SilentAgency, "Các cơ quan không gửi.", most=60, once=("agency",), optional=True)


class ConsolidatedCriterion(Form):
    """Một tiêu chí trong bảng điểm cấp tỉnh; điểm 0, chưa có điểm và không áp dụng là ba điều khác nhau."""

    criterion = Code("Mã tiêu chí.")
    agency = AgencyId("Cơ quan tự đánh giá; trống ở tiêu chí do Bộ Nội vụ điều tra.", optional=True)
    clause = Clause("Khoản giao nội dung; † khi quy chế không giao.")
    origin = Choice("Đã tự chấm, chưa có điểm, Bộ Nội vụ điều tra.", "scored", "missing", "survey")
    not_applicable = Flag("Không áp dụng.")
    maximum = Points("Điểm tối đa; với điểm trừ là số âm.")
    score = Points("Điểm tự chấm.", optional=True)
    figures = Figures("Số liệu đã khai.")
    evidence = Many(Evidence, "Tài liệu kiểm chứng.", most=50)
    insufficient = Flag("Có tài liệu kiểm chứng nhưng chưa đủ.")
    explanation = Text("Giải trình.", longest=5000, lines=True, optional=True, privacy="official")


class ScoreSum(Form):
    """Điểm của một lĩnh vực hoặc một tiêu chí có tiêu chí thành phần, trên phần tỉnh tự chấm."""

    criterion = Code("Mã lĩnh vực, tiêu chí.")
    score = Points("Điểm đạt.")
    maximum = Points("Điểm tối đa của phần tỉnh tự chấm.")
    percent = Points("Tỷ lệ phần trăm, làm tròn để hiển thị; trống khi không có gì để chấm.", optional=True)


class Difficulty(Form):
    """Khó khăn, vướng mắc, kiến nghị của một cơ quan."""

    agency = AgencyId("Cơ quan.")
    text = Text("Nội dung.", longest=5000, lines=True, privacy="official")


class ProvincialScoreConsolidated(Event):
    """Sở Nội vụ → các cơ quan: bảng điểm tự chấm cấp tỉnh đã tổng hợp (Điều 10 khoản 1 điểm b)."""

    by = ("noi_vu",)
    duty = ("QC-10.1.b-2",)

    year = Year()
    consolidation = Whole("Lần tổng hợp: 1, 2, 3…", least=1, most=10_000)
    sample = Flag("Đợt mẫu, không phải số liệu chính thức.")
    criteria_set = Code("Mã bộ tiêu chí.")
    version = Whole("Phiên bản.", least=1, most=10_000)
    rows = Many(ConsolidatedCriterion, "Các tiêu chí, theo thứ tự bộ tiêu chí.", most=1000, once=("criterion",))
    fields = Many(ScoreSum, "Các lĩnh vực.", most=50, once=("criterion",))  # type: ignore[assignment]
    sums = Many(ScoreSum, "Các tiêu chí.", most=500, once=("criterion",))
    score = Points("Tổng điểm tỉnh tự chấm, kể cả thưởng, trừ.")
    maximum = Points("Tổng điểm tối đa của phần tỉnh tự chấm.")
    percent = Points("Tỷ lệ phần trăm của phần tỉnh tự chấm.", optional=True)
    survey_maximum = Points("Tổng điểm tối đa do Bộ Nội vụ điều tra xã hội học.")
    agencies = Many(AgencyId("Cơ quan."), "Các cơ quan có phần trong bảng điểm.", most=60, once=())
    silent = Many(SilentAgency, "Các cơ quan không gửi.", most=60, once=("agency",))
    unsupplemented = Many(AgencyId("Cơ quan."), "Cơ quan chưa bổ sung theo đề nghị.", most=60, once=())
    difficulties = Many(Difficulty, "Khó khăn, vướng mắc, kiến nghị.", most=60, once=("agency",))


# Trình UBND tỉnh; gửi Bộ Nội vụ; kết quả của Bộ


class SubmitProvincialScore(Command):
    """Sở Nội vụ → Sở Nội vụ: trình UBND tỉnh báo cáo tự chấm cấp tỉnh (Điều 10 khoản 1 điểm b)."""

    to = "noi_vu"
    duty = ("QC-10.1.b-2", "QC-10.1.a")

    year = Year()
    signing = One(Signing, "Tờ trình.")


class MinistryReceipt(Form):
    """Bộ Nội vụ đã nhận: số tiếp nhận, lúc nào, mã băm của tệp đã gửi nếu phần mềm của Bộ cho biết."""

    number = Text("Số tiếp nhận hoặc mã hồ sơ do Bộ Nội vụ cấp.", longest=100)
    received = Moment("Thời điểm Bộ Nội vụ tiếp nhận.")
    sha256 = Sha256("SHA-256 của tệp đã gửi.", optional=True)


class SendToMinistry(Command):
    """Sở Nội vụ → Sở Nội vụ: ghi rằng báo cáo đã được UBND tỉnh phê duyệt và gửi Bộ Nội vụ (Điều 10 khoản 1 điểm a).

    Gửi lại thì phải nêu lý do. Gửi muộn được ghi nhận, không bị từ chối.
    """

    to = "noi_vu"
    duty = ("QC-10.1.a",)

    year = Year()
    sent = Day("Ngày gửi.")
    document = One(Document, "Báo cáo của UBND tỉnh.")
    channel = Text("Gửi bằng cách nào: phần mềm của Bộ Nội vụ, trục liên thông văn bản…", longest=300)
    receipt = One(MinistryReceipt, "Giấy tiếp nhận, nếu đã có.", optional=True)
    reason = Text("Lý do gửi lại.", longest=2000, lines=True, optional=True, privacy="official")


class ProvincialScoreDispatched(Event):
    """Sở Nội vụ → các cơ quan: báo cáo tự chấm cấp tỉnh đã gửi Bộ Nội vụ (Điều 10 khoản 1 điểm a)."""

    by = ("noi_vu",)
    duty = ("QC-10.1.a",)

    year = Year()
    dispatch = Whole("Lần gửi: 1, 2, 3…", least=1, most=10_000)
    consolidation = Whole("Lần tổng hợp được gửi.", least=1, most=10_000)
    lead = Lead()
    agencies = Many(AgencyId("Cơ quan."), "Các cơ quan được đề nghị tự đánh giá.", most=60, once=())
    sent = Day("Ngày gửi.")
    document = One(Document, "Báo cáo của UBND tỉnh.")
    channel = Text("Gửi bằng cách nào.", longest=300)
    score = Points("Tổng điểm đã báo cáo.")
    maximum = Points("Tổng điểm tối đa của phần tỉnh tự chấm.")
    due = Moment("Hạn của Bộ Nội vụ.")
    source = Text("Căn cứ của hạn.", longest=300)
    late = Flag("Gửi sau hạn.")
    reason = Text("Lý do gửi lại.", longest=2000, lines=True, optional=True, privacy="official")


class RecordMinistryReceipt(Command):
    """Sở Nội vụ → Sở Nội vụ: ghi giấy tiếp nhận của Bộ Nội vụ (†); ghi lại thì phải nêu lý do."""

    to = "noi_vu"
    design = True

    year = Year()
    receipt = One(MinistryReceipt, "Giấy tiếp nhận.")
    reason = Text("Lý do ghi lại.", longest=2000, lines=True, optional=True, privacy="official")


class MinistryReceiptRecorded(Event):
    """Sở Nội vụ → các cơ quan: Bộ Nội vụ đã tiếp nhận báo cáo (†)."""

    by = ("noi_vu",)
    design = True

    year = Year()
    dispatch = Whole("Lần gửi được tiếp nhận.", least=1, most=10_000)
    receipt = One(MinistryReceipt, "Giấy tiếp nhận.")
    reason = Text("Lý do ghi lại.", longest=2000, lines=True, optional=True, privacy="official")


class MinistryFigure(Form):
    """Điểm Bộ Nội vụ công nhận cho một lĩnh vực hoặc một tiêu chí."""

    criterion = Code("Mã lĩnh vực, tiêu chí.")
    score = Points("Điểm được công nhận.")


class RecordMinistryResult(Command):
    """Sở Nội vụ → Sở Nội vụ: ghi kết quả do Bộ Nội vụ công bố, kèm văn bản nguồn (†); ghi lại thì phải nêu lý do."""

    to = "noi_vu"
    design = True

    year = Year()
    document = One(Document, "Quyết định, văn bản công bố của Bộ Nội vụ.")
    index = Points("Chỉ số (%) do Bộ Nội vụ công bố.", signed=False)
    rank = Whole("Thứ hạng, nếu có.", least=1, most=200, optional=True)
    ranked = Whole("Trong bao nhiêu tỉnh, thành phố.", least=1, most=200, optional=True)
    figures = Many(
        MinistryFigure, "Điểm từng lĩnh vực, tiêu chí, nếu có.", most=1000, once=("criterion",), optional=True
    )
    reason = Text("Lý do ghi lại.", longest=2000, lines=True, optional=True, privacy="official")


class MinistryLoss(Form):
    """Một lĩnh vực hoặc tiêu chí: tỉnh tự chấm, Bộ Nội vụ công nhận, còn thiếu bao nhiêu so với điểm tối đa."""

    criterion = Code("Mã lĩnh vực, tiêu chí.")
    title = Text("Nội dung.", longest=1000)
    level = Choice("Cấp.", "field", "criterion", "sub_criterion")
    agency = AgencyId("Cơ quan tự đánh giá; trống ở lĩnh vực và tiêu chí có tiêu chí thành phần.", optional=True)
    maximum = Points("Điểm tối đa.")
    self_score = Points("Điểm tỉnh tự chấm.", optional=True)
    score = Points("Điểm được công nhận.")
    lost = Points("Điểm mất: tối đa trừ công nhận; với thưởng, trừ là phần bị trừ.")


class MinistryResultRecorded(Event):
    """Sở Nội vụ → các cơ quan: kết quả PAR INDEX do Bộ Nội vụ công bố, và các điểm mất (†)."""

    by = ("noi_vu",)
    design = True

    year = Year()
    result = Whole("Lần ghi: 1, 2, 3…", least=1, most=10_000)
    sample = Flag("Đợt mẫu, không phải số liệu chính thức.")
    document = One(Document, "Quyết định, văn bản công bố của Bộ Nội vụ.")
    index = Points("Chỉ số (%) do Bộ Nội vụ công bố.", signed=False)
    rank = Whole("Thứ hạng, nếu có.", least=1, most=200, optional=True)
    ranked = Whole("Trong bao nhiêu tỉnh, thành phố.", least=1, most=200, optional=True)
    losses = Many(MinistryLoss, "Từng lĩnh vực, tiêu chí đã có kết quả.", most=1000, once=("criterion",))
    reason = Text("Lý do ghi lại.", longest=2000, lines=True, optional=True, privacy="official")
