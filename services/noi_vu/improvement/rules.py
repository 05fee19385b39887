"""Điều phải đúng trong một kế hoạch cải thiện Chỉ số (Điều 11; Điều 2 khoản 2): pure but for the published results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from services.noi_vu.criteria_set import criteria_of
from services.noi_vu.dossier import Assessment
from services.noi_vu.ranking import Ranking
from shared.mechanism.ledger import Ledger
from shared.regulation.criteria import UnknownCriterion
from shared.regulation.faults import Fault
from shared.regulation.notation import spoken

Rows = Sequence[Mapping[str, Any]]


def target_faults(targets: Rows) -> Iterator[Fault]:
    for each in targets:
        if (each["current"] is None) != (each["current_year"] is None):
            sentence = f"Chỉ tiêu {each['target']}: giá trị hiện có phải đi cùng năm của nó."
            yield Fault("CURRENT_WITHOUT_YEAR", each["target"], sentence)


def task_faults(tasks: Rows, *, targets: Rows, losses: Rows) -> Iterator[Fault]:
    """What a measure says it is for must stand in the plan."""
    known = {"targets": {each["target"] for each in targets}, "losses": {each["loss"] for each in losses}}
    for each in tasks:
        for code in each["targets"]:
            if code not in known["targets"]:
                yield Fault("UNKNOWN_TARGET", each["item"], f"Nhiệm vụ {each['item']}: không có chỉ tiêu {code}.")
        for code in each["losses"]:
            if code not in known["losses"]:
                yield Fault("UNKNOWN_LOSS", each["item"], f"Nhiệm vụ {each['item']}: không có điểm mất {code}.")


def period_faults(periods: Rows) -> Iterator[Fault]:
    for each in periods:
        if each["deadline"]["due"] <= each["opens"]:
            sentence = f"Kỳ {each['period']}: hạn không sau lúc yêu cầu báo cáo."
            yield Fault("PERIOD_REVERSED", each["period"], sentence)


def loss_faults(losses: Rows, *, year: int, ledger: Ledger) -> Iterator[Fault]:
    """A loss names where it can be read; one of a round is compared with what was published."""
    for each in losses:
        if each["year"] >= year:
            sentence = f"Điểm mất {each['loss']}: năm {each['year']} không trước năm thực hiện {year}."
            yield Fault("LOSS_NOT_BEFORE", each["loss"], sentence)
        if each["origin"] == "document":
            if not each["source"]:
                yield Fault("SOURCE_MISSING", each["loss"], f"Điểm mất {each['loss']}: chưa nêu văn bản.")
        elif not each["agency"]:
            yield Fault("AGENCY_MISSING", each["loss"], f"Điểm mất {each['loss']}: chưa nêu cơ quan mất điểm.")
        else:
            yield from _published_faults(each, ledger)


def _published_faults(loss: Mapping[str, Any], ledger: Ledger) -> Iterator[Fault]:
    code, year, agency = loss["loss"], loss["year"], loss["agency"]
    ranking = ledger.find(Ranking, year=year)
    assessment = ledger.find(Assessment, year=year, agency=agency)
    if ranking is None or ranking.state != "published" or assessment is None or assessment.index is None:
        sentence = f"Điểm mất {code}: kết quả năm {year} của {agency} chưa công bố; hãy dẫn một văn bản."
        yield Fault("RESULTS_NOT_PUBLISHED", code, sentence)
        return
    criteria = criteria_of(ledger, code=assessment.criteria_set, version=assessment.set_version)
    try:
        leaf = criteria.leaf(loss["criterion"])
    except UnknownCriterion as reason:
        yield Fault("UNKNOWN_CRITERION", code, f"Điểm mất {code}: {reason}")
        return
    score = assessment.index["leaves"].get(leaf.code, {}).get("score")
    lost = None if score is None else leaf.maximum - Decimal(score)
    if lost != loss["points"]:
        shown = "không chấm" if lost is None else f"mất {spoken(lost)} điểm"
        sentence = f"Điểm mất {code}: theo kết quả đã công bố, {agency} {shown} ở tiêu chí {leaf.code}."
        yield Fault("LOSS_NOT_AS_PUBLISHED", code, sentence)
