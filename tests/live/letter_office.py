"""The test's own two services in processes of their own: ``python -m tests.live.letter_office noi_vu|tu_phap``.

They bear names that the broker knows, and do nothing that those departments do. ``LETTERS_BROKEN`` in the environment
names letters that this build of the archive cannot file.
"""

# ruff: noqa: E402
from __future__ import annotations

import os
import sys
import warnings

warnings.filterwarnings("ignore", message="(?s).*Eventlet is deprecated.*")
os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_selector")

import eventlet

eventlet.monkey_patch()

from shared.mechanism import logs
from shared.mechanism.department import Department
from shared.mechanism.host import Host, run
from shared.mechanism.settings import Settings
from tests.mechanism import letters


class Clerk(Department):
    name = "noi_vu"
    procedures = (letters.CLERK,)  # type: ignore[assignment]
    views = (letters.Letters,)


class Archive(Department):
    name = "tu_phap"
    procedures = (letters.ARCHIVE, letters.QUARANTINE)  # type: ignore[assignment]


def main(name: str) -> None:
    logs.configure("INFO")
    service = {"noi_vu": Clerk, "tu_phap": Archive}[name]
    letters.broken_letters.update(os.environ.get("LETTERS_BROKEN", "").split())
    with letters.known():
        run(Host([service], Settings.from_environment(), places={"noi_vu": 1, "tu_phap": 2}, version="test"))


if __name__ == "__main__":
    main(sys.argv[1])
