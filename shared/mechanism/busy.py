"""The answer to a command that was not noted, and why; whoever sent it may send it again, with the same id.

Nothing of it stands in any ledger, so the answer is no receipt: it is made where the command could not go on.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from shared.mechanism.message import source_of

AGAIN = ("TRY_AGAIN", "Hệ thống tạm thời chưa ghi nhận được; xin gửi lại sau ít phút, cùng mã thông điệp.")
FULL = ("QUEUE_FULL", "Hàng đợi lệnh của nơi nhận đã đầy, lệnh chưa được nhận; xin gửi lại sau, cùng mã thông điệp.")
CATCHING_UP = (
    AGAIN[0],
    "Cơ quan này đang nhận lại những công văn còn thiếu, nhận đủ mới quyết định; xin gửi lại sau ít phút, cùng mã"
    " thông điệp.",
)
BEHIND = (
    "LEDGER_BEHIND",
    "Sổ của cơ quan này vừa được đưa về bản cũ và chưa lấy lại đủ sự việc đã gửi; xin gửi lại sau, cùng mã thông điệp.",
)


def not_now(body: bytes, why: tuple[str, str], *, department: str, now: datetime) -> dict[str, Any]:
    """The reply to a command's bytes, as a document."""
    code, sentence = why
    command = id_of(body)
    return {
        "specversion": "1.0",
        "id": f"try-again/{command}",
        "source": source_of(department),
        "type": "CommandRefused",
        "time": now.isoformat(),
        "datacontenttype": "application/json",
        "data": {
            "command": command,
            "department": department,
            "code": code,
            "message": sentence,
            "errors": [],
            "retryable": True,
        },
    }


def id_of(body: bytes) -> str:
    """The id in a message's bytes; empty where none can be read."""
    try:
        return str(json.loads(body).get("id", ""))
    except (ValueError, AttributeError, RecursionError):
        return ""
