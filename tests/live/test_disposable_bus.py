"""The broker is disposable (law 3): killed, restarted or wiped, every ledger still ends complete, once, in order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

from deploy.local import ports
from deploy.local.servers import Broker
from shared.mechanism.bus import COMMANDS, Outgoing, Publisher
from shared.mechanism.settings import Settings
from shared.mechanism.store import Store
from tests.mechanism import letters

pytestmark = pytest.mark.live
ROOT = Path(__file__).parents[2]


class Offices:
    """The two services as processes, and their ledgers, read from outside."""

    def __init__(self, broker: Broker, data: Path, port: int) -> None:
        self.environment = {
            **os.environ,
            "PHOIHOP_BUS": broker.url_template,
            "PHOIHOP_BUS_PASSWORDS": str(broker.passwords_file),
            "PHOIHOP_STORE": "sqlite",
            "PHOIHOP_DATA": str(data),
            "PORT": str(port),
        }
        self.environment.pop("PHOIHOP_CLOCK", None)
        self.settings = Settings.from_environment(self.environment)
        self.data = data
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.stores: dict[str, Store] = {}

    def start(self, name: str) -> None:
        log = (self.data / f"{name}.log").open("ab")
        self.processes[name] = subprocess.Popen(
            [sys.executable, "-m", "tests.live.letter_office", name], env=self.environment, cwd=ROOT, stderr=log
        )
        log.close()

    def kill(self, name: str, signum: int = signal.SIGKILL) -> None:
        self.processes[name].send_signal(signum)
        self.processes[name].wait(30)

    def store(self, name: str) -> Store:
        if name not in self.stores:
            self.stores[name] = self.settings.open_store(name)
        return self.stores[name]

    def write(self, numbers: range) -> None:
        """Letters to the clerk; sent again, with the same ids, until the broker has taken them."""
        orders = [letters.letter(str(each), id=f"letter-{each}").body for each in numbers]

        def sent() -> bool:
            publisher = Publisher(self.settings.bus_url("SYT"), "SYT")
            try:
                publisher.publish(Outgoing(COMMANDS.name, "noi_vu", body) for body in orders)
            except Exception:
                return False
            finally:
                publisher.close()
            return True

        wait_until(sent, "the broker takes the letters")

    def filed(self) -> int:
        rows = self.store("tu_phap").select("SELECT COUNT(*) AS n FROM journal WHERE topic='LetterFiled'")
        return int(rows[0]["n"])

    def known_filed(self) -> int:
        rows = self.store("noi_vu").select("SELECT COUNT(*) AS n FROM journal WHERE topic='LetterKnownFiled'")
        return int(rows[0]["n"])

    def complete(self, count: int) -> bool:
        return self.filed() == count and self.known_filed() == count

    def check(self, count: int) -> None:
        """What both ledgers hold is exactly what was sent: nothing missing, nothing doubled, order kept."""
        clerk, archive = self.store("noi_vu"), self.store("tu_phap")
        for sender, receiver, name in ((clerk, archive, "noi_vu"), (archive, clerk, "tu_phap")):
            sequences = [line.sequence for line in sender.public_lines(0, 100_000)]
            assert sequences == list(range(1, count + 1))
            assert receiver.cursor(f"from:{name}") == count
        numbers = [line.body.split(b'"number":"')[1].split(b'"')[0] for line in clerk.public_lines(0, 100_000)]
        filed = [line.body.split(b'"number":"')[1].split(b'"')[0] for line in archive.public_lines(0, 100_000)]
        assert filed == numbers
        assert len(set(numbers)) == count
        for store in (clerk, archive):
            assert store.quarantined() == []
            assert store.unlisted() == 0


def wait_until(condition: Callable[[], bool], what: str, seconds: float = 60.0) -> None:
    deadline = monotonic() + seconds
    while not condition():
        if monotonic() > deadline:
            raise AssertionError(f"not within {seconds:.0f} s: {what}")
        sleep(0.05)


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
    port = ports.row(3)
    made = Offices(broker, tmp_path, port)
    for name in ("noi_vu", "tu_phap"):
        made.start(name)
    wait_until(lambda: broker.keeps("noi_vu.commands") and broker.keeps("tu_phap.facts"), "both queues are there")
    yield made
    for process in made.processes.values():
        process.kill()
        process.wait(30)
    for store in made.stores.values():
        store.close()
    ports.release(range(port, port + 3))


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
