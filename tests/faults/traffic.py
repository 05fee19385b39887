"""Who uses the province while things break: those who play the rounds, and those who write to each other besides.

An official who gets no answer, or is told to try again, sends the same bytes again, with the same id, until there is
an answer. What was sent and what was answered is kept: the checker holds it against the ledgers.
"""

from __future__ import annotations

import itertools
import logging
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from time import monotonic, sleep
from typing import Any
from uuid import UUID

import psycopg

import schemas
from services.console.client import ClientPool, Letter, Order, read_answer
from shared.mechanism.settings import Settings
from shared.regulation.agencies import service_of
from tests.faults.deployment import DEPARTMENTS, Deployment, TooLate, wait_until
from tests.faults.rounds import Round, Said, said

log = logging.getLogger("faults.traffic")

AGENCIES = ("SNV", "STP", "STC", "STTTT", "SKHCN", "VPUBND")
ANSWER_SECONDS = 4.0
PATIENCE_SECONDS = 300.0
TRY_AGAIN = frozenset({"TRY_AGAIN", "LEDGER_BEHIND", "INTERNAL_ERROR"})
CLERKS = 3
PAUSE_SECONDS = 2.0
STEP_SECONDS = 0.4
ACTOR = "Cán bộ (dữ liệu mẫu)"


@dataclass
class Sent:
    """One command, and its last answer."""

    department: str
    letter: Letter
    code: str = ""
    """Of the refusal; empty when it was accepted."""
    facts: tuple[str, ...] = ()
    """Ids of the facts that it caused, as the answer told them."""
    answered: bool = False
    tries: int = 0


@dataclass(frozen=True)
class Poison:
    """What was thrown into a queue and must leave a trace, if it arrives."""

    department: str
    user: str
    exchange: str
    key: str
    body: bytes


class Register:
    """Every command of the campaign, in the order of sending."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self.poison: list[Poison] = []
        self.closed: set[str] = set()
        """Departments to which nobody may send now."""
        self._under_way: Counter[str] = Counter()
        self._changed = threading.Condition()

    @contextmanager
    def closed_to(self, department: str) -> Iterator[None]:
        """Nobody has a command to that department under way, or sends one."""
        with self._changed:
            self.closed.add(department)
            self._changed.wait_for(lambda: not self._under_way[department])
        try:
            yield
        finally:
            with self._changed:
                self.closed.discard(department)
                self._changed.notify_all()

    @contextmanager
    def way_to(self, department: str) -> Iterator[None]:
        """A command to that department goes out, as soon as one may."""
        with self._changed:
            self._changed.wait_for(lambda: department not in self.closed)
            self._under_way[department] += 1
        try:
            yield
        finally:
            with self._changed:
                self._under_way[department] -= 1
                self._changed.notify_all()

    def note(self, sent: Sent) -> None:
        self.sent.append(sent)

    def of(self, department: str) -> list[Sent]:
        return [each for each in list(self.sent) if each.department == department]


class Official:
    """Sends commands of any agency and does not give up."""

    def __init__(self, settings: Settings, register: Register) -> None:
        self._clients = ClientPool(settings, most=6)
        self._register = register

    def close(self) -> None:
        self._clients.close()

    def send(self, department: str, letter: Letter, agency: str) -> Sent:
        """The command with its answer. Raises TooLate."""
        sent = Sent(department, letter)
        self._register.note(sent)
        self.ask(sent, agency)
        return sent

    def ask(self, sent: Sent, agency: str) -> None:
        """Until there is an answer that is none of "try again"."""
        deadline = monotonic() + PATIENCE_SECONDS
        while True:
            sent.tries += 1
            with self._register.way_to(sent.department):
                answer = self._once(sent.letter, agency)
            if answer is not None and answer.get("code") not in TRY_AGAIN:
                sent.code = answer.get("code", "")
                sent.facts = tuple(each["id"] for each in answer.get("facts", ()))
                sent.answered = True
                return
            if monotonic() > deadline:
                raise TooLate(f"{sent.department} did not answer {sent.letter.type} {sent.letter.id}: {answer}")
            sleep(0.2)

    def _once(self, letter: Letter, agency: str) -> dict[str, Any] | None:
        try:
            answer = read_answer(self._clients.get(agency).send(letter, seconds=ANSWER_SECONDS))
        except Exception as failure:  # whatever the driver raises: it is sent again
            log.debug("no answer: %s", failure)
            self._clients.drop(agency)
            return None
        data: dict[str, Any] = answer["data"]
        return data


def addressee(command: str, agency: str) -> str:
    """The department that takes a command."""
    to = str(getattr(schemas.find(command), "to", "noi_vu"))
    return (service_of(agency) or "noi_vu") if to == "owner" else to


class Correspondence(threading.Thread):
    """One clerk: shares information with other agencies, confirms, corrects; some of it is refused."""

    def __init__(self, number: int, deployment: Deployment, register: Register, seed: int) -> None:
        super().__init__(name=f"clerk-{number}", daemon=True)
        self._number = number
        self._chance = Random(seed * 1_000 + number)
        self._ended = threading.Event()
        self._register = register
        self._official = Official(deployment.settings, register)
        self.written = 0
        self.failure: BaseException | None = None

    def end(self) -> None:
        self._ended.set()
        self.join(PATIENCE_SECONDS + 30)

    def run(self) -> None:
        try:
            for data in self._letters():
                command, agency = data.pop("command"), data["agency"]
                department = addressee(command, agency)
                if department in self._register.closed:
                    continue
                id = str(UUID(int=self._chance.getrandbits(128), version=4))
                order = Order(command=command, data=data, agency=agency, to=department, actor=ACTOR, id=id)
                self._official.send(department, order.letter(), agency)
                self.written += 1
                if self._ended.wait(PAUSE_SECONDS * self._chance.random()):
                    return
        except BaseException as failure:
            self.failure = failure
        finally:
            self._official.close()

    def _letters(self) -> Iterator[dict[str, Any]]:
        """Without end: what is sent next."""
        shared: deque[tuple[str, str, list[str]]] = deque(maxlen=20)
        for number in itertools.count(1):
            agency = self._chance.choice(AGENCIES)
            name = f"information/2021/{agency}-{self._number}-{number}"
            others = self._chance.sample([each for each in AGENCIES if each != agency], self._chance.randint(1, 4))
            document = {
                "number": f"{number}/BC-{agency}",
                "issuer": "Cơ quan (dữ liệu mẫu)",
                "issued": "2021-10-29",
                "title": "Tình hình (dữ liệu mẫu)",
            }
            told = {"agency": agency, "information": name, "title": f"Tình hình {number}", "files": [document]}
            yield {"command": "ShareInformation", **told, "sort": "status", "recipients": others}
            shared.append((agency, name, others))
            which, name, others = self._chance.choice(shared)
            match self._chance.randrange(6):
                case 0:
                    again = {"title": f"Đính chính {number}", "summary": "Sửa số liệu.", "files": [document]}
                    yield {"command": "CorrectInformation", "agency": which, "information": name, **again}
                case 1:
                    yield {"command": "ConfirmReading", "agency": which, "information": f"{name}-{number}"}
                case 2 | 3 | 4:
                    yield {"command": "ConfirmReading", "agency": self._chance.choice(others), "information": name}


class Watch:
    """What the departments' ledgers say in public, each fact read once; from the databases."""

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment
        self._connections: dict[str, psycopg.Connection[Any]] = {}
        self._read = dict.fromkeys(DEPARTMENTS, 0)
        self.said: Counter[Said] = Counter()

    def close(self) -> None:
        for name in list(self._connections):
            self._connections.pop(name).close()

    def look(self) -> dict[str, int]:
        """How far each sender has come; raises psycopg.OperationalError while a database does not answer."""
        sql = (
            "SELECT j.sequence, e.state FROM journal j JOIN stored_events e ON e.notification_id = j.position"
            " WHERE j.sequence > %s ORDER BY j.sequence"
        )
        for name in DEPARTMENTS:
            rows = self._ask(name, sql, self._read[name])
            self.said.update(said(name, (bytes(state) for _, state in rows)))
            if rows:
                self._read[name] = int(rows[-1][0])
        return dict(self._read)

    def taken(self, receiver: str) -> dict[str, int]:
        """How far it has taken each sender."""
        rows = self._ask(receiver, "SELECT application_name, notification_id FROM notification_tracking")
        return {str(name)[5:]: int(number) for name, number in rows if str(name).startswith("from:")}

    def _ask(self, name: str, sql: str, *parameters: Any) -> list[Any]:
        try:
            if name not in self._connections:
                self._connections[name] = self._deployment.connect(name)
            return self._connections[name].execute(sql, parameters, binary=True).fetchall()  # type: ignore[call-overload]
        except psycopg.Error:
            if name in self._connections:
                self._connections.pop(name).close()
            raise


class Players(threading.Thread):
    """Play round after round until told to end; the round that was begun is played to its end."""

    def __init__(
        self, deployment: Deployment, register: Register, rounds: Iterator[Round], clock: threading.Lock
    ) -> None:
        super().__init__(name="players", daemon=True)
        self._deployment = deployment
        self._rounds = rounds
        self._clock = clock
        self._ended = threading.Event()
        self._official = Official(deployment.settings, register)
        self._watch = Watch(deployment)
        self.expected: Counter[Said] = Counter()
        """What was said undisturbed in all steps that were begun here."""
        self.played: list[Round] = []
        self.over = threading.Event()
        self.step = (0, 0, 0)
        """The round that is played: its year, the step, and how many there are."""
        self.failure: BaseException | None = None

    def end(self) -> None:
        self._ended.set()

    def run(self) -> None:
        try:
            while not self._ended.is_set() and (round := next(self._rounds, None)):
                for number, step in enumerate(round.steps, 1):
                    self.step = (round.year, number, len(round.steps))
                    if step.moment is not None:
                        with self._clock:
                            self._deployment.clock.move_to(step.moment)
                    self.expected.update(step.said)
                    for told in step.commands:
                        self._send(**told)
                    self._settle()
                    self._ended.wait(STEP_SECONDS)
                self.played.append(round)
        except BaseException as failure:
            log.exception("the round cannot go on")
            self.failure = failure
        finally:
            self._official.close()
            self._watch.close()
            self.over.set()

    def _send(
        self, command: str, data: dict[str, Any], agency: str, to: str | None, code: str, **attributes: Any
    ) -> None:
        department = to or addressee(command, agency)
        order = Order(command=command, data=data, agency=agency, to=department, actor=ACTOR, **attributes)
        sent = self._official.send(department, order.letter(), agency)
        if sent.code != code:
            raise AssertionError(f"{command} of {agency}: {sent.code or 'accepted'}, undisturbed {code or 'accepted'}")

    def _settle(self) -> None:
        """Until what was said undisturbed has been said here, and everybody has taken it."""
        where = "round {}, step {} of {}".format(*self.step)
        heights = wait_until(self._complete, f"{where}: what is said undisturbed is said", PATIENCE_SECONDS)
        wait_until(lambda: self._taken(heights), f"{where}: everybody has taken it", PATIENCE_SECONDS)

    def _complete(self) -> dict[str, int] | None:
        heights = _answered(self._watch.look)
        if heights is None:
            return None
        surplus = self._watch.said - self.expected
        if surplus:
            raise AssertionError(f"round and step {self.step}: what nobody says undisturbed: {next(iter(surplus))}")
        return heights if self.expected <= self._watch.said else None

    def _taken(self, heights: dict[str, int]) -> bool:
        for receiver in DEPARTMENTS:
            taken = _answered(lambda receiver=receiver: self._watch.taken(receiver))  # type: ignore[misc]
            if taken is None or any(taken.get(sender, 0) < number for sender, number in heights.items()):
                return False
        return True


def _answered(question: Callable[[], Any]) -> Any:
    """What the database answers; None while it does not."""
    try:
        return question()
    except psycopg.Error:
        return None


__all__ = ["CLERKS", "Correspondence", "Official", "Players", "Poison", "Register", "Sent"]
