"""A RabbitMQ and a PostgreSQL for the tests alone: free ports, a temporary folder, gone afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local.servers import Surroundings, forget_all, start_all


@pytest.fixture(scope="session")
def surroundings() -> Iterator[Surroundings]:
    """Both servers, running. Whoever kills or wipes one starts it again."""
    with tempfile.TemporaryDirectory(prefix="phoihop-tests-") as name:
        folder = Path(name)
        # The servers run under accounts of their own, which must get this far.
        folder.chmod(0o755)
        try:
            started = start_all(folder)
            yield started
            # Nothing here is needed again: a kill saves the seconds that an orderly end takes.
            started.broker.kill()
            started.database.kill()
        finally:
            forget_all(folder)
