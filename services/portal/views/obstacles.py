"""Khó khăn, vướng mắc (Điều 7, Điều 20 khoản 2): ai phản ánh, theo đường nào, ở tay ai, đã trả lời chưa?

View ``obstacles``: row ``obstacle/SYT/2021-01`` is what one agency reported; row ``obstacles/2021-01`` is the matter
into which several were gathered. Both keep their steps.
"""

from __future__ import annotations

from typing import Any, ClassVar

from schemas.obstacle import (
    ObstacleAdviceGiven,
    ObstacleAnswered,
    ObstacleGrouped,
    ObstacleOpinionGiven,
    ObstacleOpinionOverdue,
    ObstacleOpinionRequested,
    ObstacleReopened,
    ObstacleReported,
    ObstacleResolved,
    ObstaclesConsolidated,
    ObstacleSeparated,
    ObstacleWithdrawn,
    RelatedUnitsNotified,
)
from schemas.submission import MatterDecided, MatterSubmitted
from services.portal.views.noted import noted
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees

Row = dict[str, Any]


class Obstacles(View):
    """Một phản ánh, từ lúc gửi đến lúc được trả lời; và các việc được tổng hợp."""

    name: ClassVar[str] = "obstacles"

    @sees(ObstacleReported)
    def reported(self, fact: Fact) -> None:
        row = {**fact.data, "state": "open", "case": fact.case, "since": fact.time.isoformat(), "matter": None}
        row |= {"notified": [], "asked": {}, "answer": None, "closed": None, "steps": []}
        self._keep(row, fact, "reported", document=fact.data["document"])

    @sees(RelatedUnitsNotified)
    def notified(self, fact: Fact) -> None:
        self._note(fact, "notified", notified=fact.data["related"])

    @sees(ObstacleWithdrawn)
    def withdrawn(self, fact: Fact) -> None:
        closed = fact.time.isoformat()
        self._note(fact, "withdrawn", state="withdrawn", closed=closed, said=fact.data["reason"])

    @sees(ObstacleReopened)
    def reopened(self, fact: Fact) -> None:
        self._note(fact, "reopened", state="open", answer=None, closed=None, matter=None, said=fact.data["reason"])

    # Others' opinions

    @sees(ObstacleOpinionRequested)
    def asked(self, fact: Fact) -> None:
        row = self.rows.get(fact.data["obstacle"])
        if row is not None:
            told = ("question", "due", "due_source")
            row["asked"][fact.data["agency"]] = {**{name: fact.data[name] for name in told}, "given": None}
            self._keep(row, fact, "asked", whom=fact.data["agency"], said=fact.data["question"])

    @sees(ObstacleOpinionGiven)
    def opinion_given(self, fact: Fact) -> None:
        row = self.rows.get(fact.data["obstacle"])
        if row is not None:
            agency = fact.data["agency"]
            told = ("opinion", "document", "late")
            given = {**noted(fact), **{name: fact.data[name] for name in told}}
            blank = {"question": "", "due": None, "due_source": None}
            row["asked"][agency] = {**row["asked"].get(agency, blank), "given": given}
            self._keep(row, fact, "opinion", agency=agency, said=fact.data["opinion"], document=fact.data["document"])

    @sees(ObstacleOpinionOverdue)
    def opinion_overdue(self, fact: Fact) -> None:
        row = self.rows.get(fact.data["obstacle"])
        if row is not None:
            self._keep(row, fact, "overdue", whom=fact.data["agency"])

    # Resolved, gathered, decided

    @sees(ObstacleResolved)
    def resolved(self, fact: Fact) -> None:
        answer = {"text": fact.data["guidance"], "by": fact.data["resolved_by"], "document": fact.data["document"]}
        closed = fact.time.isoformat()
        self._note(fact, "resolved", state="resolved", answer={**noted(fact), **answer}, closed=closed)

    @sees(ObstaclesConsolidated)
    def consolidated(self, fact: Fact) -> None:
        row = {**fact.data, "state": "consolidated", "case": fact.case, "advice": None, "route": None, "steps": []}
        self._keep_matter(row, fact, "consolidated")

    @sees(ObstacleGrouped)
    def grouped(self, fact: Fact) -> None:
        self._note(fact, "grouped", state="grouped", matter=fact.data["matter"])

    @sees(ObstacleSeparated)
    def separated(self, fact: Fact) -> None:
        self._note(fact, "separated", state="open", matter=None, said=fact.data["reason"])
        matter = self.rows.get(fact.data["matter"])
        if matter is not None:
            matter["obstacles"] = [each for each in matter["obstacles"] if each["obstacle"] != fact.data["obstacle"]]
            self.rows[fact.data["matter"]] = matter

    @sees(ObstacleAdviceGiven)
    def advised(self, fact: Fact) -> None:
        row = self.rows.get(fact.data["matter"])
        if row is not None:
            advice = {"text": fact.data["advice"], "document": fact.data["document"], **noted(fact)}
            self._keep_matter({**row, "advice": advice}, fact, "advised", document=fact.data["document"])

    @sees(MatterSubmitted)
    def submitted(self, fact: Fact) -> None:
        row = self.rows.get(fact.data["matter"])
        if fact.data["kind"] == "obstacle" and row is not None:
            route = {"origin": fact.data["origin"], "via": fact.data["via"]}
            self._keep_matter({**row, "state": "submitted", "route": route}, fact, "submitted")

    @sees(MatterDecided)
    def decided(self, fact: Fact) -> None:
        row = self.rows.get(fact.data["matter"])
        if fact.data["kind"] == "obstacle" and row is not None:
            state = "decided" if fact.data["approved"] else "returned"
            told = {"document": fact.data["document"], "said": fact.data["reason"]}
            self._keep_matter({**row, "state": state}, fact, state, **told)

    @sees(ObstacleAnswered)
    def answered(self, fact: Fact) -> None:
        answer = {"text": fact.data["answer"], "by": "UBND", "document": fact.data["document"], **noted(fact)}
        self._note(fact, "answered", state="answered", answer=answer, closed=fact.time.isoformat())

    # Rows

    def _note(self, fact: Fact, what: str, *, said: str | None = None, **new: Any) -> None:
        row = self.rows.get(fact.data["obstacle"])
        if row is not None:
            self._keep({**row, **new}, fact, what, said=said)

    def _keep(self, row: Row, fact: Fact, what: str, **told: Any) -> None:
        row["steps"] = [*row["steps"], {**noted(fact), "place": fact.position, "what": what, **told}]
        self.rows[row["obstacle"]] = row

    def _keep_matter(self, row: Row, fact: Fact, what: str, **told: Any) -> None:
        row["steps"] = [*row["steps"], {**noted(fact), "place": fact.position, "what": what, **told}]
        self.rows[row["matter"]] = row
