"""``phoihop rebuild``: a stored view is folded anew from its ledger, and only when nobody else writes it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from services.console import folder
from tests.console.conftest import Phoihop


def _spoil(data: Path) -> None:
    with sqlite3.connect(data / "noi_vu.db") as ledger:
        changed = ledger.execute("UPDATE view_rows SET content='{}' WHERE view='round_progress'").rowcount
        assert changed > 0
    ledger.close()


def test_a_spoilt_view_is_found_rebuilt_and_clean_again(phoihop: Phoihop, data: Path) -> None:
    _spoil(data)
    assert phoihop("replay", "--check").exit_code == 1
    rebuilt = phoihop("rebuild", "noi_vu", "round_progress")
    assert rebuilt.exit_code == 0, rebuilt.output
    assert "round_progress của noi_vu" in rebuilt.output
    assert phoihop("replay", "--check").exit_code == 0


def test_nothing_is_rebuilt_under_a_running_service(phoihop: Phoihop, data: Path) -> None:
    with folder.owned(data):
        refused = phoihop("rebuild", "noi_vu")
    assert refused.exit_code == 1
    assert "dừng các dịch vụ" in refused.output


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(("noi_vu", "bang_diem"), "không có khung nhìn 'bang_diem'"), (("kh_cn",), "Chưa có sổ của kh_cn")],
)
def test_what_cannot_be_rebuilt_is_told_in_a_sentence(
    phoihop: Phoihop, data: Path, words: tuple[str, ...], sentence: str
) -> None:
    (data / "kh_cn.db").unlink()
    result = phoihop("rebuild", *words)
    assert result.exit_code == 1
    assert sentence in result.output
