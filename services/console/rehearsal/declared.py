"""Cơ quan mẫu khai gì (DỮ LIỆU MẪU): điểm tự chấm, số liệu, tài liệu kiểm chứng của từng tiêu chí (Điều 10 khoản 2).

Plausible, and the same on every machine: whatever looks like chance is drawn by hashing names, so a round that
was interrupted goes on with the very same numbers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from services.console.rehearsal.plan import EXEMPT, SAMPLE, TWINS, YEAR
from shared.regulation.agencies import agency
from shared.regulation.criteria import CriteriaSet, Node, Rule
from shared.regulation.notation import plain
from shared.regulation.scoring import bounds

Entry = dict[str, Any]

SCALES = (
    ("triệu đồng", 6_000, 60_000),
    ("hồ sơ", 600, 9_000),
    ("văn bản đi", 700, 5_000),
    ("có mặt", 40, 320),
    ("thủ tục", 40, 190),
    ("lượt người", 30, 200),
    ("phản ánh", 4, 40),
    ("xã, phường", 6, 20),
)
"""Words in the label of a figure → its least and greatest size; whatever has none of them: 5 to 45."""

MAY_NOT_ARISE = ("phản ánh", "kiến nghị phải", "vấn đề phát hiện")
"""What may not occur in a whole year: then the criterion does not apply."""


def draw(below: int, *names: str) -> int:
    """A whole number from 0 up to (not including) ``below``, always the same for the same names."""
    text = "/".join(TWINS.get(name, name) for name in names)
    return int.from_bytes(hashlib.sha256(f"dữ liệu mẫu/{text}".encode()).digest()[:8]) % below


def diligence(agency_id: str) -> int:
    """How well a made-up agency works: 79 to 100."""
    return 79 + draw(22, agency_id, "mức độ")


def entries(criteria: CriteriaSet, agency_id: str, attempt: int = 1) -> list[Entry]:
    """Everything that the agency declares, leaf by leaf, in the order of the set."""
    leaves = criteria.leaves_for(agency_id, EXEMPT.get(agency_id, ()))
    return [entry for leaf in leaves for entry in _entry(leaf, agency_id, attempt)]


def _entry(leaf: Node, agency_id: str, attempt: int) -> Iterator[Entry]:
    blank: Entry = {
        "criterion": leaf.code,
        "score": None,
        "figures": None,
        "not_applicable": False,
        "evidence": [],
        "explanation": None,
    }
    match leaf.kind:
        case "survey":
            return
        case "computed" if leaf.rule is not None:
            if _did_not_arise(leaf.rule, agency_id, leaf.code):
                words = f"Trong năm không phát sinh nội dung này {SAMPLE}."
                yield {**blank, "not_applicable": True, "explanation": words}
                return
            yield {**blank, "figures": figures(leaf, leaf.rule, agency_id), **_proof(leaf, agency_id)}
        case "self_scored":
            yield {**blank, "score": plain(_score(leaf, agency_id, attempt)), **_proof(leaf, agency_id)}
        case "bonus" if draw(100, agency_id, leaf.code, "thưởng") < 25:
            yield {**blank, "score": plain(leaf.step or leaf.maximum), "evidence": [evidence(leaf, agency_id)]}
        case "deduction" if draw(100, agency_id, leaf.code, "trừ") < 7:
            yield {**blank, "score": plain(-(leaf.step or Decimal(0))), "evidence": [evidence(leaf, agency_id)]}


def _score(leaf: Node, agency_id: str, attempt: int) -> Decimal:
    """Full marks, or a step or two less. A second attempt thinks better of itself in a few places."""
    step = leaf.step or leaf.maximum
    chance = draw(100, agency_id, leaf.code, "tự chấm") - (15 if attempt > 1 else 0)
    sure = diligence(agency_id) - 18
    less = 0 if chance < sure else 1 if chance < sure + 22 else 2
    return max(leaf.maximum - less * step, bounds(leaf)[0])


def figures(leaf: Node, rule: Rule, agency_id: str, better: int = 0) -> dict[str, str]:
    """Figures to declare, as strings; ``better``: percent points by which a later correction improves them."""
    reach = min(103, 103 - draw(112 - diligence(agency_id), agency_id, leaf.code, "mức đạt") + better)
    if rule.formula == "count":
        full = int(leaf.maximum / (rule.each or leaf.maximum))
        return {rule.figures[0]: str(max(0, full * reach // 95 + draw(3, agency_id, leaf.code) - 1))}
    part, whole = rule.figures
    size = _size(rule.label(whole), agency_id)
    if rule.bands:
        # Bậc điểm nằm sát mức cao nhất nên chỉ hụt một nửa.
        percent = Decimal(103 + reach) / 2 * max(step.from_ for step in rule.bands) / 100
    else:
        percent = (rule.full_at or Decimal(100)) * reach / 100
    count = int(size * percent / 100)
    return {part: str(min(count, size) if rule.share else count), whole: str(size)}


def _size(label: str, agency_id: str) -> int:
    """The same thing is counted once: two leaves that ask for it are told the same number."""
    least, greatest = next(((low, high) for word, low, high in SCALES if word in label.lower()), (5, 45))
    return least + draw(greatest - least + 1, agency_id, label)


def _did_not_arise(rule: Rule, agency_id: str, code: str) -> bool:
    label = rule.label(rule.figures[-1]).lower()
    return any(word in label for word in MAY_NOT_ARISE) and draw(100, agency_id, code, "phát sinh") < 14


def _proof(leaf: Node, agency_id: str) -> dict[str, Any]:
    if draw(100, agency_id, leaf.code, "tài liệu") < 4:
        return {"explanation": f"Tài liệu đang được hoàn thiện, sẽ bổ sung khi thẩm định {SAMPLE}."}
    many = 1 + (draw(100, agency_id, leaf.code, "thêm") < 20)
    return {"evidence": [evidence(leaf, agency_id, number) for number in range(1, many + 1)]}


def evidence(leaf: Node, agency_id: str, number: int = 1) -> dict[str, Any]:
    """A made-up document; the hash is that of these very words, since there is no file."""
    seed = (agency_id, leaf.code, str(number))
    words = f"{leaf.evidence.splitlines()[0] if leaf.evidence else leaf.title} {SAMPLE}"
    first = 1 + draw(6, *seed, "trang")
    return {
        "number": f"MẪU-{1 + draw(899, *seed, 'số')}/BC-{agency_id}",
        "issuer": f"{agency(agency_id).name} {SAMPLE}",
        "issued": (date(YEAR, 3, 1) + timedelta(days=draw(270, *seed, "ngày"))).isoformat(),
        "pages": f"Trang {first}–{first + draw(4, *seed, 'đến')}",
        "sha256": hashlib.sha256(f"dữ liệu mẫu/{'/'.join(seed)}".encode()).hexdigest(),
        "title": words,
    }


def survey_scores(criteria: CriteriaSet, agency_id: str) -> list[dict[str, str]]:
    """Điểm điều tra mẫu: 70% to 95% of each maximum, to the survey's step."""
    rows = []
    for leaf in criteria.leaves_for(agency_id, EXEMPT.get(agency_id, ())):
        if leaf.kind == "survey":
            step = leaf.step or Decimal("0.01")
            share = Decimal(7_000 + 22 * (diligence(agency_id) - 79) + draw(2_000, agency_id, leaf.code)) / 10_000
            score = leaf.maximum * share // step * step
            rows.append({"agency": agency_id, "criterion": leaf.code, "score": plain(score)})
    return rows
