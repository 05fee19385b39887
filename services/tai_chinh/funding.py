"""Kinh phí của đề án: Sở Tài chính trình riêng UBND tỉnh, trực tiếp, không qua Sở Nội vụ (Điều 9 khoản 5).

Beside its opinion to Sở Nội vụ, and not instead of it: either may come first.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from schemas.scheme import SubmitSchemeFunding
from schemas.submission import MatterDecided
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import takes
from shared.procedures.document import issue_document
from shared.procedures.scheme_opinion.record import CLOSED, SchemeOpinion
from shared.procedures.submission import submission_of

CLAUSE = "QC-9.5-1"
"""The request of Sở Nội vụ by which Sở Tài chính knows of the scheme."""

# What is remembered


class SchemeFunding(Record):
    """Việc bố trí kinh phí cho một đề án: đã trình bao nhiêu, từ nguồn nào (Điều 9 khoản 5)."""

    key = ("year", "code")

    @event("SchemeFundingBegun")
    def __init__(self, *, year: int, code: str, agency: str) -> None:
        self.year = year
        self.code = code
        self.agency = agency
        self.asked: dict[str, Any] = {}

    def submit(
        self,
        *,
        requested: str | None,
        amount: Decimal,
        fund: str,
        budget_year: int,
        lead: str,
        coordinators: list[str],
        document: dict[str, Any],
    ) -> None:
        if not amount:
            raise Refused("AMOUNT_ZERO", "Kinh phí đề nghị bố trí phải lớn hơn 0 đồng.")
        self._submit(
            year=self.year,
            code=self.code,
            agency=self.agency,
            matter=f"scheme_funding/{self.year}/{self.code}",
            requested=requested,
            amount=format(amount, "f"),
            fund=fund,
            budget_year=budget_year,
            lead=lead,
            coordinators=coordinators,
            document=document,
        )

    @event("SchemeFundingSubmitted")
    def _submit(
        self,
        *,
        year: int,
        code: str,
        agency: str,
        matter: str,
        requested: str | None,
        amount: str,
        fund: str,
        budget_year: int,
        lead: str,
        coordinators: list[str],
        document: dict[str, Any],
    ) -> None:
        self.asked = {"amount": amount, "fund": fund, "budget_year": budget_year}

    def decide(self, *, approved: bool, document: dict[str, Any], reason: str | None) -> None:
        names: dict[str, Any] = {"year": self.year, "code": self.code, "agency": self.agency}
        self._decide(**names, **self.asked, approved=approved, document=document, reason=reason)

    @event("SchemeFundingDecided")
    def _decide(
        self,
        *,
        year: int,
        code: str,
        agency: str,
        approved: bool,
        amount: str,
        fund: str,
        budget_year: int,
        document: dict[str, Any],
        reason: str | None,
    ) -> None:
        pass


# What is taken


@takes(SubmitSchemeFunding)
def submit(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    key = {"year": data["year"], "code": data["code"]}
    opinion = ledger.find(SchemeOpinion, **key, clause=CLAUSE)
    if opinion is None:
        sentence = f"{message.agency} chưa được hỏi về kinh phí của đề án {data['code']} năm {data['year']}."
        raise Refused("NOT_REQUESTED", sentence)
    if opinion.closed in {"withdrawn", "reassigned"}:
        raise Refused(*CLOSED[opinion.closed])
    funding = ledger.find(SchemeFunding, **key) or SchemeFunding(**key, agency=opinion.agency)
    submission = submission_of(ledger, funding.subject)
    title = f"Bố trí kinh phí thực hiện: {opinion.proposal['title']}"[:500]
    series, document = issue_document(ledger, signing=data["signing"], title=title, about=funding.subject)
    coordinators = [opinion.agency] if opinion.agency != ledger.agency else []
    submission.submit(
        kind="scheme_funding",
        clause="QC-9.5-2",
        lead=ledger.agency,
        coordinators=coordinators,
        title=title,
        document=document,
    )
    funding.submit(
        requested=opinion.proposal["funding"],
        **{name: data[name] for name in ("amount", "fund", "budget_year")},
        lead=ledger.agency,
        coordinators=coordinators,
        document=document,
    )
    yield series
    yield submission
    yield funding


@takes(MatterDecided)
def note_committee(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Trả lại thì Sở Tài chính sửa và trình lại."""
    data = message.data
    if data["kind"] != "scheme_funding" or data["lead"] != ledger.agency:
        return
    _, year, code = data["matter"].split("/")
    funding = ledger.find(SchemeFunding, year=int(year), code=code)
    if funding is None:
        raise LookupError(f"{data['matter']} was decided and is not known here")
    funding.decide(approved=data["approved"], document=data["document"], reason=data["reason"])
    yield funding
