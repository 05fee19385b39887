"""Hồ sơ (Điều 9, Điều 10): hồ sơ ở tay ai, chậm ở đâu?"""

from __future__ import annotations

from datetime import datetime

from flask import abort, render_template, request

from services.portal import duties, timeline, wording
from services.portal.desk import Row
from services.portal.pages.frame import all_duties, blueprint, desk
from services.portal.words import folded
from shared.regulation.alphabet import vietnamese_key

AT_MOST = 200


@blueprint.get("/dossiers")
def dossiers() -> str:
    """Hồ sơ: hồ sơ nào đang chạy, ở tay ai? Overdue first, then what waits for somebody, then the latest."""
    heads = [row for key, row in desk().rows("dossiers").items() if "/" not in key]
    owed: dict[str, list[duties.Duty]] = {}
    for one in all_duties(desk().now()):
        if one.state != "done":
            owed.setdefault(one.row["case"], []).append(one)
    heads.sort(key=lambda row: vietnamese_key(wording.dossier(row)))
    heads.sort(key=lambda row: str(row["last"])[:16], reverse=True)
    heads.sort(key=lambda row: _place(owed.get(row["case"], [])))
    text = request.args.get("q", "").strip()[:200]
    shown = [row for row in heads if _about(row, text)]
    return render_template(
        "dossiers.html", heads=shown[:AT_MOST], count=len(shown), total=len(heads), text=text, owed=owed
    )


def _place(mine: list[duties.Duty]) -> int:
    return 0 if any(one.state == "late" for one in mine) else 1 if mine else 2


def _about(head: Row, text: str) -> bool:
    names = (wording.dossier(head), head["subject"], head["case"], wording.agency_name(head.get("about") or ""))
    found = folded(" ".join(str(name) for name in (*names, wording.fact(head["first_type"])) if name))
    return all(word in found for word in folded(text).split())


@blueprint.get("/dossiers/<case>")
def dossier(case: str) -> str:
    """Diễn biến một hồ sơ: ở tay ai, chậm ở đâu?"""
    head = desk().row("dossiers", case)
    if head is None or "/" in case:
        abort(404)
    rows = desk().rows("dossiers")
    entries = [rows[key] for key in (f"{case}/{place:06d}" for place in range(1, head["count"] + 1)) if key in rows]
    groups = timeline.groups_of(entries)
    owed = [one for one in all_duties(desk().now()) if one.row["case"] == case and one.state != "done"]
    waiting = [
        timeline.Wait(one.row["debtor"], f"{one.title.lower()}, {one.words}", "late" if one.state == "late" else "open")
        for one in owed
        if one.row["work"] != "self_scoring"
    ]
    until = desk().now() if owed else datetime.fromisoformat(head["last"])
    span = until - datetime.fromisoformat(head["started"])
    return render_template(
        "dossier.html", head=head, drawing=timeline.draw(entries, waiting), groups=groups, count=len(entries),
        span=span.total_seconds(), owed=owed if len(owed) < 10 else owed[:10], scored=_scored(head),
    )  # fmt: skip


def _scored(head: Row) -> Row | None:
    """The scores of the agency whose assessment a dossier is; None when it is another kind of dossier."""
    if not str(head["subject"]).startswith("assessment/"):
        return None
    return desk().row("scores", f"{head['year']}/{head['about']}")
