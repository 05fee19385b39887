"""Cải thiện các Chỉ số PAR INDEX, SIPAS, PAPI (Điều 11): phải đạt bao nhiêu, bằng việc gì, ai đã tổng hợp?"""

from __future__ import annotations

from datetime import datetime

from flask import Response, abort, render_template

from services.portal import formats, wording
from services.portal.desk import Row
from services.portal.pages.frame import attached, blueprint, desk
from services.portal.pages.procedures import Counts, counted, shows
from services.portal.pages.task_states import is_sample, task_named
from shared.office.table_workbook import Column, Sheet, Value, xlsx_of

INDEXES = {"par_index": "PAR INDEX", "sipas": "SIPAS", "papi": "PAPI"}
STATES = {
    "drafted": ("Đang là dự thảo", "info"),
    "submitted": ("Đang trình UBND tỉnh", "soon"),
    "returned": ("UBND tỉnh trả lại, chờ hoàn chỉnh", "late"),
    "issued": ("Đang có hiệu lực", "ok"),
}
RESULTS = {
    "not_started": ("Chưa làm", "none"),
    "in_progress": ("Đang làm", "info"),
    "done": ("Đã xong", "ok"),
}
ANSWERS = {
    "in": ("Đã gửi", "ok"),
    "late": ("Gửi muộn", "soon"),
    "returned": ("Phải bổ sung", "soon"),
    "silent": ("Quá hạn, chưa gửi", "late"),
    "waiting": ("Chưa gửi, còn hạn", "none"),
}
ROUNDS = {
    "future": ("Chưa mở", "none"),
    "open": ("Đang tổng hợp", "info"),
    "late": ("Hết hạn, còn thiếu", "late"),
    "complete": ("Đủ, chờ báo cáo", "soon"),
    "done": ("Đã báo cáo UBND tỉnh", "ok"),
}
STEPS = {
    "drafted": "Soạn dự thảo",
    "submitted": "Trình UBND tỉnh",
    "returned": "UBND tỉnh trả lại",
    "issued": "Ban hành",
    "adjusted": "Điều chỉnh",
    "requested": "Đề nghị tổng hợp",
    "extended": "Gia hạn",
    "summary": "Gửi tổng hợp",
    "summary_returned": "Đề nghị bổ sung",
    "overdue": "Hết hạn",
    "consolidated": "Tổng hợp, báo cáo",
    "guided": "Hướng dẫn, đôn đốc",
}


@shows("improvement", endpoint="pages.improvement", views=("improvements",))
def counts() -> Counts:
    """The plans, and every period that was opened."""
    now = desk().now()
    states = []
    for row in desk().rows("improvements").values():
        states.append("done" if row["state"] == "issued" else "open")
        states += [round_state(each, now) for each in row["rounds"].values()]
    return counted(["late" if each == "late" else "done" if each == "done" else "open" for each in states])


@blueprint.get("/improvement")
def improvement() -> str:
    """The plan of the latest year."""
    rows = desk().rows("improvements")
    if not rows:
        return render_template("improvement_empty.html")
    return _page(max(rows.values(), key=lambda row: (row["content"]["year"], row["plan"])))


@blueprint.get("/improvement/<plan>")
def improvement_plan(plan: str) -> str:
    """Một kế hoạch cải thiện: chỉ tiêu, điểm mất, giải pháp, các kỳ, báo cáo."""
    return _page(_plan(plan))


@blueprint.get("/improvement/<plan>.xlsx")
def improvement_workbook(plan: str) -> Response:
    """The same plan as an Excel workbook."""
    row = _plan(plan)
    content, sample = row["content"], is_sample(row["content"]["title"])
    lines = (content["title"].upper(), f"Đến {formats.moment(desk().now())}")
    targets: list[list[Value]] = [
        [
            INDEXES[each["index"]],
            each["title"],
            each["unit"],
            formats.number(each["current"], None),
            each["current_year"],
            formats.number(each["wanted"], None),
            "; ".join(f"{name}: {formats.number(value, None)}" for name, value in _reached(row, each["target"])),
        ]
        for each in content["targets"]
    ]
    work: list[list[Value]] = []
    for each in content["tasks"]:
        task = task_named(f"task/improvement-{row['plan']}/{each['item']}")
        work.append(
            [
                each["item"],
                each["title"],
                wording.agency_name(each["lead"]),
                ", ".join(map(wording.agency_short, each["coordinators"])),
                formats.until(each["deadline"]["due"]) if each["deadline"] else "",
                ", ".join(each["targets"]),
                ", ".join(each["losses"]),
                task.words if task else "",
            ]
        )
    return attached(
        xlsx_of(
            Sheet("Chỉ tiêu", lines, TARGET_COLUMNS, targets, sample=sample),
            Sheet("Giải pháp", lines, WORK_COLUMNS, work, sample=sample),
        ),
        f"cai-thien-chi-so-{plan}.xlsx",
    )


TARGET_COLUMNS = (
    Column("Chỉ số", 14),
    Column("Chỉ tiêu", 50),
    Column("Đơn vị", 12),
    Column("Hiện có", 12, "right"),
    Column("Năm", 8, "center"),
    Column("Phải đạt", 12, "right"),
    Column("Đã đạt từng kỳ", 34),
)
WORK_COLUMNS = (
    Column("Ký hiệu", 10),
    Column("Giải pháp, nhiệm vụ", 50),
    Column("Chủ trì", 26),
    Column("Phối hợp", 22),
    Column("Hạn", 22),
    Column("Chỉ tiêu", 14),
    Column("Bù điểm mất", 14),
    Column("Tình trạng", 26),
)


def _plan(plan: str) -> Row:
    row = desk().rows("improvements").get(plan)
    if row is None:
        abort(404)
    return row


def _page(row: Row) -> str:
    now = desk().now()
    content = row["content"]
    against: dict[str, list[Row]] = {each["loss"]: [] for each in content["losses"]}
    work = []
    for each in content["tasks"]:
        for loss in each["losses"]:
            against.setdefault(loss, []).append(each)
        work.append({**each, "task": task_named(f"task/improvement-{row['plan']}/{each['item']}")})
    others = sorted(desk().rows("improvements").values(), key=lambda one: str(one["plan"]), reverse=True)
    return render_template(
        "improvement.html",
        row=row,
        content=content,
        states=STATES,
        indexes=INDEXES,
        targets=[{**each, "reached": _reached(row, each["target"])} for each in content["targets"]],
        against=against,
        work=work,
        rounds=_rounds(row, now),
        round_states=ROUNDS,
        answers=ANSWERS,
        results=RESULTS,
        step_names=STEPS,
        others=others,
    )


def _reached(row: Row, target: str) -> list[tuple[str, str]]:
    """What was reached of a target at the end of each period, by the last report about it."""
    found = []
    for each in row["rounds"].values():
        for told in each["reports"][-1]["reached"] if each["reports"] else ():
            if told["target"] == target:
                found.append((each["title"], told["value"]))
    return found


def _rounds(row: Row, now: datetime) -> list[Row]:
    """Every period of the plan, opened or not, with the answer of each agency that has to report."""
    found = []
    planned = {each["period"]: each for each in row["content"]["periods"]}
    for name in dict.fromkeys([*planned, *row["rounds"]]):
        opened = row["rounds"].get(name)
        if opened is None:
            each = planned[name]
            future = {"period": name, "title": each["title"], "opens": each["opens"], "state": "future"}
            found.append({**future, **each["deadline"], "reports": [], "agencies": []})
            continue
        answers = [{"agency": agency, **_answer(opened, agency, now)} for agency in opened["agencies"]]
        found.append({**opened, "state": round_state(opened, now), "answers": answers})
    return found


def round_state(opened: Row, now: datetime) -> str:
    """A period at a moment: open, late (its deadline has passed and somebody is missing), complete, or reported on."""
    if opened["reports"]:
        return "done"
    states = [_answer(opened, agency, now)["state"] for agency in opened["agencies"]]
    due = formats.read_moment(opened["due"])
    if due is not None and due <= now and any(state in {"silent", "returned"} for state in states):
        return "late"
    return "complete" if all(state in {"in", "late"} for state in states) else "open"


def _answer(opened: Row, agency: str, now: datetime) -> Row:
    summary, due = opened["summaries"].get(agency), formats.read_moment(opened["due"])
    items: list[str] = next((each["items"] for each in opened["tasks"] if each["agency"] == agency), [])
    told = {"summary": summary, "returned": opened["returned"].get(agency), "items": items}
    if told["returned"]:
        return {**told, "state": "returned"}
    if summary:
        return {**told, "state": "late" if summary["late"] else "in"}
    return {**told, "state": "silent" if due is not None and due <= now else "waiting"}
