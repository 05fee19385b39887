"""Lịch sử một điểm (Điều 10 khoản 2): điểm này đã đổi mấy lần, ai đổi, lúc nào, căn cứ gì?

Row ``year/agency/criterion`` = {"value": the value that stands, "steps": […]}; a step has old and new value, reason,
actor, agency, capacity, both times and its clauses. Publication touches every leaf at once, so it is not written into
each: `services.portal.board.leaf_steps` adds it when the history is read.
"""

from __future__ import annotations

from typing import Any, ClassVar

from schemas.appraisal import AppraisalRequested, CriteriaExplained, CriterionAppraised, CriterionReappraised
from schemas.assessment import AssessmentSubmitted, AssessmentWithdrawn, CorrectionDecided, CorrectionRequested
from schemas.decision import ResultsCorrected
from schemas.ranking import IndexDetermined
from schemas.survey import SurveyScored
from services.portal.views.noted import noted
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees

Row = dict[str, Any]
NOT_APPLICABLE = "KAD"


class ScoreHistory(View):
    """Từng bước của một điểm: khai → tự chấm → thẩm định → giải trình → thẩm định lại → kết quả → đính chính."""

    name: ClassVar[str] = "score_history"

    @sees(AssessmentSubmitted)
    def submitted(self, fact: Fact) -> None:
        for entry in fact.data["entries"]:
            row = self._row(fact, entry["criterion"])
            told = {"reason": entry.get("explanation"), "evidence": entry.get("evidence") or []}
            if entry.get("figures"):
                self._step(row, fact, "declared", figures=entry["figures"], **told)
            if entry.get("not_applicable") or entry.get("score") is not None or not entry.get("figures"):
                self._step(row, fact, "self_scored", value=self._value(entry), **told)
            self._keep(fact, entry["criterion"], row)

    @sees(AssessmentWithdrawn)
    def withdrawn(self, fact: Fact) -> None:
        start = f"{fact.data['year']}/{fact.data['agency']}/"
        for key in [key for key in self.rows if key.startswith(start)]:
            row = {**self.rows[key]}
            self._step(row, fact, "withdrawn", value=None, reason=fact.data.get("reason"))
            self.rows[key] = row

    @sees(AppraisalRequested)
    def requested(self, fact: Fact) -> None:
        """A score computed from declared figures first appears here: nobody wrote it, Nội vụ worked it out."""
        for entry in fact.data["entries"]:
            row = self._row(fact, entry["criterion"])
            if entry.get("figures") and entry.get("self_score") not in (None, row["value"]):
                self._step(row, fact, "computed", value=entry["self_score"])
                self._keep(fact, entry["criterion"], row)

    @sees(CriterionAppraised)
    def appraised(self, fact: Fact) -> None:
        self._verdict(fact, "appraised")

    @sees(CriterionReappraised)
    def reappraised(self, fact: Fact) -> None:
        self._verdict(fact, "reappraised")

    @sees(CriteriaExplained)
    def explained(self, fact: Fact) -> None:
        for one in fact.data["explanations"]:
            row = self._row(fact, one["criterion"])
            self._step(row, fact, "explained", reason=one.get("text"), evidence=one.get("evidence") or [])
            self._keep(fact, one["criterion"], row)

    @sees(CorrectionRequested)
    def correction_requested(self, fact: Fact) -> None:
        row = self._row(fact, fact.data["criterion"])
        told = {"reason": fact.data["reason"], "wanted": self._value(fact.data["entry"])}
        self._step(row, fact, "correction_requested", evidence=fact.data["entry"].get("evidence") or [], **told)
        self._keep(fact, fact.data["criterion"], row)

    @sees(CorrectionDecided)
    def correction_decided(self, fact: Fact) -> None:
        row = self._row(fact, fact.data["criterion"])
        told: Row = {"reason": fact.data["reason"], "accepted": fact.data["accepted"]}
        if fact.data["accepted"]:
            told["figures"] = fact.data["entry"].get("figures")
            value = self._value(fact.data["entry"])
            if value is not None or not told["figures"]:  # new figures: the score stands until it is worked out anew
                told["value"] = value
        self._step(row, fact, "correction_decided", **told)
        self._keep(fact, fact.data["criterion"], row)

    @sees(SurveyScored)
    def surveyed(self, fact: Fact) -> None:
        for one in fact.data["scores"]:
            row = self._row(fact, one["criterion"])
            self._step(row, fact, "survey_scored", value=one["score"], document=fact.data.get("document"))
            self._keep(fact, one["criterion"], row)

    @sees(IndexDetermined)
    def determined(self, fact: Fact) -> None:
        for one in fact.data["leaves"]:
            row = self._row(fact, one["criterion"])
            value = one.get("score") if one.get("applicable", True) else NOT_APPLICABLE
            self._step(row, fact, "final", value=value, origin=one.get("origin"))
            self._keep(fact, one["criterion"], row)

    @sees(ResultsCorrected)
    def corrected(self, fact: Fact) -> None:
        row = self._row(fact, fact.data["criterion"])
        told = {"reason": fact.data.get("reason"), "document": fact.data.get("document")}
        # The index was determined anew just before; what is corrected is the score that was published.
        row["value"] = fact.data.get("old_score")
        self._step(row, fact, "corrected", value=fact.data["new_score"], **told)
        self._keep(fact, fact.data["criterion"], row)

    def _verdict(self, fact: Fact, step: str) -> None:
        row = self._row(fact, fact.data["criterion"])
        told = {key: fact.data.get(key) for key in ("reason", "verdict", "owner")}
        told["conflict"] = bool(fact.data.get("conflict_of_interest"))
        if row["value"] is None:  # this ledger may have begun after the submission
            row["value"] = fact.data.get("self_score", fact.data.get("previous_score"))
        score = fact.data.get("score")
        self._step(row, fact, step, value=NOT_APPLICABLE if score is None else score, **told)
        self._keep(fact, fact.data["criterion"], row)

    @staticmethod
    def _value(entry: Row) -> str | None:
        score: str | None = entry.get("score")
        return NOT_APPLICABLE if entry.get("not_applicable") else score

    def _row(self, fact: Fact, criterion: str) -> Row:
        kept = self.rows.get(f"{fact.data['year']}/{fact.data['agency']}/{criterion}")
        return {**kept} if kept is not None else {"value": None, "steps": []}

    def _keep(self, fact: Fact, criterion: str, row: Row) -> None:
        self.rows[f"{fact.data['year']}/{fact.data['agency']}/{criterion}"] = row

    @staticmethod
    def _step(row: Row, fact: Fact, step: str, **told: Any) -> None:
        """Add a step; ``value`` among what is told is the new value, without it the old one stands."""
        old = row["value"]
        if "value" in told:
            row["value"] = told.pop("value")
        told = {key: value for key, value in told.items() if value not in (None, "", [])}
        row["steps"] = [*row["steps"], {"step": step, "old": old, "new": row["value"], **told, **noted(fact)}]
