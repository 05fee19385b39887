"""Tự đánh giá, chấm điểm PAR INDEX của tỉnh: mở đợt, nhận phần, trả lại, tổng hợp, trình (Điều 10 khoản 1, Điều 13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from schemas.provincial_part import (
    ProvincialContentScored,
    ProvincialPartSubmitted,
    ProvincialPartWithdrawn,
    ReturnProvincialPart,
)
from schemas.provincial_report import ConsolidateProvincialScore, SubmitProvincialScore
from schemas.provincial_score import CancelProvincialRound, MoveProvincialDeadline, OpenProvincialRound
from services.noi_vu.criteria_set import valid_in
from services.noi_vu.provincial_score.criteria import provincial_criteria
from services.noi_vu.provincial_score.record import ProvincialScore, deadline_faults
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message, plain
from shared.mechanism.record import Record, Refused
from shared.mechanism.taking import takes
from shared.procedures.document import issue_document
from shared.procedures.organisation import organisation
from shared.procedures.refusal import refuse
from shared.procedures.submission import submission_of
from shared.procedures.work import must_be_work
from shared.regulation.agencies import UnknownAgency
from shared.regulation.criteria import CriteriaSet, Node, UnknownCriterion
from shared.regulation.faults import Fault
from shared.regulation.organisation import Organisation
from shared.regulation.participants import field_agencies
from shared.regulation.provincial import Share, content, shares


def provincial_score_of(ledger: Ledger, year: int) -> ProvincialScore:
    """The provincial round of that year. Raises Refused."""
    found = ledger.find(ProvincialScore, year=year)
    if found is None or not found.open:
        raise Refused("UNKNOWN_PROVINCIAL_ROUND", f"Không có đợt tự chấm cấp tỉnh năm {year} nào đang mở.")
    return found


# What is taken


@takes(OpenProvincialRound)
def open_provincial_round(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Mở đợt theo văn bản của Bộ Nội vụ, và đề nghị từng cơ quan phần của mình."""
    data = message.data
    year: int = data["year"]
    criteria = provincial_criteria(ledger, code=data["criteria_set"], version=data["version"])
    known, today = organisation(ledger), ledger.now.date()
    parts, ministry = data["parts"], data["ministry"]
    refuse(
        [
            *deadline_faults(parts=parts["due"], ministry=ministry["due"], changed=parts["due"], now=ledger.now),
            *_set_faults(data, criteria),
            *_named_faults(data["named"], criteria, known, ledger),
        ]
    )
    plan = shares(criteria, known, today, [(row["criterion"], row["agency"]) for row in data["named"]])
    asked = [share.agency for share in plan]
    coordinators = [each for each in dict.fromkeys([*field_agencies(known, today), *asked]) if each != ledger.agency]
    must_be_work(ledger.agency, coordinators)
    found = ledger.find(ProvincialScore, year=year) or ProvincialScore(year=year)
    found.open_round(
        title=data["title"],
        sample=data["sample"],
        lead=ledger.agency,
        coordinators=coordinators,
        mode=data["mode"],
        criteria_set=criteria.code,
        version=criteria.version,
        letter=data["letter"],
        parts=parts,
        ministry=ministry,
        plan=[_plan(share, known, today) for share in plan],
        reminders=data["reminders"],
    )
    for share in plan:
        requested = [requested_criterion(criteria, leaf) for leaf in share.leaves]
        department = department_for(share.agency, known, today)
        found.request(agency=share.agency, department=department, clause=share.clause, criteria=requested)
    yield found


def _set_faults(data: dict[str, Any], criteria: CriteriaSet) -> Iterator[Fault]:
    if not valid_in(criteria, year=data["year"]):
        sentence = f"Bộ tiêu chí {criteria.code} không có hiệu lực trong năm {data['year']}."
        yield Fault("CRITERIA_SET_NOT_VALID", criteria.code, sentence)
    if criteria.sample and not data["sample"]:
        sentence = f"Bộ tiêu chí {criteria.code} là bộ mẫu nên đợt cũng phải ghi là đợt mẫu."
        yield Fault("SAMPLE_NOT_LABELLED", criteria.code, sentence)


def _named_faults(
    named: list[dict[str, Any]], criteria: CriteriaSet, known: Organisation, ledger: Ledger
) -> Iterator[Fault]:
    """Only what the regulation leaves open may be given to an agency concerned (Điều 10 khoản 1 điểm b)."""
    for row in named:
        code = row["criterion"]
        try:
            leaf = criteria.leaf(code)
            known.agency(row["agency"], ledger.now.date())
        except UnknownCriterion as reason:
            yield Fault("UNKNOWN_CRITERION", code, str(reason))
            continue
        except UnknownAgency as reason:
            yield Fault("UNKNOWN_AGENCY", code, str(reason))
            continue
        rule = content(leaf.competence or "")
        if leaf.kind == "survey":
            sentence = f"Tiêu chí {code} do Bộ Nội vụ điều tra xã hội học, không giao cho cơ quan nào tự chấm."
            yield Fault("SURVEY_NOT_SELF_SCORED", code, sentence)
        elif not rule.open:
            sentence = f"Tiêu chí {code} do quy chế giao ({rule.title}); không giao cho cơ quan khác."
            yield Fault("SCORER_FIXED", code, sentence)


def _plan(share: Share, known: Organisation, on: date) -> dict[str, Any]:
    return {
        "agency": share.agency,
        "department": department_for(share.agency, known, on),
        "clause": share.clause,
        "criteria": [leaf.code for leaf in share.leaves],
    }


def department_for(agency: str, known: Organisation, on: date) -> str:
    """The service that keeps the agency's part: its own or a predecessor's, or Sở Nội vụ's when there is none."""
    doors = (known.service_of(each) for each in (agency, *known.predecessors(agency, on)))
    return next(filter(None, doors), "noi_vu")


def requested_criterion(criteria: CriteriaSet, leaf: Node) -> dict[str, Any]:
    """The leaf as its owner is asked for it."""
    return {
        "criterion": leaf.code,
        "field": criteria.field_of(leaf.code).code,
        "title": leaf.title,
        "kind": leaf.kind,
        "maximum": leaf.maximum,
        "step": leaf.step,
        "evidence": leaf.evidence,
        "rule": None if leaf.rule is None else leaf.rule.to_plain(),
    }


@takes(CancelProvincialRound)
def cancel_provincial_round(message: Message, ledger: Ledger) -> Iterator[Record]:
    found = provincial_score_of(ledger, message.data["year"])
    must_not_be_before_ubnd(ledger, found)
    found.cancel(reason=message.data["reason"])
    yield found


@takes(MoveProvincialDeadline)
def move_provincial_deadline(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    found = provincial_score_of(ledger, data["year"])
    told = {name: data[name] for name in ("deadline", "due", "source", "reason")}
    found.move_deadline(**told, now=ledger.now)
    yield found


@takes(ProvincialContentScored)
def note_content(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    for found in _noting(ledger, data["year"]):
        found.note_content(agency=data["agency"], attempt=data["attempt"], entries=data["entries"])
        yield found


@takes(ProvincialPartSubmitted)
def note_part(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    for found in _noting(ledger, data["year"]):
        found.note_part(**{name: data[name] for name in ("agency", "attempt", "late", "difficulties")})
        yield found


@takes(ProvincialPartWithdrawn)
def note_withdrawal(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    for found in _noting(ledger, data["year"]):
        found.note_withdrawal(agency=data["agency"], attempt=data["attempt"])
        yield found


def _noting(ledger: Ledger, year: int) -> Iterator[ProvincialScore]:
    """The open round of that year; what was on its way when it was cancelled is not noted."""
    found = ledger.find(ProvincialScore, year=year)
    if found is None:
        raise LookupError(f"no provincial round of {year} was opened, and a part of it has come in")
    if found.open:
        yield found


@takes(ReturnProvincialPart)
def return_part(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    found = provincial_score_of(ledger, data["year"])
    must_not_be_before_ubnd(ledger, found)
    found.return_part(
        agency=data["agency"],
        wanted=data["wanted"],
        remarks=plain(data["remarks"]),
        due=data["deadline"]["due"],
        source=data["deadline"]["source"],
        now=ledger.now,
    )
    yield found


@takes(ConsolidateProvincialScore)
def consolidate(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    found = provincial_score_of(ledger, data["year"])
    must_not_be_before_ubnd(ledger, found)
    found.consolidate(
        criteria=provincial_criteria(ledger, code=found.criteria_set, version=found.set_version),
        silent={row["agency"]: row["reason"] for row in data["silent"]},
        now=ledger.now,
    )
    yield found


def must_not_be_before_ubnd(ledger: Ledger, found: ProvincialScore) -> None:
    """Raises Refused while UBND tỉnh has the report before it, and once it has approved it."""
    state = submission_of(ledger, found.matter).state
    if state == "submitted":
        raise Refused("MATTER_SUBMITTED", f"Điểm cấp tỉnh năm {found.year} đang trình UBND tỉnh; chờ quyết định.")
    if state == "approved":
        raise Refused("MATTER_DECIDED", f"Điểm cấp tỉnh năm {found.year} đã được UBND tỉnh phê duyệt.")


@takes(SubmitProvincialScore)
def submit(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Trình UBND tỉnh bảng điểm đã tổng hợp; bảng nào có phần thay đổi sau đó thì phải tổng hợp lại."""
    found = provincial_score_of(ledger, message.data["year"])
    must_not_be_before_ubnd(ledger, found)
    if found.table is None:
        raise Refused("NOT_CONSOLIDATED", f"Chưa tổng hợp điểm cấp tỉnh năm {found.year}.")
    if found.stale:
        sentence = f"Có phần đã thay đổi sau lần tổng hợp {found.consolidation}; tổng hợp lại rồi trình."
        raise Refused("CONSOLIDATION_STALE", sentence)
    series, document = issue_document(
        ledger, signing=message.data["signing"], title=found.title, about=found.matter, recipients=["UBND"]
    )
    submission = submission_of(ledger, found.matter)
    submission.submit(
        kind="provincial_score",
        clause="QC-10.1.b-2",
        lead=found.lead,
        coordinators=found.coordinators,
        title=found.title,
        document=document,
        wanted="decision",
    )
    yield series
    yield submission
