"""Kế hoạch cải thiện các Chỉ số: soạn, trình, ban hành và giao nhiệm vụ, hướng dẫn (Điều 11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from schemas.improvement import DraftImprovementPlan, IssueImprovementGuidance, SubmitImprovementPlan
from schemas.submission import MatterDecided
from services.noi_vu.improvement.dossier import ImprovementPlan
from services.noi_vu.improvement.rules import loss_faults, period_faults, target_faults, task_faults
from services.noi_vu.plan.tasks import PlanTasks
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message, plain
from shared.mechanism.record import Record, Refused
from shared.mechanism.taking import takes
from shared.procedures.document import issue_document
from shared.procedures.organisation import organisation
from shared.procedures.plan.priorities import item_faults
from shared.procedures.refusal import refuse
from shared.procedures.submission import submission_of
from shared.procedures.task.task import must_be_known


def improvement_plan_of(ledger: Ledger, plan: str) -> ImprovementPlan:
    """Raises Refused."""
    found = ledger.find(ImprovementPlan, plan=plan)
    if found is None:
        raise Refused("UNKNOWN_PLAN", f"Chưa có kế hoạch cải thiện {plan}.")
    return found


def tasks_of(plan: ImprovementPlan, document: dict[str, Any]) -> PlanTasks:
    return PlanTasks(f"task/improvement-{plan.plan}", plan.title, "improvement_plan", "QC-11.1-1", document)


def _parties(tasks: Sequence[Mapping[str, Any]], lead: str) -> list[str]:
    """All who take part, each once: the leads first."""
    named = [each["lead"] for each in tasks] + [other for each in tasks for other in each["coordinators"]]
    return [each for each in dict.fromkeys(named) if each != lead]


# What is taken


@takes(DraftImprovementPlan)
def draft(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    found = ledger.find(ImprovementPlan, plan=data["plan"])
    plan = found or ImprovementPlan(plan=data["plan"], lead=ledger.agency)
    refuse(
        [
            *target_faults(data["targets"]),
            *loss_faults(data["losses"], year=data["year"], ledger=ledger),
            *item_faults(data["tasks"], organisation(ledger), ledger.now.date()),
            *task_faults(data["tasks"], targets=data["targets"], losses=data["losses"]),
            *period_faults(data["periods"]),
        ]
    )
    content = plain({name: value for name, value in data.items() if name != "plan"})
    plan.draft_anew(**content, coordinators=_parties(content["tasks"], plan.lead))
    yield plan


@takes(SubmitImprovementPlan)
def submit(message: Message, ledger: Ledger) -> Iterator[Record]:
    plan = improvement_plan_of(ledger, message.data["plan"])
    submission = submission_of(ledger, plan.matter)
    plan.submit()
    series, document = issue_document(
        ledger, signing=message.data["signing"], title=plan.title, about=plan.matter, recipients=["VPUBND"]
    )
    submission.submit(
        kind="improvement_plan",
        clause="QC-11.0",
        lead=plan.lead,
        coordinators=plan.draft["coordinators"],
        title=plan.title,
        document=document,
    )
    yield series
    yield plan
    yield submission


@takes(MatterDecided)
def decide_improvement_plan(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    if data["kind"] != "improvement_plan" or data["lead"] != ledger.agency:
        return
    plan = ledger.find(ImprovementPlan, plan=data["matter"].split("/")[1])
    if plan is None or plan.matter != data["matter"] or plan.state != "submitted":
        raise LookupError(f"{data['matter']} is not with UBND")
    document, before = plain(data["document"]), plan.issued["tasks"] if plan.issued else []
    plan.decide(approved=data["approved"], document=document, reason=data["reason"])
    yield plan
    if data["approved"]:
        yield from tasks_of(plan, document).follow(ledger, before=before, items=plan.in_force()["tasks"])


@takes(IssueImprovementGuidance)
def guide(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    plan = improvement_plan_of(ledger, data["plan"])
    agencies = data["agencies"] or plan.in_force()["coordinators"]
    must_be_known(ledger, agencies)
    series, document = issue_document(
        ledger,
        signing=data["signing"],
        title=f"Hướng dẫn thực hiện {plan.title}"[:500],
        about=f"improvement_plan/{plan.plan}",
        recipients=agencies,
    )
    plan.guide(agencies=agencies, items=data["items"], text=data["text"], document=document)
    yield series
    yield plan
