"""Cả năm trên một sân khấu: các cảnh xếp theo thời gian, một đồng hồ, chuông nào đến trước thì reo trước.

The sample scoring round (``rehearsal``) is one of the procedures: its script moves the clock, and whatever else happens
in the meantime happens on the way.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from rich.console import Console

from services.console.client import Order
from services.console.rehearsal.script import Script
from services.console.rehearsal.stage import RehearsalFailed, Stage, Watch
from services.console.rehearsal.telling import Telling
from services.console.year.diary import Diaries
from services.console.year.scene import Act

TOGETHER = 40
"""Orders that are under way at the same time."""


class Direction:
    """Plays acts on a stage; to the round's script it is the stage itself."""

    def __init__(self, stage: Stage, diaries: Diaries, acts: Iterable[Act], telling: Telling) -> None:
        self._stage = stage
        self._diaries = diaries
        self._left = deque(ordered(acts))
        self._tell = telling
        self._months = list(dict.fromkeys(_month(each.moment) for each in self._left))
        self._month = ""
        self._expected = 0

    @property
    def watch(self) -> Watch:
        return self._stage.watch

    def play(self, until: datetime) -> None:
        """Everything up to that moment. Raises RehearsalFailed."""
        Script(self, Telling(Console(file=io.StringIO()))).play()
        self.move_to(until)
        self._end_month()

    # What the round's script needs

    def now(self) -> datetime:
        return self._stage.now()

    def settle(self) -> None:
        self._stage.settle()

    def until(self, wanted: Callable[[], Sequence[str]], waiting_for: str) -> None:
        self._stage.until(wanted, waiting_for)

    def send(self, orders: Sequence[Order]) -> list[dict[str, Any]]:
        self._expect(len(orders))
        answers = self._stage.send(orders)
        self._tell.advance(len(orders))
        return answers

    def move_to(self, moment: datetime) -> None:
        """Move the clock to that moment, and on the way play what is to be played and let ring what falls due."""
        while self._left and self._left[0].moment <= moment:
            beginning = self._left[0].moment
            acts = []
            while self._left and self._left[0].moment == beginning:
                acts.append(self._left.popleft())
            self._advance(beginning)
            self._begin_month(beginning)
            self._perform(acts)
        self._advance(moment)

    # Acts

    def _perform(self, acts: Sequence[Act]) -> None:
        self._expect(len(acts))
        for place in range(0, len(acts), TOGETHER):
            some = acts[place : place + TOGETHER]
            self.watch.look()
            orders = [each.order(self.watch) for each in some]
            for each, sent, answer in zip(some, orders, self._stage.send(orders), strict=True):
                _must_be_as_meant(each, sent, answer)
            self._tell.advance(len(some))

    def _advance(self, moment: datetime) -> None:
        """Stop at every deadline on the way, until it has rung everywhere and everybody knows what followed."""
        self._stage.settle()
        while (due := self._diaries.next_due()) is not None and due <= moment:
            if self._stage.now() < due:
                self._stage.move_to(due)
            self._stage.until(lambda: self._diaries.unrung(self._stage.now()), "chuông đến hạn")
            self._stage.settle()
        self._stage.move_to(moment)

    # Telling

    def _begin_month(self, moment: datetime) -> None:
        month = _month(moment)
        if month != self._month:
            self._end_month()
            self._month, self._expected = month, 0
            self._tell.begin(month, self._months.index(month) + 1, len(self._months))

    def _end_month(self) -> None:
        if self._month:
            self._tell.end()
            self._month = ""

    def _expect(self, more: int) -> None:
        self._expected += more
        self._tell.expect(self._expected)


def ordered(acts: Iterable[Act]) -> list[Act]:
    """By moment, and within a moment as the scenes have it. Raises ValueError when two cannot be told apart."""
    found = sorted(acts, key=lambda each: each.moment)
    for _, several in groupby(sorted(found, key=lambda each: each.id), key=lambda each: each.id):
        same = list(several)
        if len(same) > 1:
            raise ValueError(f"{same[0].command} of {same[0].agency} at {same[0].moment} stands in the script twice")
    return found


def together(*scenes: Callable[[], Iterator[Act]]) -> Iterator[Act]:
    """The acts of several scenes."""
    for scene in scenes:
        yield from scene()


def _month(moment: datetime) -> str:
    return f"Tháng {moment:%m/%Y}"


def _must_be_as_meant(each: Act, sent: Order, answer: dict[str, Any]) -> None:
    accepted, told = answer["type"] == "CommandAccepted", answer["data"]
    if accepted and not each.refused:
        return
    if not accepted and told["code"] == each.refused:
        return
    what = f"{each.moment:%d/%m/%Y %H:%M} {sent.command} của {sent.agency} tới {sent.to}"
    if accepted:
        raise RehearsalFailed(f"{what}: được nhận, mà kịch bản chờ bị từ chối ({each.refused}).")
    errors = "; ".join(f"{error['path']}: {error['message']}" for error in told["errors"][:3])
    raise RehearsalFailed(f"{what}: bị từ chối, {told['code']} – {told['message']} {errors}".strip())
