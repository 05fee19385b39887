"""Thanh tra, kiểm tra của từng cơ quan (Điều 8 khoản 3): ai đã gửi, ai chưa, có đủ cả hai đường không?"""

from __future__ import annotations

from datetime import datetime

from flask import Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from services.portal import formats, wording
from services.portal.desk import Row
from services.portal.pages.frame import attached, blueprint, desk, known_organisation
from services.portal.pages.office import is_sample
from services.portal.pages.procedures import Counts, counted, shows
from shared.office.table_workbook import Column, Sheet, xlsx_of
from shared.regulation.alphabet import Key, vietnamese_key
from shared.regulation.field_contents import FIELD_CONTENTS

STATES = {
    "late": ("Quá hạn, chưa gửi", "late"),
    "missing": ("Chưa gửi", "none"),
    "sent_late": ("Đã gửi, muộn", "soon"),
    "sent": ("Đã gửi", "ok"),
}
PARTS = {"plans": "Kế hoạch", "results": "Báo cáo kết quả"}
CONTENTS = {each.content: each.title for each in FIELD_CONTENTS}
OBLIGED = ("departments", "districts")


def agencies_of(year: Row, now: datetime) -> list[Row]:
    """Every agency that has to send, and whoever sent although nobody named it: worst first, then by name."""
    call = year["call"]
    named = call["agencies"] if call else [
        each.id for block in OBLIGED for each in known_organisation().agencies(now.date(), block)
    ]  # fmt: skip
    every = dict.fromkeys([*named, *year["plans"], *year["results"]])
    rows = []
    for agency in every:
        plan, result = (_part(year, part, agency, now) for part in PARTS)
        conducted = year["conducted"].get(agency, [])
        rows.append({"agency": agency, "plans": plan, "results": result, "conducted": conducted})
    rows.sort(key=lambda row: _by_name(row["agency"]))
    rows.sort(key=lambda row: min(_place(row["plans"]), _place(row["results"])))
    return rows


def _part(year: Row, part: str, agency: str, now: datetime) -> Row:
    sent = year[part].get(agency)
    if sent is not None and sent.get("fact"):
        return {**sent, "state": "sent_late" if sent["late"] else "sent"}
    bare: Row = {"agency": agency, "fact": None, "relay": None, "informed": [], "items": []}
    overdue = year["overdue"].get(part, {"outstanding": []})
    due = formats.read_moment(year["call"][f"{part.removesuffix('s')}_due"]) if year["call"] else None
    late = agency in overdue["outstanding"] or (due is not None and due <= now)
    return {**bare, "state": "late" if late else "missing"}


def _place(part: Row) -> int:
    return list(STATES).index(part["state"])


@blueprint.get("/own-inspections")
def own_inspections() -> str | BaseResponse:
    """The latest year; without one, what will stand here."""
    years = desk().rows("own_inspections")
    if years:
        return redirect(url_for("pages.own_inspections_of", year=max(years)))
    return render_template("own_inspections_empty.html")


@blueprint.get("/own-inspections/<int:year>")
def own_inspections_of(year: int) -> str:
    """Một năm: từng cơ quan đã gửi kế hoạch, báo cáo chưa, qua Sở Nội vụ và tới cơ quan lĩnh vực nào."""
    row = _found(year)
    agencies = agencies_of(row, desk().now())
    asked = request.args.get("state", "")
    shown = [each for each in agencies if not asked or asked in {each[part]["state"] for part in PARTS}]
    return render_template(
        "own_inspections.html", row=row, rows=shown, total=len(agencies), states=STATES, parts=PARTS, contents=CONTENTS,
        counts={name: sum(name in {each[part]["state"] for part in PARTS} for each in agencies) for name in STATES},
        tally={part: [sum(each[part]["state"] == name for each in agencies) for name in STATES] for part in PARTS},
        state_asked=asked, years=sorted(desk().rows("own_inspections"), reverse=True),
    )  # fmt: skip


@blueprint.get("/own-inspections/<int:year>/<agency>")
def own_inspection(year: int, agency: str) -> str:
    """Một cơ quan trong một năm: kế hoạch gì, đã kiểm tra đâu, báo cáo gì."""
    row = _found(year)
    mine = next((each for each in agencies_of(row, desk().now()) if each["agency"] == agency), None)
    if mine is None:
        abort(404)
    planned = {each["item"] for each in mine["plans"].get("items", ())}
    done = {each["item"]: each for each in mine["conducted"]}
    beyond = [each for item, each in done.items() if item not in planned]
    steps = [each for each in row["steps"] if each["agency"] == agency]
    return render_template(
        "own_inspection.html", row=row, mine=mine, done=done, beyond=beyond, states=STATES, parts=PARTS,
        contents=CONTENTS, steps=steps,
    )  # fmt: skip


@blueprint.get("/own-inspections/<int:year>.xlsx")
def own_inspections_workbook(year: int) -> Response:
    """Ai đã gửi, ai chưa, bằng cả hai đường: để Sở Nội vụ theo dõi, tổng hợp."""
    row = _found(year)
    columns = [Column("TT", 6, "center"), Column("Cơ quan, địa phương", 40)]
    for name in PARTS.values():
        columns += [Column(name, 20), Column(f"{name}: số, ký hiệu", 24), Column("Trình qua", 14)]
        columns += [Column("Gửi cơ quan lĩnh vực", 26)]
    columns += [Column("Số cuộc kế hoạch", 10), Column("Số cuộc đã làm", 10)]
    lines = []
    for place, each in enumerate(agencies_of(row, desk().now()), 1):
        line: list[str | int | None] = [place, wording.agency_name(each["agency"])]
        for part in PARTS:
            one = each[part]
            line += [STATES[one["state"]][0], wording.document(one["document"]) if one["fact"] else ""]
            line += [wording.agency_short(one["relay"]["via"] or "") if one["relay"] else ""]
            line += [", ".join(map(wording.agency_short, one["informed"]))]
        plan = each["plans"]
        lines.append([*line, len(plan["items"]) if plan["fact"] else None, len(each["conducted"])])
    title = ("THEO DÕI KẾ HOẠCH, BÁO CÁO KIỂM TRA CẢI CÁCH HÀNH CHÍNH", f"Năm {year} (Điều 8 khoản 3 Quy chế)")
    sheet = Sheet("Theo dõi", title, tuple(columns), lines, sample=is_sample(row))
    return attached(xlsx_of(sheet), f"kiem-tra-{year}.xlsx")


def _found(year: int) -> Row:
    row = desk().rows("own_inspections").get(str(year))
    if row is None:
        abort(404)
    return row


def _by_name(agency: str) -> Key:
    return vietnamese_key(wording.agency_name(agency))


@shows("own_inspection", endpoint="pages.own_inspections", views=("own_inspections",))
def _counts() -> Counts:
    """One matter is one agency's plan or report of a year."""
    now = desk().now()
    parts = [
        each[part]["state"]
        for row in desk().rows("own_inspections").values()
        for each in agencies_of(row, now)
        for part in PARTS
    ]
    return counted(["done" if state in {"sent", "sent_late"} else state for state in parts])
