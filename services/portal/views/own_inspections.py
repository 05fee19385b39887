"""Thanh tra, kiểm tra của từng cơ quan (Điều 8 khoản 3): ai đã gửi kế hoạch, báo cáo, bằng cả hai đường chưa?

View ``own_inspections``: row = the year. Each agency's plan and report goes to UBND tỉnh through Sở Nội vụ, which the
submission shows, and to the agencies in charge of its fields, which the fact itself names.
"""

from __future__ import annotations

from typing import ClassVar

from schemas.own_inspection import (
    OwnInspectionConducted,
    OwnInspectionPlanned,
    OwnInspectionReported,
    OwnInspectionsConsolidated,
    OwnInspectionsOverdue,
    OwnInspectionsRequested,
)
from schemas.submission import MatterSubmitted
from services.portal.views.course import Row, replaced, stepped
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees

PART = {"plan": "plans", "result": "results"}
RELAYED = {"inspection_plans", "inspection_results"}


class OwnInspections(View):
    """Một năm: văn bản đề nghị và hạn, kế hoạch và báo cáo của từng cơ quan, ai quá hạn, tổng hợp."""

    name: ClassVar[str] = "own_inspections"

    @sees(OwnInspectionsRequested)
    def requested(self, fact: Fact) -> None:
        told = ("agencies", "plan_due", "plan_source", "result_due", "result_source", "edition", "document", "lead")
        row = self._row(fact.data["year"]) | {"call": {name: fact.data[name] for name in told} | {"fact": fact.id}}
        self._keep(row, fact)

    @sees(OwnInspectionPlanned)
    def planned(self, fact: Fact) -> None:
        told = ("title", "contents", "items", "informed", "lead", "mode", "edition", "document", "due", "due_source")
        self._sent(fact, "plans", {name: fact.data[name] for name in told})

    @sees(OwnInspectionConducted)
    def conducted(self, fact: Fact) -> None:
        row = self._row(fact.data["year"])
        told = ("item", "planned", "inspected", "day", "findings", "recording")
        done = {name: fact.data[name] for name in told} | {"fact": fact.id}
        mine = replaced(row["conducted"].get(fact.data["agency"], []), done, "item")
        self._keep(row | {"conducted": {**row["conducted"], fact.data["agency"]: mine}}, fact)

    @sees(OwnInspectionReported)
    def reported(self, fact: Fact) -> None:
        told = ("title", "summary", "contents", "informed", "lead", "mode", "planned", "conducted", "not_conducted")
        sent = {name: fact.data[name] for name in (*told, "edition", "document", "due", "due_source")}
        self._sent(fact, "results", sent)

    @sees(OwnInspectionsOverdue)
    def overdue(self, fact: Fact) -> None:
        row = self._row(fact.data["year"])
        told = {name: fact.data[name] for name in ("due", "due_source", "outstanding")} | {"fact": fact.id}
        self._keep(row | {"overdue": {**row["overdue"], fact.data["part"]: told}}, fact)

    @sees(OwnInspectionsConsolidated)
    def consolidated(self, fact: Fact) -> None:
        row = self._row(fact.data["year"])
        told = ("part", "lead", "received", "late", "missing", "evaluation", "consolidation", "document")
        one = {name: fact.data[name] for name in told} | {"fact": fact.id}
        self._keep(row | {"consolidations": replaced(row["consolidations"], one, "part", "lead")}, fact)

    @sees(MatterSubmitted)
    def relayed(self, fact: Fact) -> None:
        """Sở Nội vụ has passed it on: ``own_inspection/2022/SYT/plan``."""
        kind, *parts = fact.data["matter"].split("/")
        if fact.data["kind"] not in RELAYED or kind != "own_inspection" or len(parts) != 3 or parts[2] not in PART:
            return
        year, agency, what = parts
        row = self._row(int(year))
        part = PART[what]
        relay = {"matter": fact.data["matter"], "via": fact.data["via"], "fact": fact.id}
        row[part] = {**row[part], agency: {**row[part].get(agency, {"agency": agency}), "relay": relay}}
        self._keep(row, fact)

    # Rows

    def _sent(self, fact: Fact, part: str, told: Row) -> None:
        row = self._row(fact.data["year"])
        agency = fact.data["agency"]
        before = row[part].get(agency, {"agency": agency, "relay": None})
        sent = {**before, **told, "late": fact.data["late"], "fact": fact.id, "time": fact.time.isoformat()}
        self._keep(row | {part: {**row[part], agency: sent}}, fact, fact.data["reason"])

    def _row(self, year: int) -> Row:
        bare: Row = {"year": year, "call": None, "plans": {}, "results": {}, "conducted": {}, "overdue": {}}
        return dict(self.rows.get(str(year), {**bare, "consolidations": [], "case": "", "steps": []}))

    def _keep(self, row: Row, fact: Fact, words: str | None = None) -> None:
        self.rows[str(row["year"])] = stepped(row, fact, words)
