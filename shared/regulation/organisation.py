"""Tổ chức của tỉnh vào một ngày (Điều 4 khoản 2; Điều 13–18): cơ quan, thẩm quyền, kế thừa."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from shared.regulation import agencies, competences
from shared.regulation.agencies import Agency
from shared.regulation.competences import Ownership


@dataclass(frozen=True)
class Organisation:
    """Các cơ quan và thẩm quyền, mỗi điều có hiệu lực từ ngày đến ngày."""

    def agency(self, id: str, on: date) -> Agency:
        """The agency as it was on that day. Raises UnknownAgency."""
        return agencies.agency(id)

    def agencies(self, on: date, block: str | None = None) -> tuple[Agency, ...]:
        """The agencies that existed on that day, in catalogue order."""
        return agencies.agencies(block)

    def ownership(self, competence: str, on: date) -> Ownership:
        """Who holds the competence on that day, by which clause. Raises UnknownCompetence."""
        return competences.ownership(competence, on)

    def owner(self, competence: str, on: date) -> str:
        """The agency id of who holds it on that day. Raises UnknownCompetence."""
        return self.ownership(competence, on).owner

    def holders(self, held: Iterable[str], on: date) -> tuple[str, ...]:
        """The agencies that hold any of these competences on that day, each once, in the order of the articles."""
        return tuple(dict.fromkeys(self.owner(each, on) for each in held))

    def service_of(self, id: str) -> str | None:
        """The department service that speaks for the agency; None when it has none. Raises UnknownAgency."""
        return agencies.service_of(id)

    def successor(self, id: str, on: date) -> str:
        """Who stands in this agency's place on that day: itself while it exists."""
        return id


BASELINE = Organisation()
"""As on 18/6/2021, before any fact of reorganisation."""
