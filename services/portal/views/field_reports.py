"""Số liệu và báo cáo theo lĩnh vực (Điều 10 khoản 2 điểm b, Điều 13–18 khoản 1): kỳ nào, nội dung nào, ai chưa báo cáo?

View ``field_reports``: row ``2022-Q3/one_stop`` is one content in one period. View ``field_figures``: row
``agency/request`` is one request for figures and what each agency supplied.
"""

from __future__ import annotations

from typing import ClassVar

from schemas.field_report import (
    FieldFiguresOverdue,
    FieldFiguresRequested,
    FieldFiguresSupplied,
    FieldReported,
    FieldReportRequested,
    FieldReportsOverdue,
)
from services.portal.views.course import Row, stepped
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class FieldReports(View):
    """Báo cáo một nội dung của một kỳ: đề nghị, hạn, báo cáo."""

    name: ClassVar[str] = "field_reports"

    @sees(FieldReportRequested)
    def requested(self, fact: Fact) -> None:
        row = self._row(fact)
        told = ("year", "clause", "lead", "coordinators", "due", "due_source")
        row |= {name: fact.data[name] for name in told} | {"asked": fact.id, "request": fact.data["document"]}
        self._keep(row, fact)

    @sees(FieldReported)
    def reported(self, fact: Fact) -> None:
        row = self._row(fact)
        told = ("title", "evaluation", "figures", "difficulties", "proposals", "edition", "document", "late")
        row |= {name: fact.data[name] for name in ("year", "clause", "lead", "coordinators")}
        row["report"] = {name: fact.data[name] for name in told} | {"fact": fact.id, "at": fact.time.isoformat()}
        self._keep(row, fact, fact.data["reason"])

    @sees(FieldReportsOverdue)
    def overdue(self, fact: Fact) -> None:
        for content in fact.data["contents"]:
            row = self._row(fact, content) | {"overdue": fact.id}
            row["due"] = row["due"] or fact.data["due"]
            self._keep(row, fact)

    def _row(self, fact: Fact, content: str | None = None) -> Row:
        content = content or str(fact.data["content"])
        key = f"{fact.data['period']}/{content}"
        bare: Row = {"key": key, "period": fact.data["period"], "content": content, "year": None, "clause": None}
        bare |= {"lead": "", "coordinators": [], "due": None, "due_source": None, "asked": None, "request": None}
        return dict(self.rows.get(key, {**bare, "report": None, "overdue": None, "case": "", "steps": []}))

    def _keep(self, row: Row, fact: Fact, words: str | None = None) -> None:
        self.rows[row["key"]] = stepped(row, fact, words)


class FieldFigures(View):
    """Một đợt lấy số liệu: ai đã cung cấp, số liệu nào không có."""

    name: ClassVar[str] = "field_figures"

    @sees(FieldFiguresRequested)
    def requested(self, fact: Fact) -> None:
        row = self._row(fact) | fact.data | {"asked": fact.id, "at": fact.time.isoformat()}
        self._keep(row, fact, fact.data["title"])

    @sees(FieldFiguresSupplied)
    def supplied(self, fact: Fact) -> None:
        told = ("figures", "absent", "note", "document", "supply", "late")
        row = self._row(fact)
        one = {name: fact.data[name] for name in told} | {"fact": fact.id}
        self._keep(row | {"supplied": {**row["supplied"], fact.data["agency"]: one}}, fact, fact.data["note"])

    @sees(FieldFiguresOverdue)
    def overdue(self, fact: Fact) -> None:
        self._keep(self._row(fact) | {"overdue": fact.data["outstanding"]}, fact)

    def _row(self, fact: Fact) -> Row:
        key = f"{fact.data['lead']}/{fact.data['request']}"
        bare: Row = {"key": key, "request": fact.data["request"], "content": fact.data["content"], "asked": None}
        bare |= {"period": fact.data["period"], "lead": fact.data["lead"], "title": fact.data["request"], "wanted": []}
        bare |= {"clause": None, "coordinators": [], "mode": None, "due": None, "due_source": None, "document": None}
        return dict(self.rows.get(key, {**bare, "supplied": {}, "overdue": [], "at": "", "case": "", "steps": []}))

    def _keep(self, row: Row, fact: Fact, words: str | None = None) -> None:
        self.rows[row["key"]] = stepped(row, fact, words)
