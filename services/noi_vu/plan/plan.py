"""Kế hoạch hằng năm, chương trình giai đoạn: đề nghị đề xuất, tổng hợp, lấy ý kiến, trình (Điều 6, Điều 13 khoản 1).

What is remembered stands in dossier; what follows from the Committee's decision in decision.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from schemas.plan import (
    CallForPriorities,
    CancelPlan,
    CarryPlanOver,
    CirculatePlan,
    ConsolidatePlan,
    ExtendPlanDeadline,
    PlanOpinionGiven,
    PrioritiesProposed,
    PrioritiesWithdrawn,
    RevisePlan,
    SubmitPlan,
)
from services.noi_vu.plan.dossier import Plan
from services.noi_vu.plan.rules import wishes
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message, plain
from shared.mechanism.record import Record, Refused
from shared.mechanism.taking import takes
from shared.procedures.document import issue_document
from shared.procedures.organisation import organisation
from shared.procedures.plan.priorities import item_faults
from shared.procedures.refusal import refuse
from shared.procedures.submission import submission_of
from shared.regulation.participants import field_agencies
from shared.regulation.planning import BY_LAW, Period, rolled
from shared.regulation.windows import spoken_moment


def plan_of(ledger: Ledger, plan: str) -> Plan:
    """Raises Refused when nobody has begun it."""
    found = ledger.find(Plan, plan=plan)
    if found is None:
        raise Refused("UNKNOWN_PLAN", f"Chưa xây dựng kế hoạch {plan}; hãy đề nghị đề xuất nội dung ưu tiên trước.")
    return found


def issued_before(ledger: Ledger, items: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """The codes of each earlier plan that these items say they come from."""
    named = {origin["plan"] for each in items for origin in each["origins"] if origin["plan"]}
    plans = {name: ledger.find(Plan, plan=name) for name in named}
    return {
        name: [each["item"] for each in plan.issued["items"]] for name, plan in plans.items() if plan and plan.issued
    }


def departments_of(ledger: Ledger, agencies: Sequence[str]) -> list[str]:
    """The services that speak for these agencies, each once."""
    services = [organisation(ledger).service_of(each) for each in agencies]
    return list(dict.fromkeys(each for each in services if each))


def _fields(ledger: Ledger) -> list[str]:
    return list(field_agencies(organisation(ledger), ledger.now.date()))


def _begun(ledger: Ledger, plan: str) -> Plan:
    """The plan of that period, begun when nobody has: a proposal needs no call. Raises Refused."""
    try:
        Period.of(plan)
    except ValueError as reason:
        raise Refused("PERIOD_REVERSED", f"Không xây dựng được: {reason}.") from None
    found = ledger.find(Plan, plan=plan)
    return found or Plan(plan=plan, lead=ledger.agency, coordinators=_fields(ledger))


# What is taken: priorities


@takes(CallForPriorities)
def call_for_priorities(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    plan = _begun(ledger, data["plan"])
    deadline = data["deadline"]
    due, source = (deadline["due"], deadline["source"]) if deadline else (plan.period.due_by_law, BY_LAW)
    if due is None:
        raise Refused("DUE_MISSING", "Quy chế không định hạn cho một giai đoạn: phải nêu hạn và căn cứ.")
    due = rolled(due, data["roll"])
    if due <= ledger.now:
        raise Refused("DUE_PASSED", f"Hạn {spoken_moment(due)} đã qua; hãy nêu hạn đề xuất khác và căn cứ.")
    asked = _fields(ledger)
    series, document = issue_document(
        ledger,
        signing=data["signing"],
        title=f"Đề nghị đề xuất nội dung ưu tiên: {data['title']}"[:500],
        about=f"plan/{data['plan']}",
        recipients=asked,
    )
    plan.call(
        title=data["title"],
        coordinators=asked,
        mode=data["mode"],
        departments=departments_of(ledger, asked),
        due=due,
        source=source,
        roll=data["roll"],
        days_before=data["days_before"],
        document=document,
    )
    yield series
    yield plan


@takes(PrioritiesProposed)
def note_proposal(message: Message, ledger: Ledger) -> Iterator[Record]:
    plan = _begun(ledger, message.data["plan"])
    plan.note_proposal(agency=message.data["agency"], items=[each["item"] for each in message.data["items"]])
    yield plan


@takes(PrioritiesWithdrawn)
def note_withdrawal(message: Message, ledger: Ledger) -> Iterator[Record]:
    plan = _begun(ledger, message.data["plan"])
    plan.note_withdrawal(agency=message.data["agency"])
    yield plan


@takes(ExtendPlanDeadline)
def extend_deadline(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    plan = plan_of(ledger, data["plan"])
    extend = plan.extend_priorities if data["stage"] == "priorities" else plan.extend_opinion
    extend(
        due=data["deadline"]["due"],
        now=ledger.now,
        source=data["deadline"]["source"],
        departments=departments_of(ledger, plan.coordinators),
        days_before=data["days_before"],
        reason=data["reason"],
    )
    yield plan


# What is taken: drafts


@takes(CarryPlanOver)
def carry_over(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Kế hoạch trước làm điểm xuất phát: what it said of deadlines is over, so that each is set anew."""
    data = message.data
    plan, previous = _begun(ledger, data["plan"]), plan_of(ledger, data["previous"])
    if previous.issued is None:
        raise Refused("PLAN_NOT_ISSUED", f"{previous.title} chưa ban hành nên chưa lấy làm điểm xuất phát được.")
    held = {each["item"]: each for each in previous.issued["items"]}
    unknown = [each for each in data["items"] if each not in held]
    if unknown:
        raise Refused("UNKNOWN_ITEM", f"{previous.title} không có mục {', '.join(unknown)}.")
    origin = {"agency": ledger.agency, "plan": data["previous"]}
    chosen = [each for item, each in held.items() if not data["items"] or item in data["items"]]
    items = [{**each, "deadline": None, "origins": [{**origin, "item": each["item"]}]} for each in chosen]
    plan.carry_over(previous=data["previous"], items=items)
    yield plan


@takes(ConsolidatePlan)
def consolidate(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    plan = _begun(ledger, data["plan"])
    plan.consolidate(**draft_of(ledger, data), not_taken=data["not_taken"], now=ledger.now)
    yield plan


@takes(RevisePlan)
def revise(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    plan = plan_of(ledger, data["plan"])
    plan.revise(**draft_of(ledger, data), not_taken=data["not_taken"], treatments=data["treatments"])
    yield plan


def draft_of(ledger: Ledger, data: Mapping[str, Any]) -> dict[str, Any]:
    """What a draft says, in plain form, so that two drafts can be compared. Raises Refused."""
    refuse(list(item_faults(data["items"], organisation(ledger), ledger.now.date())))
    parts, items = plain(data["parts"]), plain(data["items"])
    return {"parts": parts, "items": items, "before": issued_before(ledger, items)}


@takes(CirculatePlan)
def circulate(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    plan = plan_of(ledger, data["plan"])
    asked = _fields(ledger)
    series, document = issue_document(
        ledger,
        signing=data["signing"],
        title=f"Lấy ý kiến dự thảo lần {plan.draft_version}: {plan.title}"[:500],
        about=f"plan/{plan.plan}",
        recipients=asked,
    )
    plan.circulate(
        coordinators=asked,
        due=data["deadline"]["due"],
        now=ledger.now,
        source=data["deadline"]["source"],
        mode=data["mode"],
        departments=departments_of(ledger, asked),
        days_before=data["days_before"],
        document=document,
    )
    yield series
    yield plan


@takes(PlanOpinionGiven)
def note_opinion(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    plan = ledger.find(Plan, plan=data["plan"])
    if plan is None:
        raise LookupError(f"{data['agency']} has an opinion on plan {data['plan']}, which was never circulated")
    plan.note_opinion(agency=data["agency"], version=data["version"], wanted=wishes(data))
    yield plan


# What is taken: before the Committee


@takes(SubmitPlan)
def submit(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    plan = plan_of(ledger, data["plan"])
    submission = submission_of(ledger, plan.matter)
    kind, clause = ("plan_adjustment", "QC-6.2.c") if plan.adjusting else (plan.period.kind, "QC-6.1.a")
    title = f"Điều chỉnh lần {plan.adjustment}: {plan.title}" if plan.adjusting else plan.title
    plan.submit(now=ledger.now)
    series, document = issue_document(
        ledger, signing=data["signing"], title=title[:500], about=plan.matter, recipients=["VPUBND"]
    )
    submission.submit(
        kind=kind,
        clause=clause,
        lead=plan.lead,
        coordinators=plan.coordinators,
        title=title[:500],
        document=document,
    )
    yield series
    yield plan
    yield submission


@takes(CancelPlan)
def cancel(message: Message, ledger: Ledger) -> Iterator[Record]:
    plan = plan_of(ledger, message.data["plan"])
    plan.cancel(reason=message.data["reason"])
    yield plan
