"""A WSGI application on nameko's own web server, in the process and the green threads of its service."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from nameko.extensions import DependencyProvider
from nameko.web.server import WebServer

from shared.mechanism.health import Standing
from shared.mechanism.own import OwnLedger

log = logging.getLogger("phoihop.web")


class ApplicationServer(WebServer):
    """nameko's web server with a whole application in place of single entry points (its documented override)."""

    application: Any = None

    def get_wsgi_app(self) -> Any:
        return self.application

    def get_wsgi_server(self, sock: Any, wsgi_app: Any, **options: Any) -> Any:
        server = super().get_wsgi_server(sock, wsgi_app, **options)
        # eventlet would write a line for each request, and a traceback for each browser that goes away.
        server.log_output = False
        server.debug = False
        return server


class Web(DependencyProvider):
    """Serves what ``factory(own, standing)`` makes: an application over the service's own ledger."""

    server = ApplicationServer()
    own = OwnLedger()
    standing = Standing()

    def __init__(self, factory: Callable[[OwnLedger, Standing], Any]) -> None:
        self._factory = factory

    def setup(self) -> None:
        self.server.application = self._factory(self.own, self.standing)
        self.server.register_provider(self)

    def stop(self) -> None:
        self.server.unregister_provider(self)
        super().stop()
