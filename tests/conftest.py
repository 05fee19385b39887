"""What every test may ask for. Stories need no server; live and browser tests start their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.province import Province


@pytest.fixture
def province() -> Iterator[Province]:
    """The six departments in one process; nothing may be left in quarantine at the end of a story."""
    made = Province()
    yield made
    assert made.quarantined() == []
