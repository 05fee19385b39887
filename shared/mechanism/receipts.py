"""Receipts (sổ công văn đến): one row for each thing that came to the door, with its bytes verbatim.

A receipt is itself a CloudEvents document. The received bytes stand at its very end, unescaped, as the last
member of ``data``: ``…,"message":<the bytes, as they came>}}``. They are cut out again by position, never by
parsing and writing, so they stay exactly what the sender's ledger holds.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from shared.mechanism.failure import WAITS, exception_of
from shared.mechanism.message import Fact, fact_from, fresh_salt, read, write
from shared.mechanism.record import Refused, identity
from shared.mechanism.store import Line, Row

if TYPE_CHECKING:
    from shared.mechanism.door import Delivery
    from shared.mechanism.ledger import Ledger

_MEMBER = b',"message":'
KEPT_OF_UNREADABLE = 4_096
"""Bytes kept of what cannot be read as JSON, beside its length and hash."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was set aside: its first receipt, the message in it, and how often it has been tried.

    ``body`` is None for an alarm, which nobody sent: its receipt is the message.
    """

    row: Row
    position: int
    document: dict[str, Any]
    body: bytes | None
    attempts: int


class Receipts:
    """Writes the receipts of one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def id_of(self, document: dict[str, Any]) -> UUID:
        """A receipt's id: made from the sender's name and message id, so that a second delivery finds it."""
        return identity(f"receipt/{document['source']}#{document['id']}")

    def received(self, document: dict[str, Any], body: bytes, *, own: bool) -> Row:
        data = {"source": document["source"], "fact": document["id"], "sequence": document["sequence"]}
        return self._row("FactReceived", document, data, None if own else body)

    def quarantined(self, document: dict[str, Any], body: bytes, cause: str) -> Row:
        data = {
            "source": document["source"],
            "fact": document["id"],
            "sequence": document["sequence"],
            **self._failed(cause, attempts=0 if cause == WAITS else 1),
        }
        return self._row("FactQuarantined", document, data, body)

    def _failed(self, cause: str, *, attempts: int) -> dict[str, Any]:
        """``attempts``: how often it has been tried in all; the version is that of the service which tried."""
        told = {"cause": cause, "exception": exception_of(cause), "attempts": attempts}
        return told | {"version": self._ledger.version}

    def retry_failed(self, kept: Kept, cause: str, *, actor: str, reason: str, corrected: str | None) -> Row:
        """Somebody tried again, and it still cannot be processed."""
        data = {**self._about(kept, reason, corrected), **self._failed(cause, attempts=kept.attempts + 1)}
        return self._after(kept, "QuarantineRetryFailed", data, None, actor=actor)

    def released(
        self, kept: Kept, *, actor: str, reason: str, skip: bool = False, corrected: str | None = None, behind: str = ""
    ) -> Row:
        """``corrected``: the data that were processed in place of those in the message, which stays as it came.

        They are text, and stand before the message: so its beginning is found again, whatever they hold.
        ``behind``: the receipt that it had waited for, where it was processed because that one was.
        """
        data = {**self._about(kept, reason, corrected), "skipped": skip, "attempts": kept.attempts + (not skip)}
        if behind:
            data["behind"] = behind
        own = kept.document["source"] == self._ledger.source
        return self._after(kept, "QuarantineReleased", data, None if own else kept.body, actor=actor)

    def _about(self, kept: Kept, reason: str, corrected: str | None) -> dict[str, Any]:
        about = {"message_id": kept.document["id"], "reason": reason, "quarantined": kept.position}
        about["version"] = self._ledger.version
        return about if corrected is None else {**about, "corrected": corrected}

    def _after(self, kept: Kept, topic: str, data: dict[str, Any], body: bytes | None, *, actor: str) -> Row:
        version = self._ledger.versions(kept.row) + 1
        return self._row(
            topic, kept.document, data, body, record_id=kept.row.record_id, version=version, actor=actor
        )

    def accepted(self, document: dict[str, Any], body: bytes | None, facts: Sequence[Row]) -> Row:
        """Without its bytes only where the ledger was recovered and nobody else had kept the command."""
        caused = [
            {"id": row.message, "type": row.type, "subject": row.subject, "sequence": row.sequence} for row in facts
        ]
        case = facts[0].case if facts else None
        return self._row("CommandAccepted", document, {"facts": caused}, body, case=case)

    def refused(self, document: dict[str, Any], body: bytes, refusal: Refused) -> Row:
        data = {"code": refusal.code, "message_vi": refusal.sentence, "errors": _kept(refusal.errors)}
        return self._row("CommandRefused", document, data, body)

    def rejected(self, delivery: Delivery, refusal: Refused, document: dict[str, Any] | None, fault: str = "") -> Row:
        digest = hashlib.sha256(delivery.body).hexdigest()
        told = document or {}
        data = {
            "code": refusal.code,
            "message_vi": refusal.sentence,
            "errors": _kept(refusal.errors),
            "command": storable(str(told.get("id", ""))),
            "user": delivery.user or "",
            "length": len(delivery.body),
            "sha256": digest,
            **({"fault": fault} if fault else {}),
            "beginning_base64": base64.b64encode(delivery.body[:KEPT_OF_UNREADABLE]).decode(),
        }
        names = ("type", "correlation", "agency", "actor", "subject")
        safe = {name: storable(told[name]) for name in names if isinstance(told.get(name), str)}
        record_id = identity(f"rejected/{refusal.code}/{delivery.user or ''}/{digest}")
        return self._row("MessageRejected", {**safe, "id": f"rejected/{digest}"}, data, None, record_id=record_id)

    def rang(self, alarm: dict[str, Any], *, version: int = 1, failed: str = "") -> Row:
        """``version`` above 1: the very alarm had rung before and was set again; it is dropped, and does nothing.

        ``failed``: why nothing could be done about it; it waits in quarantine.
        """
        name = f"alarm/{alarm['name']}/{alarm['key']}/{alarm['due']}"
        document = {
            "id": name,
            "source": self._ledger.source,
            "type": "AlarmRang",
            "subject": f"alarm/{alarm['name']}/{alarm['key']}",
            "correlation": alarm["correlation"],
            "case": alarm["case"],
        }
        data = {key: alarm[key] for key in ("name", "key", "due", "data", "cause")}
        if failed:
            data["failed"] = self._failed(failed, attempts=1)
        return self._row("AlarmRang", document, data, None, version=version)

    def _row(
        self,
        topic: str,
        document: dict[str, Any],
        data: dict[str, Any],
        body: bytes | None,
        *,
        record_id: UUID | None = None,
        version: int = 1,
        actor: str | None = None,
        case: str | None = None,
    ) -> Row:
        ledger = self._ledger
        receipt_id = record_id or self.id_of(document)
        time = ledger.stamp()
        correlation = document.get("correlation") or document["id"]
        case = document.get("case", "") if case is None else case
        header: dict[str, Any] = {
            "specversion": "1.0",
            "id": f"{receipt_id}/{version}",
            "source": ledger.source,
            "type": topic,
            "subject": document.get("subject", ""),
            "time": time,
            "datacontenttype": "application/json",
            "correlation": correlation,
            "causation": document["id"],
            "case": case,
            "agency": document.get("agency", ""),
            "actor": document.get("actor", "") if actor is None else actor,
            "salt": fresh_salt(),
        }
        filled = {name: value for name, value in header.items() if value}
        filled["data"] = data
        written = write(filled)
        if body is not None:
            written = written[:-2] + (_MEMBER if data else _MEMBER[1:]) + body + b"}}"
        return Row(
            record_id=receipt_id,
            version=version,
            topic=topic,
            body=written,
            time=time,
            message=document["id"],
            type=document.get("type", ""),
            subject=document.get("subject", ""),
            case=case,
            correlation=correlation,
            causation=document.get("causation", ""),
            agency=header["agency"],
            actor=header["actor"],
        )

    @staticmethod
    def received_bytes(receipt: bytes) -> bytes:
        """The received bytes, cut out of a receipt exactly as they came. Raises ValueError when it holds none.

        The mark can stand in no string before it: inside a JSON string its quotes would be escaped. No other
        member of a receipt is called so: its own sentences are ``message_vi``, those of its errors too.
        """
        start = receipt.index(_MEMBER) + len(_MEMBER)
        return receipt[start:-2]

    @classmethod
    def keeps(cls, receipt: bytes, body: bytes) -> bool:
        """Does it keep exactly these bytes? What was recovered without its bytes contradicts none."""
        return _MEMBER not in receipt or cls.received_bytes(receipt) == body

    @staticmethod
    def answer(ledger: Ledger, receipt: Row, *, duplicate: bool = False) -> dict[str, Any]:
        """The reply to a command, from its receipt: the same, whenever it is asked for again."""
        document = read(receipt.body)
        data = document["data"]
        command = (data.get("message") or {}).get("id") or data.get("command", "")
        told = {"command": command, "department": ledger.department}
        if receipt.topic == "CommandAccepted":
            answer: dict[str, Any] = {**told, "facts": data["facts"], "duplicate": duplicate}
        else:
            answer = {
                **told,
                "code": data["code"],
                "message": data["message_vi"],
                "errors": _told(data["errors"]),
                "retryable": data["code"] in {"TRY_AGAIN", "INTERNAL_ERROR"},
            }
        return {
            "specversion": "1.0",
            "id": document["id"],
            "source": ledger.source,
            "type": "CommandAccepted" if receipt.topic == "CommandAccepted" else "CommandRefused",
            "time": document["time"],
            "datacontenttype": "application/json",
            "correlation": document.get("correlation", ""),
            "data": answer,
        }


def facts_in(row: Row | Line, position: int, source: str) -> list[Fact]:
    """What a row means to a view: an own fact, a received fact, a receipt by its own name; nothing twice."""
    try:
        document = read(row.body)
    except ValueError:
        return []  # a damaged row: the audit names it, a view cannot
    if row.topic in {"FactReceived", "QuarantineReleased"}:
        inner = document["data"].get("message")
        facts = [fact_from(document, position=position)]
        if inner is not None and inner["source"] != source and not document["data"].get("skipped"):
            received = datetime.fromisoformat(document["time"])
            if "corrected" in document["data"]:  # what was processed here is what is shown here
                inner = {**inner, "data": json.loads(document["data"]["corrected"])}
            facts.append(fact_from(inner, position=position, received=received))
        return facts
    return [fact_from(document, position=position)]


_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_KEPT_ERRORS = 100


def storable(text: str, longest: int = 200) -> str:
    """The text without what JSON can spell and no database text can hold, and not longer than is useful."""
    return _UNSTORABLE.sub("\ufffd", text)[:longest]


def _kept(errors: Sequence[dict[str, Any]]) -> list[dict[str, str]]:
    """The errors as a receipt keeps them: their paths may hold names that the sender made up."""
    return [
        {
            "path": storable(str(each["path"])),
            "code": str(each["code"]),
            "message_vi": storable(str(each["message"]), 2_000),
        }
        for each in errors[:_KEPT_ERRORS]
    ]


def _told(errors: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """The same errors as a reply tells them."""
    return [{"path": each["path"], "message": each["message_vi"], "code": each["code"]} for each in errors]


__all__ = ["Receipts", "facts_in", "storable"]
