"""Chỉ số CCHC của từng cơ quan và xếp hạng trong từng khối (Điều 10 khoản 2).

The index is the percentage of the points reached over the maximum that applies to the agency. Percentages
here are as displayed; whatever is compared is compared as the round says.
"""

from __future__ import annotations

from schemas.base import Command, Event, Form
from schemas.fields import (
    BLOCKS,
    KINDS,
    AgencyId,
    Choice,
    Code,
    Document,
    Flag,
    Many,
    One,
    Points,
    Text,
    Whole,
    Year,
)
from schemas.scoring_round import Band


class LeafScore(Form):
    """Điểm cuối cùng của một tiêu chí được chấm, và điểm đó từ đâu ra."""

    criterion = Code("Mã tiêu chí.")
    kind = Choice("Cách chấm.", *KINDS)
    applicable = Flag("Có áp dụng với cơ quan này không.")
    maximum = Points("Điểm tối đa.")
    score = Points("Điểm; trống khi không áp dụng hoặc không chấm.", optional=True)
    origin = Choice(
        "Nguồn: tự chấm, thẩm định, thẩm định lại, điều tra, không có, sửa theo quyết định.",
        "self",
        "appraised",
        "reappraised",
        "survey",
        "missing",
        "corrected",
    )


class GroupScore(Form):
    """Điểm của một nhóm: tiêu chí có tiêu chí con, hoặc lĩnh vực."""

    criterion = Code("Mã tiêu chí hoặc lĩnh vực.")
    score = Points("Điểm đạt được.")
    maximum = Points("Điểm tối đa áp dụng với cơ quan này.", signed=False)
    percent = Points("Phần trăm hiển thị; trống khi không có gì áp dụng.", optional=True)


class IndexDetermined(Event):
    """Sở Nội vụ → các dịch vụ, cơ quan liên quan: Chỉ số của một cơ quan đã xác định (Điều 10 khoản 2 điểm b).

    Điểm chính xác đến từng chữ số; phần trăm làm tròn để hiển thị theo quy tắc của đợt.
    """

    by = ("noi_vu",)
    duty = ("QC-10.2.a-2", "QC-10.2.b-2")

    year = Year()
    agency = AgencyId("Cơ quan.")
    block = Choice("Khối.", *BLOCKS)
    criteria_set = Code("Mã bộ tiêu chí.")
    version = Whole("Phiên bản bộ tiêu chí.", least=1, most=10_000)
    ranked = Flag("Có xếp hạng không.")
    leaves = Many(LeafScore, "Điểm từng tiêu chí được chấm.", most=1000, once=("criterion",))
    criteria = Many(GroupScore, "Điểm từng tiêu chí (TC).", most=1000, once=("criterion",))
    # The library's own attribute of this name is set on the instance, so the two never meet.
    fields = Many(  # type: ignore[assignment]
        GroupScore, "Điểm từng lĩnh vực.", most=100, once=("criterion",)
    )
    bonus = Points("Tổng điểm thưởng.", signed=False)
    deduction = Points("Tổng điểm trừ (số âm hoặc 0).")
    score = Points("Tổng điểm.")
    maximum = Points("Tổng điểm tối đa áp dụng.", signed=False)
    percent = Points("Chỉ số: phần trăm hiển thị.", optional=True)


class ProposeRanking(Command):
    """Sở Nội vụ → Sở Nội vụ: dự kiến xếp hạng một khối khi mọi Chỉ số của khối đã có (Điều 10 khoản 2)."""

    to = "noi_vu"
    duty = ("QC-10.2.a-2", "QC-10.2.b-2")

    year = Year()
    block = Choice("Khối.", *BLOCKS)


class RankedRow(Form):
    """Một cơ quan trong bảng xếp hạng; bằng nhau thì cùng hạng."""

    agency = AgencyId("Cơ quan.")
    score = Points("Tổng điểm.")
    maximum = Points("Tổng điểm tối đa áp dụng.", signed=False)
    percent = Points("Chỉ số: phần trăm hiển thị.", optional=True)
    rank = Whole("Hạng; trống khi không xếp hạng.", least=1, most=1000, optional=True)
    band = Text("Mức xếp loại.", longest=50, optional=True)
    ranked = Flag("Có xếp hạng không.")


class Standing(Form):
    """Bảng xếp hạng của một khối."""

    year = Year()
    block = Choice("Khối.", *BLOCKS)
    criteria_set = Code("Mã bộ tiêu chí.")
    version = Whole("Phiên bản bộ tiêu chí.", least=1, most=10_000)
    sample = Flag("Dữ liệu mẫu, không phải kết quả chính thức.")
    bands = Many(Band, "Các mức xếp loại, từ cao xuống thấp.", least=1, most=10, once=("name",))
    rows = Many(RankedRow, "Các cơ quan, từ cao xuống thấp.", most=500, once=("agency",))


class RankingProposed(Event):
    """Sở Nội vụ → các dịch vụ của tỉnh: dự kiến xếp hạng của một khối (Điều 10 khoản 2)."""

    by = ("noi_vu",)
    duty = ("QC-10.2.a-2", "QC-10.2.b-2")

    year = Year()
    block = Choice("Khối.", *BLOCKS)
    criteria_set = Code("Mã bộ tiêu chí.")
    version = Whole("Phiên bản bộ tiêu chí.", least=1, most=10_000)
    sample = Flag("Dữ liệu mẫu, không phải kết quả chính thức.")
    bands = Many(Band, "Các mức xếp loại, từ cao xuống thấp.", least=1, most=10, once=("name",))
    rows = Many(RankedRow, "Các cơ quan, từ cao xuống thấp.", most=500, once=("agency",))


class SubmitResults(Command):
    """Sở Nội vụ → Sở Nội vụ: trình UBND tỉnh kết quả khi mọi khối đã có dự kiến xếp hạng (Điều 4 khoản 1)."""

    to = "noi_vu"
    duty = ("QC-4.1", "QC-10.2.b-2")

    year = Year()
    document = One(Document, "Tờ trình.")


class ResultsSubmitted(Event):
    """Sở Nội vụ → Văn phòng UBND tỉnh: kết quả đã trình UBND tỉnh (Điều 4, Điều 10 khoản 2)."""

    by = ("noi_vu",)
    duty = ("QC-4.1", "QC-10.2.b-2", "QC-2.2")
    addressee = "department"

    year = Year()
    sample = Flag("Dữ liệu mẫu, không phải kết quả chính thức.")
    lead = AgencyId("Cơ quan trình: đầu mối của việc này.")
    coordinators = Many(AgencyId("Cơ quan."), "Cơ quan phối hợp.", most=50, once=())
    department = Choice("Dịch vụ ghi quyết định của UBND tỉnh.", "vp_ubnd")
    submission = Whole("Lần trình: 1, 2, 3…", least=1, most=10_000)
    document = One(Document, "Tờ trình.")
    rankings = Many(Standing, "Bảng xếp hạng các khối.", least=1, most=10, once=("block",))
