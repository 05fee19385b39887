"""``phoihop quarantine``: what waits and why; retried, corrected, skipped, or only tried out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from services.console.client import Letter
from shared.mechanism.ledger import Delivery
from tests.console.conftest import KEEPERS, OnDisk, Phoihop
from tests.stories.sample_round import SampleRound

KEY = "LookupError@console/test_quarantine.py:_fails"
WHY = ("--reason", "Đã phân công (dữ liệu mẫu)", "--actor", "vận hành")

def rows(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OnDisk]:
    """A province in which Sở Tài chính could not process what it was asked; commands reach it by its own door."""
    folder = tmp_path / "held"
    province = OnDisk(folder)
    sample = SampleRound(province)
    sample.open()
    sample.submit("SYT")
    takers = province.ledger("tai_chinh").takers.of
    kept, takers["AppraisalRequested"] = takers["AppraisalRequested"], [_fails]
    sample.self_scoring_closes()
    takers["AppraisalRequested"] = kept
    monkeypatch.setenv("PHOIHOP_DATA", str(folder))

    def deliver(letter: Letter, agency: str, **told: Any) -> dict[str, Any]:
        (outcome,) = province.deliver(letter.to, Delivery("command", letter.body, agency.lower()))
        assert outcome.reply is not None
        return outcome.reply

    monkeypatch.setattr("services.console.quarantine_orders.deliver", deliver)
    yield province
    province.close()


def _fails(message: Any, ledger: Any) -> Iterator[Any]:
    raise LookupError("chưa có người phụ trách")
    yield


@pytest.mark.parametrize("word", ["retry", "skip"])
def test_a_message_is_retried_or_skipped_by_the_department_that_holds_it(
    phoihop: Phoihop, held: OnDisk, word: str
) -> None:
    waiting = rows(phoihop("quarantine", "list", "--json"))
    assert {(row["department"], row["type"], row["sender"]) for row in waiting} == {
        ("tai_chinh", "AppraisalRequested", "noi_vu")
    }
    assert "chưa có người phụ trách" in waiting[0]["cause"]
    reason = ("--reason", "Đã phân công (dữ liệu mẫu)", "--actor", "vận hành")
    for row in waiting:
        result = phoihop("quarantine", word, row["receipt"], *reason)
        assert result.exit_code == 0, result.output
    assert rows(phoihop("quarantine", "list", "--json")) == []
    released = rows(phoihop("history", "--type", "QuarantineReleased", "--json"))
    assert [(each["actor"], each["sentence"]) for each in released] == [
        ("vận hành", "Đã phân công (dữ liệu mẫu)")
    ] * len(waiting)
    for name in KEEPERS:
        held.ledger(name).save()
    assert phoihop("replay", "--check").exit_code == 0, phoihop("replay", "--check").output


@pytest.mark.usefixtures("data")
def test_a_receipt_that_is_not_in_quarantine_is_one_sentence(phoihop: Phoihop) -> None:
    result = phoihop("quarantine", "retry", "không-có", "--reason", "x")
    assert (result.exit_code, "mang biên nhận không-có" in result.output) == (1, True)


def test_causes_are_told_with_their_messages_and_one_is_shown_whole(phoihop: Phoihop, held: OnDisk) -> None:
    (cause,) = rows(phoihop("quarantine", "causes", "--json"))
    waiting = rows(phoihop("quarantine", "list", "--json"))
    assert (cause["department"], cause["count"], cause["key"]) == ("tai_chinh", len(waiting), KEY)
    assert cause["types"] == {"AppraisalRequested": len(waiting)}
    assert rows(phoihop("quarantine", "list", "--cause", "KeyError", "--json")) == []
    assert KEY in phoihop("quarantine").output
    (told,) = rows(phoihop("quarantine", "show", waiting[0]["receipt"], "--json"))
    assert json.loads(told["original"])["id"] == waiting[0]["message"]
    assert [(each["state"], each["exception"], each["attempts"]) for each in told["tries"]] == [
        ("quarantined", "LookupError", 1)
    ]
    text = phoihop("quarantine", "show", waiting[0]["receipt"]).output
    assert "chưa có người phụ trách" in text
    assert '"type": "AppraisalRequested"' in text
    assert phoihop("quarantine", "show", "không-có").exit_code == 1


def test_all_of_one_cause_is_tried_out_and_then_retried(phoihop: Phoihop, held: OnDisk) -> None:
    waiting = rows(phoihop("quarantine", "list", "--json"))
    before = held.ledger("tai_chinh").store.last()
    tried = rows(phoihop("quarantine", "retry", "--cause", KEY, "--dry-run", "--json"))
    assert [(each["receipt"], each["state"]) for each in tried] == [(each["receipt"], "taken") for each in waiting]
    assert "chưa có gì được ghi" in phoihop("quarantine", "retry", "--cause", KEY, "--dry-run").output
    assert held.ledger("tai_chinh").store.last() == before
    assert rows(phoihop("quarantine", "list", "--json")) == waiting
    result = phoihop("quarantine", "retry", "--cause", KEY, *WHY)
    assert (result.exit_code, result.output) == (0, f"tai_chinh: {len(waiting)} thông điệp hết cách ly, 0 vẫn còn.\n")
    assert phoihop("quarantine").output == "Không có thông điệp nào đang cách ly.\n"
    for name in KEEPERS:
        held.ledger(name).save()
    assert phoihop("replay", "--check").exit_code == 0


def test_a_retry_that_would_fail_is_said_to(phoihop: Phoihop, held: OnDisk, monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = rows(phoihop("quarantine", "list", "--json"))[0]["receipt"]
    monkeypatch.setattr("shared.mechanism.taking.Takers.__init__", _all_fail)
    (tried,) = rows(phoihop("quarantine", "retry", receipt, "--dry-run", "--json"))
    assert (tried["state"], tried["cause"][:37]) == ("fails", "LookupError: chưa có người phụ trách ")


def _all_fail(takers: Any, procedures: Any) -> None:
    takers.of, takers.alarms, takers.schedulers = {"AppraisalRequested": [_fails]}, {}, {}


def test_a_reason_is_wanted_unless_it_is_only_tried_out(phoihop: Phoihop, held: OnDisk) -> None:
    for words in (("retry", "--cause", KEY), ("retry", "--cause", KEY, "x", "--dry-run"), ("retry",)):
        assert phoihop("quarantine", *words).exit_code == 2
    assert phoihop("quarantine", "retry", "--cause", "KeyError", *WHY).exit_code == 1


def test_a_message_is_processed_as_it_was_corrected_and_its_original_kept(
    phoihop: Phoihop, held: OnDisk, tmp_path: Path
) -> None:
    receipt = rows(phoihop("quarantine", "list", "--json"))[0]["receipt"]
    (told,) = rows(phoihop("quarantine", "show", receipt, "--json"))
    data = json.loads(told["original"])["data"]
    file = tmp_path / "corrected.json"
    file.write_text(json.dumps({**data, "agency": "Sở Y tế"}), encoding="utf-8")
    wrong = phoihop("quarantine", "correct", receipt, str(file), "--dry-run")
    assert (wrong.exit_code, "agency" in wrong.output) == (1, True)
    refused = phoihop("quarantine", "correct", receipt, str(file), *WHY)
    assert (refused.exit_code != 0, "INVALID_DATA" in refused.output) == (True, True)
    file.write_text(json.dumps(data), encoding="utf-8")
    (tried,) = rows(phoihop("quarantine", "correct", receipt, str(file), "--dry-run", "--json"))
    assert tried["state"] == "taken"
    assert phoihop("quarantine", "correct", receipt, str(file), *WHY).exit_code == 0
    (after,) = rows(phoihop("quarantine", "show", receipt, "--json"))
    assert after["original"] == told["original"]
    assert (after["tries"][-1]["state"], json.loads(after["tries"][-1]["corrected"])) == ("released", data)
