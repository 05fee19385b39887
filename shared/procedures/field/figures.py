"""Lấy số liệu để theo dõi, tổng hợp lĩnh vực mình phụ trách (Điều 5 khoản 3, Điều 10 khoản 2 điểm b, Điều 13 khoản 3).

An agency answers to the department that asked, whichever that is. A figure that it does not have is absent, which is
not zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from schemas.field_report import FieldFiguresRequested, RequestFieldFigures, SupplyFieldFigures
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Fact, Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import Alarm, alarm, schedules, takes
from shared.procedures.deadline import is_late
from shared.procedures.document import issue_document
from shared.procedures.field.lead import must_be_reported_by, own_content, year_of
from shared.procedures.organisation import organisation
from shared.procedures.refusal import refuse
from shared.procedures.task.task import must_be_known
from shared.procedures.work import must_be_work
from shared.regulation.faults import Fault
from shared.regulation.participants import standing_agency

MODE = "information"

# What is remembered


class FieldFigures(Record):
    """Một đợt lấy số liệu của cơ quan này."""

    key = ("request", "lead")
    dossier = True

    @event("FieldFiguresRequested")
    def __init__(
        self,
        *,
        request: str,
        content: str,
        clause: str,
        period: str,
        year: int,
        title: str,
        lead: str,
        coordinators: list[str],
        mode: str,
        wanted: list[dict[str, Any]],
        due: str,
        due_source: str,
        document: dict[str, Any],
    ) -> None:
        self.request = request
        self.content = content
        self.period = period
        self.lead = lead
        self.title = title
        self.agencies = coordinators
        self.wanted = {each["name"]: each for each in wanted}
        self.due = due
        self.supplies: dict[str, int] = {}

    def supply(
        self,
        *,
        agency: str,
        figures: Sequence[Mapping[str, Any]],
        note: str | None,
        document: Mapping[str, Any] | None,
        reason: str | None,
        now: datetime,
        effective: date | None,
    ) -> None:
        """Raises Refused with every fault."""
        if agency not in self.agencies:
            raise Refused("NOT_REQUESTED", f"{agency} không được đề nghị cung cấp số liệu của “{self.title}”.")
        if agency in self.supplies and not reason:
            raise Refused("REASON_MISSING", f"{agency} đã cung cấp số liệu; thay thì phải nêu lý do.")
        refuse(list(self._figure_faults([each["name"] for each in figures])))
        self._supply(
            request=self.request,
            content=self.content,
            period=self.period,
            lead=self.lead,
            agency=agency,
            figures=[
                {**self.wanted[each["name"]], "value": each["value"]} for each in figures if each["value"] is not None
            ],
            absent=[each["name"] for each in figures if each["value"] is None],
            note=note,
            document=dict(document) if document else None,
            supply=self.supplies.get(agency, 0) + 1,
            reason=reason,
            late=is_late(due=datetime.fromisoformat(self.due), recorded=now, effective=effective),
        )

    def _figure_faults(self, named: Sequence[str]) -> Iterator[Fault]:
        for each in named:
            if each not in self.wanted:
                yield Fault("UNKNOWN_FIGURE", each, f"Số liệu {each} không được hỏi.")
        for each, wanted in self.wanted.items():
            if each not in named:
                sentence = f"Thiếu “{wanted['title']}”; nếu không có số liệu thì để trống giá trị."
                yield Fault("FIGURE_MISSING", each, sentence)

    @event("FieldFiguresSupplied")
    def _supply(
        self,
        *,
        request: str,
        content: str,
        period: str,
        lead: str,
        agency: str,
        figures: list[dict[str, Any]],
        absent: list[str],
        note: str | None,
        document: dict[str, Any] | None,
        supply: int,
        reason: str | None,
        late: bool,
    ) -> None:
        self.supplies[agency] = supply

    def list_overdue(self) -> None:
        outstanding = [each for each in self.agencies if each not in self.supplies]
        if outstanding:
            self._list_overdue(
                request=self.request,
                content=self.content,
                period=self.period,
                lead=self.lead,
                due=self.due,
                outstanding=outstanding,
            )

    @event("FieldFiguresOverdue")
    def _list_overdue(
        self, *, request: str, content: str, period: str, lead: str, due: str, outstanding: list[str]
    ) -> None:
        pass


# What is taken


@takes(RequestFieldFigures)
def request(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    row = own_content(ledger, data["content"])
    must_be_reported_by(row, data["period"])
    if ledger.find(FieldFigures, request=data["request"], lead=ledger.agency) is not None:
        raise Refused("REQUEST_EXISTS", f"Mã đợt lấy số liệu {data['request']} đã dùng.")
    if data["deadline"]["due"] <= ledger.now:
        raise Refused("DUE_IN_PAST", "Hạn cung cấp số liệu đã qua; phải đặt hạn sau hôm nay.")
    must_be_known(ledger, data["agencies"])
    must_be_work(ledger.agency, data["agencies"])
    series, document = issue_document(
        ledger,
        signing=data["signing"],
        title=data["title"],
        about=f"field_figures/{data['request']}/{ledger.agency}",
        recipients=data["agencies"],
    )
    standing = standing_agency(organisation(ledger), ledger.now.date())
    yield series
    yield FieldFigures(
        request=data["request"],
        content=data["content"],
        clause="QC-13.3" if ledger.agency == standing else "QC-10.2.b-1",
        period=data["period"],
        year=year_of(data["period"]),
        title=data["title"],
        lead=ledger.agency,
        coordinators=data["agencies"],
        mode=MODE,
        wanted=data["wanted"],
        due=data["deadline"]["due"],
        due_source=data["deadline"]["source"],
        document=document,
    )


@takes(SupplyFieldFigures)
def supply(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    found = ledger.find(FieldFigures, request=data["request"], lead=ledger.agency)
    if found is None:
        raise Refused("UNKNOWN_REQUEST", f"{ledger.agency} không có đợt lấy số liệu {data['request']}.")
    wanted = ("agency", "figures", "note", "document", "reason")
    found.supply(**{name: data[name] for name in wanted}, now=ledger.now, effective=message.effective)
    yield found


# What falls due


@schedules(FieldFiguresRequested)
def deadline_of_figures(fact: Fact) -> Iterator[Alarm]:
    """In the ledger of who asked."""
    if fact.received is None:
        data = {name: fact.data[name] for name in ("request", "lead")}
        due = datetime.fromisoformat(fact.data["due"])
        yield Alarm(name="field_figures_due", key=f"{data['lead']}/{data['request']}", due=due, data=data)


@alarm("field_figures_due")
def list_overdue(message: Message, ledger: Ledger) -> Iterator[Record]:
    found = ledger.find(FieldFigures, request=message.data["request"], lead=message.data["lead"])
    if found is not None:
        found.list_overdue()
        yield found
