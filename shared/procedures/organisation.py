"""Danh bạ cơ quan và thẩm quyền như cơ quan này biết (Điều 4 khoản 2): ai là ai, ai chủ trì gì, vào ngày nào.

Sở Nội vụ records what happens to the organisation; each department notes it in its own ledger and reads it there.
What is open when a fact takes effect has to go to who holds it from that day, and the same alarm rings for that in
every department, at 00:00 of the day or at once when the day has passed:

    @alarm("reorganisation_takes_effect")
    def move_my_work(message: Message, ledger: Ledger) -> Iterator[Record]:
        known, today = organisation(ledger), ledger.now.date()
        …  # whatever lies open with ``asked``: where known.successor(asked, today) is another, close it there, ask here

A noun that cannot list what it has open needs no move: it accepts the answer from ``answers_for``. Until then the
successor may act in the service of the agency in whose place it stands: authority lets it through that door.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

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
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Fact, Message, plain
from shared.mechanism.record import Record, event
from shared.mechanism.taking import Alarm, schedules, takes
from shared.mechanism.view import View, sees
from shared.regulation.organisation import BASELINE, Organisation
from shared.regulation.windows import before

PROVINCE = "quang-nam"
TAKES_EFFECT = "reorganisation_takes_effect"

# What is remembered


class KnownOrganisation(Record):
    """Tổ chức của tỉnh theo mọi điều cơ quan này đã được báo (Điều 4 khoản 2)."""

    key = ("province",)

    @event("OrganisationNoted")
    def __init__(self, *, province: str) -> None:
        self.province = province
        self.organisation = BASELINE

    def note(self, *, fact: str, told: dict[str, Any], recorded: datetime) -> None:
        """One fact of reorganisation; what is known already is not noted again."""
        if self.organisation.noting(fact, told, recorded) != self.organisation:
            self._note(fact=fact, told=plain(told), recorded=recorded.isoformat())

    @event("ReorganisationNoted")
    def _note(self, *, fact: str, told: dict[str, Any], recorded: str) -> None:
        self.organisation = self.organisation.noting(fact, told, datetime.fromisoformat(recorded))


def known_organisation(ledger: Ledger) -> KnownOrganisation:
    """The record of what this department knows; a new one when nothing ever happened."""
    return ledger.find(KnownOrganisation, province=PROVINCE) or KnownOrganisation(province=PROVINCE)


def organisation(ledger: Ledger) -> Organisation:
    """What this department knows of the province's organisation."""
    known = ledger.find(KnownOrganisation, province=PROVINCE)
    return BASELINE if known is None else known.organisation


def answers_for(ledger: Ledger, *, sender: str, asked: Iterable[str]) -> tuple[str, ...]:
    """Of those who were asked, those for whom the sender may answer today: itself, and those it has succeeded."""
    known, today = organisation(ledger), ledger.now.date()
    return tuple(each for each in asked if known.successor(each, today) == sender)


def known_as(ledger: Ledger, agency: str, names: Iterable[str]) -> str:
    """Of these names the one that means this agency today: its own, else that of one in whose place it stands.

    Its own where none does.
    """
    names = tuple(names)
    return agency if agency in names else next(iter(answers_for(ledger, sender=agency, asked=names)), agency)


def still_owing(ledger: Ledger, *, asked: Iterable[str], answered: Iterable[str]) -> list[str]:
    """Who was asked and has not answered; of one that is no more, its successor, unless that has answered."""
    known, today, done = organisation(ledger), ledger.now.date(), set(answered)
    owing = ((each, known.successor(each, today)) for each in asked)
    open = (heir for each, heir in owing if not {each, heir} & done and known.exists(heir, today))
    return list(dict.fromkeys(open))


# What is taken


@takes(
    AgencyEstablished,
    AgencyRenamed,
    AgencyPlaced,
    AgenciesMerged,
    AgencyDissolved,
    CompetenceTransferred,
    AgencyCodeAssigned,
    ReorganisationWithdrawn,
)
def note_reorganisation(message: Message, ledger: Ledger) -> Iterator[Record]:
    known = known_organisation(ledger)
    known.note(fact=message.type, told=message.data, recorded=message.time)
    yield known


# What falls due


@schedules(AgenciesMerged, AgencyDissolved, CompetenceTransferred)
def takes_effect(fact: Fact) -> Iterator[Alarm]:
    day = datetime.fromisoformat(fact.data["valid_from"]).date()
    data = {"change": fact.data["change"], "fact": fact.type}
    yield Alarm(name=TAKES_EFFECT, key=str(fact.data["change"]), due=before(day), data=data)


@schedules(ReorganisationWithdrawn)
def takes_no_effect(fact: Fact) -> Iterator[Alarm]:
    """Withdrawn before its day, it never rings; after it, what was moved is looked at again at once."""
    day = datetime.fromisoformat(fact.data["valid_from"]).date()
    yield Alarm(name=TAKES_EFFECT, key=str(fact.data["withdrawn"]), due=None)
    if before(day) <= fact.time:
        data = {"change": fact.data["change"], "fact": fact.type}
        yield Alarm(name=TAKES_EFFECT, key=str(fact.data["change"]), due=fact.time, data=data)


# What is shown


class OrganisationRegister(View):
    """Điều gì đã xảy ra với cơ quan nào, từ ngày nào, theo văn bản nào? Rows: ``000001``, one a fact.

    The organisation of any day, as known at any moment, is folded from the rows by ``folded``.
    """

    name = "organisation_register"

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
    def noted(self, fact: Fact) -> None:
        self.rows[f"{fact.data['change']:06d}"] = {
            "type": fact.type,
            "data": fact.data,
            "recorded": fact.time.isoformat(),
            "fact": fact.id,
        }

    def folded(self) -> Organisation:
        found = BASELINE
        for _, row in sorted(self.rows.items()):
            found = found.noting(row["type"], row["data"], datetime.fromisoformat(row["recorded"]))
        return found
