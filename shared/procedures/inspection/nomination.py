"""Cử lãnh đạo, công chức tham gia đoàn kiểm tra khi được đề nghị (Điều 8 khoản 1, khoản 2).

Each agency answers through its own service; one that has none, through that of Sở Nội vụ. Replacing those named, and
declining with a reason, are product design (†).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from schemas.inspection import InspectionCancelled, InspectionConcluded
from schemas.inspection_visit import InspectionRoundCancelled
from schemas.nomination import (
    DeclineNomination,
    NominateStaff,
    NominationRequested,
    ParticipationExcused,
    ReplaceNominees,
)
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import takes
from shared.procedures.deadline import is_late
from shared.procedures.organisation import organisation
from shared.procedures.paper import paper, service_for

# What is remembered


class Nomination(Record):
    """Một cơ quan được đề nghị cử người cho một đợt."""

    key = ("inspection", "round", "agency")

    @event("NominationAsked")
    def __init__(
        self,
        *,
        inspection: str,
        round: int,
        agency: str,
        title: str,
        lead: str,
        department: str,
        people: int,
        first: str,
        last: str,
        due: str,
        request: int,
    ) -> None:
        self.inspection = inspection
        self.round = round
        self.agency = agency
        self.title = title
        self.lead = lead
        self.department = department
        self.wanted = people
        self.due = due
        self.request = request
        self.nomination = 0
        self.answered = False
        self.declined = False
        self.closed = ""

    def ask_again(self, *, people: int, first: date, last: date, due: datetime, request: int) -> None:
        """An answer that crossed the request stands; one that was let go with an earlier request does not."""
        if request > self.request:
            self._ask_again(
                inspection=self.inspection,
                round=self.round,
                agency=self.agency,
                title=self.title,
                lead=self.lead,
                people=people,
                first=first.isoformat(),
                last=last.isoformat(),
                due=due.isoformat(),
                request=request,
                answered=self.answered and not self.closed,
            )

    @event("NominationAskedAgain")
    def _ask_again(
        self,
        *,
        inspection: str,
        round: int,
        agency: str,
        title: str,
        lead: str,
        people: int,
        first: str,
        last: str,
        due: str,
        request: int,
        answered: bool,
    ) -> None:
        self.wanted = people
        self.due = due
        self.request = request
        self.answered = answered
        self.declined = False
        self.closed = ""

    def must_be_open(self) -> None:
        if self.closed:
            raise Refused("NOMINATION_CLOSED", f"Không còn phải cử người cho đợt {self.round}: {self.closed}")

    def nominate(
        self, *, people: Sequence[dict[str, Any]], document: dict[str, Any], now: datetime, effective: date | None
    ) -> None:
        """Raises Refused: nothing to answer any more, or answered already."""
        self.must_be_open()
        if self.answered:
            sentence = f"{self.agency} đã cử người cho đợt {self.round}; muốn đổi thì thay người đã cử, nêu lý do."
            raise Refused("ALREADY_NOMINATED", sentence)
        self._nominate(
            inspection=self.inspection,
            round=self.round,
            agency=self.agency,
            lead=self.lead,
            department=self.department,
            people=list(people),
            wanted=self.wanted,
            document=document,
            late=is_late(due=datetime.fromisoformat(self.due), recorded=now, effective=effective),
        )

    @event("StaffNominated")
    def _nominate(
        self,
        *,
        inspection: str,
        round: int,
        agency: str,
        lead: str,
        department: str,
        people: list[dict[str, Any]],
        wanted: int,
        document: dict[str, Any],
        late: bool,
    ) -> None:
        self.nomination += 1
        self.answered = True
        self.declined = False

    def replace(self, *, people: Sequence[dict[str, Any]], document: dict[str, Any], reason: str) -> None:
        self.must_be_open()
        if not self.answered:
            raise Refused("NOT_NOMINATED", f"{self.agency} chưa cử ai cho đợt {self.round} nên không có ai để thay.")
        self._replace(
            inspection=self.inspection,
            round=self.round,
            agency=self.agency,
            lead=self.lead,
            department=self.department,
            people=list(people),
            nomination=self.nomination + 1,
            reason=reason,
            document=document,
        )

    @event("NomineesReplaced")
    def _replace(
        self,
        *,
        inspection: str,
        round: int,
        agency: str,
        lead: str,
        department: str,
        people: list[dict[str, Any]],
        nomination: int,
        reason: str,
        document: dict[str, Any],
    ) -> None:
        self.nomination = nomination

    def decline(self, *, reason: str) -> None:
        self.must_be_open()
        if self.answered:
            sentence = f"{self.agency} đã cử người cho đợt {self.round}; không từ chối được nữa, chỉ thay người."
            raise Refused("ALREADY_NOMINATED", sentence)
        if self.declined:
            raise Refused("ALREADY_DECLINED", f"{self.agency} đã báo không cử được người cho đợt {self.round}.")
        self._decline(
            inspection=self.inspection,
            round=self.round,
            agency=self.agency,
            lead=self.lead,
            department=self.department,
            reason=reason,
        )

    @event("NominationDeclined")
    def _decline(self, *, inspection: str, round: int, agency: str, lead: str, department: str, reason: str) -> None:
        self.declined = True

    def close(self, *, sentence: str) -> None:
        if not self.closed:
            self._close(sentence=sentence)

    @event("NominationClosed")
    def _close(self, *, sentence: str) -> None:
        self.closed = sentence


class InspectionNominations(Record):
    """Một cuộc kiểm tra: các đề nghị cử người được nhận ở đây, để khi cuộc kiểm tra xong thì không ai còn phải cử."""

    key = ("inspection",)

    @event("InspectionNominationsBegun")
    def __init__(self, *, inspection: str) -> None:
        self.inspection = inspection
        self.asked: list[tuple[int, str]] = []

    @event("InspectionNominationListed")
    def note(self, *, round: int, agency: str) -> None:
        self.asked.append((round, agency))


# What is taken


@takes(NominationRequested)
def note_request(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    found = _find(ledger, data, agency=data["agency"])
    if found is None:
        wanted = ("inspection", "round", "agency", "title", "lead", "people", "first", "last", "due", "request")
        yield Nomination(**{name: data[name] for name in wanted}, department=service_for(ledger, data["lead"]))
        kept = ledger.find(InspectionNominations, inspection=data["inspection"])
        kept = kept or InspectionNominations(inspection=data["inspection"])
        kept.note(round=data["round"], agency=data["agency"])
        yield kept
    else:
        found.ask_again(**{name: data[name] for name in ("people", "first", "last", "due", "request")})
        yield found


@takes(NominateStaff)
def nominate(message: Message, ledger: Ledger) -> Iterator[Record]:
    data, found = message.data, _asked(message, ledger)
    issued, document = paper(ledger, message, title=_title(found), about=_about(found), recipients=[found.lead])
    found.nominate(people=data["people"], document=document, now=ledger.now, effective=message.effective)
    yield from issued
    yield found


@takes(ReplaceNominees)
def replace(message: Message, ledger: Ledger) -> Iterator[Record]:
    data, found = message.data, _asked(message, ledger)
    issued, document = paper(ledger, message, title=_title(found), about=_about(found), recipients=[found.lead])
    found.replace(people=data["people"], document=document, reason=data["reason"])
    yield from issued
    yield found


@takes(DeclineNomination)
def decline(message: Message, ledger: Ledger) -> Iterator[Record]:
    found = _asked(message, ledger)
    found.decline(reason=message.data["reason"])
    yield found


@takes(ParticipationExcused)
def note_excuse(message: Message, ledger: Ledger) -> Iterator[Record]:
    found = _find(ledger, message.data, agency=message.data["agency"])
    if found is None:
        raise LookupError(f"{message.data['agency']} was excused from what it was never asked for")
    found.close(sentence="cơ quan chủ trì đã đồng ý miễn tham gia.")
    yield found


@takes(InspectionRoundCancelled)
def close(message: Message, ledger: Ledger) -> Iterator[Record]:
    for each in message.data["asked"]:
        found = _find(ledger, message.data, agency=each)
        if found is not None:
            found.close(sentence="đợt kiểm tra không tiến hành nữa.")
            yield found


@takes(InspectionConcluded, InspectionCancelled)
def close_all(message: Message, ledger: Ledger) -> Iterator[Record]:
    concluded = message.type == InspectionConcluded.__name__
    sentence = "cuộc kiểm tra đã kết luận." if concluded else "cuộc kiểm tra không tiến hành nữa."
    kept = ledger.find(InspectionNominations, inspection=message.data["inspection"])
    for number, agency in kept.asked if kept else ():
        found = ledger.find(Nomination, inspection=message.data["inspection"], round=number, agency=agency)
        if found is not None:
            found.close(sentence=sentence)
            yield found


def _find(ledger: Ledger, data: dict[str, Any], *, agency: str) -> Nomination | None:
    return ledger.find(Nomination, inspection=data["inspection"], round=data["round"], agency=agency)


def _asked(message: Message, ledger: Ledger) -> Nomination:
    """What the agency that the message names was asked for, or one in whose place it stands. Raises Refused."""
    data, named = message.data, message.data["agency"]
    stood_for = organisation(ledger).predecessors(named, ledger.now.date())
    asked = (_find(ledger, data, agency=each) for each in (named, *stood_for))
    found = next(filter(None, asked), None)
    if found is None:
        sentence = f"{named} không được đề nghị cử người cho đợt {data['round']} của {data['inspection']}."
        raise Refused("NOT_REQUESTED", sentence)
    return found


def _title(found: Nomination) -> str:
    return f"Cử người tham gia đợt {found.round}: {found.title}"[:500]


def _about(found: Nomination) -> str:
    return f"inspection/{found.inspection}"
