"""The table of bad inputs over a real RabbitMQ and PostgreSQL: the same outcome, trace and answer as in one process.

After each row a command that is in order is sent and must be taken: no bad input stops a service or its queue.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pika
import pytest

from deploy.roster import SERVICES, clients
from shared.mechanism.clock import ICT
from tests.contracts.bad_inputs import REJECTED, ROWS, SAVED, Row, Sent, document, wire
from tests.contracts.test_bad_inputs import answered
from tests.live.officials import Running, running
from tests.stories.sample_round import SELF_SCORING_CLOSES, SampleRound

pytestmark = pytest.mark.live
STAGES = ("before", "open", "appraisal")
# Facts come last: what the table sends in the name of Sở Tư pháp takes the numbers of what it would say itself.
IN_ORDER = sorted(ROWS, key=lambda row: (row.sent.kind == "fact", STAGES.index(row.stage)))


class Bus:
    """One connection for each user, each with a queue of its own for replies."""

    def __init__(self, province: Running) -> None:
        self.province = province
        self._channels: dict[str, Any] = {}
        self.stage = "before"

    def channel(self, user: str) -> Any:
        if user not in self._channels:
            url = self.province.surroundings.broker.url(user)
            channel = pika.BlockingConnection(pika.URLParameters(url)).channel()
            channel.confirm_delivery()
            channel.queue_declare(self.queue(user), exclusive=True)
            self._channels[user] = channel
        return self._channels[user]

    @staticmethod
    def queue(user: str) -> str:
        return f"{user}.bad-inputs" if user in SERVICES else f"client.{user}.bad-inputs"

    def send(self, sent: Sent) -> None:
        user = sent.user or "SYT"
        properties = {"content_type": "application/cloudevents+json", "delivery_mode": 2, "user_id": sent.user}
        if sent.kind == "command":
            properties |= {"reply_to": self.queue(user), "correlation_id": "of this row"}
        # The real property, and not what the row says beside it.
        properties |= dict(sent.properties)
        fact = f"{user}.AppraisalCompleted.SYT"
        exchange, key = ("commands", sent.to) if sent.kind == "command" else ("province", fact)
        self.channel(user).basic_publish(exchange, key, sent.body, pika.BasicProperties(**properties), mandatory=True)

    def reply(self, user: str) -> dict[str, Any]:
        """The next reply to that user."""
        found: list[dict[str, Any]] = []

        def there() -> bool:
            _, properties, body = self.channel(user).basic_get(self.queue(user), auto_ack=True)
            if properties is not None:
                assert properties.correlation_id == "of this row"
                assert properties.user_id in SERVICES
                found.append(json.loads(body))
            return bool(found)

        self.province.wait_for(there, f"a reply to {user}", 30)
        return found[0]

    def bring_to(self, stage: str) -> None:
        """Move on to a stage of the sample round; never back."""
        officials = SampleRound(self.province)  # type: ignore[arg-type]
        if stage != "before" and self.stage == "before":
            self.province.move_to(datetime(2021, 11, 1, 8, tzinfo=ICT))
            self.stage = "open"
        if stage == "appraisal" and self.stage == "open":
            officials.submit_all(but=("TAMKY",))
            self.province.move_to(SELF_SCORING_CLOSES)
            self.province.wait_for_facts("AppraisalRequested", 24)
            self.province.wait_for_facts("WorkOverdue", 1)
            self.stage = stage
        self.province.settle()

    def close(self) -> None:
        for channel in self._channels.values():
            channel.connection.close()


@pytest.fixture(scope="module")
def bus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bus]:
    with running(tmp_path_factory, start=datetime(2021, 10, 20, 8, tzinfo=ICT)) as province:
        SampleRound(province).open()  # type: ignore[arg-type]
        made = Bus(province)
        yield made
        made.close()


@pytest.mark.parametrize("row", IN_ORDER, ids=lambda row: row.name)
def test_a_bad_input_has_its_outcome_its_trace_and_its_answer(row: Row, bus: Bus) -> None:
    if row.sent.user not in (None, *SERVICES, *clients()):
        with pytest.raises(KeyError):
            bus.channel(str(row.sent.user))  # nobody has an account of that name
        return
    bus.bring_to(row.stage)
    for sent in row.first:
        bus.send(numbered(sent, bus))
        if sent.kind == "command":
            bus.reply(sent.user or "SYT")
        else:
            marker(bus, f"first of {row.name}")
    store = bus.province.stores[row.sent.to]
    before = store.last()[0]

    bus.send(numbered(row.sent, bus))

    if row.sent.kind == "fact":
        # The queue keeps its order: when the marker has been rejected, the row has been dealt with.
        marker(bus, row.name)
        expected = (*row.records, REJECTED)
    else:
        if row.sent.properties.get("reply_to", "") == "":
            answered(row, bus.reply(row.sent.user or "SYT"))
        expected = row.records
        if row.sent.to == "noi_vu" and row.stage != "before":
            good = document(f"after {row.name}", agency="TAMKY")
            bus.send(Sent(wire(good), "TAMKY"))
            assert bus.reply("TAMKY")["type"] == "CommandAccepted"
            expected = (*row.records, *SAVED)
    assert tuple(line.topic for line in store.lines(before, 1_000)) == expected


def numbered(sent: Sent, bus: Bus) -> Sent:
    """A fact's number counted from what has been taken of its sender so far."""
    if sent.kind == "command" or not sent.body.startswith(b'{"specversion"'):
        return sent
    taken = bus.province.stores[sent.to].cursors().get("from:tu_phap", 0)
    content = json.loads(sent.body) if b"NaN" not in sent.body and len(sent.body) < 2_000 else {}
    if type(content.get("sequence")) is not int:
        return sent
    return Sent(wire(content | {"sequence": content["sequence"] + taken}), sent.user, sent.to, sent.kind)


def marker(bus: Bus, name: str) -> None:
    """Send what is certainly rejected, and wait until it has been."""
    store = bus.province.stores["noi_vu"]
    body = f"marker {name}".encode()
    before = store.last()[0]
    bus.send(Sent(body, "tu_phap", "noi_vu", "fact"))
    bus.province.wait_for(
        lambda: any(line.topic == REJECTED and f'"length":{len(body)},'.encode() in line.body
                    for line in store.lines(before, 1_000)),
        f"the marker of {name}",
    )  # fmt: skip


def test_an_answer_goes_to_no_queue_but_the_senders_own(bus: Bus) -> None:
    """A service may publish to any queue; nobody may borrow that right by naming another's in reply_to."""
    bus.bring_to("open")
    kh_cn = bus.province.stores["kh_cn"]
    before = kh_cn.last()[0]
    for stranger in ("kh_cn.commands", "client.SXD.answers", "client.SYTX"):
        bus.send(Sent(b"astray to " + stranger.encode(), properties={"reply_to": stranger}))
    bus.send(Sent(b"whose answer comes after theirs"))
    bus.reply("SYT")
    bus.send(Sent(b"behind whatever went astray", to="kh_cn"))
    bus.reply("SYT")
    bodies = [line.body for line in kh_cn.lines(before, 100)]
    assert [f'"length":{len(b"behind whatever went astray")},'.encode() in body for body in bodies] == [True]


def test_every_service_still_runs_and_nothing_was_set_aside_but_what_the_table_says(bus: Bus) -> None:
    assert bus.province.services.restart_dead() == []
    expected = sum(row.outcome == "quarantined" for row in ROWS)
    assert len(bus.province.stores["noi_vu"].quarantined()) <= expected
    for name, store in bus.province.stores.items():
        assert store.unlisted() == 0, name
