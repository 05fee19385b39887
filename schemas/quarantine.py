"""Cách ly: một thông điệp không xử lý được chờ ở đây, nhìn thấy được, cho đến khi có người xử lý (†).

The regulation knows no quarantine; the law of this system is that nothing is dropped and that whoever acts on a
message is named with a reason. All commands go to the department that holds the message.
"""

from __future__ import annotations

from schemas.base import Command
from schemas.fields import Contents, Many, Pattern, Text

_RECEIPT = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
_RECEIPT_ERROR = "Mã biên nhận là một UUID viết thường."


class RetryQuarantined(Command):
    """Cơ quan đang giữ thông điệp → chính mình: xử lý lại, nguyên văn, sau khi nguyên nhân đã được khắc phục (†)."""

    to = "owner"
    design = True

    receipt = Pattern("Mã biên nhận của thông điệp đang cách ly.", _RECEIPT, _RECEIPT_ERROR)
    reason = Text("Vì sao xử lý lại: đã khắc phục điều gì.", longest=2000, lines=True, privacy="official")


class RetryManyQuarantined(Command):
    """Cơ quan đang giữ thông điệp → chính mình: xử lý lại những gì hỏng vì một nguyên nhân, hoặc một danh sách (†).

    Mỗi thông điệp được ghi kết quả riêng: hết cách ly, hoặc vẫn hỏng. Một lệnh xử lý nhiều nhất 200 thông điệp; còn
    nữa thì gửi lệnh khác.
    """

    to = "owner"
    design = True

    cause = Text("Mã nguyên nhân, như phoihop quarantine kể.", longest=200, optional=True)
    receipts = Many(
        Pattern("Mã biên nhận.", _RECEIPT, _RECEIPT_ERROR),
        "Hoặc: các biên nhận được chọn; đúng một trong hai cách.",
        most=200,
        once=(),
        optional=True,
    )
    reason = Text("Vì sao xử lý lại: đã khắc phục điều gì.", longest=2000, lines=True, privacy="official")


class CorrectQuarantined(Command):
    """Cơ quan đang giữ thông điệp → chính mình: xử lý theo nội dung đã sửa; bản nguyên văn được giữ (†).

    Bản sửa chỉ quyết định hậu quả trong sổ của cơ quan này; sổ của bên gửi và của các cơ quan khác không đổi.
    """

    to = "owner"
    design = True

    receipt = Pattern("Mã biên nhận của thông điệp đang cách ly.", _RECEIPT, _RECEIPT_ERROR)
    corrected = Contents("Toàn bộ nội dung (data) đã sửa, theo biểu của chính thông điệp ấy.")
    reason = Text("Sửa gì, vì sao, đã thống nhất với bên gửi thế nào.", longest=2000, lines=True, privacy="official")


class SkipQuarantined(Command):
    """Cơ quan đang giữ thông điệp → chính mình: bỏ qua, có lý do; bản nguyên văn vẫn nằm trong sổ (†)."""

    to = "owner"
    design = True

    receipt = Pattern("Mã biên nhận của thông điệp đang cách ly.", _RECEIPT, _RECEIPT_ERROR)
    reason = Text("Vì sao bỏ qua.", longest=2000, lines=True, privacy="official")
