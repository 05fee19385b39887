"""Cách ly: cơ quan giữ thông điệp cho xử lý lại, xử lý theo nội dung đã sửa, hoặc bỏ qua, ghi rõ ai và vì sao (†)."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.quarantine import CorrectQuarantined, RetryManyQuarantined, RetryQuarantined, SkipQuarantined
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused
from shared.mechanism.releasing import Misfit, NotCorrectable, Tried
from shared.mechanism.taking import takes


@takes(RetryQuarantined)
def retry_quarantined(command: Message, ledger: Ledger) -> Iterator[Record]:
    """Xử lý lại đúng thông điệp đã nhận, rồi những gì chờ sau nó; nếu vẫn hỏng thì nó ở lại chỗ cũ."""
    _must_be_taken(_retry([command.data["receipt"]], command, ledger))
    yield from ()  # a taker gives back its records; this one has none of its own


@takes(RetryManyQuarantined)
def retry_many_quarantined(command: Message, ledger: Ledger) -> Iterator[Record]:
    """Xử lý lại tất cả những gì hỏng vì một nguyên nhân, hoặc một danh sách; cái nào vẫn hỏng thì ở lại chỗ cũ."""
    cause, receipts = command.data["cause"], command.data["receipts"]
    if bool(cause) == bool(receipts):
        raise Refused("INVALID_DATA", "Phải cho biết một nguyên nhân, hoặc danh sách biên nhận; không phải cả hai.")
    receipts = receipts or ledger.releasing.of_cause(cause)
    if not receipts:
        raise Refused("NOT_IN_QUARANTINE", f"Không có thông điệp nào đang cách ly vì nguyên nhân {cause}.")
    _retry(receipts, command, ledger)
    yield from ()


@takes(CorrectQuarantined)
def correct_quarantined(command: Message, ledger: Ledger) -> Iterator[Record]:
    """Xử lý theo nội dung đã sửa; bản nguyên văn ở lại trong biên nhận, bản sửa đứng trong sự việc hết cách ly."""
    _must_be_taken(_retry([command.data["receipt"]], command, ledger, corrected=command.data["corrected"]))
    yield from ()


@takes(SkipQuarantined)
def skip_quarantined(command: Message, ledger: Ledger) -> Iterator[Record]:
    """Bỏ qua: không có hậu quả nào, nhưng bản nguyên văn và lý do còn mãi trong sổ."""
    try:
        ledger.releasing.skip(command.data["receipt"], actor=command.actor, reason=command.data["reason"])
    except LookupError as fault:
        raise Refused("NOT_IN_QUARANTINE", f"Không xử lý được: {fault}.") from None
    yield from ()


def _retry(receipts: list[str], command: Message, ledger: Ledger, *, corrected: object = None) -> list[Tried]:
    reason = command.data["reason"]
    try:
        return ledger.releasing.retry(receipts, actor=command.actor, reason=reason, corrected=corrected)
    except NotCorrectable as fault:
        raise Refused("NOT_CORRECTABLE", f"Không sửa được: {fault}.") from None
    except LookupError as fault:
        raise Refused("NOT_IN_QUARANTINE", f"Không xử lý được: {fault}.") from None
    except Misfit as faults:
        errors = [{**each, "path": f"corrected.{each['path']}"} for each in faults.errors]
        raise Refused("INVALID_DATA", f"Nội dung đã sửa có {len(errors)} lỗi.", errors) from None


def _must_be_taken(tried: list[Tried]) -> None:
    """Whoever names one message is refused when it still fails; that it was tried stays noted."""
    first = tried[0]
    if first.state == "fails":
        raise Refused("STILL_FAILS", f"Thông điệp vẫn chưa xử lý được: {first.cause}", leaves=first.again)
