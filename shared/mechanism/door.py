"""The door: every delivery is judged here, and leaves its receipt with whatever follows from it.

``FactReceived``      a fact of another department, with its bytes verbatim; of our own, only its name
``FactQuarantined``   a fact that could not be processed, with the reason; ``releasing`` tells how it comes out
``CommandAccepted``   a command, verbatim, with the ids of the facts that it caused
``CommandRefused``    a command, verbatim, with the code and the sentence of the refusal
``MessageRejected``   what is no message at all, or bears a false sender's name
``AlarmRang``         a deadline that the clock has passed

A fact is taken in its sender's order: a lower number is a duplicate, a higher one shows a gap, which the
sender's ledger is asked to fill; the broker never needs to have kept anything.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from eventsourcing.persistence import PersistenceError
from marshmallow import ValidationError

import schemas
from schemas.envelope import CommandEnvelope
from shared.mechanism.agenda import ALARM
from shared.mechanism.failure import WAITS, reason_of
from shared.mechanism.message import LIMIT_BYTES, SYSTEM, Message, message_from, read_alike, source_of
from shared.mechanism.receipts import Receipts, storable
from shared.mechanism.record import Refused
from shared.mechanism.store import Row

if TYPE_CHECKING:
    from shared.mechanism.ledger import Ledger

log = logging.getLogger("phoihop.door")

DEEPEST = 32
"""Levels of objects and lists in a message. Deeper ones could be read here and then by nobody, nor here again:
how deep a reader comes depends on where it is called from."""

_TEXTS = ("id", "type", "source", "subject", "time", "correlation", "causation", "case", "agency", "actor", "law", "to")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""What JSON can spell and a database's text cannot hold."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One thing that came to the door. ``user``: who the broker says the sender is; None where it cannot say."""

    kind: Literal["command", "fact", "alarm"]
    body: bytes
    user: str | None = None
    alarm: dict[str, Any] | None = None


@dataclass(slots=True)
class Outcome:
    """What became of a delivery. ``answer`` makes the reply to a command, for whoever wants one."""

    kind: Literal["accepted", "refused", "rejected", "received", "passed", "duplicate", "gap", "quarantined", "rang"]
    type: str = ""
    id: str = ""
    correlation: str = ""
    code: str = ""
    answer: Callable[[], dict[str, Any]] | None = None
    sender: str = ""
    missing_from: int = 0

    @property
    def reply(self) -> dict[str, Any] | None:
        """The answer to a command, as a document."""
        return None if self.answer is None else self.answer()


class Door:
    """The one way into a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._receipts = Receipts(ledger)
        self._read_ahead: dict[int, dict[str, Any]] = {}

    def foresee(self, deliveries: Sequence[Delivery]) -> None:
        """Ask the store once for what a batch will ask for one by one: receipts of commands, records of takers.

        Nothing is decided here. What cannot be read is left to be refused in its turn; what was not foreseen is asked
        for when it is needed.
        """
        receipts: list[UUID] = []
        for delivery in deliveries:
            if delivery.kind == "alarm":
                continue
            try:
                document = self._parse(delivery.body) if delivery.kind == "command" else self._read(delivery.body)
                if delivery.kind == "command":
                    receipts.append(self._receipts.id_of(document))
                self._ledger.expect(document["type"], document["data"], document.get("agency", ""))
            except (Refused, KeyError, TypeError, AttributeError):
                continue
            self._read_ahead[id(delivery)] = document
        self._ledger.fetch(receipts)

    def forget(self) -> None:
        """The batch is over, or is to be taken anew."""
        self._read_ahead.clear()

    def take(self, delivery: Delivery) -> Outcome:
        match delivery.kind:
            case "command":
                return self._take_command(delivery)
            case "fact":
                return self._take_fact(delivery)
            case "alarm":
                return self._take_alarm(delivery.alarm or {})

    # Commands -------------------------------------------------------------------------------------------

    def _take_command(self, delivery: Delivery) -> Outcome:
        document: dict[str, Any] | None = None
        try:
            document = self._read_ahead.pop(id(delivery), None) or self._parse(delivery.body)
            self._check_envelope(document)
            self._check_sender(document, delivery)
        except Refused as refusal:
            # The id, if there is one, belongs to whom the message pretends to be: its place is left free.
            return self._reject(delivery, refusal, document)
        name = document["type"]
        known = self._ledger.receipt(self._receipts.id_of(document))
        if known is not None:
            return self._answer_again(known, document, delivery)
        mark = self._ledger.mark()
        facts: list[Row] = []
        try:
            message = self._admit(document, delivery)
            facts = self._ledger.carry_out(self._ledger.takers.of[name], message)
        except Refused as refusal:
            self._ledger.undo(mark)
            if refusal.leaves is not None:
                refusal.leaves()
            row = self._receipts.refused(document, delivery.body, refusal)
            self._ledger.add(row)
            return self._answered(row, document, refusal.code)
        except PersistenceError:
            raise
        except Exception as failure:
            # A fault of ours, not of the sender: the trace is kept, the id stays free for another try.
            log.exception("command failed", extra={"message_id": document["id"], "type": name})
            self._ledger.undo(mark)
            sentence = "Hệ thống gặp lỗi khi xử lý; lỗi đã được ghi lại để khắc phục."
            return self._reject(delivery, Refused("INTERNAL_ERROR", sentence), document, reason_of(failure))
        row = self._receipts.accepted(document, delivery.body, facts)
        self._ledger.add(row)
        return self._answered(row, document)

    @classmethod
    def _parse(cls, body: bytes) -> dict[str, Any]:
        if len(body) > LIMIT_BYTES:
            raise Refused("TOO_LARGE", f"Thông điệp dài {len(body)} byte, quá giới hạn {LIMIT_BYTES} byte.")
        return cls._read(body)

    @staticmethod
    def _read(body: bytes) -> dict[str, Any]:
        """The document, if every reader will read the same in it. Raises Refused."""
        if body.count(b"{") + body.count(b"[") <= DEEPEST and isinstance(alike := read_alike(body), dict):
            return alike  # nearly always
        if _far_too_deep(body):
            raise _too_deep()
        try:
            document = json.loads(body.decode("utf-8", "strict"), parse_constant=_no_constant, object_pairs_hook=_once)
        except (UnicodeDecodeError, ValueError, RecursionError) as fault:
            raise Refused("MALFORMED", f"Thông điệp không phải JSON mã hóa UTF-8: {storable(str(fault))}") from None
        if not isinstance(document, dict):
            raise Refused("MALFORMED", "Thông điệp phải là một đối tượng JSON.")
        level: list[Any] = [document]
        for _ in range(DEEPEST):
            level = [
                each
                for outer in level
                for each in (outer.values() if isinstance(outer, dict) else outer)
                if isinstance(each, dict | list)
            ]
            if not level:
                return document
        raise _too_deep()

    @staticmethod
    def _check_envelope(document: dict[str, Any]) -> None:
        try:
            envelope = _envelope_of(frozenset(document)).load(document)
        except ValidationError as faults:
            raise Refused("MALFORMED", "Phong bì CloudEvents không đúng mẫu.", schemas.errors_of(faults)) from None
        if not isinstance(document["data"], dict):
            raise Refused("MALFORMED", "Nội dung (data) phải là một đối tượng JSON.")
        document["actor"] = envelope["actor"]  # in NFC from here on; the receipt keeps what came
        for name in [name for name, value in document.items() if value is None]:
            del document[name]  # null says no more than silence

    def _check_sender(self, document: dict[str, Any], delivery: Delivery) -> None:
        """Who the broker vouches for, who the source names and whose behalf it claims must be one."""
        agency = document["agency"]
        # Not the department that speaks for it either: the ids of its facts and of commands never meet.
        if document["source"] != source_of(agency):
            raise Refused("FORGED_SENDER", f"Nguồn {document['source']} không phải của cơ quan {agency}.")
        if delivery.user is not None and not self._ledger.charter.speaks_for(delivery.user, agency):
            raise Refused("FORGED_SENDER", f"Tài khoản {delivery.user} không được gửi thay cơ quan {agency}.")

    def _admit(self, document: dict[str, Any], delivery: Delivery) -> Message:
        """Everything that is checked before a taker sees a command. Raises Refused."""
        name = document["type"]
        schema = schemas.find(name)
        if schema is None or not issubclass(schema, schemas.Command):
            raise Refused("UNKNOWN_TYPE", f"Không có lệnh nào tên là {name}.")
        if name not in self._ledger.takers.of:
            raise Refused(
                "UNKNOWN_ADDRESSEE", f"Lệnh {name} không thuộc thẩm quyền tiếp nhận của {self._ledger.department}."
            )
        shape = schema.dataschema()
        if document.get("dataschema", shape) != shape:
            raise Refused("INVALID_DATA", f"Lệnh {name} có hình dạng {shape}, không phải {document['dataschema']}.")
        try:
            data = schema_of(name).load(document["data"])
        except ValidationError as faults:
            errors = schemas.errors_of(faults)
            raise Refused("INVALID_DATA", f"Nội dung lệnh {name} có {len(errors)} lỗi.", errors) from None
        denied = self._ledger.charter.denies(name, document["agency"], document["data"], self._ledger)
        if denied:
            raise Refused("NOT_AUTHORISED", denied)
        return message_from(document, data=data, body=delivery.body)

    def _answer_again(self, known: Row, document: dict[str, Any], delivery: Delivery) -> Outcome:
        """A command that came before: the same answer, and nothing else happens."""
        if not Receipts.keeps(known.body, delivery.body):
            refusal = Refused("ID_REUSED", f"Mã thông điệp {document['id']} đã dùng cho một nội dung khác.")
            return self._reject(delivery, refusal, document)
        self._ledger.count_again(document["id"])
        code = json.loads(known.body)["data"].get("code", "")
        outcome = self._answered(known, document, code, duplicate=True)
        log.info("duplicate command answered again", extra={"message_id": document["id"], "type": document["type"]})
        return outcome

    def _answered(
        self, receipt: Row, document: dict[str, Any], code: str = "", *, duplicate: bool = False
    ) -> Outcome:
        accepted = receipt.topic == "CommandAccepted"
        return Outcome(
            kind="duplicate" if duplicate else "accepted" if accepted else "refused",
            type=document["type"],
            id=document["id"],
            correlation=document.get("correlation") or document["id"],
            code=code,
            answer=lambda: Receipts.answer(self._ledger, receipt, duplicate=duplicate),
        )

    def _reject(
        self, delivery: Delivery, refusal: Refused, document: dict[str, Any] | None = None, fault: str = ""
    ) -> Outcome:
        """A trace of what is no message; one row for the same bytes, however often they come."""
        row = self._receipts.rejected(delivery, refusal, document, fault)
        if self._ledger.receipt(row.record_id) is None:
            self._ledger.add(row)
        else:
            self._ledger.count_again(row.message)
        return Outcome(
            kind="rejected",
            type=storable(str((document or {}).get("type", ""))),
            id=storable(str((document or {}).get("id", ""))),
            code=refusal.code,
            answer=lambda: Receipts.answer(self._ledger, row),
        )

    # Facts ----------------------------------------------------------------------------------------------

    def _take_fact(self, delivery: Delivery) -> Outcome:
        try:
            document = self._read_ahead.pop(id(delivery), None) or self._read(delivery.body)
            self._check_header(document, delivery.body)
        except Refused as refusal:
            return self._reject(delivery, refusal)
        name, sender, sequence = document["type"], document["source"].rsplit("/", 1)[-1], document["sequence"]
        if delivery.user is not None and delivery.user != sender:
            sentence = f"Tài khoản {delivery.user} không được phát sự việc của {sender}."
            return self._reject(delivery, Refused("FORGED_SENDER", sentence), document)
        expected = self._ledger.taken.get(sender, 0) + 1
        if sequence < expected:
            if self._contradicts(document, delivery.body, sender):
                sentence = f"Số {sequence} của {sender} đã nhận với nội dung khác: hai sự việc mang cùng một số."
                return self._reject(delivery, Refused("EQUIVOCATION", sentence), document)
            self._ledger.count_again(document["id"])
            return Outcome(kind="duplicate", type=name, id=document["id"], sender=sender)
        if sequence > expected:
            return Outcome(kind="gap", type=name, id=document["id"], sender=sender, missing_from=expected)
        schema = schemas.find(name)
        if schema is not None and sender not in getattr(schema, "by", ()):
            sentence = f"{sender} không có thẩm quyền ghi sự việc {name}."
            outcome = self._reject(delivery, Refused("NOT_AUTHORISED", sentence), document)
        else:
            outcome = self._take_next(document, delivery)
        outcome.sender, outcome.correlation = sender, document.get("correlation", "")
        self._ledger.took(sender, sequence)
        return outcome

    def _contradicts(self, document: dict[str, Any], body: bytes, sender: str) -> bool:
        """Is a fact that came before another one now? Compared with what is kept of it; of what was passed, nothing is.

        Whoever keeps everything has a receipt of every number, so a fact without one stands under somebody else's.
        """
        if sender == self._ledger.department:
            lines = self._ledger.store.public_lines(document["sequence"] - 1, 1)
            return bool(lines) and lines[0].sequence == document["sequence"] and lines[0].body != body
        known = self._ledger.receipt(self._receipts.id_of(document))
        if known is None:
            schema = schemas.find(document["type"])
            admitted = schema is None or sender in getattr(schema, "by", ())
            return self._ledger.keeps_everything and admitted
        return known.topic in _KEPT_WHOLE and not Receipts.keeps(known.body, body)

    @staticmethod
    def _check_header(document: dict[str, Any], body: bytes) -> None:
        """What a ledger and its views rely on in every fact; its sender's ledger wrote the rest. Raises Refused."""
        try:
            escaped = b"\\u" in body  # without an escape, JSON in UTF-8 cannot spell what no database stores
            for name in _TEXTS:
                text = document.get(name, "")
                if type(text) is not str or (escaped and _UNSTORABLE.search(text)):
                    raise ValueError(name)
            if document["source"] != source_of(document["source"].rsplit("/", 1)[-1]):
                raise ValueError("source")
            if type(document["sequence"]) is not int or not document["id"] or not isinstance(document["data"], dict):
                raise ValueError("sequence, id or data")
            if not document["type"] or datetime.fromisoformat(document["time"]).tzinfo is None:
                raise ValueError("type or time")
        except (ValueError, KeyError, TypeError) as fault:
            raise Refused("MALFORMED", f"Không đọc được sự việc: {storable(repr(fault))}") from None

    def _take_next(self, document: dict[str, Any], delivery: Delivery) -> Outcome:
        name = document["type"]
        own = document["source"] == self._ledger.source
        outcome = Outcome(kind="received", type=name, id=document["id"])
        # What is addressed to others is theirs to act upon; here it may still be shown.
        addressees = document.get("to", "").split()
        addressed = not addressees or self._ledger.department in addressees
        takers = self._ledger.takers.of.get(name, ()) if addressed else ()
        if not takers and (own or not self._ledger.wants(name)):
            outcome.kind = "passed"
            return outcome
        held = document.get("case") or document.get("subject", "")
        if held in self._ledger.held:
            return self._quarantine(document, delivery, held, WAITS)
        mark = self._ledger.mark()
        try:
            if takers:
                self._ledger.carry_out(takers, self.load(document, delivery.body))
        except PersistenceError:
            raise
        except Exception as failure:
            self._ledger.undo(mark)
            log.exception("fact set aside", extra={"message_id": document["id"], "type": name})
            return self._quarantine(document, delivery, held, reason_of(failure))
        self._ledger.add(self._receipts.received(document, delivery.body, own=own))
        return outcome

    @staticmethod
    def load(document: dict[str, Any], body: bytes) -> Message:
        """A fact as its takers see it. Raises ValidationError, and LookupError for a name that no schema bears."""
        schema = schemas.find(document["type"])
        if schema is None:
            raise LookupError(f"no schema bears the name {document['type']}")
        return message_from(document, data=schema_of(document["type"]).load(document["data"]), body=body)

    def _quarantine(self, document: dict[str, Any], delivery: Delivery, held: str, cause: str) -> Outcome:
        row = self._receipts.quarantined(document, delivery.body, cause)
        sender = document["source"].rsplit("/", 1)[-1]
        self._ledger.set_aside(row, sender=sender, type=document["type"], held=held, cause=cause)
        return Outcome(kind="quarantined", type=document["type"], id=document["id"], code=cause)

    # Alarms ---------------------------------------------------------------------------------------------

    def _take_alarm(self, row: dict[str, Any]) -> Outcome:
        receipt = self._receipts.rang(row)
        outcome = Outcome(kind="rang", type=row["name"], id=receipt.message)
        known = self._ledger.receipt(receipt.record_id)
        if known is not None:
            # It rang once and was set again for the same moment: noted, so that the agenda lets go of it.
            self._ledger.add(self._receipts.rang(row, version=self._ledger.versions(known) + 1))
            outcome.kind = "duplicate"
            return outcome
        mark = self._ledger.mark()
        try:
            takers = self._ledger.takers.alarms.get(row["name"], ())
            self._ledger.carry_out(takers, self.alarm_message(row, receipt.message))
        except PersistenceError:
            raise
        except Exception as failure:
            # A deadline that cannot be acted upon is set aside like a fact; it never rings for ever.
            log.exception("alarm set aside", extra={"message_id": receipt.message, "type": row["name"]})
            self._ledger.undo(mark)
            cause = reason_of(failure)
            failed = self._receipts.rang(row, failed=cause)
            self._ledger.set_aside(failed, sender=self._ledger.department, type=ALARM, held="", cause=cause)
            outcome.kind = "quarantined"
            return outcome
        self._ledger.add(self._receipts.rang(row))  # stamped anew: a receipt stands after its consequences
        return outcome

    def alarm_message(self, row: dict[str, Any], message_id: str) -> Message:
        """A deadline as its takers see it."""
        return Message(
            id=message_id,
            source=self._ledger.source,
            type=ALARM,
            subject=f"alarm/{row['name']}/{row['key']}",
            time=self._ledger.now,
            data=row["data"],
            correlation=row["correlation"],
            causation=row["cause"],
            case=row.get("case", ""),
            agency=self._ledger.agency,
            actor=SYSTEM,
        )


_KEPT_WHOLE = {"FactReceived", "FactQuarantined"}
_ATTRIBUTES = frozenset(CommandEnvelope().fields)
_REQUIRED = frozenset(name for name, field in CommandEnvelope().fields.items() if field.required)


def _too_deep() -> Refused:
    return Refused("MALFORMED", f"Thông điệp lồng nhau quá {DEEPEST} tầng.")


def _far_too_deep(body: bytes) -> bool:
    """Seen without reading it: a parser that goes down a thousand levels leaves no stack for anything else.

    Only brackets outside of texts are left, and each pass takes away the innermost, one level at least.
    """
    if body.count(b"{") + body.count(b"[") <= DEEPEST:
        return False  # nearly always
    outside = body.replace(b"\\\\", b"").replace(b'\\"', b"").split(b'"')[::2]
    brackets = b"".join(outside).translate(None, _NO_BRACKETS)
    for _ in range(DEEPEST):
        if len(brackets) <= DEEPEST:
            return False
        brackets = brackets.replace(b"{}", b"").replace(b"[]", b"")
    return len(brackets) > DEEPEST


_NO_BRACKETS = bytes(each for each in range(256) if each not in b"{}[]")


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name twice in one object: one reader takes the first value, another the last."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


@lru_cache(maxsize=256)
def _envelope_of(present: frozenset[str]) -> CommandEnvelope:
    """The envelope with the attributes that are there or must be: most of the rest are absent, and cost as much."""
    return CommandEnvelope(only=_ATTRIBUTES & present | _REQUIRED)


@cache
def schema_of(name: str) -> Any:
    """One instance of a schema; making one costs far more than using it."""
    found = schemas.find(name)
    assert found is not None, name
    return found()
