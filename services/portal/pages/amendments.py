"""Rà soát, kiến nghị sửa đổi, bổ sung quy định (Điều 7 khoản 2 điểm a, Điều 19 khoản 2): kết quả xử lý ra sao?"""

from __future__ import annotations

from flask import abort, render_template, request

from services.portal.desk import Row
from services.portal.pages.frame import blueprint, desk
from services.portal.pages.information import ref_of
from services.portal.pages.procedures import Counts, counted, shows
from services.portal.wording import competence

STATES = {
    "open": ("Chờ kết quả xử lý", "info"),
    "rejected": ("Không chấp nhận", "late"),
    "partly_accepted": ("Chấp nhận một phần", "soon"),
    "accepted": ("Chấp nhận", "ok"),
    "withdrawn": ("Đã rút", "none"),
}
FINDINGS = {
    "suitable": ("Còn phù hợp", "ok"),
    "amend": ("Cần sửa đổi", "soon"),
    "supplement": ("Cần bổ sung", "soon"),
    "replace": ("Cần thay thế", "soon"),
    "repeal": ("Cần bãi bỏ", "soon"),
}


def told(row: Row) -> Row:
    matters = desk().rows("matters")
    return {
        **row,
        "ref": ref_of(row["amendment"]),
        "matter": row["amendment"] if row["amendment"] in matters else None,
        "to": row["competent"] or "UBND tỉnh",
    }


@blueprint.get("/amendments")
def amendments() -> str:
    """Các kiến nghị, chưa có kết quả đứng trước; các văn bản đã rà soát, và rà soát nào đã thành kiến nghị."""
    rows = [told(row) for row in desk().rows("amendments").values()]
    rows.sort(key=lambda row: str(row["at"]), reverse=True)
    rows.sort(key=lambda row: list(STATES).index(row["state"]))
    asked = request.args.get("state", "")
    from_review = {row["review"]: row for row in rows if row["review"]}
    reviews = [{**each, "amendment": from_review.get(each["review"])} for each in desk().rows("rule_reviews").values()]
    reviews.sort(key=lambda each: str(each["at"]), reverse=True)
    reviews.sort(key=lambda each: each["finding"] == "suitable" or each["amendment"] is not None)
    return render_template(
        "amendments.html",
        rows=[row for row in rows if not asked or row["state"] == asked],
        total=len(rows),
        states=STATES,
        findings=FINDINGS,
        counts={name: sum(row["state"] == name for row in rows) for name in STATES},
        state_asked=asked,
        reviews=reviews,
    )


@blueprint.get("/amendments/<path:ref>")
def amendment(ref: str) -> str:
    """Một kiến nghị: văn bản nào, đề nghị gì, gửi ai, kết quả."""
    row = desk().rows("amendments").get(f"amendment/{ref}")
    if row is None:
        abort(404)
    review = desk().rows("rule_reviews").get(row["review"] or "")
    return render_template(
        "amendment.html", row=told(row), review=review, states=STATES, findings=FINDINGS, competence=competence
    )  # fmt: skip


@shows("amendment", endpoint="pages.amendments", views=("amendments", "rule_reviews"))
def _counts() -> Counts:
    states = [str(row["state"]) for row in desk().rows("amendments").values()]
    return counted(["open" if state == "open" else "done" for state in states])
