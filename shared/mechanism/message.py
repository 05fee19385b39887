"""What crosses the frame: one JSON document (CloudEvents 1.0, structured mode), stored, sent and kept verbatim.

The bytes that a ledger stores for a fact are the bytes that the relay publishes and the bytes that every
receiver keeps in its receipt. They are written once, here, and never parsed and written again, so any two
ledgers can be compared byte for byte, by anyone, with or without this program.

Extension attributes beside CloudEvents' own (lower case, at most 20 characters, as the standard asks):

``sequence``     integer; the dense place of a public fact among its sender's public facts: 1, 2, 3 …
``correlation``  id of the message that began the whole chain; ``causation``: id of the message just before
``case``         the dossier (hồ sơ), a random id inherited along causes
``agency``       on whose behalf; ``actor``: who acted; ``capacity``: TM., KT., TL., TUQ., Q. (Nghị định 30/2020)
``effective``    the date on the document (hiệu lực); ``time``: when the ledger noted it (ghi nhận)
``law``          clauses that the fact rests on, separated by spaces; † marks product design
``to``           the addressees named by the act, separated by spaces
``salt``         16 random bytes, so that a hash of the body hides even a score of 1.50
``traceparent``  W3C trace context, when there is one
"""

from __future__ import annotations

import base64
import json
import os
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson

PROVINCE = "quang-nam"
CONTENT_TYPE = "application/cloudevents+json"
LIMIT_BYTES = 1_048_576
SYSTEM = "hệ thống"


@dataclass(frozen=True, slots=True)
class Message:
    """A command or a fact as a taker sees it; ``data`` as its schema loaded it (Decimal, date, datetime)."""

    id: str
    source: str
    type: str
    subject: str
    time: datetime
    data: dict[str, Any]
    correlation: str = ""
    causation: str = ""
    case: str = ""
    agency: str = ""
    actor: str = ""
    capacity: str = ""
    effective: date | None = None
    sequence: int | None = None
    to: tuple[str, ...] = ()
    traceparent: str = ""
    body: bytes = field(default=b"", repr=False)

    @property
    def sender(self) -> str:
        """The last part of the source: a department's code, or an agency's id in lower case."""
        return self.source.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as a view sees it: plain JSON data, and where and when this ledger came to know it."""

    type: str
    id: str
    source: str
    subject: str
    time: datetime
    data: dict[str, Any]
    position: int
    sequence: int | None = None
    correlation: str = ""
    causation: str = ""
    case: str = ""
    agency: str = ""
    actor: str = ""
    capacity: str = ""
    effective: str = ""
    law: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    received: datetime | None = None
    """When this ledger took it, if it came from another department; else None."""


def source_of(name: str) -> str:
    """The CloudEvents source of a department or an agency: ``/quang-nam/noi_vu``."""
    return f"/{PROVINCE}/{name.lower()}"


def plain(value: Any) -> Any:
    """The value as plain JSON: Decimal, dates and ids as text, tuples and sets as lists.

    A Decimal is written without an exponent and with the digits it has: ``1.50`` stays ``1.50``.
    """
    if type(value) in _PLAIN:
        return value  # nearly always
    match value:
        case str() | int():
            return value
        case Decimal():
            return format(value, "f")
        case datetime() | date():
            return value.isoformat()
        case UUID():
            return str(value)
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case set() | frozenset():
            return sorted(plain(item) for item in value)
    raise TypeError(f"{type(value).__name__} cannot be written into a fact; floats never can (law 10)")


_PLAIN = frozenset((str, int, bool, type(None)))


def write(document: Mapping[str, Any]) -> bytes:
    """The document as the UTF-8 bytes that will be stored, published and kept."""
    try:
        return orjson.dumps(document)
    except TypeError:  # a whole number of more than 64 bits; what nobody can write raises here too
        return _WRITER.encode(document).encode()


_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def read(body: bytes) -> Any:
    """What stored bytes say. Raises ValueError where they are no JSON."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:  # half a pair of surrogates in a message that was refused, kept as it came
        return json.loads(body)


def read_alike(body: bytes) -> Any:
    """What a message says, if every reader will read just that in it; None when somebody must look more closely.

    It is written again and compared: whatever readers could differ about (a name that stands twice, a number that is
    none, more digits than a number has here) does not come back as it was. Spaces after commas and colons may differ.
    """
    try:
        document = orjson.loads(body)
        written = orjson.dumps(document)
    except (orjson.JSONDecodeError, TypeError):
        return None
    return document if written == body or _closed_up(written) == _closed_up(body) else None


def _closed_up(body: bytes) -> bytes:
    return body.replace(b", ", b",").replace(b": ", b":")


def fresh_salt() -> str:
    """16 random bytes in base64; the system is asked for many at a time."""
    try:
        return _SALTS.pop()
    except IndexError:
        random = os.urandom(16 * 256)
        _SALTS.extend(base64.b64encode(random[start : start + 16]).decode() for start in range(16, len(random), 16))
        return base64.b64encode(random[:16]).decode()


_SALTS: deque[str] = deque()


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def message_from(document: Mapping[str, Any], *, data: dict[str, Any], body: bytes) -> Message:
    """A message for takers, from its parsed document and the data that its schema loaded."""
    effective = document.get("effective")
    time = document.get("time")
    return Message(
        id=document["id"],
        source=document["source"],
        type=document["type"],
        subject=document.get("subject", ""),
        time=moment(time) if time else datetime.min,
        data=data,
        correlation=document.get("correlation") or document["id"],
        causation=document.get("causation", ""),
        case=document.get("case", ""),
        agency=document.get("agency", ""),
        actor=document.get("actor", ""),
        capacity=document.get("capacity", ""),
        effective=day(effective) if effective else None,
        sequence=document.get("sequence"),
        to=words(document.get("to", "")),
        traceparent=document.get("traceparent", ""),
        body=body,
    )


def fact_from(document: Mapping[str, Any], *, position: int, received: datetime | None = None) -> Fact:
    """A fact for views, from its parsed document."""
    return Fact(
        type=document["type"],
        id=document["id"],
        source=document["source"].rsplit("/", 1)[-1],
        subject=document.get("subject", ""),
        time=datetime.fromisoformat(document["time"]),
        data=document.get("data", {}),
        position=position,
        sequence=document.get("sequence"),
        correlation=document.get("correlation", ""),
        causation=document.get("causation", ""),
        case=document.get("case", ""),
        agency=document.get("agency", ""),
        actor=document.get("actor", ""),
        capacity=document.get("capacity", ""),
        effective=document.get("effective", ""),
        law=words(document.get("law", "")),
        to=words(document.get("to", "")),
        received=received,
    )


def moment(text: str | datetime) -> datetime:
    return text if isinstance(text, datetime) else datetime.fromisoformat(text)


def day(text: str | date) -> date:
    return text if isinstance(text, date) else date.fromisoformat(text)
