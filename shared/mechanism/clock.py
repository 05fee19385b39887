"""The one clock: the present moment in Indochina Time (ICT, UTC+7), which tests and the demonstration can move.

Nothing else in the project asks the machine what time it is for a decision or a record.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Protocol

ICT = timezone(timedelta(hours=7), "ICT")


class Clock(Protocol):
    """What every clock can do."""

    def now(self) -> datetime:
        """The present moment, with the offset +07:00."""


class MachineClock:
    """The machine's own clock."""

    demonstration = False

    def now(self) -> datetime:
        return datetime.now(ICT)


class ManualClock:
    """A clock that stands still until it is moved: for stories and tests."""

    demonstration = True

    def __init__(self, moment: datetime) -> None:
        self._moment = moment.astimezone(ICT)

    def now(self) -> datetime:
        return self._moment

    def move_to(self, moment: datetime) -> None:
        self._moment = moment.astimezone(ICT)


class FileClock:
    """A clock that runs beside the machine's at the distance written in a file, so that several processes agree.

    The file holds a number of seconds, which may be negative. Without the file the machine's time holds.
    """

    demonstration = True

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read_at: float | None = None
        self._distance = timedelta()

    def now(self) -> datetime:
        try:
            written_at: float | None = os.stat(self._path).st_mtime_ns
        except FileNotFoundError:
            written_at = None
        if written_at != self._read_at:
            self._read_at = written_at
            seconds = float(self._path.read_text() or "0") if written_at is not None else 0.0
            self._distance = timedelta(seconds=seconds)
        return datetime.now(ICT) + self._distance

    def move_to(self, moment: datetime) -> None:
        distance = (moment - datetime.now(ICT)).total_seconds()
        beside = self._path.with_suffix(".new")
        beside.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(repr(distance))
        os.replace(beside, self._path)  # a reader never sees half a number


def configured() -> MachineClock | FileClock:
    """The clock of this process: the demonstration's when ``PHOIHOP_CLOCK`` names its file, else the machine's."""
    path = os.environ.get("PHOIHOP_CLOCK")
    return FileClock(Path(path)) if path else MachineClock()
