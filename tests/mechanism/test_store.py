"""One number orders events and lines, whatever was refused, taken away or written by two; what is there is found.

The same holds in PostgreSQL: ``tests/live/test_store.py`` asks it there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import IntegrityError, PersistenceError

from shared.mechanism.causes import of_case, of_message
from shared.mechanism.history import Query, entries, life
from shared.mechanism.ledger import Ledger
from shared.mechanism.reading import Book, positions
from shared.mechanism.record import identity
from shared.mechanism.store import SEARCHED, Row, Store
from tests.mechanism import letters
from tests.mechanism.letters import letter, open_ledger

Opener = Callable[[], Store]


@pytest.fixture(autouse=True)
def _known() -> Iterator[None]:
    with letters.known():
        letters.broken_letters.clear()
        yield


@pytest.fixture
def opened(tmp_path: Path) -> Opener:
    """Opens the same ledger's tables, as often as it is asked."""
    return lambda: Store.sqlite(tmp_path / "clerk.db")


def row(record: str, version: int = 1, **told: str) -> Row:
    record_id = identity(record)
    return Row(
        record_id, version, "LetterWritten", b"{}", "2021-11-01", f"{record_id}/{version}", "LetterWritten", **told
    )


def numbers(store: Store) -> tuple[list[int], list[int]]:
    """What events and lines are numbered, as the library and as the ledger read them."""
    events = store.recorder.select_notifications(1, 1_000)
    lines = {line.position: line for line in store.lines(0, 1_000)}
    for event in events:
        line = lines[event.id]
        assert (line.record_id, line.version) == (event.originator_id, event.originator_version)
        assert line.intact
    return [event.id for event in events], list(lines)


def dense(count: int) -> tuple[list[int], list[int]]:
    return list(range(1, count + 1)), list(range(1, count + 1))


@pytest.mark.parametrize("many", [1, 30])
def test_a_refused_insert_leaves_no_hole(opened: Opener, many: int) -> None:
    store = opened()
    store.append(1, [row("a"), row("b")])
    refused = [row(f"new {each}") for each in range(many)]
    with pytest.raises(IntegrityError):
        store.append(3, [*refused, row("a")])  # a record's version that stands already
    with pytest.raises(IntegrityError):
        store.append(2, refused)  # a position that stands already
    store.append(3, [], taken={"from:x": 7})
    with pytest.raises(IntegrityError):
        store.append(3, refused, taken={"from:x": 7, "from:y": 1})  # a cursor that stands there already
    assert numbers(store) == dense(2)
    store.append(3, refused, taken={"from:x": 8})
    assert numbers(store) == dense(2 + many)
    assert (store.cursor("from:x"), store.cursor("from:y")) == (8, 0)


def test_a_last_row_that_was_taken_away_gives_its_number_to_the_next_in_both_tables(opened: Opener) -> None:
    store = opened()
    store.append(1, [row("a"), row("b"), row("c")])
    with store.transaction() as run:
        run("DELETE FROM journal WHERE position=3")
        run(f"DELETE FROM stored_events WHERE {store.number}=3")
    store.append(store.last()[0] + 1, [row("d"), row("e")])
    assert numbers(store) == dense(4)
    assert store.events(identity("c")) == []


@pytest.mark.parametrize("many", [1, 30])
def test_of_two_writers_one_fails_and_neither_waits_for_the_other_for_ever(opened: Opener, many: int) -> None:
    one, other = opened(), opened()
    one.append(1, [row(f"one {each}") for each in range(many)])
    with pytest.raises(IntegrityError):
        other.append(1, [row(f"other {each}") for each in range(many)])
    other.append(many + 1, [row(f"other {each}") for each in range(many)])
    assert numbers(one) == dense(2 * many)


def test_whoever_writes_with_the_library_alone_slips_nothing_in_unseen(opened: Opener) -> None:
    store = opened()
    store.append(1, [row("a"), row("b")])
    with pytest.raises(PersistenceError), store.transaction() as run:
        run(f"UPDATE stored_events SET {store.number}=1 WHERE {store.number}=2")
    assert numbers(store) == dense(2)


def test_receipts_and_records_are_read_in_one_question(opened: Opener) -> None:
    store = opened()
    store.append(1, [row("a"), row("b"), row("a", 2)])
    nobody = uuid4()
    found = store.events_of([identity("a"), nobody, identity("b")])
    versions = {record: [event.originator_version for event in events] for record, events in found.items()}
    assert versions == {identity("a"): [1, 2], nobody: [], identity("b"): [1]}
    assert store.case_of(identity("b")) == ""


def summed_up(store: Store) -> None:
    """SQLite has nothing to sum up."""


def work(store: Store, many: int) -> Ledger:
    """A clerk's ledger with letters, refusals among them."""
    clerk = open_ledger("clerk", store=store)
    for first in range(0, many, 100):
        clerk.take(
            [
                letter(
                    str(each),
                    "refuse" if each % 50 == 7 else "Kính gửi",
                    id=f"cmd-{each}",
                    correlation=f"chain-{each // 3}",
                )
                for each in range(first, min(many, first + 100))
            ]
        )
    return clerk


def looked_for(store: Store, each: int) -> None:
    """Everything that people search by finds the letter of that number, and nothing else."""
    subject, book = f"letter/{each}", Book("clerk", store)
    (line,) = [
        line
        for line in store.lines(0, 100_000)
        if line.topic == "LetterWritten" and line.body.count(f'"{subject}"'.encode())
    ]
    fact = f"{line.record_id}/1"
    case = store.case_of(line.record_id)
    receipt = identity(f"receipt//quang-nam/syt#cmd-{each}")
    accepted = store.line(receipt)
    assert accepted is not None
    assert positions(store, "j.subject=?", (subject,)) == {line.position}
    assert positions(store, "j.message=?", (fact,)) == {line.position}
    assert positions(store, "j.message=?", (f"cmd-{each}",)) == {accepted.position}
    assert positions(store, "j.case_id=?", (case,)) == {line.position, accepted.position}
    assert line.position in positions(store, "j.correlation=?", (f"chain-{each // 3}",))
    assert [entry.id for entry in life([book], subject)] == [fact]
    assert [entry.id for entry in life([book], str(line.record_id))] == [fact]
    assert [entry.id for entry in entries([book], Query(case=case))] == [fact]
    assert [entry.id for entry in entries([book], Query(case=case, record=subject, receipts=True))] == [fact]
    assert [cause.entry.id for cause in of_case([book], case)] == [f"cmd-{each}"]
    (chain,) = of_message([book], fact)
    assert [cause.entry.id for _, cause in chain.walk()] == [f"cmd-{each}", fact]


def test_each_search_finds_what_it_should_before_and_after_it_was_summed_up(opened: Opener) -> None:
    store = opened()
    clerk = work(store, 1_200)
    for each in (0, 8, 1_199):
        looked_for(store, each)
    summed_up(store)
    for each in (0, 8, 1_199):
        looked_for(store, each)
    for column in SEARCHED:
        assert positions(store, f"j.{column}=?", ("nobody",)) == set()
    clerk.take([letter("later", id="cmd-later", correlation="chain-later")])
    assert len(positions(store, "j.subject=?", ("letter/later",))) == 1
    assert len(positions(store, "j.correlation=?", ("chain-later",))) == 2


def test_figures_are_counted_from_where_they_were_counted_last(opened: Opener) -> None:
    clerk = work(opened(), 100)
    looker = opened()
    assert looker.counts() == {"refused": 2, "rejected": 0, "duplicates": 0}
    clerk.take([letter("x", "refuse"), letter("1", id="cmd-1", correlation="chain-0")])
    assert looker.counts() == {"refused": 3, "rejected": 0, "duplicates": 1}
    assert opened().counts() == looker.counts()


def test_a_line_whose_row_is_gone_bears_no_ones_id(opened: Opener) -> None:
    store = opened()
    store.append(1, [replace(row("a"), subject="letter/a")])
    with store.transaction() as run:
        run("DELETE FROM stored_events")
    (line,) = store.lines(0, 1)
    assert (line.record_id, line.version, line.body, line.intact) == (UUID(int=0), 0, b"", False)


@pytest.mark.parametrize("many", [1, 5])
def test_receipts_and_records_are_one_question_however_many_messages_come(opened: Opener, many: int) -> None:
    clerk = work(opened(), 10)
    asked = listen(clerk.store)
    clerk.take([letter(f"new {each}") for each in range(many)])
    assert len([sql for sql in asked if "stored_events" in sql]) == 1


def listen(store: Store) -> list[str]:
    """What the store is asked from now on."""
    asked: list[str] = []
    select = store.select

    def hear(sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
        asked.append(sql)
        return select(sql, parameters)

    store.select = hear  # type: ignore[method-assign]
    return asked


def test_no_question_of_a_start_or_of_a_dashboard_reads_the_whole_journal(opened: Opener) -> None:
    store = opened()
    asked = listen(store)
    clerk = open_ledger("clerk", store=store)
    clerk.folding.catch_up()
    clerk.take([letter("1"), letter("2")])
    store.counts()
    store.public_lines(0, 1)
    store.case_of(identity("letter/1"))
    assert len(asked) > 10
    for sql in asked:
        at_the_end = sql.count("MAX(position),0) FROM journal)") + sql.count("ORDER BY position DESC LIMIT 1")
        through = [step for step in plan(store, sql) if "journal" in step and "USING" not in step]
        assert len(through) == at_the_end, (sql, through)


def plan(store: Store, sql: str) -> list[str]:
    """How the database will go about it, step by step."""
    with store.transaction(commit=False) as run:
        run.cursor.execute(f"EXPLAIN QUERY PLAN {sql}", [1] * sql.count("?"))
        return [str(step["detail"]) for step in run.cursor.fetchall() if step["detail"].startswith(("SCAN", "SEARCH"))]
