"""Rà soát, kiến nghị sửa đổi, bổ sung quy định (Điều 7 khoản 2 điểm a, Điều 19 khoản 2): kiến nghị nào, kết quả ra sao?

View ``rule_reviews``: row = the review's public name. View ``amendments``: row = the amendment's.
"""

from __future__ import annotations

from typing import ClassVar

from schemas.amendment import AmendmentDisposed, AmendmentProposed, AmendmentWithdrawn, RuleReviewed
from services.portal.views.course import Row, stepped
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class RuleReviews(View):
    """Một lần rà soát một văn bản."""

    name: ClassVar[str] = "rule_reviews"

    @sees(RuleReviewed)
    def reviewed(self, fact: Fact) -> None:
        self.rows[fact.data["review"]] = {**fact.data, "fact": fact.id, "at": fact.time.isoformat()}


class Amendments(View):
    """Một kiến nghị sửa đổi, bổ sung."""

    name: ClassVar[str] = "amendments"

    @sees(AmendmentProposed)
    def proposed(self, fact: Fact) -> None:
        row = self._row(fact) | fact.data
        self._keep(row | {"state": "open", "proposed": fact.id, "at": fact.time.isoformat()}, fact, fact.data["title"])

    @sees(AmendmentWithdrawn)
    def withdrawn(self, fact: Fact) -> None:
        row = self._row(fact) | {"state": "withdrawn", "reason": fact.data["reason"]}
        self._keep(row, fact, fact.data["reason"])

    @sees(AmendmentDisposed)
    def disposed(self, fact: Fact) -> None:
        told = {name: fact.data[name] for name in ("outcome", "decided_here", "answer", "reason")} | {"fact": fact.id}
        row = self._row(fact) | {"state": fact.data["outcome"], "disposed": told}
        self._keep(row, fact, fact.data["reason"])

    def _row(self, fact: Fact) -> Row:
        bare: Row = {"amendment": fact.data["amendment"], "clause": "†", "lead": fact.data["lead"], "coordinators": []}
        bare |= {
            "mode": None,
            "review": None,
            "rule": None,
            "title": fact.data["amendment"],
            "proposal": "",
            "grounds": "",
        }
        bare |= {"level": "province", "competent": None, "document": None, "state": "open", "reason": None}
        bare |= {"disposed": None, "proposed": None, "at": fact.time.isoformat(), "case": "", "steps": []}
        return dict(self.rows.get(fact.data["amendment"], bare))

    def _keep(self, row: Row, fact: Fact, words: str | None = None) -> None:
        self.rows[row["amendment"]] = stepped(row, fact, words)
