"""Thẩm định đề án, dự án (Điều 9): đang ở ai, ai cho ý kiến gì về nội dung nào, ai muộn, ai im lặng?

Row ``2021/DA-01``. The opinions of every version stay, under ``version/clause``; what was asked of somebody before the
competence moved stays with the request that took its place.
"""

from __future__ import annotations

from typing import ClassVar

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
    SchemeOpinionAmended,
    SchemeOpinionGiven,
    SchemeOpinionReassigned,
    SchemeOpinionRequested,
    SchemeOpinionUrged,
    SchemeReceived,
    SchemeResubmitted,
    SchemeReturned,
    SchemeSupplemented,
    SchemeSupplementRequested,
    SchemeWithdrawn,
)
from services.portal.views.course import Row, replaced, stepped
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class Schemes(View):
    """Một đề án, dự án: hồ sơ, các bản, ý kiến, câu hỏi, báo cáo, kinh phí, quyết định."""

    name: ClassVar[str] = "schemes"

    # The file

    @sees(SchemeReceived, SchemeResubmitted)
    def received(self, fact: Fact) -> None:
        data = fact.data
        row = self._row(fact)
        version = {name: data[name] for name in ("version", "proposal", "document")}
        version |= {"explanation": data.get("explanation"), "fact": fact.id, "time": fact.time.isoformat()}
        row |= {"state": "received", "version": data["version"], "agency": data["agency"], "lead": data["lead"]}
        row |= {"coordinators": [], "mode": None, "due": None, "source": None, "missing": None, "report": None}
        row |= {"contents": data["proposal"]["contents"], "widened": [], "since": fact.time.isoformat()}
        row["title"] = data["proposal"]["title"]
        row["versions"] = replaced(row["versions"], version, "version")
        self._keep(row, fact, data.get("explanation"))

    @sees(SchemeSupplementRequested)
    def supplement_requested(self, fact: Fact) -> None:
        row = self._row(fact)
        row |= {"state": "incomplete", "since": fact.time.isoformat()}
        row["missing"] = {"what": fact.data["missing"], "deadline": fact.data["deadline"], "fact": fact.id}
        self._keep(row, fact, "; ".join(fact.data["missing"]))

    @sees(SchemeSupplemented)
    def supplemented(self, fact: Fact) -> None:
        data = fact.data
        row = self._row(fact)
        row |= {"state": "received", "missing": None, "contents": data["proposal"]["contents"]}
        row |= {"since": fact.time.isoformat(), "title": data["proposal"]["title"]}
        version = {name: data[name] for name in ("version", "proposal", "document")}
        version |= {"explanation": None, "fact": fact.id, "time": fact.time.isoformat()}
        row["versions"] = replaced(row["versions"], version, "version")
        self._keep(row, fact, "Muộn." if data["late"] else None)

    @sees(SchemeAccepted)
    def accepted(self, fact: Fact) -> None:
        row = self._row(fact)
        told = ("title", "contents", "widened", "lead", "coordinators", "mode", "due", "source")
        row |= {name: fact.data[name] for name in told}
        row |= {"state": "appraising", "since": fact.time.isoformat()}
        self._keep(row, fact)

    # Opinions

    @sees(SchemeOpinionRequested)
    def opinion_requested(self, fact: Fact) -> None:
        data = fact.data
        row = self._row(fact)
        before = self._opinion(row, fact)
        told = ("version", "clause", "request", "owner", "contents", "due", "source", "conflict_of_interest")
        asked = {**before, **{name: data[name] for name in told}, "asked": fact.id, "at": fact.time.isoformat()}
        if before["owner"] and before["request"] != data["request"]:
            asked |= {"before": [*before["before"], before["owner"]], "urged": [], "moved": None}
        self._set(row, asked)
        self._keep(row, fact)

    @sees(SchemeOpinionGiven, SchemeOpinionAmended)
    def opinion_given(self, fact: Fact) -> None:
        data = fact.data
        row = self._row(fact)
        told = ("version", "clause", "request", "owner", "opinions", "remarks", "conflict_of_interest", "late")
        given = {name: data[name] for name in told} | {"document": data["document"], "given": fact.id}
        amended = data.get("reason")
        self._set(row, {**self._opinion(row, fact), **given, "answered": fact.time.isoformat(), "amended": amended})
        self._keep(row, fact, amended)

    @sees(SchemeOpinionUrged)
    def urged(self, fact: Fact) -> None:
        row = self._row(fact)
        opinion = self._opinion(row, fact)
        self._set(row, {**opinion, "urged": [*opinion["urged"], fact.id]})
        self._keep(row, fact)

    @sees(SchemeDeadlineExtended)
    def extended(self, fact: Fact) -> None:
        row = self._row(fact)
        row |= {"due": fact.data["due"], "source": fact.data["source"]}
        for each in fact.data["extended"]:
            opinion = row["opinions"].get(f"{fact.data['version']}/{each['clause']}")
            if opinion is not None:
                self._set(row, {**opinion, "due": fact.data["due"], "source": fact.data["source"], "urged": []})
        self._keep(row, fact, fact.data["reason"])

    @sees(SchemeOpinionReassigned)
    def reassigned(self, fact: Fact) -> None:
        row = self._row(fact)
        if self._opinion(row, fact)["request"] <= fact.data["request"]:
            self._set(row, {**self._opinion(row, fact), "moved": fact.data["successor"]})
        self._keep(row, fact)

    # Questions

    @sees(SchemeClarificationRequested)
    def asked(self, fact: Fact) -> None:
        row = self._row(fact)
        told = ("version", "clause", "number", "owner", "question", "deadline")
        question = {name: fact.data[name] for name in told} | {"asked": fact.id, "answer": None, "late": False}
        row["questions"] = replaced(row["questions"], question, "version", "clause", "number")
        self._keep(row, fact, fact.data["question"])

    @sees(SchemeClarificationAnswered)
    def answered(self, fact: Fact) -> None:
        row = self._row(fact)
        told = {name: fact.data[name] for name in ("version", "clause", "number", "owner", "answer", "late")}
        for question in row["questions"]:
            if all(question[name] == told[name] for name in ("version", "clause", "number")):
                question |= {**told, "answered": fact.id}
        self._keep(row, fact, fact.data["answer"])

    # Report, submission, decision

    @sees(SchemeAppraised)
    def appraised(self, fact: Fact) -> None:
        told = ("version", "title", "report", "opinions", "silent", "conclusion", "summary", "document")
        row = self._row(fact) | {"state": "appraised", "title": fact.data["title"], "since": fact.time.isoformat()}
        row["report"] = {name: fact.data[name] for name in told} | {"fact": fact.id}
        self._keep(row, fact, fact.data["summary"])

    @sees(SchemeForwarded)
    def forwarded(self, fact: Fact) -> None:
        row = self._row(fact) | {"state": "forwarded", "matter": fact.data["matter"], "since": fact.time.isoformat()}
        self._keep(row, fact)

    @sees(SchemeApproved)
    def approved(self, fact: Fact) -> None:
        row = self._row(fact) | {"state": "approved", "title": fact.data["title"], "since": fact.time.isoformat()}
        row["decision"] = {"document": fact.data["document"], "fact": fact.id, "silent": fact.data["silent"]}
        self._keep(row, fact)

    @sees(SchemeReturned)
    def returned(self, fact: Fact) -> None:
        row = self._row(fact) | {"state": "returned", "since": fact.time.isoformat()}
        told = {name: fact.data[name] for name in ("version", "returned_by", "reason", "document")}
        row["returns"] = [*row["returns"], {**told, "fact": fact.id}]
        self._keep(row, fact, fact.data["reason"])

    @sees(SchemeWithdrawn)
    def withdrawn(self, fact: Fact) -> None:
        row = self._row(fact) | {"state": "withdrawn", "since": fact.time.isoformat()}
        self._keep(row, fact, fact.data["reason"])

    # Funding: Sở Tài chính on its own

    @sees(SchemeFundingSubmitted)
    def funding_submitted(self, fact: Fact) -> None:
        told = ("matter", "requested", "amount", "fund", "budget_year", "lead", "coordinators", "document")
        row = self._row(fact)
        row["funding"] = {name: fact.data[name] for name in told}
        row["funding"] |= {"state": "pending", "fact": fact.id, "decision": None, "reason": None, "case": fact.case}
        self._keep(row, fact)

    @sees(SchemeFundingDecided)
    def funding_decided(self, fact: Fact) -> None:
        row = self._row(fact)
        state = "approved" if fact.data["approved"] else "returned"
        decided = {"state": state, "decision": fact.data["document"], "reason": fact.data["reason"]}
        row["funding"] = {**(row["funding"] or fact.data), **decided, "decided": fact.id}
        self._keep(row, fact, fact.data["reason"])

    # Rows

    def _row(self, fact: Fact) -> Row:
        """The scheme as kept; a bare one when somebody else's fact about it came first."""
        year, code, agency = fact.data["year"], fact.data["code"], fact.data["agency"]
        bare: Row = {"ref": f"{year}/{code}", "year": year, "code": code, "agency": agency, "title": None}
        bare |= {"state": "received", "version": 1, "versions": [], "contents": [], "widened": [], "lead": "SNV"}
        bare |= {"coordinators": [], "mode": None, "due": None, "source": None, "missing": None, "opinions": {}}
        bare |= {"questions": [], "report": None, "matter": None, "decision": None, "returns": [], "funding": None}
        return dict(self.rows.get(bare["ref"], {**bare, "case": "", "since": fact.time.isoformat(), "steps": []}))

    @staticmethod
    def _opinion(row: Row, fact: Fact) -> Row:
        bare: Row = {"version": fact.data["version"], "clause": fact.data["clause"], "request": 0, "owner": ""}
        bare |= {"contents": [], "due": None, "source": None, "conflict_of_interest": False, "asked": None, "at": None}
        bare |= {"given": None, "answered": None, "opinions": [], "remarks": [], "late": False, "document": None}
        bare |= {"amended": None, "urged": [], "before": [], "moved": None}
        found: Row = row["opinions"].get(f"{fact.data['version']}/{fact.data['clause']}", bare)
        return found

    @staticmethod
    def _set(row: Row, opinion: Row) -> None:
        row["opinions"] = {**row["opinions"], f"{opinion['version']}/{opinion['clause']}": opinion}

    def _keep(self, row: Row, fact: Fact, words: str | None = None) -> None:
        self.rows[row["ref"]] = stepped(row, fact, words, version=fact.data.get("version"))
