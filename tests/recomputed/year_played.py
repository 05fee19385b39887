"""The sample year, played once in this process over the departments of a story: the very scenes of ``make year``."""

from __future__ import annotations

from functools import cache

from rich.console import Console

from services import DEPARTMENTS
from services.console import year
from services.console.rehearsal.stage import Watch
from services.console.rehearsal.telling import Telling
from tests.province import Province
from tests.recomputed.played import StoryStage


class YearStage(StoryStage):
    """The stage of a whole year."""

    def __init__(self, province: Province) -> None:
        super().__init__(province)
        self.watch = Watch({name: province.ledger(name).store for name in DEPARTMENTS}, year.YEAR_WATCHED)

    def play(self) -> None:
        with Telling(Console(file=self.told)) as telling:
            year.direct(self, telling)


@cache
def played_year() -> YearStage:
    """The year, played to its end. Whoever asks gets the same one: read it, do not change it."""
    stage = YearStage(Province(start=year.BEGINS))
    stage.play()
    return stage
