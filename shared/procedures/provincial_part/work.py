"""Việc tự đánh giá cấp tỉnh của một cơ quan, như cơ quan ấy cần thấy (Điều 2 khoản 2, Điều 10 khoản 1 điểm b)."""

from __future__ import annotations

from typing import Any

from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class ProvincialPartWork(View):
    """Phần nào phải tự đánh giá, đến bao giờ, đã lưu bao nhiêu, đã gửi chưa? Rows: ``2021/STC``, own facts only."""

    name = "provincial_part_work"

    @sees("ProvincialPartOpened")
    def opened(self, fact: Fact) -> None:
        data = fact.data
        self.rows[_row_key(fact)] = {
            "year": data["year"],
            "lead": data["agency"],
            "title": data["title"],
            "criteria": [],
            "due": None,
            "saved": 0,
            "state": "open",
        }

    @sees("ProvincialPartWidened")
    def widened(self, fact: Fact) -> None:
        row = self.rows[_row_key(fact)]
        criteria = [*row["criteria"], *(each["criterion"] for each in fact.data["criteria"])]
        self._change(fact, criteria=list(dict.fromkeys(criteria)), due=fact.data["due"], state="open")

    @sees("ProvincialPartNarrowed")
    def narrowed(self, fact: Fact) -> None:
        gone = fact.data["criteria"]
        left = [each for each in self.rows[_row_key(fact)]["criteria"] if each not in gone]
        self._change(fact, criteria=left, **({} if left else {"state": "handed_over"}))

    @sees("ProvincialPartCancelled")
    def cancelled(self, fact: Fact) -> None:
        self._change(fact, criteria=[], saved=0, state="cancelled")

    @sees("ProvincialPartDeadlineNoted")
    def moved(self, fact: Fact) -> None:
        self._change(fact, due=fact.data["due"])

    @sees("ProvincialPartSaved")
    def saved(self, fact: Fact) -> None:
        self._change(fact, saved=fact.data["saved"])

    @sees("ProvincialPartSubmitted")
    def submitted(self, fact: Fact) -> None:
        if _row_key(fact) in self.rows:  # another agency's fact is its own to show
            self._change(fact, state="submitted", saved=len(fact.data["criteria"]))

    @sees("ProvincialPartWithdrawn")
    def withdrawn(self, fact: Fact) -> None:
        if _row_key(fact) in self.rows:
            self._change(fact, state="open")

    @sees("ProvincialPartReturnNoted")
    def returned(self, fact: Fact) -> None:
        self._change(fact, state="returned", due=fact.data["due"])

    @sees("ProvincialPartConsolidationNoted")
    def consolidated(self, fact: Fact) -> None:
        self._change(fact, state="consolidated")

    @sees("ProvincialPartClosed")
    def closed(self, fact: Fact) -> None:
        self._change(fact, state="closed")

    def _change(self, fact: Fact, **values: Any) -> None:
        key = _row_key(fact)
        self.rows[key] = {**self.rows[key], **values}


def _row_key(fact: Fact) -> str:
    """The row of the part that noted the fact: its subject is ``provincial_part/2021/STC``."""
    return fact.subject.partition("/")[2]
