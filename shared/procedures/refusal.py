"""Nhiều sai sót, một lời từ chối: mã và câu của sai sót đầu tiên, cả danh sách kèm theo."""

from __future__ import annotations

from collections.abc import Sequence

from shared.mechanism.record import Refused
from shared.regulation.faults import Fault


def refuse(faults: Sequence[Fault]) -> None:
    """Raises Refused when there is any fault: the first one's code and sentence, and all of them in ``errors``."""
    if not faults:
        return
    first, more = faults[0], len(faults) - 1
    sentence = first.sentence if not more else f"{first.sentence} (Còn {more} lỗi khác.)"
    raise Refused(first.code, sentence, [fault.to_plain() for fault in faults])
