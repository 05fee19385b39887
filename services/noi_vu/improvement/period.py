"""Một kỳ tổng hợp của kế hoạch cải thiện: yêu cầu, nhận, đôn đốc, báo cáo UBND tỉnh (Điều 11 khoản 1, khoản 2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from shared.mechanism.record import Record, Refused, event
from shared.procedures.deadline import is_late
from shared.procedures.refusal import refuse
from shared.regulation.faults import Fault
from shared.regulation.windows import parse_moment, spoken_moment

# What is remembered


class ImprovementPeriod(Record):
    """Một kỳ: ai phải tổng hợp những nhiệm vụ nào, ai đã gửi, đã báo cáo chưa (Điều 11 khoản 1)."""

    key = ("plan", "period")

    @event("ImprovementPeriodOpened")
    def __init__(self, *, plan: str, period: str, lead: str) -> None:
        self.plan = plan
        self.period = period
        self.lead = lead
        self.title = ""
        self.due = ""
        self.days_before: list[int] = []
        self.items: dict[str, list[str]] = {}
        self.summaries: dict[str, dict[str, Any]] = {}
        self.sent: dict[str, int] = {}
        self.reports = 0

    @property
    def agencies(self) -> list[str]:
        return list(self.items)

    @property
    def outstanding(self) -> list[str]:
        """Who has not sent anything that stands."""
        return [each for each in self.items if each not in self.summaries]

    def request(
        self, *, title: str, tasks: Mapping[str, Sequence[str]], due: str, source: str, days: list[int]
    ) -> None:
        agencies = list(tasks)
        self._request(
            plan=self.plan,
            period=self.period,
            title=title,
            lead=self.lead,
            coordinators=[each for each in agencies if each != self.lead],
            agencies=agencies,
            tasks=[{"agency": agency, "items": list(items)} for agency, items in tasks.items()],
            mode="information",
            due=due,
            source=source,
            days_before=days,
        )

    @event("ImprovementSummaryRequested")
    def _request(
        self,
        *,
        plan: str,
        period: str,
        title: str,
        lead: str,
        coordinators: list[str],
        agencies: list[str],
        tasks: list[dict[str, Any]],
        mode: str,
        due: str,
        source: str,
        days_before: list[int],
    ) -> None:
        self.title = title
        self.due = due
        self.days_before = days_before
        self.items = {each["agency"]: each["items"] for each in tasks}

    def extend(self, *, due: datetime, source: str, reason: str, now: datetime) -> None:
        previous = parse_moment(self.due)
        if due <= previous:
            raise Refused("DUE_NOT_LATER", f"Hạn chỉ được dời về sau {spoken_moment(previous)}.")
        if due <= now:
            raise Refused("DUE_PASSED", f"Hạn mới {spoken_moment(due)} đã qua.")
        self._extend(
            plan=self.plan,
            period=self.period,
            previous_due=self.due,
            due=due.isoformat(),
            source=source,
            days_before=self.days_before,
            reason=reason,
        )

    @event("ImprovementPeriodExtended")
    def _extend(
        self,
        *,
        plan: str,
        period: str,
        previous_due: str,
        due: str,
        source: str,
        days_before: list[int],
        reason: str,
    ) -> None:
        self.due = due

    # Summaries

    def receive(
        self,
        *,
        agency: str,
        results: Sequence[dict[str, Any]],
        document: Mapping[str, Any],
        now: datetime,
        effective: date | None,
    ) -> None:
        """Receive, or let it replace what the agency sent before. Raises Refused."""
        if agency not in self.items:
            raise Refused("NOT_ASKED", f"{agency} không chủ trì nhiệm vụ nào phải tổng hợp kỳ {self.period}.")
        if agency in self.summaries and self.reports:
            sentence = f"Kỳ {self.period} đã tổng hợp, báo cáo UBND tỉnh; hãy đưa vào kỳ sau."
            raise Refused("SUMMARY_CONSOLIDATED", sentence)
        refuse(list(self._result_faults(agency, results)))
        due = parse_moment(self.due)
        self._receive(
            plan=self.plan,
            period=self.period,
            agency=agency,
            summary=self.sent.get(agency, 0) + 1,
            results=list(results),
            due=self.due,
            late=is_late(due=due, recorded=now, effective=effective),
            document=document,
        )

    def _result_faults(self, agency: str, results: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
        told = [each["item"] for each in results]
        for item in self.items[agency]:
            if item not in told:
                yield Fault("TASK_WITHOUT_RESULT", item, f"Chưa nêu kết quả nhiệm vụ {item}.")
        for item in told:
            if item not in self.items[agency]:
                yield Fault("NOT_LEAD_OF_TASK", item, f"{agency} không chủ trì nhiệm vụ {item} trong kỳ này.")

    @event("ImprovementSummarySubmitted")
    def _receive(
        self,
        *,
        plan: str,
        period: str,
        agency: str,
        summary: int,
        results: list[dict[str, Any]],
        due: str,
        late: bool,
        document: Mapping[str, Any],
    ) -> None:
        self.sent[agency] = summary
        self.summaries[agency] = {"results": results}

    def give_back(self, *, agency: str, reason: str) -> None:
        """Raises Refused: nothing to give back."""
        if agency not in self.summaries:
            raise Refused("NOTHING_SUBMITTED", f"{agency} chưa gửi tổng hợp kỳ {self.period}.")
        self._give_back(plan=self.plan, period=self.period, agency=agency, summary=self.sent[agency], reason=reason)

    @event("ImprovementSummaryReturned")
    def _give_back(self, *, plan: str, period: str, agency: str, summary: int, reason: str) -> None:
        del self.summaries[agency]

    # The report

    def must_be_reportable(self, now: datetime) -> None:
        """Raises Refused while somebody still has time to answer."""
        if self.outstanding and now < parse_moment(self.due):
            until = spoken_moment(parse_moment(self.due))
            raise Refused("SUMMARIES_OPEN", f"Còn chờ tổng hợp của {', '.join(self.outstanding)} đến {until}.")

    def consolidate(self, *, assessment: str, reached: Sequence[dict[str, Any]], document: Mapping[str, Any]) -> None:
        self._consolidate(
            plan=self.plan,
            period=self.period,
            report=self.reports + 1,
            title=self.title,
            lead=self.lead,
            coordinators=[each for each in self.agencies if each != self.lead],
            assessment=assessment,
            reached=list(reached),
            results=[
                {"agency": agency, **result} for agency, held in self.summaries.items() for result in held["results"]
            ],
            agencies=self.agencies,
            missing=self.outstanding,
            document=document,
        )

    @event("ImprovementConsolidated")
    def _consolidate(
        self,
        *,
        plan: str,
        period: str,
        report: int,
        title: str,
        lead: str,
        coordinators: list[str],
        assessment: str,
        reached: list[dict[str, Any]],
        results: list[dict[str, Any]],
        agencies: list[str],
        missing: list[str],
        document: Mapping[str, Any],
    ) -> None:
        self.reports = report

    # Urging

    def remind(self, now: datetime) -> None:
        due = parse_moment(self.due)
        days_left = -((now - due) // timedelta(days=1))
        self._remind(
            plan=self.plan, period=self.period, due=self.due, days_left=days_left, outstanding=self.outstanding
        )

    @event("ImprovementReminderIssued")
    def _remind(self, *, plan: str, period: str, due: str, days_left: int, outstanding: list[str]) -> None:
        pass

    def list_overdue(self) -> None:
        self._list_overdue(plan=self.plan, period=self.period, due=self.due, outstanding=self.outstanding)

    @event("ImprovementSummaryOverdue")
    def _list_overdue(self, *, plan: str, period: str, due: str, outstanding: list[str]) -> None:
        pass
