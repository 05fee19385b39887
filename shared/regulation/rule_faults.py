"""Công thức dùng được (thiết kế †): what makes the rule of a computed leaf unusable, all of it at once."""

import re
from collections.abc import Iterator

from shared.regulation.criteria import FORMULAS, Node, Rule
from shared.regulation.faults import Fault, Sentences
from shared.regulation.notation import spoken

SENTENCES = Sentences(
    RULE_FORMULA_UNKNOWN="Tiêu chí {node}: không có công thức {formula!r}.",
    RULE_ROUNDING_UNKNOWN="Tiêu chí {node}: không có cách làm tròn {rounding!r}.",
    RULE_FIGURES="Tiêu chí {node}: công thức cần {wanted} số liệu, đang có {found}.",
    RULE_FIGURE_NAMES="Tiêu chí {node}: tên số liệu trùng nhau, hoặc không phải chữ thường không dấu, số, gạch dưới.",
    RULE_LABELS="Tiêu chí {node}: có chú thích cho số liệu không dùng ({names}).",
    RULE_SHARE="Tiêu chí {node}: chỉ tỷ lệ giữa hai số liệu mới có tử số nằm trong mẫu số.",
    RULE_PARAMETER_NOT_EXPECTED="Tiêu chí {node}: công thức {formula} không dùng {word}.",
    RULE_FULL_AT="Tiêu chí {node}: mức đủ điểm phải lớn hơn 0.",
    RULE_ZERO_BELOW="Tiêu chí {node}: mức không điểm phải từ 0 đến mức đủ điểm.",
    RULE_BANDS="Tiêu chí {node}: phải có bậc điểm, ngưỡng các bậc khác nhau và không âm.",
    RULE_BAND_SCORE="Tiêu chí {node}: bậc từ {from_} cho {score} điểm; phải từ 0 đến {maximum}, đúng bước điểm.",
    RULE_MAXIMUM_OUT_OF_REACH="Tiêu chí {node}: không số liệu nào đạt được điểm tối đa.",
    RULE_EACH="Tiêu chí {node}: điểm mỗi đơn vị phải lớn hơn 0.",
)
FIGURE_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
# formula → how many figures it may take, which parameters belong to it
SHAPES: dict[str, tuple[tuple[int, ...], frozenset[str]]] = {
    "proportional": ((1, 2), frozenset({"full_at", "zero_below"})),
    "bands": ((1, 2), frozenset({"bands"})),
    "count": ((1,), frozenset({"each"})),
}
PARAMETERS = {
    "full_at": "mức đủ điểm",
    "zero_below": "mức không điểm",
    "bands": "bậc điểm",
    "each": "điểm mỗi đơn vị",
}
_say = SENTENCES.fault


def rule_faults(leaf: Node, rule: Rule) -> Iterator[Fault]:
    """What is wrong with the rule of this leaf."""
    if rule.rounding != "down":
        yield _say("RULE_ROUNDING_UNKNOWN", leaf.code, rounding=rule.rounding)
    if rule.formula not in SHAPES:
        yield _say("RULE_FORMULA_UNKNOWN", leaf.code, formula=rule.formula)
        return
    yield from _figures(leaf, rule)
    formula = FORMULAS[rule.formula].lower()
    for name, word in PARAMETERS.items():
        if name not in SHAPES[rule.formula][1] and getattr(rule, name) not in (None, ()):
            yield _say("RULE_PARAMETER_NOT_EXPECTED", leaf.code, formula=formula, word=word)
    yield from _BY_FORMULA[rule.formula](leaf, rule)


def _figures(leaf: Node, rule: Rule) -> Iterator[Fault]:
    counts, _ = SHAPES[rule.formula]
    if len(rule.figures) not in counts:
        wanted = " hoặc ".join(str(count) for count in counts)
        yield _say("RULE_FIGURES", leaf.code, wanted=wanted, found=len(rule.figures))
    if len(set(rule.figures)) != len(rule.figures) or not all(map(FIGURE_NAME.fullmatch, rule.figures)):
        yield _say("RULE_FIGURE_NAMES", leaf.code)
    if stray := [name for name in rule.labels if name not in rule.figures]:
        yield _say("RULE_LABELS", leaf.code, names=", ".join(stray))
    if rule.share and len(rule.figures) != 2:
        yield _say("RULE_SHARE", leaf.code)


def _proportional(leaf: Node, rule: Rule) -> Iterator[Fault]:
    if rule.full_at is None or rule.full_at <= 0:
        yield _say("RULE_FULL_AT", leaf.code)
    elif rule.share and rule.full_at > 100:
        yield _say("RULE_MAXIMUM_OUT_OF_REACH", leaf.code)
    too_high = rule.full_at is not None and rule.zero_below is not None and rule.zero_below > rule.full_at
    if too_high or (rule.zero_below is not None and rule.zero_below < 0):
        yield _say("RULE_ZERO_BELOW", leaf.code)


def _bands(leaf: Node, rule: Rule) -> Iterator[Fault]:
    edges = [band.from_ for band in rule.bands]
    if not edges or len(set(edges)) != len(edges) or min(edges) < 0:
        yield _say("RULE_BANDS", leaf.code)
    for band in rule.bands:
        off_step = leaf.step is not None and leaf.step > 0 and band.score % leaf.step != 0
        if band.score < 0 or band.score > leaf.maximum or off_step:
            words = {"from_": band.from_, "score": band.score, "maximum": leaf.maximum}
            yield _say("RULE_BAND_SCORE", leaf.code, **{name: spoken(word) for name, word in words.items()})
    reachable = [band.score for band in rule.bands if not (rule.share and band.from_ > 100)]
    if reachable and max(reachable) < leaf.maximum:
        yield _say("RULE_MAXIMUM_OUT_OF_REACH", leaf.code)


def _count(leaf: Node, rule: Rule) -> Iterator[Fault]:
    if rule.each is None or rule.each <= 0:
        yield _say("RULE_EACH", leaf.code)


_BY_FORMULA = {"proportional": _proportional, "bands": _bands, "count": _count}
