"""Where the mechanism, which knows no department, is told what the regulation says of authority and identity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shared.mechanism.charter import Charter
from shared.mechanism.ledger import Ledger
from shared.procedures.organisation import organisation
from shared.regulation import agencies, authority


def denies(command: str, agency: str, data: Mapping[str, Any], ledger: Ledger) -> str | None:
    """A sentence when that agency may not send this command here today (Điều 2 khoản 1: chỉ trong thẩm quyền)."""
    return authority.refusal(command, agency, data, ledger.department, organisation(ledger), ledger.now.date())


def agency_of(department: str) -> str:
    """The agency that a department's service speaks for; the portal speaks for nobody."""
    try:
        return agencies.agency_of(department).id
    except agencies.UnknownAgency:
        return ""


def speaks_for(user: str, agency: str) -> bool:
    """A broker's user speaks for the agency whose id it bears, and a department's user for its own agency."""
    return user.lower() == agency.lower() or agency_of(user) == agency != ""


CHARTER = Charter(denies=denies, agency_of=agency_of, speaks_for=speaks_for)
