"""``phoihop year``: cả năm mẫu trên các dịch vụ trong một tiến trình, dừng giữa chừng rồi đi tiếp (DỮ LIỆU MẪU).

The whole year takes minutes of a machine, so it runs with the tests that need servers, not with those of seconds; the
same scenes run in seconds in ``tests/stories/test_year.py``.
"""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from tests.console.running import PROGRAM, ROOT, free_port, phoihop, run_up, surroundings


def year(*words: str, folder: Path, port: int, seconds: float = 570) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, "year", *words],
        env=surroundings(folder, port),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


def interrupted(folder: Path, port: int, *, after: str) -> str:
    """Begin the year, and stop it once it has told that much."""
    said = folder.parent / "year.out"
    with said.open("w") as out:
        process = subprocess.Popen(
            [*PROGRAM, "year"],
            env=surroundings(folder, port),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
        until = time.monotonic() + 240
        while after not in said.read_text() and process.poll() is None and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        process.wait(60)
    return said.read_text()


def facts(folder: Path) -> dict[str, int]:
    """How many facts of each kind stand in Sở Nội vụ's ledger."""
    with sqlite3.connect(folder / "noi_vu.db") as connection:
        rows = connection.execute("SELECT topic, COUNT(*) FROM journal GROUP BY topic").fetchall()
    return dict(rows)


@pytest.mark.live
@pytest.mark.timeout(1200)
def test_a_year_that_was_interrupted_goes_on_and_ends_and_is_not_played_twice(tmp_path: Path) -> None:
    folder, port = tmp_path / "data", free_port()
    told = interrupted(folder, port, after="2/15 Tháng 11/2021")
    assert "Tháng 10/2021" in told
    assert "Tháng 12/2022" not in told

    whole = year("--once", folder=folder, port=port)
    assert whole.returncode == 0, whole.stderr
    assert "15/15 Tháng 12/2022" in whole.stderr
    found = facts(folder)
    assert found["PlanIssued"] == 2
    assert found["OwnInspectionPlanned"] == 35
    assert found["ResultsPublished"] == 1
    checked = phoihop("doctor", folder=folder)
    assert checked.exit_code == 0, checked.output
    assert phoihop("duties", "--duty", "QC-12.2", "--year", "2022", folder=folder).exit_code == 0

    again = year("--once", folder=folder, port=port)
    assert again.returncode == 0, again.stderr
    assert "đã diễn xong" in again.stderr
    assert facts(folder) == found


def test_the_year_begins_in_empty_ledgers_only(tmp_path: Path) -> None:
    folder, port = tmp_path / "data", free_port()
    begun = interrupted_round(folder, port)
    assert begun
    refused = year("--once", folder=folder, port=port)
    assert refused.returncode == 1
    assert "năm mẫu bắt đầu từ sổ trống" in refused.stderr
    assert "Traceback" not in refused.stderr


def interrupted_round(folder: Path, port: int) -> bool:
    """A sample round that was begun."""
    process = subprocess.Popen(
        [*PROGRAM, "up", "--demo"], env=surroundings(folder, port), cwd=ROOT, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    until = time.monotonic() + 120
    while not _adopted(folder) and process.poll() is None and time.monotonic() < until:
        time.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    process.wait(60)
    return _adopted(folder)


def _adopted(folder: Path) -> bool:
    try:
        return "CriteriaSetAdopted" in facts(folder)
    except sqlite3.OperationalError:
        return False


def test_a_bus_of_others_is_no_place_for_a_year_in_one_process(tmp_path: Path) -> None:
    refused = phoihop("year", folder=tmp_path / "data", PHOIHOP_BUS="amqp://guest@127.0.0.1/")
    assert refused.exit_code == 2
    assert not run_up("--help", folder=tmp_path / "other", port=free_port()).returncode
