"""Tổng kết, đánh giá (Điều 13 khoản 5): cuộc nào đang mở, ai đã báo cáo, ai chưa, kết luận gì?"""

from __future__ import annotations

from datetime import datetime

from flask import Response, abort, render_template

from services.portal import formats, wording
from services.portal.desk import Row
from services.portal.pages.frame import attached, blueprint, desk
from services.portal.pages.information import ref_of
from services.portal.pages.office import is_sample, issued_document
from services.portal.pages.procedures import Counts, counted, shows
from shared.office.administrative_document import Section

STATES = {
    "late": ("Có cơ quan quá hạn", "late"),
    "open": ("Đang tổng kết", "info"),
    "concluded": ("Đã kết luận", "ok"),
}
SORTS = {"periodic": "định kỳ", "thematic": "chuyên đề"}
REPORTS = {
    "late": ("Quá hạn, chưa báo cáo", "late"),
    "missing": ("Chưa báo cáo", "none"),
    "sent_late": ("Đã báo cáo, muộn", "soon"),
    "sent": ("Đã báo cáo", "ok"),
}


def told(row: Row, now: datetime) -> Row:
    due = formats.read_moment(row["deadline"]["due"]) if row["deadline"] else None
    past = due is not None and due <= now
    agencies = []
    for agency in dict.fromkeys([*row["reporting"], *row["reports"]]):
        report = row["reports"].get(agency)
        state = ("sent_late" if report["late"] else "sent") if report else "late" if past else "missing"
        agencies.append({"agency": agency, "report": report, "state": state})
    agencies.sort(key=lambda each: list(REPORTS).index(each["state"]))
    late = [each["agency"] for each in agencies if each["state"] == "late"]
    return {
        **row,
        "ref": ref_of(row["review"]),
        "shown": "late" if late and row["state"] == "open" else row["state"],
        "agencies": agencies,
        "late": late,
        "matter": row["review"] if row["review"] in desk().rows("matters") else None,
    }


@blueprint.get("/reviews")
def reviews() -> str:
    """Các cuộc tổng kết, đang mở đứng trước; beside them commendation and rectification (Điều 13 khoản 6)."""
    now = desk().now()
    rows = [told(row, now) for row in desk().rows("reform_reviews").values()]
    rows.sort(key=lambda row: str(row["opens"] or ""), reverse=True)
    rows.sort(key=lambda row: list(STATES).index(row["shown"]))
    return render_template("reviews.html", rows=rows, states=STATES, sorts=SORTS)


@blueprint.get("/reviews/<path:ref>")
def review(ref: str) -> str:
    """Một cuộc tổng kết: báo cáo của từng cơ quan, kết luận."""
    row = told(_found(ref), desk().now())
    return render_template("review.html", row=row, states=STATES, sorts=SORTS, reports=REPORTS)


@blueprint.get("/review-reports/<path:ref>.docx")
def review_report(ref: str) -> Response:
    """Báo cáo tổng kết."""
    row = _found(ref)
    conclusion = row["conclusion"]
    if conclusion is None:
        abort(404)
    silent = ", ".join(map(wording.agency_name, conclusion["silent"])) or "không có"
    sections = (
        Section("I. KẾT QUẢ", tuple(conclusion["results"].splitlines())),
        Section("II. TỒN TẠI, NGUYÊN NHÂN", tuple(conclusion["shortcomings"].splitlines())),
        Section("III. KINH NGHIỆM, KIẾN NGHỊ, PHƯƠNG HƯỚNG", tuple(conclusion["lessons"].splitlines())),
        Section("IV. CƠ QUAN BÁO CÁO", (f"Đã báo cáo: {len(conclusion['reported'])}. Chưa báo cáo: {silent}.",)),
    )
    written = issued_document(
        row["lead"], conclusion["document"], type_name="Báo cáo", title=row["title"], sections=sections,
        to=("UBND tỉnh Quảng Nam",), copies=("Như trên", "Các cơ quan, địa phương"), sample=is_sample(row),
    )  # fmt: skip
    return attached(written, f"tong-ket-{ref.replace('/', '-')}.docx")


def _found(ref: str) -> Row:
    row = desk().rows("reform_reviews").get(f"reform_review/{ref}")
    if row is None:
        abort(404)
    return row


@shows("review", endpoint="pages.reviews", views=("reform_reviews",))
def _counts() -> Counts:
    now = desk().now()
    rows = [told(row, now) for row in desk().rows("reform_reviews").values()]
    return counted(["done" if row["state"] == "concluded" else row["shown"] for row in rows])
