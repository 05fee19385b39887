"""Phong bì của mọi thông điệp: CloudEvents 1.0, dạng JSON có cấu trúc (application/cloudevents+json).

An attribute that is not named here is refused, although CloudEvents lets a producer add its own. What is
stored is stored for ever, byte for byte, and counts as what the sender said: an attribute that nobody reads
or checks would be a place to put anything into a ledger of the State. Whoever needs one asks for a name here.

``Envelope`` is checked beside ``data``, which its own schema checks.
"""

from __future__ import annotations

from typing import ClassVar

from marshmallow import fields

from schemas.base import Form
from schemas.fields import AgencyId, Capacity, Choice, Day, Moment, Pattern, Text, Whole

_ID = r"^[A-Za-z0-9._:/#@+=-]{1,200}$"
_ID_ERROR = "Mã chỉ gồm chữ, số và . _ : / # @ + = - ; dài nhất 200 ký tự."


class Envelope(Form):
    """Các thuộc tính của CloudEvents và phần mở rộng của tỉnh; nội dung (data) được kiểm riêng."""

    error_messages: ClassVar[dict[str, str]] = {  # type: ignore[misc]
        "unknown": "Phong bì không có thuộc tính này.",
    }

    specversion = Choice("Phiên bản CloudEvents.", "1.0")
    id = Pattern("Mã thông điệp, duy nhất ở người gửi; gửi lại cùng mã là một lần.", _ID, _ID_ERROR)
    source = Pattern(
        "Người gửi: /quang-nam/ rồi dịch vụ hoặc cơ quan viết thường.",
        r"^/quang-nam/[a-z][a-z0-9_]{1,31}$",
        "Nguồn phải có dạng /quang-nam/ten_co_quan.",
    )
    type = Pattern(
        "Tên lệnh hoặc sự việc.",
        r"^[A-Za-z][A-Za-z0-9._-]{0,99}$",
        "Tên thông điệp chỉ gồm chữ, số, dấu chấm, gạch; dài nhất 100 ký tự.",
    )
    subject = Text("Hồ sơ, ví dụ assessment/2021/SYT.", longest=200, optional=True)
    time = Moment("Thời điểm ghi nhận; ở lệnh là lúc gửi.", optional=True)
    datacontenttype = Choice("Kiểu nội dung.", "application/json", optional=True)
    dataschema = Pattern(
        "Tên hình dạng của nội dung, ví dụ urn:phoihop:AssessmentSubmitted:1.",
        r"^urn:phoihop:[A-Za-z]{1,100}:[0-9]{1,4}$",
        "Tên hình dạng phải là urn:phoihop:Tên:phiên bản.",
        optional=True,
    )
    sequence = Whole(
        "Số thứ tự liền nhau trong các sự việc công bố của người gửi.", least=1, most=2**53 - 1, optional=True
    )
    correlation = Pattern("Mã thông điệp khởi đầu cả chuỗi.", _ID, _ID_ERROR, optional=True)
    causation = Pattern("Mã thông điệp ngay trước, là nguyên nhân.", _ID, _ID_ERROR, optional=True)
    case = Pattern("Mã hồ sơ, ngẫu nhiên.", _ID, _ID_ERROR, optional=True)
    agency = AgencyId("Nhân danh cơ quan nào.", optional=True)
    actor = Text(
        "Ai thực hiện: tên hoặc tài khoản; “hệ thống” khi tự động.",
        longest=200,
        optional=True,
        privacy="official",
    )
    capacity = Capacity("Tư cách: TM., KT., TL., TUQ., Q.; trống khi nhân danh chính mình.")
    effective = Day("Hiệu lực: ngày trên văn bản.", optional=True)
    law = Text("Các khoản làm căn cứ, cách nhau bằng dấu cách; † là thiết kế.", longest=500, optional=True)
    to = Text("Nơi nhận được nêu, cách nhau bằng dấu cách.", longest=500, optional=True)
    salt = Pattern("16 byte ngẫu nhiên, base64.", r"^[A-Za-z0-9+/]{22}==$", "Phải là 16 byte base64.", optional=True)
    traceparent = Pattern(
        "Ngữ cảnh vết W3C.",
        r"^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$",
        "Không đúng dạng traceparent của W3C.",
        optional=True,
    )


class CommandEnvelope(Envelope):
    """Phong bì của một lệnh: phải nói nhân danh cơ quan nào và ai thực hiện (Điều 2 khoản 1)."""

    agency = AgencyId("Nhân danh cơ quan nào.")
    actor = Text("Ai thực hiện: tên hoặc tài khoản.", longest=200, privacy="official")
    data: fields.Field[object] = fields.Raw(required=True)


class FactEnvelope(Envelope):
    """Phong bì của một sự việc công bố."""

    subject = Text("Hồ sơ, ví dụ assessment/2021/SYT.", longest=200)
    time = Moment("Thời điểm ghi nhận.")
    sequence = Whole("Số thứ tự liền nhau trong các sự việc công bố của người gửi.", least=1, most=2**53 - 1)
    correlation = Pattern("Mã thông điệp khởi đầu cả chuỗi.", _ID, _ID_ERROR)
    causation = Pattern("Mã thông điệp ngay trước, là nguyên nhân.", _ID, _ID_ERROR)
    case = Pattern("Mã hồ sơ, ngẫu nhiên.", _ID, _ID_ERROR)
    agency = AgencyId("Nhân danh cơ quan nào.")
    actor = Text("Ai thực hiện; “hệ thống” khi tự động.", longest=200, privacy="official")
    effective = Day("Hiệu lực: ngày trên văn bản.")
    law = Text("Các khoản làm căn cứ, cách nhau bằng dấu cách; † là thiết kế.", longest=500)
    salt = Pattern("16 byte ngẫu nhiên, base64.", r"^[A-Za-z0-9+/]{22}==$", "Phải là 16 byte base64.")
    data: fields.Field[object] = fields.Raw(required=True)
