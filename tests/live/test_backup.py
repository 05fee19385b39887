"""Ledgers in PostgreSQL are backed up while their services are connected, lost as a whole, and made whole again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from deploy.local.servers import Surroundings
from services import load
from services.console.commands import program
from shared.mechanism.ledger import Ledger
from shared.mechanism.own import open_ledger
from shared.mechanism.settings import Settings
from tests.console.conftest import KEEPERS, OnDisk
from tests.live.servers import surroundings
from tests.stories.sample_round import SampleRound

pytestmark = pytest.mark.live
__all__ = ["surroundings"]

PUBLIC = "SELECT sequence, message, leaf FROM journal WHERE sequence IS NOT NULL ORDER BY sequence"
TABLES = ("stored_events", "journal", "notification_tracking", "view_rows", "set_aside", "duplicates")


class OnPostgres(OnDisk):
    """The province with its ledgers in PostgreSQL, settled by hand: no broker has a part in this."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        super().__init__(settings.data)

    def _open(self, name: str) -> Ledger:
        ledger = open_ledger(load(name), self._settings)
        ledger.clock = self.clock
        return ledger


@pytest.fixture
def settings(surroundings: Surroundings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name, value in surroundings.environment().items():
        if "STORE" in name:
            monkeypatch.setenv(name, value)
    monkeypatch.setenv("PHOIHOP_BUS", "embedded")
    monkeypatch.setenv("PHOIHOP_DATA", str(tmp_path / "data"))
    for name in ("PHOIHOP_CLOCK", "PHOIHOP_BACKUPS"):
        monkeypatch.delenv(name, raising=False)
    return Settings.from_environment()


@pytest.fixture
def empty(settings: Settings, surroundings: Surroundings) -> Iterator[None]:
    yield
    for name in KEEPERS:
        _drop(surroundings, name)


def _drop(surroundings: Surroundings, name: str) -> None:
    """A disk that is gone: not even the tables are left."""
    with psycopg.connect(surroundings.database.url(name), autocommit=True) as connection:
        for table in TABLES:
            connection.execute(f"DROP TABLE IF EXISTS {table}")  # type: ignore[arg-type]


def _public(surroundings: Surroundings, name: str) -> list[Any]:
    with psycopg.connect(surroundings.database.url(name)) as connection:
        return connection.execute(PUBLIC).fetchall()


def _phoihop(*words: str) -> Result:
    return CliRunner().invoke(program, list(words))


def test_a_department_s_database_is_lost_and_comes_back(
    surroundings: Surroundings, settings: Settings, empty: None
) -> None:
    province = OnPostgres(settings)
    sample = SampleRound(province)
    sample.open()
    for agency in ("SNV", "SXD", "HOIAN", "TAMKY", "SYT"):
        sample.submit(agency)
    backup = _phoihop("backup", "--json")  # the services are connected, and go on
    assert backup.exit_code == 0, backup.output
    sample.self_scoring_closes()
    sample.appraise_all(adjusted={"SYT": {"4.1": ("8.5", "Thiếu báo cáo quyết toán.")}})

    busy = _phoihop("restore", "--department", "noi_vu", "--force")
    assert (busy.exit_code, "Dịch vụ noi_vu đang dùng sổ của nó" in busy.output) == (1, True), busy.output
    province.close()

    assert _phoihop("drill").exit_code == 0
    newer = _phoihop("restore", "--department", "noi_vu")
    assert (newer.exit_code, "mới hơn bản sao" in newer.output) == (1, True), newer.output
    for name in ("noi_vu", "tai_chinh"):
        before = _public(surroundings, name)
        _drop(surroundings, name)
        told = _phoihop("restore", "--department", name, "--json")
        assert told.exit_code == 0, told.output
        assert json.loads(told.stdout)["recovered"]["last"] == before[-1][0]
        assert _public(surroundings, name) == before
    assert _phoihop("replay", "--check").exit_code == 0, _phoihop("replay", "--check").output

    again = OnPostgres(settings)
    again.clock.move_to(province.clock.now())
    again.settle()
    round = SampleRound(again)
    round.explanation_opens()
    assert again.quarantined() == []
    again.close()
    assert _phoihop("doctor", "--wait", "0").exit_code == 0, _phoihop("doctor", "--wait", "0").output


def test_a_backup_of_postgresql_is_the_same_as_one_of_sqlite(
    surroundings: Surroundings, settings: Settings, empty: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One format: what stood in PostgreSQL can be put back where there is no server."""
    province = OnPostgres(settings)
    sample = SampleRound(province)
    sample.open()
    sample.submit("SYT")
    province.close()
    assert _phoihop("backup").exit_code == 0
    before = [(name, [(row[0], row[1], bytes(row[2])) for row in _public(surroundings, name)]) for name in KEEPERS]
    monkeypatch.setenv("PHOIHOP_STORE", "sqlite")
    restored = _phoihop("restore")
    assert restored.exit_code == 0, restored.output
    assert _phoihop("replay", "--check").exit_code == 0
    after = []
    for name in KEEPERS:
        store = Settings.from_environment().open_store(name)
        after.append((name, [tuple(row) for row in store.select(PUBLIC)]))
        store.close()
    assert after == before
