"""What the ledgers tell each other: how far they have come, and who lacks what. It is acted upon, and never stored.

An announcement is heard in two ways. In the queue of facts it stands behind the facts that it counts, so whoever has
come to it and lacks some of them has lost them, and asks. Whether this ledger itself was put back to an older day must
be known before anything is taken, though, and that queue may hold a day's facts in front of the first announcement.
So each consumer also listens to announcements alone, in a queue of its own that ends with it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any

from shared.mechanism.bus import ANNOUNCED, ASKS, SENDS
from shared.mechanism.catching_up import HEARING_SECONDS
from shared.mechanism.relay import announcement, testimony

if TYPE_CHECKING:
    from shared.mechanism.ledger import Outcome
    from shared.mechanism.own import OwnLedger

log = logging.getLogger("phoihop.talk")


class Talk:
    """One department's part in it."""

    def __init__(self, own: OwnLedger) -> None:
        self._own = own
        self._listens_until = 0.0

    # Before anything is taken -----------------------------------------------------------------------------

    def listen(self) -> None:
        """The bus is there: whoever our ledger knows may speak first."""
        self._listens_until = monotonic() + HEARING_SECONDS

    def listening(self, arrived: Iterable[tuple[str, Any]]) -> bool:
        """Has somebody yet to say how much of ours he has taken? Those who are silent are waited for a moment only.

        ``arrived``: what waits to be taken; what was announced while nobody listened stands there.
        """
        if monotonic() >= self._listens_until:
            return False
        if not self._heard_all():
            for kind, message in list(arrived):
                self.testify(kind, message)
        if self._heard_all():
            self._listens_until = 0.0
            return False
        return True

    def _heard_all(self) -> bool:
        known = self._own.ledger.taken.keys() - {self._own.department}
        heard = self._own.post.witnesses.keys()
        return known <= heard if known else bool(heard)

    def testify(self, kind: str, message: Any) -> None:
        """If somebody announces how far he has come: how many of our facts has he taken?"""
        sender, *words = key(message)
        if kind == "fact" and words == [ANNOUNCED] and sender != self._own.department:
            with suppress(ValueError):
                self._own.post.testified(sender, testimony(message.body, self._own.department))

    # What comes between the facts -------------------------------------------------------------------------

    @staticmethod
    def is_talk(kind: str, message: Any) -> bool:
        return kind == "fact" and key(message)[1:2] in ([ANNOUNCED], [ASKS])

    def hear(self, message: Any) -> None:
        """An announcement or a question, in its turn."""
        try:
            number = announcement(message.body)
        except ValueError as fault:
            log.warning("talk was not understood", extra={"reason": str(fault)[:300]})
            return
        sender, word = key(message)[:2]
        own = self._own
        if word == ASKS:
            own.post.again.append((sender, number))
            own.wake_relay()
            return
        own.post.heard(sender, number)
        own.catching_up.heard(sender, number, own.ledger.taken)
        self._ask_if_behind(sender)

    def account(self, outcomes: Sequence[Outcome], carriers: Sequence[Any]) -> None:
        """Ask for what messages show to be missing. ``carriers``: those that came by the bus."""
        behind = set()
        for outcome in outcomes:
            if outcome.kind == "gap":
                self._own.post.saw(outcome.sender, outcome.missing_from)
                behind.add(outcome.sender)
        for message in carriers:
            sender, *words = key(message)
            if words[:1] == [SENDS]:
                self._own.post.saw(sender, _whole(message.headers.get("last")))
                behind.add(sender)
        for sender in behind:
            self._ask_if_behind(sender)

    def _ask_if_behind(self, sender: str) -> None:
        post, taken = self._own.post, self._own.ledger.taken.get(sender, 0)
        known = post.senders.get(sender)
        if known is not None and taken < known.announced and post.missing(sender, taken):
            self._own.wake_relay()


def key(message: Any) -> list[str]:
    """The words of the key under which a message was published."""
    return str(message.delivery_info.get("routing_key", "")).split(".")


def _whole(value: Any) -> int:
    """A header as a number; a stranger's header, which may be anything, counts as nothing sent."""
    return value if isinstance(value, int) else 0
