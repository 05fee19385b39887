"""Kinh phí cải cách hành chính của từng năm, từng cơ quan đang ở đâu (Điều 16 khoản 2)."""

from __future__ import annotations

from typing import Any

from schemas.budget import (
    BudgetAdjustmentProposed,
    BudgetAllocated,
    BudgetAllocationAdjusted,
    BudgetAllocationProposed,
    BudgetAllocationReturned,
    BudgetEstimateSubmitted,
    BudgetGuidanceIssued,
)
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class Budgets(View):
    """Cơ quan nào đã gửi dự toán bao nhiêu, được phân bổ bao nhiêu (Điều 16 khoản 2)? Rows: ``2022``, ``2022/SYT``."""

    name = "budgets"

    @sees(BudgetGuidanceIssued)
    def guided(self, fact: Fact) -> None:
        data, year = fact.data, str(fact.data["year"])
        before = self.rows.get(year) or {"state": "estimating", "total": None, "reserve": None, "reason": None}
        self.rows[year] = {**before, "lead": data["lead"], "due": data["due"], "source": data["source"]}
        for agency in data["agencies"]:
            self._note(year, agency)

    @sees(BudgetEstimateSubmitted)
    def estimated(self, fact: Fact) -> None:
        data = fact.data
        self._note(str(data["year"]), data["agency"], estimated=data["total"], late=data["late"])

    @sees(BudgetAllocationProposed, BudgetAdjustmentProposed)
    def proposed(self, fact: Fact) -> None:
        state = "proposed" if fact.type == "BudgetAllocationProposed" else "adjusting"
        wanted = {name: fact.data[name] for name in ("total", "reserve")}
        self._step(fact, state=state, reason=None, proposed=wanted)

    @sees(BudgetAllocationReturned)
    def returned(self, fact: Fact) -> None:
        adjusting = self.rows[str(fact.data["year"])]["state"] == "adjusting"
        self._step(fact, state="allocated" if adjusting else "estimating", reason=fact.data["reason"])

    @sees(BudgetAllocated, BudgetAllocationAdjusted)
    def allocated(self, fact: Fact) -> None:
        """One decision says it of several agencies, one fact each."""
        row = self.rows[str(fact.data["year"])]
        self._step(fact, state="allocated", **row["proposed"])
        self._note(str(fact.data["year"]), fact.data["agency"], allocated=fact.data["amount"])

    def _step(self, fact: Fact, **values: Any) -> None:
        year = str(fact.data["year"])
        self.rows[year] = {**self.rows[year], **values}

    def _note(self, year: str, agency: str, **values: Any) -> None:
        key = f"{year}/{agency}"
        before = self.rows.get(key) or {"agency": agency, "estimated": None, "late": False, "allocated": None}
        self.rows[key] = {**before, **values}
