"""Mời họp, ghi người dự, kết luận thành nhiệm vụ, biên bản (Điều 12 khoản 2, Điều 20 khoản 1, Điều 5 khoản 1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from schemas.meeting import (
    CallMeeting,
    CancelMeeting,
    ConcludeMeeting,
    IssueMinutes,
    RecordAttendance,
    RescheduleMeeting,
    SendMeetingMaterial,
)
from services.noi_vu.meeting.record import Meeting
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused
from shared.mechanism.taking import takes
from shared.procedures.document import issue_document
from shared.procedures.organisation import known_as, organisation
from shared.procedures.task.record import Task
from shared.procedures.task.task import assign_task, must_be_known
from shared.regulation.participants import field_agencies

CLAUSES = {"quarterly": "QC-12.2", "evaluation": "QC-20.1-2", "other": "†"}
ASSIGNED_BY = {"evaluation": "UBND"}
"""The annual evaluation is UBND's meeting (Điều 20 khoản 1); the others are Sở Nội vụ's."""

# What is taken


@takes(CallMeeting)
def call(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    name = f"meeting/{data['year']}/{_part(data)}"
    if data["starts"] <= ledger.now:
        raise Refused("MEETING_IN_PAST", "Thời gian họp đã qua.")
    must_be_known(ledger, data["invited"])
    fields = () if data["matter_kind"] == "other" else field_agencies(organisation(ledger), ledger.now.date())
    guests = [each for each in dict.fromkeys([*fields, *data["invited"]]) if each != ledger.agency]
    meeting = ledger.find(Meeting, meeting=name) or Meeting(meeting=name)
    series, document = issue_document(
        ledger, signing=data["signing"], title=data["title"], about=name, recipients=guests
    )
    told = ("matter_kind", "year", "quarter", "title", "mode", "about", "place", "link", "agenda")
    meeting.call(
        clause=CLAUSES[data["matter_kind"]],
        lead=ledger.agency,
        coordinators=guests,
        starts=data["starts"].isoformat(),
        document=document,
        **{each: data[each] for each in told},
    )
    yield series
    yield meeting


def _part(data: Mapping[str, Any]) -> str:
    """What tells this meeting from the others of its year. Raises Refused."""
    match data["matter_kind"]:
        case "quarterly":
            if not data["quarter"]:
                raise Refused("QUARTER_MISSING", "Họp giao ban phải nêu quý.")
            return str(data["quarter"])
        case "evaluation":
            return "evaluation"
    if not data["code"]:
        raise Refused("CODE_MISSING", "Họp khác phải có ký hiệu riêng.")
    if data["code"] in {"Q1", "Q2", "Q3", "Q4", "evaluation"}:
        raise Refused("CODE_RESERVED", f"Ký hiệu {data['code']} dành cho họp giao ban, họp đánh giá.")
    return str(data["code"])


@takes(SendMeetingMaterial)
def send_material(message: Message, ledger: Ledger) -> Iterator[Record]:
    meeting = _meeting(message, ledger)
    agency = known_as(ledger, message.agency, meeting.participants)
    meeting.send_material(agency=agency, materials=message.data["materials"])
    yield meeting


@takes(RescheduleMeeting)
def reschedule(message: Message, ledger: Ledger) -> Iterator[Record]:
    meeting, data = _meeting(message, ledger), message.data
    if data["starts"] <= ledger.now:
        raise Refused("MEETING_IN_PAST", "Thời gian họp mới đã qua.")
    meeting.reschedule(**{each: data[each] for each in ("starts", "place", "link", "reason")})
    yield meeting


@takes(CancelMeeting)
def cancel(message: Message, ledger: Ledger) -> Iterator[Record]:
    meeting = _meeting(message, ledger)
    meeting.cancel(reason=message.data["reason"])
    yield meeting


@takes(RecordAttendance)
def record_attendance(message: Message, ledger: Ledger) -> Iterator[Record]:
    meeting, data = _meeting(message, ledger), message.data
    meeting.record_attendance(present=data["present"], absent=data["absent"], now=ledger.now)
    yield meeting


@takes(ConcludeMeeting)
def conclude(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Kết luận: mỗi việc phải làm thành một nhiệm vụ trong sổ của Sở Nội vụ."""
    meeting, data = _meeting(message, ledger), message.data
    meeting.must_be_called()
    meeting.must_be_held()
    series, document = issue_document(
        ledger,
        signing=data["signing"],
        title=f"Thông báo kết luận {meeting.title}"[:500],
        about=meeting.meeting,
        recipients=meeting.coordinators,
    )
    tasks = [_task(meeting, each, document, ledger) for each in data["conclusions"]]
    meeting.conclude(summary=data["summary"], tasks=[each.task for each in tasks], document=document)
    yield series
    yield meeting
    yield from tasks


def _task(meeting: Meeting, conclusion: Mapping[str, Any], document: Mapping[str, Any], ledger: Ledger) -> Task:
    must_be_known(ledger, [conclusion["lead"], *conclusion["coordinators"]])
    deadline = conclusion["deadline"] or {}
    return assign_task(
        task=f"{meeting.meeting.replace('meeting/', 'task/meeting-', 1)}/{conclusion['code']}",
        title=conclusion["title"],
        source="meeting",
        basis=f"Thông báo {document['number']}/{document['notation']}",
        clause=meeting.clause,
        lead=conclusion["lead"],
        coordinators=conclusion["coordinators"],
        mode=conclusion["mode"],
        reform=True,
        due=deadline.get("due"),
        due_source=deadline.get("source", ""),
        product=conclusion["product"],
        assigned_by=ASSIGNED_BY.get(meeting.matter_kind, ledger.agency),
        document=document,
    )


@takes(IssueMinutes)
def issue_minutes(message: Message, ledger: Ledger) -> Iterator[Record]:
    meeting, data = _meeting(message, ledger), message.data
    meeting.must_be_minuted(reason=data["reason"])
    series, document = issue_document(
        ledger,
        signing=data["signing"],
        title=f"Biên bản {meeting.title}"[:500],
        about=meeting.meeting,
        recipients=meeting.coordinators,
    )
    meeting.issue_minutes(sha256=data["sha256"], reason=data["reason"], document=document)
    yield series
    yield meeting


def _meeting(message: Message, ledger: Ledger) -> Meeting:
    """Raises Refused."""
    found = ledger.find(Meeting, meeting=message.data["meeting"])
    if found is None:
        raise Refused("UNKNOWN_MEETING", f"Không có cuộc họp {message.data['meeting']} nào được mời.")
    return found
