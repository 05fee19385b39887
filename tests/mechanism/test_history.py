"""An auditor reads one record's life, one cause across ledgers, and everything between two dates; refusals included."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from eventsourcing.persistence import PersistenceError

from shared.mechanism import causes
from shared.mechanism.history import Entry, Query, entries, folded, inside, life, near
from shared.mechanism.ledger import Ledger
from shared.mechanism.reading import Book, NoLedger, open_book
from shared.mechanism.settings import Settings
from shared.mechanism.store import Store
from tests.mechanism import letters
from tests.mechanism.letters import START, carry, letter, open_ledger


@pytest.fixture(autouse=True)
def _known() -> Iterator[None]:
    with letters.known():
        letters.broken_letters.clear()
        yield


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path)


@pytest.fixture
def clerk(settings: Settings) -> Ledger:
    return open_ledger("clerk", store=Store.sqlite(settings.data / "clerk.db"))


@pytest.fixture
def archive(settings: Settings) -> Ledger:
    return open_ledger("archive", store=Store.sqlite(settings.data / "archive.db"))


@pytest.fixture
def books(clerk: Ledger, archive: Ledger) -> list[Book]:
    """Letter 1 is written, filed a day later, known to be filed an hour after that; letter 2 is refused."""
    clerk.take([letter("1", id="first", actor="Trần Thị Thủy", effective="2021-10-29", capacity="KT.")])
    clerk.take([letter("1", "refuse", id="second")])
    archive.clock.move_to(START + timedelta(days=1))  # type: ignore[attr-defined]
    carry(clerk, archive)
    clerk.clock.move_to(START + timedelta(days=1, hours=1))  # type: ignore[attr-defined]
    carry(archive, clerk)
    carry(archive, archive)
    clerk.take([letter("2", id="third", agency="STP", source="/quang-nam/stp")])
    return [Book("clerk", clerk.store), Book("archive", archive.store)]


def told(found: Iterator[Entry]) -> list[tuple[str, str, str]]:
    return [(entry.department, entry.kind, entry.type) for entry in found]


def test_a_records_life_is_all_its_facts_and_what_was_refused_about_it(books: list[Book]) -> None:
    assert told(life(books, "letter/1")) == [
        ("clerk", "fact", "LetterWritten"),
        ("clerk", "refused", "WriteLetter"),
        ("clerk", "fact", "LetterKnownFiled"),
    ]


def test_a_record_is_also_known_by_its_id(books: list[Book]) -> None:
    record = next(life(books, "letter/1")).id.split("/")[0]
    assert told(life(books, record)) == [("clerk", "fact", "LetterWritten"), ("clerk", "fact", "LetterKnownFiled")]


def test_an_entry_says_who_for_whom_when_and_who_came_to_know_it_when(books: list[Book]) -> None:
    written = next(life(books, "letter/1"))
    assert (written.actor, written.agency, written.capacity, written.law) == ("Trần Thị Thủy", "SYT", "KT.", ("†",))
    assert (written.effective, written.recorded) == ("2021-10-29", START)
    assert written.data is not None
    assert written.data["worth"] == "1.50"
    (taken,) = written.received
    assert (taken.department, taken.state, taken.lag) == ("archive", "received", timedelta(days=1))


def test_a_refusal_says_what_was_asked_and_why_it_was_not_granted(books: list[Book]) -> None:
    (refused,) = entries(books, Query(refused=True))
    assert (refused.type, refused.code, refused.sentence) == (
        "WriteLetter",
        "NO_SUCH_LETTERS",
        "Không nhận thư này.",
    )
    assert refused.data == {"number": "1", "text": "refuse", "worth": "1.50"}
    assert refused.source == "syt"


def test_a_rejection_is_part_of_history(clerk: Ledger) -> None:
    clerk.take([letter("1", "break")])
    (entry,) = entries([Book("clerk", clerk.store)], Query(refused=True))
    assert (entry.kind, entry.type, entry.code) == ("rejected", "WriteLetter", "INTERNAL_ERROR")


def test_everything_comes_in_the_order_of_recording_across_ledgers(books: list[Book]) -> None:
    found = list(entries(books, Query()))
    assert [entry.recorded for entry in found] == sorted(entry.recorded for entry in found)
    assert told(iter(found)) == [
        ("clerk", "fact", "LetterWritten"),
        ("clerk", "refused", "WriteLetter"),
        ("archive", "fact", "LetterFiled"),
        ("clerk", "fact", "LetterKnownFiled"),
        ("clerk", "fact", "LetterWritten"),
    ]


def test_two_dates_enclose_what_was_recorded_between_them(books: list[Book]) -> None:
    first, after = START + timedelta(hours=1), START + timedelta(days=1, hours=1)
    assert told(entries(books, Query(since=first, until=after))) == [("archive", "fact", "LetterFiled")]
    assert len(list(entries(books, Query(since=after)))) == 2


@pytest.mark.parametrize(
    ("query", "number"),
    [
        (Query(agency="STP"), 1),
        (Query(agency="SYT"), 2),
        (Query(actor="tran thi thuy"), 1),
        (Query(actor="THỦY"), 1),
        (Query(actor="hệ"), 2),
        (Query(law="†"), 3),
        (Query(law="QC-10"), 0),
        (Query(type="WriteLetter"), 1),
        (Query(type="LetterFiled"), 1),
        (Query(type="CommandAccepted"), 2),
        (Query(department="archive"), 1),
        (Query(receipts=True), 9),
    ],
)
def test_a_filter_keeps_what_fits(books: list[Book], query: Query, number: int) -> None:
    assert len(list(entries(books, query))) == number


@pytest.mark.parametrize(
    ("clause", "asked", "fits"),
    [
        ("QC-13.4", "QC-13.4", True),
        ("QC-10.2.b-2", "QC-10", True),
        ("QC-10.2.b-2", "QC-10.2.b", True),
        ("QC-10.2.b-2", "QC-1", False),
        ("QC-13.4", "QC-13.42", False),
        ("QC-7.2′-1", "QC-7.2", True),
    ],
)
def test_a_clause_meets_the_ones_inside_it(clause: str, asked: str, fits: bool) -> None:
    assert inside(clause, asked) is fits


def test_search_knows_no_vietnamese_marks() -> None:
    assert folded("Uỷ ban  nhân dân ĐÔNG Giang") == folded("ủy ban nhân dân đong giang") == "uy ban nhan dan dong giang"


def test_one_cause_is_followed_through_all_ledgers_each_fact_once(books: list[Book]) -> None:
    (root,) = causes.of_message(books, "first")
    seen = [(depth, cause.entry.department, cause.entry.type) for depth, cause in root.walk()]
    assert seen == [
        (0, "clerk", "WriteLetter"),
        (1, "clerk", "LetterWritten"),
        (2, "archive", "LetterFiled"),
        (3, "clerk", "LetterKnownFiled"),
    ]
    written = root.effects[0]
    assert [(each.department, each.lag) for each in written.entry.received] == [("archive", timedelta(days=1))]
    filed = written.effects[0]
    assert [(each.department, each.lag) for each in filed.entry.received] == [
        ("clerk", timedelta(hours=1)),
    ]


def test_a_fact_in_the_middle_of_a_chain_is_shown_with_what_led_to_it(books: list[Book], clerk: Ledger) -> None:
    clerk.take([letter("7", correlation="first")])
    filed = next(entry for entry in entries(books, Query(type="LetterFiled")))
    (root,) = causes.of_message(books, filed.id)
    assert [cause.entry.type for _, cause in root.walk()] == [
        "WriteLetter",
        "LetterWritten",
        "LetterFiled",
        "LetterKnownFiled",
    ]
    assert [cause.entry.type for _, cause in root.walk() if cause.asked_for] == ["LetterFiled"]


def test_a_correlation_that_is_no_message_shows_every_chain_that_bears_it(clerk: Ledger) -> None:
    chain = {"correlation": "round-2021"}
    clerk.take([letter("1", **chain), letter("2", **chain), letter("3", "refuse", **chain)])
    roots = causes.of_message([Book("clerk", clerk.store)], "round-2021")
    assert [root.entry.kind for root in roots] == ["accepted", "accepted", "refused"]
    assert [len(root.effects) for root in roots] == [1, 1, 0]


def test_two_senders_with_one_id_are_not_taken_for_each_other(
    clerk: Ledger, archive: Ledger, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters.LetterWritten, "by", ("clerk", "branch"))
    branch = open_ledger("branch", store=Store.sqlite(settings.data / "branch.db"))
    branch.takers = clerk.takers
    clerk.take([letter("1", id="to-the-clerk")])
    branch.take([letter("1", id="to-the-branch")])
    carry(clerk, archive)
    archive.clock.move_to(START + timedelta(hours=2))  # type: ignore[attr-defined]
    carry(branch, archive)
    books = [Book(ledger.department, ledger.store) for ledger in (branch, clerk, archive)]
    written = list(entries(books, Query(type="LetterWritten")))
    assert len({entry.id for entry in written}) == 1
    assert {entry.department: [each.lag for each in entry.received] for entry in written} == {
        "clerk": [timedelta()],
        "branch": [timedelta(hours=2)],
    }
    chains = causes.of_message(books, written[0].id)
    followed = {chain.entry.id: [cause.entry.type for _, cause in chain.walk()] for chain in chains}
    assert followed == {
        "to-the-clerk": ["WriteLetter", "LetterWritten", "LetterFiled"],
        "to-the-branch": ["WriteLetter", "LetterWritten"],
    }


def test_a_dossier_is_a_tree_over_all_ledgers(books: list[Book]) -> None:
    case = next(life(books, "letter/1")).case
    (root,) = causes.of_case(books, case)
    assert len(list(root.walk())) == 4
    assert causes.of_case(books, "none") == []


def test_an_alarm_stands_in_the_chain_that_set_it(books: list[Book], archive: Ledger) -> None:
    archive.clock.move_to(START + timedelta(days=30))  # type: ignore[attr-defined]
    archive.ring()
    (root,) = causes.of_message(books, "first")
    types = [(depth, cause.entry.type) for depth, cause in root.walk()]
    assert types[-3:] == [(3, "LetterKnownFiled"), (3, "AlarmRang"), (4, "FilingReviewed")]


def test_near_subjects_are_named(books: list[Book]) -> None:
    assert near(books, "leter/1", most=1) == ["letter/1"]
    assert set(near(books, "LETTER")) == {"letter/1", "letter/2"}
    assert near(books, "zzz") == []


def test_a_damaged_row_is_still_an_entry(books: list[Book], clerk: Ledger) -> None:
    with clerk.store.transaction() as run:
        run("UPDATE stored_events SET state=x'00' WHERE topic='LetterWritten'")
    assert told(life(books, "letter/1"))[0] == ("clerk", "damaged", "LetterWritten")


def test_an_entry_is_plain_json(books: list[Book]) -> None:
    first = json.loads(json.dumps(next(life(books, "letter/1")).plain()))
    assert first["data"]["text"] == "Kính gửi"
    assert first["received"] == [
        {
            "department": "archive",
            "position": 2,
            "time": "2021-11-02T08:00:00+07:00",
            "state": "received",
            "lag_ms": 86_400_000,
        }
    ]


def test_history_streams_over_many_pages(clerk: Ledger) -> None:
    clerk.take([letter(str(number)) for number in range(1_200)])
    found = list(entries([Book("clerk", clerk.store)], Query()))
    assert len({entry.id for entry in found}) == len(found) == 1_200


def test_reading_makes_nothing_and_changes_nothing(settings: Settings, clerk: Ledger) -> None:
    clerk.take([letter("1")])
    clerk.store.close()
    with pytest.raises(NoLedger, match=r"Chưa có sổ của archive: không thấy tệp .*archive\.db"):
        open_book(settings, "archive")
    assert not (settings.data / "archive.db").exists()
    before = (settings.data / "clerk.db").read_bytes()
    book = open_book(settings, "clerk")
    assert len(list(entries([book], Query()))) == 1
    with pytest.raises(PersistenceError), book.store.transaction() as run:
        run("DELETE FROM journal")
    book.store.close()
    assert (settings.data / "clerk.db").read_bytes() == before


def test_a_file_that_is_no_ledger_is_one_sentence(settings: Settings) -> None:
    (settings.data / "clerk.db").write_bytes(b"this is no database at all" * 100)
    with pytest.raises(NoLedger, match="Không đọc được sổ của clerk"):
        open_book(settings, "clerk")


def test_a_writer_goes_on_while_history_is_read(settings: Settings, clerk: Ledger) -> None:
    clerk.take([letter(str(number)) for number in range(600)])
    reading = entries([open_book(settings, "clerk")], Query())
    next(reading)
    clerk.take([letter("later")])
    assert len(list(reading)) == 599
