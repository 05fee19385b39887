"""Bất biến của bộ tiêu chí (Điều 10 khoản 2; Điều 2 khoản 2: mỗi việc một đầu mối): all that a set violates, at once.

Each check is one function from the set to its faults; CHECKS lists them in the order in which people mend a
set.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal

from shared.regulation.agencies import UnknownAgency
from shared.regulation.competences import UnknownCompetence
from shared.regulation.criteria import KINDS, LEVELS, CriteriaSet, Node, sum_of_maxima
from shared.regulation.faults import Fault, Sentences
from shared.regulation.notation import spoken, spoken_day
from shared.regulation.organisation import BASELINE, Organisation
from shared.regulation.provincial import PROVINCE, SCOPES, content
from shared.regulation.rule_faults import rule_faults

SENTENCES = Sentences(
    BLOCK_UNKNOWN="Không có khối {block!r}.",
    VALIDITY_REVERSED="Ngày hết hiệu lực {to} trước ngày có hiệu lực {since}.",
    TITLE_EMPTY="{what} chưa có tên.",
    SAMPLE_NOT_LABELLED="Tên bộ tiêu chí mẫu phải bắt đầu bằng “{label}”.",
    NO_FIELD="Bộ tiêu chí không có lĩnh vực nào.",
    CODE_EMPTY="Có {times} dòng chưa có mã.",
    DUPLICATE_CODE="Mã {node} dùng {times} lần; mỗi mã chỉ được dùng một lần.",
    PARENT_UNKNOWN="Tiêu chí {node}: không có tiêu chí cha {parent}.",
    CYCLE="Tiêu chí {node} nằm trong vòng lặp cha – con.",
    LEVEL_UNKNOWN="Tiêu chí {node}: không có cấp {level!r}.",
    LEVEL_NOT_NESTED="{level} {node} {must}.",
    MAXIMUM_NOT_POSITIVE="Tiêu chí {node}: điểm tối đa phải lớn hơn 0, đang là {maximum}.",
    DEDUCTION_NOT_NEGATIVE="Điểm trừ {node}: điểm tối đa phải nhỏ hơn 0, đang là {maximum}.",
    CHILDREN_SUM="Tiêu chí {node}: điểm tối đa {maximum} khác tổng các tiêu chí con {total}.",
    SET_SUM="Tổng điểm tối đa các lĩnh vực là {total}, phải bằng 100 (không kể điểm thưởng, điểm trừ).",
    FIELD_WITHOUT_CRITERIA="Lĩnh vực {node} không có tiêu chí nào.",
    LEAF_DATA_ON_GROUP="Tiêu chí {node} có tiêu chí con nên không được ghi {word}.",
    KIND_MISSING="Tiêu chí {node} chưa ghi cách chấm.",
    KIND_UNKNOWN="Tiêu chí {node}: không có cách chấm {kind!r}.",
    STEP_MISSING="Tiêu chí {node} chưa ghi bước điểm.",
    STEP_NOT_POSITIVE="Tiêu chí {node}: bước điểm phải lớn hơn 0.",
    STEP_DOES_NOT_DIVIDE="Tiêu chí {node}: bước điểm {step} không chia hết điểm tối đa {maximum}.",
    RULE_MISSING="Tiêu chí {node} tính từ số liệu nhưng chưa có công thức.",
    RULE_NOT_EXPECTED="Tiêu chí {node} không tính từ số liệu mà có công thức.",
    COMPETENCE_MISSING="Tiêu chí {node} chưa có cơ quan thẩm định.",
    COMPETENCE_UNKNOWN="Tiêu chí {node}: {reason}",
    APPLIES_TO_REPEATED="Tiêu chí {node} ghi cơ quan {agency} {times} lần.",
    APPLIES_TO_UNKNOWN="Tiêu chí {node} áp dụng cho cơ quan lạ {agency!r}.",
    APPLIES_TO_OTHER_BLOCK="Tiêu chí {node} áp dụng cho {agency}, không thuộc khối của bộ tiêu chí.",
)
WHOLE = Decimal(100)
SAMPLE_LABEL = "DỮ LIỆU MẪU"
_LEVEL_OF_PARENT = {"field": None, "criterion": "field", "sub_criterion": "criterion"}
_ONLY_ON_LEAVES = {
    "kind": "cách chấm",
    "step": "bước điểm",
    "competence": "nội dung thẩm định",
    "rule": "công thức",
}
_say = SENTENCES.fault


def faults(criteria: CriteriaSet, organisation: Organisation = BASELINE) -> list[Fault]:
    """Everything that is wrong with the set, never only the first; [] for a set that can be adopted."""
    return [
        *(fault for check in CHECKS for fault in check(criteria)),
        *_owners(criteria, organisation),
        *_applicability(criteria, organisation),
    ]


def _header(criteria: CriteriaSet) -> Iterator[Fault]:
    if criteria.block not in SCOPES:
        yield _say("BLOCK_UNKNOWN", block=criteria.block)
    if criteria.valid_to is not None and criteria.valid_to < criteria.valid_from:
        to, since = spoken_day(criteria.valid_to), spoken_day(criteria.valid_from)
        yield _say("VALIDITY_REVERSED", to=to, since=since)
    if not criteria.title.strip():
        yield _say("TITLE_EMPTY", what="Bộ tiêu chí")
    if criteria.sample and not criteria.title.startswith(SAMPLE_LABEL):
        yield _say("SAMPLE_NOT_LABELLED", label=SAMPLE_LABEL)
    if not any(node.level == "field" for node in criteria.nodes):
        yield _say("NO_FIELD")


def _codes(criteria: CriteriaSet) -> Iterator[Fault]:
    for code, times in Counter(node.code for node in criteria.nodes).items():
        if not code.strip():
            yield _say("CODE_EMPTY", code, times=times)
        elif times > 1:
            yield _say("DUPLICATE_CODE", code, times=times)


def _tree(criteria: CriteriaSet) -> Iterator[Fault]:
    by_code = {node.code: node for node in criteria.nodes}
    for node in criteria.nodes:
        parent = None if node.parent is None else by_code.get(node.parent)
        if node.level not in LEVELS:
            yield _say("LEVEL_UNKNOWN", node.code, level=node.level)
        if node.parent is not None and parent is None:
            yield _say("PARENT_UNKNOWN", node.code, parent=node.parent)
        elif _circles(node, by_code):
            yield _say("CYCLE", node.code)
        elif node.level in LEVELS:
            yield from _nesting(node, parent)


def _circles(node: Node, by_code: dict[str, Node]) -> bool:
    """True when going up from the node leads back to it."""
    seen: set[str] = set()
    at: Node | None = node
    while at is not None and at.parent is not None and at.code not in seen:
        seen.add(at.code)
        at = by_code.get(at.parent)
        if at is not None and at.code == node.code:
            return True
    return False


def _nesting(node: Node, parent: Node | None) -> Iterator[Fault]:
    wanted = _LEVEL_OF_PARENT[node.level]
    if wanted == (None if parent is None else parent.level):
        return
    must = "không được có tiêu chí cha"
    if wanted is not None:
        must = f"phải nằm ngay dưới một {LEVELS[wanted].lower()}"
    yield _say("LEVEL_NOT_NESTED", node.code, level=LEVELS[node.level], must=must)


def _maxima(criteria: CriteriaSet) -> Iterator[Fault]:
    for node in criteria.nodes:
        if not node.title.strip():
            yield _say("TITLE_EMPTY", node.code, what=f"Tiêu chí {node.code}")
        if node.kind == "deduction":
            if node.maximum >= 0:
                yield _say("DEDUCTION_NOT_NEGATIVE", node.code, maximum=spoken(node.maximum))
        elif node.maximum <= 0 and not _only_aside(criteria, node):
            yield _say("MAXIMUM_NOT_POSITIVE", node.code, maximum=spoken(node.maximum))
        children = criteria.children(node.code)
        if children and (total := sum_of_maxima(children)) != node.maximum:
            yield _say("CHILDREN_SUM", node.code, maximum=spoken(node.maximum), total=spoken(total))


def _only_aside(criteria: CriteriaSet, node: Node) -> bool:
    """A group of nothing but bonus and deduction: its maximum is 0."""
    return not criteria.is_leaf(node) and all(leaf.aside for leaf in criteria.leaves(under=node.code))


def _whole(criteria: CriteriaSet) -> Iterator[Fault]:
    total = sum_of_maxima(criteria.fields())
    if total != WHOLE:
        yield _say("SET_SUM", total=spoken(total))


def _groups(criteria: CriteriaSet) -> Iterator[Fault]:
    for node in criteria.nodes:
        if not criteria.is_leaf(node):
            for name, word in _ONLY_ON_LEAVES.items():
                if getattr(node, name) is not None:
                    yield _say("LEAF_DATA_ON_GROUP", node.code, word=word)
        elif node.level == "field":
            yield _say("FIELD_WITHOUT_CRITERIA", node.code)


def _leaves(criteria: CriteriaSet) -> Iterator[Fault]:
    for leaf in criteria.leaves():
        if leaf.kind is None:
            yield _say("KIND_MISSING", leaf.code)
        elif leaf.kind not in KINDS:
            yield _say("KIND_UNKNOWN", leaf.code, kind=leaf.kind)
        if leaf.step is None:
            yield _say("STEP_MISSING", leaf.code)
        elif leaf.step <= 0:
            yield _say("STEP_NOT_POSITIVE", leaf.code)
        elif leaf.maximum % leaf.step != 0:
            maximum = spoken(leaf.maximum)
            yield _say("STEP_DOES_NOT_DIVIDE", leaf.code, step=spoken(leaf.step), maximum=maximum)
        if leaf.kind != "computed":
            if leaf.rule is not None:
                yield _say("RULE_NOT_EXPECTED", leaf.code)
        elif leaf.rule is None:
            yield _say("RULE_MISSING", leaf.code)
        else:
            yield from rule_faults(leaf, leaf.rule)


def _owners(criteria: CriteriaSet, organisation: Organisation) -> Iterator[Fault]:
    """Every leaf has exactly one owner on the day the set becomes valid (Điều 2 khoản 2).

    Who scores the province is looked up when a round is opened; here only that somebody can be (`provincial`).
    """
    for leaf in criteria.leaves():
        if leaf.competence is None:
            yield _say("COMPETENCE_MISSING", leaf.code)
            continue
        try:
            if criteria.block == PROVINCE:
                content(leaf.competence)
            else:
                organisation.owner(leaf.competence, criteria.valid_from)
        except UnknownCompetence as reason:
            yield _say("COMPETENCE_UNKNOWN", leaf.code, reason=reason)


def _applicability(criteria: CriteriaSet, organisation: Organisation) -> Iterator[Fault]:
    for node in criteria.nodes:
        for id, times in Counter(node.applies_to).items():
            if times > 1:
                yield _say("APPLIES_TO_REPEATED", node.code, agency=id, times=times)
            try:
                named = organisation.described(id, criteria.valid_from)
            except UnknownAgency:
                yield _say("APPLIES_TO_UNKNOWN", node.code, agency=id)
                continue
            if named.block != criteria.block:
                yield _say("APPLIES_TO_OTHER_BLOCK", node.code, agency=named.name)


CHECKS: tuple[Callable[[CriteriaSet], Iterator[Fault]], ...] = (
    _header,
    _codes,
    _tree,
    _maxima,
    _whole,
    _groups,
    _leaves,
)
