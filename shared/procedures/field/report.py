"""Báo cáo tổng hợp nội dung mình phụ trách; tham mưu UBND tỉnh (Điều 7 khoản 2 điểm b, Điều 10, Điều 13–18)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from schemas.field_report import FieldReportRequested, SubmitFieldReport
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import takes
from shared.procedures.deadline import is_late
from shared.procedures.document import issue_document
from shared.procedures.field.lead import must_be_reported_by, own_content, year_of
from shared.procedures.organisation import organisation
from shared.procedures.submission import submission_of
from shared.regulation.participants import standing_agency

# What is remembered


class FieldReport(Record):
    """Báo cáo một nội dung của một kỳ: được đề nghị chưa, đến hạn nào, đã báo cáo bản thứ mấy."""

    key = ("period", "content")
    dossier = True

    @event("FieldReportOpened")
    def __init__(self, *, period: str, content: str, lead: str) -> None:
        self.period = period
        self.content = content
        self.lead = lead
        self.due: str | None = None
        self.edition = 0

    @event("FieldReportDueNoted")
    def note_due(self, *, due: str) -> None:
        self.due = due

    def report(
        self,
        *,
        clause: str,
        lead: str,
        coordinators: list[str],
        title: str,
        evaluation: str,
        figures: Sequence[dict[str, Any]],
        difficulties: str | None,
        proposals: str | None,
        reason: str | None,
        document: dict[str, Any],
        now: datetime,
        effective: date | None,
    ) -> None:
        """Raises Refused when a report is replaced without a reason."""
        if self.edition and not reason:
            raise Refused("REASON_MISSING", f"Đã báo cáo nội dung này kỳ {self.period}; thay thì phải nêu lý do.")
        due = datetime.fromisoformat(self.due) if self.due else None
        self._report(
            period=self.period,
            year=year_of(self.period),
            content=self.content,
            clause=clause,
            lead=lead,
            coordinators=coordinators,
            title=title,
            evaluation=evaluation,
            figures=list(figures),
            difficulties=difficulties,
            proposals=proposals,
            edition=self.edition + 1,
            reason=reason,
            document=document,
            late=due is not None and is_late(due=due, recorded=now, effective=effective),
        )

    @event("FieldReported")
    def _report(
        self,
        *,
        period: str,
        year: int,
        content: str,
        clause: str,
        lead: str,
        coordinators: list[str],
        title: str,
        evaluation: str,
        figures: list[dict[str, Any]],
        difficulties: str | None,
        proposals: str | None,
        edition: int,
        reason: str | None,
        document: dict[str, Any],
        late: bool,
    ) -> None:
        self.edition = edition


# What is taken


@takes(FieldReportRequested)
def note_due(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    found = _report_of(ledger, period=data["period"], content=data["content"])
    found.note_due(due=data["due"].isoformat())
    yield found


@takes(SubmitFieldReport)
def report(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Báo cáo Sở Nội vụ, và UBND tỉnh khi cơ quan báo cáo muốn thế."""
    data = message.data
    row = own_content(ledger, data["content"])
    must_be_reported_by(row, data["period"])
    standing = standing_agency(organisation(ledger), ledger.now.date())
    coordinators = [] if ledger.agency == standing else [standing]
    about = f"field_report/{data['period']}/{data['content']}/{ledger.agency}"
    series, document = issue_document(
        ledger, signing=data["signing"], title=data["title"], about=about, recipients=coordinators
    )
    found = _report_of(ledger, period=data["period"], content=data["content"])
    wanted = ("title", "evaluation", "figures", "difficulties", "proposals", "reason")
    found.report(
        **{name: data[name] for name in wanted},
        clause=row.clause,
        lead=ledger.agency,
        coordinators=coordinators,
        document=document,
        now=ledger.now,
        effective=message.effective,
    )
    yield series
    yield found
    if data["to_committee"]:
        submission = submission_of(ledger, about)
        submission.submit(
            kind="field_report",
            # Điều 13 khoản 3 names no receiver: what Sở Nội vụ reports of its own field is its advice (Điều 4).
            clause="QC-4.1" if row.clause == "QC-13.3" else row.clause,
            lead=ledger.agency,
            coordinators=coordinators,
            title=data["title"],
            document=document,
            wanted="information",
        )
        yield submission


def _report_of(ledger: Ledger, *, period: str, content: str) -> FieldReport:
    found = ledger.find(FieldReport, period=period, content=content)
    return found or FieldReport(period=period, content=content, lead=ledger.agency)
