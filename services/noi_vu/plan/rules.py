"""Điều phải đúng trước khi một dự thảo kế hoạch đi tiếp (Điều 6 khoản 2; Điều 2 khoản 2).

Pure: each function lists what is wrong with one side of a draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shared.regulation.faults import Fault

Rows = Sequence[Mapping[str, Any]]
WISHES = ("agree_with_changes", "disagree")
"""Ý kiến muốn sửa: phải được tiếp thu hoặc giải trình."""


def code_faults(parts: Rows, items: Rows) -> Iterator[Fault]:
    """An opinion names a part or an item by its code alone."""
    codes = {each["item"] for each in items}
    for each in parts:
        if each["part"] in codes:
            yield Fault("CODE_TWICE", each["part"], f"Ký hiệu {each['part']} vừa là một phần, vừa là một nhiệm vụ.")


def origin_faults(
    items: Rows,
    *,
    proposals: Mapping[str, Sequence[str]],
    before: Mapping[str, Sequence[str]],
    free: Sequence[str],
) -> Iterator[Fault]:
    """Where every item comes from must exist: ``proposals`` by agency, ``before`` by issued plan.

    ``free``: the agencies whose item needs no written proposal.
    """
    for each in items:
        for origin in each["origins"]:
            agency, item, plan = origin["agency"], origin["item"], origin["plan"]
            if plan is not None:
                if item is None or item not in before.get(plan, ()):
                    sentence = f"Mục {each['item']}: kế hoạch {plan} đã ban hành không có nhiệm vụ {item}."
                    yield Fault("UNKNOWN_ORIGIN", each["item"], sentence)
            elif item is None:
                if agency not in free:
                    sentence = f"Mục {each['item']}: phải nêu ký hiệu đề xuất của {agency}."
                    yield Fault("UNKNOWN_ORIGIN", each["item"], sentence)
            elif item not in proposals.get(agency, ()):
                sentence = f"Mục {each['item']}: {agency} không đề xuất nội dung {item}."
                yield Fault("UNKNOWN_ORIGIN", each["item"], sentence)


def accounting_faults(items: Rows, not_taken: Rows, *, proposals: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    """Every proposal is taken, or is said not to be and why; never both, never neither."""
    taken = {(origin["agency"], origin["item"]) for each in items for origin in each["origins"] if not origin["plan"]}
    left = {(each["agency"], each["item"]) for each in not_taken}
    proposed = [(agency, item) for agency, listed in proposals.items() for item in listed]
    for agency, item in proposed:
        if (agency, item) not in taken | left:
            sentence = f"Đề xuất {item} của {agency} chưa được đưa vào, cũng chưa nêu lý do không đưa vào."
            yield Fault("PROPOSAL_UNACCOUNTED", f"{agency}/{item}", sentence)
    for agency, item in sorted(left):
        if (agency, item) in taken:
            sentence = f"Đề xuất {item} của {agency} vừa được đưa vào, vừa nêu là không."
            yield Fault("TAKEN_AND_NOT_TAKEN", f"{agency}/{item}", sentence)
        if (agency, item) not in proposed:
            sentence = f"{agency} không đề xuất nội dung {item}."
            yield Fault("UNKNOWN_PROPOSAL", f"{agency}/{item}", sentence)


def wishes(opinion: Mapping[str, Any]) -> list[str | None]:
    """What one opinion wants otherwise, by code; None for the draft as a whole."""
    whole: list[str | None] = [None] if opinion["verdict"] in WISHES else []
    return [*whole, *(each["item"] for each in opinion["items"] if each["verdict"] in WISHES)]


def treatment_faults(treatments: Rows, *, wanted: Sequence[tuple[str, str | None]]) -> Iterator[Fault]:
    """Every wish is answered once, and what is not wholly accepted is explained."""
    answered = [(each["agency"], each["item"]) for each in treatments]
    for agency, item in wanted:
        if (agency, item) not in answered:
            yield untreated(agency, item)
    for each in treatments:
        where = f"{each['agency']}/{each['item'] or ''}"
        if (each["agency"], each["item"]) not in wanted:
            sentence = f"{each['agency']} không có ý kiến nào đang chờ về {_named(each['item'])}."
            yield Fault("UNKNOWN_OPINION", where, sentence)
        if each["treatment"] != "accepted" and not each["reason"]:
            sentence = f"Ý kiến của {each['agency']} về {_named(each['item'])}: không tiếp thu hết thì phải giải trình."
            yield Fault("REASON_MISSING", where, sentence)


def untreated(agency: str, item: str | None) -> Fault:
    sentence = f"Ý kiến của {agency} về {_named(item)} chưa được tiếp thu, giải trình."
    return Fault("OPINION_UNTREATED", f"{agency}/{item or ''}", sentence)


def _named(item: str | None) -> str:
    return f"mục {item}" if item else "dự thảo nói chung"
