"""Điểm điều tra xã hội học do Sở Nội vụ nhập (†: quy chế không giao điều tra xã hội học cho cơ quan nào)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemas.survey import EnterSurveyScores
from services.noi_vu.criteria_set import criteria_of
from services.noi_vu.dossier import Assessment
from services.noi_vu.ranking import settle
from services.noi_vu.scoring_round import round_of
from shared.mechanism.ledger import Ledger
from shared.mechanism.message import Message
from shared.mechanism.record import Record, Refused
from shared.mechanism.taking import takes


@takes(EnterSurveyScores)
def enter_survey_scores(message: Message, ledger: Ledger) -> Iterator[Record]:
    """Một dòng sai thì cả lệnh bị từ chối: a table is right or it is not."""
    data = message.data
    found = round_of(ledger, data["year"])
    if found.scoring.survey == "omitted":
        sentence = f"Đợt năm {found.year} không chấm điều tra xã hội học; điểm được quy đổi trên phần còn lại."
        raise Refused("SURVEY_OMITTED", sentence)
    of_agency: dict[str, list[dict[str, Any]]] = {}
    for row in data["scores"]:
        of_agency.setdefault(row["agency"], []).append(row)
    for agency, scores in of_agency.items():
        assessment = ledger.find(Assessment, year=found.year, agency=agency)
        if assessment is None:
            sentence = f"{agency} không thuộc diện đánh giá trong đợt năm {found.year}."
            raise Refused("NOT_IN_ROUND", sentence)
        assessment.enter_survey(
            document=data["document"],
            scores=scores,
            criteria=criteria_of(ledger, code=assessment.criteria_set, version=assessment.set_version),
        )
        settle(assessment, ledger)
        yield assessment
