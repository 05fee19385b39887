"""Đề nghị thẩm định và ghi nhận kết quả; giải trình, thẩm định lại (Điều 10 khoản 2 điểm b, Điều 13–18).

Each owner is asked for its own criteria only. Submissions gather until the self-scoring window closes; one that comes
later is passed on at once. Who the owner is, is looked up on the day of asking; what passes to another later is told
in ``handover``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from schemas.appraisal import (
    AppraisalCompleted,
    CriterionAppraised,
    CriterionReappraised,
    ExplainCriteria,
    ReappraisalCompleted,
)
from services.noi_vu.criteria_set import criteria_of
from services.noi_vu.dossier import LEAD, Assessment
from services.noi_vu.ranking import settle
from services.noi_vu.scoring_round import ScoringRound, round_of
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused
from shared.mechanism.taking import alarm, takes
from shared.procedures.organisation import organisation
from shared.regulation.competences import COMPETENCES
from shared.regulation.criteria import Node
from shared.regulation.organisation import Organisation
from shared.regulation.scoring import self_score

# What is asked


def request_from_every_owner(assessment: Assessment, found: ScoringRound, ledger: Ledger) -> None:
    """Mỗi tiêu chí về đúng một cơ quan thẩm định (Điều 13–18); điểm trừ không khai vẫn gửi thẩm định."""
    criteria = criteria_of(ledger, code=assessment.criteria_set, version=assessment.set_version)
    leaves = [
        leaf
        for leaf in criteria.leaves_for(assessment.agency, assessment.exempt)
        if leaf.kind != "survey" and (leaf.code in assessment.entries or leaf.kind == "deduction")
    ]
    _request(assessment, found, ledger, leaves)


def request_again(assessment: Assessment, found: ScoringRound, ledger: Ledger, *, criteria: Sequence[str]) -> None:
    held = criteria_of(ledger, code=assessment.criteria_set, version=assessment.set_version)
    _request(assessment, found, ledger, [held.leaf(each) for each in criteria])


def _request(assessment: Assessment, found: ScoringRound, ledger: Ledger, leaves: list[Node]) -> None:
    known, on = organisation(ledger), ledger.now.date()
    of_owner: dict[str, list[Node]] = {owner: [] for owner in known.holders(COMPETENCES, on)}
    for leaf in leaves:
        of_owner[known.owner(leaf.competence or "", on)].append(leaf)
    for owner, mine in of_owner.items():
        if mine:
            assessment.request_appraisal(
                owner=owner,
                coordinators=_coordinators(owner, known.successor(assessment.agency, on)),
                department=department_of(owner, known),
                due=found.window("appraisal").closes,
                conflict_of_interest=owner == known.successor(assessment.agency, on),
                entries=[_entry(leaf, assessment.entries.get(leaf.code), known, on) for leaf in mine],
            )


def request_reappraisal(
    assessment: Assessment, found: ScoringRound, ledger: Ledger, explanations: list[dict[str, Any]]
) -> None:
    """Hỏi lại cơ quan nay có thẩm quyền; nó nhận kèm điểm của cơ quan đã thẩm định, nếu là cơ quan khác (†)."""
    known, on = organisation(ledger), ledger.now.date()
    criteria = criteria_of(ledger, code=assessment.criteria_set, version=assessment.set_version)
    of_owner: dict[str, list[dict[str, Any]]] = {}
    for each in explanations:
        leaf = criteria.leaf(each["criterion"])
        of_owner.setdefault(known.owner(leaf.competence or "", on), []).append(each)
    for owner, mine in of_owner.items():
        others = [
            (criteria.leaf(each["criterion"]), assessment.appraised[each["criterion"]])
            for each in mine
            if assessment.appraised[each["criterion"]]["owner"] != owner
        ]
        assessment.request_reappraisal(
            owner=owner,
            coordinators=_coordinators(owner, known.successor(assessment.agency, on)),
            department=department_of(owner, known),
            due=found.window("explanation").closes,
            conflict_of_interest=owner == known.successor(assessment.agency, on),
            explanations=mine,
            taken_over=[
                {
                    "entry": _entry(leaf, assessment.entries.get(leaf.code), known, on),
                    "owner": verdict["owner"],
                    "score": verdict["score"],
                }
                for leaf, verdict in others
            ],
        )


def _entry(leaf: Node, entry: dict[str, Any] | None, known: Organisation, on: date) -> dict[str, Any]:
    """What the owner has to see to judge one leaf. A deduction that nobody declared stands at 0 (†)."""
    declared = entry or {}
    return {
        "criterion": leaf.code,
        "title": leaf.title,
        "kind": leaf.kind,
        "maximum": leaf.maximum,
        "step": leaf.step,
        "clause": known.ownership(leaf.competence or "", on).clause,
        "self_score": self_score(leaf, entry) if entry else "0",
        "score": declared.get("score"),
        "figures": declared.get("figures"),
        "not_applicable": declared.get("not_applicable", False),
        "evidence": declared.get("evidence", []),
        "explanation": declared.get("explanation"),
    }


def _coordinators(owner: str, agency: str) -> list[str]:
    """The owner leads its appraisal; Sở Nội vụ, and the agency with its evidence, take part (Điều 2 khoản 2)."""
    return [each for each in dict.fromkeys((LEAD, agency)) if each != owner]


def department_of(owner: str, known: Organisation) -> str:
    """The service that appraises for this owner. Raises LookupError: the register lets no other own a criterion."""
    department = known.service_of(owner)
    if department is None:
        raise LookupError(f"{owner} owns criteria and has no service to appraise them")
    return department


# What is taken


@alarm("self_scoring_closes")
def begin_appraisal(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Hết thời hạn tự chấm điểm: đề nghị thẩm định mọi bản đã gửi."""
    found = round_of(ledger, message.data["year"])
    if not found.window("self_scoring").is_late(ledger.now):
        return
    for each in found.agencies:
        assessment = ledger.find(Assessment, year=found.year, agency=each)
        if assessment is not None and assessment.submitted and not assessment.asked:
            request_from_every_owner(assessment, found, ledger)
            yield assessment


@takes(CriterionAppraised)
def note_verdict(message: Message, ledger: Ledger) -> Iterator[Record]:
    assessment = dossier_told_of(ledger, message)
    if assessment.note_verdict(**_verdict(message)):
        yield assessment


@takes(AppraisalCompleted)
def note_completion(message: Message, ledger: Ledger) -> Iterator[Record]:
    assessment = dossier_told_of(ledger, message)
    if assessment.note_completion(owner=message.data["owner"], request=message.data["request"]):
        settle(assessment, ledger)
        yield assessment


@takes(ExplainCriteria)
def explain(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Giải trình được gửi cơ quan chủ trì tiêu chí thẩm định lại (†)."""
    data = message.data
    found = round_of(ledger, data["year"])
    assessment = ledger.find(Assessment, year=data["year"], agency=data["agency"])
    if assessment is None:
        raise Refused("NOT_IN_ROUND", f"{data['agency']} không thuộc diện đánh giá trong đợt năm {data['year']}.")
    window = found.window("explanation")
    assessment.explain(explanations=data["explanations"], window=window, now=ledger.now, effective=message.effective)
    request_reappraisal(assessment, found, ledger, data["explanations"])
    yield assessment


@takes(CriterionReappraised)
def note_second_verdict(message: Message, ledger: Ledger) -> Iterator[Record]:
    assessment = dossier_told_of(ledger, message)
    assessment.note_second_verdict(**_verdict(message))
    yield assessment


@takes(ReappraisalCompleted)
def note_second_completion(message: Message, ledger: Ledger) -> Iterator[Record]:
    assessment = dossier_told_of(ledger, message)
    assessment.note_second_completion(owner=message.data["owner"], request=message.data["request"])
    settle(assessment, ledger)
    yield assessment


def _verdict(message: Message) -> dict[str, Any]:
    return {name: message.data[name] for name in ("criterion", "owner", "request", "verdict", "score", "clause")}


def dossier_told_of(ledger: Ledger, message: Message) -> Assessment:
    """The dossier that an owner's fact speaks of. Raises LookupError: a fact cannot be refused, only set aside."""
    year, agency = message.data["year"], message.data["agency"]
    assessment = ledger.find(Assessment, year=year, agency=agency)
    if assessment is None:
        raise LookupError(f"{message.sender} speaks of {agency} in {year}, which nobody asked it about")
    return assessment
