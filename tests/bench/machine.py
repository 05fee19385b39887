"""On what the figures were taken: machine, servers, libraries."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tests.bench.emmett_store import SOURCES

PACKAGES = ("nameko", "kombu", "eventsourcing", "psycopg", "eventlet", "faststream")


def machine() -> str:
    """Processor, cores, memory and system, in one line."""
    facts = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":")[1].strip() for line in facts if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB, Linux {platform.release().split('-')[0]}"


def versions(servers: dict[str, str]) -> dict[str, str]:
    """Name and version of whatever takes part."""
    found = {"Python": platform.python_version(), **servers}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    if node := shutil.which("node"):
        found["Node"] = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
        pins = json.loads((SOURCES / "package.json").read_text())["dependencies"]
        found["Emmett"] = pins["@event-driven-io/emmett"]
    return found
