"""The way out of quarantine: what was set aside is processed again, corrected or not, or skipped.

``QuarantineReleased``     it was processed, or skipped, with actor and reason; with the correction, if there was one
``QuarantineRetryFailed``  it was tried again, by whom and why, and still cannot be processed

Both stand under the receipt of the message, which keeps its bytes as they came. A correction changes what follows from
a message in this ledger, and nothing that the sender's ledger or anybody else's holds.

What waits behind a message goes with it, in its order, when it has been processed; when it is skipped, whoever skips it
decides what becomes of the rest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from eventsourcing.persistence import PersistenceError
from marshmallow import ValidationError

import schemas
from shared.mechanism.agenda import ALARM
from shared.mechanism.door import Door, schema_of
from shared.mechanism.failure import key_of, reason_of
from shared.mechanism.message import Message, plain, write
from shared.mechanism.receipts import Kept, Receipts
from shared.mechanism.store import Row, SetAside

if TYPE_CHECKING:
    from shared.mechanism.ledger import Ledger

MOST = 200
"""Messages processed in one transaction: an order about more of them is given again."""


class NotCorrectable(LookupError):
    """There is nothing in the message that could be corrected."""


class Misfit(Exception):
    """The corrected data do not fit the schema of the message; ``errors`` says where."""

    def __init__(self, errors: list[dict[str, str]]) -> None:
        super().__init__(f"{len(errors)} errors")
        self.errors = errors


@dataclass(frozen=True)
class Tried:
    """What became of one message. ``state``: taken, skipped, or fails with its ``cause``.

    ``facts``: the names of the facts that followed. ``behind``: the receipt with which it went along.
    ``again`` notes the failure once more, for whoever has to undo everything else.
    """

    aside: SetAside
    state: str
    cause: str = ""
    facts: tuple[str, ...] = ()
    behind: str = ""
    again: Callable[[], None] = lambda: None

    def plain(self) -> dict[str, Any]:
        """As plain JSON."""
        message = {name: getattr(self.aside, name) for name in ("receipt", "sender", "message", "type")}
        told = {"state": self.state, "cause": self.cause, "facts": list(self.facts), "behind": self.behind}
        return {**message, **told}


class Releasing:
    """Releases what a ledger has set aside; what it writes belongs to the present message's transaction."""

    def __init__(self, ledger: Ledger, door: Door) -> None:
        self._ledger = ledger
        self._door = door
        self._receipts = Receipts(ledger)

    def retry(self, receipts: Sequence[str], *, actor: str, reason: str, corrected: Any = None) -> list[Tried]:
        """Process them again, each with what waits behind it; ``corrected``: other data for the only one of them.

        Raises LookupError when one of them does not wait, or waits behind another; NotCorrectable and Misfit when the
        correction is none.
        """
        waiting = self._ledger.quarantined()
        behind = self._behind(waiting)
        known = {each.receipt: each for each in waiting}
        tried: list[Tried] = []
        done: set[str] = set()
        for aside in sorted((_among(known, each) for each in receipts), key=lambda each: each.position):
            if len(tried) >= MOST:
                break
            if aside.receipt not in done:  # else it went with the one before it
                self._turn(aside, behind)
                text = None if corrected is None else self._correction(aside, corrected)
                queue = behind.get(aside.held, [aside])[: MOST - len(tried)]
                tried += self._in_turn(queue, actor=actor, reason=reason, corrected=text)
                done |= {each.aside.receipt for each in tried}
                behind[aside.held] = [each for each in behind.get(aside.held, ()) if each.receipt not in done]
        return tried

    def retry_cause(self, key: str, *, actor: str, reason: str) -> list[Tried]:
        """Process again all that failed for one cause, as many as fit into one transaction."""
        return self.retry(self.of_cause(key)[:MOST], actor=actor, reason=reason)

    def of_cause(self, key: str) -> list[str]:
        """The receipts of what failed for one cause and does not wait behind something else."""
        heads: set[str] = set()
        found = []
        for each in self._ledger.quarantined():
            if each.held not in heads and key_of(each.cause) == key:
                found.append(each.receipt)
            if each.held:
                heads.add(each.held)
        return found

    def skip(self, receipt: str, *, actor: str, reason: str) -> Tried:
        """Let it have no consequence. Raises LookupError like ``retry``."""
        waiting = self._ledger.quarantined()
        aside = _among({each.receipt: each for each in waiting}, receipt)
        self._turn(aside, self._behind(waiting))
        self._ledger.add(self._receipts.released(self._kept(aside), actor=actor, reason=reason, skip=True))
        self._ledger.change_aside(aside, state="skipped")
        return Tried(aside, "skipped")

    # One message ------------------------------------------------------------------------------------------

    @staticmethod
    def _behind(waiting: Sequence[SetAside]) -> dict[str, list[SetAside]]:
        """What waits, in order, by the dossier that it holds up."""
        found: dict[str, list[SetAside]] = {}
        for each in waiting:
            if each.held:
                found.setdefault(each.held, []).append(each)
        return found

    @staticmethod
    def _turn(aside: SetAside, behind: dict[str, list[SetAside]]) -> None:
        """Is it its turn? Raises LookupError when an earlier message of the same dossier waits."""
        first = next(iter(behind.get(aside.held, ())), aside)
        if first.receipt != aside.receipt:
            raise LookupError(f"phải xử lý trước thông điệp {first.receipt} của cùng hồ sơ")

    def _in_turn(
        self, queue: Sequence[SetAside], *, actor: str, reason: str, corrected: str | None
    ) -> list[Tried]:
        """The first, and what waits behind it, up to one that fails."""
        tried = [self._process(queue[0], actor=actor, reason=reason, corrected=corrected)]
        for each in queue[1:]:
            if tried[-1].state == "fails":
                break
            tried.append(self._process(each, actor=actor, reason=reason, behind=queue[0].receipt))
        return tried

    def _process(
        self, aside: SetAside, *, actor: str, reason: str, corrected: str | None = None, behind: str = ""
    ) -> Tried:
        ledger, mark = self._ledger, self._ledger.mark()
        kept = self._kept(aside)
        facts: list[Row] = []
        try:
            takers, message = self._message(aside, kept, corrected)
            facts = ledger.carry_out(takers, message)
        except PersistenceError:
            raise
        except Exception as failure:
            ledger.undo(mark)
            cause = reason_of(failure)
            note = partial(self._still_fails, aside, kept, cause, actor=actor, reason=reason, corrected=corrected)
            note()
            return Tried(aside, "fails", cause, behind=behind, again=note)
        row = self._receipts.released(kept, actor=actor, reason=reason, corrected=corrected, behind=behind)
        ledger.add(row)
        ledger.change_aside(aside, state="released")
        return Tried(aside, "taken", facts=tuple(row.type for row in facts), behind=behind)

    def _still_fails(
        self, aside: SetAside, kept: Kept, cause: str, *, actor: str, reason: str, corrected: str | None
    ) -> None:
        row = self._receipts.retry_failed(kept, cause, actor=actor, reason=reason, corrected=corrected)
        self._ledger.add(row)
        self._ledger.change_aside(aside, cause=cause)

    def _message(self, aside: SetAside, kept: Kept, corrected: str | None) -> tuple[Sequence[Any], Message]:
        """Who takes it, and what they are given."""
        document, takers = kept.document, self._ledger.takers
        if kept.body is None:
            alarm = {**document["data"], "correlation": document["correlation"], "case": document.get("case", "")}
            return takers.alarms.get(alarm["name"], ()), self._door.alarm_message(alarm, aside.message)
        if corrected is not None:
            document = {**document, "data": json.loads(corrected)}
        return takers.of.get(aside.type, ()), self._door.load(document, kept.body)

    def _kept(self, aside: SetAside) -> Kept:
        """What was set aside, from its first receipt. Raises LookupError when the ledger does not hold it."""
        ledger, receipt = self._ledger, UUID(aside.receipt)
        rows = [row for row in ledger.batch.rows if row.record_id == receipt]
        line = ledger.store.line(receipt)
        first = line.row() if line is not None else next(iter(rows), None)
        if first is None:
            raise LookupError(f"sổ không còn giữ thông điệp mang mã {receipt}")
        told = json.loads(first.body)
        failed = [each for each in ledger.store.events(receipt) if each.topic == "QuarantineRetryFailed"]
        tries = len(failed) + sum(row.topic == "QuarantineRetryFailed" for row in rows)
        if first.topic == ALARM:
            return Kept(first, aside.position, told, None, 1 + tries)
        body = Receipts.received_bytes(first.body)
        return Kept(first, aside.position, json.loads(body), body, told["data"].get("attempts", 1) + tries)

    def _correction(self, aside: SetAside, data: Any) -> str:
        """Corrected data, in order, as the text that is recorded."""
        if aside.type == ALARM or schemas.find(aside.type) is None:
            raise NotCorrectable(f"{aside.type} không có biểu dữ liệu để sửa theo")
        try:
            return write(plain(schema_of(aside.type).load(data))).decode()
        except ValidationError as faults:
            raise Misfit(schemas.errors_of(faults)) from None


def _among(known: Mapping[str, SetAside], receipt: str) -> SetAside:
    if receipt not in known:
        raise LookupError(f"không có thông điệp nào đang cách ly mang mã {receipt}")
    return known[receipt]
