"""Ngân sách cải cách hành chính của một năm: hướng dẫn, dự toán, tổng hợp, phân bổ (Điều 16 khoản 2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from services.tai_chinh.budget.rules import (
    adjusted,
    adjustment_faults,
    allocation_faults,
    allocations_of,
    amount,
    consolidated,
    summed,
    total_faults,
    unfunded,
    written,
)
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import plain
from shared.mechanism.record import Record, Refused, event
from shared.procedures.deadline import is_late
from shared.procedures.refusal import refuse


class Budget(Record):
    """Kinh phí cải cách hành chính của một năm ngân sách (Điều 16 khoản 2)."""

    key = ("year",)
    dossier = True

    @event("BudgetBegun")
    def __init__(self, *, year: int) -> None:
        self.year = year
        self.issue = 0
        self.agencies: list[str] = []
        self.due = ""
        self.submissions: dict[str, int] = {}
        self.estimates: dict[str, dict[str, dict[str, Any]]] = {}
        self.consolidation = 0
        self.state = "estimating"  # estimating → proposed → allocated → adjusting → allocated …
        self.proposed: list[dict[str, Any]] = []
        self.proposed_total = "0"
        self.allocated: dict[str, dict[str, dict[str, Any]]] = {}
        self.total = "0"
        self.adjustment = 0

    def must_be_estimating(self) -> None:
        if self.state == "proposed":
            sentence = f"Phân bổ kinh phí năm {self.year} đang trình UBND tỉnh; chờ quyết định."
            raise Refused("ALLOCATION_PROPOSED", sentence)
        if self.state != "estimating":
            sentence = f"Kinh phí năm {self.year} đã phân bổ; thay đổi thì đề nghị điều chỉnh."
            raise Refused("BUDGET_ALLOCATED", sentence)

    # Hướng dẫn

    def guide(
        self,
        *,
        lead: str,
        mode: str,
        agencies: Sequence[str],
        guidance: str,
        forms: list[dict[str, Any]],
        due: datetime,
        source: str,
        document: dict[str, Any],
        now: datetime,
    ) -> None:
        self.must_be_estimating()
        if due <= now:
            raise Refused("DEADLINE_PASSED", "Hạn gửi dự toán đã qua; đặt một hạn còn ở phía trước.")
        self._guide(
            year=self.year,
            issue=self.issue + 1,
            lead=lead,
            coordinators=[],
            mode=mode,
            agencies=list(agencies),
            guidance=guidance,
            forms=forms,
            due=due.isoformat(),
            source=source,
            document=document,
        )

    @event("BudgetGuidanceIssued")
    def _guide(
        self,
        *,
        year: int,
        issue: int,
        lead: str,
        coordinators: list[str],
        mode: str,
        agencies: list[str],
        guidance: str,
        forms: list[dict[str, Any]],
        due: str,
        source: str,
        document: dict[str, Any],
    ) -> None:
        self.issue = issue
        self.agencies = agencies
        self.due = due

    # Dự toán

    def estimate(
        self,
        *,
        agency: str,
        items: list[dict[str, Any]],
        whole: bool,
        document: dict[str, Any],
        now: datetime,
        effective: date | None,
    ) -> None:
        """The agency's estimate: all of it, or rows added to it and put in the place of those of the same number."""
        self.must_be_estimating()
        if not whole and agency not in self.estimates:
            sentence = f"{agency} chưa gửi dự toán năm {self.year} nên chưa có gì để bổ sung."
            raise Refused("ESTIMATE_NOT_SUBMITTED", sentence)
        kept = {} if whole else self.estimates[agency]
        rows = {**kept, **{each["item"]: each for each in plain(items)}}
        self._estimate(
            year=self.year,
            agency=agency,
            submission=self.submissions.get(agency, 0) + 1,
            items=list(rows.values()),
            total=written(summed(rows.values())),
            late=is_late(due=datetime.fromisoformat(self.due), recorded=now, effective=effective),
            document=document,
        )

    @event("BudgetEstimateSubmitted")
    def _estimate(
        self,
        *,
        year: int,
        agency: str,
        submission: int,
        items: list[dict[str, Any]],
        total: str,
        late: bool,
        document: dict[str, Any],
    ) -> None:
        self.submissions[agency] = submission
        self.estimates[agency] = {each["item"]: each for each in items}

    def list_overdue(self) -> None:
        missing = [each for each in self.agencies if each not in self.estimates]
        if missing and self.state == "estimating":
            self._list_overdue(year=self.year, due=self.due, agencies=missing)

    @event("BudgetEstimatesOverdue")
    def _list_overdue(self, *, year: int, due: str, agencies: list[str]) -> None:
        pass

    # Tổng hợp

    def consolidate(self, tasks: Mapping[str, Mapping[str, Any]]) -> None:
        if not self.estimates:
            raise Refused("NO_ESTIMATES", f"Chưa cơ quan nào gửi dự toán năm {self.year}.")
        told = consolidated(self.estimates, tasks, self.agencies)
        self._consolidate(year=self.year, consolidation=self.consolidation + 1, **told)

    @event("BudgetEstimatesConsolidated")
    def _consolidate(
        self,
        *,
        year: int,
        consolidation: int,
        tasks: list[dict[str, Any]],
        tasks_without_estimate: list[dict[str, Any]],
        estimates_without_task: list[dict[str, Any]],
        totals: list[dict[str, Any]],
        missing: list[str],
        total: str,
    ) -> None:
        self.consolidation = consolidation

    # Phân bổ

    @property
    def matter(self) -> str:
        """The public name of what is, or will next be, before the Committee."""
        step = self.adjustment if self.state == "adjusting" else self.adjustment + 1
        return f"budget/{self.year}/{step:02d}" if self.state in {"allocated", "adjusting"} else f"budget/{self.year}"

    def propose(
        self,
        *,
        lead: str,
        rows: list[dict[str, Any]],
        total: Decimal,
        tasks: Mapping[str, Mapping[str, Any]],
        document: dict[str, Any],
    ) -> None:
        self.must_be_estimating()
        refuse(list(allocation_faults(rows, self.estimates, total)))
        allocations = allocations_of(rows, self.estimates)
        self._propose(
            year=self.year,
            matter=self.matter,
            lead=lead,
            coordinators=[each["agency"] for each in allocations if each["agency"] != lead],
            allocations=allocations,
            tasks_without_funds=unfunded(allocations, tasks),
            total=written(total),
            reserve=written(total - summed(rows)),
            document=document,
        )

    @event("BudgetAllocationProposed")
    def _propose(
        self,
        *,
        year: int,
        matter: str,
        lead: str,
        coordinators: list[str],
        allocations: list[dict[str, Any]],
        tasks_without_funds: list[dict[str, Any]],
        total: str,
        reserve: str,
        document: dict[str, Any],
    ) -> None:
        self.state = "proposed"
        self.proposed = allocations
        self.proposed_total = total

    def propose_adjustment(
        self,
        *,
        lead: str,
        rows: list[dict[str, Any]],
        total: Decimal | None,
        reason: str,
        document: dict[str, Any],
    ) -> None:
        """Other amounts for what the Committee has decided, and if need be another total. Raises Refused."""
        if self.state == "adjusting":
            raise Refused("ADJUSTMENT_PROPOSED", f"Một điều chỉnh kinh phí năm {self.year} đang trình UBND tỉnh.")
        if self.state != "allocated":
            raise Refused("BUDGET_NOT_ALLOCATED", f"Kinh phí năm {self.year} chưa phân bổ; chưa có gì để điều chỉnh.")
        refuse(list(adjustment_faults(rows, self.allocated, self.estimates)))
        touched = adjusted(rows, self.allocated, self.estimates)
        after = {**self.allocated, **touched}
        allocated = sum((summed(items.values()) for items in after.values()), Decimal(0))
        new_total = amount(self.total) if total is None else total
        refuse(list(total_faults(allocated, new_total)))
        self._propose_adjustment(
            year=self.year,
            adjustment=self.adjustment + 1,
            matter=self.matter,
            lead=lead,
            coordinators=[each for each in touched if each != lead],
            allocations=[
                {"agency": each, "items": list(items.values()), "amount": summed(items.values())}
                for each, items in touched.items()
            ],
            previous_total=self.total,
            total=written(new_total),
            reserve=written(new_total - allocated),
            reason=reason,
            document=document,
        )

    @event("BudgetAdjustmentProposed")
    def _propose_adjustment(
        self,
        *,
        year: int,
        adjustment: int,
        matter: str,
        lead: str,
        coordinators: list[str],
        allocations: list[dict[str, Any]],
        previous_total: str,
        total: str,
        reserve: str,
        reason: str,
        document: dict[str, Any],
    ) -> None:
        self.state = "adjusting"
        self.adjustment = adjustment
        self.proposed = allocations
        self.proposed_total = total

    # Quyết định

    def decide(self, *, matter: str, approved: bool, document: dict[str, Any], reason: str | None) -> None:
        if self.state not in {"proposed", "adjusting"} or matter != self.matter:
            raise LookupError(f"{matter} was decided while it was not before the Committee")
        if not approved:
            self._return(year=self.year, matter=matter, reason=reason or "", document=document)
            return
        adjusting = self.state == "adjusting"
        for each in self.proposed:
            wanted = {name: each[name] for name in ("agency", "items", "amount")}
            if adjusting:
                previous = written(summed(self.allocated.get(each["agency"], {}).values()))
                self._adjust(year=self.year, **wanted, adjustment=self.adjustment, previous=previous, document=document)
            else:
                self._allocate(year=self.year, **wanted, document=document)
        self._settle(total=self.proposed_total)

    @event("BudgetAllocationReturned")
    def _return(self, *, year: int, matter: str, reason: str, document: dict[str, Any]) -> None:
        self.state = "allocated" if self.state == "adjusting" else "estimating"

    @event("BudgetAllocated")
    def _allocate(
        self, *, year: int, agency: str, items: list[dict[str, Any]], amount: str, document: dict[str, Any]
    ) -> None:
        self.allocated[agency] = {each["item"]: each for each in items}

    @event("BudgetAllocationAdjusted")
    def _adjust(
        self,
        *,
        year: int,
        agency: str,
        adjustment: int,
        items: list[dict[str, Any]],
        previous: str,
        amount: str,
        document: dict[str, Any],
    ) -> None:
        self.allocated[agency] = {each["item"]: each for each in items}

    @event("BudgetSettled")
    def _settle(self, *, total: str) -> None:
        self.state = "allocated"
        self.total = total
        self.proposed = []


def budget_of(ledger: Ledger, year: int) -> Budget:
    """The budget of that year, once guidance has been issued. Raises Refused."""
    found = ledger.find(Budget, year=year)
    if found is None:
        raise Refused("NO_GUIDANCE", f"Sở Tài chính chưa hướng dẫn lập dự toán năm {year}.")
    return found
