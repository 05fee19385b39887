"""Who hears what: the keys of the bus, over the in-process bus (over RabbitMQ: ``tests/live/test_servers.py``)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar
from uuid import uuid4

import pytest

from schemas import base
from schemas.fields import AgencyId
from shared.mechanism import embedded
from shared.mechanism.bus import (
    PROVINCE,
    Outgoing,
    Publisher,
    announced_key,
    asks_key,
    connect,
    declare_exchanges,
    fact_key,
    facts_queue,
    sends_key,
)
from shared.mechanism.clock import ICT
from shared.mechanism.message import write
from shared.mechanism.relay import concerned
from shared.mechanism.store import Line
from tests.mechanism import letters


class Told(base.Event):
    """Clerk → whom it concerns."""

    by = ("clerk",)
    design = True
    agency = AgencyId("Cơ quan.")


class Kept(Told):
    """Clerk → archive: names an agency, and is none of its business."""

    concerns: ClassVar[str | None] = None


_OURS = {each.__name__: each for each in (Told, Kept)}
for _name in _OURS:
    base._REGISTER.pop(_name, None)


@pytest.fixture(autouse=True)
def _known(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, form in _OURS.items():
        monkeypatch.setitem(base._REGISTER, name, form)
    with letters.known():
        yield


@pytest.fixture
def channel() -> Iterator[Any]:
    """The in-process bus with the queues of two departments."""
    embedded.forget_everything()
    with connect("embedded://") as connection:
        opened = connection.channel()
        declare_exchanges(opened)
        for department in ("clerk", "archive"):
            facts_queue(department)(opened).declare()
        yield opened
    embedded.forget_everything()


def heard_by(channel: Any, key: str) -> set[str]:
    publisher = Publisher("embedded://", "clerk")
    publisher.publish([Outgoing(PROVINCE.name, key, b"{}")])
    publisher.close()
    return {name for name in ("clerk", "archive") if channel.basic_get(f"{name}.facts", no_ack=True)}


def line(topic: str, body: bytes) -> Line:
    return Line(1, uuid4(), 1, topic, body, 1, datetime(2021, 11, 1, 8, tzinfo=ICT).isoformat(), b"")


@pytest.mark.parametrize(
    ("key", "hearers"),
    [
        (fact_key("clerk", "Told", "SYT"), {"archive"}),
        (fact_key("clerk", "LetterWritten", "all"), {"archive"}),
        (announced_key("clerk"), {"clerk", "archive"}),
        (asks_key("clerk", "archive"), {"archive"}),
        (sends_key("clerk", "archive"), {"archive"}),
    ],
)
def test_facts_go_to_every_other_department_and_what_is_said_to_one_to_that_one(
    key: str, hearers: set[str], channel: Any
) -> None:
    assert heard_by(channel, key) == hearers


def test_what_carries_no_fact_is_never_under_a_key_of_three_words() -> None:
    for key in (announced_key("clerk"), asks_key("clerk", "archive"), sends_key("clerk", "archive")):
        assert len(key.split(".")) != len(fact_key("clerk", "Told", "SYT").split("."))


def test_the_third_word_is_the_agency_that_the_data_name() -> None:
    data = {"agency": "SYT"}
    # The envelope says on whose behalf it was recorded; that is somebody else.
    assert concerned(line("Told", write({"agency": "SNV", "data": data}))) == "SYT"
    assert concerned(line("Kept", write({"agency": "SNV", "data": data}))) == "all"
    assert concerned(line("LetterWritten", write({"agency": "SYT", "data": {"number": "1"}}))) == "all"


@pytest.mark.parametrize("body", [b"", b"{", json.dumps([]).encode(), b"{}", b'{"data":{}}', b'{"data":null}'])
def test_a_damaged_row_still_goes_out_so_that_its_readers_notice(body: bytes) -> None:
    assert concerned(line("Told", body)) == "all"


def test_a_row_whose_shape_is_no_longer_known_concerns_no_single_agency() -> None:
    assert concerned(line("Forgotten", write({"data": {"agency": "SYT"}}))) == "all"
