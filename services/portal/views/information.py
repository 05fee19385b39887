"""Cung cấp, trao đổi thông tin, tài liệu (Điều 7 khoản 1, Điều 12 khoản 1): ai gửi, ai đã nhận, ai đã đọc?

View ``information``: row = the sharing's public name. Receipts and readings belong to one edition; a correction must be
read again.
"""

from __future__ import annotations

from typing import ClassVar

from schemas.information import InformationReceived, InformationShared, InformationWithdrawn, ReadingConfirmed
from services.portal.views.course import Row, stepped
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class Information(View):
    """Một lần cung cấp thông tin và việc nhận, đọc của từng nơi."""

    name: ClassVar[str] = "information"

    @sees(InformationShared)
    def shared(self, fact: Fact) -> None:
        row = self._row(fact)
        told = ("information", "edition", "clause", "agency", "sort", "field", "title", "summary", "recipients")
        row |= {name: fact.data[name] for name in (*told, "files", "mode")}
        row |= {"shared": fact.id, "at": fact.time.isoformat(), "state": "open"}
        self._keep(row, fact, fact.data["summary"])

    @sees(InformationReceived)
    def received(self, fact: Fact) -> None:
        row = self._row(fact)
        got = {"edition": fact.data["edition"], "at": fact.data["received"], "fact": fact.id}
        row["received"] = {**row["received"], **dict.fromkeys(fact.data["recipients"], got)}
        self._keep(row, fact)

    @sees(ReadingConfirmed)
    def read(self, fact: Fact) -> None:
        row = self._row(fact)
        told = {"edition": fact.data["edition"], "note": fact.data["note"], "at": fact.time.isoformat()}
        row["read"] = {**row["read"], fact.data["agency"]: {**told, "fact": fact.id}}
        self._keep(row, fact, fact.data["note"])

    @sees(InformationWithdrawn)
    def withdrawn(self, fact: Fact) -> None:
        row = self._row(fact) | {"state": "withdrawn", "reason": fact.data["reason"]}
        self._keep(row, fact, fact.data["reason"])

    def _row(self, fact: Fact) -> Row:
        """As kept; a bare one when a receipt came before what it is the receipt of."""
        bare: Row = {
            "information": fact.data["information"],
            "edition": 0,
            "clause": "†",
            "agency": "",
            "sort": "other",
        }
        bare |= {"field": None, "title": fact.data["information"], "summary": None, "recipients": [], "files": []}
        bare |= {"mode": None, "shared": None, "at": fact.time.isoformat(), "state": "open", "reason": None}
        bare |= {"received": {}, "read": {}, "case": "", "steps": []}
        return dict(self.rows.get(fact.data["information"], bare))

    def _keep(self, row: Row, fact: Fact, words: str | None = None) -> None:
        self.rows[row["information"]] = stepped(row, fact, words)
