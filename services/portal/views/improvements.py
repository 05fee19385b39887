"""Cải thiện các Chỉ số PAR INDEX, SIPAS, PAPI (Điều 11): chỉ tiêu nào, bù điểm mất nào, ai đã tổng hợp?

View ``improvements``: row = the plan's code. Its content is that of the last draft; ``issued`` is what is in force.
"""

from __future__ import annotations

from typing import Any, ClassVar

from schemas.improvement import (
    ImprovementConsolidated,
    ImprovementGuidanceIssued,
    ImprovementPeriodExtended,
    ImprovementPlanDrafted,
    ImprovementPlanIssued,
    ImprovementPlanReturned,
    ImprovementReminderIssued,
    ImprovementSummaryOverdue,
    ImprovementSummaryRequested,
    ImprovementSummaryReturned,
    ImprovementSummarySubmitted,
)
from schemas.submission import MatterSubmitted
from services.portal.views.noted import noted
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees

Row = dict[str, Any]
CONTENT = ("year", "title", "lead", "coordinators", "targets", "losses", "tasks", "periods")


class Improvements(View):
    """Một kế hoạch cải thiện: dự thảo, ban hành, các kỳ tổng hợp, hướng dẫn."""

    name: ClassVar[str] = "improvements"

    @sees(ImprovementPlanDrafted)
    def drafted(self, fact: Fact) -> None:
        row = self._row(fact)
        row |= {"state": "drafted", "draft": fact.data["draft"]}
        row["content"] = {name: fact.data[name] for name in CONTENT}
        self._keep(row, fact, "drafted")

    @sees(MatterSubmitted)
    def submitted(self, fact: Fact) -> None:
        if fact.data["kind"] == "improvement_plan":
            row = self._named(fact.data["matter"].split("/")[1], fact)
            row |= {"state": "submitted", "matter": fact.data["matter"]}
            self._keep(row, fact, "submitted", document=fact.data["document"])

    @sees(ImprovementPlanIssued)
    def issued(self, fact: Fact) -> None:
        row = self._row(fact)
        row |= {"state": "issued", "draft": fact.data["draft"]}
        row["content"] = {name: fact.data[name] for name in CONTENT}
        told = {"adjustment": fact.data["adjustment"], "document": fact.data["document"]}
        row["issued"] = {**noted(fact), **told, "content": row["content"]}
        self._keep(row, fact, "adjusted" if fact.data["adjustment"] else "issued", document=fact.data["document"])

    @sees(ImprovementPlanReturned)
    def returned(self, fact: Fact) -> None:
        row = self._row(fact)
        row["state"] = "returned"
        self._keep(row, fact, "returned", said=fact.data["reason"], document=fact.data["document"])

    # Periods

    @sees(ImprovementSummaryRequested)
    def requested(self, fact: Fact) -> None:
        row = self._row(fact)
        told = ("period", "title", "agencies", "tasks", "mode", "due", "source")
        period = noted(fact) | {name: fact.data[name] for name in told}
        period |= {"summaries": {}, "returned": {}, "reminders": 0, "overdue": None, "reports": []}
        row["rounds"][fact.data["period"]] = period
        self._keep(row, fact, "requested", title=fact.data["title"])

    @sees(ImprovementPeriodExtended)
    def extended(self, fact: Fact) -> None:
        row, period = self._period(fact)
        period |= {"due": fact.data["due"], "source": fact.data["source"], "overdue": None}
        self._keep(row, fact, "extended", title=period["title"], said=fact.data["reason"])

    @sees(ImprovementSummarySubmitted)
    def summary_submitted(self, fact: Fact) -> None:
        row, period = self._period(fact)
        agency = fact.data["agency"]
        told = ("summary", "results", "late", "document")
        period["summaries"][agency] = {**noted(fact), **{name: fact.data[name] for name in told}}
        period["returned"].pop(agency, None)
        self._keep(row, fact, "summary", title=period["title"], agency=agency, document=fact.data["document"])

    @sees(ImprovementSummaryReturned)
    def summary_returned(self, fact: Fact) -> None:
        row, period = self._period(fact)
        agency = fact.data["agency"]
        period["returned"][agency] = {"reason": fact.data["reason"], **noted(fact)}
        self._keep(row, fact, "summary_returned", title=period["title"], whom=agency, said=fact.data["reason"])

    @sees(ImprovementReminderIssued)
    def reminded(self, fact: Fact) -> None:
        row, period = self._period(fact)
        period["reminders"] += 1
        self.rows[row["plan"]] = row

    @sees(ImprovementSummaryOverdue)
    def overdue(self, fact: Fact) -> None:
        row, period = self._period(fact)
        period["overdue"] = {"outstanding": fact.data["outstanding"], **noted(fact)}
        self._keep(row, fact, "overdue", title=period["title"])

    @sees(ImprovementConsolidated)
    def consolidated(self, fact: Fact) -> None:
        row, period = self._period(fact)
        told = ("report", "assessment", "reached", "results", "missing", "document")
        period["reports"].append({**noted(fact), **{name: fact.data[name] for name in told}})
        self._keep(row, fact, "consolidated", title=period["title"], document=fact.data["document"])

    @sees(ImprovementGuidanceIssued)
    def guided(self, fact: Fact) -> None:
        row = self._row(fact)
        told = ("guidance", "agencies", "items", "text", "document")
        row["guidances"].append({**noted(fact), **{name: fact.data[name] for name in told}})
        self._keep(row, fact, "guided", document=fact.data["document"])

    # Rows

    def _row(self, fact: Fact) -> Row:
        return self._named(fact.data["plan"], fact)

    def _named(self, plan: str, fact: Fact) -> Row:
        bare: Row = {"plan": plan, "state": "drafted", "draft": 0, "case": fact.case, "matter": None, "issued": None}
        bare |= {"rounds": {}, "guidances": [], "steps": []}
        bare["content"] = {"year": 0, "title": plan, "lead": "SNV", "coordinators": []}
        bare["content"] |= {"targets": [], "losses": [], "tasks": [], "periods": []}
        return dict(self.rows.get(plan, bare))

    def _period(self, fact: Fact) -> tuple[Row, Row]:
        """The plan and one period of it; a bare period if its opening is not in this ledger."""
        row, name = self._row(fact), fact.data["period"]
        bare: Row = {**noted(fact), "period": name, "title": name, "agencies": [], "tasks": [], "mode": "information"}
        bare |= {"due": fact.data.get("due"), "source": fact.data.get("source"), "summaries": {}, "returned": {}}
        bare |= {"reminders": 0, "overdue": None, "reports": []}
        return row, row["rounds"].setdefault(name, bare)

    def _keep(self, row: Row, fact: Fact, what: str, **told: Any) -> None:
        row["steps"] = [*row["steps"], {**noted(fact), "what": what, **told}]
        self.rows[row["plan"]] = row
