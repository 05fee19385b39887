"""Việc của cơ quan mình trong xây dựng kế hoạch: còn phải đề xuất, góp ý gì, đến bao giờ (Điều 6 khoản 2)."""

from __future__ import annotations

from typing import Any

from schemas.plan import PlanOpinionGiven, PrioritiesProposed, PrioritiesWithdrawn
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class PlanWork(View):
    """Cơ quan mình còn phải đề xuất, góp ý kế hoạch nào? Rows: ``2022/priorities``, ``2022/opinion``.

    A row goes when the plan is issued or no longer built; until then it says what was answered, and whether late.
    """

    name = "plan_work"

    @sees("PrioritiesAwaited")
    def awaited(self, fact: Fact) -> None:
        self._await(fact, "priorities", agency=fact.data["agency"], version=0)

    @sees("PlanOpinionAwaited")
    def opinion_awaited(self, fact: Fact) -> None:
        self._await(fact, "opinion", agency=fact.data["agency"], version=fact.data["version"])

    @sees("PlanOpinionAwaitedAgain")
    def opinion_awaited_again(self, fact: Fact) -> None:
        _, _, agency = fact.subject.split("/")
        self._await(fact, "opinion", agency=agency, version=fact.data["version"])

    @sees("PrioritiesAwaitedUntil")
    def awaited_until(self, fact: Fact) -> None:
        _, plan, agency = fact.subject.split("/")
        if f"{plan}/priorities" in self.rows:
            self._note(plan, "priorities", due=fact.data["due"])
        else:
            self._await(fact, "priorities", agency=agency, version=0)

    @sees("PlanOpinionAwaitedUntil")
    def opinion_awaited_until(self, fact: Fact) -> None:
        self._note(fact.subject.split("/")[1], "opinion", due=fact.data["due"])

    @sees(PrioritiesProposed)
    def proposed(self, fact: Fact) -> None:
        self._answered(fact, "priorities", fact.data["proposal"])

    @sees(PrioritiesWithdrawn)
    def withdrawn(self, fact: Fact) -> None:
        self._answered(fact, "priorities", 0)

    @sees(PlanOpinionGiven)
    def opinion_given(self, fact: Fact) -> None:
        self._answered(fact, "opinion", fact.data["opinion"])

    @sees("PrioritiesClosed")
    def closed(self, fact: Fact) -> None:
        self.rows.pop(f"{fact.subject.split('/')[1]}/priorities", None)

    @sees("PlanOpinionClosed")
    def opinion_closed(self, fact: Fact) -> None:
        self.rows.pop(f"{fact.subject.split('/')[1]}/opinion", None)

    def _await(self, fact: Fact, stage: str, *, agency: str, version: int) -> None:
        plan = fact.subject.split("/")[1]
        self.rows[f"{plan}/{stage}"] = {
            "plan": plan,
            "stage": stage,
            "lead": agency,
            "coordinators": [],
            "version": version,
            "due": fact.data["due"],
            "answers": 0,
            "late": False,
            "since": fact.time.isoformat(),
        }

    def _answered(self, fact: Fact, stage: str, answers: int) -> None:
        """What the others answered is shown where it is gathered, at Sở Nội vụ."""
        row = self.rows.get(f"{fact.data['plan']}/{stage}")
        if row is not None and row["lead"] == fact.data["agency"]:
            self._note(fact.data["plan"], stage, answers=answers, late=fact.data.get("late", False))

    def _note(self, plan: str, stage: str, **values: Any) -> None:
        key = f"{plan}/{stage}"
        self.rows[key] = {**self.rows[key], **values}
