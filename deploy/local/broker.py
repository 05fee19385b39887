"""A private RabbitMQ node: loopback only, its own name, cookie, port mapper and disk."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

import amqp

from deploy import passwords
from deploy.local.failure import LocalFailure
from deploy.local.ports import LOOPBACK, open_to
from deploy.local.process import SEARCHED
from deploy.local.server import Server
from deploy.rabbitmq.definitions import VHOST, definitions
from deploy.roster import AUDITOR, SERVICES, clients

# Debian's program of this name on PATH runs only as root or rabbitmq and with the system's settings.
_UNWRAPPED = (Path("/usr/lib/rabbitmq/bin"), Path("/usr/local/lib/rabbitmq/bin"), Path("/opt/rabbitmq/sbin"))

_NODE = "phoihop@localhost"


def installed() -> Path | None:
    """The plain program that starts a RabbitMQ node, or None when RabbitMQ is not installed."""
    for folder in _UNWRAPPED:
        if (folder / "rabbitmq-server").exists():
            return folder / "rabbitmq-server"
    found = shutil.which("rabbitmq-server", path=SEARCHED)
    return Path(found) if found else None


class Broker(Server):
    """RabbitMQ with one user per service, per agency, and ``auditor``; see deploy/rabbitmq/definitions.py."""

    title = "RabbitMQ"
    account_name = "rabbitmq"
    port_names = ("amqp", "distribution", "names")
    stop_signal: ClassVar[signal.Signals] = signal.SIGTERM

    @property
    def passwords_file(self) -> Path:
        """{user: password}, mode 0600."""
        return self.folder / "passwords.json"

    @property
    def url_template(self) -> str:
        """The address with ``{service}`` and ``{password}`` left open."""
        return f"amqp://{{service}}:{{password}}@{LOOPBACK}:{self.ports['amqp']}/{VHOST}"

    def url(self, user: str) -> str:
        """The address for one user, password included. KeyError: no such user."""
        return self.url_template.format(service=user, password=self.password(user))

    def password(self, user: str) -> str:
        return passwords.read(self.passwords_file)[user]

    def keeps(self, queue: str) -> bool:
        """Would that quorum queue survive a kill?

        RabbitMQ 3.10 writes the name of a new one down only half a second later, and never answers for a queue whose
        name it lost: whoever kills the broker on purpose waits for this first.
        """
        wanted = f"{VHOST}_{queue}".encode()
        return any(wanted in book.read_bytes() for book in self.disk.glob("mnesia/*/quorum/*/names.dets"))

    def control(self, *words: str) -> None:
        """``rabbitmqctl``, as the account of this broker."""
        folders = os.pathsep.join((*map(str, _UNWRAPPED), SEARCHED))
        program = shutil.which("rabbitmqctl", path=folders)
        if program is None:
            raise LocalFailure("rabbitmqctl is not installed: install Debian's package rabbitmq-server.")
        root = self.account.name is not None
        subprocess.run(
            [program, "--quiet", "--node", _NODE, *words],
            env=self._environment(),
            cwd=self.disk,
            user=self.account.uid if root else None,
            group=self.account.gid if root else None,
            extra_groups=[] if root else None,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=True,
        )

    def _prepare(self) -> None:
        known = passwords.kept(self.passwords_file, (*SERVICES, *clients(), AUDITOR))
        document = definitions(known, services=SERVICES, clients=clients(), observers=(AUDITOR,))
        files = {
            "definitions.json": json.dumps(document, indent=1),
            "rabbitmq.conf": "\n".join(
                (
                    f"listeners.tcp.1 = {LOOPBACK}:{self.ports['amqp']}",
                    f"load_definitions = {self.disk / 'definitions.json'}",
                    "log.console = true",
                    "log.console.level = info",
                    "log.file = false",
                    "disk_free_limit.absolute = 50MB",
                    "",
                )
            ),
            "enabled_plugins": "[].\n",
            "environment.conf": "",
        }
        for name, text in files.items():
            passwords.write_private(self.disk / name, text)
            self.account.give(self.disk / name)
        cookie = self.disk / ".erlang.cookie"
        if not cookie.exists():
            passwords.write_private(cookie, os.urandom(20).hex())
            cookie.chmod(0o400)
            self.account.give(cookie)

    def _commands(self) -> Sequence[tuple[Sequence[str | Path], Mapping[str, str]]]:
        server = installed()
        mapper = shutil.which("epmd", path=SEARCHED)
        if server is None or mapper is None:
            raise LocalFailure("RabbitMQ is not installed: install Debian's package rabbitmq-server.")
        env = self._environment()
        return (
            ([mapper, "-address", LOOPBACK, "-port", str(self.ports["names"])], env),
            ([server], env),
        )

    def _environment(self) -> dict[str, str]:
        # Nothing is inherited: a RABBITMQ_ variable of the caller's would point at the system's broker.
        return {
            "PATH": SEARCHED,
            "LANG": "C.UTF-8",
            "HOME": str(self.disk),
            "ERL_EPMD_ADDRESS": LOOPBACK,
            "ERL_EPMD_PORT": str(self.ports["names"]),
            # The name stays the same for ever: the disk belongs to the node of that name.
            "RABBITMQ_NODENAME": _NODE,
            "RABBITMQ_NODE_IP_ADDRESS": LOOPBACK,
            "RABBITMQ_NODE_PORT": str(self.ports["amqp"]),
            "RABBITMQ_DIST_PORT": str(self.ports["distribution"]),
            "RABBITMQ_MNESIA_BASE": str(self.disk / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self.disk / "log"),
            "RABBITMQ_GENERATED_CONFIG_DIR": str(self.disk / "generated"),
            "RABBITMQ_PID_FILE": str(self.disk / "pid"),
            "RABBITMQ_CONFIG_FILE": str(self.disk / "rabbitmq.conf"),
            "RABBITMQ_CONF_ENV_FILE": str(self.disk / "environment.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.disk / "enabled_plugins"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
            "RABBITMQ_SCHEDULER_BIND_TYPE": "u",
        }

    def _ready(self) -> bool:
        if not open_to(self.ports["amqp"]):
            return False
        connection = amqp.Connection(
            host=f"{LOOPBACK}:{self.ports['amqp']}",
            userid="portal",
            password=self.password("portal"),
            virtual_host=VHOST,
            connect_timeout=5,
            read_timeout=5,
        )
        try:
            connection.connect()
            connection.close()
        except (OSError, amqp.exceptions.AMQPError):
            return False
        return True

    def _erase(self) -> None:
        shutil.rmtree(self.disk / "mnesia", ignore_errors=True)
