"""Chuông nào sắp reo ở sổ nào: the agendas of all departments, folded beside them from their ledgers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from services import load
from shared.mechanism.agenda import Agenda
from shared.mechanism.message import source_of
from shared.mechanism.receipts import facts_in
from shared.mechanism.store import Store
from shared.mechanism.taking import Takers

PAGE = 1_000


class Diaries:
    """What falls due next, by the ledgers alone: a service writes its own agenda down only now and then."""

    def __init__(self, stores: Mapping[str, Store]) -> None:
        self._stores = stores
        self._agendas = {name: Agenda(_takers(name)) for name in stores}
        self._read = dict.fromkeys(stores, 0)

    def look(self) -> None:
        """Read on, in every ledger."""
        for name, store in self._stores.items():
            agenda, source = self._agendas[name], source_of(name)
            while lines := store.lines(self._read[name], PAGE):
                for line in lines:
                    for fact in facts_in(line.row(), line.position, source):
                        agenda.note(fact)
                self._read[name] = lines[-1].position

    def next_due(self) -> datetime | None:
        """The earliest deadline that has not rung; None when nothing is ahead."""
        self.look()
        return min(
            (datetime.fromisoformat(row["due"]) for agenda in self._agendas.values() for row in agenda.rows.values()),
            default=None,
        )

    def unrung(self, now: datetime) -> list[str]:
        """What the clock has passed and what has not rung."""
        self.look()
        return [
            f"{name}: {row['name']} {row['key']}"
            for name, agenda in self._agendas.items()
            for row in agenda.rows.values()
            if datetime.fromisoformat(row["due"]) <= now
        ]


def _takers(name: str) -> Takers:
    return Takers(load(name).procedures)  # type: ignore[attr-defined]
