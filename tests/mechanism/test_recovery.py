"""A ledger that was put back takes its own lost facts back, byte for byte, before it notes anything new."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from shared.mechanism.audit import Audit
from shared.mechanism.clock import ManualClock
from shared.mechanism.copying import copy_out
from shared.mechanism.ledger import Ledger
from shared.mechanism.reading import Book
from shared.mechanism.recovery import Conflict, recover
from shared.mechanism.store import Store
from shared.mechanism.witness import Contradicted, behind, facts_of
from tests.mechanism import letters
from tests.mechanism.letters import START, Letter, carry, documents, letter, open_ledger, operate, topics


class Running(ManualClock):
    """A clock that never says the same moment twice."""

    def now(self) -> datetime:
        self.move_to(super().now() + timedelta(milliseconds=1))
        return super().now()


@pytest.fixture(autouse=True)
def _known() -> Iterator[None]:
    with letters.known():
        letters.broken_letters.clear()
        yield


class Office:
    """Clerk and archive, which write to each other, and a witness that keeps everything."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = Running(START)
        self.clerk = self._open("clerk")
        self.archive = self._open("archive")
        self.witness = self._open("witness")
        self.witness.keeps_everything = True

    def _open(self, name: str) -> Ledger:
        return open_ledger(name, store=Store.sqlite(self.folder / f"{name}.db"), clock=self.clock)

    @property
    def ledgers(self) -> list[Ledger]:
        return [self.clerk, self.archive, self.witness]

    def books(self) -> list[Book]:
        return [
            Book(each.department, each.store, each.takers, each.folding.kinds, each.keeps_everything)
            for each in self.ledgers
        ]

    def settle(self) -> None:
        for _ in range(3):
            for sender in self.ledgers:
                for receiver in self.ledgers:
                    carry(sender, receiver, receiver.taken.get(sender.department, 0))
        for ledger in self.ledgers:
            ledger.folding.save()

    def put_back(self, name: str, copy: Path) -> Ledger:
        """As if the ledger had never gone beyond its copy."""
        self.folder = self.folder / "again"
        self.folder.mkdir()
        (self.folder / f"{name}.db").write_bytes(copy.read_bytes())
        ledger = self._open(name)
        setattr(self, name, ledger)
        return ledger


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.clerk.take([letter("1", id="first")])
    office.settle()
    return office


@pytest.fixture
def copy(office: Office, tmp_path: Path) -> Path:
    """The clerk's ledger as it was after the first letter."""
    path = tmp_path / "copy.db"
    copy_out(office.clerk.store, path)
    return path


@pytest.fixture
def gone_on(office: Office, copy: Path) -> Office:
    """Two more letters, filed, and one that was amended."""
    office.clerk.take([letter("2", id="second"), letter("3", id="third")])
    office.settle()
    office.clerk.take([letter("3", id="fourth")])
    office.settle()
    return office


def public(ledger: Ledger) -> list[tuple[int | None, bytes]]:
    return [(line.sequence, line.body) for line in ledger.store.public_lines(0, 1_000)]


def test_who_is_behind_its_witnesses_is_known_from_their_cursors(gone_on: Office, copy: Path) -> None:
    assert behind(gone_on.books()) == {}
    gone_on.put_back("clerk", copy)
    assert behind(gone_on.books()) == {"clerk": (1, 3, "witness")}


def test_the_lost_facts_come_back_byte_for_byte_and_all_ledgers_agree(gone_on: Office, copy: Path) -> None:
    before = public(gone_on.clerk)
    clerk = gone_on.put_back("clerk", copy)
    told = recover(clerk, gone_on.books())
    assert public(clerk) == before
    assert (told.first, told.last, told.in_order) == (2, 3, True)
    gone_on.settle()
    assert list(Audit(gone_on.books()).run()) == []


def test_a_private_fact_that_a_command_caused_is_lost_and_said_to_be(gone_on: Office, copy: Path) -> None:
    clerk = gone_on.put_back("clerk", copy)
    told = recover(clerk, gone_on.books())
    # The third letter was amended by a command, privately, after it was written: nobody else ever knew.
    assert "LetterAmended" not in topics(clerk)
    assert sorted(told.commands) == ["second", "third"]
    gone_on.settle()
    found = clerk.find(Letter, number="3")
    assert found is not None
    assert found.version == 2  # written, and known to be filed


def test_a_ledger_that_ran_on_without_its_facts_gets_them_all_the_same_and_the_audit_tells(
    office: Office, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.db"
    copy_out(open_ledger("clerk").store, empty)
    before = public(office.clerk)
    clerk = office.put_back("clerk", empty)
    office.settle()  # it takes what others sent, which makes no sense to it
    assert [each.type for each in clerk.store.quarantined()] == ["LetterFiled"]
    with pytest.raises(Conflict):
        recover(clerk, office.books())
    recover(clerk, office.books(), plainly=True)
    assert public(clerk) == before
    assert {each.code for each in Audit(office.books()).run()} == {"TIME_GOES_BACK"}


def test_a_command_that_comes_again_after_a_recovery_does_nothing_twice(gone_on: Office, copy: Path) -> None:
    clerk = gone_on.put_back("clerk", copy)
    recover(clerk, gone_on.books())
    (outcome,) = clerk.take([letter("2", id="second")])
    assert outcome.kind == "duplicate"
    assert outcome.reply is not None
    assert [fact["sequence"] for fact in outcome.reply["data"]["facts"]] == [2]


def test_what_it_had_decided_upon_others_facts_is_decided_again_and_not_twice(gone_on: Office, tmp_path: Path) -> None:
    empty = tmp_path / "empty.db"
    copy_out(open_ledger("archive").store, empty)
    before = public(gone_on.archive)
    archive = gone_on.put_back("archive", empty)
    told = recover(archive, gone_on.books())
    assert (told.retaken, told.adopted) == (3, 0)
    gone_on.settle()
    assert public(archive) == before
    assert list(Audit(gone_on.books()).run()) == []
    assert len(archive.agenda.rows) == 3


def test_what_was_released_from_quarantine_in_the_lost_time_is_released_again(office: Office, tmp_path: Path) -> None:
    letters.broken_letters.add("2")
    office.clerk.take([letter("2")])
    office.settle()
    (aside,) = office.archive.store.quarantined()
    copy = tmp_path / "archive-before.db"
    copy_out(office.archive.store, copy)
    letters.broken_letters.clear()
    office.archive.take([operate("RetryQuarantined", aside.receipt, "đã mở tủ")])
    office.settle()
    before = public(office.archive)
    archive = office.put_back("archive", copy)
    recover(archive, office.books())
    assert public(archive) == before
    assert archive.store.quarantined() == []
    (released,) = [each for each in documents(archive) if each["type"] == "QuarantineReleased"]
    assert (released["data"]["skipped"], released["actor"]) == (True, "hệ thống")
    office.settle()
    assert list(Audit(office.books()).run()) == []


def test_every_row_of_a_recovery_says_so_and_no_witnessed_one_does(gone_on: Office, copy: Path) -> None:
    clerk = gone_on.put_back("clerk", copy)
    height = clerk.position
    recover(clerk, gone_on.books())
    made = documents(clerk)[height:]
    assert made
    for document in made:
        assert ("recovered" in document) == ("sequence" not in document)


def test_a_decision_that_is_no_longer_the_same_is_not_put_into_the_place_of_what_went_out(
    gone_on: Office, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.db"
    copy_out(open_ledger("archive").store, empty)
    before = public(gone_on.archive)
    archive = gone_on.put_back("archive", empty)
    letters.broken_letters.add("2")  # the rule has changed meanwhile: this letter would not be filed today
    told = recover(archive, gone_on.books())
    assert (told.retaken, told.adopted) == (2, 1)
    assert public(archive) == before
    assert archive.store.quarantined() == []
    gone_on.settle()
    assert list(Audit(gone_on.books()).run()) == []


def test_another_decision_than_then_never_bears_the_number_of_what_went_out(gone_on: Office, tmp_path: Path) -> None:
    empty = tmp_path / "empty.db"
    copy_out(open_ledger("archive").store, empty)
    before = public(gone_on.archive)
    archive = gone_on.put_back("archive", empty)

    def file_elsewhere(fact: Any, ledger: Ledger) -> Iterator[letters.Filing]:
        yield letters.Filing(number=f"other-{fact.data['number']}")

    archive.takers.of["LetterWritten"] = [file_elsewhere]
    told = recover(archive, gone_on.books())
    assert (told.retaken, told.adopted) == (0, 3)
    assert public(archive) == before
    assert {json.loads(body)["subject"] for _, body in public(archive)} == {"filing/1", "filing/2", "filing/3"}


def test_adopted_plainly_the_facts_are_the_same(gone_on: Office, tmp_path: Path) -> None:
    empty = tmp_path / "empty.db"
    copy_out(open_ledger("archive").store, empty)
    before = public(gone_on.archive)
    archive = gone_on.put_back("archive", empty)
    told = recover(archive, gone_on.books(), plainly=True)
    assert (told.retaken, told.adopted, told.in_order) == (0, 3, False)
    gone_on.settle()
    assert public(archive) == before
    assert list(Audit(gone_on.books()).run()) == []


def test_witnesses_that_contradict_each_other_end_the_recovery(gone_on: Office, copy: Path) -> None:
    clerk = gone_on.put_back("clerk", copy)
    other = gone_on.books()[2]
    forged = _forged(gone_on, copy.parent / "forged")
    with pytest.raises(Contradicted, match=r"Số 2 của clerk: witness giữ .*, forger giữ"):
        recover(clerk, [other, replace(other, department="forger", store=forged)])


def _forged(office: Office, folder: Path) -> Store:
    """What a receiver holds to which the clerk's second fact was told otherwise."""
    folder.mkdir()
    liar = open_ledger("clerk", store=Store.sqlite(folder / "liar.db"))
    liar.take([letter("1", id="first"), letter("9", id="other")])
    dupe = open_ledger("witness", store=Store.sqlite(folder / "dupe.db"))
    dupe.keeps_everything = True
    carry(liar, dupe)
    return dupe.store


def test_an_altered_copy_is_no_witness(gone_on: Office, copy: Path) -> None:
    gone_on.put_back("clerk", copy)
    with closing(sqlite3.connect(copy.parent / "witness.db")) as connection, connection:
        connection.execute(
            "UPDATE stored_events SET state=CAST(REPLACE(CAST(state AS TEXT),'Kính gửi','Kính gởi') AS BLOB)"
        )
    held = facts_of("clerk", gone_on.books(), 1)
    assert [each.holder for each in held] == ["archive", "archive"]


def test_a_record_that_came_further_than_its_witness_is_a_conflict(gone_on: Office, copy: Path) -> None:
    clerk = gone_on.put_back("clerk", copy)
    clerk.take([letter("2", id="not the one that went out")])
    with closing(sqlite3.connect(gone_on.folder / "clerk.db")) as connection, connection:
        connection.execute("UPDATE journal SET sequence=NULL WHERE sequence=2")
    clerk.reload()
    with pytest.raises(Conflict):
        recover(clerk, gone_on.books())


def test_a_fact_under_a_number_that_was_used_is_recorded_as_a_contradiction(gone_on: Office, copy: Path) -> None:
    """What happens without a recovery: the numbers of the lost facts are given to others."""
    clerk = gone_on.put_back("clerk", copy)
    clerk.take([letter("8", id="eighth")])
    (line,) = clerk.store.public_lines(1, 1)
    for receiver in (gone_on.witness, gone_on.archive):
        height = receiver.position
        (outcome,) = carry(clerk, receiver, 1)
        if receiver is gone_on.witness:
            assert (outcome.kind, outcome.code) == ("rejected", "EQUIVOCATION")
            document = documents(receiver)[height]
            assert (document["type"], document["data"]["code"]) == ("MessageRejected", "EQUIVOCATION")
            assert "hai sự việc mang cùng một số" in document["data"]["message_vi"]
            carry(clerk, receiver, 1)
            assert receiver.position == height + 1  # once, however often it comes
    assert line.sequence == 2


def test_the_same_fact_with_other_bytes_is_a_contradiction_everywhere(gone_on: Office) -> None:
    (line,) = gone_on.clerk.store.public_lines(1, 1)
    altered = letters.Delivery("fact", line.body.replace("Kính".encode(), b"Kinh"), "clerk")
    for receiver in gone_on.ledgers:
        (outcome,) = receiver.take([altered])
        assert (receiver.department, outcome.code) == (receiver.department, "EQUIVOCATION")
        (outcome,) = receiver.take([letters.Delivery("fact", line.body, "clerk")])
        assert outcome.kind == "duplicate"
