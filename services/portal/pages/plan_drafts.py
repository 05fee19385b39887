"""Dự thảo kế hoạch (Điều 6 khoản 2): dự thảo sau khác dự thảo trước chỗ nào, mỗi cơ quan có ý kiến gì về mục nào?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from services.portal import formats, wording
from services.portal.desk import Row

FIELDS = {
    "title": "Nhiệm vụ",
    "content": "Nội dung",
    "product": "Sản phẩm",
    "lead": "Chủ trì",
    "coordinators": "Phối hợp",
    "mode": "Hình thức phối hợp",
    "deadline": "Hạn",
    "budget": "Kinh phí",
    "origins": "Nguồn",
    "text": "Lời",
}
VERDICTS = {
    "agree": ("Thống nhất", "ok"),
    "agree_with_changes": ("Thống nhất, có sửa đổi", "soon"),
    "disagree": ("Không thống nhất", "late"),
    "none": ("Không có ý kiến", "none"),
}
TREATMENTS = {
    "accepted": ("Tiếp thu", "ok"),
    "partly": ("Tiếp thu một phần", "soon"),
    "not_accepted": ("Không tiếp thu", "late"),
}
GENERAL = ""
"""Stands for the opinion on the whole draft."""


@dataclass(frozen=True)
class Change:
    """One item or part that two drafts do not have in common alike: added, dropped, or changed in these fields."""

    code: str
    title: str
    what: str
    fields: list[tuple[str, str, str]] = field(default_factory=list)
    """Field in words, old, new."""


def difference(old: Row, new: Row) -> list[Change]:
    """What the new draft says otherwise than the old one: parts first, then items, each in the new order."""
    found = []
    for list_name, key in (("parts", "part"), ("items", "item")):
        before = {each[key]: each for each in old[list_name]}
        after = {each[key]: each for each in new[list_name]}
        for code, each in after.items():
            if code not in before:
                found.append(Change(code, each["title"], "added"))
            elif each != before[code]:
                found.append(Change(code, each["title"], "altered", list(_fields(before[code], each))))
        found += [Change(code, each["title"], "dropped") for code, each in before.items() if code not in after]
    return found


def _fields(old: Row, new: Row) -> list[tuple[str, str, str]]:
    names = [name for name in FIELDS if name in old or name in new]
    return [
        (FIELDS[name], spoken(name, old.get(name)), spoken(name, new.get(name)))
        for name in names
        if old.get(name) != new.get(name)
    ]


def spoken(name: str, value: Any) -> str:
    """A field of an item as people read it."""
    if value is None or value == []:
        return "không ghi"
    match name:
        case "lead":
            return wording.agency_name(str(value))
        case "coordinators":
            return ", ".join(map(wording.agency_short, value))
        case "mode":
            return wording.MODES[str(value)]
        case "deadline":
            return f"{formats.until(value['due'])} ({value['source']})"
        case "budget":
            return f"{formats.short(value)} đồng"
        case "origins":
            return "; ".join(map(origin, value))
    return str(value)


def origin(told: Mapping[str, Any]) -> str:
    """STP, TP1 · Sở Nội vụ đưa vào · chuyển tiếp từ kế hoạch 2021, N3."""
    if told["plan"]:
        return f"chuyển tiếp từ {told['plan']}, {told['item']}"
    return f"{wording.agency_short(told['agency'])} {told['item']}" if told["item"] else "Sở Nội vụ đưa vào"


@dataclass(frozen=True)
class Matrix:
    """Ý kiến của từng cơ quan về từng mục của một dự thảo; ``cells[item][agency]`` = verdict or None."""

    version: int
    agencies: list[str]
    rows: list[tuple[str, str]]
    """Code and title; the first is the draft as a whole."""
    cells: dict[str, dict[str, str | None]]
    answered: list[str]
    late: list[str]
    silent: list[str]


def matrix(draft: Row) -> Matrix:
    """A draft that was circulated, seen as its opinions: an item that an agency does not name has none of its own."""
    consultation = draft["consultation"] or {"coordinators": []}
    opinions = draft["opinions"]
    agencies = list(dict.fromkeys([*consultation["coordinators"], *opinions]))
    codes = [(each["part"], each["title"]) for each in draft["parts"]]
    codes += [(each["item"], each["title"]) for each in draft["items"]]
    cells: dict[str, dict[str, str | None]] = {
        GENERAL: {agency: opinions[agency]["verdict"] if agency in opinions else None for agency in agencies}
    }
    for code, _ in codes:
        cells[code] = {agency: _of(opinions.get(agency), code) for agency in agencies}
    return Matrix(
        version=draft["version"],
        agencies=agencies,
        rows=[(GENERAL, "Ý kiến chung"), *codes],
        cells=cells,
        answered=[each for each in agencies if each in opinions],
        late=[each for each in agencies if each in opinions and opinions[each]["late"]],
        silent=[each for each in agencies if each not in opinions],
    )


def _of(opinion: Row | None, code: str) -> str | None:
    for each in opinion["items"] if opinion else ():
        if each["item"] == code:
            verdict: str = each["verdict"]
            return verdict
    return None


def wishes(draft: Row, later: Sequence[Row]) -> list[Row]:
    """Each opinion that wants something else, and how the drafts that followed have treated it."""
    treated = {
        (each["agency"], each["item"] or GENERAL): {**each, "version": one["version"], "fact": one["fact"]}
        for one in later
        if one["answers_to"] == draft["version"]
        for each in one["treatments"]
    }
    found = []
    for agency, opinion in draft["opinions"].items():
        said = [{"item": GENERAL, "verdict": opinion["verdict"], "text": opinion["text"]}, *opinion["items"]]
        for each in said:
            treatment = treated.get((agency, each["item"] or GENERAL))
            if each["text"] or treatment or each["verdict"] in {"agree_with_changes", "disagree"}:
                told = {"agency": agency, "document": opinion["document"], "fact": opinion["fact"]}
                found.append({**told, **each, "treatment": treatment})
    return found


def total_budget(items: Sequence[Row]) -> Decimal:
    """The sum of what the items are expected to cost, exact."""
    return sum((Decimal(each["budget"]) for each in items if each["budget"]), Decimal(0))
