"""Cách ly: một thông điệp không xử lý được chờ ở đây, nhìn thấy được, cho đến khi có người xử lý (†).

The regulation knows no quarantine; the law of this system is that nothing is dropped and that whoever acts on a
message is named with a reason. Both commands go to the department that holds the message.
"""

from __future__ import annotations

from schemas.base import Command
from schemas.fields import Pattern, Text

_RECEIPT = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
_RECEIPT_ERROR = "Mã biên nhận là một UUID viết thường."


class RetryQuarantined(Command):
    """Cơ quan đang giữ thông điệp → chính mình: xử lý lại, nguyên văn, sau khi nguyên nhân đã được khắc phục (†)."""

    to = "owner"
    design = True

    receipt = Pattern("Mã biên nhận của thông điệp đang cách ly.", _RECEIPT, _RECEIPT_ERROR)
    reason = Text("Vì sao xử lý lại: đã khắc phục điều gì.", longest=2000, lines=True, privacy="official")


class SkipQuarantined(Command):
    """Cơ quan đang giữ thông điệp → chính mình: bỏ qua, có lý do; bản nguyên văn vẫn nằm trong sổ (†)."""

    to = "owner"
    design = True

    receipt = Pattern("Mã biên nhận của thông điệp đang cách ly.", _RECEIPT, _RECEIPT_ERROR)
    reason = Text("Vì sao bỏ qua.", longest=2000, lines=True, privacy="official")
