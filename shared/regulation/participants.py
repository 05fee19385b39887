"""Ai chủ trì, ai phối hợp một nghĩa vụ, vào ngày nào: by competence, never by a list of names (Điều 2 khoản 2).

The sets differ from duty to duty: Điều 9 asks four and not Sở Tư pháp, Điều 10 khoản 1 asks those concerned as well.
Which words a duty says them in is data of the regulation (``duties``); here they become agencies.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from shared.regulation import duties
from shared.regulation.agencies import BLOCKS
from shared.regulation.duties import Duty
from shared.regulation.organisation import Organisation

STANDING = "steering"
"""The competence whose holder is cơ quan thường trực cải cách hành chính (Điều 4 khoản 1)."""

FIELDS = (
    "institutions",
    "public_finance",
    "information_technology",
    "iso",
    "administrative_procedures",
)
"""The competences whose holders the regulation lists beside Sở Nội vụ (5CQ), wherever it lists all of them."""

SCHEME_CONTENTS = {
    "QC-9.2": ("administrative_procedures", "one_stop"),
    "QC-9.3": ("information_technology",),
    "QC-9.4": ("iso",),
    "QC-9.5-1": ("public_finance",),
}
"""Điều 9: who appraises which content of a scheme; cải cách thể chế is not among them."""


def standing_agency(organisation: Organisation, on: date) -> str:
    """Cơ quan thường trực cải cách hành chính: Sở Nội vụ in 2021."""
    return organisation.owner(STANDING, on)


def field_agencies(organisation: Organisation, on: date) -> tuple[str, ...]:
    """The holders of the fields beside the standing agency: five agencies in 2021, fewer after a merger."""
    return tuple(each for each in organisation.holders(FIELDS, on) if each != standing_agency(organisation, on))


@dataclass(frozen=True)
class Matter:
    """Những gì Quy chế để cho từng việc nêu: who leads it, who coordinates, whom it concerns."""

    assigned: Collection[str] = ()
    named: Collection[str] = ()
    concerned: Collection[str] = ()


UNSPECIFIC = Matter()
OUTSIDE = frozenset({"nobody", "ubnd", "chairman", "steering_committee", "ministry", "competent", "recipients"})
"""Words of ``PARTIES`` that are no agencies of the catalogue: they are told to people, and nobody's work is opened."""


def lead_of(id: str, organisation: Organisation, on: date, matter: Matter = UNSPECIFIC) -> tuple[str, ...]:
    """Who leads this duty on that day: one agency; several where each of them owes it by itself (each of the fields).

    ``matter`` names those whom the regulation leaves to the single case. Raises UnknownDuty.
    """
    duty = _duty(id, on)
    if duty.lead == "operative":
        leads = (each for other in duty.carried_by for each in lead_of(other, organisation, on, matter))
        return tuple(dict.fromkeys(leads))
    return agencies_of(duty.lead, organisation, on, matter)


def coordinators_of(id: str, organisation: Organisation, on: date, matter: Matter = UNSPECIFIC) -> tuple[str, ...]:
    """Who coordinates: never who leads (Điều 2 khoản 2). Raises UnknownDuty."""
    leads = lead_of(id, organisation, on, matter)
    found = agencies_of(_duty(id, on).coordinators, organisation, on, matter)
    return tuple(each for each in found if each not in leads)


def actors_of(id: str, organisation: Organisation, on: date, matter: Matter = UNSPECIFIC) -> tuple[str, ...]:
    """Who carries it out: the lead, but for what it asks of others (Điều 8 khoản 1, Điều 9). Raises UnknownDuty."""
    actors = _duty(id, on).actors
    return agencies_of(actors, organisation, on, matter) if actors else lead_of(id, organisation, on, matter)


def receivers_of(id: str, organisation: Organisation, on: date, matter: Matter = UNSPECIFIC) -> tuple[str, ...]:
    """Which agencies receive what it produces; UBND tỉnh and those above it are none. Raises UnknownDuty."""
    return agencies_of(_duty(id, on).to, organisation, on, matter)


def relay_of(id: str, organisation: Organisation, on: date) -> str | None:
    """Through whom it goes to UBND tỉnh; None: directly. Raises UnknownDuty."""
    via = agencies_of(_duty(id, on).via, organisation, on)
    return via[0] if via else None


def agencies_of(expression: str, organisation: Organisation, on: date, matter: Matter = UNSPECIFIC) -> tuple[str, ...]:
    """The agencies that the words of ``PARTIES`` are on that day, each once, in the order of the words.

    Raises ValueError for a word that says nothing, UnknownCompetence where nobody holds the competence.
    """
    found = (each for word in expression.split() for each in _agencies(word, organisation, on, matter))
    return tuple(dict.fromkeys(found))


def _agencies(word: str, organisation: Organisation, on: date, matter: Matter) -> Iterator[str]:
    by_matter: dict[str, Iterable[str]] = {
        "assigned": matter.assigned,
        "named": matter.named,
        "concerned": matter.concerned,
    }
    if word.startswith("%"):
        yield organisation.owner(word[1:], on)
    elif word == "fields":
        yield from field_agencies(organisation, on)
    elif word in by_matter:
        yield from by_matter[word]
    elif word == "all" or word in BLOCKS:
        yield from (each.id for each in organisation.agencies(on, None if word == "all" else word))
    elif word not in OUTSIDE:
        raise ValueError(f"không phải một cách gọi cơ quan: {word!r}")


def _duty(id: str, on: date) -> Duty:
    """As it stood on that day; before the regulation of 2021 there is no other text to go by."""
    try:
        return duties.duty_on(id, on)
    except LookupError:
        return duties.duty(id)
