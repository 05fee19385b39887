"""The nameko service that all share. It is set, not overridden: a department is what its lists contain."""

from __future__ import annotations

import json
from collections.abc import Sequence
from types import ModuleType
from typing import Any, ClassVar

from nameko.web.handlers import http

from shared.mechanism import health
from shared.mechanism.charter import Charter
from shared.mechanism.inbox import inbox
from shared.mechanism.ledger import Delivery, Ledger, Outcome
from shared.mechanism.own import LedgerAccess
from shared.mechanism.relay import Relay
from shared.mechanism.view import View


class Participant:
    """Whoever keeps a ledger in the province: takes from the bus, and publishes what it has noted."""

    name: ClassVar[str]
    procedures: ClassVar[Sequence[ModuleType]] = ()
    views: ClassVar[Sequence[type[View]]] = ()
    charter: ClassVar[Charter] = Charter()
    keeps_everything: ClassVar[bool] = False
    """Keep a receipt of every public fact of the province, taken or not."""

    ledger: Any = LedgerAccess()
    relay: Any = Relay()

    @inbox
    def receive(self, deliveries: list[Delivery]) -> list[Outcome]:
        """What has arrived, in one transaction."""
        ledger: Ledger = self.ledger
        return ledger.take(deliveries)


class Department(Participant):
    """A responsible department: a participant that also answers how it is."""

    standing: Any = health.StandingAccess()

    @http("GET", "/health")
    def health(self, request: Any) -> tuple[int, dict[str, str], str]:
        state = self.standing.report()
        code = 200 if state["status"] != "blocked" else 503
        return code, {"Content-Type": "application/json"}, json.dumps(state, ensure_ascii=False)

    @http("GET", "/metrics")
    def metrics(self, request: Any) -> tuple[int, dict[str, str], str]:
        content, content_type = health.exposition(self.standing)
        return 200, {"Content-Type": content_type}, content.decode()
