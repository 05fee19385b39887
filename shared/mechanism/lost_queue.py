"""A quorum queue whose name is known and for which nobody answers any more.

RabbitMQ 3.10 that is killed within half a second of a quorum queue's creation may lose the queue's process for good:
the broker goes on saying that the queue is there, and empty; whoever consumes from it waits without end, and so does
whoever publishes to an exchange that it is bound to. Deleting it works, and then it can be made anew.

Queues are disposable: what lacks is asked for again. Nevertheless only a queue that the broker calls empty is renewed,
and only when it was twice silent while the broker spoke. A queue that is long, or full, or whose publishers an alarm
blocks, answers whoever reads from it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from amqp.exceptions import InternalError, NotFound
from eventlet import Timeout
from kombu.entity import Queue

from shared.mechanism.bus import connect

log = logging.getLogger("phoihop.lost_queue")

ANSWER_SECONDS = 4.0
DELETE_SECONDS = 15.0
"""The broker itself waits for five before it deletes what does not answer."""
TIMES = 2


def renewed(url: str, queue: Queue) -> bool:
    """Make the queue anew if nobody answers for it; was that so? Raises whatever the bus raises."""
    if not all(_silent(url, queue.name) for _ in range(TIMES)):
        return False
    log.error("a queue has lost its name and is made anew", extra={"queue": queue.name})
    with _channel(url) as channel, Timeout(DELETE_SECONDS, TimeoutError("the broker does not delete the queue")):
        channel.queue_delete(queue.name)
        queue(channel).declare()
    return True


def _silent(url: str, name: str) -> bool:
    """Does the broker call that queue empty, but has nothing to say when it is asked for a message?

    A queue that is not there at all is not silent: its consumer makes it.
    """
    empty, answered = False, False
    with _channel(url) as channel, Timeout(ANSWER_SECONDS, False), suppress(NotFound, InternalError):
        empty = channel.queue_declare(name, passive=True).message_count == 0
        if empty:
            channel.basic_get(name)  # what comes in this very moment goes back when the connection ends
        answered = True
    return empty and not answered  # an internal error (no such process) is no answer either


@contextmanager
def _channel(url: str) -> Iterator[Any]:
    """A channel of a connection of its own, which is dropped: the broker may not even confirm its end."""
    connection = connect(url)
    try:
        yield connection.channel()
    finally:
        if connection.connected:
            connection.connection.collect()
