"""Mỗi việc phối hợp có đúng một cơ quan chủ trì và các cơ quan phối hợp được nêu tên (Điều 2 khoản 2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shared.mechanism.ledger import Ledger
from shared.mechanism.record import Refused
from shared.procedures.organisation import organisation
from shared.procedures.refusal import refuse
from shared.regulation.faults import Fault


def work_faults(lead: str, coordinators: Sequence[str]) -> Iterator[Fault]:
    """What contradicts the principle: no lead, a lead that also coordinates, a coordinator named twice."""
    if not lead:
        yield Fault("LEAD_MISSING", "lead", "Chưa nêu cơ quan chủ trì (Điều 2 khoản 2).")
    for each in dict.fromkeys(coordinators):
        if each == lead:
            sentence = f"{each} là cơ quan chủ trì nên không thể đồng thời là cơ quan phối hợp (Điều 2 khoản 2)."
            yield Fault("LEAD_IS_COORDINATOR", each, sentence)
        if coordinators.count(each) > 1:
            yield Fault("COORDINATOR_TWICE", each, f"Cơ quan phối hợp {each} được nêu hai lần.")


def must_be_work(lead: str, coordinators: Sequence[str]) -> None:
    """Raises Refused with every fault of a work item."""
    refuse(list(work_faults(lead, coordinators)))


def must_be_served_here(agency: str, ledger: Ledger, *, otherwise: str) -> None:
    """An agency with a service acts through it; one without through the department named by ``otherwise``.

    Raises Refused, and says where to send it.
    """
    own = organisation(ledger).service_of(agency) or otherwise
    if own != ledger.department:
        raise Refused("WRONG_DEPARTMENT", f"{agency} gửi việc này cho dịch vụ {own}, không phải {ledger.department}.")


def must_be_named(reference: str, kind: str, agency: str | None = None) -> None:
    """A public name is the namer's own: it begins with its kind, and with ``agency`` one of its parts with that agency.

    Names are matters before UBND, too: without this, one agency's choice of a name could shut out another's matter.
    Raises Refused.
    """
    first, *parts = reference.split("/")
    own = agency is None or any(part == agency or part.startswith(f"{agency}-") for part in parts)
    if first != kind or not own:
        wanted = f"{kind}/2021/{agency}-01" if agency else f"{kind}/2021"
        raise Refused("NAME_NOT_OWN", f"Tên {reference} không phải của việc này; đặt tên dạng {wanted}.")
