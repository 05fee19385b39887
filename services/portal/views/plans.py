"""Kế hoạch, chương trình, chủ trương và biện pháp (Điều 6, Điều 13 khoản 1): đến bước nào, ai đề xuất, ai im lặng?

View ``plans``: row ``2022`` is what became of a plan; row ``2022/draft-0001`` is one draft with the opinions on it.
View ``measures``: row = the measure's code. All is kept as it was said; nothing is judged here.
"""

from __future__ import annotations

from typing import Any, ClassVar

from schemas.plan import (
    OpinionDeadlineExtended,
    PlanAnswerOverdue,
    PlanCancelled,
    PlanCirculated,
    PlanConsolidated,
    PlanCopied,
    PlanIssued,
    PlanOpinionGiven,
    PlanReminderIssued,
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
from schemas.plan_measure import MeasureDecided, MeasureProposed
from schemas.submission import MatterSubmitted
from services.portal.views.noted import noted
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees

Row = dict[str, Any]
HEAD = ("plan", "kind", "first_year", "last_year", "title", "lead", "coordinators")


def draft_key(plan: str, version: int) -> str:
    return f"{plan}/draft-{version:04d}"


class Plans(View):
    """Một kế hoạch năm hoặc chương trình giai đoạn, và các dự thảo của nó."""

    name: ClassVar[str] = "plans"

    # Priorities

    @sees(PrioritiesCalled)
    def called(self, fact: Fact) -> None:
        """A call after a cancelled one begins anew; what was proposed before the first call, or since, stays."""
        row = self._row(fact)
        began = {**fact.data, "departments": None}
        if row["state"] == "cancelled":
            row["proposals"] = {name: told for name, told in row["proposals"].items() if not told.get("dropped")}
            row |= {"silent": {}, "reminders": [], "versions": [], "carried": None}
        row |= {name: fact.data[name] for name in HEAD}
        row |= {"state": "called", "call": began}
        self._keep(row, fact, "called", document=fact.data["document"])

    @sees(PrioritiesDeadlineExtended)
    def priorities_extended(self, fact: Fact) -> None:
        row = self._row(fact)
        if row["call"]:
            row["call"] = {**row["call"], **{name: fact.data[name] for name in ("due", "source")}}
        row["silent"].pop("priorities", None)
        self._keep(row, fact, "extended", words=fact.data["reason"], until=fact.data["due"])

    @sees(PrioritiesProposed)
    def proposed(self, fact: Fact) -> None:
        row = self._row(fact)
        row["proposals"][fact.data["agency"]] = {**noted(fact), **fact.data, "withdrawn": None}
        self._keep(row, fact, "proposed", agency=fact.data["agency"], document=fact.data["document"])

    @sees(PrioritiesWithdrawn)
    def withdrawn(self, fact: Fact) -> None:
        row = self._row(fact)
        agency = fact.data["agency"]
        if agency in row["proposals"]:
            row["proposals"][agency] |= {"withdrawn": fact.data["reason"], **noted(fact)}
        self._keep(row, fact, "withdrawn", agency=agency, words=fact.data["reason"])

    @sees(PlanCopied)
    def carried_over(self, fact: Fact) -> None:
        row = self._row(fact)
        row["carried"] = {"previous": fact.data["previous"], "items": fact.data["items"], **noted(fact)}
        self._keep(row, fact, "carried_over")

    @sees(PlanReminderIssued)
    def reminded(self, fact: Fact) -> None:
        row = self._row(fact)
        row["reminders"].append({**noted(fact), **fact.data})
        self.rows[row["plan"]] = row

    @sees(PlanAnswerOverdue)
    def overdue(self, fact: Fact) -> None:
        row = self._row(fact)
        row["silent"][fact.data["stage"]] = {**noted(fact), **fact.data}
        self._keep(row, fact, f"silent_{fact.data['stage']}")

    # Drafts and opinions

    @sees(PlanConsolidated)
    def consolidated(self, fact: Fact) -> None:
        row = self._row(fact)
        row |= {name: fact.data[name] for name in HEAD if name in fact.data}
        row |= {"state": "drafted", "received": fact.data["received"], "not_proposed": fact.data["silent"]}
        self._draft(row, fact, "consolidated")

    @sees(PlanCirculated)
    def circulated(self, fact: Fact) -> None:
        row = self._row(fact)
        told = ("version", "adjustment", "coordinators", "mode", "due", "source", "document")
        row["consultation"] = {name: fact.data[name] for name in told}
        row["silent"].pop("opinion", None)
        key = draft_key(row["plan"], fact.data["version"])
        if key in self.rows:
            self.rows[key] = {**self.rows[key], "consultation": {**noted(fact), **row["consultation"]}}
        self._keep(row, fact, "circulated", document=fact.data["document"])

    @sees(OpinionDeadlineExtended)
    def opinion_extended(self, fact: Fact) -> None:
        row = self._row(fact)
        later = {name: fact.data[name] for name in ("due", "source")}
        key = draft_key(row["plan"], fact.data["version"])
        if row["consultation"]:
            row["consultation"] = {**row["consultation"], **later}
        if key in self.rows and self.rows[key]["consultation"]:
            self.rows[key] = {**self.rows[key], "consultation": {**self.rows[key]["consultation"], **later}}
        self._keep(row, fact, "extended", words=fact.data["reason"], until=fact.data["due"])

    @sees(PlanOpinionGiven)
    def opinion_given(self, fact: Fact) -> None:
        row = self._row(fact)
        key = draft_key(row["plan"], fact.data["version"])
        draft = self.rows.get(key)
        if draft is not None:
            draft["opinions"][fact.data["agency"]] = {**noted(fact), **fact.data}
            self.rows[key] = draft
        self._keep(row, fact, "opinion", agency=fact.data["agency"], document=fact.data["document"])

    @sees(PlanRevised)
    def revised(self, fact: Fact) -> None:
        row = self._row(fact)
        row["state"] = "drafted"
        self._draft(row, fact, "revised")

    # Before the Committee

    @sees(MatterSubmitted)
    def submitted(self, fact: Fact) -> None:
        if fact.data["kind"] not in {"plan", "programme", "plan_adjustment"}:
            return
        row = self._named(fact.data["matter"].split("/")[1], fact)
        row |= {"state": "submitted", "matter": fact.data["matter"]}
        self._keep(row, fact, "submitted", document=fact.data["document"])

    @sees(PlanReturned)
    def returned(self, fact: Fact) -> None:
        row = self._row(fact)
        row["state"] = "returned"
        self._keep(row, fact, "returned", words=fact.data["reason"], document=fact.data["document"])

    @sees(PlanIssued)
    def issued(self, fact: Fact) -> None:
        row = self._row(fact)
        row |= {name: fact.data[name] for name in HEAD}
        row |= {"state": "issued", "in_force": fact.data["version"], "consultation": None}
        row["issued"] = {"version": fact.data["version"], "document": fact.data["document"], **noted(fact)}
        self._keep(row, fact, "issued", document=fact.data["document"])

    @sees(PlanCancelled)
    def cancelled(self, fact: Fact) -> None:
        """Before the issue the whole building of the plan; after it one draft of an adjustment."""
        row = self._row(fact)
        row |= {"state": "issued" if row["issued"] else "cancelled", "drafted_adjustment": None, "consultation": None}
        if not row["issued"]:
            row["proposals"] = {name: {**told, "dropped": True} for name, told in row["proposals"].items()}
        self._keep(row, fact, "cancelled", words=fact.data["reason"])

    # Adjusted

    @sees(PlanAdjustmentProposed)
    def adjustment_proposed(self, fact: Fact) -> None:
        row = self._row(fact)
        row["wishes"].append({**noted(fact), **fact.data, "answer": None})
        self._keep(row, fact, "adjustment_proposed", agency=fact.data["agency"], document=fact.data["document"])

    @sees(PlanAdjustmentAnswered)
    def adjustment_answered(self, fact: Fact) -> None:
        row = self._row(fact)
        answer = {"treatment": fact.data["treatment"], "reason": fact.data["reason"], **noted(fact)}
        for wish in row["wishes"]:
            if (wish["agency"], wish["proposal"]) == (fact.data["agency"], fact.data["proposal"]):
                wish["answer"] = answer
        self.rows[row["plan"]] = row

    @sees(PlanAdjustmentDrafted)
    def adjustment_drafted(self, fact: Fact) -> None:
        row = self._row(fact)
        row |= {"state": "drafted", "drafted_adjustment": fact.data["adjustment"]}
        self._draft(row, fact, "adjustment_drafted", words=fact.data["reason"])

    @sees(PlanAdjusted)
    def adjusted(self, fact: Fact) -> None:
        row = self._row(fact)
        told = ("adjustment", "version", "added", "altered", "dropped", "document")
        one = {name: fact.data[name] for name in told} | {"before": row["in_force"], **noted(fact)}
        row["adjustments"].append(one)
        row |= {"state": "issued", "in_force": fact.data["version"], "drafted_adjustment": None, "consultation": None}
        self._keep(row, fact, "adjusted", document=fact.data["document"])

    # Rows

    def _draft(self, row: Row, fact: Fact, what: str, *, words: str = "") -> None:
        data = fact.data
        self.rows[draft_key(row["plan"], data["version"])] = {
            "plan": row["plan"],
            "version": data["version"],
            "what": what,
            "adjustment": data.get("adjustment", 0),
            "parts": data["parts"],
            "items": data["items"],
            "not_taken": data.get("not_taken", []),
            "answers_to": data.get("circulated", 0),
            "treatments": data.get("treatments", []),
            "consultation": None,
            "opinions": {},
            **noted(fact),
        }
        row["versions"].append(data["version"])
        self._keep(row, fact, what, words=words)

    def _row(self, fact: Fact) -> Row:
        return self._named(fact.data["plan"], fact)

    def _named(self, plan: str, fact: Fact) -> Row:
        """The plan as kept; a bare one for a proposal that nobody has called for yet (Điều 6 khoản 2 điểm a)."""
        bare: Row = {"plan": plan, "kind": "programme" if "-" in plan else "plan", "title": "", "lead": "SNV"}
        bare |= {"coordinators": [], "state": "proposed", "case": fact.case, "call": None, "carried": None}
        bare |= {"proposals": {}, "reminders": [], "silent": {}, "received": [], "not_proposed": []}
        bare |= {"versions": [], "consultation": None, "matter": None, "issued": None, "in_force": 0}
        bare |= {"drafted_adjustment": None, "adjustments": [], "wishes": [], "steps": []}
        return dict(self.rows.get(plan, bare))

    def _keep(self, row: Row, fact: Fact, what: str, **told: Any) -> None:
        row["steps"] = [*row["steps"], {**noted(fact), "what": what, "version": fact.data.get("version"), **told}]
        self.rows[row["plan"]] = row


class Measures(View):
    """Một chủ trương, biện pháp đẩy mạnh cải cách hành chính (Điều 6 khoản 1 điểm b)."""

    name: ClassVar[str] = "measures"

    @sees(MeasureProposed)
    def proposed(self, fact: Fact) -> None:
        before = self.rows.get(fact.data["measure"], {"steps": []})
        step = {"what": "submitted", "document": fact.data["document"], "reason": None, **noted(fact)}
        steps = [*before["steps"], step]
        self.rows[fact.data["measure"]] = {**fact.data, "state": "submitted", "case": fact.case, "steps": steps}

    @sees(MeasureDecided)
    def decided(self, fact: Fact) -> None:
        row = self.rows.get(fact.data["measure"])
        if row is None:
            return
        state = "approved" if fact.data["approved"] else "returned"
        step = {"what": state, "document": fact.data["document"], "reason": fact.data["reason"], **noted(fact)}
        self.rows[fact.data["measure"]] = {**row, "state": state, "steps": [*row["steps"], step]}
