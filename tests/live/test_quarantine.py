"""Quarantine over a real RabbitMQ and PostgreSQL: seen, tried out, corrected, retried by a build that is mended."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import ProxyHandler, build_opener

import pytest
from click.testing import CliRunner, Result

from deploy.local.servers import Surroundings
from services.console.commands import program
from shared.mechanism.receipts import Receipts
from tests.live.offices import Offices, emptied, opened, wait_until
from tests.live.servers import surroundings

pytestmark = pytest.mark.live
__all__ = ["surroundings"]
LOCKED = "ZeroDivisionError@mechanism/letters.py:file_letter"
WHY = ("--reason", "Đã mở tủ (dữ liệu mẫu)", "--actor", "vận hành")


@pytest.fixture
def offices(surroundings: Surroundings, tmp_path: Path) -> Iterator[Offices]:
    emptied(surroundings)
    with opened({**surroundings.environment(), "LETTERS_BROKEN": "3 5 7"}, tmp_path, "noi_vu", "tu_phap") as made:
        wait_until(made.at_work, "both listen")
        yield made


def told(offices: Offices, path: str, **query: str) -> dict[str, Any]:
    """What the archive answers."""
    document: dict[str, Any] = json.loads(asked(offices, path, **query))
    return document


def asked(offices: Offices, path: str, **query: str) -> bytes:
    address = f"http://127.0.0.1:{int(offices.environment['PORT']) + 2}{path}?{urlencode(query)}"
    with build_opener(ProxyHandler({})).open(address, timeout=30) as answer:
        body: bytes = answer.read()
        return body


def test_a_message_is_seen_tried_out_corrected_retried_and_skipped(offices: Offices, tmp_path: Path) -> None:
    def phoihop(*words: str) -> Result:
        return CliRunner().invoke(program, ["quarantine", *words], env=offices.environment)

    archive = offices.store("tu_phap")
    offices.write(range(1, 10))
    wait_until(lambda: offices.filed() == 6 and len(archive.quarantined()) == 3, "three letters are set aside")
    report = told(offices, "/quarantine")
    assert [(each["key"], each["count"]) for each in report["causes"]] == [(LOCKED, 3)]
    assert {each["tries"][0]["version"] for each in report["entries"]} == {"test"}
    three, five, seven = (each["receipt"] for each in report["entries"])

    assert {each["sender"]: each["aside"] for each in told(offices, "/health")["inbox"]["senders"]}["noi_vu"] == 3
    aside = b'phoihop_inbox_aside_messages{sender="noi_vu",service="tu_phap"} 3.0'
    assert aside in asked(offices, "/metrics").splitlines()
    stands = archive.last(), archive.quarantined()
    tried = told(offices, "/quarantine/rehearsal", cause=LOCKED)
    assert [each["state"] for each in tried["messages"]] == ["fails"] * 3
    assert (archive.last(), archive.quarantined()) == stands

    still = phoihop("retry", three, *WHY)
    assert (still.exit_code != 0, "STILL_FAILS" in still.output) == (True, True), still.output
    file = tmp_path / "corrected.json"
    file.write_text(json.dumps({"number": "33", "text": "Đã sửa", "worth": None}), encoding="utf-8")
    corrected = phoihop("correct", three, str(file), *WHY)
    assert corrected.exit_code == 0, corrected.output
    assert phoihop("skip", five, *WHY).exit_code == 0

    offices.kill("tu_phap")
    offices.environment["LETTERS_BROKEN"] = ""
    offices.start("tu_phap")
    wait_until(lambda: _answers(offices), "the mended archive answers")
    (would,) = told(offices, "/quarantine/rehearsal", cause=LOCKED)["messages"]
    assert (would["receipt"], would["state"], would["facts"]) == (seven, "taken", ["LetterFiled"])
    many = phoihop("retry", "--cause", LOCKED, *WHY)
    assert many.output == "tu_phap: 1 thông điệp hết cách ly, 0 vẫn còn.\n"

    wait_until(lambda: archive.quarantined() == [] and offices.filed() == 8, "all is settled")
    lines = archive.lines(0, 1_000)
    filed = [json.loads(line.body)["data"]["number"] for line in lines if line.topic == "LetterFiled"]
    assert filed == ["1", "2", "4", "6", "8", "9", "33", "7"]
    sent = {line.body for line in offices.store("noi_vu").public_lines(0, 1_000)}
    kept = [line for line in lines if line.topic in {"FactQuarantined", "QuarantineReleased"}]
    assert len(kept) == 6
    assert all(Receipts.received_bytes(line.body) in sent for line in kept)
    entries = told(offices, "/quarantine")["settled"]
    assert [(each["receipt"], each["state"]) for each in entries] == [
        (seven, "released"), (five, "skipped"), (three, "released")
    ]  # fmt: skip
    assert [each["state"] for each in entries[2]["tries"]] == ["quarantined", "failed", "released"]
    assert entries[2]["tries"][-1]["corrected"]


def _answers(offices: Offices) -> bool:
    try:
        return bool(told(offices, "/health")["service"])
    except OSError:
        return False
