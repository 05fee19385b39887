"""Giao chủ trì một cuộc kiểm tra cải cách hành chính, hằng năm hay đột xuất (Điều 3 khoản 4, Điều 8 khoản 2).

Sở Nội vụ keeps the register of who was assigned to lead which inspection; what the lead does is in
``shared/procedures/inspection`` and goes to its own service, Sở Nội vụ's included.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from schemas.inspection import AssignInspection, CancelInspection, InspectionConcluded
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import takes
from shared.procedures.paper import service_for
from shared.procedures.task.task import must_be_known
from shared.procedures.work import must_be_work

# What is remembered


class InspectionAssignment(Record):
    """Việc giao chủ trì một cuộc kiểm tra."""

    key = ("inspection",)
    dossier = True

    @event("InspectionAssigned")
    def __init__(
        self,
        *,
        inspection: str,
        year: int,
        title: str,
        occasion: str,
        lead: str,
        coordinators: list[str],
        mode: str,
        basis: str,
        document: dict[str, Any] | None,
        due: str | None,
        due_source: str | None,
        department: str,
    ) -> None:
        self.inspection = inspection
        self.title = title
        self.lead = lead
        self.state = "assigned"

    def cancel(self, *, reason: str) -> None:
        if self.state == "cancelled":
            raise Refused("INSPECTION_CANCELLED", f"Cuộc kiểm tra “{self.title}” đã thôi.")
        if self.state == "concluded":
            raise Refused("INSPECTION_CONCLUDED", f"Cuộc kiểm tra “{self.title}” đã kết luận.")
        self._cancel(inspection=self.inspection, lead=self.lead, reason=reason)

    @event("InspectionCancelled")
    def _cancel(self, *, inspection: str, lead: str, reason: str) -> None:
        self.state = "cancelled"

    @event("InspectionConclusionNoted")
    def note_conclusion(self, *, inspection: str) -> None:
        self.state = "concluded"


# What is taken


@takes(AssignInspection)
def assign(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = dict(message.data)
    if ledger.find(InspectionAssignment, inspection=data["inspection"]) is not None:
        raise Refused("INSPECTION_EXISTS", f"Mã {data['inspection']} đã dùng cho một cuộc kiểm tra khác.")
    must_be_known(ledger, [data["lead"], *data["coordinators"]])
    must_be_work(data["lead"], data["coordinators"])
    deadline = data.pop("deadline")
    due: datetime | None = deadline["due"] if deadline else None
    yield InspectionAssignment(
        **data,
        due=due.isoformat() if due else None,
        due_source=deadline["source"] if deadline else None,
        department=service_for(ledger, data["lead"]),
    )


@takes(CancelInspection)
def cancel(message: Message, ledger: Ledger) -> Iterator[Record]:
    found = ledger.find(InspectionAssignment, inspection=message.data["inspection"])
    if found is None:
        raise Refused("UNKNOWN_INSPECTION", f"Không có cuộc kiểm tra {message.data['inspection']}.")
    found.cancel(reason=message.data["reason"])
    yield found


@takes(InspectionConcluded)
def note_conclusion(message: Message, ledger: Ledger) -> Iterator[Record]:
    found = ledger.find(InspectionAssignment, inspection=message.data["inspection"])
    if found is None:
        raise LookupError(f"nobody was assigned to lead {message.data['inspection']}")
    found.note_conclusion(inspection=found.inspection)
    yield found
