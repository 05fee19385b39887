"""What falls due: alarms, kept as a view of the department's own ledger, rung by the one clock.

A department says which alarms follow from a fact (``@schedules``); nothing else remembers a deadline. When the
clock has passed one, it enters the ledger by the same door as any message, under an id made from its name, key
and due moment: so it rings once, whoever restarts what and whenever.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from datetime import UTC, datetime
from typing import Any

from shared.mechanism.message import Fact, plain
from shared.mechanism.taking import Alarm, Takers
from shared.mechanism.view import Row, View

ALARM = "AlarmRang"


class Agenda(View):
    """The alarms that have not rung yet, by name and key."""

    name = "agenda"

    def __init__(self, takers: Takers, rows: MutableMapping[str, Row] | None = None) -> None:
        super().__init__(rows)
        self._takers = takers
        self._earliest: datetime | None = None
        """No alarm is due before this; None until somebody has looked. What is withdrawn may leave it too early."""

    def note(self, fact: Fact) -> bool:
        if fact.type == ALARM:
            key = f"{fact.data['name']} {fact.data['key']}"
            held = self.rows.get(key)
            if held is not None and held["due"] == fact.data["due"]:
                del self.rows[key]
            return True
        schedulers = self._takers.schedulers.get(fact.type, ())
        for scheduler in schedulers:
            for alarm in scheduler(fact):
                self._set(alarm, fact)
        return bool(schedulers)

    def _set(self, alarm: Alarm, fact: Fact) -> None:
        key = f"{alarm.name} {alarm.key}"
        if alarm.due is None:
            self.rows.pop(key, None)
            return
        if self._earliest is not None:
            self._earliest = min(self._earliest, alarm.due)
        self.rows[key] = {
            "name": alarm.name,
            "key": alarm.key,
            "due": alarm.due.isoformat(),
            "data": plain(alarm.data),
            "cause": fact.id,
            "correlation": fact.correlation,
            "case": fact.case,
        }

    def due(self, now: datetime) -> list[dict[str, Any]]:
        """What the clock has passed, the oldest first. Until the earliest of all is passed, a look costs nothing."""
        if self._earliest is not None and self._earliest > now:
            return []
        moments = [(datetime.fromisoformat(row["due"]), row) for row in self.rows.values()]
        self._earliest = min((moment for moment, _ in moments), default=_NEVER)
        passed = [(moment, row["name"], row["key"], row) for moment, row in moments if moment <= now]
        return [row for *_, row in sorted(passed, key=lambda each: each[:3])]


_NEVER = datetime.max.replace(tzinfo=UTC)
