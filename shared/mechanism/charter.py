"""What the mechanism is told about the organisation that it serves; it knows none of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shared.mechanism.ledger import Ledger


def _anyone(command: str, agency: str, data: Mapping[str, Any], ledger: Ledger) -> str | None:
    return None


def _itself(department: str) -> str:
    return department


def _any_agency(user: str, agency: str) -> bool:
    return True


@dataclass(frozen=True)
class Charter:
    """Authority and identity, given by the composition root.

    ``denies(command, agency, data, ledger)``: a Vietnamese sentence when that agency may not send it, else None.
    It depends on what the addressed ledger knows at that moment.
    ``agency_of(department)``: the agency on whose behalf a department's own facts are noted.
    ``speaks_for(user, agency)``: may this user of the broker send in the name of that agency?
    """

    denies: Callable[[str, str, Mapping[str, Any], Ledger], str | None] = _anyone
    agency_of: Callable[[str], str] = _itself
    speaks_for: Callable[[str, str], bool] = _any_agency
