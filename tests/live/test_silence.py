"""A database that says nothing is given up after some seconds; one that works is waited for as long as it works."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from time import monotonic
from typing import Any

import psycopg
import pytest
from eventsourcing.persistence import OperationalError

from deploy.local.servers import Surroundings
from shared.mechanism.settings import Settings
from shared.mechanism.silence import ANSWER_SECONDS, SHORT_SECONDS, SILENT_SECONDS
from shared.mechanism.store import Store
from tests.live.offices import emptied, wait_until
from tests.live.servers import surroundings
from tests.mechanism import letters

pytestmark = pytest.mark.live
__all__ = ["surroundings"]

LONGEST = SILENT_SECONDS + ANSWER_SECONDS + 2


@pytest.fixture
def store(surroundings: Surroundings) -> Iterator[Store]:
    emptied(surroundings)
    made = Settings.from_environment(surroundings.environment()).open_store("noi_vu")
    yield made
    made.close()


def test_long_work_is_not_cut(store: Store) -> None:
    assert store.select("SELECT 7 AS seven FROM pg_sleep(?)", (SILENT_SECONDS * 2.5,)) == [{"seven": 7}]


def test_long_work_is_not_cut_where_no_second_connection_is_allowed(store: Store, surroundings: Surroundings) -> None:
    """A refusal is an answer."""
    assert store.select("SELECT 1 AS one") == [{"one": 1}]
    owner = surroundings.database.url("phoihop_owner", "postgres")
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("ALTER ROLE noi_vu CONNECTION LIMIT 0")
        try:
            assert store.select("SELECT 7 AS seven FROM pg_sleep(?)", (SILENT_SECONDS * 1.5,)) == [{"seven": 7}]
        finally:
            connection.execute("ALTER ROLE noi_vu CONNECTION LIMIT -1")


def test_silence_is_not_waited_for_and_soon_known_to_all(store: Store, surroundings: Surroundings) -> None:
    took = []
    with surroundings.database.standing_still():
        for _ in range(2):
            began = monotonic()
            with pytest.raises(OperationalError):
                store.select("SELECT 1 AS one")
            took.append(monotonic() - began)
    assert SILENT_SECONDS < took[0] < LONGEST
    assert took[1] < SHORT_SECONDS + 1
    wait_until(lambda: _works(store), "it goes on over a new connection", 10)


def test_what_the_server_finds_in_the_post_when_it_goes_on_is_not_done_twice(
    store: Store, surroundings: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with letters.known(), ExitStack() as still:
        ledger = letters.open_ledger("clerk", store=store)
        ledger.take([letters.letter("1")])

        def append(*told: Any, **more: Any) -> None:
            monkeypatch.undo()
            still.enter_context(surroundings.database.standing_still())
            store.append(*told, **more)

        monkeypatch.setattr(store, "append", append)
        command = letters.letter("2")
        with pytest.raises(OperationalError):
            ledger.take([command])
        still.close()
        wait_until(lambda: _works(store), "it goes on over a new connection", 10)
        wait_until(lambda: store.last()[1] == 2, "the statement was carried out although nobody waited for it", 10)
        (outcome,) = ledger.take([command])
        assert (outcome.kind, outcome.reply["data"]["duplicate"]) == ("duplicate", True)  # type: ignore[index]
        assert letters.topics(ledger).count("LetterWritten") == 2


def _works(store: Store) -> bool:
    try:
        return store.select("SELECT 1 AS one") == [{"one": 1}]
    except OperationalError:
        return False
