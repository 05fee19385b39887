"""Một cuộc kiểm tra, như cơ quan được giao chủ trì ghi nhớ: kế hoạch, báo cáo, kết luận (Điều 8 khoản 2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from shared.mechanism.record import Record, Refused, event
from shared.procedures.refusal import refuse
from shared.procedures.work import work_faults
from shared.regulation.faults import Fault


class Inspection(Record):
    """Một cuộc kiểm tra mà cơ quan này (hoặc cơ quan không có dịch vụ, qua cơ quan này) được giao chủ trì."""

    key = ("inspection",)

    @event("InspectionEntrusted")
    def __init__(
        self,
        *,
        inspection: str,
        year: int,
        title: str,
        occasion: str,
        lead: str,
        coordinators: list[str],
        mode: str,
        due: str | None,
    ) -> None:
        self.inspection = inspection
        self.year = year
        self.title = title
        self.occasion = occasion
        self.lead = lead
        self.coordinators = coordinators
        self.mode = mode
        self.due = due
        self.rounds: dict[int, dict[str, Any]] = {}
        self.planned = 0
        self.reported = 0
        self.state = "assigned"  # assigned → planned → reported → concluded; or cancelled

    @property
    def about(self) -> str:
        return f"inspection/{self.inspection}"

    @property
    def over(self) -> bool:
        """True once it has been concluded or cancelled."""
        return self.state in ("concluded", "cancelled")

    def must_be_open(self) -> None:
        """Raises Refused once it has been concluded or cancelled."""
        if self.state == "cancelled":
            raise Refused("INSPECTION_CANCELLED", f"Cuộc kiểm tra “{self.title}” đã thôi, không tiến hành nữa.")
        if self.state == "concluded":
            raise Refused("INSPECTION_CONCLUDED", f"Cuộc kiểm tra “{self.title}” đã kết luận.")

    # Kế hoạch

    def must_be_plan(
        self, rounds: Sequence[dict[str, Any]], *, lead: str, reason: str | None, begun: Sequence[int]
    ) -> None:
        """Raises Refused with every fault of a plan.

        ``lead``: who stands today in the place of the agency that it was assigned to. ``begun``: the rounds that may
        no longer change.
        """
        self.must_be_open()
        if self.planned and not reason:
            raise Refused("REASON_MISSING", f"Cuộc kiểm tra “{self.title}” đã có kế hoạch; thay thì phải nêu lý do.")
        refuse([*self._round_faults(rounds, lead), *self._begun_faults(rounds, begun)])

    def _round_faults(self, rounds: Sequence[dict[str, Any]], lead: str) -> Iterator[Fault]:
        for each in rounds:
            name = f"round {each['round']}"
            if each["last"] < each["first"]:
                yield Fault("ROUND_REVERSED", name, f"Đợt {each['round']} kết thúc trước khi bắt đầu.")
            yield from work_faults(lead, each["coordinators"])
            if not each["coordinators"]:
                sentence = f"Đợt {each['round']} chưa nêu cơ quan phối hợp nào (Điều 2 khoản 2)."
                yield Fault("COORDINATORS_MISSING", name, sentence)
            if lead in each["agencies"]:
                sentence = f"Đợt {each['round']}: {lead} không tự kiểm tra mình."
                yield Fault("LEAD_IS_INSPECTED", name, sentence)

    def _begun_faults(self, rounds: Sequence[dict[str, Any]], begun: Sequence[int]) -> Iterator[Fault]:
        kept = {each["round"]: _plain(each) for each in rounds}
        for number in begun:
            if kept.get(number) != self.rounds.get(number):
                sentence = f"Đợt {number} đã bắt đầu: kế hoạch mới phải giữ nguyên đợt này, hoặc dời, thôi đợt."
                yield Fault("ROUND_BEGUN", f"round {number}", sentence)

    def plan(
        self, *, rounds: Sequence[dict[str, Any]], document: dict[str, Any], reason: str | None, late: bool
    ) -> None:
        named = [*self.coordinators, *(each for row in rounds for each in row["coordinators"])]
        self._plan(
            inspection=self.inspection,
            year=self.year,
            title=self.title,
            occasion=self.occasion,
            lead=self.lead,
            coordinators=list(dict.fromkeys(named)),
            mode=self.mode,
            rounds=list(rounds),
            edition=self.planned + 1,
            reason=reason,
            document=document,
            late=late,
        )

    @event("InspectionPlanned")
    def _plan(
        self,
        *,
        inspection: str,
        year: int,
        title: str,
        occasion: str,
        lead: str,
        coordinators: list[str],
        mode: str,
        rounds: list[dict[str, Any]],
        edition: int,
        reason: str | None,
        document: dict[str, Any],
        late: bool,
    ) -> None:
        self.coordinators = coordinators
        self.rounds = {each["round"]: each for each in rounds}
        self.planned = edition
        if self.state == "assigned":
            self.state = "planned"

    def round(self, number: int) -> dict[str, Any]:
        """The round as planned. Raises Refused."""
        if number not in self.rounds:
            raise Refused("UNKNOWN_ROUND", f"Kế hoạch kiểm tra “{self.title}” không có đợt {number}.")
        return self.rounds[number]

    # Báo cáo, kết luận

    def report(
        self,
        *,
        inspected: list[str],
        not_inspected: list[str],
        summary: str,
        proposals: str | None,
        document: dict[str, Any],
        reason: str | None,
    ) -> None:
        """Raises Refused: nothing was inspected, or a report is replaced without a reason."""
        self.must_be_open()
        if not inspected:
            raise Refused("NOTHING_INSPECTED", f"Cuộc kiểm tra “{self.title}” chưa ghi nhận buổi kiểm tra nào.")
        if self.reported and not reason:
            raise Refused("REASON_MISSING", f"Đã có báo cáo kiểm tra “{self.title}”; thay thì phải nêu lý do.")
        self._report(
            inspection=self.inspection,
            year=self.year,
            title=self.title,
            occasion=self.occasion,
            lead=self.lead,
            coordinators=self.coordinators,
            inspected=inspected,
            not_inspected=not_inspected,
            summary=summary,
            proposals=proposals,
            edition=self.reported + 1,
            reason=reason,
            document=document,
        )

    @event("InspectionReported")
    def _report(
        self,
        *,
        inspection: str,
        year: int,
        title: str,
        occasion: str,
        lead: str,
        coordinators: list[str],
        inspected: list[str],
        not_inspected: list[str],
        summary: str,
        proposals: str | None,
        edition: int,
        reason: str | None,
        document: dict[str, Any],
    ) -> None:
        self.reported = edition
        self.state = "reported"

    def conclude(self, *, conclusions: str, demands: list[dict[str, Any]], document: dict[str, Any]) -> None:
        """Raises Refused: it was never reported, or a demand has no clear lead."""
        self.must_be_open()
        if not self.reported:
            raise Refused("NOT_REPORTED", f"Cuộc kiểm tra “{self.title}” chưa có báo cáo kết quả.")
        refuse([fault for each in demands for fault in work_faults(each["agency"], each["coordinators"])])
        self._conclude(
            inspection=self.inspection,
            year=self.year,
            title=self.title,
            lead=self.lead,
            coordinators=self.coordinators,
            conclusions=conclusions,
            demands=demands,
            document=document,
        )

    @event("InspectionConcluded")
    def _conclude(
        self,
        *,
        inspection: str,
        year: int,
        title: str,
        lead: str,
        coordinators: list[str],
        conclusions: str,
        demands: list[dict[str, Any]],
        document: dict[str, Any],
    ) -> None:
        self.state = "concluded"

    @event("InspectionCancellationNoted")
    def note_cancellation(self, *, reason: str) -> None:
        self.state = "cancelled"


def _plain(planned: dict[str, Any]) -> dict[str, Any]:
    """A round as a note holds it: days as text."""
    return {**planned, "first": planned["first"].isoformat(), "last": planned["last"].isoformat()}
