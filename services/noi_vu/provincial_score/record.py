"""Hồ sơ tự chấm cấp tỉnh của một năm: điều Sở Nội vụ ghi nhớ (Điều 10 khoản 1; Điều 13 khoản 4).

It remembers who was asked for what, what has come in, and the last score table. Scores are the owners': there is no
way here to write one, only to return a part. Whatever an owner sends after a table was made makes that table stale.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from shared.mechanism.record import Record, Refused, event
from shared.procedures.refusal import refuse
from shared.regulation.criteria import CriteriaSet
from shared.regulation.faults import Fault
from shared.regulation.provincial_table import score_table
from shared.regulation.windows import spoken_moment


class ProvincialScore(Record):
    """Đợt tự chấm cấp tỉnh của một năm, theo văn bản của Bộ Nội vụ (Điều 10 khoản 1)."""

    key = ("year",)
    dossier = True

    @event("ProvincialRoundBegun")
    def __init__(self, *, year: int) -> None:
        self.year = year
        self.open = False
        self.parts: dict[str, dict[str, Any]] = {}
        self.arriving: dict[str, dict[str, dict[str, Any]]] = {}
        self.supplements: list[str] = []
        self.consolidation = 0
        self.table: dict[str, Any] | None = None
        self.stale = True

    # Opened; cancelled when that was a mistake, and opened again

    def open_round(self, **told: Any) -> None:
        """Raises Refused while a round of the year is open."""
        if self.open:
            raise Refused("PROVINCIAL_ROUND_EXISTS", f"Đợt tự chấm cấp tỉnh năm {self.year} đã mở.")
        self._open_round(year=self.year, matter=f"provincial_score/{self.year}", **told)

    @event("ProvincialRoundOpened")
    def _open_round(
        self,
        *,
        year: int,
        matter: str,
        title: str,
        sample: bool,
        lead: str,
        coordinators: list[str],
        mode: str,
        criteria_set: str,
        version: int,
        letter: dict[str, Any],
        parts: dict[str, Any],
        ministry: dict[str, Any],
        plan: list[dict[str, Any]],
        reminders: dict[str, Any],
    ) -> None:
        self.open = True
        self.matter = matter
        self.title = title
        self.sample = sample
        self.lead = lead
        self.coordinators = coordinators
        self.mode = mode
        self.criteria_set = criteria_set
        self.set_version = version
        self.letter = letter
        self.deadlines = {"parts": parts, "ministry": ministry}
        self.days_before: list[int] = reminders["days_before"]
        # criterion → (agency, clause); agency → the department that keeps its part
        self.plan = {code: (part["agency"], part["clause"]) for part in plan for code in part["criteria"]}
        self.department_of = {part["agency"]: part["department"] for part in plan}
        self.parts = {}
        self.arriving = {}
        self.supplements = []
        self.table = None
        self.stale = True

    def cancel(self, *, reason: str) -> None:
        self._cancel(year=self.year, matter=self.matter, lead=self.lead, reason=reason, agencies=self.agencies)

    @event("ProvincialRoundCancelled")
    def _cancel(self, *, year: int, matter: str, lead: str, reason: str, agencies: list[str]) -> None:
        self.open = False

    @property
    def agencies(self) -> list[str]:
        """Those who were asked, in the order of the clauses."""
        return list(dict.fromkeys(agency for agency, _ in self.plan.values()))

    def criteria_asked(self, agency: str) -> list[str]:
        return [code for code, (owner, _) in self.plan.items() if owner == agency]

    def is_in(self, agency: str) -> bool:
        """True when every criterion that the agency was asked for has been sent and was not taken back."""
        part = self.parts.get(agency)
        return part is not None and set(self.criteria_asked(agency)) <= set(part["entries"])

    @property
    def awaited(self) -> list[str]:
        return [agency for agency in self.agencies if not self.is_in(agency)]

    def due(self, deadline: str) -> datetime:
        return datetime.fromisoformat(self.deadlines[deadline]["due"])

    # Asked

    def request(self, *, agency: str, department: str, clause: str, criteria: list[dict[str, Any]]) -> None:
        others = [self.lead] if agency != self.lead else self.coordinators
        self._request(
            year=self.year,
            title=f"Tự đánh giá phần của mình: {self.title}"[:500],
            agency=agency,
            lead=agency,
            coordinators=others,
            mode=self.mode,
            department=department,
            clause=clause,
            basis=self._basis(agency),
            due=self.deadlines["parts"]["due"],
            source=self.deadlines["parts"]["source"],
            letter=self.letter,
            criteria=criteria,
        )

    @event("ProvincialPartRequested")
    def _request(
        self,
        *,
        year: int,
        title: str,
        agency: str,
        lead: str,
        coordinators: list[str],
        mode: str,
        department: str,
        clause: str,
        basis: str,
        due: str,
        source: str,
        letter: dict[str, Any],
        criteria: list[dict[str, Any]],
    ) -> None:
        self.department_of[agency] = department
        for row in criteria:
            self.plan[row["criterion"]] = (agency, clause)

    def _basis(self, agency: str) -> str:
        """Điểm b speaks of the others; the standing agency's own part is that of điểm a and of Điều 13 khoản 4."""
        return "QC-10.1.a" if agency == self.lead else "QC-10.1.b-1"

    def transfer(self, *, agency: str, successor: str, clause: str, criteria: list[str], since: date) -> None:
        """Tell the agency that what it has not sent is another's to score now (†)."""
        kept = [self.plan[code] for code in self.criteria_asked(agency) if code not in criteria]
        self._transfer(
            year=self.year,
            agency=agency,
            department=self.department_of[agency],
            successor=successor,
            clause=clause,
            criteria=criteria,
            whole_clause=(agency, clause) not in kept,
            whole_part=not kept,
            since=since,
        )

    @event("ProvincialPartTransferred")
    def _transfer(
        self,
        *,
        year: int,
        agency: str,
        department: str,
        successor: str,
        clause: str,
        criteria: list[str],
        whole_clause: bool,
        whole_part: bool,
        since: date,
    ) -> None:
        for code in criteria:
            self.plan.pop(code)

    def move_deadline(self, *, deadline: str, due: datetime, source: str, reason: str, now: datetime) -> None:
        """Move a deadline, for a stated reason and by a stated source (†). Raises Refused."""
        if due == self.due(deadline):
            raise Refused("DEADLINE_SAME", f"Hạn này đang là {spoken_moment(due)}.")
        moved = {name: self.due(name) for name in self.deadlines} | {deadline: due}
        refuse(deadline_faults(parts=moved["parts"], ministry=moved["ministry"], changed=due, now=now))
        self._move_deadline(
            year=self.year,
            matter=self.matter,
            deadline=deadline,
            previous_due=self.deadlines[deadline]["due"],
            due=due.isoformat(),
            source=source,
            reason=reason,
            agencies=self.agencies,
            days_before=self.days_before,
        )

    @event("ProvincialDeadlineMoved")
    def _move_deadline(
        self,
        *,
        year: int,
        matter: str,
        deadline: str,
        previous_due: str,
        due: str,
        source: str,
        reason: str,
        agencies: list[str],
        days_before: list[int],
    ) -> None:
        self.deadlines[deadline] = {"due": due, "source": source}

    # What has come in

    def note_content(self, *, agency: str, attempt: int, entries: list[dict[str, Any]]) -> None:
        self._note_content(agency=agency, attempt=attempt, entries=entries)

    @event("ProvincialContentNoted")
    def _note_content(self, *, agency: str, attempt: int, entries: list[dict[str, Any]]) -> None:
        self.arriving.setdefault(agency, {}).update({entry["criterion"]: entry for entry in entries})

    def note_part(self, *, agency: str, attempt: int, late: bool, difficulties: str | None) -> None:
        self._note_part(agency=agency, attempt=attempt, late=late, difficulties=difficulties)

    @event("ProvincialPartNoted")
    def _note_part(self, *, agency: str, attempt: int, late: bool, difficulties: str | None) -> None:
        entries = self.arriving.pop(agency, {})
        self.parts[agency] = {"attempt": attempt, "late": late, "difficulties": difficulties, "entries": entries}
        self.supplements = [each for each in self.supplements if each != agency]
        self.stale = True

    def note_withdrawal(self, *, agency: str, attempt: int) -> None:
        if agency in self.parts and self.parts[agency]["attempt"] == attempt:
            self._note_withdrawal(agency=agency, attempt=attempt)

    @event("ProvincialPartWithdrawalNoted")
    def _note_withdrawal(self, *, agency: str, attempt: int) -> None:
        self.parts.pop(agency)
        self.stale = True

    # Returned, never edited

    def return_part(
        self, *, agency: str, wanted: str, remarks: list[dict[str, Any]], due: datetime, source: str, now: datetime
    ) -> None:
        """Return a part to be scored again, or to be supplemented (†). Raises Refused."""
        if agency not in self.agencies:
            raise Refused("NOT_REQUESTED", f"{agency} không được đề nghị tự đánh giá cấp tỉnh năm {self.year}.")
        if agency not in self.parts:
            raise Refused("NOT_SUBMITTED", f"{agency} chưa gửi phần tự đánh giá cấp tỉnh năm {self.year}.")
        asked = self.criteria_asked(agency)
        clauses = [self.plan[code][1] for code in asked]
        refuse(
            [
                Fault("NOT_OWN_CRITERION", code, f"Tiêu chí {code} không thuộc phần của {agency}.")
                for code in (remark["criterion"] for remark in remarks)
                if code not in asked
            ]
        )
        if due <= now:
            raise Refused("DEADLINE_PASSED", f"Hạn gửi lại {spoken_moment(due)} đã qua.")
        self._return_part(
            year=self.year,
            agency=agency,
            department=self.department_of[agency],
            attempt=self.parts[agency]["attempt"],
            clauses=list(dict.fromkeys([self._basis(agency), *clauses])),
            wanted=wanted,
            remarks=remarks,
            due=due.isoformat(),
            source=source,
        )

    @event("ProvincialPartReturned")
    def _return_part(
        self,
        *,
        year: int,
        agency: str,
        department: str,
        attempt: int,
        clauses: list[str],
        wanted: str,
        remarks: list[dict[str, Any]],
        due: str,
        source: str,
    ) -> None:
        if wanted == "replacement":
            self.parts.pop(agency)
        else:
            self.supplements = [*dict.fromkeys([*self.supplements, agency])]
        self.stale = True

    # Consolidated

    def consolidate(self, *, criteria: CriteriaSet, silent: Mapping[str, str], now: datetime) -> None:
        """Make the score table of what is in; whoever is silent is named. Raises Refused."""
        refuse([*self._silence_faults(silent)])
        if silent and now < self.due("parts"):
            sentence = f"Hạn gửi phần còn đến {spoken_moment(self.due('parts'))}; chưa kết luận cơ quan nào không gửi."
            raise Refused("PARTS_NOT_DUE", sentence)
        present = [agency for agency in self.agencies if self.is_in(agency)]
        scored = {
            code: self.parts[agency]["entries"][code] for agency in present for code in self.criteria_asked(agency)
        }
        told = {agency: self.parts[agency]["difficulties"] for agency in present}
        self._consolidate(
            year=self.year,
            consolidation=self.consolidation + 1,
            sample=self.sample,
            criteria_set=self.criteria_set,
            version=self.set_version,
            **score_table(criteria, self.plan, scored),
            agencies=present,
            silent=[{"agency": agency, "reason": reason} for agency, reason in silent.items()],
            unsupplemented=[agency for agency in self.supplements if agency in present],
            difficulties=[{"agency": agency, "text": text} for agency, text in told.items() if text],
        )

    def _silence_faults(self, silent: Mapping[str, str]) -> Iterable[Fault]:
        for agency in self.awaited:
            if agency not in silent:
                sentence = f"{agency} chưa gửi phần tự đánh giá; chờ, đôn đốc, hoặc nêu tên là cơ quan không gửi."
                yield Fault("PARTS_OUTSTANDING", agency, sentence)
        for agency in silent:
            if agency not in self.awaited:
                sentence = f"{agency} đã gửi phần, hoặc không được đề nghị; không nêu là cơ quan không gửi."
                yield Fault("NOT_SILENT", agency, sentence)

    @event("ProvincialScoreConsolidated")
    def _consolidate(
        self,
        *,
        year: int,
        consolidation: int,
        sample: bool,
        criteria_set: str,
        version: int,
        rows: list[dict[str, Any]],
        fields: list[dict[str, Any]],
        sums: list[dict[str, Any]],
        score: str,
        maximum: str,
        percent: str | None,
        survey_maximum: str,
        agencies: list[str],
        silent: list[dict[str, Any]],
        unsupplemented: list[str],
        difficulties: list[dict[str, Any]],
    ) -> None:
        self.consolidation = consolidation
        self.table = {"rows": rows, "fields": fields, "sums": sums, "score": score, "maximum": maximum}
        self.stale = False


def deadline_faults(*, parts: datetime, ministry: datetime, changed: datetime, now: datetime) -> list[Fault]:
    """The parts are due no later than the Ministry's deadline, and no deadline is set into the past."""
    found = []
    if changed <= now:
        found.append(Fault("DEADLINE_PASSED", "due", f"Hạn {spoken_moment(changed)} đã qua."))
    if parts > ministry:
        sentence = f"Hạn gửi phần {spoken_moment(parts)} sau hạn của Bộ Nội vụ {spoken_moment(ministry)}."
        found.append(Fault("PARTS_DUE_AFTER_MINISTRY", "parts", sentence))
    return found
