"""Emmett (Node) on PostgreSQL: one sender, its own consumer in a second process, a store each.

No broker; commands are lines to the first process, which is less work than the others do. They are appended one at
a time: with ten under way its consumer (0.42) reads on from the last global position that it saw, in the order of
transactions, and leaves out what was numbered earlier and committed later: 410 of 500 facts arrived.
Its packages come by npm into ``build/bench``; without Node the table says so.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.library import Library
from tests.bench.raw import _rows
from tests.bench.yardstick import ROOT, Counting

SOURCES = Path(__file__).with_name("emmett")
INSTALLED = ROOT / "build" / "bench" / "emmett"


class NotInstalled(Exception):
    """Emmett cannot be had here; the sentence says why."""


def install() -> None:
    """The pinned packages, by npm. Raises NotInstalled."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        raise NotInstalled("Node and npm are not installed")
    INSTALLED.mkdir(parents=True, exist_ok=True)
    for source in SOURCES.iterdir():
        if source.is_file():
            shutil.copy(source, INSTALLED / source.name)
    if not (INSTALLED / "node_modules" / "@event-driven-io" / "emmett-postgresql").exists():
        done = subprocess.run(
            ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=INSTALLED, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        if done.returncode:
            raise NotInstalled("npm could not install it: " + (done.stderr.strip().splitlines() or ["?"])[-1])


class Emmett(Library):
    key = "emmett"
    title = "Emmett on PostgreSQL"
    note = "Node; no broker; one append at a time, for with more its consumer leaves facts out"
    slow = 4

    def prepare(self) -> None:
        install()
        self.dsn = {role: self.servers.fresh_database(f"emmett_{role}") for role in self.roles}

    def start(self) -> None:
        super(Library, self).start()
        shelved = "message_type='ParcelShelved'"
        self._held = Counting(self.dsn["receiver"], "emt_messages", "global_position", where=shelved)

    def command_line(self, role: str) -> list[str]:
        return ["node", str(INSTALLED / f"{role}.mjs")]

    def compare(self) -> tuple[Sequence[Any], Sequence[Any]]:
        sql = "SELECT message_data->>'fact', message_data->>'text' FROM emt_messages WHERE message_type='{}' ORDER BY 1"
        return _rows(self.dsn["sender"], sql.format("ParcelSent")), _rows(self.dsn["receiver"], sql.format("Received"))
