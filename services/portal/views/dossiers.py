"""Hồ sơ và diễn biến (Điều 9, Điều 10): hồ sơ ở tay ai, chậm ở đâu?

Row ``case`` = the head of a dossier; rows ``case/000001`` … = its facts in order, so that a long dossier costs no more
per fact than a short one.
"""

from __future__ import annotations

from typing import Any, ClassVar

from services.portal.views.noted import cited
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees

TOLD = ("year", "agency", "owner", "criterion", "block", "verdict", "score", "self_score", "reason", "window")
"""What a lane says of a fact in a few words; the rest is on the fact's own page."""


class Dossiers(View):
    """Diễn biến của từng hồ sơ qua các cơ quan, theo thứ tự của sổ."""

    name: ClassVar[str] = "dossiers"

    @sees("*")
    def noted(self, fact: Fact) -> None:
        if not fact.case or fact.sequence is None:
            return
        head: dict[str, Any] = dict(self.rows.get(fact.case) or self._begun(fact))
        head["count"] += 1
        head |= {"last": fact.time.isoformat(), "last_type": fact.type, "last_source": fact.source}
        if fact.source not in head["sources"]:
            head["sources"] = [*head["sources"], fact.source]
        self.rows[f"{fact.case}/{head['count']:06d}"] = {
            "id": fact.id,
            "time": fact.time.isoformat(),
            "type": fact.type,
            "source": fact.source,
            "to": list(fact.to),
            "subject": fact.subject,
            "agency": fact.agency,
            "actor": fact.actor,
            "capacity": fact.capacity,
            "law": cited(fact),
            "causation": fact.causation,
            "told": {key: fact.data[key] for key in TOLD if fact.data.get(key) not in (None, "")},
        }
        self.rows[fact.case] = head

    @staticmethod
    def _begun(fact: Fact) -> dict[str, Any]:
        about = {"case": fact.case, "started": fact.time.isoformat(), "first_type": fact.type, "count": 0}
        about |= {"year": fact.data.get("year"), "about": fact.data.get("agency"), "title": fact.data.get("title")}
        return {**about, "subject": fact.subject, "sources": []}
