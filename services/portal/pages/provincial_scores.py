"""Tự chấm điểm cấp tỉnh (Điều 10 khoản 1): phần của ai đã gửi, tiêu chí nào thiếu kiểm chứng, tổng bao nhiêu?"""

from __future__ import annotations

from datetime import datetime

from flask import Response, abort, render_template

from services.portal import formats, wording
from services.portal.desk import Row
from services.portal.pages.frame import attached, blueprint, desk
from services.portal.pages.office import dated_document
from services.portal.pages.procedures import Counts, counted, shows
from shared.office.administrative_document import Column, Section, Table
from shared.office.score_table import (
    ScoreRow,
    TableDisagrees,
    explanations_of,
    score_rows,
    score_table_bytes,
)
from shared.regulation.criteria import CriteriaSet
from shared.regulation.notation import spoken

STATES = {
    "late": ("Có phần quá hạn", "late"),
    "open": ("Đang tự chấm", "info"),
    "consolidated": ("Đã tổng hợp", "info"),
    "dispatched": ("Đã gửi Bộ Nội vụ", "info"),
    "resulted": ("Có kết quả của Bộ", "ok"),
    "cancelled": ("Đã hủy", "none"),
}
SHARES = {
    "late": ("Quá hạn, chưa gửi", "late"),
    "returned": ("Trả lại, chờ chấm lại", "soon"),
    "supplement": ("Đã gửi, chờ bổ sung", "soon"),
    "withdrawn": ("Đã rút để sửa", "soon"),
    "asked": ("Chưa gửi", "none"),
    "sent_late": ("Đã gửi, muộn", "soon"),
    "sent": ("Đã gửi", "ok"),
    "transferred": ("Đã chuyển cơ quan khác", "none"),
    "dropped": ("Đợt đã hủy", "none"),
}
"""Worst first."""
OWING = {"returned", "withdrawn", "asked"}
CLOSED = {"resulted", "cancelled"}
PROVINCE = "province"


def shares_of(row: Row, now: datetime) -> list[Row]:
    """What each owner has to score, how far it is, and what of it lacks proof; worst first."""
    found = []
    for share in row["shares"].values():
        state = str(share["state"])
        due = formats.read_moment((share["return"] or share)["due"])
        if row["state"] == "cancelled":
            state = "dropped"
        elif state in OWING and due is not None and due <= now and row["state"] == "open":
            state = "late"
        elif state == "sent" and share["late"]:
            state = "sent_late"
        scored = [share["scored"][code] for code in share["criteria"] if code in share["scored"]]
        clauses = dict.fromkeys(each["clause"] for each in share["criteria"].values())
        found.append(
            {
                **share,
                "shown": state,
                "done": scored if share["state"] in {"sent", "supplement"} else [],
                "clauses": list(clauses),
                "proofs": sum(len(each["evidence"]) for each in scored),
                "weak": [each for each in scored if _weak(each)],
            }
        )
    return sorted(found, key=lambda share: list(SHARES).index(share["shown"]))


def _weak(entry: Row) -> bool:
    """Whether its evidence is missing or not enough, as its owner says."""
    return bool(entry["insufficient"] or (not entry["evidence"] and entry["explanation"]))


def told(row: Row, now: datetime) -> Row:
    shares = shares_of(row, now)
    live = [share for share in shares if share["shown"] not in {"transferred", "dropped"}]
    late = [share["agency"] for share in live if share["shown"] == "late"]
    ministry = formats.read_moment(row["ministry"]["due"]) if row["ministry"] else None
    unsent = row["state"] in {"open", "consolidated"} and ministry is not None and ministry <= now
    return {
        **row,
        "shown": "late" if row["state"] not in CLOSED and (late or unsent) else row["state"],
        "given": sum(share["shown"] in {"sent", "sent_late", "supplement"} for share in live),
        "asked": len(live),
        "late": late,
        "unsent": unsent,
        "own": shares,
    }


@blueprint.get("/provincial-scores")
def provincial_scores() -> str:
    """Các đợt, năm gần nhất đứng đầu."""
    now = desk().now()
    rows = [told(row, now) for _, row in sorted(desk().rows("provincial_scores").items(), reverse=True)]
    return render_template("provincial_scores.html", rows=rows, states=STATES)


@blueprint.get("/provincial-scores/<int:year>")
def provincial_score(year: int) -> str:
    """Một đợt: từng phần, bảng điểm, giải trình, trình, gửi Bộ Nội vụ, kết quả."""
    row = told(_found(year), desk().now())
    table, criteria = _table(row)
    lines: list[ScoreRow] = []
    disagrees = ""
    try:
        lines = score_rows(table, criteria, _names(table)) if table and criteria else []
    except TableDisagrees as why:  # shown, never mended in silence
        disagrees = str(why)
    explained = explanations_of(table, criteria, _names(table)) if table and criteria else []
    return render_template(
        "provincial_score.html", row=row, states=STATES, shares=SHARES, table=table, criteria=criteria, lines=lines,
        disagrees=disagrees, explained=explained, titles=_titles(row),
        matter=row["matter"] if row["matter"] in desk().rows("matters") else None,
    )  # fmt: skip


@blueprint.get("/provincial-scores/<int:year>.xlsx")
def provincial_score_workbook(year: int) -> Response:
    """Bảng điểm, giải trình, khó khăn: the three sheets that go with the report."""
    table, criteria = _table(_found(year))
    if table is None or criteria is None:
        abort(404)
    return attached(score_table_bytes(table, criteria, year=year, names=_names(table)), f"diem-cap-tinh-{year}.xlsx")


@blueprint.get("/provincial-scores/<int:year>/explanations.docx")
def provincial_explanations(year: int) -> Response:
    """Giải trình từng tiêu chí thiếu hoặc chưa đủ tài liệu kiểm chứng (Điều 10 khoản 1 điểm b)."""
    table, criteria = _table(_found(year))
    if table is None or criteria is None:
        abort(404)
    columns = (Column("Mã", 0.6), Column("Tiêu chí, tiêu chí thành phần", 2.2), Column("Điểm tối đa", 0.8, "right"),
               Column("Điểm tự chấm", 0.9, "right"), Column("Cơ quan", 1.2), Column("Tình trạng", 1.2),
               Column("Tài liệu đã có", 1.8), Column("Giải trình", 2.4))  # fmt: skip
    lines: list[tuple[str, ...]] = []
    field = ""
    for each in explanations_of(table, criteria, _names(table)):
        if each.field != field:
            field = each.field
            lines.append((f"# {field}",))
        score = each.score if isinstance(each.score, str) else spoken(each.score)
        lines.append((each.code, each.title, spoken(each.maximum), score, each.agency, each.lack,
                      "\n".join(each.evidence), each.explanation))  # fmt: skip
    empty = "Mọi tiêu chí đều có đủ tài liệu kiểm chứng."
    sections = (Section("", (f"Bộ tiêu chí: {criteria.title}.",), (Table(columns, lines, "", empty),)),)
    written = dated_document(
        "UBND", title=f"Giải trình tiêu chí thiếu, chưa đủ tài liệu kiểm chứng, Chỉ số cải cách hành chính năm {year}",
        type_name="Phụ lục", notation="BC-UBND", sections=sections, sample=bool(table["sample"]), landscape=True,
    )  # fmt: skip
    return attached(written, f"giai-trinh-{year}.docx")


def _found(year: int) -> Row:
    row = desk().rows("provincial_scores").get(str(year))
    if row is None:
        abort(404)
    return row


def _table(row: Row) -> tuple[Row | None, CriteriaSet | None]:
    """The latest consolidated table, and the criteria set that it was made by."""
    if row["consolidated"] is None:
        return None, None
    table = desk().rows("provincial_tables").get(f"{row['year']}/{row['consolidated']['consolidation']}")
    if table is None:
        return None, None
    known = desk().rows("provincial_criteria").get(f"{table['criteria_set']}/{table['version']}")
    return table, CriteriaSet.from_plain({**known, "block": PROVINCE}) if known else None


def _names(table: Row | None) -> dict[str, str]:
    agencies = {each["agency"] for each in table["rows"] if each["agency"]} if table else set()
    agencies |= {each["agency"] for each in (*table["silent"], *table["difficulties"])} if table else set()
    return {agency: wording.agency_name(agency) for agency in agencies}


def _titles(row: Row) -> dict[str, str]:
    return {code: each["title"] for share in row["shares"].values() for code, each in share["criteria"].items()}


@shows("provincial_score", endpoint="pages.provincial_scores", views=("provincial_scores",))
def _counts() -> Counts:
    now = desk().now()
    rows = [told(row, now) for row in desk().rows("provincial_scores").values()]
    return counted(["done" if row["state"] in CLOSED else row["shown"] for row in rows])
