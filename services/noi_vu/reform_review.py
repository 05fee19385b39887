"""Tổng kết, đánh giá định kỳ và theo chuyên đề; báo cáo UBND tỉnh (Điều 13 khoản 5).

"Định kỳ" has no interval in the regulation: each review says its own period, and its deadline has a source.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from schemas.reform_review import ConcludeReformReview, OpenReformReview, SubmitReviewReport
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import takes
from shared.procedures.deadline import is_late
from shared.procedures.document import issue_document
from shared.procedures.organisation import organisation
from shared.procedures.submission import submission_of
from shared.procedures.work import must_be_named, must_be_work

# What is remembered


class ReformReview(Record):
    """Một cuộc tổng kết, đánh giá: ai phải báo cáo, ai đã báo cáo, kết luận."""

    key = ("review",)
    dossier = True

    @event("ReformReviewOpened")
    def __init__(
        self,
        *,
        review: str,
        sort: str,
        title: str,
        opens: date,
        closes: date,
        lead: str,
        coordinators: list[str],
        mode: str,
        reporting: list[str],
        deadline: dict[str, Any] | None,
    ) -> None:
        self.review = review
        self.sort = sort
        self.title = title
        self.lead = lead
        self.coordinators = coordinators
        self.reporting = reporting
        self.due = deadline["due"] if deadline else None
        self.reported: list[str] = []
        self.concluded = False

    def note_report(self, *, agency: str, now: datetime, effective: date | None, **report: Any) -> None:
        """Raises Refused when the review is over; a report that nobody asked for is welcome."""
        self._must_be_open()
        late = self.due is not None and is_late(due=datetime.fromisoformat(self.due), recorded=now, effective=effective)
        self._note_report(review=self.review, agency=agency, late=late, replaces=agency in self.reported, **report)

    @event("ReviewReportSubmitted")
    def _note_report(
        self,
        *,
        review: str,
        agency: str,
        results: str,
        difficulties: str | None,
        figures: dict[str, Any] | None,
        document: dict[str, Any],
        late: bool,
        replaces: bool,
    ) -> None:
        if agency not in self.reported:
            self.reported.append(agency)

    def conclude(self, *, results: str, shortcomings: str, lessons: str, document: dict[str, Any]) -> None:
        self._must_be_open()
        self._conclude(
            review=self.review,
            sort=self.sort,
            title=self.title,
            lead=self.lead,
            results=results,
            shortcomings=shortcomings,
            lessons=lessons,
            reported=list(self.reported),
            silent=[each for each in self.reporting if each not in self.reported],
            document=document,
        )

    @event("ReformReviewConcluded")
    def _conclude(
        self,
        *,
        review: str,
        sort: str,
        title: str,
        lead: str,
        results: str,
        shortcomings: str,
        lessons: str,
        reported: list[str],
        silent: list[str],
        document: dict[str, Any],
    ) -> None:
        self.concluded = True

    def _must_be_open(self) -> None:
        if self.concluded:
            raise Refused("REVIEW_CONCLUDED", f"“{self.title}” đã kết luận.")


# What is taken


@takes(OpenReformReview)
def open_review(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    must_be_named(data["review"], "reform_review")
    if ledger.find(ReformReview, review=data["review"]) is not None:
        raise Refused("REVIEW_EXISTS", f"{data['review']} đã mở.")
    if data["closes"] < data["opens"]:
        raise Refused("PERIOD_REVERSED", "Kỳ tổng kết kết thúc trước khi bắt đầu.")
    if data["reporting"] and data["deadline"] is None:
        raise Refused("DEADLINE_MISSING", "Yêu cầu báo cáo thì phải nêu hạn và căn cứ của hạn.")
    must_be_work(ledger.agency, data["coordinators"])
    on = ledger.now.date()
    here = {each.id for each in organisation(ledger).agencies(on)}
    strangers = [each for each in data["reporting"] if each not in here]
    if strangers:
        raise Refused("UNKNOWN_AGENCY", f"Không có cơ quan {', '.join(strangers)} vào ngày {on:%d/%m/%Y}.")
    yield ReformReview(lead=ledger.agency, **data)


@takes(SubmitReviewReport)
def note_report(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = dict(message.data)
    review = _review(ledger, data.pop("review"))
    review.note_report(now=ledger.now, effective=message.effective, **data)
    yield review


@takes(ConcludeReformReview)
def conclude(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Kết luận, ban hành báo cáo và gửi UBND tỉnh để biết."""
    data = message.data
    review = _review(ledger, data["review"])
    series, document = issue_document(ledger, signing=data["signing"], title=review.title, about=review.review)
    review.conclude(document=document, **{name: data[name] for name in ("results", "shortcomings", "lessons")})
    submission = submission_of(ledger, review.review)
    submission.submit(
        kind="review",
        clause="QC-13.5",
        lead=review.lead,
        coordinators=review.coordinators,
        title=review.title,
        document=document,
        wanted="information",
    )
    yield from (series, review, submission)


def _review(ledger: Ledger, name: str) -> ReformReview:
    found = ledger.find(ReformReview, review=name)
    if found is None:
        raise Refused("UNKNOWN_REVIEW", f"Chưa mở cuộc tổng kết {name}.")
    return found
