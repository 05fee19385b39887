"""Các câu chuyện của quy chế trên RabbitMQ và PostgreSQL: the first story of each file, unchanged, on real servers."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from deploy.local.servers import forget_all, start_all
from shared.mechanism.clock import ICT
from tests.live.whole_province import START, WholeProvince
from tests.stories.sample_round import SampleRound

pytestmark = [pytest.mark.live, pytest.mark.timeout(600)]

FOLDER = Path(__file__).parents[1] / "stories"
READS_LEDGERS = {"test_as_of", "test_every_duty", "test_quarantine", "test_sample_round", "test_year"}
"""They look into a ledger as only its own process can; what they show is shown on servers by other tests."""


VARIATIONS = {
    f"test_{name}"
    for name in ("conflict_of_interest", "correction", "decision", "history", "late_submission", "survey")
}
"""Of the scoring round; that it runs on servers is shown by its own story, its reminders and its explanations."""

PROVINCES = {"province": START, "in_2025": datetime(2025, 1, 2, 8, tzinfo=ICT)}
"""What a story calls its province, and the moment at which it begins."""


def first_stories() -> Iterator[Any]:
    """Of every file of stories, the first that asks for nothing but a province, or the sample round on it."""
    for path in sorted(FOLDER.glob("test_*.py")):
        if path.stem in READS_LEDGERS | VARIATIONS:
            continue
        module = import_module(f"tests.stories.{path.stem}")
        own = [
            story
            for name, story in vars(module).items()
            if name.startswith("test_") and inspect.isfunction(story) and story.__module__ == module.__name__
        ]
        playable = [story for story in own if set(inspect.signature(story).parameters) <= {*PROVINCES, "sample"}]
        if not playable:
            raise LookupError(f"{path.stem} holds no story that real servers could play")
        yield pytest.param(playable[0], id=path.stem.removeprefix("test_"))


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeProvince]:
    folder = tmp_path_factory.mktemp("stories")
    for each in (folder, folder.parent):
        each.chmod(0o755)  # the servers run under accounts of their own
    try:
        with start_all(folder / "servers") as surroundings:
            made = WholeProvince(folder, surroundings, start=START)
            try:
                made.start()
                yield made
            finally:
                made.stop()
    finally:
        forget_all(folder / "servers")


@pytest.mark.parametrize("story", list(first_stories()))
def test_the_story_is_the_same_on_real_servers(story: Callable[..., None], servers: WholeProvince) -> None:
    (name,) = inspect.signature(story).parameters
    servers.begin_anew(PROVINCES.get(name, START))
    story(SampleRound(servers) if name == "sample" else servers)  # type: ignore[arg-type]
    assert servers.quarantined() == []
