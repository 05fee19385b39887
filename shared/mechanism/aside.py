"""What waits in quarantine, for whoever has to decide about it: each message, and the causes that several share."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from shared.mechanism.failure import key_of
from shared.mechanism.reading import bodies, by_record
from shared.mechanism.store import Store

LISTED, SETTLED = 100, 20
"""How many messages are told one by one: of those that wait, and of those that do not any more."""


@dataclass(frozen=True)
class Aside:
    """One message in quarantine. ``since``: when it was set aside; ``state``: open, released or skipped.

    ``key``: of its cause; ``first``: the receipt that it waits behind, empty when it is its turn; ``behind``: how many
    wait behind it.
    """

    receipt: str
    position: int
    sender: str
    message: str
    type: str
    subject: str
    held: str
    cause: str
    key: str
    since: str
    state: str
    first: str = ""
    behind: int = 0


@dataclass(frozen=True)
class Cause:
    """Messages that failed for one cause. ``behind``: how many wait behind them; ``types``: how many of each name."""

    key: str
    count: int
    behind: int
    types: dict[str, int]
    since: str
    example: str


@dataclass(frozen=True)
class Try:
    """Once that a message was tried, or decided about. ``state``: quarantined, failed, released or skipped."""

    state: str
    time: str
    actor: str
    reason: str
    cause: str
    exception: str
    attempts: int
    version: str
    corrected: str


_ROWS = (
    "SELECT a.receipt, a.position, a.sender, a.message, a.type, a.held, a.cause, a.state, j.time, j.subject"
    " FROM set_aside a LEFT JOIN journal j ON j.position=a.position"
)


def asides(store: Store, *, everything: bool = False) -> list[Aside]:
    """What waits, oldest first; with ``everything`` also what has been released or skipped."""
    where = "" if everything else " WHERE a.state='open'"
    return _asides(store.select(f"{_ROWS}{where} ORDER BY a.position"))


def settled(store: Store, most: int) -> list[Aside]:
    """What was set aside last of all that has been released or skipped since, latest first."""
    return _asides(store.select(f"{_ROWS} WHERE a.state<>'open' ORDER BY a.position DESC LIMIT ?", (most,)))


def _asides(rows: Sequence[Any]) -> list[Aside]:
    heads: dict[str, str] = {}
    waiting: dict[str, int] = {}
    for row in rows:
        if row["state"] == "open" and row["held"]:
            head = heads.setdefault(row["held"], row["receipt"])
            waiting[head] = waiting.get(head, -1) + 1
    found = []
    for row in rows:
        head = heads.get(row["held"], "") if row["state"] == "open" else ""
        found.append(
            Aside(
                receipt=row["receipt"],
                position=int(row["position"]),
                sender=row["sender"],
                message=row["message"],
                type=row["type"],
                subject=row["subject"] or "",
                held=row["held"],
                cause=row["cause"],
                key=key_of(row["cause"]),
                since=row["time"] or "",
                state=row["state"],
                first="" if head == row["receipt"] else head,
                behind=waiting.get(row["receipt"], 0),
            )
        )
    return found


def causes(found: Iterable[Aside]) -> list[Cause]:
    """The causes of those whose turn it is, most messages first."""
    groups: dict[str, list[Aside]] = {}
    for each in found:
        if each.state == "open" and not each.first:
            groups.setdefault(each.key, []).append(each)
    told = []
    for key, several in groups.items():
        types: dict[str, int] = {}
        for each in several:
            types[each.type] = types.get(each.type, 0) + 1
        behind = sum(each.behind for each in several)
        told.append(Cause(key, len(several), behind, types, several[0].since, several[0].cause))
    return sorted(told, key=lambda each: (-each.count, each.key))


def tries(store: Store, receipts: Sequence[str]) -> dict[str, list[Try]]:
    """What has been done about each of these, in order; from the rows of their receipts."""
    found: dict[str, list[Try]] = {receipt: [] for receipt in receipts}
    rows = by_record(store, receipts)
    held = bodies(store, [f"{row['record']}/{row['version']}" for row in rows])
    for row in rows:
        told = _try(row["topic"], held.get(f"{row['record']}/{row['version']}", b""))
        if told is not None:
            found[row["record"]].append(told)
    return found


_STATES = {"FactQuarantined": "quarantined", "AlarmRang": "quarantined", "QuarantineRetryFailed": "failed"}


def _try(topic: str, body: bytes) -> Try | None:
    try:
        document = json.loads(body)
        data = document["data"]
        told = data.get("failed") or data
        state = _STATES.get(topic) or ("skipped" if data.get("skipped") else "released")
        return Try(
            state=state,
            time=document["time"],
            actor=document.get("actor", "") if state != "quarantined" else "",
            reason=data.get("reason", ""),
            cause=told.get("cause", "") if state in {"quarantined", "failed"} else "",
            exception=told.get("exception", ""),
            attempts=int(told.get("attempts", 1)),
            version=told.get("version", ""),
            corrected=data.get("corrected", ""),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None  # a damaged row: the audit names it


def report(store: Store, *, cause: str = "", type: str = "") -> dict[str, Any]:
    """Everything about one ledger's quarantine as plain JSON, without what a message or a correction says.

    ``entries``: the oldest, of one cause or name where that is asked for; ``count``: how many there are of them.
    """
    waiting = asides(store)
    wanted = [each for each in waiting if cause in ("", each.key) and type in ("", each.type)]
    last = settled(store, SETTLED)
    told = tries(store, [each.receipt for each in (*wanted[:LISTED], *last)])
    return {
        "open": len(waiting),
        "count": len(wanted),
        "types": sorted({each.type for each in waiting}),
        "causes": [asdict(each) for each in causes(waiting)],
        "entries": [_plain(each, told[each.receipt]) for each in wanted[:LISTED]],
        "settled": [_plain(each, told[each.receipt]) for each in last],
    }


def _plain(each: Aside, tried: Sequence[Try]) -> dict[str, Any]:
    return {**asdict(each), "tries": [{**asdict(one), "corrected": bool(one.corrected)} for one in tried]}
