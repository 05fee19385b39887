"""The inbox: the bus to the ledger, in batches, acknowledged after the transaction.

One queue for all facts keeps each sender's order; one for commands. What has arrived while a batch was being
written forms the next one, so many messages share one transaction and one acknowledgement exactly when there
are many, and one message waits for nobody.

nameko's own consumer acknowledges a message whose handler raised; here nothing is acknowledged before the
ledger has written it, and what cannot be processed is written too (quarantine), so a message is never dropped.

While the store does not answer, commands are told to come again, and are let go: nothing of them was written. Facts
are kept, at most as many as the broker hands out unacknowledged, and tried again. Only the replica that leads takes;
another looks on, so that its pages are fresh and it can lead within seconds. One that has just begun to lead takes
facts before commands and alarms (``catching_up``): a deadline that rings some seconds late is still dated by its due
moment, and one that rings upon half of what was sent in time is wrong for ever.
"""

from __future__ import annotations

import contextlib
import logging
import random
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from time import monotonic
from typing import Any

import eventlet
from eventlet.event import Event
from eventsourcing.persistence import OperationalError, PersistenceError
from kombu.mixins import ConsumerMixin
from nameko.extensions import Entrypoint

from shared.mechanism.bus import (
    Outgoing,
    Publisher,
    announced_queue,
    commands_queue,
    connect,
    dead_queue,
    declare_exchanges,
    facts_queue,
)
from shared.mechanism.busy import AGAIN, BEHIND, CATCHING_UP, id_of, not_now
from shared.mechanism.catching_up import HEARING_SECONDS
from shared.mechanism.ledger import Delivery, Outcome
from shared.mechanism.lost_queue import renewed
from shared.mechanism.message import write
from shared.mechanism.own import OwnLedger
from shared.mechanism.talk import Talk

log = logging.getLogger("phoihop.inbox")

BATCH = 200
PREFETCH = 1_000
LOOK_AT_THE_CLOCK_SECONDS = 0.2
LISTEN_AGAIN_SECONDS = 0.02
KEEP_SECONDS = HEARING_SECONDS
"""How long commands are kept for a department that is about to decide, before they are told to come again."""
FEW = 5
"""In a larger batch only what is unusual is logged one by one; the rest is counted, and stands in the ledger."""
REST_SECONDS = 0.02
"""Nothing has come for so long: time to save what could wait."""
PATIENCE_SECONDS = 4.0
"""How long a batch is tried with a store that does not answer before its commands are told to try again."""
LOOK_ON_SECONDS = 1.0
"""How often a replica that stands by reads how far the other has come."""
HEARTBEAT = 10
"""Seconds between two signs of life: what a process that stands still holds is handed to another soon."""
COMPLAIN_SECONDS = 60.0
Mail = list[tuple[Any, Delivery]]
"""What came by the bus, and what is in it."""


class Ended(Exception):
    """Told to stop while there was no connection to the bus."""


class Inbox(ConsumerMixin, Entrypoint):
    """Fires the service method with a list of deliveries and waits for their outcomes."""

    own = OwnLedger()

    def setup(self) -> None:
        self._arrived: deque[Any] = deque()
        self._kept: deque[Any] = deque()
        self._something = Event()
        self._consumer_thread: Any = None
        self._worker_thread: Any = None
        self._ending = False
        self._out = False
        self._connected: Any = None
        self._beat_at = 0.0
        self.connect_max_retries = None
        self.handled: dict[tuple[str, str], int] = {}
        self._complained_at = self._keep_until = 0.0
        self._talk = Talk(self.own)
        self.own.inbox = self

    def start(self) -> None:
        self._replies = Publisher(self.own.bus_url, self.own.department)
        self._worker_thread = self.container.spawn_managed_thread(self._work)
        self._consumer_thread = self.container.spawn_managed_thread(self._consume)

    def stop(self) -> None:
        """Take no more; finish what was begun. What is not acknowledged comes again."""
        self._ending = True
        self._notice()
        for thread in (self._worker_thread, self._consumer_thread):
            if thread is not None:
                thread.wait()

    @property
    def should_stop(self) -> bool:  # type: ignore[override]
        """Take no more: the service ends, or another replica leads by now."""
        return self._ending or not self.own.leadership.leads

    @property
    def pending(self) -> int:
        """Messages that have arrived and wait for the ledger."""
        return len(self._arrived) + len(self._kept)

    # From the broker ------------------------------------------------------------------------------------

    def _consume(self) -> None:
        while not self._ending:
            if not self.should_stop:
                with contextlib.suppress(Ended):
                    self.run()  # type: ignore[no-untyped-call]
            eventlet.sleep(LISTEN_AGAIN_SECONDS)

    @property
    def connection(self) -> Any:
        return connect(self.own.bus_url, HEARTBEAT)

    @contextmanager
    def establish_connection(self) -> Iterator[Any]:
        """kombu's own, but with shorter pauses between attempts: a department should be back within seconds."""
        with self.connection.clone() as connection:
            # Services that lost their broker at one moment do not all come back at one moment.
            pauses = {"interval_start": 0.2, "interval_step": random.uniform(0.2, 0.4), "interval_max": 3}
            connection.ensure_connection(self.on_connection_error, None, **pauses)
            self._renew_lost_queues()
            try:
                yield connection
            finally:
                self.own.catching_up.disconnected()

    def _renew_lost_queues(self) -> None:
        if not self.own.settings.embedded:
            queues = [queue(self.own.department) for queue in (facts_queue, commands_queue, dead_queue)]
            # Side by side: a broker that lost one has often lost all three, and each is waited for.
            for found in eventlet.GreenPool().imap(partial(renewed, self.own.bus_url), queues):
                self.own.queues_renewed += found

    def get_consumers(self, consumer_cls: Any, channel: Any) -> list[Any]:
        self._forget_arrived()  # what an earlier connection delivered cannot be acknowledged on this one
        self._talk.listen()  # the first consumer may be served while the others are set up
        if self.own.settings.embedded:
            declare_exchanges(channel)
        dead_queue(self.own.department)(channel).declare()
        consumers = []
        for kind, queue in (
            ("fact", facts_queue(self.own.department)),
            ("command", commands_queue(self.own.department)),
        ):
            consumer = consumer_cls(
                queues=[queue],
                on_message=lambda message, kind=kind: self._arrive(kind, message),
                no_ack=False,
            )
            consumer.qos(prefetch_count=PREFETCH)
            consumers.append(consumer)
        announced = partial(self._talk.testify, "fact")
        consumers.append(consumer_cls(queues=[announced_queue(self.own.department)], on_message=announced, no_ack=True))
        return consumers

    def on_consume_ready(self, connection: Any, channel: Any, consumers: Any, **options: Any) -> None:
        self._connected = connection
        self.own.catching_up.connected()

    def on_iteration(self) -> None:
        """A sign of life, however busy the broker keeps us; kombu gives one only when nothing has come for a second."""
        if not self.own.settings.embedded and monotonic() - self._beat_at >= 1.0:
            self._beat_at = monotonic()
            self._connected.heartbeat_check()

    def _arrive(self, kind: str, message: Any) -> None:
        self._arrived.append((kind, message))
        self._notice()

    def _forget_arrived(self) -> None:
        self._arrived.clear()
        self._kept.clear()

    def _notice(self) -> None:
        if not self._something.ready():
            self._something.send(None)

    def on_connection_error(self, exc: Exception, interval: float) -> None:
        self.own.catching_up.disconnected()
        if self.should_stop:
            raise Ended  # nothing else ends the waiting for a broker that does not come back
        log.warning("no connection to the bus", extra={"reason": str(exc)[:300], "seconds": interval})

    # To the ledger --------------------------------------------------------------------------------------

    def _work(self) -> None:
        while not self._ending:
            try:
                if self.own.take_over():
                    self._serve()
                else:
                    self._look_on()
            except PersistenceError as failure:
                self._tell_silence(failure)
                eventlet.sleep(LOOK_ON_SECONDS * random.uniform(0.5, 1.0))

    def _look_on(self) -> None:
        """Stand by for a moment: know what the one that leads has written."""
        self._forget_arrived()
        self.own.ledger.look_again()
        until = monotonic() + LOOK_ON_SECONDS
        while not self._ending and not self.own.leadership.elected and monotonic() < until:
            eventlet.sleep(LISTEN_AGAIN_SECONDS)

    def _serve(self) -> None:
        """Take what comes, until the service ends or another replica leads."""
        looked_at = 0.0
        self.own.catching_up.begin(self.own.ledger.taken)
        while not self.should_stop:
            self._something = Event()
            if not self._arrived:
                with eventlet.Timeout(REST_SECONDS if self.own.ledger.unsaved else LOOK_AT_THE_CLOCK_SECONDS, False):
                    self._something.wait()
                if not self._arrived:
                    self._save()
            if self._talk.listening(self._arrived):
                eventlet.sleep(LISTEN_AGAIN_SECONDS)
                continue
            batch = [self._arrived.popleft() for _ in range(min(BATCH, len(self._arrived)))]
            if batch:
                self._take(self._facts_of(batch) if self._waits else batch)
                eventlet.sleep(0)
            if self._kept:
                self._let_in()
            if monotonic() - looked_at >= LOOK_AT_THE_CLOCK_SECONDS:
                looked_at = monotonic()
                self._look_at_the_clock()
            self._hear_own()

    def _hear_own(self) -> None:
        """What this ledger has said itself, for the procedures of its own that take it. It is kept there until then."""
        ledger = self.own.ledger
        try:
            while not self.should_stop and not self.own.behind and (deliveries := ledger.unheard(BATCH)):
                self._account(self._fire(deliveries))
                eventlet.sleep(0)
        except PersistenceError as failure:
            self._tell_silence(failure)

    @property
    def _waits(self) -> bool:
        """Has this department to catch up before it takes a command or rings? One that is put back says so at once."""
        ledger = self.own.ledger
        return self.own.catching_up.under_way(ledger.taken) and self.own.post.behind(ledger.sequence) is None

    def _facts_of(self, batch: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
        """The facts of a batch; its commands are kept for a moment."""
        if not self._kept:
            self._keep_until = monotonic() + KEEP_SECONDS
        self._kept.extend(each for each in batch if each[0] == "command")
        return [each for each in batch if each[0] == "fact"]

    def _let_in(self) -> None:
        """Commands that were kept are next when it has caught up; when that lasts, they are told to come again."""
        if not self._waits:
            self._arrived.extendleft(reversed(self._kept))
            self._kept.clear()
        elif monotonic() >= self._keep_until:
            commands = [(message, self._delivery(kind, message)) for kind, message in self._kept]
            self._turn_away(commands, CATCHING_UP)
            self._kept.clear()

    def _save(self) -> None:
        """A store that does not answer now costs nothing: what could wait stands in memory and is saved next time."""
        try:
            self.own.ledger.save()
        except PersistenceError as failure:
            self._out = isinstance(failure, OperationalError)  # the next batch need not wait as long again
            self._tell_silence(failure)

    def _tell_silence(self, failure: PersistenceError, **more: Any) -> None:
        log.warning("the store does not answer", extra={"reason": str(failure)[:300], **more})

    def _look_at_the_clock(self) -> None:
        ledger = self.own.ledger
        try:
            if self.own.behind or self._waits:
                return
            due = ledger.agenda.due(ledger.now)
            if due:
                self._fire([Delivery(kind="alarm", body=b"", alarm=row) for row in due])
        except PersistenceError as failure:
            self._tell_silence(failure)

    def _take(self, batch: list[tuple[str, Any]]) -> None:
        mail, talk = [], []
        for kind, message in batch:
            if self._talk.is_talk(kind, message):
                self._talk.testify(kind, message)
                talk.append(message)
            else:
                mail.append((message, self._delivery(kind, message)))
        persisted = self._persist(mail)
        if persisted is None:
            self._arrived.extendleft(reversed(batch))  # another replica takes it, or this one when it leads again
            return
        mail, outcomes = persisted
        self._answer(mail, outcomes)
        self._acknowledge([message for _, message in batch], alone=bool(self._kept))
        self._account(outcomes, [message for message, _ in mail])
        # Talk stands in the queue behind the facts that it counts, so it is heard after they were taken.
        for message in talk:
            self._talk.hear(message)

    def _delivery(self, kind: str, message: Any) -> Delivery:
        body = message.body.encode() if isinstance(message.body, str) else bytes(message.body)
        return Delivery(kind=kind, body=body, user=self._vouched(message.properties.get("user_id")))  # type: ignore[arg-type]

    def _answer(self, mail: Mail, outcomes: list[Outcome]) -> None:
        replies = (self._reply(message, outcome) for (message, _), outcome in zip(mail, outcomes, strict=True))
        self._send_replies([reply for reply in replies if reply])

    def _vouched(self, user: str | None) -> str | None:
        """Who the broker vouches for. The in-process bus has one process, which vouches for itself."""
        if self.own.settings.embedded:
            return None
        return user or "(không có)"

    def _persist(self, mail: Mail) -> tuple[Mail, list[Outcome]] | None:
        """Write them all; gives those that were not told to come again, and what became of each.

        None: this replica does not lead any more, or is to end, and none of them is dealt with.
        """
        delay, attempts = 0.1, 0
        until = monotonic() + (0 if self._out else PATIENCE_SECONDS)
        while mail:
            try:
                if self._out and self.own.leadership.unsure:
                    raise OperationalError("the store is away still")
                if self.own.behind:
                    # Facts are not lost by being let go: their senders hold them, and are asked when this is whole.
                    self._complain()
                    return mail, [self._not_now(delivery, BEHIND) for _, delivery in mail]
                outcomes = self._fire([delivery for _, delivery in mail])
                self._out = False
                return mail, outcomes
            except PersistenceError as failure:
                attempts += 1
                self._tell_silence(failure, attempts=attempts)
            if not self.own.leadership.unsure:
                self.own.leadership.ask()  # who stood still may have been deposed, and has nobody to turn away then
            again_at = monotonic() + delay * random.uniform(0.5, 1.0)
            delay = min(delay * 2, 5.0)
            while True:
                if self.should_stop:
                    return None
                if monotonic() >= until:
                    self._out = True
                    mail = self._put_off(mail)
                if not mail or monotonic() >= again_at:
                    break
                eventlet.sleep(LOOK_AT_THE_CLOCK_SECONDS)
        return mail, []

    def _put_off(self, mail: Mail) -> Mail:
        """Tell these commands, and those that wait behind them, to come again; gives what is left: the facts."""
        waiting, self._arrived = [*self._kept, *self._arrived], deque()
        self._kept.clear()
        self._arrived.extend(each for each in waiting if each[0] == "fact")
        behind = [(message, self._delivery(kind, message)) for kind, message in waiting if kind == "command"]
        commands = [each for each in (*mail, *behind) if each[1].kind == "command"]
        self._turn_away(commands, AGAIN)
        return [each for each in mail if each[1].kind == "fact"]

    def _turn_away(self, commands: Mail, why: tuple[str, str]) -> None:
        outcomes = [self._not_now(delivery, why) for _, delivery in commands]
        self._answer(commands, outcomes)
        self._acknowledge([message for message, _ in commands], alone=True)
        self._account(outcomes, [message for message, _ in commands])

    def _complain(self) -> None:
        if monotonic() - self._complained_at > COMPLAIN_SECONDS:
            self._complained_at = monotonic()
            number, receiver = self.own.behind or (0, "")
            log.error(
                "the ledger is behind its own witnesses and takes nothing",
                extra={"own": self.own.ledger.sequence, "witnessed": number, "receiver": receiver},
            )

    def _not_now(self, delivery: Delivery, why: tuple[str, str]) -> Outcome:
        """What is not written, and why."""
        department, now = self.own.department, self.own.ledger.now
        reply = partial(not_now, delivery.body, why, department=department, now=now)
        told = reply if delivery.kind == "command" else None
        return Outcome(kind="refused", id=id_of(delivery.body), code=why[0], answer=told)

    def _fire(self, deliveries: list[Delivery]) -> list[Outcome]:
        """One run of the service method, in a nameko worker."""
        finished: Event = Event()

        def handle_result(worker_ctx: Any, result: Any, exc_info: Any) -> tuple[Any, Any]:
            finished.send((result, exc_info))
            # The failure is dealt with here; nameko need not know it as an error of the container.
            return result, None

        self.container.spawn_worker(self, (deliveries,), {}, handle_result=handle_result)
        result, exc_info = finished.wait()
        if exc_info is not None:
            raise exc_info[1]
        return list(result)

    # Answers and acknowledgements -----------------------------------------------------------------------

    def _reply(self, message: Any, outcome: Outcome) -> Outgoing | None:
        reply_to = message.properties.get("reply_to")
        answer = outcome.reply if reply_to else None
        if answer is None:
            return None
        user = message.properties.get("user_id")
        own = (f"client.{user}.", f"{user}.") if user else ("client.",)
        if not self.own.settings.embedded and not reply_to.startswith(own):
            # A service may publish to any queue; nobody borrows that right by naming somebody else's.
            log.warning("answer not sent to a queue that is not the sender's", extra={"user": user, "queue": reply_to})
            return None
        correlation = message.properties.get("correlation_id") or outcome.id
        return Outgoing("", reply_to, write(answer), {"correlation_id": correlation})

    def _send_replies(self, replies: list[Outgoing]) -> None:
        """An answer that cannot be delivered is not worth a message: whoever asks again gets the same answer."""
        if not replies:
            return
        try:
            self._replies.tell(replies)
        except Exception as failure:
            log.warning("replies were not delivered", extra={"reason": str(failure)[:300], "count": len(replies)})

    def _acknowledge(self, messages: list[Any], *, alone: bool = False) -> None:
        """These messages, and with the last of them whatever came before it, unless ``alone``."""
        messages = [message for message in messages if not message.acknowledged]
        try:
            if alone or self.own.settings.embedded:
                for message in messages:
                    message.ack()
            elif messages:
                messages[-1].ack(multiple=True)
        except Exception as failure:
            # The connection is gone; what was written will come again and be known as a duplicate.
            log.warning("not acknowledged", extra={"reason": str(failure)[:300], "count": len(messages)})

    def _account(self, outcomes: list[Outcome], carriers: Sequence[Any] = ()) -> None:
        """Count what became of messages, and ask for what lacks. ``carriers``: how they came, if by the bus."""
        usual = {"passed", "received", *(("accepted",) if len(outcomes) > FEW else ())}
        for outcome in outcomes:
            key = (outcome.type, outcome.kind)
            self.handled[key] = self.handled.get(key, 0) + 1
            if outcome.kind not in usual:
                told = {"outcome": outcome.kind, "type": outcome.type, "message_id": outcome.id}
                log.info("taken", extra={**told, "correlation": outcome.correlation, "code": outcome.code})
        if len(outcomes) > FEW:
            kinds = Counter(str(outcome.kind) for outcome in outcomes)
            log.info("a batch was taken", extra={"messages": len(outcomes), "outcomes": dict(kinds)})
        self._talk.account(outcomes, carriers)


inbox = Inbox.decorator
