"""Khen thưởng; chấn chỉnh, xử lý (Điều 13 khoản 6): đề nghị nào, dựa vào sự việc nào, quyết định ra sao?

View ``nominations``: row = what an agency put forward. View ``commendations``: row = one round of commendation. View
``rectifications``: row = one shortcoming and what came of it. Names are kept as they were said; pages show initials.
"""

from __future__ import annotations

from typing import ClassVar

from schemas.recognition import (
    CommendationDecided,
    CommendationNominated,
    CommendationProposed,
    RectificationDecided,
    RectificationProposed,
    ShortcomingClosed,
    ShortcomingExplained,
    ShortcomingNoted,
)
from services.portal.views.course import Row, stepped
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class Nominations(View):
    """Một cơ quan giới thiệu tập thể, cá nhân để xét khen thưởng (†)."""

    name: ClassVar[str] = "nominations"

    @sees(CommendationNominated)
    def nominated(self, fact: Fact) -> None:
        self.rows[fact.data["nomination"]] = {**fact.data, "fact": fact.id, "at": fact.time.isoformat()}


class Commendations(View):
    """Một đợt khen thưởng, từ đề nghị đã tổng hợp đến quyết định."""

    name: ClassVar[str] = "commendations"

    @sees(CommendationProposed)
    def proposed(self, fact: Fact) -> None:
        row = self._row(fact) | fact.data | {"state": "proposed", "proposed": fact.id, "at": fact.time.isoformat()}
        self._keep(row, fact)

    @sees(CommendationDecided)
    def decided(self, fact: Fact) -> None:
        state = "approved" if fact.data["approved"] else "returned"
        told = {"document": fact.data["document"], "reason": fact.data["reason"], "fact": fact.id}
        self._keep(self._row(fact) | {"state": state, "decision": told}, fact, fact.data["reason"])

    def _row(self, fact: Fact) -> Row:
        bare: Row = {"commendation": fact.data["commendation"], "title": fact.data["commendation"], "merits": []}
        bare |= {"nominations": [], "document": None, "state": "proposed", "decision": None, "proposed": None}
        bare |= {"at": fact.time.isoformat(), "case": "", "steps": []}
        return dict(self.rows.get(fact.data["commendation"], bare))

    def _keep(self, row: Row, fact: Fact, words: str | None = None) -> None:
        self.rows[row["commendation"]] = stepped(row, fact, words)


class Rectifications(View):
    """Một tồn tại: nêu, giải trình, đề nghị hoặc khép lại, quyết định."""

    name: ClassVar[str] = "rectifications"

    @sees(ShortcomingNoted)
    def noted(self, fact: Fact) -> None:
        told = {name: fact.data[name] for name in ("agency", "shortcoming", "grounds")}
        row = self._row(fact) | told | {"state": "noted", "noted": fact.id, "at": fact.time.isoformat()}
        self._keep(row, fact, fact.data["shortcoming"])

    @sees(ShortcomingExplained)
    def explained(self, fact: Fact) -> None:
        told = {name: fact.data[name] for name in ("explanation", "document")} | {"fact": fact.id}
        row = self._row(fact)
        row |= {"explanation": told, "state": "explained" if row["state"] == "noted" else row["state"]}
        self._keep(row, fact, fact.data["explanation"])

    @sees(ShortcomingClosed)
    def closed(self, fact: Fact) -> None:
        row = self._row(fact) | {"state": "closed", "closed": {"reason": fact.data["reason"], "fact": fact.id}}
        self._keep(row, fact, fact.data["reason"])

    @sees(RectificationProposed)
    def proposed(self, fact: Fact) -> None:
        told = ("measure", "reasons", "explained", "document")
        proposal = {name: fact.data[name] for name in told} | {"fact": fact.id}
        self._keep(self._row(fact) | {"state": "proposed", "proposal": proposal}, fact, fact.data["reasons"])

    @sees(RectificationDecided)
    def decided(self, fact: Fact) -> None:
        state = "approved" if fact.data["approved"] else "returned"
        told = {"document": fact.data["document"], "reason": fact.data["reason"], "fact": fact.id}
        self._keep(self._row(fact) | {"state": state, "decision": told}, fact, fact.data["reason"])

    def _row(self, fact: Fact) -> Row:
        bare: Row = {"rectification": fact.data["rectification"], "agency": fact.data["agency"], "shortcoming": ""}
        bare |= {"grounds": [], "state": "noted", "explanation": None, "proposal": None, "decision": None}
        bare |= {"closed": None, "noted": None, "at": fact.time.isoformat(), "case": "", "steps": []}
        return dict(self.rows.get(fact.data["rectification"], bare))

    def _keep(self, row: Row, fact: Fact, words: str | None = None) -> None:
        self.rows[row["rectification"]] = stepped(row, fact, words)
