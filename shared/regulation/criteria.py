"""Bộ tiêu chí đánh giá (Điều 10 khoản 2 điểm a): lĩnh vực → tiêu chí (TC) → tiêu chí thành phần (TCTP), as frozen data.

The JSON form of a set is the data of `CriteriaSetAdopted`; of a node:

    {"code": "3.2.1", "parent": "3.2", "level": "field" | "criterion" | "sub_criterion", "title": "…",
     "maximum": "1.5", "step": "0.25" | null, "kind": "self_scored" | … | null, "competence": "one_stop" | null,
     "evidence": "…", "applies_to": ["SYT", …] ([] = every agency of the khối), "rule": {…} | null}

`step`, `kind` and `competence` stand on leaves (nodes without children) only, `rule` on computed leaves only.
Bonus and deduction leaves stand aside: they count in no sum; a group that holds nothing else has the maximum
0. A deduction's maximum is negative: the most that it can take away. The JSON form of a rule is documented at
`Rule`. What is wrong with a set is said by `criteria_faults.faults`; a CriteriaSet itself can hold any
nonsense.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from shared.regulation.competences import owner
from shared.regulation.notation import exact, plain

LEVELS = {"field": "Lĩnh vực", "criterion": "Tiêu chí", "sub_criterion": "Tiêu chí thành phần"}
KINDS = {
    "self_scored": "Tự chấm điểm",
    "computed": "Tính từ số liệu kê khai",
    "survey": "Điều tra xã hội học",
    "bonus": "Điểm thưởng",
    "deduction": "Điểm trừ",
}
ASIDE = frozenset({"bonus", "deduction"})  # đứng ngoài tổng 100 điểm
FORMULAS = {"proportional": "Tỷ lệ", "bands": "Bậc thang", "count": "Đếm"}


class UnknownCriterion(LookupError):
    """The set has no node (or no leaf) of this code."""


@dataclass(frozen=True)
class Step:
    """Một bậc: from this value (inclusive) on, this score."""

    from_: Decimal
    score: Decimal


@dataclass(frozen=True)
class Rule:
    """Cách tính điểm từ số liệu kê khai: how declared figures become the score of a computed leaf.

    figures  the names of the figures to declare, in order: one value, or numerator and denominator
    labels   name → what to declare, in Vietnamese
    share    True when the numerator is a part of the denominator, so it cannot exceed it
    rounding "down": to the multiple of the leaf's step below (the only one so far)

    value = numerator / denominator × 100 with two figures, the figure itself with one. Then
    "proportional"  maximum × value / full_at, never above the maximum; 0 when value < zero_below
    "bands"         the score of the highest band whose `from` ≤ value; 0 below the lowest
    "count"         value × each, never above the maximum (one figure only)

    JSON: {"formula", "figures": [names], "labels": {name: text}, "share": bool, "full_at": str|null,
           "zero_below": str|null, "bands": [{"from": str, "score": str}], "each": str|null, "rounding": "down"}
    """

    formula: str
    figures: tuple[str, ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    share: bool = False
    full_at: Decimal | None = None
    zero_below: Decimal | None = None
    bands: tuple[Step, ...] = ()
    each: Decimal | None = None
    rounding: str = "down"

    def label(self, figure: str) -> str:
        """What to declare under this name, in Vietnamese; the name itself where no label is given."""
        return self.labels.get(figure) or figure

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> "Rule":
        """From the JSON form; numbers may be decimal strings or Decimals. Raises KeyError, ValueError."""
        return cls(
            formula=data["formula"],
            figures=tuple(data["figures"]),
            labels=dict(data.get("labels") or {}),
            share=bool(data.get("share", False)),
            full_at=_optional(data.get("full_at")),
            zero_below=_optional(data.get("zero_below")),
            bands=tuple(Step(exact(band["from"]), exact(band["score"])) for band in data.get("bands") or ()),
            each=_optional(data.get("each")),
            rounding=data.get("rounding") or "down",
        )

    def to_plain(self) -> dict[str, Any]:
        """The JSON form, all keys present."""
        return {
            "formula": self.formula,
            "figures": list(self.figures),
            "labels": dict(self.labels),
            "share": self.share,
            "full_at": _plain_or_none(self.full_at),
            "zero_below": _plain_or_none(self.zero_below),
            "bands": [{"from": plain(band.from_), "score": plain(band.score)} for band in self.bands],
            "each": _plain_or_none(self.each),
            "rounding": self.rounding,
        }


@dataclass(frozen=True)
class Node:
    """Một dòng của bộ tiêu chí: a field, a criterion or a sub-criterion. Scores are points (điểm)."""

    code: str
    parent: str | None
    level: str
    title: str
    maximum: Decimal
    step: Decimal | None = None
    kind: str | None = None
    competence: str | None = None
    evidence: str = ""
    applies_to: tuple[str, ...] = ()
    rule: Rule | None = None

    @property
    def aside(self) -> bool:
        """True for bonus and deduction: outside the 100 points."""
        return self.kind in ASIDE

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> "Node":
        """From the JSON form; numbers may be decimal strings or Decimals. Raises KeyError, ValueError."""
        rule = data.get("rule")
        return cls(
            code=data["code"],
            parent=data.get("parent") or None,
            level=data["level"],
            title=data["title"],
            maximum=exact(data["maximum"]),
            step=_optional(data.get("step")),
            kind=data.get("kind") or None,
            competence=data.get("competence") or None,
            evidence=data.get("evidence") or "",
            applies_to=tuple(data.get("applies_to") or ()),
            rule=None if rule is None else Rule.from_plain(rule),
        )

    def to_plain(self) -> dict[str, Any]:
        """The JSON form, all keys present."""
        return {
            "code": self.code,
            "parent": self.parent,
            "level": self.level,
            "title": self.title,
            "maximum": plain(self.maximum),
            "step": _plain_or_none(self.step),
            "kind": self.kind,
            "competence": self.competence,
            "evidence": self.evidence,
            "applies_to": list(self.applies_to),
            "rule": None if self.rule is None else self.rule.to_plain(),
        }


@dataclass(frozen=True)
class CriteriaSet:
    """Một phiên bản bộ tiêu chí của một khối, có thời hạn hiệu lực. A score always points to (code, version)."""

    code: str
    version: int
    block: str
    title: str
    valid_from: date
    valid_to: date | None
    sample: bool
    nodes: tuple[Node, ...]
    document: Mapping[str, Any] | None = None
    copied_from: str | None = None

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> "CriteriaSet":
        """From the data of AdoptCriteriaSet or CriteriaSetAdopted (a set not yet adopted is version 0).

        Takes numbers as Decimals or decimal strings, days as dates or ISO strings. Raises KeyError,
        ValueError.
        """
        return cls(
            code=data["code"],
            version=int(data.get("version") or 0),
            block=data["block"],
            title=data["title"],
            valid_from=_day(data["valid_from"]),
            valid_to=None if data.get("valid_to") is None else _day(data["valid_to"]),
            sample=bool(data.get("sample", False)),
            nodes=tuple(Node.from_plain(node) for node in data["nodes"]),
            document=data.get("document"),
            copied_from=data.get("copied_from"),
        )

    def to_plain(self) -> dict[str, Any]:
        """The JSON form: exactly the data of CriteriaSetAdopted."""
        return {
            "code": self.code,
            "version": self.version,
            "block": self.block,
            "title": self.title,
            "valid_from": self.valid_from.isoformat(),
            "valid_to": None if self.valid_to is None else self.valid_to.isoformat(),
            "sample": self.sample,
            "document": self.document,
            "copied_from": self.copied_from,
            "nodes": [node.to_plain() for node in self.nodes],
        }

    @cached_property
    def _by_code(self) -> dict[str, Node]:
        return {node.code: node for node in self.nodes}

    @cached_property
    def _children(self) -> dict[str | None, tuple[Node, ...]]:
        lists: dict[str | None, list[Node]] = {}
        for node in self.nodes:
            lists.setdefault(node.parent, []).append(node)
        return {parent: tuple(nodes) for parent, nodes in lists.items()}

    @cached_property
    def _leaves_under(self) -> dict[str | None, tuple[Node, ...]]:
        lists: dict[str | None, list[Node]] = {None: []}
        for leaf in self.nodes:
            if self.is_leaf(leaf):
                for above in (None, *(node.code for node in self.path(leaf.code))):
                    lists.setdefault(above, []).append(leaf)
        return {above: tuple(leaves) for above, leaves in lists.items()}

    def node(self, code: str) -> Node:
        """The node of this code. Raises UnknownCriterion."""
        try:
            return self._by_code[code]
        except KeyError:
            raise UnknownCriterion(f"Bộ tiêu chí {self.code} không có tiêu chí {code!r}.") from None

    def leaf(self, code: str) -> Node:
        """The leaf of this code. Raises UnknownCriterion, also for a group: groups are summed, not scored."""
        node = self.node(code)
        if not self.is_leaf(node):
            raise UnknownCriterion(f"Tiêu chí {code!r} có tiêu chí con nên không chấm trực tiếp.")
        return node

    def is_leaf(self, node: Node) -> bool:
        """True when the node has no children."""
        return node.code not in self._children

    def children(self, code: str | None) -> tuple[Node, ...]:
        """The nodes right below this one, in the order of the set; of None: the fields."""
        return self._children.get(code, ())

    def fields(self) -> tuple[Node, ...]:
        """The nodes at the top: lĩnh vực."""
        return self.children(None)

    def leaves(self, under: str | None = None) -> tuple[Node, ...]:
        """The nodes that are scored, in the order of the set; with `under`: those below (or at) that node."""
        return self._leaves_under.get(under, ())

    def path(self, code: str) -> tuple[Node, ...]:
        """From the field down to the node itself. Ends at a node met before: a faulty set may hold a circle."""
        steps = [self.node(code)]
        seen = {code}
        while (parent := steps[-1].parent) is not None and parent in self._by_code and parent not in seen:
            seen.add(parent)
            steps.append(self._by_code[parent])
        return tuple(reversed(steps))

    def field_of(self, code: str) -> Node:
        """The field that the node belongs to. Raises UnknownCriterion."""
        return self.path(code)[0]

    def applies(self, code: str, agency_id: str) -> bool:
        """True when the node, and all that it stands under, is meant for this agency."""
        return all(not node.applies_to or agency_id in node.applies_to for node in self.path(code))

    def leaves_for(self, agency_id: str, not_applicable: Iterable[str] = ()) -> tuple[Node, ...]:
        """The leaves that this agency is judged by; `not_applicable` names nodes that the round exempts it from."""
        exempt = frozenset(not_applicable)
        return tuple(
            leaf
            for leaf in self.leaves()
            if self.applies(leaf.code, agency_id) and not any(node.code in exempt for node in self.path(leaf.code))
        )

    def owned_by(self, agency_id: str, on: date) -> tuple[Node, ...]:
        """The leaves that this agency appraises on this day (Điều 13–18). Raises UnknownCompetence."""
        return tuple(
            leaf for leaf in self.leaves() if leaf.competence is not None and owner(leaf.competence, on) == agency_id
        )


def sum_of_maxima(nodes: Sequence[Node]) -> Decimal:
    """The sum of the maxima of these nodes, bonus and deduction aside."""
    return sum((node.maximum for node in nodes if not node.aside), Decimal(0))


def _optional(value: object) -> Decimal | None:
    return None if value is None else exact(value)


def _plain_or_none(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    return date.fromisoformat(str(value))
