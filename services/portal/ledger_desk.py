"""The desk over the portal's own ledger: what every page reads in the running service."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.portal.desk import HealthRound, Row, Rows, Settings
from shared.mechanism import health
from shared.mechanism.health import Standing
from shared.mechanism.ledger import Ledger
from shared.mechanism.own import OwnLedger
from shared.mechanism.receipts import Receipts

KEPT_PASTS = 32
"""Folds of the past that are kept: the past does not change, and people turn back to the same days."""


class LedgerDesk:
    """Reads views, documents and health; writes nothing."""

    def __init__(self, own: OwnLedger, standing: Standing, settings: Settings) -> None:
        self._own = own
        self._standing = standing
        self.settings = settings
        self._round = HealthRound(settings.health)
        self._pasts: OrderedDict[tuple[str, datetime], Rows] = OrderedDict()

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
        if as_of is None or as_of >= self.now():
            return dict(self._ledger.view(view).rows.items())
        key = (view, as_of)
        if key not in self._pasts:
            self._pasts[key] = dict(self._ledger.view_at(view, as_of).rows)
            while len(self._pasts) > KEPT_PASTS:
                self._pasts.popitem(last=False)
        return self._pasts[key]

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
        return self._round.ask()

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
