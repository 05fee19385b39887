"""Thông tin, tuyên truyền cải cách hành chính (Điều 3 khoản 3; †): kế hoạch có gì, đã làm được gì?"""

from __future__ import annotations

from typing import ClassVar

from schemas.communication import ActivityHeld, CommunicationPlanned, CommunicationReported
from services.portal.views.course import Row, stepped
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class Communication(View):
    """Kế hoạch tuyên truyền của một năm; row = the year."""

    name: ClassVar[str] = "communication"

    @sees(CommunicationPlanned)
    def planned(self, fact: Fact) -> None:
        self._keep(self._row(fact) | fact.data | {"planned": fact.id}, fact)

    @sees(ActivityHeld)
    def held(self, fact: Fact) -> None:
        told = ("agency", "code", "title", "channel", "held", "results", "figures", "late")
        one = {name: fact.data[name] for name in told} | {"fact": fact.id}
        row = self._row(fact)
        self._keep(row | {"done": [*row["done"], one]}, fact, fact.data["title"])

    @sees(CommunicationReported)
    def reported(self, fact: Fact) -> None:
        told = ("held", "missing", "beyond", "evaluation", "document")
        report = {name: fact.data[name] for name in told} | {"fact": fact.id}
        self._keep(self._row(fact) | {"report": report, "state": "reported"}, fact)

    def _row(self, fact: Fact) -> Row:
        year = fact.data["year"]
        bare: Row = {"year": year, "edition": 0, "title": f"Tuyên truyền năm {year}", "lead": "SNV", "coordinators": []}
        bare |= {"mode": None, "activities": [], "document": None, "state": "open", "done": [], "report": None}
        return dict(self.rows.get(str(year), {**bare, "planned": None, "case": "", "steps": []}))

    def _keep(self, row: Row, fact: Fact, words: str | None = None) -> None:
        self.rows[str(row["year"])] = stepped(row, fact, words)
