"""Đợt đánh giá của một năm: khối nào dùng bộ tiêu chí nào, cơ quan nào, thời hạn nào (Điều 10 khoản 2).

The regulation has one calendar date and none of this procedure: every window, threshold and rounding rule of
a round is data that names its source.
"""

from __future__ import annotations

from schemas.base import Command, Event, Form
from schemas.fields import (
    BLOCKS,
    WINDOWS,
    AgencyId,
    Choice,
    Code,
    Flag,
    Many,
    Moment,
    One,
    Points,
    Text,
    Whole,
    Year,
)


class Band(Form):
    """Một mức xếp loại và ngưỡng phần trăm của nó."""

    name = Text("Tên mức, ví dụ Tốt.", longest=50)
    threshold = Points("Ngưỡng phần trăm.", signed=False)
    inclusive = Flag("Đạt đúng ngưỡng có được xếp mức này không.")


class BlockPlan(Form):
    """Một khối trong đợt: bộ tiêu chí và các mức xếp loại, từ cao xuống thấp."""

    block = Choice("Khối.", *BLOCKS)
    criteria_set = Code("Mã bộ tiêu chí.")
    version = Whole("Phiên bản bộ tiêu chí.", least=1, most=10_000)
    bands = Many(Band, "Các mức xếp loại, từ cao xuống thấp.", least=1, most=10, once=("name",))


class Participant(Form):
    """Một cơ quan được đánh giá trong đợt."""

    agency = AgencyId("Cơ quan.")
    block = Choice("Khối.", *BLOCKS)
    ranked = Flag("Có xếp hạng không; cơ quan đặc thù vẫn được chấm điểm.")
    not_applicable = Many(
        Code("Mã tiêu chí."),
        "Tiêu chí không áp dụng cho cơ quan này trong đợt.",
        most=500,
        once=(),
        optional=True,
    )


class Window(Form):
    """Một thời hạn: gồm thời điểm mở, không gồm thời điểm đóng.

    “Đến hết ngày 14/11” và “trước ngày 15/11” đều đóng lúc 2021-11-15T00:00:00+07:00.
    """

    opens = Moment("Thời điểm mở.")
    closes = Moment("Thời điểm đóng: từ lúc này là muộn.")
    source = Text("Văn bản ấn định thời hạn; bộ mẫu ghi DỮ LIỆU MẪU.", longest=300)


class Windows(Form):
    """Ba thời hạn của đợt."""

    self_scoring = One(Window, "Tự đánh giá, chấm điểm.")
    appraisal = One(Window, "Thẩm định.")
    explanation = One(Window, "Giải trình và thẩm định lại (†).")


class Scoring(Form):
    """Quy tắc tính Chỉ số của đợt."""

    survey = Choice("Điều tra xã hội học: có chấm, hoặc bỏ và quy đổi.", "scored", "omitted")
    cap = Points("Phần trăm tối đa sau điểm thưởng; trống: không giới hạn.", signed=False, optional=True)
    compare = Choice("So sánh để xếp hạng: giá trị chính xác, hay giá trị hiển thị.", "exact", "displayed")
    decimals = Whole("Số chữ số sau dấu phẩy khi hiển thị.", least=0, most=4)
    rounding = Choice("Cách làm tròn khi hiển thị.", "half_up")


class Reminders(Form):
    """Lịch đôn đốc (Điều 13 khoản 3)."""

    days_before = Many(
        Whole("Số ngày trước hạn.", least=0, most=90), "Nhắc trước hạn bao nhiêu ngày.", most=10, once=()
    )
    source = Text("Căn cứ của lịch đôn đốc.", longest=300)


class OpenRound(Command):
    """Sở Nội vụ → Sở Nội vụ: mở đợt đánh giá của một năm (Điều 10 khoản 2, Điều 13 khoản 4)."""

    to = "noi_vu"
    duty = ("QC-10.2.a-2", "QC-2.2")

    year = Year()
    title = Text("Tên đợt đánh giá.")
    sample = Flag("Đợt mẫu, không phải số liệu chính thức.")
    blocks = Many(BlockPlan, "Các khối.", least=1, most=10, once=("block",))
    agencies = Many(Participant, "Các cơ quan được đánh giá.", least=1, most=500, once=("agency",))
    windows = One(Windows, "Các thời hạn.")
    scoring = One(Scoring, "Quy tắc tính Chỉ số.")
    reminders = One(Reminders, "Lịch đôn đốc.")


class RoundOpened(Event):
    """Sở Nội vụ → mọi cơ quan: đợt đánh giá đã mở (Điều 10 khoản 2).

    Nêu rõ một đầu mối chủ trì và các cơ quan phối hợp thẩm định (Điều 2 khoản 2).
    """

    by = ("noi_vu",)
    duty = ("QC-10.2.a-2", "QC-2.2")

    year = Year()
    title = Text("Tên đợt đánh giá.")
    sample = Flag("Đợt mẫu, không phải số liệu chính thức.")
    lead = AgencyId("Cơ quan đầu mối, chủ trì.")
    coordinators = Many(AgencyId("Cơ quan."), "Các cơ quan phối hợp thẩm định.", most=50, once=())
    blocks = Many(BlockPlan, "Các khối.", least=1, most=10, once=("block",))
    agencies = Many(Participant, "Các cơ quan được đánh giá.", least=1, most=500, once=("agency",))
    windows = One(Windows, "Các thời hạn.")
    scoring = One(Scoring, "Quy tắc tính Chỉ số.")
    reminders = One(Reminders, "Lịch đôn đốc.")


class ExtendWindow(Command):
    """Sở Nội vụ → Sở Nội vụ: gia hạn một thời hạn (†); chỉ dời về sau, không rút ngắn."""

    to = "noi_vu"
    design = True

    year = Year()
    window = Choice("Thời hạn được gia hạn.", *WINDOWS)
    closes = Moment("Thời điểm đóng mới.")
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")
    source = Text("Văn bản gia hạn.", longest=300)


class WindowExtended(Event):
    """Sở Nội vụ → mọi cơ quan: một thời hạn đã được gia hạn (†)."""

    by = ("noi_vu",)
    design = True

    year = Year()
    window = Choice("Thời hạn được gia hạn.", *WINDOWS)
    previous_closes = Moment("Thời điểm đóng cũ.")
    closes = Moment("Thời điểm đóng mới.")
    days_before = Many(
        Whole("Số ngày trước hạn.", least=0, most=90), "Nhắc trước hạn mới bao nhiêu ngày.", most=10, once=()
    )
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")
    source = Text("Văn bản gia hạn.", longest=300)
