"""Sổ công văn đi và đến; việc trình UBND tỉnh: văn bản nào, số nào, trình theo đường nào, đã quyết định chưa?"""

from __future__ import annotations

from datetime import date

from flask import Response, abort, render_template, request

from services.portal import wording
from services.portal.desk import Row
from services.portal.pages.frame import attached, blueprint, desk
from services.portal.words import folded
from shared.office.table_workbook import Column, Sheet, xlsx_of
from shared.regulation.alphabet import Key, vietnamese_key

PAGE = 100
DIRECTIONS = {"out": "Sổ công văn đi", "in": "Sổ công văn đến"}
MATTER_STATES = {
    "pending": ("Chờ quyết định", "soon"),
    "approved": ("Đã phê duyệt", "ok"),
    "returned": ("Trả lại", "late"),
    "reported": ("Đã báo cáo", "info"),
}


@blueprint.get("/registers")
def registers() -> str:
    """Sổ công văn: văn bản đi của một cơ quan, văn bản đến của một đơn vị."""
    asked = _asked()
    found = register(asked)
    after = request.args.get("after", "")
    start = min(int(after[:6]) if after.isascii() and after.isdecimal() else 0, len(found))
    everything = _everything()
    return render_template(
        "registers.html",
        asked=asked,
        title=DIRECTIONS[asked["direction"]],
        rows=found[start : start + PAGE],
        start=start,
        count=len(found),
        page=PAGE,
        total=len(everything),
        agencies=sorted({row["issuer"] for row in everything}, key=_by_name),
        years=sorted({row["issued"][:4] for row in everything}, reverse=True),
    )


@blueprint.get("/registers.xlsx")
def registers_workbook() -> Response:
    """The same register as an Excel workbook."""
    asked = _asked()
    who = wording.agency_name(asked["agency"]) if asked["agency"] else "Toàn tỉnh"
    rows = [
        [
            row["place"],
            f"{row['number']}/{row['notation']}",
            date.fromisoformat(row["issued"]),
            wording.agency_name(row["issuer"]),
            row["title"] or wording.subject(row["about"]),
            row["signer"],
            ", ".join(wording.agency_short(each) for each in row["recipients"]),
        ]
        for row in register(asked)
    ]
    order = "Số đến" if asked["direction"] == "in" else "TT"
    columns = (
        Column(order, 8, "center"),
        Column("Số, ký hiệu", 20),
        Column("Ngày", 12, "center"),
        Column("Cơ quan ban hành", 30),
        Column("Trích yếu", 56),
        Column("Người ký", 28),
        Column("Nơi nhận", 30),
    )
    lines = (DIRECTIONS[asked["direction"]].upper(), who, f"Năm {asked['year']}" if asked["year"] else "Mọi năm")
    return attached(xlsx_of(Sheet("Sổ công văn", lines, columns, rows)), f"so-cong-van-{asked['direction']}.xlsx")


def _asked() -> dict[str, str]:
    """Which register: direction, agency (a department for incoming), year, words."""
    direction = request.args.get("direction", "out")
    asked = {name: request.args.get(name, "").strip() for name in ("agency", "year", "q")}
    return {**asked, "direction": direction if direction in DIRECTIONS else "out"}


def _everything() -> list[Row]:
    return [row for key, row in desk().rows("documents").items() if key != "count"]


def register(asked: dict[str, str]) -> list[Row]:
    """The rows of a register, the latest first; each with its place, counted anew every year."""
    mine = [row for row in _everything() if _belongs(row, asked)]
    mine.sort(key=lambda row: (row["issued"] if asked["direction"] == "out" else row["noted"], row["order"]))
    places: dict[str, int] = {}
    numbered = []
    for row in mine:
        year = row["issued"][:4] if asked["direction"] == "out" else row["noted"][:4]
        places[year] = places.get(year, 0) + 1
        numbered.append({**row, "place": places[year], "year": year})
    words = folded(asked["q"])
    return [
        row
        for row in reversed(numbered)
        if (not asked["year"] or row["year"] == asked["year"]) and (not words or words in _searched(row))
    ]


def _belongs(row: Row, asked: dict[str, str]) -> bool:
    if asked["direction"] == "out":
        return not asked["agency"] or row["issuer"] == asked["agency"]
    if not asked["agency"]:
        return bool(row["departments"])
    return asked["agency"] != row["issuer"] and asked["agency"] in _receivers(row)


def _receivers(row: Row) -> set[str]:
    return {*row["recipients"], *(wording.agency_behind(each) for each in row["departments"])}


def _searched(row: Row) -> str:
    return folded(f"{row['number']}/{row['notation']} {row['title']} {row['signer']} {row['about']}")


@blueprint.get("/matters")
def matters() -> str:
    """Trình UBND tỉnh: việc nào đang chờ, đã quyết định thế nào?"""
    everything = sorted(desk().rows("matters").values(), key=lambda row: str(row["since"]), reverse=True)
    state = request.args.get("state", "")
    return render_template(
        "matters.html",
        rows=[row for row in everything if not state or row["state"] == state],
        total=len(everything),
        states=MATTER_STATES,
        counts={name: sum(row["state"] == name for row in everything) for name in MATTER_STATES},
        state_asked=state,
    )


@blueprint.get("/matters/<path:matter>")
def matter(matter: str) -> str:
    """Một việc trình UBND tỉnh: các lần trình, các lần quyết định."""
    row = desk().rows("matters").get(matter)
    if row is None:
        abort(404)
    return render_template("matter.html", row=row, states=MATTER_STATES)


def _by_name(agency: str) -> Key:
    return vietnamese_key(wording.agency_name(agency))
