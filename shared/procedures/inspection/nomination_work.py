"""Cơ quan mình còn phải cử ai cho đợt kiểm tra nào, đến bao giờ (Điều 8 khoản 2)."""

from __future__ import annotations

from schemas.inspection_visit import InspectionRoundPostponed
from schemas.nomination import StaffNominated
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class NominationWork(View):
    """Đề nghị cử người nào chưa được trả lời? Rows: ``KT-2022-01/1/STP``; a row goes when it is answered.

    Only own facts open a row: what others are asked for is theirs.
    """

    name = "nomination_work"

    @sees("NominationAsked", "NominationAskedAgain")
    def asked(self, fact: Fact) -> None:
        """Asked again, an agency that was excused owes it again; one whose answer crossed the request does not."""
        if not fact.data.get("answered"):
            told = ("inspection", "round", "agency", "title", "lead", "people", "first", "last", "due")
            self.rows[_key(fact)] = {**{name: fact.data[name] for name in told}, "since": fact.time.isoformat()}

    @sees(StaffNominated, "NominationClosed")
    def answered(self, fact: Fact) -> None:
        self.rows.pop(_key(fact), None)

    @sees(InspectionRoundPostponed)
    def postponed(self, fact: Fact) -> None:
        for key, row in list(self.rows.items()):
            if (row["inspection"], row["round"]) == (fact.data["inspection"], fact.data["round"]):
                self.rows[key] = {**row, "first": fact.data["first"], "last": fact.data["last"]}


def _key(fact: Fact) -> str:
    """The subject of the nomination is ``nomination/KT-2022-01/1/STP``."""
    return fact.subject.removeprefix("nomination/")
