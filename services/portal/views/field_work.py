"""Hướng dẫn, kiểm tra, tham mưu theo lĩnh vực (Điều 13 khoản 3, Điều 14–18 khoản 1, Điều 7 khoản 2 điểm b).

Codes are those of each agency's own book: a row's key is ``agency/code``. Views ``guidances``, ``field_checks``,
``field_advice``.
"""

from __future__ import annotations

from typing import ClassVar

from schemas.field_report import FieldAdviceSubmitted
from schemas.field_work import FieldChecked, GuidanceIssued, GuidanceWithdrawn, RemedyReported
from services.portal.views.course import Row, stepped
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class Guidances(View):
    """Một văn bản hướng dẫn."""

    name: ClassVar[str] = "guidances"

    @sees(GuidanceIssued)
    def issued(self, fact: Fact) -> None:
        key = f"{fact.data['lead']}/{fact.data['guidance']}"
        row = {**fact.data, "state": "in_force", "fact": fact.id, "at": fact.time.isoformat(), "case": fact.case}
        self.rows[key] = stepped(row, fact, fact.data["title"])
        old = f"{fact.data['lead']}/{fact.data['replaces']}" if fact.data["replaces"] else ""
        if old in self.rows:
            self.rows[old] = stepped(self.rows[old] | {"state": "replaced"}, fact, fact.data["title"])

    @sees(GuidanceWithdrawn)
    def withdrawn(self, fact: Fact) -> None:
        key = f"{fact.data['lead']}/{fact.data['guidance']}"
        if key in self.rows:
            row = self.rows[key] | {"state": "withdrawn", "reason": fact.data["reason"]}
            self.rows[key] = stepped(row, fact, fact.data["reason"])


class FieldChecks(View):
    """Một cuộc kiểm tra lĩnh vực và việc phải khắc phục."""

    name: ClassVar[str] = "field_checks"

    @sees(FieldChecked)
    def checked(self, fact: Fact) -> None:
        key = f"{fact.data['lead']}/{fact.data['check']}"
        before = self.rows.get(key, {"remedied": {}, "steps": [], "case": fact.case})
        kept = {"remedied": before["remedied"], "steps": before["steps"], "case": before["case"]}
        row = {**fact.data, **kept, "fact": fact.id, "at": fact.time.isoformat()}
        self.rows[key] = stepped(row, fact, fact.data["findings"])

    @sees(RemedyReported)
    def remedied(self, fact: Fact) -> None:
        key = f"{fact.data['lead']}/{fact.data['check']}"
        if key in self.rows:
            row: Row = self.rows[key]
            told = {name: fact.data[name] for name in ("result", "document", "late")} | {"fact": fact.id}
            row["remedied"] = {**row["remedied"], fact.data["number"]: told}
            self.rows[key] = stepped(row, fact, fact.data["result"])


class FieldAdvice(View):
    """Một tham mưu của cơ quan lĩnh vực, trình thẳng UBND tỉnh."""

    name: ClassVar[str] = "field_advice"

    @sees(FieldAdviceSubmitted)
    def submitted(self, fact: Fact) -> None:
        key = f"{fact.data['lead']}/{fact.data['advice']}"
        before = self.rows.get(key, {"steps": [], "case": fact.case})
        row = {**fact.data, "steps": before["steps"], "case": before["case"], "fact": fact.id}
        self.rows[key] = stepped({**row, "at": fact.time.isoformat()}, fact, fact.data["title"])
