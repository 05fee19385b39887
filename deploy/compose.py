"""python -m deploy.compose: writes deploy/secrets, which docker-compose.yml mounts and git ignores.

Each service is given its own two passwords and nobody else's; the broker and the database server are given all of
them, as hashes and as role statements. Run again, it keeps the passwords that are there.
"""

from __future__ import annotations

import json
from pathlib import Path

from deploy.passwords import kept, write_private
from deploy.postgres import roles
from deploy.rabbitmq.definitions import definitions
from deploy.roster import AUDITOR, SERVICES, clients

FOLDER = Path(__file__).with_name("secrets")


def write_secrets(folder: Path = FOLDER) -> list[Path]:
    """All files of the folder, made or made anew; the list of those that compose mounts."""
    folder.mkdir(parents=True, exist_ok=True)
    # Compose mounts a file with the mode that it has here, and the containers' accounts are not ours: the files
    # are readable by all, and the folder that holds them by nobody else.
    folder.chmod(0o700)
    bus = kept(folder / "all-bus.json", (*SERVICES, *clients(), AUDITOR))
    store = kept(folder / "all-store.json", (*SERVICES, AUDITOR, "superuser"))
    document = definitions(bus, services=SERVICES, clients=clients(), observers=(AUDITOR,))
    mounted = {
        "definitions.json": json.dumps(document, indent=1),
        "roles.sql": roles.script(store, SERVICES),
        "superuser": store["superuser"],
    }
    for service in SERVICES:
        mounted[f"bus-{service}.json"] = json.dumps({service: bus[service]})
        mounted[f"store-{service}.json"] = json.dumps({service: store[service]})
    for name, text in mounted.items():
        write_private(folder / name, text)
        (folder / name).chmod(0o444)
    return [folder / name for name in mounted]


if __name__ == "__main__":
    print(f"phoihop: {len(write_secrets())} secrets in {FOLDER}")
