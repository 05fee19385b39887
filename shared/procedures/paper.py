"""Văn bản kèm một việc: cơ quan có dịch vụ thì được cấp số ở đây, cơ quan khác tự cấp số (Nghị định 30/2020/NĐ-CP).

A command that both kinds of agency send has two optional fields, ``signing`` and ``document``; which one must be filled
follows from who sends it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused
from shared.procedures.document import issue_document
from shared.procedures.organisation import organisation

STANDING_SERVICE = "noi_vu"


def service_for(ledger: Ledger, agency: str) -> str:
    """The department through which the agency acts: its own, else that of the standing agency. Raises UnknownAgency."""
    return organisation(ledger).service_of(agency) or STANDING_SERVICE


def speaks_for(ledger: Ledger, agency: str) -> bool:
    """True when this department is the one through which the agency acts."""
    return service_for(ledger, agency) == ledger.department


def paper(
    ledger: Ledger, message: Message, *, title: str, about: str, recipients: Sequence[str] = ()
) -> tuple[list[Record], dict[str, Any]]:
    """What the taker yields beside its own record, and the document. Raises Refused."""
    signing, document = message.data["signing"], message.data["document"]
    if message.agency != ledger.agency:
        if document is None:
            raise Refused("DOCUMENT_MISSING", f"{message.agency} tự cấp số văn bản: phải nêu văn bản ở document.")
        return [], document
    if signing is None:
        sentence = f"Văn bản của {message.agency} được cấp số ở đây: phải nêu người ký ở signing."
        raise Refused("SIGNING_MISSING", sentence)
    # A list of recipients beyond what a letter's register holds is not written into it twice: it stands in the fact.
    series, issued = issue_document(ledger, signing=signing, title=title, about=about, recipients=recipients[:60])
    return [series], issued
