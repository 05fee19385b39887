"""Bảng điểm tự chấm cấp tỉnh, và giải trình tiêu chí thiếu hoặc chưa đủ tài liệu kiểm chứng (Điều 10 khoản 1 điểm b).

Pure: from a consolidated table (the data of ``ProvincialScoreConsolidated``) and its criteria set to plain rows, and
from these to a workbook. The report to the Ministry holds the score table, the explanations, the difficulties; the same
rows serve the document.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from shared.office.table_workbook import Column, Sheet, Value, xlsx_of
from shared.regulation.criteria import CriteriaSet, Node
from shared.regulation.notation import exact, spoken, spoken_day

NOT_APPLICABLE = "Không áp dụng"
MISSING = "Chưa có điểm"
SURVEY = "Bộ Nội vụ điều tra"
NO_EVIDENCE = "Không có tài liệu kiểm chứng"
SHORT_OF_EVIDENCE = "Tài liệu kiểm chứng chưa đủ"
NO_PART = "Cơ quan không gửi phần tự đánh giá"

SCORE_COLUMNS = (
    Column("Mã", 8),
    Column("Lĩnh vực, tiêu chí, tiêu chí thành phần", 46),
    Column("Điểm tối đa", 9),
    Column("Trong đó tỉnh tự chấm", 10),
    Column("Điểm tự chấm", 13),
    Column("Tỷ lệ (%)", 9),
    Column("Cơ quan tự đánh giá", 22),
    Column("Tài liệu kiểm chứng", 44),
    Column("Giải trình", 38),
)
EXPLANATION_COLUMNS = (
    Column("Mã", 8),
    Column("Lĩnh vực", 24),
    Column("Tiêu chí, tiêu chí thành phần", 40),
    Column("Điểm tối đa", 9),
    Column("Điểm tự chấm", 13),
    Column("Cơ quan tự đánh giá", 22),
    Column("Tình trạng", 20),
    Column("Tài liệu kiểm chứng đã có", 36),
    Column("Giải trình", 48),
)


@dataclass(frozen=True)
class ScoreRow:
    """Một dòng của bảng điểm: lĩnh vực, tiêu chí hoặc tiêu chí thành phần."""

    code: str
    level: str
    title: str
    maximum: Decimal
    own: Decimal | None
    """Of the maximum what the province scores itself: without the survey and without what does not apply."""
    score: Decimal | str
    """The points, or in words why there are none."""
    percent: Decimal | None
    agency: str
    evidence: tuple[str, ...]
    explanation: str
    group: bool = False
    """A field, or a criterion that has sub-criteria."""


@dataclass(frozen=True)
class Explanation:
    """Giải trình một tiêu chí thiếu hoặc chưa đủ tài liệu kiểm chứng."""

    code: str
    field: str
    title: str
    maximum: Decimal
    score: Decimal | str
    agency: str
    lack: str
    evidence: tuple[str, ...]
    explanation: str


class TableDisagrees(ValueError):
    """The sums of the table are not those of its rows: it is not shown, and nothing is corrected in silence."""


def score_rows(
    table: Mapping[str, Any], criteria: CriteriaSet, names: Mapping[str, str] | None = None
) -> list[ScoreRow]:
    """Every node in the order of the set. `names`: agency id → name. Raises TableDisagrees."""
    leaves = {row["criterion"]: row for row in table["rows"]}
    sums = {row["criterion"]: row for row in (*table["fields"], *table["sums"])}
    _check(table, criteria, leaves, sums)
    found = []
    for node in criteria.nodes:
        if node.code in leaves:
            found.append(_leaf(node, leaves[node.code], names or {}))
        else:
            found.append(_group(node, sums.get(node.code)))
    return found


def explanations_of(
    table: Mapping[str, Any], criteria: CriteriaSet, names: Mapping[str, str] | None = None
) -> list[Explanation]:
    """What lacks evidence, or has not enough of it, or was not sent, in the order of the set."""
    found = []
    for row in table["rows"]:
        lack = _lack(row)
        if lack:
            node = criteria.node(row["criterion"])
            shown = _leaf(node, row, names or {})
            found.append(
                Explanation(
                    code=node.code,
                    field=criteria.field_of(node.code).title,
                    title=node.title,
                    maximum=node.maximum,
                    score=shown.score,
                    agency=shown.agency,
                    lack=lack,
                    evidence=shown.evidence,
                    explanation=shown.explanation,
                )
            )
    return found


def score_table_bytes(
    table: Mapping[str, Any], criteria: CriteriaSet, *, year: int, names: Mapping[str, str] | None = None
) -> bytes:
    """The workbook: score table, explanations, difficulties. Raises TableDisagrees."""
    known = names or {}
    heading = f"CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CẤP TỈNH NĂM {year}"
    source = f"Bộ tiêu chí: {criteria.title} ({criteria.code}, phiên bản {criteria.version})"
    rows = score_rows(table, criteria, known)
    lines = [*map(_cells, rows), *_totals(table)]
    strong = [place for place in range(len(lines)) if place >= len(rows) or rows[place].group]
    silent = [{"agency": row["agency"], "text": f"{NO_PART}: {row['reason']}"} for row in table["silent"]]
    return xlsx_of(
        Sheet(
            "Bảng điểm",
            (f"BẢNG ĐIỂM TỰ ĐÁNH GIÁ {heading}", source),
            SCORE_COLUMNS,
            lines,
            sample=table["sample"],
            strong=frozenset(strong),
        ),
        Sheet(
            "Giải trình",
            (f"GIẢI TRÌNH TIÊU CHÍ THIẾU, CHƯA ĐỦ TÀI LIỆU KIỂM CHỨNG – {heading}",),
            EXPLANATION_COLUMNS,
            [_explained(each) for each in explanations_of(table, criteria, known)],
            sample=table["sample"],
        ),
        Sheet(
            "Khó khăn, kiến nghị",
            (f"KHÓ KHĂN, VƯỚNG MẮC, KIẾN NGHỊ – {heading}",),
            (Column("Cơ quan", 40), Column("Nội dung", 110)),
            [(known.get(row["agency"], row["agency"]), row["text"]) for row in (*table["difficulties"], *silent)],
            sample=table["sample"],
        ),
    )


# Rows


def _leaf(node: Node, row: Mapping[str, Any], names: Mapping[str, str]) -> ScoreRow:
    score: Decimal | str
    if row["origin"] == "survey":
        score = SURVEY
    elif row["not_applicable"]:
        score = NOT_APPLICABLE
    else:
        score = MISSING if row["score"] is None else exact(row["score"])
    own = None if score in (SURVEY, NOT_APPLICABLE) or node.aside else node.maximum
    return ScoreRow(
        code=node.code,
        level=node.level,
        title=node.title,
        maximum=node.maximum,
        own=own,
        score=score,
        percent=_percent(score, own) if own and isinstance(score, Decimal) else None,
        agency=names.get(row["agency"], row["agency"]) if row["agency"] else "",
        evidence=tuple(_proof(proof) for proof in row["evidence"]),
        explanation=row["explanation"] or "",
    )


def _group(node: Node, told: Mapping[str, Any] | None) -> ScoreRow:
    return ScoreRow(
        code=node.code,
        level=node.level,
        title=node.title,
        maximum=node.maximum,
        own=None if told is None else exact(told["maximum"]),
        score="" if told is None else exact(told["score"]),
        percent=None if told is None or told["percent"] is None else exact(told["percent"]),
        agency="",
        evidence=(),
        explanation="",
        group=True,
    )


def _percent(score: Decimal, maximum: Decimal) -> Decimal:
    return (score / maximum * 100).quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")


def _proof(proof: Mapping[str, Any]) -> str:
    issued = proof["issued"]
    day = issued if isinstance(issued, date) else date.fromisoformat(issued)
    told = f"{proof['number']} ngày {spoken_day(day)} của {proof['issuer']}, {proof['pages']}"
    return f"{told}: {proof['title']}" if proof.get("title") else told


def _lack(row: Mapping[str, Any]) -> str:
    """In words what is missing; empty where nothing is, and where nobody had to prove anything."""
    if row["origin"] == "survey":
        return ""
    if row["origin"] == "missing":
        return NO_PART
    if row["insufficient"]:
        return SHORT_OF_EVIDENCE
    return NO_EVIDENCE if not row["evidence"] and row["explanation"] else ""


def _check(
    table: Mapping[str, Any],
    criteria: CriteriaSet,
    leaves: Mapping[str, Mapping[str, Any]],
    sums: Mapping[str, Mapping[str, Any]],
) -> None:
    """Adds everything up again; Raises TableDisagrees."""
    if set(leaves) != {leaf.code for leaf in criteria.leaves()}:
        raise TableDisagrees(f"Bảng điểm không đủ, hoặc thừa, tiêu chí của {criteria.code}.")

    def total(nodes: Sequence[Node], *, aside: bool) -> Decimal:
        counted = (leaves[leaf.code]["score"] for leaf in nodes if aside or not leaf.aside)
        return sum((exact(score) for score in counted if score is not None), Decimal(0))

    for code, told in sums.items():
        if exact(told["score"]) != (found := total(criteria.leaves(under=code), aside=False)):
            raise TableDisagrees(f"Tiêu chí {code}: bảng ghi {told['score']}, cộng lại được {spoken(found)}.")
    if exact(table["score"]) != (found := total(criteria.leaves(), aside=True)):
        raise TableDisagrees(f"Tổng điểm: bảng ghi {table['score']}, cộng lại được {spoken(found)}.")


# Cells


def _cells(row: ScoreRow) -> Sequence[Value]:
    proofs = "\n".join(row.evidence)
    return row.code, row.title, row.maximum, row.own, row.score, row.percent, row.agency, proofs, row.explanation


def _totals(table: Mapping[str, Any]) -> list[Sequence[Value]]:
    percent = None if table["percent"] is None else exact(table["percent"])
    own = ("", "Tổng điểm tỉnh tự chấm", None, exact(table["maximum"]), exact(table["score"]), percent, "", "", "")
    survey = ("", "Điểm điều tra xã hội học", exact(table["survey_maximum"]), None, SURVEY, None, "", "", "")
    return [own, survey]


def _explained(row: Explanation) -> Sequence[Value]:
    proofs = "\n".join(row.evidence)
    told = (row.code, row.field, row.title, row.maximum, row.score, row.agency)
    return *told, row.lack, proofs, row.explanation
