"""Tự chấm điểm cấp tỉnh (Điều 10 khoản 1): ai đã gửi phần nào, tiêu chí nào thiếu kiểm chứng, đã gửi Bộ Nội vụ chưa?

View ``provincial_scores``: row = the year. View ``provincial_tables``: row ``2021/1`` is a consolidated table as told.
View ``provincial_criteria``: row ``code/version`` is one criteria set of the Ministry, as told.
"""

from __future__ import annotations

from typing import ClassVar

from schemas.provincial_part import (
    ProvincialContentScored,
    ProvincialPartRequested,
    ProvincialPartReturned,
    ProvincialPartSubmitted,
    ProvincialPartTransferred,
    ProvincialPartWithdrawn,
)
from schemas.provincial_report import (
    MinistryReceiptRecorded,
    MinistryResultRecorded,
    ProvincialScoreConsolidated,
    ProvincialScoreDispatched,
)
from schemas.provincial_score import (
    ProvincialCriteriaSetRecorded,
    ProvincialDeadlineMoved,
    ProvincialReminderIssued,
    ProvincialRoundCancelled,
    ProvincialRoundOpened,
    ProvincialWorkOverdue,
)
from services.portal.views.course import Row, stepped
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class ProvincialCriteria(View):
    """Bộ tiêu chí chấm cấp tỉnh do Bộ Nội vụ ban hành."""

    name: ClassVar[str] = "provincial_criteria"

    @sees(ProvincialCriteriaSetRecorded)
    def recorded(self, fact: Fact) -> None:
        self.rows[f"{fact.data['code']}/{fact.data['version']}"] = {**fact.data, "fact": fact.id}


class ProvincialTables(View):
    """Bảng điểm đã tổng hợp, từng lần."""

    name: ClassVar[str] = "provincial_tables"

    @sees(ProvincialScoreConsolidated)
    def consolidated(self, fact: Fact) -> None:
        self.rows[f"{fact.data['year']}/{fact.data['consolidation']}"] = {**fact.data, "fact": fact.id}


class ProvincialScores(View):
    """Một đợt tự chấm cấp tỉnh: phần của từng cơ quan, tổng hợp, trình, gửi Bộ, kết quả."""

    name: ClassVar[str] = "provincial_scores"

    # The round

    @sees(ProvincialRoundOpened)
    def opened(self, fact: Fact) -> None:
        """A round that is opened after a cancelled one begins anew; its steps stay."""
        told = ("year", "matter", "title", "sample", "lead", "coordinators", "mode", "criteria_set", "version")
        fresh = self._bare(fact.data["year"]) | {"case": fact.case, "steps": self._row(fact)["steps"]}
        fresh |= {name: fact.data[name] for name in (*told, "letter", "parts", "ministry")}
        self._keep(fresh, fact)

    @sees(ProvincialDeadlineMoved)
    def moved(self, fact: Fact) -> None:
        row = self._row(fact)
        which = fact.data["deadline"]
        row[which] = {"due": fact.data["due"], "source": fact.data["source"], "before": fact.data["previous_due"]}
        if which == "parts":
            row["shares"] = {
                agency: {**share, "due": fact.data["due"], "source": fact.data["source"]}
                for agency, share in row["shares"].items()
            }
        self._keep(row, fact, fact.data["reason"])

    @sees(ProvincialRoundCancelled)
    def cancelled(self, fact: Fact) -> None:
        self._keep(self._row(fact) | {"state": "cancelled"}, fact, fact.data["reason"])

    @sees(ProvincialReminderIssued, ProvincialWorkOverdue)
    def reminded(self, fact: Fact) -> None:
        self._keep(self._row(fact), fact)

    # The parts

    @sees(ProvincialPartRequested)
    def requested(self, fact: Fact) -> None:
        data = fact.data
        row = self._row(fact)
        share = self._share(row, data["agency"])
        criteria = {each["criterion"]: {**each, "clause": data["clause"]} for each in data["criteria"]}
        share |= {"criteria": {**share["criteria"], **criteria}, "due": data["due"], "source": data["source"]}
        share |= {"asked": fact.id, "state": "asked"}
        self._put(row, share, fact)

    @sees(ProvincialContentScored)
    def scored(self, fact: Fact) -> None:
        row = self._row(fact)
        share = self._share(row, fact.data["agency"])
        fresh = {each["criterion"]: {**each, "fact": fact.id} for each in fact.data["entries"]}
        self._put(row, share | {"scored": {**share["scored"], **fresh}}, fact)

    @sees(ProvincialPartSubmitted)
    def submitted(self, fact: Fact) -> None:
        row = self._row(fact)
        told = ("attempt", "score", "maximum", "difficulties", "document", "late")
        share = self._share(row, fact.data["agency"]) | {name: fact.data[name] for name in told}
        share |= {"state": "sent", "sent": fact.id, "at": fact.time.isoformat(), "return": None}
        self._put(row, share, fact, fact.data["difficulties"])

    @sees(ProvincialPartWithdrawn)
    def withdrawn(self, fact: Fact) -> None:
        row = self._row(fact)
        share = self._share(row, fact.data["agency"]) | {"state": "withdrawn"}
        self._put(row, share, fact, fact.data["reason"])

    @sees(ProvincialPartReturned)
    def returned(self, fact: Fact) -> None:
        row = self._row(fact)
        told = {name: fact.data[name] for name in ("attempt", "wanted", "remarks", "due", "source")}
        state = "returned" if fact.data["wanted"] == "replacement" else "supplement"
        share = self._share(row, fact.data["agency"]) | {"state": state, "return": {**told, "fact": fact.id}}
        words = "; ".join(f"{each['criterion']}: {each['reason']}" for each in fact.data["remarks"])
        self._put(row, share, fact, words)

    @sees(ProvincialPartTransferred)
    def transferred(self, fact: Fact) -> None:
        row = self._row(fact)
        share = self._share(row, fact.data["agency"])
        left = {code: each for code, each in share["criteria"].items() if code not in fact.data["criteria"]}
        share |= {"criteria": left, "successor": fact.data["successor"]}
        self._put(row, share if left else share | {"state": "transferred"}, fact)

    # Consolidated, sent, answered by the Ministry

    @sees(ProvincialScoreConsolidated)
    def consolidated(self, fact: Fact) -> None:
        told = ("consolidation", "score", "maximum", "percent", "survey_maximum", "silent", "unsupplemented")
        row = self._row(fact) | {"consolidated": {name: fact.data[name] for name in told} | {"fact": fact.id}}
        self._keep(row | {"state": "consolidated"}, fact)

    @sees(ProvincialScoreDispatched)
    def dispatched(self, fact: Fact) -> None:
        told = ("dispatch", "consolidation", "sent", "document", "channel", "score", "maximum", "due", "source", "late")
        one = {name: fact.data[name] for name in (*told, "reason")} | {"fact": fact.id}
        row = self._row(fact)
        self._keep(row | {"dispatches": [*row["dispatches"], one], "state": "dispatched"}, fact, fact.data["reason"])

    @sees(MinistryReceiptRecorded)
    def received(self, fact: Fact) -> None:
        row = self._row(fact) | {"receipt": {**fact.data["receipt"], "fact": fact.id}}
        self._keep(row, fact, fact.data["reason"])

    @sees(MinistryResultRecorded)
    def result(self, fact: Fact) -> None:
        told = ("result", "document", "index", "rank", "ranked", "losses")
        row = self._row(fact) | {"result": {name: fact.data[name] for name in told} | {"fact": fact.id}}
        self._keep(row | {"state": "resulted"}, fact, fact.data["reason"])

    # Rows

    @staticmethod
    def _bare(year: int) -> Row:
        bare: Row = {"year": year, "matter": f"provincial_score/{year}", "title": "", "sample": False, "lead": "SNV"}
        bare |= {"coordinators": [], "mode": None, "criteria_set": None, "version": None, "letter": None}
        bare |= {"parts": None, "ministry": None, "state": "open", "shares": {}, "consolidated": None}
        return bare | {"dispatches": [], "receipt": None, "result": None, "case": "", "steps": []}

    def _row(self, fact: Fact) -> Row:
        year = fact.data["year"]
        return dict(self.rows.get(str(year), self._bare(year)))

    @staticmethod
    def _share(row: Row, agency: str) -> Row:
        bare: Row = {"agency": agency, "criteria": {}, "scored": {}, "due": None, "source": None, "state": "asked"}
        bare |= {"attempt": 0, "score": None, "maximum": None, "difficulties": None, "document": None, "late": False}
        bare |= {"asked": None, "sent": None, "at": None, "return": None, "successor": None}
        return dict(row["shares"].get(agency, bare))

    def _put(self, row: Row, share: Row, fact: Fact, words: str | None = None) -> None:
        self._keep(row | {"shares": {**row["shares"], share["agency"]: share}}, fact, words)

    def _keep(self, row: Row, fact: Fact, words: str | None = None) -> None:
        self.rows[str(row["year"])] = stepped(row, fact, words)
