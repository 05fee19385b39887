"""Kiểm tra của tỉnh (Điều 8 khoản 1, khoản 2): đợt nào, ai được đề nghị cử người, đoàn có ai, thấy gì, ai phải làm gì?

View ``inspections``: row = the inspection's code. Names of people are kept as they were said; pages show initials.
"""

from __future__ import annotations

from typing import Any, ClassVar

from schemas.inspection import (
    InspectionAssigned,
    InspectionCancelled,
    InspectionConcluded,
    InspectionPlanned,
    InspectionReported,
)
from schemas.inspection_visit import AgencyInspected, InspectionRoundCancelled, InspectionRoundPostponed
from schemas.nomination import (
    NominationDeclined,
    NominationRequested,
    NominationsOverdue,
    NomineesReplaced,
    ParticipationExcused,
    StaffNominated,
    TeamFormed,
)
from schemas.task import TaskAssigned
from services.portal.views.course import Row, replaced, stepped
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class Inspections(View):
    """Một cuộc kiểm tra từ khi giao đến khi kết luận, kiến nghị nào đã thành nhiệm vụ."""

    name: ClassVar[str] = "inspections"

    @sees(InspectionAssigned)
    def assigned(self, fact: Fact) -> None:
        told = ("inspection", "year", "title", "occasion", "lead", "coordinators", "mode", "basis", "due", "due_source")
        row = self._row(fact) | {name: fact.data[name] for name in told} | {"assignment": fact.data["document"]}
        self._keep(row, fact, fact.data["basis"])

    @sees(InspectionCancelled)
    def cancelled(self, fact: Fact) -> None:
        self._keep(self._row(fact) | {"state": "cancelled"}, fact, fact.data["reason"])

    @sees(InspectionPlanned)
    def planned(self, fact: Fact) -> None:
        """A plan that takes the place of another keeps what its rounds have already seen."""
        told = ("inspection", "year", "title", "occasion", "lead", "coordinators", "mode", "edition", "late")
        row = self._row(fact) | {name: fact.data[name] for name in told}
        row |= {"state": "planned" if row["state"] == "assigned" else row["state"], "plan": fact.data["document"]}
        row |= {"planned": fact.id}
        rounds = {str(each["round"]): {**self._bare_round(each["round"]), **each} for each in fact.data["rounds"]}
        for key, before in row["rounds"].items():
            keep = {name: value for name, value in before.items() if name not in fact.data["rounds"][0]}
            rounds[key] = {**before, **rounds[key], **keep} if key in rounds else {**before, "state": "dropped"}
        self._keep(row | {"rounds": rounds}, fact, fact.data["reason"])

    # Nominations

    @sees(NominationRequested)
    def asked(self, fact: Fact) -> None:
        told = ("agency", "people", "rank", "clause", "due", "due_source", "request")
        asked = {name: fact.data[name] for name in told} | {"document": fact.data["document"], "asked": fact.id}
        self._nominee(fact, {**asked, "state": "asked", "overdue": None})

    @sees(StaffNominated)
    def nominated(self, fact: Fact) -> None:
        named = {"state": "named", "named": fact.data["people"], "late": fact.data["late"]}
        self._nominee(fact, {**named, "wanted": fact.data["wanted"], "answered": fact.id, "reason": None})

    @sees(NomineesReplaced)
    def replaced(self, fact: Fact) -> None:
        told = {"state": "named", "named": fact.data["people"], "reason": fact.data["reason"], "answered": fact.id}
        self._nominee(fact, told, fact.data["reason"])

    @sees(NominationDeclined)
    def declined(self, fact: Fact) -> None:
        told = {"state": "declined", "reason": fact.data["reason"], "answered": fact.id}
        self._nominee(fact, told, fact.data["reason"])

    @sees(ParticipationExcused)
    def excused(self, fact: Fact) -> None:
        told = {"state": "excused", "reason": fact.data["reason"], "answered": fact.id}
        self._nominee(fact, told, fact.data["reason"])

    @sees(NominationsOverdue)
    def overdue(self, fact: Fact) -> None:
        row, one = self._round(fact)
        for gap in fact.data["outstanding"]:
            before = one["nominations"].get(gap["agency"], self._bare_nomination(gap["agency"]))
            one["nominations"] = {**one["nominations"], gap["agency"]: {**before, "overdue": fact.id}}
        self._put(row, one, fact)

    @sees(TeamFormed)
    def formed(self, fact: Fact) -> None:
        row, one = self._round(fact)
        told = ("formation", "members", "missing", "document")
        one["team"] = {name: fact.data[name] for name in told} | {"fact": fact.id}
        self._put(row, one, fact)

    # Visits

    @sees(AgencyInspected)
    def inspected(self, fact: Fact) -> None:
        row, one = self._round(fact)
        told = ("agency", "day", "participants", "findings", "recommendations", "recording", "reason")
        visit = {name: fact.data[name] for name in told} | {"fact": fact.id}
        one["visits"] = replaced(one["visits"], visit, "agency")
        row["state"] = "running" if row["state"] in {"assigned", "planned"} else row["state"]
        self._put(row, one, fact, fact.data["findings"])

    @sees(InspectionRoundPostponed)
    def postponed(self, fact: Fact) -> None:
        row, one = self._round(fact)
        moved = {name: fact.data[name] for name in ("previous_first", "previous_last", "reason")} | {"fact": fact.id}
        one |= {"first": fact.data["first"], "last": fact.data["last"], "moved": [*one["moved"], moved]}
        self._put(row, one, fact, fact.data["reason"])

    @sees(InspectionRoundCancelled)
    def round_cancelled(self, fact: Fact) -> None:
        row, one = self._round(fact)
        one |= {"state": "cancelled", "reason": fact.data["reason"], "ended": fact.id}
        self._put(row, one, fact, fact.data["reason"])

    # Report, conclusions, tasks

    @sees(InspectionReported)
    def reported(self, fact: Fact) -> None:
        told = ("inspected", "not_inspected", "summary", "proposals", "edition", "document")
        row = self._row(fact) | {"report": {name: fact.data[name] for name in told} | {"fact": fact.id}}
        row["state"] = row["state"] if row["state"] == "concluded" else "reported"
        self._keep(row, fact, fact.data["reason"])

    @sees(InspectionConcluded)
    def concluded(self, fact: Fact) -> None:
        told = {name: fact.data[name] for name in ("conclusions", "demands", "document")} | {"fact": fact.id}
        self._keep(self._row(fact) | {"state": "concluded", "conclusion": told}, fact)

    @sees(TaskAssigned)
    def task_assigned(self, fact: Fact) -> None:
        """Kiến nghị thành nhiệm vụ: ``task/<cuộc>/<số>``."""
        _, _, rest = fact.data["task"].partition("/")
        code, _, number = rest.rpartition("/")
        row = self.rows.get(code) if fact.data["source"] == "inspection" else None
        if row is not None:
            row["tasks"] = {**row["tasks"], number: fact.data["task"]}
            self._keep(row, fact)

    # Rows

    def _row(self, fact: Fact) -> Row:
        bare: Row = {"inspection": fact.data["inspection"], "year": None, "title": fact.data["inspection"]}
        bare |= {"occasion": "yearly", "lead": fact.data.get("lead", ""), "coordinators": [], "mode": None}
        bare |= {"basis": "", "assignment": None, "due": None, "due_source": None, "state": "assigned", "plan": None}
        bare |= {"planned": None, "edition": 0, "late": False, "rounds": {}, "report": None, "conclusion": None}
        return dict(self.rows.get(fact.data["inspection"], {**bare, "tasks": {}, "case": "", "steps": []}))

    @staticmethod
    def _bare_round(number: int) -> Row:
        bare: Row = {"round": number, "agencies": [], "contents": "", "first": None, "last": None, "coordinators": []}
        return bare | {"state": "open", "reason": None, "nominations": {}, "team": None, "visits": [], "moved": []}

    @staticmethod
    def _bare_nomination(agency: str) -> Row:
        bare: Row = {"agency": agency, "people": 1, "rank": "", "clause": None, "due": None, "due_source": None}
        bare |= {"document": None, "asked": None, "state": "asked", "named": [], "late": False, "reason": None}
        return bare | {"answered": None, "overdue": None, "request": 1}

    def _round(self, fact: Fact) -> tuple[Row, Row]:
        row = self._row(fact)
        return row, dict(row["rounds"].get(str(fact.data["round"]), self._bare_round(fact.data["round"])))

    def _nominee(self, fact: Fact, told: Row, words: str | None = None) -> None:
        row, one = self._round(fact)
        before = one["nominations"].get(fact.data["agency"], self._bare_nomination(fact.data["agency"]))
        one["nominations"] = {**one["nominations"], fact.data["agency"]: {**before, **told}}
        self._put(row, one, fact, words)

    def _put(self, row: Row, one: Row, fact: Fact, words: str | None = None) -> None:
        self._keep(row | {"rounds": {**row["rounds"], str(one["round"]): one}}, fact, words)

    def _keep(self, row: Row, fact: Fact, words: str | None = None) -> None:
        told: dict[str, Any] = {"round": fact.data.get("round")}
        self.rows[row["inspection"]] = stepped(row, fact, words, **told)
