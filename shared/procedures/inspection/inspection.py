"""Chủ trì một cuộc kiểm tra: kế hoạch, báo cáo, kết luận (Điều 8 khoản 2).

Whoever is assigned to lead does this alike, so each of the six lists it; what happens in a round is in
``round``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from schemas.inspection import (
    ConcludeInspection,
    InspectionAssigned,
    InspectionCancelled,
    PlanInspection,
    ReportInspection,
)
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused
from shared.mechanism.taking import takes
from shared.procedures.deadline import is_late
from shared.procedures.inspection.record import Inspection
from shared.procedures.inspection.round_record import InspectionRound
from shared.procedures.organisation import answers_for, organisation
from shared.procedures.paper import paper
from shared.procedures.submission import Submission, submission_of
from shared.procedures.task.task import assign_task, must_be_known
from shared.regulation.participants import standing_agency


def inspection_of(message: Message, ledger: Ledger) -> Inspection:
    """The inspection that the sender leads here, or one in whose place it stands. Raises Refused."""
    code = message.data["inspection"]
    found = ledger.find(Inspection, inspection=code)
    if found is None:
        raise Refused("UNKNOWN_INSPECTION", f"{ledger.agency} không được giao chủ trì cuộc kiểm tra {code} nào.")
    if not answers_for(ledger, sender=message.agency, asked=[found.lead]):
        sentence = f"Cuộc kiểm tra “{found.title}” do {found.lead} chủ trì, không phải {message.agency}."
        raise Refused("NOT_INSPECTION_LEAD", sentence)
    return found


def led_by_standing_agency(ledger: Ledger, lead: str) -> bool:
    """True when the standing agency leads, or stands today in the place of the one that was assigned to."""
    known, today = organisation(ledger), ledger.now.date()
    return known.successor(lead, today) == standing_agency(known, today)


def rounds_of(ledger: Ledger, inspection: Inspection) -> list[InspectionRound]:
    """The rounds that have begun, in their order."""
    found = (
        ledger.find(InspectionRound, inspection=inspection.inspection, round=number) for number in inspection.rounds
    )
    return [each for each in found if each is not None]


# What is taken


@takes(InspectionAssigned)
def open_inspection(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    if ledger.find(Inspection, inspection=data["inspection"]) is None:
        wanted = ("inspection", "year", "title", "occasion", "lead", "coordinators", "mode", "due")
        yield Inspection(**{name: data[name] for name in wanted})


@takes(InspectionCancelled)
def cancel(message: Message, ledger: Ledger) -> Iterator[Record]:
    """The rounds that have begun are cancelled too, so that nobody who was asked goes on waiting."""
    inspection = ledger.find(Inspection, inspection=message.data["inspection"])
    if inspection is None or inspection.over:
        return
    inspection.note_cancellation(reason=message.data["reason"])
    yield inspection
    for each in rounds_of(ledger, inspection):
        if each.state == "open" and not each.visits:
            each.cancel(reason=message.data["reason"])
            yield each


@takes(PlanInspection)
def plan(message: Message, ledger: Ledger) -> Iterator[Record]:
    data, inspection = message.data, inspection_of(message, ledger)
    rounds = data["rounds"]
    must_be_known(ledger, [name for each in rounds for name in (*each["agencies"], *each["coordinators"])])
    begun = [each.round for each in rounds_of(ledger, inspection)]
    lead = organisation(ledger).successor(inspection.lead, ledger.now.date())
    inspection.must_be_plan(rounds, lead=lead, reason=data["reason"], begun=begun)
    recipients = dict.fromkeys(name for each in rounds for name in (*each["coordinators"], *each["agencies"]))
    issued, document = paper(
        ledger, message, title=inspection.title, about=inspection.about, recipients=list(recipients)
    )
    due = datetime.fromisoformat(inspection.due) if inspection.due else None
    late = due is not None and is_late(due=due, recorded=ledger.now, effective=message.effective)
    inspection.plan(rounds=rounds, document=document, reason=data["reason"], late=late)
    yield from issued
    yield inspection


@takes(ReportInspection)
def report(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Báo cáo, và gửi UBND tỉnh để biết; cơ quan không có dịch vụ gửi qua cơ quan thường trực."""
    data, inspection = message.data, inspection_of(message, ledger)
    inspection.must_be_open()
    inspected, not_inspected = _visited(ledger, inspection)
    title = f"Báo cáo kết quả: {inspection.title}"
    issued, document = paper(ledger, message, title=title, about=inspection.about)
    inspection.report(
        inspected=inspected,
        not_inspected=not_inspected,
        summary=data["summary"],
        proposals=data["proposals"],
        document=document,
        reason=data["reason"],
    )
    yield from issued
    yield inspection
    yield _submission(ledger, inspection, title=title, document=document)


def _visited(ledger: Ledger, inspection: Inspection) -> tuple[list[str], list[str]]:
    """Who was inspected, and who was to be and was not; a cancelled round counts no more."""
    begun = {each.round: each for each in rounds_of(ledger, inspection)}
    inspected: dict[str, None] = {}
    waiting: dict[str, None] = {}
    for number, planned in inspection.rounds.items():
        held = begun.get(number)
        for each in planned["agencies"]:
            if held is not None and each in held.visits:
                inspected[each] = None
            elif held is None or held.state != "cancelled":
                waiting[each] = None
    return list(inspected), [each for each in waiting if each not in inspected]


def _submission(ledger: Ledger, inspection: Inspection, *, title: str, document: dict[str, Any]) -> Submission:
    """Điều 8 khoản 1, khoản 2 name no receiver: what Sở Nội vụ reports is its advice (Điều 4), what others do is †."""
    own = inspection.lead == ledger.agency
    submission = submission_of(ledger, inspection.about)
    submission.submit(
        kind="inspection_results",
        clause="QC-4.1" if led_by_standing_agency(ledger, inspection.lead) else "†",
        lead=ledger.agency,
        coordinators=[each for each in inspection.coordinators if each != ledger.agency],
        title=title,
        document=document,
        origin=inspection.lead,
        via=None if own else ledger.agency,
        wanted="information",
    )
    return submission


@takes(ConcludeInspection)
def conclude(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Kết luận; kiến nghị phải theo dõi thành nhiệm vụ trong sổ của cơ quan này."""
    data, inspection = message.data, inspection_of(message, ledger)
    must_be_known(ledger, [name for each in data["demands"] for name in (each["agency"], *each["coordinators"])])
    inspection.must_be_open()
    title = f"Kết luận: {inspection.title}"
    issued, document = paper(ledger, message, title=title, about=inspection.about)
    inspection.conclude(conclusions=data["conclusions"], demands=data["demands"], document=document)
    yield from issued
    yield inspection
    clause = "QC-8.1" if led_by_standing_agency(ledger, inspection.lead) else "QC-8.2-1"
    for each in data["demands"]:
        if each["tracked"]:
            deadline = each["deadline"] or {"due": None, "source": ""}
            yield assign_task(
                task=f"task/{inspection.inspection}/{each['number']}",
                title=each["content"],
                source="inspection",
                basis=f"{title}, kiến nghị số {each['number']}",
                clause=clause,
                lead=each["agency"],
                coordinators=each["coordinators"],
                mode="information",
                reform=True,
                due=deadline["due"],
                due_source=deadline["source"],
                product=each["product"],
                assigned_by=inspection.lead,
                document=document,
            )
