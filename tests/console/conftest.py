"""A whole sample round in ledgers on disk, as the auditors' commands read them; made once, copied for each test."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from services import DEPARTMENTS, load
from services.console.commands import program
from shared.mechanism.ledger import Ledger
from shared.mechanism.own import open_ledger
from shared.mechanism.settings import Settings
from tests.province import Province
from tests.stories.sample_round import SampleRound, entries

KEEPERS = (*DEPARTMENTS, "portal")


class OnDisk(Province):
    """The province with its ledgers in files, and the portal beside the six departments."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        super().__init__(KEEPERS)

    def _open(self, name: str) -> Ledger:
        ledger = open_ledger(load(name), Settings(data=self._folder))
        ledger.clock = self.clock
        return ledger

    def close(self) -> None:
        """As the services leave their ledgers: views saved, everything relayed."""
        for name in KEEPERS:
            ledger = self.ledger(name)
            ledger.save()
            ledger.store.move("relay", ledger.sequence)
            ledger.store.close()


@pytest.fixture(scope="session")
def _round(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sở Y tế submits, withdraws, submits again, is adjusted, explains, is re-appraised; two commands are refused."""
    folder = tmp_path_factory.mktemp("round")
    province = OnDisk(folder)
    sample = SampleRound(province)
    sample.open()
    for agency in ("SNV", "SXD", "HOIAN", "TAMKY"):
        sample.submit(agency)
    sample.submit("SYT", {"4.1": "9.5"})
    withdrawal = {"year": 2021, "agency": "SYT", "reason": "Sửa tiêu chí 4.1"}
    sample.must("WithdrawAssessment", withdrawal, agency="SYT", actor="Nguyễn Thị Ánh (dữ liệu mẫu)")
    sample.submit("SYT", {"4.1": "10"}, id="nop-lan-hai")
    sample.refused("SubmitAssessment", {"year": 2021, "agency": "SYT", "entries": entries()}, agency="SXD")
    sample.self_scoring_closes()
    late = {"year": 2021, "agency": "SYT", "entries": entries({"4.1": "3"})}
    sample.refused("SubmitAssessment", late, agency="SYT")
    sample.appraise_all(adjusted={"SYT": {"4.1": ("8.5", "Thiếu báo cáo quyết toán.")}})
    sample.explanation_opens()
    sample.explain("SYT", "4.1")
    verdict = {"criterion": "4.1", "verdict": "adjusted", "score": "9", "reason": "Đã bổ sung."}
    sample.reappraise("STC", "SYT", verdict)
    sample.survey()
    sample.explanation_closes()
    sample.propose()
    sample.submit_results()
    sample.decide()
    province.close()
    return folder


@pytest.fixture
def data(_round: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the round's ledgers, which the commands are told to read."""
    folder = tmp_path / "data"
    shutil.copytree(_round, folder)
    for name in ("PHOIHOP_BUS", "PHOIHOP_STORE", "PHOIHOP_CLOCK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PHOIHOP_DATA", str(folder))
    return folder


Phoihop = Callable[..., Result]
Damage = Callable[..., None]


@pytest.fixture
def phoihop() -> Phoihop:
    """Runs ``phoihop`` with these words."""
    return lambda *words: CliRunner().invoke(program, list(words))


@pytest.fixture
def behind(data: Path) -> Iterator[Damage]:
    """Runs SQL in a ledger's file, as somebody would who has the file and not the program."""

    def run(department: str, *statements: str) -> None:
        connection = sqlite3.connect(data / f"{department}.db")
        with connection:
            for statement in statements:
                assert connection.execute(statement).rowcount, statement
        connection.close()

    return run
