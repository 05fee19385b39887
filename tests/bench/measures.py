"""What is measured of a yardstick, the same way for all."""

from __future__ import annotations

import os
from time import monotonic, sleep
from typing import Any

from tests.bench.yardstick import Lost, Yardstick

SENDERS = 64


def quantile(values: list[float], part: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def throughput(yardstick: Yardstick, many: int) -> float:
    """Facts a second from the first command handed over to the last fact stored with its consequence."""
    yardstick.settle()
    before, numbers = yardstick.stored(), yardstick.numbers(many)
    begun = monotonic()
    yardstick.send(numbers)
    return many / (yardstick.wait(before + many) - begun)


def latency(yardstick: Yardstick, many: int) -> list[float]:
    """Milliseconds from a command to its fact stored elsewhere, nothing else being under way."""
    took = []
    yardstick.settle()
    for number in yardstick.numbers(many):
        before = yardstick.stored()
        begun = monotonic()
        yardstick.send([number])
        took.append((yardstick.wait(before + 1, pause=0.0003) - begun) * 1_000)
        sleep(0.003)
    return took


def latency_at(yardstick: Yardstick, rate: float, seconds: float) -> list[float]:
    """The same while commands arrive at that rate, evenly; the receiver stores them in their order."""
    numbers = yardstick.numbers(int(rate * seconds))
    yardstick.settle()
    before = yardstick.stored()
    offer = yardstick.offering(numbers)
    sent: list[float] = []
    took: list[float] = []
    begun = monotonic()
    deadline = begun + seconds + 60
    while len(took) < len(numbers):
        due = min(len(numbers), int((monotonic() - begun) * rate) + 1)
        if due > len(sent):
            offer(len(sent), due)
            # What is due counts from when it was due, not from when this loop came round to it.
            sent += [begun + place / rate for place in range(len(sent), due)]
        stored, now = yardstick.stored() - before, monotonic()
        took += [(now - sent[place]) * 1_000 for place in range(len(took), min(stored, len(sent)))]
        if now > deadline:
            raise Lost(f"{yardstick.title}: only {stored} of {len(numbers)} facts arrived")
        sleep(0.002)  # who asks more often takes a fifth of a processor from what is measured
    return took


def accepted(yardstick: Any, many: int, *, senders: int = SENDERS) -> float:
    """Commands a second that so many senders get accepted, each waiting for its answer before the next."""
    asking = yardstick.senders()
    try:
        yardstick.settle()
        before = yardstick.stored()
        commands = [yardstick.asking(number, asking.reply_queue) for number in yardstick.numbers(many)]
        seconds, _ = asking.run(commands, senders=senders, accepted=yardstick.accepted)
    finally:
        asking.close()
    yardstick.wait(before + many)
    return many / seconds


def memory(process: int) -> float:
    """Megabytes that a process holds in memory now."""
    with open(f"/proc/{process}/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
