"""Kế hoạch cải thiện Chỉ số: đang ở đâu, kỳ nào mở, còn chờ ai (Điều 11)?"""

from __future__ import annotations

from typing import Any

from schemas.improvement import (
    ImprovementConsolidated,
    ImprovementPeriodExtended,
    ImprovementPlanDrafted,
    ImprovementPlanIssued,
    ImprovementPlanReturned,
    ImprovementSummaryRequested,
    ImprovementSummaryReturned,
    ImprovementSummarySubmitted,
)
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class Improvements(View):
    """Rows: ``2022`` for a plan, ``2022/2022-Q1`` for a period that has been opened."""

    name = "improvements"

    @sees(ImprovementPlanDrafted)
    def drafted(self, fact: Fact) -> None:
        self._plan(fact, state="drafted", document=None)

    @sees("ImprovementSubmissionNoted")
    def submitted(self, fact: Fact) -> None:
        plan = fact.subject.split("/")[1]
        self.rows[plan] = {**self.rows[plan], "state": "submitted"}

    @sees(ImprovementPlanIssued)
    def issued(self, fact: Fact) -> None:
        self._plan(fact, state="issued", document=fact.data["document"])

    @sees(ImprovementPlanReturned)
    def returned(self, fact: Fact) -> None:
        plan = fact.data["plan"]
        self.rows[plan] = {**self.rows[plan], "state": "returned", "document": fact.data["document"]}

    @sees(ImprovementSummaryRequested)
    def requested(self, fact: Fact) -> None:
        data = fact.data
        self.rows[f"{data['plan']}/{data['period']}"] = {
            "plan": data["plan"],
            "period": data["period"],
            "title": data["title"],
            "state": "open",
            "lead": data["lead"],
            "coordinators": data["coordinators"],
            "due": data["due"],
            "source": data["source"],
            "waiting": data["agencies"],
            "late": [],
            "document": None,
        }

    @sees(ImprovementPeriodExtended)
    def extended(self, fact: Fact) -> None:
        self._note(fact, due=fact.data["due"], source=fact.data["source"])

    @sees(ImprovementSummarySubmitted)
    def received(self, fact: Fact) -> None:
        row, agency = self._row(fact), fact.data["agency"]
        late = [each for each in row["late"] if each != agency] + [agency] * fact.data["late"]
        self._note(fact, waiting=[each for each in row["waiting"] if each != agency], late=late)

    @sees(ImprovementSummaryReturned)
    def given_back(self, fact: Fact) -> None:
        self._note(fact, waiting=[*self._row(fact)["waiting"], fact.data["agency"]])

    @sees(ImprovementConsolidated)
    def consolidated(self, fact: Fact) -> None:
        self._note(fact, state="reported", document=fact.data["document"])

    def _plan(self, fact: Fact, **values: Any) -> None:
        told = {name: fact.data[name] for name in ("plan", "year", "title", "lead", "coordinators")}
        self.rows[fact.data["plan"]] = {**told, "tasks": len(fact.data["tasks"]), **values}

    def _row(self, fact: Fact) -> dict[str, Any]:
        return self.rows[f"{fact.data['plan']}/{fact.data['period']}"]

    def _note(self, fact: Fact, **values: Any) -> None:
        self.rows[f"{fact.data['plan']}/{fact.data['period']}"] = {**self._row(fact), **values}
