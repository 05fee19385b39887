"""What each kind of fault does. Each function returns when its fault is over; who is hit has to recover by itself."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Any

import psycopg

from shared.mechanism.bus import COMMANDS, PROVINCE, Outgoing, Publisher, connect, fact_key
from shared.mechanism.clock import FileClock
from tests.faults.deployment import DEPARTMENTS, ON_THE_SMALL_DISK, ROOT, Deployment, TooLate, wait_until
from tests.faults.plan import SERVICES, Fault
from tests.faults.traffic import Official, Poison, Register, Sent

FACTS = (
    "SELECT j.sequence, j.topic, e.state FROM journal j JOIN stored_events e ON e.notification_id = j.position"
    " WHERE j.sequence > %s ORDER BY j.sequence LIMIT %s"
)
SEND_SECONDS = 120.0
"""How long a fault waits for a broker that another fault has taken away."""
STORM = 300
TRIES = 10


@dataclass
class Scene:
    """What the injectors work on."""

    deployment: Deployment
    register: Register
    clock: threading.Lock = field(default_factory=threading.Lock)
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._locks = {name: threading.RLock() for name in (*SERVICES, "broker", "database", "clock")}

    @contextmanager
    def alone(self, *names: str) -> Any:
        """With nobody else doing anything to these services or servers; always taken in one order."""
        with ExitStack() as stack:
            for name in sorted(set(names)):
                stack.enter_context(self._locks[name])
            yield


def inject(scene: Scene, fault: Fault) -> None:
    """Do it. Raises whatever goes wrong with the fault itself, which is no finding about who was hit."""
    INJECTORS[fault.kind](scene, fault)


# The network ----------------------------------------------------------------------------------------------


def bus_cut(scene: Scene, fault: Fault) -> None:
    scene.deployment.cut(scene.deployment.bus[fault.target])


def bus_delay(scene: Scene, fault: Fault) -> None:
    _delay(scene.deployment.bus[fault.target], fault)


def bus_stall(scene: Scene, fault: Fault) -> None:
    wire = scene.deployment.bus[fault.target]
    scene.deployment.stall(wire, True)
    sleep(fault.seconds)
    scene.deployment.stall(wire, False)


def bus_half(scene: Scene, fault: Fault) -> None:
    _half(scene.deployment.bus[fault.target], fault)


def store_cut(scene: Scene, fault: Fault) -> None:
    scene.deployment.cut(scene.deployment.store[fault.target])


def store_delay(scene: Scene, fault: Fault) -> None:
    _delay(scene.deployment.store[fault.target], fault)


def store_half(scene: Scene, fault: Fault) -> None:
    _half(scene.deployment.store[fault.target], fault)


def _delay(wire: Any, fault: Fault) -> None:
    wire.delay = fault.size / 1_000
    sleep(fault.seconds)
    wire.delay = 0.0


def _half(wire: Any, fault: Fault) -> None:
    """Whatever passes next, in a direction drawn by lot, is the last that passes."""
    broken = wire.broken
    sleep(fault.seconds)
    wire.breaks = Random(fault.seed).choice(("up", "down"))
    with suppress(TooLate):  # where nothing is said nothing can break
        wait_until(lambda: wire.broken > broken, "something was said", 3)
    wire.breaks = ""


# Services -------------------------------------------------------------------------------------------------


def pause(scene: Scene, fault: Fault) -> None:
    with scene.alone(fault.target):
        scene.deployment.signal(fault.target, signal.SIGSTOP)
        sleep(fault.seconds)
        scene.deployment.signal(fault.target, signal.SIGCONT)


def kill(scene: Scene, fault: Fault) -> None:
    with scene.alone(fault.target):
        sleep(fault.seconds)
        scene.deployment.kill(fault.target)


def end(scene: Scene, fault: Fault) -> None:
    """It ends in good order; where broker or database are away meanwhile, as a supervisor makes it end."""
    with scene.alone(fault.target):
        sleep(fault.seconds)
        scene.deployment.end(fault.target)


def twin(scene: Scene, fault: Fault) -> None:
    """Two processes of one service for a while; then one of them is killed, drawn by lot."""
    with scene.alone(fault.target):
        second = scene.deployment.twin(fault.target)
        try:
            with suppress(subprocess.TimeoutExpired):
                second.wait(fault.seconds + 4)  # it needs some seconds to begin
            if Random(fault.seed).random() < 0.5:
                scene.deployment.kill(fault.target)
                with suppress(subprocess.TimeoutExpired):
                    second.wait(2)
        finally:
            second.kill()
            second.wait(30)


# The database ---------------------------------------------------------------------------------------------


def terminate(scene: Scene, fault: Fault) -> None:
    sql = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        " AND usename = %s AND pid <> pg_backend_pid()"
    )

    def done() -> bool:
        try:
            with scene.deployment.connect(fault.target) as connection:
                connection.execute(sql, (fault.target,))
        except psycopg.OperationalError:
            return False
        return True

    with scene.alone(fault.target):  # not the sessions of who restores it
        wait_until(done, "the database answers", SEND_SECONDS)


def database_stop(scene: Scene, fault: Fault) -> None:
    _database(scene, fault, scene.deployment.surroundings.database.stop)


def database_kill(scene: Scene, fault: Fault) -> None:
    _database(scene, fault, scene.deployment.surroundings.database.kill)


def _database(scene: Scene, fault: Fault, ends: Callable[[], None]) -> None:
    with scene.alone("database"):
        scene.deployment.keep(ends)
        sleep(fault.seconds)
        scene.deployment.keep(scene.deployment.surroundings.database.restart)


def database_hang(scene: Scene, fault: Fault) -> None:
    """No wire is cut, no connection refused: nobody says anything any more."""
    with scene.alone("database"), scene.deployment.surroundings.database.standing_still():
        sleep(fault.seconds)


def disk_full(scene: Scene, fault: Fault) -> None:
    """What is asked of the department meanwhile needs room."""
    with scene.alone("database", ON_THE_SMALL_DISK), scene.deployment.full_disk():
        ends = monotonic() + fault.seconds
        while monotonic() < ends:
            _send_again(scene, ON_THE_SMALL_DISK, 20, Random(fault.seed))
            sleep(0.3)


# The broker -----------------------------------------------------------------------------------------------


def memory(scene: Scene, fault: Fault) -> None:
    with scene.alone("broker"):
        scene.deployment.surroundings.broker.control("set_vm_memory_high_watermark", "absolute", "1")
        sleep(fault.seconds)
        scene.deployment.surroundings.broker.control("set_vm_memory_high_watermark", "0.4")


def broker_stop(scene: Scene, fault: Fault) -> None:
    _broker(scene, scene.deployment.surroundings.broker.stop)


def broker_kill(scene: Scene, fault: Fault) -> None:
    _broker(scene, scene.deployment.surroundings.broker.kill)


def broker_wipe(scene: Scene, fault: Fault) -> None:
    with scene.alone("broker"):
        scene.deployment.keep(scene.deployment.surroundings.broker.wipe)
        scene.deployment.wait_for_queues()


def _broker(scene: Scene, ends: Callable[[], None]) -> None:
    with scene.alone("broker"):
        scene.deployment.keep(ends)
        scene.deployment.keep(scene.deployment.surroundings.broker.restart)


# Messages -------------------------------------------------------------------------------------------------


def duplicates(scene: Scene, fault: Fault) -> None:
    facts = _last(scene, fault.target, fault.size)
    _publish(scene, fault.target, [_to_all(fault.target, fact) for fact in facts])


def disorder(scene: Scene, fault: Fault) -> None:
    """While the receiver stands still its queue is emptied; what it lacks comes, and older facts, in any order."""
    chance = Random(fault.seed)
    with scene.alone(fault.target):
        scene.deployment.signal(fault.target, signal.SIGSTOP)
        try:
            _purge(scene, fault.target, "facts")
            for sender in DEPARTMENTS:
                facts = _last(scene, sender, fault.size)
                chance.shuffle(facts)
                _publish(scene, sender, [Outgoing("", f"{fault.target}.facts", state) for _, state in facts])
        finally:
            scene.deployment.signal(fault.target, signal.SIGCONT)


def storm(scene: Scene, fault: Fault) -> None:
    facts = _last(scene, fault.target, STORM)
    for _ in range(fault.size):
        _publish(scene, fault.target, [_to_all(fault.target, fact) for fact in facts])


def loss(scene: Scene, fault: Fault) -> None:
    """Half the time while the service stands still, so that something waits there."""
    chance = Random(fault.seed)
    with scene.alone(fault.target):
        if chance.random() < 0.5:
            scene.deployment.signal(fault.target, signal.SIGSTOP)
            sleep(chance.uniform(0.2, 1.5))
        try:
            _purge(scene, fault.target, "facts")
            _purge(scene, fault.target, "commands")
        finally:
            scene.deployment.signal(fault.target, signal.SIGCONT)


def commands_again(scene: Scene, fault: Fault) -> None:
    with scene.alone(fault.target):  # not while its ledger has forgotten them
        _send_again(scene, fault.target, fault.size, Random(fault.seed))


def _send_again(scene: Scene, department: str, count: int, chance: Random) -> None:
    """Some with the same bytes; some under a known id with another content, which must be refused with a trace."""
    known = [each for each in scene.register.of(department) if each.answered]
    for each in chance.sample(known, min(count, len(known))):
        document = json.loads(each.letter.body)
        agency, body = document["agency"], each.letter.body
        if chance.random() < 0.3 and not each.code:
            document["actor"] = f"{document['actor']} {chance.randrange(10**9)}"
            body = json.dumps(document, ensure_ascii=False).encode()
            _throw_in(scene, Poison(department, agency, COMMANDS.name, department, body))
        else:
            _publish(scene, agency, [Outgoing(COMMANDS.name, department, body)])


def poison(scene: Scene, fault: Fault) -> None:
    """Into the queue of facts or of commands: no text, no JSON, no object, no envelope, a depth, a false sender."""
    chance = Random(fault.seed)
    for _ in range(fault.size):
        queue = f"{fault.target}.{chance.choice(('facts', 'commands'))}"
        _throw_in(scene, Poison(fault.target, chance.choice(DEPARTMENTS), "", queue, _poisonous(chance)))


def _throw_in(scene: Scene, poison: Poison) -> None:
    scene.register.poison.append(poison)
    _publish(scene, poison.user, [Outgoing(poison.exchange, poison.key, poison.body)])


def poison_again(scene: Scene) -> None:
    """All of it: what the broker lost can have left no trace."""
    for user in {each.user for each in scene.register.poison}:
        thrown = [each for each in scene.register.poison if each.user == user]
        _publish(scene, user, [Outgoing(each.exchange, each.key, each.body) for each in thrown])


def _poisonous(chance: Random) -> bytes:
    salt = chance.randrange(10**12)
    deep = "[" * 50 + str(salt) + "]" * 50
    false = {
        "specversion": "1.0",
        "id": f"false-{salt}",
        "source": "/quang-nam/nobody",
        "type": "ResultsPublished",
        "subject": "results/2021",
        "time": "2021-11-01T00:00:00+07:00",
        "sequence": chance.randrange(1, 1_000_000),
        "agency": "SNV",
        "actor": "Không ai (dữ liệu mẫu)",
        "data": {},
    }
    return chance.choice(
        (
            bytes([0xFF, 0xFE, 0x00]) + str(salt).encode(),
            b'{"specversion":"1.0","id":"' + str(salt).encode(),
            f"[{salt}]".encode(),
            f'{{"a":{salt},"a":1}}'.encode(),
            f'{{"salt":{salt},"deep":{deep}}}'.encode(),
            f'{{"salt":{salt},"score":NaN}}'.encode(),
            json.dumps(false).encode(),
        )
    )


def _last(scene: Scene, sender: str, count: int) -> list[tuple[str, bytes]]:
    """The sender's last public facts: name and bytes; none while the database does not answer."""
    try:
        with scene.deployment.connect(sender) as connection:
            (height,) = connection.execute("SELECT COALESCE(MAX(sequence), 0) FROM journal").fetchone() or (0,)
            rows = connection.execute(FACTS, (height - count, count), binary=True).fetchall()
    except psycopg.Error:
        return []
    return [(str(topic), bytes(state)) for _, topic, state in rows]


def _to_all(sender: str, fact: tuple[str, bytes]) -> Outgoing:
    return Outgoing(PROVINCE.name, fact_key(sender, fact[0], "all"), fact[1])


def _publish(scene: Scene, user: str, messages: Sequence[Outgoing]) -> None:
    """As that user, who is patient; a queue that is not there swallows what is sent to it."""

    def done() -> bool:
        publisher = Publisher(scene.deployment.settings.bus_url(user), user)
        try:
            publisher.publish(messages)
        except Exception:  # whatever the driver raises: the broker is not there now
            return False
        finally:
            publisher.close()
        return True

    if messages:
        wait_until(done, f"the broker takes what {user} sends", SEND_SECONDS, every=0.3)


def _purge(scene: Scene, department: str, queue: str) -> None:
    with suppress(Exception), connect(scene.deployment.settings.bus_url(department)) as connection:
        channel: Any = connection.channel()
        channel.queue_purge(f"{department}.{queue}")


# Time and loss --------------------------------------------------------------------------------------------


def clock(scene: Scene, fault: Fault) -> None:
    """Back or forth by some hours, and back again; the players move it between two faults only."""
    with scene.clock:
        held: FileClock = scene.deployment.clock
        held.move_to(held.now() + timedelta(seconds=fault.size))
        sleep(fault.seconds)
        held.move_to(held.now() - timedelta(seconds=fault.size))


def restore(scene: Scene, fault: Fault) -> None:
    """The ledger is lost, and put back to a backup of some seconds ago; what it had said since the others give back.

    What they cannot give back is what nobody else ever had: commands, and what was noted of them in private. The
    restore tells such losses, and ``tests/mechanism/test_recovery.py`` shows them; so no command goes to the
    department between the backup and the loss. Facts of all the others do, and what follows from them; and commands
    do as soon as it is put back, while it has not taken again what it had taken.
    """
    name = fault.target
    with scene.alone(name, "database", "broker"), scene.register.closed_to(name):
        _have_dealt_with_all_commands(scene, name)
        made = Path(json.loads(_phoihop(scene, "backup", "--department", name, "--json").splitlines()[-1])["backup"])
        sleep(fault.seconds)
        _lose(scene, name)
        try:
            told = json.loads(_phoihop(scene, "restore", made.name, "--department", name, "--force", "--json"))
            scene.notes.append(f"restore {name}: {json.dumps(told['recovered'], ensure_ascii=False)}")
        finally:
            scene.deployment.release(name)


def _lose(scene: Scene, name: str) -> None:
    """End it for good at a moment at which nothing that it had said was on its way, as far as that can be had.

    What it wrote and had not sent when it was killed nobody else will ever have: then it runs once more.
    """
    for _ in range(TRIES):
        wait_until(lambda: _all_have_taken(scene, name), f"everybody has taken what {name} said", SEND_SECONDS)
        scene.deployment.kill(name, hold=True)
        try:
            wait_until(lambda: _all_have_taken(scene, name), f"everybody has taken what {name} said", 5)
            return
        except TooLate:
            scene.deployment.release(name)
    raise TooLate(f"{name} had something under way {TRIES} times")


def _have_dealt_with_all_commands(scene: Scene, name: str) -> None:
    """An answer to the last of them says that those before it, in the same queue, were dealt with."""
    known = next((each for each in reversed(scene.register.of(name)) if each.answered), None)
    if known is not None:
        official = Official(scene.deployment.settings, Register())
        try:
            official.ask(Sent(name, known.letter), json.loads(known.letter.body)["agency"])
        finally:
            official.close()


def _all_have_taken(scene: Scene, name: str) -> bool:
    try:
        with scene.deployment.connect(name) as connection:
            (height,) = connection.execute("SELECT COALESCE(MAX(sequence), 0) FROM journal").fetchone() or (0,)
        for other in SERVICES:
            with scene.deployment.connect(other) as connection:
                row = connection.execute(
                    "SELECT notification_id FROM notification_tracking WHERE application_name = %s", (f"from:{name}",)
                ).fetchone()
            if other != name and height and (row is None or row[0] < height):
                return False
    except psycopg.Error:
        return False
    return True


def _phoihop(scene: Scene, *words: str) -> str:
    program = [sys.executable, "-W", "ignore", "-c", "from services.console import main; main()"]
    environment = {**scene.deployment.environment(), "COLUMNS": "200"}
    done = subprocess.run(
        [*program, *words], env=environment, cwd=ROOT, text=True, capture_output=True, timeout=300, check=False
    )
    if done.returncode not in (0, 3):
        raise RuntimeError(f"phoihop {' '.join(words)}: {done.stdout[-500:]} {done.stderr[-1500:]}")
    return done.stdout.strip()


INJECTORS: dict[str, Callable[[Scene, Fault], None]] = {
    function.__name__: function
    for function in (
        bus_cut, bus_delay, bus_stall, bus_half, store_cut, store_delay, store_half, terminate, pause, kill, end,
        duplicates, disorder, storm, loss, commands_again, poison, clock, memory, broker_stop, broker_kill, broker_wipe,
        database_stop, database_kill, database_hang, disk_full, twin, restore,
    )
}  # fmt: skip
