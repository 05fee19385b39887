"""Các đề án đang ở đâu, còn chờ ai (Điều 9; Điều 2 khoản 2)."""

from __future__ import annotations

from typing import Any

from schemas.scheme import (
    SchemeAccepted,
    SchemeAppraised,
    SchemeApproved,
    SchemeClarificationAnswered,
    SchemeClarificationRequested,
    SchemeDeadlineExtended,
    SchemeForwarded,
    SchemeFundingDecided,
    SchemeFundingSubmitted,
    SchemeOpinionGiven,
    SchemeOpinionRequested,
    SchemeReceived,
    SchemeResubmitted,
    SchemeReturned,
    SchemeSupplemented,
    SchemeSupplementRequested,
    SchemeWithdrawn,
)
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees

STEPS = {
    "SchemeSupplementRequested": "supplementing",
    "SchemeSupplemented": "received",
    "SchemeAccepted": "appraising",
    "SchemeAppraised": "appraised",
    "SchemeForwarded": "forwarded",
    "SchemeApproved": "approved",
    "SchemeReturned": "returned",
    "SchemeWithdrawn": "withdrawn",
}


class Schemes(View):
    """Đề án nào đang ở bước nào, chờ ai, kinh phí đã trình chưa (Điều 9)? Rows: ``2021/DA-01``."""

    name = "schemes"

    @sees(SchemeReceived, SchemeResubmitted)
    def received(self, fact: Fact) -> None:
        data = fact.data
        before = self.rows.get(_row_key(fact)) or {"funding": None}
        self.rows[_row_key(fact)] = {
            "year": data["year"],
            "code": data["code"],
            "version": data["version"],
            "agency": data["agency"],
            "kind": data["proposal"]["kind"],
            "title": data["proposal"]["title"],
            "lead": data["lead"],
            "coordinators": [],
            "state": "received",
            "awaited": {},
            "questions": {},
            "due": None,
            "funding": before["funding"],
            "since": fact.time.isoformat(),
        }

    @sees(
        *(SchemeSupplementRequested, SchemeSupplemented, SchemeAccepted, SchemeAppraised, SchemeForwarded),
        *(SchemeApproved, SchemeReturned, SchemeWithdrawn),
    )
    def stepped(self, fact: Fact) -> None:
        closed = fact.type in {"SchemeApproved", "SchemeReturned", "SchemeWithdrawn"}
        extra: dict[str, Any] = {"awaited": {}, "questions": {}} if closed else {}
        if fact.type == "SchemeAccepted":
            extra = {name: fact.data[name] for name in ("lead", "coordinators", "due")}
        if fact.type == "SchemeSupplemented":
            extra = {"title": fact.data["proposal"]["title"], "kind": fact.data["proposal"]["kind"]}
        self._note(fact, state=STEPS[fact.type], since=fact.time.isoformat(), **extra)

    @sees(SchemeOpinionRequested)
    def asked(self, fact: Fact) -> None:
        awaited = self.rows[_row_key(fact)]["awaited"]
        self._note(fact, awaited={**awaited, fact.data["clause"]: fact.data["owner"]})

    @sees(SchemeOpinionGiven)
    def given(self, fact: Fact) -> None:
        row = self.rows[_row_key(fact)]
        if row["version"] == fact.data["version"] and row["awaited"].get(fact.data["clause"]) == fact.data["owner"]:
            left = {clause: owner for clause, owner in row["awaited"].items() if clause != fact.data["clause"]}
            self._note(fact, awaited=left)

    @sees(SchemeClarificationRequested)
    def questioned(self, fact: Fact) -> None:
        """Câu hỏi nào cơ quan đề xuất còn phải trả lời, và hỏi từ ai."""
        row, number = self.rows[_row_key(fact)], f"{fact.data['clause']}/{fact.data['number']}"
        if row["version"] == fact.data["version"]:
            self._note(fact, questions={**row["questions"], number: fact.data["owner"]})

    @sees(SchemeClarificationAnswered)
    def answered(self, fact: Fact) -> None:
        number = f"{fact.data['clause']}/{fact.data['number']}"
        questions = self.rows[_row_key(fact)]["questions"]
        self._note(fact, questions={each: owner for each, owner in questions.items() if each != number})

    @sees(SchemeDeadlineExtended)
    def extended(self, fact: Fact) -> None:
        self._note(fact, due=fact.data["due"])

    @sees(SchemeFundingSubmitted, SchemeFundingDecided)
    def funded(self, fact: Fact) -> None:
        decided = {True: "arranged", False: "returned", None: "submitted"}[fact.data.get("approved")]
        self._note(fact, funding={"amount": fact.data["amount"], "fund": fact.data["fund"], "state": decided})

    def _note(self, fact: Fact, **values: Any) -> None:
        key = _row_key(fact)
        self.rows[key] = {**self.rows[key], **values}


def _row_key(fact: Fact) -> str:
    return f"{fact.data['year']}/{fact.data['code']}"
