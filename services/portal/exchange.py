"""Đối chiếu gửi – nhận (Điều 12 khoản 1): mỗi bên gửi bao nhiêu, mỗi bên nhận bao nhiêu, thiếu bao nhiêu?

Pure functions of what the departments tell of themselves. What is on its way is missing for that moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.portal.province import Health


@dataclass(frozen=True)
class Pair:
    """One sender and one receiver. ``sent``: by the sender's own ledger where it answers, else by what it announced.

    ``missing`` below 0: taken is what the sender's ledger does not hold any more. ``aside``: taken and not processed.
    """

    sender: str
    receiver: str
    sent: int
    taken: int
    aside: int
    told_by_sender: bool

    @property
    def missing(self) -> int:
        return self.sent - self.taken


def pairs(health: Sequence[Health]) -> list[Pair]:
    """Every sender against every receiver that answers, in the order of the departments."""
    own = {one.service: one.part("ledger").get("sequence") for one in health}
    found = []
    for one in health:
        told = {row["sender"]: row for row in one.part("inbox").get("senders") or []}
        for sender, sequence in own.items():
            row = told.get(sender, {})
            if one.silent or (not sequence and not row):
                continue
            sent = int(sequence if sequence is not None else row.get("announced") or 0)
            taken, aside = int(row.get("taken") or 0), int(row.get("aside") or 0)
            found.append(Pair(sender, one.service, sent, taken, aside, sequence is not None))
    return found
