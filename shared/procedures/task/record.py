"""Nhiệm vụ: điều nơi giữ sổ ghi nhớ về một nhiệm vụ được giao (Điều 2 khoản 2, Điều 19 khoản 1).

assigned → accepted → reported → completed; a report may be returned, whatever is closed reopened, whatever is open
adjusted or cancelled. Whoever reports on a task that it leads has thereby accepted it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from shared.mechanism.record import Record, Refused, event
from shared.procedures.deadline import is_late
from shared.procedures.work import must_be_work

# What is remembered


class HeldTasks(Record):
    """Sổ nhiệm vụ của cơ quan này trong một năm: danh sách."""

    key = ("year",)

    @event("TaskBookBegun")
    def __init__(self, *, year: int) -> None:
        self.year = year
        self.tasks: list[str] = []

    @event("TaskHeld")
    def add(self, *, task: str) -> None:
        self.tasks.append(task)


class Task(Record):
    """Một nhiệm vụ: ai chủ trì, ai phối hợp, đến bao giờ, đến đâu rồi."""

    key = ("task",)
    dossier = True

    @event("TaskAssigned")
    def __init__(
        self,
        *,
        task: str,
        title: str,
        source: str,
        basis: str,
        clause: str,
        lead: str,
        coordinators: list[str],
        mode: str,
        reform: bool,
        due: str | None,
        due_source: str | None,
        remind: list[int],
        product: str,
        assigned_by: str,
        document: dict[str, Any] | None,
        parent: str | None,
    ) -> None:
        self.task = task
        self.title = title
        self.source = source
        self.basis = basis
        self.clause = clause
        self.lead = lead
        self.coordinators = coordinators
        self.given_to = [lead, *coordinators]
        """The parties as the assignment names them; whoever succeeds one of them stands in its place."""
        self.reform = reform
        self.due = due
        self.due_source = due_source
        self.remind = remind
        self.product = product
        self.assigned_by = assigned_by
        self.parent = parent
        self.state = "assigned"
        self.wanted: str | None = None
        self.parts: list[str] = []
        self.obstacles: list[str] = []
        self.adjustments = 0
        self.reports = 0
        self.late = False
        self.overdue_since: str | None = None

    @property
    def open(self) -> bool:
        return self.state not in {"completed", "cancelled"}

    @property
    def parties(self) -> list[str]:
        return [self.lead, *self.coordinators]

    def must_be_open(self) -> None:
        """Raises Refused when nothing is to be done any more."""
        if not self.open:
            words = "đã hoàn thành" if self.state == "completed" else "đã thôi giao"
            raise Refused("TASK_CLOSED", f"Nhiệm vụ {self.task} {words}; cần làm tiếp thì mở lại trước.")

    def must_be_led_by(self, sender: str) -> None:
        """Raises Refused for anybody but the one lead."""
        if sender != self.lead:
            raise Refused("NOT_LEAD", f"Chỉ {self.lead}, cơ quan chủ trì nhiệm vụ {self.task}, được làm việc này.")

    # Accepted, or another wish

    def accept(self, *, approach: str | None) -> None:
        self.must_be_open()
        if self.state != "assigned":
            raise Refused("ALREADY_ACCEPTED", f"{self.lead} đã nhận nhiệm vụ {self.task}.")
        self._accept(task=self.task, lead=self.lead, approach=approach)

    @event("TaskAccepted")
    def _accept(self, *, task: str, lead: str, approach: str | None) -> None:
        self.state = "accepted"

    def request(self, *, wanted: str, reason: str, proposed_lead: str | None, proposed_due: datetime | None) -> None:
        self.must_be_open()
        if self.wanted is not None:
            sentence = f"Đề nghị trước về nhiệm vụ {self.task} chưa được trả lời; chờ trả lời rồi đề nghị tiếp."
            raise Refused("REQUEST_PENDING", sentence)
        if wanted == "other_lead" and proposed_lead in {None, self.lead}:
            raise Refused("PROPOSED_LEAD_MISSING", "Xin giao cơ quan khác thì phải nêu một cơ quan khác.")
        if wanted == "due" and proposed_due is None:
            raise Refused("PROPOSED_DUE_MISSING", "Xin lùi hạn thì phải nêu hạn đề nghị.")
        self._request(
            task=self.task,
            lead=self.lead,
            related=self.coordinators,
            wanted=wanted,
            reason=reason,
            proposed_lead=proposed_lead,
            proposed_due=proposed_due.isoformat() if proposed_due else None,
        )

    @event("TaskAdjustmentRequested")
    def _request(
        self,
        *,
        task: str,
        lead: str,
        related: list[str],
        wanted: str,
        reason: str,
        proposed_lead: str | None,
        proposed_due: str | None,
    ) -> None:
        self.wanted = wanted

    def answer(self, *, answer: str) -> None:
        if self.wanted is None:
            raise Refused("NOTHING_REQUESTED", f"Không có đề nghị nào về nhiệm vụ {self.task} đang chờ trả lời.")
        self._answer(task=self.task, lead=self.lead, wanted=self.wanted, answer=answer)

    @event("TaskRequestAnswered")
    def _answer(self, *, task: str, lead: str, wanted: str, answer: str) -> None:
        self.wanted = None

    # Adjusted, inherited, divided, cancelled

    def adjust(self, *, values: Mapping[str, Any], reason: str, document: dict[str, Any]) -> None:
        """Set what ``values`` has: title, product, lead, coordinators, due with its source. Raises Refused."""
        self.must_be_open()
        held = {name: getattr(self, name) for name in ("title", "product", "lead", "coordinators", "due", "due_source")}
        new = {**held, **values}
        if new == held:
            raise Refused("NOTHING_ADJUSTED", f"Không có gì khác điều đã ghi về nhiệm vụ {self.task}.")
        must_be_work(new["lead"], new["coordinators"])
        self._adjust(
            task=self.task,
            adjustment=self.adjustments + 1,
            clause=self.clause,
            source=self.source,
            reform=self.reform,
            remind=self.remind,
            relieved=[self.lead] if new["lead"] != self.lead else [],
            previous_due=self.due,
            reason=reason,
            document=document,
            **new,
        )

    @event("TaskAdjusted")
    def _adjust(
        self,
        *,
        task: str,
        adjustment: int,
        title: str,
        product: str,
        clause: str,
        source: str,
        reform: bool,
        lead: str,
        coordinators: list[str],
        due: str | None,
        due_source: str | None,
        remind: list[int],
        relieved: list[str],
        previous_due: str | None,
        reason: str,
        document: dict[str, Any] | None,
    ) -> None:
        self.adjustments = adjustment
        self.title = title
        self.product = product
        self.due = due
        self.due_source = due_source
        self.wanted = None
        self._hand_over(lead, coordinators, relieved)

    def inherit(self, *, successor: Callable[[str], str], basis: str) -> bool:
        """Let successors stand in their predecessors' place; True when that concerned this task."""
        lead, *others = [successor(each) for each in self.given_to]
        coordinators = [each for each in dict.fromkeys(others) if each != lead]
        if not self.open or (lead, coordinators) == (self.lead, self.coordinators):
            return False
        self._inherit(
            task=self.task,
            title=self.title,
            clause=self.clause,
            source=self.source,
            reform=self.reform,
            lead=lead,
            coordinators=coordinators,
            relieved=[self.lead] if lead != self.lead else [],
            due=self.due,
            due_source=self.due_source,
            basis=basis,
        )
        return True

    @event("TaskInherited")
    def _inherit(
        self,
        *,
        task: str,
        title: str,
        clause: str,
        source: str,
        reform: bool,
        lead: str,
        coordinators: list[str],
        relieved: list[str],
        due: str | None,
        due_source: str | None,
        basis: str,
    ) -> None:
        # What the predecessor accepted and reported binds its successor: the state stays.
        self.lead = lead
        self.coordinators = coordinators

    def _hand_over(self, lead: str, coordinators: list[str], relieved: list[str]) -> None:
        self.lead = lead
        self.coordinators = coordinators
        self.given_to = [lead, *coordinators]
        if relieved:
            self.state = "assigned"

    @event("TaskPartNoted")
    def note_part(self, *, part: str) -> None:
        self.parts.append(part)

    def cancel(self, *, reason: str, document: dict[str, Any] | None) -> None:
        self.must_be_open()
        self._cancel(
            task=self.task,
            lead=self.lead,
            clause=self.clause,
            source=self.source,
            reform=self.reform,
            reason=reason,
            document=document,
        )

    @event("TaskCancelled")
    def _cancel(
        self,
        *,
        task: str,
        lead: str,
        clause: str,
        source: str,
        reform: bool,
        reason: str,
        document: dict[str, Any] | None,
    ) -> None:
        self.state = "cancelled"
        self.wanted = None

    # Progress, done, judged

    def report_progress(self, *, reporter: str, **told: Any) -> None:
        self.must_be_open()
        if reporter not in self.parties:
            sentence = f"{reporter} không chủ trì, không phối hợp nhiệm vụ {self.task}."
            raise Refused("NOT_A_PARTY", sentence)
        self._accept_by_doing(reporter)
        related = [each for each in self.parties if each != reporter]
        self._report_progress(task=self.task, lead=self.lead, reporter=reporter, related=related, **told)

    def _accept_by_doing(self, reporter: str) -> None:
        if self.state == "assigned" and reporter == self.lead:
            self._accept(task=self.task, lead=self.lead, approach=None)

    @event("TaskProgressReported")
    def _report_progress(
        self,
        *,
        task: str,
        lead: str,
        reporter: str,
        related: list[str],
        percent: int | None,
        progress: str,
        figures: dict[str, str] | None,
        evidence: list[dict[str, Any]],
    ) -> None:
        pass

    def report_done(
        self, *, result: str, evidence: list[dict[str, Any]], now: datetime, effective: date | None
    ) -> None:
        self.must_be_open()
        if self.state == "reported":
            raise Refused("ALREADY_REPORTED", f"Nhiệm vụ {self.task} đã báo xong, đang chờ xác nhận.")
        self._accept_by_doing(self.lead)
        due = datetime.fromisoformat(self.due) if self.due else None
        self._report_done(
            task=self.task,
            report=self.reports + 1,
            lead=self.lead,
            clause=self.clause,
            source=self.source,
            reform=self.reform,
            result=result,
            evidence=list(evidence),
            due=self.due,
            late=due is not None and is_late(due=due, recorded=now, effective=effective),
        )

    @event("TaskDoneReported")
    def _report_done(
        self,
        *,
        task: str,
        report: int,
        lead: str,
        clause: str,
        source: str,
        reform: bool,
        result: str,
        evidence: list[dict[str, Any]],
        due: str | None,
        late: bool,
    ) -> None:
        self.state = "reported"
        self.reports = report
        self.late = late

    def must_be_reported(self) -> None:
        """Raises Refused while its lead has not said that it is done."""
        self.must_be_open()
        if self.state != "reported":
            raise Refused("NOT_REPORTED", f"{self.lead} chưa báo xong nhiệm vụ {self.task}.")

    def confirm(self, *, comment: str | None) -> None:
        self.must_be_reported()
        self._confirm(
            task=self.task,
            report=self.reports,
            lead=self.lead,
            clause=self.clause,
            source=self.source,
            reform=self.reform,
            late=self.late,
            comment=comment,
        )

    @event("TaskCompleted")
    def _confirm(
        self,
        *,
        task: str,
        report: int,
        lead: str,
        clause: str,
        source: str,
        reform: bool,
        late: bool,
        comment: str | None,
    ) -> None:
        self.state = "completed"
        self.wanted = None

    def give_back(self, *, reason: str, due: datetime | None, due_source: str | None) -> None:
        self.must_be_reported()
        self._return(
            task=self.task,
            report=self.reports,
            lead=self.lead,
            clause=self.clause,
            source=self.source,
            reform=self.reform,
            reason=reason,
            due=due.isoformat() if due else self.due,
            due_source=due_source if due else self.due_source,
        )

    @event("TaskReturned")
    def _return(
        self,
        *,
        task: str,
        report: int,
        lead: str,
        clause: str,
        source: str,
        reform: bool,
        reason: str,
        due: str | None,
        due_source: str | None,
    ) -> None:
        self.state = "accepted"
        self.due = due
        self.due_source = due_source

    def reopen(self, *, reason: str) -> None:
        if self.open:
            raise Refused("TASK_OPEN", f"Nhiệm vụ {self.task} đang mở.")
        self._reopen(
            task=self.task,
            lead=self.lead,
            clause=self.clause,
            source=self.source,
            reform=self.reform,
            reason=reason,
            due=self.due,
            due_source=self.due_source,
        )

    @event("TaskReopened")
    def _reopen(
        self,
        *,
        task: str,
        lead: str,
        clause: str,
        source: str,
        reform: bool,
        reason: str,
        due: str | None,
        due_source: str | None,
    ) -> None:
        self.state = "accepted"

    # What hinders it (Điều 20 khoản 2)

    @event("TaskObstacleNoted")
    def note_obstacle(self, *, obstacle: str) -> None:
        self.obstacles.append(obstacle)

    @event("TaskObstacleLifted")
    def lift_obstacle(self, *, obstacle: str) -> None:
        self.obstacles.remove(obstacle)

    # Reminded, overdue, urged

    def remind_of(self, *, due: str, days_left: int) -> bool:
        """True when there was anything to remind of."""
        if self.state not in {"assigned", "accepted"} or self.due != due:
            return False
        self._remind(task=self.task, lead=self.lead, due=due, days_left=days_left)
        return True

    @event("TaskReminded")
    def _remind(self, *, task: str, lead: str, due: str, days_left: int) -> None:
        pass

    def fall_overdue(self, *, due: str) -> bool:
        """True when it is overdue by that deadline and nobody has said so yet."""
        if self.state not in {"assigned", "accepted"} or self.due != due or self.overdue_since == due:
            return False
        self._fall_overdue(
            task=self.task,
            lead=self.lead,
            coordinators=self.coordinators,
            clause=self.clause,
            source=self.source,
            reform=self.reform,
            due=due,
            due_source=self.due_source,
            obstacles=self.obstacles,
        )
        return True

    @event("TaskOverdue")
    def _fall_overdue(
        self,
        *,
        task: str,
        lead: str,
        coordinators: list[str],
        clause: str,
        source: str,
        reform: bool,
        due: str,
        due_source: str | None,
        obstacles: list[str],
    ) -> None:
        self.overdue_since = due

    def urge(self, *, urged_by: str, clause: str, words: str) -> None:
        self.must_be_open()
        self._urge(
            task=self.task,
            lead=self.lead,
            coordinators=self.coordinators,
            urged_by=urged_by,
            clause=clause,
            words=words,
        )

    @event("TaskUrged")
    def _urge(self, *, task: str, lead: str, coordinators: list[str], urged_by: str, clause: str, words: str) -> None:
        pass
