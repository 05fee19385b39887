"""The broker is disposable (law 3): killed, restarted or wiped, every ledger still ends complete, once, in order."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local.servers import Broker
from tests.live.offices import Offices, on_sqlite, opened, wait_until

pytestmark = pytest.mark.live


@pytest.fixture
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    folder = tmp_path_factory.mktemp("broker")
    for each in (folder, folder.parent):
        each.chmod(0o755)
    with Broker.start(folder) as started:
        yield started
    started.forget()


@pytest.fixture
def offices(broker: Broker, tmp_path: Path) -> Iterator[Offices]:
    with opened(on_sqlite(broker), tmp_path, "noi_vu", "tu_phap") as made:
        wait_until(lambda: broker.keeps("noi_vu.commands") and broker.keeps("tu_phap.facts"), "both queues are there")
        yield made


def test_every_service_may_be_killed_and_the_broker_stopped_killed_and_wiped(offices: Offices, broker: Broker) -> None:
    offices.write(range(100))
    wait_until(lambda: offices.filed() > 10, "the archive is at work")
    offices.kill("tu_phap")
    offices.write(range(100, 150))
    offices.start("tu_phap")
    wait_until(lambda: offices.complete(150), "the archive caught up after SIGKILL")

    offices.write(range(150, 200))
    offices.kill("noi_vu")
    offices.start("noi_vu")
    wait_until(lambda: offices.complete(200), "the clerk caught up after SIGKILL")

    broker.kill()
    broker.restart()
    offices.write(range(200, 250))
    wait_until(lambda: offices.complete(250), "both came back after the broker was killed")

    offices.kill("tu_phap")
    offices.write(range(250, 300))
    wait_until(lambda: offices.store("noi_vu").last()[1] == 300, "the clerk has written what the archive has not seen")
    wait_until(lambda: offices.store("noi_vu").cursor("relay") == 300, "the broker holds what the archive has not seen")
    broker.wipe()
    broker.restart()
    offices.start("tu_phap")
    wait_until(lambda: offices.complete(300), "the archive asked the clerk's ledger for what the broker had lost", 90)
    offices.check(300)


def test_a_service_told_to_end_finishes_what_it_began(offices: Offices) -> None:
    offices.write(range(50))
    wait_until(lambda: offices.complete(50), "all letters are filed")
    for name in ("noi_vu", "tu_phap"):
        offices.kill(name, signal.SIGTERM)
        assert offices.processes[name].returncode == 0
    offices.check(50)


def test_a_service_told_to_end_ends_although_the_broker_does_not_come_back(offices: Offices, broker: Broker) -> None:
    offices.write(range(5))
    wait_until(lambda: offices.complete(5), "all letters are filed")
    broker.kill()
    offices.kill("tu_phap", signal.SIGTERM)
    assert offices.processes["tu_phap"].returncode == 0
    broker.restart()
