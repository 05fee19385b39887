"""Việc đang mở và quá hạn (Điều 13 khoản 3: theo dõi, đôn đốc): ai còn nợ việc gì, với ai, đến bao giờ?

Row ``year/work/debtor/about``. A row stays when the work is done: when it was done, and whether late, is worth knowing.
Whether open work is overdue depends on the present moment, so that is told when the row is shown, not kept.
"""

from __future__ import annotations

from typing import Any, ClassVar

from schemas.appraisal import (
    AppraisalCompleted,
    AppraisalRequested,
    AppraisalTransferred,
    ReappraisalCompleted,
    ReappraisalRequested,
)
from schemas.assessment import (
    AssessmentDeclaredMissing,
    AssessmentSubmitted,
    AssessmentWithdrawn,
    CorrectionDecided,
    CorrectionRequested,
)
from schemas.decision import ResultCorrectionDecided, ResultCorrectionProposed, ResultsDecided
from schemas.ranking import ResultsSubmitted
from schemas.reminder import ReminderIssued, WorkOverdue
from schemas.scoring_round import RoundOpened, WindowExtended
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees

Row = dict[str, Any]
COUNCIL = "VPUBND"
COORDINATOR = "SNV"
OPENED_BY = {"AppraisalRequested": "appraisal", "ReappraisalRequested": "reappraisal"}
CLOSED_BY = {"AppraisalCompleted": "appraisal", "ReappraisalCompleted": "reappraisal"}


class OpenWork(View):
    """Việc phải làm của từng cơ quan trong đợt đánh giá, có hạn và nguồn của hạn."""

    name: ClassVar[str] = "open_work"

    @sees(RoundOpened)
    def round_opened(self, fact: Fact) -> None:
        window = fact.data["windows"]["self_scoring"]
        for one in fact.data["agencies"]:
            self._open(fact, "self_scoring", one["agency"], one["agency"], window["closes"], window.get("source"))

    @sees(WindowExtended)
    def extended(self, fact: Fact) -> None:
        start = f"{fact.data['year']}/{fact.data['window']}/"
        for key in [key for key in self.rows if key.startswith(start)]:
            if not self.rows[key]["done"]:
                told = {"due": fact.data["closes"], "source": fact.data.get("source")}
                self.rows[key] = {**self.rows[key], **told}

    @sees(AssessmentSubmitted)
    def submitted(self, fact: Fact) -> None:
        agency = fact.data["agency"]
        self._close(fact, "self_scoring", agency, agency, late=bool(fact.data.get("late")))

    @sees(AssessmentDeclaredMissing)
    def declared_missing(self, fact: Fact) -> None:
        self._close(fact, "self_scoring", fact.data["agency"], fact.data["agency"], late=True)

    @sees(AssessmentWithdrawn)
    def withdrawn(self, fact: Fact) -> None:
        key = f"{fact.data['year']}/self_scoring/{fact.data['agency']}/{fact.data['agency']}"
        if key in self.rows:
            self.rows[key] = {**self.rows[key], "done": None, "late": False}

    @sees(AppraisalRequested, ReappraisalRequested)
    def requested(self, fact: Fact) -> None:
        work = OPENED_BY[fact.type]
        self._open(fact, work, fact.data["owner"], fact.data["agency"], fact.data.get("due"), None)

    @sees(AppraisalCompleted, ReappraisalCompleted)
    def completed(self, fact: Fact) -> None:
        work = CLOSED_BY[fact.type]
        self._close(fact, work, fact.data["owner"], fact.data["agency"], late=bool(fact.data.get("late")))

    @sees(AppraisalTransferred)
    def transferred(self, fact: Fact) -> None:
        """Whoever has handed over the last of it owes it no more; its successor is asked by a request of its own."""
        key = self._key(fact, fact.data["stage"], fact.data["owner"], fact.data["agency"], "")
        if key in self.rows and not fact.data["left"] and not self.rows[key]["done"]:
            self.rows[key] = {**self.rows[key], "done": fact.time.isoformat(), "moved": fact.data["successor"]}

    @sees(CorrectionRequested)
    def correction_requested(self, fact: Fact) -> None:
        self._open(fact, "correction", COORDINATOR, fact.data["agency"], None, "†", fact.data["criterion"])

    @sees(CorrectionDecided)
    def correction_decided(self, fact: Fact) -> None:
        self._close(fact, "correction", COORDINATOR, fact.data["agency"], criterion=fact.data["criterion"])

    @sees(ResultsSubmitted)
    def results_submitted(self, fact: Fact) -> None:
        self._open(fact, "decision", COUNCIL, COORDINATOR, None, "†")

    @sees(ResultsDecided)
    def results_decided(self, fact: Fact) -> None:
        self._close(fact, "decision", COUNCIL, COORDINATOR)

    @sees(ResultCorrectionProposed)
    def result_correction_proposed(self, fact: Fact) -> None:
        self._open(fact, "result_correction", COUNCIL, fact.data["agency"], None, "†", fact.data["criterion"])

    @sees(ResultCorrectionDecided)
    def result_correction_decided(self, fact: Fact) -> None:
        self._close(fact, "result_correction", COUNCIL, fact.data["agency"], criterion=fact.data["criterion"])

    @sees(ReminderIssued, WorkOverdue)
    def reminded(self, fact: Fact) -> None:
        debtors = {one["agency"] for one in fact.data["outstanding"]}
        start = f"{fact.data['year']}/{fact.data['window']}/"
        for key in [key for key in self.rows if key.startswith(start)]:
            row = self.rows[key]
            if row["debtor"] in debtors and not row["done"]:
                self.rows[key] = {**row, "reminders": [*row["reminders"], fact.time.isoformat()]}

    def _open(
        self,
        fact: Fact,
        work: str,
        debtor: str,
        about: str,
        due: str | None,
        source: str | None,
        criterion: str = "",
    ) -> None:
        row: Row = {"year": fact.data["year"], "work": work, "debtor": debtor, "about": about, "due": due}
        row |= {"source": source, "criterion": criterion, "opened": fact.time.isoformat(), "fact": fact.id}
        row |= {"done": None, "late": False, "moved": None, "reminders": [], "case": fact.case}
        self.rows[self._key(fact, work, debtor, about, criterion)] = row

    def _close(
        self, fact: Fact, work: str, debtor: str, about: str, *, late: bool = False, criterion: str = ""
    ) -> None:
        key = self._key(fact, work, debtor, about, criterion)
        if key in self.rows:
            self.rows[key] = {**self.rows[key], "done": fact.time.isoformat(), "late": late}

    @staticmethod
    def _key(fact: Fact, work: str, debtor: str, about: str, criterion: str) -> str:
        return "/".join(filter(None, (str(fact.data["year"]), work, debtor, about, criterion)))
