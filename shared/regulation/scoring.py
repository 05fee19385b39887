"""Một dòng tự chấm đáng bao nhiêu điểm (Điều 10 khoản 2 điểm b), and what is wrong with it.

An entry is the `Entry` of an assessment, as loaded or as stored: a mapping {criterion, score|null,
figures|null, not_applicable, evidence: […], explanation|null}; numbers are Decimals, ints or decimal strings.
Three different things: score "0" is a declared zero, a missing entry was not declared, not_applicable leaves
the denominator.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from shared.regulation.criteria import CriteriaSet, Node, Rule, UnknownCriterion
from shared.regulation.faults import Fault, Sentences
from shared.regulation.notation import exact, spoken

Entry = Mapping[str, Any]

SENTENCES = Sentences(
    SCORE_ABOVE_MAXIMUM="Tiêu chí {node}: điểm {score} vượt điểm tối đa {highest}.",
    SCORE_BELOW_ZERO="Tiêu chí {node}: điểm {score} nhỏ hơn 0.",
    DEDUCTION_ABOVE_ZERO="Điểm trừ {node}: điểm {score} phải từ {lowest} đến 0.",
    DEDUCTION_TOO_LARGE="Điểm trừ {node}: điểm {score} trừ quá mức {lowest}.",
    SCORE_OFF_STEP="Tiêu chí {node}: điểm {score} không theo bước {step}.",
    NOT_A_NUMBER="Tiêu chí {node}: {name} không phải là số.",
    NOTHING_DECLARED="Tiêu chí {node}: chưa khai điểm, số liệu hoặc “không áp dụng”.",
    SURVEY_NOT_SELF_SCORED="Tiêu chí {node} chấm qua điều tra xã hội học, cơ quan không tự chấm.",
    NOT_APPLICABLE_WITH_SCORE="Tiêu chí {node}: đã chọn “không áp dụng” thì không khai điểm, số liệu.",
    SCORE_AND_FIGURES="Tiêu chí {node}: chỉ khai điểm hoặc số liệu, không khai cả hai.",
    SCORE_NOT_EXPECTED="Tiêu chí {node} tính từ số liệu: khai số liệu, không tự cho điểm.",
    FIGURES_NOT_EXPECTED="Tiêu chí {node} tự chấm điểm: không khai số liệu.",
    FIGURES_MISSING="Tiêu chí {node}: thiếu số liệu “{name}”.",
    FIGURE_UNKNOWN="Tiêu chí {node}: không dùng số liệu {name!r}.",
    FIGURE_NEGATIVE="Tiêu chí {node}: số liệu “{name}” nhỏ hơn 0.",
    FIGURE_NOT_WHOLE="Tiêu chí {node}: số liệu “{name}” phải là số nguyên.",
    DENOMINATOR_ZERO="Tiêu chí {node}: “{name}” bằng 0 thì không có tỷ lệ; không phát sinh thì chọn “không áp dụng”.",
    NUMERATOR_ABOVE_DENOMINATOR="Tiêu chí {node}: “{name}” lớn hơn “{whole}”.",
    EVIDENCE_MISSING="Tiêu chí {node}: không có tài liệu kiểm chứng thì phải giải trình.",
    UNKNOWN_CRITERION="Bộ tiêu chí không có tiêu chí chấm điểm {node}.",
    DUPLICATE_ENTRY="Tiêu chí {node} khai {times} lần.",
    CRITERION_NOT_APPLICABLE="Tiêu chí {node} không áp dụng cho cơ quan này.",
    UNDECLARED="Tiêu chí {node} chưa khai.",
)
_say = SENTENCES.fault


class NothingDeclared(ValueError):
    """The entry declares neither a score nor figures nor that the leaf does not apply: absent is not zero."""


def bounds(leaf: Node) -> tuple[Decimal, Decimal]:
    """The lowest and the highest score of a leaf: 0 … maximum, or for a deduction maximum … 0."""
    return (leaf.maximum, Decimal(0)) if leaf.kind == "deduction" else (Decimal(0), leaf.maximum)


def score_faults(leaf: Node, score: Decimal) -> list[Fault]:
    """What is wrong with a score for this leaf, whoever gave it: the agency, an appraiser, the survey, a correction."""
    lowest, highest = bounds(leaf)
    words = {"score": spoken(score), "lowest": spoken(lowest), "highest": spoken(highest)}
    deduction = leaf.kind == "deduction"
    found = []
    if score > highest:
        found.append("DEDUCTION_ABOVE_ZERO" if deduction else "SCORE_ABOVE_MAXIMUM")
    if score < lowest:
        found.append("DEDUCTION_TOO_LARGE" if deduction else "SCORE_BELOW_ZERO")
    if leaf.step and score % leaf.step != 0:
        found.append("SCORE_OFF_STEP")
    return [_say(code, leaf.code, step=spoken(leaf.step or 0), **words) for code in found]


def self_score(leaf: Node, entry: Entry) -> Decimal | None:
    """What the entry is worth; None when it declares the leaf not applicable.

    Raises NothingDeclared when it declares nothing. Expects an entry without faults (see entry_faults).
    """
    if entry.get("not_applicable"):
        return None
    if leaf.kind == "computed" and leaf.rule is not None and entry.get("figures"):
        return computed(leaf, leaf.rule, entry["figures"])
    if entry.get("score") is not None:
        return exact(entry["score"])
    raise NothingDeclared(f"Tiêu chí {leaf.code} chưa khai.")


def computed(leaf: Node, rule: Rule, figures: Mapping[str, Any]) -> Decimal:
    """The score that the rule gives for these figures, rounded down to the leaf's step (see criteria.Rule)."""
    return _down(_FORMULAS[rule.formula](leaf, rule, rule_value(rule, figures)), leaf.step)


def rule_value(rule: Rule, figures: Mapping[str, Any]) -> Fraction:
    """The percentage of two figures, or the one figure itself; exact. Raises ZeroDivisionError on denominator 0."""
    first, *rest = (Fraction(exact(figures[name])) for name in rule.figures)
    return first / rest[0] * 100 if rest else first


def _proportional(leaf: Node, rule: Rule, value: Fraction) -> Fraction:
    if rule.zero_below is not None and value < Fraction(rule.zero_below):
        return Fraction(0)
    return Fraction(leaf.maximum) * min(value / Fraction(rule.full_at or 100), Fraction(1))


def _bands(leaf: Node, rule: Rule, value: Fraction) -> Fraction:
    reached = [band for band in rule.bands if Fraction(band.from_) <= value]
    return Fraction(max(reached, key=lambda band: band.from_).score) if reached else Fraction(0)


def _count(leaf: Node, rule: Rule, value: Fraction) -> Fraction:
    return min(value * Fraction(rule.each or 0), Fraction(leaf.maximum))


_FORMULAS = {"proportional": _proportional, "bands": _bands, "count": _count}


def _down(value: Fraction, step: Decimal | None) -> Decimal:
    """The multiple of the step at or below the value: a point that is not fully earned is not given."""
    unit = step or Decimal("0.01")
    return (value // Fraction(unit)) * unit


def entry_faults(leaf: Node, entry: Entry) -> list[Fault]:
    """Everything that is wrong with one entry of an assessment."""
    if leaf.kind == "survey":
        return [_say("SURVEY_NOT_SELF_SCORED", leaf.code)]
    return [*_declaration(leaf, entry), *_proof(leaf, entry)]


def _declaration(leaf: Node, entry: Entry) -> Iterator[Fault]:
    score, figures = entry.get("score"), entry.get("figures") or {}
    scored = score is not None
    if entry.get("not_applicable"):
        if scored or figures:
            yield _say("NOT_APPLICABLE_WITH_SCORE", leaf.code)
    elif scored and figures:
        yield _say("SCORE_AND_FIGURES", leaf.code)
    elif not scored and not figures:
        yield _say("NOTHING_DECLARED", leaf.code)
    elif figures and leaf.rule is not None:
        yield from _figures(leaf, leaf.rule, figures)
    elif figures:
        yield _say("FIGURES_NOT_EXPECTED", leaf.code)
    elif leaf.kind == "computed":
        yield _say("SCORE_NOT_EXPECTED", leaf.code)
    elif (number := _number(score)) is None:
        yield _say("NOT_A_NUMBER", leaf.code, name="điểm")
    else:
        yield from score_faults(leaf, number)


def _figures(leaf: Node, rule: Rule, figures: Mapping[str, Any]) -> Iterator[Fault]:
    for name in figures:
        if name not in rule.figures:
            yield _say("FIGURE_UNKNOWN", leaf.code, name=name)
    numbers = {name: _number(figures[name]) for name in rule.figures if figures.get(name) is not None}
    for name in rule.figures:
        label, number = rule.label(name), numbers.get(name)
        if name not in numbers:
            yield _say("FIGURES_MISSING", leaf.code, name=label)
        elif number is None:
            yield _say("NOT_A_NUMBER", leaf.code, name=f"“{label}”")
        elif number < 0:
            yield _say("FIGURE_NEGATIVE", leaf.code, name=label)
        elif rule.formula == "count" and number % 1 != 0:
            yield _say("FIGURE_NOT_WHOLE", leaf.code, name=label)
    if len(rule.figures) == 2:
        part, whole = rule.figures
        top, bottom = numbers.get(part), numbers.get(whole)
        if bottom is not None and bottom == 0:
            yield _say("DENOMINATOR_ZERO", leaf.code, name=rule.label(whole))
        if rule.share and top is not None and bottom is not None and top > bottom:
            names = {"name": rule.label(part), "whole": rule.label(whole)}
            yield _say("NUMERATOR_ABOVE_DENOMINATOR", leaf.code, **names)


def _proof(leaf: Node, entry: Entry) -> Iterator[Fault]:
    """No evidence needs an explanation; a bonus not claimed and a deduction not suffered need neither."""
    nothing_claimed = leaf.aside and _number(entry.get("score")) == 0
    explained = bool((entry.get("explanation") or "").strip())
    if not entry.get("evidence") and not explained and not nothing_claimed:
        yield _say("EVIDENCE_MISSING", leaf.code)


def _number(value: object) -> Decimal | None:
    try:
        return exact(value)
    except ValueError:
        return None


def assessment_faults(
    criteria: CriteriaSet,
    entries: Collection[Entry],
    agency_id: str,
    not_applicable: Iterable[str] = (),
    complete: bool = False,
) -> list[Fault]:
    """Everything that is wrong with an agency's entries together.

    `not_applicable`: nodes that the round exempts the agency from. `complete`: also name the leaves not
    declared.
    """
    mine = {leaf.code for leaf in criteria.leaves_for(agency_id, not_applicable)}
    found: list[Fault] = []
    for code, times in Counter(str(entry["criterion"]) for entry in entries).items():
        if times > 1:
            found.append(_say("DUPLICATE_ENTRY", code, times=times))
    for entry in entries:
        try:
            leaf = criteria.leaf(entry["criterion"])
        except UnknownCriterion:
            found.append(_say("UNKNOWN_CRITERION", str(entry["criterion"])))
            continue
        if leaf.code not in mine:
            found.append(_say("CRITERION_NOT_APPLICABLE", leaf.code))
        else:
            found += entry_faults(leaf, entry)
    if complete:
        missing = undeclared(criteria, entries, agency_id, not_applicable)
        found += [_say("UNDECLARED", leaf.code) for leaf in missing]
    return found


def undeclared(
    criteria: CriteriaSet, entries: Iterable[Entry], agency_id: str, not_applicable: Iterable[str] = ()
) -> tuple[Node, ...]:
    """The leaves that this agency should declare and has not; bonus and deduction may always be left out."""
    declared = {entry["criterion"] for entry in entries}
    return tuple(
        leaf
        for leaf in criteria.leaves_for(agency_id, not_applicable)
        if leaf.kind in ("self_scored", "computed") and leaf.code not in declared
    )
