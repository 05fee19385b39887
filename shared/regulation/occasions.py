"""Một lần một cơ quan có một nghĩa vụ, và những sự việc chứng minh; định nghĩa ở ``shared/regulation/compliance``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from shared.regulation.windows import parse_moment, plain_moment

Row = dict[str, Any]

SAYS = ("opens", "parts", "meets", "waives", "undoes", "closes")
"""What a fact may say about an occasion, in the order in which it is heard when one fact says several things."""

EVERYONE = "*"

STATES = {
    "met": "đã thực hiện",
    "met_late": "thực hiện muộn",
    "open": "đang mở",
    "overdue": "quá hạn",
    "breached": "không thực hiện",
    "not_applicable": "không áp dụng",
}
DONE = ("met", "met_late")


@dataclass(frozen=True)
class Proof:
    """Một sự việc nói về một lần: what it says, and where it can be read."""

    says: str
    id: str
    source: str
    type: str
    time: datetime
    effective: str = ""
    case: str = ""
    subject: str = ""
    position: int = 0
    """Its place in the ledger that shows it."""
    due: datetime | None = None
    ground: str = ""
    late: bool = False
    answers: bool = False
    everyone: bool = False

    @classmethod
    def of(cls, note: Row, *, everyone: bool = False) -> Proof:
        """From a note as it is kept."""
        due = note.get("due")
        return cls(
            says=note["says"],
            id=note["id"],
            source=note["source"],
            type=note["type"],
            time=parse_moment(note["time"]),
            effective=note.get("effective") or "",
            case=note.get("case") or "",
            subject=note.get("subject") or "",
            position=note.get("position") or 0,
            due=parse_moment(due) if due else None,
            ground=note.get("ground") or "",
            late=bool(note.get("late")),
            answers=bool(note.get("answers")),
            everyone=everyone,
        )

    def plain(self) -> dict[str, Any]:
        """Where the message can be read."""
        told = {"says": self.says, "id": self.id, "department": self.source, "type": self.type}
        return {**told, "time": plain_moment(self.time), "effective": self.effective or None, "case": self.case or None}

    @property
    def order(self) -> tuple[datetime, int, int]:
        return self.time, self.position, SAYS.index(self.says)


@dataclass(frozen=True)
class Occasion:
    """Một lần một cơ quan có một nghĩa vụ, như tại thời điểm được hỏi; xem các định nghĩa ở đầu tệp."""

    duty: str
    agency: str
    """Whose it is: who owes it, or who did it."""
    key: str
    state: str
    due: datetime | None
    ground: str
    opened: datetime | None
    """When it was opened: by a fact, or by the calendar."""
    proofs: tuple[Proof, ...] = ()
    opened_for: str = ""
    """The agency it was opened for, when another has taken its place."""
    met: Proof | None = None
    late_by: timedelta | None = None
    days_left: int | None = None
    reason: str = ""
    periodic: bool = False

    @property
    def since(self) -> datetime | None:
        """Overdue since; breached since."""
        if self.state == "breached":
            return next(proof.time for proof in self.proofs if proof.says == "closes")
        return self.due if self.state == "overdue" else None

    @property
    def falls(self) -> datetime:
        """The moment by which an occasion belongs to a period: its last instant in time; without a deadline, when it
        was opened; unasked, when it was met."""
        if self.due is not None:
            return self.due - timedelta(microseconds=1)
        found = self.opened or (self.met.time if self.met else None)
        assert found is not None
        return found

    @property
    def evidence(self) -> tuple[Proof, ...]:
        """The facts that meet it or are a part of that."""
        return tuple(proof for proof in self.proofs if proof.says in ("meets", "parts"))

    def plain(self) -> dict[str, Any]:
        """As plain JSON, complete; how late in whole seconds."""
        return {
            "duty": self.duty,
            "agency": self.agency,
            "opened_for": self.opened_for or None,
            "key": self.key,
            "state": self.state,
            "due": _moment(self.due),
            "source": self.ground or None,
            "opened": _moment(self.opened),
            "met": _moment(self.met.time if self.met else None),
            "effective": (self.met.effective or None) if self.met else None,
            "late_by_seconds": None if self.late_by is None else self.late_by // timedelta(seconds=1),
            "days_left": self.days_left,
            "since": _moment(self.since),
            "reason": self.reason or None,
            "periodic": self.periodic,
            "proofs": [proof.plain() for proof in self.proofs],
        }


def _moment(value: datetime | None) -> str | None:
    return None if value is None else plain_moment(value)
