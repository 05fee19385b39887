"""Cơ quan này có chủ trì nội dung ấy không, theo khoản nào, vào ngày nào (Điều 2 khoản 1, Điều 13–18)."""

from __future__ import annotations

import re

from shared.mechanism.ledger import Ledger
from shared.mechanism.record import Refused
from shared.procedures.organisation import organisation
from shared.regulation.field_contents import FieldContent, field_content, lead_of


def own_content(ledger: Ledger, content: str, *, begun: bool = False) -> FieldContent:
    """The content, when this agency leads it today; what has begun here is for its successor to finish.

    Raises Refused.
    """
    row, known, today = field_content(content), organisation(ledger), ledger.now.date()
    lead = lead_of(content, known, today)
    if lead != (known.successor(ledger.agency, today) if begun else ledger.agency):
        raise Refused("NOT_FIELD_LEAD", f"“{row.title}” do {lead} chủ trì, không phải {ledger.agency}.")
    return row


def year_of(period: str) -> int:
    """The year of ``2022``, ``2022-H1``, ``2022-Q3``."""
    return int(period[:4])


def must_be_reported_by(row: FieldContent, period: str) -> None:
    """Raises Refused: what the regulation wants by the year is not reported by the quarter."""
    if row.yearly and not re.fullmatch(r"\d{4}", period):
        raise Refused("PERIOD_NOT_A_YEAR", f"“{row.title}” báo cáo theo năm, không theo kỳ {period}.")
