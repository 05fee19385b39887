"""Hồ sơ kế hoạch cải thiện các Chỉ số: dự thảo, trình, ban hành, điều chỉnh, hướng dẫn (Điều 11)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shared.mechanism.record import Record, Refused, event

Rows = list[dict[str, Any]]
CONTENT = ("year", "title", "coordinators", "targets", "losses", "tasks", "periods", "days_before")


class ImprovementPlan(Record):
    """Một kế hoạch cải thiện PAR INDEX, SIPAS, PAPI (Điều 11)."""

    key = ("plan",)
    dossier = True

    @event("ImprovementPlanBegun")
    def __init__(self, *, plan: str, lead: str) -> None:
        self.plan = plan
        self.lead = lead
        self.state = "new"  # new → drafted → submitted → issued → drafted …; returned → drafted
        self.drafts = 0
        self.draft: dict[str, Any] = {}
        self.issued: dict[str, Any] | None = None
        self.adjustment = 0
        self.guidances = 0

    @property
    def title(self) -> str:
        return str(self.draft.get("title") or f"Kế hoạch cải thiện {self.plan}")

    @property
    def matter(self) -> str:
        """What is brought before the Committee: the plan, then each adjustment of it."""
        return f"improvement_plan/{self.plan}" + (f"/adjustment-{self.adjustment + 1}" if self.issued else "")

    def draft_anew(self, **content: Any) -> None:
        """The first draft, or one that takes its place; after the issue, one that adjusts. Raises Refused."""
        if self.state == "submitted":
            raise Refused("PLAN_SUBMITTED", f"{self.title} đang trình UBND tỉnh.")
        if self.state == "issued" and self.issued == content:
            raise Refused("NOTHING_ADJUSTED", f"Dự thảo không khác {self.title} đang có hiệu lực.")
        self._draft_anew(plan=self.plan, draft=self.drafts + 1, lead=self.lead, **content)

    @event("ImprovementPlanDrafted")
    def _draft_anew(
        self,
        *,
        plan: str,
        draft: int,
        year: int,
        title: str,
        lead: str,
        coordinators: list[str],
        targets: Rows,
        losses: Rows,
        tasks: Rows,
        periods: Rows,
        days_before: list[int],
    ) -> None:
        self.drafts = draft
        self.state = "drafted"
        self.draft = {
            "year": year,
            "title": title,
            "coordinators": coordinators,
            "targets": targets,
            "losses": losses,
            "tasks": tasks,
            "periods": periods,
            "days_before": days_before,
        }

    def submit(self) -> None:
        """Raises Refused unless there is a draft that the Committee has not seen."""
        if self.state == "returned":
            raise Refused("PLAN_RETURNED", f"{self.title} bị trả lại; hãy hoàn chỉnh dự thảo trước.")
        if self.state != "drafted":
            raise Refused("PLAN_NOT_DRAFTED", f"{self.title}: chưa có dự thảo nào để trình.")
        self._submit(draft=self.drafts)

    @event("ImprovementSubmissionNoted")
    def _submit(self, *, draft: int) -> None:
        self.state = "submitted"

    def decide(self, *, approved: bool, document: dict[str, Any], reason: str | None) -> None:
        if approved:
            adjustment = self.adjustment + 1 if self.issued else 0
            self._issue(
                plan=self.plan,
                draft=self.drafts,
                adjustment=adjustment,
                lead=self.lead,
                document=document,
                **self.draft,
            )
        else:
            self._return(plan=self.plan, draft=self.drafts, reason=reason, document=document)

    @event("ImprovementPlanIssued")
    def _issue(
        self,
        *,
        plan: str,
        draft: int,
        adjustment: int,
        year: int,
        title: str,
        lead: str,
        coordinators: list[str],
        targets: Rows,
        losses: Rows,
        tasks: Rows,
        periods: Rows,
        days_before: list[int],
        document: dict[str, Any],
    ) -> None:
        self.issued = dict(self.draft)
        self.adjustment = adjustment
        self.state = "issued"

    @event("ImprovementPlanReturned")
    def _return(self, *, plan: str, draft: int, reason: str | None, document: dict[str, Any]) -> None:
        self.state = "returned"

    def in_force(self) -> dict[str, Any]:
        """What was issued last. Raises Refused."""
        if self.issued is None:
            raise Refused("PLAN_NOT_ISSUED", f"{self.title} chưa ban hành.")
        return self.issued

    def guide(self, *, agencies: Sequence[str], items: Sequence[str], text: str, document: dict[str, Any]) -> None:
        """Raises Refused: about what is not in the plan."""
        known = {each["item"] for each in self.in_force()["tasks"]}
        unknown = [each for each in items if each not in known]
        if unknown:
            raise Refused("UNKNOWN_ITEM", f"{self.title} không có nhiệm vụ {', '.join(unknown)}.")
        self._guide(
            plan=self.plan,
            guidance=self.guidances + 1,
            lead=self.lead,
            agencies=list(agencies),
            items=list(items),
            text=text,
            document=document,
        )

    @event("ImprovementGuidanceIssued")
    def _guide(
        self,
        *,
        plan: str,
        guidance: int,
        lead: str,
        agencies: list[str],
        items: list[str],
        text: str,
        document: dict[str, Any],
    ) -> None:
        self.guidances = guidance
