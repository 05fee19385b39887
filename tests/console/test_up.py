"""``phoihop up``: khởi động, từ chối bằng một câu, dừng gọn. Without a server: the services share one process."""

from __future__ import annotations

import signal
import socket
import stat
import time
import urllib.request
from pathlib import Path

import pytest

from services import PLACES
from tests.console.running import free_port, phoihop, run_up, services_up, wait_for

COMMAND = ("send", "-", "--type", "ProposeRanking", "--agency", "SNV")


def one_sentence(text: str) -> bool:
    """No traceback, one line."""
    return "Traceback" not in text and len(text.strip().splitlines()) == 1


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def test_one_program_runs_all_services_of_a_folder_and_ends_in_good_order(tmp_path: Path) -> None:
    # Longer than the path of a socket may be.
    folder, port = tmp_path / ("thư mục có tên rất dài " * 6).strip(), free_port()
    with services_up(folder, port) as process:
        for place in PLACES.values():
            wait_for(lambda place=place: answers(port + place), process)
        mode = (folder / "phoihop.sock").stat().st_mode
        assert stat.S_ISSOCK(mode)
        assert stat.S_IMODE(mode) == 0o600

        second = run_up(folder=folder, port=free_port())
        assert second.returncode == 1
        assert f"tiến trình {process.pid}" in second.stderr
        assert one_sentence(second.stderr)

        answer = phoihop(*COMMAND, folder=folder, stdin="{}")
        assert (answer.exit_code, "INVALID_DATA" in answer.stderr) == (1, True)

        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
        assert time.monotonic() - began < 20
    assert not (folder / "phoihop.sock").exists()

    # What was sent was noted at the machine's time: from here on this is no place for sample data.
    refused = run_up("--demo", "--once", folder=folder, port=port)
    assert refused.returncode == 1
    assert "đợt mẫu chỉ chạy trên dữ liệu mẫu" in refused.stderr
    assert one_sentence(refused.stderr)
    assert not (folder / "clock").exists()


def test_a_killed_program_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with services_up(folder, free_port()) as process:
        process.kill()
        process.wait()
    assert (folder / "phoihop.sock").exists()
    assert phoihop(*COMMAND, folder=folder, stdin="{}").exit_code == 3
    with services_up(folder, free_port()) as process:
        assert phoihop(*COMMAND, folder=folder, stdin="{}").exit_code == 1
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    port = free_port()
    with socket.socket() as other:
        other.bind(("127.0.0.1", port + 3))
        other.listen()
        refused = run_up(folder=tmp_path / "data", port=port)
    assert refused.returncode == 1
    assert f"Cổng {port + 3}" in refused.stderr
    assert one_sentence(refused.stderr)


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.1"])
def test_no_other_address_than_this_machine_s_own(tmp_path: Path, address: str) -> None:
    refused = phoihop("up", folder=tmp_path / "data", PHOIHOP_HOST=address)
    assert refused.exit_code == 1
    assert address in refused.stderr
    assert one_sentence(refused.stderr)
    assert not (tmp_path / "data").exists()


def test_once_without_demo_is_a_wrong_use(tmp_path: Path) -> None:
    assert phoihop("up", "--once", folder=tmp_path / "data").exit_code == 2


def test_a_port_that_is_no_number_is_told_in_a_sentence(tmp_path: Path) -> None:
    refused = phoihop("up", folder=tmp_path / "data", PORT="tám nghìn")
    assert (refused.exit_code, one_sentence(refused.stderr)) == (1, True)
