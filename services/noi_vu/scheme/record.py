"""Hồ sơ đề án, dự án: điều Sở Nội vụ ghi nhớ từ khi nhận đến khi phê duyệt, trả lại hoặc rút (Điều 9).

What the departments that were asked say is noted in ``requests``, by clause; one clause has one open request at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from schemas.scheme import CONTENTS
from services.noi_vu.scheme.report import report_faults, summarised
from shared.mechanism.ledger import Ledger
from shared.mechanism.record import Record, Refused, event
from shared.procedures.organisation import organisation
from shared.procedures.refusal import refuse
from shared.procedures.work import must_be_work
from shared.regulation.windows import ict

STATES = {
    "received": "đang kiểm tra hồ sơ",
    "supplementing": "đang chờ bổ sung hồ sơ",
    "appraising": "đang lấy ý kiến",
    "appraised": "đã có báo cáo thẩm định",
    "forwarded": "đang trình UBND tỉnh",
    "approved": "đã được phê duyệt",
    "returned": "đã trả lại",
    "withdrawn": "đã rút",
}


class Scheme(Record):
    """Một đề án, dự án cải cách hành chính đang thẩm định (Điều 9)."""

    key = ("year", "code")
    dossier = True

    @event("SchemeReceived")
    def __init__(
        self,
        *,
        year: int,
        code: str,
        version: int,
        agency: str,
        lead: str,
        proposal: dict[str, Any],
        document: dict[str, Any],
    ) -> None:
        self.year = year
        self.code = code
        self.edition = version
        self.agency = agency
        self.lead = lead
        self.proposal = proposal
        self.document = document
        self.state = "received"
        self.supplement_due: str | None = None
        self.work: dict[str, Any] = {}
        self.counted: dict[str, int] = {}
        self.requests: dict[str, dict[str, Any]] = {}
        self.questions: dict[tuple[str, int], dict[str, Any]] = {}
        self.report: dict[str, Any] = {}

    @property
    def name(self) -> dict[str, Any]:
        """What every fact about this version begins with."""
        return {"year": self.year, "code": self.code, "version": self.edition, "agency": self.agency}

    def must_be(self, *states: str, code: str, wanted: str) -> None:
        if self.state not in states:
            sentence = f"Đề án {self.year}/{self.code} {STATES[self.state]}; {wanted}."
            raise Refused(code, sentence)

    # Hồ sơ

    def request_supplement(
        self, *, missing: list[str], deadline: dict[str, Any] | None, document: dict[str, Any]
    ) -> None:
        self.must_be("received", code="NOT_UNDER_CHECK", wanted="chỉ đề nghị bổ sung khi đang kiểm tra hồ sơ")
        self._request_supplement(**self.name, missing=missing, deadline=deadline, document=document)

    @event("SchemeSupplementRequested")
    def _request_supplement(
        self,
        *,
        year: int,
        code: str,
        version: int,
        agency: str,
        missing: list[str],
        deadline: dict[str, Any] | None,
        document: dict[str, Any],
    ) -> None:
        self.state = "supplementing"
        self.supplement_due = deadline["due"] if deadline else None

    def supplement(self, *, proposal: dict[str, Any], document: dict[str, Any], late: bool) -> None:
        self.must_be("supplementing", code="SUPPLEMENT_NOT_REQUESTED", wanted="chỉ bổ sung khi được đề nghị")
        self._supplement(**self.name, proposal=proposal, document=document, late=late)

    @event("SchemeSupplemented")
    def _supplement(
        self,
        *,
        year: int,
        code: str,
        version: int,
        agency: str,
        proposal: dict[str, Any],
        document: dict[str, Any],
        late: bool,
    ) -> None:
        self.state = "received"
        self.proposal = proposal
        self.document = document

    # Lấy ý kiến

    def accept(
        self,
        *,
        contents: Sequence[str],
        lead: str,
        coordinators: Sequence[str],
        mode: str,
        due: datetime,
        source: str,
        document: dict[str, Any],
    ) -> None:
        self.must_be("received", code="NOT_UNDER_CHECK", wanted="chỉ chấp nhận khi đang kiểm tra hồ sơ")
        must_be_work(lead, coordinators)
        declared = self.proposal["contents"]
        self._accept(
            **self.name,
            title=self.proposal["title"],
            contents=[each for each in CONTENTS if each in contents],
            widened=[each for each in CONTENTS if each in contents and each not in declared],
            lead=lead,
            coordinators=list(coordinators),
            mode=mode,
            due=due.isoformat(),
            source=source,
            document=document,
        )

    @event("SchemeAccepted")
    def _accept(
        self,
        *,
        year: int,
        code: str,
        version: int,
        agency: str,
        title: str,
        contents: list[str],
        widened: list[str],
        lead: str,
        coordinators: list[str],
        mode: str,
        due: str,
        source: str,
        document: dict[str, Any],
    ) -> None:
        self.state = "appraising"
        self.lead = lead
        self.work = {
            "lead": lead,
            "coordinators": coordinators,
            "mode": mode,
            "due": due,
            "source": source,
            "document": document,
        }
        self.requests = {}

    def request_opinion(
        self,
        *,
        clause: str,
        owner: str,
        department: str,
        contents: Sequence[str],
        coordinators: Sequence[str] | None = None,
    ) -> None:
        """Ask one agency about one clause: at the beginning, or in place of the one that held the competence."""
        self._request_opinion(
            **self.name,
            **{**self.work, **({} if coordinators is None else {"coordinators": list(coordinators)})},
            clause=clause,
            request=self.counted.get(clause, 0) + 1,
            owner=owner,
            department=department,
            contents=list(contents),
            proposal=self.proposal,
            conflict_of_interest=owner == self.agency,
        )

    @event("SchemeOpinionRequested")
    def _request_opinion(
        self,
        *,
        year: int,
        code: str,
        version: int,
        agency: str,
        clause: str,
        request: int,
        owner: str,
        department: str,
        contents: list[str],
        proposal: dict[str, Any],
        lead: str,
        coordinators: list[str],
        mode: str,
        due: str,
        source: str,
        conflict_of_interest: bool,
        document: dict[str, Any],
    ) -> None:
        self.counted[clause] = request
        self.work["coordinators"] = coordinators
        self.requests[clause] = {
            "request": request,
            "owner": owner,
            "department": department,
            "contents": contents,
            "due": due,
            "conflict_of_interest": conflict_of_interest,
            "given": None,
        }

    @property
    def outstanding(self) -> dict[str, dict[str, Any]]:
        """The requests of this version that nobody has answered, by clause."""
        return {clause: each for clause, each in self.requests.items() if each["given"] is None}

    @property
    def silent(self) -> list[str]:
        """Whoever was asked about this version and has not answered."""
        return list(dict.fromkeys(each["owner"] for each in self.outstanding.values()))

    def note_opinion(self, *, clause: str, request: int, opinion: dict[str, Any]) -> None:
        self._note_opinion(clause=clause, request=request, opinion=opinion)

    @event("SchemeOpinionNoted")
    def _note_opinion(self, *, clause: str, request: int, opinion: dict[str, Any]) -> None:
        self.requests[clause]["given"] = opinion

    def urge(self, clause: str) -> None:
        asked = self.requests[clause]
        wanted = {name: asked[name] for name in ("request", "owner", "department", "due")}
        self._urge(**self.name, title=self.proposal["title"], clause=clause, **wanted)

    @event("SchemeOpinionUrged")
    def _urge(
        self,
        *,
        year: int,
        code: str,
        version: int,
        agency: str,
        title: str,
        clause: str,
        request: int,
        owner: str,
        department: str,
        due: str,
    ) -> None:
        pass

    def extend(self, *, due: datetime, source: str, reason: str, now: datetime) -> None:
        self.must_be("appraising", code="NOT_UNDER_APPRAISAL", wanted="chỉ dời hạn khi đang lấy ý kiến")
        waiting = self.outstanding
        if not waiting:
            raise Refused("NOBODY_OUTSTANDING", "Mọi cơ quan được hỏi đã cho ý kiến; không còn hạn nào để dời.")
        if due <= max(now, *(datetime.fromisoformat(each["due"]) for each in waiting.values())):
            raise Refused("DEADLINE_NOT_LATER", "Hạn mới phải sau hạn đang có và chưa tới.")
        self._extend(
            **self.name,
            extended=[
                {"clause": clause, "request": each["request"], "owner": each["owner"]}
                for clause, each in waiting.items()
            ],
            due=due.isoformat(),
            source=source,
            reason=reason,
        )

    @event("SchemeDeadlineExtended")
    def _extend(
        self,
        *,
        year: int,
        code: str,
        version: int,
        agency: str,
        extended: list[dict[str, Any]],
        due: str,
        source: str,
        reason: str,
    ) -> None:
        self.work.update(due=due, source=source)
        for each in extended:
            self.requests[each["clause"]]["due"] = due

    def reassign(self, *, clause: str, successor: str, department: str) -> None:
        """The competence has moved: the one asked before is released, its successor is asked."""
        others = [each["owner"] for name, each in self.requests.items() if name != clause]
        coordinators = [each for each in dict.fromkeys([*others, successor]) if each != self.lead]
        before = self.requests[clause]
        wanted = {name: before[name] for name in ("request", "owner", "department")}
        self._reassign(**self.name, clause=clause, **wanted, successor=successor)
        self.request_opinion(
            clause=clause,
            owner=successor,
            department=department,
            contents=before["contents"],
            coordinators=coordinators,
        )

    @event("SchemeOpinionReassigned")
    def _reassign(
        self,
        *,
        year: int,
        code: str,
        version: int,
        agency: str,
        clause: str,
        request: int,
        owner: str,
        department: str,
        successor: str,
    ) -> None:
        pass

    # Làm rõ

    def note_question(self, *, clause: str, number: int, question: dict[str, Any]) -> None:
        self._note_question(clause=clause, number=number, question=question)

    @event("SchemeQuestionNoted")
    def _note_question(self, *, clause: str, number: int, question: dict[str, Any]) -> None:
        self.questions[clause, number] = {**question, "answered": False}

    def answer(self, *, clause: str, number: int, answer: str, files: list[dict[str, Any]], late: bool) -> None:
        question = self.questions[clause, number]
        if question["answered"]:
            raise Refused("ALREADY_ANSWERED", f"Câu hỏi số {number} về khoản {clause} đã được trả lời.")
        self._answer(
            **self.name,
            clause=clause,
            owner=question["owner"],
            department=question["department"],
            number=number,
            answer=answer,
            files=files,
            late=late,
        )

    @event("SchemeClarificationAnswered")
    def _answer(
        self,
        *,
        year: int,
        code: str,
        version: int,
        agency: str,
        clause: str,
        owner: str,
        department: str,
        number: int,
        answer: str,
        files: list[dict[str, Any]],
        late: bool,
    ) -> None:
        self.questions[clause, number]["answered"] = True

    # Báo cáo thẩm định

    def conclude(
        self,
        *,
        treatments: list[dict[str, Any]],
        conclusion: str,
        summary: str,
        document: dict[str, Any],
        now: datetime,
    ) -> None:
        """Make the report, or make it again before it is forwarded. Raises Refused."""
        self.must_be(
            "appraising",
            "appraised",
            code="NOT_UNDER_APPRAISAL",
            wanted="chỉ lập báo cáo khi đã lấy ý kiến, chưa trình",
        )
        refuse(list(report_faults(self.requests, treatments, now)))
        self._conclude(
            **self.name,
            title=self.proposal["title"],
            report=self.report.get("report", 0) + 1,
            lead=self.work["lead"],
            coordinators=self.work["coordinators"],
            opinions=summarised(self.requests, treatments),
            silent=self.silent,
            conclusion=conclusion,
            summary=summary,
            document=document,
        )
        if conclusion == "incomplete":
            self._return(**self.name, returned_by="appraisal", silent=self.silent, reason=summary, document=document)

    @event("SchemeAppraised")
    def _conclude(
        self,
        *,
        year: int,
        code: str,
        version: int,
        agency: str,
        title: str,
        report: int,
        lead: str,
        coordinators: list[str],
        opinions: list[dict[str, Any]],
        silent: list[str],
        conclusion: str,
        summary: str,
        document: dict[str, Any],
    ) -> None:
        self.state = "appraised"
        self.report = {"report": report, "conclusion": conclusion, "document": document}

    # Trình và quyết định

    def forward(self, *, document: dict[str, Any]) -> None:
        self.must_be("appraised", code="NOT_APPRAISED", wanted="chỉ trình khi đã có báo cáo thẩm định, chưa trình")
        work = {name: self.work[name] for name in ("lead", "coordinators")}
        self._forward(**self.name, **work, matter=self.subject, document=document)

    @event("SchemeForwarded")
    def _forward(
        self,
        *,
        year: int,
        code: str,
        version: int,
        agency: str,
        lead: str,
        coordinators: list[str],
        matter: str,
        document: dict[str, Any],
    ) -> None:
        self.state = "forwarded"

    def decide(self, *, approved: bool, document: dict[str, Any], reason: str | None) -> None:
        if self.state != "forwarded":
            raise LookupError(f"{self.subject} was decided while nothing was submitted")
        if approved:
            self._approve(**self.name, title=self.proposal["title"], silent=self.silent, document=document)
        else:
            self._return(
                **self.name, returned_by="committee", silent=self.silent, reason=reason or "", document=document
            )

    @event("SchemeApproved")
    def _approve(
        self,
        *,
        year: int,
        code: str,
        version: int,
        agency: str,
        title: str,
        silent: list[str],
        document: dict[str, Any],
    ) -> None:
        self.state = "approved"

    @event("SchemeReturned")
    def _return(
        self,
        *,
        year: int,
        code: str,
        version: int,
        agency: str,
        returned_by: str,
        silent: list[str],
        reason: str,
        document: dict[str, Any],
    ) -> None:
        self.state = "returned"

    # Trình lại, rút

    def resubmit(self, *, proposal: dict[str, Any], explanation: str, document: dict[str, Any]) -> None:
        self.must_be("returned", code="SCHEME_NOT_RETURNED", wanted="chỉ gửi bản mới khi đã bị trả lại")
        self._resubmit(
            **{**self.name, "version": self.edition + 1},
            lead=self.lead,
            proposal=proposal,
            explanation=explanation,
            document=document,
        )

    @event("SchemeResubmitted")
    def _resubmit(
        self,
        *,
        year: int,
        code: str,
        version: int,
        agency: str,
        lead: str,
        proposal: dict[str, Any],
        explanation: str,
        document: dict[str, Any],
    ) -> None:
        self.edition = version
        self.proposal = proposal
        self.document = document
        self.state = "received"
        self.requests = {}
        self.questions = {}
        self.report = {}

    def withdraw(self, *, reason: str) -> None:
        self.must_be(
            *("received", "supplementing", "appraising", "appraised", "returned"),
            code="SCHEME_NOT_WITHDRAWABLE",
            wanted="không rút được nữa",
        )
        self._withdraw(**self.name, lead=self.lead, owners=self.silent, reason=reason)

    @event("SchemeWithdrawn")
    def _withdraw(
        self, *, year: int, code: str, version: int, agency: str, lead: str, owners: list[str], reason: str
    ) -> None:
        self.state = "withdrawn"
        self.requests = {}


def scheme_of(ledger: Ledger, data: dict[str, Any]) -> Scheme:
    """The scheme that a command speaks of, of the agency that it names if it names one. Raises Refused."""
    year, code = data["year"], data["code"]
    scheme = ledger.find(Scheme, year=year, code=code)
    if scheme is None:
        raise Refused("UNKNOWN_SCHEME", f"Không có đề án {code} tiếp nhận năm {year}.")
    successor = organisation(ledger).successor(scheme.agency, ict(ledger.now).date())
    if data.get("agency", scheme.agency) not in {scheme.agency, successor}:
        raise Refused("NOT_PROPOSER", f"Đề án {year}/{code} không phải của {data['agency']}.")
    return scheme
