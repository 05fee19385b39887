"""Danh bạ cơ quan và thẩm quyền (Điều 4 khoản 2, Điều 13–18): ai là ai, ai phụ trách gì vào một ngày, theo văn bản nào?

Two times are asked for, and told apart: ``on``, the day of which it is asked (hiệu lực), and ``known``, the moment at
which it was known (ghi nhận).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask import abort, render_template, request

from services.portal import formats, wording
from services.portal.desk import Row
from services.portal.pages.frame import blueprint, desk, known_organisation
from services.portal.pages.procedures import Counts, shows
from shared.regulation.agencies import BLOCKS, PROVINCE, Agency
from shared.regulation.competences import IN_FORCE, Ownership
from shared.regulation.organisation import Organisation

WITHDRAWAL = "ReorganisationWithdrawn"


@dataclass(frozen=True)
class Entry:
    """Một cơ quan vào một ngày."""

    agency: Agency
    since: date | None
    until: date | None
    predecessors: tuple[str, ...]
    competences: tuple[Ownership, ...]


@blueprint.get("/organisation")
def organisation() -> str:
    """Danh bạ vào một ngày, như sổ biết ở một thời điểm."""
    now = desk().now()
    faults = []
    asked: dict[str, datetime | None] = {}
    for name in ("on", "known"):
        text = request.args.get(name, "").strip()
        asked[name] = formats.read_moment(text)
        if text and asked[name] is None:
            faults.append(f"Không đọc được ngày “{text}”; đang xem hiện tại.")
    on = asked["on"].date() if asked["on"] else now.date()
    if on < IN_FORCE:
        on = IN_FORCE
        faults.append("Danh bạ bắt đầu từ ngày Quy chế có hiệu lực (18/6/2021).")
    known = asked["known"] if asked["known"] and asked["known"] < now else None
    province = known_organisation().as_known(known) if known else known_organisation()
    with wording.named_by(province, on):
        return render_template(
            "organisation.html",
            on=on,
            on_asked=asked["on"] is not None,
            known=known,
            faults=faults,
            blocks=_blocks(province, on),
            gone=_gone(province, on),
            ownerships=[province.ownership(each, on) for each in province.competences()],
            held_before={each: _before(province, each, on) for each in province.competences()},
            changes=_changes(province, known),
            what=what,
            in_force=IN_FORCE,
        )


@blueprint.get("/organisation/<id>")
def organisation_agency(id: str) -> str:
    """Một cơ quan: tên, khối, thẩm quyền của nó từ ngày nào đến ngày nào."""
    province, today = known_organisation(), desk().now().date()
    if not province.known_by(id):
        abort(404)
    held = [row for each in province.competences() for row in province.ownerships(each) if row.owner == id]
    since, until = province.life(id)
    return render_template(
        "organisation_agency.html",
        agency=province.described(id, today),
        since=since,
        until=until,
        today=today,
        successor=province.successor(id, today),
        predecessors=province.predecessors(id, today),
        held=held,
        changes=[row for row in _changes(province, None) if id in row["named"]],
        what=what,
        in_force=IN_FORCE,
    )


def _entry(province: Organisation, agency: Agency, on: date) -> Entry:
    since, until = province.life(agency.id)
    held = tuple(province.ownership(each, on) for each in province.competences_of(agency.id, on))
    return Entry(agency, since, until, province.predecessors(agency.id, on), held)


def _blocks(province: Organisation, on: date) -> list[tuple[str, list[Entry]]]:
    found = [
        (name, [_entry(province, one, on) for one in province.agencies(on, code)]) for code, name in BLOCKS.items()
    ]
    others = sorted({id for each in province.changes for id in each.named if province.exists(id, on)})
    outside = [province.described(id, on) for id in others if not province.described(id, on).block]
    if province.exists(PROVINCE.id, on) and PROVINCE.id not in others:
        outside.insert(0, province.described(PROVINCE.id, on))
    return [
        *((name, rows) for name, rows in found if rows),
        ("Ngoài các khối", [_entry(province, one, on) for one in outside]),
    ]


def _gone(province: Organisation, on: date) -> list[Row]:
    """Those that are no more on that day, and who stands in their place."""
    ended = dict.fromkeys(id for each in province.changes for id in each.ending)
    return [
        {"agency": id, "until": province.life(id)[1], "successor": province.successor(id, on)}
        for id in ended
        if (until := province.life(id)[1]) is not None and until <= on
    ]


def _before(province: Organisation, competence: str, on: date) -> list[Ownership]:
    """Who held it before that day, the latest first."""
    return [row for row in reversed(province.ownerships(competence)) if row.valid_to and row.valid_to < on]


def _changes(province: Organisation, known: datetime | None) -> list[Row]:
    """What was recorded by that moment, the latest day first; with what became of it."""
    rows = desk().rows("organisation")
    withdrawn = {each.data["withdrawn"]: each for each in province.known if each.type == WITHDRAWAL}
    found = []
    for each in province.known:
        row = rows.get(f"{each.number:06d}")
        if row is not None:
            told = {"number": each.number, "valid_from": each.valid_from, "withdrawn": withdrawn.get(each.number)}
            found.append({**row, **told, "named": each.named})
    return sorted(found, key=lambda row: (row["valid_from"], row["number"]), reverse=True)


def what(row: Row) -> str:
    """What happened, in a sentence."""
    data, name = row["data"], wording.agency_name
    match row["type"]:
        case "AgencyEstablished":
            return f"Thành lập {data['name']}"
        case "AgencyRenamed":
            return f"{data['agency']} mang tên {data['name']}"
        case "AgencyPlaced":
            block = wording.within(wording.block(data["block"])) if data["block"] else "không thuộc khối nào"
            parent = f", trực thuộc {name(data['parent'])}" if data["parent"] else ""
            return f"{name(data['agency'])}: {block}{parent}"
        case "AgenciesMerged":
            return f"{', '.join(map(name, data['predecessors']))} nhập vào {name(data['successor'])}"
        case "AgencyDissolved":
            follower = f", {name(data['successor'])} kế thừa" if data["successor"] else ""
            return f"Giải thể {name(data['agency'])}{follower}"
        case "CompetenceTransferred":
            title = wording.within(wording.competence(data["competence"]))
            return f"Chuyển nội dung {title} sang {name(data['successor'])}"
        case "AgencyCodeAssigned":
            return f"{name(data['agency'])} mang mã định danh {data['code']}"
        case "ReorganisationWithdrawn":
            return f"Rút dòng số {data['withdrawn']}: {data['reason']}"
    return wording.fact(row["type"])


@shows("organisation", endpoint="pages.organisation", views=("organisation",))
def _counts() -> Counts:
    today = desk().now().date()
    coming = sum(each.valid_from > today for each in known_organisation().changes)
    return Counts(open=coming, done=len(known_organisation().changes) - coming)
