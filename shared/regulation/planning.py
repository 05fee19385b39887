"""Kế hoạch của một năm, chương trình của một giai đoạn; hạn “trước ngày 15 tháng 11 hằng năm” (Điều 6 khoản 2 điểm a).

The only calendar date in the regulation stands here. It is the year's: for a programme the regulation names none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from shared.regulation.calendar import CALENDAR
from shared.regulation.lateness import last_day
from shared.regulation.windows import before

PROPOSED_BEFORE = (11, 15)
"""Tháng, ngày của năm liền trước: the 15th itself is too late."""

BY_LAW = "Điều 6 khoản 2 điểm a Quy chế: trước ngày 15 tháng 11 hằng năm"


@dataclass(frozen=True)
class Period:
    """Một năm, hoặc một giai đoạn: ``2022``, ``2021-2025``."""

    first: int
    last: int

    @classmethod
    def of(cls, text: str) -> Period:
        """Raises ValueError: no year or years, or a phase that does not reach beyond its first year."""
        first, dash, last = text.partition("-")
        found = cls(int(first), int(last) if dash else int(first))
        if dash and found.last <= found.first:
            raise ValueError(f"giai đoạn {text} không kéo dài từ năm trước đến năm sau")
        return found

    @property
    def kind(self) -> str:
        return "plan" if self.first == self.last else "programme"

    @property
    def title(self) -> str:
        """What it is called while nobody has named it."""
        if self.kind == "plan":
            return f"Kế hoạch cải cách hành chính năm {self.first}"
        return f"Chương trình cải cách hành chính giai đoạn {self.first}-{self.last}"

    @property
    def due_by_law(self) -> datetime | None:
        """From when a proposal for the year is late; None for a phase."""
        return before(date(self.first - 1, *PROPOSED_BEFORE)) if self.kind == "plan" else None


def rolled(due: datetime, roll: str) -> datetime:
    """The deadline when its last day may not be a day off, by a rule of ``calendar.ROLLS``; the hour stays.

    By default nothing moves: rolled forward, "trước ngày 15 tháng 11" of 2021 would end on the 15th itself.
    """
    last = last_day(due)
    return due + (CALENDAR.rolled(last, roll) - last)
