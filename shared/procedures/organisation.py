"""Danh bạ cơ quan và thẩm quyền như cơ quan này biết (Điều 4 khoản 2): ai là ai, ai chủ trì gì, vào ngày nào."""

from __future__ import annotations

from shared.mechanism.ledger import Ledger
from shared.regulation.organisation import BASELINE, Organisation


def organisation(ledger: Ledger) -> Organisation:
    """What this department knows of the province's organisation."""
    return BASELINE
