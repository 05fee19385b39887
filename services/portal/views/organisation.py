"""Danh bạ cơ quan và thẩm quyền (Điều 4 khoản 2): điều gì đã xảy ra, từ ngày nào, theo văn bản nào, ai ghi, lúc nào?

A row is one fact as it was told. Who is who on a day, as known at a moment, is folded from the rows when it is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from schemas.organisation import (
    AgenciesMerged,
    AgencyCodeAssigned,
    AgencyDissolved,
    AgencyEstablished,
    AgencyPlaced,
    AgencyRenamed,
    CompetenceTransferred,
    ReorganisationWithdrawn,
)
from services.portal.views.noted import noted
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees
from shared.regulation.organisation import BASELINE, Organisation


class Directory(View):
    """Mọi sự việc về tổ chức. Row: its number in the register, ``000001``."""

    name: ClassVar[str] = "organisation"

    @sees(
        AgencyEstablished,
        AgencyRenamed,
        AgencyPlaced,
        AgenciesMerged,
        AgencyDissolved,
        CompetenceTransferred,
        AgencyCodeAssigned,
        ReorganisationWithdrawn,
    )
    def changed(self, fact: Fact) -> None:
        self.rows[f"{fact.data['change']:06d}"] = {"type": fact.type, "data": fact.data, **noted(fact)}


def organisation_of(rows: Mapping[str, Mapping[str, Any]]) -> Organisation:
    """The organisation as these rows tell it."""
    found = BASELINE
    for _, row in sorted(rows.items()):
        found = found.noting(row["type"], row["data"], datetime.fromisoformat(row["recorded"]))
    return found
