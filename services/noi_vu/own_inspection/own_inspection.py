"""Kế hoạch, thực hiện, kết quả thanh tra, kiểm tra của từng cơ quan, gửi qua Sở Nội vụ (Điều 8 khoản 3).

What an agency sends goes both ways at once: to UBND tỉnh, to whom Sở Nội vụ relays it for information, and to the
agencies in charge of the fields that it covers, found by competence on the day. Its deadline is that of Sở Nội vụ's
letter, else the end of the year (†).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from schemas.own_inspection import (
    OwnInspectionsRequested,
    RecordOwnInspection,
    RequestOwnInspections,
    SendOwnInspectionPlan,
    SendOwnInspectionResult,
)
from services.noi_vu.own_inspection.record import OwnInspection, OwnInspectionYear
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Fact, Message
from shared.mechanism.record import Record, Refused
from shared.mechanism.taking import Alarm, alarm, schedules, takes
from shared.procedures.deadline import is_late
from shared.procedures.document import issue_document
from shared.procedures.organisation import organisation, still_owing
from shared.procedures.submission import Submission, submission_of
from shared.regulation.field_contents import leads_of
from shared.regulation.participants import standing_agency
from shared.regulation.windows import ict, plain_moment, through

PARTS = {"plans": "plan", "results": "result"}
YEAR_END = "Điều 8 khoản 3: hằng năm; chưa có văn bản ấn định ngày nên lấy hết năm (†)"

# What is taken


@takes(RequestOwnInspections)
def request(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Đặt hạn của năm, hoặc dời hạn đã đặt."""
    data, today = message.data, ledger.now.date()
    if data["result"]["due"] <= data["plan"]["due"]:
        raise Refused("DEADLINES_OUT_OF_ORDER", "Hạn gửi báo cáo kết quả phải sau hạn gửi kế hoạch.")
    known = organisation(ledger)
    agencies = [each.id for block in ("departments", "districts") for each in known.agencies(today, block)]
    series, document = issue_document(
        ledger,
        signing=data["signing"],
        title=f"Đề nghị gửi kế hoạch, báo cáo kiểm tra cải cách hành chính năm {data['year']}",
        about=f"own_inspection/{data['year']}",
    )
    found = _year(ledger, data["year"])
    found.request(agencies=agencies, plan=data["plan"], result=data["result"], lead=ledger.agency, document=document)
    yield series
    yield found


@takes(SendOwnInspectionPlan)
def plan(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    year, found = _year(ledger, data["year"]), _of(ledger, data)
    due, source = _deadline(year, "plan")
    found.plan(
        title=data["title"],
        contents=data["contents"],
        items=data["items"],
        reason=data["reason"],
        document=data["document"],
        due=due,
        source=source,
        late=is_late(due=due, recorded=ledger.now, effective=message.effective),
        **_informed(ledger, data["contents"], sender=message.agency),
    )
    year.note(part="plans", agency=data["agency"])
    yield found
    yield year
    yield _relay(ledger, found, "plan", clause="QC-8.3-2", title=data["title"], document=data["document"])


@takes(RecordOwnInspection)
def record(message: Message, ledger: Ledger) -> Iterator[Record]:
    found = _of(ledger, message.data)
    wanted = ("item", "inspected", "day", "findings", "reason")
    found.conduct(**{name: message.data[name] for name in wanted}, today=ict(ledger.now).date())
    yield found


@takes(SendOwnInspectionResult)
def report(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    year, found = _year(ledger, data["year"]), _of(ledger, data)
    contents = found.contents or data["contents"]
    due, source = _deadline(year, "result")
    found.report(
        title=data["title"],
        summary=data["summary"],
        contents=contents,
        reason=data["reason"],
        document=data["document"],
        due=due,
        source=source,
        late=is_late(due=due, recorded=ledger.now, effective=message.effective),
        **_informed(ledger, contents, sender=message.agency),
    )
    year.note(part="results", agency=data["agency"])
    yield found
    yield year
    yield _relay(ledger, found, "result", clause="QC-8.3-3", title=data["title"], document=data["document"])


def _year(ledger: Ledger, year: int) -> OwnInspectionYear:
    return ledger.find(OwnInspectionYear, year=year) or OwnInspectionYear(year=year)


def _of(ledger: Ledger, data: dict[str, Any]) -> OwnInspection:
    key = {"year": data["year"], "agency": data["agency"]}
    return ledger.find(OwnInspection, **key) or OwnInspection(**key)


def _deadline(year: OwnInspectionYear, what: str) -> tuple[datetime, str]:
    held = year.deadlines.get(what)
    if held is None:
        return through(date(year.year, 12, 31)), YEAR_END
    return datetime.fromisoformat(held["due"]), held["source"]


def _informed(ledger: Ledger, contents: Sequence[str], *, sender: str) -> dict[str, list[str]]:
    """Điều 8 khoản 3: "các cơ quan quản lý ngành, lĩnh vực", and Sở Nội vụ, which consolidates."""
    known, today = organisation(ledger), ledger.now.date()
    fields = leads_of(list(contents), known, today)
    informed = list(dict.fromkeys([standing_agency(known, today), *fields]))
    services = [known.service_of(each) for each in informed]
    return {
        "coordinators": [each for each in informed if each != sender],
        "informed": informed,
        "departments": [each for each in services if each],
    }


def _relay(
    ledger: Ledger, found: OwnInspection, what: str, *, clause: str, title: str, document: dict[str, Any]
) -> Submission:
    """Gửi UBND tỉnh qua Sở Nội vụ: it remains the agency's paper, and the route is told. Its own goes directly."""
    own = found.agency == ledger.agency
    submission = submission_of(ledger, f"own_inspection/{found.year}/{found.agency}/{what}")
    submission.submit(
        kind="inspection_plans" if what == "plan" else "inspection_results",
        clause=clause,
        lead=ledger.agency,
        coordinators=[] if own else [found.agency],
        title=title,
        document=document,
        origin=found.agency,
        via=None if own else ledger.agency,
        wanted="information",
    )
    return submission


# What falls due


@schedules(OwnInspectionsRequested)
def deadlines_of_the_year(fact: Fact) -> Iterator[Alarm]:
    for part, what in PARTS.items():
        due = datetime.fromisoformat(fact.data[f"{what}_due"])
        yield Alarm(
            name="own_inspections_due",
            key=f"{fact.data['year']}/{part}",
            due=due,
            data={"year": fact.data["year"], "part": part, "due": plain_moment(due)},
        )


@alarm("own_inspections_due")
def list_overdue(message: Message, ledger: Ledger) -> Iterator[Record]:
    year, part = _year(ledger, message.data["year"]), message.data["part"]
    due, source = _deadline(year, PARTS[part])
    outstanding = still_owing(ledger, asked=year.agencies, answered=year.received[part])
    if outstanding and due <= ledger.now:
        year.list_overdue(part=part, due=due, source=source, outstanding=outstanding)
        yield year
