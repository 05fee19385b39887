"""One service in a process of its own: ``python -m services noi_vu``."""

# ruff: noqa: E402
from __future__ import annotations

import os
import sys
import warnings

# Before anything that opens a socket or a database: green threads, and a driver that yields to them.
warnings.filterwarnings("ignore", message="(?s).*Eventlet is deprecated.*")
os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_selector")

import eventlet

eventlet.monkey_patch()

from services import PLACES, VERSION, load
from shared.mechanism import logs
from shared.mechanism.host import Host, run
from shared.mechanism.settings import Settings, SettingsError


def main(names: list[str]) -> int:
    """Run the named services until told to stop; 2 for a wrong name or setting."""
    unknown = [name for name in names if name not in PLACES]
    if not names or unknown:
        print(f"Cách dùng: python -m services TÊN…  với TÊN trong: {', '.join(PLACES)}", file=sys.stderr)
        return 2
    logs.configure(os.environ.get("PHOIHOP_LOG", "INFO"))
    try:
        settings = Settings.from_environment()
    except SettingsError as fault:
        print(fault, file=sys.stderr)
        return 2
    run(Host([load(name) for name in names], settings, places=PLACES, version=VERSION))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
