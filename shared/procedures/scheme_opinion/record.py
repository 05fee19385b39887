"""Hồ sơ cho ý kiến: điều một cơ quan được hỏi ghi nhớ về phần của mình trong một đề án (Điều 9 khoản 2–5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from shared.mechanism.record import Record, Refused, event
from shared.procedures.refusal import refuse
from shared.regulation.faults import Fault

CLOSED = {
    "approved": ("SCHEME_APPROVED", "UBND tỉnh đã phê duyệt đề án; ý kiến không còn được xét."),
    "withdrawn": ("SCHEME_WITHDRAWN", "Cơ quan đề xuất đã rút đề án; không phải cho ý kiến nữa."),
    "returned": ("SCHEME_RETURNED", "Đề án đã trả lại; chờ bản mới và đề nghị mới."),
    "reassigned": ("NO_LONGER_COMPETENT", "Thẩm quyền đã chuyển; cơ quan kế thừa cho ý kiến thay."),
}


class SchemeOpinion(Record):
    """Phần của một đề án mà cơ quan này được hỏi, theo một khoản của Điều 9."""

    key = ("year", "code", "clause")

    @event("SchemeOpinionOpened")
    def __init__(
        self,
        *,
        year: int,
        code: str,
        clause: str,
        agency: str,
        version: int,
        request: int,
        owner: str,
        lead: str,
        contents: list[str],
        due: str,
        conflict_of_interest: bool,
        proposal: dict[str, Any],
    ) -> None:
        self.year = year
        self.code = code
        self.clause = clause
        self.agency = agency
        self.questions: dict[int, str | None] = {}
        self._begin(version, request, owner, lead, contents, due, conflict_of_interest, proposal)

    def _begin(
        self,
        version: int,
        request: int,
        owner: str,
        lead: str,
        contents: list[str],
        due: str,
        conflict_of_interest: bool,
        proposal: dict[str, Any],
    ) -> None:
        self.edition = version
        self.request = request
        self.owner = owner
        self.lead = lead
        self.contents = contents
        self.due = due
        self.conflict_of_interest = conflict_of_interest
        self.proposal = proposal
        self.given = False
        self.reported = False
        self.closed = ""

    @property
    def name(self) -> dict[str, Any]:
        """What every fact about this opinion begins with."""
        return {
            "year": self.year,
            "code": self.code,
            "version": self.edition,
            "agency": self.agency,
            "clause": self.clause,
            "owner": self.owner,
        }

    def reopen(
        self,
        *,
        version: int,
        request: int,
        owner: str,
        lead: str,
        contents: list[str],
        due: datetime,
        conflict_of_interest: bool,
        proposal: dict[str, Any],
    ) -> None:
        """Asked again: a new version, or the competence came back."""
        self._reopen(
            version=version,
            request=request,
            owner=owner,
            lead=lead,
            contents=contents,
            due=due.isoformat(),
            conflict_of_interest=conflict_of_interest,
            proposal=proposal,
        )

    @event("SchemeOpinionReopened")
    def _reopen(
        self,
        *,
        version: int,
        request: int,
        owner: str,
        lead: str,
        contents: list[str],
        due: str,
        conflict_of_interest: bool,
        proposal: dict[str, Any],
    ) -> None:
        self._begin(version, request, owner, lead, contents, due, conflict_of_interest, proposal)

    def must_be_open(self) -> None:
        if self.closed:
            raise Refused(*CLOSED[self.closed])

    def must_be_unanswered(self) -> None:
        if self.given:
            raise Refused("OPINION_GIVEN", f"Đã cho ý kiến theo {self.clause}; muốn thay thì dùng lệnh thay ý kiến.")

    # Ý kiến

    def give(
        self, *, opinions: list[dict[str, Any]], remarks: list[dict[str, Any]], late: bool, document: dict[str, Any]
    ) -> None:
        self.must_be_unanswered()
        refuse(list(self._faults(opinions)))
        self._give(
            **self.name,
            request=self.request,
            opinions=opinions,
            remarks=remarks,
            conflict_of_interest=self.conflict_of_interest,
            late=late,
            document=document,
        )

    def _faults(self, opinions: list[dict[str, Any]]) -> Iterator[Fault]:
        given = {each["content"]: each for each in opinions}
        for content in given:
            if content not in self.contents:
                sentence = f"Không được hỏi về nội dung {content}: mỗi cơ quan chỉ cho ý kiến về nội dung của mình."
                yield Fault("CONTENT_NOT_ASKED", content, sentence)
        for content in self.contents:
            if content not in given:
                yield Fault("CONTENT_MISSING", content, f"Còn thiếu ý kiến về nội dung {content}.")
        for content, each in given.items():
            if each["verdict"] in {"agree_with_changes", "disagree"} and not each["reason"]:
                yield Fault("REASON_MISSING", content, "Đề nghị chỉnh sửa hoặc không đồng ý thì phải nêu lý do.")

    @event("SchemeOpinionGiven")
    def _give(
        self,
        *,
        year: int,
        code: str,
        version: int,
        agency: str,
        clause: str,
        request: int,
        owner: str,
        opinions: list[dict[str, Any]],
        remarks: list[dict[str, Any]],
        conflict_of_interest: bool,
        late: bool,
        document: dict[str, Any],
    ) -> None:
        self.given = True

    def amend(
        self,
        *,
        opinions: list[dict[str, Any]],
        remarks: list[dict[str, Any]],
        late: bool,
        reason: str,
        document: dict[str, Any],
    ) -> None:
        if not self.given:
            raise Refused("OPINION_NOT_GIVEN", f"Chưa cho ý kiến theo {self.clause} nên chưa có gì để thay.")
        if self.reported:
            raise Refused("REPORT_MADE", "Báo cáo thẩm định đã lập; ý kiến đã cho không thay được nữa.")
        refuse(list(self._faults(opinions)))
        self._amend(
            **self.name,
            request=self.request,
            opinions=opinions,
            remarks=remarks,
            conflict_of_interest=self.conflict_of_interest,
            late=late,
            reason=reason,
            document=document,
        )

    @event("SchemeOpinionAmended")
    def _amend(
        self,
        *,
        year: int,
        code: str,
        version: int,
        agency: str,
        clause: str,
        request: int,
        owner: str,
        opinions: list[dict[str, Any]],
        remarks: list[dict[str, Any]],
        conflict_of_interest: bool,
        late: bool,
        reason: str,
        document: dict[str, Any],
    ) -> None:
        pass

    # Làm rõ

    def ask(self, *, question: str, deadline: dict[str, Any] | None) -> None:
        self.must_be_unanswered()
        if self.reported:
            raise Refused("REPORT_MADE", "Báo cáo thẩm định đã lập; không còn gì để làm rõ.")
        self._ask(**self.name, number=len(self.questions) + 1, question=question, deadline=deadline)

    @event("SchemeClarificationRequested")
    def _ask(
        self,
        *,
        year: int,
        code: str,
        version: int,
        agency: str,
        clause: str,
        owner: str,
        number: int,
        question: str,
        deadline: dict[str, Any] | None,
    ) -> None:
        self.questions[number] = None

    def note_answer(self, *, number: int, answer: str) -> None:
        self._note_answer(number=number, answer=answer)

    @event("SchemeAnswerNoted")
    def _note_answer(self, *, number: int, answer: str) -> None:
        self.questions[number] = answer

    # Điều cơ quan chủ trì làm

    def move_deadline(self, *, due: datetime) -> None:
        self._move_deadline(due=due.isoformat())

    @event("SchemeOpinionDeadlineMoved")
    def _move_deadline(self, *, due: str) -> None:
        self.due = due

    def note_urging(self) -> None:
        self._note_urging(due=self.due)

    @event("SchemeOpinionUrgingNoted")
    def _note_urging(self, *, due: str) -> None:
        pass

    def note_report(self) -> None:
        self._note_report()

    @event("SchemeReportNoted")
    def _note_report(self) -> None:
        self.reported = True

    def close(self, *, because: str) -> None:
        self._close(because=because)

    @event("SchemeOpinionClosed")
    def _close(self, *, because: str) -> None:
        self.closed = because
