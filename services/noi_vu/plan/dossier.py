"""Hồ sơ kế hoạch: điều Sở Nội vụ ghi nhớ về một kế hoạch, chương trình, từ đề xuất đến điều chỉnh (Điều 6, Điều 13.1).

    new → called → drafted → submitted → issued       and, adjusted:  issued → drafted → submitted → issued
                      ↑ returned ↲                                                 ↑ returned ↲

What the others said is noted here, because the next step depends on it. Silence never holds a plan up: it is listed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.noi_vu.plan.rules import (
    accounting_faults,
    code_faults,
    origin_faults,
    treatment_faults,
    untreated,
)
from services.noi_vu.plan.tasks import difference
from shared.mechanism.record import Record, Refused, event
from shared.procedures.refusal import refuse
from shared.regulation.planning import Period
from shared.regulation.windows import parse_moment, spoken_moment

Rows = Sequence[dict[str, Any]]
STATES = {
    "new": "chưa có dự thảo",
    "called": "đang chờ đề xuất",
    "drafted": "đang là dự thảo",
    "submitted": "đang trình UBND tỉnh",
    "returned": "bị UBND tỉnh trả lại, phải hoàn chỉnh",
    "issued": "đã ban hành",
    "cancelled": "đã thôi xây dựng",
}


class Plan(Record):
    """Một kế hoạch năm hoặc chương trình giai đoạn (Điều 6 khoản 1 điểm a, Điều 13 khoản 1)."""

    key = ("plan",)
    dossier = True

    @event("PlanBegun")
    def __init__(self, *, plan: str, lead: str, coordinators: list[str]) -> None:
        self.plan = plan
        self.lead = lead
        self.coordinators = coordinators
        self.state = "new"
        self.calls = 0
        self.title = Period.of(plan).title
        by_law = Period.of(plan).due_by_law
        self.due = by_law.isoformat() if by_law else None
        self.proposals: dict[str, list[str]] = {}
        self.draft_version = 0
        self.parts: list[dict[str, Any]] = []
        self.items: list[dict[str, Any]] = []
        self.not_taken: list[dict[str, Any]] = []
        self.consulted: dict[str, Any] | None = None
        self.adjustment = 0
        self.adjusting = False
        self.issued: dict[str, Any] | None = None

    @property
    def period(self) -> Period:
        return Period.of(self.plan)

    @property
    def free(self) -> list[str]:
        """Whose items need no written proposal: Sở Nội vụ's own, and of an adjustment those of all who take part."""
        return [self.lead, *self.coordinators] if self.adjusting else [self.lead]

    @property
    def matter(self) -> str:
        """What is brought before the Committee: the plan, or one adjustment of it."""
        return f"plan/{self.plan}/adjustment-{self.adjustment}" if self.adjusting else f"plan/{self.plan}"

    def must_be(self, *states: str) -> None:
        """Raises Refused."""
        if self.state not in states:
            sentence = f"{self.title} {STATES[self.state]}; chưa, hoặc không còn làm được việc này."
            raise Refused(f"PLAN_{self.state.upper()}", sentence)

    # Priorities

    def call(self, **told: Any) -> None:
        self.must_be("new", "cancelled")
        period = self.period
        self._call(
            plan=self.plan,
            kind=period.kind,
            first_year=period.first,
            last_year=period.last,
            call=self.calls + 1,
            lead=self.lead,
            **told,
        )

    @event("PrioritiesCalled")
    def _call(
        self,
        *,
        plan: str,
        kind: str,
        first_year: int,
        last_year: int,
        call: int,
        title: str,
        lead: str,
        coordinators: list[str],
        mode: str,
        departments: list[str],
        due: str,
        source: str,
        roll: str,
        days_before: list[int],
        document: dict[str, Any],
    ) -> None:
        self.calls = call
        self.title = title
        self.coordinators = coordinators
        self.due = due
        self.state = "called"

    def extend_priorities(self, *, due: datetime, now: datetime, **told: Any) -> None:
        self.must_be("called")
        previous = self.due or ""
        _must_be_later(due, parse_moment(previous), now)
        self._extend_priorities(plan=self.plan, previous_due=previous, due=due.isoformat(), **told)

    @event("PrioritiesDeadlineExtended")
    def _extend_priorities(
        self,
        *,
        plan: str,
        departments: list[str],
        previous_due: str,
        due: str,
        source: str,
        days_before: list[int],
        reason: str,
    ) -> None:
        self.due = due

    def note_proposal(self, *, agency: str, items: Sequence[str]) -> None:
        """Whatever state it meets: one that crossed the issue on its way is there for an adjustment."""
        self._note_proposal(agency=agency, items=list(items))

    @event("PriorityProposalNoted")
    def _note_proposal(self, *, agency: str, items: list[str]) -> None:
        self.proposals[agency] = items

    def note_withdrawal(self, *, agency: str) -> None:
        """What a draft has already taken over stays in it."""
        if agency in self.proposals and self.state in ("new", "called"):
            self._note_withdrawal(agency=agency)

    @event("PriorityWithdrawalNoted")
    def _note_withdrawal(self, *, agency: str) -> None:
        del self.proposals[agency]

    def silent_about_priorities(self) -> list[str]:
        return [each for each in self.coordinators if each not in self.proposals]

    # Drafts

    def carry_over(self, *, previous: str, items: Rows) -> None:
        self.must_be("new", "called")
        self._carry_over(plan=self.plan, previous=previous, items=list(items))

    @event("PlanCopied")
    def _carry_over(self, *, plan: str, previous: str, items: list[dict[str, Any]]) -> None:
        pass

    def consolidate(
        self, *, parts: Rows, items: Rows, not_taken: Rows, before: Mapping[str, Sequence[str]], now: datetime
    ) -> None:
        """The first draft. Raises Refused while somebody who was asked still has time to answer."""
        self.must_be("new", "called")
        silent = self.silent_about_priorities()
        if self.due and now < parse_moment(self.due) and silent:
            sentence = f"Còn chờ đề xuất của {', '.join(silent)} đến {spoken_moment(parse_moment(self.due))}."
            raise Refused("PRIORITIES_OPEN", sentence)
        self._must_be_sound(parts, items, not_taken, before)
        self._consolidate(
            plan=self.plan,
            kind=self.period.kind,
            version=self.draft_version + 1,
            title=self.title,
            lead=self.lead,
            coordinators=self.coordinators,
            parts=list(parts),
            items=list(items),
            not_taken=list(not_taken),
            received=[each for each in self.coordinators if each in self.proposals],
            silent=silent,
        )

    def _must_be_sound(self, parts: Rows, items: Rows, not_taken: Rows, before: Mapping[str, Sequence[str]]) -> None:
        faults = [
            *code_faults(parts, items),
            *origin_faults(items, proposals=self.proposals, before=before, free=self.free),
        ]
        if not self.adjusting:
            faults += accounting_faults(items, not_taken, proposals=self.proposals)
        refuse(faults)

    @event("PlanConsolidated")
    def _consolidate(
        self,
        *,
        plan: str,
        kind: str,
        version: int,
        title: str,
        lead: str,
        coordinators: list[str],
        parts: list[dict[str, Any]],
        items: list[dict[str, Any]],
        not_taken: list[dict[str, Any]],
        received: list[str],
        silent: list[str],
    ) -> None:
        self._hold(version=version, parts=parts, items=items)
        self.not_taken = not_taken

    def _hold(self, *, version: int, parts: list[dict[str, Any]], items: list[dict[str, Any]]) -> None:
        self.draft_version = version
        self.parts = parts
        self.items = items
        self.state = "drafted"

    def revise(
        self, *, parts: Rows, items: Rows, not_taken: Rows, treatments: Rows, before: Mapping[str, Sequence[str]]
    ) -> None:
        """The next draft; what an earlier one said about proposals that were not taken need not be said again."""
        self.must_be("drafted", "returned")
        used = {(origin["agency"], origin["item"]) for each in items for origin in each["origins"]}
        said = {(each["agency"], each["item"]) for each in not_taken} | used
        kept = [each for each in self.not_taken if (each["agency"], each["item"]) not in said]
        left = [*kept, *not_taken]
        self._must_be_sound(parts, items, left, before)
        refuse(list(treatment_faults(treatments, wanted=self.untreated)))
        self._revise(
            plan=self.plan,
            kind=self.period.kind,
            version=self.draft_version + 1,
            circulated=self.consulted["version"] if self.consulted else 0,
            title=self.title,
            lead=self.lead,
            coordinators=self.coordinators,
            parts=list(parts),
            items=list(items),
            not_taken=left,
            treatments=list(treatments),
            silent=self.silent_about_draft(),
        )

    @event("PlanRevised")
    def _revise(
        self,
        *,
        plan: str,
        kind: str,
        version: int,
        circulated: int,
        title: str,
        lead: str,
        coordinators: list[str],
        parts: list[dict[str, Any]],
        items: list[dict[str, Any]],
        not_taken: list[dict[str, Any]],
        treatments: list[dict[str, Any]],
        silent: list[str],
    ) -> None:
        self._hold(version=version, parts=parts, items=items)
        self.not_taken = not_taken
        if self.consulted:
            treated = [[each["agency"], each["item"]] for each in treatments]
            self.consulted["treated"] = [*self.consulted["treated"], *treated]

    # Opinions on a draft

    def circulate(self, *, coordinators: list[str], due: datetime, now: datetime, **told: Any) -> None:
        self.must_be("drafted")
        if self.consulted and self.consulted["version"] == self.draft_version:
            sentence = f"Dự thảo lần {self.draft_version} đã gửi lấy ý kiến; muốn đổi hạn thì gia hạn."
            raise Refused("DRAFT_CIRCULATED", sentence)
        refuse([untreated(*each) for each in self.untreated])
        if due <= now:
            raise Refused("DUE_PASSED", f"Hạn góp ý {spoken_moment(due)} đã qua.")
        self._circulate(
            plan=self.plan,
            kind=self.period.kind,
            version=self.draft_version,
            adjustment=self.adjustment if self.adjusting else 0,
            title=self.title,
            lead=self.lead,
            coordinators=coordinators,
            due=due.isoformat(),
            parts=self.parts,
            items=self.items,
            **told,
        )

    @event("PlanCirculated")
    def _circulate(
        self,
        *,
        plan: str,
        kind: str,
        version: int,
        adjustment: int,
        title: str,
        lead: str,
        coordinators: list[str],
        mode: str,
        departments: list[str],
        due: str,
        source: str,
        days_before: list[int],
        parts: list[dict[str, Any]],
        items: list[dict[str, Any]],
        document: dict[str, Any],
    ) -> None:
        self.coordinators = coordinators
        self.consulted = {"version": version, "due": due, "asked": coordinators, "opinions": {}, "treated": []}

    def extend_opinion(self, *, due: datetime, now: datetime, **told: Any) -> None:
        self.must_be("drafted")
        if self.consulted is None:
            raise Refused("DRAFT_NOT_CIRCULATED", f"{self.title}: dự thảo chưa gửi lấy ý kiến.")
        _must_be_later(due, parse_moment(self.consulted["due"]), now)
        self._extend_opinion(
            plan=self.plan,
            version=self.consulted["version"],
            previous_due=self.consulted["due"],
            due=due.isoformat(),
            **told,
        )

    @event("OpinionDeadlineExtended")
    def _extend_opinion(
        self,
        *,
        plan: str,
        version: int,
        departments: list[str],
        previous_due: str,
        due: str,
        source: str,
        days_before: list[int],
        reason: str,
    ) -> None:
        if self.consulted:
            self.consulted["due"] = due

    def note_opinion(self, *, agency: str, version: int, wanted: Sequence[str | None]) -> None:
        """An opinion on a draft that a later one has replaced is history, and binds nobody."""
        if self.consulted and self.consulted["version"] == version:
            self._note_opinion(agency=agency, wanted=list(wanted))

    @event("PlanOpinionNoted")
    def _note_opinion(self, *, agency: str, wanted: list[str | None]) -> None:
        if self.consulted:
            self.consulted["opinions"][agency] = wanted
            self.consulted["treated"] = [each for each in self.consulted["treated"] if each[0] != agency]

    @property
    def untreated(self) -> list[tuple[str, str | None]]:
        """The wishes of the last consultation that no later draft has answered."""
        if not self.consulted:
            return []
        treated = self.consulted["treated"]
        opinions = self.consulted["opinions"].items()
        return [(agency, item) for agency, wanted in opinions for item in wanted if [agency, item] not in treated]

    def silent_about_draft(self) -> list[str]:
        if not self.consulted:
            return []
        return [each for each in self.consulted["asked"] if each not in self.consulted["opinions"]]

    # Before the Committee

    def submit(self, *, now: datetime) -> None:
        """Raises Refused until each field agency has been asked, has had its time, and has been answered."""
        self.must_be("drafted")
        if self.consulted is None and not self.adjusting:
            raise Refused("DRAFT_NOT_CIRCULATED", f"{self.title}: dự thảo chưa gửi lấy ý kiến (Điều 6 khoản 2 điểm b).")
        silent = self.silent_about_draft()
        if self.consulted and silent and now < parse_moment(self.consulted["due"]):
            until = spoken_moment(parse_moment(self.consulted["due"]))
            raise Refused("OPINIONS_OPEN", f"Còn chờ ý kiến của {', '.join(silent)} đến {until}.")
        refuse([untreated(*each) for each in self.untreated])
        self._submit(version=self.draft_version)

    @event("PlanSubmissionNoted")
    def _submit(self, *, version: int) -> None:
        self.state = "submitted"

    def decide(self, *, approved: bool, document: dict[str, Any], reason: str | None) -> None:
        if not approved:
            self._return(
                plan=self.plan,
                version=self.draft_version,
                adjustment=self.adjustment if self.adjusting else 0,
                reason=reason,
                document=document,
            )
            return
        told: dict[str, Any] = {
            "plan": self.plan,
            "kind": self.period.kind,
            "version": self.draft_version,
            "title": self.title,
            "lead": self.lead,
            "coordinators": self.coordinators,
            "parts": self.parts,
            "items": self.items,
            "document": document,
        }
        if self.adjusting and self.issued:
            self._adjust(**told, adjustment=self.adjustment, **difference(self.issued["items"], self.items))
        else:
            self._issue(**told, first_year=self.period.first, last_year=self.period.last)

    @event("PlanReturned")
    def _return(
        self, *, plan: str, version: int, adjustment: int, reason: str | None, document: dict[str, Any]
    ) -> None:
        self.state = "returned"

    @event("PlanIssued")
    def _issue(
        self,
        *,
        plan: str,
        kind: str,
        first_year: int,
        last_year: int,
        version: int,
        title: str,
        lead: str,
        coordinators: list[str],
        parts: list[dict[str, Any]],
        items: list[dict[str, Any]],
        document: dict[str, Any],
    ) -> None:
        self._put_in_force(parts, items)

    def _put_in_force(self, parts: list[dict[str, Any]], items: list[dict[str, Any]]) -> None:
        self.state = "issued"
        self.issued = {"parts": parts, "items": items}
        self.consulted = None
        self.adjusting = False

    def cancel(self, *, reason: str) -> None:
        """The whole, while it was never issued; or the draft of an adjustment. Raises Refused."""
        self.must_be("new", "called", "drafted", "returned")
        self._cancel(
            plan=self.plan,
            kind=self.period.kind,
            adjustment=self.adjustment if self.adjusting else 0,
            circulated=self.consulted["version"] if self.consulted else 0,
            coordinators=self.coordinators,
            reason=reason,
        )

    @event("PlanCancelled")
    def _cancel(
        self, *, plan: str, kind: str, adjustment: int, circulated: int, coordinators: list[str], reason: str
    ) -> None:
        self.consulted = None
        if self.adjusting and self.issued:
            self._put_in_force(self.issued["parts"], self.issued["items"])
            self.parts, self.items = self.issued["parts"], self.issued["items"]
            return
        self.state = "cancelled"
        self.proposals, self.parts, self.items, self.not_taken = {}, [], [], []

    # Adjusted

    def draft_adjustment(self, *, reason: str, parts: Rows, items: Rows, before: Mapping[str, Sequence[str]]) -> None:
        self.must_be("issued")
        if self.issued == {"parts": list(parts), "items": list(items)}:
            raise Refused("NOTHING_ADJUSTED", f"Dự thảo không khác {self.title} đang có hiệu lực.")
        free = [self.lead, *self.coordinators]
        refuse([*code_faults(parts, items), *origin_faults(items, proposals=self.proposals, before=before, free=free)])
        self._draft_adjustment(
            plan=self.plan,
            version=self.draft_version + 1,
            adjustment=self.adjustment + 1,
            title=self.title,
            lead=self.lead,
            coordinators=self.coordinators,
            reason=reason,
            parts=list(parts),
            items=list(items),
        )

    @event("PlanAdjustmentDrafted")
    def _draft_adjustment(
        self,
        *,
        plan: str,
        version: int,
        adjustment: int,
        title: str,
        lead: str,
        coordinators: list[str],
        reason: str,
        parts: list[dict[str, Any]],
        items: list[dict[str, Any]],
    ) -> None:
        self.adjustment = adjustment
        self.adjusting = True
        self._hold(version=version, parts=parts, items=items)

    @event("PlanAdjusted")
    def _adjust(
        self,
        *,
        plan: str,
        kind: str,
        version: int,
        adjustment: int,
        title: str,
        lead: str,
        coordinators: list[str],
        parts: list[dict[str, Any]],
        items: list[dict[str, Any]],
        added: list[str],
        altered: list[str],
        dropped: list[str],
        document: dict[str, Any],
    ) -> None:
        self._put_in_force(parts, items)


def _must_be_later(due: datetime, previous: datetime, now: datetime) -> None:
    if due <= previous:
        raise Refused("DUE_NOT_LATER", f"Hạn chỉ được dời về sau {spoken_moment(previous)}.")
    if due <= now:
        raise Refused("DUE_PASSED", f"Hạn mới {spoken_moment(due)} đã qua.")
