"""Cung cấp, trao đổi thông tin, tài liệu; biết ai đã nhận, ai đã đọc (Điều 7 khoản 1, Điều 12 khoản 1).

Every department does this alike. What an agency without a service shares or reads is noted by Sở Nội vụ, which is the
register of all that coordinate (Điều 4 khoản 2). Receipt is noted by the recipient's own service, reading by a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from schemas.information import (
    ConfirmReading,
    CorrectInformation,
    InformationShared,
    InformationWithdrawn,
    ShareInformation,
    WithdrawInformation,
)
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import takes
from shared.procedures.organisation import organisation
from shared.procedures.work import must_be_named, must_be_served_here
from shared.regulation.participants import field_agencies, standing_agency

REGISTRAR = "noi_vu"

# What is remembered


class Information(Record):
    """Một việc cung cấp thông tin: nội dung hiện hành, các lần đính chính, thu hồi."""

    key = ("information",)
    dossier = True

    @event("InformationBegun")
    def __init__(self, *, information: str, agency: str, recipients: list[str]) -> None:
        self.information = information
        self.agency = agency
        self.recipients = recipients
        self.edition = 0
        self.withdrawn = False
        self.latest: dict[str, Any] = {}

    def share(self, **content: Any) -> None:
        self._share(information=self.information, edition=self.edition + 1, **content)

    @event("InformationShared")
    def _share(
        self,
        *,
        information: str,
        edition: int,
        clause: str,
        agency: str,
        sort: str,
        field: str | None,
        title: str,
        summary: str | None,
        recipients: list[str],
        departments: list[str],
        files: list[dict[str, Any]],
        mode: str,
    ) -> None:
        self.edition = edition
        self.latest = {
            "clause": clause,
            "agency": agency,
            "sort": sort,
            "field": field,
            "recipients": recipients,
            "departments": departments,
            "mode": mode,
        }

    def correct(self, *, title: str, summary: str, files: list[dict[str, Any]]) -> None:
        self._must_stand()
        self.share(title=title, summary=summary, files=files, **self.latest)

    def withdraw(self, *, reason: str) -> None:
        self._must_stand()
        self._withdraw(information=self.information, agency=self.agency, recipients=self.recipients, reason=reason)

    @event("InformationWithdrawn")
    def _withdraw(self, *, information: str, agency: str, recipients: list[str], reason: str) -> None:
        self.withdrawn = True

    def _must_stand(self) -> None:
        if self.withdrawn:
            raise Refused("INFORMATION_WITHDRAWN", f"{self.information} đã thu hồi.")


class Reading(Record):
    """Thông tin mà cơ quan này được nhận: bản nào, những ai mà dịch vụ này ghi sổ đã đọc."""

    key = ("information",)

    @event("ReadingBegun")
    def __init__(self, *, information: str) -> None:
        self.information = information
        self.edition = 0
        self.recipients: list[str] = []
        self.read: dict[str, int] = {}
        self.withdrawn = False

    def receive(self, *, edition: int, sharer: str, recipients: list[str], received: datetime) -> None:
        self._receive(
            information=self.information,
            edition=edition,
            sharer=sharer,
            recipients=recipients,
            received=received.isoformat(),
        )

    @event("InformationReceived")
    def _receive(self, *, information: str, edition: int, sharer: str, recipients: list[str], received: str) -> None:
        self.edition = edition
        self.recipients = recipients

    def confirm(self, *, agency: str, note: str | None) -> None:
        """Raises Refused for who is no recipient, has read this edition already, or reads what was taken back."""
        if agency not in self.recipients:
            raise Refused("NOT_RECIPIENT", f"{agency} không phải là nơi nhận của {self.information}.")
        if self.withdrawn:
            raise Refused("INFORMATION_WITHDRAWN", f"{self.information} đã thu hồi.")
        if self.read.get(agency) == self.edition:
            raise Refused("ALREADY_READ", f"{agency} đã xác nhận đọc {self.information} lần {self.edition}.")
        self._confirm(information=self.information, edition=self.edition, agency=agency, note=note)

    @event("ReadingConfirmed")
    def _confirm(self, *, information: str, edition: int, agency: str, note: str | None) -> None:
        self.read[agency] = edition

    def take_back(self) -> None:
        self._take_back()

    @event("ReadingTakenBack")
    def _take_back(self) -> None:
        self.withdrawn = True


# What is taken


@takes(ShareInformation)
def share(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    must_be_served_here(data["agency"], ledger, otherwise=REGISTRAR)
    must_be_named(data["information"], "information", data["agency"])
    if ledger.find(Information, information=data["information"]) is not None:
        raise Refused("INFORMATION_EXISTS", f"{data['information']} đã có; muốn sửa thì đính chính.")
    recipients = _recipients(data, ledger)
    information = Information(information=data["information"], agency=data["agency"], recipients=recipients)
    wanted = ("agency", "sort", "field", "title", "summary", "files", "mode")
    information.share(
        clause=_clause(data, recipients, ledger),
        recipients=recipients,
        departments=_departments(recipients, ledger),
        **{name: data[name] for name in wanted},
    )
    yield information


def _recipients(data: dict[str, Any], ledger: Ledger) -> list[str]:
    """Those named; without any, the standing agency and the leads of the fields, but the sharer. Raises Refused."""
    known, on = organisation(ledger), ledger.now.date()
    named: list[str] = data["recipients"] or [standing_agency(known, on), *field_agencies(known, on)]
    here = {each.id for each in known.agencies(on)}
    strangers = [each for each in named if each not in here]
    if strangers:
        raise Refused("UNKNOWN_AGENCY", f"Không có cơ quan {', '.join(strangers)} vào ngày {on:%d/%m/%Y}.")
    others = [each for each in named if each != data["agency"]]
    if not others:
        raise Refused("NO_RECIPIENT", "Phải có ít nhất một nơi nhận khác cơ quan cung cấp.")
    return others


def _departments(recipients: list[str], ledger: Ledger) -> list[str]:
    known = organisation(ledger)
    return list(dict.fromkeys(known.service_of(each) or REGISTRAR for each in recipients))


def _clause(data: dict[str, Any], recipients: list[str], ledger: Ledger) -> str:
    """Sở Nội vụ owes status and results of plans to the leads of the fields (7.1); every sở, ban, ngành owes new rules
    of its field (12.1)."""
    known, on = organisation(ledger), ledger.now.date()
    if data["sort"] == "legal_rule":
        return "QC-12.1" if data["agency"] in {each.id for each in known.agencies(on, "departments")} else "†"
    owed = data["agency"] == standing_agency(known, on) and data["sort"] in {"status", "result"}
    return "QC-7.1-1" if owed and set(field_agencies(known, on)) <= set(recipients) else "†"


@takes(InformationShared)
def receive(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Vào sổ cho mọi nơi nhận mà dịch vụ này ghi sổ."""
    data = message.data
    mine = [
        each for each in data["recipients"] if (organisation(ledger).service_of(each) or REGISTRAR) == ledger.department
    ]
    if mine:
        reading = _reading(ledger, data["information"])
        reading.receive(edition=data["edition"], sharer=data["agency"], recipients=mine, received=ledger.now)
        yield reading


@takes(ConfirmReading)
def confirm_reading(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    must_be_served_here(data["agency"], ledger, otherwise=REGISTRAR)
    reading = ledger.find(Reading, information=data["information"])
    if reading is None:
        raise Refused("UNKNOWN_INFORMATION", f"{data['agency']} chưa nhận {data['information']}.")
    reading.confirm(agency=data["agency"], note=data["note"])
    yield reading


@takes(CorrectInformation)
def correct(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    information = _own(message, ledger)
    information.correct(title=data["title"], summary=data["summary"], files=data["files"])
    yield information


@takes(WithdrawInformation)
def withdraw(message: Message, ledger: Ledger) -> Iterator[Record]:
    information = _own(message, ledger)
    information.withdraw(reason=message.data["reason"])
    yield information


@takes(InformationWithdrawn)
def take_back(message: Message, ledger: Ledger) -> Iterator[Record]:
    reading = ledger.find(Reading, information=message.data["information"])
    if reading is not None and not reading.withdrawn:
        reading.take_back()
        yield reading


def _own(message: Message, ledger: Ledger) -> Information:
    """What this agency shared. Raises Refused."""
    data = message.data
    must_be_served_here(data["agency"], ledger, otherwise=REGISTRAR)
    found = ledger.find(Information, information=data["information"])
    if found is None or found.agency != data["agency"]:
        raise Refused("UNKNOWN_INFORMATION", f"{data['agency']} chưa cung cấp {data['information']}.")
    return found


def _reading(ledger: Ledger, information: str) -> Reading:
    return ledger.find(Reading, information=information) or Reading(information=information)
