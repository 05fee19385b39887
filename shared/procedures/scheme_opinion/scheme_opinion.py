"""Cho ý kiến thẩm định về nội dung của mình trong đề án, dự án (Điều 9 khoản 2–5).

Whoever is asked answers alike, so it is written once and each of the six lists it: a competence may move, and with it
the question. Clarification and amendment are product design (†).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from schemas.scheme import (
    OPINION_CLAUSES,
    AmendSchemeOpinion,
    GiveSchemeOpinion,
    RequestSchemeClarification,
    SchemeAppraised,
    SchemeApproved,
    SchemeClarificationAnswered,
    SchemeDeadlineExtended,
    SchemeOpinionReassigned,
    SchemeOpinionRequested,
    SchemeOpinionUrged,
    SchemeReturned,
    SchemeWithdrawn,
)
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused
from shared.mechanism.taking import takes
from shared.procedures.deadline import is_late
from shared.procedures.document import issue_document
from shared.procedures.scheme_opinion.record import SchemeOpinion

# What is taken


@takes(SchemeOpinionRequested)
def open_opinion(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    opinion = _find(ledger, data, data["clause"])
    wanted = {
        name: data[name]
        for name in ("version", "request", "owner", "lead", "contents", "due", "conflict_of_interest", "proposal")
    }
    if opinion is None:
        names = {name: data[name] for name in ("year", "code", "clause", "agency")}
        yield SchemeOpinion(**names, **wanted)
    elif data["request"] > opinion.request:
        opinion.reopen(**wanted)
        yield opinion


@takes(GiveSchemeOpinion)
def give(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    opinion = _asked(ledger, message)
    opinion.must_be_unanswered()
    series, document = _paper(message, ledger, opinion)
    opinion.give(
        opinions=data["opinions"],
        remarks=data["remarks"],
        late=_late(opinion.due, ledger.now, message.effective),
        document=document,
    )
    yield series
    yield opinion


@takes(AmendSchemeOpinion)
def amend(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    opinion = _asked(ledger, message)
    series, document = _paper(message, ledger, opinion)
    opinion.amend(
        opinions=data["opinions"],
        remarks=data["remarks"],
        late=_late(opinion.due, ledger.now, message.effective),
        reason=data["reason"],
        document=document,
    )
    yield series
    yield opinion


@takes(RequestSchemeClarification)
def request_clarification(message: Message, ledger: Ledger) -> Iterator[Record]:
    opinion = _asked(ledger, message)
    opinion.ask(question=message.data["question"], deadline=message.data["deadline"])
    yield opinion


@takes(SchemeClarificationAnswered)
def note_answer(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    opinion = _find(ledger, data, data["clause"])
    if opinion is None:
        raise LookupError(f"{ledger.department} never asked about {data['clause']} of {data['year']}/{data['code']}")
    opinion.note_answer(number=data["number"], answer=data["answer"])
    yield opinion


@takes(SchemeDeadlineExtended)
def move_deadline(message: Message, ledger: Ledger) -> Iterator[Record]:
    for opinion in _all(ledger, message.data):
        asked = {"clause": opinion.clause, "request": opinion.request, "owner": opinion.owner}
        if asked in message.data["extended"]:
            opinion.move_deadline(due=message.data["due"])
            yield opinion


@takes(SchemeOpinionUrged)
def note_urging(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    opinion = _find(ledger, data, data["clause"])
    if opinion is not None and opinion.request == data["request"]:
        opinion.note_urging()
        yield opinion


@takes(SchemeAppraised)
def note_report(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Báo cáo đã lập: ý kiến đã cho không thay được nữa; ai chưa cho vẫn cho được, và là muộn."""
    for opinion in _all(ledger, message.data):
        opinion.note_report()
        yield opinion


@takes(SchemeApproved, SchemeReturned, SchemeWithdrawn)
def close(message: Message, ledger: Ledger) -> Iterator[Record]:
    because = {SchemeApproved.__name__: "approved", SchemeReturned.__name__: "returned"}.get(message.type, "withdrawn")
    for opinion in _all(ledger, message.data):
        opinion.close(because=because)
        yield opinion


@takes(SchemeOpinionReassigned)
def release(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Cơ quan kế thừa cho ý kiến thay; nếu dùng chung dịch vụ thì đề nghị mới mở lại chính hồ sơ này."""
    data = message.data
    opinion = _find(ledger, data, data["clause"])
    if opinion is not None and opinion.request == data["request"]:
        opinion.close(because="reassigned")
        yield opinion


def _find(ledger: Ledger, data: dict[str, Any], clause: str) -> SchemeOpinion | None:
    return ledger.find(SchemeOpinion, year=data["year"], code=data["code"], clause=clause)


def _all(ledger: Ledger, data: dict[str, Any]) -> list[SchemeOpinion]:
    """What this department was asked about this version of the scheme: none for Sở Tư pháp, two after a merger."""
    found = [_find(ledger, data, clause) for clause in OPINION_CLAUSES]
    return [each for each in found if each is not None and each.edition == data["version"]]


def _asked(ledger: Ledger, message: Message) -> SchemeOpinion:
    """The opinion that this department was asked for. Raises Refused."""
    data = message.data
    opinion = _find(ledger, data, data["clause"])
    if opinion is None:
        sentence = f"{message.agency} không được hỏi theo {data['clause']} về đề án {data['code']} năm {data['year']}."
        raise Refused("NOT_REQUESTED", sentence)
    opinion.must_be_open()
    return opinion


def _paper(message: Message, ledger: Ledger, opinion: SchemeOpinion) -> tuple[Record, dict[str, Any]]:
    title = f"Ý kiến thẩm định: {opinion.proposal['title']}"[:500]
    about = f"scheme/{opinion.year}/{opinion.code}"
    recipients = [each for each in (opinion.lead,) if each != ledger.agency]
    return issue_document(ledger, signing=message.data["signing"], title=title, about=about, recipients=recipients)


def _late(due: str, now: datetime, effective: date | None) -> bool:
    return is_late(due=datetime.fromisoformat(due), recorded=now, effective=effective)
