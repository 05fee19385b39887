"""A connection to PostgreSQL that gives up on a server that has fallen silent, however long it may work.

Nothing in the protocol tells a server that works from one that stands still, or a network that swallows what is sent:
on an open connection psycopg waits without end. So whoever has waited for some seconds for a single byte asks a second
connection. Is that answered, the server is at work, and is given time; else this connection is closed. What became of
its transaction nobody knows then: it may be committed, even later, when the server wakes up and finds it in the post.
"""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import Any, ClassVar

import psycopg
from eventlet.hubs import trampoline
from eventlet.patcher import is_monkey_patched, original
from psycopg.abc import RV, PQGen
from psycopg.waiting import Ready, Wait

select = original("select")

SILENT_SECONDS = 2.0
"""How long a server may say nothing before somebody asks whether it is there."""
ANSWER_SECONDS = 3
"""How long that one waits for an answer."""
AGAIN_SECONDS = 0.1
"""How often whoever waits looks whether he has waited for too long."""
KNOWN_SECONDS, SHORT_SECONDS = 10.0, 1.0
"""For so long nobody need ask again after there was none; and so long the others are patient meanwhile."""


class Again(Exception):
    """Nothing has happened yet."""


class Silent(psycopg.OperationalError):
    """The server says nothing; what became of the transaction is not known."""


class Listening(psycopg.Connection[Any]):
    """A connection to the server that ``listening`` names."""

    where: ClassVar[Mapping[str, Any]]
    silent_at: ClassVar[float] = 0.0
    """When that server last gave no answer; 0: it has said something since."""

    def wait(self, gen: PQGen[RV], *how: Any, **more: Any) -> RV:
        heard = self._heard(gen)
        return self._in_turn(heard) if is_monkey_patched("socket") else super().wait(heard, *how, **more)

    def _in_turn(self, gen: PQGen[RV]) -> RV:
        """Among green threads: straight by their hub, without a selector made for each wait, at half the price."""
        try:
            wanted = next(gen)
            while True:
                reads = wanted == Wait.R
                what = {"read": reads, "write": not reads}
                try:
                    trampoline(self.pgconn.socket, **what, timeout=AGAIN_SECONDS, timeout_exc=Again)
                    ready = Ready.R if reads else Ready.W
                except Again:
                    ready = Ready.NONE
                wanted = gen.send(ready)
        except StopIteration as done:
            result: RV = done.value
            return result

    def _heard(self, gen: PQGen[RV]) -> PQGen[RV]:
        """The same conversation, ended when nothing has moved for too long and nobody else is answered either.

        It is woken ten times a second, with 0 when there is nothing to be read and no room to write.
        """
        since = 0.0
        try:
            wanted = next(gen)
            while True:
                both = wanted == Wait.RW
                ready = (self._ready() if both else 0) or (yield Wait.W if both else wanted)
                if ready:
                    since = 0.0
                    if type(self).silent_at and ready & Ready.R:
                        type(self).silent_at = 0.0
                elif not since:
                    since = monotonic()
                elif self._gives_up(monotonic() - since):
                    self.close()
                    wanted = gen.throw(Silent("the database is silent"))
                wanted = gen.send(ready)
        except StopIteration as done:
            result: RV = done.value
            return result

    def _ready(self) -> int:
        """What can be done now: read, write, or both.

        eventlet cannot wait for both: when both come at once it wakes the green thread twice, the second time in the
        midst of whatever that waits for by then. Who waits to write wakes ten times a second, and looks again.
        """
        poll = select.poll()
        poll.register(self.pgconn.socket, select.POLLIN | select.POLLOUT)
        happened = poll.poll(0)
        mask = happened[0][1] if happened else 0
        return (Ready.R if mask & ~select.POLLOUT else 0) | (Ready.W if mask & select.POLLOUT else 0)

    def _gives_up(self, silent: float) -> bool:
        known = monotonic() - type(self).silent_at < KNOWN_SECONDS
        if silent < (SHORT_SECONDS if known else SILENT_SECONDS):
            return False
        return known or not self._answered()

    @classmethod
    def _answered(cls) -> bool:
        """Does the server answer somebody new? A refusal is an answer as well."""
        try:
            psycopg.connect(**cls.where, connect_timeout=ANSWER_SECONDS).close()
        except psycopg.OperationalError as failure:
            if "FATAL" not in str(failure):
                cls.silent_at = monotonic()
                return False
        return True


def listening(where: Mapping[str, Any]) -> type[Listening]:
    """The class of connections to one server, which know of each other whether it is silent."""
    return type("Listening", (Listening,), {"where": dict(where)})
