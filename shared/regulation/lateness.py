"""Muộn hay không (†: quy chế không nói về việc gửi muộn): one rule for who decides and for who looks back.

A deed has two times: *ghi nhận*, when the ledger noted it, and *hiệu lực*, the date on its document. It is on time
when it was noted before the deadline, or when its document bears a date not after the deadline's last day: paper
signed in time and delivered late is in time, as with a postmark. Both times stay in the fact, so an
antedated document can be seen. Late is recorded, never refused.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from shared.regulation.windows import ict


def last_day(due: datetime) -> date:
    """The last day on which a document is in time: for 15/11 00:00 it is 14/11, for 14/11 17:00 too."""
    return ict(due - timedelta(microseconds=1)).date()


def is_late(*, due: datetime, recorded: datetime, effective: date | None) -> bool:
    """True when noted at or after ``due`` and no document's date says otherwise."""
    return recorded >= due and (effective is None or effective > last_day(due))
