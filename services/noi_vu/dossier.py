"""Hồ sơ đánh giá của một cơ quan trong một năm: điều Sở Nội vụ ghi nhớ (Điều 10 khoản 2, Điều 13 khoản 4).

One record holds the whole way of a score: declared, asked for, appraised, explained, appraised again, surveyed,
determined, corrected. It remembers what it waits for; ``assessment``, ``appraisal``, ``survey``, ``ranking`` and
``decision`` decide by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from shared.mechanism.message import plain
from shared.mechanism.record import Record, Refused, event
from shared.procedures.deadline import is_late
from shared.procedures.refusal import refuse
from shared.regulation.criteria import CriteriaSet as Criteria
from shared.regulation.criteria import UnknownCriterion
from shared.regulation.faults import Fault
from shared.regulation.index import Result, Scoring, determine
from shared.regulation.scoring import assessment_faults, score_faults
from shared.regulation.windows import Window, spoken_moment

LEAD = "SNV"
"""Cơ quan thường trực cải cách hành chính: đầu mối của mọi việc không ai khác làm (Điều 4 khoản 1)."""

_MAY_WAIT = {"EVIDENCE_MISSING", "NOTHING_DECLARED", "FIGURES_MISSING"}
"""Sai sót mà bản lưu còn được mang; bản gửi thì không."""


@dataclass(frozen=True)
class Awaited:
    """Một việc hồ sơ đang chờ: cơ quan nào phải làm, ở khâu nào (Điều 2 khoản 2)."""

    agency: str
    stage: str  # self_scoring | appraisal | reappraisal | survey | correction
    work: str


class Assessment(Record):
    """Hồ sơ đánh giá của một cơ quan trong một năm (Điều 10 khoản 2)."""

    key = ("year", "agency")
    dossier = True

    @event("AssessmentOpened")
    def __init__(
        self,
        *,
        year: int,
        agency: str,
        block: str,
        criteria_set: str,
        version: int,
        ranked: bool,
        not_applicable: list[str],
    ) -> None:
        self.year = year
        self.agency = agency
        self.block = block
        self.criteria_set = criteria_set
        self.set_version = version
        self.ranked = ranked
        self.exempt = not_applicable
        self.draft: dict[str, dict[str, Any]] = {}
        self.attempt = 0
        self.submitted = False
        self.missing = False
        self.entries: dict[str, dict[str, Any]] = {}
        # owner → number of the last request; owner → the request it has not answered yet
        self.requests: dict[str, int] = {}
        self.awaited_of: dict[str, int] = {}
        self.asked: dict[str, tuple[str, int]] = {}
        # What an owner was told to hand over and has not handed over yet, by stage
        self.leaving: dict[str, dict[str, str]] = {"appraisal": {}, "reappraisal": {}}
        self.appraised: dict[str, dict[str, Any]] = {}
        self.corrections: dict[str, dict[str, Any]] = {}
        self.explained: set[str] = set()
        self.explanations: dict[str, dict[str, Any]] = {}
        self.second_requests: dict[str, int] = {}
        self.second_awaited: dict[tuple[str, int], list[str]] = {}
        self.reappraised: dict[str, dict[str, Any]] = {}
        self.surveyed: dict[str, str] = {}
        self.corrected: dict[str, str] = {}
        self.index: dict[str, Any] | None = None

    # Self-assessment: saved, submitted, withdrawn, declared missing

    def save(self, *, entries: list[dict[str, Any]], criteria: Criteria, window: Window, now: datetime) -> None:
        """Keep a part; only what can never be right is refused. Raises Refused."""
        self._must_be_writable(window=window, now=now)
        found = assessment_faults(criteria, entries, self.agency, self.exempt)
        refuse([fault for fault in found if fault.code not in _MAY_WAIT])
        self._save(entries=entries)

    @event("AssessmentSaved")
    def _save(self, *, entries: list[dict[str, Any]]) -> None:
        for entry in entries:
            self.draft[entry["criterion"]] = entry

    def submit(
        self,
        *,
        entries: list[dict[str, Any]],
        criteria: Criteria,
        window: Window,
        now: datetime,
        effective: date | None,
    ) -> None:
        """Submit what was saved and what is given; late is recorded, not refused. Raises Refused."""
        self._must_be_writable(window=window, now=now)
        whole = {**self.draft, **{entry["criterion"]: entry for entry in plain(entries)}}
        refuse(assessment_faults(criteria, list(whole.values()), self.agency, self.exempt, complete=True))
        self._submit(
            year=self.year,
            agency=self.agency,
            block=self.block,
            criteria_set=self.criteria_set,
            version=self.set_version,
            attempt=self.attempt + 1,
            late=is_late(due=window.closes, recorded=now, effective=effective),
            entries=[whole[leaf.code] for leaf in criteria.leaves() if leaf.code in whole],
        )

    def _must_be_writable(self, *, window: Window, now: datetime) -> None:
        if now < window.opens:
            sentence = f"Thời hạn tự chấm điểm chưa mở; mở từ {spoken_moment(window.opens)}."
            raise Refused("WINDOW_NOT_OPEN", sentence)
        if self.missing:
            sentence = f"Đã kết luận {self.agency} không gửi bản tự đánh giá năm {self.year}."
            raise Refused("DECLARED_MISSING", sentence)
        if self.submitted:
            sentence = f"{self.agency} đã gửi bản tự đánh giá năm {self.year} (lần {self.attempt}); "
            todo = "muốn sửa thì gửi yêu cầu sửa." if self.asked else "muốn sửa thì rút về trước."
            raise Refused("ALREADY_SUBMITTED", sentence + todo)

    @event("AssessmentSubmitted")
    def _submit(
        self,
        *,
        year: int,
        agency: str,
        block: str,
        criteria_set: str,
        version: int,
        attempt: int,
        late: bool,
        entries: list[dict[str, Any]],
    ) -> None:
        self.submitted = True
        self.attempt = attempt
        self.entries = {entry["criterion"]: entry for entry in entries}
        self.draft = dict(self.entries)

    def withdraw(self, *, reason: str, window: Window, now: datetime) -> None:
        """Take the submission back while the window is open (†). Raises Refused."""
        self._must_be_submitted()
        if window.is_late(now):
            sentence = (
                f"Thời hạn tự chấm điểm đã hết lúc {spoken_moment(window.closes)}; "
                "không rút được nữa, muốn sửa thì gửi yêu cầu sửa."
            )
            raise Refused("WINDOW_CLOSED", sentence)
        self._withdraw(year=self.year, agency=self.agency, attempt=self.attempt, reason=reason)

    def _must_be_submitted(self) -> None:
        if not self.submitted:
            sentence = f"{self.agency} chưa gửi bản tự đánh giá năm {self.year}."
            raise Refused("NOT_SUBMITTED", sentence)

    @event("AssessmentWithdrawn")
    def _withdraw(self, *, year: int, agency: str, attempt: int, reason: str) -> None:
        self.submitted = False
        self.entries = {}

    def declare_missing(self, *, reason: str, window: Window, now: datetime) -> None:
        """Conclude that nothing will come (†): every self-scored leaf then brings nothing. Raises Refused."""
        if self.submitted:
            sentence = f"{self.agency} đã gửi bản tự đánh giá năm {self.year}."
            raise Refused("ALREADY_SUBMITTED", sentence)
        if self.missing:
            raise Refused("DECLARED_MISSING", f"Đã kết luận {self.agency} không gửi bản tự đánh giá.")
        if not window.is_late(now):
            sentence = f"Thời hạn tự chấm điểm còn đến {spoken_moment(window.closes)}."
            raise Refused("WINDOW_NOT_CLOSED", sentence)
        self._declare_missing(
            year=self.year,
            agency=self.agency,
            block=self.block,
            criteria_set=self.criteria_set,
            version=self.set_version,
            reason=reason,
        )

    @event("AssessmentDeclaredMissing")
    def _declare_missing(
        self, *, year: int, agency: str, block: str, criteria_set: str, version: int, reason: str
    ) -> None:
        self.missing = True

    # Correction after appraisal has begun (†): a request, never an edit

    def request_correction(self, *, criterion: str, entry: dict[str, Any], reason: str, criteria: Criteria) -> None:
        self._must_be_submitted()
        self._must_be_open()
        if not self.asked:
            sentence = "Thẩm định chưa bắt đầu: rút bản tự đánh giá về, sửa rồi gửi lại."
            raise Refused("APPRAISAL_NOT_BEGUN", sentence)
        if entry["criterion"] != criterion:
            sentence = f"Dòng mới ghi tiêu chí {entry['criterion']}, không phải {criterion}."
            raise Refused("CRITERION_MISMATCH", sentence)
        if criterion in self.corrections:
            raise Refused("CORRECTION_PENDING", f"Tiêu chí {criterion} đang có một yêu cầu sửa chờ quyết định.")
        if criterion in self.explained:
            sentence = f"Tiêu chí {criterion} đã giải trình; không xin sửa được nữa."
            raise Refused("ALREADY_EXPLAINED", sentence)
        refuse(assessment_faults(criteria, [entry], self.agency, self.exempt))
        self._request_correction(
            year=self.year,
            agency=self.agency,
            criterion=criterion,
            previous=self.entries.get(criterion),
            entry=entry,
            reason=reason,
        )

    def _must_be_open(self) -> None:
        if self.index is not None:
            sentence = f"Chỉ số năm {self.year} của {self.agency} đã xác định."
            raise Refused("INDEX_DETERMINED", sentence)

    @event("CorrectionRequested")
    def _request_correction(
        self,
        *,
        year: int,
        agency: str,
        criterion: str,
        previous: dict[str, Any] | None,
        entry: dict[str, Any],
        reason: str,
    ) -> None:
        self.corrections[criterion] = entry

    def decide_correction(self, *, criterion: str, accepted: bool, reason: str) -> None:
        if criterion not in self.corrections:
            sentence = f"Tiêu chí {criterion} của {self.agency} không có yêu cầu sửa nào đang chờ."
            raise Refused("NO_CORRECTION", sentence)
        wanted = self.corrections[criterion]
        # A leaf that was never declared has no earlier entry to fall back on; what was asked for is then shown.
        entry = wanted if accepted else self.entries.get(criterion, wanted)
        self._decide_correction(
            year=self.year,
            agency=self.agency,
            criterion=criterion,
            accepted=accepted,
            entry=entry,
            reason=reason,
        )

    @event("CorrectionDecided")
    def _decide_correction(
        self,
        *,
        year: int,
        agency: str,
        criterion: str,
        accepted: bool,
        entry: dict[str, Any],
        reason: str,
    ) -> None:
        del self.corrections[criterion]
        if accepted:
            self.entries[criterion] = entry
            self.appraised.pop(criterion, None)

    # Appraisal: asked for, answered

    def request_appraisal(
        self,
        *,
        owner: str,
        coordinators: list[str],
        department: str,
        due: datetime,
        conflict_of_interest: bool,
        entries: list[dict[str, Any]],
    ) -> None:
        self._request_appraisal(
            year=self.year,
            agency=self.agency,
            owner=owner,
            coordinators=coordinators,
            department=department,
            request=self.requests.get(owner, 0) + 1,
            due=due.isoformat(),
            conflict_of_interest=conflict_of_interest,
            entries=entries,
        )

    @event("AppraisalRequested")
    def _request_appraisal(
        self,
        *,
        year: int,
        agency: str,
        owner: str,
        coordinators: list[str],
        department: str,
        request: int,
        due: str,
        conflict_of_interest: bool,
        entries: list[dict[str, Any]],
    ) -> None:
        self.requests[owner] = request
        self.awaited_of[owner] = request
        for entry in entries:
            self.asked[entry["criterion"]] = (owner, request)
            self.leaving["appraisal"].pop(entry["criterion"], None)

    def note_verdict(
        self, *, criterion: str, owner: str, request: int, verdict: str, score: str | None, clause: str
    ) -> bool:
        """A verdict on an entry that has been replaced since counts no more; False then."""
        if self.asked.get(criterion) != (owner, request):
            return False
        self._note_verdict(
            criterion=criterion, owner=owner, request=request, verdict=verdict, score=score, clause=clause
        )
        return True

    @event("VerdictNoted")
    def _note_verdict(
        self, *, criterion: str, owner: str, request: int, verdict: str, score: str | None, clause: str
    ) -> None:
        self.appraised[criterion] = {"owner": owner, "verdict": verdict, "score": score, "clause": clause}

    def note_completion(self, *, owner: str, request: int) -> bool:
        if self.awaited_of.get(owner) != request:
            return False
        self._note_completion(owner=owner, request=request)
        return True

    @event("AppraisalReturned")
    def _note_completion(self, *, owner: str, request: int) -> None:
        del self.awaited_of[owner]

    # Explanation and re-appraisal (†)

    def explain(
        self,
        *,
        explanations: list[dict[str, Any]],
        window: Window,
        now: datetime,
        effective: date | None,
    ) -> None:
        self._must_be_open()
        if now < window.opens:
            sentence = f"Thời hạn giải trình chưa mở; mở từ {spoken_moment(window.opens)}."
            raise Refused("WINDOW_NOT_OPEN", sentence)
        refuse([fault for each in explanations for fault in self._explanation_faults(each["criterion"])])
        self._explain(
            year=self.year,
            agency=self.agency,
            explanations=explanations,
            late=is_late(due=window.closes, recorded=now, effective=effective),
        )

    def _explanation_faults(self, criterion: str) -> Iterator[Fault]:
        verdict = self.appraised.get(criterion)
        if criterion in self.explained:
            yield Fault("ALREADY_EXPLAINED", criterion, f"Tiêu chí {criterion} đã được giải trình.")
        elif criterion in self.corrections:
            yield Fault("CORRECTION_PENDING", criterion, f"Tiêu chí {criterion} đang có yêu cầu sửa chờ quyết định.")
        elif verdict is None:
            yield Fault("NOT_APPRAISED", criterion, f"Tiêu chí {criterion} chưa được thẩm định.")
        elif verdict["verdict"] != "adjusted":
            sentence = f"Tiêu chí {criterion} được công nhận; chỉ giải trình tiêu chí bị điều chỉnh."
            yield Fault("NOT_ADJUSTED", criterion, sentence)

    @event("CriteriaExplained")
    def _explain(self, *, year: int, agency: str, explanations: list[dict[str, Any]], late: bool) -> None:
        self.explained.update(each["criterion"] for each in explanations)

    def request_reappraisal(
        self,
        *,
        owner: str,
        coordinators: list[str],
        department: str,
        due: datetime,
        conflict_of_interest: bool,
        explanations: list[dict[str, Any]],
        taken_over: list[dict[str, Any]],
    ) -> None:
        self._request_reappraisal(
            year=self.year,
            agency=self.agency,
            owner=owner,
            coordinators=coordinators,
            department=department,
            request=self.second_requests.get(owner, 0) + 1,
            due=due.isoformat(),
            conflict_of_interest=conflict_of_interest,
            explanations=explanations,
            taken_over=taken_over,
        )

    @event("ReappraisalRequested")
    def _request_reappraisal(
        self,
        *,
        year: int,
        agency: str,
        owner: str,
        coordinators: list[str],
        department: str,
        request: int,
        due: str,
        conflict_of_interest: bool,
        explanations: list[dict[str, Any]],
        taken_over: list[dict[str, Any]],
    ) -> None:
        self.second_requests[owner] = request
        self.second_awaited[owner, request] = [each["criterion"] for each in explanations]
        for each in explanations:
            self.explanations[each["criterion"]] = each
            self.leaving["reappraisal"].pop(each["criterion"], None)

    def note_second_verdict(
        self, *, criterion: str, owner: str, request: int, verdict: str, score: str | None, clause: str
    ) -> None:
        self._note_second_verdict(
            criterion=criterion, owner=owner, request=request, verdict=verdict, score=score, clause=clause
        )

    @event("SecondVerdictNoted")
    def _note_second_verdict(
        self, *, criterion: str, owner: str, request: int, verdict: str, score: str | None, clause: str
    ) -> None:
        self.reappraised[criterion] = {"owner": owner, "verdict": verdict, "score": score, "clause": clause}

    def note_second_completion(self, *, owner: str, request: int) -> None:
        self._note_second_completion(owner=owner, request=request)

    @event("ReappraisalReturned")
    def _note_second_completion(self, *, owner: str, request: int) -> None:
        self.second_awaited.pop((owner, request), None)

    # The competence has passed to another agency: what is not judged passes with it (†)

    def open_parts(self) -> Iterator[tuple[str, str, int, list[str]]]:
        """Stage, owner, request, criteria: what owners were asked for, have not answered, and still hold."""
        for owner, request in self.awaited_of.items():
            yield (
                "appraisal",
                owner,
                request,
                [
                    code
                    for code, (asked, _) in self.asked.items()
                    if asked == owner and code not in self.appraised and code not in self.leaving["appraisal"]
                ],
            )
        for (owner, request), codes in self.second_awaited.items():
            left = [code for code in codes if code not in self.reappraised]
            yield "reappraisal", owner, request, [code for code in left if code not in self.leaving["reappraisal"]]

    def reassign(
        self,
        *,
        stage: str,
        owner: str,
        department: str,
        successor: str,
        request: int,
        criteria: list[str],
        since: date,
    ) -> None:
        self._reassign(
            year=self.year,
            agency=self.agency,
            stage=stage,
            owner=owner,
            department=department,
            successor=successor,
            request=request,
            criteria=criteria,
            since=since.isoformat(),
        )

    @event("AppraisalReassigned")
    def _reassign(
        self,
        *,
        year: int,
        agency: str,
        stage: str,
        owner: str,
        department: str,
        successor: str,
        request: int,
        criteria: list[str],
        since: str,
    ) -> None:
        self.leaving[stage].update(dict.fromkeys(criteria, owner))

    def note_handover(
        self, *, stage: str, owner: str, request: int, handed_over: list[str], left: list[str]
    ) -> list[str]:
        """What now has to be asked of somebody else; what was asked of somebody else meanwhile does not."""
        if stage == "appraisal":
            free = [code for code in handed_over if self.asked[code][0] == owner and code not in self.appraised]
        else:
            held = self.second_awaited.get((owner, request), [])
            free = [code for code in handed_over if code in held]
        self._note_handover(stage=stage, owner=owner, request=request, handed_over=handed_over, left=left)
        return free

    @event("HandoverNoted")
    def _note_handover(self, *, stage: str, owner: str, request: int, handed_over: list[str], left: list[str]) -> None:
        for code in handed_over:
            self.leaving[stage].pop(code, None)
        if stage == "appraisal":
            if not left and self.awaited_of.get(owner) == request:
                del self.awaited_of[owner]
        elif (owner, request) in self.second_awaited:
            kept = [code for code in self.second_awaited[owner, request] if code not in handed_over]
            self.second_awaited[owner, request] = kept
            if not left:
                del self.second_awaited[owner, request]

    # Survey (†)

    def enter_survey(self, *, document: dict[str, Any], scores: list[dict[str, Any]], criteria: Criteria) -> None:
        self._must_be_open()
        refuse([fault for each in scores for fault in self._survey_faults(each, criteria)])
        rows = [{"criterion": each["criterion"], "score": each["score"]} for each in scores]
        self._enter_survey(year=self.year, agency=self.agency, document=document, scores=rows)

    def _survey_faults(self, row: dict[str, Any], criteria: Criteria) -> Iterator[Fault]:
        code = row["criterion"]
        try:
            leaf = criteria.leaf(code)
        except UnknownCriterion as reason:
            yield Fault("UNKNOWN_CRITERION", code, str(reason))
            return
        if leaf.kind != "survey":
            yield Fault("NOT_A_SURVEY_CRITERION", code, f"Tiêu chí {code} không chấm qua điều tra xã hội học.")
        elif leaf not in criteria.leaves_for(self.agency, self.exempt):
            yield Fault("CRITERION_NOT_APPLICABLE", code, f"Tiêu chí {code} không áp dụng cho {self.agency}.")
        elif code in self.surveyed:
            yield Fault("SURVEY_ALREADY_SCORED", code, f"Tiêu chí {code} của {self.agency} đã có điểm điều tra.")
        else:
            yield from score_faults(leaf, row["score"])

    @event("SurveyScored")
    def _enter_survey(self, *, year: int, agency: str, document: dict[str, Any], scores: list[dict[str, Any]]) -> None:
        self.surveyed.update({row["criterion"]: row["score"] for row in scores})

    # What is awaited, and the index when nothing is

    def awaited(self, *, criteria: Criteria, scoring: Scoring, closed: bool) -> list[Awaited]:
        """What stands between this dossier and its index. ``closed``: the self-scoring window has closed."""
        found = []
        if not self.submitted and not self.missing:
            work = f"Gửi bản tự đánh giá năm {self.year}."
            found.append(Awaited(agency=self.agency, stage="self_scoring", work=work))
        elif self.submitted and not self.asked and not closed:
            found.append(Awaited(agency=LEAD, stage="self_scoring", work="Chờ hết thời hạn tự chấm điểm."))
        for owner, request in self.awaited_of.items():
            left = [code for code, (asked, _) in self.asked.items() if asked == owner and code not in self.appraised]
            work = f"Thẩm định {self.agency}: còn {len(left)} tiêu chí (lần đề nghị {request})."
            found.append(Awaited(agency=owner, stage="appraisal", work=work))
        for (owner, _), codes in self.second_awaited.items():
            left = [code for code in codes if code not in self.reappraised]
            work = f"Thẩm định lại {self.agency}: còn {len(left)} tiêu chí."
            found.append(Awaited(agency=owner, stage="reappraisal", work=work))
        for code in self.corrections:
            work = f"Quyết định yêu cầu sửa tiêu chí {code} của {self.agency}."
            found.append(Awaited(agency=LEAD, stage="correction", work=work))
        if scoring.survey == "scored":
            unscored = [
                leaf.code
                for leaf in criteria.leaves_for(self.agency, self.exempt)
                if leaf.kind == "survey" and leaf.code not in self.surveyed
            ]
            if unscored:
                work = f"Nhập điểm điều tra xã hội học của {self.agency}: {', '.join(unscored)}."
                found.append(Awaited(agency=LEAD, stage="survey", work=work))
        return found

    @property
    def unexplained(self) -> list[str]:
        """Adjusted leaves that the agency may still explain, in the order of asking: owners answer in any order."""
        return [
            code
            for code in self.asked
            if code in self.appraised
            and self.appraised[code]["verdict"] == "adjusted"
            and code not in self.explained
            and code not in self.corrections
        ]

    def determine_index(self, *, criteria: Criteria, scoring: Scoring) -> None:
        results, exempt = self._results(), [*self.exempt, *self._recognised_as_not_applicable()]
        index = determine(criteria, results, scoring, self.agency, exempt)
        self._determine_index(
            year=self.year,
            agency=self.agency,
            block=self.block,
            criteria_set=self.criteria_set,
            version=self.set_version,
            ranked=self.ranked,
            **index.to_plain(scoring),
        )

    def _results(self) -> dict[str, Result]:
        """The last word on each leaf; what nobody has scored is left out: missing is not zero."""
        stages: Sequence[tuple[str, dict[str, str | None]]] = (
            ("survey", {**self.surveyed}),
            ("appraised", {code: verdict["score"] for code, verdict in self.appraised.items()}),
            ("reappraised", {code: verdict["score"] for code, verdict in self.reappraised.items()}),
            ("corrected", {**self.corrected}),
        )
        return {
            code: Result(Decimal(score), origin)
            for origin, scores in stages
            for code, score in scores.items()
            if score is not None
        }

    def _recognised_as_not_applicable(self) -> list[str]:
        final = {**self.appraised, **self.reappraised}
        return [code for code, verdict in final.items() if verdict["score"] is None and code not in self.corrected]

    @event("IndexDetermined")
    def _determine_index(
        self,
        *,
        year: int,
        agency: str,
        block: str,
        criteria_set: str,
        version: int,
        ranked: bool,
        leaves: list[dict[str, Any]],
        criteria: list[dict[str, Any]],
        fields: list[dict[str, Any]],
        bonus: str,
        deduction: str,
        score: str,
        maximum: str,
        percent: str | None,
    ) -> None:
        self.index = {
            "agency": agency,
            "ranked": ranked,
            "score": score,
            "maximum": maximum,
            "leaves": {leaf["criterion"]: leaf for leaf in leaves},
        }

    # Correction by decision of UBND (†)

    def correct(self, *, criterion: str, score: Decimal, criteria: Criteria, scoring: Scoring) -> None:
        self._correct(criterion=criterion, score=format(score, "f"))
        self.determine_index(criteria=criteria, scoring=scoring)

    @event("LeafCorrected")
    def _correct(self, *, criterion: str, score: str) -> None:
        self.corrected[criterion] = score
