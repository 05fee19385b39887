"""Sắp xếp tổ chức: điều gì ghi được vào danh bạ (Điều 4 khoản 2 †), as rules over one fact and all the others.

A fact is judged by what the rest says of its day, in whatever order they were recorded; so what is already recorded can
be judged again when one more fact is added or one is withdrawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from shared.regulation.agencies import UnknownAgency
from shared.regulation.competences import COMPETENCES, UnknownCompetence
from shared.regulation.faults import Fault, Sentences
from shared.regulation.organisation import Change, Organisation

SENTENCES = Sentences(
    AGENCY_EXISTS="Định danh {node} đã dùng cho {name}; định danh không dùng lại.",
    UNKNOWN_AGENCY="Không có cơ quan mang mã {node!r}.",
    AGENCY_NOT_EXISTING="Ngày {day} {name} chưa thành lập hoặc không còn hoạt động.",
    NAME_TAKEN="Ngày {day} tên “{node}” là tên của {agency}.",
    NOTHING_NEW="Ngày {day} danh bạ đã ghi như thế về {name}.",
    SUCCESSOR_IS_PREDECESSOR="{name} là cơ quan kế thừa, giữ định danh, nên không nêu trong số các cơ quan nhập vào.",
    SUCCESSOR_WITHOUT_SERVICE="{name} chưa có dịch vụ thẩm định nên chưa nhận được thẩm quyền: {titles}.",
    COMPETENCE_WITHOUT_HOLDER="{name} đang chủ trì {titles}; phải nêu cơ quan kế thừa hoặc chuyển thẩm quyền trước.",
    UNKNOWN_COMPETENCE="Không có nội dung thẩm định {node!r}.",
    COMPETENCE_NOT_IN_FORCE="Ngày {day} chưa có cơ quan nào chủ trì nội dung {node!r}.",
    ALREADY_HELD="Ngày {day} {name} đang chủ trì nội dung này.",
    CODE_TAKEN="Ngày {day} mã {node} là mã của {agency}.",
)
IMPOSSIBLE = {"AGENCY_EXISTS", "UNKNOWN_AGENCY", "AGENCY_NOT_EXISTING", "COMPETENCE_NOT_IN_FORCE"}
_say = SENTENCES.fault


def faults(organisation: Organisation, change: Change) -> Iterator[Fault]:
    """What is wrong with this fact beside all the other facts; ``organisation`` may hold it already."""
    yield from _RULES[change.type](organisation.without(change.number), change.data, change.valid_from)


def broken(organisation: Organisation) -> tuple[Change, ...]:
    """The facts that cannot stand beside the others; one that only says what another says too can."""
    return tuple(
        each for each in organisation.changes if any(fault.code in IMPOSSIBLE for fault in faults(organisation, each))
    )


def competence_faults(organisation: Organisation, change: Change) -> Iterator[Fault]:
    """A merger or a dissolution: whoever takes the competences over must have a service that appraises."""
    before = organisation.without(change.number)
    held = [each for id in change.ending for each in before.competences_of(id, change.valid_from)]
    if not held:
        return
    titles, successor = "; ".join(COMPETENCES[each] for each in held), change.data["successor"]
    if successor is None:
        name = before.described(change.ending[0], change.valid_from).name
        yield _say("COMPETENCE_WITHOUT_HOLDER", change.ending[0], name=name, titles=titles)
    elif before.service_of(successor) is None:
        name = before.described(successor, change.valid_from).name
        yield _say("SUCCESSOR_WITHOUT_SERVICE", successor, name=name, titles=titles)


def _established(others: Organisation, data: Any, day: date) -> Iterator[Fault]:
    try:
        known = others.described(data["agency"], day)
    except UnknownAgency:
        yield from _name_faults(others, data, day)
        if data["parent"]:
            yield from _existing(others, data["parent"], day)
        return
    yield _say("AGENCY_EXISTS", data["agency"], name=known.name)


def _renamed(others: Organisation, data: Any, day: date) -> Iterator[Fault]:
    missing = list(_existing(others, data["agency"], day))
    yield from missing
    if not missing:
        now = others.described(data["agency"], day)
        if (now.name, now.short) == (data["name"], data["short"]):
            yield _say("NOTHING_NEW", data["agency"], name=now.name, day=_spoken(day))
        yield from _name_faults(others, data, day)


def _name_faults(others: Organisation, data: Any, day: date) -> Iterator[Fault]:
    """Two agencies of one name on one day; one that ends that day leaves its name to its successor."""
    for each in others.agencies(day):
        if each.name == data["name"] and each.id != data["agency"]:
            yield _say("NAME_TAKEN", data["name"], agency=each.id, day=_spoken(day))


def _placed(others: Organisation, data: Any, day: date) -> Iterator[Fault]:
    missing = [*_existing(others, data["agency"], day), *_existing(others, data["parent"], day)]
    yield from missing
    if not missing:
        now = others.described(data["agency"], day)
        if (now.block, now.parent) == (data["block"] or "", data["parent"]):
            yield _say("NOTHING_NEW", data["agency"], name=now.name, day=_spoken(day))


def _merged(others: Organisation, data: Any, day: date) -> Iterator[Fault]:
    missing = [fault for id in (*data["predecessors"], data["successor"]) for fault in _existing(others, id, day)]
    yield from missing
    if not missing and data["successor"] in data["predecessors"]:
        name = others.described(data["successor"], day).name
        yield _say("SUCCESSOR_IS_PREDECESSOR", data["successor"], name=name)


def _dissolved(others: Organisation, data: Any, day: date) -> Iterator[Fault]:
    yield from _existing(others, data["agency"], day)
    if data["successor"] == data["agency"]:
        yield _say("SUCCESSOR_IS_PREDECESSOR", data["agency"], name=data["agency"])
    elif data["successor"]:
        yield from _existing(others, data["successor"], day)


def _transferred(others: Organisation, data: Any, day: date) -> Iterator[Fault]:
    if data["competence"] not in COMPETENCES:
        yield _say("UNKNOWN_COMPETENCE", data["competence"])
        return
    missing = list(_existing(others, data["successor"], day))
    yield from missing
    if missing:
        return
    name = others.described(data["successor"], day).name
    try:
        holder = others.owner(data["competence"], day)
    except UnknownCompetence:
        yield _say("COMPETENCE_NOT_IN_FORCE", data["competence"], day=_spoken(day))
        return
    if holder == data["successor"]:
        yield _say("ALREADY_HELD", data["successor"], name=name, day=_spoken(day))
    if others.service_of(data["successor"]) is None:
        titles = COMPETENCES[data["competence"]]
        yield _say("SUCCESSOR_WITHOUT_SERVICE", data["successor"], name=name, titles=titles)


def _coded(others: Organisation, data: Any, day: date) -> Iterator[Fault]:
    missing = list(_existing(others, data["agency"], day))
    yield from missing
    if missing:
        return
    now = others.described(data["agency"], day)
    if now.code == data["code"]:
        yield _say("NOTHING_NEW", data["agency"], name=now.name, day=_spoken(day))
    for each in others.agencies(day):
        if each.code == data["code"] and each.id != data["agency"]:
            yield _say("CODE_TAKEN", data["code"], agency=each.name, day=_spoken(day))


def _existing(others: Organisation, id: str, day: date) -> Iterator[Fault]:
    try:
        known = others.described(id, day)
    except UnknownAgency:
        yield _say("UNKNOWN_AGENCY", id)
        return
    if not others.exists(id, day):
        yield _say("AGENCY_NOT_EXISTING", id, name=known.name, day=_spoken(day))


def _spoken(day: date) -> str:
    return f"{day:%d/%m/%Y}"


_RULES: dict[str, Callable[[Organisation, Any, date], Iterator[Fault]]] = {
    "AgencyEstablished": _established,
    "AgencyRenamed": _renamed,
    "AgencyPlaced": _placed,
    "AgenciesMerged": _merged,
    "AgencyDissolved": _dissolved,
    "CompetenceTransferred": _transferred,
    "AgencyCodeAssigned": _coded,
}
