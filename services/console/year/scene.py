"""Một việc của năm mẫu: lúc nào, ai, lệnh gì, nội dung gì; và các mẫu giấy tờ dùng chung (DỮ LIỆU MẪU).

Nobody here is a person and nothing here is official: signers, papers, figures and deadlines are made up and say so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import schemas
from services.console.client import Order
from services.console.rehearsal.declared import draw
from services.console.rehearsal.plan import SAMPLE
from services.console.rehearsal.stage import Watch
from shared.mechanism.clock import ICT
from shared.regulation.agencies import agency, service_of

FIELDS = ("STP", "STC", "STTTT", "SKHCN", "VPUBND")
"""Năm cơ quan phối hợp mà Quy chế nêu tên bên cạnh Sở Nội vụ, như năm 2021."""

Data = dict[str, Any]
Told = Callable[[Watch], Any]
_SPACE = uuid5(NAMESPACE_URL, "urn:phoihop:sample-year:2022")


def at(day: str, hour: int = 8, minute: int = 0) -> datetime:
    """That day and hour in Vietnam; working hours begin at eight."""
    named = date.fromisoformat(day)
    return datetime(named.year, named.month, named.day, hour, minute, tzinfo=ICT)


@dataclass(frozen=True)
class Act:
    """Một lệnh của năm mẫu. A value of ``data`` that is a function is asked what the ledgers say by then."""

    moment: datetime
    agency: str
    command: str
    data: Mapping[str, Any] = field(repr=False)
    to: str = ""
    """The service that takes it, where the schema leaves that to the matter (a task goes to whoever holds it)."""
    signed: str = ""
    """The day on the paper, when it is not that of the moment: signed in time and delivered late."""
    refused: str = ""
    """The code with which it is refused, as the script means it."""
    again: str = ""
    """Tells it from another act of the same agency, command and moment."""

    def order(self, told: Watch) -> Order:
        """The command as it is sent: the same bytes under the same id, however often."""
        data = {name: value(told) if callable(value) else value for name, value in self.data.items()}
        return Order(
            command=self.command,
            data=data,
            agency=self.agency,
            to=self.to or addressee(self.command, self.agency),
            actor=f"Cán bộ mẫu – {agency(self.agency).name} {SAMPLE}",
            id=self.id,
            capacity=capacity_of(self.command),
            effective=date.fromisoformat(self.signed) if self.signed else self.moment.date(),
        )

    @property
    def id(self) -> str:
        step = (self.command, self.agency, self.moment.isoformat(), self.again)
        return str(uuid5(_SPACE, "/".join(step)))


Scene = Iterator[Act]


def act(
    moment: datetime,
    agency_id: str,
    command: str,
    /,
    *,
    to: Any = "",
    signed: Any = "",
    refused: Any = "",
    again: Any = "",
    **data: Any,
) -> Act:
    """An act whose data are the other named values; these may be of any type, so the options are not told apart."""
    return Act(moment, agency_id, command, data, to=to, signed=signed, refused=refused, again=again)


@cache
def addressee(command: str, agency_id: str) -> str:
    """The service that the schema names; for ``owner`` the agency's own, else Sở Nội vụ's."""
    schema = schemas.find(command)
    to: str = getattr(schema, "to", "noi_vu")
    return (service_of(agency_id) or "noi_vu") if to == "owner" else to


def capacity_of(command: str) -> str:
    """In which capacity it is signed: what the Committee decides is signed in its name."""
    return "TM. KT." if command == "DecideMatter" else ""


# Papers


def signing(notation: str, position: str = "Giám đốc", capacity: str = "") -> Data:
    """A paper that is about to be issued; the service numbers it."""
    return {"notation": notation, "signer": f"Người ký mẫu {SAMPLE}", "position": position, "capacity": capacity}


def of_committee(notation: str = "QĐ-UBND") -> Data:
    """A paper of the Committee."""
    return signing(notation, "Phó Chủ tịch UBND tỉnh", "TM. KT.")


def paper(notation: str, moment: datetime | str, number: str = "", position: str = "Thủ trưởng cơ quan") -> Data:
    """A paper of an agency that numbers its own."""
    issued = moment if isinstance(moment, str) else moment.date().isoformat()
    made_up = number or f"MẪU-{1 + draw(899, notation, issued)}"
    return {"number": made_up, "notation": notation, "issued": issued, **_signer(position)}


def _signer(position: str) -> Data:
    return {"signer": f"Người ký mẫu {SAMPLE}", "position": position, "capacity": ""}


def own_paper(agency_id: str, sort: str, moment: datetime) -> Data:
    """``signing`` for an agency with a service, ``document`` for one that numbers its own."""
    notation = f"{sort}-{agency_id}"
    return {"signing": signing(notation)} if service_of(agency_id) else {"document": paper(notation, moment)}


def deadline(due: datetime, source: str) -> Data:
    """From then on it is late, and why."""
    return {"due": due.isoformat(), "source": f"{source} {SAMPLE}"}


def sha256(*names: str) -> str:
    """The hash of a file that does not exist: of these very words."""
    return hashlib.sha256(f"dữ liệu mẫu/{'/'.join(names)}".encode()).hexdigest()


def evidence(agency_id: str, moment: datetime, title: str) -> Data:
    """A made-up document that proves something."""
    return {
        "number": f"MẪU-{1 + draw(899, agency_id, title)}/BC-{agency_id}",
        "issuer": f"{agency(agency_id).name} {SAMPLE}",
        "issued": moment.date().isoformat(),
        "pages": "Trang 1–4",
        "sha256": sha256(agency_id, title),
        "title": f"{title} {SAMPLE}",
    }


def sample(words: str) -> str:
    """What is made up says so."""
    return f"{words} {SAMPLE}"


def decision(moment: datetime, matter: str, *, approved: bool = True, reason: str = "") -> Act:
    """UBND tỉnh decides a matter that was brought before it, or gives it back and says why."""
    told = {"matter": matter, "approved": approved, "reason": sample(reason) if reason else None}
    paper_of = of_committee() if approved else signing("CV-VPUBND", "Chánh Văn phòng")
    return act(moment, "VPUBND", "DecideMatter", **told, signing=paper_of, again=matter)
