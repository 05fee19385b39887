"""Bộ tiêu chí đánh giá, xếp hạng: lĩnh vực → tiêu chí → tiêu chí thành phần (Điều 10 khoản 2 điểm a).

The official set changes almost every year: a set is data with a version and a validity, and every score
points to one version. A set that is not an official document says so (``sample``) wherever it is shown.
"""

from __future__ import annotations

from schemas.base import Command, Event, Form
from schemas.fields import (
    BLOCKS,
    KINDS,
    AgencyId,
    Choice,
    Code,
    Day,
    Document,
    Figure,
    Flag,
    Many,
    One,
    Pattern,
    Points,
    Text,
    TextByName,
    Whole,
)

FIGURE_NAME = r"^[a-z][a-z0-9_]{0,63}$"


class Step(Form):
    """Một bậc điểm: từ giá trị này trở lên (gồm cả nó) được số điểm này."""

    from_ = Figure("Giá trị từ (gồm cả nó).", signed=False, wire="from")
    score = Points("Điểm của bậc.", signed=False)


class Rule(Form):
    """Cách tính điểm từ số liệu kê khai; ý nghĩa từng công thức: shared/regulation/criteria.py (Rule)."""

    formula = Choice("Công thức: tỷ lệ, bậc thang, đếm.", "proportional", "bands", "count")
    figures = Many(
        Pattern("Tên số liệu.", FIGURE_NAME, "Tên số liệu không hợp lệ."),
        "Tên các số liệu phải kê khai, theo thứ tự: một giá trị, hoặc tử số và mẫu số.",
        least=1,
        most=2,
        once=(),
    )
    labels = TextByName("Chú thích bằng tiếng Việt của từng số liệu.", FIGURE_NAME, most=2)
    share = Flag("Tử số là một phần của mẫu số nên không thể lớn hơn.", optional=True)
    full_at = Figure("Mức đạt điểm tối đa (phần trăm, hoặc chính số liệu).", signed=False, optional=True)
    zero_below = Figure("Dưới mức này không có điểm.", signed=False, optional=True)
    bands = Many(Step, "Các bậc điểm.", most=50, once=("from",), optional=True)
    each = Points("Điểm cho mỗi đơn vị đếm được.", signed=False, optional=True)
    rounding = Choice("Làm tròn xuống bội số của bước điểm.", "down", optional=True, default="down")


class Node(Form):
    """Một dòng của bộ tiêu chí; bước điểm, cách chấm và nội dung thẩm định chỉ ở dòng không có con."""

    code = Code("Mã tiêu chí.")
    parent = Code("Mã tiêu chí cha; trống ở lĩnh vực.", optional=True)
    level = Choice("Cấp: lĩnh vực, tiêu chí, tiêu chí thành phần.", "field", "criterion", "sub_criterion")
    title = Text("Nội dung.", longest=1000)
    maximum = Points("Điểm tối đa; với điểm trừ là số âm: mức trừ nhiều nhất.")
    step = Points("Bước điểm: mọi điểm là bội số của nó.", signed=False, optional=True)
    kind = Choice(
        "Cách chấm: tự chấm, điều tra xã hội học, tính từ số liệu, điểm thưởng, điểm trừ.",
        *KINDS,
        optional=True,
    )
    competence = Pattern(
        "Nội dung thẩm định; cơ quan thẩm định được tra theo ngày (Điều 13–18).",
        r"^[a-z][a-z_]{1,63}$",
        "Tên nội dung thẩm định chỉ gồm chữ thường và gạch dưới.",
        optional=True,
    )
    evidence = Text("Tài liệu kiểm chứng phải có.", longest=2000, lines=True, optional=True, default="", empty=True)
    applies_to = Many(
        AgencyId("Cơ quan."),
        "Chỉ áp dụng cho các cơ quan này; trống: mọi cơ quan của khối.",
        most=200,
        once=(),
        optional=True,
    )
    rule = One(Rule, "Công thức; chỉ ở tiêu chí tính từ số liệu.", optional=True)


class AdoptCriteriaSet(Command):
    """Sở Nội vụ → Sở Nội vụ: ban hành một phiên bản bộ tiêu chí cho một khối (Điều 10 khoản 2 điểm a).

    Mã đã có thì thành phiên bản tiếp theo. Tổng điểm tối đa các lĩnh vực bằng 100 (không kể thưởng, trừ).
    """

    to = "noi_vu"
    duty = ("QC-10.2.a-2",)

    code = Code("Mã bộ tiêu chí.")
    block = Choice("Khối: sở, ban, ngành; huyện, thị xã, thành phố; ngành dọc.", *BLOCKS)
    title = Text("Tên bộ tiêu chí; bộ mẫu bắt đầu bằng “DỮ LIỆU MẪU”.")
    valid_from = Day("Ngày có hiệu lực.")
    valid_to = Day("Ngày hết hiệu lực (ngày cuối còn dùng); trống: chưa định.", optional=True)
    sample = Flag("Bộ mẫu, không phải văn bản chính thức.")
    document = One(Document, "Văn bản ban hành.", optional=True)
    nodes = Many(Node, "Các dòng của bộ tiêu chí, cha trước con.", least=1, most=1000)


class CopyCriteriaSet(Command):
    """Sở Nội vụ → Sở Nội vụ: lập bộ tiêu chí năm mới từ bản sao của bộ đã có (Điều 10 khoản 2 điểm a; †)."""

    to = "noi_vu"
    duty = ("QC-10.2.a-2",)

    code = Code("Mã bộ tiêu chí mới.")
    copied_from = Code("Mã bộ tiêu chí được sao; lấy phiên bản mới nhất của nó.")
    title = Text("Tên bộ tiêu chí mới.")
    valid_from = Day("Ngày có hiệu lực.")
    valid_to = Day("Ngày hết hiệu lực; trống: chưa định.", optional=True)
    sample = Flag("Bộ mẫu, không phải văn bản chính thức.")


class CriteriaSetAdopted(Event):
    """Sở Nội vụ → mọi cơ quan: một phiên bản bộ tiêu chí đã được ban hành (Điều 10 khoản 2 điểm a)."""

    by = ("noi_vu",)
    duty = ("QC-10.2.a-2",)

    code = Code("Mã bộ tiêu chí.")
    version = Whole("Phiên bản của mã này: 1, 2, 3…", least=1, most=10_000)
    block = Choice("Khối.", *BLOCKS)
    title = Text("Tên bộ tiêu chí.")
    valid_from = Day("Ngày có hiệu lực.")
    valid_to = Day("Ngày hết hiệu lực; trống: chưa định.", optional=True)
    sample = Flag("Bộ mẫu, không phải văn bản chính thức.")
    document = One(Document, "Văn bản ban hành.", optional=True)
    copied_from = Code("Mã bộ tiêu chí được sao, nếu có.", optional=True)
    nodes = Many(Node, "Các dòng của bộ tiêu chí.", least=1, most=1000)
