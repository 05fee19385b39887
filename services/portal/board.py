"""Bảng điểm của một khối (Điều 10 khoản 2): ai đang ở đâu, vì tiêu chí nào? Pure functions of the views' rows.

What stands in a cell is exact; it is rounded when written. A leaf's standing score is the latest that exists of: kết
quả, thẩm định lại, thẩm định, điều tra xã hội học, tự chấm. Before an index is determined a sum is tạm tính.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from services.portal import wording
from shared.regulation.alphabet import vietnamese_key
from shared.regulation.criteria import CriteriaSet, Node

Row = Mapping[str, Any]
Rows = Mapping[str, Row]

STAGES = {"current": "Hiện hành", "self": "Tự chấm", "appraised": "Thẩm định", "difference": "Chênh lệch"}
STANDING = ("final", "reappraised", "appraised", "survey", "self")
APPRAISED = ("reappraised", "appraised", "survey")
HEAT = (Decimal(60), Decimal(70), Decimal(80), Decimal(90))
"""Edges in % of the maximum between the five heat steps: for the eye only, never a band (xếp loại)."""


@dataclass(frozen=True)
class Cell:
    """One field of one agency. ``value`` None: nothing scored yet; ``applicable`` False: KAD."""

    value: Decimal | None
    maximum: Decimal
    applicable: bool = True
    missing: int = 0
    """How many applicable leaves have no score yet."""
    conflict: bool = False
    aside: bool = False

    @property
    def share(self) -> Decimal | None:
        """% of the applicable maximum, exact; None where there is nothing to divide."""
        return None if self.value is None or not self.maximum else self.value * 100 / self.maximum

    @property
    def heat(self) -> int:
        """0 without colour, 1 (pale) to 5 (deep)."""
        if self.share is None or self.aside:
            return 0
        return 1 + sum(self.share >= edge for edge in HEAT)


@dataclass(frozen=True)
class Line:
    """One agency on the board."""

    agency: str
    name: str
    state: str
    ranked: bool
    late: bool
    published: bool
    determined: bool
    rank: int | None
    tied: bool
    band: str | None
    cells: tuple[Cell, ...]
    total: Decimal | None
    maximum: Decimal
    percent: Decimal | None
    self_percent: Decimal | None
    conflict: bool
    missing: int


@dataclass(frozen=True)
class Board:
    """A khối's board."""

    year: int
    block: str
    stage: str
    criteria: CriteriaSet | None
    fields: tuple[Node, ...]
    lines: tuple[Line, ...]
    bands: tuple[Mapping[str, Any], ...]
    round: Row = field(default_factory=dict)

    @property
    def sample(self) -> bool:
        return bool(self.round.get("sample")) or bool(self.criteria and self.criteria.sample)

    @property
    def published(self) -> bool:
        return bool(self.lines) and all(line.published for line in self.lines if line.ranked)

    @property
    def provisional(self) -> bool:
        return not all(line.determined for line in self.lines)


class Tree:
    """A criteria set with what the board asks of it again and again worked out once."""

    def __init__(self, criteria: CriteriaSet) -> None:
        self.criteria = criteria
        self.above = {node.code: tuple(one.code for one in criteria.path(node.code)) for node in criteria.nodes}
        self.leaves: dict[str, list[Node]] = {node.code: [] for node in criteria.nodes}
        for leaf in criteria.leaves():
            for code in self.above[leaf.code]:
                self.leaves[code].append(leaf)

    def counted(self, code: str, row: Row) -> list[Node]:
        """The leaves under a node that count for an agency: the set's applicability, the round's exemptions, KAD."""
        said = row.get("leaves", {})
        exempt = {name for name, leaf in said.items() if leaf.get("na")}
        return [
            leaf
            for leaf in self.leaves[code]
            if not exempt.intersection(self.above[leaf.code]) and self.criteria.applies(leaf.code, row["agency"])
        ]


def criteria_of(rounds: Row, sets: Rows, block: str) -> CriteriaSet | None:
    """The version of the criteria set that the round uses for this khối."""
    for one in rounds.get("blocks", ()):
        if one["block"] == block:
            row = sets.get(f"{one['criteria_set']}/{one['version']}")
            return CriteriaSet.from_plain(row) if row else None
    return None


def value_of(leaf: Row | None, names: Iterable[str]) -> Decimal | None:
    """The first of these values that the leaf has; None when it has none."""
    for name in names:
        if leaf and leaf.get(name) is not None:
            return Decimal(leaf[name])
    return None


def standing(leaf: Row | None, stage: str) -> Decimal | None:
    """What a leaf shows at a stage: ``current``, ``self``, ``appraised`` or ``difference`` (appraised − self)."""
    match stage:
        case "self":
            return value_of(leaf, ("self",))
        case "appraised":
            return value_of(leaf, APPRAISED)
        case "difference":
            after, before = value_of(leaf, ("reappraised", "appraised")), value_of(leaf, ("self",))
            return None if after is None or before is None else after - before
    return value_of(leaf, STANDING)


def cell(tree: Tree, node: Node, row: Row, stage: str = "current") -> Cell:
    """A field, a criterion or a leaf of one agency: the sum of the applicable leaves under it."""
    leaves = row.get("leaves", {})
    counted = tree.counted(node.code, row)
    every = tree.leaves[node.code]
    aside = bool(every) and all(leaf.aside for leaf in every)
    values = [standing(leaves.get(leaf.code), stage) for leaf in counted]
    known = [value for value in values if value is not None]
    return Cell(
        value=sum(known, Decimal(0)) if known else None,
        maximum=sum((leaf.maximum for leaf in counted if not leaf.aside), Decimal(0)),
        applicable=bool(counted),
        missing=sum(value is None and not leaf.aside for leaf, value in zip(counted, values, strict=True)),
        conflict=any((leaves.get(leaf.code) or {}).get("conflict") for leaf in counted),
        aside=aside,
    )


def line(tree: Tree, row: Row, stage: str) -> Line:
    """One agency: a cell per field, and the total; a determined index is shown as determined, never recomputed."""
    fields = tree.criteria.fields()
    cells = tuple(cell(tree, node, row, stage) for node in fields)
    own = tuple(cell(tree, node, row, "self") for node in fields)
    maximum = sum((one.maximum for one in cells), Decimal(0))
    total, self_total = _sum(cells), _sum(own)
    percent = total * 100 / maximum if total is not None and maximum and stage != "difference" else None
    told = row.get("placed") or row.get("index")
    if stage == "current" and told and told.get("percent") is not None:
        total, percent = Decimal(told["score"]), Decimal(told["percent"])
        maximum = Decimal(told.get("maximum") or maximum)
    scored = (leaf for node in fields for leaf in tree.counted(node.code, row))
    own_maximum = sum((leaf.maximum for leaf in scored if not leaf.aside and leaf.kind != "survey"), Decimal(0))
    return Line(
        agency=row["agency"],
        name=wording.agency_name(row["agency"]),
        state=row.get("state", "waiting"),
        ranked=bool(row.get("ranked", True)),
        late=bool(row.get("late")),
        published=bool(row.get("published")),
        determined=bool(row.get("index")),
        rank=row.get("rank"),
        tied=False,
        band=row.get("band"),
        cells=cells,
        total=total,
        maximum=maximum,
        percent=percent,
        self_percent=self_total * 100 / own_maximum if self_total is not None and own_maximum else None,
        conflict=any(one.conflict for one in cells),
        missing=sum(one.missing for one in cells),
    )


def _sum(cells: Iterable[Cell]) -> Decimal | None:
    values = [one.value for one in cells if one.value is not None]
    return sum(values, Decimal(0)) if values else None


def board(rounds: Rows, sets: Rows, scores: Rows, *, year: int, block: str, stage: str = "current") -> Board:
    """The board of a khối: in order of rank where there is one, else of the provisional percentage, else of names."""
    opened = rounds.get(str(year), {})
    criteria = criteria_of(opened, sets, block)
    bands: tuple[Mapping[str, Any], ...] = ()
    for one in opened.get("blocks", ()):
        if one["block"] == block:
            bands = tuple(sorted(one.get("bands") or (), key=lambda band: -Decimal(band["threshold"])))
    lines: list[Line] = []
    if criteria is not None:
        mine = (row for row in scores.values() if row["year"] == year and row["block"] == block)
        tree = Tree(criteria)
        lines = [line(tree, row, stage) for row in mine]
    ranks = [one.rank for one in lines if one.rank is not None]
    lines = [_with_tie(one, ranks) for one in lines]
    lines.sort(key=_order)
    return Board(
        year=year,
        block=block,
        stage=stage,
        criteria=criteria,
        fields=criteria.fields() if criteria else (),
        lines=tuple(lines),
        bands=bands,
        round=opened,
    )


def _with_tie(one: Line, ranks: list[int]) -> Line:
    if one.rank is None or ranks.count(one.rank) < 2:
        return one
    return Line(**{**one.__dict__, "tied": True})


def _order(one: Line) -> tuple[Any, ...]:
    missing = one.percent is None
    by_rank = (0, one.rank) if one.rank is not None else (1, 0)
    return (not one.ranked, by_rank, missing, -(one.percent or Decimal(0)), vietnamese_key(one.name))


def leaf_steps(history: Row | None, opened: Row) -> list[dict[str, Any]]:
    """The whole life of a score: its own steps, and the decision and publication that touched every score at once."""
    steps = [dict(step) for step in (history or {}).get("steps", [])]
    for name in ("decided", "published"):
        told = opened.get(name)
        if not told or told.get("approved") is False:
            continue
        before = [step for step in steps if step["recorded"] <= told["recorded"]]
        if any(step["step"] == "final" for step in before):
            value = before[-1]["new"]
            steps.append({**told, "step": name, "old": value, "new": value})
    order = {name: place for place, name in enumerate(wording.STEPS)}
    return sorted(steps, key=lambda step: (step["recorded"], order.get(step["step"], 99)))
