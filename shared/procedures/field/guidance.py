"""Hướng dẫn nội dung mình phụ trách (Điều 13 khoản 3, Điều 14–18 khoản 1): mọi cơ quan phụ trách làm như nhau."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemas.field_work import IssueGuidance, WithdrawGuidance
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import takes
from shared.procedures.document import issue_document
from shared.procedures.field.lead import own_content
from shared.procedures.task.task import must_be_known
from shared.procedures.work import must_be_work

# What is remembered


class Guidance(Record):
    """Một văn bản hướng dẫn của cơ quan này."""

    key = ("guidance", "lead")
    dossier = True

    @event("GuidanceIssued")
    def __init__(
        self,
        *,
        guidance: str,
        content: str,
        clause: str,
        lead: str,
        coordinators: list[str],
        mode: str,
        title: str,
        body: str,
        replaces: str | None,
        document: dict[str, Any],
    ) -> None:
        self.guidance = guidance
        self.lead = lead
        self.title = title
        self.withdrawn = False

    def withdraw(self, *, reason: str) -> None:
        if self.withdrawn:
            raise Refused("GUIDANCE_WITHDRAWN", f"Hướng dẫn “{self.title}” đã thôi áp dụng.")
        self._withdraw(guidance=self.guidance, lead=self.lead, reason=reason)

    @event("GuidanceWithdrawn")
    def _withdraw(self, *, guidance: str, lead: str, reason: str) -> None:
        self.withdrawn = True


# What is taken


@takes(IssueGuidance)
def issue(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Ban hành; văn bản bị thay thì thôi áp dụng cùng lúc."""
    data = message.data
    row = own_content(ledger, data["content"])
    if ledger.find(Guidance, guidance=data["guidance"], lead=ledger.agency) is not None:
        raise Refused("GUIDANCE_EXISTS", f"Mã hướng dẫn {data['guidance']} đã dùng.")
    replaced = _guidance(ledger, data["replaces"]) if data["replaces"] else None
    must_be_known(ledger, data["agencies"])
    must_be_work(ledger.agency, data["agencies"])
    series, document = issue_document(
        ledger,
        signing=data["signing"],
        title=data["title"],
        about=f"guidance/{data['guidance']}/{ledger.agency}",
        recipients=data["agencies"],
    )
    yield series
    if replaced is not None:
        replaced.withdraw(reason=f"Được thay bằng “{data['title']}”.")
        yield replaced
    yield Guidance(
        guidance=data["guidance"],
        content=data["content"],
        clause=row.clause,
        lead=ledger.agency,
        coordinators=data["agencies"],
        mode=data["mode"],
        title=data["title"],
        body=data["body"],
        replaces=data["replaces"],
        document=document,
    )


@takes(WithdrawGuidance)
def withdraw(message: Message, ledger: Ledger) -> Iterator[Record]:
    found = _guidance(ledger, message.data["guidance"])
    found.withdraw(reason=message.data["reason"])
    yield found


def _guidance(ledger: Ledger, code: str) -> Guidance:
    found = ledger.find(Guidance, guidance=code, lead=ledger.agency)
    if found is None:
        raise Refused("UNKNOWN_GUIDANCE", f"{ledger.agency} chưa ban hành hướng dẫn {code} nào.")
    return found
