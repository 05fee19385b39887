"""What the broker has answered for, of the messages that were published on one channel.

It answers by number: for one message, or for all up to it; not always in order, and with a refusal where a full
queue did not take the message. Every number is looked at once, however many answers there are.
"""

from __future__ import annotations


class Confirms:
    """The confirms of one channel."""

    def __init__(self) -> None:
        self.sent = 0
        self.refused = 0
        """Messages that were not taken, since somebody last asked."""
        self._settled = 0
        self._ahead: set[int] = set()
        """Numbers beyond the settled ones that were answered for, each by itself."""

    @property
    def outstanding(self) -> int:
        return self.sent - self._settled - len(self._ahead)

    def acked(self, tag: int, multiple: bool) -> None:
        self._settle(tag, multiple)

    def nacked(self, tag: int, multiple: bool) -> None:
        self.refused += self._settle(tag, multiple)

    def _settle(self, tag: int, multiple: bool) -> int:
        """How many were outstanding until now."""
        before = self.outstanding
        if multiple:
            up_to = max(self._settled, min(tag, self.sent))
            if self._ahead:
                self._ahead.difference_update(range(self._settled + 1, up_to + 1))
            self._settled = up_to
        elif self._settled < tag <= self.sent:
            self._ahead.add(tag)
        while self._settled + 1 in self._ahead:
            self._settled += 1
            self._ahead.discard(self._settled)
        return before - self.outstanding
