"""Biểu dùng chung của mọi việc phối hợp: đầu mối và hình thức (Điều 2 khoản 2, Điều 5), hạn, việc ký văn bản.

No message stands here; the procedures' messages are made of these.
"""

from __future__ import annotations

from schemas.base import Form
from schemas.fields import AgencyId, Capacity, Choice, Day, Many, Moment, Pattern, Text

MODES = ("meeting", "written_opinion", "information", "conference", "working_group", "other")
"""Hình thức phối hợp, Điều 5 khoản 1–6: họp; lấy ý kiến bằng văn bản; cung cấp, chia sẻ thông tin, tài liệu; hội nghị,
hội thảo, tọa đàm; tổ công tác, đoàn khảo sát; hình thức khác."""


class Mode(Choice):
    """Hình thức phối hợp (Điều 5): cơ quan chủ trì chọn theo tính chất của việc, và ghi lại."""

    def __init__(self, *, default: str | None = None) -> None:
        super().__init__("Hình thức phối hợp (Điều 5).", *MODES, optional=default is not None, default=default)


class Lead(AgencyId):
    """Cơ quan chủ trì: mỗi việc có đúng một (Điều 2 khoản 2)."""

    def __init__(self) -> None:
        super().__init__("Cơ quan chủ trì: đầu mối của việc này.")


class Coordinators(Many):
    """Các cơ quan phối hợp, nêu đích danh (Điều 2 khoản 2)."""

    def __init__(self) -> None:
        super().__init__(AgencyId("Cơ quan."), "Cơ quan phối hợp.", most=60, once=())


class Reference(Pattern):
    """Tên công khai của một việc trong một quy trình: ``plan/2022``, ``scheme/2021/DA-03``."""

    def __init__(self, description: str, *, optional: bool = False) -> None:
        super().__init__(
            description,
            r"^[a-z_]{1,40}(/[0-9A-Za-zĐđ._-]{1,64}){1,4}$",
            "Phải là tên một việc, ví dụ plan/2022.",
            optional=optional,
        )


class Deadline(Form):
    """Một hạn và căn cứ của nó: quy chế hầu như không cho ngày, nên hạn luôn là dữ liệu có nguồn."""

    due = Moment("Thời điểm hết hạn: từ đó trở đi là muộn.")
    source = Text("Căn cứ của hạn: khoản của quy chế, số văn bản, hoặc hạn nội bộ do ai đặt.", longest=300)


class Signing(Form):
    """Một văn bản sắp ban hành: số do hệ thống cấp khi ban hành (Nghị định 30/2020/NĐ-CP Điều 15)."""

    notation = Text("Ký hiệu, ví dụ TTr-SNV.", longest=50)
    signer = Text("Họ tên người ký.", longest=200, privacy="official")
    position = Text("Chức vụ người ký.", longest=200, privacy="official")
    capacity = Capacity("Tư cách ký: TM., KT., TL., TUQ., Q.; trống khi người đứng đầu tự ký.")
    issued = Day("Ngày ban hành; bỏ trống là hôm nay.", optional=True)
