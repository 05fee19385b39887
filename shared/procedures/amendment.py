"""Rà soát quy định, kiến nghị sửa đổi, bổ sung (Điều 7 khoản 2 điểm a, Điều 19 khoản 2): every agency does this alike.

A department acts through its own service; what an agency without one proposes goes straight to the Office of UBND, not
by way of Sở Nội vụ: Điều 19 knows no relay. Who decides is the Committee, or a level above it that is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemas.amendment import DisposeAmendment, ProposeAmendment, ReviewRule, WithdrawAmendment
from schemas.submission import MatterDecided
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import takes
from shared.procedures.organisation import organisation
from shared.procedures.submission import Submission, submission_of
from shared.procedures.work import must_be_named, must_be_served_here, must_be_work
from shared.regulation.participants import field_agencies

DIRECT = "vp_ubnd"

# What is remembered


class Review(Record):
    """Một lần rà soát một văn bản."""

    key = ("review",)

    @event("RuleReviewed")
    def __init__(
        self,
        *,
        review: str,
        clause: str,
        agency: str,
        rule: dict[str, Any],
        field: str | None,
        finding: str,
        reasons: str,
    ) -> None:
        self.review = review
        self.agency = agency
        self.finding = finding


class Amendment(Record):
    """Một kiến nghị sửa đổi, bổ sung: đề nghị, rút, kết quả xử lý."""

    key = ("amendment",)
    dossier = True

    @event("AmendmentProposed")
    def __init__(
        self,
        *,
        amendment: str,
        clause: str,
        lead: str,
        coordinators: list[str],
        mode: str,
        review: str | None,
        rule: dict[str, Any],
        title: str,
        proposal: str,
        grounds: str,
        level: str,
        competent: str | None,
        document: dict[str, Any],
    ) -> None:
        self.amendment = amendment
        self.lead = lead
        self.level = level
        self.state = "open"  # open → withdrawn | disposed

    def withdraw(self, *, reason: str) -> None:
        self._must_be_open()
        self._withdraw(amendment=self.amendment, lead=self.lead, reason=reason)

    @event("AmendmentWithdrawn")
    def _withdraw(self, *, amendment: str, lead: str, reason: str) -> None:
        self.state = "withdrawn"

    def dispose(self, *, outcome: str, answer: str, reason: str | None) -> None:
        """What a level above the province answered. Raises Refused where UBND itself decides."""
        self._must_be_open()
        if self.level == "province":
            raise Refused("UBND_DECIDES", "Văn bản của tỉnh: kết quả là quyết định của UBND tỉnh.")
        self._dispose(
            amendment=self.amendment,
            lead=self.lead,
            outcome=outcome,
            decided_here=False,
            answer=answer,
            reason=reason,
        )

    def note_decision(self, *, approved: bool, document: dict[str, Any], reason: str | None) -> None:
        if self.state == "open":
            self._dispose(
                amendment=self.amendment,
                lead=self.lead,
                outcome="accepted" if approved else "rejected",
                decided_here=True,
                answer=f"{document['number']}/{document['notation']} ngày {document['issued']}",
                reason=reason,
            )

    @event("AmendmentDisposed")
    def _dispose(
        self, *, amendment: str, lead: str, outcome: str, decided_here: bool, answer: str, reason: str | None
    ) -> None:
        self.state = "disposed"

    def _must_be_open(self) -> None:
        if self.state == "withdrawn":
            raise Refused("AMENDMENT_WITHDRAWN", f"{self.amendment} đã rút.")
        if self.state == "disposed":
            raise Refused("AMENDMENT_DISPOSED", f"{self.amendment} đã có kết quả xử lý.")


# What is taken


@takes(ReviewRule)
def review_rule(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    must_be_served_here(data["agency"], ledger, otherwise=DIRECT)
    must_be_named(data["review"], "review", data["agency"])
    if ledger.find(Review, review=data["review"]) is not None:
        raise Refused("REVIEW_EXISTS", f"{data['review']} đã ghi; rà soát lại là một lần khác.")
    wanted = ("review", "agency", "rule", "field", "finding", "reasons")
    yield Review(clause=_clause(data["agency"], ledger), **{name: data[name] for name in wanted})


@takes(ProposeAmendment)
def propose(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Ghi kiến nghị; văn bản của tỉnh thì trình thẳng UBND tỉnh trong cùng một lần ghi."""
    data = message.data
    must_be_served_here(data["agency"], ledger, otherwise=DIRECT)
    must_be_named(data["amendment"], "amendment", data["agency"])
    must_be_work(data["agency"], data["coordinators"])
    if ledger.find(Amendment, amendment=data["amendment"]) is not None:
        raise Refused("AMENDMENT_EXISTS", f"{data['amendment']} đã có.")
    if data["level"] == "central" and not data["competent"]:
        raise Refused("COMPETENT_LEVEL_MISSING", "Văn bản của cấp trên thì phải nêu cấp có thẩm quyền.")
    _must_match_review(data, ledger)
    clause = _clause(data["agency"], ledger)
    wanted = (
        "amendment",
        "coordinators",
        "mode",
        "review",
        "rule",
        "title",
        "proposal",
        "grounds",
        "level",
        "competent",
        "document",
    )
    yield Amendment(clause=clause, lead=data["agency"], **{name: data[name] for name in wanted})
    if data["level"] == "province":
        submission = submission_of(ledger, data["amendment"])
        submission.submit(
            kind="amendment",
            clause=clause,
            lead=data["agency"],
            coordinators=data["coordinators"],
            title=data["title"],
            document=data["document"],
        )
        yield submission


def _must_match_review(data: dict[str, Any], ledger: Ledger) -> None:
    if data["review"] is None:
        return
    review = ledger.find(Review, review=data["review"])
    if review is None or review.agency != data["agency"]:
        raise Refused("UNKNOWN_REVIEW", f"{data['agency']} không có lần rà soát {data['review']}.")
    if review.finding == "suitable":
        raise Refused("RULE_SUITABLE", f"{data['review']} kết luận văn bản còn phù hợp.")


def _clause(agency: str, ledger: Ledger) -> str:
    """The leads of the fields act by Điều 7, every other agency by Điều 19."""
    return "QC-7.2.a" if agency in field_agencies(organisation(ledger), ledger.now.date()) else "QC-19.2"


@takes(WithdrawAmendment)
def withdraw(message: Message, ledger: Ledger) -> Iterator[Record]:
    amendment = _own(message, ledger)
    submission = ledger.find(Submission, matter=amendment.amendment)
    if submission is not None and submission.state == "submitted":
        raise Refused("MATTER_SUBMITTED", f"{amendment.amendment} đang trình UBND tỉnh; chờ quyết định.")
    amendment.withdraw(reason=message.data["reason"])
    yield amendment


@takes(DisposeAmendment)
def dispose(message: Message, ledger: Ledger) -> Iterator[Record]:
    amendment = _own(message, ledger)
    amendment.dispose(**{name: message.data[name] for name in ("outcome", "answer", "reason")})
    yield amendment


@takes(MatterDecided)
def note_decision(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    amendment = ledger.find(Amendment, amendment=data["matter"]) if data["kind"] == "amendment" else None
    if amendment is not None and data["lead"] == amendment.lead:
        amendment.note_decision(approved=data["approved"], document=data["document"], reason=data["reason"])
        yield amendment


def _own(message: Message, ledger: Ledger) -> Amendment:
    """What this agency proposed. Raises Refused."""
    data = message.data
    must_be_served_here(data["agency"], ledger, otherwise=DIRECT)
    found = ledger.find(Amendment, amendment=data["amendment"])
    if found is None or found.lead != data["agency"]:
        raise Refused("UNKNOWN_AMENDMENT", f"{data['agency']} không có kiến nghị {data['amendment']}.")
    return found
