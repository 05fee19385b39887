"""When something is full or away: commands are refused with an answer that says to come again, and nothing is lost.

A database that is away or refuses connections, a disk without room, queues that are full.
"""

from __future__ import annotations

import json
import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import psycopg
import pytest

from deploy.local.servers import Broker, Surroundings
from deploy.rabbitmq import definitions
from services.console.client import Client, Letter
from shared.mechanism.audit import Audit, Finding
from shared.mechanism.inbox import PREFETCH
from shared.mechanism.reading import Book
from shared.mechanism.taking import Takers
from tests.live.offices import Offices, emptied, on_sqlite, opened, wait_until
from tests.live.servers import surroundings
from tests.mechanism import letters

pytestmark = pytest.mark.live
__all__ = ["surroundings"]


def sent(offices: Offices, number: str, seconds: float = 30) -> dict[str, Any]:
    """The answer to a letter, or to the same letter sent again."""
    body = letters.letter(number, id=f"letter-{number}").body
    with Client(offices.settings, "SYT") as client:
        answer: dict[str, Any] = json.loads(client.send(Letter(f"letter-{number}", "noi_vu", body), seconds=seconds))
    return answer


def told_to_come_again(answer: dict[str, Any], code: str = "TRY_AGAIN") -> bool:
    data = answer["data"]
    return (answer["type"], data["code"], data["retryable"]) == ("CommandRefused", code, True)


def audited(offices: Offices) -> list[Finding]:
    """What an auditor finds in both ledgers."""
    takers = {"noi_vu": Takers([letters.CLERK]), "tu_phap": Takers([letters.ARCHIVE, letters.QUARANTINE])}  # type: ignore[list-item]
    views = {"noi_vu": (letters.Letters,)}
    with letters.known():
        books = [Book(name, offices.store(name), takers[name], views.get(name, ())) for name in takers]
        return list(Audit(books).run())


@pytest.fixture
def offices(surroundings: Surroundings, tmp_path: Path) -> Iterator[Offices]:
    emptied(surroundings)
    with opened(surroundings.environment(), tmp_path, "noi_vu", "tu_phap") as made:
        wait_until(made.at_work, "both listen")
        made.write(range(10))
        wait_until(lambda: made.complete(10), "both are at work")
        yield made


def test_while_the_database_is_away_commands_are_told_to_come_again(
    offices: Offices, surroundings: Surroundings
) -> None:
    offices.forget_stores()
    surroundings.database.kill()
    began = monotonic()
    try:
        for number in ("10", "11", "12"):
            assert told_to_come_again(sent(offices, number))
        print(f"three answers within {monotonic() - began:.1f} s")
        told = offices.health("noi_vu")
        assert (told["status"], told["role"]) == ("blocked", "active")
        assert "không trả lời" in told["reason"]
    finally:
        surroundings.database.restart()
    back = monotonic()
    wait_until(lambda: sent(offices, "10")["type"] == "CommandAccepted", "the same letter is accepted", 30)
    print(f"accepted again {monotonic() - back:.1f} s after the database was there")
    assert [sent(offices, number)["type"] for number in ("11", "12")] == ["CommandAccepted"] * 2
    wait_until(lambda: offices.complete(13), "all letters are filed")
    offices.check(13)


def test_while_the_database_hangs_commands_are_told_to_come_again_and_are_taken_once(
    offices: Offices, surroundings: Surroundings
) -> None:
    """It closes nothing and answers nothing; some of what it was told before it finds when it goes on."""
    offices.forget_stores()
    answers: dict[int, list[str]] = {}

    def write(numbers: range) -> None:
        for number in numbers:
            told = answers[number] = []
            while not told or told[-1] != "CommandAccepted":
                told.append(sent(offices, str(number))["type"])

    writer = threading.Thread(target=write, args=(range(10, 60),))
    writer.start()
    wait_until(lambda: 20 in answers, "letters are on their way")
    with surroundings.database.standing_still():
        began = monotonic()
        assert told_to_come_again(sent(offices, "60"))
        took = monotonic() - began
        print(f"told to come again after {took:.1f} s")
        assert took < 10
        assert told_to_come_again(sent(offices, "60"))
        wait_until(lambda: offices.health("noi_vu").get("status") == "blocked", "it says that it is blocked", 10)
        wait_until(lambda: "CommandRefused" in answers[max(answers)], "what was under way was told so, too", 10)
    back = monotonic()
    wait_until(lambda: sent(offices, "60")["type"] == "CommandAccepted", "the same letter is accepted", 30)
    print(f"accepted {monotonic() - back:.1f} s after the database went on")
    writer.join(60)
    assert sorted(answers) == list(range(10, 60))
    wait_until(lambda: offices.complete(61), "all letters are filed")
    offices.check(61)
    assert audited(offices) == []


def test_while_the_database_refuses_connections_facts_are_kept_and_commands_told_to_come_again(
    offices: Offices, surroundings: Surroundings
) -> None:
    def refuse(role: str, limit: int) -> None:
        owner = surroundings.database.url("phoihop_owner", "postgres")
        with psycopg.connect(owner, autocommit=True) as connection:
            connection.execute(f"ALTER ROLE {role} CONNECTION LIMIT {limit}")
            if limit == 0:
                connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename=%s", (role,))

    count = PREFETCH + 500
    offices.forget_stores()
    refuse("tu_phap", 0)
    try:
        for start in range(10, count, 500):
            offices.write(range(start, min(start + 500, count)))
        wait_until(lambda: offices.known("noi_vu", "LetterWritten") == count, "the clerk has written all letters")
        wait_until(lambda: offices.health("tu_phap").get("status") == "blocked", "the archive says that it is blocked")
        # What the archive cannot write stays with the broker, but for as much as it holds unacknowledged.
        held = count - 10 - PREFETCH
        wait_until(lambda: offices.queue("tu_phap.facts")[0] >= held, "the broker holds the rest")
    finally:
        refuse("tu_phap", -1)
    wait_until(lambda: offices.complete(count), "all letters are filed")
    offices.forget_stores()
    refuse("noi_vu", 0)
    try:
        assert told_to_come_again(sent(offices, str(count)))
    finally:
        refuse("noi_vu", -1)
    wait_until(lambda: sent(offices, str(count))["type"] == "CommandAccepted", "the same letter is accepted", 30)
    wait_until(lambda: offices.complete(count + 1), "all letters are filed")
    offices.check(count + 1)


def test_without_room_on_the_disk_commands_are_told_to_come_again(surroundings: Surroundings, tmp_path: Path) -> None:
    emptied(surroundings)
    with opened(on_sqlite(surroundings.broker), tmp_path, "noi_vu", "tu_phap") as offices:
        wait_until(offices.at_work, "both listen")
        offices.write(range(10))
        wait_until(lambda: offices.complete(10), "both are at work")
        number = 10
        with no_room(offices):
            while (answer := sent(offices, str(number)))["type"] == "CommandAccepted":
                number += 1  # into what room its files still have
            assert told_to_come_again(answer)
            assert offices.known("noi_vu", "LetterWritten") == number
            assert told_to_come_again(sent(offices, str(number + 1)))
        wait_until(lambda: sent(offices, str(number))["type"] == "CommandAccepted", "the same is accepted", 30)
        assert sent(offices, str(number + 1))["type"] == "CommandAccepted"
        wait_until(lambda: offices.complete(number + 2), "all letters are filed")
        offices.check(number + 2)
        assert audited(offices) == []


@contextmanager
def no_room(offices: Offices) -> Iterator[None]:
    """While this lasts no file of the clerk's ledger grows: a quota, which needs nobody's leave (RLIMIT_FSIZE).

    The process's words go to a file as well, which must not be the one that is too long.
    """
    pid = offices.processes["noi_vu"].pid
    longest = max(file.stat().st_size for file in offices.data.glob("noi_vu.db*"))
    assert (offices.data / "noi_vu.log").stat().st_size < longest / 2
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (longest, before[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


@pytest.fixture
def narrow(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Broker]:
    """A broker whose queues hold twenty messages."""
    monkeypatch.setattr(definitions, "MOST", {"facts": 20, "commands": 20, "dead": 20})
    folder = tmp_path_factory.mktemp("broker")
    for each in (folder, folder.parent):
        each.chmod(0o755)
    with Broker.start(folder) as started:
        yield started
    started.forget()


def test_full_queues_hold_up_nobody_else_and_lose_nothing(narrow: Broker, tmp_path: Path) -> None:
    with opened(on_sqlite(narrow), tmp_path, "noi_vu", "tu_phap") as offices:
        wait_until(offices.at_work, "both listen")
        offices.write(range(10))
        wait_until(lambda: offices.complete(10), "both are at work")
        offices.kill("tu_phap")
        for number in range(10, 100):
            assert sent(offices, str(number))["type"] == "CommandAccepted"
        # What the archive's queue does not take does not keep the clerk from others, such as itself.
        clerk = offices.store("noi_vu")
        wait_until(lambda: clerk.cursor("from:noi_vu") == 100, "the clerk has heard all its own facts")
        wait_until(lambda: clerk.cursor("relay") == 100, "the relay waits for nobody")
        assert offices.queue("tu_phap.facts")[0] < 90
        offices.start("tu_phap")
        wait_until(lambda: offices.complete(100), "the archive asked for what its queue did not take")
        offices.check(100)

        offices.kill("noi_vu")
        refused = flooded(offices)
        assert told_to_come_again(refused, "QUEUE_FULL")
        offices.start("noi_vu")
        wait_until(lambda: sent(offices, refused["data"]["command"][7:])["type"] == "CommandAccepted", "room again", 30)


def flooded(offices: Offices) -> dict[str, Any]:
    """Letters to nobody, until one is not taken; the answer to that one."""
    with Client(offices.settings, "SYT") as client:
        for number in range(100, 200):
            body = letters.letter(str(number), id=f"letter-{number}").body
            letter = Letter(f"letter-{number}", "noi_vu", body)
            try:
                client.post([letter])
            except Exception:
                answer: dict[str, Any] = json.loads(client.send(letter))
                return answer
    raise AssertionError("the queue never was full")
