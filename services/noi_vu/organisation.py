"""Danh bạ cơ quan phối hợp: ghi điều cơ quan có thẩm quyền đã quyết định về tổ chức (Điều 4 khoản 2) †.

Sở Nội vụ decides nothing here but whether what it is told can stand beside all that it was told before. Each fact has a
number in the register, by which it can be withdrawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from schemas.organisation import (
    AssignAgencyCode,
    DissolveAgency,
    EstablishAgency,
    MergeAgencies,
    PlaceAgency,
    RenameAgency,
    TransferCompetence,
    WithdrawReorganisation,
)
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message, plain
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import takes
from shared.procedures.organisation import PROVINCE, known_organisation
from shared.procedures.refusal import refuse
from shared.regulation.competences import COMPETENCES
from shared.regulation.organisation import Change, Organisation
from shared.regulation.reorganisation import broken, competence_faults, faults

# What is remembered


class AgencyRegister(Record):
    """Danh bạ cơ quan và thẩm quyền của tỉnh (Điều 4 khoản 2): các dòng, theo số."""

    key = ("province",)
    dossier = True

    @event("AgencyRegisterBegun")
    def __init__(self, *, province: str) -> None:
        self.province = province
        self.change = 0

    def note(self, change: Change) -> None:
        """Under the name of what happened, the fact that was found to stand."""
        note: Callable[..., None] = getattr(self, _NOTES[change.type])
        note(**change.data)

    @event("AgencyEstablished")
    def _establish(
        self,
        *,
        change: int,
        agency: str,
        name: str,
        short: str,
        kind: str,
        block: str | None,
        parent: str | None,
        valid_from: str,
        document: dict[str, Any],
        sample: bool,
    ) -> None:
        self.change = change

    @event("AgencyRenamed")
    def _rename(
        self,
        *,
        change: int,
        agency: str,
        previous: str,
        name: str,
        short: str,
        valid_from: str,
        document: dict[str, Any],
        sample: bool,
    ) -> None:
        self.change = change

    @event("AgencyPlaced")
    def _place(
        self,
        *,
        change: int,
        agency: str,
        block: str | None,
        parent: str,
        valid_from: str,
        document: dict[str, Any],
        sample: bool,
    ) -> None:
        self.change = change

    @event("AgenciesMerged")
    def _merge(
        self,
        *,
        change: int,
        predecessors: list[str],
        successor: str,
        competences: list[str],
        valid_from: str,
        document: dict[str, Any],
        sample: bool,
    ) -> None:
        self.change = change

    @event("AgencyDissolved")
    def _dissolve(
        self,
        *,
        change: int,
        agency: str,
        successor: str | None,
        competences: list[str],
        valid_from: str,
        document: dict[str, Any],
        sample: bool,
    ) -> None:
        self.change = change

    @event("CompetenceTransferred")
    def _transfer(
        self,
        *,
        change: int,
        competence: str,
        title: str,
        predecessor: str,
        successor: str,
        clause: str,
        valid_from: str,
        document: dict[str, Any],
        sample: bool,
    ) -> None:
        self.change = change

    @event("AgencyCodeAssigned")
    def _assign_code(
        self, *, change: int, agency: str, code: str, valid_from: str, document: dict[str, Any], sample: bool
    ) -> None:
        self.change = change

    @event("ReorganisationWithdrawn")
    def _withdraw(
        self, *, change: int, withdrawn: int, fact: str, agencies: list[str], valid_from: str, reason: str
    ) -> None:
        self.change = change


_NOTES = {
    "AgencyEstablished": "_establish",
    "AgencyRenamed": "_rename",
    "AgencyPlaced": "_place",
    "AgenciesMerged": "_merge",
    "AgencyDissolved": "_dissolve",
    "CompetenceTransferred": "_transfer",
    "AgencyCodeAssigned": "_assign_code",
    "ReorganisationWithdrawn": "_withdraw",
}


# What is taken


@takes(EstablishAgency)
def establish(message: Message, ledger: Ledger) -> Iterator[Record]:
    yield from _record("AgencyEstablished", message, ledger)


@takes(RenameAgency)
def rename(message: Message, ledger: Ledger) -> Iterator[Record]:
    yield from _record("AgencyRenamed", message, ledger)


@takes(PlaceAgency)
def place(message: Message, ledger: Ledger) -> Iterator[Record]:
    yield from _record("AgencyPlaced", message, ledger)


@takes(MergeAgencies)
def merge(message: Message, ledger: Ledger) -> Iterator[Record]:
    yield from _record("AgenciesMerged", message, ledger)


@takes(DissolveAgency)
def dissolve(message: Message, ledger: Ledger) -> Iterator[Record]:
    yield from _record("AgencyDissolved", message, ledger)


@takes(TransferCompetence)
def transfer(message: Message, ledger: Ledger) -> Iterator[Record]:
    yield from _record("CompetenceTransferred", message, ledger)


@takes(AssignAgencyCode)
def assign_code(message: Message, ledger: Ledger) -> Iterator[Record]:
    yield from _record("AgencyCodeAssigned", message, ledger)


@takes(WithdrawReorganisation)
def withdraw(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Rút một dòng khi các dòng còn lại vẫn đứng được."""
    number = message.data["withdrawn"]
    now = known_organisation(ledger).organisation
    found = next((each for each in now.changes if each.number == number), None)
    if found is None:
        known = any(each.number == number and each.type != "ReorganisationWithdrawn" for each in now.known)
        if known:
            raise Refused("ALREADY_WITHDRAWN", f"Dòng số {number} của danh bạ đã bị rút.")
        raise Refused("UNKNOWN_CHANGE", f"Danh bạ không có dòng số {number} rút được.")
    _must_stand(now.without(number), "CHANGE_DEPENDED_ON", f"Không rút được dòng số {number}")
    yield from _note(
        "ReorganisationWithdrawn",
        {
            "withdrawn": number,
            "fact": found.type,
            "agencies": list(found.named),
            "valid_from": found.valid_from,
            "reason": message.data["reason"],
        },
        ledger,
    )


def _record(fact: str, message: Message, ledger: Ledger) -> Iterator[Record]:
    """Take what was decided into the register. Raises Refused with all that contradicts it."""
    data, today = message.data, ledger.now.date()
    issued: date = data["document"]["issued"]
    if issued > today:
        raise Refused("DATE_IN_FUTURE", f"Văn bản ghi ngày {issued:%d/%m/%Y}, chưa tới.")
    now = known_organisation(ledger).organisation
    change = Change(_next(ledger), fact, data, ledger.now)
    refuse(list(faults(now, change)))
    refuse(list(competence_faults(now, change)))
    told = data | _added(fact, data, now)
    after = now.noting(fact, {**told, "change": change.number}, ledger.now)
    _must_stand(after, "BREAKS_OTHER_CHANGE", "Không ghi được")
    yield from _note(fact, told, ledger)


def _added(fact: str, data: dict[str, Any], now: Organisation) -> dict[str, Any]:
    """What a reader should not have to look up: how it was until that day."""
    day: date = data["valid_from"]
    match fact:
        case "AgencyRenamed":
            return {"previous": now.described(data["agency"], day).name}
        case "AgenciesMerged":
            return {"competences": [held for each in data["predecessors"] for held in now.competences_of(each, day)]}
        case "AgencyDissolved":
            return {"competences": list(now.competences_of(data["agency"], day))}
        case "CompetenceTransferred":
            held = now.ownership(data["competence"], day)
            return {"title": COMPETENCES[held.competence], "predecessor": held.owner, "clause": held.clause}
    return {}


def _must_stand(after: Organisation, code: str, what: str) -> None:
    """Raises Refused when one of the facts could not stand any more."""
    if fallen := broken(after):
        listed = ", ".join(str(each.number) for each in fallen)
        raise Refused(code, f"{what}: các dòng số {listed} của danh bạ sẽ không còn đứng được.")


def _note(fact: str, told: dict[str, Any], ledger: Ledger) -> Iterator[Record]:
    """In the register and in what this department knows, in one transaction."""
    change = Change(_next(ledger), fact, plain({**told, "change": _next(ledger)}), ledger.now)
    register = _register(ledger)
    register.note(change)
    known = known_organisation(ledger)
    known.note(fact=fact, told=dict(change.data), recorded=ledger.now)
    yield register
    yield known


def _register(ledger: Ledger) -> AgencyRegister:
    return ledger.find(AgencyRegister, province=PROVINCE) or AgencyRegister(province=PROVINCE)


def _next(ledger: Ledger) -> int:
    register = ledger.find(AgencyRegister, province=PROVINCE)
    return 1 if register is None else register.change + 1
