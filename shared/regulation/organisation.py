"""Tổ chức của tỉnh vào một ngày (Điều 4 khoản 2; Điều 13–18): cơ quan, thẩm quyền, kế thừa.

The tables of 2021 and the facts since. A fact has two times: *hiệu lực*, the day from which it is so, and *ghi nhận*,
the moment at which it became known; it may be recorded long before or after it takes effect. Every question here names
the day it asks about; what was known at a moment is asked of ``as_known``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from shared.regulation import agencies, competences
from shared.regulation.agencies import BLOCKS, PROVINCE, Agency, UnknownAgency
from shared.regulation.competences import Ownership, UnknownCompetence

FACTS = (
    "AgencyEstablished",
    "AgencyRenamed",
    "AgencyPlaced",
    "AgenciesMerged",
    "AgencyDissolved",
    "CompetenceTransferred",
    "AgencyCodeAssigned",
    "ReorganisationWithdrawn",
)


@dataclass(frozen=True)
class Change:
    """Một sự việc về tổ chức: số trong danh bạ, nội dung, hiệu lực từ ngày nào, ghi nhận lúc nào."""

    number: int
    type: str
    data: Mapping[str, Any]
    recorded: datetime

    @property
    def valid_from(self) -> date:
        """The first day on which it is so; of a withdrawal, the day of what is withdrawn."""
        told = self.data["valid_from"]
        return told if isinstance(told, date) else date.fromisoformat(told)

    @property
    def ending(self) -> tuple[str, ...]:
        """The agencies that it ends."""
        if self.type == "AgenciesMerged":
            return tuple(self.data["predecessors"])
        return (self.data["agency"],) if self.type == "AgencyDissolved" else ()

    @property
    def named(self) -> tuple[str, ...]:
        """Every agency that it speaks of."""
        told = [self.data.get(name) for name in ("agency", "predecessor", "successor")]
        return tuple(dict.fromkeys(filter(None, [*told, *self.data.get("predecessors", ())])))


@dataclass(frozen=True)
class Organisation:
    """Các cơ quan và thẩm quyền, mỗi điều có hiệu lực từ ngày đến ngày."""

    known: tuple[Change, ...] = ()
    """Every fact of reorganisation in the order of its recording, those that were withdrawn too."""

    # What is known

    def noting(self, fact_type: str, data: Mapping[str, Any], recorded: datetime) -> Organisation:
        """With one more fact; itself when that fact says nothing of the organisation, or was noted before."""
        if fact_type not in FACTS or any(each.number == data["change"] for each in self.known):
            return self
        return Organisation((*self.known, Change(int(data["change"]), fact_type, dict(data), recorded)))

    def as_known(self, recorded: datetime) -> Organisation:
        """What had been recorded by that moment, whatever day it is valid from."""
        return Organisation(tuple(each for each in self.known if each.recorded <= recorded))

    def without(self, number: int) -> Organisation:
        """As if this fact had never been recorded."""
        return Organisation(tuple(each for each in self.known if each.number != number))

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The facts that stand, in the order of taking effect; of two from one day the later recorded comes last."""
        withdrawn = {each.data["withdrawn"] for each in self.known if each.type == "ReorganisationWithdrawn"}
        standing = [
            each for each in self.known if each.number not in withdrawn and each.type != "ReorganisationWithdrawn"
        ]
        return tuple(sorted(standing, key=lambda each: (each.valid_from, each.number)))

    def history(self, id: str) -> tuple[Change, ...]:
        """The facts that stand and speak of this agency."""
        return tuple(each for each in self.changes if id in each.named)

    # Agencies

    def agency(self, id: str, on: date) -> Agency:
        """The agency as it was on that day. Raises UnknownAgency: never heard of, not yet founded, or gone."""
        found = self.described(id, on)
        since, until = self.life(id)
        if since is not None and on < since:
            raise UnknownAgency(f"{found.name} thành lập từ ngày {since:%d/%m/%Y}.")
        if until is not None and on >= until:
            raise UnknownAgency(self._gone(found, until, on))
        return found

    def described(self, id: str, on: date) -> Agency:
        """Its name, khối, code and parent by that day, whether or not it existed then. Raises UnknownAgency."""
        if id not in self._first:
            raise UnknownAgency(f"Không có cơ quan mang mã {id!r}.")
        found = self._first[id]
        for each in self.changes:
            if each.data.get("agency") != id or each.valid_from > on:
                continue
            if each.type == "AgencyRenamed":
                found = replace(found, name=each.data["name"], short=each.data["short"])
            elif each.type == "AgencyPlaced":
                found = replace(found, block=each.data["block"] or "", parent=each.data["parent"])
            elif each.type == "AgencyCodeAssigned":
                found = replace(found, code=each.data["code"])
        return replace(found, parent=self.successor(found.parent, on)) if found.parent else found

    def name(self, id: str, on: date) -> str:
        """Its name by that day; the id itself where nobody knows it."""
        return self.described(id, on).name if id in self._first else id

    def agencies(self, on: date, block: str | None = None) -> tuple[Agency, ...]:
        """The agencies that existed on that day, in catalogue order, then as they were founded. Raises UnknownAgency
        for a khối that does not exist."""
        if block is not None and block not in BLOCKS:
            raise UnknownAgency(f"Không có khối {block!r}.")
        found = (self.described(id, on) for id in self._first if self.exists(id, on))
        return tuple(one for one in found if one.block and block in (None, one.block))

    def known_by(self, id: str) -> bool:
        """True when some agency bears or bore this id, on whatever day."""
        return id in self._first

    def exists(self, id: str, on: date) -> bool:
        """True from the day of its founding until the day before its end."""
        since, until = self.life(id)
        return id in self._first and (since is None or since <= on) and (until is None or on < until)

    def life(self, id: str) -> tuple[date | None, date | None]:
        """(founded, ended): its first day, None when before 18/6/2021; the first day without it, None while none is."""
        end = self._ends.get(id)
        return self._founded.get(id), end.valid_from if end else None

    def service_of(self, id: str) -> str | None:
        """The department service that speaks for the agency; None when it has none. Raises UnknownAgency.

        It follows the id, not the name or the day: a service comes by composition only.
        """
        if id not in self._first:
            raise UnknownAgency(f"Không có cơ quan mang mã {id!r}.")
        return self._first[id].service

    # Succession

    def successor(self, id: str, on: date) -> str:
        """Who stands in this agency's place on that day: itself while it exists, and where nobody followed it."""
        seen = {id}
        while (end := self._ends.get(id)) is not None and end.valid_from <= on:
            follower = end.data["successor"]
            if not follower or follower in seen:
                break
            seen.add(follower)
            id = follower
        return id

    def predecessors(self, id: str, on: date) -> tuple[str, ...]:
        """Those in whose place this agency stands on that day, in catalogue order; never itself."""
        return tuple(each for each in self._ends if each != id and self.successor(each, on) == id)

    # Competences

    def ownership(self, competence: str, on: date) -> Ownership:
        """Who holds the competence on that day, by which clause. Raises UnknownCompetence."""
        for row in self._ownerships.get(competence, ()):
            if row.holds(on):
                return row
        return competences.ownership(competence, on)  # which says what is wrong

    def owner(self, competence: str, on: date) -> str:
        """The agency id of who holds it on that day. Raises UnknownCompetence."""
        return self.ownership(competence, on).owner

    def ownerships(self, competence: str) -> tuple[Ownership, ...]:
        """Who has held it from when to when, the earliest first. Raises UnknownCompetence."""
        if competence not in self._ownerships:
            raise UnknownCompetence(f"Không có nội dung thẩm định {competence!r}.")
        return self._ownerships[competence]

    def holders(self, held: Iterable[str], on: date) -> tuple[str, ...]:
        """The agencies that hold any of these competences on that day, each once, in the order given."""
        return tuple(dict.fromkeys(self.owner(each, on) for each in held))

    def competences(self) -> tuple[str, ...]:
        """Every competence, in the order of the articles."""
        return tuple(self._ownerships)

    def competences_of(self, id: str, on: date) -> tuple[str, ...]:
        """What this agency holds on that day, in the order of the articles; nothing for most agencies."""
        return tuple(
            each for each, rows in self._ownerships.items() if any(row.owner == id and row.holds(on) for row in rows)
        )

    # Worked out once

    @cached_property
    def _first(self) -> dict[str, Agency]:
        """Every agency that ever was, as it began, in catalogue order and then in that of recording."""
        founded = (each for each in self.known if each in self.changes and each.type == "AgencyEstablished")
        return {one.id: one for one in (*agencies.AGENCIES, PROVINCE, *map(_begun, founded))}

    @cached_property
    def _founded(self) -> dict[str, date]:
        return {each.data["agency"]: each.valid_from for each in self.changes if each.type == "AgencyEstablished"}

    @cached_property
    def _ends(self) -> dict[str, Change]:
        ends: dict[str, Change] = {}
        for each in self.changes:
            for id in each.ending:
                ends.setdefault(id, each)
        return ends

    @cached_property
    def _ownerships(self) -> dict[str, tuple[Ownership, ...]]:
        return {each: tuple(_joined(self._rows(each))) for each in competences.COMPETENCES}

    def _rows(self, competence: str) -> Iterator[Ownership]:
        """One row for every stretch of days between two that may have changed its holder."""
        first = [row for row in competences.OWNERSHIPS if row.competence == competence]
        moved = [each for each in self.changes if each.data.get("competence") == competence]
        turns = {row.valid_from for row in first} | {each.valid_from for each in moved}
        turns |= {row.valid_to + timedelta(days=1) for row in first if row.valid_to}
        turns |= {end.valid_from for end in self._ends.values()}
        days = sorted(day for day in turns if day >= first[0].valid_from)
        for day, following in zip(days, [*days[1:], None], strict=True):
            held = next((row for row in first if row.holds(day)), None)
            transfer = next((each for each in reversed(moved) if each.valid_from <= day), None)
            if transfer is not None:
                held = replace(held or first[-1], owner=transfer.data["successor"])
            if held is not None:
                until = following - timedelta(days=1) if following else None
                yield replace(held, owner=self.successor(held.owner, day), valid_from=day, valid_to=until)

    def _gone(self, found: Agency, until: date, on: date) -> str:
        follower = self.successor(found.id, on)
        if follower == found.id:
            return f"{found.name} đã giải thể từ ngày {until:%d/%m/%Y}."
        name = self.described(follower, on).name
        return f"{found.name} đã kết thúc hoạt động từ ngày {until:%d/%m/%Y}; {name} kế thừa."


def _begun(change: Change) -> Agency:
    data = change.data
    return Agency(
        id=data["agency"],
        name=data["name"],
        short=data["short"],
        block=data["block"] or "",
        service=None,
        kind=data["kind"],
        parent=data["parent"],
    )


def _joined(rows: Iterable[Ownership]) -> Iterator[Ownership]:
    """Neighbouring stretches of one owner as one row."""
    last: Ownership | None = None
    for row in rows:
        if last is not None and last.owner == row.owner and last.clause == row.clause and _follows(last, row):
            last = replace(last, valid_to=row.valid_to)
            continue
        if last is not None:
            yield last
        last = row
    if last is not None:
        yield last


def _follows(last: Ownership, row: Ownership) -> bool:
    return last.valid_to is not None and last.valid_to + timedelta(days=1) == row.valid_from


BASELINE = Organisation()
"""As on 18/6/2021, before any fact of reorganisation."""
