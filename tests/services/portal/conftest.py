"""A made round, folded by the portal's views in memory: at its middle, and at its end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from services.portal.web import create_app
from tests.browser.made_round import Maker, MemoryDesk


@pytest.fixture(scope="session")
def facts() -> list[object]:
    """Every fact of the made round, and where its middle is."""
    maker = Maker()
    half = list(maker.half())
    return [half, list(maker.rest())]


@pytest.fixture
def desk(facts: list[list[object]]) -> MemoryDesk:
    """The desk in the middle of appraisal."""
    desk = MemoryDesk()
    desk.take(*facts[0])  # type: ignore[arg-type]
    return desk


@pytest.fixture
def finished(facts: list[list[object]]) -> MemoryDesk:
    """The desk after publication."""
    desk = MemoryDesk()
    desk.take(*facts[0], *facts[1])  # type: ignore[arg-type]
    return desk


@pytest.fixture
def client(finished: MemoryDesk) -> Iterator[FlaskClient]:
    with create_app(finished).test_client() as client:
        yield client
