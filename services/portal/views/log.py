"""Sổ thông điệp (Điều 12 khoản 1: cung cấp thông tin): thông điệp ấy đâu rồi?

Row ``00000001``, ``00000002`` … in the order in which the portal's ledger took the facts, and row ``count``. The dense
number lets a reader who holds the first n rows ask for the rest only.
"""

from __future__ import annotations

from typing import Any, ClassVar

from services.portal.views.noted import cited
from services.portal.words import folded
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees

COUNT = "count"
SEARCHED = 600
"""How many characters of a fact's own words can be found by search."""


class MessageLog(View):
    """Mọi việc công khai của tỉnh: ai gửi, gửi ai, loại gì, về việc gì, thuộc hồ sơ nào, số mấy của bên gửi."""

    name: ClassVar[str] = "message_log"

    @sees("*")
    def noted(self, fact: Fact) -> None:
        if fact.sequence is None:  # a receipt, an alarm: this ledger's own affair
            return
        number = int(self.rows.get(COUNT, {"count": 0})["count"]) + 1
        self.rows[f"{number:08d}"] = {
            "number": number,
            "position": fact.position,
            "id": fact.id,
            "time": fact.time.isoformat(),
            "received": fact.received.isoformat() if fact.received else None,
            "from": fact.source,
            "to": list(fact.to),
            "type": fact.type,
            "subject": fact.subject,
            "case": fact.case,
            "sequence": fact.sequence,
            "correlation": fact.correlation,
            "causation": fact.causation,
            "agency": fact.agency,
            "actor": fact.actor,
            "law": cited(fact),
            "search": folded(" ".join(said(fact.data)))[:SEARCHED],
        }
        self.rows[COUNT] = {"count": number}


def said(value: Any) -> list[str]:
    """The texts in a fact's data, depth first; numbers and flags are not searched for."""
    match value:
        case str():
            return [value]
        case dict():
            return [text for item in value.values() for text in said(item)]
        case list():
            return [text for item in value for text in said(item)]
    return []
