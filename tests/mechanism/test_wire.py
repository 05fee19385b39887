"""The connection to the broker: it hears what the library's own would hear, in the same order, however it is cut."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from struct import pack
from time import monotonic, sleep
from typing import Any

import pytest
from amqp import Message, spec
from amqp.exceptions import ConnectionForced, NotFound, RecoverableConnectionError, UnexpectedFrame
from amqp.serialization import dumps
from amqp.transport import TCPTransport
from hypothesis import given, settings
from hypothesis import strategies as st
from kombu.transport import pyamqp

from shared.mechanism import bus
from shared.mechanism.bus import NotConfirmed, Outgoing, Publisher, QueueFull
from shared.mechanism.wire import Wire
from tests.mechanism.test_frames import EVERY, Library

BEAT, BEAT_ON_ONE = b"\x08\0\0\0\0\0\0\xce", b"\x08\0\1\0\0\0\0\xce"


class Plugged(TCPTransport):
    """The library's transport, on a socket that somebody else has opened."""

    def __init__(self, near: socket.socket) -> None:
        super().__init__("localhost")
        self._near = near

    def connect(self) -> None:
        self.sock, self.connected = self._near, True
        self._setup_transport()


class Line:
    """A connection with one open channel, whose other end the test holds; what it hears is noted."""

    def __init__(self, kind: type[pyamqp.Connection]) -> None:
        near, self.far = socket.socketpair()
        self.heard: list[Any] = []
        self.connection: Any = kind("localhost", on_blocked=lambda _: self.heard.append("blocked"))
        self.connection.Transport = lambda *_, **__: Plugged(near)
        self.connection._handshake_complete = True
        self.connection.connect()
        self.channel = self.connection.Channel(self.connection, 1)
        self.channel.is_open = True
        self.channel.callbacks["1"] = self._note
        self.channel.events["basic_ack"].add(lambda *told: self.heard.append(("ack", *told)))
        self.channel.events["basic_nack"].add(lambda *told: self.heard.append(("nack", *told)))
        self.channel.events["basic_return"].add(lambda why, *told: self.heard.append((str(why), told[-1].body)))

    def _note(self, raw: Any) -> None:
        message = self.channel.message_to_python(raw)
        known = (message.delivery_info, message.delivery_tag, message.properties, message.headers)
        # The library makes text of what says that it is text.
        self.heard.append((*known, message.body.encode() if isinstance(message.body, str) else message.body))

    def say(self, data: bytes) -> None:
        self.far.sendall(data)

    def listen(self) -> None:
        """Until nothing more has arrived."""
        try:
            while True:
                self.connection.drain_events(timeout=0)
        except TimeoutError:
            pass

    def answered(self) -> bytes:
        self.far.setblocking(False)
        try:
            return self.far.recv(1 << 20)
        except BlockingIOError:
            return b""

    def close(self) -> None:
        self.connection.collect()
        self.far.close()


@pytest.fixture
def line() -> Iterator[Line]:
    made = Line(Wire)
    yield made
    made.close()


library = Library()
WORDS = {
    "a delivery": lambda n: library.deliver(n, EVERY, b"x" * n),
    "a small delivery": lambda n: library.deliver(n, {"user_id": "SYT"}, b""),
    "a large delivery": lambda n: library.deliver(n, {"type": "T"}, bytes(10_000)),
    "a delivery that nobody consumes": lambda n: library.deliver(n, EVERY, b"y" * n, consumer="2"),
    "a message that came back": lambda n: library.say(
        1, spec.Basic.Return, dumps("Bsss", (n, "NO_ROUTE", "province", "k")), Message(b"z" * n)
    ),
    "a confirm": lambda n: library.say(1, spec.Basic.Ack, dumps("Lb", (n, n % 2))),
    "a refusal": lambda n: library.say(1, spec.Basic.Nack, dumps("Lbb", (n, n % 2, True))),
    "an alarm": lambda n: library.say(0, spec.Connection.Blocked, dumps("s", ("low on memory",))),
    "a sign of life": lambda n: BEAT,
}


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(sorted(WORDS)), max_size=12), st.data())
def test_it_hears_and_answers_what_the_library_would_wherever_the_stream_is_cut(
    words: list[str], draw: st.DataObject
) -> None:
    data = b"".join(WORDS[word](number) for number, word in enumerate(words))
    cuts = sorted(draw.draw(st.sets(st.integers(0, len(data)), max_size=8)))
    ours, theirs = Line(Wire), Line(pyamqp.Connection)
    try:
        for start, end in zip([0, *cuts], [*cuts, len(data)], strict=True):
            ours.say(data[start:end])
            ours.listen()
        theirs.say(data)
        theirs.listen()
        assert ours.heard == theirs.heard
        assert ours.answered() == theirs.answered()
        assert ours.connection.bytes_recv == theirs.connection.bytes_recv
        assert ours.connection.bytes_sent == theirs.connection.bytes_sent
    finally:
        ours.close()
        theirs.close()


def test_a_delivery_cut_at_any_byte_is_the_same_delivery() -> None:
    data = WORDS["a delivery"](40) + WORDS["a confirm"](7)
    whole = Line(Wire)
    whole.say(data)
    whole.listen()
    assert len(whole.heard) == 2
    for cut in range(len(data)):
        parts = Line(Wire)
        parts.say(data[:cut])
        parts.listen()
        parts.say(data[cut:])
        parts.listen()
        assert parts.heard == whole.heard
        parts.close()
    whole.close()


def test_messages_of_two_channels_and_signs_of_life_stand_between_each_other(line: Line) -> None:
    second = line.connection.Channel(line.connection, 2)
    second.callbacks["1"] = line._note
    cut = [
        [data[start : start + size] for start, size in spans]
        for data in (library.deliver(1, {}, b"one"), library.deliver(2, {}, b"two", channel=2))
        for spans in [spans_of(data)]
    ]
    line.say(b"".join(part for pair in zip(*cut, strict=True) for part in (*pair, BEAT, BEAT_ON_ONE)))
    line.listen()
    assert [heard[-1] for heard in line.heard] == [b"one", b"two"]


def spans_of(data: bytes) -> list[tuple[int, int]]:
    spans, at = [], 0
    while at < len(data):
        size = 8 + int.from_bytes(data[at + 3 : at + 7], "big")
        spans.append((at, size))
        at += size
    return spans


def test_everything_that_has_arrived_is_dealt_with_in_one_call(line: Line) -> None:
    line.say(b"".join(WORDS["a small delivery"](number) for number in range(300)))
    line.connection.drain_events(timeout=1)
    assert len(line.heard) == 300


def test_a_sign_of_life_alone_is_no_event(line: Line) -> None:
    line.say(BEAT)
    began = monotonic()
    with pytest.raises(TimeoutError):
        line.connection.drain_events(timeout=0.1)
    assert monotonic() - began >= 0.1
    assert line.connection.bytes_recv == 1


def test_a_broker_that_is_silent_too_long_is_given_up(line: Line) -> None:
    line.connection.heartbeat = 0.01
    line.say(WORDS["a delivery"](1))
    line.listen()
    line.connection.heartbeat_tick()
    sleep(0.05)
    line.listen()
    with pytest.raises(ConnectionForced):
        line.connection.heartbeat_tick()


def test_an_end_within_a_message_is_an_error_of_the_connection(line: Line) -> None:
    line.say(WORDS["a delivery"](9)[:-5])
    line.far.close()
    with pytest.raises(OSError, match="closed connection"):
        line.connection.drain_events(timeout=1)
    assert not line.connection.connected


def test_damage_is_an_error_of_the_connection(line: Line) -> None:
    line.say(WORDS["a delivery"](9)[:-1] + b"\0")
    with pytest.raises(UnexpectedFrame):
        line.connection.drain_events(timeout=1)
    assert isinstance(UnexpectedFrame(), pyamqp.Transport.connection_errors)


def test_what_stands_behind_an_error_of_the_channel_is_heard_afterwards(line: Line) -> None:
    """The library opens the channel again while the rest of what has arrived waits."""
    closed = library.say(1, spec.Channel.Close, dumps("BsBB", (404, "no queue", 50, 10)))
    opened = library.say(1, spec.Channel.OpenOk, dumps("S", ("",)))
    line.say(WORDS["a confirm"](2) + closed + opened + WORDS["a confirm"](4))
    with pytest.raises(NotFound):
        line.listen()
    line.listen()
    assert line.heard == [("ack", 2, False), ("ack", 4, False)]


def test_what_stands_behind_the_end_of_the_connection_is_not_heard(line: Line) -> None:
    ended = library.say(0, spec.Connection.CloseOk, b"")
    line.say(ended + WORDS["a delivery"](1))
    line.connection.drain_events(timeout=1)
    assert line.heard == []
    assert not line.connection.connected


def test_a_channel_that_is_closing_hears_no_more_deliveries(line: Line) -> None:
    line.channel.is_closing = True
    line.say(WORDS["a delivery"](1) + WORDS["a confirm"](2))
    line.listen()
    assert line.heard == []


# Publishing -----------------------------------------------------------------------------------------------


@pytest.fixture
def publisher(line: Line, monkeypatch: pytest.MonkeyPatch) -> Publisher:
    """A publisher whose broker is the test."""
    made = Publisher("amqp://localhost", "clerk")
    made._connection, made._channel, made._used_at = Kombu(line.connection), line.channel, monotonic()  # type: ignore[assignment]
    line.channel.events["basic_ack"].add(made._confirms.acked)
    line.channel.events["basic_nack"].add(made._confirms.nacked)
    monkeypatch.setattr(bus, "CONFIRM_SECONDS", 0.2)
    return made


class Kombu:
    """As much of kombu's connection as a publisher uses."""

    connected = True

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def drain_events(self, timeout: float) -> None:
        self._connection.drain_events(timeout=timeout)

    def collect(self) -> None:
        self._connection.collect()

    def release(self) -> None:
        self._connection.close()


def letters(count: int, body: bytes = b"{}") -> list[Outgoing]:
    return [Outgoing("province", "clerk.LetterWritten.all", body, {"message_id": str(each)}) for each in range(count)]


def test_what_is_published_is_what_the_library_would_send(line: Line, publisher: Publisher) -> None:
    line.say(library.say(1, spec.Basic.Ack, dumps("Lb", (40, True))))
    assert publisher.publish([Outgoing("province", "k", b"{}", {"type": "T"}, {"last": 3})] * 40) == 40
    properties = {
        "content_type": "application/cloudevents+json",
        "content_encoding": "utf-8",
        "application_headers": {"last": 3},
        "delivery_mode": 2,
        "type": "T",
        "user_id": "clerk",
    }
    assert line.answered() == library.publish("province", "k", properties, b"{}") * 40
    assert line.connection.bytes_sent == 40


def test_the_messages_that_were_refused_are_counted(line: Line, publisher: Publisher) -> None:
    for method, form, told in (
        (spec.Basic.Ack, "Lb", (3, False)),
        (spec.Basic.Nack, "Lbb", (5, True, False)),
        (spec.Basic.Ack, "Lb", (10, True)),
    ):
        line.say(library.say(1, method, dumps(form, told)))
    with pytest.raises(QueueFull, match="4 messages"):
        publisher.publish(letters(10))
    line.say(library.say(1, spec.Basic.Ack, dumps("Lb", (11, False))))
    assert publisher.publish(letters(1)) == 1


def test_a_broker_that_confirms_nothing_is_given_up_in_time(line: Line, publisher: Publisher) -> None:
    """An alarm of the broker: it says so, and reads and confirms nothing until it has passed."""
    line.say(WORDS["an alarm"](0))
    with pytest.raises(NotConfirmed, match="3 messages"):
        publisher.publish(letters(3))
    assert "blocked" in line.heard
    assert not line.connection.connected


def test_a_broker_that_reads_nothing_is_given_up_in_time(line: Line, publisher: Publisher) -> None:
    began = monotonic()
    with pytest.raises(OSError, match="timed out"):
        publisher.publish(letters(400, bytes(20_000)))
    assert monotonic() - began < 5
    assert not line.connection.connected


def test_nothing_is_published_on_a_connection_that_has_ended(line: Line) -> None:
    line.connection.collect()
    with pytest.raises(RecoverableConnectionError):
        line.channel.publish([("", "q", {}, b"")], timeout=1)


def test_no_more_are_in_flight_than_may_be(line: Line, publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bus, "IN_FLIGHT", 4)
    with pytest.raises(NotConfirmed):
        publisher.publish(letters(20))
    assert line.answered().count(pack(">HH", 60, 40)) == 4


def test_what_may_go_missing_is_told_without_waiting_and_its_confirms_are_heard_later(
    line: Line, publisher: Publisher
) -> None:
    for _ in range(3):
        publisher.tell(letters(2))
    assert line.answered().count(pack(">HH", 60, 40)) == 6
    assert publisher._confirms.outstanding == 6
    line.say(library.say(1, spec.Basic.Ack, dumps("Lb", (6, True))))
    publisher.tell(letters(1))
    assert publisher._confirms.outstanding == 1


def test_what_is_told_to_a_broker_that_answers_nothing_is_bounded(
    line: Line, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bus, "IN_FLIGHT", 4)
    publisher.tell(letters(4))
    with pytest.raises(NotConfirmed):
        publisher.tell(letters(1))
    assert not line.connection.connected
