"""Who runs in a deployment: one broker user and one database role each (Điều 13 đến Điều 18)."""

from __future__ import annotations

from services import DEPARTMENTS
from shared.regulation.agencies import agencies

__all__ = ["AUDITOR", "DEPARTMENTS", "SERVICES", "clients"]

SERVICES = (*DEPARTMENTS, "portal")

#: Reads, and writes nothing: every database, and every fact on the bus.
AUDITOR = "auditor"


def clients() -> tuple[str, ...]:
    """The ids of the agencies, each of which has a broker user of its own for its system."""
    return tuple(agency.id for agency in agencies())
