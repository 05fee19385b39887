"""Bảng điểm cấp tỉnh: tổng hợp các phần, điểm từng lĩnh vực và cả tỉnh (Điều 10 khoản 1 điểm b), exact.

The Ministry's survey stands in the table without a score and leaves the sums: they are of what the province scores
itself. A criterion of an agency that stayed silent has no score; it stays in the maximum and brings nothing.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from shared.regulation.criteria import CriteriaSet
from shared.regulation.index import Result, Scoring, determine
from shared.regulation.notation import exact, plain
from shared.regulation.provincial import DESIGN

SCORING = Scoring(survey="omitted")


def score_table(
    criteria: CriteriaSet,
    plan: Mapping[str, tuple[str, str]],
    scored: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:
    """The computed part of ProvincialScoreConsolidated: rows, fields, sums, totals.

    `plan`: criterion → (agency, clause). `scored`: criterion → its row as ProvincialContentScored has it.
    """
    rows = [_row(leaf.code, leaf.kind or "", leaf.maximum, plan, scored) for leaf in criteria.leaves()]
    results = {
        row["criterion"]: Result(None if row["score"] is None else exact(row["score"]), "self")
        for row in rows
        if row["origin"] == "scored"
    }
    exempt = [row["criterion"] for row in rows if row["not_applicable"]]
    index = determine(criteria, results, SCORING, "", exempt).to_plain(SCORING)
    survey = sum((leaf.maximum for leaf in criteria.leaves() if leaf.kind == "survey"), Decimal(0))
    return {
        "rows": rows,
        "fields": index["fields"],
        "sums": index["criteria"],
        "score": index["score"],
        "maximum": index["maximum"],
        "percent": index["percent"],
        "survey_maximum": plain(survey),
    }


def _row(
    code: str,
    kind: str,
    maximum: Decimal,
    plan: Mapping[str, tuple[str, str]],
    scored: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:
    agency, clause = plan.get(code, (None, DESIGN))
    found = scored.get(code)
    origin = "survey" if kind == "survey" else "missing" if found is None else "scored"
    entry: Mapping[str, Any] = found or {}
    return {
        "criterion": code,
        "agency": agency,
        "clause": clause,
        "origin": origin,
        "not_applicable": bool(entry.get("not_applicable")),
        "maximum": plain(maximum),
        "score": entry.get("score"),
        "figures": entry.get("figures"),
        "evidence": list(entry.get("evidence") or ()),
        "insufficient": bool(entry.get("insufficient")),
        "explanation": entry.get("explanation"),
    }
