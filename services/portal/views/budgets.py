"""Dự toán, phân bổ kinh phí (Điều 16 khoản 2): hướng dẫn, dự toán của ai, nhiệm vụ nào chưa có, phân bổ bao nhiêu?

View ``budgets``: row = the budget year. Amounts are kept as they were said: exact decimals in text.
"""

from __future__ import annotations

from typing import ClassVar

from schemas.budget import (
    BudgetAdjustmentProposed,
    BudgetAllocated,
    BudgetAllocationAdjusted,
    BudgetAllocationProposed,
    BudgetAllocationReturned,
    BudgetEstimatesConsolidated,
    BudgetEstimatesOverdue,
    BudgetEstimateSubmitted,
    BudgetGuidanceIssued,
)
from services.portal.views.course import Row, stepped
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class Budgets(View):
    """Một năm ngân sách: từ hướng dẫn đến phân bổ và điều chỉnh."""

    name: ClassVar[str] = "budgets"

    @sees(BudgetGuidanceIssued)
    def guided(self, fact: Fact) -> None:
        told = ("issue", "lead", "coordinators", "mode", "agencies", "guidance", "forms", "due", "source", "document")
        row = self._row(fact) | {"guidance": {name: fact.data[name] for name in told} | {"fact": fact.id}}
        self._keep(row | {"state": "guided" if row["state"] == "new" else row["state"]}, fact)

    @sees(BudgetEstimateSubmitted)
    def estimated(self, fact: Fact) -> None:
        told = {name: fact.data[name] for name in ("submission", "items", "total", "late", "document")}
        row = self._row(fact)
        estimate = {**told, "agency": fact.data["agency"], "fact": fact.id}
        self._keep(row | {"estimates": {**row["estimates"], fact.data["agency"]: estimate}}, fact)

    @sees(BudgetEstimatesOverdue)
    def overdue(self, fact: Fact) -> None:
        row = self._row(fact) | {"overdue": {"agencies": fact.data["agencies"], "due": fact.data["due"]}}
        self._keep(row, fact)

    @sees(BudgetEstimatesConsolidated)
    def consolidated(self, fact: Fact) -> None:
        told = {name: value for name, value in fact.data.items() if name != "year"}
        row = self._row(fact) | {"consolidated": {**told, "fact": fact.id}}
        self._keep(row | {"state": "consolidated" if row["state"] in {"new", "guided"} else row["state"]}, fact)

    @sees(BudgetAllocationProposed)
    def proposed(self, fact: Fact) -> None:
        told = ("matter", "lead", "coordinators", "allocations", "tasks_without_funds", "total", "reserve", "document")
        proposal = {name: fact.data[name] for name in told} | {"fact": fact.id, "state": "pending", "reason": None}
        self._keep(self._row(fact) | {"proposal": proposal, "state": "proposed"}, fact)

    @sees(BudgetAdjustmentProposed)
    def adjustment_proposed(self, fact: Fact) -> None:
        told = ("adjustment", "matter", "allocations", "previous_total", "total", "reserve", "reason", "document")
        one = {name: fact.data[name] for name in told} | {"fact": fact.id, "state": "pending", "answer": None}
        row = self._row(fact)
        kept = [each for each in row["adjustments"] if each["adjustment"] != fact.data["adjustment"]]
        self._keep(row | {"adjustments": [*kept, one], "state": "adjusting"}, fact, fact.data["reason"])

    @sees(BudgetAllocationReturned)
    def returned(self, fact: Fact) -> None:
        row = self._row(fact)
        told = {"state": "returned", "decision": fact.data["document"]}
        if row["proposal"] and row["proposal"]["matter"] == fact.data["matter"]:
            row |= {"proposal": {**row["proposal"], **told, "reason": fact.data["reason"]}, "state": "returned"}
        elif any(each["matter"] == fact.data["matter"] for each in row["adjustments"]):
            row["adjustments"] = [
                {**each, **told, "answer": fact.data["reason"]} if each["matter"] == fact.data["matter"] else each
                for each in row["adjustments"]
            ]
            row["state"] = "allocated"
        self._keep(row, fact, fact.data["reason"])

    @sees(BudgetAllocated)
    def allocated(self, fact: Fact) -> None:
        row = self._row(fact)
        told = {name: fact.data[name] for name in ("agency", "items", "amount", "document")} | {"fact": fact.id}
        row |= {"allocated": {**row["allocated"], fact.data["agency"]: {**told, "previous": None}}}
        if row["proposal"]:
            row["proposal"] = {**row["proposal"], "state": "approved", "decision": fact.data["document"]}
        self._keep(row | {"state": "allocated"}, fact)

    @sees(BudgetAllocationAdjusted)
    def adjusted(self, fact: Fact) -> None:
        row = self._row(fact)
        told = {name: fact.data[name] for name in ("agency", "items", "amount", "previous", "document")}
        row |= {"allocated": {**row["allocated"], fact.data["agency"]: {**told, "fact": fact.id}}}
        row["adjustments"] = [
            {**each, "state": "approved", "decision": fact.data["document"]}
            if each["adjustment"] == fact.data["adjustment"]
            else each
            for each in row["adjustments"]
        ]
        self._keep(row | {"state": "allocated"}, fact)

    # Rows

    def _row(self, fact: Fact) -> Row:
        year = fact.data["year"]
        bare: Row = {"year": year, "state": "new", "guidance": None, "estimates": {}, "overdue": None}
        bare |= {"consolidated": None, "proposal": None, "adjustments": [], "allocated": {}}
        return dict(self.rows.get(str(year), {**bare, "case": "", "steps": []}))

    def _keep(self, row: Row, fact: Fact, words: str | None = None) -> None:
        self.rows[str(row["year"])] = stepped(row, fact, words)
