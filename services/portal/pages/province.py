"""Toàn tỉnh và từng đơn vị (Điều 13 khoản 3): có gì cần can thiệp, ở đâu? Cùng với trang trợ giúp."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort, render_template

from services.portal import duties, obligation_words, obligations, province, search, wording
from services.portal.pages.frame import LATEST, all_duties, blueprint, desk, latest_round, log_rows, reading
from shared.regulation.occasions import STATES


@blueprint.get("/")
def home() -> str:
    """Toàn tỉnh: hôm nay có gì cần can thiệp, ở đâu?"""
    now = desk().now()
    opened = latest_round()
    scores = [row for row in desk().rows("scores").values() if row["year"] == opened.get("year")]
    work = all_duties(now)
    health = province.healths(desk().health())
    return render_template(
        "home.html",
        round=opened,
        steps=province.steps(opened, scores, now) if opened else [],
        progress=province.progress(scores),
        parts=province.PARTS,
        health=health,
        work=work,
        obligations=obligations.total(reading().found),
        counts={state: sum(one.state == state for one in work) for state in ("late", "soon", "done")},
        owed={one.service: _owed(one.service, work) for one in health},
        concerns=province.concerns(health, work),
        latest=search.gathered(log_rows()[:-101:-1])[:LATEST],
    )


def _owed(service: str, work: Sequence[duties.Duty]) -> dict[str, int]:
    agency = province.agency_of_service(service)
    mine = [one for one in work if agency and one.row["debtor"] == agency and one.state != "done"]
    return {"open": len(mine), "late": sum(one.state == "late" for one in mine)}


@blueprint.get("/departments/<service>")
def department(service: str) -> str:
    """Một cơ quan chuyên môn: đơn vị này có theo kịp không?"""
    if service not in (*wording.DEPARTMENTS, wording.PORTAL):
        abort(404)
    found = {one.service: one for one in province.healths(desk().health())}
    agency = province.agency_of_service(service)
    work = [one for one in all_duties(desk().now()) if agency and one.row["debtor"] == agency]
    sent = [row for row in log_rows() if row["from"] == service]
    return render_template(
        "department.html",
        service=service,
        health=found.get(service),
        work=[one for one in work if one.state != "done"][:30],
        done=sum(one.state == "done" for one in work),
        sent=search.gathered(sent[:-101:-1])[:LATEST],
        count=len(sent),
        agency=agency,
    )


@blueprint.get("/help")
def help_page() -> str:
    """Trợ giúp: chữ nào nghĩa là gì, con số tính thế nào."""
    return render_template("help.html", round=latest_round(), marks=obligation_words.MARKS, states=STATES)
