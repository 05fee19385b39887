"""Chấn chỉnh, xử lý việc thiếu trách nhiệm trong cải cách hành chính (Điều 13 khoản 6).

The regulation knows no hearing; that an agency is asked before anything is proposed against it is product design (†).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemas.recognition import CloseShortcoming, ExplainShortcoming, NoteShortcoming, ProposeRectification
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


class Rectification(Record):
    """Một tồn tại: nêu, giải trình, khép lại, hoặc đề nghị xử lý và quyết định."""

    key = ("rectification",)
    dossier = True

    @event("ShortcomingNoted")
    def __init__(self, *, rectification: str, agency: str, shortcoming: str, grounds: list[dict[str, Any]]) -> None:
        self.rectification = rectification
        self.agency = agency
        self.explained = False
        self.state = "noted"  # noted → closed | proposed → decided | returned → proposed …

    def explain(self, *, agency: str, explanation: str, document: dict[str, Any]) -> None:
        if agency != self.agency:
            raise Refused("NOT_CONCERNED", f"{self.rectification} không nói về {agency}.")
        self._must_be("noted", "returned")
        self._explain(rectification=self.rectification, agency=agency, explanation=explanation, document=document)

    @event("ShortcomingExplained")
    def _explain(self, *, rectification: str, agency: str, explanation: str, document: dict[str, Any]) -> None:
        self.explained = True

    def close(self, *, reason: str) -> None:
        self._must_be("noted", "returned")
        self._close(rectification=self.rectification, agency=self.agency, reason=reason)

    @event("ShortcomingClosed")
    def _close(self, *, rectification: str, agency: str, reason: str) -> None:
        self.state = "closed"

    def propose(self, *, measure: str, reasons: str, document: dict[str, Any]) -> None:
        self._must_be("noted", "returned")
        self._propose(
            rectification=self.rectification,
            agency=self.agency,
            measure=measure,
            reasons=reasons,
            explained=self.explained,
            document=document,
        )

    @event("RectificationProposed")
    def _propose(
        self,
        *,
        rectification: str,
        agency: str,
        measure: str,
        reasons: str,
        explained: bool,
        document: dict[str, Any],
    ) -> None:
        self.state = "proposed"

    def note_decision(self, *, approved: bool, document: dict[str, Any], reason: str | None) -> None:
        self._decide(
            rectification=self.rectification,
            agency=self.agency,
            approved=approved,
            document=document,
            reason=reason,
        )

    @event("RectificationDecided")
    def _decide(
        self, *, rectification: str, agency: str, approved: bool, document: dict[str, Any], reason: str | None
    ) -> None:
        self.state = "decided" if approved else "returned"

    def _must_be(self, *states: str) -> None:
        if self.state not in states:
            words = {"proposed": "đang trình UBND tỉnh", "decided": "đã có quyết định", "closed": "đã khép lại"}
            raise Refused("RECTIFICATION_CLOSED", f"{self.rectification} {words[self.state]}.")


# What is taken


@takes(NoteShortcoming)
def note_shortcoming(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    must_be_named(data["rectification"], "rectification")
    if ledger.find(Rectification, rectification=data["rectification"]) is not None:
        raise Refused("RECTIFICATION_EXISTS", f"{data['rectification']} đã nêu.")
    on = ledger.now.date()
    if data["agency"] not in {each.id for each in organisation(ledger).agencies(on)}:
        raise Refused("UNKNOWN_AGENCY", f"Không có cơ quan {data['agency']} vào ngày {on:%d/%m/%Y}.")
    yield Rectification(**data)


@takes(ExplainShortcoming)
def explain(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = dict(message.data)
    found = _rectification(ledger, data.pop("rectification"))
    found.explain(**data)
    yield found


@takes(CloseShortcoming)
def close(message: Message, ledger: Ledger) -> Iterator[Record]:
    found = _rectification(ledger, message.data["rectification"])
    found.close(reason=message.data["reason"])
    yield found


@takes(ProposeRectification)
def propose(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    found = _rectification(ledger, data["rectification"])
    title = f"Đề nghị chấn chỉnh, xử lý đối với {found.agency}"
    series, document = issue_document(ledger, signing=data["signing"], title=title, about=found.rectification)
    found.propose(measure=data["measure"], reasons=data["reasons"], document=document)
    submission = submission_of(ledger, found.rectification)
    submission.submit(
        kind="discipline",
        clause="QC-13.6-2",
        lead=ledger.agency,
        coordinators=(),
        title=title,
        document=document,
    )
    yield from (series, found, submission)


@takes(MatterDecided)
def note_decision(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    found = ledger.find(Rectification, rectification=data["matter"]) if data["kind"] == "discipline" else None
    if found is not None:
        found.note_decision(approved=data["approved"], document=data["document"], reason=data["reason"])
        yield found


def _rectification(ledger: Ledger, name: str) -> Rectification:
    found = ledger.find(Rectification, rectification=name)
    if found is None:
        raise Refused("UNKNOWN_RECTIFICATION", f"Không có việc {name}.")
    return found
