"""The round ends the same although every service is killed in turn and the broker is stopped, killed and started again.

One process per service on RabbitMQ and PostgreSQL, as ``make up-local`` starts them; the undisturbed round that it is
compared with is played in this process, without any bus.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from deploy.local import ports
from deploy.local.servers import Broker, forget_all
from services import DEPARTMENTS, PLACES
from shared.mechanism.settings import Settings
from tests.recomputed.played import played

pytestmark = pytest.mark.live
ROOT = Path(__file__).parents[2]
MINUTES = 60

PHOIHOP = [sys.executable, "-c", "from services.console import main; main()"]


class Province:
    """``phoihop up --local --demo`` in a folder of its own, and what it says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PHOIHOP_")}
        self.port = ports.row(len(PLACES))
        environment.update(PHOIHOP_DATA=str(folder), PORT=str(self.port), COLUMNS="200")
        self.environment = environment
        self.said: list[str] = []
        self._broker: Broker | None = None
        self.process = subprocess.Popen(
            [*PHOIHOP, "up", "--local", "--demo"], env=environment, cwd=ROOT, stderr=subprocess.PIPE, text=True
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(line.rstrip())

    def step(self) -> int:
        """The last step of the sample round that it has told of."""
        return max((int(found[1]) for line in self.said if (found := re.match(r"\s*(\d+)/16 ", line))), default=0)

    def wait_for(self, condition: Callable[[], bool], what: str, seconds: float) -> None:
        deadline = monotonic() + seconds
        while not condition():
            assert self.process.poll() is None, "the province ended: " + " | ".join(self.said[-5:])
            assert monotonic() < deadline, f"not within {seconds:.0f} s: {what}; last said: {self.said[-3:]}"
            sleep(0.05)

    def pid_of(self, service: str) -> int | None:
        """The process of a service now; None while it is away."""
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            for pid in (task / "children").read_text().split():
                try:
                    words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
                except OSError:
                    continue
                if words[-3:-1] == [b"services", service.encode()]:
                    return int(pid)
        return None

    def kill(self, service: str) -> None:
        pid = self.pid_of(service)
        assert pid is not None, f"{service} does not run"
        os.kill(pid, signal.SIGKILL)
        self.wait_for(lambda: self.pid_of(service) not in (None, pid), f"{service} was started again", 30)

    def broker(self) -> Broker:
        """The one handle on the private broker: it waits for what it starts again."""
        if self._broker is None:
            self._broker = Broker.found(self.folder / "local" / "broker")
        assert self._broker is not None
        return self._broker

    def settings(self) -> Settings:
        told = json.loads((self.folder / "local" / "environment.json").read_text(encoding="utf-8"))
        return Settings.from_environment({**self.environment, **told["environment"]})

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*PHOIHOP, *words], env=self.environment, cwd=ROOT, text=True, capture_output=True, timeout=300, check=False
        )

    def end(self) -> int:
        """Ask it to stop; its code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(90)
        self._listener.join(30)
        assert self.process.stderr is not None
        self.process.stderr.close()
        ports.release(range(self.port, self.port + len(PLACES)))
        return code


@pytest.fixture
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Province]:
    folder = tmp_path_factory.mktemp("province")
    for each in (folder, folder.parent):
        each.chmod(0o755)  # the servers run under accounts of their own
    made = Province(folder)
    try:
        yield made
    finally:
        made.end()
        if made._broker is not None:
            made._broker.close()
        forget_all(folder / "local")


def facts(bodies: list[bytes]) -> Counter[str]:
    """What was said in public, without ids, times and salt, which differ from run to run.

    Reminders are left out: they name what was outstanding when the clock was looked at, and a service that was away
    looks later.
    """
    said: Counter[str] = Counter()
    for body in bodies:
        document = json.loads(body)
        if document["type"] in {"ReminderIssued", "WorkOverdue"}:
            continue
        said[json.dumps([document["type"], document["subject"], document["data"]], sort_keys=True)] += 1
    return said


def restart(broker: Broker, stop: Callable[[], Any]) -> None:
    stop()
    broker.restart()


@pytest.mark.timeout(15 * MINUTES)
def test_the_result_is_the_same_whatever_is_killed(province: Province) -> None:
    faults: dict[int, Callable[[], None]] = {
        1: lambda: province.kill("noi_vu"),
        2: lambda: province.kill("tu_phap"),
        3: lambda: restart(province.broker(), province.broker().stop),
        4: lambda: province.kill("tai_chinh"),
        5: lambda: province.kill("tt_tt"),
        6: lambda: restart(province.broker(), province.broker().kill),
        7: lambda: province.kill("kh_cn"),
        9: lambda: province.kill("vp_ubnd"),
        10: lambda: province.kill("portal"),
        11: lambda: province.kill("noi_vu"),
    }
    for step, fault in faults.items():
        province.wait_for(lambda step=step: province.step() >= step, f"step {step}", 4 * MINUTES)
        fault()
    province.wait_for(lambda: any("Xếp loại" in line for line in province.said), "the rankings", 6 * MINUTES)

    settings = province.settings()
    stores = {name: settings.open_store(name) for name in DEPARTMENTS}
    try:
        for name, store in stores.items():
            undisturbed = played().province.ledger(name).store
            expected = facts([line.body for line in undisturbed.public_lines(0, 1_000_000)])
            found = facts([line.body for line in store.public_lines(0, 1_000_000)])
            assert found - expected == Counter(), f"{name} said what it should not have"
            assert expected - found == Counter(), f"{name} did not say what it should have"
            assert store.quarantined() == []
        for name, store in stores.items():
            for sender, other in stores.items():
                province.wait_for(
                    lambda: store.cursor(f"from:{sender}") == other.last()[1],  # noqa: B023
                    f"{name} has taken everything of {sender}",
                    30,
                )
    finally:
        for store in stores.values():
            store.close()
    checked = province.run("replay", "--check")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    examined = province.run("doctor")
    assert examined.returncode == 0, examined.stdout + examined.stderr
    assert province.end() == 0
