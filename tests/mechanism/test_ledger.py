"""A message is taken once, in its sender's order, and with its consequences or not at all (laws 1, 2, 5)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from eventsourcing.persistence import OperationalError

from shared.mechanism.ledger import Delivery, Ledger
from shared.mechanism.message import write
from shared.mechanism.receipts import Receipts
from shared.mechanism.store import Store
from shared.mechanism.taking import Takers
from tests.mechanism import letters
from tests.mechanism.letters import START, Letter, carry, documents, letter, open_ledger, operate, topics


@pytest.fixture(autouse=True)
def _known() -> Iterator[None]:
    with letters.known():
        letters.broken_letters.clear()
        yield


@pytest.fixture
def clerk() -> Ledger:
    return open_ledger("clerk")


@pytest.fixture
def archive() -> Ledger:
    return open_ledger("archive")


def test_a_command_is_answered_with_the_facts_that_it_caused(clerk: Ledger) -> None:
    (outcome,) = clerk.take([letter("1")])
    assert outcome.reply is not None
    assert outcome.reply["type"] == "CommandAccepted"
    (fact,) = outcome.reply["data"]["facts"]
    assert (fact["type"], fact["subject"], fact["sequence"]) == ("LetterWritten", "letter/1", 1)
    assert topics(clerk) == ["LetterWritten", "CommandAccepted"]


def test_a_fact_says_who_acted_for_whom_when_and_on_what_ground(clerk: Ledger) -> None:
    clerk.take([letter("1", capacity="KT.", effective="2021-10-29", id="the-command")])
    fact = documents(clerk)[0]
    assert fact["agency"] == "SYT"
    assert fact["actor"] == "văn thư"
    assert fact["capacity"] == "KT."
    assert (fact["effective"], fact["time"][:19]) == ("2021-10-29", "2021-11-01T08:00:00")
    assert (fact["correlation"], fact["causation"], fact["law"]) == ("the-command", "the-command", "†")
    assert fact["data"]["worth"] == "1.50"
    assert len(fact["salt"]) == 24
    assert fact["case"]


def test_the_same_command_again_gets_the_same_answer_and_nothing_more(clerk: Ledger) -> None:
    command = letter("1")
    (first,) = clerk.take([command])
    again, once_more = clerk.take([command, command])
    assert first.reply is not None
    assert again.reply is not None
    assert once_more.reply is not None
    assert again.reply["data"]["facts"] == first.reply["data"]["facts"]
    assert again.reply["data"]["duplicate"] is True
    assert topics(clerk) == ["LetterWritten", "CommandAccepted"]
    assert clerk.store.counts()["duplicates"] == 2


def test_a_duplicate_in_the_same_batch_is_known(clerk: Ledger) -> None:
    command = letter("1")
    first, again = clerk.take([command, command])
    assert (first.kind, again.kind) == ("accepted", "duplicate")


def test_an_id_used_for_other_content_is_rejected(clerk: Ledger) -> None:
    clerk.take([letter("1", id="a")])
    (outcome,) = clerk.take([letter("2", id="a")])
    assert (outcome.kind, outcome.code) == ("rejected", "ID_REUSED")
    assert topics(clerk) == ["LetterWritten", "CommandAccepted", "MessageRejected"]


def test_a_refusal_is_recorded_and_answered(clerk: Ledger) -> None:
    (outcome,) = clerk.take([letter("1", "refuse")])
    assert outcome.reply is not None
    assert outcome.reply["data"]["code"] == "NO_SUCH_LETTERS"
    assert outcome.reply["data"]["message"] == "Không nhận thư này."
    assert topics(clerk) == ["CommandRefused"]


def test_a_refusal_after_something_was_noted_leaves_nothing_of_it(clerk: Ledger) -> None:
    clerk.take([letter("1", "refuse at the end")])
    assert topics(clerk) == ["CommandRefused"]
    assert clerk.find(Letter, number="1") is None


def test_a_refusal_takes_nothing_from_what_came_before_it_in_the_batch(clerk: Ledger) -> None:
    kinds = [outcome.kind for outcome in clerk.take([letter("1"), letter("1", "refuse at the end"), letter("1")])]
    assert kinds == ["accepted", "refused", "accepted"]
    assert topics(clerk) == ["LetterWritten", "CommandAccepted", "CommandRefused", "LetterAmended", "CommandAccepted"]
    fresh = open_ledger("clerk", store=clerk.store)
    found = fresh.find(Letter, number="1")
    assert found is not None
    assert found.version == 2


def test_a_fault_of_ours_leaves_a_trace_and_the_id_free(clerk: Ledger) -> None:
    (outcome,) = clerk.take([letter("1", "break")])
    assert outcome.code == "INTERNAL_ERROR"
    assert outcome.reply is not None
    assert outcome.reply["data"]["retryable"] is True
    (trace,) = documents(clerk)
    assert trace["type"] == "MessageRejected"
    assert "ZeroDivisionError" in trace["data"]["fault"]


def test_what_a_receiver_keeps_is_what_the_sender_stored_byte_for_byte(clerk: Ledger, archive: Ledger) -> None:
    clerk.take([letter("1", 'có "ngoặc", dấu \\ và }} ,"message": ở trong')])
    (sent,) = clerk.store.public_lines(0, 10)
    carry(clerk, archive)
    received = next(line for line in archive.store.lines(0, 10) if line.topic == "FactReceived")
    assert Receipts.received_bytes(received.body) == sent.body
    assert json.loads(received.body)["data"]["message"] == json.loads(sent.body)


def test_a_fact_that_comes_again_changes_nothing(clerk: Ledger, archive: Ledger) -> None:
    clerk.take([letter("1"), letter("2")])
    carry(clerk, archive)
    before = topics(archive)
    assert [outcome.kind for outcome in carry(clerk, archive)] == ["duplicate", "duplicate"]
    assert topics(archive) == before


def test_a_gap_is_seen_and_nothing_behind_it_is_taken(clerk: Ledger, archive: Ledger) -> None:
    clerk.take([letter("1"), letter("2"), letter("3")])
    (outcome, later) = carry(clerk, archive, after=1)
    assert (outcome.kind, outcome.sender, outcome.missing_from) == ("gap", "clerk", 1)
    assert later.kind == "gap"
    assert topics(archive) == []
    assert [each.kind for each in carry(clerk, archive)] == ["received"] * 3


def test_an_alarm_is_known_although_the_store_could_not_say_that_it_had_written_it(
    clerk: Ledger, archive: Ledger
) -> None:
    clerk.take([letter("1")])
    written = archive.store.append

    def write_and_break(*arguments: object, **named: object) -> None:
        archive.store.append = written  # type: ignore[method-assign]
        written(*arguments, **named)  # type: ignore[arg-type]
        raise OperationalError("the connection is gone")

    archive.store.append = write_and_break  # type: ignore[method-assign,assignment]
    with pytest.raises(OperationalError):
        carry(clerk, archive)
    assert [each.kind for each in carry(clerk, archive)] == ["duplicate"]
    assert list(archive.agenda.rows) == ["review 1"]


def test_what_a_store_did_not_write_is_neither_announced_nor_known_as_taken(
    clerk: Ledger, archive: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk.take([letter("1")])

    def refuse(*_: object, **__: object) -> None:
        raise OperationalError("the database refuses connections")

    with monkeypatch.context() as patched:
        patched.setattr(clerk.store, "append", refuse)
        patched.setattr(archive.store, "append", refuse)
        with pytest.raises(OperationalError):
            clerk.take([letter("2")])
        with pytest.raises(OperationalError):
            carry(clerk, archive)
    assert (clerk.sequence, clerk.written) == (1, 1)
    assert archive.taken.get("clerk", 0) == 0


def test_consequences_inherit_cause_and_dossier(clerk: Ledger, archive: Ledger) -> None:
    clerk.take([letter("1", id="root")])
    carry(clerk, archive)
    written, filed = documents(clerk)[0], documents(archive)[0]
    assert filed["type"] == "LetterFiled"
    assert filed["causation"] == written["id"]
    assert filed["correlation"] == "root"
    assert filed["case"] == written["case"]
    assert filed["actor"] == "hệ thống"


def test_a_command_cannot_put_itself_into_a_dossier(clerk: Ledger) -> None:
    clerk.take([letter("1", case="somebody-elses")])
    assert documents(clerk)[0]["case"] != "somebody-elses"


def test_a_forged_fact_is_rejected_and_takes_nobodys_place(clerk: Ledger, archive: Ledger) -> None:
    clerk.take([letter("1")])
    (line,) = clerk.store.public_lines(0, 10)
    (outcome,) = archive.take([Delivery("fact", line.body, "intruder")])
    assert (outcome.kind, outcome.code) == ("rejected", "FORGED_SENDER")
    assert [each.kind for each in carry(clerk, archive)] == ["received"]


def test_a_fact_that_cannot_be_processed_waits_and_holds_only_its_dossier_up(clerk: Ledger, archive: Ledger) -> None:
    letters.broken_letters.add("1")
    clerk.take([letter("1"), letter("2")])
    assert [each.kind for each in carry(clerk, archive)] == ["quarantined", "received"]
    (aside,) = archive.store.quarantined()
    assert "the cabinet is locked" in aside.cause
    assert topics(archive) == ["FactQuarantined", "LetterFiled", "FactReceived"]


def test_what_was_in_quarantine_is_released_with_reason_and_actor(clerk: Ledger, archive: Ledger) -> None:
    letters.broken_letters.add("1")
    clerk.take([letter("1")])
    carry(clerk, archive)
    (aside,) = archive.store.quarantined()
    (still,) = archive.take([operate("RetryQuarantined", aside.receipt, "thử lại")])
    assert still.code == "STILL_FAILS"
    letters.broken_letters.clear()
    (done,) = archive.take([operate("RetryQuarantined", aside.receipt, "đã mở tủ")])
    assert done.kind == "accepted"
    assert archive.store.quarantined() == []
    released = next(each for each in documents(archive) if each["type"] == "QuarantineReleased")
    assert released["actor"] == "vận hành"
    assert released["data"]["reason"] == "đã mở tủ"
    assert "LetterFiled" in topics(archive)
    (again,) = archive.take([operate("RetryQuarantined", aside.receipt, "lần nữa")])
    assert again.code == "NOT_IN_QUARANTINE"


def test_what_waits_behind_goes_in_its_order_and_may_be_skipped(clerk: Ledger, archive: Ledger) -> None:
    letters.broken_letters.add("1")
    clerk.take([letter("1")])
    carry(clerk, archive)
    document = json.loads(clerk.store.public_lines(0, 1)[0].body)
    later = write({**document, "id": "later/1", "sequence": 2, "data": {**document["data"], "number": "9"}})
    (outcome,) = archive.take([Delivery("fact", later, "clerk")])
    assert outcome.kind == "quarantined"
    first, second = archive.store.quarantined()
    assert first.held == second.held
    (refused,) = archive.take([operate("SkipQuarantined", second.receipt, "sai thứ tự")])
    assert refused.code == "NOT_IN_QUARANTINE"
    for aside in (first, second):
        (outcome,) = archive.take([operate("SkipQuarantined", aside.receipt, "thư trùng")])
        assert outcome.kind == "accepted"
    assert archive.store.quarantined() == []
    assert "LetterFiled" not in topics(archive)
    later = write({**document, "id": "later/2", "sequence": 3, "data": {**document["data"], "number": "10"}})
    assert [each.kind for each in archive.take([Delivery("fact", later, "clerk")])] == ["received"]


def test_what_a_ledger_says_and_none_of_its_procedures_takes_is_passed_in_the_same_transaction(clerk: Ledger) -> None:
    clerk.take([letter("1"), letter("2")])
    assert clerk.store.cursors()["from:clerk"] == 2
    assert clerk.unheard() == []
    assert topics(clerk) == ["LetterWritten", "CommandAccepted"] * 2


def hearing(clerk: Ledger) -> Ledger:
    """The clerk's ledger, with a procedure that takes what the clerk itself has said, and files it."""
    takers = Takers([letters._Procedure(write_letter=letters.write_letter, file_letter=letters.file_letter)])  # type: ignore[list-item]
    return Ledger(department="clerk", store=clerk.store, takers=takers, clock=clerk.clock)


@pytest.mark.parametrize("restarted", [False, True], ids=["from memory", "after a crash, from the store"])
def test_what_its_own_procedures_take_a_ledger_hears_once_from_itself(clerk: Ledger, restarted: bool) -> None:
    ledger = hearing(clerk)
    ledger.take([letter("1"), letter("2")])
    if restarted:
        ledger = hearing(clerk)
    assert ledger.store.cursor("from:clerk") == 0
    heard = ledger.unheard()
    assert [json.loads(each.body)["sequence"] for each in heard] == [1, 2]
    assert [outcome.kind for outcome in ledger.take(heard)] == ["received", "received"]
    assert ledger.unheard() == []  # that they were filed is said, and nobody here takes it
    assert ledger.store.cursor("from:clerk") == 4
    assert topics(ledger)[4:] == ["LetterFiled", "FactReceived"] * 2
    assert [outcome.kind for outcome in ledger.take(heard)] == ["duplicate", "duplicate"]


def test_what_was_heard_and_not_written_is_heard_again(clerk: Ledger) -> None:
    ledger = hearing(clerk)
    ledger.take([letter("1")])
    append = ledger.store.append

    def away(*ignored: object, **more: object) -> None:
        raise OperationalError("the store is away")

    ledger.store.append = away  # type: ignore[method-assign]
    with pytest.raises(OperationalError):
        ledger.take(ledger.unheard())
    ledger.store.append = append  # type: ignore[method-assign]
    assert [outcome.kind for outcome in ledger.take(ledger.unheard())] == ["received"]
    assert topics(ledger)[2:] == ["LetterFiled", "FactReceived"]


def test_own_facts_are_heard_in_portions_and_whatever_lies_between_is_read(clerk: Ledger) -> None:
    ledger = hearing(clerk)
    numbers = [str(number) for number in range(1, 8)]
    ledger.take([letter(number) for number in numbers])
    ledger._said.clear()
    filed = []
    while heard := ledger.unheard(2):
        assert len(heard) <= 2
        filed += [outcome.kind for outcome in ledger.take(heard)]
    assert filed.count("received") == 7
    ledger.save()  # that the rest was passed over could wait
    assert ledger.store.cursor("from:clerk") == ledger.sequence == 14


def test_an_alarm_rings_once_when_the_clock_has_passed_it(clerk: Ledger, archive: Ledger) -> None:
    clerk.take([letter("1")])
    carry(clerk, archive)
    carry(archive, archive)
    assert archive.ring() == []
    archive.clock.move_to(START + timedelta(days=8))  # type: ignore[attr-defined]
    assert [outcome.kind for outcome in archive.ring()] == ["rang"]
    assert archive.ring() == []
    assert topics(archive).count("FilingReviewed") == 1


def test_an_alarm_that_has_rung_and_is_set_again_for_the_same_moment_is_let_go(clerk: Ledger, archive: Ledger) -> None:
    clerk.take([letter("1")])
    carry(clerk, archive)
    carry(archive, archive)
    archive.clock.move_to(START + timedelta(days=8))  # type: ignore[attr-defined]
    (row,) = list(archive.agenda.rows.values())
    archive.ring()
    archive.agenda.rows[f"{row['name']} {row['key']}"] = row  # as a later fact would that names the same deadline
    archive.agenda._earliest = None
    assert [outcome.kind for outcome in archive.ring()] == ["duplicate"]
    assert archive.ring() == []
    assert dict(archive.agenda.rows) == {}
    assert topics(archive).count("FilingReviewed") == 1


def test_an_alarm_outlives_a_restart_and_does_not_ring_twice(clerk: Ledger, archive: Ledger) -> None:
    clerk.take([letter("1")])
    carry(clerk, archive)
    again = open_ledger("archive", store=archive.store)
    again.folding.catch_up()
    again.clock.move_to(START + timedelta(days=8))  # type: ignore[attr-defined]
    assert len(again.ring()) == 1
    third = open_ledger("archive", store=archive.store)
    third.clock.move_to(START + timedelta(days=9))  # type: ignore[attr-defined]
    third.folding.catch_up()
    assert third.ring() == []


def test_another_writer_makes_the_batch_be_judged_again(tmp_path: Path) -> None:
    path = tmp_path / "clerk.db"
    one, two = open_ledger("clerk", store=Store.sqlite(path)), open_ledger("clerk", store=Store.sqlite(path))
    one.take([letter("1")])
    (outcome,) = two.take([letter("1")])
    assert outcome.kind == "accepted"
    assert topics(two) == ["LetterWritten", "CommandAccepted", "LetterAmended", "CommandAccepted"]
    sequences = [line.sequence for line in two.store.public_lines(0, 10)]
    assert sequences == [1]


def test_recorded_time_never_goes_back(clerk: Ledger) -> None:
    clerk.take([letter("1")])
    clerk.clock.move_to(START - timedelta(hours=1))  # type: ignore[attr-defined]
    clerk.take([letter("2")])
    times = [document["time"] for document in documents(clerk)]
    assert times == sorted(times)
    assert times[-1].startswith("2021-11-01T08:00:00")


def test_a_view_is_the_same_followed_rebuilt_or_folded_anew(clerk: Ledger, archive: Ledger) -> None:
    clerk.take([letter("1"), letter("2")])
    carry(clerk, archive)
    clerk.take([Delivery("fact", line.body, "archive") for line in archive.store.public_lines(0, 1)])
    followed = dict(clerk.view("letters").rows)
    assert followed == {"1": {"text": "Kính gửi", "filed": True}, "2": {"text": "Kính gửi", "filed": False}}
    clerk.save()
    assert clerk.store.view_content("letters") == followed
    clerk.folding.rebuild("letters")
    assert dict(clerk.view("letters").rows) == followed
    assert clerk.view_at("letters").rows == followed


def test_a_view_read_as_of_a_moment_shows_what_was_known_then(clerk: Ledger) -> None:
    clerk.take([letter("1")])
    clerk.clock.move_to(START + timedelta(days=1))  # type: ignore[attr-defined]
    clerk.take([letter("2")])
    assert list(clerk.view_at("letters", START + timedelta(hours=1)).rows) == ["1"]


def test_a_view_survives_a_crash_before_it_was_saved(clerk: Ledger) -> None:
    clerk.take([letter("1")])
    assert clerk.store.view_content("letters") == {}
    again = open_ledger("clerk", store=clerk.store)
    again.folding.catch_up()
    assert list(again.view("letters").rows) == ["1"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "MALFORMED"),
        (b"\xff\xfe", "MALFORMED"),
        (b"[1,2]", "MALFORMED"),
        (b'{"a":NaN}', "MALFORMED"),
        (b"[" * 100_000, "MALFORMED"),
        (b'{"specversion":"1.0","id":"\\ud800"}', "MALFORMED"),
        (write({"x": "a" * 1_100_000}), "TOO_LARGE"),
    ],
)
def test_what_is_no_message_leaves_a_trace_and_an_answer(clerk: Ledger, body: bytes, code: str) -> None:
    (outcome,) = clerk.take([Delivery("command", body)])
    assert (outcome.kind, outcome.code) == ("rejected", code)
    assert topics(clerk) == ["MessageRejected"]
    clerk.take([Delivery("command", body)])
    assert topics(clerk) == ["MessageRejected"]


def test_a_view_whose_code_has_changed_is_folded_anew_at_the_start(clerk: Ledger) -> None:
    clerk.take([letter("1")])
    clerk.folding.catch_up()
    clerk.save()
    clerk.store.save_view("letters", {"1": {"text": "gấp bằng mã cũ", "filed": True}}, 2)
    unchanged = open_ledger("clerk", store=clerk.store)
    unchanged.folding.catch_up()
    assert unchanged.view("letters").rows["1"]["text"] == "gấp bằng mã cũ"
    clerk.store.save_view("(code)", {"letters": {"sha256": "of another release"}}, None)
    changed = open_ledger("clerk", store=clerk.store)
    changed.folding.catch_up()
    assert changed.view("letters").rows["1"]["text"] == "Kính gửi"
