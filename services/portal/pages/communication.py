"""Thông tin, tuyên truyền cải cách hành chính (Điều 3 khoản 3; †): hoạt động nào đã làm, hoạt động nào quá hạn?"""

from __future__ import annotations

from datetime import datetime

from flask import abort, render_template

from services.portal import formats
from services.portal.desk import Row
from services.portal.pages.frame import blueprint, desk
from services.portal.pages.procedures import Counts, counted, shows

ACTIVITIES = {
    "late": ("Quá hạn, chưa làm", "late"),
    "open": ("Chưa làm", "none"),
    "held_late": ("Đã làm, muộn", "soon"),
    "held": ("Đã làm", "ok"),
}
STATES = {
    "late": ("Có hoạt động quá hạn", "late"),
    "open": ("Đang thực hiện", "info"),
    "reported": ("Đã báo cáo", "ok"),
}
CHANNELS = {
    "press": "báo chí",
    "television": "phát thanh, truyền hình",
    "website": "cổng, trang thông tin điện tử",
    "social_network": "mạng xã hội",
    "conference": "hội nghị, tập huấn",
    "contest": "cuộc thi",
    "publication": "ấn phẩm, tờ rơi",
    "other": "hình thức khác",
}


def told(row: Row, now: datetime) -> Row:
    """A year's plan: each activity with when it was held; what was done beyond the plan apart."""
    activities = []
    for each in row["activities"]:
        done = [one for one in row["done"] if one["code"] == each["code"]]
        due = formats.read_moment(each["due"])
        if done:
            state = "held_late" if done[0]["late"] else "held"
        else:
            state = "late" if due is not None and due <= now else "open"
        activities.append({**each, "state": state, "done": done})
    activities.sort(key=lambda each: list(ACTIVITIES).index(each["state"]))
    codes = {each["code"] for each in row["activities"]}
    late = [each for each in activities if each["state"] == "late"]
    return {
        **row,
        "shown": "late" if late and row["state"] == "open" else row["state"],
        "plan": activities,
        "late": late,
        "finished": sum(each["state"] in {"held", "held_late"} for each in activities),
        "beyond": [one for one in row["done"] if one["code"] is None or one["code"] not in codes],
    }


@blueprint.get("/communication")
def communication() -> str:
    """Các năm, năm gần nhất đứng đầu."""
    now = desk().now()
    rows = [told(row, now) for _, row in sorted(desk().rows("communication").items(), reverse=True)]
    return render_template("communication.html", rows=rows, states=STATES)


@blueprint.get("/communication/<int:year>")
def communication_of(year: int) -> str:
    """Một năm: kế hoạch, hoạt động đã làm, ngoài kế hoạch, báo cáo."""
    row = desk().rows("communication").get(str(year))
    if row is None:
        abort(404)
    matter = f"communication/{year}"
    return render_template(
        "communication_of.html", row=told(row, desk().now()), states=STATES, activities=ACTIVITIES, channels=CHANNELS,
        matter=matter if matter in desk().rows("matters") else None,
    )  # fmt: skip


@shows("communication", endpoint="pages.communication", views=("communication",))
def _counts() -> Counts:
    now = desk().now()
    rows = [told(row, now) for row in desk().rows("communication").values()]
    return counted(["done" if row["state"] == "reported" else row["shown"] for row in rows])
