"""Điểm của từng cơ quan theo từng tiêu chí thành phần (Điều 10 khoản 2; Điều 13–18): ai đang ở đâu, vì tiêu chí nào?

Row ``year/agency``. A leaf keeps each value apart: ``self``, ``appraised``, ``reappraised``, ``survey``, ``final``;
None is "chưa có", "0" is không điểm, ``na`` is không áp dụng. Nothing is added up here: a sum is made when it is shown.
"""

from __future__ import annotations

from typing import Any, ClassVar

from schemas.appraisal import (
    AppraisalCompleted,
    AppraisalRequested,
    AppraisalTransferred,
    CriteriaExplained,
    CriterionAppraised,
    CriterionReappraised,
    ReappraisalCompleted,
    ReappraisalRequested,
)
from schemas.assessment import (
    AssessmentDeclaredMissing,
    AssessmentSubmitted,
    AssessmentWithdrawn,
    CorrectionDecided,
)
from schemas.decision import ResultsCorrected, ResultsPublished
from schemas.ranking import IndexDetermined, RankingProposed
from schemas.scoring_round import RoundOpened
from schemas.survey import SurveyScored
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees

Row = dict[str, Any]
CLOSED = ("completed", "handed_over")
"""An owner that has nothing to judge any more, of its own or because another holds the competence now."""

BLANK_LEAF: Row = {"self": None, "appraised": None, "reappraised": None, "survey": None, "final": None}
BLANK_LEAF |= {"na": False, "origin": None, "owner": None, "conflict": False, "explained": False, "figures": None}
BLANK: Row = {"block": "", "ranked": True, "state": "waiting", "attempt": 0, "late": False, "submitted": None}
BLANK |= {"index": None, "rank": None, "band": None, "placed": None, "published": False}


class Scores(View):
    """Bảng điểm: mỗi cơ quan một dòng, mỗi tiêu chí thành phần giữ riêng từng loại điểm."""

    name: ClassVar[str] = "scores"

    @sees(RoundOpened)
    def opened(self, fact: Fact) -> None:
        for one in fact.data["agencies"]:
            row = self._row(fact.data["year"], one["agency"])
            row |= {"block": one["block"], "ranked": one.get("ranked", True)}
            for code in one.get("not_applicable", []):
                row["leaves"][code] = {**BLANK_LEAF, "na": True}
            self._keep(row)

    @sees(AssessmentSubmitted)
    def submitted(self, fact: Fact) -> None:
        row = self._row_of(fact)
        for entry in fact.data["entries"]:
            leaf = self._leaf(row, entry["criterion"])
            leaf |= {"self": entry.get("score"), "na": bool(entry.get("not_applicable"))}
            leaf |= {"figures": entry.get("figures"), "evidence": len(entry.get("evidence") or [])}
        row |= {"state": "submitted", "attempt": fact.data.get("attempt", row["attempt"] + 1)}
        row |= {"late": bool(fact.data.get("late")), "submitted": fact.time.isoformat()}
        self._keep(row)

    @sees(AssessmentWithdrawn)
    def withdrawn(self, fact: Fact) -> None:
        row = self._row_of(fact)
        for leaf in row["leaves"].values():
            leaf |= {"self": None, "figures": None}
        self._keep({**row, "state": "withdrawn", "submitted": None})

    @sees(AssessmentDeclaredMissing)
    def declared_missing(self, fact: Fact) -> None:
        self._keep({**self._row_of(fact), "state": "missing"})

    @sees(AppraisalRequested, ReappraisalRequested)
    def requested(self, fact: Fact) -> None:
        row = self._row_of(fact)
        again = fact.type == "ReappraisalRequested"
        row["state"] = "reappraising" if again else "appraising"
        row["owners"][fact.data["owner"]] = {"due": fact.data.get("due"), "state": row["state"]}
        for entry in fact.data.get("explanations" if again else "entries", []):
            leaf = self._leaf(row, entry["criterion"])
            leaf |= {"owner": fact.data["owner"], "conflict": bool(fact.data.get("conflict_of_interest"))}
            if not again:  # asked anew after a correction: what was found before no longer stands
                leaf |= {"self": entry.get("self_score"), "appraised": None}
        self._keep(row)

    @sees(CriterionAppraised)
    def appraised(self, fact: Fact) -> None:
        self._scored(fact, "appraised")

    @sees(CriterionReappraised)
    def reappraised(self, fact: Fact) -> None:
        self._scored(fact, "reappraised")

    @sees(CriteriaExplained)
    def explained(self, fact: Fact) -> None:
        row = self._row_of(fact)
        for one in fact.data["explanations"]:
            self._leaf(row, one["criterion"])["explained"] = True
        self._keep({**row, "state": "explained"})

    @sees(AppraisalCompleted, ReappraisalCompleted)
    def completed(self, fact: Fact) -> None:
        row = self._row_of(fact)
        row["owners"].setdefault(fact.data["owner"], {"due": None})["state"] = "completed"
        if all(owner["state"] in CLOSED for owner in row["owners"].values()):
            row["state"] = "appraised"
        self._keep(row)

    @sees(AppraisalTransferred)
    def transferred(self, fact: Fact) -> None:
        row = self._row_of(fact)
        if not fact.data["left"]:
            told = {"state": "handed_over", "successor": fact.data["successor"]}
            row["owners"][fact.data["owner"]] = {**row["owners"].get(fact.data["owner"], {"due": None}), **told}
        self._keep(row)

    @sees(CorrectionDecided)
    def correction_decided(self, fact: Fact) -> None:
        if not fact.data["accepted"]:
            return
        row, entry = self._row_of(fact), fact.data["entry"]
        leaf = self._leaf(row, fact.data["criterion"])
        leaf |= {"self": entry.get("score"), "na": bool(entry.get("not_applicable")), "appraised": None}
        leaf |= {"figures": entry.get("figures"), "evidence": len(entry.get("evidence") or [])}
        self._keep(row)

    @sees(SurveyScored)
    def surveyed(self, fact: Fact) -> None:
        row = self._row_of(fact)
        for one in fact.data["scores"]:
            self._leaf(row, one["criterion"])["survey"] = one["score"]
        self._keep(row)

    @sees(IndexDetermined)
    def determined(self, fact: Fact) -> None:
        row = self._row_of(fact)
        for one in fact.data["leaves"]:
            leaf = self._leaf(row, one["criterion"])
            leaf |= {"final": one.get("score"), "origin": one.get("origin"), "na": not one.get("applicable", True)}
            leaf["maximum"] = one.get("maximum")
        row["index"] = {key: value for key, value in fact.data.items() if key != "leaves"}
        self._keep({**row, "state": "determined", "ranked": fact.data.get("ranked", row["ranked"])})

    @sees(RankingProposed)
    def ranked(self, fact: Fact) -> None:
        self._place(fact.data, published=False)

    @sees(ResultsPublished)
    def published(self, fact: Fact) -> None:
        for ranking in fact.data.get("rankings", []):
            self._place(ranking, published=True)

    @sees(ResultsCorrected)
    def corrected(self, fact: Fact) -> None:
        row = self._row_of(fact)
        self._leaf(row, fact.data["criterion"])["final"] = fact.data["new_score"]
        if row["index"]:
            row["index"] = {**row["index"], "fields": [], "criteria": []}  # they no longer add up: sum the leaves
        self._keep(row)
        for ranking in fact.data.get("rankings", []):
            self._place(ranking, published=True)

    def _scored(self, fact: Fact, value: str) -> None:
        row = self._row_of(fact)
        leaf = self._leaf(row, fact.data["criterion"])
        leaf |= {value: fact.data.get("score"), "owner": fact.data["owner"]}
        leaf["na"] = fact.data.get("score") is None  # recognised as not applicable, or judged applicable after all
        leaf["conflict"] = leaf["conflict"] or bool(fact.data.get("conflict_of_interest"))
        if leaf["self"] is None and fact.data.get("self_score") is not None:
            leaf["self"] = fact.data["self_score"]
        self._keep(row)

    def _place(self, ranking: Row, *, published: bool) -> None:
        for one in ranking["rows"]:
            row = self._row(ranking["year"], one["agency"])
            row |= {"rank": one.get("rank"), "band": one.get("band"), "ranked": one.get("ranked", True)}
            row["placed"] = {key: one.get(key) for key in ("score", "maximum", "percent")}
            row["published"] = published
            self._keep(row)

    def _row_of(self, fact: Fact) -> Row:
        return self._row(fact.data["year"], fact.data["agency"])

    def _row(self, year: int, agency: str) -> Row:
        kept = self.rows.get(f"{year}/{agency}")
        if kept is not None:
            return dict(kept)
        return {**BLANK, "year": year, "agency": agency, "leaves": {}, "owners": {}}

    def _keep(self, row: Row) -> None:
        self.rows[f"{row['year']}/{row['agency']}"] = row

    @staticmethod
    def _leaf(row: Row, code: str) -> Row:
        leaf: Row = row["leaves"].setdefault(code, dict(BLANK_LEAF))
        return leaf
