"""What cannot be processed has a place: what is kept of it, how it comes out, and what a retry would do (law 5)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from eventsourcing.persistence import OperationalError

from shared.mechanism import aside
from shared.mechanism.audit import Audit
from shared.mechanism.failure import WAITS, exception_of, key_of, reason_of
from shared.mechanism.ledger import Delivery, Ledger
from shared.mechanism.message import write
from shared.mechanism.reading import Book
from shared.mechanism.receipts import Receipts
from shared.mechanism.rehearsal import Rehearsal
from shared.mechanism.view import View, sees
from tests.mechanism import letters
from tests.mechanism.letters import START, LetterWritten, carry, documents, letter, open_ledger, operate, topics

LOCKED = "ZeroDivisionError@mechanism/letters.py:file_letter"


class Written(View):
    """Which letters have been heard of, and what do they say?"""

    name = "written"

    @sees(LetterWritten)
    def hear(self, fact: Any) -> None:
        self.rows[fact.data["number"]] = {"text": fact.data["text"]}


@pytest.fixture(autouse=True)
def _letters() -> Iterator[None]:
    with letters.known():
        yield
    letters.broken_letters.clear()


@pytest.fixture
def clerk() -> Ledger:
    return open_ledger("clerk")


@pytest.fixture
def archive() -> Ledger:
    ledger = open_ledger("archive")
    made = Ledger(
        department="archive",
        store=ledger.store,
        takers=ledger.takers,
        views=(Written,),
        clock=ledger.clock,
        version="0.1.0",
    )
    made.folding.catch_up()
    return made


def locked(clerk: Ledger, archive: Ledger, *numbers: str) -> list[str]:
    """The receipts of letters that the archive could not file."""
    letters.broken_letters.update(numbers)
    clerk.take([letter(number) for number in numbers])
    carry(clerk, archive)
    return [each.receipt for each in archive.store.quarantined()]


def followed(clerk: Ledger, archive: Ledger, *numbers: str) -> list[str]:
    """The first letter is locked; the others belong to its dossier. Their receipts."""
    (first,) = locked(clerk, archive, "1")
    document = json.loads(clerk.store.public_lines(0, 1)[0].body)
    for place, number in enumerate(numbers, 2):
        told = {**document, "id": f"later/{place}", "sequence": place, "data": {**document["data"], "number": number}}
        archive.take([Delivery("fact", write(told), "clerk")])
    return [first, *(each.receipt for each in archive.store.quarantined()[1:])]


def of_type(ledger: Ledger, name: str) -> list[dict[str, Any]]:
    return [each for each in documents(ledger) if each["type"] == name]


def everything(ledger: Ledger) -> list[Any]:
    """All that a store holds."""
    tables = ("stored_events", "journal", "set_aside", "duplicates", "view_rows", ledger.store._tracking)
    return [[tuple(row) for row in ledger.store.select(f"SELECT * FROM {table}")] for table in tables]


def findings(clerk: Ledger, archive: Ledger) -> list[Any]:
    for ledger in (clerk, archive):
        ledger.save()
    books = [Book(each.department, each.store, each.takers, each.folding.kinds) for each in (clerk, archive)]
    return list(Audit(books).run())


# What is kept ---------------------------------------------------------------------------------------------


def test_what_is_set_aside_is_kept_with_its_exception_its_attempts_the_version_and_every_byte(
    clerk: Ledger, archive: Ledger
) -> None:
    locked(clerk, archive, "1")
    (told,) = of_type(archive, "FactQuarantined")
    kept = {name: told["data"][name] for name in ("exception", "attempts", "version")}
    assert kept == {"exception": "ZeroDivisionError", "attempts": 1, "version": "0.1.0"}
    assert told["data"]["cause"].startswith("ZeroDivisionError: the cabinet is locked (mechanism/letters.py:")
    (line,) = clerk.store.public_lines(0, 1)
    (row,) = [each for each in archive.store.lines(0, 10) if each.topic == "FactQuarantined"]
    assert Receipts.received_bytes(row.body) == line.body


def test_an_alarm_that_failed_says_why(clerk: Ledger, archive: Ledger) -> None:
    clerk.take([letter("1")])
    carry(clerk, archive)
    archive.takers.alarms["review"] = [_breaks]
    archive.clock.move_to(START + timedelta(days=8))  # type: ignore[attr-defined]
    assert [each.kind for each in archive.ring()] == ["quarantined"]
    (told,) = of_type(archive, "AlarmRang")
    assert (told["data"]["failed"]["exception"], told["data"]["failed"]["attempts"]) == ("KeyError", 1)
    heard: list[str] = []

    def listens(ringing: Any, ledger: Ledger) -> Iterator[Any]:
        heard.append(ringing.case)
        yield from letters.review(ringing, ledger)

    archive.takers.alarms["review"] = [listens]
    (waiting,) = archive.store.quarantined()
    (done,) = archive.take([operate("RetryQuarantined", waiting.receipt, "đã sửa")])
    assert done.kind == "accepted"
    assert heard == [of_type(archive, "LetterFiled")[0]["case"]]
    assert len(of_type(archive, "FilingReviewed")) == 1


def _breaks(message: Any, ledger: Any) -> Iterator[Any]:
    raise KeyError("nobody")
    yield


def test_a_cause_holds_no_secret_and_its_key_neither_text_nor_line() -> None:
    def fails(text: str) -> str:
        try:
            raise ValueError(text)
        except ValueError as failure:
            return reason_of(failure)

    told = fails("amqp://noi_vu:hunter2@bus:5672/ refused; password='s3cret phrase', token=abc123 for SYT")
    assert not any(secret in told for secret in ("hunter2", "s3cret", "phrase", "abc123"))
    assert "amqp://noi_vu:•••@bus:5672/ refused" in told
    assert key_of(told) == "ValueError@mechanism/test_quarantine.py:fails"
    assert key_of(fails("another\ntext (of two lines)")) == key_of(told)
    assert key_of(fails("x" * 5_000)) == key_of(told)
    assert (exception_of(told), exception_of(WAITS), key_of(WAITS)) == ("ValueError", "", "WAITS")
    assert key_of("KeyError: STTTT") == "KeyError"


# How it comes out -----------------------------------------------------------------------------------------


def test_a_retry_that_fails_is_refused_and_noted_all_the_same(clerk: Ledger, archive: Ledger) -> None:
    (receipt,) = locked(clerk, archive, "1")
    (still,) = archive.take([operate("RetryQuarantined", receipt, "thử lại")])
    assert (still.kind, still.code) == ("refused", "STILL_FAILS")
    archive.takers.of["LetterWritten"] = [_breaks]
    archive.take([operate("RetryQuarantined", receipt, "lần nữa")])
    assert [(each["actor"], each["data"]["reason"], each["data"]["attempts"], each["data"]["exception"])
            for each in of_type(archive, "QuarantineRetryFailed")] == [
        ("vận hành", "thử lại", 2, "ZeroDivisionError"), ("vận hành", "lần nữa", 3, "KeyError")
    ]  # fmt: skip
    (waiting,) = archive.store.quarantined()
    assert waiting.cause.startswith("KeyError")
    archive.takers.of["LetterWritten"] = [letters.file_letter]
    letters.broken_letters.clear()
    archive.take([operate("RetryQuarantined", receipt, "đã mở tủ")])
    (done,) = of_type(archive, "QuarantineReleased")
    assert done["data"]["attempts"] == 4
    story = aside.tries(archive.store, [receipt])[receipt]
    assert [each.state for each in story] == ["quarantined", "failed", "failed", "released"]
    assert findings(clerk, archive) == []


def test_what_waits_behind_goes_along_in_its_order(clerk: Ledger, archive: Ledger) -> None:
    first, second, third = followed(clerk, archive, "8", "9")
    listed = aside.asides(archive.store)
    assert [(each.first, each.behind) for each in listed] == [("", 2), (first, 0), (first, 0)]
    (group,) = aside.causes(listed)
    assert (group.key, group.count, group.behind, group.types) == (LOCKED, 1, 2, {"LetterWritten": 1})
    letters.broken_letters.clear()
    (done,) = archive.take([operate("RetryQuarantined", first, "đã mở tủ")])
    assert done.kind == "accepted"
    assert [each["data"]["number"] for each in of_type(archive, "LetterFiled")] == ["1", "8", "9"]
    told = of_type(archive, "QuarantineReleased")
    assert [each["data"].get("behind") for each in told] == [None, first, first]
    assert [each["data"]["attempts"] for each in told] == [2, 1, 1]
    assert {(each["actor"], each["data"]["reason"]) for each in told} == {("vận hành", "đã mở tủ")}
    assert archive.store.quarantined() == []
    assert {second, third} <= {each["id"].rpartition("/")[0] for each in told}


def test_what_fails_behind_stays_with_its_own_cause_and_holds_the_rest(clerk: Ledger, archive: Ledger) -> None:
    first, second, third = followed(clerk, archive, "8", "9")
    letters.broken_letters.clear()
    letters.broken_letters.add("8")
    archive.take([operate("RetryQuarantined", first, "đã mở tủ")])
    waiting = archive.store.quarantined()
    assert [each.receipt for each in waiting] == [second, third]
    assert [key_of(each.cause) for each in waiting] == [LOCKED, "WAITS"]
    (refused,) = archive.take([operate("RetryQuarantined", third, "vượt hàng")])
    assert refused.code == "NOT_IN_QUARANTINE"


def test_all_that_failed_for_one_cause_is_retried_each_with_a_fact_of_its_own(clerk: Ledger, archive: Ledger) -> None:
    one, two, three = locked(clerk, archive, "1", "2", "3")
    letters.broken_letters.clear()
    letters.broken_letters.add("2")
    (done,) = archive.take([operate("RetryManyQuarantined", "", "đã mở tủ", cause=LOCKED)])
    assert done.kind == "accepted"
    released, failed = of_type(archive, "QuarantineReleased"), of_type(archive, "QuarantineRetryFailed")
    assert [each["id"].rpartition("/")[0] for each in released] == [one, three]
    assert [each["id"].rpartition("/")[0] for each in failed] == [two]
    assert {each["actor"] for each in released + failed} == {"vận hành"}
    assert [each.receipt for each in archive.store.quarantined()] == [two]
    (none,) = archive.take([operate("RetryManyQuarantined", "", "nữa", cause="KeyError")])
    assert none.code == "NOT_IN_QUARANTINE"
    letters.broken_letters.clear()
    (listed,) = archive.take([operate("RetryManyQuarantined", "", "đã mở nốt", receipts=[two])])
    assert listed.kind == "accepted"
    assert archive.store.quarantined() == []
    assert findings(clerk, archive) == []


def test_a_retry_that_comes_to_nothing_leaves_the_message_where_it_was(clerk: Ledger, archive: Ledger) -> None:
    """A fault of ours after the message was released: all of it is undone, and what comes later still waits behind."""
    first, _ = followed(clerk, archive, "8")
    letters.broken_letters.clear()
    kept = archive.takers.of["RetryQuarantined"]
    archive.takers.of["RetryQuarantined"] = [*kept, _breaks]
    before = archive.store.quarantined()
    (failed,) = archive.take([operate("RetryQuarantined", first, "thử lại")])
    assert (failed.kind, failed.code) == ("rejected", "INTERNAL_ERROR")
    assert archive.store.quarantined() == before
    assert archive.held == {before[0].held}
    assert of_type(archive, "QuarantineReleased") == []
    archive.takers.of["RetryQuarantined"] = kept
    assert archive.take([operate("RetryQuarantined", first, "thử lại")])[0].kind == "accepted"
    assert archive.held == set()


def test_a_cause_or_a_list_and_only_what_waits(clerk: Ledger, archive: Ledger) -> None:
    one, _ = locked(clerk, archive, "1", "2")
    letters.broken_letters.clear()
    both = operate("RetryManyQuarantined", "", "x", cause=LOCKED, receipts=[one])
    (refused, neither) = archive.take([both, operate("RetryManyQuarantined", "", "x")])
    assert (refused.code, neither.code) == ("INVALID_DATA", "INVALID_DATA")
    gone = "0f8a2b34-5c6d-5e7f-8a9b-0c1d2e3f4a5b"
    (strict,) = archive.take([operate("RetryManyQuarantined", "", "x", receipts=[one, gone])])
    assert strict.code == "NOT_IN_QUARANTINE"
    assert of_type(archive, "QuarantineReleased") == []


def test_retries_are_written_with_their_order_or_not_at_all(
    clerk: Ledger, archive: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when one of them has failed on a record that another had changed in the same transaction."""
    locked(clerk, archive, "1", "2", "3")
    letters.broken_letters.clear()
    letters.broken_letters.add("2")
    before = everything(archive)

    def refuse(*arguments: Any, **named: Any) -> None:
        raise OperationalError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(archive.store, "append", refuse)
        with pytest.raises(OperationalError):
            archive.take([operate("RetryManyQuarantined", "", "đã mở tủ", cause=LOCKED)])
    assert everything(archive) == before
    (done,) = archive.take([operate("RetryManyQuarantined", "", "đã mở tủ", cause=LOCKED)])
    assert done.kind == "accepted"
    assert len(archive.store.quarantined()) == 1


def test_what_fails_undoes_itself_alone_and_writes_nothing_early(
    clerk: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two commands of one batch change one record; the second comes to nothing. One transaction, as always."""
    writes: list[int] = []
    append = clerk.store.append

    def counted(first: int, rows: Any, **named: Any) -> None:
        writes.append(len(rows))
        append(first, rows, **named)

    monkeypatch.setattr(clerk.store, "append", counted)
    outcomes = clerk.take([letter("1"), letter("1", "break"), letter("1", "again")])
    assert [each.kind for each in outcomes] == ["accepted", "rejected", "accepted"]
    assert len(writes) == 1
    amended = of_type(clerk, "LetterAmended")
    assert [each["id"].rpartition("/")[2] for each in amended] == ["2"]


# A correction ---------------------------------------------------------------------------------------------


def correct(archive: Ledger, receipt: str, **data: Any) -> Any:
    corrected = {"number": "7", "text": "Đã sửa", "worth": "2.50", **data}
    (outcome,) = archive.take([operate("CorrectQuarantined", receipt, "nhầm số, đã hỏi", corrected=corrected)])
    return outcome


def test_a_correction_is_acted_upon_and_the_original_stays(clerk: Ledger, archive: Ledger) -> None:
    (receipt,) = locked(clerk, archive, "1")
    outcome = correct(archive, receipt)
    assert outcome.kind == "accepted"
    assert [each["data"]["number"] for each in of_type(archive, "LetterFiled")] == ["7"]
    (line,) = clerk.store.public_lines(0, 1)
    kept = [each for each in archive.store.lines(0, 100) if each.topic in {"FactQuarantined", "QuarantineReleased"}]
    assert [Receipts.received_bytes(each.body) for each in kept] == [line.body, line.body]
    (told,) = of_type(archive, "QuarantineReleased")
    assert json.loads(told["data"]["corrected"]) == {"number": "7", "text": "Đã sửa", "worth": "2.50"}
    assert (told["actor"], told["data"]["reason"]) == ("vận hành", "nhầm số, đã hỏi")
    assert findings(clerk, archive) == []


def test_a_correction_may_say_what_marks_the_message_in_its_receipt(clerk: Ledger, archive: Ledger) -> None:
    (receipt,) = locked(clerk, archive, "1")
    assert correct(archive, receipt, text='x","message":{"id":"forged"}').kind == "accepted"
    (row,) = [each for each in archive.store.lines(0, 100) if each.topic == "QuarantineReleased"]
    assert Receipts.received_bytes(row.body) == clerk.store.public_lines(0, 1)[0].body
    assert findings(clerk, archive) == []


def test_a_view_shows_what_was_acted_upon_now_and_as_of_a_day(clerk: Ledger, archive: Ledger) -> None:
    (receipt,) = locked(clerk, archive, "1")
    archive.clock.move_to(START + timedelta(days=1))  # type: ignore[attr-defined]
    correct(archive, receipt)
    assert dict(archive.view("written").rows) == {"7": {"text": "Đã sửa"}}
    assert dict(archive.view_at("written").rows) == {"7": {"text": "Đã sửa"}}
    assert dict(archive.view_at("written", START + timedelta(hours=1)).rows) == {}
    archive.folding.rebuild("written")
    assert dict(archive.view("written").rows) == {"7": {"text": "Đã sửa"}}


def test_a_correction_must_fit_the_messages_own_schema(clerk: Ledger, archive: Ledger) -> None:
    (receipt,) = locked(clerk, archive, "1")
    refused = correct(archive, receipt, number="không hợp lệ!", more="x")
    assert refused.code == "INVALID_DATA"
    assert {each["path"] for each in refused.reply["data"]["errors"]} == {"corrected.number", "corrected.more"}
    assert [each.receipt for each in archive.store.quarantined()] == [receipt]
    assert of_type(archive, "QuarantineRetryFailed") == []


def test_a_correction_that_does_not_help_is_noted_too(clerk: Ledger, archive: Ledger) -> None:
    (receipt,) = locked(clerk, archive, "1")
    letters.broken_letters.add("7")
    assert correct(archive, receipt).code == "STILL_FAILS"
    (told,) = of_type(archive, "QuarantineRetryFailed")
    assert json.loads(told["data"]["corrected"])["number"] == "7"


def test_an_alarm_has_nothing_to_correct(clerk: Ledger, archive: Ledger) -> None:
    clerk.take([letter("1")])
    carry(clerk, archive)
    archive.takers.alarms["review"] = [_breaks]
    archive.clock.move_to(START + timedelta(days=8))  # type: ignore[attr-defined]
    archive.ring()
    (waiting,) = archive.store.quarantined()
    assert correct(archive, waiting.receipt).code == "NOT_CORRECTABLE"


# A rehearsal ----------------------------------------------------------------------------------------------


def test_a_rehearsal_says_what_a_retry_would_do_and_writes_nothing(clerk: Ledger, archive: Ledger) -> None:
    one, two, three = locked(clerk, archive, "1", "2", "3")
    letters.broken_letters.clear()
    letters.broken_letters.add("2")
    archive.save()
    before, stands = everything(archive), (archive.position, archive.sequence, bool(archive.batch))
    told = Rehearsal.of(archive).retry(cause=LOCKED)
    assert [(each.aside.receipt, each.state, each.facts) for each in told] == [
        (one, "taken", ("LetterFiled",)),
        (two, "fails", ()),
        (three, "taken", ("LetterFiled",)),
    ]
    assert told[1].cause.startswith("ZeroDivisionError: the cabinet is locked")
    assert everything(archive) == before
    assert (archive.position, archive.sequence, bool(archive.batch)) == stands
    (done,) = archive.take([operate("RetryManyQuarantined", "", "đã mở tủ", cause=LOCKED)])
    assert done.kind == "accepted"
    assert [each.receipt for each in archive.store.quarantined()] == [two]


def test_a_rehearsal_sees_what_the_message_before_would_have_done(clerk: Ledger, archive: Ledger) -> None:
    """The second letter bears the number of the first: once that is filed, it has nothing left to do."""
    first, second = followed(clerk, archive, "1")
    letters.broken_letters.clear()
    told = Rehearsal.of(archive).retry(receipts=[first])
    assert [(each.aside.receipt, each.state, each.facts, each.behind) for each in told] == [
        (first, "taken", ("LetterFiled",), ""),
        (second, "taken", (), first),
    ]
    assert "LetterFiled" not in topics(archive)


def test_a_correction_is_rehearsed_too(clerk: Ledger, archive: Ledger) -> None:
    (receipt,) = locked(clerk, archive, "1")
    corrected = {"number": "7", "text": "Đã sửa", "worth": None}
    (told,) = Rehearsal.of(archive).retry(receipts=[receipt], corrected=corrected)
    assert (told.state, told.facts) == ("taken", ("LetterFiled",))
    with pytest.raises(LookupError):
        Rehearsal.of(archive).retry(receipts=["không-có"])
    assert len(archive.store.quarantined()) == 1
