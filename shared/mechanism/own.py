"""The one ledger of a running service, shared by all its nameko extensions."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cached_property

from eventlet.semaphore import Semaphore
from eventsourcing.persistence import PersistenceError
from nameko.extensions import DependencyProvider, SharedExtension

from shared.mechanism.catching_up import CatchingUp
from shared.mechanism.clock import configured
from shared.mechanism.leadership import Leadership
from shared.mechanism.ledger import Ledger
from shared.mechanism.post import Post
from shared.mechanism.settings import Settings
from shared.mechanism.taking import Takers

log = logging.getLogger("phoihop.own")


def open_ledger(service: type, settings: Settings, *, version: str = "") -> Ledger:
    """The ledger of a service class, in the store that the settings name."""
    name: str = service.name  # type: ignore[attr-defined]
    return Ledger(
        department=name,
        store=settings.open_store(name),
        takers=Takers(service.procedures),  # type: ignore[attr-defined]
        views=service.views,  # type: ignore[attr-defined]
        clock=configured(),
        charter=service.charter,  # type: ignore[attr-defined]
        keeps_everything=service.keeps_everything,  # type: ignore[attr-defined]
        version=version,
    )


class OwnLedger(SharedExtension):
    """Opens the ledger once for a container, whichever extension asks first."""

    leadership = Leadership()
    published = 0
    queues_renewed = 0

    @cached_property
    def settings(self) -> Settings:
        settings: Settings = self.container.config["SETTINGS"]
        return settings

    def __init__(self) -> None:
        super().__init__()
        self._opening = Semaphore()
        self._opened: Ledger | None = None

    @property
    def ledger(self) -> Ledger:
        """The ledger; where this replica leads, its views are brought up to date before anybody else sees it.

        nameko sets its extensions up, and starts them, side by side: without the semaphore two of them would open
        a ledger each, and the inbox would fold new facts into a view that is still catching up.
        """
        if self._opened is None:
            with self._opening:
                if self._opened is None:
                    version = self.container.config.get("VERSION", "")
                    self.leadership.ask()
                    term = self.leadership.term
                    ledger = open_ledger(self.container.service_cls, self.settings, version=version)
                    ledger.overtaken = self.leadership.verify
                    if self.leadership.elected:
                        ledger.folding.catch_up()
                        self.leadership.enter(term)
                    self._opened = ledger
        return self._opened

    def take_over(self) -> bool:
        """Does this replica lead? When it was elected it reads its ledger first. Raises PersistenceError."""
        if self.leadership.elected:
            term = self.leadership.term
            self.post.forget()
            self.ledger.reload()
            self.ledger.folding.catch_up()
            self.leadership.enter(term)
            self.wake_relay()
        return self.leadership.leads

    @cached_property
    def post(self) -> Post:
        return Post()

    @cached_property
    def catching_up(self) -> CatchingUp:
        return CatchingUp(self.department)

    @property
    def behind(self) -> tuple[int, str] | None:
        """The number of our facts that somebody has taken, and who, when this ledger does not hold so many.

        Then it was put back to an earlier day, and whatever it noted now would bear a number that is known already.
        """
        late = self.post.behind(self.ledger.sequence)
        if late is not None and self.post.behind(self.ledger.store.last()[1]) is None:
            return None  # a second replica has written them; this one only has not looked
        return late

    @property
    def department(self) -> str:
        return str(self.container.service_name)

    @property
    def bus_url(self) -> str:
        return self.settings.bus_url(self.department)

    wake_relay: Callable[[], None] = staticmethod(lambda: None)

    def stop(self) -> None:
        try:
            if self.leadership.leads:
                self.ledger.save()
        except PersistenceError as failure:
            log.warning("the store does not answer", extra={"reason": str(failure)[:300]})
        self.leadership.end()
        self.ledger.store.close()
        super().stop()


class LedgerAccess(DependencyProvider):
    """Gives the service its ledger."""

    own = OwnLedger()

    def get_dependency(self, worker_ctx: object) -> Ledger:
        return self.own.ledger
