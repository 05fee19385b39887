"""Việc và hạn (Điều 13 khoản 3: theo dõi, đôn đốc): ai còn nợ việc gì, đến bao giờ?"""

from __future__ import annotations

from flask import render_template, request

from services.portal import wording
from services.portal.pages.frame import all_duties, blueprint, desk
from shared.regulation.alphabet import Key, vietnamese_key

PAGE = 50
STATES = ("late", "soon", "open", "undated", "done")


@blueprint.get("/overdue")
def overdue() -> str:
    """Việc và hạn: ai còn nợ việc gì, đến bao giờ?"""
    everything = all_duties(desk().now())
    agency = request.args.get("agency", "")
    state = request.args.get("state", "")
    mine = [one for one in everything if not agency or one.row["debtor"] == agency]
    shown = [one for one in mine if one.state == state or (not state and one.state != "done")]
    after = request.args.get("after", "")
    start = min(int(after[:6]) if after.isascii() and after.isdecimal() else 0, len(shown))
    return render_template(
        "overdue.html",
        duties=shown[start : start + PAGE],
        start=start,
        count=len(shown),
        page=PAGE,
        total=len(everything),
        counts={name: sum(one.state == name for one in mine) for name in STATES},
        agencies=sorted({one.row["debtor"] for one in everything}, key=_by_name),
        agency=agency,
        state_asked=state,
    )


def _by_name(agency: str) -> Key:
    return vietnamese_key(wording.agency_name(agency))
