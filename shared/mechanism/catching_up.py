"""A department that is behind others' facts decides nothing yet: it takes facts, and commands and deadlines wait.

A ledger that was put back to an older day, or whose department was away for long, lacks facts that it once had, or
would have. Others announce every second how far they have come, so whoever begins to lead listens: to each sender
that its ledger knows, for a moment, and then until it has taken what that sender had announced when it was first
heard. What is announced later is the day's work and holds nobody up.

No wait is without end: who is silent, or cannot send again what lacks, is waited for as long as something comes.
A department that is alone waits for nobody. Time without a bus does not count: nobody can be heard then, no command
can come, and a deadline that rang could be told to nobody.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic

log = logging.getLogger("phoihop.catching_up")

HEARING_SECONDS = 2.0
"""How long somebody whom the ledger knows may be silent before nobody waits for him; all announce every second."""
SHAKEN_SECONDS = 8.0
"""... after the bus was away: those who lost it as well try again with pauses of up to five seconds."""
STANDSTILL_SECONDS = 30.0
"""How long nothing may come of what is known to lack."""


@dataclass(slots=True)
class Wait:
    """What is waited for of one sender. ``goal``: the number to be reached; None while the sender was not heard."""

    goal: int | None
    taken: int
    moved_at: float


class CatchingUp:
    """How far a department has to come before it decides. ``taken``, everywhere: how far its ledger has come."""

    def __init__(self, department: str) -> None:
        self._department = department
        self._waits: dict[str, Wait] = {}
        self._heard: set[str] = set()
        self._late = self._away = self._shaken = False

    def begin(self, taken: Mapping[str, int]) -> None:
        """The department leads from now on: whom its ledger knows, and nobody has heard yet, is waited for."""
        self._heard, self._late, self._shaken = set(), False, self._away
        others = (name for name in taken if name != self._department)
        self._waits = {name: Wait(None, taken[name], monotonic()) for name in others}

    def disconnected(self) -> None:
        """The bus is away: there is nobody to be heard."""
        self._away = True

    def connected(self) -> None:
        """The bus is there, perhaps again."""
        self._shaken, self._away = self._shaken or self._away, False
        for wait in self._waits.values():
            wait.moved_at = monotonic()

    def heard(self, sender: str, announced: int, taken: Mapping[str, int]) -> None:
        """A sender says how far it has come; the facts that it had sent before were taken by now."""
        if sender in self._heard or sender == self._department:
            return
        self._heard.add(sender)
        self._waits.pop(sender, None)
        held = taken.get(sender, 0)
        if announced > held:
            self._late = True
            self._waits[sender] = Wait(announced, held, monotonic())
            log.info("commands wait for facts", extra={"sender": sender, "taken": held, "announced": announced})

    def under_way(self, taken: Mapping[str, int]) -> bool:
        """Is there anything left to wait for?"""
        if not self._waits:
            return False
        for sender, wait in list(self._waits.items()):
            held = taken.get(sender, 0)
            if held > wait.taken:
                wait.taken, wait.moved_at = held, monotonic()
            if wait.goal is not None and held >= wait.goal:
                del self._waits[sender]
            elif not self._away and monotonic() - wait.moved_at > self._patience(wait):
                del self._waits[sender]
                told = {"sender": sender, "taken": held, "announced": wait.goal}
                log.warning("nobody waits for this sender any longer", extra=told)
        if not self._waits:
            log.info("this department decides")
        return bool(self._waits)

    def _patience(self, wait: Wait) -> float:
        # Where one sender shows that this ledger is behind, those who say nothing yet are worth a longer wait.
        if wait.goal is not None or self._late:
            return STANDSTILL_SECONDS
        return SHAKEN_SECONDS if self._shaken else HEARING_SECONDS

    def lacking(self, taken: Mapping[str, int]) -> dict[str, int]:
        """How many facts lack of each sender that is waited for; 0 where nobody knows yet."""
        return {sender: max(0, (wait.goal or 0) - taken.get(sender, 0)) for sender, wait in self._waits.items()}
