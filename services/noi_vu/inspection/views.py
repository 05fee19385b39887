"""Các cuộc kiểm tra đang đến đâu; ai đã gửi kế hoạch, kết quả kiểm tra của mình (Điều 8)."""

from __future__ import annotations

from typing import Any

from schemas.inspection import (
    InspectionAssigned,
    InspectionCancelled,
    InspectionConcluded,
    InspectionPlanned,
    InspectionReported,
)
from schemas.inspection_visit import AgencyInspected, InspectionRoundCancelled, InspectionRoundPostponed
from schemas.nomination import NominationRequested, ParticipationExcused, StaffNominated, TeamFormed
from schemas.own_inspection import (
    OwnInspectionConducted,
    OwnInspectionPlanned,
    OwnInspectionReported,
    OwnInspectionsRequested,
)
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class Inspections(View):
    """Cuộc kiểm tra nào do ai chủ trì, đợt nào đến đâu, còn chờ ai cử người (Điều 8)? Rows: ``KT-2022-01``."""

    name = "inspections"

    @sees(InspectionAssigned)
    def assigned(self, fact: Fact) -> None:
        told = ("inspection", "year", "title", "occasion", "lead", "coordinators", "due", "due_source")
        row = {name: fact.data[name] for name in told}
        self.rows[fact.data["inspection"]] = {**row, "state": "assigned", "rounds": {}}

    @sees(InspectionPlanned)
    def planned(self, fact: Fact) -> None:
        row = self._row(fact)
        rounds = {
            str(each["round"]): row["rounds"].get(str(each["round"]))
            or {
                "agencies": each["agencies"],
                "first": each["first"],
                "last": each["last"],
                "state": "planned",
                "awaited": [],
                "inspected": [],
            }
            for each in fact.data["rounds"]
        }
        state = "planned" if row["state"] == "assigned" else row["state"]
        self._change(fact, state=state, rounds=rounds, coordinators=fact.data["coordinators"])

    @sees(NominationRequested)
    def requested(self, fact: Fact) -> None:
        awaited = self._round(fact)["awaited"]
        self._change_round(fact, awaited=[*dict.fromkeys([*awaited, fact.data["agency"]])])

    @sees(StaffNominated, ParticipationExcused)
    def answered(self, fact: Fact) -> None:
        awaited = self._round(fact)["awaited"]
        self._change_round(fact, awaited=[each for each in awaited if each != fact.data["agency"]])

    @sees(TeamFormed)
    def formed(self, fact: Fact) -> None:
        self._change_round(fact, state="team_formed")

    @sees(AgencyInspected)
    def inspected(self, fact: Fact) -> None:
        done = [*dict.fromkeys([*self._round(fact)["inspected"], fact.data["agency"]])]
        complete = set(done) == set(self._round(fact)["agencies"])
        self._change_round(fact, inspected=done, state="inspected" if complete else "under_way")

    @sees(InspectionRoundPostponed)
    def postponed(self, fact: Fact) -> None:
        self._change_round(fact, first=fact.data["first"], last=fact.data["last"])

    @sees(InspectionRoundCancelled)
    def round_cancelled(self, fact: Fact) -> None:
        self._change_round(fact, state="cancelled", awaited=[])

    @sees(InspectionReported)
    def reported(self, fact: Fact) -> None:
        self._change(fact, state="reported")

    @sees(InspectionConcluded)
    def concluded(self, fact: Fact) -> None:
        self._change(fact, state="concluded")

    @sees(InspectionCancelled)
    def cancelled(self, fact: Fact) -> None:
        self._change(fact, state="cancelled")

    def _row(self, fact: Fact) -> dict[str, Any]:
        return self.rows[fact.data["inspection"]]

    def _change(self, fact: Fact, **values: Any) -> None:
        self.rows[fact.data["inspection"]] = {**self._row(fact), **values}

    def _round(self, fact: Fact) -> dict[str, Any]:
        found: dict[str, Any] = self._row(fact)["rounds"][str(fact.data["round"])]
        return found

    def _change_round(self, fact: Fact, **values: Any) -> None:
        changed = {str(fact.data["round"]): {**self._round(fact), **values}}
        self._change(fact, rounds={**self._row(fact)["rounds"], **changed})


class OwnInspections(View):
    """Trong năm, cơ quan nào đã gửi kế hoạch, đã kiểm tra, đã báo cáo; ai chưa (Điều 8 khoản 3)? Rows: ``2022/SYT``."""

    name = "own_inspections"

    @sees(OwnInspectionsRequested)
    def requested(self, fact: Fact) -> None:
        dues = {name: fact.data[name] for name in ("plan_due", "result_due")}
        for agency in fact.data["agencies"]:
            self._change(fact.data["year"], agency, **dues)

    @sees(OwnInspectionPlanned)
    def planned(self, fact: Fact) -> None:
        self._came(fact, "plan")

    @sees(OwnInspectionConducted)
    def conducted(self, fact: Fact) -> None:
        row = self._row(fact.data["year"], fact.data["agency"])
        if fact.data["recording"] == 1:
            self._change(fact.data["year"], fact.data["agency"], conducted=row["conducted"] + 1)

    @sees(OwnInspectionReported)
    def reported(self, fact: Fact) -> None:
        self._came(fact, "result")

    def _came(self, fact: Fact, what: str) -> None:
        """A replaced paper came in when the first one did."""
        if self._row(fact.data["year"], fact.data["agency"])[what] == "awaited":
            state = "late" if fact.data["late"] else "in_time"
            self._change(fact.data["year"], fact.data["agency"], **{what: state})

    def _row(self, year: int, agency: str) -> dict[str, Any]:
        empty = {"year": year, "agency": agency, "plan": "awaited", "result": "awaited", "conducted": 0}
        return self.rows.get(f"{year}/{agency}") or {**empty, "plan_due": None, "result_due": None}

    def _change(self, year: int, agency: str, **values: Any) -> None:
        self.rows[f"{year}/{agency}"] = {**self._row(year, agency), **values}
