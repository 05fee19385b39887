"""Việc thẩm định của một cơ quan, như cơ quan ấy cần thấy (Điều 2 khoản 2, Điều 10 khoản 2 điểm b)."""

from __future__ import annotations

from typing import Any

from schemas.scoring_round import WindowExtended
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class AppraisalWork(View):
    """Cơ quan mình còn phải thẩm định ai, bao nhiêu tiêu chí, đến bao giờ (Điều 2 khoản 2)?

    Rows: ``2021/SYT/appraisal`` and ``2021/SYT/reappraisal``. Only own facts are seen: what other owners do is
    not this department's to keep.
    """

    name = "appraisal_work"

    @sees("AppraisalOpened")
    def opened(self, fact: Fact) -> None:
        data = fact.data
        self.rows[f"{data['year']}/{data['agency']}/appraisal"] = {
            "year": data["year"],
            "agency": data["agency"],
            "lead": data["owner"],
            "coordinators": data["coordinators"],
            "stage": "appraisal",
            "due": data["due"],
            "total": len(data["entries"]),
            "done": 0,
            "completed": not data["entries"],
            "conflict_of_interest": data["conflict_of_interest"],
            "since": fact.time.isoformat(),
        }

    @sees("AppraisalWidened")
    def widened(self, fact: Fact) -> None:
        self._change(fact, "appraisal", completed=False)

    @sees("AppraisalPartLetGo")
    def let_go(self, fact: Fact) -> None:
        """What went to another agency is no work of this one any more; the row says where it went."""
        stage, done, total = (fact.data[name] for name in ("stage", "done", "total"))
        moved = {**self.rows[_row_key(fact, stage)].get("moved", {}), **fact.data["moved"]}
        self._change(fact, stage, done=done, total=total, completed=done == total, moved=moved)

    @sees("AppraisalProgressed")
    def progressed(self, fact: Fact) -> None:
        self._change(fact, "appraisal", **fact.data)

    @sees("ReappraisalOpened")
    def reopened(self, fact: Fact) -> None:
        key = _row_key(fact, "reappraisal")
        first = self.rows[_row_key(fact, "appraisal")]
        before = self.rows.get(key) or {"total": 0, "done": 0}
        self.rows[key] = {
            **first,
            "stage": "reappraisal",
            "due": fact.data["due"],
            "total": before["total"] + len(fact.data["explanations"]),
            "done": before["done"],
            "completed": False,
            "since": fact.time.isoformat(),
        }

    @sees("ReappraisalProgressed")
    def progressed_again(self, fact: Fact) -> None:
        self._change(fact, "reappraisal", **fact.data)

    @sees(WindowExtended)
    def extended(self, fact: Fact) -> None:
        stage = {"appraisal": "appraisal", "explanation": "reappraisal"}.get(fact.data["window"])
        for key, row in list(self.rows.items()):
            if row["year"] == fact.data["year"] and row["stage"] == stage and not row["completed"]:
                self.rows[key] = {**row, "due": fact.data["closes"]}

    def _change(self, fact: Fact, stage: str, **values: Any) -> None:
        key = _row_key(fact, stage)
        self.rows[key] = {**self.rows[key], **values}


def _row_key(fact: Fact, stage: str) -> str:
    """The row of the appraisal that noted the fact: its subject is ``appraisal/2021/SYT/STC``."""
    _, year, agency, _ = fact.subject.split("/")
    return f"{year}/{agency}/{stage}"
