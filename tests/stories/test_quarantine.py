"""Cách ly †: một cơ quan không xử lý được công văn đến, khắc phục, rồi xử lý lại; không cơ quan nào phải làm lại gì."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from shared.mechanism.receipts import Receipts
from shared.mechanism.rehearsal import Rehearsal
from tests.province import Province
from tests.stories.sample_round import SampleRound

CAUSE = "LookupError@stories/test_quarantine.py:_nobody"
REASON = "Đã phân công người thẩm định (dữ liệu mẫu)"


def _nobody(message: Any, ledger: Any) -> Iterator[Any]:
    raise LookupError("chưa có người thẩm định")
    yield


@pytest.fixture
def held(province: Province) -> SampleRound:
    """Sở Tài chính could not process what it was asked about two agencies, and can now."""
    sample = SampleRound(province)
    sample.open()
    sample.submit("SYT")
    sample.submit("SXD")
    takers = province.ledger("tai_chinh").takers.of
    kept, takers["AppraisalRequested"] = takers["AppraisalRequested"], [_nobody]
    sample.self_scoring_closes()
    takers["AppraisalRequested"] = kept
    return sample


def waiting(province: Province) -> list[Any]:
    return province.ledger("tai_chinh").store.quarantined()


def test_all_of_one_cause_goes_on_where_it_stopped(province: Province, held: SampleRound) -> None:
    assert len(waiting(province)) == 2
    tried = Rehearsal.of(province.ledger("tai_chinh")).retry(cause=CAUSE)
    assert [each.state for each in tried] == ["taken", "taken"]
    assert len(waiting(province)) == 2
    reply = province.send("RetryManyQuarantined", {"cause": CAUSE, "reason": REASON}, agency="STC", actor="vận hành")
    assert reply["type"] == "CommandAccepted"
    released = province.facts("QuarantineReleased", of="tai_chinh")
    assert {(each["actor"], each["data"]["reason"]) for each in released} == {("vận hành", REASON)}
    held.appraise_all()
    completed = [each["data"] for each in province.facts("AppraisalCompleted", of="tai_chinh")]
    assert {each["agency"] for each in completed} >= {"SYT", "SXD"}


def test_only_the_department_that_holds_a_message_decides_about_it(province: Province, held: SampleRound) -> None:
    for command, more in (
        ("RetryManyQuarantined", {"cause": CAUSE}),
        ("CorrectQuarantined", {"receipt": waiting(province)[0].receipt, "corrected": {}}),
    ):
        reply = province.send(command, {**more, "reason": "x"}, agency="STP", to="tai_chinh")
        assert reply["code"] == "NOT_AUTHORISED"
    province.send("RetryManyQuarantined", {"cause": CAUSE, "reason": REASON}, agency="STC")


def test_a_correction_decides_what_follows_here_and_changes_no_other_ledger(
    province: Province, held: SampleRound
) -> None:
    first, second = waiting(province)
    ledger = province.ledger("tai_chinh")
    line = ledger.store.lines(first.position - 1, 1)[0]
    original = Receipts.received_bytes(line.body)
    (sent,) = [each for each in province.facts("AppraisalRequested", of="noi_vu") if each["id"] == first.message]
    data = {**sent["data"], "reason": "Bổ sung theo trao đổi (dữ liệu mẫu)"}
    wrong = province.send(
        "CorrectQuarantined", {"receipt": first.receipt, "corrected": data, "reason": REASON}, agency="STC"
    )
    assert (wrong["code"], wrong["errors"][0]["path"]) == ("INVALID_DATA", "corrected.reason")
    due = "2022-01-25T00:00:00+07:00"
    corrected = {**sent["data"], "due": due}
    reply = province.send(
        "CorrectQuarantined", {"receipt": first.receipt, "corrected": corrected, "reason": REASON}, agency="STC"
    )
    assert reply["type"] == "CommandAccepted"
    rows = ledger.view("appraisal_work").rows
    agency = sent["data"]["agency"]
    (row,) = [row for row in rows.values() if row["agency"] == agency]
    assert row["due"] == due != sent["data"]["due"]
    assert province.facts("AppraisalRequested", of="noi_vu").count(sent) == 1
    assert any(each.body == original for each in province.ledger("noi_vu").store.public_lines(0, 1_000))
    province.send("RetryQuarantined", {"receipt": second.receipt, "reason": REASON}, agency="STC")
