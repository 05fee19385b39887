"""``phoihop doctor``: what lacks, came twice, came in the wrong order, or is stuck."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from shared.mechanism.clock import FileClock
from tests.console.conftest import KEEPERS, Damage, Phoihop

pytestmark = pytest.mark.usefixtures("data")


def rows(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def complaints(phoihop: Phoihop) -> Any:
    """(code, department) of everything that is wrong; and the doctor's exit says the same."""

    def look(*words: str) -> set[tuple[str, str]]:
        result = phoihop("doctor", "--wait", "0", "--json", *words)
        found = {(row["complaint"], row["department"]) for row in rows(result) if "complaint" in row}
        assert result.exit_code == (1 if found else 0), result.output
        return found

    return look


def test_a_round_that_came_to_its_end_is_healthy(phoihop: Phoihop, complaints: Any) -> None:
    assert complaints() == set()
    result = phoihop("doctor", "--wait", "0")
    assert result.exit_code == 0
    assert "Ổn: không thiếu, không trùng, đúng thứ tự, không tắc." in result.output
    told = rows(phoihop("doctor", "--json"))
    assert [each["department"] for each in told if "department" in each] == list(KEEPERS)
    pairs = [each for each in told if "pair" in each]
    assert len(pairs) == len(KEEPERS) ** 2
    assert {each["missing"] for each in pairs} == {0}


def test_what_a_receiver_lacks_is_told_for_the_pair(phoihop: Phoihop, behind: Damage) -> None:
    behind("kh_cn", "UPDATE tracking SET notification_id=notification_id-3 WHERE application_name='from:noi_vu'")
    result = phoihop("doctor", "--wait", "0")
    assert result.exit_code == 1
    assert "kh_cn MISSING Thiếu 3 công văn của noi_vu (đã nhận đến 68, bên gửi có 71)." in result.output
    assert "68/71" in result.output
    pair = next(
        each for each in rows(phoihop("doctor", "--wait", "0", "--json")) if each.get("pair") == "noi_vu → kh_cn"
    )
    assert (pair["sent"], pair["taken"], pair["missing"]) == (71, 68, 3)


def test_a_sender_whose_tail_was_cut_off_is_told(complaints: Any, behind: Damage) -> None:
    behind(
        "tai_chinh",
        "DELETE FROM stored_events WHERE rowid IN (SELECT position FROM journal WHERE sequence=12)",
        "DELETE FROM journal WHERE sequence=12",
    )
    found = complaints()
    assert {("SENDER_LACKS", name) for name in KEEPERS} <= found
    assert {("CURSOR_BEYOND", "tai_chinh"), ("POSITION_GAP", "tai_chinh")} <= found


@pytest.mark.parametrize(
    ("department", "statement", "complaint"),
    [
        ("noi_vu", "UPDATE tracking SET notification_id=60 WHERE application_name='relay'", "RELAY_PENDING"),
        ("noi_vu", "UPDATE tracking SET notification_id=9 WHERE application_name='view:round_progress'", "VIEW_BEHIND"),
        ("noi_vu", "UPDATE tracking SET notification_id=9999 WHERE application_name='view:agenda'", "CURSOR_BEYOND"),
        ("noi_vu", "UPDATE tracking SET notification_id=9999 WHERE application_name='relay'", "CURSOR_BEYOND"),
        ("tu_phap", "DELETE FROM journal WHERE position=5", "POSITION_GAP"),
        ("tu_phap", "DELETE FROM stored_events WHERE topic='CommandAccepted'", "ROW_NOT_LISTED"),
        ("tu_phap", "UPDATE journal SET sequence=99 WHERE sequence=10", "SEQUENCE_GAP"),
        ("tu_phap", "UPDATE journal SET time='2021-01-01T00:00:00+07:00' WHERE position=20", "TIME_GOES_BACK"),
        (
            "tu_phap",
            "UPDATE journal SET time='2999-01-01T00:00:00+07:00' WHERE position=(SELECT MAX(position) FROM journal)",
            "CLOCK_BEHIND",
        ),
        ("portal", "UPDATE journal SET topic='Other' WHERE position=9", "RECEIPT_MISSING"),
        ("portal", "UPDATE tracking SET notification_id=9 WHERE application_name='from:kh_cn'", "RECEIPT_DOUBLED"),
    ],
)
def test_each_kind_of_trouble_has_its_complaint(
    complaints: Any, behind: Damage, department: str, statement: str, complaint: str
) -> None:
    behind(department, statement)
    assert (complaint, department) in complaints()


# Each kind of damage, done by somebody who has the file and not the program; told with its place


def body_at(position: int) -> str:
    return f"rowid={position}"


def place(data: Path, department: str, where: str, column: str = "position") -> Any:
    connection = sqlite3.connect(data / f"{department}.db")
    try:
        (found,) = connection.execute(
            f"SELECT {column} FROM journal WHERE {where} ORDER BY position LIMIT 1"
        ).fetchone()
    finally:
        connection.close()
    return found


@pytest.fixture
def told(phoihop: Phoihop) -> Any:
    """(code, department, position, record) of everything that is wrong."""

    def look() -> set[tuple[str, str, int | None, str]]:
        result = phoihop("doctor", "--wait", "0", "--json")
        found = [row for row in rows(result) if "complaint" in row]
        assert result.exit_code == (1 if found else 0), result.output
        return {(row["code"], row["department"], row["position"], row["record"]) for row in found}

    return look


RECEIVED = "topic='FactReceived' AND type='RoundOpened'"


def test_a_fact_that_a_receiver_lost_is_named(told: Any, behind: Damage, data: Path) -> None:
    at = place(data, "portal", RECEIVED)
    behind("portal", f"DELETE FROM stored_events WHERE {body_at(at)}", f"DELETE FROM journal WHERE position={at}")
    assert {("RECEIPT_MISSING", "portal", None, "scoring_round/2021"), ("POSITION_GAP", "portal", at, "")} <= told()


def test_a_fact_that_was_taken_twice_is_named(told: Any, behind: Damage, data: Path) -> None:
    at, end = place(data, "portal", RECEIVED), place(data, "portal", "1=1", "MAX(position)") + 1
    behind(
        "portal",
        "INSERT INTO stored_events SELECT 'ab'||substr(originator_id,3), originator_version, topic, state"
        f" FROM stored_events WHERE {body_at(at)}",
        f"INSERT INTO journal SELECT {end}, sequence, topic, time, message, type, subject, case_id, correlation,"
        f" causation, agency, actor, law, leaf FROM journal WHERE position={at}",
    )
    assert ("RECEIPT_DOUBLED", "portal", end, "scoring_round/2021") in told()


def test_facts_that_stand_in_the_wrong_order_are_named(told: Any, behind: Damage, data: Path) -> None:
    one = place(data, "portal", RECEIVED)
    where = f"topic='FactReceived' AND position>{one} AND message IN (SELECT message FROM journal)"
    other = place(data, "portal", where)
    behind(
        "portal",
        *(
            f"UPDATE {table} SET {number}={new} WHERE {number}={old}"
            for table, number in (("journal", "position"), ("stored_events", "rowid"))
            for old, new in ((one, -1), (other, one), (-1, other))
        ),
    )
    assert ("RECEIPT_OUT_OF_ORDER", "portal", other, "scoring_round/2021") in told()


def test_bytes_that_were_altered_at_the_sender_are_named_there_and_at_every_receiver(
    told: Any, behind: Damage, data: Path
) -> None:
    at = place(data, "noi_vu", "topic='RoundOpened'")
    behind(
        "noi_vu",
        f"UPDATE stored_events SET state=CAST(REPLACE(CAST(state AS TEXT),'2021','2020') AS BLOB) WHERE {body_at(at)}",
    )
    found = told()
    assert ("ROW_EDITED", "noi_vu", at, "scoring_round/2021") in found
    receivers = {department for code, department, _, _ in found if code == "RECEIPT_DIFFERS"}
    assert "portal" in receivers


def test_bytes_that_were_altered_in_a_receipt_are_named_there(told: Any, behind: Damage, data: Path) -> None:
    at = place(data, "portal", RECEIVED)
    behind(
        "portal",
        "UPDATE stored_events SET state=CAST(REPLACE(CAST(state AS TEXT),'\"year\":2021','\"year\":2022') AS BLOB)"
        f" WHERE {body_at(at)}",
    )
    found = told()
    assert {
        ("ROW_EDITED", "portal", at, "scoring_round/2021"),
        ("RECEIPT_DIFFERS", "portal", at, "scoring_round/2021"),
    } <= found
    assert {department for _, department, _, _ in found} == {"portal"}


def test_the_place_is_told_to_people_too(phoihop: Phoihop, behind: Damage, data: Path) -> None:
    at = place(data, "vp_ubnd", "topic='ResultsDecided'")
    behind("vp_ubnd", f"UPDATE journal SET actor='người khác' WHERE position={at}")
    assert f"(vị trí {at}, decision/2021)" in phoihop("doctor", "--wait", "0").output


def test_a_row_that_was_deleted_is_named(told: Any, behind: Damage, data: Path) -> None:
    at = place(data, "tu_phap", "topic='CommandAccepted'")
    behind("tu_phap", f"DELETE FROM stored_events WHERE {body_at(at)}")
    assert ("ROW_MISSING", "tu_phap", at) in {each[:3] for each in told()}


def test_a_row_that_was_slipped_in_is_named(told: Any, behind: Damage) -> None:
    behind("tu_phap", f"INSERT INTO stored_events VALUES ('{'ab' * 16}', 1, 'CriterionAppraised', x'7b7d')")
    assert told() == {("ROW_NOT_LISTED", "tu_phap", None, "abababab-abab-abab-abab-abababababab")}


def test_a_journal_line_that_was_altered_is_named(told: Any, behind: Damage, data: Path) -> None:
    at = place(data, "vp_ubnd", "topic='ResultsDecided'")
    behind("vp_ubnd", f"UPDATE journal SET actor='người khác' WHERE position={at}")
    assert {each[:3] for each in told()} == {("LINE_DISAGREES", "vp_ubnd", at)}


@pytest.mark.parametrize(("number", "code"), [(3, "CURSOR_BEHIND"), (9_999, "CURSOR_BEYOND")])
def test_a_cursor_that_stands_elsewhere_is_named(told: Any, behind: Damage, number: int, code: str) -> None:
    behind("portal", f"UPDATE tracking SET notification_id={number} WHERE application_name='from:noi_vu'")
    assert (code, "portal", None, "from:noi_vu") in told()


def test_a_view_that_was_altered_is_named_with_its_row(told: Any, behind: Damage) -> None:
    behind(
        "noi_vu",
        "UPDATE view_rows SET content=REPLACE(content,'published','submitted') WHERE view='round_progress'"
        " AND key='2021/SYT'",
    )
    assert told() == {("VIEW_DIFFERS", "noi_vu", None, "2021/SYT")}


def test_a_view_that_is_stuck_is_named(told: Any, behind: Damage) -> None:
    behind("noi_vu", "UPDATE tracking SET notification_id=9 WHERE application_name='view:round_progress'")
    assert ("VIEW_BEHIND", "noi_vu") in {each[:2] for each in told()}


def test_a_gap_in_the_positions_is_named(told: Any, behind: Damage, data: Path) -> None:
    end = place(data, "kh_cn", "1=1", "MAX(position)")
    behind("kh_cn", f"UPDATE journal SET position={end + 5} WHERE position={end}")
    assert ("POSITION_GAP", "kh_cn", end, "") in told()


def test_two_facts_under_one_number_are_named(told: Any, behind: Damage) -> None:
    """The sender's ledger was put back and went on: under numbers that others know, it holds something else."""
    behind(
        "tai_chinh",
        "UPDATE journal SET sequence=-1 WHERE sequence=11",
        "UPDATE journal SET sequence=11 WHERE sequence=12",
        "UPDATE journal SET sequence=12 WHERE sequence=-1",
    )
    found = {(code, department) for code, department, _, _ in told()}
    assert ("EQUIVOCATION", "portal") in found
    assert ("EQUIVOCATION", "noi_vu") in found


def test_quarantine_is_told_with_its_cause_and_listed(phoihop: Phoihop, complaints: Any, behind: Damage) -> None:
    assert phoihop("quarantine", "list").output == "Không có thông điệp nào đang cách ly.\n"
    behind(
        "tt_tt",
        "INSERT INTO set_aside VALUES ('r', 7, 'noi_vu', 'm-1', 'AppraisalRequested', '', 'KeyError: STTTT', 'open')",
        "INSERT INTO set_aside VALUES ('r-2', 8, 'noi_vu', 'm-2', 'AppraisalRequested', '', 'KeyError: X', 'skipped')",
    )
    assert complaints("--quick") == {("QUARANTINE", "tt_tt")}
    assert complaints() == {("QUARANTINE", "tt_tt"), ("QUARANTINE_DISAGREES", "tt_tt")}  # set aside, and never received
    text = phoihop("doctor", "--wait", "0").output
    assert "AppraisalRequested của noi_vu: KeyError: STTTT" in text
    assert "(1 cách ly)" in text
    told = rows(phoihop("doctor", "--wait", "0", "--quick", "--json"))
    assert {each["pair"]: each["aside"] for each in told if "pair" in each and each["aside"]} == {"noi_vu → tt_tt": 1}
    (row,) = rows(phoihop("quarantine", "list", "--json"))
    assert (row["department"], row["message"], row["cause"]) == ("tt_tt", "m-1", "KeyError: STTTT")
    text = phoihop("quarantine").output
    assert "KeyError: STTTT" in text
    assert "đang chờ" in text
    assert len(rows(phoihop("quarantine", "list", "--all", "--json"))) == 2
    assert rows(phoihop("quarantine", "list", "--department", "noi_vu", "--json")) == []


def test_a_ledger_that_is_not_there_is_told_and_not_made(phoihop: Phoihop, complaints: Any, data: Path) -> None:
    (data / "vp_ubnd.db").unlink()
    assert complaints() == {("LEDGER_MISSING", "vp_ubnd")}
    assert "không thấy tệp" in phoihop("doctor", "--wait", "0").output
    assert not (data / "vp_ubnd.db").exists()


def test_what_is_on_its_way_is_waited_for(phoihop: Phoihop, behind: Damage, monkeypatch: pytest.MonkeyPatch) -> None:
    behind("kh_cn", "UPDATE tracking SET notification_id=70 WHERE application_name='from:noi_vu'")

    def arrives(seconds: float) -> None:
        behind("kh_cn", "UPDATE tracking SET notification_id=71 WHERE application_name='from:noi_vu'")

    monkeypatch.setattr("services.console.doctor.sleep", arrives)
    assert phoihop("doctor", "--wait", "30").exit_code == 0


def test_the_demonstrations_clock_is_the_provinces_clock(phoihop: Phoihop, complaints: Any, data: Path) -> None:
    from datetime import datetime

    from shared.mechanism.clock import ICT

    FileClock(data / "clock").move_to(datetime(2022, 1, 2, tzinfo=ICT))
    assert complaints() == set()
    assert "(đồng hồ trình diễn)" in phoihop("doctor").output
    FileClock(data / "clock").move_to(datetime(2021, 12, 31, tzinfo=ICT))
    assert {code for code, _ in complaints()} == {"CLOCK_BEHIND"}


def test_a_broker_that_is_not_there_is_told(complaints: Any, monkeypatch: pytest.MonkeyPatch, unused_port: int) -> None:
    monkeypatch.setenv("PHOIHOP_BUS", f"amqp://noi_vu:x@127.0.0.1:{unused_port}/phoihop")
    assert complaints() == {("BROKER", "")}


@pytest.fixture
def unused_port() -> int:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
