"""Kiểm tra nội dung mình phụ trách, và việc khắc phục (Điều 13 khoản 3, Điều 14–18 khoản 1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from schemas.field_work import RecordFieldCheck, ReportRemedy
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import takes
from shared.procedures.deadline import is_late
from shared.procedures.document import issue_document
from shared.procedures.field.lead import own_content
from shared.procedures.organisation import answers_for
from shared.procedures.task.task import must_be_known
from shared.regulation.windows import ict

# What is remembered


class FieldCheck(Record):
    """Một lần kiểm tra một cơ quan về một nội dung."""

    key = ("check", "lead")
    dossier = True

    @event("FieldCheckOpened")
    def __init__(self, *, check: str, lead: str, agency: str) -> None:
        self.check = check
        self.lead = lead
        self.agency = agency
        self.recording = 0
        self.remedies: dict[str, dict[str, Any]] = {}
        self.remedied: set[str] = set()

    def record_findings(
        self,
        *,
        content: str,
        clause: str,
        day: date,
        inspection: str | None,
        findings: str,
        remedies: list[dict[str, Any]],
        reason: str | None,
        document: dict[str, Any] | None,
    ) -> None:
        """Raises Refused: recorded again without a reason, or leaving out what was already put right."""
        if self.recording and not reason:
            raise Refused("REASON_MISSING", f"Cuộc kiểm tra {self.check} đã ghi; ghi lại thì phải nêu lý do.")
        gone = self.remedied - {each["number"] for each in remedies}
        if gone:
            sentence = f"Việc {', '.join(sorted(gone))} đã được báo cáo khắc phục; lần ghi lại không được bỏ."
            raise Refused("REMEDY_REPORTED", sentence)
        self._record(
            check=self.check,
            content=content,
            clause=clause,
            lead=self.lead,
            agency=self.agency,
            day=day.isoformat(),
            inspection=inspection,
            findings=findings,
            remedies=remedies,
            recording=self.recording + 1,
            reason=reason,
            document=document,
        )

    @event("FieldChecked")
    def _record(
        self,
        *,
        check: str,
        content: str,
        clause: str,
        lead: str,
        agency: str,
        day: str,
        inspection: str | None,
        findings: str,
        remedies: list[dict[str, Any]],
        recording: int,
        reason: str | None,
        document: dict[str, Any] | None,
    ) -> None:
        self.recording = recording
        self.remedies = {each["number"]: each for each in remedies}

    def report_remedy(
        self, *, number: str, result: str, document: Mapping[str, Any] | None, now: datetime, effective: date | None
    ) -> None:
        if number not in self.remedies:
            raise Refused("UNKNOWN_REMEDY", f"Cuộc kiểm tra {self.check} không nêu việc {number} phải khắc phục.")
        if number in self.remedied:
            raise Refused("REMEDY_REPORTED", f"Việc {number} đã được báo cáo khắc phục.")
        deadline = self.remedies[number]["deadline"]
        due = datetime.fromisoformat(deadline["due"]) if deadline else None
        self._report_remedy(
            check=self.check,
            lead=self.lead,
            agency=self.agency,
            number=number,
            result=result,
            document=dict(document) if document else None,
            late=due is not None and is_late(due=due, recorded=now, effective=effective),
        )

    @event("RemedyReported")
    def _report_remedy(
        self,
        *,
        check: str,
        lead: str,
        agency: str,
        number: str,
        result: str,
        document: dict[str, Any] | None,
        late: bool,
    ) -> None:
        self.remedied.add(number)


# What is taken


@takes(RecordFieldCheck)
def record(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    found = ledger.find(FieldCheck, check=data["check"], lead=ledger.agency)
    row = own_content(ledger, data["content"], begun=found is not None)
    inspected = data["inspected"]
    must_be_known(ledger, [inspected])
    if answers_for(ledger, sender=inspected, asked=[ledger.agency]):
        raise Refused("LEAD_IS_INSPECTED", f"{inspected} không tự kiểm tra mình.")
    if data["day"] > ict(ledger.now).date():
        raise Refused("DATE_IN_FUTURE", f"Ngày kiểm tra {data['day']:%d/%m/%Y} chưa tới.")
    if found is None:
        found = FieldCheck(check=data["check"], lead=ledger.agency, agency=inspected)
    elif not answers_for(ledger, sender=inspected, asked=[found.agency]):
        raise Refused("CHECK_EXISTS", f"Mã {data['check']} đã dùng cho cuộc kiểm tra tại {found.agency}.")
    document = None
    if data["signing"]:
        title = f"Thông báo kết quả kiểm tra {row.title} tại {inspected}"
        about = f"field_check/{data['check']}/{ledger.agency}"
        series, document = issue_document(
            ledger, signing=data["signing"], title=title, about=about, recipients=[inspected]
        )
        yield series
    wanted = ("content", "day", "inspection", "findings", "remedies", "reason")
    found.record_findings(**{name: data[name] for name in wanted}, clause=row.clause, document=document)
    yield found


@takes(ReportRemedy)
def report_remedy(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    found = ledger.find(FieldCheck, check=data["check"], lead=ledger.agency)
    if found is None or not answers_for(ledger, sender=message.agency, asked=[found.agency]):
        sentence = f"{ledger.agency} không ghi cuộc kiểm tra {data['check']} nào tại {message.agency}."
        raise Refused("UNKNOWN_CHECK", sentence)
    found.report_remedy(
        number=data["number"],
        result=data["result"],
        document=data["document"],
        now=ledger.now,
        effective=message.effective,
    )
    yield found
