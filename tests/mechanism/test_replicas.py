"""Two replicas of one ledger in one process: who leads, who is too late, and what views that were folded twice hold."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import eventlet
import pytest
from eventsourcing.persistence import IntegrityError, OperationalError

from shared.mechanism import inbox as inboxes
from shared.mechanism.inbox import Inbox
from shared.mechanism.leadership import Deposed, Leadership
from shared.mechanism.ledger import Delivery, Ledger
from shared.mechanism.lock import FileLock, Unsure
from shared.mechanism.store import Store
from tests.mechanism import letters
from tests.mechanism.letters import letter, open_ledger, topics


@pytest.fixture(autouse=True)
def _known() -> Any:
    with letters.known():
        yield


class FakeLock:
    """A lock whose answers are told beforehand."""

    def __init__(self, *answers: bool | None) -> None:
        self.answers = list(answers)
        self.acquired = 0

    def take(self) -> bool:
        answer = self.answers.pop(0)
        if answer is None:
            raise Unsure("nobody answers")
        return answer

    def release(self) -> None:
        return


def leadership(*answers: bool | None) -> tuple[Leadership, FakeLock]:
    made, lock = Leadership(), FakeLock(*answers)
    made._lock = lock  # type: ignore[misc]
    return made, lock


def led(made: Leadership, lock: FakeLock) -> None:
    lock.acquired += 1
    assert not made.ask(), "whoever was just elected has not read the ledger yet"
    assert made.elected
    made.enter(made.term)
    assert made.leads


def test_one_of_two_has_the_file_s_lock_until_it_gives_it_back(tmp_path: Path) -> None:
    one, two = FileLock(tmp_path / "clerk.lock"), FileLock(tmp_path / "clerk.lock")
    assert [one.take(), two.take(), one.take()] == [True, False, True]
    assert (one.acquired, two.acquired) == (1, 0)
    one.release()
    assert two.take()
    two.release()


def test_who_is_elected_leads_when_it_has_read_its_ledger() -> None:
    made, lock = leadership(False, True)
    assert not made.ask()
    assert made.role == "standby"
    led(made, lock)
    assert made.role == "active"


def test_who_leads_goes_on_while_nobody_can_say_who_leads() -> None:
    made, lock = leadership(True, None, True)
    led(made, lock)
    assert made.ask()
    assert made.unsure
    assert made.ask()
    assert not made.unsure


def test_who_gets_the_lock_anew_reads_its_ledger_anew() -> None:
    made, lock = leadership(True, True)
    led(made, lock)
    lock.acquired += 1
    assert not made.ask()
    assert made.elected


def test_who_finds_another_writer_s_rows_and_leads_no_more_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "clerk.db"
    zombie, other = (open_ledger("clerk", store=Store.sqlite(path)) for _ in range(2))
    made, lock = leadership(True, False)
    led(made, lock)
    zombie.overtaken = made.verify
    other.take([letter("1")])
    with pytest.raises(Deposed):
        zombie.take([letter("2")])
    other.take([letter("3")])
    assert topics(other) == ["LetterWritten", "CommandAccepted"] * 2


def shown(ledger: Ledger) -> dict[str, Any]:
    return dict(ledger.view("letters").rows.items())


def test_a_view_that_another_replica_has_saved_is_not_overwritten_with_older_rows(tmp_path: Path) -> None:
    path = tmp_path / "clerk.db"
    zombie, other = (open_ledger("clerk", store=Store.sqlite(path)) for _ in range(2))
    zombie.take([letter("1")])
    other.reload()
    other.folding.follow_all()
    filed = open_ledger("archive")
    letters.carry(other, filed)
    letters.carry(filed, other)
    other.save()
    zombie.save()  # what it folded before it stood still
    other.reload()
    assert shown(other)["1"]["filed"] is True
    assert shown(other) == dict(other.view_at("letters").rows)
    zombie.folding.follow_all()
    assert shown(zombie) == shown(other)


def test_a_cursor_moves_only_from_where_it_is_thought_to_stand() -> None:
    store = Store.sqlite()
    store.save_view("letters", {"1": {"text": "a"}}, 5, 0)
    for before in (0, 4):
        with pytest.raises(IntegrityError):
            store.save_view("letters", {"1": {"text": "b"}}, 6, before)
    store.save_view("letters", {"1": {"text": "c"}}, 6, 5)
    assert store.view_row("letters", "1") == {"text": "c"}


def test_a_replica_that_looks_on_knows_what_another_has_written(tmp_path: Path) -> None:
    path = tmp_path / "clerk.db"
    first, second = (open_ledger("clerk", store=Store.sqlite(path)) for _ in range(2))
    first.take([letter("1")])
    first.save()
    assert second.position == 0
    second.look_again()
    assert (second.position, second.sequence) == (2, 1)
    assert shown(second) == shown(first)
    assert second.folding.noted["letters"] == 2


class Message:
    """What came by the bus, as far as the inbox looks at it."""

    def __init__(self, body: bytes, number: int) -> None:
        self.body, self.number = body, number
        self.properties = {"user_id": "SYT"}
        self.delivery_info = {"routing_key": "clerk"}
        self.acknowledged: bool | str = False

    def ack(self, multiple: bool = False) -> None:
        self.acknowledged = "all" if multiple else "alone"


def test_a_silent_store_is_asked_again_with_longer_and_uneven_pauses_and_commands_are_let_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, slept = [0.0], []

    def sleep(seconds: float) -> None:
        now[0] += seconds

    monkeypatch.setattr(inboxes, "monotonic", lambda: now[0])
    monkeypatch.setattr(eventlet, "sleep", sleep)
    ledger = open_ledger("clerk")
    made = Inbox()
    made.own = SimpleNamespace(  # type: ignore[assignment]
        ledger=ledger, department="clerk", behind=None, post=SimpleNamespace(testified=lambda *told: None),
        leadership=SimpleNamespace(leads=True, unsure=False, ask=lambda: True),
        settings=SimpleNamespace(embedded=False),
    )  # fmt: skip
    made.setup()
    attempts: list[list[str]] = []

    def fire(deliveries: list[Delivery]) -> list[Any]:
        attempts.append([each.kind for each in deliveries])
        slept.append(now[0])
        if len(attempts) < 12:
            raise OperationalError("the store does not answer")
        return ledger.take(deliveries)

    made._fire = fire  # type: ignore[method-assign]
    command, late = Message(letter("1").body, 2), Message(letter("2").body, 3)
    fact = Message(b"{}", 1)
    fact.delivery_info = {"routing_key": "archive.LetterFiled.all"}
    made._arrived.append(("command", late))
    made._take([("fact", fact), ("command", command)])

    assert (command.acknowledged, late.acknowledged, fact.acknowledged) == ("alone", "alone", "all")
    assert attempts[0] == ["fact", "command"]
    assert attempts[-1] == ["fact"]
    assert ledger.store.last()[1] == 0, "nothing of the commands was written"
    pauses = [after - before for before, after in pairwise(slept)]
    assert pauses[-1] > 2 > 0.5 > pauses[0]
    assert max(pauses) <= 5.0 + inboxes.LOOK_AT_THE_CLOCK_SECONDS
