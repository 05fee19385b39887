"""AMQP 0-9-1 as bytes: messages as the frames that publish them, and the frames of what has arrived.

``frame``    type (octet), channel (short), size of the payload (long), payload, 0xCE
``message``  a method frame, a content header frame, and as many body frames as the size that was negotiated demands

No connection is known here. The library encodes and decodes the same, argument by argument; here each message is
written in one go, and whatever says the same for many messages is encoded once. Tables are left to the library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from struct import Struct
from typing import Any

from amqp.basic_message import Message
from amqp.exceptions import UnexpectedFrame
from amqp.serialization import dumps, loads
from kombu.exceptions import MessageStateError

METHOD, HEADER, BODY, HEARTBEAT = 1, 2, 3, 8
BASIC, PUBLISH = 60, 40
DELIVER, ACK, NACK = b"\x00\x3c\x00\x3c", b"\x00\x3c\x00\x50", b"\x00\x3c\x00\x78"
"""Class and method, as a method frame begins."""
END = 0xCE

_FRAME = Struct(">BHI")
_PUBLISH = Struct(">HHH")
_HEADER = Struct(">BHIHHQH")
_SIZE = Struct(">4xQ")
_FLAGS = Struct(">H")
_TAG = Struct(">Q?")
_NUMBER = Struct(">Q")
_END = bytes([END])
_OVERHEAD = 8
_NO_TABLE = bytes(4)


# Out ------------------------------------------------------------------------------------------------------


def message(
    channel: int, frame_max: int, exchange: str, routing_key: str, properties: Mapping[str, Any], body: bytes
) -> bytes:
    """All frames of one message that is published."""
    flags, writers = _shape(tuple([name for name, value in properties.items() if value is not None]))
    content = b"".join([write(properties[name]) for name, write in writers])
    size, most = len(body), frame_max - _OVERHEAD
    head = _HEADER.pack(HEADER, channel, len(content) + 14, BASIC, 0, size, flags)
    parts = [_publish(channel, exchange, routing_key), head, content, _END]
    for start in range(0, size, most):
        piece = body if size <= most else body[start : start + most]
        parts += (_FRAME.pack(BODY, channel, len(piece)), piece, _END)
    return b"".join(parts)


@lru_cache(maxsize=1_024)
def _publish(channel: int, exchange: str, routing_key: str) -> bytes:
    arguments = _PUBLISH.pack(BASIC, PUBLISH, 0) + _short(exchange) + _short(routing_key) + b"\x00"
    return _FRAME.pack(METHOD, channel, len(arguments)) + arguments + _END


def _short(value: str) -> bytes:
    text = value.encode("utf-8", "surrogatepass")
    return len(text).to_bytes(1, "big") + text


def _octet(value: int) -> bytes:
    return value.to_bytes(1, "big")


def _table(value: Mapping[str, Any]) -> bytes:
    return bytes(dumps("F", (value,))) if value else _NO_TABLE


# In -------------------------------------------------------------------------------------------------------


class Frames:
    """The frames of what has arrived, however it was cut on its way."""

    def __init__(self) -> None:
        self._data = b""
        self._at = 0

    def feed(self, data: bytes) -> None:
        self._data, self._at = self._data[self._at :] + data, 0

    def __iter__(self) -> Iterator[tuple[int, int, bytes]]:
        """Type, channel and payload of each frame that is whole.

        Whoever deals with a frame may come back here for the next ones: nothing is remembered between two steps.
        """
        while True:
            data, at = self._data, self._at
            if len(data) - at < _OVERHEAD:
                return
            kind, channel, size = _FRAME.unpack_from(data, at)
            end = at + 7 + size
            if end >= len(data):
                return
            self._at = end + 1
            if data[end] != END:
                raise UnexpectedFrame(f"Received frame_end {data[end]:#04x} while expecting {END:#04x}")
            yield kind, channel, data[at + 7 : end]


class Delivered:
    """A message that has arrived, with as much of kombu's own as its receivers use."""

    __slots__ = (
        "_missing",
        "_pieces",
        "acknowledged",
        "body",
        "channel",
        "delivery_info",
        "delivery_tag",
        "properties",
    )
    errors = None

    def __init__(self, channel: Any, delivery_info: dict[str, Any]) -> None:
        self.channel = channel
        self.delivery_info = delivery_info
        self.delivery_tag: int = delivery_info["delivery_tag"]
        self.properties: dict[str, Any] = {}
        self.body = b""
        self.acknowledged = False
        self._missing = -1
        self._pieces: list[bytes] = []

    def add(self, kind: int, payload: bytes) -> bool:
        """Its header, then its body; gives whether it is whole. Raises UnexpectedFrame for anything else."""
        if kind == HEADER and self._missing < 0:
            (self._missing,) = _SIZE.unpack_from(payload)
            self.properties = properties(payload, 12)
        elif kind == BODY and self._missing >= 0:
            self._pieces.append(payload)
            self._missing = max(0, self._missing - len(payload))
        else:
            expected = HEADER if self._missing < 0 else BODY
            raise UnexpectedFrame(f"Received frame {kind} while expecting type: {expected}")
        if self._missing:
            return False
        self.body = b"".join(self._pieces)
        del self._pieces
        return True

    @property
    def headers(self) -> dict[str, Any]:
        return self.properties.get("application_headers") or {}

    def ack(self, multiple: bool = False) -> None:
        """It has been dealt with, and with ``multiple`` whatever was delivered before it."""
        if self.acknowledged:
            raise MessageStateError("Message already acknowledged")
        self.channel.basic_ack(self.delivery_tag, multiple=multiple)
        self.acknowledged = True


def delivery(payload: bytes) -> dict[str, Any]:
    """The arguments of basic.deliver."""
    consumer, at = _text(payload, 4)
    tag, redelivered = _TAG.unpack_from(payload, at)
    exchange, at = _text(payload, at + 9)
    routing_key, _ = _text(payload, at)
    return {
        "consumer_tag": consumer,
        "delivery_tag": tag,
        "redelivered": redelivered,
        "exchange": exchange,
        "routing_key": routing_key,
    }


def confirm(payload: bytes) -> tuple[int, bool]:
    """The arguments of basic.ack, and those of basic.nack that a publisher needs: the tag, and whether all up to it."""
    tag, bits = payload[4:12], payload[12]
    return int.from_bytes(tag, "big"), bool(bits & 1)


def properties(payload: bytes, at: int) -> dict[str, Any]:
    """The properties of a content header, from their flags on."""
    (flags,) = _FLAGS.unpack_from(payload, at)
    at += 2
    found = {}
    for name, read in _readers(flags):
        found[name], at = read(payload, at)
    return found


def _text(data: bytes, at: int) -> tuple[str, int]:
    """A short string. The broker looks at none, so a stranger's bytes that are no text must end nobody's connection."""
    end = at + 1 + data[at]
    return str(data[at + 1 : end], "utf-8", "replace"), end


def _read_octet(data: bytes, at: int) -> tuple[int, int]:
    return data[at], at + 1


def _read_number(data: bytes, at: int) -> tuple[int, int]:
    return _NUMBER.unpack_from(data, at)[0], at + 8


def _read_table(data: bytes, at: int) -> tuple[dict[str, Any], int]:
    if data.startswith(_NO_TABLE, at):
        return {}, at + 4
    (table,), at = loads("F", data, at)
    return table, at


# Both -----------------------------------------------------------------------------------------------------

_Write = Callable[[Any], bytes]
_Read = Callable[[bytes, int], tuple[Any, int]]
_KINDS: dict[str, tuple[_Write, _Read]] = {
    "s": (_short, _text),
    "o": (_octet, _read_octet),
    "L": (_NUMBER.pack, _read_number),
    "F": (_table, _read_table),
}
_PROPERTIES = {name: (0x8000 >> place, *_KINDS[kind]) for place, (name, kind) in enumerate(Message.PROPERTIES)}
"""The properties in the order of the wire: flag, how it is written and how it is read."""


@lru_cache
def _shape(names: tuple[str, ...]) -> tuple[int, list[tuple[str, _Write]]]:
    """The flags of these properties, and how each is written, in the order of the wire."""
    if unknown := set(names) - set(_PROPERTIES):
        raise ValueError(f"no properties of a message: {sorted(unknown)}")
    present = [(name, flag, write) for name, (flag, write, _) in _PROPERTIES.items() if name in names]
    return sum(flag for _, flag, _ in present), [(name, write) for name, _, write in present]


@lru_cache
def _readers(flags: int) -> list[tuple[str, _Read]]:
    return [(name, read) for name, (flag, _, read) in _PROPERTIES.items() if flags & flag]
