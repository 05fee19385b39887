"""Replicas of one department: one leads (takes, rings, publishes), the others stand by and only look on.

Whoever has the lock and has read its ledger since leads. When the lock cannot be asked for, because the store does not
answer, who led goes on: it can write nothing, and tells that to whoever sends commands. Should somebody lead already
who can reach the store, the ledger's own order refuses what the other one writes, and it asks for the lock at once.

The broker does not choose (``x-single-active-consumer`` would): it does not know who can reach the store, and what it
has handed to a process that stands still it would hand to nobody else before the connection is given up.
"""

from __future__ import annotations

import logging
import random
from functools import cached_property

import eventlet
from eventlet.semaphore import Semaphore
from eventsourcing.persistence import PersistenceError
from nameko.extensions import SharedExtension

from shared.mechanism.lock import Lock, Unsure

log = logging.getLogger("phoihop.leadership")

ASK_SECONDS = 0.5


class Deposed(PersistenceError):
    """Another replica leads by now; what this one was about to write is the other's to write."""


class Leadership(SharedExtension):
    """Does this replica lead? One for all extensions of a container."""

    def __init__(self) -> None:
        super().__init__()
        self._held = False
        self._entered = 0
        self._ending = False
        self.unsure = False
        """Nobody can say who leads: the store cannot be reached."""
        self._asking = Semaphore()

    @cached_property
    def _lock(self) -> Lock:
        lock: Lock = self.container.config["SETTINGS"].open_lock(str(self.container.service_name))
        return lock

    @property
    def leads(self) -> bool:
        """The lock is ours, and the ledger was read since it is."""
        return self._held and self._entered == self._lock.acquired

    @property
    def elected(self) -> bool:
        """The lock is ours, but the ledger may have been written by another since it was read."""
        return self._held and not self.leads

    @property
    def role(self) -> str:
        return "active" if self.leads else "standby"

    @property
    def term(self) -> int:
        return self._lock.acquired

    def enter(self, term: int) -> None:
        """The ledger was read, beginning after the lock was got for that time."""
        self._entered = term
        log.info("this replica leads")

    def ask(self) -> bool:
        """Try for the lock, or see whether it is still ours; gives ``leads``."""
        waited = self._asking.locked()
        with self._asking:
            if self._ending:
                return False
            if waited and self.unsure:
                return self.leads  # somebody else has asked this moment, in vain
            led = self.leads
            try:
                self._held, self.unsure = self._lock.take(), False
            except Unsure as why:
                if not self.unsure:
                    log.warning("nobody can say who leads", extra={"reason": str(why)[:300], "leads": led})
                self.unsure = True
            if led and not self.leads:
                log.warning("this replica leads no more")
            return self.leads

    def verify(self) -> None:
        """Somebody else has written to the ledger: does this replica still lead? Raises Deposed."""
        if not self.ask():
            raise Deposed("another replica leads")

    def start(self) -> None:
        self.container.spawn_managed_thread(self._keep)

    def _keep(self) -> None:
        while not self._ending:
            eventlet.sleep(ASK_SECONDS * random.uniform(0.8, 1.0))
            self.ask()

    def end(self) -> None:
        """Let another replica lead; for ever."""
        self._ending = True
        with self._asking:
            self._held = False
            self._lock.release()
