"""Khen thưởng trong công tác cải cách hành chính: giới thiệu, tổng hợp, trình, quyết định (Điều 13 khoản 6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemas.recognition import NominateForCommendation, ProposeCommendation
from schemas.submission import MatterDecided
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import takes
from shared.procedures.document import issue_document
from shared.procedures.organisation import organisation
from shared.procedures.submission import submission_of
from shared.procedures.work import must_be_named

# What is remembered


class CommendationNomination(Record):
    """Một cơ quan giới thiệu tập thể, cá nhân để xét khen thưởng (†)."""

    key = ("nomination",)

    @event("CommendationNominated")
    def __init__(self, *, nomination: str, agency: str, merits: list[dict[str, Any]], document: dict[str, Any]) -> None:
        self.nomination = nomination
        self.agency = agency


class Commendation(Record):
    """Một đợt đề nghị khen thưởng; bị trả lại thì hoàn chỉnh và đề nghị lại."""

    key = ("commendation",)
    dossier = True

    @event("CommendationBegun")
    def __init__(self, *, commendation: str) -> None:
        self.commendation = commendation
        self.state = "new"  # new → proposed → granted | returned → proposed …

    def propose(
        self, *, title: str, merits: list[dict[str, Any]], nominations: list[str], document: dict[str, Any]
    ) -> None:
        if self.state == "granted":
            raise Refused("COMMENDATION_GRANTED", f"{self.commendation} đã có quyết định khen thưởng.")
        self._propose(
            commendation=self.commendation, title=title, merits=merits, nominations=nominations, document=document
        )

    @event("CommendationProposed")
    def _propose(
        self,
        *,
        commendation: str,
        title: str,
        merits: list[dict[str, Any]],
        nominations: list[str],
        document: dict[str, Any],
    ) -> None:
        self.state = "proposed"

    def note_decision(self, *, approved: bool, document: dict[str, Any], reason: str | None) -> None:
        self._decide(commendation=self.commendation, approved=approved, document=document, reason=reason)

    @event("CommendationDecided")
    def _decide(self, *, commendation: str, approved: bool, document: dict[str, Any], reason: str | None) -> None:
        self.state = "granted" if approved else "returned"


# What is taken


@takes(NominateForCommendation)
def nominate(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    must_be_named(data["nomination"], "nomination", data["agency"])
    if ledger.find(CommendationNomination, nomination=data["nomination"]) is not None:
        raise Refused("NOMINATION_EXISTS", f"{data['nomination']} đã gửi.")
    yield CommendationNomination(**data)


@takes(ProposeCommendation)
def propose(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Tổng hợp và trình UBND tỉnh."""
    data = message.data
    must_be_named(data["commendation"], "commendation")
    for name in data["nominations"]:
        if ledger.find(CommendationNomination, nomination=name) is None:
            raise Refused("UNKNOWN_NOMINATION", f"Không có đề nghị {name} nào được gửi.")
    on = ledger.now.date()
    here = {each.id for each in organisation(ledger).agencies(on)}
    strangers = sorted({merit["agency"] for merit in data["merits"]} - here)
    if strangers:
        raise Refused("UNKNOWN_AGENCY", f"Không có cơ quan {', '.join(strangers)} vào ngày {on:%d/%m/%Y}.")
    name = data["commendation"]
    commendation = ledger.find(Commendation, commendation=name) or Commendation(commendation=name)
    series, document = issue_document(ledger, signing=data["signing"], title=data["title"], about=name)
    wanted = ("title", "merits", "nominations")
    commendation.propose(document=document, **{each: data[each] for each in wanted})
    submission = submission_of(ledger, name)
    submission.submit(
        kind="commendation",
        clause="QC-13.6-1",
        lead=ledger.agency,
        coordinators=(),
        title=data["title"],
        document=document,
    )
    yield from (series, commendation, submission)


@takes(MatterDecided)
def note_decision(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    found = ledger.find(Commendation, commendation=data["matter"]) if data["kind"] == "commendation" else None
    if found is not None:
        found.note_decision(approved=data["approved"], document=data["document"], reason=data["reason"])
        yield found
