"""Đề nghị và đôn đốc báo cáo các nội dung của một kỳ (Điều 13 khoản 2, khoản 3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from schemas.field_report import FieldReported, FieldReportRequested, RequestFieldReports
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Fact, Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import Alarm, alarm, schedules, takes
from shared.procedures.document import issue_document
from shared.procedures.field.lead import must_be_reported_by, year_of
from shared.procedures.organisation import organisation
from shared.procedures.paper import service_for
from shared.regulation.field_contents import field_content, lead_of

# What is remembered


class FieldReportCollection(Record):
    """Các báo cáo lĩnh vực của một kỳ: đã đề nghị nội dung nào, của ai, nội dung nào đã có."""

    key = ("period",)
    dossier = True

    @event("FieldReportCollectionOpened")
    def __init__(self, *, period: str) -> None:
        self.period = period
        self.asked: dict[str, dict[str, Any]] = {}
        self.reported: list[str] = []

    def request(
        self,
        *,
        content: str,
        clause: str,
        lead: str,
        coordinators: list[str],
        department: str,
        due: datetime,
        due_source: str,
        document: dict[str, Any],
    ) -> None:
        self._request(
            period=self.period,
            year=year_of(self.period),
            content=content,
            clause=clause,
            lead=lead,
            coordinators=coordinators,
            department=department,
            due=due.isoformat(),
            due_source=due_source,
            document=document,
        )

    @event("FieldReportRequested")
    def _request(
        self,
        *,
        period: str,
        year: int,
        content: str,
        clause: str,
        lead: str,
        coordinators: list[str],
        department: str,
        due: str,
        due_source: str,
        document: dict[str, Any],
    ) -> None:
        self.asked[content] = {"lead": lead, "due": due}

    def note_report(self, *, content: str) -> None:
        if content not in self.reported:
            self._note_report(content=content)

    @event("FieldReportNoted")
    def _note_report(self, *, content: str) -> None:
        self.reported.append(content)

    def list_overdue(self, *, due: datetime) -> None:
        """What was asked for by this moment and is not in."""
        missing = {
            content: asked["lead"]
            for content, asked in self.asked.items()
            if content not in self.reported and datetime.fromisoformat(asked["due"]) == due
        }
        if missing:
            leads = list(dict.fromkeys(missing.values()))
            self._list_overdue(period=self.period, due=due.isoformat(), contents=list(missing), outstanding=leads)

    @event("FieldReportsOverdue")
    def _list_overdue(self, *, period: str, due: str, contents: list[str], outstanding: list[str]) -> None:
        pass


# What is taken


@takes(RequestFieldReports)
def request(message: Message, ledger: Ledger) -> Iterator[Record]:
    data, known, today = message.data, organisation(ledger), ledger.now.date()
    period, deadline = data["period"], data["deadline"]
    if deadline["due"] <= ledger.now:
        raise Refused("DUE_IN_PAST", "Hạn báo cáo đã qua; phải đặt hạn sau hôm nay.")
    for each in data["contents"]:
        must_be_reported_by(field_content(each), period)
    leads = {each: lead_of(each, known, today) for each in data["contents"]}
    series, document = issue_document(
        ledger,
        signing=data["signing"],
        title=f"Đề nghị báo cáo kết quả các lĩnh vực cải cách hành chính kỳ {period}",
        about=f"field_report_collection/{period}",
        recipients=[each for each in dict.fromkeys(leads.values()) if each != ledger.agency],
    )
    found = _collection(ledger, period)
    for content, lead in leads.items():
        if content in found.reported:
            raise Refused("ALREADY_REPORTED", f"“{field_content(content).title}” đã có báo cáo kỳ {period}.")
        found.request(
            content=content,
            clause=field_content(content).clause,
            lead=lead,
            coordinators=[] if lead == ledger.agency else [ledger.agency],
            department=service_for(ledger, lead),
            due=deadline["due"],
            due_source=deadline["source"],
            document=document,
        )
    yield series
    yield found


@takes(FieldReported)
def note_report(message: Message, ledger: Ledger) -> Iterator[Record]:
    found = _collection(ledger, message.data["period"])
    found.note_report(content=message.data["content"])
    yield found


def _collection(ledger: Ledger, period: str) -> FieldReportCollection:
    return ledger.find(FieldReportCollection, period=period) or FieldReportCollection(period=period)


# What falls due


@schedules(FieldReportRequested)
def deadline_of_reports(fact: Fact) -> Iterator[Alarm]:
    due = datetime.fromisoformat(fact.data["due"])
    data = {"period": fact.data["period"], "due": due.isoformat()}
    yield Alarm(name="field_reports_due", key=f"{data['period']}/{data['due']}", due=due, data=data)


@alarm("field_reports_due")
def list_overdue(message: Message, ledger: Ledger) -> Iterator[Record]:
    found = _collection(ledger, message.data["period"])
    found.list_overdue(due=datetime.fromisoformat(message.data["due"]))
    yield found
