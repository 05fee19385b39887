"""The province in one process: every department over SQLite in memory, and a plain list as the bus.

The in-process twin of the bus for stories: the same ledgers, doors and takers as in the real deployment, no
broker, no eventlet, milliseconds. ``settle()`` carries messages about until nothing moves.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import uuid4

from services import DEPARTMENTS, load
from shared.mechanism.clock import ICT, ManualClock
from shared.mechanism.ledger import Delivery, Ledger, Outcome
from shared.mechanism.message import source_of, write
from shared.mechanism.store import Store
from shared.mechanism.taking import Takers
from shared.mechanism.view import View
from shared.regulation.agencies import service_of


class Province:
    """Some services of the province, settled by hand."""

    def __init__(
        self, names: tuple[str, ...] = DEPARTMENTS, *, start: datetime = datetime(2021, 11, 1, 8, tzinfo=ICT)
    ) -> None:
        self.clock = ManualClock(start)
        self._ledgers = {name: self._open(name) for name in names}
        self._relayed = dict.fromkeys(names, 0)
        self.outcomes: list[tuple[str, Outcome]] = []
        self.sent: list[dict[str, Any]] = []

    def _open(self, name: str) -> Ledger:
        service: Any = load(name)
        return Ledger(
            department=name,
            store=Store.sqlite(),
            takers=Takers(service.procedures),
            views=service.views,
            clock=self.clock,
            charter=service.charter,
            keeps_everything=service.keeps_everything,
        )

    def ledger(self, name: str) -> Ledger:
        return self._ledgers[name]

    def view(self, department: str, name: str) -> View:
        return self._ledgers[department].view(name)

    def deliver(
        self, department: str, *deliveries: Delivery
    ) -> list[Outcome]:
        outcomes = self._ledgers[department].take(deliveries)
        self.outcomes.extend((department, outcome) for outcome in outcomes)
        return outcomes

    def send(
        self,
        command: str,
        data: dict[str, Any],
        *,
        agency: str,
        to: str | None = None,
        actor: str = "Cán bộ (dữ liệu mẫu)",
        capacity: str = "",
        effective: str | None = None,
        id: str | None = None,
        settle: bool = True,
        **attributes: Any,
    ) -> dict[str, Any]:
        """Send a command as an agency; gives the reply's data with its type: ``reply["type"]``, ``reply["code"]``."""
        document = {
            "specversion": "1.0",
            "id": id or str(uuid4()),
            "source": source_of(agency),
            "type": command,
            "time": self.clock.now().isoformat(),
            "datacontenttype": "application/json",
            "agency": agency,
            "actor": actor,
            **({"capacity": capacity} if capacity else {}),
            **({"effective": effective} if effective else {}),
            **attributes,
            "data": data,
        }
        self.sent.append(document)
        (outcome,) = self.deliver(to or self._addressee(command, agency), Delivery("command", write(document)))
        if settle:
            self.settle()
        reply = outcome.reply or {}
        return {**reply.get("data", {}), "type": reply.get("type", "")}

    @staticmethod
    def _addressee(command: str, agency: str) -> str:
        """The department that the schema names; ``owner`` is the agency's own."""
        import schemas

        schema = schemas.find(command)
        to: str = getattr(schema, "to", "noi_vu")
        return (service_of(agency) or "noi_vu") if to == "owner" else to

    def settle(self) -> int:
        """Carry every public fact to everyone, ring what is due, until nothing moves; gives the number carried."""
        carried = 0
        moved = True
        while moved:
            moved = False
            for sender, ledger in self._ledgers.items():
                lines = ledger.store.public_lines(self._relayed[sender], 1_000)
                for name in self._ledgers:
                    if name != sender:
                        self.deliver(name, *(Delivery("fact", line.body, sender) for line in lines))
                    elif own := ledger.unheard():
                        self.deliver(name, *own)
                if lines:
                    self._relayed[sender] = lines[-1].sequence or 0
                    carried += len(lines)
                    moved = True
            for ledger in self._ledgers.values():
                moved = bool(ledger.ring()) or moved
        return carried

    def move_to(self, moment: datetime | str) -> None:
        """Move the one clock and let what falls due happen."""
        if isinstance(moment, str):
            moment = datetime.fromisoformat(moment)
        self.clock.move_to(moment if moment.tzinfo else moment.replace(tzinfo=ICT))
        self.settle()

    def facts(self, name: str = "", *, of: str | None = None) -> list[dict[str, Any]]:
        """Every stored fact of that name, as documents, in the order of each ledger."""
        found = []
        for department, ledger in self._ledgers.items():
            if of in (None, department):
                for line in ledger.store.lines(0, 1_000_000):
                    if line.topic == name or (not name and line.sequence):
                        found.append(json.loads(line.body))
        return found

    def refusals(self) -> list[dict[str, Any]]:
        """What was answered to every command that was not accepted: ``code``, ``message``, ``errors``."""
        replies = [outcome.reply for _, outcome in self.outcomes if outcome.code and outcome.reply]
        return [reply["data"] for reply in replies]

    def quarantined(self) -> list[str]:
        return [each.cause for ledger in self._ledgers.values() for each in ledger.store.quarantined()]
