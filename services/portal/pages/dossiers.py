"""Hồ sơ (Điều 9, Điều 10): hồ sơ ở tay ai, chậm ở đâu?"""

from __future__ import annotations

from datetime import datetime

from flask import abort, render_template, request

from services.portal import timeline, wording
from services.portal.desk import Row
from services.portal.pages.frame import all_duties, blueprint, desk
from services.portal.words import folded

AT_MOST = 200


@blueprint.get("/dossiers")
def dossiers() -> str:
    """Hồ sơ: hồ sơ nào đang chạy, ở tay ai?"""
    heads = [row for key, row in desk().rows("dossiers").items() if "/" not in key]
    heads.sort(key=lambda row: str(row["last"]), reverse=True)
    text = request.args.get("q", "").strip()[:200]
    shown = [row for row in heads if _about(row, text)]
    return render_template("dossiers.html", heads=shown[:AT_MOST], count=len(shown), total=len(heads), text=text)


def _about(head: Row, text: str) -> bool:
    names = (head.get("title"), head["subject"], head["case"], wording.agency_name(head.get("about") or ""))
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
    span = datetime.fromisoformat(head["last"]) - datetime.fromisoformat(head["started"])
    return render_template(
        "dossier.html", head=head, drawing=timeline.draw(entries, waiting), groups=groups, count=len(entries),
        span=span.total_seconds(), owed=owed if len(owed) < 10 else owed[:10],
    )  # fmt: skip
