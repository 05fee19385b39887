"""A department that was put back to an older copy decides when it has taken again what it had taken."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from deploy.local.servers import Surroundings
from services.console.client import Client, Letter, read_answer
from shared.mechanism.bus import PROVINCE, Outgoing, Publisher, announced_key
from shared.mechanism.inbox import PREFETCH
from shared.mechanism.message import write
from tests.live.offices import Offices, emptied, on_sqlite, opened, wait_until
from tests.live.servers import surroundings
from tests.mechanism import letters

pytestmark = pytest.mark.live
__all__ = ["surroundings"]

COUNT = 20


def recall(offices: Offices, number: int) -> dict[str, Any]:
    """The answer to a command that is refused to whoever does not know that the letter was filed."""
    name = f"recall-{number}"
    with Client(offices.settings, "SYT") as client:
        body = letters.letter(str(number), "recall", id=name).body
        answer: dict[str, Any] = read_answer(client.send(Letter(name, "noi_vu", body), seconds=20))["data"]
    return answer


@pytest.fixture
def put_back(surroundings: Surroundings, tmp_path: Path) -> Iterator[Offices]:
    """The clerk's ledger holds all that it had said and half of what it had taken; the clerk does not run."""
    emptied(surroundings)
    with opened(on_sqlite(surroundings.broker), tmp_path, "noi_vu", "tu_phap") as offices:
        wait_until(offices.at_work, "both listen")
        offices.write(range(COUNT // 2))
        wait_until(lambda: offices.complete(COUNT // 2), "both are at work")
        offices.kill("tu_phap")
        offices.write(range(COUNT // 2, COUNT))
        wait_until(lambda: offices.known("noi_vu", "LetterWritten") == COUNT, "the clerk has written them all")
        offices.kill("noi_vu", signal.SIGTERM)
        offices.forget_stores()
        shutil.copytree(tmp_path, tmp_path / "copy", ignore=shutil.ignore_patterns("tu_phap*", "*.log"))
        for name in ("noi_vu", "tu_phap"):
            offices.start(name)
        wait_until(lambda: offices.complete(COUNT), "everything is known to be filed")
        offices.kill("noi_vu")
        offices.forget_stores()
        put(tmp_path / "copy", tmp_path)
        yield offices


def put(copy: Path, folder: Path) -> None:
    """The clerk's ledger as it was copied."""
    for file in folder.glob("noi_vu.db*"):
        file.unlink()
    for file in copy.glob("noi_vu.db*"):
        shutil.copy(file, folder)


def test_a_command_sent_at_once_is_decided_as_if_nothing_had_been_lost(put_back: Offices) -> None:
    put_back.start("noi_vu")
    began = monotonic()
    while (answer := recall(put_back, COUNT - 1)).get("code") == "TRY_AGAIN":
        assert "nhận lại" in answer["message"]
    print(f"decided {monotonic() - began:.1f} s after the start")
    assert "code" not in answer, answer
    put_back.check(COUNT)


def test_while_a_sender_cannot_send_again_commands_are_told_to_come_again(put_back: Offices) -> None:
    put_back.processes["tu_phap"].send_signal(signal.SIGSTOP)
    try:
        said = Publisher(put_back.settings.bus_url("tu_phap"), "tu_phap")
        body = write({"sequence": COUNT, "taken": {"noi_vu": COUNT}})
        said.publish([Outgoing(PROVINCE.name, announced_key("tu_phap"), body)])
        said.close()
        put_back.start("noi_vu")
        wait_until(lambda: put_back.health("noi_vu").get("role") == "active", "the clerk is back")
        began = monotonic()
        answer = recall(put_back, COUNT - 1)
        print(f"told to come again after {monotonic() - began:.1f} s")
        assert (answer["code"], answer["retryable"], "nhận lại" in answer["message"]) == ("TRY_AGAIN", True, True)
        told = put_back.health("noi_vu")
        assert told["catching_up"]["lacking"] == {"tu_phap": COUNT // 2}
        assert (told["status"], "tu_phap" in told["catching_up"]["sentence"]) == ("slow", True)
    finally:
        put_back.processes["tu_phap"].send_signal(signal.SIGCONT)
    back = monotonic()
    wait_until(lambda: "code" not in recall(put_back, COUNT - 1), "the same command is accepted", 30)
    print(f"accepted {monotonic() - back:.1f} s after the archive could send")
    assert put_back.health("noi_vu")["catching_up"] is None
    assert put_back.known("noi_vu", "CommandRefused") == 0
    put_back.check(COUNT)


def test_what_stands_in_front_of_the_announcements_is_not_taken_by_a_ledger_that_is_behind(
    surroundings: Surroundings, tmp_path: Path
) -> None:
    """More than the broker hands out at once: whoever listened to that queue alone would take it, and never know."""
    emptied(surroundings)
    with opened(on_sqlite(surroundings.broker), tmp_path, "noi_vu", "tu_phap") as offices:
        wait_until(offices.at_work, "both listen")
        offices.write(range(COUNT // 2))
        wait_until(lambda: offices.complete(COUNT // 2), "both are at work")
        offices.kill("noi_vu", signal.SIGTERM)
        offices.forget_stores()
        shutil.copytree(tmp_path, tmp_path / "copy", ignore=shutil.ignore_patterns("tu_phap*", "*.log"))
        offices.start("noi_vu")
        offices.write(range(COUNT // 2, COUNT))
        wait_until(lambda: offices.complete(COUNT), "everything is known to be filed")
        offices.kill("noi_vu", signal.SIGTERM)
        sent = offices.store("tu_phap").public_lines(0, COUNT)
        offices.forget_stores()
        put(tmp_path / "copy", tmp_path)
        offices.processes["tu_phap"].send_signal(signal.SIGSTOP)
        offices.purge("noi_vu.facts")
        again = Publisher(offices.settings.bus_url("tu_phap"), "tu_phap")
        facts = [Outgoing(PROVINCE.name, f"tu_phap.{line.topic}.all", line.body) for line in sent]
        again.publish(facts + facts[:1] * (PREFETCH + 200))
        again.close()
        offices.processes["tu_phap"].send_signal(signal.SIGCONT)
        height = offices.store("noi_vu").last()
        offices.start("noi_vu")
        wait_until(lambda: bool(offices.health("noi_vu").get("behind")), "the clerk says that it is behind")
        assert offices.health("noi_vu")["behind"]["witnessed"] == COUNT
        wait_until(lambda: offices.queue("noi_vu.facts")[0] == 0, "the broker has handed all of it out")
        assert offices.store("noi_vu").last() == height
