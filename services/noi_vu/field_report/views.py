"""Báo cáo các lĩnh vực của từng kỳ: nội dung nào đã có, nội dung nào chưa (Điều 10 khoản 2 điểm b, Điều 13)."""

from __future__ import annotations

from typing import Any

from schemas.field_report import FieldReported, FieldReportRequested
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class FieldReports(View):
    """Kỳ này, nội dung nào đã có báo cáo, của ai, muộn không, bản thứ mấy? Rows: ``2022/iso``."""

    name = "field_reports"

    @sees(FieldReportRequested)
    def requested(self, fact: Fact) -> None:
        self._change(fact, due=fact.data["due"], due_source=fact.data["due_source"])

    @sees(FieldReported)
    def reported(self, fact: Fact) -> None:
        row = self._row(fact)
        told = {
            name: fact.data[name] for name in ("title", "document", "edition", "figures", "difficulties", "proposals")
        }
        state = row["state"] if row["state"] != "awaited" else "late" if fact.data["late"] else "reported"
        self._change(fact, state=state, message=fact.id, **told)

    def _row(self, fact: Fact) -> dict[str, Any]:
        told = {name: fact.data[name] for name in ("period", "content", "clause", "lead")}
        return self.rows.get(f"{told['period']}/{told['content']}") or {**told, "state": "awaited", "due": None}

    def _change(self, fact: Fact, **values: Any) -> None:
        key = f"{fact.data['period']}/{fact.data['content']}"
        self.rows[key] = {**self._row(fact), "lead": fact.data["lead"], **values}
