"""Việc trình UBND tỉnh (Điều 4 khoản 1 và các điều giao tham mưu): trình gì, theo đường nào, đã quyết định chưa?"""

from __future__ import annotations

from typing import Any, ClassVar

from schemas.submission import MatterDecided, MatterSubmitted
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class Matters(View):
    """Row: the matter's public name (``plan/2022``)."""

    name: ClassVar[str] = "matters"

    @sees(MatterSubmitted)
    def submitted(self, fact: Fact) -> None:
        data = fact.data
        before = self.rows.get(data["matter"], {"steps": []})
        told = ("matter", "kind", "clause", "lead", "coordinators", "origin", "via", "wanted", "title", "submission")
        self.rows[data["matter"]] = {
            **{name: data[name] for name in told},
            "state": "pending" if data["wanted"] == "decision" else "reported",
            "document": data["document"],
            "decision": None,
            "reason": None,
            "since": fact.time.isoformat(),
            "case": fact.case,
            "steps": [*before["steps"], self._step(fact, "submitted")],
        }

    @sees(MatterDecided)
    def decided(self, fact: Fact) -> None:
        data = fact.data
        row = self.rows[data["matter"]]
        state = "approved" if data["approved"] else "returned"
        self.rows[data["matter"]] = {
            **row,
            "state": state,
            "decision": data["document"],
            "reason": data["reason"],
            "steps": [*row["steps"], self._step(fact, state)],
        }

    @staticmethod
    def _step(fact: Fact, what: str) -> dict[str, Any]:
        return {
            "what": what,
            "submission": fact.data["submission"],
            "time": fact.time.isoformat(),
            "document": fact.data["document"],
            "reason": fact.data.get("reason"),
            "fact": fact.id,
        }
