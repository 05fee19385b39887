"""What inbox and relay of one department tell each other: whom to ask again, whom to answer, how far others are."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from time import monotonic

ASK_AGAIN_SECONDS = 2.0


@dataclass(slots=True)
class Sender:
    """What is known of another ledger's public facts."""

    announced: int = 0
    heard_at: float = 0.0
    asked_after: int = -1
    asked_at: float = 0.0
    behind_since: float | None = None


class Post:
    """Errands for the relay; and for each sender, how far its ledger says that it has come."""

    def __init__(self) -> None:
        self.asks: deque[tuple[str, int]] = deque()
        """(sender, after): ask that sender for what comes after that number."""
        self.again: deque[tuple[str, int]] = deque()
        """(asker, after): send that receiver our facts after that number."""
        self.senders: dict[str, Sender] = {}
        self.witnesses: dict[str, int] = {}
        """For each other ledger that was heard: how many of our own facts it says that it has taken."""

    def forget(self) -> None:
        """What was heard before this replica led is of no use to it now."""
        self.asks.clear()
        self.again.clear()
        self.senders.clear()
        self.witnesses.clear()

    def testified(self, receiver: str, taken: int) -> None:
        self.witnesses[receiver] = taken

    def behind(self, sequence: int) -> tuple[int, str] | None:
        """When others have taken more of our facts than we hold: the highest number, and who has it; else None."""
        taken, receiver = max(((number, name) for name, number in self.witnesses.items()), default=(0, ""))
        return (taken, receiver) if taken > sequence else None

    def heard(self, sender: str, announced: int) -> None:
        known = self.senders.setdefault(sender, Sender())
        known.announced = announced
        known.heard_at = monotonic()

    def saw(self, sender: str, sequence: int) -> None:
        known = self.senders.setdefault(sender, Sender())
        known.announced = max(known.announced, sequence)

    def lag(self, sender: str, taken: int) -> float:
        """Seconds since it was first noticed that something of that sender lacks; 0 when nothing does."""
        known = self.senders.get(sender)
        if known is None or known.announced <= taken:
            if known is not None:
                known.behind_since = None
            return 0.0
        known.behind_since = known.behind_since or monotonic()
        return monotonic() - known.behind_since

    def missing(self, sender: str, taken: int) -> bool:
        """Ask the sender again for what comes after ``taken``, unless that was asked a moment ago."""
        known = self.senders.setdefault(sender, Sender())
        if known.asked_after == taken and monotonic() - known.asked_at < ASK_AGAIN_SECONDS:
            return False
        known.asked_after, known.asked_at = taken, monotonic()
        self.asks.append((sender, taken))
        return True
