"""A short campaign: every kind of fault, on the real deployment, while rounds are played (``make faults``: 1,000)."""

from __future__ import annotations

import pytest
from rich.console import Console

from tests.faults.campaign import run, tell
from tests.faults.plan import KINDS, RARE

pytestmark = pytest.mark.live
SEED, FAULTS = 3, 30
MINUTES = 60


@pytest.mark.timeout(10 * MINUTES)
def test_nothing_is_lost_doubled_or_changed_whatever_breaks(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("faults")
    for each in (folder, folder.parent):
        each.chmod(0o755)  # the servers run under accounts of their own
    result = run(folder / "campaign", seed=SEED, count=FAULTS, say=Console(quiet=True), breath=0.5)
    tell(result, print)
    assert result.clean, "see above"
    assert set(result.kinds) == set(KINDS) - RARE
    assert result.kinds.total() == FAULTS
    (wiped,) = [step for kind, step in result.during if kind == "broker_wipe"]
    assert 0 < wiped[1] < wiped[2], "the broker was wiped in the middle of a round, which was played to its end"
