"""Runs services: each in its own nameko container, one or many in a process, until told to stop."""

from __future__ import annotations

import gc
import logging
import signal
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import eventlet
from eventlet.event import Event
from nameko.containers import ServiceContainer

from shared.mechanism.settings import Settings

log = logging.getLogger("phoihop.host")

COLLECT = 20_000
"""New objects after which the collector looks for rings among them. A batch makes many objects, and hardly a ring."""


class Host:
    """Some services of the province in this process."""

    def __init__(
        self, services: Sequence[type], settings: Settings, *, places: Mapping[str, int], version: str
    ) -> None:
        self.containers: dict[str, ServiceContainer] = {}
        for service in services:
            name: str = service.name  # type: ignore[attr-defined]
            config = {
                "SETTINGS": settings,
                "VERSION": version,
                # nameko would listen on every address; a service listens where the settings say.
                "WEB_SERVER_ADDRESS": settings.address(places[name]),
                "AMQP_URI": settings.bus_url(name),
                "max_workers": 20,
            }
            self.containers[name] = ServiceContainer(service, config=config)

    def start(self) -> None:
        for container in self.containers.values():
            container.start()
        log.info("services started", extra={"services": ", ".join(self.containers)})

    def stop(self) -> None:
        """Finish what was begun, then end."""
        for container in reversed(self.containers.values()):
            container.stop()
        log.info("services stopped", extra={"services": ", ".join(self.containers)})

    def extension(self, service: str, kind: type) -> Any:
        """The extension of that kind in a running service: for the demonstration and for tests."""
        for extension in self.containers[service].extensions:
            if isinstance(extension, kind):
                return extension
        raise LookupError(f"{service} has no {kind.__name__}")

    def wait(self) -> None:
        for container in self.containers.values():
            container.wait()


def run(host: Host, *, meanwhile: Callable[[], None] | None = None) -> None:
    """Start, work until SIGTERM or SIGINT (or until ``meanwhile`` ends, if it is given), then drain and stop.

    A container that dies of a fault ends the process with that fault: whoever supervises starts it again.
    """
    finished: Event = Event()

    def end(reason: object = None) -> None:
        if not finished.ready():
            finished.send(reason)

    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda number, frame: eventlet.spawn_n(end))
    host.start()
    gc.collect()
    gc.freeze()  # what is loaded by now stays to the end: the collector need not look through it again and again
    gc.set_threshold(COLLECT)
    for container in host.containers.values():
        eventlet.spawn(_watch, container, end)
    if meanwhile is not None:
        eventlet.spawn(_finish, meanwhile, end)
    reason = finished.wait()
    host.stop()
    if isinstance(reason, BaseException):
        raise reason


def _watch(container: ServiceContainer, end: Callable[[object], None]) -> None:
    try:
        container.wait()
    except Exception as failure:
        log.error("a service died", extra={"service": container.service_name, "reason": str(failure)[:300]})
        end(failure)


def _finish(meanwhile: Callable[[], None], end: Callable[[object], None]) -> None:
    try:
        meanwhile()
    except BaseException as failure:
        end(failure)
        return
    end(None)
