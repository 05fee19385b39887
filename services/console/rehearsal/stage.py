"""Where the sample round is played: commands go out, replies come back, and the ledgers tell what has happened.

``Watch`` reads the departments' ledgers, each line once. The bus is one stage; a story has another, without a bus.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from amqp.exceptions import AMQPError
from eventsourcing.persistence import PersistenceError
from kombu.exceptions import KombuError

from services.console.client import ClientPool, NoAnswer, Order, read_answer
from shared.mechanism.agenda import ALARM
from shared.mechanism.bus import NotConfirmed
from shared.mechanism.clock import FileClock
from shared.mechanism.settings import Settings
from shared.mechanism.store import Store

PATIENCE_SECONDS = 180.0
POLL_SECONDS = 0.02
PAGE = 1_000
TOGETHER = 12
"""Agencies whose commands are under way at the same time, each over its own user's connection."""

WATCHED = frozenset(
    {
        ALARM,
        "AppraisalOpened",
        "AppraisalReturned",
        "AppraisalRequested",
        "AppraisalWidened",
        "AssessmentSubmitted",
        "CriteriaExplained",
        "CriteriaSetAdopted",
        "CriterionAppraised",
        "IndexDetermined",
        "RankingProposed",
        "ReappraisalOpened",
        "ReappraisalReturned",
        "ResultCorrectionReceived",
        "ResultsCorrected",
        "ResultsPublished",
        "ResultsReceived",
        "ResultsReceivedAgain",
    }
)


class RehearsalFailed(Exception):
    """The round cannot go on; the sentence says why, and who was waited for."""


class Stage(Protocol):
    """What the script needs."""

    @property
    def watch(self) -> Watch:
        """What has happened, as the ledgers tell it."""

    def now(self) -> datetime:
        """The one clock."""

    def move_to(self, moment: datetime) -> None:
        """Move the clock forward; never back."""

    def send(self, orders: Sequence[Order]) -> list[dict[str, Any]]:
        """The replies, in order. Each department gets its orders in this order."""

    def settle(self) -> None:
        """Return when nothing moves any more at this moment."""

    def until(self, wanted: Callable[[], Sequence[str]], waiting_for: str) -> None:
        """Return when nothing is ``wanted`` any more. Raises RehearsalFailed, naming what still is."""


class Watch:
    """The facts of the departments' ledgers that the script asks about, each read once."""

    def __init__(self, stores: Mapping[str, Store], names: frozenset[str] = WATCHED) -> None:
        self.stores = stores
        self._names = names
        self._read = dict.fromkeys(stores, 0)
        self._facts: dict[tuple[str, str], list[dict[str, Any]]] = {}

    def look(self) -> None:
        """Read on, in every ledger."""
        for name, store in self.stores.items():
            while lines := store.lines(self._read[name], PAGE):
                for line in lines:
                    if line.topic in self._names:
                        self._facts.setdefault((name, line.topic), []).append(json.loads(line.body))
                self._read[name] = lines[-1].position

    def facts(self, department: str, name: str) -> list[dict[str, Any]]:
        """The facts of that name in that ledger, as documents, in its order."""
        return self._facts.get((department, name), [])

    def data(self, department: str, name: str) -> list[dict[str, Any]]:
        return [fact["data"] for fact in self.facts(department, name)]

    def unheard(self, portal: Store) -> list[str]:
        """Who has not taken yet what another has noted in public; the portal hears everything, too."""
        said = {name: store.last()[1] for name, store in self.stores.items()}
        heard = {name: store.cursors() for name, store in (*self.stores.items(), ("portal", portal))}
        return [
            f"{name} ← {sender}"
            for name, cursors in heard.items()
            for sender, sequence in said.items()
            if cursors.get(f"from:{sender}", 0) < sequence
        ]

    def last_time(self) -> str:
        """When the latest row of any ledger was noted; '' when all are empty."""
        return max(store.last()[2] for store in self.stores.values())

    def positions(self) -> dict[str, int]:
        """How long each ledger is."""
        return {name: store.last()[0] for name, store in self.stores.items()}

    def close(self) -> None:
        for store in self.stores.values():
            store.close()


class BusStage:
    """The running services: over the bus, each agency under its own user; the ledgers are read beside them."""

    def __init__(
        self, settings: Settings, departments: Iterable[str], clock: FileClock, watched: frozenset[str] = WATCHED
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._clients = ClientPool(settings, most=TOGETHER)
        self.watch = Watch({name: settings.open_store(name) for name in departments}, watched)
        self._portal = settings.open_store("portal")

    def __enter__(self) -> BusStage:
        return self

    def __exit__(self, *reason: object) -> None:
        self._clients.close()
        self.watch.close()
        self._portal.close()

    def now(self) -> datetime:
        return self._clock.now()

    def move_to(self, moment: datetime) -> None:
        """The clock leaps over weeks: what was said before the leap must not be heard after it.

        Otherwise a ledger would bear out that it came to know of December's facts in January.
        """
        if self._clock.now() < moment:
            self._hear_everything()
            self._clock.move_to(moment)

    def settle(self) -> None:
        """Return when everybody knows everything, and nothing more came of that."""
        before: dict[str, int] = {}
        while (now := self.watch.positions()) != before:
            before = now
            self._hear_everything()

    def _hear_everything(self) -> None:
        self.until(lambda: self.watch.unheard(self._portal), "mọi sổ nhận đủ những việc đã ghi")

    def until(self, wanted: Callable[[], Sequence[str]], waiting_for: str) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            missing = self._missing(wanted)
            if not missing:
                return
            if time.monotonic() > deadline:
                names = ", ".join(missing[:10]) + (f" và {len(missing) - 10} việc khác" if missing[10:] else "")
                sentence = f"Đã chờ {PATIENCE_SECONDS:.0f} giây mà chưa thấy {waiting_for}: {names}."
                raise RehearsalFailed(sentence)
            time.sleep(POLL_SECONDS)

    def _missing(self, wanted: Callable[[], Sequence[str]]) -> Sequence[str]:
        try:
            self.watch.look()
        except PersistenceError as failure:
            return [f"sổ chưa đọc được ({failure})"]
        return wanted()

    def send(self, orders: Sequence[Order]) -> list[dict[str, Any]]:
        """A department that is down, or a broker, is waited for: the same command under the same id does no harm."""
        answers: dict[str, dict[str, Any]] = {}
        users = list(dict.fromkeys(self._user(order) for order in orders))
        for place in range(0, len(users), TOGETHER):
            some = set(users[place : place + TOGETHER])
            answers |= self._send_together([order for order in orders if self._user(order) in some])
        return [answers[order.id] for order in orders]

    def _user(self, order: Order) -> str:
        # In one process the bus vouches for nobody, so one connection carries all.
        return "phoihop" if self._settings.embedded else order.agency

    def _send_together(self, orders: Sequence[Order]) -> dict[str, dict[str, Any]]:
        deadline = time.monotonic() + PATIENCE_SECONDS
        left = list(orders)
        answers: dict[str, dict[str, Any]] = {}
        while left:
            failure = self._try(left, answers)
            left = [order for order in left if order.id not in answers]
            if left and time.monotonic() > deadline:
                names = ", ".join(sorted({f"{order.command} tới {order.to}" for order in left})[:5])
                sentence = f"Đã chờ {PATIENCE_SECONDS:.0f} giây mà chưa có trả lời: {names} ({failure})."
                raise RehearsalFailed(sentence)
            if left:
                time.sleep(POLL_SECONDS)
        return answers

    def _try(self, orders: Sequence[Order], answers: dict[str, dict[str, Any]]) -> str:
        """Send once and collect; what must be sent again stays without an answer."""
        failure = ""
        of_user: dict[str, list[Order]] = {}
        for order in orders:
            of_user.setdefault(self._user(order), []).append(order)
        try:
            for user, mine in of_user.items():
                self._clients.get(user).post([order.letter() for order in mine])
            for user, mine in of_user.items():
                bodies = self._clients.get(user).answers([order.letter() for order in mine], seconds=15)
                for order, body in zip(mine, bodies, strict=True):
                    answer = read_answer(body)
                    if answer["data"].get("retryable"):
                        failure = answer["data"]["message"]
                    else:
                        answers[order.id] = answer
        except (NoAnswer, NotConfirmed, KombuError, AMQPError, OSError) as reason:
            failure = str(reason) or type(reason).__name__
            for user in of_user:
                self._clients.drop(user)
        return failure
