"""UBND tỉnh đã quyết định: công bố, hoặc dự kiến và trình lại; sửa điểm bằng một quyết định mới (†).

The regulation ends with the appraisal; approval, publication and correction are product design.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.decision import ProposeResultCorrection, ResultCorrectionDecided, ResultsDecided
from services.noi_vu.criteria_set import criteria_of
from services.noi_vu.dossier import Assessment
from services.noi_vu.ranking import Ranking, standing_of
from services.noi_vu.scoring_round import round_of
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused
from shared.mechanism.taking import takes
from shared.procedures.refusal import refuse
from shared.regulation.criteria import UnknownCriterion
from shared.regulation.notation import spoken
from shared.regulation.scoring import score_faults


@takes(ResultsDecided)
def publish_or_take_back(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    ranking = _ranking(ledger, data["year"])
    if ranking.state != "submitted" or data["submission"] != ranking.submission:
        raise LookupError(f"submission {data['submission']} of {data['year']} is not with UBND")
    if data["approved"]:
        ranking.publish(document=data["document"], sample=round_of(ledger, data["year"]).sample)
    else:
        ranking.note_return(reason=data["reason"])
    yield ranking


@takes(ProposeResultCorrection)
def propose_result_correction(message: Message, ledger: Ledger) -> Iterator[Record]:
    data = message.data
    year, agency, criterion, score = (data[name] for name in ("year", "agency", "criterion", "score"))
    round_of(ledger, year)
    assessment = ledger.find(Assessment, year=year, agency=agency)
    if assessment is None:
        raise Refused("NOT_IN_ROUND", f"{agency} không thuộc diện đánh giá trong đợt năm {year}.")
    ranking = ledger.find(Ranking, year=year)
    if ranking is None or assessment.index is None:
        raise Refused("RESULTS_NOT_PUBLISHED", f"Kết quả năm {year} chưa công bố.")
    criteria = criteria_of(ledger, code=assessment.criteria_set, version=assessment.set_version)
    try:
        leaf = criteria.leaf(criterion)
    except UnknownCriterion as reason:
        raise Refused("UNKNOWN_CRITERION", str(reason)) from None
    held = assessment.index["leaves"][criterion]
    omitted = leaf.kind == "survey" and not held["applicable"]
    if omitted or leaf not in criteria.leaves_for(agency, assessment.exempt):
        raise Refused("CRITERION_NOT_APPLICABLE", f"Tiêu chí {criterion} không áp dụng cho {agency}.")
    refuse(score_faults(leaf, score))
    if held["score"] is not None and score == type(score)(held["score"]):
        raise Refused("SCORE_UNCHANGED", f"Tiêu chí {criterion} của {agency} đang là {spoken(score)} điểm.")
    ranking.propose_correction(
        agency=agency,
        criterion=criterion,
        old_score=held["score"],
        score=score,
        reason=data["reason"],
        document=data["document"],
    )
    yield ranking


@takes(ResultCorrectionDecided)
def correct_results(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Đồng ý thì tính lại Chỉ số của cơ quan và xếp hạng của cả khối, theo đúng quy tắc của đợt."""
    data = message.data
    year, agency, criterion = data["year"], data["agency"], data["criterion"]
    ranking = _ranking(ledger, year)
    if (agency, criterion) not in ranking.corrections:
        raise LookupError(f"no correction of {criterion} of {agency} in {year} has been proposed")
    if not data["approved"]:
        ranking.reject_correction(agency=agency, criterion=criterion)
        yield ranking
        return
    found = round_of(ledger, year)
    assessment = ledger.find(Assessment, year=year, agency=agency)
    if assessment is None:
        raise LookupError(f"{agency} is not in the round of {year}")
    assessment.correct(
        criterion=criterion,
        score=data["score"],
        criteria=criteria_of(ledger, code=assessment.criteria_set, version=assessment.set_version),
        scoring=found.scoring,
    )
    yield assessment
    standing = standing_of(found, ledger, block=assessment.block)
    ranking.correct(agency=agency, criterion=criterion, document=data["document"], standing=standing)
    yield ranking


def _ranking(ledger: Ledger, year: int) -> Ranking:
    """The year's results. Raises LookupError: a fact cannot be refused, only set aside."""
    ranking = ledger.find(Ranking, year=year)
    if ranking is None:
        raise LookupError(f"no results of {year} have been submitted")
    return ranking
