"""Tổng hợp định kỳ: đến kỳ thì yêu cầu, nhận của từng cơ quan, đôn đốc, báo cáo UBND tỉnh (Điều 11).

The clock opens each period; nobody has to remember it. Late is recorded; silence is listed and holds nothing up.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from schemas.improvement import (
    ConsolidateImprovement,
    ExtendImprovementPeriod,
    ImprovementPeriodExtended,
    ImprovementPlanIssued,
    ImprovementSummaryRequested,
    ReturnImprovementSummary,
    SubmitImprovementSummary,
)
from services.noi_vu.improvement.dossier import ImprovementPlan
from services.noi_vu.improvement.improvement import improvement_plan_of, tasks_of
from services.noi_vu.improvement.period import ImprovementPeriod
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Fact, Message
from shared.mechanism.record import Record, Refused
from shared.mechanism.taking import Alarm, alarm, schedules, takes
from shared.procedures.document import issue_document
from shared.procedures.submission import submission_of
from shared.procedures.task.record import Task
from shared.regulation.windows import parse_moment

# What is taken


@takes(ExtendImprovementPeriod)
def extend(message: Message, ledger: Ledger) -> Iterator[Record]:
    period = _open(message, ledger)
    deadline = message.data["deadline"]
    period.extend(due=deadline["due"], source=deadline["source"], reason=message.data["reason"], now=ledger.now)
    yield period


@takes(SubmitImprovementSummary)
def receive(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    period = _open(message, ledger)
    period.receive(
        agency=data["agency"],
        results=data["results"],
        document=data["document"],
        now=ledger.now,
        effective=message.effective,
    )
    yield period


@takes(ReturnImprovementSummary)
def give_back(message: Message, ledger: Ledger) -> Iterator[Record]:
    period = _open(message, ledger)
    period.give_back(agency=message.data["agency"], reason=message.data["reason"])
    yield period


@takes(ConsolidateImprovement)
def consolidate(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Báo cáo UBND tỉnh để biết: a later report on the same period takes the place of the earlier one."""
    data = message.data
    period = _open(message, ledger)
    period.must_be_reportable(ledger.now)
    known = {each["target"] for each in improvement_plan_of(ledger, data["plan"]).in_force()["targets"]}
    unknown = [each["target"] for each in data["reached"] if each["target"] not in known]
    if unknown:
        raise Refused("UNKNOWN_TARGET", f"Kế hoạch {data['plan']} không có chỉ tiêu {', '.join(unknown)}.")
    matter = f"improvement_report/{period.plan}/{period.period}"
    title = f"Kết quả thực hiện kế hoạch cải thiện Chỉ số, {period.title}"[:500]
    series, document = issue_document(ledger, signing=data["signing"], title=title, about=matter, recipients=["VPUBND"])
    period.consolidate(assessment=data["assessment"], reached=data["reached"], document=document)
    submission = submission_of(ledger, matter)
    submission.submit(
        kind="improvement_report",
        clause="QC-11.1-3",
        lead=period.lead,
        coordinators=[each for each in period.agencies if each != period.lead],
        title=title,
        document=document,
        wanted="information",
    )
    yield series
    yield period
    yield submission


def _open(message: Message, ledger: Ledger) -> ImprovementPeriod:
    """The period that a command names. Raises Refused."""
    data = message.data
    period = ledger.find(ImprovementPeriod, plan=data["plan"], period=data["period"])
    if period is None:
        raise Refused("PERIOD_NOT_OPEN", f"Kỳ {data['period']} của kế hoạch cải thiện {data['plan']} chưa mở.")
    return period


# What falls due


@schedules(ImprovementPlanIssued)
def periods_of_the_plan(fact: Fact) -> Iterator[Alarm]:
    """A period that was over when the plan was issued is never asked for."""
    for each in fact.data["periods"]:
        data = {"plan": fact.data["plan"], "period": each["period"]}
        over = parse_moment(each["deadline"]["due"]) <= fact.time
        opens = None if over else parse_moment(each["opens"])
        yield Alarm("improvement_period", f"{data['plan']}/{data['period']}", opens, data)


@alarm("improvement_period")
def open_period(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Yêu cầu các cơ quan đang chủ trì: as the tasks stand that day, unless an adjustment took the period out.

    Where nothing ran until its deadline had passed, it is asked for then: overdue at once, and seen.
    """
    plan = ledger.find(ImprovementPlan, plan=message.data["plan"])
    if plan is None or plan.issued is None or ledger.find(ImprovementPeriod, **message.data) is not None:
        return
    found = next((each for each in plan.issued["periods"] if each["period"] == message.data["period"]), None)
    tasks = _tasks_by_lead(plan, ledger)
    if found is None or not tasks:
        return
    period = ImprovementPeriod(**message.data, lead=plan.lead)
    period.request(
        title=found["title"],
        tasks=tasks,
        due=found["deadline"]["due"],
        source=found["deadline"]["source"],
        days=plan.issued["days_before"],
    )
    yield period


def _tasks_by_lead(plan: ImprovementPlan, ledger: Ledger) -> dict[str, list[str]]:
    by_lead: dict[str, list[str]] = {}
    names = tasks_of(plan, {})
    for each in plan.issued["tasks"] if plan.issued else ():
        task = ledger.find(Task, task=names.name(each["item"]))
        if task is not None and task.state != "cancelled":
            by_lead.setdefault(task.lead, []).append(each["item"])
    return by_lead


@schedules(ImprovementSummaryRequested, ImprovementPeriodExtended)
def deadlines_of_the_period(fact: Fact) -> Iterator[Alarm]:
    """A reminder whose day has passed is not made up for."""
    due, data = parse_moment(fact.data["due"]), {name: fact.data[name] for name in ("plan", "period")}
    which = f"{data['plan']}/{data['period']}"
    yield Alarm("improvement_overdue", which, due, data)
    for days in fact.data["days_before"]:
        moment = due - timedelta(days=days)
        yield Alarm("improvement_reminder", f"{which}/{days}", moment if moment > fact.time else None, data)


@alarm("improvement_reminder")
def remind(message: Message, ledger: Ledger) -> Iterator[Record]:
    period = ledger.find(ImprovementPeriod, **message.data)
    if period is not None and period.outstanding and ledger.now < parse_moment(period.due):
        period.remind(ledger.now)
        yield period


@alarm("improvement_overdue")
def list_overdue(message: Message, ledger: Ledger) -> Iterator[Record]:
    period = ledger.find(ImprovementPeriod, **message.data)
    if period is not None and period.outstanding and ledger.now >= parse_moment(period.due):
        period.list_overdue()
        yield period
