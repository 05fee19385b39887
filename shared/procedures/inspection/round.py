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
from shared.procedures.inspection.inspection import inspection_of, led_by_standing_agency
from shared.procedures.inspection.record import Inspection
from shared.procedures.inspection.round_record import InspectionRound
from shared.procedures.organisation import known_as, organisation
from shared.procedures.paper import paper, service_for
from shared.regulation.participants import field_agencies
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
    known, today = organisation(ledger), ledger.now.date()
    wanted = [{**each, "agency": _asked_as(ledger, each["agency"], found)} for each in data["wanted"]]
    agencies = [each["agency"] for each in wanted]
    free = {*found.coordinators, *(known.successor(each, today) for each in found.coordinators)}
    bound = field_agencies(known, today) if led_by_standing_agency(ledger, found.lead) else ()
    issued, document = paper(
        ledger,
        message,
        title=f"Đề nghị cử người tham gia đợt {found.round}: {found.title}",
        about=f"inspection/{found.inspection}",
        recipients=agencies,
    )
    found.request(
        wanted=wanted,
        deadline=data["deadline"],
        document=document,
        departments={each: service_for(ledger, each) for each in agencies if each in free},
        clauses={each: "QC-8.1" if known.successor(each, today) in bound else "QC-8.2-2" for each in agencies},
        now=ledger.now,
    )
    yield from issued
    yield found


def _asked_as(ledger: Ledger, agency: str, found: InspectionRound) -> str:
    """By the name under which it was asked before; a first time, who stands in its place today is asked."""
    name = known_as(ledger, agency, found.wanted)
    return name if name in found.wanted else organisation(ledger).successor(name, ledger.now.date())


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
    found = round_of(message, ledger)
    agency = known_as(ledger, message.data["excused"], found.wanted)
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
    """Whoever was merged into another meanwhile keeps in this round the name that the plan gave it."""
    data, found = message.data, round_of(message, ledger)
    wanted = ("day", "findings", "recommendations", "reason")
    named = (*found.wanted, *found.coordinators)
    found.record_visit(
        **{name: data[name] for name in wanted},
        inspected=known_as(ledger, data["inspected"], found.agencies),
        participants=[known_as(ledger, each, named) for each in data["participants"]],
        today=ict(ledger.now).date(),
    )
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
