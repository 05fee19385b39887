"""Trình UBND tỉnh và ghi nhớ UBND tỉnh đã quyết định thế nào: mọi cơ quan trình như nhau (Điều 4, 6–11, 13, 19, 20).

The procedure that submits finds its matter by its public name (``plan/2022``) and asks ``submission_of`` how it stands;
what follows from a decision is for that procedure, which takes ``MatterDecided`` itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from schemas.submission import MatterDecided
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import takes
from shared.procedures.work import must_be_work

# What is remembered


class Submission(Record):
    """Một việc mà cơ quan này trình UBND tỉnh: các lần trình, các lần quyết định."""

    key = ("matter",)

    @event("SubmissionBegun")
    def __init__(self, *, matter: str) -> None:
        self.matter = matter
        self.lead = ""
        self.submission = 0
        self.state = "new"  # new → submitted → approved | returned → submitted …
        self.decision: dict[str, Any] | None = None

    def submit(
        self,
        *,
        kind: str,
        clause: str,
        lead: str,
        coordinators: Sequence[str],
        title: str,
        document: dict[str, Any],
        origin: str | None = None,
        via: str | None = None,
        wanted: str = "decision",
    ) -> None:
        """Submit, or submit again what was returned. Raises Refused."""
        if self.state == "submitted":
            raise Refused("MATTER_SUBMITTED", f"“{title}” đang trình UBND tỉnh, chưa có quyết định.")
        if self.state == "approved":
            raise Refused("MATTER_DECIDED", f"“{title}” đã được UBND tỉnh quyết định.")
        must_be_work(lead, coordinators)
        self._submit(
            matter=self.matter,
            kind=kind,
            submission=self.submission + 1,
            clause=clause,
            lead=lead,
            coordinators=list(coordinators),
            origin=origin or lead,
            via=via,
            wanted=wanted,
            title=title,
            document=document,
            department="vp_ubnd",
        )

    @event("MatterSubmitted")
    def _submit(
        self,
        *,
        matter: str,
        kind: str,
        submission: int,
        clause: str,
        lead: str,
        coordinators: list[str],
        origin: str,
        via: str | None,
        wanted: str,
        title: str,
        document: dict[str, Any],
        department: str,
    ) -> None:
        self.lead = lead
        self.submission = submission
        self.state = "submitted" if wanted == "decision" else "reported"

    def note_decision(self, *, submission: int, approved: bool, document: dict[str, Any], reason: str | None) -> None:
        if submission == self.submission:
            self._note_decision(submission=submission, approved=approved, document=document, reason=reason)

    @event("SubmissionDecisionNoted")
    def _note_decision(self, *, submission: int, approved: bool, document: dict[str, Any], reason: str | None) -> None:
        self.state = "approved" if approved else "returned"
        self.decision = {"document": document, "reason": reason}


def submission_of(ledger: Ledger, matter: str) -> Submission:
    """How this matter stands; a new one when it was never submitted."""
    return ledger.find(Submission, matter=matter) or Submission(matter=matter)


# What is taken


@takes(MatterDecided)
def note_decision(message: Message, ledger: Ledger) -> Iterator[Record]:
    """What others submitted stands in their ledgers."""
    data = message.data
    submission = ledger.find(Submission, matter=data["matter"])
    if submission is not None and submission.lead == data["lead"]:
        submission.note_decision(**{name: data[name] for name in ("submission", "approved", "document", "reason")})
        yield submission
