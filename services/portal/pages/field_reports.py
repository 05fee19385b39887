"""Báo cáo, số liệu theo lĩnh vực (Điều 10 khoản 2 điểm b, Điều 13–18 khoản 1): kỳ này nội dung nào chưa có báo cáo?"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from flask import Response, abort, render_template, request

from services.portal import formats, wording
from services.portal.desk import Row
from services.portal.pages.frame import attached, blueprint, desk
from services.portal.pages.office import is_sample, issued_document
from services.portal.pages.procedures import Counts, counted, shows
from shared.office.administrative_document import Column as DocColumn
from shared.office.administrative_document import Section, Table
from shared.office.table_workbook import Column, Sheet, Value, xlsx_of
from shared.regulation.field_contents import FIELD_CONTENTS, field_content

STATES = {
    "late": ("Quá hạn, chưa báo cáo", "late"),
    "missing": ("Chưa báo cáo", "none"),
    "sent_late": ("Đã báo cáo, muộn", "soon"),
    "sent": ("Đã báo cáo", "ok"),
}
SUPPLIES = {
    "late": ("Quá hạn, chưa cung cấp", "late"),
    "missing": ("Chưa cung cấp", "none"),
    "sent_late": ("Đã cung cấp, muộn", "soon"),
    "sent": ("Đã cung cấp", "ok"),
}
ORDER = {each.content: place for place, each in enumerate(FIELD_CONTENTS)}


def spoken_period(period: str) -> str:
    """2022 → năm 2022; 2022-H1 → 6 tháng đầu năm 2022; 2022-Q3 → quý III năm 2022."""
    year, _, part = period.partition("-")
    halves = {"H1": "6 tháng đầu", "H2": "6 tháng cuối"}
    quarters = {"Q1": "quý I", "Q2": "quý II", "Q3": "quý III", "Q4": "quý IV"}
    before = {**halves, **quarters}.get(part)
    return f"{before} năm {year}" if before else f"năm {year}"


def _state(done: Row | None, due: str | None, named: bool, now: datetime) -> str:
    if done:
        return "sent_late" if done["late"] else "sent"
    moment = formats.read_moment(due)
    return "late" if named or (moment is not None and moment <= now) else "missing"


def periods_of(now: datetime) -> list[Row]:
    """Every content of every period that was asked for or reported, the latest period first, worst first."""
    rows = [
        {**row, "state": _state(row["report"], row["due"], bool(row["overdue"]), now)}
        for row in desk().rows("field_reports").values()
    ]
    rows.sort(key=lambda row: (list(STATES).index(row["state"]), ORDER[row["content"]]))
    return sorted(rows, key=lambda row: str(row["period"]), reverse=True)


def requests_of(now: datetime) -> list[Row]:
    """Every request for figures, with who has supplied them."""
    found = []
    for row in desk().rows("field_figures").values():
        agencies = [
            {"agency": each, "told": (one := row["supplied"].get(each)),
             "state": _state(one, row["due"], each in row["overdue"], now)}
            for each in dict.fromkeys([*row["coordinators"], *row["supplied"]])
        ]  # fmt: skip
        agencies.sort(key=lambda each: list(SUPPLIES).index(each["state"]))
        late = [each["agency"] for each in agencies if each["state"] == "late"]
        found.append({**row, "agencies": agencies, "late": late, "given": len(row["supplied"])})
    found.sort(key=lambda row: str(row["at"]), reverse=True)
    return sorted(found, key=lambda row: not row["late"])


@blueprint.get("/field-reports")
def field_reports() -> str:
    """Theo kỳ: nội dung nào đã báo cáo; các đợt lấy số liệu."""
    now = desk().now()
    rows = periods_of(now)
    periods = list(dict.fromkeys(row["period"] for row in rows))
    asked = request.args.get("period", "")
    shown = [each for each in periods if not asked or each == asked]
    return render_template(
        "field_reports.html", states=STATES, requests=requests_of(now), spoken=spoken_period, titles=_titles(),
        periods=periods, period_asked=asked,
        groups=[(period, [row for row in rows if row["period"] == period]) for period in shown],
    )  # fmt: skip


@blueprint.get("/field-reports/<period>/<content>")
def field_report(period: str, content: str) -> str:
    """Một nội dung trong một kỳ: đánh giá, số liệu, khó khăn, đề xuất."""
    row = _report(period, content)
    now = desk().now()
    state = _state(row["report"], row["due"], bool(row["overdue"]), now)
    matter = f"field_report/{period}/{content}/{row['lead']}"
    return render_template(
        "field_report.html", row=row, state_now=STATES[state], titles=_titles(), spoken=spoken_period,
        matter=matter if matter in desk().rows("matters") else None,
    )  # fmt: skip


@blueprint.get("/field-reports/<period>/<content>.docx")
def field_report_document(period: str, content: str) -> Response:
    """Báo cáo của cơ quan phụ trách, như đã ban hành."""
    row = _report(period, content)
    report = row["report"]
    if report is None:
        abort(404)
    columns = (DocColumn("Số liệu", 3), DocColumn("Đơn vị", 1, "center"), DocColumn("Giá trị", 1.2, "right"))
    figures = [(each["title"], each["unit"], Decimal(each["value"])) for each in report["figures"]]
    sections = (
        Section("I. TÌNH HÌNH, KẾT QUẢ", tuple(report["evaluation"].splitlines()), (Table(columns, figures),)),
        Section("II. KHÓ KHĂN, VƯỚNG MẮC", tuple((report["difficulties"] or "Không có.").splitlines())),
        Section("III. ĐỀ XUẤT, KIẾN NGHỊ", tuple((report["proposals"] or "Không có.").splitlines())),
    )
    written = issued_document(
        row["lead"], report["document"], type_name="Báo cáo", title=report["title"], sections=sections,
        to=(wording.agency_name("SNV"), "UBND tỉnh Quảng Nam"), sample=is_sample(row),
    )  # fmt: skip
    return attached(written, f"bao-cao-{content}-{period}.docx")


@blueprint.get("/field-figures/<agency>/<code>")
def field_figures(agency: str, code: str) -> str:
    """Một đợt lấy số liệu: giá trị của từng cơ quan; không có số liệu không phải là 0."""
    row = _request(agency, code)
    return render_template(
        "field_figures.html", row=row, values=_values(row), states=SUPPLIES, titles=_titles(), spoken=spoken_period
    )  # fmt: skip


@blueprint.get("/field-figures/<agency>/<code>.xlsx")
def field_figures_workbook(agency: str, code: str) -> Response:
    """Số liệu của mọi cơ quan, mỗi cơ quan một dòng."""
    row = _request(agency, code)
    values = _values(row)
    columns = [Column("Cơ quan", 40), Column("Tình trạng", 22)]
    columns += [Column(f"{each['title']} ({each['unit']})", 22) for each in row["wanted"]]
    lines: list[list[Value]] = []
    for each in row["agencies"]:
        told = [values.get((each["agency"], wanted["name"])) for wanted in row["wanted"]]
        numbers = [None if value is None else Decimal(value) for value in told]
        lines.append([wording.agency_name(each["agency"]), SUPPLIES[each["state"]][0], *numbers])
    title = (row["title"].upper(), f"{wording.agency_name(row['lead'])}, {spoken_period(row['period'])}")
    notes = ("Ô trống: cơ quan không có số liệu, hoặc chưa cung cấp; khác với số 0.",)
    sheet = Sheet("Số liệu", title, tuple(columns), lines, notes=notes, sample=is_sample(row))
    return attached(xlsx_of(sheet), f"so-lieu-{agency}-{code}.xlsx")


def _values(row: Row) -> dict[tuple[str, str], str]:
    return {
        (agency, figure["name"]): figure["value"]
        for agency, told in row["supplied"].items()
        for figure in told["figures"]
    }


def _report(period: str, content: str) -> Row:
    row = desk().rows("field_reports").get(f"{period}/{content}")
    if row is None:
        abort(404)
    return row


def _request(agency: str, code: str) -> Row:
    row = next((each for each in requests_of(desk().now()) if each["key"] == f"{agency}/{code}"), None)
    if row is None:
        abort(404)
    return row


def _titles() -> dict[str, str]:
    return {name: field_content(name).title for name in ORDER}


@shows("field_report", endpoint="pages.field_reports", views=("field_reports", "field_figures"))
def _counts() -> Counts:
    """One matter is one content in one period."""
    states = [row["state"] for row in periods_of(desk().now())]
    return counted(["done" if state in {"sent", "sent_late"} else state for state in states])
