"""Cùng một đợt mẫu: trong một tiến trình, và trên RabbitMQ + PostgreSQL với mỗi dịch vụ một tiến trình.

``phoihop up --demo --once`` as people run it, in processes of its own; the ledgers are read when it has ended.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deploy.local.servers import forget_all, start_all
from services import DEPARTMENTS, PLACES
from shared.mechanism.settings import Settings
from shared.mechanism.store import Line
from tests.console.running import free_port, run_up

pytestmark = [pytest.mark.live, pytest.mark.timeout(900)]

ATTRIBUTES = ("type", "source", "subject", "agency", "actor", "capacity", "effective", "law", "to", "dataschema")
"""What a fact says beside its data, and says alike wherever it is noted; ids, times and salt are each run's own."""


class Ledgers:
    """What the ledgers of a finished run hold."""

    def __init__(self, settings: Settings) -> None:
        self.lines: dict[str, list[Line]] = {}
        self.quarantined: dict[str, list[str]] = {}
        self.counts: dict[str, dict[str, int]] = {}
        for name in PLACES:
            store = settings.open_store(name)
            self.lines[name] = store.lines(0, 1_000_000)
            self.quarantined[name] = [each.cause for each in store.quarantined()]
            self.counts[name] = store.counts()
            store.close()

    def facts(self, name: str = "") -> list[dict[str, Any]]:
        """The public facts of the six departments, or those of one name, as documents."""
        return [
            json.loads(line.body)
            for department in DEPARTMENTS
            for line in self.lines[department]
            if line.sequence and name in ("", line.topic)
        ]

    def said(self) -> Counter[str]:
        """Every public fact without what is each run's own, and how often it was said."""
        return Counter(
            json.dumps([[fact.get(name) for name in ATTRIBUTES], fact["data"]], ensure_ascii=False, sort_keys=True)
            for fact in self.facts()
        )


@pytest.fixture(scope="module")
def embedded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the round was played in one process."""
    folder = tmp_path_factory.mktemp("embedded") / "data"
    done = run_up("--demo", "--once", folder=folder, port=free_port())
    assert done.returncode == 0, done.stderr
    assert "UBND tỉnh quyết định, công bố" in done.stderr
    return folder


@pytest.fixture(scope="module")
def embedded(embedded_folder: Path) -> Ledgers:
    return Ledgers(Settings(data=embedded_folder))


@pytest.fixture(scope="module")
def local() -> Iterator[Ledgers]:
    """The round on servers that the program starts and stops itself; they are started again to be read."""
    with tempfile.TemporaryDirectory(prefix="phoihop-local-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # the servers run under accounts of their own, which must get this far
        try:
            done = run_up("--local", "--demo", "--once", folder=folder, port=free_port(), seconds=600)
            assert done.returncode == 0, done.stderr
            with start_all(folder / "local") as here:
                yield Ledgers(Settings.from_environment(here.environment()))
        finally:
            forget_all(folder / "local")


def test_the_published_result_is_the_same(embedded: Ledgers, local: Ledgers) -> None:
    for name in ("ResultsPublished", "ResultsCorrected"):
        (one,), (other,) = embedded.facts(name), local.facts(name)
        assert one["data"] == other["data"]
    assert len(embedded.facts("ResultsPublished")[0]["data"]["rankings"]) == 2


def test_every_leaf_score_is_the_same(embedded: Ledgers, local: Ledgers) -> None:
    def indexes(ledgers: Ledgers) -> dict[str, Any]:
        return {fact["data"]["agency"]: fact["data"] for fact in ledgers.facts("IndexDetermined")}

    assert len(indexes(embedded)) == 38
    assert indexes(embedded) == indexes(local)


def test_the_six_ledgers_hold_the_same_facts(embedded: Ledgers, local: Ledgers) -> None:
    one, other = embedded.said(), local.said()
    assert (one - other, other - one) == (Counter(), Counter())
    assert one.total() > 2_000


def test_nothing_waits_and_nothing_was_refused(embedded: Ledgers, local: Ledgers) -> None:
    for ledgers in (embedded, local):
        assert ledgers.quarantined == {name: [] for name in PLACES}
        outcomes = {name: (counts["refused"], counts["rejected"]) for name, counts in ledgers.counts.items()}
        assert outcomes == dict.fromkeys(PLACES, (0, 0))


def test_what_was_received_is_what_was_sent_byte_for_byte(local: Ledgers) -> None:
    """Sở Nội vụ's receipts hold the very bytes that the owners' ledgers hold."""
    sent = {line.body for name in DEPARTMENTS for line in local.lines[name] if line.topic == "CriterionAppraised"}
    receipts = [line.body for line in local.lines["noi_vu"] if line.topic == "FactReceived"]
    kept = {body[body.index(b',"message":') + 11 : -2] for body in receipts if b',"message":' in body}
    own = {body for body in sent if json.loads(body)["source"] == "/quang-nam/noi_vu"}
    assert sent - own <= kept
    assert len(sent - own) > 1_000


def test_played_again_on_the_same_folder_it_continues_and_changes_nothing(
    embedded_folder: Path, embedded: Ledgers
) -> None:
    done = run_up("--demo", "--once", folder=embedded_folder, port=free_port())
    assert done.returncode == 0, done.stderr
    assert "đã công bố từ trước" in done.stderr
    again = Ledgers(Settings(data=embedded_folder))
    assert {name: again.lines[name] for name in DEPARTMENTS} == {name: embedded.lines[name] for name in DEPARTMENTS}
