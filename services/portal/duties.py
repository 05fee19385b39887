"""Việc đang mở và quá hạn, như người đôn đốc cần thấy (Điều 13 khoản 3): ai nợ việc gì, quá bao lâu."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.portal import formats, wording

Row = Mapping[str, Any]
SOON = timedelta(days=7)
WINDOW_OF = {"appraisal": "appraisal", "reappraisal": "explanation"}
"""Work → the window of the round that gives it its deadline."""


@dataclass(frozen=True)
class Duty:
    """Một việc: who owes it, about whom, until when. ``state``: done, late, soon, open or undated."""

    row: Row
    state: str
    due: datetime | None
    now: datetime

    @property
    def title(self) -> str:
        work: str = self.row["work"]
        return wording.WORKS.get(work, work)

    @property
    def late_by(self) -> str:
        """How long it has been overdue: "7 ngày"."""
        return formats.duration((self.now - self.due).total_seconds()) if self.due else ""

    @property
    def words(self) -> str:
        """Quá 2 ngày · còn 5 ngày · xong 10/11/2021."""
        if self.state == "done" and self.row.get("moved"):
            return f"bàn giao {wording.agency_short(self.row['moved'])} {formats.day(self.row['done'])}"
        if self.state == "done":
            late = ", muộn" if self.row["late"] else ""
            return f"xong {formats.day(self.row['done'])}{late}"
        return formats.distance(self.row["due"], self.now)


def duties(rows: Iterable[Row], now: datetime) -> list[Duty]:
    """Overdue first, the longest first; then what is due soonest; then what has no deadline; done last."""
    found = []
    for row in rows:
        due = formats.read_moment(row["due"])
        found.append(Duty(row=row, state=_state(row, due, now), due=due, now=now))
    places = {"late": 0, "soon": 1, "open": 2, "undated": 3, "done": 4}
    return sorted(found, key=lambda one: (places[one.state], one.due.timestamp() if one.due else 0, one.row["debtor"]))


def _state(row: Row, due: datetime | None, now: datetime) -> str:
    if row["done"]:
        return "done"
    if due is None:
        return "undated"
    if due <= now:
        return "late"
    return "soon" if due - now <= SOON else "open"
