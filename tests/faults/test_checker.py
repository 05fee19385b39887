"""What is planted in the tables is found: whatever is missing, doubled, out of order, altered, or without its trace."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from services import PLACES
from shared.mechanism.ledger import Delivery
from tests.console.conftest import OnDisk
from tests.faults.campaign import takes
from tests.faults.checker import Answered, Expected, Finding, Sqlite, check, read, shortened
from tests.faults.rounds import BY_THE_CLOCK, CORRESPONDENCE
from tests.stories.sample_round import SampleRound, entries

NOT_COMPARED = BY_THE_CLOCK | CORRESPONDENCE
GARBAGE = b"khong phai JSON"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Expected]:
    """Part of a round in files, as the services leave it, and what the checker is to expect of it."""
    folder = tmp_path_factory.mktemp("whole")
    province = OnDisk(folder)
    sample = SampleRound(province)
    sample.open()
    accepted = sample.submit("SYT", id="nop-lan-dau")
    late = {"year": 2021, "agency": "SYT", "entries": entries()}
    refused = sample.refused("SubmitAssessment", late, agency="SXD", id="nop-thay")
    for agency in ("SNV", "SXD", "HOIAN", "TAMKY"):
        sample.submit(agency)
    sample.self_scoring_closes()
    sample.appraise_all()
    province.deliver("noi_vu", Delivery("command", GARBAGE))
    province.close()
    said: Counter[tuple[str, str, str]] = Counter()
    for name in PLACES:
        said.update(read(Sqlite(name, folder / f"{name}.db"), NOT_COMPARED).said)
    commands = [
        Answered("noi_vu", "nop-lan-dau", facts=tuple(each["id"] for each in accepted["facts"])),
        Answered("noi_vu", "nop-thay", code=refused),
    ]
    rejected = [("noi_vu", hashlib.sha256(GARBAGE).hexdigest())]
    return folder, Expected({name: takes(name) for name in PLACES}, commands, rejected, said, NOT_COMPARED)


class Planted:
    """A copy of those files that can be harmed."""

    def __init__(self, folder: Path, expected: Expected) -> None:
        self.folder, self.expected = folder, expected

    def harm(self, name: str, sql: str, *parameters: Any) -> None:
        """Changes at least one row."""
        with closing(sqlite3.connect(self.folder / f"{name}.db")) as connection, connection:
            assert connection.execute(sql, parameters).rowcount > 0, sql

    def ask(self, name: str, sql: str, *parameters: Any) -> Any:
        with closing(sqlite3.connect(self.folder / f"{name}.db")) as connection:
            return connection.execute(sql, parameters).fetchone()

    def state(self, name: str, position: int, change: Callable[[dict[str, Any]], None]) -> None:
        """Changes what a row says, in place."""
        (stored,) = self.ask(name, "SELECT state FROM stored_events WHERE rowid=?", position)
        document = json.loads(stored)
        change(document)
        written = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
        self.harm(name, "UPDATE stored_events SET state=? WHERE rowid=?", written, position)

    def find(self, **changes: Any) -> list[Finding]:
        databases = [Sqlite(name, self.folder / f"{name}.db") for name in PLACES]
        return check(databases, replace(self.expected, **changes))

    def codes(self, **changes: Any) -> set[tuple[str, str]]:
        return {(each.code, each.department) for each in self.find(**changes)}


@pytest.fixture
def planted(whole: tuple[Path, Expected], tmp_path: Path) -> Planted:
    folder, expected = whole
    shutil.copytree(folder, tmp_path / "data")
    return Planted(tmp_path / "data", expected)


def last_receipt(planted: Planted, name: str, sender: str) -> int:
    """The position of the last receipt of that sender's."""
    (position,) = planted.ask(
        name,
        "SELECT MAX(j.position) FROM journal j JOIN stored_events e ON e.rowid=j.position WHERE j.topic='FactReceived'"
        " AND json_extract(CAST(e.state AS TEXT), '$.data.source') = ?",
        f"/quang-nam/{sender}",
    )
    return int(position)


def test_where_nothing_is_wrong_nothing_is_found(planted: Planted) -> None:
    assert shortened(planted.find()) == []


def test_a_receipt_that_is_gone_is_missing(planted: Planted) -> None:
    position = last_receipt(planted, "tu_phap", "noi_vu")
    planted.harm("tu_phap", "DELETE FROM stored_events WHERE rowid=?", position)
    planted.harm("tu_phap", "DELETE FROM journal WHERE position=?", position)
    assert {("MISSING", "tu_phap"), ("HOLE", "tu_phap"), ("NO_CAUSE", "tu_phap")} <= planted.codes()


def test_a_row_without_its_body_is_missing(planted: Planted) -> None:
    planted.harm("kh_cn", "DELETE FROM stored_events WHERE rowid=5")
    assert ("MISSING", "kh_cn") in planted.codes()


def test_a_row_that_no_line_speaks_of_is_found(planted: Planted) -> None:
    planted.harm(
        "kh_cn",
        "INSERT INTO stored_events SELECT 'ab' || SUBSTR(originator_id, 3), originator_version, topic, state"
        " FROM stored_events LIMIT 1",
    )
    assert ("NOT_LISTED", "kh_cn") in planted.codes()


def test_a_row_that_was_given_to_another_record_is_altered(planted: Planted) -> None:
    planted.harm("kh_cn", "UPDATE stored_events SET originator_id='ab' || SUBSTR(originator_id, 3) WHERE rowid=5")
    assert planted.codes() == {("ALTERED", "kh_cn")}


def test_a_row_that_was_moved_is_missing_in_its_place(planted: Planted) -> None:
    planted.harm("kh_cn", "UPDATE stored_events SET rowid=999999 WHERE rowid=5")
    assert {("NOT_LISTED", "kh_cn"), ("MISSING", "kh_cn")} <= planted.codes()


def test_a_fact_that_was_taken_twice_is_doubled(planted: Planted) -> None:
    position = last_receipt(planted, "portal", "kh_cn")
    (last,) = planted.ask("portal", "SELECT MAX(position) FROM journal")
    planted.harm(
        "portal",
        "INSERT INTO stored_events SELECT originator_id, 2, topic, state FROM stored_events WHERE rowid=?",
        position,
    )
    planted.harm(
        "portal",
        "INSERT INTO journal SELECT ?, sequence, topic, time, message, type, subject, case_id, correlation, causation,"
        " agency, actor, law, leaf FROM journal WHERE position=?",
        last + 1,
        position,
    )
    found = [str(each) for each in planted.find() if each.code == "DOUBLED"]
    assert any("of kh_cn stands 2 times" in each for each in found)


def test_two_receipts_that_changed_places_are_a_disorder(planted: Planted) -> None:
    one = last_receipt(planted, "portal", "kh_cn")
    for table, number in (("journal", "position"), ("stored_events", "rowid")):
        planted.harm("portal", f"UPDATE {table} SET {number}=-1 WHERE {number}=?", one)
        planted.harm("portal", f"UPDATE {table} SET {number}=? WHERE {number}=1", one)
        planted.harm("portal", f"UPDATE {table} SET {number}=1 WHERE {number}=-1")
    assert ("DISORDER", "portal") in planted.codes()


def test_public_facts_that_changed_numbers_are_a_disorder(planted: Planted) -> None:
    planted.harm("noi_vu", "UPDATE journal SET sequence=-1 WHERE sequence=1")
    planted.harm("noi_vu", "UPDATE journal SET sequence=1 WHERE sequence=2")
    planted.harm("noi_vu", "UPDATE journal SET sequence=2 WHERE sequence=-1")
    assert {("DISORDER", "noi_vu"), ("ALTERED", "noi_vu")} <= planted.codes()


def test_a_changed_byte_in_a_receipt_is_found_at_the_receiver(planted: Planted) -> None:
    position = last_receipt(planted, "portal", "noi_vu")
    planted.state("portal", position, lambda document: document["data"]["message"].update(actor="Người khác"))
    assert planted.codes() == {("ALTERED", "portal")}


def test_a_changed_fact_is_found_by_all_who_hold_it(planted: Planted) -> None:
    (position,) = planted.ask("noi_vu", "SELECT position FROM journal WHERE topic='RoundOpened'")
    planted.state("noi_vu", position, lambda document: document["data"].update(title="Đợt khác"))
    codes = planted.codes()
    assert {("ALTERED", name) for name in ("portal", "tu_phap", "vp_ubnd")} <= codes
    assert {("NOT_SAID", "noi_vu"), ("SAID_BESIDE", "noi_vu")} <= codes


def test_a_lost_last_fact_of_a_sender_is_invented_at_its_receivers(planted: Planted) -> None:
    (last,) = planted.ask("kh_cn", "SELECT MAX(sequence) FROM journal")
    planted.harm("kh_cn", "UPDATE journal SET sequence=NULL WHERE sequence=?", last)
    assert {("INVENTED", "portal"), ("CURSOR", "portal"), ("NOT_SAID", "kh_cn")} <= planted.codes()


@pytest.mark.parametrize("cursor", ["from:noi_vu", "relay", "view:organisation"])
def test_a_cursor_that_stands_elsewhere_is_found(planted: Planted, cursor: str) -> None:
    name = "portal" if cursor != "relay" else "tt_tt"
    planted.harm(name, "UPDATE tracking SET notification_id=notification_id-1 WHERE application_name=?", cursor)
    assert planted.codes() == {("CURSOR", name)}


def test_a_consequence_that_is_not_there_is_found(planted: Planted) -> None:
    (position,) = planted.ask(
        "noi_vu", "SELECT position FROM journal WHERE message='nop-lan-dau' AND topic='CommandAccepted'"
    )
    planted.state("noi_vu", position, lambda document: document["data"]["facts"].append({"id": "không có/1"}))
    assert planted.codes() == {("NO_CONSEQUENCE", "noi_vu")}


def test_a_fact_without_a_cause_is_found(planted: Planted) -> None:
    (position,) = planted.ask("noi_vu", "SELECT position FROM journal WHERE topic='AssessmentSubmitted' LIMIT 1")
    planted.state("noi_vu", position, lambda document: document.update(causation="ai đó"))
    assert ("NO_CAUSE", "noi_vu") in planted.codes()


def test_a_time_that_goes_back_is_a_disorder(planted: Planted) -> None:
    planted.harm("tt_tt", "UPDATE journal SET time='2021-01-01T00:00:00+07:00' WHERE position=5")
    assert planted.codes() == {("DISORDER", "tt_tt")}


def test_what_waits_in_quarantine_and_what_was_lost_is_told(planted: Planted) -> None:
    planted.harm("tt_tt", "INSERT INTO set_aside VALUES ('r', 1, 'noi_vu', 'm', 'RoundOpened', '', 'lỗi', 'open')")
    (position,) = planted.ask("kh_cn", "SELECT MIN(position) FROM journal WHERE sequence IS NULL")
    planted.harm("kh_cn", "UPDATE journal SET topic='FactLost' WHERE position=?", position)
    planted.harm("kh_cn", "UPDATE stored_events SET topic='FactLost' WHERE rowid=?", position)
    assert {("WAITING", "tt_tt"), ("LOST", "kh_cn")} <= planted.codes()


def test_an_answer_that_no_row_bears_out_is_found(planted: Planted) -> None:
    others = [
        Answered("noi_vu", "không ai gửi"),
        Answered("noi_vu", "nop-lan-dau", facts=("khác/1",)),
        Answered("noi_vu", "nop-thay", code="ALREADY_SUBMITTED"),
        Answered("noi_vu", "nop-lan-dau", code="NOT_AUTHORISED"),
    ]
    codes = [each.code for each in planted.find(commands=others)]
    assert sorted(codes) == ["NO_CONSEQUENCE", "NO_TRACE", "NO_TRACE", "NO_TRACE"]


def test_poison_without_a_trace_is_found(planted: Planted) -> None:
    assert planted.codes(rejected=[("kh_cn", planted.expected.rejected[0][1])]) == {("NO_TRACE", "kh_cn")}


def test_a_result_that_differs_from_the_undisturbed_one_is_found(planted: Planted) -> None:
    said = planted.expected.said.copy()
    sender, name, content = next(each for each in said if each[1] == "AppraisalCompleted")
    said[sender, name, content] -= 1
    said[sender, name, content.replace("2021", "2020")] += 1
    assert planted.codes(said=said) == {("NOT_SAID", sender), ("SAID_BESIDE", sender)}


def test_it_imports_nothing_of_what_it_checks() -> None:
    source = (Path(__file__).parent / "checker.py").read_text(encoding="utf-8")
    imports = [line for line in source.splitlines() if line.startswith(("import ", "from "))]
    assert [line for line in imports if line.split()[1].split(".")[0] in {"shared", "services", "schemas"}] == []
    assert len(imports) > 5
