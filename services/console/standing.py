"""How each ledger stands, and each pair of sender and receiver: figures, each read in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from shared.mechanism.agenda import ALARM
from shared.mechanism.reading import Book


@dataclass(frozen=True)
class Standing:
    """How one ledger stands at a moment; everything of one read."""

    department: str
    position: int
    sequence: int
    last: str
    cursors: dict[str, int]
    unsent_since: str
    quarantined: int
    aside: dict[str, int]
    """Of each sender's facts, how many wait in quarantine."""
    causes: tuple[str, ...]
    rows: int
    stored: int
    sequences: int
    back: int | None
    receipts: int
    keeps_everything: bool


@dataclass(frozen=True)
class Pair:
    """One sender and one receiver: what was sent, what was taken, and the difference as a figure of its own.

    ``aside``: of those taken, how many could not be processed and wait in quarantine.
    """

    sender: str
    receiver: str
    sent: int
    taken: int
    missing: int
    aside: int


def standing_of(book: Book) -> Standing:
    """Read one ledger's standing in one transaction."""
    store = book.store
    with store.transaction(commit=False) as run:
        (top,) = run(
            "SELECT COUNT(*) AS many, COALESCE(MAX(position),0) AS position, COALESCE(MAX(sequence),0) AS sequence,"
            " COUNT(sequence) AS sequences, COALESCE(MAX(time),'') AS last FROM journal"
        )
        (stored,) = run("SELECT COUNT(*) AS many FROM stored_events")
        cursors = {
            str(row["application_name"]): int(row["notification_id"])
            for row in run(f"SELECT application_name, notification_id FROM {store._tracking}")
            if not str(row["application_name"]).startswith("__")
        }
        waiting = run("SELECT time FROM journal WHERE sequence=?", (cursors.get("relay", 0) + 1,))
        aside = run("SELECT type, sender, cause FROM set_aside WHERE state='open' ORDER BY position")
        back = run(
            "SELECT MIN(position) AS position FROM (SELECT position, time, LAG(time) OVER (ORDER BY position) AS before"
            " FROM journal) AS pairs WHERE time < before"
        )
        (receipts,) = run(
            "SELECT COUNT(*) AS many FROM journal WHERE topic IN ('FactReceived','FactQuarantined')"
        )
    return Standing(
        department=book.department,
        position=int(top["position"]),
        sequence=int(top["sequence"]),
        last=str(top["last"]),
        cursors=cursors,
        unsent_since=str(waiting[0]["time"]) if waiting else "",
        quarantined=len(aside),
        aside=dict(Counter(str(row["sender"]) for row in aside if row["type"] != ALARM)),
        causes=tuple(sorted({f"{row['type']} của {row['sender']}: {row['cause']}" for row in aside})),
        rows=int(top["many"]),
        stored=int(stored["many"]),
        sequences=int(top["sequences"]),
        back=None if back[0]["position"] is None else int(back[0]["position"]),
        receipts=int(receipts["many"]),
        keeps_everything=book.keeps_everything,
    )


def pairs(standings: Sequence[Standing]) -> list[Pair]:
    """Every sender against every receiver."""
    found = []
    for at in standings:
        for sender in standings:
            taken = at.cursors.get(f"from:{sender.department}", 0)
            missing, aside = sender.sequence - taken, at.aside.get(sender.department, 0)
            found.append(Pair(sender.department, at.department, sender.sequence, taken, missing, aside))
    return found
