"""Cung cấp, trao đổi thông tin, tài liệu (Điều 7 khoản 1, Điều 12 khoản 1): ai đã nhận, ai đã đọc?"""

from __future__ import annotations

from flask import abort, render_template, request

from services.portal.desk import Row
from services.portal.pages.frame import blueprint, desk
from services.portal.pages.procedures import Counts, counted, shows
from services.portal.wording import competence

STATES = {
    "unreceived": ("Có nơi chưa nhận", "soon"),
    "unread": ("Có nơi chưa đọc †", "info"),
    "read": ("Mọi nơi đã đọc", "ok"),
    "withdrawn": ("Đã thu hồi", "none"),
}
SORTS = {
    "legal_rule": "Quy định pháp luật mới",
    "status": "Tình hình thực hiện",
    "result": "Kết quả thực hiện",
    "other": "Thông tin khác",
}
CLOSED = {"read", "withdrawn"}


def told(row: Row) -> Row:
    """A sharing with what has become of its latest edition at each recipient."""
    edition = row["edition"]
    places = []
    for agency in row["recipients"]:
        got, read = row["received"].get(agency), row["read"].get(agency)
        places.append(
            {
                "agency": agency,
                "received": got if got and got["edition"] == edition else None,
                "read": read if read and read["edition"] == edition else None,
                "read_before": read if read and read["edition"] < edition else None,
            }
        )
    unreceived = [each["agency"] for each in places if not each["received"] and not each["read"]]
    unread = [each["agency"] for each in places if not each["read"]]
    state = "unreceived" if unreceived else "unread" if unread else "read"
    places.sort(key=lambda each: (each["read"] is not None, each["received"] is not None))
    return {
        **row,
        "shown": "withdrawn" if row["state"] == "withdrawn" else state,
        "places": places,
        "unread": unread,
        "got": len(places) - len(unreceived),
        "seen": len(places) - len(unread),
        "ref": ref_of(row["information"]),
    }


def ref_of(name: str) -> str:
    """information/2021/SNV-01 → 2021/SNV-01."""
    return name.partition("/")[2]


@blueprint.get("/information")
def information() -> str:
    """Các lần cung cấp thông tin; what somebody has not received stands first."""
    rows = [told(row) for row in desk().rows("information").values()]
    rows.sort(key=lambda row: str(row["at"]), reverse=True)
    rows.sort(key=lambda row: list(STATES).index(row["shown"]))
    asked = request.args.get("state", "")
    return render_template(
        "information.html",
        rows=[row for row in rows if not asked or row["shown"] == asked],
        total=len(rows),
        states=STATES,
        sorts=SORTS,
        counts={name: sum(row["shown"] == name for row in rows) for name in STATES},
        state_asked=asked,
    )


@blueprint.get("/information/<path:ref>")
def shared_information(ref: str) -> str:
    """Một lần cung cấp: tài liệu gì, nơi nào đã nhận, nơi nào đã đọc."""
    row = desk().rows("information").get(f"information/{ref}")
    if row is None:
        abort(404)
    return render_template(
        "shared_information.html", row=told(row), states=STATES, sorts=SORTS, competence=competence
    )  # fmt: skip


@shows("information", endpoint="pages.information", views=("information",))
def _counts() -> Counts:
    states = [told(row)["shown"] for row in desk().rows("information").values()]
    return counted(["done" if state in CLOSED else state for state in states])
