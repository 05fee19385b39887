"""Chỉ số CCHC của một cơ quan (Điều 10 khoản 2): điểm đạt trên điểm tối đa áp dụng; whole, fields, criteria.

    score    = scores of the ordinary leaves that apply + bonus + deduction (a deduction is ≤ 0)
    maximum  = maxima of the ordinary leaves that apply
    percent  = score / maximum × 100, not below 0 (†), not above the round's cap when it has one

A leaf that does not apply, or a survey leaf in a round declared without survey, leaves the denominator: so
the rest is rescaled. A leaf that applies but has no score stays in it and brings nothing. Numbers stay exact;
`displayed` is the one rounding rule and serves display only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from shared.regulation.criteria import CriteriaSet, Node
from shared.regulation.faults import Fault, Sentences
from shared.regulation.notation import exact, plain

SENTENCES = Sentences(
    SURVEY_RULE_UNKNOWN="Không có cách xử lý điều tra xã hội học {value!r}.",
    COMPARE_UNKNOWN="Không có cách so sánh {value!r}.",
    ROUNDING_UNKNOWN="Không có cách làm tròn {value!r}.",
    DECIMALS_OUT_OF_RANGE="Số chữ số thập phân phải từ 0 đến 4, đang là {value}.",
    CAP_NOT_POSITIVE="Mức trần của chỉ số phải lớn hơn 0.",
)


@dataclass(frozen=True)
class Scoring:
    """Quy tắc tính điểm của một đợt (dữ liệu của đợt †). `cap` is the highest percent; None: no cap."""

    survey: str = "scored"  # scored | omitted
    cap: Decimal | None = None
    compare: str = "exact"  # exact | displayed: what ranks and bands look at
    decimals: int = 2
    rounding: str = "half_up"

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> "Scoring":
        """From RoundOpened's `scoring`. Raises KeyError, ValueError."""
        cap = data.get("cap")
        return cls(
            survey=data["survey"],
            cap=None if cap is None else exact(cap),
            compare=data["compare"],
            decimals=int(data["decimals"]),
            rounding=data["rounding"],
        )

    def to_plain(self) -> dict[str, Any]:
        """The form of RoundOpened's `scoring`."""
        cap = None if self.cap is None else plain(self.cap)
        return {
            "survey": self.survey,
            "cap": cap,
            "compare": self.compare,
            "decimals": self.decimals,
            "rounding": self.rounding,
        }


def scoring_faults(scoring: Scoring) -> list[Fault]:
    """Everything that is wrong with a round's scoring rule."""
    checks = (
        (scoring.survey in ("scored", "omitted"), "SURVEY_RULE_UNKNOWN", scoring.survey),
        (scoring.compare in ("exact", "displayed"), "COMPARE_UNKNOWN", scoring.compare),
        (scoring.rounding in ROUNDINGS, "ROUNDING_UNKNOWN", scoring.rounding),
        (0 <= scoring.decimals <= 4, "DECIMALS_OUT_OF_RANGE", scoring.decimals),
        (scoring.cap is None or scoring.cap > 0, "CAP_NOT_POSITIVE", scoring.cap),
    )
    return [SENTENCES.fault(code, "scoring", value=value) for right, code, value in checks if not right]


@dataclass(frozen=True)
class Result:
    """The last word on one leaf: its score (None: none was given) and where it comes from."""

    score: Decimal | None
    origin: str  # self | appraised | reappraised | survey | missing | corrected


@dataclass(frozen=True)
class LeafScore:
    """One leaf of an index. `score` is None when it does not apply and when it is missing: neither is a zero."""

    criterion: str
    kind: str
    applicable: bool
    maximum: Decimal
    score: Decimal | None
    origin: str


@dataclass(frozen=True)
class Part:
    """Chỉ số thành phần: one criterion or field; bonus and deduction aside."""

    criterion: str
    score: Decimal
    maximum: Decimal  # of the leaves that apply

    @property
    def percent(self) -> Fraction | None:
        """Exact; None when nothing below it applies."""
        return percentage(self.score, self.maximum)


@dataclass(frozen=True)
class Index:
    """Chỉ số CCHC của một cơ quan trong một đợt."""

    agency: str
    leaves: tuple[LeafScore, ...]
    criteria: tuple[Part, ...]
    fields: tuple[Part, ...]
    bonus: Decimal
    deduction: Decimal
    score: Decimal
    maximum: Decimal
    cap: Decimal | None

    @property
    def percent(self) -> Fraction | None:
        """Exact, floored at 0 and capped; None when nothing applies."""
        return percentage(self.score, self.maximum, self.cap, floor=True)

    def to_plain(self, scoring: Scoring) -> dict[str, Any]:
        """The computed part of IndexDetermined's data; percents displayed by the round's rule, null when none."""
        return {
            "leaves": [
                {
                    "criterion": leaf.criterion,
                    "kind": leaf.kind,
                    "applicable": leaf.applicable,
                    "maximum": plain(leaf.maximum),
                    "score": None if leaf.score is None else plain(leaf.score),
                    "origin": leaf.origin,
                }
                for leaf in self.leaves
            ],
            "criteria": [_part(part, scoring) for part in self.criteria],
            "fields": [_part(part, scoring) for part in self.fields],
            "bonus": plain(self.bonus),
            "deduction": plain(self.deduction),
            "score": plain(self.score),
            "maximum": plain(self.maximum),
            "percent": shown(self.percent, scoring),
        }


def _part(part: Part, scoring: Scoring) -> dict[str, Any]:
    return {
        "criterion": part.criterion,
        "score": plain(part.score),
        "maximum": plain(part.maximum),
        "percent": shown(part.percent, scoring),
    }


def percentage(score: Decimal, maximum: Decimal, cap: Decimal | None = None, floor: bool = False) -> Fraction | None:
    """score / maximum × 100, exact; with `floor` not below 0, with `cap` not above it; None on maximum 0."""
    if maximum == 0:
        return None
    percent = Fraction(score) / Fraction(maximum) * 100
    if floor:
        percent = max(percent, Fraction(0))
    return percent if cap is None else min(percent, Fraction(cap))


def determine(
    criteria: CriteriaSet,
    results: Mapping[str, Result],
    scoring: Scoring,
    agency: str,
    not_applicable: Iterable[str] = (),
) -> Index:
    """The index of one agency from the last word on each leaf.

    `results`: leaf code → Result; a leaf without one is missing. `not_applicable`: nodes (leaves or whole
    groups) that do not apply to this agency, from the round and from recognised declarations. Raises
    UnknownCriterion for a result of something that is no leaf of the set.
    """
    for code in results:
        criteria.leaf(code)
    applying = {leaf.code for leaf in criteria.leaves_for(agency, not_applicable)}
    omitted = {leaf.code for leaf in criteria.leaves() if leaf.kind == "survey" and scoring.survey == "omitted"}
    leaves = {
        leaf.code: _leaf_score(leaf, results.get(leaf.code), leaf.code in applying - omitted)
        for leaf in criteria.leaves()
    }

    def total(kinds: frozenset[str]) -> Decimal:
        return sum((one.score or Decimal(0) for one in leaves.values() if one.kind in kinds), Decimal(0))

    parts = {
        node.code: _sum(node.code, [leaves[leaf.code] for leaf in criteria.leaves(under=node.code)])
        for node in criteria.nodes
        if node.level in ("field", "criterion") and not _stands_aside(criteria, node)
    }
    fields = tuple(parts[node.code] for node in criteria.nodes if node.level == "field" and node.code in parts)
    bonus, deduction = total(frozenset({"bonus"})), total(frozenset({"deduction"}))
    return Index(
        agency=agency,
        leaves=tuple(leaves.values()),
        criteria=tuple(parts[node.code] for node in criteria.nodes if node.level == "criterion" and node.code in parts),
        fields=fields,
        bonus=bonus,
        deduction=deduction,
        score=sum((part.score for part in fields), Decimal(0)) + bonus + deduction,
        maximum=sum((part.maximum for part in fields), Decimal(0)),
        cap=scoring.cap,
    )


def _leaf_score(leaf: Node, result: Result | None, applicable: bool) -> LeafScore:
    known = result is not None and result.score is not None
    return LeafScore(
        criterion=leaf.code,
        kind=leaf.kind or "",
        applicable=applicable,
        maximum=leaf.maximum,
        score=result.score if result is not None and applicable else None,
        origin=result.origin if result is not None and known else "missing",
    )


def _sum(code: str, leaves: Iterable[LeafScore]) -> Part:
    score = maximum = Decimal(0)
    for leaf in leaves:
        if leaf.applicable and leaf.kind not in ("bonus", "deduction"):
            score += leaf.score or 0
            maximum += leaf.maximum
    return Part(criterion=code, score=score, maximum=maximum)


def _stands_aside(criteria: CriteriaSet, node: Node) -> bool:
    return all(leaf.aside for leaf in criteria.leaves(under=node.code))


def _half_up(value: Fraction) -> int:
    """The nearest whole number; halves go away from zero, as people round (89,455 → 89,46)."""
    whole = (abs(value) * 2 + 1) // 2
    return whole if value >= 0 else -whole


ROUNDINGS = {"half_up": _half_up}


def displayed(value: Fraction, decimals: int = 2, rounding: str = "half_up") -> Decimal:
    """The value as it is shown, with exactly so many decimals. Raises KeyError for a rounding that has no name."""
    return Decimal(ROUNDINGS[rounding](value * 10**decimals)).scaleb(-decimals)


def shown(value: Fraction | None, scoring: Scoring) -> str | None:
    """The displayed value as a JSON string by the round's rule; None stays None."""
    return None if value is None else str(displayed(value, scoring.decimals, scoring.rounding))
