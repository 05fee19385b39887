"""Whatever is changed behind a ledger's back is found and located, all of it; an untouched ledger is clean."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from eventsourcing.persistence import IntegrityError

from shared.mechanism.audit import Audit, Finding, check
from shared.mechanism.clock import ManualClock
from shared.mechanism.ledger import Ledger
from shared.mechanism.reading import Book
from shared.mechanism.store import Store, leaf
from tests.mechanism import letters
from tests.mechanism.letters import START, carry, letter, open_ledger, operate

Damage = Callable[..., None]


@pytest.fixture(autouse=True)
def _known() -> Iterator[None]:
    with letters.known():
        letters.broken_letters.clear()
        yield


@pytest.fixture
def clerk(tmp_path: Path) -> Ledger:
    return open_ledger("clerk", store=Store.sqlite(tmp_path / "clerk.db"))


@pytest.fixture
def archive(tmp_path: Path) -> Ledger:
    return open_ledger("archive", store=Store.sqlite(tmp_path / "archive.db"))


@pytest.fixture
def books(clerk: Ledger, archive: Ledger) -> list[Book]:
    """Two ledgers with letters, refusals, a rejection, duplicates, a quarantine that was released, and an alarm."""
    letters.broken_letters.add("2")
    clerk.take([letter("1", id="first"), letter("2"), letter("3", "refuse"), letter("4", "break"), letter("5")])
    carry(clerk, archive)
    letters.broken_letters.clear()
    (aside,) = archive.store.quarantined()
    archive.take([operate("RetryQuarantined", aside.receipt, "đã mở tủ")])
    carry(archive, clerk)
    carry(archive, archive)
    carry(clerk, archive)
    archive.clock.move_to(START + timedelta(days=8))  # type: ignore[attr-defined]
    archive.ring()
    for ledger in (clerk, archive):
        ledger.save()
    return [book_of(clerk), book_of(archive, keeps_everything=True)]


def book_of(ledger: Ledger, *, keeps_everything: bool = False) -> Book:
    views = [type(view) for view in ledger.folding._views[1:]]
    return Book(ledger.department, ledger.store, ledger.takers, views, keeps_everything)


@pytest.fixture
def behind(tmp_path: Path) -> Iterator[Damage]:
    """Runs SQL in a ledger's file, as somebody would who has the file and not the program."""

    def run(department: str, *statements: str, **parameters: object) -> None:
        connection = sqlite3.connect(tmp_path / f"{department}.db")
        with connection:
            for statement in statements:
                assert connection.execute(statement, parameters).rowcount, statement
        connection.close()

    return run


def found(books: list[Book]) -> list[Finding]:
    return list(Audit(books).run())


def codes(findings: list[Finding]) -> set[str]:
    return {finding.code for finding in findings}


def position(book: Book, topic: str, number: int = 0) -> int:
    rows = book.store.select("SELECT position FROM journal WHERE topic=? ORDER BY position", (topic,))
    return int(rows[number]["position"])


AT = "rowid=:position"
EDIT = f"UPDATE stored_events SET state=CAST(REPLACE(CAST(state AS TEXT), 'Kính gửi', 'Kính gởi') AS BLOB) WHERE {AT}"


def test_ledgers_that_nobody_touched_are_clean(books: list[Book]) -> None:
    audit = Audit(books)
    assert list(audit.run()) == []
    total = sum(book.store.last()[0] for book in books)
    assert (audit.counted.ledgers, audit.counted.rows, audit.counted.views) == (2, total, 3)
    assert audit.counted.receipts == 7
    assert audit.counted.view_rows == 3
    assert audit.counted.without == []


def test_an_edited_row_is_found_in_its_ledger_and_by_those_who_received_it(books: list[Book], behind: Damage) -> None:
    place = position(books[0], "LetterWritten", 1)
    behind("clerk", EDIT, position=place)
    findings = found(books)
    edited = next(each for each in findings if each.code == "ROW_EDITED")
    assert (edited.department, edited.position, edited.record) == ("clerk", place, "letter/2")
    receipts = [each for each in findings if each.code == "RECEIPT_DIFFERS"]
    # Received twice: when it was set aside, and when it was released.
    assert [(each.department, each.record) for each in receipts] == [("archive", "letter/2")] * 2
    assert f"sổ clerk (vị trí {place})" in receipts[0].sentence
    differs = next(each for each in findings if each.code == "VIEW_DIFFERS")
    assert (differs.view, differs.key) == ("letters", "2")
    assert 'text lưu "Kính gửi", gấp lại "Kính gởi"' in differs.sentence
    assert codes(findings) == {"ROW_EDITED", "RECEIPT_DIFFERS", "VIEW_DIFFERS"}


def test_an_edit_whose_trace_was_made_to_fit_is_still_found_by_those_who_received_it(
    books: list[Book], behind: Damage
) -> None:
    place = position(books[0], "LetterWritten")
    behind("clerk", EDIT, position=place)
    (line,) = books[0].store.lines(place - 1, 1)
    forged = leaf(line.record_id, line.version, line.topic, line.body)
    behind("clerk", "UPDATE journal SET leaf=:leaf WHERE position=:position", leaf=forged, position=place)
    behind("clerk", "DELETE FROM view_rows WHERE view='letters'")
    findings = found(books)
    assert "ROW_EDITED" not in codes(findings)
    assert {"RECEIPT_DIFFERS", "VIEW_ROW_MISSING"} <= codes(findings)


def test_every_edited_row_is_told_not_only_the_first(books: list[Book], behind: Damage) -> None:
    places = [position(books[0], "LetterWritten", number) for number in range(3)]
    for place in places:
        behind("clerk", EDIT, position=place)
    assert [each.position for each in found(books) if each.code == "ROW_EDITED"] == places


def test_an_edit_by_replace_turns_bytes_into_text_and_is_told(books: list[Book], behind: Damage) -> None:
    place = position(books[1], "LetterFiled")
    behind(
        "archive",
        f"UPDATE stored_events SET state=REPLACE(state, 'LetterFiled', 'LetterFiled') WHERE {AT}",
        position=place,
    )
    findings = found(books)
    assert [(each.code, each.position) for each in findings] == [("ROW_AS_TEXT", place)]


def test_a_deleted_row_is_found(books: list[Book], behind: Damage) -> None:
    place = position(books[0], "LetterWritten")
    behind("clerk", f"DELETE FROM stored_events WHERE {AT}", position=place)
    findings = found(books)
    missing = next(each for each in findings if each.code == "ROW_MISSING")
    assert (missing.department, missing.position, missing.record) == ("clerk", place, "letter/1")
    assert {"SENDER_LACKS_FACT", "VIEW_ROW_EXTRA"} <= codes(findings)


def test_a_row_deleted_with_its_journal_line_leaves_gaps(books: list[Book], behind: Damage) -> None:
    place = position(books[0], "LetterWritten", 1)
    behind(
        "clerk", f"DELETE FROM stored_events WHERE {AT}", "DELETE FROM journal WHERE position=:position", position=place
    )
    findings = found(books)
    assert next(each for each in findings if each.code == "POSITION_GAP").position == place
    assert next(each for each in findings if each.code == "SEQUENCE_GAP").department == "clerk"
    assert next(each for each in findings if each.code == "CONSEQUENCE_MISSING").department == "clerk"
    assert next(each for each in findings if each.code == "SENDER_LACKS_FACT").department == "archive"


def test_a_row_slipped_in_beside_the_journal_is_found(books: list[Book], behind: Damage) -> None:
    behind("clerk", f"INSERT INTO stored_events VALUES ('{'ab' * 16}', 1, 'LetterWritten', x'7b7d')")
    (finding,) = found(books)
    assert (finding.code, finding.record) == (
        "ROW_NOT_LISTED",
        "-".join(["abababab", "abab", "abab", "abab", "ab" * 6]),
    )


def test_a_journal_line_that_was_taken_out_is_found(books: list[Book], behind: Damage) -> None:
    place = position(books[0], "CommandRefused")
    behind("clerk", "DELETE FROM journal WHERE position=:position", position=place)
    assert codes(found(books)) == {"POSITION_GAP", "ROW_NOT_LISTED"}


def test_a_tail_that_was_cut_off_is_known_from_cursors_and_from_the_others(books: list[Book], behind: Damage) -> None:
    last = books[0].store.last()[1]
    place = position(books[0], "LetterWritten", last - 1)
    behind(
        "clerk",
        "DELETE FROM stored_events WHERE rowid >= :position",
        "DELETE FROM journal WHERE position >= :position",
        position=place,
    )
    findings = found(books)
    beyond = {(each.department, each.record) for each in findings if each.code == "CURSOR_BEYOND"}
    assert beyond == {
        *(("clerk", name) for name in ("view:letters", "view:agenda", "from:clerk")),
        ("archive", "from:clerk"),
    }
    assert "SENDER_LACKS_FACT" in codes(findings)


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("sequence", 77, "số"),
        ("time", "2021-11-01T08:00:00.000001+07:00", "giờ ghi nhận"),
        ("subject", "letter/other", "đối tượng"),
        ("case_id", "another", "hồ sơ"),
        ("law", "QC-1", "căn cứ"),
        ("agency", "STP", "cơ quan"),
        ("actor", "người khác", "người thực hiện"),
        ("correlation", "x", "chuỗi việc"),
        ("topic", "LetterBurnt", "loại"),
        ("message", "x/1", "mã thông điệp"),
    ],
)
def test_a_journal_that_says_otherwise_than_the_body_is_found(
    books: list[Book], behind: Damage, column: str, value: object, told: str
) -> None:
    place = position(books[0], "LetterWritten", 2)
    behind("clerk", f"UPDATE journal SET {column}=:value WHERE position=:position", value=value, position=place)
    findings = [each for each in found(books) if each.code == "LINE_DISAGREES"]
    assert {each.position for each in findings} == {place}
    assert any(f"Nhật ký ghi {told} " in each.sentence for each in findings)


@pytest.mark.parametrize("column", ["message", "type", "agency", "correlation", "subject"])
def test_a_journal_that_says_otherwise_than_a_receipt_is_found(books: list[Book], behind: Damage, column: str) -> None:
    place = position(books[1], "FactReceived")
    behind("archive", f"UPDATE journal SET {column}='x' WHERE position=:position", position=place)
    assert ("LINE_DISAGREES", place) in {(each.code, each.position) for each in found(books)}


def test_time_that_goes_back_is_found(books: list[Book], behind: Damage) -> None:
    place = position(books[1], "FilingReviewed")
    behind(
        "archive", "UPDATE journal SET time='2021-10-01T00:00:00.000000+07:00' WHERE position=:position", position=place
    )
    assert ("TIME_GOES_BACK", place) in {(each.code, each.position) for each in found(books)}


def test_time_does_not_go_back_on_a_clock_that_runs(clerk: Ledger, archive: Ledger) -> None:
    class Running(ManualClock):
        def now(self) -> datetime:
            self.move_to(super().now() + timedelta(milliseconds=1))
            return super().now()

    clock = clerk.clock = archive.clock = Running(START)
    clerk.take([letter("1"), letter("2", "refuse"), letter("3", "break")])
    carry(clerk, archive)
    carry(archive, archive)
    clock.move_to(START + timedelta(days=8))
    assert [outcome.kind for outcome in archive.ring()] == ["rang"]
    assert found([book_of(clerk), book_of(archive)]) == []


def test_a_receipt_that_was_changed_is_found(books: list[Book], behind: Damage) -> None:
    place = position(books[1], "FactReceived")
    behind("archive", EDIT, position=place)
    findings = [each for each in found(books) if each.department == "archive"]
    assert {(each.code, each.position) for each in findings} >= {("ROW_EDITED", place), ("RECEIPT_DIFFERS", place)}


def test_a_receipt_of_what_the_sender_does_not_have_is_found(books: list[Book], behind: Damage) -> None:
    books[0] = replace(books[0], store=Store.sqlite())
    findings = found(books)
    assert {each.department for each in findings if each.code == "SENDER_LACKS_FACT"} == {"archive"}
    assert [each.record for each in findings if each.code == "CURSOR_BEYOND"] == ["from:clerk"]


def test_a_receipt_that_is_lacking_is_found_where_everything_is_kept(books: list[Book], behind: Damage) -> None:
    place = position(books[1], "FactReceived")
    (row,) = books[1].store.select("SELECT message FROM journal WHERE position=?", (place,))
    behind(
        "archive",
        f"DELETE FROM stored_events WHERE {AT}",
        "DELETE FROM journal WHERE position=:position",
        position=place,
    )
    lacking = [each for each in found(books) if each.code == "RECEIPT_MISSING"]
    assert [(each.department, each.message) for each in lacking] == [("archive", row["message"])]
    assert [
        each for each in found([books[0], replace(books[1], keeps_everything=False)]) if each.code == "RECEIPT_MISSING"
    ] == []


def test_cursors_that_do_not_fit_the_receipts_are_found(books: list[Book], behind: Damage) -> None:
    behind("archive", "UPDATE tracking SET notification_id=1 WHERE application_name='from:clerk'")
    behind("clerk", "UPDATE tracking SET notification_id=99 WHERE application_name='from:archive'")
    findings = found(books)
    assert {(each.code, each.department, each.record) for each in findings} == {
        ("CURSOR_BEHIND", "archive", "from:clerk"),
        ("CURSOR_BEYOND", "clerk", "from:archive"),
    }


def test_a_view_row_that_somebody_changed_added_or_took_is_found_by_key(books: list[Book], behind: Damage) -> None:
    behind(
        "clerk",
        "UPDATE view_rows SET content=REPLACE(content, 'true', 'false') WHERE view='letters' AND key='1'",
        "INSERT INTO view_rows VALUES ('letters', '9', '{\"text\": \"x\", \"filed\": true}')",
        "DELETE FROM view_rows WHERE view='letters' AND key='5'",
    )
    findings = found(books)
    assert [(each.code, each.department, each.view, each.key) for each in findings] == [
        ("VIEW_DIFFERS", "clerk", "letters", "1"),
        ("VIEW_ROW_MISSING", "clerk", "letters", "5"),
        ("VIEW_ROW_EXTRA", "clerk", "letters", "9"),
    ]
    assert "filed lưu false, gấp lại true" in findings[0].sentence


def test_a_view_is_compared_at_the_position_it_stands_for(clerk: Ledger) -> None:
    clerk.take([letter("1")])
    clerk.save()
    clerk.take([letter("2")])
    assert clerk.store.view_keys("letters") == ["1"]
    assert check(book_of(clerk)) == []


def test_a_consequence_without_a_receipt_of_its_cause_is_found(books: list[Book], behind: Damage) -> None:
    place = position(books[0], "CommandAccepted")
    behind(
        "clerk", f"DELETE FROM stored_events WHERE {AT}", "DELETE FROM journal WHERE position=:position", position=place
    )
    causes = [each for each in found(books) if each.code == "CAUSE_MISSING"]
    assert [(each.department, each.record) for each in causes] == [("clerk", "letter/1")]
    assert "'first'" in causes[0].sentence


def test_a_quarantine_that_was_closed_by_hand_is_found(books: list[Book], behind: Damage) -> None:
    behind("archive", "UPDATE set_aside SET state='open'")
    (finding,) = found(books)
    assert finding.code == "QUARANTINE_DISAGREES"
    behind("archive", "DELETE FROM set_aside")
    (finding,) = found(books)
    assert (finding.code, finding.position) == ("QUARANTINE_DISAGREES", position(books[1], "FactQuarantined"))


@pytest.mark.parametrize(
    "body", ["", "không phải JSON", "[1]", '{"id": 5}', '{"id":"x","data":{}}', '{"id":"x","data":{"message":1}}']
)
@pytest.mark.parametrize(
    "topic", ["LetterWritten", "CommandAccepted", "LetterKnownFiled", "FactReceived", "CommandRefused"]
)
def test_whatever_a_row_was_made_into_it_is_told_and_the_audit_goes_on(
    books: list[Book], behind: Damage, body: str, topic: str
) -> None:
    place = position(books[0], topic)
    behind("clerk", f"UPDATE stored_events SET state=CAST(:body AS BLOB) WHERE {AT}", body=body, position=place)
    behind("clerk", "UPDATE view_rows SET content=REPLACE(content, 'true', 'false') WHERE key='5'")
    findings = found(books)
    assert ("ROW_EDITED", place) in {(each.code, each.position) for each in findings}
    assert ("VIEW_DIFFERS", "5") in {(each.code, each.key) for each in findings}


def test_a_damaged_id_does_not_end_the_audit(books: list[Book], behind: Damage) -> None:
    behind("clerk", "UPDATE stored_events SET originator_id='hỏng' WHERE rowid=1")
    findings = found(books)
    assert {("ROW_EDITED", 1), ("LINE_DISAGREES", 1)} <= {(each.code, each.position) for each in findings}


@pytest.mark.parametrize(
    "change",
    ["originator_id=SUBSTR(originator_id, 2) || 'a'", "originator_version=7", "topic='LetterBurnt'"],
)
def test_an_event_that_was_given_to_another_record_or_under_another_name_is_found(
    books: list[Book], behind: Damage, change: str
) -> None:
    place = position(books[0], "LetterWritten", 1)
    behind("clerk", f"UPDATE stored_events SET {change} WHERE {AT}", position=place)
    edited = next(each for each in found(books) if each.code == "ROW_EDITED")
    assert (edited.department, edited.position, edited.record) == ("clerk", place, "letter/2")


def test_two_events_that_changed_places_are_found_at_both(books: list[Book], behind: Damage) -> None:
    one, other = position(books[0], "LetterWritten"), position(books[0], "LetterWritten", 1)
    behind("clerk", "UPDATE stored_events SET rowid=-1 WHERE rowid=:position", position=one)
    behind("clerk", "UPDATE stored_events SET rowid=:one WHERE rowid=:other", one=one, other=other)
    behind("clerk", "UPDATE stored_events SET rowid=:position WHERE rowid=-1", position=other)
    findings = found(books)
    assert [each.position for each in findings if each.code == "ROW_EDITED"] == [one, other]
    assert {each.position for each in findings if each.code == "LINE_DISAGREES"} == {one, other}


def test_an_event_that_was_moved_to_a_number_of_its_own_is_found(books: list[Book], behind: Damage) -> None:
    place = position(books[0], "LetterWritten", 1)
    behind("clerk", f"UPDATE stored_events SET rowid=999 WHERE {AT}", position=place)
    findings = found(books)
    missing = next(each for each in findings if each.code == "ROW_MISSING")
    assert (missing.position, missing.record) == (place, "letter/2")
    listed = next(each for each in findings if each.code == "ROW_NOT_LISTED")
    assert (listed.department, listed.message) == ("clerk", missing.message)


def test_a_version_that_is_gone_from_both_tables_is_found(books: list[Book], behind: Damage) -> None:
    place = position(books[1], "FactQuarantined")
    behind("archive", f"DELETE FROM stored_events WHERE {AT}", position=place)
    behind("archive", "DELETE FROM journal WHERE position=:position", position=place)
    gap = next(each for each in found(books) if each.code == "VERSION_GAP")
    assert (gap.department, gap.record) == ("archive", "letter/2")


def test_an_event_in_the_ledgers_next_place_stops_it_and_is_named(tmp_path: Path) -> None:
    store = Store.sqlite(tmp_path / "clerk.db")
    clerk = open_ledger("clerk", store=store)
    clerk.take([letter("1")])
    with store.transaction() as run:
        run("INSERT INTO stored_events VALUES (?, 1, 'LetterWritten', x'7b7d')", ("ab" * 16,))
    with pytest.raises(IntegrityError):
        clerk.take([letter("2")])
    clerk.save()
    assert codes(found([book_of(clerk)])) == {"ROW_NOT_LISTED"}


def test_a_view_that_cannot_fold_a_row_is_told_with_the_place(
    books: list[Book], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: object, fact: object) -> None:
        raise ZeroDivisionError("cannot")

    monkeypatch.setattr(letters.Letters, "filed", broken)
    findings = found(books)
    told = [each for each in findings if each.code == "VIEW_CANNOT_FOLD"]
    assert [each.view for each in told] == ["letters"] * 3
    assert told[0].position == position(books[0], "FactReceived")
    assert {each.key for each in findings if each.code == "VIEW_DIFFERS"} == {"1", "2", "5"}


def test_what_was_not_compared_is_said(books: list[Book], behind: Damage) -> None:
    behind("clerk", "INSERT INTO view_rows VALUES ('forgotten', '1', '{}')")
    audit = Audit(books[:1])
    assert list(audit.run()) == []
    assert audit.counted.without == [
        "khung nhìn forgotten của clerk (không có mã nguồn)",
        "biên nhận của clerk với sổ archive (không có sổ ấy)",
    ]


def test_a_finding_is_plain_json(books: list[Book], behind: Damage) -> None:
    behind("clerk", EDIT, position=position(books[0], "LetterWritten"))
    told = [json.loads(json.dumps(each.plain())) for each in found(books)]
    assert told[0]["code"] == "ROW_EDITED"
