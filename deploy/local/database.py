"""A private PostgreSQL cluster: loopback only, passwords asked of everybody, a database per department."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

import psycopg

from deploy import passwords
from deploy.local.failure import LocalFailure
from deploy.local.ports import LOOPBACK, open_to
from deploy.local.process import SEARCHED
from deploy.local.server import Server
from deploy.postgres import roles
from deploy.roster import AUDITOR, SERVICES

_SUPERUSER = "phoihop_owner"


def installed() -> Path | None:
    """The folder of the newest PostgreSQL server programs, or None when none is installed."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: [int(part) for part in re.findall(r"\d+", path.parts[-3])],
    )
    if debian:
        return debian[-1].parent
    found = shutil.which("initdb", path=SEARCHED)
    return Path(found).resolve().parent if found else None


class Database(Server):
    """PostgreSQL with one database and one role per service: deploy/postgres/roles.py."""

    title = "PostgreSQL"
    account_name = "postgres"
    port_names = ("postgres",)
    # "Fast": clients are cut off, what they had committed stays.
    stop_signal: ClassVar[signal.Signals] = signal.SIGINT

    @property
    def passwords_file(self) -> Path:
        """{role: password}, mode 0600."""
        return self.folder / "passwords.json"

    @property
    def url_template(self) -> str:
        """The address with ``{service}`` (role and database) and ``{password}`` left open."""
        return f"postgresql://{{service}}:{{password}}@{LOOPBACK}:{self.ports['postgres']}/{{service}}"

    def url(self, role: str, database: str | None = None) -> str:
        """The address of a database (the role's own unless named), with the password. KeyError: no such role."""
        password = passwords.read(self.passwords_file)[role]
        return f"postgresql://{role}:{password}@{LOOPBACK}:{self.ports['postgres']}/{database or role}"

    def _prepare(self) -> None:
        programs = installed()
        if programs is None:
            raise LocalFailure("PostgreSQL is not installed: install Debian's package postgresql.")
        known = passwords.kept(self.passwords_file, (*SERVICES, AUDITOR, _SUPERUSER))
        if (self.disk / "cluster" / "PG_VERSION").exists():
            return
        # What an interrupted first start left is of no use to anyone.
        shutil.rmtree(self.disk / "cluster", ignore_errors=True)
        word = self.disk / "superuser-password"
        passwords.write_private(word, known[_SUPERUSER])
        self.account.give(word)
        root = self.account.name is not None
        made = subprocess.run(
            [
                programs / "initdb",
                f"--pgdata={self.disk / 'cluster'}",
                f"--username={_SUPERUSER}",
                f"--pwfile={word}",
                "--auth-host=scram-sha-256",
                "--auth-local=reject",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
            ],
            env=self._environment(),
            cwd=self.disk,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            user=self.account.uid if root else None,
            group=self.account.gid if root else None,
            extra_groups=[] if root else None,
            check=False,
        )
        word.unlink()
        if made.returncode:
            said = made.stderr.decode(errors="replace").strip().splitlines()
            why = said[-1] if said else made.returncode
            raise LocalFailure(f"PostgreSQL's initdb failed in {self.disk}: {why}")

    def _commands(self) -> Sequence[tuple[Sequence[str | Path], Mapping[str, str]]]:
        programs = installed()
        assert programs is not None
        settings = {
            "port": self.ports["postgres"],
            "listen_addresses": LOOPBACK,
            # No socket file: its path has a length limit that a deep folder passes.
            "unix_socket_directories": "",
            "max_connections": 200,
            # After a checkpoint each page that is written first goes into the log as a whole; a ledger's one index
            # on random ids has a page for each new row. So checkpoints are to be rare.
            "max_wal_size": "4GB",
            # Room for that index and the views' rows, which are read wherever chance has put them.
            "shared_buffers": "512MB",
            "timezone": "Asia/Ho_Chi_Minh",
            "log_timezone": "Asia/Ho_Chi_Minh",
            "lc_messages": "C",
        }
        command: list[str | Path] = [programs / "postgres", "-D", self.disk / "cluster"]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        return ((command, self._environment()),)

    def _environment(self) -> dict[str, str]:
        return {"PATH": os.defpath, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "HOME": str(self.disk)}

    def _ready(self) -> bool:
        if not open_to(self.ports["postgres"]):
            return False
        try:
            psycopg.connect(self.url(_SUPERUSER, "postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _after_start(self) -> None:
        known = passwords.read(self.passwords_file)
        with psycopg.connect(self.url(_SUPERUSER, "postgres"), autocommit=True) as connection:
            there = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
            databases = {name for (name,) in connection.execute("SELECT datname FROM pg_database")}
            missing = set(SERVICES) - databases
            if not missing and AUDITOR in there:
                return
            for statement in roles.cluster(known, SERVICES, roles_there=there, databases_there=databases):
                connection.execute(statement)
        for name in SERVICES:
            with psycopg.connect(self.url(_SUPERUSER, name), autocommit=True) as connection:
                for statement in roles.inside(name):
                    connection.execute(statement)

    def _erase(self) -> None:
        shutil.rmtree(self.disk / "cluster", ignore_errors=True)
