"""Bộ tiêu chí viết thành bảng (Điều 10 khoản 2 điểm a): the form in which people keep it, as rows of text.

Above the head row stand the facts of the set, one a row: a title in the first column, its value in the
second. Then the head row, then one row per node, in the order of the set. Here are the columns, their words,
and a set written as such rows; `criteria_reading` reads them; shared.office.criteria_sheet makes XLSX and CSV
of them.
"""

from decimal import Decimal

from shared.regulation.competences import COMPETENCES
from shared.regulation.criteria import FORMULAS, KINDS, LEVELS, CriteriaSet, Node
from shared.regulation.notation import spoken, spoken_day
from shared.regulation.provincial import PROVINCE, SCOPES, TITLES

NODE_COLUMNS: dict[str, str] = {
    "code": "Mã",
    "parent": "Mã cấp trên",
    "level": "Cấp",
    "title": "Nội dung",
    "maximum": "Điểm tối đa",
    "step": "Bước điểm",
    "kind": "Cách chấm",
    "competence": "Nội dung thẩm định",
    "evidence": "Tài liệu kiểm chứng",
    "applies_to": "Áp dụng cho",
    "formula": "Công thức",
    "figures": "Số liệu kê khai",
    "share": "Tử số nằm trong mẫu số",
    "full_at": "Đủ điểm từ",
    "zero_below": "Không điểm dưới",
    "bands": "Bậc điểm",
    "each": "Điểm mỗi đơn vị",
}
SET_ROWS: dict[str, str] = {
    "title": "Tên bộ tiêu chí",
    "code": "Mã bộ tiêu chí",
    "block": "Khối",
    "valid_from": "Có hiệu lực từ",
    "valid_to": "Có hiệu lực đến",
    "sample": "Dữ liệu mẫu",
}
REQUIRED = ("code", "title", "maximum")
IGNORED = frozenset({"stt", "ghi chú"})
YES_NO = {True: "có", False: "không"}
CHOICES: dict[str, dict[str, str]] = {
    "level": LEVELS,
    "kind": KINDS,
    "competence": {**COMPETENCES, **TITLES},
    "formula": FORMULAS,
}
RULE_COLUMNS = ("formula", "figures", "share", "full_at", "zero_below", "bands", "each")


def offered(scope: str) -> dict[str, dict[str, str]]:
    """The words that a table of this scope offers: units and the province divide the contents differently."""
    return {**CHOICES, "competence": TITLES if scope == PROVINCE else COMPETENCES}


def column_letter(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def header_rows(criteria: CriteriaSet) -> list[tuple[str, str]]:
    """The rows above the head row."""
    values = {
        "title": criteria.title,
        "code": criteria.code,
        "block": SCOPES.get(criteria.block, criteria.block),
        "valid_from": spoken_day(criteria.valid_from),
        "valid_to": "" if criteria.valid_to is None else spoken_day(criteria.valid_to),
        "sample": YES_NO[criteria.sample],
    }
    return [(title, values[name]) for name, title in SET_ROWS.items()]


def node_row(node: Node) -> dict[str, str | Decimal]:
    """One row: text, or Decimal in the columns of numbers; "" where the node says nothing."""
    rule = node.rule
    row: dict[str, str | Decimal | None] = {
        "code": node.code,
        "parent": node.parent,
        "level": LEVELS.get(node.level, node.level),
        "title": node.title,
        "maximum": node.maximum,
        "step": node.step,
        "kind": None if node.kind is None else KINDS.get(node.kind, node.kind),
        "competence": None if node.competence is None else CHOICES["competence"].get(node.competence, node.competence),
        "evidence": node.evidence,
        "applies_to": "; ".join(node.applies_to),
    }
    if rule is not None:
        row |= {
            "formula": FORMULAS.get(rule.formula, rule.formula),
            "figures": "\n".join(_figure(name, rule.labels.get(name, "")) for name in rule.figures),
            "share": YES_NO[True] if rule.share else None,
            "full_at": rule.full_at,
            "zero_below": rule.zero_below,
            "bands": "; ".join(f"{spoken(band.from_)}: {spoken(band.score)}" for band in rule.bands),
            "each": rule.each,
        }
    return {name: "" if (value := row.get(name)) is None else value for name in NODE_COLUMNS}


def _figure(name: str, label: str) -> str:
    """One line per figure, so that a label may hold any other sign."""
    return f"{name} = {' '.join(label.split())}" if label.strip() else name
