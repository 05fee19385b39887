"""The sample round, played once in this process over the departments of a story: no broker, no server, no sleep."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from rich.console import Console

from services import DEPARTMENTS
from services.console.client import Order
from services.console.rehearsal import plan
from services.console.rehearsal.script import Script
from services.console.rehearsal.stage import RehearsalFailed, Watch
from services.console.rehearsal.telling import Telling
from shared.mechanism.ledger import Delivery
from tests.province import Province


class StoryStage:
    """The stage of a story: commands go in at the doors, ``settle`` carries the facts about."""

    def __init__(self, province: Province) -> None:
        self.province = province
        self.watch = Watch({name: province.ledger(name).store for name in DEPARTMENTS})
        self.commands: list[dict[str, Any]] = []
        """Every command that was sent, as the document that it is, in the order of sending."""
        self.told = io.StringIO()

    def now(self) -> datetime:
        return self.province.clock.now()

    def move_to(self, moment: datetime) -> None:
        if self.now() < moment:
            self.province.move_to(moment)

    def send(self, orders: Sequence[Order]) -> list[dict[str, Any]]:
        replies = []
        for order in orders:
            body = order.letter().body
            self.commands.append(json.loads(body))
            (outcome,) = self.province.deliver(order.to, Delivery("command", body))
            assert outcome.reply is not None
            replies.append(outcome.reply)
        self.province.settle()
        return replies

    def settle(self) -> None:
        self.province.settle()

    def until(self, wanted: Callable[[], Sequence[str]], waiting_for: str) -> None:
        self.province.settle()
        self.watch.look()
        if missing := wanted():
            raise RehearsalFailed(f"chưa thấy {waiting_for}: {missing}")

    def play(self) -> None:
        with Telling(Console(file=self.told)) as telling:
            Script(self, telling).play()


@cache
def played() -> StoryStage:
    """The round, played to its end. Whoever asks gets the same one: read it, do not change it."""
    stage = StoryStage(Province(start=plan.ADOPTION))
    stage.play()
    return stage
