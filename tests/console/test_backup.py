"""``phoihop backup``, ``restore``, ``drill``: a lost ledger comes back whole, and says what did not come back."""

from __future__ import annotations

import json
import shutil
import sqlite3
import urllib.error
import urllib.request
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from services import PLACES
from services.console import folder, keeping
from services.console.backup import back_up
from shared.mechanism.settings import Settings
from tests.console.conftest import KEEPERS, Damage, OnDisk, Phoihop
from tests.console.running import free_port, services_up, wait_for
from tests.console.running import phoihop as running_phoihop
from tests.stories.sample_round import SampleRound

PUBLIC = "SELECT sequence, message, leaf FROM journal WHERE sequence IS NOT NULL ORDER BY sequence"


def rows(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def read(path: Path, sql: str) -> list[Any]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def lose(data: Path, *departments: str) -> None:
    for name in departments:
        for path in data.glob(f"{name}.db*"):
            path.unlink()


@pytest.fixture
def backup(data: Path, phoihop: Phoihop) -> Path:
    """A backup of the finished round."""
    result = phoihop("backup", "--json")
    assert result.exit_code == 0, result.output
    return Path(rows(result)[0]["backup"])


# A round that went on after its backup


@pytest.fixture(scope="session")
def _went_on(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round, with a backup from each of three moments."""
    home = tmp_path_factory.mktemp("went-on")
    province = OnDisk(home / "data")
    sample = SampleRound(province)

    def keep(name: str) -> None:
        for each in KEEPERS:
            province.ledger(each).folding.save()
        made, _ = back_up(Settings(data=home / "data"), KEEPERS, home / "data-backups")
        made.rename(made.with_name(name))

    keep("founded")
    sample.open()
    keep("opened")
    sample.submit("SYT", {"4.1": "9.5"})
    for agency in ("SNV", "SXD", "HOIAN", "TAMKY"):
        sample.submit(agency)
    sample.self_scoring_closes()
    keep("closed")
    sample.appraise_all(adjusted={"SYT": {"4.1": ("8.5", "Thiếu báo cáo quyết toán.")}})
    sample.explanation_opens()
    sample.explain("SYT", "4.1")
    sample.reappraise("STC", "SYT", {"criterion": "4.1", "verdict": "adjusted", "score": "9", "reason": "Đã bổ sung."})
    province.close()
    return home


@pytest.fixture
def went_on(_went_on: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Its ledgers, in a data folder with the three backups beside it."""
    home = tmp_path / "went-on"
    shutil.copytree(_went_on, home)
    for name in ("PHOIHOP_BUS", "PHOIHOP_STORE", "PHOIHOP_CLOCK", "PHOIHOP_BACKUPS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PHOIHOP_DATA", str(home / "data"))
    return home / "data"


# Backup


def test_a_backup_says_of_each_ledger_what_it_holds_and_bears_its_hash(backup: Path, data: Path) -> None:
    manifest = keeping.Manifest.read(backup)
    assert [each.department for each in manifest.ledgers] == list(KEEPERS)
    assert manifest.missing == {}
    for each in manifest.ledgers:
        assert read(backup / each.file, "SELECT MAX(position), MAX(sequence), MAX(time) FROM journal") == [
            (each.position, each.sequence or None, each.last)
        ]
        assert len(each.sha256) == 64
    assert {path.name for path in backup.iterdir()} == {"manifest.json", *(each.file for each in manifest.ledgers)}
    assert backup.stat().st_mode & 0o777 == 0o700
    assert backup.parent == data.parent / "data-backups"


def test_a_backup_is_taken_while_the_ledger_is_written(data: Path, phoihop: Phoihop) -> None:
    writer = sqlite3.connect(data / "noi_vu.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("INSERT INTO duplicates VALUES ('being written', 1, '')")
    try:
        result = phoihop("backup", "--department", "noi_vu", "--json")
    finally:
        writer.execute("COMMIT")
        writer.close()
    assert result.exit_code == 0, result.output
    (kept,) = rows(result)
    assert read(Path(kept["backup"]) / "noi_vu.db", "SELECT * FROM duplicates WHERE message='being written'") == []


def test_a_ledger_that_is_not_there_is_said_to_be_missing_from_the_backup(data: Path, phoihop: Phoihop) -> None:
    lose(data, "kh_cn")
    result = phoihop("backup")
    assert result.exit_code == 1
    assert "Thiếu: Chưa có sổ của kh_cn" in result.output
    result = phoihop("drill", "--json")
    assert (result.exit_code, [each["code"] for each in rows(result)[0]["findings"]]) == (1, ["LEDGER_MISSING"])


def test_an_interrupted_backup_leaves_none(data: Path, phoihop: Phoihop, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*told: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("services.console.backup.copy_out", full)
    result = phoihop("backup")
    assert (result.exit_code, list((data.parent / "data-backups").iterdir())) == (1, [])


# Restore


@pytest.mark.parametrize("moment", ["founded", "opened", "closed"])
@pytest.mark.parametrize("department", KEEPERS)
def test_a_lost_ledger_comes_back_with_every_fact_that_it_had_sent(
    went_on: Path, phoihop: Phoihop, department: str, moment: str
) -> None:
    before = read(went_on / f"{department}.db", PUBLIC)
    lose(went_on, department)
    result = phoihop("restore", moment, "--department", department, "--json")
    (told,) = rows(result)
    lost = (told["recovered"] or {}).get("lost", [])
    # A command noted something privately before its public facts: only the ledger itself had kept it.
    assert bool(lost) == (department == "tai_chinh" or (department, moment) == ("noi_vu", "founded"))
    assert (told["recovered"] or {"in_order": True})["in_order"]
    assert result.exit_code == (3 if lost else 0), result.output
    assert read(went_on / f"{department}.db", PUBLIC) == before
    checked = phoihop("doctor", "--wait", "0", "--json")
    wrong = {row["complaint"] for row in rows(checked) if "complaint" in row}
    assert wrong <= {"MISSING", "RELAY_PENDING"}  # what it will ask for again, and send again, when it runs


def test_the_round_goes_on_and_ends_as_if_nothing_had_been_lost(went_on: Path, phoihop: Phoihop) -> None:
    for department in ("noi_vu", "tai_chinh"):
        lose(went_on, department)
        assert phoihop("restore", "closed", "--department", department).exit_code in (0, 3)
    province = OnDisk(went_on)
    sample = SampleRound(province)
    province.clock.move_to(_last(province))
    province.settle()
    assert province.quarantined() == []
    sample.survey()
    sample.explanation_closes()
    sample.propose()
    sample.submit_results()
    sample.decide()
    assert province.quarantined() == []
    (row,) = [row for key, row in province.view("noi_vu", "round_progress").rows.items() if key == "2021/SYT"]
    assert (row["state"], row["percent"]) == ("published", "91.50")
    province.close()
    assert phoihop("replay", "--check").exit_code == 0, phoihop("replay", "--check").output


def _last(province: OnDisk) -> datetime:
    return max(datetime.fromisoformat(province.ledger(name).store.last()[2]) for name in KEEPERS)


def test_all_ledgers_of_one_backup_come_back_together(went_on: Path, phoihop: Phoihop) -> None:
    lose(went_on, *KEEPERS)
    result = phoihop("restore", "closed")
    assert result.exit_code == 0, result.output
    assert phoihop("replay", "--check").exit_code == 0


def test_private_facts_that_nobody_else_holds_are_listed_and_leave_a_mark(went_on: Path, phoihop: Phoihop) -> None:
    lose(went_on, "tai_chinh")
    result = phoihop("restore", "closed", "--department", "tai_chinh")
    assert result.exit_code == 3
    assert "MẤT 1 sự việc riêng, không sổ nào khác giữ: appraisal/2021/SYT/STC phiên bản" in result.output
    (mark,) = rows(phoihop("history", "--type", "FactLost", "--json"))
    assert mark["subject"] == "appraisal/2021/SYT/STC"
    assert "sự việc riêng đã mất" in phoihop("history", "--type", "FactLost").output.lower()


def test_a_ledger_that_is_newer_than_the_backup_is_not_overwritten(went_on: Path, phoihop: Phoihop) -> None:
    before = (went_on / "noi_vu.db").read_bytes()
    result = phoihop("restore", "closed", "--department", "noi_vu")
    assert result.exit_code == 1
    assert "Sổ hiện có của noi_vu mới hơn bản sao" in result.output
    assert (went_on / "noi_vu.db").read_bytes() == before
    result = phoihop("restore", "closed", "--department", "noi_vu", "--force", "--json")
    assert result.exit_code == 0, result.output
    aside = Path(rows(result)[0]["kept_aside"])
    assert read(aside, PUBLIC) == read(went_on / "noi_vu.db", PUBLIC)


def test_a_ledger_that_holds_what_the_backup_lacks_is_not_overwritten(
    backup: Path, data: Path, phoihop: Phoihop, behind: Damage
) -> None:
    behind("tu_phap", "UPDATE journal SET leaf=x'00' WHERE position=9")
    result = phoihop("restore", str(backup), "--department", "tu_phap")
    assert result.exit_code == 1
    assert "Sổ hiện có của tu_phap khác bản sao từ vị trí 9" in result.output
    assert phoihop("restore", str(backup), "--department", "tu_phap", "--force").exit_code == 0
    assert phoihop("replay", "--check").exit_code == 0


def test_a_ledger_that_cannot_be_read_is_replaced_only_when_told(backup: Path, data: Path, phoihop: Phoihop) -> None:
    lose(data, "tt_tt")
    (data / "tt_tt.db").write_bytes(b"not a database at all" * 500)
    result = phoihop("restore", "--department", "tt_tt")
    assert (result.exit_code, "Không biết sổ ấy có gì" in result.output) == (1, True)
    assert phoihop("restore", "--department", "tt_tt", "--force").exit_code == 0
    assert phoihop("replay", "--check").exit_code == 0


@pytest.mark.parametrize("end", [b"\x00", b""])
def test_a_backup_that_was_altered_restores_nothing(backup: Path, data: Path, phoihop: Phoihop, end: bytes) -> None:
    path = backup / "vp_ubnd.db"
    path.write_bytes(path.read_bytes()[:-1] + end)
    lose(data, "vp_ubnd", "kh_cn")
    result = phoihop("restore")
    assert result.exit_code == 1
    assert "BACKUP_FILE_ALTERED Tệp vp_ubnd.db khác SHA-256" in result.output
    assert not (data / "kh_cn.db").exists()


def test_nothing_is_restored_while_the_services_run(backup: Path, data: Path, phoihop: Phoihop) -> None:
    with folder.owned(data):
        result = phoihop("restore", "--force")
    assert (result.exit_code, "Hãy dừng các dịch vụ trước khi khôi phục." in result.output) == (1, True)


def test_without_a_backup_the_sentence_says_what_to_do(data: Path, phoihop: Phoihop) -> None:
    for word in ("restore", "drill"):
        result = phoihop(word)
        assert (result.exit_code, "chạy phoihop backup trước" in result.output) == (1, True)


def test_a_ledger_put_back_by_other_hands_is_made_whole_from_the_others(went_on: Path, phoihop: Phoihop) -> None:
    before = read(went_on / "noi_vu.db", PUBLIC)
    lose(went_on, "noi_vu")
    shutil.copyfile(went_on.parent / "data-backups" / "closed" / "noi_vu.db", went_on / "noi_vu.db")
    told = phoihop("doctor", "--wait", "0")
    assert "SENDER_LACKS" in told.output
    result = phoihop("restore", "--from-others")
    assert result.exit_code == 0, result.output
    assert "nguyên từng byte từ" in result.output
    assert read(went_on / "noi_vu.db", PUBLIC) == before
    assert "không có gì để lấy lại" in phoihop("restore", "--from-others").output


def test_a_number_that_nobody_holds_any_more_stops_the_restore(went_on: Path, phoihop: Phoihop) -> None:
    lose(went_on, "noi_vu", "portal")
    result = phoihop("restore", "founded", "--department", "noi_vu")
    assert result.exit_code == 1
    assert "không sổ nào còn giữ nguyên văn" in result.output
    assert not (went_on / "noi_vu.db").exists()


# Drill


def test_a_drill_leaves_its_result_beside_the_backup(backup: Path, phoihop: Phoihop) -> None:
    result = phoihop("drill")
    assert result.exit_code == 0, result.output
    assert f"DÙNG ĐƯỢC: bản sao lưu {backup.name}" in result.output
    kept = json.loads((backup / "drill.json").read_text(encoding="utf-8"))
    assert (kept["usable"], kept["findings"]) == (True, [])
    assert kept["checked"]["ledgers"] == len(KEEPERS)
    assert kept["checked"]["receipts"] > 200


@pytest.mark.parametrize("moment", ["founded", "opened", "closed"])
def test_every_backup_of_a_running_round_can_be_used(went_on: Path, phoihop: Phoihop, moment: str) -> None:
    result = phoihop("drill", moment, "--json")
    assert result.exit_code == 0, result.output


def test_a_drill_of_a_damaged_ledger_fails_and_says_where(data: Path, phoihop: Phoihop, behind: Damage) -> None:
    behind("kh_cn", "UPDATE stored_events SET state=x'7b7d' WHERE topic='CriterionAppraised'")
    assert phoihop("backup").exit_code == 0
    result = phoihop("drill", "--json")
    assert result.exit_code == 1
    codes = {(each["department"], each["code"]) for each in rows(result)[0]["findings"]}
    assert ("kh_cn", "ROW_EDITED") in codes


def test_a_drill_of_an_altered_file_fails(backup: Path, phoihop: Phoihop) -> None:
    (backup / "portal.db").unlink()
    result = phoihop("drill")
    assert (result.exit_code, "KHÔNG DÙNG ĐƯỢC" in result.output) == (1, True)
    assert json.loads((backup / "drill.json").read_text(encoding="utf-8"))["usable"] is False


# With the services running


def _health(port: int, department: str) -> dict[str, Any]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port + PLACES[department]}/health", timeout=5) as answer:
            found: dict[str, Any] = json.loads(answer.read())
    except urllib.error.HTTPError as refusal:
        found = json.loads(refusal.read())
    except OSError:
        return {}
    return found


def test_a_ledger_behind_its_witnesses_takes_nothing_until_it_is_whole(went_on: Path, phoihop: Phoihop) -> None:
    """Put back by other hands while the program did not run: it says so, refuses, and is mended by one command."""
    sent_before = read(went_on / "noi_vu.db", PUBLIC)[-1][0]
    lose(went_on, "noi_vu")
    shutil.copyfile(went_on.parent / "data-backups" / "closed" / "noi_vu.db", went_on / "noi_vu.db")
    height = read(went_on / "noi_vu.db", "SELECT MAX(position) FROM journal")
    lacks = sent_before - read(went_on / "noi_vu.db", PUBLIC)[-1][0]
    port = free_port()
    with services_up(went_on, port) as process:
        wait_for(lambda: (_health(port, "noi_vu").get("behind") or {}).get("witnessed") == sent_before, process)
        told = _health(port, "noi_vu")
        assert told["status"] == "blocked"
        assert "phoihop restore --from-others" in told["behind"]["sentence"]
        sent = running_phoihop("send", "-", "--type", "ProposeRanking", "--agency", "SNV", folder=went_on, stdin="{}")
        assert (sent.exit_code, "LEDGER_BEHIND" in sent.stderr) == (1, True), sent.stderr
        with urllib.request.urlopen(f"http://127.0.0.1:{port + PLACES['noi_vu']}/metrics", timeout=5) as answer:
            assert f'phoihop_ledger_behind_messages{{service="noi_vu"}} {lacks}.0' in answer.read().decode()
        assert phoihop("backup", "--department", "portal").exit_code == 0
    assert read(went_on / "noi_vu.db", "SELECT MAX(position) FROM journal") == height
    assert phoihop("restore", "--from-others").exit_code == 0
    port = free_port()
    with services_up(went_on, port) as process:
        wait_for(lambda: "status" in (told := _health(port, "noi_vu")) and not told["behind"], process)
        sent = running_phoihop("send", "-", "--type", "ProposeRanking", "--agency", "SNV", folder=went_on, stdin="{}")
        assert "INVALID_DATA" in sent.stderr, sent.stderr
