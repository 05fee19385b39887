"""Đề án, dự án cải cách hành chính: nhận, kiểm tra, báo cáo thẩm định, trình, phê duyệt, trả lại, rút (Điều 9 khoản 1).

What is remembered stands in ``record``; what is asked of the other departments, in ``opinion``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemas.scheme import (
    ConcludeSchemeAppraisal,
    ForwardScheme,
    RequestSchemeSupplement,
    ResubmitScheme,
    SubmitScheme,
    SupplementScheme,
    WithdrawScheme,
)
from schemas.submission import MatterDecided
from services.noi_vu.scheme.record import Scheme, scheme_of
from services.noi_vu.scheme.register import scheme_register
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused
from shared.mechanism.taking import takes
from shared.procedures.deadline import is_late
from shared.procedures.document import issue_document
from shared.procedures.organisation import organisation
from shared.procedures.submission import submission_of
from shared.regulation.agencies import UnknownAgency
from shared.regulation.windows import ict, parse_moment

# What is taken


@takes(SubmitScheme)
def receive(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Số hồ sơ cấp theo năm tiếp nhận, không theo ngày của văn bản gửi."""
    data = message.data
    _must_be_plausible(ledger, data)
    register, year = scheme_register(ledger), ict(ledger.now).year
    code = register.enter(year=year, agency=data["agency"], document=data["document"])
    yield register
    yield Scheme(
        year=year,
        code=code,
        version=1,
        agency=data["agency"],
        lead=ledger.agency,
        proposal=data["proposal"],
        document=data["document"],
    )


@takes(RequestSchemeSupplement)
def request_supplement(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    scheme = scheme_of(ledger, data)
    title = f"Đề nghị bổ sung hồ sơ: {scheme.proposal['title']}"[:500]
    series, document = issue_document(
        ledger, signing=data["signing"], title=title, about=scheme.subject, recipients=[scheme.agency]
    )
    scheme.request_supplement(missing=data["missing"], deadline=data["deadline"], document=document)
    yield series
    yield scheme


@takes(SupplementScheme)
def supplement(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    scheme = scheme_of(ledger, data)
    _must_be_plausible(ledger, data)
    due = scheme.supplement_due
    late = due is not None and is_late(due=parse_moment(due), recorded=ledger.now, effective=message.effective)
    scheme.supplement(proposal=data["proposal"], document=data["document"], late=late)
    yield scheme


@takes(ConcludeSchemeAppraisal)
def conclude(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    scheme = scheme_of(ledger, data)
    title = f"Báo cáo thẩm định: {scheme.proposal['title']}"[:500]
    series, document = issue_document(
        ledger, signing=data["signing"], title=title, about=scheme.subject, recipients=[scheme.agency]
    )
    wanted = {name: data[name] for name in ("treatments", "conclusion", "summary")}
    scheme.conclude(**wanted, document=document, now=ledger.now)
    yield series
    yield scheme


@takes(ForwardScheme)
def forward(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    scheme = scheme_of(ledger, data)
    title = f"Phê duyệt: {scheme.proposal['title']}"[:500]
    series, document = issue_document(ledger, signing=data["signing"], title=title, about=scheme.subject)
    scheme.forward(document=document)
    submission = submission_of(ledger, scheme.subject)
    submission.submit(
        kind="scheme",
        clause="QC-9.1-2",
        lead=ledger.agency,
        coordinators=[each for each in scheme.work["coordinators"] if each != ledger.agency],
        title=title,
        document=document,
    )
    yield series
    yield scheme
    yield submission


@takes(MatterDecided)
def note_committee(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Đồng ý thì đề án được phê duyệt; không thì trả lại cơ quan đề xuất."""
    data = message.data
    if data["kind"] != "scheme" or data["lead"] != ledger.agency:
        return
    _, year, code = data["matter"].split("/")
    scheme = ledger.find(Scheme, year=int(year), code=code)
    if scheme is None:
        raise LookupError(f"{data['matter']} was decided and is not known here")
    scheme.decide(approved=data["approved"], document=data["document"], reason=data["reason"])
    yield scheme


@takes(ResubmitScheme)
def resubmit(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    scheme = scheme_of(ledger, data)
    _must_be_plausible(ledger, data)
    scheme.resubmit(proposal=data["proposal"], explanation=data["explanation"], document=data["document"])
    yield scheme


@takes(WithdrawScheme)
def withdraw(message: Message, ledger: Ledger) -> Iterator[Record]:
    scheme = scheme_of(ledger, message.data)
    scheme.withdraw(reason=message.data["reason"])
    yield scheme


def _must_be_plausible(ledger: Ledger, data: dict[str, Any]) -> None:
    """Raises Refused: an agency that does not exist, a paper from the future, funding without a figure."""
    today = ict(ledger.now).date()
    try:
        organisation(ledger).agency(data["agency"], today)
    except UnknownAgency as reason:
        raise Refused("UNKNOWN_AGENCY", str(reason)) from None
    issued = data["document"]["issued"]
    if issued > today:
        raise Refused("DATE_IN_FUTURE", f"Văn bản gửi đề ngày {issued:%d/%m/%Y}, chưa tới.")
    if "public_finance" in data["proposal"]["contents"] and data["proposal"]["funding"] is None:
        raise Refused("FUNDING_MISSING", "Khai có nội dung kinh phí thì phải nêu kinh phí dự kiến bằng đồng.")
