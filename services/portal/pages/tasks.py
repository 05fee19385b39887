"""Nhiệm vụ được giao (Điều 3 khoản 5, 13 khoản 2, 14 khoản 1, 19 khoản 1): việc nào của ai, đến bao giờ, đến đâu rồi?

One book for both trackers: Sở Nội vụ looks at what is reform, Văn phòng UBND tỉnh at all; nothing is entered twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from flask import Response, abort, render_template, request

from services.portal import formats, wording
from services.portal.desk import Row
from services.portal.pages.frame import attached, blueprint, desk
from services.portal.pages.procedures import Counts, counted, shows
from services.portal.pages.task_states import SOON, STATES, Seen, is_sample, ref_of, task_named, task_rows
from services.portal.words import folded
from shared.office.table_workbook import Column, Sheet, xlsx_of
from shared.regulation.alphabet import Key, vietnamese_key

PAGE = 100
SOURCES = {
    "government": "Chính phủ",
    "prime_minister": "Thủ tướng Chính phủ",
    "ubnd": "UBND tỉnh",
    "chairman": "Chủ tịch UBND tỉnh",
    "steering_committee": "Ban Chỉ đạo",
    "plan": "Kế hoạch",
    "improvement_plan": "Kế hoạch cải thiện Chỉ số",
    "meeting": "Cuộc họp",
    "obstacle": "Vướng mắc",
    "inspection": "Kiểm tra",
}
ASSIGNERS = {
    "UBND": "UBND tỉnh",
    "CTUBND": "Chủ tịch UBND tỉnh",
    "BCDCCHC": "Ban Chỉ đạo cải cách hành chính tỉnh",
    "CHINHPHU": "Chính phủ",
    "THUTUONG": "Thủ tướng Chính phủ",
}
DUES = {"late": "đã quá hạn", "week": "trong 7 ngày tới", "month": "trong 30 ngày tới", "none": "không định hạn"}
WANTS = {
    "other_lead": "giao cơ quan khác chủ trì",
    "clarification": "làm rõ",
    "due": "lùi hạn",
    "coordinators": "đổi cơ quan phối hợp",
    "content": "sửa nội dung",
    "cancellation": "thôi không làm",
}
STEPS = {
    "assigned": "Giao nhiệm vụ",
    "accepted": "Nhận nhiệm vụ",
    "requested": "Đề nghị",
    "answered": "Trả lời đề nghị",
    "adjusted": "Điều chỉnh",
    "inherited": "Chuyển cho cơ quan kế thừa",
    "cancelled": "Thôi giao",
    "progress": "Báo cáo tiến độ",
    "reported": "Báo đã xong",
    "completed": "Xác nhận hoàn thành",
    "returned": "Trả lại, phải làm tiếp",
    "reopened": "Mở lại",
    "reminded": "Nhắc trước hạn",
    "overdue": "Ghi quá hạn",
    "urged": "Đôn đốc",
    "hindered": "Phản ánh vướng mắc",
    "freed": "Vướng mắc được tháo gỡ",
}
FIELDS = {
    "title": "Nội dung",
    "product": "Sản phẩm",
    "lead": "Chủ trì",
    "coordinators": "Phối hợp",
    "due": "Hạn",
    "due_source": "Căn cứ của hạn",
}


@shows("task", endpoint="pages.tasks", views=("tasks",))
def counts() -> Counts:
    return counted(["done" if not one.open else "late" if "overdue" in one.states else "open" for one in task_rows()])


# The list


@blueprint.get("/tasks")
def tasks() -> str:
    """Mọi nhiệm vụ được giao, lọc theo nguồn, lĩnh vực, đầu mối, tình trạng, hạn."""
    asked, moment = _asked(), formats.read_moment(request.args.get("as_of"))
    everything = task_rows(moment)
    among = [one for one in everything if _fits(one, {**asked, "state": ""})]
    found = [one for one in among if _fits(one, asked)]
    after = request.args.get("after", "")
    start = min(int(after[:6]) if after.isascii() and after.isdecimal() else 0, len(found))
    return render_template(
        "tasks.html",
        asked=asked,
        kept={name: value for name, value in asked.items() if value},
        rows=found[start : start + PAGE],
        start=start,
        count=len(found),
        page=PAGE,
        total=len(everything),
        among=len(among),
        counts={name: sum(name in one.states for one in among) for name in STATES},
        states=STATES,
        sources=SOURCES,
        dues=DUES,
        leads=sorted({one.row["lead"] for one in everything}, key=_by_name),
        reports=sorted(desk().rows("task_reports").values(), key=lambda row: str(row["recorded"]), reverse=True),
        as_of=moment,
    )


@blueprint.get("/tasks.xlsx")
def tasks_workbook() -> Response:
    """The same tasks as an Excel workbook."""
    asked, moment = _asked(), formats.read_moment(request.args.get("as_of"))
    found = [one for one in task_rows(moment) if _fits(one, asked)]
    rows = [
        [
            place,
            one.row["title"],
            SOURCES[one.row["source"]],
            one.row["basis"],
            wording.agency_name(one.row["lead"]),
            ", ".join(map(wording.agency_short, one.row["coordinators"])),
            one.row["product"],
            formats.until(one.row["due"]) or "không định hạn",
            one.row["due_source"] or "",
            "; ".join((one.words, *one.also)),
            Decimal(one.row["percent"]) if one.row["percent"] is not None else None,
            wording.citation(one.row["clause"]),
            one.row["task"],
        ]
        for place, one in enumerate(found, 1)
    ]
    columns = (
        Column("TT", 6, "center"),
        Column("Nhiệm vụ", 48),
        Column("Ai giao", 18),
        Column("Văn bản giao", 28),
        Column("Chủ trì", 26),
        Column("Phối hợp", 20),
        Column("Sản phẩm", 26),
        Column("Hạn", 22),
        Column("Căn cứ của hạn", 24),
        Column("Tình trạng", 26),
        Column("% đã làm", 9, "right", 0),
        Column("Căn cứ", 26),
        Column("Tên công khai", 30),
    )
    lines = (
        "NHIỆM VỤ ĐƯỢC GIAO",
        " · ".join(spoken(asked)) or "Tất cả",
        f"Đến {formats.moment(moment or desk().now())}",
    )
    sample = any(is_sample(one.row["title"]) for one in found)
    return attached(xlsx_of(Sheet("Nhiệm vụ", lines, columns, rows, sample=sample)), "nhiem-vu.xlsx")


def spoken(asked: Mapping[str, str]) -> list[str]:
    """What was chosen, in words."""
    said = [
        SOURCES.get(asked["source"], ""),
        {"yes": "cải cách hành chính", "no": "ngoài cải cách hành chính"}.get(asked["reform"], ""),
        wording.agency_name(asked["lead"]) if asked["lead"] else "",
        STATES[asked["state"]][0].lower() if asked["state"] else "",
        DUES.get(asked["due"], ""),
        f"“{asked['q']}”" if asked["q"] else "",
    ]
    return [each for each in said if each]


def _asked() -> dict[str, str]:
    asked = {
        name: request.args.get(name, "").strip()[:200] for name in ("source", "reform", "lead", "state", "due", "q")
    }
    allowed = {"source": SOURCES, "reform": ("yes", "no"), "state": STATES, "due": DUES}
    return {name: value if value in allowed.get(name, (value,)) else "" for name, value in asked.items()}


def _fits(one: Seen, asked: Mapping[str, str]) -> bool:
    row = one.row
    return (
        (not asked["source"] or row["source"] == asked["source"])
        and (not asked["reform"] or row["reform"] == (asked["reform"] == "yes"))
        and (not asked["lead"] or row["lead"] == asked["lead"])
        and (not asked["state"] or asked["state"] in one.states)
        and (not asked["due"] or _due_fits(one, asked["due"]))
        and (not asked["q"] or all(word in _searched(row) for word in folded(asked["q"]).split()))
    )


def _due_fits(one: Seen, asked: str) -> bool:
    if asked == "none":
        return one.due is None
    if one.due is None or not one.open:
        return False
    if asked == "late":
        return one.due <= one.now
    return one.now < one.due <= one.now + (SOON if asked == "week" else timedelta(days=30))


def _searched(row: Row) -> str:
    return folded(f"{row['title']} {row['basis']} {row['task']} {row['product']} {wording.agency_name(row['lead'])}")


# One task


@blueprint.get("/tasks/<path:ref>")
def task(ref: str) -> str:
    """Một nhiệm vụ: ai giao, ai làm, đến đâu, đã đổi những gì?"""
    one = task_named(f"task/{ref}") or task_named(ref)
    if one is None:
        abort(404)
    parts = [found for name in one.row["parts"] if (found := task_named(name))]
    obstacles = [row for name in one.row["obstacles"] if (row := desk().rows("obstacles").get(name))]
    return render_template(
        "task.html",
        one=one,
        row=one.row,
        parts=parts,
        parent=task_named(one.row["parent"]) if one.row["parent"] else None,
        obstacles=obstacles,
        steps=one.row["steps"],
        names=STEPS,
        fields=FIELDS,
        wants=WANTS,
        sources=SOURCES,
        assigner=ASSIGNERS.get(one.row["assigned_by"]) or wording.agency_name(one.row["assigned_by"]),
        value=_value,
        origin=_origin(one.row),
    )


def _value(field: str, value: object) -> str:
    """A value of a task before or after an adjustment, as people read it."""
    if field == "due":
        return formats.until(str(value)) if value else "không định hạn"
    if field == "lead":
        return wording.agency_name(str(value))
    if field == "coordinators" and isinstance(value, list):
        return ", ".join(map(wording.agency_short, value)) or "không có"
    return str(value or "không ghi")


def _origin(row: Row) -> tuple[str, dict[str, str], str] | None:
    """The page of what the task came from: endpoint, what it is called with, and its name."""
    kind, _, name = ref_of(row["task"]).partition("/")[0].partition("-")
    if row["source"] == "plan" and kind == "plan" and name in desk().rows("plans"):
        return "pages.plan", {"plan": name}, "kế hoạch"
    if row["source"] == "improvement_plan" and name in desk().rows("improvements"):
        return "pages.improvement_plan", {"plan": name}, "kế hoạch cải thiện"
    for name, meeting in desk().rows("meetings").items() if row["source"] == "meeting" else ():
        if row["task"] in (meeting["concluded"] or {"tasks": []})["tasks"]:
            return "pages.meeting", {"ref": name.removeprefix("meeting/")}, "cuộc họp"
    return None


def _by_name(agency: str) -> Key:
    return vietnamese_key(wording.agency_name(agency))
