"""Two small services as processes on real servers, and their ledgers, read from outside."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pika
import psycopg

from deploy.local import ports
from deploy.local.servers import Broker, Surroundings
from deploy.postgres import roles
from shared.mechanism.bus import COMMANDS, Outgoing, Publisher
from shared.mechanism.settings import Settings
from shared.mechanism.store import Store
from tests.mechanism import letters

ROOT = Path(__file__).parents[2]
PLACES = {"noi_vu": 1, "tu_phap": 2}


class Offices:
    """The two services, in one process each or in several: ``noi_vu 2`` is the second replica of ``noi_vu``."""

    def __init__(self, environment: Mapping[str, str], data: Path, port: int) -> None:
        self.environment = {**os.environ, **environment, "PHOIHOP_DATA": str(data), "PORT": str(port)}
        self.environment.pop("PHOIHOP_CLOCK", None)
        self.settings = Settings.from_environment(self.environment)
        self.data = data
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.stores: dict[str, Store] = {}

    def start(self, name: str) -> None:
        """A service, or another replica of it, on ports of its own."""
        service, _, number = name.partition(" ")
        environment = {**self.environment, "PORT": str(self._port(number))}
        log = (self.data / f"{name}.log").open("ab")
        self.processes[name] = subprocess.Popen(
            [sys.executable, "-m", "tests.live.letter_office", service], env=environment, cwd=ROOT, stderr=log
        )
        log.close()

    def _port(self, number: str) -> int:
        return int(self.environment["PORT"]) + (int(number or 1) - 1) * (len(PLACES) + 1)

    def health(self, name: str) -> dict[str, Any]:
        """What a replica says of itself; {} while it does not answer."""
        service, _, number = name.partition(" ")
        url = f"http://127.0.0.1:{self._port(number) + PLACES[service]}/health"
        try:
            with urlopen(url, timeout=2) as answer:
                told: dict[str, Any] = json.load(answer)
        except HTTPError as refusal:
            told = json.load(refusal)
        except (OSError, ValueError):
            return {}
        return told

    def leads(self, name: str) -> bool:
        return self.health(name).get("role") == "active"

    def kill(self, name: str, signum: int = signal.SIGKILL) -> None:
        self.processes[name].send_signal(signum)
        self.processes[name].wait(30)

    def store(self, name: str) -> Store:
        if name not in self.stores:
            self.stores[name] = self.settings.open_store(name)
        return self.stores[name]

    def at_work(self) -> bool:
        """Does somebody listen to each queue that letters come by?"""
        return all(self.queue(name)[1] for name in ("noi_vu.commands", "noi_vu.facts", "tu_phap.facts"))

    def queue(self, name: str) -> tuple[int, int]:
        """How many messages of a queue were handed to nobody, and how many listen to it."""
        url = self.settings.bus_url(name.split(".")[0])
        try:
            connection = pika.BlockingConnection(pika.URLParameters(url))
        except pika.exceptions.AMQPConnectionError:
            return 0, 0
        try:
            found = connection.channel().queue_declare(name, passive=True).method
            return int(found.message_count), int(found.consumer_count)
        except pika.exceptions.ChannelClosedByBroker:
            return 0, 0
        finally:
            if connection.is_open:
                connection.close()

    def purge(self, name: str) -> None:
        """Throw away what stands in a queue and was handed to nobody."""
        connection = pika.BlockingConnection(pika.URLParameters(self.settings.bus_url(name.split(".")[0])))
        connection.channel().queue_purge(name)
        connection.close()

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

    def known(self, name: str, topic: str) -> int:
        """How many facts of that name stand in a ledger."""
        rows = self.store(name).select("SELECT COUNT(*) AS n FROM journal WHERE topic=?", (topic,))
        return int(rows[0]["n"])

    def filed(self) -> int:
        return self.known("tu_phap", "LetterFiled")

    def known_filed(self) -> int:
        return self.known("noi_vu", "LetterKnownFiled")

    def forget_stores(self) -> None:
        """Read the ledgers over new connections from here on: the database is to go away."""
        while self.stores:
            self.stores.popitem()[1].close()

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


def emptied(surroundings: Surroundings) -> None:
    """Make the two services' databases and queues as they were before anybody used them."""
    for service in PLACES:
        with psycopg.connect(surroundings.database.url("phoihop_owner", service), autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
            for statement in roles.inside(service):
                connection.execute(statement)
        queues = pika.BlockingConnection(pika.URLParameters(surroundings.broker.url(service)))
        for kind in ("facts", "commands", "dead"):
            queues.channel().queue_delete(f"{service}.{kind}")
        queues.close()


def on_sqlite(broker: Broker) -> dict[str, str]:
    """The surroundings of services that keep their ledgers in files."""
    return {
        "PHOIHOP_BUS": broker.url_template,
        "PHOIHOP_BUS_PASSWORDS": str(broker.passwords_file),
        "PHOIHOP_STORE": "sqlite",
    }


@contextmanager
def opened(environment: Mapping[str, str], data: Path, *names: str, replicas: int = 1) -> Iterator[Offices]:
    """These services, running, and nothing left of them afterwards."""
    count = replicas * (len(PLACES) + 1)
    port = ports.row(count)
    made = Offices(environment, data, port)
    try:
        for name in names:
            made.start(name)
        yield made
    finally:
        for process in made.processes.values():
            process.kill()
            process.wait(30)
        made.forget_stores()
        ports.release(range(port, port + count))
