"""Hướng dẫn, kiểm tra theo lĩnh vực (Điều 13 khoản 3, Điều 14–18 khoản 1): đã hướng dẫn gì, còn gì phải sửa?"""

from __future__ import annotations

from datetime import datetime

from flask import abort, render_template

from services.portal import formats
from services.portal.desk import Row
from services.portal.pages.field_reports import periods_of
from services.portal.pages.frame import blueprint, desk, known_organisation
from services.portal.pages.procedures import Counts, counted, shows
from shared.regulation.competences import UnknownCompetence
from shared.regulation.field_contents import FIELD_CONTENTS, FieldContent, field_content, lead_of

GUIDANCES = {
    "in_force": ("Đang áp dụng", "ok"),
    "replaced": ("Đã bị thay", "none"),
    "withdrawn": ("Thôi áp dụng", "none"),
}
REMEDIES = {
    "late": ("Quá hạn khắc phục", "late"),
    "open": ("Chờ khắc phục", "info"),
    "done_late": ("Đã khắc phục, muộn", "soon"),
    "done": ("Đã khắc phục", "ok"),
}


def remedies_of(check: Row, now: datetime) -> list[Row]:
    """What has to be put right after a check, each with its state at this moment."""
    found = []
    for each in check["remedies"]:
        done = check["remedied"].get(each["number"])
        due = formats.read_moment(each["deadline"]["due"]) if each["deadline"] else None
        if done:
            state = "done_late" if done["late"] else "done"
        else:
            state = "late" if due is not None and due <= now else "open"
        found.append({**each, "state": state, "done": done})
    return found


def work_on(content: FieldContent, now: datetime) -> Row:
    """All that the lead of a content did for it."""
    views = desk()
    name = content.content

    def mine(view: str) -> list[Row]:
        rows = [row for row in views.rows(view).values() if row["content"] == name]
        return sorted(rows, key=lambda row: str(row["at"]), reverse=True)

    checks = [{**each, "remedies": remedies_of(each, now)} for each in mine("field_checks")]
    try:
        lead = lead_of(name, known_organisation(), now.date())
    except UnknownCompetence:
        lead = ""
    remedies = [each for check in checks for each in check["remedies"]]
    return {
        "content": content,
        "lead": lead,
        "guidances": mine("guidances"),
        "checks": checks,
        "advice": mine("field_advice"),
        "late": sum(each["state"] == "late" for each in remedies),
        "open": sum(each["state"] in {"late", "open"} for each in remedies),
    }


@blueprint.get("/field-work")
def field_work() -> str:
    """Mỗi nội dung một dòng, theo thứ tự điều khoản."""
    now = desk().now()
    rows = [work_on(each, now) for each in FIELD_CONTENTS]
    return render_template(
        "field_work.html", rows=rows, nothing=not any(row["guidances"] or row["checks"] for row in rows)
    )


@blueprint.get("/field-work/<content>")
def field_work_on(content: str) -> str:
    """Một nội dung: hướng dẫn, kiểm tra, việc phải khắc phục, tham mưu, báo cáo."""
    if content not in {each.content for each in FIELD_CONTENTS}:
        abort(404)
    now = desk().now()
    row = work_on(field_content(content), now)
    reports = [each for each in periods_of(now) if each["content"] == content]
    matters = desk().rows("matters")
    advice = [{**each, "matter": _matter(each, set(matters))} for each in row["advice"]]
    return render_template(
        "field_content.html", row={**row, "advice": advice}, guidance_states=GUIDANCES, remedy_states=REMEDIES,
        reports=reports, inspections=desk().rows("inspections"),
    )  # fmt: skip


def _matter(advice: Row, known: set[str]) -> str | None:
    name = f"field_advice/{advice['advice']}/{advice['lead']}"
    return name if name in known else None


@shows("field_work", endpoint="pages.field_work", views=("guidances", "field_checks"))
def _counts() -> Counts:
    """One matter is one thing to be put right after a check."""
    now = desk().now()
    states = [each["state"] for row in desk().rows("field_checks").values() for each in remedies_of(row, now)]
    return counted(["done" if state in {"done", "done_late"} else state for state in states])
