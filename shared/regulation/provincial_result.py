"""Kết quả PAR INDEX do Bộ Nội vụ công bố, so với điểm tự chấm: tỉnh mất điểm ở đâu (†; dùng cho Điều 11).

The Ministry may tell only fields, or criteria too: what it tells is compared, nothing is worked out in its place.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from shared.regulation.criteria import CriteriaSet, UnknownCriterion
from shared.regulation.faults import Fault, Sentences
from shared.regulation.notation import plain, spoken
from shared.regulation.scoring import bounds

SENTENCES = Sentences(
    UNKNOWN_CRITERION="Bộ tiêu chí không có lĩnh vực, tiêu chí {node}.",
    RESULT_OUT_OF_BOUNDS="Tiêu chí {node}: điểm {score} ngoài khoảng từ {lowest} đến {highest}.",
    INDEX_ABOVE_HUNDRED="Chỉ số {score}% vượt 100%.",
)
_say = SENTENCES.fault


def result_faults(criteria: CriteriaSet, index: Decimal, figures: Mapping[str, Decimal]) -> Iterator[Fault]:
    """What cannot be in a published result; steps are not checked, the Ministry may average."""
    if index > 100:
        yield _say("INDEX_ABOVE_HUNDRED", "index", score=spoken(index))
    for code, score in figures.items():
        try:
            lowest, highest = bounds(criteria.node(code))
        except UnknownCriterion:
            yield _say("UNKNOWN_CRITERION", code)
            continue
        if not lowest <= score <= highest:
            words = {"score": spoken(score), "lowest": spoken(lowest), "highest": spoken(highest)}
            yield _say("RESULT_OUT_OF_BOUNDS", code, **words)


def losses(
    criteria: CriteriaSet,
    table: Mapping[str, Any],
    owners: Mapping[str, str],
    figures: Mapping[str, Decimal],
) -> list[dict[str, Any]]:
    """One row for every field and criterion that has a result, in the order of the set.

    `lost` is the maximum less the recognised score; of a bonus 0 (not earned is not lost), of a deduction what it took.
    """
    own = {row["criterion"]: row["score"] for name in ("rows", "fields", "sums") for row in table[name]}
    found = []
    for node in criteria.nodes:
        if node.code not in figures:
            continue
        score = figures[node.code]
        found.append(
            {
                "criterion": node.code,
                "title": node.title,
                "level": node.level,
                "agency": owners.get(node.code),
                "maximum": plain(node.maximum),
                "self_score": own.get(node.code),
                "score": plain(score),
                "lost": plain(_lost(node.kind, node.maximum, score)),
            }
        )
    return found


def _lost(kind: str | None, maximum: Decimal, score: Decimal) -> Decimal:
    if kind == "deduction":
        return -score
    return Decimal(0) if kind == "bonus" else maximum - score
