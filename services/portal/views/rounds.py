"""Các đợt đánh giá và bộ tiêu chí của chúng (Điều 10 khoản 2): what is scored, by when, and what was decided."""

from __future__ import annotations

from typing import Any, ClassVar

from schemas.criteria_set import CriteriaSetAdopted
from schemas.decision import ResultsCorrected, ResultsDecided, ResultsPublished
from schemas.ranking import RankingProposed, ResultsSubmitted
from schemas.scoring_round import RoundOpened, WindowExtended
from services.portal.views.noted import noted
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class CriteriaSets(View):
    """Bộ tiêu chí theo mã và phiên bản: row ``code/version`` = CriteriaSetAdopted as it was adopted."""

    name: ClassVar[str] = "criteria_sets"

    @sees(CriteriaSetAdopted)
    def adopted(self, fact: Fact) -> None:
        self.rows[f"{fact.data['code']}/{fact.data['version']}"] = {**fact.data, "adopted": noted(fact)}


class Rounds(View):
    """Đợt đánh giá theo năm: row ``year`` = RoundOpened, with what became of it since."""

    name: ClassVar[str] = "rounds"

    @sees(RoundOpened)
    def opened(self, fact: Fact) -> None:
        self.rows[str(fact.data["year"])] = {
            **fact.data,
            "case": fact.case,
            "opened": noted(fact),
            "extensions": [],
            "proposed": {},
            "submitted": None,
            "decided": None,
            "published": None,
            "rankings": {},
            "corrections": [],
        }

    @sees(WindowExtended)
    def extended(self, fact: Fact) -> None:
        row = self._row(fact)
        window = {**row["windows"].get(fact.data["window"], {})}
        row["extensions"].append({**fact.data, "was": window.get("closes"), **noted(fact)})
        window["closes"] = fact.data["closes"]
        window["source"] = fact.data.get("source") or window.get("source")
        row["windows"][fact.data["window"]] = window
        self._keep(fact, row)

    @sees(RankingProposed)
    def proposed(self, fact: Fact) -> None:
        row = self._row(fact)
        row["proposed"][fact.data["block"]] = {**fact.data, **noted(fact)}
        self._keep(fact, row)

    @sees(ResultsSubmitted)
    def submitted(self, fact: Fact) -> None:
        told = {key: value for key, value in fact.data.items() if key != "rankings"}
        self._keep(fact, {**self._row(fact), "submitted": {**told, **noted(fact)}, "decided": None})

    @sees(ResultsDecided)
    def decided(self, fact: Fact) -> None:
        self._keep(fact, {**self._row(fact), "decided": {**fact.data, **noted(fact)}})

    @sees(ResultsPublished)
    def published(self, fact: Fact) -> None:
        row = self._row(fact)
        row["published"] = {"document": fact.data.get("document"), **noted(fact)}
        row["rankings"] = {one["block"]: one for one in fact.data.get("rankings", [])}
        self._keep(fact, row)

    @sees(ResultsCorrected)
    def corrected(self, fact: Fact) -> None:
        row = self._row(fact)
        told = {key: value for key, value in fact.data.items() if key != "rankings"}
        row["corrections"].append({**told, "about": fact.data["agency"], **noted(fact)})
        row["rankings"] |= {one["block"]: one for one in fact.data.get("rankings", [])}
        self._keep(fact, row)

    def _row(self, fact: Fact) -> dict[str, Any]:
        """The round as kept; a bare one if its opening is not in this ledger, so that nothing told is lost."""
        empty: dict[str, Any] = {"year": fact.data["year"], "title": "", "sample": False, "case": fact.case}
        empty |= {"blocks": [], "agencies": [], "windows": {}, "opened": None, "extensions": [], "proposed": {}}
        empty |= {"submitted": None, "decided": None, "published": None, "rankings": {}, "corrections": []}
        return dict(self.rows.get(str(fact.data["year"]), empty))

    def _keep(self, fact: Fact, row: dict[str, Any]) -> None:
        self.rows[str(fact.data["year"])] = row
