"""Tự đánh giá, chấm điểm: lưu, gửi, rút, gửi lại; xin sửa khi thẩm định đã bắt đầu (Điều 10 khoản 2 điểm b).

What is remembered stands in ``dossier``: one record for the whole way of an agency's scores in a year.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.assessment import (
    DecideCorrection,
    DeclareAssessmentMissing,
    RequestCorrection,
    SaveAssessment,
    SubmitAssessment,
    WithdrawAssessment,
)
from services.noi_vu.appraisal import request_again, request_from_every_owner
from services.noi_vu.criteria_set import criteria_of
from services.noi_vu.dossier import Assessment
from services.noi_vu.ranking import settle
from services.noi_vu.scoring_round import ScoringRound, round_of
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused
from shared.mechanism.taking import takes
from shared.procedures.organisation import organisation
from shared.regulation.agencies import UnknownAgency

# What is taken


@takes(SaveAssessment)
def save(message: Message, ledger: Ledger) -> Iterator[Record]:
    found, assessment = dossier_of(message, ledger)
    assessment.save(
        entries=message.data["entries"],
        criteria=criteria_of(ledger, code=assessment.criteria_set, version=assessment.set_version),
        window=found.window("self_scoring"),
        now=ledger.now,
    )
    yield assessment


@takes(SubmitAssessment)
def submit(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Gửi khi thời hạn đã hết thì đề nghị thẩm định ngay, không chờ ai nữa."""
    found, assessment = dossier_of(message, ledger)
    window = found.window("self_scoring")
    assessment.submit(
        entries=message.data["entries"],
        criteria=criteria_of(ledger, code=assessment.criteria_set, version=assessment.set_version),
        window=window,
        now=ledger.now,
        effective=message.effective,
    )
    if window.is_late(ledger.now):
        request_from_every_owner(assessment, found, ledger)
    yield assessment


@takes(WithdrawAssessment)
def withdraw(message: Message, ledger: Ledger) -> Iterator[Record]:
    found, assessment = dossier_of(message, ledger)
    assessment.withdraw(reason=message.data["reason"], window=found.window("self_scoring"), now=ledger.now)
    yield assessment


@takes(DeclareAssessmentMissing)
def declare_missing(message: Message, ledger: Ledger) -> Iterator[Record]:
    found, assessment = dossier_of(message, ledger)
    assessment.declare_missing(reason=message.data["reason"], window=found.window("self_scoring"), now=ledger.now)
    settle(assessment, ledger)
    yield assessment


@takes(RequestCorrection)
def request_correction(message: Message, ledger: Ledger) -> Iterator[Record]:
    _, assessment = dossier_of(message, ledger)
    assessment.request_correction(
        criterion=message.data["criterion"],
        entry=message.data["entry"],
        reason=message.data["reason"],
        criteria=criteria_of(ledger, code=assessment.criteria_set, version=assessment.set_version),
    )
    yield assessment


@takes(DecideCorrection)
def decide_correction(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Chấp nhận thì dòng mới được gửi thẩm định lại từ đầu."""
    data = message.data
    found, assessment = dossier_of(message, ledger)
    assessment.decide_correction(criterion=data["criterion"], accepted=data["accepted"], reason=data["reason"])
    if data["accepted"]:
        request_again(assessment, found, ledger, criteria=[data["criterion"]])
    settle(assessment, ledger)
    yield assessment


def dossier_of(message: Message, ledger: Ledger) -> tuple[ScoringRound, Assessment]:
    """The round and the dossier that a command speaks of. Raises Refused."""
    year, code = message.data["year"], message.data["agency"]
    found = round_of(ledger, year)
    assessment = ledger.find(Assessment, year=year, agency=code)
    if assessment is None:
        try:
            name = organisation(ledger).described(code, ledger.now.date()).name
        except UnknownAgency as reason:
            raise Refused("UNKNOWN_AGENCY", str(reason)) from None
        raise Refused("NOT_IN_ROUND", f"{name} không thuộc diện đánh giá trong đợt năm {year}.")
    return found, assessment
