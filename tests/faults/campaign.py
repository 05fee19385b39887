"""One campaign: ``python -m tests.faults.campaign --seed 1 --faults 1000``; 0 when all is well.

Faults are injected one after another by a few hands at a time, while rounds are played and information is shared. When
they are used up the round that was begun is played to its end, everything is let come to rest, and the checker reads
the databases. The log and the findings stay in the folder.
"""

from __future__ import annotations

import argparse
import faulthandler
import hashlib
import logging
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from threading import BoundedSemaphore
from time import monotonic, sleep

import psycopg
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from services import PLACES, load
from shared.mechanism.clock import ICT
from shared.mechanism.taking import Takers
from tests.faults.checker import Answered, Expected, Finding, Postgres, Taken, check, shortened
from tests.faults.deployment import OWNER, Deployment, TooLate, wait_until
from tests.faults.injectors import Scene, inject, poison_again
from tests.faults.plan import KINDS, Fault, faults
from tests.faults.rounds import BY_THE_CLOCK, CORRESPONDENCE, FIRST_YEAR, undisturbed
from tests.faults.traffic import CLERKS, Correspondence, Players, Register

log = logging.getLogger("faults")

HANDS = 3
"""Faults that happen at the same time, at most, beside one that takes a server or a ledger away."""
BREATH_SECONDS = 2.0
"""After such a one: time for the services to come back, so that the rounds go on."""
REST_SECONDS = 180.0


@dataclass
class Result:
    """What came of a campaign."""

    seed: int
    kinds: Counter[str] = field(default_factory=Counter)
    during: list[tuple[str, tuple[int, int, int]]] = field(default_factory=list)
    """Each kind of fault and the step of a round during which it began: year, step, of how many."""
    failed: list[str] = field(default_factory=list)
    """Faults that could not be injected, and why."""
    findings: list[Finding] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    """What went wrong with the traffic."""
    notes: list[str] = field(default_factory=list)
    figures: dict[str, int | float | str] = field(default_factory=dict)

    @property
    def clean(self) -> bool:
        return not (self.findings or self.trouble or self.failed)


def run(folder: Path, *, seed: int, count: int, say: Console, breath: float = BREATH_SECONDS) -> Result:
    """The whole campaign in that folder. ``breath``: seconds after a fault that takes a server or a ledger away."""
    result, register, began = Result(seed), Register(), monotonic()
    deployment = Deployment(folder, say=lambda words: say.print(f"starting {words}"))
    rounds = undisturbed()
    first = next(rounds)  # known before anything breaks: it is played from the first fault on
    deployment.clock.move_to(FIRST_MOMENT)
    with deployment:
        scene = Scene(deployment, register)
        players = Players(deployment, register, chain([first], rounds), scene.clock)
        clerks = [Correspondence(number, deployment, register, seed) for number in range(1, CLERKS + 1)]
        for thread in (players, *clerks):
            thread.start()
        started = monotonic()
        _inject_all(scene, faults(seed, count), result, players, say, breath)
        result.figures["seconds of faults"] = round(monotonic() - started, 1)
        for clerk in clerks:
            clerk.end()
        players.end()
        players.over.wait()
        result.trouble += [str(thread.failure) for thread in (players, *clerks) if thread.failure]
        result.figures["rounds"] = len(players.played)
        result.figures["letters"] = sum(clerk.written for clerk in clerks)
        result.figures["commands"] = len(register.sent)
        result.figures["asked again"] = sum(each.tries - 1 for each in register.sent)
        expected = _expected(register, players.expected)
        _rest(scene, expected, result)
        result.findings = check(_databases(deployment), expected)
        result.figures["ended by themselves"] = str(deployment.deaths or 0)
        result.figures |= _sizes(deployment)
        codes = deployment.end_services()
        result.trouble += [f"{name} ended with {code}" for name, code in codes.items() if code]
        result.notes = scene.notes
    result.figures["seconds"] = round(monotonic() - began, 1)
    return result


FIRST_MOMENT = datetime(FIRST_YEAR, 11, 1, 8, tzinfo=ICT)


def _inject_all(
    scene: Scene, planned: list[Fault], result: Result, players: Players, say: Console, breath: float
) -> None:
    """In their order; what takes a server away from everybody one after another, the rest a few at a time."""
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=say
    )
    few, one = BoundedSemaphore(HANDS), BoundedSemaphore(1)
    with bar, ThreadPoolExecutor(HANDS + 1, thread_name_prefix="hand") as hands:
        task = bar.add_task("faults", total=len(planned))

        def work(fault: Fault, turn: BoundedSemaphore) -> None:
            try:
                result.during.append((fault.kind, players.step))
                _do(scene, fault, result)
                bar.update(task, advance=1, description="faults; round {}, step {}/{}".format(*players.step))
                if turn is one:
                    sleep(breath)
            finally:
                turn.release()

        for fault in planned:
            turn = one if KINDS[fault.kind].heavy else few
            turn.acquire()
            if players.failure:
                turn.release()
                return
            hands.submit(work, fault, turn)


def _do(scene: Scene, fault: Fault, result: Result) -> None:
    log.info("begins %s", fault)
    began = monotonic()
    try:
        inject(scene, fault)
        result.kinds[fault.kind] += 1
    except Exception as failure:
        log.exception("not done %s", fault)
        result.failed.append(f"{fault}: {failure}")
    log.info("over %s after %.2f s", fault, monotonic() - began)


# In the end -----------------------------------------------------------------------------------------------


def _rest(scene: Scene, expected: Expected, result: Result) -> None:
    """Until nothing moves any more: everything sent, taken, followed; each by a condition, all of them bounded."""
    deployment = scene.deployment
    deployment.clock.move_to(deployment.clock.now() + timedelta(hours=8))
    poison_again(scene)

    left: list[str] = []

    def at_rest() -> bool:
        with suppress(psycopg.Error):
            left[:] = [*_unfinished(deployment), *_untraced(deployment, expected)]
            log.info("left to do: %s", left[:5])
            return not left
        return False

    try:
        wait_until(at_rest, "everything comes to rest", REST_SECONDS, every=0.5)
    except TooLate as late:
        result.trouble.append(f"{late}: {'; '.join(left[:10])}")


def _unfinished(deployment: Deployment) -> Iterator[str]:
    """Cursors that have not come as far as they will."""
    heights, cursors = {}, {}
    height = "SELECT COALESCE(MAX(position), 0), COALESCE(MAX(sequence), 0) FROM journal"
    for name in PLACES:
        with deployment.connect(name) as connection:
            heights[name] = connection.execute(height).fetchone() or (0, 0)
            known = connection.execute("SELECT application_name, notification_id FROM notification_tracking")
            cursors[name] = dict(known.fetchall())
    for name, known in cursors.items():
        for sender, (_, sequence) in heights.items():
            if known.get(f"from:{sender}", 0) != sequence:
                yield f"{name} has taken {known.get(f'from:{sender}', 0)} of {sequence} of {sender}"
        position, sequence = heights[name]
        if known.get("relay", 0) != sequence:
            yield f"{name} has sent {known.get('relay', 0)} of {sequence}"
        for cursor, number in known.items():
            if cursor.startswith("view:") and number != position:
                yield f"{name}: {cursor} {number} of {position}"


def _untraced(deployment: Deployment, expected: Expected) -> Iterator[str]:
    """Departments that have fewer traces than there must be; which, is the checker's to say."""
    for name in PLACES:
        wanted = {digest for department, digest in expected.rejected if department == name}
        with deployment.connect(name) as connection:
            rows = connection.execute("SELECT COUNT(*) FROM journal WHERE topic = 'MessageRejected'").fetchone()
        if rows is None or rows[0] < len(wanted):
            yield f"{name} has {rows} traces of {len(wanted)}"


def _databases(deployment: Deployment) -> list[Postgres]:
    return [Postgres(name, deployment.surroundings.database.url(OWNER, name)) for name in PLACES]


def _expected(register: Register, said: Counter[tuple[str, str, str]]) -> Expected:
    return Expected(
        takes={name: takes(name) for name in PLACES},
        commands=[Answered(each.department, each.letter.id, each.code, each.facts) for each in register.sent],
        rejected=[(each.department, hashlib.sha256(each.body).hexdigest()) for each in register.poison],
        said=said,
        not_compared=BY_THE_CLOCK | CORRESPONDENCE,
    )


def takes(name: str) -> Taken:
    """What a service takes, as its lists say: the one thing that the checker is told of the program."""
    service = load(name)
    takers = Takers(service.procedures)  # type: ignore[attr-defined]
    shown = {each for view in service.views for each in view.sees_of}  # type: ignore[attr-defined]
    everything = service.keeps_everything or "*" in shown  # type: ignore[attr-defined]
    return Taken(frozenset(takers.of), frozenset(takers.schedulers) | frozenset(shown), everything)


def _sizes(deployment: Deployment) -> dict[str, int | float | str]:
    counts: Counter[str] = Counter()
    for name in PLACES:
        with deployment.connect(name) as connection:
            sql = "SELECT COUNT(*), COUNT(sequence) FROM journal"
            rows, facts = connection.execute(sql).fetchone() or (0, 0)
            sql = "SELECT COALESCE(SUM(times), 0) FROM duplicates WHERE message <> ''"
            again = connection.execute(sql).fetchone() or (0,)
        counts.update({"rows": rows, "public facts": facts, "duplicates counted": int(again[0])})
    log_of_database = deployment.surroundings.database.log.read_bytes()
    counts["disk full, as the database said"] = log_of_database.count(b"No space left") + log_of_database.count(
        b"File too large"
    )
    return dict(counts)


def tell(result: Result, say: Callable[[str], None]) -> None:
    """The summary: faults per kind, figures, findings."""
    for kind in KINDS.values():
        if result.kinds[kind.name]:
            say(f"{result.kinds[kind.name]:6d}  {kind.name:15s} {kind.what}")
    say(f"{result.kinds.total():6d}  faults, seed {result.seed}")
    for name, figure in result.figures.items():
        say(f"{figure!s:>10}  {name}")
    for heading, lines in (
        ("not injected", result.failed),
        ("trouble", result.trouble),
        ("findings", shortened(result.findings)),
    ):
        for line in lines:
            say(f"{heading}: {line}")
    say("Nothing missing, nothing doubled, order kept, results equal." if result.clean else "NOT CLEAN.")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.campaign", description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", type=int, default=1000)
    parser.add_argument("--folder", type=Path, default=Path("data/faults"), help="where the log is kept")
    told = parser.parse_args()
    folder: Path = told.folder.resolve() / f"seed-{told.seed}-faults-{told.faults}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    logging.basicConfig(
        filename=folder / "campaign.log", level=logging.INFO, format="%(asctime)s %(threadName)s %(message)s"
    )
    faulthandler.register(signal.SIGUSR1)
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # servers and disks are put away
    say = Console(stderr=True, highlight=False, soft_wrap=True, markup=False)
    result = run(folder, seed=told.seed, count=told.faults, say=say)
    with (folder / "summary.txt").open("w", encoding="utf-8") as kept:
        tell(result, lambda line: print(line, file=kept))
        print(*result.notes, *map(str, result.findings), sep="\n", file=kept)
    tell(result, say.print)
    say.print(f"log and summary: {folder}")
    return 0 if result.clean else 1


if __name__ == "__main__":
    sys.exit(main())
