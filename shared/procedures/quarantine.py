"""Cách ly: cơ quan giữ thông điệp cho xử lý lại hoặc bỏ qua, ghi rõ ai và vì sao (†)."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from schemas.quarantine import RetryQuarantined, SkipQuarantined
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused
from shared.mechanism.taking import takes


@takes(RetryQuarantined)
def retry_quarantined(command: Message, ledger: Ledger) -> Iterator[Record]:
    """Xử lý lại đúng thông điệp đã nhận; nếu vẫn hỏng thì nó ở lại chỗ cũ."""
    _release(command, ledger, skip=False)
    yield from ()  # a taker gives back its records; this one has none of its own


@takes(SkipQuarantined)
def skip_quarantined(command: Message, ledger: Ledger) -> Iterator[Record]:
    """Bỏ qua: không có hậu quả nào, nhưng bản nguyên văn và lý do còn mãi trong sổ."""
    _release(command, ledger, skip=True)
    yield from ()


def _release(command: Message, ledger: Ledger, *, skip: bool) -> None:
    receipt, reason = UUID(command.data["receipt"]), command.data["reason"]
    try:
        outcome = ledger.release(receipt, actor=command.actor, reason=reason, skip=skip)
    except LookupError as fault:
        raise Refused("NOT_IN_QUARANTINE", f"Không xử lý được: {fault}.") from None
    if outcome.kind == "quarantined":
        raise Refused("STILL_FAILS", f"Thông điệp vẫn chưa xử lý được: {outcome.code}")
