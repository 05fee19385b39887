"""Hồ sơ thẩm định: điều một cơ quan chủ trì ghi nhớ về phần tiêu chí của một cơ quan (Điều 10 khoản 2 điểm b).

Each leaf is judged once per stage: recognised, or adjusted with a reason; after an explanation maintained, or adjusted
again (†). An owner that judges itself says so in every verdict. Judged once means: by whoever held the competence then.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from shared.mechanism.record import Record, event
from shared.procedures.deadline import is_late
from shared.procedures.refusal import refuse
from shared.regulation.criteria import Node
from shared.regulation.faults import Fault
from shared.regulation.notation import spoken
from shared.regulation.scoring import score_faults


class Appraisal(Record):
    """Phần tiêu chí của một cơ quan mà một cơ quan chủ trì phải thẩm định (Điều 10 khoản 2 điểm b)."""

    key = ("year", "agency", "owner")

    @event("AppraisalOpened")
    def __init__(
        self,
        *,
        year: int,
        agency: str,
        owner: str,
        coordinators: list[str],
        request: int,
        due: str,
        conflict_of_interest: bool,
        entries: list[dict[str, Any]],
    ) -> None:
        self.year = year
        self.agency = agency
        self.owner = owner
        self.conflict_of_interest = conflict_of_interest
        self.entries = {entry["criterion"]: entry for entry in entries}
        self.request = request
        self.requested_by = dict.fromkeys(self.entries, request)
        self.verdicts: dict[str, dict[str, Any]] = {}
        self.explained: dict[str, int] = {}
        # What another agency judged while the competence was its own: its entry and its score
        self.taken_over: dict[str, dict[str, Any]] = {}
        self.second_verdicts: dict[str, dict[str, Any]] = {}

    # Asked again: a correction was accepted, or another's part has come here

    def widen(self, *, request: int, entries: list[dict[str, Any]], conflict_of_interest: bool) -> None:
        self._widen(request=request, entries=entries, conflict_of_interest=conflict_of_interest)
        self._progress(done=len(self.verdicts), total=len(self.entries), completed=False)

    @event("AppraisalWidened")
    def _widen(self, *, request: int, entries: list[dict[str, Any]], conflict_of_interest: bool) -> None:
        self.request = request
        self.conflict_of_interest = conflict_of_interest
        for entry in entries:
            code = entry["criterion"]
            self.entries[code] = entry
            self.requested_by[code] = request
            self.verdicts.pop(code, None)
            self.taken_over.pop(code, None)

    # Handed over, because the competence has passed to another agency (†)

    def hand_over(self, *, stage: str, successor: str, request: int, criteria: list[str]) -> None:
        """Let go of what is not judged yet; what is judged stands. Nothing left to let go of: nothing to say."""
        if stage == "appraisal":
            asked, judged, request = list(self.entries), self.verdicts, self.request
        else:
            asked = [code for code, number in self.explained.items() if number == request]
            judged = self.second_verdicts
        open_ = [code for code in asked if code not in judged]
        handed_over = [code for code in open_ if code in criteria]
        if not handed_over:
            return
        self._hand_over(
            year=self.year,
            agency=self.agency,
            stage=stage,
            owner=self.owner,
            successor=successor,
            request=request,
            judged=[code for code in asked if code in judged],
            handed_over=handed_over,
            left=[code for code in open_ if code not in handed_over],
        )
        done, total = len(self.verdicts), len(self.entries)
        if stage == "reappraisal":
            done, total = len(self.second_verdicts), len(self.explained)
        self._let_go(stage=stage, moved=dict.fromkeys(handed_over, successor), done=done, total=total)

    @event("AppraisalTransferred")
    def _hand_over(
        self,
        *,
        year: int,
        agency: str,
        stage: str,
        owner: str,
        successor: str,
        request: int,
        judged: list[str],
        handed_over: list[str],
        left: list[str],
    ) -> None:
        for code in handed_over:
            if stage == "appraisal":
                del self.entries[code], self.requested_by[code]
            else:
                del self.explained[code]

    @event("AppraisalPartLetGo")
    def _let_go(self, *, stage: str, moved: dict[str, str], done: int, total: int) -> None:
        pass

    # First verdicts

    def appraise(self, *, verdicts: list[dict[str, Any]], due: datetime, now: datetime, effective: date | None) -> None:
        refuse([fault for verdict in verdicts for fault in self._verdict_faults(verdict)])
        for verdict in verdicts:
            entry = self.entries[verdict["criterion"]]
            self._appraise(
                year=self.year,
                agency=self.agency,
                owner=self.owner,
                request=self.requested_by[verdict["criterion"]],
                criterion=verdict["criterion"],
                clause=entry["clause"],
                verdict=verdict["verdict"],
                self_score=entry["self_score"],
                score=entry["self_score"] if verdict["verdict"] == "recognised" else verdict["score"],
                reason=verdict["reason"],
                conflict_of_interest=self.conflict_of_interest,
            )
        completed = set(self.verdicts) == set(self.entries)
        if completed:
            self._complete(
                year=self.year,
                agency=self.agency,
                owner=self.owner,
                request=self.request,
                criteria=list(self.entries),
                late=is_late(due=due, recorded=now, effective=effective),
            )
        self._progress(done=len(self.verdicts), total=len(self.entries), completed=completed)

    def _verdict_faults(self, verdict: dict[str, Any]) -> Iterator[Fault]:
        code, score = verdict["criterion"], verdict["score"]
        if code not in self.entries:
            sentence = f"Tiêu chí {code} của {self.agency} không thuộc phần {self.owner} được đề nghị thẩm định."
            yield Fault("NOT_OWNER", code, sentence)
            return
        if code in self.verdicts:
            yield Fault("ALREADY_APPRAISED", code, f"Tiêu chí {code} của {self.agency} đã được thẩm định.")
            return
        declared = self.entries[code]["self_score"]
        own = None if declared is None else Decimal(declared)
        if verdict["verdict"] == "recognised":
            if score is not None and score != own:
                shown = "không áp dụng" if own is None else f"{spoken(own)} điểm"
                sentence = f"Tiêu chí {code}: công nhận thì điểm phải bằng điểm tự chấm ({shown})."
                yield Fault("SCORE_NOT_SELF_SCORE", code, sentence)
            return
        yield from _adjustment_faults(verdict, own, self.entries[code])

    @event("CriterionAppraised")
    def _appraise(
        self,
        *,
        year: int,
        agency: str,
        owner: str,
        request: int,
        criterion: str,
        clause: str,
        verdict: str,
        self_score: str | None,
        score: str | None,
        reason: str | None,
        conflict_of_interest: bool,
    ) -> None:
        self.verdicts[criterion] = {"verdict": verdict, "score": score}

    @event("AppraisalCompleted")
    def _complete(self, *, year: int, agency: str, owner: str, request: int, criteria: list[str], late: bool) -> None:
        pass

    @event("AppraisalProgressed")
    def _progress(self, *, done: int, total: int, completed: bool) -> None:
        pass

    # Second verdicts (†)

    def take_over(self, *, taken_over: list[dict[str, Any]]) -> None:
        """Know what another agency judged, so that it can be judged again here."""
        if taken_over:
            self._take_over(taken_over=taken_over)

    @event("VerdictsTakenOver")
    def _take_over(self, *, taken_over: list[dict[str, Any]]) -> None:
        for each in taken_over:
            self.taken_over[each["entry"]["criterion"]] = each

    def _judged(self, code: str) -> tuple[dict[str, Any], str | None]:
        """The entry and the score of the first stage, whoever judged it."""
        taken = self.taken_over.get(code)
        if taken is not None:
            return taken["entry"], taken["score"]
        return self.entries[code], self.verdicts[code]["score"]

    def reopen(
        self, *, request: int, due: datetime, explanations: list[dict[str, Any]], conflict_of_interest: bool
    ) -> None:
        self._reopen(
            request=request,
            due=due.isoformat(),
            explanations=explanations,
            conflict_of_interest=conflict_of_interest,
        )

    @event("ReappraisalOpened")
    def _reopen(
        self, *, request: int, due: str, explanations: list[dict[str, Any]], conflict_of_interest: bool
    ) -> None:
        self.conflict_of_interest = conflict_of_interest
        for explanation in explanations:
            self.explained[explanation["criterion"]] = request

    def reappraise(
        self, *, verdicts: list[dict[str, Any]], due: datetime, now: datetime, effective: date | None
    ) -> None:
        refuse([fault for verdict in verdicts for fault in self._second_verdict_faults(verdict)])
        for verdict in verdicts:
            code = verdict["criterion"]
            entry, previous = self._judged(code)
            self._reappraise(
                year=self.year,
                agency=self.agency,
                owner=self.owner,
                request=self.explained[code],
                criterion=code,
                clause=entry["clause"],
                verdict=verdict["verdict"],
                previous_score=previous,
                score=previous if verdict["verdict"] == "maintained" else verdict["score"],
                reason=verdict["reason"],
                conflict_of_interest=self.conflict_of_interest,
            )
        late = is_late(due=due, recorded=now, effective=effective)
        for request in sorted({self.explained[verdict["criterion"]] for verdict in verdicts}):
            criteria = [code for code, asked in self.explained.items() if asked == request]
            if all(code in self.second_verdicts for code in criteria):
                self._complete_again(
                    year=self.year,
                    agency=self.agency,
                    owner=self.owner,
                    request=request,
                    criteria=criteria,
                    late=late,
                )
        done, total = len(self.second_verdicts), len(self.explained)
        self._progress_again(done=done, total=total, completed=done == total)

    def _second_verdict_faults(self, verdict: dict[str, Any]) -> Iterator[Fault]:
        code, score = verdict["criterion"], verdict["score"]
        if code not in self.explained:
            sentence = f"Tiêu chí {code} của {self.agency}: {self.owner} không được đề nghị thẩm định lại."
            yield Fault("NOT_REQUESTED" if code in self.entries else "NOT_OWNER", code, sentence)
            return
        if code in self.second_verdicts:
            yield Fault("ALREADY_REAPPRAISED", code, f"Tiêu chí {code} của {self.agency} đã được thẩm định lại.")
            return
        entry, held = self._judged(code)
        previous = None if held is None else Decimal(held)
        if verdict["verdict"] == "maintained":
            if score is not None and score != previous:
                sentence = f"Tiêu chí {code}: giữ nguyên thì điểm phải bằng điểm thẩm định lần trước."
                yield Fault("SCORE_NOT_PREVIOUS", code, sentence)
            return
        yield from _adjustment_faults(verdict, previous, entry)

    @event("CriterionReappraised")
    def _reappraise(
        self,
        *,
        year: int,
        agency: str,
        owner: str,
        request: int,
        criterion: str,
        clause: str,
        verdict: str,
        previous_score: str | None,
        score: str | None,
        reason: str,
        conflict_of_interest: bool,
    ) -> None:
        self.second_verdicts[criterion] = {"verdict": verdict, "score": score}

    @event("ReappraisalCompleted")
    def _complete_again(
        self, *, year: int, agency: str, owner: str, request: int, criteria: list[str], late: bool
    ) -> None:
        pass

    @event("ReappraisalProgressed")
    def _progress_again(self, *, done: int, total: int, completed: bool) -> None:
        pass


def _adjustment_faults(verdict: dict[str, Any], before: Decimal | None, entry: dict[str, Any]) -> Iterator[Fault]:
    code, score = verdict["criterion"], verdict["score"]
    if not verdict["reason"]:
        yield Fault("REASON_MISSING", code, f"Tiêu chí {code}: điều chỉnh điểm thì phải nêu lý do.")
    if score is None:
        yield Fault("SCORE_MISSING", code, f"Tiêu chí {code}: điều chỉnh thì phải cho điểm.")
        return
    if score == before:
        sentence = f"Tiêu chí {code}: {spoken(score)} điểm là điểm đang có, không phải điều chỉnh."
        yield Fault("SCORE_UNCHANGED", code, sentence)
    yield from score_faults(_leaf(entry), score)


def _leaf(entry: dict[str, Any]) -> Node:
    """The leaf as the request describes it: the owner holds no criteria set, only what it was asked about."""
    return Node(
        code=entry["criterion"],
        parent=None,
        level="criterion",
        title=entry["title"],
        maximum=Decimal(entry["maximum"]),
        step=Decimal(entry["step"]),
        kind=entry["kind"],
    )
