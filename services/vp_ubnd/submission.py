"""Việc trình UBND tỉnh và quyết định của UBND tỉnh, do Văn phòng UBND tỉnh ghi (†).

The regulation names nobody who records what UBND decides; the Office of the Committee does it in practice. What UBND
issues is numbered in UBND's own series, what is returned in the Office's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemas.submission import DecideMatter, MatterSubmitted
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import takes
from shared.procedures.document import issue_document

UBND = "UBND"

# What is remembered


class Matter(Record):
    """Một việc được trình UBND tỉnh: trình lần mấy, đã quyết định chưa."""

    key = ("matter",)

    @event("MatterReceived")
    def __init__(
        self, *, matter: str, kind: str, submission: int, lead: str, origin: str, title: str, wanted: str
    ) -> None:
        self.matter = matter
        self.matter_kind = kind
        self.lead = lead
        self.origin = origin
        self.title = title
        self.submission = submission
        self.wanted = wanted
        self.pending = True

    def receive_again(self, *, submission: int, title: str, wanted: str) -> None:
        self._receive_again(submission=submission, title=title, wanted=wanted)

    @event("MatterReceivedAgain")
    def _receive_again(self, *, submission: int, title: str, wanted: str) -> None:
        self.submission = submission
        self.title = title
        self.wanted = wanted
        self.pending = True

    def must_wait_for_a_decision(self) -> None:
        """Raises Refused, before a number is given to a decision that nobody may take."""
        if self.wanted == "information":
            raise Refused("FOR_INFORMATION", f"“{self.title}” được báo cáo để biết, không trình để quyết định.")
        if not self.pending:
            raise Refused("ALREADY_DECIDED", f"“{self.title}” trình lần {self.submission} đã được quyết định.")

    def decide(self, *, approved: bool, document: dict[str, Any], reason: str | None) -> None:
        """Raises Refused when nothing is pending, or when it is returned without a reason."""
        self.must_wait_for_a_decision()
        if not approved and not reason:
            raise Refused("REASON_MISSING", "Trả lại thì phải nêu lý do.")
        self._decide(
            matter=self.matter,
            kind=self.matter_kind,
            submission=self.submission,
            lead=self.lead,
            origin=self.origin,
            approved=approved,
            document=document,
            reason=reason,
        )

    @event("MatterDecided")
    def _decide(
        self,
        *,
        matter: str,
        kind: str,
        submission: int,
        lead: str,
        origin: str,
        approved: bool,
        document: dict[str, Any],
        reason: str | None,
    ) -> None:
        self.pending = False


# What is taken


@takes(MatterSubmitted)
def receive(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    matter = ledger.find(Matter, matter=data["matter"])
    if matter is None:
        wanted = ("matter", "kind", "submission", "lead", "origin", "title", "wanted")
        yield Matter(**{name: data[name] for name in wanted})
    elif (matter.matter_kind, matter.lead) != (data["kind"], data["lead"]):
        raise LookupError(f"{data['matter']} of {data['lead']} bears the name of another matter, of {matter.lead}")
    elif data["submission"] > matter.submission:
        matter.receive_again(**{name: data[name] for name in ("submission", "title", "wanted")})
        yield matter


@takes(DecideMatter)
def decide(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    matter = ledger.find(Matter, matter=data["matter"])
    if matter is None:
        raise Refused("UNKNOWN_MATTER", f"Không có việc {data['matter']} nào được trình UBND tỉnh.")
    series, document = issue_document(
        ledger,
        signing=data["signing"],
        title=matter.title,
        about=matter.matter,
        recipients=[matter.lead],
        agency=UBND if data["approved"] else None,
    )
    matter.decide(approved=data["approved"], document=document, reason=data["reason"])
    yield series
    yield matter
