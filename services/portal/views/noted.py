"""What every view keeps of who noted a fact, when, and on which clauses it rests (Điều 13–18; law 8)."""

from __future__ import annotations

from typing import Any

from shared.mechanism.message import Fact
from shared.regulation.competences import OWNERSHIPS

OF_OWNERS = frozenset(row.clause for row in OWNERSHIPS if not row.design)
"""The clauses that give a competence to its owner: of these a verdict rests on its own only."""


def cited(fact: Fact) -> list[str]:
    """The clauses that this fact rests on.

    A kind of fact that all owners note cites the clauses of all of them; which one it was stands in its data.
    """
    own = fact.data.get("clause")
    if not own:
        return list(fact.law)
    kept = [clause for clause in fact.law if clause not in OF_OWNERS and clause != own]
    return [*kept, str(own)]


def noted(fact: Fact) -> dict[str, Any]:
    """Who noted a fact and when, as every page shows it: actor, capacity, agency, both times, clauses, id."""
    return {
        "fact": fact.id,
        "type": fact.type,
        "source": fact.source,
        "agency": fact.agency,
        "actor": fact.actor,
        "capacity": fact.capacity,
        "recorded": fact.time.isoformat(),
        "effective": fact.effective,
        "law": cited(fact),
    }
