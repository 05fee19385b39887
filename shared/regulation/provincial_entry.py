"""Một dòng tự đánh giá cấp tỉnh có gì sai (Điều 10 khoản 1 điểm b): as in unit scoring, and more strictly explained.

Every TC and TCTP is declared, bonus and deduction too; missing evidence and insufficient evidence both need an
explanation (giải trình).
"""

from collections.abc import Collection, Iterator, Mapping

from shared.regulation.criteria import Node
from shared.regulation.faults import Fault, Sentences
from shared.regulation.scoring import Entry, entry_faults

SENTENCES = Sentences(
    NOT_OWN_CRITERION="Tiêu chí {node} không thuộc phần mà {agency} được đề nghị tự đánh giá.",
    EXPLANATION_MISSING="Tiêu chí {node}: tài liệu kiểm chứng chưa đủ thì phải giải trình.",
    UNDECLARED="Tiêu chí {node} chưa tự đánh giá.",
)
MAY_WAIT = frozenset({"EVIDENCE_MISSING", "EXPLANATION_MISSING", "NOTHING_DECLARED", "FIGURES_MISSING"})
"""What a saved entry may still lack; a submitted one may not."""

_say = SENTENCES.fault


def part_faults(
    agency: str, leaves: Mapping[str, Node], entries: Collection[Entry], *, complete: bool = True
) -> Iterator[Fault]:
    """Everything that is wrong with an agency's entries; `complete`: also what is not declared or not explained."""
    for entry in entries:
        code = str(entry["criterion"])
        if code not in leaves:
            yield _say("NOT_OWN_CRITERION", code, agency=agency)
            continue
        found = [*entry_faults(leaves[code], entry), *_explanation(code, entry)]
        yield from (fault for fault in found if complete or fault.code not in MAY_WAIT)
    if complete:
        declared = {str(entry["criterion"]) for entry in entries}
        yield from (_say("UNDECLARED", code) for code in leaves if code not in declared)


def _explanation(code: str, entry: Entry) -> Iterator[Fault]:
    if entry.get("insufficient") and entry.get("evidence") and not (entry.get("explanation") or "").strip():
        yield _say("EXPLANATION_MISSING", code)
