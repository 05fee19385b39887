"""What holds of a ledger's tables in SQLite holds of them in PostgreSQL; and there a search reads a few pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from threading import Thread
from typing import Any

import pytest
from eventsourcing.persistence import IntegrityError, PersistenceError

import tests.mechanism.test_store as everywhere
from deploy.local.servers import Surroundings
from shared.mechanism.settings import Settings
from shared.mechanism.store import FEW, Store
from tests.live.offices import emptied
from tests.live.servers import surroundings
from tests.mechanism.test_store import *  # noqa: F403
from tests.mechanism.test_store import Opener, _known, dense, numbers, row, work

del test_no_question_of_a_start_or_of_a_dashboard_reads_the_whole_journal  # noqa: F821  # SQLite's own plan
pytestmark = pytest.mark.live
__all__ = ["_known", "surroundings"]


@pytest.fixture
def opened(surroundings: Surroundings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opener]:
    emptied(surroundings)
    settings = Settings.from_environment(surroundings.environment())
    stores: list[Store] = []

    def make() -> Store:
        stores.append(settings.open_store("noi_vu"))
        return stores[-1]

    monkeypatch.setattr(everywhere, "summed_up", summed_up)
    yield make
    for store in stores:
        store.close()


def summed_up(store: Store) -> None:
    """As the server's own sweep does it."""
    with store.datastore.get_connection() as connection:
        connection.execute("VACUUM ANALYZE journal")


def test_a_search_does_not_read_the_whole_journal(opened: Opener) -> None:
    store = opened()
    work(store, 3_000)
    summed_up(store)
    with store.transaction(commit=False) as run:
        run("SET LOCAL enable_seqscan = off")
        run.cursor.execute(
            "EXPLAIN (ANALYZE, FORMAT JSON) SELECT j.position FROM journal j WHERE j.subject=%s", ("letter/8",)
        )
        (plan,) = run.cursor.fetchone().values()
    scan: dict[str, Any] = (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]
    assert (scan["Node Type"], scan["Plans"][0]["Index Name"]) == ("Bitmap Heap Scan", "journal_search")
    (pages,) = store.select("SELECT relpages FROM pg_class WHERE relname='journal'")
    assert scan["Lossy Heap Blocks"] < pages["relpages"] / 2


@pytest.mark.parametrize("many", [1, FEW, FEW + 1])
def test_a_row_says_what_it_was_told_whichever_way_it_was_written(opened: Opener, many: int) -> None:
    store, odd = opened(), 'Điểm "1,50" \\ {x} \u2028 \U0001f4dc \t\n%s'
    rows = [
        replace(row(str(each), sequence=None if each % 2 else each + 1), law=odd, actor=odd, body=odd.encode() * 50)
        for each in range(many)
    ]
    store.append(1, rows, taken={"from:x": 7, "from:y": 8})
    found = store.select("SELECT * FROM journal ORDER BY position")
    assert [tuple(each.values()) for each in found] == store._lines_of(1, rows)
    found = store.select(
        "SELECT notification_id, originator_id, originator_version, topic, state FROM stored_events"
        " ORDER BY notification_id"
    )
    assert [tuple(each.values()) for each in found] == store._events_of(1, rows)
    assert store.cursors() == {"from:x": 7, "from:y": 8}
    assert all(line.intact for line in store.lines(0, many))


def test_one_server_process_answers_as_long_as_nobody_else_asks(opened: Opener) -> None:
    """It has everything prepared; the others are woken for questions that come at the same time."""
    store = opened()

    def asked() -> int:
        with store.datastore.get_connection() as connection:
            (number,) = connection.execute("SELECT pg_backend_pid()").fetchone().values()
            return int(number)

    with store.datastore.get_connection(), store.datastore.get_connection(), store.datastore.get_connection():
        asked()
    assert len({asked() for _ in range(10)}) == 1


@pytest.mark.parametrize("many", [2, FEW + 50])
def test_a_second_writer_waits_for_the_first_and_then_fails(opened: Opener, many: int) -> None:
    """It waits at the first position, and holds nothing by then that the first one still needs."""
    one, other = opened(), opened()
    mine = [row(str(each)) for each in range(many)]
    failed: list[BaseException] = []

    def write() -> None:
        try:
            other.append(1, mine[::-1], taken={"from:x": 1})
        except PersistenceError as failure:
            failed.append(failure)

    with one.transaction() as run:
        one._write_rows(run, 1, mine[:1])
        second = Thread(target=write)
        second.start()
        second.join(0.3)
        assert second.is_alive(), "it waits"
        one._write_rows(run, 2, mine[1:])
        one._take(run, {"from:x": 1})
    second.join(5)
    assert [type(each) for each in failed] == [IntegrityError]
    assert numbers(one) == dense(many)
