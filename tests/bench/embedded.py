"""This mechanism with nothing prepared: both departments in one process, the in-process bus, SQLite files."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

if __name__ == "__main__":
    import warnings

    warnings.filterwarnings("ignore", message="(?s).*Eventlet is deprecated.*")
    import eventlet

    eventlet.monkey_patch()

from deploy.local import ports
from shared.mechanism import logs
from shared.mechanism.settings import Settings
from shared.mechanism.store import Store
from tests.bench.ours import AGENCY, RECEIVER, SENDER, Ours, command, service
from tests.bench.yardstick import Yardstick, told


class Embedded(Ours):
    key = "embedded"
    title = "phoihop in one process, nothing prepared"
    note = "in-process bus, SQLite"
    roles = ("both",)

    def prepare(self) -> None:
        self._port = ports.row(3)
        self._folder = Path(mkdtemp(prefix="embedded-", dir=self.servers.folder))
        self.stores = {name: Store.sqlite(self._folder / f"{name}.db") for name in (SENDER, RECEIVER)}
        self._begin()
        self._reading = sqlite3.connect(self._folder / f"{RECEIVER}.db", isolation_level=None)

    def start(self) -> None:
        Yardstick.start(self)

    def told(self, role: str) -> dict[str, Any]:
        return {"PORT": str(self._port), "PHOIHOP_DATA": str(self._folder)}

    def send(self, numbers: Sequence[str]) -> None:
        process = self.processes["both"]
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(numbers) + "\n")
        process.stdin.flush()
        process.stdout.readline()

    def stored(self) -> int:
        row = self._reading.execute(
            "SELECT MAX(notification_id) FROM tracking WHERE application_name=?", (f"from:{SENDER}",)
        ).fetchone()
        return int(row[0] or 0)

    def stop(self) -> None:
        Yardstick.stop(self)
        self._reading.close()
        for store in self.stores.values():
            store.close()
        ports.release(range(self._port, self._port + 3))


def main() -> None:
    from eventlet.hubs import trampoline

    from shared.mechanism.bus import COMMANDS, Outgoing, Publisher
    from shared.mechanism.host import Host, run

    logs.configure("WARNING")
    settings = Settings.from_environment(told())
    both = [service(name, views=False) for name in (SENDER, RECEIVER)]
    host = Host(both, settings, places={SENDER: 1, RECEIVER: 2}, version="bench")
    publisher = Publisher(settings.bus_url(AGENCY), AGENCY)

    def obey() -> None:
        eventlet.sleep(1)
        print("ready", flush=True)
        waiting = b""
        while True:
            trampoline(0, read=True)
            arrived = os.read(0, 1 << 20)
            if not arrived:
                return
            *lines, waiting = (waiting + arrived).split(b"\n")
            for line in lines:
                for number in json.loads(line):
                    publisher.publish([Outgoing(COMMANDS.name, SENDER, command(number))])
                print("sent", flush=True)

    run(host, meanwhile=obey)


if __name__ == "__main__":
    main()
    sys.exit(0)


