"""A department that is behind others' facts takes them before it takes a command or lets a deadline ring."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import eventlet
import pytest

from shared.mechanism import catching_up
from shared.mechanism import inbox as inboxes
from shared.mechanism.bus import announced_key, fact_key
from shared.mechanism.catching_up import HEARING_SECONDS, SHAKEN_SECONDS, STANDSTILL_SECONDS, CatchingUp
from shared.mechanism.inbox import Inbox
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import write
from shared.mechanism.post import Post
from tests.mechanism import letters
from tests.mechanism.letters import carry, letter, open_ledger, topics


@pytest.fixture(autouse=True)
def _known() -> Iterator[None]:
    with letters.known():
        yield


class Watch:
    """A clock in one's hand."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    made = Watch()
    monkeypatch.setattr(catching_up, "monotonic", made)
    return made


# Who is waited for ------------------------------------------------------------------------------------------


def test_a_department_alone_waits_for_nobody(watch: Watch) -> None:
    made = CatchingUp("clerk")
    made.begin({"clerk": 7})
    assert not made.under_way({"clerk": 7})


def test_those_whom_the_ledger_knows_are_listened_to_for_a_moment(watch: Watch) -> None:
    made, taken = CatchingUp("clerk"), {"archive": 3, "court": 1}
    made.begin(taken)
    made.heard("archive", 3, taken)
    assert made.under_way(taken), "the court may know of more"
    watch.seconds += HEARING_SECONDS + 0.1
    assert not made.under_way(taken), "the court is away"


def test_what_a_sender_had_announced_when_it_was_first_heard_is_taken_first(watch: Watch) -> None:
    made = CatchingUp("clerk")
    made.begin({"archive": 3})
    made.heard("archive", 5, {"archive": 3})
    assert made.lacking({"archive": 3}) == {"archive": 2}
    made.heard("archive", 900, {"archive": 4})
    assert made.under_way({"archive": 4})
    assert not made.under_way({"archive": 5}), "what it has said since is the day's work"


def test_a_sender_that_comes_later_is_waited_for_as_well(watch: Watch) -> None:
    made = CatchingUp("clerk")
    made.begin({})
    assert not made.under_way({})
    made.heard("archive", 2, {})
    assert made.under_way({"archive": 1})


def test_a_sender_of_which_nothing_comes_is_not_waited_for_without_end(
    watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    made = CatchingUp("clerk")
    made.begin({"archive": 0})
    made.heard("archive", 2, {"archive": 0})
    watch.seconds += STANDSTILL_SECONDS - 1
    assert made.under_way({"archive": 1}), "something has come"
    watch.seconds += STANDSTILL_SECONDS - 1
    assert made.under_way({"archive": 1})
    watch.seconds += 2
    with caplog.at_level(logging.WARNING):
        assert not made.under_way({"archive": 1})
    assert "nobody waits for this sender any longer" in caplog.text


def test_who_is_known_to_be_behind_waits_longer_for_those_that_say_nothing_yet(watch: Watch) -> None:
    made, taken = CatchingUp("clerk"), {"archive": 3, "court": 1}
    made.begin(taken)
    made.heard("archive", 9, taken)
    watch.seconds += HEARING_SECONDS + 1
    assert set(made.lacking(taken)) == {"archive", "court"}
    assert made.under_way({"archive": 9, "court": 1})
    made.heard("court", 1, taken)
    assert not made.under_way({"archive": 9, "court": 1})


def test_while_there_is_no_bus_nobody_can_be_heard(watch: Watch) -> None:
    made, taken = CatchingUp("clerk"), {"archive": 3}
    made.begin(taken)
    made.disconnected()
    watch.seconds += 600
    assert made.under_way(taken)
    made.connected()
    watch.seconds += HEARING_SECONDS + 1
    assert made.under_way(taken), "the archive may have lost the bus as well"
    watch.seconds += SHAKEN_SECONDS
    assert not made.under_way(taken)


# What becomes of commands and deadlines meanwhile ------------------------------------------------------------


class Message:
    """What came by the bus, as far as the inbox looks at it."""

    def __init__(self, user: str, key: str, body: bytes) -> None:
        self.body = body
        self.properties = {"user_id": user}
        self.delivery_info = {"routing_key": key}
        self.acknowledged: bool = False

    def ack(self, multiple: bool = False) -> None:
        self.acknowledged = True


class Desk:
    """An inbox that serves a ledger, in this thread; what it answers is kept."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.answers = ledger, list[dict[str, Any]]()
        self.inbox = Inbox()
        self.inbox.own = SimpleNamespace(  # type: ignore[assignment]
            ledger=ledger, department=ledger.department, behind=None, post=Post(),
            catching_up=CatchingUp(ledger.department), wake_relay=lambda: None,
            leadership=SimpleNamespace(leads=True, unsure=False), settings=SimpleNamespace(embedded=False),
        )  # fmt: skip
        self.inbox.setup()
        self.inbox._fire = ledger.take  # type: ignore[assignment,method-assign]
        self.inbox._reply = self._told  # type: ignore[assignment,method-assign]

    def _told(self, message: Any, outcome: Any) -> None:
        if outcome.reply is not None:
            self.answers.append(outcome.reply)

    @property
    def codes(self) -> list[str]:
        return [each["data"].get("code", "accepted") for each in self.answers]

    def command(self, number: str, text: str = "recall") -> None:
        self.inbox._arrive("command", Message("SYT", "clerk", letter(number, text).body))

    def announcement(self, sender: Ledger) -> None:
        body = write({"sequence": sender.sequence, "taken": {}})
        self.inbox._arrive("fact", Message(sender.department, announced_key(sender.department), body))

    def facts(self, sender: Ledger, after: int) -> None:
        for line in sender.store.public_lines(after, 1_000):
            key = fact_key(sender.department, line.topic, "all")
            self.inbox._arrive("fact", Message(sender.department, key, line.body))

    def until(self, condition: Any, what: str) -> None:
        with eventlet.Timeout(10, AssertionError(what)):
            while not condition():
                eventlet.sleep(0.01)


@contextmanager
def serving(ledger: Ledger) -> Iterator[Desk]:
    desk = Desk(ledger)
    work = eventlet.spawn(desk.inbox._serve)
    try:
        yield desk
    finally:
        desk.inbox._ending = True
        work.wait()


def older() -> tuple[Ledger, Ledger]:
    """A clerk that was put back to a day on which one of two letters was known to be filed; and the archive."""
    clerk, archive = open_ledger("clerk"), open_ledger("archive")
    clerk.take([letter("1")])
    carry(clerk, archive)
    carry(archive, clerk)
    clerk.take([letter("2")])
    carry(clerk, archive, 1)
    return clerk, archive


def test_a_command_that_comes_at_once_is_decided_upon_what_the_department_once_knew() -> None:
    clerk, archive = older()
    with serving(clerk) as desk:
        desk.command("2")
        desk.announcement(archive)
        desk.until(lambda: desk.inbox.own.post.asks, "it asks for what it lacks")
        assert desk.codes == [], "nothing is said yet"
        desk.facts(archive, 1)
        desk.until(lambda: desk.answers, "the answer")
    assert desk.codes == ["accepted"]


def test_when_catching_up_lasts_commands_are_told_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inboxes, "KEEP_SECONDS", 0.0)
    clerk, archive = older()
    with serving(clerk) as desk:
        desk.announcement(archive)
        desk.command("2")
        desk.until(lambda: desk.answers, "an answer")
        told = desk.answers[0]["data"]
        assert (told["code"], told["retryable"], "nhận lại" in told["message"]) == ("TRY_AGAIN", True, True)
        assert "CommandRefused" not in topics(clerk)
        desk.facts(archive, 1)
        desk.until(lambda: clerk.taken["archive"] == 2, "facts are taken all the while")
        desk.command("2")
        desk.until(lambda: len(desk.answers) == 2, "the second answer")
    assert desk.codes == ["TRY_AGAIN", "accepted"]


def test_no_deadline_rings_before_the_department_has_caught_up() -> None:
    clerk, archive = older()
    carry(archive, clerk, 1)
    archive.clock.move_to(archive.now + timedelta(days=8))  # type: ignore[attr-defined]
    clerk.take([letter("3")])
    with serving(archive) as desk:
        desk.announcement(clerk)
        desk.until(lambda: desk.inbox.own.post.asks, "it asks for what it lacks")
        eventlet.sleep(3 * inboxes.LOOK_AT_THE_CLOCK_SECONDS)
        assert "FilingReviewed" not in topics(archive)
        desk.facts(clerk, 2)
        desk.until(lambda: "FilingReviewed" in topics(archive), "the deadline rings")
    noted = [each for each in topics(archive) if each in ("LetterFiled", "FilingReviewed")]
    assert noted == ["LetterFiled"] * 3 + ["FilingReviewed"] * 2
