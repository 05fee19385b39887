"""Phần tự đánh giá cấp tỉnh của cơ quan liên quan không có dịch vụ riêng, do Sở Nội vụ giữ hộ (Điều 10 khoản 1 điểm b).

Kept, not written: only the agency itself may send these commands.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.provincial_part import SaveConcernedPart, SubmitConcernedPart, WithdrawConcernedPart
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused
from shared.mechanism.taking import takes
from shared.procedures.organisation import organisation
from shared.procedures.provincial_part.provincial_part import part_of
from shared.procedures.provincial_part.record import ProvincialPart
from shared.regulation.windows import ict

# What is taken


@takes(SaveConcernedPart)
def save_concerned(message: Message, ledger: Ledger) -> Iterator[Record]:
    part = _concerned(message, ledger)
    part.save(entries=message.data["entries"])
    yield part


@takes(SubmitConcernedPart)
def submit_concerned(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    if data["document"]["issued"] > ict(ledger.now).date():
        raise Refused("DATE_IN_FUTURE", f"Ngày văn bản {data['document']['issued']:%d/%m/%Y} chưa tới.")
    part = _concerned(message, ledger)
    part.submit(
        entries=data["entries"],
        difficulties=data["difficulties"],
        document=data["document"],
        now=ledger.now,
        effective=message.effective,
    )
    yield part


@takes(WithdrawConcernedPart)
def withdraw_concerned(message: Message, ledger: Ledger) -> Iterator[Record]:
    part = _concerned(message, ledger)
    part.withdraw(reason=message.data["reason"])
    yield part


def _concerned(message: Message, ledger: Ledger) -> ProvincialPart:
    """Raises Refused: not asked, or an agency that acts through its own service."""
    agency = message.data["agency"]
    if organisation(ledger).service_of(agency) is not None:
        sentence = f"{agency} có dịch vụ riêng: gửi phần tự đánh giá qua dịch vụ của mình."
        raise Refused("OWN_SERVICE", sentence)
    return part_of(ledger, message.data["year"], agency)
