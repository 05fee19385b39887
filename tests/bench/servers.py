"""A private PostgreSQL and RabbitMQ, with room for programs that follow none of this project's rules."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from deploy import passwords
from deploy.local.broker import Broker
from deploy.local.database import _SUPERUSER, Database
from deploy.local.servers import Surroundings
from deploy.rabbitmq.definitions import _user
from shared.mechanism.store import Store

YARDSTICKS = "yardsticks"


class OpenBroker(Broker):
    """The province's broker, and beside it a virtual host in which one more user may do anything."""

    def _prepare(self) -> None:
        super()._prepare()
        path = self.disk / "definitions.json"
        document = json.loads(path.read_text())
        document["users"].append(_user(YARDSTICKS, YARDSTICKS))
        document["vhosts"].append({"name": YARDSTICKS})
        everything = {"configure": ".*", "write": ".*", "read": ".*"}
        document["permissions"].append({"user": YARDSTICKS, "vhost": YARDSTICKS, **everything})
        passwords.write_private(path, json.dumps(document))
        self.account.give(path)

    @property
    def open_url(self) -> str:
        return f"amqp://{YARDSTICKS}:{YARDSTICKS}@127.0.0.1:{self.ports['amqp']}/{YARDSTICKS}"


class Servers(Surroundings):
    """Both servers of one bench."""

    broker: OpenBroker

    def fresh_database(self, name: str) -> str:
        """The address of a new, empty database, for its owner."""
        name = f"bench_{name}"
        with psycopg.connect(self.database.url(_SUPERUSER, "postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")  # type: ignore[arg-type]
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")  # type: ignore[arg-type]
        return self.database.url(_SUPERUSER, name)

    def versions(self) -> dict[str, str]:
        with psycopg.connect(self.database.url(_SUPERUSER, "postgres")) as connection:
            row: Any = connection.execute("SHOW server_version").fetchone()
        import amqp

        with amqp.Connection(
            f"127.0.0.1:{self.broker.ports['amqp']}", YARDSTICKS, YARDSTICKS, virtual_host=YARDSTICKS
        ) as link:
            return {"PostgreSQL": row[0].split(" ")[0], "RabbitMQ": str(link.server_properties["version"])}


def store_at(dsn: str) -> Store:
    """This mechanism's tables in the database of that address."""
    url = urlsplit(dsn)
    return Store.postgres(
        host=str(url.hostname),
        port=int(url.port or 5432),
        dbname=url.path.lstrip("/"),
        user=str(url.username),
        password=str(url.password),
    )


@contextmanager
def running() -> Iterator[Servers]:
    """Both servers in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="phoihop-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # the servers run under accounts of their own
        database = Database.start(folder / "database")
        try:
            broker = OpenBroker.start(folder / "broker")
            try:
                yield Servers(folder, broker, database)
            finally:
                broker.kill()
                broker.forget()
        finally:
            database.kill()
            database.forget()
