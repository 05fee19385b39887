"""Where things are, from the environment; every setting has a default with which nothing need be prepared.

``PHOIHOP_DATA``             folder of the SQLite ledgers and of the demonstration's clock (``./data``)
``PHOIHOP_BACKUPS``          folder of the backups (``data-backups`` beside the data folder)
``PHOIHOP_BUS``              ``embedded``, or ``amqp://{service}:{password}@host:port/vhost``
``PHOIHOP_BUS_PASSWORDS``    a JSON file ``{user: password}`` that fills ``{password}``
``PHOIHOP_STORE``            ``sqlite``, or ``postgresql://{service}:{password}@host:port/{service}``
``PHOIHOP_STORE_PASSWORDS``  a JSON file ``{role: password}``
``PHOIHOP_CLOCK``            file of the demonstration's clock; without it the machine's time holds
``PORT``                     the portal's port (8000); each department's health page stands on one after it
``PHOIHOP_HOST``             the address to listen on (127.0.0.1). There is no sign-in yet, so any other is refused,
                             unless ``PHOIHOP_PUBLISHED=loopback`` says that the container around the service
                             is published on the host's loopback address only
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from shared.mechanism.lock import FileLock, Lock, SessionLock
from shared.mechanism.store import PATIENT, Store

LOOPBACK = ("127.0.0.1", "::1", "localhost")


class SettingsError(Exception):
    """A setting that cannot be used; the sentence says which and why."""


@dataclass(frozen=True)
class Settings:
    """The settings of one process."""

    data: Path = Path("data")
    bus: str = "embedded"
    store: str = "sqlite"
    port: int = 8000
    host: str = "127.0.0.1"
    bus_passwords: Mapping[str, str] = field(default_factory=dict, repr=False)
    store_passwords: Mapping[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Raises SettingsError with a sentence for a value that cannot be used."""
        env = os.environ if environment is None else environment
        try:
            port = int(env.get("PORT", "8000"))
        except ValueError:
            raise SettingsError(f"PORT phải là một số, không phải {env['PORT']!r}") from None
        settings = cls(
            data=Path(env.get("PHOIHOP_DATA", "data")),
            bus=env.get("PHOIHOP_BUS", "embedded"),
            store=env.get("PHOIHOP_STORE", "sqlite"),
            port=port,
            host=env.get("PHOIHOP_HOST", "127.0.0.1"),
            bus_passwords=_passwords(env.get("PHOIHOP_BUS_PASSWORDS")),
            store_passwords=_passwords(env.get("PHOIHOP_STORE_PASSWORDS")),
        )
        if settings.host not in LOOPBACK and env.get("PHOIHOP_PUBLISHED") != "loopback":
            raise SettingsError(
                f"Không mở ở địa chỉ {settings.host}: chưa cấu hình đăng nhập, chỉ được dùng 127.0.0.1."
            )
        if settings.bus != "embedded" and not settings.bus.startswith(("amqp://", "amqps://")):
            raise SettingsError("PHOIHOP_BUS phải là 'embedded' hoặc một địa chỉ amqp://")
        if settings.store != "sqlite" and not settings.store.startswith("postgresql://"):
            raise SettingsError("PHOIHOP_STORE phải là 'sqlite' hoặc một địa chỉ postgresql://")
        return settings

    @property
    def embedded(self) -> bool:
        return self.bus == "embedded"

    def bus_url(self, service: str) -> str:
        """The broker's address for one service's own user."""
        if self.embedded:
            return "embedded://localhost"
        return _filled(self.bus, service, self.bus_passwords)

    def store_url(self, service: str) -> str:
        """The PostgreSQL address of one service's own database."""
        return _filled(self.store, service, self.store_passwords)

    def open_store(self, service: str) -> Store:
        """The tables of one service; made when they are not there yet."""
        if self.store == "sqlite":
            return Store.sqlite(self.data / f"{service}.db")
        return Store.postgres(**self._database(service))

    def open_lock(self, service: str) -> Lock:
        """The lock by which one replica of a service leads; it lies where the service's tables lie."""
        if self.store == "sqlite":
            return FileLock(self.data / f"{service}.lock")
        return SessionLock(self._database(service) | PATIENT)

    def _database(self, service: str) -> dict[str, Any]:
        url = urlsplit(self.store_url(service))
        return {
            "host": url.hostname or "127.0.0.1",
            "port": url.port or 5432,
            "dbname": url.path.lstrip("/"),
            "user": unquote(url.username or service),
            "password": unquote(url.password or ""),
        }

    def address(self, offset: int) -> str:
        """Where the service at this place in the list listens: the portal at 0, departments after it."""
        return f"{self.host}:{self.port + offset}"


def _passwords(path: str | None) -> dict[str, str]:
    if not path:
        return {}
    try:
        content = json.loads(Path(path).read_text())
    except (OSError, ValueError) as fault:
        raise SettingsError(f"Không đọc được tệp mật khẩu {path}: {fault}") from None
    return {str(name): str(password) for name, password in content.items()}


def _filled(url: str, service: str, passwords: Mapping[str, str]) -> str:
    password = quote(passwords.get(service, ""), safe="")
    return url.replace("{service}", service).replace("{password}", password)
