"""UBND tỉnh đang được trình gì, đã quyết định gì (†)?"""

from __future__ import annotations

from typing import Any

from schemas.decision import ResultCorrectionDecided, ResultCorrectionProposed, ResultsDecided
from schemas.ranking import ResultsSubmitted
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class Decisions(View):
    """Việc trình UBND tỉnh và quyết định. Rows: ``2021/results/1``, ``2021/correction/SYT/1.2``."""

    name = "decisions"

    @sees(ResultsSubmitted)
    def submitted(self, fact: Fact) -> None:
        self.rows[f"{fact.data['year']}/results/{fact.data['submission']}"] = self._pending(fact)

    @sees(ResultsDecided)
    def decided(self, fact: Fact) -> None:
        self._decide(f"{fact.data['year']}/results/{fact.data['submission']}", fact)

    @sees(ResultCorrectionProposed)
    def proposed(self, fact: Fact) -> None:
        self.rows[self._correction(fact)] = self._pending(fact)

    @sees(ResultCorrectionDecided)
    def correction_decided(self, fact: Fact) -> None:
        self._decide(self._correction(fact), fact)

    @staticmethod
    def _correction(fact: Fact) -> str:
        return f"{fact.data['year']}/correction/{fact.data['agency']}/{fact.data['criterion']}"

    @staticmethod
    def _pending(fact: Fact) -> dict[str, Any]:
        return {
            "year": fact.data["year"],
            "document": fact.data["document"],
            "submitted": fact.time.isoformat(),
            "state": "pending",
            "decision": None,
            "reason": None,
        }

    def _decide(self, key: str, fact: Fact) -> None:
        self.rows[key] = {
            **self.rows[key],
            "state": "approved" if fact.data["approved"] else "returned",
            "decision": fact.data["document"],
            "reason": fact.data["reason"],
        }
