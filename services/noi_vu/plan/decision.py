"""UBND tỉnh đã quyết định: kế hoạch ban hành, điều chỉnh, hoặc trả lại; giao nhiệm vụ (Điều 6, Điều 13 khoản 1)."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.submission import MatterDecided
from services.noi_vu.plan.dossier import Plan
from services.noi_vu.plan.tasks import PlanTasks
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message, plain
from shared.mechanism.record import Record
from shared.mechanism.taking import takes

KINDS = ("plan", "programme", "plan_adjustment")


@takes(MatterDecided)
def decide_plan(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    if data["kind"] not in KINDS or data["lead"] != ledger.agency:
        return
    plan = ledger.find(Plan, plan=data["matter"].split("/")[1])
    if plan is None or plan.matter != data["matter"] or plan.state != "submitted":
        raise LookupError(f"{data['matter']} is not with UBND")
    document, before = plain(data["document"]), plan.issued["items"] if plan.issued else []
    plan.decide(approved=data["approved"], document=document, reason=data["reason"])
    yield plan
    if data["approved"]:
        tasks = PlanTasks(f"task/plan-{plan.plan}", plan.title, "plan", "QC-13.1", document)
        yield from tasks.follow(ledger, before=before, items=plan.items)
