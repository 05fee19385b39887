"""The nameko service that all share. It is set, not overridden: a department is what its lists contain."""

from __future__ import annotations

import json
from collections.abc import Sequence
from types import ModuleType
from typing import Any, ClassVar

from nameko.web.handlers import http

from shared.mechanism import aside, health
from shared.mechanism.charter import Charter
from shared.mechanism.inbox import inbox
from shared.mechanism.ledger import Delivery, Ledger, Outcome
from shared.mechanism.own import LedgerAccess
from shared.mechanism.rehearsal import Rehearsal
from shared.mechanism.relay import Relay
from shared.mechanism.view import View

Answer = tuple[int, dict[str, str], str]
"""An HTTP answer as nameko takes it: number, headers, body."""


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
    def health(self, request: Any) -> Answer:
        state = self.standing.report()
        return _answer(200 if state["status"] != "blocked" else 503, state)

    @http("GET", "/metrics")
    def metrics(self, request: Any) -> Answer:
        content, content_type = health.exposition(self.standing)
        return 200, {"Content-Type": content_type}, content.decode()

    @http("GET", "/quarantine")
    def quarantine(self, request: Any) -> Answer:
        """What waits in quarantine and why; ``cause`` and ``type`` choose some of it."""
        told = aside.report(
            self.ledger.store, cause=request.args.get("cause", ""), type=request.args.get("type", "")
        )
        return _answer(200, {"service": self.name, "version": self.ledger.version, **told})

    @http("GET", "/quarantine/rehearsal")
    def rehearse(self, request: Any) -> Answer:
        """What a retry of one ``cause``, or of each ``receipt``, would do; nothing of it is done."""
        try:
            told = Rehearsal.of(self.ledger).retry(
                cause=request.args.get("cause", ""), receipts=request.args.getlist("receipt")
            )
        except LookupError as fault:
            return _answer(404, {"service": self.name, "fault": str(fault)})
        return _answer(200, {"service": self.name, "messages": [each.plain() for each in told]})


def _answer(code: int, document: dict[str, Any]) -> Answer:
    return code, {"Content-Type": "application/json"}, json.dumps(document, ensure_ascii=False)
