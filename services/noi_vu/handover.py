"""Chuyển phần thẩm định đang mở sang cơ quan nay có thẩm quyền (Điều 2 khoản 2, Điều 13–18) †.

The register says that a competence is another's from a day. On that day whoever was asked before is told to hand over
what it has not judged; when it has said what that is, the successor is asked for it. In between nobody is asked twice,
and a verdict that was on its way still counts, with the owner and the clause that it was given under.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.appraisal import AppraisalTransferred
from services.noi_vu.appraisal import department_of, dossier_told_of, request_again, request_reappraisal
from services.noi_vu.criteria_set import criteria_of
from services.noi_vu.dossier import Assessment
from services.noi_vu.ranking import dossiers, settle
from services.noi_vu.scoring_round import ScoringRound, round_of
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record
from shared.mechanism.taking import alarm, takes
from shared.procedures.organisation import organisation
from shared.regulation.competences import IN_FORCE

# What falls due


@alarm("reorganisation_takes_effect")
def move_open_parts(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Every part that lies with an agency which does not hold its competence today, of whatever round."""
    for year in range(IN_FORCE.year, ledger.now.year + 2):
        found = ledger.find(ScoringRound, year=year)
        if found is None:
            continue
        for assessment in dossiers(found, ledger):
            if assessment.index is None:
                _reassign(assessment, ledger)
                yield assessment


def _reassign(assessment: Assessment, ledger: Ledger) -> None:
    known, on = organisation(ledger), ledger.now.date()
    criteria = criteria_of(ledger, code=assessment.criteria_set, version=assessment.set_version)
    for stage, owner, request, codes in list(assessment.open_parts()):
        moving: dict[str, list[str]] = {}
        for code in codes:
            holder = known.owner(criteria.leaf(code).competence or "", on)
            if holder != owner:
                moving.setdefault(holder, []).append(code)
        for holder, moved in moving.items():
            assessment.reassign(
                stage=stage,
                owner=owner,
                department=department_of(owner, known),
                successor=holder,
                request=request,
                criteria=moved,
                since=on,
            )


# What is taken


@takes(AppraisalTransferred)
def ask_the_successor(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    assessment = dossier_told_of(ledger, message)
    found = round_of(ledger, data["year"])
    told = ("stage", "owner", "request", "handed_over", "left")
    free = assessment.note_handover(**{name: data[name] for name in told})
    if free and data["stage"] == "appraisal":
        request_again(assessment, found, ledger, criteria=free)
    elif free:
        request_reappraisal(assessment, found, ledger, [assessment.explanations[each] for each in free])
    settle(assessment, ledger)
    yield assessment
