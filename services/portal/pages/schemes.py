"""Thẩm định đề án, dự án (Điều 9): đang ở ai, bốn cơ quan đã cho ý kiến chưa, ai muộn, ai im lặng?"""

from __future__ import annotations

from datetime import datetime

from flask import Response, abort, render_template, request

from services.portal import formats, timeline, wording
from services.portal.desk import Row
from services.portal.pages.frame import attached, blueprint, desk
from services.portal.pages.office import appraisal_report
from services.portal.pages.procedures import Counts, counted, shows

STATES = {
    "late": ("Có cơ quan im lặng", "late"),
    "received": ("Đang kiểm tra hồ sơ", "info"),
    "incomplete": ("Chờ bổ sung hồ sơ", "soon"),
    "appraising": ("Đang lấy ý kiến", "info"),
    "appraised": ("Đã có báo cáo thẩm định", "info"),
    "forwarded": ("Chờ UBND tỉnh quyết định", "info"),
    "returned": ("Trả lại để hoàn chỉnh", "soon"),
    "approved": ("Đã phê duyệt", "ok"),
    "withdrawn": ("Đã rút", "none"),
}
"""Worst first. "late" is told at the moment of asking: the deadline has passed and somebody has not answered."""

CONTENTS = {
    "administrative_procedures": "thủ tục hành chính",
    "one_stop": "một cửa, một cửa liên thông",
    "information_technology": "công nghệ thông tin",
    "iso": "ISO 9001",
    "public_finance": "kinh phí",
}
SORTS = {"scheme": "Đề án", "project": "Dự án"}
VERDICTS = {
    "agree": ("Đồng ý", "ok"),
    "agree_with_changes": ("Đồng ý, đề nghị chỉnh sửa", "soon"),
    "disagree": ("Không đồng ý", "late"),
    "none": ("Không có ý kiến", "none"),
}
CONCLUSIONS = {
    "eligible": ("Đủ điều kiện trình", "ok"),
    "eligible_with_changes": ("Đủ điều kiện nếu chỉnh sửa", "soon"),
    "incomplete": ("Chưa đủ, trả lại để hoàn chỉnh", "late"),
}
TREATMENTS = {
    "accepted": "Tiếp thu",
    "accepted_in_part": "Tiếp thu một phần",
    "not_accepted": "Không tiếp thu",
}
FUNDING = {
    "pending": ("Chờ UBND tỉnh quyết định", "info"),
    "approved": ("Đồng ý bố trí", "ok"),
    "returned": ("Trả lại", "late"),
}
ANSWERS = {
    "given": ("Đã cho ý kiến", "ok"),
    "late": ("Đã cho ý kiến, muộn", "soon"),
    "silent": ("Quá hạn, chưa có ý kiến", "late"),
    "waiting": ("Đang chờ", "info"),
    "ended": ("Im lặng đến khi lập báo cáo", "late"),
    "dropped": ("Thôi hỏi: đề án đã rút", "none"),
}
CLOSED = {"approved", "withdrawn"}


def opinions_of(row: Row, version: int, now: datetime) -> list[Row]:
    """The opinions on one version in the order of the clauses, each with its state at this moment."""
    found = [each for each in row["opinions"].values() if each["version"] == version]
    return [{**each, "state": _answer(row, each, now)} for each in sorted(found, key=lambda each: str(each["clause"]))]


def _answer(row: Row, opinion: Row, now: datetime) -> str:
    if opinion["given"]:
        return "late" if opinion["late"] else "given"
    if opinion["version"] == row["version"]:
        if row["state"] == "appraising":
            due = formats.read_moment(opinion["due"])
            return "silent" if opinion["urged"] or (due is not None and due <= now) else "waiting"
        if row["state"] == "withdrawn":
            return "dropped"
    return "ended"


def holders(row: Row, now: datetime) -> list[tuple[str, str, bool]]:
    """Who has the scheme in hand now: agency, what is waited for, and whether a deadline of its own has passed."""
    lead, agency = row["lead"], row["agency"]
    match row["state"]:
        case "received":
            return [(lead, "kiểm tra hồ sơ", False)]
        case "incomplete":
            return [(agency, "bổ sung hồ sơ", _past(row["missing"]["deadline"], now))]
        case "appraising":
            waiting = [each for each in opinions_of(row, row["version"], now) if not each["given"]]
            found = [(each["owner"], "cho ý kiến", each["state"] == "silent") for each in waiting]
            if any(question["answer"] is None for question in _questions(row)):
                found.append((agency, "trả lời câu hỏi làm rõ", False))
            return found or [(lead, "lập báo cáo thẩm định", False)]
        case "appraised":
            return [(lead, "trình UBND tỉnh", False)]
        case "forwarded":
            return [("UBND", "quyết định", False)]
        case "returned":
            return [(agency, "hoàn chỉnh, trình lại hoặc rút", False)]
    return []


def _questions(row: Row) -> list[Row]:
    return [each for each in row["questions"] if each["version"] == row["version"]]


def _past(deadline: Row | None, now: datetime) -> bool:
    due = formats.read_moment(deadline["due"]) if deadline else None
    return due is not None and due <= now


def told(row: Row, now: datetime) -> Row:
    """A scheme as a list shows it."""
    opinions = opinions_of(row, row["version"], now)
    held = holders(row, now)
    state = "late" if any(late for _, _, late in held) else row["state"]
    silent = [each["owner"] for each in opinions if each["state"] in {"silent", "ended"}]
    return {
        **row,
        "shown": state,
        "held": held,
        "asked": len(opinions),
        "given": sum(bool(each["given"]) for each in opinions),
        "late": [each["owner"] for each in opinions if each["state"] == "late"],
        "silent": silent,
    }


@blueprint.get("/schemes")
def schemes() -> str:
    """Đề án, dự án: đang ở ai, ai im lặng? Late first, then what waits longest, closed ones last."""
    now = desk().now()
    rows = [told(row, now) for row in desk().rows("schemes").values()]
    rows.sort(key=lambda row: str(row["since"]), reverse=True)
    rows.sort(key=lambda row: (row["shown"] != "late", row["state"] in CLOSED))
    asked = request.args.get("state", "")
    return render_template(
        "schemes.html",
        rows=[row for row in rows if not asked or row["shown"] == asked],
        total=len(rows),
        states=STATES,
        counts={name: sum(row["shown"] == name for row in rows) for name in STATES},
        state_asked=asked,
        funding=FUNDING,
    )


@blueprint.get("/schemes/<int:year>/<code>")
def scheme(year: int, code: str) -> str:
    """Một đề án: đang ở ai, ai nói gì về nội dung nào, quyết định thế nào?"""
    now = desk().now()
    row = told(_found(year, code), now)
    versions = [
        {**version, "opinions": opinions_of(row, version["version"], now)} for version in reversed(row["versions"])
    ]
    treatments = {each["clause"]: each for each in (row["report"] or {"opinions": []})["opinions"]}
    words = {
        "contents": CONTENTS, "verdicts": VERDICTS, "answers": ANSWERS, "conclusions": CONCLUSIONS,
        "treatments": TREATMENTS, "funding": FUNDING, "sorts": SORTS,
    }  # fmt: skip
    return render_template(
        "scheme.html", row=row, versions=versions, treated=treatments, states=STATES, words=words, now=now,
        drawing=timeline.draw(_entries(row), _waits(row, now)),
    )  # fmt: skip


@blueprint.get("/schemes/<int:year>/<code>/report.docx")
def scheme_report(year: int, code: str) -> Response:
    """Báo cáo thẩm định, thể thức Nghị định 30/2020/NĐ-CP."""
    row = _found(year, code)
    if row["report"] is None:
        abort(404)
    return attached(appraisal_report(row, CONTENTS, VERDICTS, TREATMENTS, CONCLUSIONS), f"tham-dinh-{year}-{code}.docx")


def _found(year: int, code: str) -> Row:
    row = desk().rows("schemes").get(f"{year}/{code}")
    if row is None:
        abort(404)
    return row


def _entries(row: Row) -> list[Row]:
    """What the lanes draw: the scheme's own facts, and Sở Tài chính's about its funding, in the order of the book."""
    return [
        {**each, "id": each["fact"], "time": each["recorded"], "told": {}}
        for each in row["steps"]
        if each["type"] != "SchemeOpinionReassigned"
    ]


def _waits(row: Row, now: datetime) -> list[timeline.Wait]:
    return [
        timeline.Wait(agency, f"{wording.agency_short(agency)}: {what}", "late" if late else "open")
        for agency, what, late in row["held"]
    ]


@shows("scheme", endpoint="pages.schemes", views=("schemes",))
def _counts() -> Counts:
    now = desk().now()
    rows = [told(row, now) for row in desk().rows("schemes").values()]
    return counted(["done" if row["state"] in CLOSED else row["shown"] for row in rows])
