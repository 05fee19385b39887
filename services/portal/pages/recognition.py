"""Khen thưởng; chấn chỉnh, xử lý (Điều 13 khoản 6): đề nghị gì, dựa vào sự việc nào, UBND tỉnh quyết định thế nào?

Each ground is a fact that somebody recorded, and leads to it. People are shown by position and first letters.
"""

from __future__ import annotations

from collections.abc import Iterable

from flask import abort, render_template

from services.portal import wording
from services.portal.desk import Row
from services.portal.pages.frame import blueprint, desk, log_rows
from services.portal.pages.information import ref_of
from services.portal.pages.office import initials
from services.portal.pages.procedures import Counts, counted, shows

COMMENDATIONS = {
    "proposed": ("Chờ UBND tỉnh quyết định", "info"),
    "returned": ("Trả lại", "late"),
    "approved": ("Đã khen thưởng", "ok"),
}
RECTIFICATIONS = {
    "noted": ("Chờ giải trình", "soon"),
    "explained": ("Đã giải trình", "info"),
    "proposed": ("Chờ UBND tỉnh quyết định", "info"),
    "returned": ("UBND tỉnh trả lại", "late"),
    "approved": ("UBND tỉnh đồng ý", "ok"),
    "closed": ("Khép lại, không đề nghị †", "none"),
}
MEASURES = {
    "reminder": "nhắc nhở",
    "criticism": "phê bình",
    "accountability": "kiểm điểm trách nhiệm",
    "discipline": "xử lý theo quy định của pháp luật",
}
SORTS = {"group": "tập thể", "person": "cá nhân"}
CLOSED = {"approved", "closed"}


def merits_of(merits: Iterable[Row], known: dict[str, Row]) -> list[Row]:
    """Who is put forward: a group by its name, a person by position and first letters; the grounds as links."""
    return [
        {
            **each,
            "name": each["name"] if each["sort"] == "group" else initials(each["name"]),
            "grounds": grounds_of(each["grounds"], known),
        }
        for each in merits
    ]


def grounds_of(grounds: Iterable[Row], known: dict[str, Row]) -> list[Row]:
    """Each ground with what kind of fact it is; without one when the portal has never heard of it."""
    found = []
    for each in grounds:
        row = known.get(each["fact"])
        found.append({**each, "called": wording.fact(row["type"]) if row else None})
    return found


def _known() -> dict[str, Row]:
    return {row["id"]: row for row in log_rows()}


@blueprint.get("/recognition")
def recognition() -> str:
    """Khen thưởng và chấn chỉnh: việc nào chưa quyết định; giới thiệu nào chưa được tổng hợp."""
    views = desk()
    commendations = sorted(views.rows("commendations").values(), key=lambda row: str(row["at"]), reverse=True)
    rectifications = sorted(views.rows("rectifications").values(), key=lambda row: str(row["at"]), reverse=True)
    commendations.sort(key=lambda row: row["state"] in CLOSED)
    rectifications.sort(key=lambda row: row["state"] in CLOSED)
    taken = {name for row in commendations for name in row["nominations"]}
    nominations = [
        {**row, "taken": name in taken, "ref": ref_of(name)} for name, row in views.rows("nominations").items()
    ]
    nominations.sort(key=lambda row: row["taken"])
    return render_template(
        "recognition.html",
        commendations=[{**row, "ref": ref_of(row["commendation"])} for row in commendations],
        rectifications=[{**row, "ref": ref_of(row["rectification"])} for row in rectifications],
        nominations=nominations,
        states=COMMENDATIONS,
        wrongs=RECTIFICATIONS,
        measures=MEASURES,
    )


@blueprint.get("/recognition/commendations/<path:ref>")
def commendation(ref: str) -> str:
    """Một đợt khen thưởng."""
    row = desk().rows("commendations").get(f"commendation/{ref}")
    if row is None:
        abort(404)
    nominations = [desk().rows("nominations").get(name) or {"nomination": name} for name in row["nominations"]]
    return render_template(
        "commendation.html", row=row, ref=ref, merits=merits_of(row["merits"], _known()), states=COMMENDATIONS,
        sorts=SORTS, nominations=nominations, matter=_matter(row["commendation"]),
    )  # fmt: skip


@blueprint.get("/recognition/nominations/<path:ref>")
def nomination(ref: str) -> str:
    """Một cơ quan giới thiệu tập thể, cá nhân để xét khen thưởng."""
    row = desk().rows("nominations").get(f"nomination/{ref}")
    if row is None:
        abort(404)
    taken = [each for each in desk().rows("commendations").values() if row["nomination"] in each["nominations"]]
    return render_template(
        "nomination.html", row=row, ref=ref, merits=merits_of(row["merits"], _known()), sorts=SORTS,
        taken=[{**each, "ref": ref_of(each["commendation"])} for each in taken],
    )  # fmt: skip


@blueprint.get("/recognition/rectifications/<path:ref>")
def rectification(ref: str) -> str:
    """Một tồn tại: sự việc nào, cơ quan giải trình gì, đề nghị gì, quyết định gì."""
    row = desk().rows("rectifications").get(f"rectification/{ref}")
    if row is None:
        abort(404)
    return render_template(
        "rectification.html", row=row, ref=ref, grounds=grounds_of(row["grounds"], _known()), states=RECTIFICATIONS,
        measures=MEASURES, matter=_matter(row["rectification"]),
    )  # fmt: skip


def _matter(name: str) -> str | None:
    return name if name in desk().rows("matters") else None


@shows("recognition", endpoint="pages.recognition", views=("commendations", "rectifications", "nominations"))
def _counts() -> Counts:
    rows = [*desk().rows("commendations").values(), *desk().rows("rectifications").values()]
    return counted(["done" if row["state"] in CLOSED else "open" for row in rows])
