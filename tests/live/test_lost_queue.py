"""RabbitMQ, killed just after a quorum queue was made, never answers for it again: its department makes it anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import amqp
import pytest

from deploy.local.servers import Broker
from deploy.rabbitmq.definitions import VHOST
from shared.mechanism.bus import commands_queue, connect, dead_queue, facts_queue
from tests.live.offices import on_sqlite, opened, wait_until

pytestmark = pytest.mark.live

ATTEMPTS = 6


@pytest.fixture
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    folder = tmp_path_factory.mktemp("broker")
    for each in (folder, folder.parent):
        each.chmod(0o755)
    with Broker.start(folder) as started:
        yield started
    started.forget()


def answers(broker: Broker, queue: str) -> bool:
    """Does the broker say anything to somebody who asks for a message?"""
    connection = amqp.Connection(
        host=f"127.0.0.1:{broker.ports['amqp']}", userid="noi_vu", password=broker.password("noi_vu"),
        virtual_host=VHOST, connect_timeout=5, read_timeout=3,
    )  # fmt: skip
    connection.connect()
    try:
        connection.channel().basic_get(queue)
    except (OSError, amqp.exceptions.InternalError):
        return False
    finally:
        connection.collect()
    return True


def lost(broker: Broker, kind: str) -> bool:
    """The queue is in the broker's books, and nowhere else."""
    with connect(broker.url("noi_vu")) as connection:
        channel = connection.channel()
        for queue in (facts_queue, commands_queue, dead_queue):
            channel.queue_delete(queue("noi_vu").name)
            queue("noi_vu")(channel).declare()
        broker.kill()
    broker.restart()
    return not answers(broker, f"noi_vu.{kind}")


@pytest.mark.parametrize("kind", ["commands", "dead"])
def test_a_queue_for_which_nobody_answers_is_made_anew(broker: Broker, tmp_path: Path, kind: str) -> None:
    tries = next((number for number in range(1, ATTEMPTS + 1) if lost(broker, kind)), None)
    assert tries, f"the broker lost no queue in {ATTEMPTS} attempts: has it learnt to keep them?"
    with opened(on_sqlite(broker), tmp_path, "noi_vu", "tu_phap") as offices:
        began = monotonic()
        wait_until(offices.at_work, "both listen")
        print(f"lost at attempt {tries}; both listen after {monotonic() - began:.1f} s")
        offices.write(range(20))
        wait_until(lambda: offices.complete(20), "all letters are filed")
        offices.check(20)
        assert answers(broker, f"noi_vu.{kind}")
        assert "lost its name" in (tmp_path / "noi_vu.log").read_text()
        assert "lost its name" not in (tmp_path / "tu_phap.log").read_text()


def test_a_queue_that_holds_something_or_whose_publishers_are_blocked_stays(broker: Broker, tmp_path: Path) -> None:
    with connect(broker.url("noi_vu")) as connection:
        for queue in (facts_queue, commands_queue):
            queue("noi_vu")(connection.channel()).declare()
    with opened(on_sqlite(broker), tmp_path) as offices:
        offices.write(range(20))
        wait_until(lambda: offices.queue("noi_vu.commands")[0] == 20, "the letters wait")
        broker.control("set_vm_memory_high_watermark", "absolute", "1")
        for name in ("noi_vu", "tu_phap"):
            offices.start(name)
        wait_until(lambda: offices.known("noi_vu", "LetterWritten") == 20, "what waited is taken")
        assert "lost its name" not in (tmp_path / "noi_vu.log").read_text()
