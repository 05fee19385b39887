"""Hồ sơ kiểm tra của từng cơ quan trong năm, và sổ theo dõi cả năm (Điều 8 khoản 3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from shared.mechanism.record import Record, Refused, event
from shared.procedures.refusal import refuse
from shared.regulation.faults import Fault

MODE = "information"
"""Điều 5 khoản 3: plans and reports are supplied to those who follow them."""


class OwnInspectionYear(Record):
    """Sổ theo dõi của một năm: hạn nào, ai phải gửi, ai đã gửi."""

    key = ("year",)

    @event("OwnInspectionYearOpened")
    def __init__(self, *, year: int) -> None:
        self.year = year
        self.agencies: list[str] = []
        self.deadlines: dict[str, dict[str, Any]] = {}
        self.edition = 0
        self.received: dict[str, list[str]] = {"plans": [], "results": []}

    def request(
        self,
        *,
        agencies: list[str],
        plan: Mapping[str, Any],
        result: Mapping[str, Any],
        lead: str,
        document: dict[str, Any],
    ) -> None:
        self._request(
            year=self.year,
            lead=lead,
            agencies=agencies,
            plan_due=plan["due"],
            plan_source=plan["source"],
            result_due=result["due"],
            result_source=result["source"],
            edition=self.edition + 1,
            document=document,
        )

    @event("OwnInspectionsRequested")
    def _request(
        self,
        *,
        year: int,
        lead: str,
        agencies: list[str],
        plan_due: str,
        plan_source: str,
        result_due: str,
        result_source: str,
        edition: int,
        document: dict[str, Any],
    ) -> None:
        self.agencies = agencies
        self.edition = edition
        self.deadlines = {
            "plan": {"due": plan_due, "source": plan_source},
            "result": {"due": result_due, "source": result_source},
        }

    def note(self, *, part: str, agency: str) -> None:
        if agency not in self.received[part]:
            self._note(part=part, agency=agency)

    @event("OwnInspectionPaperNoted")
    def _note(self, *, part: str, agency: str) -> None:
        self.received[part].append(agency)

    def list_overdue(self, *, part: str, due: datetime, source: str, outstanding: list[str]) -> None:
        self._list_overdue(year=self.year, part=part, due=due.isoformat(), due_source=source, outstanding=outstanding)

    @event("OwnInspectionsOverdue")
    def _list_overdue(self, *, year: int, part: str, due: str, due_source: str, outstanding: list[str]) -> None:
        pass


class OwnInspection(Record):
    """Kế hoạch, các cuộc đã làm, báo cáo của một cơ quan trong một năm."""

    key = ("year", "agency")
    dossier = True

    @event("OwnInspectionOpened")
    def __init__(self, *, year: int, agency: str) -> None:
        self.year = year
        self.agency = agency
        self.contents: list[str] = []
        self.items: list[str] = []
        self.planned = 0
        self.reported = 0
        self.conducted: dict[str, int] = {}

    # Kế hoạch

    def plan(
        self,
        *,
        title: str,
        contents: Sequence[str],
        items: Sequence[dict[str, Any]],
        coordinators: list[str],
        informed: list[str],
        departments: list[str],
        reason: str | None,
        document: dict[str, Any],
        due: datetime,
        source: str,
        late: bool,
    ) -> None:
        """Raises Refused: replaced without a reason, reported already, or a visit that ends before it begins."""
        if self.reported:
            sentence = f"{self.agency} đã báo cáo kết quả kiểm tra năm {self.year}; không thay kế hoạch được nữa."
            raise Refused("ALREADY_REPORTED", sentence)
        if self.planned and not reason:
            sentence = f"{self.agency} đã gửi kế hoạch kiểm tra năm {self.year}; thay thì phải nêu lý do."
            raise Refused("REASON_MISSING", sentence)
        refuse(list(self._item_faults(items)))
        self._plan(
            year=self.year,
            agency=self.agency,
            lead=self.agency,
            coordinators=coordinators,
            mode=MODE,
            title=title,
            contents=list(contents),
            informed=informed,
            departments=departments,
            items=list(items),
            edition=self.planned + 1,
            reason=reason,
            document=document,
            due=due.isoformat(),
            due_source=source,
            late=late,
        )

    def _item_faults(self, items: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
        for each in items:
            if each["last"] < each["first"]:
                yield Fault("DATES_REVERSED", each["item"], f"Cuộc {each['item']} kết thúc trước khi bắt đầu.")
            if self.year not in (each["first"].year, each["last"].year):
                yield Fault("OTHER_YEAR", each["item"], f"Cuộc {each['item']} không nằm trong năm {self.year}.")

    @event("OwnInspectionPlanned")
    def _plan(
        self,
        *,
        year: int,
        agency: str,
        lead: str,
        coordinators: list[str],
        mode: str,
        title: str,
        contents: list[str],
        informed: list[str],
        departments: list[str],
        items: list[dict[str, Any]],
        edition: int,
        reason: str | None,
        document: dict[str, Any],
        due: str,
        due_source: str,
        late: bool,
    ) -> None:
        self.contents = contents
        self.items = [each["item"] for each in items]
        self.planned = edition

    # Thực hiện

    def conduct(self, *, item: str, inspected: str, day: date, findings: str, reason: str | None, today: date) -> None:
        """Planned or ad hoc. Raises Refused: not yet, or recorded again without a reason."""
        if day > today:
            raise Refused("DATE_IN_FUTURE", f"Ngày kiểm tra {day:%d/%m/%Y} chưa tới.")
        if day.year != self.year:
            raise Refused("OTHER_YEAR", f"Ngày kiểm tra {day:%d/%m/%Y} không thuộc năm {self.year}.")
        if item in self.conducted and not reason:
            raise Refused("REASON_MISSING", f"Cuộc {item} đã ghi kết quả; ghi lại thì phải nêu lý do.")
        self._conduct(
            year=self.year,
            agency=self.agency,
            item=item,
            planned=item in self.items,
            inspected=inspected,
            day=day.isoformat(),
            findings=findings,
            recording=self.conducted.get(item, 0) + 1,
            reason=reason,
        )

    @event("OwnInspectionConducted")
    def _conduct(
        self,
        *,
        year: int,
        agency: str,
        item: str,
        planned: bool,
        inspected: str,
        day: str,
        findings: str,
        recording: int,
        reason: str | None,
    ) -> None:
        self.conducted[item] = recording

    # Báo cáo kết quả

    def report(
        self,
        *,
        title: str,
        summary: str,
        contents: Sequence[str],
        coordinators: list[str],
        informed: list[str],
        departments: list[str],
        reason: str | None,
        document: dict[str, Any],
        due: datetime,
        source: str,
        late: bool,
    ) -> None:
        """Raises Refused: replaced without a reason, or nobody can tell which fields it covers."""
        if self.reported and not reason:
            sentence = f"{self.agency} đã gửi báo cáo kết quả kiểm tra năm {self.year}; thay thì phải nêu lý do."
            raise Refused("REASON_MISSING", sentence)
        if not contents:
            sentence = f"{self.agency} chưa gửi kế hoạch năm {self.year} nên báo cáo phải nêu lĩnh vực được kiểm tra."
            raise Refused("CONTENTS_MISSING", sentence)
        self._report(
            year=self.year,
            agency=self.agency,
            lead=self.agency,
            coordinators=coordinators,
            mode=MODE,
            title=title,
            summary=summary,
            contents=list(contents),
            informed=informed,
            departments=departments,
            planned=len(self.items),
            conducted=len(self.conducted),
            not_conducted=[each for each in self.items if each not in self.conducted],
            edition=self.reported + 1,
            reason=reason,
            document=document,
            due=due.isoformat(),
            due_source=source,
            late=late,
        )

    @event("OwnInspectionReported")
    def _report(
        self,
        *,
        year: int,
        agency: str,
        lead: str,
        coordinators: list[str],
        mode: str,
        title: str,
        summary: str,
        contents: list[str],
        informed: list[str],
        departments: list[str],
        planned: int,
        conducted: int,
        not_conducted: list[str],
        edition: int,
        reason: str | None,
        document: dict[str, Any],
        due: str,
        due_source: str,
        late: bool,
    ) -> None:
        self.reported = edition
