"""The in-process bus: a kombu transport over ``memory`` that wakes its consumers instead of being polled.

kombu's own ``memory`` transport looks into its queues once in a polling interval; here a consumer waits until
something is put. Durability is not its business: the ledgers hold every fact, and the receivers ask for what
they lack, so an in-process bus that forgets everything at the end of the process loses nothing (law 3).
"""

from __future__ import annotations

import threading
from queue import Empty
from time import monotonic
from typing import Any, cast

from kombu.transport import TRANSPORT_ALIASES, memory

ALIAS = "embedded"


class _Arrivals:
    """Counts what was put anywhere, and lets consumers wait for the next."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.count = 0

    def add(self) -> None:
        with self._changed:
            self.count += 1
            self._changed.notify_all()

    def wait(self, seen: int, timeout: float) -> None:
        with self._changed:
            if self.count == seen:
                self._changed.wait(timeout)


_arrivals = _Arrivals()


class Channel(memory.Channel):
    def _put(self, queue: str, message: Any, **kwargs: Any) -> None:
        super()._put(queue, message, **kwargs)  # type: ignore[no-untyped-call]
        _arrivals.add()

    def _put_fanout(self, exchange: str, message: Any, routing_key: str | None = None, **kwargs: Any) -> None:
        super()._put_fanout(exchange, message, routing_key, **kwargs)  # type: ignore[no-untyped-call]
        _arrivals.add()


class Transport(memory.Transport):
    Channel = Channel

    def drain_events(self, connection: Any, timeout: float | None = None, **kwargs: Any) -> None:
        deadline = None if timeout is None else monotonic() + timeout
        while True:
            seen = _arrivals.count
            try:
                cast(Any, self.cycle).get(self._deliver, timeout=timeout)
                return
            except Empty:
                left = 1.0 if deadline is None else deadline - monotonic()
                if left <= 0:
                    raise TimeoutError from None
                _arrivals.wait(seen, min(left, 1.0))


def register() -> None:
    """Make ``embedded://`` known to kombu."""
    TRANSPORT_ALIASES[ALIAS] = f"{__name__}:Transport"


def forget_everything() -> None:
    """Empty every queue and binding: what a broker whose disk was wiped would know."""
    Channel.queues.clear()
    memory.Channel.queues.clear()
    Transport.global_state.clear()
