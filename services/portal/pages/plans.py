"""Kế hoạch hằng năm, chương trình giai đoạn (Điều 6, Điều 13 khoản 1): đến bước nào, ai đề xuất, ai im lặng?"""

from __future__ import annotations

from typing import Any

from flask import Response, abort, render_template, request

from services.portal.desk import Row
from services.portal.pages import plan_drafts as drafts
from services.portal.pages import plan_files
from services.portal.pages.frame import attached, blueprint, desk
from services.portal.pages.plan_steps import asked_of, stages, state_of
from services.portal.pages.procedures import Counts, counted, shows
from services.portal.pages.task_states import Seen, task_named
from services.portal.views.plans import draft_key

KINDS = {"plan": "Kế hoạch năm", "programme": "Chương trình giai đoạn"}
STATES = {
    "proposed": ("Có đề xuất, chưa đề nghị", "none"),
    "called": ("Đang nhận đề xuất", "info"),
    "closing": ("Hết hạn đề xuất, chờ tổng hợp", "soon"),
    "drafted": ("Đang là dự thảo", "info"),
    "consulting": ("Đang lấy ý kiến", "info"),
    "consulted": ("Đã lấy ý kiến, chờ hoàn chỉnh, trình", "soon"),
    "submitted": ("Đang trình UBND tỉnh", "soon"),
    "returned": ("UBND tỉnh trả lại, chờ hoàn chỉnh", "late"),
    "issued": ("Đã ban hành", "ok"),
    "cancelled": ("Đã thôi xây dựng", "none"),
}
MEASURES = {
    "submitted": ("Đang trình UBND tỉnh", "soon"),
    "approved": ("UBND tỉnh đồng ý", "ok"),
    "returned": ("Trả lại, chờ hoàn chỉnh", "late"),
}
STEPS = {
    "called": "Đề nghị đề xuất",
    "extended": "Gia hạn",
    "proposed": "Đề xuất",
    "withdrawn": "Rút đề xuất",
    "carried_over": "Lấy nhiệm vụ của kế hoạch trước",
    "silent_priorities": "Hết hạn đề xuất",
    "consolidated": "Tổng hợp thành dự thảo",
    "circulated": "Gửi lấy ý kiến",
    "opinion": "Góp ý",
    "silent_opinion": "Hết hạn góp ý",
    "revised": "Hoàn chỉnh dự thảo",
    "submitted": "Trình UBND tỉnh",
    "returned": "UBND tỉnh trả lại",
    "issued": "Ban hành",
    "cancelled": "Thôi",
    "adjustment_proposed": "Đề nghị điều chỉnh",
    "adjustment_drafted": "Dự thảo điều chỉnh",
    "adjusted": "Điều chỉnh",
}


def plan_rows() -> list[Row]:
    """The plans, without their drafts: what is not yet issued first, then the latest."""
    rows = [row for key, row in desk().rows("plans").items() if "/" not in key]
    rows.sort(key=lambda row: str(row["plan"]), reverse=True)
    return sorted(rows, key=lambda row: row["state"] in {"issued", "cancelled"})


def drafts_of(row: Row) -> list[Row]:
    """The drafts of a plan in their order."""
    everything = desk().rows("plans")
    return [everything[key] for version in row["versions"] if (key := draft_key(row["plan"], version)) in everything]


@shows("plan", endpoint="pages.plans", views=("plans", "measures"))
def counts() -> Counts:
    now = desk().now()
    kinds = {"issued": "done", "approved": "done", "cancelled": "done", "closing": "late", "consulted": "late"}
    states = [state_of(row, now) for row in plan_rows()] + [row["state"] for row in desk().rows("measures").values()]
    return counted([kinds.get(state, "open") for state in states])


# The list


@blueprint.get("/plans")
def plans() -> str:
    """Các kế hoạch, chương trình; các chủ trương, biện pháp."""
    now = desk().now()
    rows = []
    for row in plan_rows():
        tasks = tasks_of(row)
        rows.append({"row": row, "state": state_of(row, now), "asked": asked_of(row, now), "tasks": tasks})
    measures = sorted(desk().rows("measures").values(), key=lambda row: str(row["measure"]), reverse=True)
    return render_template(
        "plans.html", rows=rows, kinds=KINDS, states=STATES, measures=measures, measure_states=MEASURES
    )


def tasks_of(row: Row) -> list[Seen]:
    """The tasks that came from a plan, of all its versions."""
    begins = f"task/plan-{row['plan']}/"
    names = [name for name in desk().rows("tasks") if name.startswith(begins)]
    return [found for name in names if (found := task_named(name))]


# One plan


@blueprint.get("/plans/<plan>")
def plan(plan: str) -> str:
    """Một kế hoạch: các bước, đề xuất, dự thảo, ý kiến, quyết định, nhiệm vụ."""
    row = _plan(plan)
    now = desk().now()
    versions = drafts_of(row)
    shown = _version(versions, "version") or _in_force(row, versions)
    tasks = {one.row["task"].rsplit("/", 1)[-1]: one for one in tasks_of(row)}
    new = _version(versions, "to") or (versions[-1] if versions else None)
    old = _version(versions, "from") or _before(versions, new)
    consulted = [each for each in versions if each["consultation"] or each["opinions"]]
    asked = _version(consulted, "opinions") or (consulted[-1] if consulted else None)
    return render_template(
        "plan.html",
        row=row,
        kinds=KINDS,
        state=state_of(row, now),
        states=STATES,
        stages=stages(row, versions, now),
        asked=asked_of(row, now),
        proposals=_proposals(row, versions),
        draft=shown,
        versions=versions,
        tasks=tasks,
        origin=drafts.origin,
        budget=_budget(shown),
        old=old,
        new=new,
        changes=drafts.difference(old, new) if old and new else [],
        kept={name: request.args[name] for name in ("version", "from", "to", "opinions") if name in request.args},
        matrix=drafts.matrix(asked) if asked else None,
        consulted=consulted,
        asked_draft=asked,
        wishes=drafts.wishes(asked, versions) if asked else [],
        verdicts=drafts.VERDICTS,
        treatments=drafts.TREATMENTS,
        step_names=STEPS,
    )


@blueprint.get("/plans/<plan>.xlsx")
def plan_workbook(plan: str) -> Response:
    """The plan as an Excel workbook: items, proposals, opinions, tasks."""
    row = _plan(plan)
    versions = drafts_of(row)
    shown = _version(versions, "version") or _in_force(row, versions)
    content = plan_files.workbook(
        row, shown, proposals=_proposals(row, versions), versions=versions, tasks=tasks_of(row), now=desk().now()
    )
    return attached(content, f"ke-hoach-{plan}.xlsx")


@blueprint.get("/plans/<plan>.docx")
def plan_document(plan: str) -> Response:
    """The plan in the form of Nghị định 30/2020/NĐ-CP; 404 while there is no draft."""
    row = _plan(plan)
    versions = drafts_of(row)
    shown = _version(versions, "version") or _in_force(row, versions)
    if shown is None:
        abort(404)
    return attached(plan_files.document(row, shown), f"ke-hoach-{plan}.docx")


def _plan(plan: str) -> Row:
    row = desk().rows("plans").get(plan)
    if row is None or "/" in plan:
        abort(404)
    return row


def _version(versions: list[Row], name: str) -> Row | None:
    asked = request.args.get(name, "")
    return next((each for each in versions if str(each["version"]) == asked), None)


def _in_force(row: Row, versions: list[Row]) -> Row | None:
    """What was issued last; before that the last draft."""
    found = next((each for each in versions if each["version"] == row["in_force"]), None)
    return found or (versions[-1] if versions else None)


def _before(versions: list[Row], new: Row | None) -> Row | None:
    earlier = [each for each in versions if new and each["version"] < new["version"]]
    return earlier[-1] if earlier else None


def _budget(shown: Row | None) -> Any:
    if shown is None or not any(each["budget"] for each in shown["items"]):
        return None
    return drafts.total_budget(shown["items"])


def _proposals(row: Row, versions: list[Row]) -> list[Row]:
    """Every proposed item and where it went: into which items of the last draft, or left out for which reason."""
    last = versions[-1] if versions else {"items": [], "not_taken": []}
    taken: dict[tuple[str, str], list[str]] = {}
    for version in versions[::-1]:
        for each in version["items"]:
            for told in each["origins"]:
                key = (told["agency"], told["item"] or "")
                if each["item"] not in taken.setdefault(key, []):
                    taken[key].append(each["item"])
    left = {(each["agency"], each["item"]): each["reason"] for each in last["not_taken"]}
    for version in versions:
        left = {**{(each["agency"], each["item"]): each["reason"] for each in version["not_taken"]}, **left}
    found = []
    for agency, proposal in row["proposals"].items():
        for each in proposal["items"] if not proposal["withdrawn"] else ():
            key = (agency, each["item"])
            told = {"agency": agency, "fact": proposal["fact"], "late": proposal["late"]}
            found.append({**each, **told, "into": taken.get(key, []), "left_out": left.get(key)})
    return found
