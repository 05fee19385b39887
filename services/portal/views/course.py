"""Diễn biến của một việc: mỗi bước là một thông điệp đã ghi, ai ghi, lúc nào, căn cứ nào, văn bản nào."""

from __future__ import annotations

from typing import Any

from services.portal.views.noted import noted
from shared.mechanism.message import Fact

Row = dict[str, Any]


def stepped(row: Row, fact: Fact, words: str | None = None, **told: Any) -> Row:
    """The row with one more step: the fact that proves it, its document, and in ``words`` what it says for people."""
    step = {**noted(fact), "to": list(fact.to), "document": fact.data.get("document"), "words": words or "", **told}
    return {**row, "case": row.get("case") or fact.case, "steps": [*row.get("steps", ()), step]}


def replaced(rows: list[Row], row: Row, *names: str) -> list[Row]:
    """The list with this row in the place of the one that has the same names, else at its end."""
    places = [place for place, each in enumerate(rows) if all(each[name] == row[name] for name in names)]
    return [*rows[: places[0]], row, *rows[places[0] + 1 :]] if places else [*rows, row]
