"""Bộ tiêu chí nhỏ để thử: small enough to add up by hand, with every kind of leaf."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from shared.regulation.criteria import CriteriaSet, Node, Rule, Step

RATE = Rule(
    formula="proportional",
    figures=("done", "due"),
    labels={"done": "Số việc xong", "due": "Số việc đến hạn"},
    share=True,
    full_at=Decimal(95),
    zero_below=Decimal(40),
)
LADDER = Rule(
    formula="bands",
    figures=("on_time", "all"),
    share=True,
    bands=(Step(Decimal(90), Decimal(15)), Step(Decimal(75), Decimal(10)), Step(Decimal(50), Decimal(5))),
)


def group(code: str, maximum: str, level: str | None = None) -> Node:
    return Node(code, parent_of(code), level or level_of(code), f"Nhóm {code}", Decimal(maximum))


def leaf(code: str, maximum: str, step: str, kind: str, competence: str, **more: Any) -> Node:
    return Node(
        code, parent_of(code), level_of(code), f"Dòng {code}", Decimal(maximum), Decimal(step), kind, competence, **more
    )


def parent_of(code: str) -> str | None:
    return code.rpartition(".")[0] or None


def level_of(code: str) -> str:
    return ("field", "criterion", "sub_criterion")[code.count(".")]


def small_set(*nodes: Node, **header: Any) -> CriteriaSet:
    """100 points: 30 + 10 + 25 + 15 + 20; a bonus of up to 2 and a deduction of up to 3 aside."""
    header = {
        "code": "THU",
        "version": 1,
        "block": "departments",
        "title": "Bộ tiêu chí để thử",
        "valid_from": date(2021, 7, 1),
        "valid_to": None,
        "sample": False,
    } | header
    return CriteriaSet(nodes=nodes or NODES, **header)


NODES = (
    group("1", "40"),
    group("1.1", "40"),
    leaf("1.1.1", "30", "0.5", "self_scored", "steering"),
    leaf("1.1.2", "10", "0.25", "computed", "public_finance", rule=RATE),
    group("2", "40"),
    leaf("2.1", "25", "1", "self_scored", "institutions"),
    leaf("2.2", "15", "5", "computed", "one_stop", rule=LADDER, applies_to=("SYT", "STP")),
    group("3", "20"),
    leaf("3.1", "20", "0.01", "survey", "survey"),
    group("4", "0"),
    leaf("4.1", "2", "0.5", "bonus", "steering"),
    leaf("4.2", "-3", "0.5", "deduction", "civil_service"),
)

AGENCY_IDS = ("SNV", "STP", "SYT", "BDT")


@st.composite
def trees(draw: st.DrawFn) -> CriteriaSet:
    """Sets whose groups add up (to any total): 1–4 fields of 1–3 criteria of 0–3 sub-criteria, every kind of leaf."""
    nodes: list[Node] = []
    for f in range(1, draw(st.integers(1, 4)) + 1):
        field: list[Node] = []
        for c in range(1, draw(st.integers(1, 3)) + 1):
            size = draw(st.integers(0, 3))
            if not size:
                field.append(draw(leaves(f"{f}.{c}")))
                continue
            subs = [draw(leaves(f"{f}.{c}.{s}")) for s in range(1, size + 1)]
            field += [group(f"{f}.{c}", str(ordinary_total(subs))), *subs]
        criteria = [node for node in field if node.level == "criterion"]
        nodes += [group(str(f), str(ordinary_total(criteria))), *field]
    return small_set(*nodes)


@st.composite
def leaves(draw: st.DrawFn, code: str) -> Node:
    kind = draw(st.sampled_from(["self_scored", "self_scored", "survey", "computed", "bonus", "deduction"]))
    quarters = draw(st.integers(1, 80))
    maximum = Decimal(quarters) / 4 * (-1 if kind == "deduction" else 1)
    applies_to = tuple(draw(st.one_of(st.just([]), st.lists(st.sampled_from(AGENCY_IDS), min_size=1, unique=True))))
    rule = RATE if kind == "computed" else None
    return leaf(code, str(maximum), "0.25", kind, "steering", applies_to=applies_to, rule=rule)


def ordinary_total(nodes: list[Node]) -> Decimal:
    return sum((node.maximum for node in nodes if node.kind not in ("bonus", "deduction")), Decimal(0))
