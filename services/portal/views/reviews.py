"""Tổng kết, đánh giá (Điều 13 khoản 5): cuộc nào, ai đã báo cáo, ai chưa, kết luận gì?"""

from __future__ import annotations

from typing import ClassVar

from schemas.reform_review import ReformReviewConcluded, ReformReviewOpened, ReviewReportSubmitted
from services.portal.views.course import Row, stepped
from shared.mechanism.message import Fact
from shared.mechanism.view import View, sees


class ReformReviews(View):
    """Một cuộc tổng kết; row = its public name."""

    name: ClassVar[str] = "reform_reviews"

    @sees(ReformReviewOpened)
    def opened(self, fact: Fact) -> None:
        self._keep(self._row(fact) | fact.data | {"opened": fact.id}, fact)

    @sees(ReviewReportSubmitted)
    def reported(self, fact: Fact) -> None:
        told = ("results", "difficulties", "figures", "document", "late", "replaces")
        report = {name: fact.data[name] for name in told} | {"fact": fact.id, "at": fact.time.isoformat()}
        row = self._row(fact)
        self._keep(row | {"reports": {**row["reports"], fact.data["agency"]: report}}, fact)

    @sees(ReformReviewConcluded)
    def concluded(self, fact: Fact) -> None:
        told = ("results", "shortcomings", "lessons", "reported", "silent", "document")
        conclusion = {name: fact.data[name] for name in told} | {"fact": fact.id}
        row = self._row(fact) | {name: fact.data[name] for name in ("sort", "title", "lead")}
        self._keep(row | {"conclusion": conclusion, "state": "concluded"}, fact)

    def _row(self, fact: Fact) -> Row:
        bare: Row = {"review": fact.data["review"], "sort": "periodic", "title": fact.data["review"], "opens": None}
        bare |= {"closes": None, "lead": "SNV", "coordinators": [], "mode": None, "reporting": [], "deadline": None}
        bare |= {"state": "open", "reports": {}, "conclusion": None, "opened": None, "case": "", "steps": []}
        return dict(self.rows.get(fact.data["review"], bare))

    def _keep(self, row: Row, fact: Fact, words: str | None = None) -> None:
        self.rows[row["review"]] = stepped(row, fact, words)
