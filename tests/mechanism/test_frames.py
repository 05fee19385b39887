"""AMQP as bytes: what is said here is to the byte what the library says, and what the library says is understood."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any

import pytest
from amqp import Message, spec
from amqp.exceptions import UnexpectedFrame
from amqp.method_framing import frame_handler, frame_writer
from amqp.serialization import dumps, loads
from amqp.transport import TCPTransport
from hypothesis import given
from hypothesis import strategies as st
from kombu.exceptions import MessageStateError

from shared.mechanism import frames
from shared.mechanism.frames import Delivered, Frames

MOST = 4_096
"""The size of a frame that was negotiated."""
ROOM = MOST - 8
EVERY: dict[str, Any] = {
    "content_type": "application/cloudevents+json",
    "content_encoding": "utf-8",
    "application_headers": {"last": 7, "số": "Sở Nội vụ", "lớn": 2**40, "không": None, "x-death": [{"count": 1}]},
    "delivery_mode": 2,
    "priority": 0,
    "correlation_id": "hồ sơ 1",
    "reply_to": "client.SYT.1",
    "expiration": "5000",
    "message_id": "1/1",
    "timestamp": 1_636_963_200,
    "type": "LetterWritten",
    "user_id": "clerk",
    "app_id": "phối hợp",
    "cluster_id": "",
}
properties = st.sets(st.sampled_from(sorted(EVERY))).map(lambda names: {name: EVERY[name] for name in names})
sizes = st.sampled_from([0, 1, 900, ROOM - 1, ROOM, ROOM + 1, 3 * ROOM, 3 * ROOM + 5])


class Library:
    """py-amqp's own frames: written into a list, and read out of bytes."""

    frame_max = MOST
    bytes_sent = bytes_recv = 0

    def __init__(self) -> None:
        self.said: list[bytes] = []
        self.heard: list[tuple[int, tuple[int, int], bytes, Any]] = []
        self._write = frame_writer(self, self)

    def write(self, data: Any) -> None:
        self.said.append(bytes(data))

    def say(self, channel: int, method: tuple[int, int], arguments: bytes, content: Message | None = None) -> bytes:
        self.said.clear()
        self._write(1, channel, method, arguments, content)
        return b"".join(self.said)

    def publish(self, exchange: str, routing_key: str, properties: Mapping[str, Any], body: bytes) -> bytes:
        arguments = dumps("Bssbb", (0, exchange, routing_key, False, False))
        return self.say(1, spec.Basic.Publish, arguments, Message(body, **properties))

    def deliver(
        self, tag: int, properties: Mapping[str, Any], body: bytes, *, channel: int = 1, consumer: str = "1"
    ) -> bytes:
        arguments = dumps("sLbss", (consumer, tag, tag % 2, "province", "clerk.LetterWritten.all"))
        return self.say(channel, spec.Basic.Deliver, arguments, Message(body, **properties))

    def hear(self, data: bytes) -> None:
        """As if it came from a socket, read as the library reads it."""
        transport = TCPTransport("localhost")
        transport._read_buffer, transport._quick_recv = data, lambda _: b""
        handle = frame_handler(self, lambda *told: self.heard.append(told), content_methods={spec.Basic.Publish})
        while transport._read_buffer:
            handle(transport.read_frame())


def assembled(data: bytes) -> list[Delivered]:
    """The messages in it, with nothing else between."""
    made: list[Delivered] = []
    whole = True
    for kind, _, payload in frames_of(data):
        if kind == frames.METHOD:
            assert whole
            assert payload.startswith(frames.DELIVER)
            made.append(Delivered(None, frames.delivery(payload)))
            whole = False
        else:
            whole = made[-1].add(kind, payload)
    assert whole
    return made


def frames_of(data: bytes) -> list[tuple[int, int, bytes]]:
    arrived = Frames()
    arrived.feed(data)
    return list(arrived)


@given(properties, sizes, st.sampled_from(["province", "commands", ""]), st.sampled_from(["clerk.T.all", "khóa", ""]))
def test_a_message_is_published_with_the_bytes_that_the_library_would_send(
    properties: dict[str, Any], size: int, exchange: str, key: str
) -> None:
    body = bytes(size)
    assert frames.message(1, MOST, exchange, key, properties, body) == Library().publish(
        exchange, key, properties, body
    )


def test_each_property_alone_is_written_and_read() -> None:
    for name, value in EVERY.items():
        alone = {name: value}
        assert frames.message(1, MOST, "", "q", alone, b"{}") == Library().publish("", "q", alone, b"{}")
        (message,) = assembled(Library().deliver(1, alone, b"{}"))
        assert message.properties == alone


def test_what_has_no_value_is_not_sent_and_what_is_no_property_is_refused() -> None:
    assert frames.message(1, MOST, "", "q", {"type": None}, b"") == frames.message(1, MOST, "", "q", {}, b"")
    with pytest.raises(ValueError, match="priotity"):
        frames.message(1, MOST, "", "q", {"priotity": 1}, b"")


def test_hundreds_of_messages_written_in_one_go_are_read_one_by_one() -> None:
    library = Library()
    bodies = [f"Công văn số {number}".encode() * (number % 300) for number in range(600)]
    library.hear(b"".join(frames.message(3, MOST, "province", "k", EVERY, body) for body in bodies))
    assert [content.body or b"" for _, _, _, content in library.heard] == bodies
    for channel, method, arguments, content in library.heard:
        assert (channel, method, content.properties) == (3, spec.Basic.Publish, EVERY)
        assert loads("Bssbb", arguments, 4)[0] == [0, "province", "k", False, False]


@given(st.lists(st.tuples(properties, sizes), min_size=1, max_size=5))
def test_what_the_library_says_is_understood(told: list[tuple[dict[str, Any], int]]) -> None:
    library = Library()
    made = assembled(b"".join(library.deliver(tag, each, bytes(size)) for tag, (each, size) in enumerate(told)))
    for tag, (message, (props, size)) in enumerate(zip(made, told, strict=True)):
        assert (message.properties, message.body, message.delivery_tag) == (props, bytes(size), tag)
        assert message.headers == props.get("application_headers", {})
        assert message.delivery_info == {
            "consumer_tag": "1",
            "delivery_tag": tag,
            "redelivered": bool(tag % 2),
            "exchange": "province",
            "routing_key": "clerk.LetterWritten.all",
        }


def test_frames_are_found_wherever_they_were_cut() -> None:
    data = Library().deliver(1, EVERY, b"x" * 50) + Library().say(0, (10, 60), b"") + b"\x08\0\0\0\0\0\0\xce"
    whole = frames_of(data)
    assert [kind for kind, _, _ in whole] == [1, 2, 3, 1, 8]
    for cut in range(len(data) + 1):
        arrived = Frames()
        arrived.feed(data[:cut])
        first = list(arrived)
        arrived.feed(data[cut:])
        assert first + list(arrived) == whole
    arrived = Frames()
    found = []
    for byte in data:
        arrived.feed(bytes([byte]))
        found += arrived
    assert found == whole


@given(st.data())
def test_frames_cut_at_random_places_are_the_same_frames(draw: st.DataObject) -> None:
    library = Library()
    data = b"".join(library.deliver(tag, EVERY, bytes(tag * 700)) for tag in range(8))
    cuts = sorted(draw.draw(st.sets(st.integers(0, len(data)), max_size=20)))
    arrived, found = Frames(), []
    for start, end in zip([0, *cuts], [*cuts, len(data)], strict=True):
        arrived.feed(data[start:end])
        found.append(list(arrived))
    assert list(chain.from_iterable(found)) == frames_of(data)


def test_a_frame_that_does_not_end_where_it_should_is_damage() -> None:
    data = bytearray(Library().deliver(1, {}, b"{}"))
    data[-1] = 0
    with pytest.raises(UnexpectedFrame):
        frames_of(bytes(data))


def test_frames_of_one_message_in_the_wrong_order_are_damage() -> None:
    method, header, body = (payload for _, _, payload in frames_of(Library().deliver(1, {}, b"{}")))
    for before, wrong in (
        ([], (frames.BODY, body)),
        ([], (frames.METHOD, method)),
        ([(frames.HEADER, header)], (frames.HEADER, header)),
        ([(frames.HEADER, header)], (frames.METHOD, method)),
    ):
        message = Delivered(None, frames.delivery(method))
        for right in before:
            assert not message.add(*right)
        with pytest.raises(UnexpectedFrame):
            message.add(*wrong)


def test_bytes_that_are_no_text_end_nothing() -> None:
    """A sender may put any bytes into a short string, and the broker hands them on."""
    data = Library().deliver(1, {"correlation_id": "abcd", "user_id": "SYT"}, b"{}")
    (message,) = assembled(data.replace(b"abcd", b"\xff\xfe\xe1\xbb"))
    assert message.properties["user_id"] == "SYT"
    assert "\ufffd" in message.properties["correlation_id"]


class Channel:
    def __init__(self) -> None:
        self.acknowledged: list[tuple[int, bool]] = []

    def basic_ack(self, tag: int, multiple: bool = False) -> None:
        self.acknowledged.append((tag, multiple))


def test_a_message_is_acknowledged_once() -> None:
    (message,) = assembled(Library().deliver(7, {}, b"{}"))
    message.channel = channel = Channel()
    assert not message.acknowledged
    message.ack(multiple=True)
    assert message.acknowledged
    with pytest.raises(MessageStateError):
        message.ack()
    assert channel.acknowledged == [(7, True)]


@pytest.mark.parametrize("multiple", [True, False])
def test_a_confirm_names_a_number_and_whether_all_up_to_it(multiple: bool) -> None:
    for method, form, arguments in (
        (spec.Basic.Ack, "Lb", (300, multiple)),
        (spec.Basic.Nack, "Lbb", (300, multiple, True)),
        (spec.Basic.Nack, "Lbb", (300, multiple, False)),
    ):
        ((_, _, payload),) = frames_of(Library().say(1, method, dumps(form, arguments)))
        assert payload.startswith((frames.ACK, frames.NACK))
        assert frames.confirm(payload) == (300, multiple)
