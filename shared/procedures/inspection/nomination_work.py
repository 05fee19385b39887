"""Cơ quan mình còn phải cử ai cho đợt kiểm tra nào, đến bao giờ (Điều 8 khoản 2)."""

from __future__ import annotations

from schemas.inspection import InspectionConcluded
from schemas.inspection_visit import InspectionRoundPostponed
from schemas.nomination import StaffNominated
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class NominationWork(View):
    """Đề nghị cử người nào chưa được trả lời? Rows: ``KT-2022-01/1/STP``; a row goes when it is answered.

    Only own facts open a row: what others are asked for is theirs.
    """

    name = "nomination_work"

    @sees("NominationAsked")
    def asked(self, fact: Fact) -> None:
        told = ("inspection", "round", "agency", "title", "lead", "people", "first", "last", "due")
        self.rows[_key(fact)] = {**{name: fact.data[name] for name in told}, "since": fact.time.isoformat()}

    @sees("NominationAskedAgain")
    def asked_again(self, fact: Fact) -> None:
        row = self.rows.get(_key(fact))
        if row is not None:
            self.rows[_key(fact)] = {**row, "people": fact.data["people"], "due": fact.data["due"]}

    @sees(StaffNominated, "NominationClosed")
    def answered(self, fact: Fact) -> None:
        self.rows.pop(_key(fact), None)

    @sees(InspectionConcluded)
    def over(self, fact: Fact) -> None:
        for key in [key for key, row in self.rows.items() if row["inspection"] == fact.data["inspection"]]:
            del self.rows[key]

    @sees(InspectionRoundPostponed)
    def postponed(self, fact: Fact) -> None:
        for key, row in list(self.rows.items()):
            if (row["inspection"], row["round"]) == (fact.data["inspection"], fact.data["round"]):
                self.rows[key] = {**row, "first": fact.data["first"], "last": fact.data["last"]}


def _key(fact: Fact) -> str:
    """The subject of the nomination is ``nomination/KT-2022-01/1/STP``."""
    return fact.subject.removeprefix("nomination/")
