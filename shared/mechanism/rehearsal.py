"""A retry tried out: everything is done as it would be done, in a transaction that is never given to the store.

It works on what the store holds at that moment, beside the ledger that is running, which notices nothing: no row, no
number and no time of its own is used, nothing is locked, nothing is sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shared.mechanism.ledger import Ledger
from shared.mechanism.message import SYSTEM
from shared.mechanism.releasing import Tried


class Rehearsal(Ledger):
    """A ledger that writes nothing: what it would write stays in its batch, and is forgotten with it."""

    @classmethod
    def of(cls, ledger: Ledger) -> Rehearsal:
        return cls(
            department=ledger.department,
            store=ledger.store,
            takers=ledger.takers,
            clock=ledger.clock,
            charter=ledger.charter,
            version=ledger.version,
        )

    def commit(self, *, all: bool = False) -> None:
        """Nothing is committed."""

    def save(self) -> None:
        """Nothing is saved."""

    def retry(self, *, cause: str = "", receipts: Sequence[str] = (), corrected: Any = None) -> list[Tried]:
        """What a retry of all that failed for a cause, or of these, would do to each message.

        Raises like ``Releasing.retry``.
        """
        chosen = list(receipts) or self.releasing.of_cause(cause)
        return self.releasing.retry(chosen, actor=SYSTEM, reason="", corrected=corrected)
