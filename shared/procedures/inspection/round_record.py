"""Một đợt kiểm tra: đề nghị cử người, ai đã cử, lập đoàn, các buổi kiểm tra, dời, thôi (Điều 8 khoản 1, khoản 2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from shared.mechanism.record import Record, Refused, event
from shared.procedures.refusal import refuse
from shared.regulation.faults import Fault


class InspectionRound(Record):
    """Một đợt kiểm tra, như cơ quan chủ trì ghi nhớ; mỗi đợt một hồ sơ."""

    key = ("inspection", "round")
    dossier = True

    @event("InspectionRoundBegun")
    def __init__(
        self,
        *,
        inspection: str,
        round: int,
        title: str,
        lead: str,
        agencies: list[str],
        coordinators: list[str],
        first: str,
        last: str,
    ) -> None:
        self.inspection = inspection
        self.round = round
        self.title = title
        self.lead = lead
        self.agencies = agencies
        self.coordinators = coordinators
        self.first = first
        self.last = last
        self.state = "open"  # open → cancelled
        self.wanted: dict[str, dict[str, Any]] = {}
        self.named: dict[str, list[dict[str, Any]]] = {}
        self.excused: set[str] = set()
        self.formation = 0
        self.visits: dict[str, int] = {}

    def must_be_open(self) -> None:
        if self.state == "cancelled":
            raise Refused("ROUND_CANCELLED", f"Đợt {self.round} của “{self.title}” đã thôi.")

    # Đề nghị cử người

    def request(
        self,
        *,
        wanted: Sequence[Mapping[str, Any]],
        deadline: Mapping[str, Any],
        document: dict[str, Any],
        departments: Mapping[str, str],
        clauses: Mapping[str, str],
        now: datetime,
    ) -> None:
        """Ask each in one letter. ``departments``: of those that may be asked, through which each answers.

        Raises Refused: one does not coordinate in this round, is asked twice, or has named people.
        """
        self.must_be_open()
        if deadline["due"] <= now:
            raise Refused("DUE_IN_PAST", "Hạn cử người đã qua; phải đặt hạn sau hôm nay.")
        agencies = [each["agency"] for each in wanted]
        free = list(departments)
        refuse([fault for each in dict.fromkeys(agencies) for fault in self._wanted_faults(each, agencies, free)])
        for each in wanted:
            self._request(
                inspection=self.inspection,
                title=self.title,
                round=self.round,
                first=self.first,
                last=self.last,
                lead=self.lead,
                coordinators=self.coordinators,
                agency=each["agency"],
                department=departments[each["agency"]],
                clause=clauses[each["agency"]],
                people=each["people"],
                rank=each["rank"],
                request=self.wanted.get(each["agency"], {"request": 0})["request"] + 1,
                due=deadline["due"],
                due_source=deadline["source"],
                document=document,
            )

    def _wanted_faults(self, agency: str, asked: Sequence[str], free: Sequence[str]) -> Iterator[Fault]:
        if asked.count(agency) > 1:  # under two names: one is that of an agency in whose place it stands
            yield Fault("ASKED_TWICE", agency, f"{agency} được đề nghị hai lần trong một văn bản.")
        if agency not in free:
            sentence = f"{agency} không được nêu là cơ quan phối hợp của đợt {self.round}."
            yield Fault("NOT_COORDINATOR", agency, sentence)
        elif agency in self.named:
            sentence = f"{agency} đã cử người cho đợt {self.round}; nếu cần, đề nghị cơ quan ấy thay người."
            yield Fault("ALREADY_NOMINATED", agency, sentence)

    @event("NominationRequested")
    def _request(
        self,
        *,
        inspection: str,
        title: str,
        round: int,
        first: str,
        last: str,
        lead: str,
        coordinators: list[str],
        agency: str,
        department: str,
        clause: str,
        people: int,
        rank: str,
        request: int,
        due: str,
        due_source: str,
        document: dict[str, Any],
    ) -> None:
        self.wanted[agency] = {"people": people, "request": request, "due": due}
        self.excused.discard(agency)

    @event("NomineesNoted")
    def note_nominees(self, *, agency: str, people: list[dict[str, Any]]) -> None:
        self.named[agency] = people

    def excuse(self, *, agency: str, department: str, reason: str) -> None:
        self.must_be_open()
        if agency not in self.wanted:
            raise Refused("NOT_REQUESTED", f"{agency} không được đề nghị cử người cho đợt {self.round}.")
        if agency in self.excused:
            raise Refused("ALREADY_EXCUSED", f"{agency} đã được miễn tham gia đợt {self.round}.")
        self._excuse(
            inspection=self.inspection,
            round=self.round,
            agency=agency,
            department=department,
            lead=self.lead,
            reason=reason,
        )

    @event("ParticipationExcused")
    def _excuse(self, *, inspection: str, round: int, agency: str, department: str, lead: str, reason: str) -> None:
        self.excused.add(agency)
        self.named.pop(agency, None)

    @property
    def missing(self) -> list[dict[str, Any]]:
        """Who was asked, is not excused and has named fewer than asked."""
        return [
            {"agency": agency, "wanted": asked["people"], "named": len(self.named.get(agency, ()))}
            for agency, asked in self.wanted.items()
            if agency not in self.excused and len(self.named.get(agency, ())) < asked["people"]
        ]

    def list_overdue(self, *, due: datetime) -> None:
        """Say who has not answered by this deadline; nobody missing, nothing said."""
        of_this = {each for each, asked in self.wanted.items() if datetime.fromisoformat(asked["due"]) == due}
        outstanding = [each for each in self.missing if each["agency"] in of_this]
        if outstanding and self.state == "open":
            self._list_overdue(
                inspection=self.inspection,
                round=self.round,
                lead=self.lead,
                due=due.isoformat(),
                outstanding=outstanding,
            )

    @event("NominationsOverdue")
    def _list_overdue(
        self, *, inspection: str, round: int, lead: str, due: str, outstanding: list[dict[str, Any]]
    ) -> None:
        pass

    # Đoàn kiểm tra

    def form_team(self, *, head: dict[str, Any], members: Sequence[dict[str, Any]], document: dict[str, Any]) -> None:
        self.must_be_open()
        own = [{"agency": self.lead, **head, "role": "head"}]
        own += [{"agency": self.lead, **each, "role": "member"} for each in members]
        others = [
            {"agency": agency, **each, "role": "member"} for agency, people in self.named.items() for each in people
        ]
        self._form_team(
            inspection=self.inspection,
            round=self.round,
            lead=self.lead,
            coordinators=self.coordinators,
            formation=self.formation + 1,
            members=own + others,
            missing=self.missing,
            document=document,
        )

    @event("TeamFormed")
    def _form_team(
        self,
        *,
        inspection: str,
        round: int,
        lead: str,
        coordinators: list[str],
        formation: int,
        members: list[dict[str, Any]],
        missing: list[dict[str, Any]],
        document: dict[str, Any],
    ) -> None:
        self.formation = formation

    # Buổi kiểm tra

    def record_visit(
        self,
        *,
        inspected: str,
        day: date,
        participants: list[str],
        findings: str,
        recommendations: list[dict[str, Any]],
        reason: str | None,
        today: date,
    ) -> None:
        """Raises Refused with every fault."""
        self.must_be_open()
        refuse(list(self._visit_faults(inspected, day, participants, reason, today)))
        self._record_visit(
            inspection=self.inspection,
            round=self.round,
            lead=self.lead,
            agency=inspected,
            day=day.isoformat(),
            participants=participants,
            findings=findings,
            recommendations=recommendations,
            recording=self.visits.get(inspected, 0) + 1,
            reason=reason,
        )

    def _visit_faults(
        self, inspected: str, day: date, participants: Sequence[str], reason: str | None, today: date
    ) -> Iterator[Fault]:
        if inspected not in self.agencies:
            yield Fault("NOT_IN_ROUND", inspected, f"{inspected} không được kiểm tra trong đợt {self.round}.")
        if day > today:
            yield Fault("DATE_IN_FUTURE", "day", f"Ngày kiểm tra {day:%d/%m/%Y} chưa tới.")
        if inspected in self.visits and not reason:
            sentence = f"Đợt {self.round} đã ghi buổi kiểm tra tại {inspected}; ghi lại thì phải nêu lý do."
            yield Fault("REASON_MISSING", inspected, sentence)
        for each in participants:
            if each not in self.coordinators and each not in self.wanted:
                sentence = f"{each} không được nêu là cơ quan phối hợp của đợt {self.round}."
                yield Fault("NOT_COORDINATOR", each, sentence)

    @event("AgencyInspected")
    def _record_visit(
        self,
        *,
        inspection: str,
        round: int,
        lead: str,
        agency: str,
        day: str,
        participants: list[str],
        findings: str,
        recommendations: list[dict[str, Any]],
        recording: int,
        reason: str | None,
    ) -> None:
        self.visits[agency] = recording

    # Dời, thôi (†)

    def postpone(self, *, first: date, last: date, reason: str) -> None:
        self.must_be_open()
        if last < first:
            raise Refused("ROUND_REVERSED", f"Đợt {self.round} kết thúc trước khi bắt đầu.")
        if (first.isoformat(), last.isoformat()) == (self.first, self.last):
            raise Refused("DATES_UNCHANGED", f"Đợt {self.round} vốn đã từ ngày {first:%d/%m/%Y} đến {last:%d/%m/%Y}.")
        self._postpone(
            inspection=self.inspection,
            round=self.round,
            lead=self.lead,
            agencies=self.agencies,
            previous_first=self.first,
            previous_last=self.last,
            first=first.isoformat(),
            last=last.isoformat(),
            reason=reason,
        )

    @event("InspectionRoundPostponed")
    def _postpone(
        self,
        *,
        inspection: str,
        round: int,
        lead: str,
        agencies: list[str],
        previous_first: str,
        previous_last: str,
        first: str,
        last: str,
        reason: str,
    ) -> None:
        self.first = first
        self.last = last

    def cancel(self, *, reason: str) -> None:
        self.must_be_open()
        if self.visits:
            sentence = f"Đợt {self.round} đã kiểm tra {', '.join(self.visits)}; không thôi cả đợt được nữa."
            raise Refused("ROUND_BEGUN", sentence)
        self._cancel(
            inspection=self.inspection,
            round=self.round,
            lead=self.lead,
            agencies=self.agencies,
            asked=list(self.wanted),
            reason=reason,
        )

    @event("InspectionRoundCancelled")
    def _cancel(
        self, *, inspection: str, round: int, lead: str, agencies: list[str], asked: list[str], reason: str
    ) -> None:
        self.state = "cancelled"
