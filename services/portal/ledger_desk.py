"""The desk over the portal's own ledger: what every page reads in the running service."""

from __future__ import annotations

import os
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.portal.desk import Departments, HealthRound, Row, Rows, Settings
from shared.mechanism import health
from shared.mechanism.health import Standing
from shared.mechanism.ledger import Ledger
from shared.mechanism.own import OwnLedger
from shared.mechanism.receipts import Receipts

KEPT_PASTS = 16
"""Moments of the past that are kept: the past does not change, and people turn back to the same days."""

FOLDED_BACK = ("rounds", "criteria_sets", "scores", "compliance", "tasks")
"""Views that can be asked for as of a moment."""

BREATH = 200
"""Facts folded between two moments at which other green threads may run."""


class LedgerDesk:
    """Reads views, documents and health; writes nothing."""

    def __init__(self, own: OwnLedger, standing: Standing, settings: Settings) -> None:
        self._own = own
        self._standing = standing
        self.settings = settings
        self._round = HealthRound(settings.health)
        self._departments = Departments(settings.health)
        self._pasts: OrderedDict[datetime, dict[str, Rows]] = OrderedDict()
        self._kept: dict[str, tuple[int, dict[str, Row]]] = {}

    @property
    def _ledger(self) -> Ledger:
        return self._own.ledger

    @property
    def demonstration(self) -> bool:
        return bool(getattr(self._ledger.clock, "demonstration", False))

    def now(self) -> datetime:
        return self._ledger.now

    def position(self) -> int:
        return self._ledger.position

    def stamps(self) -> Mapping[str, int]:
        return self._ledger.folding.noted

    def rows(self, view: str, as_of: datetime | None = None) -> Rows:
        if as_of is not None and as_of < self.now():
            return self._past(as_of)[view]
        stamp = self.stamps().get(view, 0)
        known, rows = self._kept.get(view, (-1, {}))
        if stamp != known:
            rows = self._grown(view, rows) if view == "message_log" and stamp > known else self._all(view)
            self._kept[view] = (stamp, rows)
        return rows

    def _all(self, view: str) -> dict[str, Row]:
        return dict(self._ledger.view(view).rows.items())

    def _grown(self, view: str, rows: dict[str, Row]) -> dict[str, Row]:
        """The log with what was added to it since; its rows are numbered densely and never change."""
        stored = self._ledger.view(view).rows
        count = int(stored.get("count", {"count": 0})["count"])
        known = int(rows.get("count", {"count": 0})["count"])
        if count < known or count - known > 1_000:  # rebuilt, or hardly anything is known yet
            return self._all(view)
        fresh = {f"{number:08d}": stored[f"{number:08d}"] for number in range(known + 1, count + 1)}
        return {**rows, **fresh, "count": {"count": count}}

    def _past(self, moment: datetime) -> dict[str, Rows]:
        """The views of the scoreboard as the ledger knew them, folded together in one reading of it."""
        if moment not in self._pasts:
            views = [type(self._ledger.view(name))() for name in FOLDED_BACK]
            for number, fact in enumerate(self._ledger.facts()):
                if (fact.received or fact.time) > moment:
                    break
                for view in views:
                    view.note(fact)
                if number % BREATH == 0:
                    time.sleep(0)
            self._pasts[moment] = {view.name: view.rows for view in views}
            while len(self._pasts) > KEPT_PASTS:
                self._pasts.popitem(last=False)
        return self._pasts[moment]

    def row(self, view: str, key: str) -> Row | None:
        return self._ledger.view(view).rows.get(key)

    def document(self, position: int, id: str) -> str | None:
        lines = self._ledger.store.lines(position - 1, 1)
        if not lines or lines[0].position != position:
            return None
        try:
            body = Receipts.received_bytes(lines[0].body)
        except ValueError:
            body = lines[0].body
        text = body.decode()
        return text if f'"id":"{id}"' in text else None

    def health(self) -> Sequence[Row]:
        return [*self._round.ask(), self.standing()]

    def quarantine(self, service: str, *, cause: str = "", type: str = "") -> Row | None:
        return self._departments.ask(service, "/quarantine", cause=cause, type=type)

    def rehearsal(self, service: str, cause: str) -> Row | None:
        return self._departments.ask(service, "/quarantine/rehearsal", cause=cause)

    def standing(self) -> Row:
        return self._standing.report()

    def metrics(self) -> bytes:
        return health.exposition(self._standing)[0]


def open_desk(own: OwnLedger, standing: Standing, places: Mapping[str, int]) -> LedgerDesk:
    """The desk of a running portal; every department answers for itself at its own place after the portal's port."""
    base = own.settings
    given = os.environ.get("PHOIHOP_HEALTH", "http://{host}:{port}/health")
    urls: dict[str, Any] = {
        name: given.format(service=name, host=base.host, port=base.port + place)
        for name, place in places.items()
        if place
    }
    return LedgerDesk(own, standing, Settings(health=urls))
