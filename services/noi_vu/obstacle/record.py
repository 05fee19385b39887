"""Một phản ánh và một việc được tổng hợp từ các phản ánh: điều Sở Nội vụ ghi nhớ (Điều 7, Điều 20 khoản 2).

open → grouped → answered; or open → resolved; whoever reported may withdraw before UBND has it, and open it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from shared.mechanism.record import Record, Refused, event
from shared.procedures.deadline import is_late

# What is remembered


class Obstacle(Record):
    """Một khó khăn, vướng mắc do một cơ quan phản ánh."""

    key = ("obstacle",)
    dossier = True

    @event("ObstacleReported")
    def __init__(
        self,
        *,
        obstacle: str,
        agency: str,
        clause: str,
        lead: str,
        coordinators: list[str],
        mode: str,
        matter_kind: str,
        about: str | None,
        field: str | None,
        title: str,
        content: str,
        proposal: str | None,
        related: list[str],
        document: dict[str, Any] | None,
    ) -> None:
        self.obstacle = obstacle
        self.agency = agency
        self.clause = clause
        self.about = about
        self.field = field
        self.title = title
        self.related = related
        self.state = "open"
        self.matter: str | None = None
        self.asked: dict[str, str] = {}
        self.opinions: list[str] = []

    @event("RelatedUnitsNotified")
    def notify(
        self,
        *,
        obstacle: str,
        agency: str,
        related: list[str],
        matter_kind: str,
        about: str,
        title: str,
        content: str,
    ) -> None:
        pass

    def must_be_open(self) -> None:
        """Raises Refused when it is grouped, answered, resolved or withdrawn."""
        if self.state == "grouped":
            sentence = f"Phản ánh {self.obstacle} đang ở trong việc {self.matter}; tách ra trước."
            raise Refused("OBSTACLE_GROUPED", sentence)
        if self.state != "open":
            raise Refused("OBSTACLE_CLOSED", f"Phản ánh {self.obstacle} đã xong; còn vướng thì nơi phản ánh mở lại.")

    # Others' opinions

    @property
    def unanswered(self) -> list[str]:
        return [each for each in self.asked if each not in self.opinions]

    def ask(
        self,
        *,
        agency: str,
        reporter: str,
        lead: str,
        coordinators: Sequence[str],
        mode: str,
        question: str,
        due: datetime,
        due_source: str,
    ) -> None:
        """``reporter``: who stands today in the place of the agency that reported it. Raises Refused."""
        if self.state not in {"open", "grouped"}:
            self.must_be_open()
        if agency in self.asked and agency not in self.opinions:
            raise Refused("ALREADY_ASKED", f"Đã hỏi {agency} về phản ánh {self.obstacle}, chưa có trả lời.")
        if agency == reporter:
            raise Refused("ASKED_ITSELF", f"{agency} là cơ quan phản ánh; hỏi cơ quan khác.")
        self._ask(
            obstacle=self.obstacle,
            agency=agency,
            lead=lead,
            coordinators=list(coordinators),
            mode=mode,
            title=self.title,
            question=question,
            due=due.isoformat(),
            due_source=due_source,
        )

    @event("ObstacleOpinionRequested")
    def _ask(
        self,
        *,
        obstacle: str,
        agency: str,
        lead: str,
        coordinators: list[str],
        mode: str,
        title: str,
        question: str,
        due: str,
        due_source: str,
    ) -> None:
        self.asked[agency] = due
        if agency in self.opinions:
            self.opinions.remove(agency)

    def give_opinion(
        self,
        *,
        agency: str,
        opinion: str,
        document: dict[str, Any] | None,
        now: datetime,
        effective: date | None,
    ) -> None:
        if agency not in self.asked:
            raise Refused("NOT_ASKED", f"{agency} không được hỏi về phản ánh {self.obstacle}.")
        if agency in self.opinions:
            raise Refused("ALREADY_GIVEN", f"{agency} đã có ý kiến về phản ánh {self.obstacle}.")
        self._give_opinion(
            obstacle=self.obstacle,
            agency=agency,
            opinion=opinion,
            document=document,
            late=is_late(due=datetime.fromisoformat(self.asked[agency]), recorded=now, effective=effective),
        )

    @event("ObstacleOpinionGiven")
    def _give_opinion(
        self, *, obstacle: str, agency: str, opinion: str, document: dict[str, Any] | None, late: bool
    ) -> None:
        self.opinions.append(agency)

    def fall_overdue(self, *, agency: str, due: str) -> bool:
        """True when the agency still owes its opinion by that deadline, on what is still open."""
        if self.state not in {"open", "grouped"} or agency not in self.unanswered or self.asked[agency] != due:
            return False
        self._fall_overdue(obstacle=self.obstacle, agency=agency, title=self.title, due=due)
        return True

    @event("ObstacleOpinionOverdue")
    def _fall_overdue(self, *, obstacle: str, agency: str, title: str, due: str) -> None:
        pass

    # Resolved, withdrawn, opened again

    def resolve(self, *, resolved_by: str, guidance: str, document: dict[str, Any] | None) -> None:
        self.must_be_open()
        self._resolve(
            obstacle=self.obstacle,
            agency=self.agency,
            about=self.about,
            resolved_by=resolved_by,
            guidance=guidance,
            document=document,
        )

    @event("ObstacleResolved")
    def _resolve(
        self,
        *,
        obstacle: str,
        agency: str,
        about: str | None,
        resolved_by: str,
        guidance: str,
        document: dict[str, Any] | None,
    ) -> None:
        self.state = "resolved"

    def withdraw(self, *, reason: str) -> None:
        self.must_be_open()
        self._withdraw(obstacle=self.obstacle, agency=self.agency, about=self.about, reason=reason)

    @event("ObstacleWithdrawn")
    def _withdraw(self, *, obstacle: str, agency: str, about: str | None, reason: str) -> None:
        self.state = "withdrawn"

    def reopen(self, *, reason: str) -> None:
        if self.state in {"open", "grouped"}:
            raise Refused("OBSTACLE_OPEN", f"Phản ánh {self.obstacle} đang được xử lý.")
        self._reopen(obstacle=self.obstacle, agency=self.agency, about=self.about, reason=reason)

    @event("ObstacleReopened")
    def _reopen(self, *, obstacle: str, agency: str, about: str | None, reason: str) -> None:
        self.state = "open"
        self.matter = None

    # With others before UBND

    def group(self, *, matter: str) -> None:
        self.must_be_open()
        self._group(obstacle=self.obstacle, agency=self.agency, about=self.about, matter=matter)

    @event("ObstacleGrouped")
    def _group(self, *, obstacle: str, agency: str, about: str | None, matter: str) -> None:
        self.state = "grouped"
        self.matter = matter

    def separate(self, *, reason: str) -> None:
        self._separate(obstacle=self.obstacle, agency=self.agency, matter=str(self.matter), reason=reason)

    @event("ObstacleSeparated")
    def _separate(self, *, obstacle: str, agency: str, matter: str, reason: str) -> None:
        self.state = "open"
        self.matter = None

    def answer(self, *, answer: str, document: dict[str, Any]) -> None:
        self._answer(
            obstacle=self.obstacle,
            agency=self.agency,
            about=self.about,
            matter=str(self.matter),
            answer=answer,
            document=document,
        )

    @event("ObstacleAnswered")
    def _answer(
        self,
        *,
        obstacle: str,
        agency: str,
        about: str | None,
        matter: str,
        answer: str,
        document: dict[str, Any],
    ) -> None:
        self.state = "answered"


class ConsolidatedMatter(Record):
    """Một việc tham mưu UBND tỉnh, tổng hợp từ một hay nhiều phản ánh; gốc của từng phản ánh còn nguyên."""

    key = ("matter",)
    dossier = True

    @event("ObstaclesConsolidated")
    def __init__(
        self,
        *,
        matter: str,
        clause: str,
        lead: str,
        coordinators: list[str],
        title: str,
        summary: str,
        obstacles: list[dict[str, Any]],
    ) -> None:
        self.matter = matter
        self.clause = clause
        self.lead = lead
        self.coordinators = coordinators
        self.title = title
        self.obstacles = {each["obstacle"]: each["agency"] for each in obstacles}
        self.advice = ""
        self.state = "consolidated"

    def must_be_with_us(self) -> None:
        """Raises Refused while UBND has it, and when UBND has decided."""
        if self.state == "submitted":
            raise Refused("MATTER_SUBMITTED", f"Việc {self.matter} đang trình UBND tỉnh, chưa có quyết định.")
        if self.state == "decided":
            raise Refused("MATTER_DECIDED", f"Việc {self.matter} đã được UBND tỉnh quyết định.")
        if not self.obstacles:
            raise Refused("MATTER_EMPTY", f"Việc {self.matter} không còn phản ánh nào.")

    @event("ObstacleRemoved")
    def remove(self, *, obstacle: str) -> None:
        self.obstacles.pop(obstacle)

    def advise(self, *, advice: str, document: dict[str, Any]) -> None:
        self.must_be_with_us()
        self._advise(
            matter=self.matter,
            clause=self.clause,
            lead=self.lead,
            coordinators=self.coordinators,
            advice=advice,
            document=document,
        )

    @event("ObstacleAdviceGiven")
    def _advise(
        self,
        *,
        matter: str,
        clause: str,
        lead: str,
        coordinators: list[str],
        advice: str,
        document: dict[str, Any],
    ) -> None:
        self.advice = advice
        self.state = "submitted"

    @event("ObstacleDecisionNoted")
    def note_decision(self, *, approved: bool) -> None:
        self.state = "decided" if approved else "consolidated"

    def origins(self) -> Sequence[str]:
        """Who reported, each once."""
        return tuple(dict.fromkeys(self.obstacles.values()))
