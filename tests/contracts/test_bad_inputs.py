"""Every bad input has one outcome, one trace and one answer, and harms nothing else (bảng: ``bad_inputs.py``).

Here through the door of the real services in one process; over a real broker: ``tests/live/test_bad_inputs.py``.
"""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from shared.mechanism.clock import ICT
from shared.mechanism.ledger import Delivery, Ledger, Outcome
from tests.contracts.bad_inputs import ROWS, Row, Sent, document, wire
from tests.contracts.test_generated import message_validator
from tests.province import Province
from tests.stories.sample_round import SELF_SCORING_CLOSES, SampleRound

NOT_NAMED = "(không có)"
"""What the inbox puts for a message whose sender the broker does not name."""


@pytest.fixture
def scene() -> Province:
    """The sample round, adopted and opened in October."""
    province = Province(start=datetime(2021, 10, 20, 8, tzinfo=ICT))
    SampleRound(province).open()
    return province


def bring_to(stage: str, province: Province) -> None:
    if stage == "before":
        return
    province.move_to(datetime(2021, 11, 1, 8, tzinfo=ICT))
    if stage == "appraisal":
        SampleRound(province).submit_all(but=("TAMKY",))
        province.move_to(SELF_SCORING_CLOSES)


def deliver(ledger: Ledger, sent: Sent) -> Outcome:
    user = NOT_NAMED if sent.user is None else sent.user
    return ledger.take([Delivery(sent.kind, sent.body, user)])[0]


def topics(ledger: Ledger, after: int = 0) -> list[str]:
    return [line.topic for line in ledger.store.lines(after, 1_000_000)]


def test_the_table_is_large_enough_and_every_row_has_its_own_name() -> None:
    assert len(ROWS) >= 45
    assert len({row.name for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_bad_input_has_its_outcome_its_trace_and_its_answer(row: Row, scene: Province) -> None:
    bring_to(row.stage, scene)
    ledger = scene.ledger(row.sent.to)
    for sent in row.first:
        deliver(ledger, sent)
    before = {name: scene.ledger(name).position for name in scene._ledgers}

    outcome = deliver(ledger, row.sent)

    assert (outcome.kind, outcome.code if row.code or outcome.kind != "quarantined" else "") == (row.outcome, row.code)
    assert tuple(topics(ledger, before[row.sent.to])) == row.records
    assert {name: scene.ledger(name).position for name in before if name != row.sent.to} == {
        name: position for name, position in before.items() if name != row.sent.to
    }
    if row.sent.kind == "command":
        answered(row, outcome.reply)
    _unharmed(row, scene)


def answered(row: Row, reply: dict[str, object] | None) -> None:
    """The answer fits its JSON Schema and says what the row says."""
    assert reply is not None
    # Through bytes, as on the wire.
    reply = json.loads(wire(reply))
    name = str(reply["type"])
    assert [fault.message for fault in message_validator(name).iter_errors(reply)] == []
    data = reply["data"]
    assert isinstance(data, dict)
    if row.code:
        assert name == "CommandRefused"
        assert data["code"] == row.code
        assert data["message"]
        assert data["retryable"] is False
    else:
        assert name == "CommandAccepted"
        assert data["duplicate"] is (row.outcome == "duplicate")


def _unharmed(row: Row, scene: Province) -> None:
    """The ledger can be read again from its first row, its views follow, and the next command is taken."""
    ledger = scene.ledger(row.sent.to)
    assert ledger.folding.stuck == {}
    assert len(list(ledger.facts())) >= ledger.position - 1
    ledger.reload()
    if row.stage != "before":
        good = document(f"after {row.name}", agency="TAMKY")
        noi_vu = scene.ledger("noi_vu")
        assert deliver(noi_vu, Sent(wire(good), "TAMKY")).kind == "accepted"
