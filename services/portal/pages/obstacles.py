"""Khó khăn, vướng mắc (Điều 7, Điều 20 khoản 2): ai phản ánh, theo đường nào, ở tay ai, đã trả lời chưa?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from flask import Response, abort, render_template, request

from services.portal import formats, wording
from services.portal.desk import Row
from services.portal.pages.frame import attached, blueprint, desk
from services.portal.pages.procedures import Counts, counted, shows
from services.portal.pages.task_states import is_sample
from shared.office.table_workbook import Column, Sheet, Value, xlsx_of

KINDS = {"obstacle": "Vướng mắc", "progress": "Tình hình, tiến độ", "adjustment": "Đề nghị điều chỉnh"}
STATES = {
    "open": ("Đang xử lý", "info"),
    "asked": ("Đang hỏi ý kiến", "info"),
    "asked_late": ("Hỏi ý kiến, quá hạn trả lời", "late"),
    "grouped": ("Đã tổng hợp, chờ tham mưu", "info"),
    "submitted": ("Đang trình UBND tỉnh", "soon"),
    "returned": ("UBND tỉnh trả lại, tham mưu lại", "soon"),
    "answered": ("Đã trả lời", "ok"),
    "resolved": ("Đã tháo gỡ", "ok"),
    "withdrawn": ("Đã rút", "none"),
}
CLOSED = ("answered", "resolved", "withdrawn")
MATTERS = {
    "consolidated": ("Chờ tham mưu", "info"),
    "submitted": ("Đang trình UBND tỉnh", "soon"),
    "returned": ("UBND tỉnh trả lại, tham mưu lại", "soon"),
    "decided": ("UBND tỉnh đã quyết định", "ok"),
}
STEPS = {
    "reported": "Phản ánh",
    "notified": "Thông báo đơn vị liên quan",
    "withdrawn": "Rút phản ánh",
    "reopened": "Mở lại",
    "asked": "Hỏi ý kiến",
    "opinion": "Có ý kiến",
    "overdue": "Quá hạn cho ý kiến",
    "resolved": "Tháo gỡ ngay",
    "grouped": "Đưa vào việc tổng hợp",
    "separated": "Tách ra",
    "consolidated": "Tổng hợp",
    "advised": "Tham mưu phương án",
    "submitted": "Trình UBND tỉnh",
    "decided": "UBND tỉnh quyết định",
    "returned": "UBND tỉnh trả lại",
    "answered": "Trả lời nơi phản ánh",
}
OF_A_LEAD = "QC-7.2′-2"


def obstacle_state(row: Row, matters: Mapping[str, Row], now: datetime) -> str:
    """Where a reported obstacle is at a moment; one in a gathered matter is where the matter is."""
    if row["state"] == "grouped":
        above = matters.get(row["matter"] or "")
        return {"submitted": "submitted", "returned": "returned"}.get(above["state"] if above else "", "grouped")
    if row["state"] == "open":
        pending = [each for each in row["asked"].values() if not each["given"]]
        if pending:
            late = any((due := formats.read_moment(each["due"])) is not None and due <= now for each in pending)
            return "asked_late" if late else "asked"
    state: str = row["state"]
    return state


def route_of(row: Row, matters: Mapping[str, Row]) -> str:
    """The way to UBND: as it went, or as the regulation prescribes while it has not gone."""
    if row["state"] in {"resolved", "withdrawn"}:
        return "không phải trình"
    above = matters.get(row["matter"] or "")
    if above and above["route"]:
        return wording.route(above["route"]["origin"], above["route"]["via"])
    return wording.route(row["agency"], "SNV" if row["clause"] == OF_A_LEAD and row["agency"] != "SNV" else None)


def obstacle_rows() -> list[Row]:
    """Every reported obstacle with its state and route: the late ones first, then the oldest open, then the closed."""
    everything, now = desk().rows("obstacles"), desk().now()
    found: list[Row] = [
        {"row": row, "state": obstacle_state(row, everything, now), "route": route_of(row, everything)}
        for key, row in everything.items()
        if key.startswith("obstacle/")
    ]
    found.sort(key=lambda one: str(one["row"]["since"]))
    found.sort(key=lambda one: 2 if one["state"] in CLOSED else 0 if one["state"] == "asked_late" else 1)
    return found


def matter_rows() -> list[Row]:
    """The gathered matters: what is not decided first, then the latest."""
    rows = [row for key, row in desk().rows("obstacles").items() if key.startswith("obstacles/")]
    rows.sort(key=lambda row: str(row["matter"]), reverse=True)
    return sorted(rows, key=lambda row: row["state"] == "decided")


@shows("obstacle", endpoint="pages.obstacles", views=("obstacles",))
def counts() -> Counts:
    states = [one["state"] for one in obstacle_rows()]
    return counted(["done" if each in CLOSED else "late" if each == "asked_late" else "open" for each in states])


@blueprint.get("/obstacles")
def obstacles() -> str:
    """Mọi phản ánh, và các việc được tổng hợp từ chúng."""
    everything = obstacle_rows()
    state = request.args.get("state", "")
    state = state if state in STATES else ""
    return render_template(
        "obstacles.html",
        rows=[one for one in everything if not state or one["state"] == state],
        total=len(everything),
        counts={name: sum(one["state"] == name for one in everything) for name in STATES},
        states=STATES,
        kinds=KINDS,
        state_asked=state,
        matters=matter_rows(),
        matter_states=MATTERS,
    )


@blueprint.get("/obstacles.xlsx")
def obstacles_workbook() -> Response:
    """The same as an Excel workbook."""
    state = request.args.get("state", "")
    found = [one for one in obstacle_rows() if state not in STATES or one["state"] == state]
    rows: list[list[Value]] = [
        [
            place,
            wording.agency_name(one["row"]["agency"]),
            KINDS[one["row"]["matter_kind"]],
            one["row"]["title"],
            one["row"]["content"],
            one["row"]["proposal"] or "",
            formats.moment(one["row"]["since"]),
            one["route"],
            STATES[one["state"]][0],
            one["row"]["matter"] or "",
            one["row"]["answer"]["text"] if one["row"]["answer"] else "",
            wording.citation(one["row"]["clause"]),
        ]
        for place, one in enumerate(found, 1)
    ]
    columns = (
        Column("TT", 6, "center"),
        Column("Cơ quan phản ánh", 26),
        Column("Loại", 16),
        Column("Trích yếu", 36),
        Column("Nội dung", 40),
        Column("Kiến nghị", 30),
        Column("Gửi lúc", 16),
        Column("Đường trình", 18),
        Column("Tình trạng", 22),
        Column("Việc tổng hợp", 18),
        Column("Trả lời", 40),
        Column("Căn cứ", 26),
    )
    lines = ("KHÓ KHĂN, VƯỚNG MẮC", f"Đến {formats.moment(desk().now())}")
    sample = any(is_sample(one["row"]["title"]) for one in found)
    return attached(xlsx_of(Sheet("Vướng mắc", lines, columns, rows, sample=sample)), "vuong-mac.xlsx")


@blueprint.get("/obstacles/<path:ref>")
def obstacle(ref: str) -> str:
    """Một phản ánh: từ lúc gửi đến lúc được trả lời."""
    everything, now = desk().rows("obstacles"), desk().now()
    row = everything.get(f"obstacle/{ref}") or everything.get(ref)
    if row is None or "obstacle" not in row:
        abort(404)
    above = everything.get(row["matter"] or "")
    steps = [*row["steps"], *(above["steps"] if above else ())]
    return render_template(
        "obstacle.html",
        row=row,
        state=obstacle_state(row, everything, now),
        states=STATES,
        route=route_of(row, everything),
        kinds=KINDS,
        matter=above,
        matter_states=MATTERS,
        asked=_asked(row, now),
        steps=sorted(steps, key=lambda step: int(step["place"])),
        step_names=STEPS,
    )


def _asked(row: Row, now: datetime) -> list[Row]:
    found = []
    for agency, each in row["asked"].items():
        due = formats.read_moment(each["due"])
        late = each["given"]["late"] if each["given"] else due is not None and due <= now
        found.append({"agency": agency, "late": late, **each})
    return found
