"""Chuyển phần tự đánh giá cấp tỉnh chưa gửi sang cơ quan nay có thẩm quyền (Điều 2 khoản 2, Điều 13–18) †.

What has been sent stays with who sent it; what has not is asked of the agency that holds the content today.
"""

from __future__ import annotations

from collections.abc import Iterator

from services.noi_vu.provincial_score.criteria import provincial_criteria
from services.noi_vu.provincial_score.provincial_score import department_for, requested_criterion
from services.noi_vu.provincial_score.record import ProvincialScore
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record
from shared.mechanism.taking import alarm
from shared.procedures.organisation import organisation
from shared.procedures.submission import submission_of
from shared.regulation.competences import IN_FORCE
from shared.regulation.provincial import content

# What falls due


@alarm("reorganisation_takes_effect")
def move_open_provincial_parts(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Of every round that UBND tỉnh has not approved."""
    for year in range(IN_FORCE.year, ledger.now.year + 1):
        found = ledger.find(ProvincialScore, year=year)
        if found is not None and found.open and submission_of(ledger, found.matter).state != "approved":
            _move(found, ledger)
            yield found


def _move(found: ProvincialScore, ledger: Ledger) -> None:
    known, today = organisation(ledger), ledger.now.date()
    criteria = provincial_criteria(ledger, code=found.criteria_set, version=found.set_version)
    moving: dict[tuple[str, str, str], list[str]] = {}
    for code, (agency, clause) in list(found.plan.items()):
        rule = content(criteria.leaf(code).competence or "")
        holder = known.successor(agency, today) if rule.open else known.owner(rule.rests_on, today)
        if holder != agency and not found.is_in(agency):
            moving.setdefault((agency, clause, holder), []).append(code)
    for (agency, clause, holder), codes in moving.items():
        found.transfer(agency=agency, successor=holder, clause=clause, criteria=codes, since=today)
        found.request(
            agency=holder,
            department=department_for(holder, known, today),
            clause=clause,
            criteria=[requested_criterion(criteria, criteria.leaf(code)) for code in codes],
        )
