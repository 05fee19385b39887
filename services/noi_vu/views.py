"""Đợt đánh giá đang ở đâu, và còn chờ việc gì của ai đến bao giờ (Điều 13 khoản 3, Điều 2 khoản 2)?"""

from __future__ import annotations

from typing import Any

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
    CorrectionRequested,
)
from schemas.decision import ResultsCorrected, ResultsPublished
from schemas.ranking import IndexDetermined, RankingProposed
from schemas.scoring_round import RoundOpened, WindowExtended
from schemas.survey import SurveyScored
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class RoundProgress(View):
    """Mỗi cơ quan đang ở khâu nào? Rows: ``2021/SYT``."""

    name = "round_progress"

    @sees(RoundOpened)
    def opened(self, fact: Fact) -> None:
        for each in fact.data["agencies"]:
            self.rows[f"{fact.data['year']}/{each['agency']}"] = {
                "year": fact.data["year"],
                "agency": each["agency"],
                "block": each["block"],
                "ranked": each["ranked"],
                "sample": fact.data["sample"],
                "state": "waiting",
                "attempt": 0,
                "late": False,
                "owners": {},
                "surveyed": 0,
                "explained": 0,
                "corrections": 0,
                "percent": None,
                "rank": None,
                "band": None,
            }

    @sees(AssessmentSubmitted)
    def submitted(self, fact: Fact) -> None:
        self._change(fact, state="submitted", attempt=fact.data["attempt"], late=fact.data["late"])

    @sees(AssessmentWithdrawn)
    def withdrawn(self, fact: Fact) -> None:
        self._change(fact, state="withdrawn", late=False)

    @sees(AssessmentDeclaredMissing)
    def missing(self, fact: Fact) -> None:
        self._change(fact, state="missing")

    @sees(AppraisalRequested)
    def requested(self, fact: Fact) -> None:
        self._owner(
            fact, lambda owner: {**owner, "asked": owner["asked"] + len(fact.data["entries"]), "completed": False}
        )
        self._change(fact, state="appraising")

    @sees(CriterionAppraised)
    def appraised(self, fact: Fact) -> None:
        self._owner(fact, lambda owner: {**owner, "appraised": owner["appraised"] + 1})

    @sees(AppraisalCompleted)
    def completed(self, fact: Fact) -> None:
        self._owner(fact, lambda owner: {**owner, "completed": True, "late": fact.data["late"]})
        self._settle(fact)

    @sees(AppraisalTransferred)
    def handed_over(self, fact: Fact) -> None:
        """The successor is asked for what was handed over; to that extent its predecessor was never asked."""
        data, gone = fact.data, len(fact.data["handed_over"])
        if data["stage"] == "appraisal":
            self._owner(fact, lambda owner: {**owner, "asked": owner["asked"] - gone, "completed": not data["left"]})
        else:
            self._owner(fact, lambda owner: {**owner, "asked_again": owner["asked_again"] - gone})

    @sees(CriteriaExplained)
    def explained(self, fact: Fact) -> None:
        row = self._row(fact)
        self._change(fact, explained=row["explained"] + len(fact.data["explanations"]))

    @sees(ReappraisalRequested)
    def requested_again(self, fact: Fact) -> None:
        count = len(fact.data["explanations"])
        self._owner(fact, lambda owner: {**owner, "asked_again": owner["asked_again"] + count})
        self._change(fact, state="reappraising")

    @sees(CriterionReappraised)
    def reappraised(self, fact: Fact) -> None:
        self._owner(fact, lambda owner: {**owner, "reappraised": owner["reappraised"] + 1})

    @sees(ReappraisalCompleted)
    def completed_again(self, fact: Fact) -> None:
        self._settle(fact)

    @sees(CorrectionRequested)
    def correction_requested(self, fact: Fact) -> None:
        self._change(fact, corrections=self._row(fact)["corrections"] + 1)

    @sees(CorrectionDecided)
    def correction_decided(self, fact: Fact) -> None:
        self._change(fact, corrections=self._row(fact)["corrections"] - 1)

    @sees(SurveyScored)
    def surveyed(self, fact: Fact) -> None:
        self._change(fact, surveyed=self._row(fact)["surveyed"] + len(fact.data["scores"]))

    @sees(IndexDetermined)
    def determined(self, fact: Fact) -> None:
        state = "published" if self._row(fact)["state"] == "published" else "determined"
        self._change(fact, state=state, percent=fact.data["percent"])

    @sees(RankingProposed)
    def ranked(self, fact: Fact) -> None:
        self._place(fact.data, state=None)

    @sees(ResultsPublished, ResultsCorrected)
    def published(self, fact: Fact) -> None:
        state = "published" if fact.type == "ResultsPublished" else None
        for standing in fact.data["rankings"]:
            self._place(standing, state=state)

    def _place(self, standing: dict[str, Any], *, state: str | None) -> None:
        for placed in standing["rows"]:
            key = f"{standing['year']}/{placed['agency']}"
            told = {name: placed[name] for name in ("percent", "rank", "band")}
            self.rows[key] = {**self.rows[key], **told, **({"state": state} if state else {})}

    def _settle(self, fact: Fact) -> None:
        owners = self._row(fact)["owners"].values()
        if all(each["completed"] and each["reappraised"] == each["asked_again"] for each in owners):
            self._change(fact, state="appraised")

    def _row(self, fact: Fact) -> dict[str, Any]:
        return self.rows[f"{fact.data['year']}/{fact.data['agency']}"]

    def _change(self, fact: Fact, **values: Any) -> None:
        self.rows[f"{fact.data['year']}/{fact.data['agency']}"] = {**self._row(fact), **values}

    def _owner(self, fact: Fact, change: Any) -> None:
        row, owner = self._row(fact), fact.data["owner"]
        held = row["owners"].get(owner) or {
            "asked": 0,
            "appraised": 0,
            "asked_again": 0,
            "reappraised": 0,
            "completed": False,
            "late": False,
            "conflict_of_interest": owner == fact.data["agency"],
        }
        self._change(fact, owners={**row["owners"], owner: change(held)})


ROUND = "all"


class OpenWork(View):
    """Còn chờ việc gì, ai chủ trì, ai phối hợp, đến bao giờ? Rows: ``2021/appraisal/SYT/STC``.

    A row goes when its work is done; the ledger keeps the rest.
    """

    name = "open_work"

    @sees(RoundOpened)
    def opened(self, fact: Fact) -> None:
        """The round itself is work too: of its lead, with all who appraise, until its last window closes."""
        data, windows = fact.data, fact.data["windows"]
        closes = {name: window["closes"] for name, window in windows.items()}
        due = closes["explanation"]
        self._open(fact, "round", ROUND, data["lead"], due=due, coordinators=data["coordinators"], closes=closes)
        for each in data["agencies"]:
            self._self_scoring(fact, each["agency"])

    @sees(AssessmentSubmitted, AssessmentDeclaredMissing)
    def submitted(self, fact: Fact) -> None:
        self._close(fact, "self_scoring", fact.data["agency"], fact.data["agency"])

    @sees(AssessmentWithdrawn)
    def withdrawn(self, fact: Fact) -> None:
        self._self_scoring(fact, fact.data["agency"])

    def _self_scoring(self, fact: Fact, agency: str) -> None:
        due = self.rows[f"{fact.data['year']}/round/{ROUND}/SNV"]["closes"]["self_scoring"]
        self._open(fact, "self_scoring", agency, agency, due=due, coordinators=["SNV"])

    @sees(ResultsPublished)
    def published(self, fact: Fact) -> None:
        self._close(fact, "round", ROUND, "SNV")

    @sees(AppraisalRequested)
    def requested(self, fact: Fact) -> None:
        self._asked(fact, "appraisal")

    @sees(AppraisalCompleted)
    def completed(self, fact: Fact) -> None:
        self._close(fact, "appraisal", fact.data["agency"], fact.data["owner"])

    @sees(AppraisalTransferred)
    def handed_over(self, fact: Fact) -> None:
        if not fact.data["left"]:
            self._close(fact, fact.data["stage"], fact.data["agency"], fact.data["owner"])

    @sees(ReappraisalRequested)
    def requested_again(self, fact: Fact) -> None:
        self._asked(fact, "reappraisal")

    @sees(ReappraisalCompleted)
    def completed_again(self, fact: Fact) -> None:
        self._close(fact, "reappraisal", fact.data["agency"], fact.data["owner"])

    @sees(CorrectionRequested)
    def correction_requested(self, fact: Fact) -> None:
        agency = fact.data["agency"]
        self._open(fact, f"correction {fact.data['criterion']}", agency, "SNV", due=None, coordinators=[agency])

    @sees(CorrectionDecided)
    def correction_decided(self, fact: Fact) -> None:
        self._close(fact, f"correction {fact.data['criterion']}", fact.data["agency"], "SNV")

    @sees(WindowExtended)
    def extended(self, fact: Fact) -> None:
        stage = {"explanation": "reappraisal"}.get(fact.data["window"], fact.data["window"])
        for key, row in list(self.rows.items()):
            if row["year"] == fact.data["year"] and row["stage"] == stage:
                self.rows[key] = {**row, "due": fact.data["closes"]}
            if row["year"] == fact.data["year"] and row["stage"] == "round":
                closes = {**row["closes"], fact.data["window"]: fact.data["closes"]}
                self.rows[key] = {**row, "closes": closes, "due": closes["explanation"]}

    def _asked(self, fact: Fact, stage: str) -> None:
        data = fact.data
        self._open(fact, stage, data["agency"], data["owner"], due=data["due"], coordinators=data["coordinators"])

    def _open(
        self, fact: Fact, stage: str, about: str, lead: str, *, due: str | None, coordinators: list[str], **more: Any
    ) -> None:
        self.rows[f"{fact.data['year']}/{stage}/{about}/{lead}"] = {
            "year": fact.data["year"],
            "stage": stage,
            "about": about,
            "lead": lead,
            "coordinators": [each for each in coordinators if each != lead],
            "due": due,
            "since": fact.time.isoformat(),
            "fact": fact.id,
            **more,
        }

    def _close(self, fact: Fact, stage: str, about: str, lead: str) -> None:
        self.rows.pop(f"{fact.data['year']}/{stage}/{about}/{lead}", None)
