"""Đợt tự chấm cấp tỉnh đang ở đâu, còn chờ ai (Điều 2 khoản 2, Điều 10 khoản 1)."""

from __future__ import annotations

from typing import Any

from schemas.provincial_part import (
    ProvincialPartRequested,
    ProvincialPartReturned,
    ProvincialPartSubmitted,
    ProvincialPartWithdrawn,
)
from schemas.provincial_report import (
    MinistryReceiptRecorded,
    MinistryResultRecorded,
    ProvincialScoreConsolidated,
    ProvincialScoreDispatched,
)
from schemas.provincial_score import ProvincialDeadlineMoved, ProvincialRoundCancelled, ProvincialRoundOpened
from schemas.submission import MatterDecided, MatterSubmitted
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class ProvincialProgress(View):
    """Mỗi năm một dòng: tới bước nào, phần của ai đã gửi, muộn hay không, tổng điểm, gửi Bộ chưa?"""

    name = "provincial_progress"

    @sees(ProvincialRoundOpened)
    def opened(self, fact: Fact) -> None:
        told = ("year", "title", "sample", "lead", "coordinators", "parts", "ministry")
        self.rows[str(fact.data["year"])] = {
            **{name: fact.data[name] for name in told},
            "state": "scoring",
            "agencies": {},
            "score": None,
            "maximum": None,
            "index": None,
        }

    @sees(ProvincialRoundCancelled)
    def cancelled(self, fact: Fact) -> None:
        self._change(fact, state="cancelled")

    @sees(ProvincialPartRequested)
    def requested(self, fact: Fact) -> None:
        row = self.rows[str(fact.data["year"])]
        before = row["agencies"].get(fact.data["agency"], {"criteria": []})
        criteria = [*before["criteria"], *(each["criterion"] for each in fact.data["criteria"])]
        self._part(fact, state="requested", due=fact.data["due"], late=None, criteria=criteria)

    @sees(ProvincialPartSubmitted)
    def submitted(self, fact: Fact) -> None:
        self._part(fact, state="submitted", late=fact.data["late"])

    @sees(ProvincialPartWithdrawn)
    def withdrawn(self, fact: Fact) -> None:
        self._part(fact, state="withdrawn")

    @sees(ProvincialPartReturned)
    def returned(self, fact: Fact) -> None:
        state = "returned" if fact.data["wanted"] == "replacement" else "supplement"
        self._part(fact, state=state, due=fact.data["due"])

    @sees(ProvincialDeadlineMoved)
    def moved(self, fact: Fact) -> None:
        deadline = {"due": fact.data["due"], "source": fact.data["source"]}
        self._change(fact, **{fact.data["deadline"]: deadline})
        if fact.data["deadline"] == "parts":
            row = self.rows[str(fact.data["year"])]
            for part in row["agencies"].values():
                if part["state"] not in ("returned", "supplement"):  # which have a deadline of their own
                    part["due"] = fact.data["due"]
            self.rows[str(fact.data["year"])] = row

    @sees(ProvincialScoreConsolidated)
    def consolidated(self, fact: Fact) -> None:
        self._change(fact, state="consolidated", score=fact.data["score"], maximum=fact.data["maximum"])

    @sees(MatterSubmitted)
    def brought(self, fact: Fact) -> None:
        self._matter(fact, "submitted")

    @sees(MatterDecided)
    def decided(self, fact: Fact) -> None:
        self._matter(fact, "approved" if fact.data["approved"] else "returned")

    @sees(ProvincialScoreDispatched)
    def dispatched(self, fact: Fact) -> None:
        self._change(fact, state="dispatched")

    @sees(MinistryReceiptRecorded)
    def received(self, fact: Fact) -> None:
        self._change(fact, state="received")

    @sees(MinistryResultRecorded)
    def resulted(self, fact: Fact) -> None:
        self._change(fact, state="published", index=fact.data["index"])

    def _matter(self, fact: Fact, state: str) -> None:
        if fact.data["kind"] == "provincial_score":
            year = fact.data["matter"].rpartition("/")[2]
            self.rows[year] = {**self.rows[year], "state": state}

    def _change(self, fact: Fact, **values: Any) -> None:
        year = str(fact.data["year"])
        self.rows[year] = {**self.rows[year], **values}

    def _part(self, fact: Fact, **values: Any) -> None:
        year, agency = str(fact.data["year"]), fact.data["agency"]
        row = self.rows[year]
        row["agencies"][agency] = {**row["agencies"].get(agency, {}), **values}
        self.rows[year] = row
