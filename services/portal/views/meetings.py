"""Họp giao ban quý, họp đánh giá Quy chế, họp khác (Điều 12 khoản 2, Điều 20 khoản 1): quý nào đã họp, kết luận gì?

View ``meetings``: row = the meeting's public name. View ``evaluations``: row = the year in which the carrying out of
the Quy chế is evaluated.
"""

from __future__ import annotations

from typing import Any, ClassVar

from schemas.evaluation import EvaluationGiven, EvaluationReported, EvaluationRequested, EvaluationsOverdue
from schemas.meeting import (
    AttendanceRecorded,
    MeetingCalled,
    MeetingCancelled,
    MeetingConcluded,
    MeetingMaterialCirculated,
    MeetingRescheduled,
    MinutesIssued,
)
from services.portal.views.noted import noted
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees

Row = dict[str, Any]


class Meetings(View):
    """Một cuộc họp: mời, tài liệu, dời, dự, kết luận, biên bản."""

    name: ClassVar[str] = "meetings"

    @sees(MeetingCalled)
    def called(self, fact: Fact) -> None:
        """Called again after it was put off: the same meeting, what was said before stays in its steps."""
        before = self.rows.get(fact.data["meeting"], {"steps": []})
        row = {**fact.data, "state": "called", "case": fact.case, "materials": [], "attendance": None}
        row |= {"concluded": None, "minutes": None, "invitation": fact.data["document"], "steps": before["steps"]}
        self._keep(row, fact, "called", document=fact.data["document"])

    @sees(MeetingMaterialCirculated)
    def material_sent(self, fact: Fact) -> None:
        row = self.rows.get(fact.data["meeting"])
        if row is not None:
            told = {"agency": fact.data["agency"], "at": fact.time.isoformat(), "fact": fact.id}
            row["materials"] = [*row["materials"], *({**each, **told} for each in fact.data["materials"])]
            self._keep(row, fact, "material", agency=fact.data["agency"])

    @sees(MeetingRescheduled)
    def rescheduled(self, fact: Fact) -> None:
        row = self.rows.get(fact.data["meeting"])
        if row is not None:
            row |= {name: fact.data[name] for name in ("starts", "place", "link") if fact.data[name]}
            self._keep(row, fact, "rescheduled", said=fact.data["reason"], was=fact.data["previous_starts"])

    @sees(MeetingCancelled)
    def cancelled(self, fact: Fact) -> None:
        self._note(fact, "cancelled", state="cancelled", said=fact.data["reason"])

    @sees(AttendanceRecorded)
    def attended(self, fact: Fact) -> None:
        told = {name: fact.data[name] for name in ("present", "absent", "correction")}
        self._note(fact, "attended", attendance={**told, "fact": fact.id})

    @sees(MeetingConcluded)
    def concluded(self, fact: Fact) -> None:
        told = {name: fact.data[name] for name in ("held", "summary", "tasks", "document")}
        self._note(fact, "concluded", state="concluded", concluded={**noted(fact), **told})

    @sees(MinutesIssued)
    def minutes_issued(self, fact: Fact) -> None:
        told = {name: fact.data[name] for name in ("recipients", "edition", "sha256", "document")}
        self._note(fact, "minutes", said=fact.data["reason"], minutes={**noted(fact), **told})

    def _note(self, fact: Fact, what: str, *, said: str | None = None, **new: Any) -> None:
        row = self.rows.get(fact.data["meeting"])
        if row is not None:
            self._keep({**row, **new}, fact, what, said=said, document=fact.data.get("document"))

    def _keep(self, row: Row, fact: Fact, what: str, **told: Any) -> None:
        row["steps"] = [*row["steps"], {**noted(fact), "what": what, **told}]
        self.rows[row["meeting"]] = row


class Evaluations(View):
    """Đánh giá hằng năm việc thực hiện Quy chế: hỏi ai, ai đã đánh giá, báo cáo UBND tỉnh (Điều 20 khoản 1)."""

    name: ClassVar[str] = "evaluations"

    @sees(EvaluationRequested)
    def requested(self, fact: Fact) -> None:
        row = self._row(fact)
        told = ("due", "due_source", "questions")
        row["asked"][fact.data["agency"]] = {**noted(fact), **{name: fact.data[name] for name in told}, "given": None}
        self.rows[str(fact.data["year"])] = {**row, "lead": fact.data["lead"], "mode": fact.data["mode"]}

    @sees(EvaluationGiven)
    def given(self, fact: Fact) -> None:
        row, agency = self._row(fact), fact.data["agency"]
        told = {name: fact.data[name] for name in ("articles", "document", "late")}
        blank = {"due": None, "due_source": None, "questions": ""}
        row["asked"][agency] = {**row["asked"].get(agency, blank), "given": {**noted(fact), **told}}
        self.rows[str(fact.data["year"])] = row

    @sees(EvaluationsOverdue)
    def overdue(self, fact: Fact) -> None:
        told = {"outstanding": fact.data["outstanding"], **noted(fact)}
        self.rows[str(fact.data["year"])] = {**self._row(fact), "overdue": told}

    @sees(EvaluationReported)
    def reported(self, fact: Fact) -> None:
        told = {name: fact.data[name] for name in ("meeting", "given", "missing", "summary", "document")}
        self.rows[str(fact.data["year"])] = {**self._row(fact), "reported": {**noted(fact), **told}}

    def _row(self, fact: Fact) -> Row:
        bare: Row = {"year": fact.data["year"], "lead": "SNV", "mode": "information", "case": fact.case}
        bare |= {"asked": {}, "overdue": None, "reported": None}
        return dict(self.rows.get(str(fact.data["year"]), bare))
