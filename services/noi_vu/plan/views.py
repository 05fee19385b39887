"""Kế hoạch, chương trình đang ở bước nào, ai đã đề xuất, ai đã góp ý, ai im lặng (Điều 6, Điều 13 khoản 1)?"""

from __future__ import annotations

from typing import Any

from schemas.plan import (
    OpinionDeadlineExtended,
    PlanCancelled,
    PlanCirculated,
    PlanConsolidated,
    PlanIssued,
    PlanOpinionGiven,
    PlanReturned,
    PlanRevised,
    PrioritiesCalled,
    PrioritiesDeadlineExtended,
    PrioritiesProposed,
    PrioritiesWithdrawn,
)
from schemas.plan_adjustment import (
    PlanAdjusted,
    PlanAdjustmentAnswered,
    PlanAdjustmentDrafted,
    PlanAdjustmentProposed,
)
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class Plans(View):
    """Mỗi kế hoạch đang ở đâu? Rows: ``2022``, ``2021-2025``."""

    name = "plans"

    @sees("PlanBegun")
    def begun(self, fact: Fact) -> None:
        self.rows[fact.data["plan"]] = {
            "plan": fact.data["plan"],
            "title": "",
            "state": "new",
            "lead": fact.data["lead"],
            "coordinators": fact.data["coordinators"],
            "due": None,
            "source": None,
            "version": 0,
            "items": 0,
            "adjustment": 0,
            "proposals": {},
            "opinions": {},
            "adjustments": [],
            "document": None,
        }

    @sees(PrioritiesCalled)
    def called(self, fact: Fact) -> None:
        told = {name: fact.data[name] for name in ("title", "coordinators", "due", "source")}
        self._note(fact, state="called", **told)

    @sees(PrioritiesDeadlineExtended, OpinionDeadlineExtended)
    def extended(self, fact: Fact) -> None:
        self._note(fact, due=fact.data["due"], source=fact.data["source"])

    @sees(PrioritiesProposed)
    def proposed(self, fact: Fact) -> None:
        told = {"items": len(fact.data["items"]), "late": fact.data["late"]}
        self._enter(fact, "proposals", {fact.data["agency"]: told})

    @sees(PrioritiesWithdrawn)
    def withdrawn(self, fact: Fact) -> None:
        self._enter(fact, "proposals", {fact.data["agency"]: None})

    @sees(PlanConsolidated, PlanRevised, PlanAdjustmentDrafted)
    def drafted(self, fact: Fact) -> None:
        adjustment = fact.data.get("adjustment")
        told = {"version": fact.data["version"], "items": len(fact.data["items"]), "title": fact.data["title"]}
        self._note(fact, state="drafted", **told, **({"adjustment": adjustment} if adjustment else {}))

    @sees(PlanCirculated)
    def circulated(self, fact: Fact) -> None:
        told = {name: fact.data[name] for name in ("coordinators", "due", "source")}
        self._note(fact, state="circulated", opinions={}, **told)

    @sees(PlanOpinionGiven)
    def opinion_given(self, fact: Fact) -> None:
        told = {name: fact.data[name] for name in ("version", "verdict", "late")}
        self._enter(fact, "opinions", {fact.data["agency"]: told})

    @sees("PlanSubmissionNoted")
    def submitted(self, fact: Fact) -> None:
        plan = fact.subject.split("/")[1]
        self.rows[plan] = {**self.rows[plan], "state": "submitted", "due": None, "source": None}

    @sees(PlanReturned)
    def returned(self, fact: Fact) -> None:
        self._note(fact, state="returned", document=fact.data["document"])

    @sees(PlanIssued, PlanAdjusted)
    def issued(self, fact: Fact) -> None:
        self._note(
            fact,
            state="issued",
            title=fact.data["title"],
            items=len(fact.data["items"]),
            document=fact.data["document"],
        )

    @sees(PlanCancelled)
    def cancelled(self, fact: Fact) -> None:
        if fact.data["adjustment"]:
            self._note(fact, state="issued", due=None, source=None)
        else:
            self._note(fact, state="cancelled", due=None, source=None, proposals={})

    @sees(PlanAdjustmentProposed)
    def adjustment_proposed(self, fact: Fact) -> None:
        row = self.rows[fact.data["plan"]]
        self._note(fact, adjustments=[*row["adjustments"], f"{fact.data['agency']}/{fact.data['proposal']}"])

    @sees(PlanAdjustmentAnswered)
    def adjustment_answered(self, fact: Fact) -> None:
        row, answered = self.rows[fact.data["plan"]], f"{fact.data['agency']}/{fact.data['proposal']}"
        self._note(fact, adjustments=[each for each in row["adjustments"] if each != answered])

    def _enter(self, fact: Fact, name: str, entry: dict[str, Any]) -> None:
        row = self.rows.get(fact.data["plan"])
        if row is not None:
            entered = {**row[name], **entry}
            self._note(fact, **{name: {agency: told for agency, told in entered.items() if told is not None}})

    def _note(self, fact: Fact, **values: Any) -> None:
        self.rows[fact.data["plan"]] = {**self.rows[fact.data["plan"]], **values}
