"""Phản ánh nào còn chờ, chờ ai (Điều 20 khoản 2)?"""

from __future__ import annotations

from typing import Any

from schemas.obstacle import (
    ObstacleAnswered,
    ObstacleGrouped,
    ObstacleOpinionGiven,
    ObstacleOpinionRequested,
    ObstacleReopened,
    ObstacleReported,
    ObstacleResolved,
    ObstacleSeparated,
    ObstacleWithdrawn,
)
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class Obstacles(View):
    """Khó khăn, vướng mắc đã phản ánh: của ai, về việc gì, đang ở đâu. Rows: ``obstacle/SYT/2021-01``."""

    name = "obstacles"

    @sees(ObstacleReported)
    def reported(self, fact: Fact) -> None:
        told = ("agency", "clause", "lead", "coordinators", "matter_kind", "about", "field", "title", "related")
        self.rows[fact.data["obstacle"]] = {
            **{name: fact.data[name] for name in told},
            "since": fact.time.isoformat(),
            "state": "open",
            "matter": None,
            "asked": {},
            "answered": [],
        }

    @sees(ObstacleOpinionRequested)
    def asked(self, fact: Fact) -> None:
        row = self.rows[fact.data["obstacle"]]
        answered = [each for each in row["answered"] if each != fact.data["agency"]]
        self._note(fact, asked={**row["asked"], fact.data["agency"]: fact.data["due"]}, answered=answered)

    @sees(ObstacleOpinionGiven)
    def answered(self, fact: Fact) -> None:
        self._note(fact, answered=[*self.rows[fact.data["obstacle"]]["answered"], fact.data["agency"]])

    @sees(ObstacleGrouped)
    def grouped(self, fact: Fact) -> None:
        self._note(fact, state="grouped", matter=fact.data["matter"])

    @sees(ObstacleSeparated, ObstacleReopened)
    def waits_again(self, fact: Fact) -> None:
        self._note(fact, state="open", matter=None)

    @sees(ObstacleResolved)
    def resolved(self, fact: Fact) -> None:
        self._note(fact, state="resolved")

    @sees(ObstacleWithdrawn)
    def withdrawn(self, fact: Fact) -> None:
        self._note(fact, state="withdrawn")

    @sees(ObstacleAnswered)
    def decided(self, fact: Fact) -> None:
        self._note(fact, state="answered")

    def _note(self, fact: Fact, **told: Any) -> None:
        self.rows[fact.data["obstacle"]] = {**self.rows[fact.data["obstacle"]], **told}
