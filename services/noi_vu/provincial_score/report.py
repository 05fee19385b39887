"""Gửi Bộ Nội vụ báo cáo tự chấm cấp tỉnh, giấy tiếp nhận, và kết quả của Bộ (Điều 10 khoản 1 điểm a; Điều 3 khoản 2).

The report belongs to UBND tỉnh and goes to the Ministry after UBND tỉnh has approved it. Receipt and result are the
Ministry's: they are recorded as told, with their source; recording one again needs a reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from schemas.provincial_report import RecordMinistryReceipt, RecordMinistryResult, SendToMinistry
from services.noi_vu.provincial_score.criteria import provincial_criteria
from services.noi_vu.provincial_score.provincial_score import provincial_score_of
from services.noi_vu.provincial_score.record import ProvincialScore
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused, event
from shared.mechanism.taking import takes
from shared.procedures.deadline import is_late
from shared.procedures.refusal import refuse
from shared.procedures.submission import submission_of
from shared.regulation.criteria import CriteriaSet
from shared.regulation.faults import Fault
from shared.regulation.provincial_result import losses, result_faults
from shared.regulation.windows import ict

# What is remembered


class ProvincialReport(Record):
    """Báo cáo tự chấm cấp tỉnh của một năm: các lần gửi Bộ Nội vụ, giấy tiếp nhận, kết quả của Bộ."""

    key = ("year",)

    @event("ProvincialReportBegun")
    def __init__(self, *, year: int) -> None:
        self.year = year
        self.dispatch = 0
        self.receipt: dict[str, Any] | None = None
        self.result = 0

    def send(
        self,
        *,
        score: ProvincialScore,
        sent: date,
        document: Mapping[str, Any],
        channel: str,
        reason: str | None,
        now: datetime,
    ) -> None:
        """Note that the approved report went to the Ministry; late is recorded, not refused. Raises Refused."""
        if self.dispatch and not reason:
            sentence = f"Báo cáo năm {self.year} đã gửi Bộ Nội vụ (lần {self.dispatch}); gửi lại thì phải nêu lý do."
            raise Refused("ALREADY_SENT", sentence)
        today = ict(now).date()
        for day, name in ((sent, "Ngày gửi"), (document["issued"], "Ngày báo cáo")):
            if day > today:
                raise Refused("DATE_IN_FUTURE", f"{name} {day:%d/%m/%Y} chưa tới.")
        if document["issued"] > sent:
            raise Refused("SENT_BEFORE_ISSUED", f"Báo cáo ban hành ngày {document['issued']:%d/%m/%Y}, sau ngày gửi.")
        assert score.table is not None
        due = score.due("ministry")
        self._send(
            year=self.year,
            dispatch=self.dispatch + 1,
            consolidation=score.consolidation,
            lead=score.lead,
            agencies=score.agencies,
            sent=sent,
            document=dict(document),
            channel=channel,
            score=score.table["score"],
            maximum=score.table["maximum"],
            due=due.isoformat(),
            source=score.deadlines["ministry"]["source"],
            late=is_late(due=due, recorded=now, effective=sent),
            reason=reason,
        )

    @event("ProvincialScoreDispatched")
    def _send(
        self,
        *,
        year: int,
        dispatch: int,
        consolidation: int,
        lead: str,
        agencies: list[str],
        sent: date,
        document: dict[str, Any],
        channel: str,
        score: str,
        maximum: str,
        due: str,
        source: str,
        late: bool,
        reason: str | None,
    ) -> None:
        self.dispatch = dispatch
        self.receipt = None

    def record_receipt(self, *, receipt: Mapping[str, Any], reason: str | None, now: datetime) -> None:
        """Raises Refused: nothing sent, received in the future, recorded again without a reason."""
        self._must_be_sent()
        if self.receipt is not None and not reason:
            sentence = f"Đã ghi giấy tiếp nhận số {self.receipt['number']}; ghi lại thì phải nêu lý do."
            raise Refused("RECEIPT_RECORDED", sentence)
        if receipt["received"] > now:
            raise Refused("DATE_IN_FUTURE", "Thời điểm tiếp nhận chưa tới.")
        self._record_receipt(year=self.year, dispatch=self.dispatch, receipt=dict(receipt), reason=reason)

    @event("MinistryReceiptRecorded")
    def _record_receipt(self, *, year: int, dispatch: int, receipt: dict[str, Any], reason: str | None) -> None:
        self.receipt = receipt

    def record_result(
        self,
        *,
        score: ProvincialScore,
        criteria: CriteriaSet,
        told: Mapping[str, Any],
        now: datetime,
    ) -> None:
        """What the Ministry published, with its source, and what the province lost (†). Raises Refused."""
        self._must_be_sent()
        if self.result and not told["reason"]:
            sentence = f"Đã ghi kết quả PAR INDEX năm {self.year}; ghi lại thì phải nêu lý do."
            raise Refused("RESULT_RECORDED", sentence)
        if told["document"]["issued"] > ict(now).date():
            raise Refused("DATE_IN_FUTURE", "Ngày văn bản của Bộ Nội vụ chưa tới.")
        figures: dict[str, Decimal] = {row["criterion"]: row["score"] for row in told["figures"]}
        refuse([*_rank_faults(told), *result_faults(criteria, told["index"], figures)])
        assert score.table is not None
        owners = {code: agency for code, (agency, _) in score.plan.items()}
        self._record_result(
            year=self.year,
            result=self.result + 1,
            sample=score.sample,
            document=dict(told["document"]),
            index=told["index"],
            rank=told["rank"],
            ranked=told["ranked"],
            losses=losses(criteria, score.table, owners, figures),
            reason=told["reason"],
        )

    @event("MinistryResultRecorded")
    def _record_result(
        self,
        *,
        year: int,
        result: int,
        sample: bool,
        document: dict[str, Any],
        index: Decimal,
        rank: int | None,
        ranked: int | None,
        losses: list[dict[str, Any]],
        reason: str | None,
    ) -> None:
        self.result = result

    def _must_be_sent(self) -> None:
        if not self.dispatch:
            raise Refused("NOT_SENT", f"Báo cáo tự chấm cấp tỉnh năm {self.year} chưa gửi Bộ Nội vụ.")


def _rank_faults(told: Mapping[str, Any]) -> Iterator[Fault]:
    rank, ranked = told["rank"], told["ranked"]
    if rank is not None and ranked is not None and rank > ranked:
        yield Fault("RANK_BEYOND_LAST", "rank", f"Thứ hạng {rank} vượt số tỉnh, thành phố được xếp hạng ({ranked}).")


# What is taken


@takes(SendToMinistry)
def send_to_ministry(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    score = provincial_score_of(ledger, data["year"])
    if submission_of(ledger, score.matter).state != "approved":
        sentence = f"UBND tỉnh chưa phê duyệt điểm cấp tỉnh năm {score.year}; trình và chờ phê duyệt rồi gửi."
        raise Refused("NOT_APPROVED", sentence)
    report = _report(ledger, score.year)
    told = {name: data[name] for name in ("sent", "document", "channel", "reason")}
    report.send(score=score, **told, now=ledger.now)
    if data["receipt"] is not None:
        report.record_receipt(receipt=data["receipt"], reason=None, now=ledger.now)
    yield report


@takes(RecordMinistryReceipt)
def record_receipt(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    report = _report(ledger, provincial_score_of(ledger, data["year"]).year)
    report.record_receipt(receipt=data["receipt"], reason=data["reason"], now=ledger.now)
    yield report


@takes(RecordMinistryResult)
def record_result(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    score = provincial_score_of(ledger, data["year"])
    report = _report(ledger, score.year)
    criteria = provincial_criteria(ledger, code=score.criteria_set, version=score.set_version)
    report.record_result(score=score, criteria=criteria, told=data, now=ledger.now)
    yield report


def _report(ledger: Ledger, year: int) -> ProvincialReport:
    return ledger.find(ProvincialReport, year=year) or ProvincialReport(year=year)
