"""Chủ trì một đợt kiểm tra: đề nghị cử người, lập đoàn, ghi các buổi kiểm tra (Điều 5 khoản 5, Điều 8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from schemas.inspection_visit import CancelInspectionRound, PostponeInspectionRound, RecordVisit
from schemas.nomination import (
    ExcuseFromRound,
    FormTeam,
    NominationDeclined,
    NominationRequested,
    NomineesReplaced,
    RequestNominations,
    StaffNominated,
)
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Fact, Message
from shared.mechanism.record import Record
from shared.mechanism.taking import Alarm, alarm, schedules, takes
from shared.procedures.inspection.inspection import inspection_of
from shared.procedures.inspection.record import Inspection
from shared.procedures.inspection.round_record import InspectionRound
from shared.procedures.organisation import organisation
from shared.procedures.paper import paper, service_for
from shared.regulation.participants import field_agencies, standing_agency
from shared.regulation.windows import ict


def round_of(message: Message, ledger: Ledger) -> InspectionRound:
    """The round that the sender leads; it begins with the first thing done about it. Raises Refused."""
    inspection = inspection_of(message, ledger)
    inspection.must_be_open()
    planned = inspection.round(message.data["round"])
    key = {"inspection": inspection.inspection, "round": planned["round"]}
    wanted = ("agencies", "coordinators", "first", "last")
    return ledger.find(InspectionRound, **key) or InspectionRound(
        **key, title=inspection.title, lead=inspection.lead, **{name: planned[name] for name in wanted}
    )


# What is taken


@takes(RequestNominations)
def request(message: Message, ledger: Ledger) -> Iterator[Record]:
    """One letter, one request to each agency named in it. Điều 8 khoản 1 binds those of the fields, when SNV asks."""
    data, found = message.data, round_of(message, ledger)
    agencies = [each["agency"] for each in data["wanted"]]
    known, today = organisation(ledger), ledger.now.date()
    bound = field_agencies(known, today) if found.lead == standing_agency(known, today) else ()
    issued, document = paper(
        ledger,
        message,
        title=f"Đề nghị cử người tham gia đợt {found.round}: {found.title}",
        about=f"inspection/{found.inspection}",
        recipients=agencies,
    )
    found.request(
        wanted=data["wanted"],
        deadline=data["deadline"],
        document=document,
        departments={each: service_for(ledger, each) for each in agencies if each in found.coordinators},
        clauses={each: "QC-8.1" if each in bound else "QC-8.2-2" for each in agencies},
        now=ledger.now,
    )
    yield from issued
    yield found


@takes(StaffNominated, NomineesReplaced)
def note_nominees(message: Message, ledger: Ledger) -> Iterator[Record]:
    found = _round(message, ledger)
    if found.state == "open":
        found.note_nominees(agency=message.data["agency"], people=message.data["people"])
        yield found


@takes(NominationDeclined)
def hear_refusal(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Declining alone changes nothing: the agency stays missing until it names somebody or is excused."""
    _round(message, ledger)
    yield from ()


@takes(ExcuseFromRound)
def excuse(message: Message, ledger: Ledger) -> Iterator[Record]:
    found, agency = round_of(message, ledger), message.data["excused"]
    department = service_for(ledger, agency) if agency in found.wanted else ""
    found.excuse(agency=agency, department=department, reason=message.data["reason"])
    yield found


@takes(FormTeam)
def form_team(message: Message, ledger: Ledger) -> Iterator[Record]:
    data, found = message.data, round_of(message, ledger)
    issued, document = paper(
        ledger,
        message,
        title=f"Lập đoàn kiểm tra đợt {found.round}: {found.title}",
        about=f"inspection/{found.inspection}",
        recipients=[*found.coordinators, *found.agencies],
    )
    found.form_team(head=data["head"], members=data["members"], document=document)
    yield from issued
    yield found


@takes(RecordVisit)
def record_visit(message: Message, ledger: Ledger) -> Iterator[Record]:
    found = round_of(message, ledger)
    wanted = ("inspected", "day", "participants", "findings", "recommendations", "reason")
    found.record_visit(**{name: message.data[name] for name in wanted}, today=ict(ledger.now).date())
    yield found


@takes(PostponeInspectionRound)
def postpone(message: Message, ledger: Ledger) -> Iterator[Record]:
    found = round_of(message, ledger)
    found.postpone(**{name: message.data[name] for name in ("first", "last", "reason")})
    yield found


@takes(CancelInspectionRound)
def cancel(message: Message, ledger: Ledger) -> Iterator[Record]:
    found = round_of(message, ledger)
    found.cancel(reason=message.data["reason"])
    yield found


def _round(message: Message, ledger: Ledger) -> InspectionRound:
    found = ledger.find(InspectionRound, inspection=message.data["inspection"], round=message.data["round"])
    if found is None:
        raise LookupError(f"{ledger.department} leads no round {message.data['round']} of {message.data['inspection']}")
    return found


# What falls due


@schedules(NominationRequested)
def deadline_of_nominations(fact: Fact) -> Iterator[Alarm]:
    """In the ledger of who asked; who was asked only sees the request."""
    if fact.received is None:
        data = {name: fact.data[name] for name in ("inspection", "round", "due")}
        due = datetime.fromisoformat(fact.data["due"])
        key = f"{data['inspection']}/{data['round']}/{due.isoformat()}"
        yield Alarm(name="nominations_due", key=key, due=due, data=data)


@alarm("nominations_due")
def list_overdue(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Nobody is awaited any more once the inspection is concluded or cancelled."""
    found = _round(message, ledger)
    inspection = ledger.find(Inspection, inspection=found.inspection)
    if inspection is not None and not inspection.over:
        found.list_overdue(due=datetime.fromisoformat(message.data["due"]))
        yield found
