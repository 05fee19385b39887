"""The way out of quarantine: what was set aside is processed again, or skipped; either is itself a recorded fact."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from eventsourcing.persistence import PersistenceError

from shared.mechanism.agenda import ALARM
from shared.mechanism.door import Door, Outcome
from shared.mechanism.message import Message
from shared.mechanism.receipts import Receipts, reason_of

if TYPE_CHECKING:
    from shared.mechanism.ledger import Ledger


class Releasing:
    """Releases what a ledger has set aside."""

    def __init__(self, ledger: Ledger, door: Door) -> None:
        self._ledger = ledger
        self._door = door
        self._receipts = Receipts(ledger)

    def release(self, receipt: UUID, *, actor: str, reason: str, skip: bool = False) -> Outcome:
        """Process what is in quarantine again, or skip it with a reason; either is itself a recorded fact.

        What waits behind it goes next. Raises LookupError when no open quarantine bears the id, or when an
        earlier message of the same dossier is still waiting.
        """
        waiting = self._ledger.store.quarantined()
        aside = next((each for each in waiting if each.receipt == str(receipt)), None)
        line = self._ledger.store.line(receipt)
        if aside is None or line is None:
            raise LookupError(f"không có thông điệp nào đang cách ly mang mã {receipt}")
        before = next(each for each in waiting if each is aside or (each.held and each.held == aside.held))
        if before is not aside:
            raise LookupError(f"phải xử lý trước thông điệp {before.receipt} của cùng hồ sơ")
        mark = self._ledger.mark()
        stored = json.loads(line.body)
        body: bytes | None = None
        outcome = Outcome(kind="received", type=aside.type, id=aside.message)
        try:
            if line.topic == ALARM:
                takers = self._ledger.takers.alarms.get(stored["data"]["name"], ())
                message = self._door.alarm_message(
                    stored["data"] | {"correlation": stored["correlation"]}, aside.message
                )
                document = stored
            else:
                body = Receipts.received_bytes(line.body)
                document = json.loads(body)
                takers = self._ledger.takers.of.get(aside.type, ())
                message = self._door.load(document, body) if not skip else _NOTHING
            if not skip:
                self._ledger.carry_out(takers, message)
            self._ledger.add(self._receipts.released(line, document, body, actor=actor, reason=reason, skip=skip))
        except PersistenceError:
            raise
        except Exception as failure:
            self._ledger.undo(mark)
            outcome.kind, outcome.code = "quarantined", reason_of(failure)
            return outcome
        self._ledger.resolve(aside, "skipped" if skip else "released")
        return outcome


_NOTHING = Message(id="", source="", type="", subject="", time=datetime.min, data={})
