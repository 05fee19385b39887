"""Two replicas of each department side by side: one takes, the other stands by, and takes over within seconds.

Whatever ends the one that leads, or only stops it for a while, both ledgers end complete, once, in order.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic

import psycopg
import pytest

from deploy.local.servers import Surroundings
from shared.mechanism.settings import Settings
from tests.live.offices import PLACES, Offices, emptied, on_sqlite, opened, wait_until
from tests.live.servers import surroundings

pytestmark = pytest.mark.live
__all__ = ["surroundings"]

SECONDS = 15.0
"""How long a fail-over may take on a machine that does a hundred other things; alone it is two or three."""


@pytest.fixture
def offices(surroundings: Surroundings, tmp_path: Path) -> Iterator[Offices]:
    """Two replicas of both services, on ledgers and queues that hold nothing."""
    emptied(surroundings)
    names = ("noi_vu", "noi_vu 2", "tu_phap", "tu_phap 2")
    with opened(surroundings.environment(), tmp_path, *names, replicas=2) as made:
        for service in PLACES:
            leader(made, service)
        wait_until(made.at_work, "those that lead listen")
        yield made


def leader(offices: Offices, service: str) -> tuple[str, str]:
    """The replica that leads, and the one that stands by."""
    both = (service, f"{service} 2")
    wait_until(lambda: sorted(offices.health(each).get("role", "") for each in both) == ["active", "standby"], service)
    return both if offices.leads(service) else (both[1], both[0])


@contextmanager
def traffic(offices: Offices, numbers: range) -> Iterator[None]:
    """Letters all the while."""
    failures: list[BaseException] = []

    def write() -> None:
        try:
            for start in range(numbers.start, numbers.stop, 10):
                offices.write(range(start, min(start + 10, numbers.stop)))
        except BaseException as failure:
            failures.append(failure)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        writer.join(120)
    assert not failures, failures


def test_the_other_replica_takes_over_within_seconds_of_a_kill(offices: Offices) -> None:
    count = 0
    for service in ("noi_vu", "tu_phap", "noi_vu"):
        first, second = leader(offices, service)
        with traffic(offices, range(count, count + 200)):
            before = offices.filed()
            wait_until(lambda before=before: offices.filed() > before + 10, "letters are on their way")
            offices.kill(first)
            killed = monotonic()
            wait_until(lambda second=second: offices.leads(second), "the other one leads", SECONDS)
            print(f"{service}: the other replica leads after {monotonic() - killed:.1f} s")
            offices.start(first)
        count += 200
        wait_until(lambda count=count: offices.complete(count), "all letters are filed")
        assert leader(offices, service) == (second, first)
    offices.check(count)


def test_a_leader_that_stood_still_finds_itself_deposed(offices: Offices) -> None:
    count = 0
    for service in ("noi_vu", "tu_phap"):
        first, second = leader(offices, service)
        with traffic(offices, range(count, count + 300)):
            before = offices.filed()
            wait_until(lambda before=before: offices.filed() > before + 10, "letters are on their way")
            offices.processes[first].send_signal(signal.SIGSTOP)
            stopped = monotonic()
            wait_until(lambda second=second: offices.leads(second), "the other one leads", SECONDS)
            print(f"{service}: the other replica leads after {monotonic() - stopped:.1f} s")
            offices.processes[first].send_signal(signal.SIGCONT)
        count += 300
        wait_until(lambda count=count: offices.complete(count), "all letters are filed")
        assert leader(offices, service) == (second, first)
    offices.check(count)


def test_a_replica_that_stands_by_shows_what_the_other_has_written_and_says_nothing(offices: Offices) -> None:
    first, second = leader(offices, "noi_vu")
    offices.write(range(50))
    wait_until(lambda: offices.complete(50), "all letters are filed")
    held = offices.store("noi_vu").last()[:2]
    wait_until(lambda: tuple(offices.health(second)["ledger"].values()) == held, "the other one has looked")
    told = offices.health(second)
    assert (told["role"], told["status"], told["inbox"]["pending"]) == ("standby", "ok", 0)
    assert {each["sender"]: each["taken"] for each in told["inbox"]["senders"]} == {"noi_vu": 50, "tu_phap": 50}
    offices.processes[first].send_signal(signal.SIGTERM)
    assert offices.processes[first].wait(30) == 0
    wait_until(lambda: offices.leads(second), "the other one leads", SECONDS)
    offices.check(50)


def test_one_leads_after_the_database_was_away(offices: Offices, surroundings: Surroundings) -> None:
    with traffic(offices, range(200)):
        wait_until(lambda: offices.filed() > 10, "letters are on their way")
        offices.forget_stores()
        surroundings.database.kill()
        surroundings.database.restart()
    for service in PLACES:
        leader(offices, service)
    wait_until(lambda: asked_again(offices, 200), "all letters are filed", 120)
    offices.check(200)


def asked_again(offices: Offices, count: int) -> bool:
    """What was told to come again comes again, as often as it is told so."""
    offices.write(range(count))
    with suppress(AssertionError):
        wait_until(lambda: offices.complete(count), "all letters are filed", 10)
    return offices.complete(count)


def test_two_replicas_share_a_ledger_in_a_file(surroundings: Surroundings, tmp_path: Path) -> None:
    emptied(surroundings)
    with opened(on_sqlite(surroundings.broker), tmp_path, "noi_vu", "noi_vu 2", "tu_phap", replicas=2) as offices:
        first, second = leader(offices, "noi_vu")
        wait_until(offices.at_work, "those that lead listen")
        with traffic(offices, range(200)):
            wait_until(lambda: offices.filed() > 10, "letters are on their way")
            offices.kill(first)
            wait_until(lambda: offices.leads(second), "the other one leads", SECONDS)
        wait_until(lambda: offices.complete(200), "all letters are filed")
        offices.check(200)


def test_whoever_is_elected_ends_who_stands_still_in_the_midst_of_writing(surroundings: Surroundings) -> None:
    emptied(surroundings)
    url = surroundings.database.url("tu_phap")
    settings = Settings.from_environment(surroundings.environment())
    settings.open_store("tu_phap").close()
    lock = settings.open_lock("tu_phap")
    with psycopg.connect(url) as reader, psycopg.connect(url) as writer:
        reader.execute("SELECT * FROM journal")
        copying = writer.cursor().copy("COPY view_rows FROM STDIN")
        copying.__enter__().write_row(("letters", "1", "{}"))
        assert lock.take()
        with psycopg.connect(url, options="-c lock_timeout=5s") as other:
            other.execute("LOCK TABLE view_rows IN EXCLUSIVE MODE")
        assert reader.execute("SELECT COUNT(*) FROM view_rows").fetchone() == (0,)
        with pytest.raises(psycopg.OperationalError):
            copying.__exit__(None, None, None)
    lock.release()
