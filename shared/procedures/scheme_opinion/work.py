"""Việc cho ý kiến về đề án của một cơ quan, như cơ quan ấy cần thấy (Điều 2 khoản 2, Điều 9)."""

from __future__ import annotations

from typing import Any

from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class SchemeOpinionWork(View):
    """Cơ quan mình còn phải cho ý kiến về đề án nào, nội dung gì, đến bao giờ (Điều 9)?

    Rows: ``2021/DA-01/QC-9.3``. Only own facts are seen, as in ``AppraisalWork``.
    """

    name = "scheme_opinion_work"

    @sees("SchemeOpinionOpened", "SchemeOpinionReopened")
    def opened(self, fact: Fact) -> None:
        data, key = fact.data, _row_key(fact)
        year, code, clause = key.split("/")
        self.rows[key] = {
            "year": int(year),
            "code": code,
            "clause": clause,
            "agency": data.get("agency") or self.rows[key]["agency"],
            "title": data["proposal"]["title"],
            "contents": data["contents"],
            "lead": data["lead"],
            "owner": data["owner"],
            "due": data["due"],
            "conflict_of_interest": data["conflict_of_interest"],
            "state": "asked",
            "questions": 0,
            "urged": 0,
            "since": fact.time.isoformat(),
        }

    @sees("SchemeOpinionUrgingNoted")
    def urged(self, fact: Fact) -> None:
        self._note(fact, urged=self.rows[_row_key(fact)]["urged"] + 1)

    @sees("SchemeOpinionDeadlineMoved")
    def moved(self, fact: Fact) -> None:
        self._note(fact, due=fact.data["due"])

    @sees("SchemeClarificationRequested")
    def asked(self, fact: Fact) -> None:
        if _row_key(fact) in self.rows:  # Sở Nội vụ hears of the others' questions, which are not its own work
            self._note(fact, questions=self.rows[_row_key(fact)]["questions"] + 1)

    @sees("SchemeAnswerNoted")
    def answered(self, fact: Fact) -> None:
        self._note(fact, questions=self.rows[_row_key(fact)]["questions"] - 1)

    @sees("SchemeOpinionGiven")
    def given(self, fact: Fact) -> None:
        if _row_key(fact) in self.rows:
            self._note(fact, state="given")

    @sees("SchemeOpinionClosed")
    def closed(self, fact: Fact) -> None:
        before = self.rows[_row_key(fact)]["state"]
        self._note(fact, state="given" if before == "given" else fact.data["because"])

    def _note(self, fact: Fact, **values: Any) -> None:
        key = _row_key(fact)
        self.rows[key] = {**self.rows[key], **values}


def _row_key(fact: Fact) -> str:
    """The row of the opinion that noted the fact: its subject is ``scheme_opinion/2021/DA-01/QC-9.3``."""
    return fact.subject.split("/", 1)[1]
