"""Kiểm tra của tỉnh (Điều 8 khoản 1, khoản 2): cuộc nào, đợt nào, ai chưa cử người, thấy gì, ai phải làm gì?"""

from __future__ import annotations

from datetime import datetime

from flask import Response, abort, render_template, request

from services.portal import formats
from services.portal.desk import Row
from services.portal.pages.frame import attached, blueprint, desk
from services.portal.pages.inspection_files import minutes, report
from services.portal.pages.procedures import Counts, counted, shows

STATES = {
    "late": ("Có việc quá hạn", "late"),
    "assigned": ("Chờ kế hoạch", "info"),
    "planned": ("Đã có kế hoạch", "info"),
    "running": ("Đang kiểm tra", "info"),
    "reported": ("Đã báo cáo, chờ kết luận †", "info"),
    "concluded": ("Đã kết luận", "ok"),
    "cancelled": ("Đã thôi", "none"),
}
CLOSED = {"concluded", "cancelled"}
OCCASIONS = {"yearly": "hằng năm", "ad_hoc": "đột xuất"}
ROUNDS = {
    "open": ("Theo kế hoạch", "info"),
    "held": ("Đã kiểm tra đủ", "ok"),
    "cancelled": ("Đã thôi", "none"),
    "dropped": ("Bỏ khỏi kế hoạch", "none"),
}
ANSWERS = {
    "late": ("Quá hạn, chưa cử", "late"),
    "short": ("Cử chưa đủ", "soon"),
    "declined": ("Không cử được", "soon"),
    "asked": ("Chờ cử người", "info"),
    "named": ("Đã cử", "ok"),
    "named_late": ("Đã cử, muộn", "soon"),
    "excused": ("Được miễn", "none"),
    "dropped": ("Thôi hỏi", "none"),
}
OWING = {"late", "asked", "short", "declined"}


def answer_of(one: Row, nomination: Row, now: datetime) -> str:
    """How an agency has answered a request for people, at this moment."""
    state = str(nomination["state"])
    if one["state"] != "open" and state in OWING:
        return "dropped"
    if state == "named":
        short = len(nomination["named"]) < nomination["people"]
        return "short" if short else "named_late" if nomination["late"] else "named"
    due = formats.read_moment(nomination["due"])
    gone = nomination["overdue"] is not None or (due is not None and due <= now)
    return "late" if state == "asked" and gone else state


def rounds_of(row: Row, now: datetime) -> list[Row]:
    """The rounds in their order, each with its answers, and with the agencies that have not been visited yet."""
    found = []
    for one in sorted(row["rounds"].values(), key=lambda each: int(each["round"])):
        answers = [{**each, "shown": answer_of(one, each, now)} for each in one["nominations"].values()]
        visited = [each["agency"] for each in one["visits"]]
        left = [each for each in one["agencies"] if each not in visited]
        state = "held" if one["state"] == "open" and one["agencies"] and not left else one["state"]
        found.append({**one, "answers": answers, "left": left, "shown": state})
    return found


def told(row: Row, now: datetime) -> Row:
    """An inspection as a list shows it."""
    rounds = rounds_of(row, now)
    running = [one for one in rounds if one["state"] == "open"]
    owing = [each["agency"] for one in running for each in one["answers"] if each["shown"] == "late"]
    due = formats.read_moment(row["due"])
    unplanned = row["state"] == "assigned" and due is not None and due <= now
    late = row["state"] not in CLOSED and (bool(owing) or unplanned)
    return {
        **row,
        "shown": "late" if late else row["state"],
        "parts": rounds,
        "owing": list(dict.fromkeys(owing)),
        "unplanned": unplanned,
        "visited": sum(len(one["visits"]) for one in rounds),
        "to_visit": sum(len(one["agencies"]) for one in running),
    }


@blueprint.get("/inspections")
def inspections() -> str:
    """Các cuộc kiểm tra của tỉnh, worst first; beside it the years of the agencies' own inspections."""
    now = desk().now()
    rows = [told(row, now) for row in desk().rows("inspections").values()]
    rows.sort(key=lambda row: str(row["inspection"]), reverse=True)
    rows.sort(key=lambda row: (row["shown"] != "late", row["state"] in CLOSED))
    asked = request.args.get("state", "")
    return render_template(
        "inspections.html",
        rows=[row for row in rows if not asked or row["shown"] == asked],
        total=len(rows),
        states=STATES,
        counts={name: sum(row["shown"] == name for row in rows) for name in STATES},
        state_asked=asked,
        occasions=OCCASIONS,
        years=sorted(desk().rows("own_inspections"), reverse=True),
    )


@blueprint.get("/inspections/<inspection>")
def inspection(inspection: str) -> str:
    """Một cuộc kiểm tra: các đợt, người được cử, đoàn, từng buổi, báo cáo, kết luận."""
    row = told(_found(inspection), desk().now())
    return render_template(
        "inspection.html", row=row, states=STATES, occasions=OCCASIONS, round_states=ROUNDS, answers=ANSWERS,
        matter=f"inspection/{inspection}" if f"inspection/{inspection}" in desk().rows("matters") else None,
        tasks=desk().rows("tasks"),
    )  # fmt: skip


@blueprint.get("/inspections/<inspection>/report.docx")
def inspection_report(inspection: str) -> Response:
    """Báo cáo kết quả kiểm tra."""
    row = _found(inspection)
    if row["report"] is None:
        abort(404)
    return attached(report(row, rounds_of(row, desk().now()), OCCASIONS), f"bao-cao-{inspection}.docx")


@blueprint.get("/inspections/<inspection>/rounds/<int:round>/minutes.docx")
def inspection_minutes(inspection: str, round: int) -> Response:
    """Biên bản các buổi kiểm tra của một đợt."""
    row = _found(inspection)
    one = row["rounds"].get(str(round))
    if one is None or not one["visits"]:
        abort(404)
    return attached(minutes(row, one), f"bien-ban-{inspection}-{round}.docx")


def _found(inspection: str) -> Row:
    row = desk().rows("inspections").get(inspection)
    if row is None:
        abort(404)
    return row


@shows("inspection", endpoint="pages.inspections", views=("inspections",))
def _counts() -> Counts:
    now = desk().now()
    rows = [told(row, now) for row in desk().rows("inspections").values()]
    return counted(["done" if row["state"] in CLOSED else row["shown"] for row in rows])
