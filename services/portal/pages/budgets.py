"""Dự toán, phân bổ kinh phí cải cách hành chính (Điều 16 khoản 2): ai đã lập, nhiệm vụ nào chưa có tiền?"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from flask import Response, abort, render_template

from services.portal import formats, wording
from services.portal.desk import Row
from services.portal.pages.frame import attached, blueprint, desk
from services.portal.pages.office import is_sample
from services.portal.pages.procedures import Counts, counted, shows
from shared.office.table_workbook import Column, Sheet, Value, xlsx_of
from shared.regulation.alphabet import Key, vietnamese_key

STATES = {
    "late": ("Có cơ quan quá hạn", "late"),
    "new": ("Chưa có hướng dẫn", "soon"),
    "guided": ("Đang lập dự toán", "info"),
    "consolidated": ("Đã tổng hợp", "info"),
    "proposed": ("Đã trình phân bổ", "info"),
    "returned": ("UBND tỉnh trả lại", "soon"),
    "adjusting": ("Đang trình điều chỉnh", "info"),
    "allocated": ("Đã phân bổ", "ok"),
}
ESTIMATES = {
    "late": ("Quá hạn, chưa gửi", "late"),
    "missing": ("Chưa gửi", "none"),
    "sent_late": ("Đã gửi, muộn", "soon"),
    "nothing": ("Không có nhu cầu", "ok"),
    "sent": ("Đã gửi", "ok"),
}
MATTER = {
    "pending": ("Chờ UBND tỉnh quyết định", "info"),
    "approved": ("Đã quyết định", "ok"),
    "returned": ("Trả lại", "late"),
}


def agencies_of(row: Row, now: datetime) -> list[Row]:
    """Estimate and allocation of each agency that was guided, or that sent one all the same; worst first."""
    guided = row["guidance"]["agencies"] if row["guidance"] else []
    due = formats.read_moment(row["guidance"]["due"]) if row["guidance"] else None
    named = row["overdue"]["agencies"] if row["overdue"] else []
    found = []
    for agency in dict.fromkeys([*guided, *row["estimates"], *row["allocated"]]):
        estimate = row["estimates"].get(agency)
        if estimate is None:
            state = "late" if agency in named or (due is not None and due <= now) else "missing"
        elif estimate["late"]:
            state = "sent_late"
        else:
            state = "sent" if estimate["items"] else "nothing"
        allocation = row["allocated"].get(agency)
        found.append({"agency": agency, "state": state, "estimate": estimate, "allocation": allocation})
    found.sort(key=lambda each: _by_name(each["agency"]))
    return sorted(found, key=lambda each: list(ESTIMATES).index(each["state"]))


def told(row: Row, now: datetime) -> Row:
    agencies = agencies_of(row, now)
    late = [each["agency"] for each in agencies if each["state"] == "late"]
    waits = row["state"] in {"new", "guided", "consolidated"} and bool(late)
    return {
        **row,
        "shown": "late" if waits else row["state"],
        "agencies": agencies,
        "late": late,
        "sent": len(row["estimates"]),
        "estimated": sum((Decimal(each["total"]) for each in row["estimates"].values()), Decimal(0)),
        "given": sum((Decimal(each["amount"]) for each in row["allocated"].values()), Decimal(0)),
    }


@blueprint.get("/budgets")
def budgets() -> str:
    """Các năm ngân sách, năm gần nhất đứng đầu."""
    now = desk().now()
    rows = [told(row, now) for _, row in sorted(desk().rows("budgets").items(), reverse=True)]
    return render_template("budgets.html", rows=rows, states=STATES)


@blueprint.get("/budgets/<int:year>")
def budget(year: int) -> str:
    """Một năm: hướng dẫn, dự toán từng cơ quan, đối chiếu với nhiệm vụ, phân bổ, điều chỉnh."""
    row = told(_found(year), desk().now())
    return render_template(
        "budget.html", row=row, states=STATES, estimates=ESTIMATES, matter_states=MATTER, tasks=desk().rows("tasks"),
        matters=desk().rows("matters"),
    )  # fmt: skip


@blueprint.get("/budgets/<int:year>.xlsx")
def budget_workbook(year: int) -> Response:
    """Dự toán và phân bổ từng dòng; đối chiếu với nhiệm vụ của kế hoạch."""
    row = told(_found(year), desk().now())
    return attached(xlsx_of(_lines(row), _against_plan(row)), f"kinh-phi-{year}.xlsx")


def _lines(row: Row) -> Sheet:
    """Every item of every agency: what was estimated, what was allocated; agencies' totals in bold."""
    columns = (Column("Cơ quan", 34), Column("Số", 8, "center"), Column("Nội dung chi", 50), Column("Nhiệm vụ", 22),
               Column("Dự toán (đồng)", 20), Column("Phân bổ (đồng)", 20), Column("Căn cứ tính", 40))  # fmt: skip
    lines: list[list[Value]] = []
    strong = set()
    for each in row["agencies"]:
        estimate, allocation = each["estimate"], each["allocation"]
        strong.add(len(lines))
        total = Decimal(estimate["total"]) if estimate else None
        name = wording.agency_name(each["agency"])
        note = ESTIMATES[each["state"]][0]
        lines.append([name, "", note, "", total, Decimal(allocation["amount"]) if allocation else None, ""])
        granted = {item["item"]: item for item in allocation["items"]} if allocation else {}
        planned = {item["item"]: item for item in estimate["items"]} if estimate else {}
        for number in dict.fromkeys([*planned, *granted]):
            plan, grant = planned.get(number), granted.get(number)
            one = plan or grant or {}
            lines.append([
                "", number, one["title"], one["task"] or "khoản riêng", Decimal(plan["amount"]) if plan else None,
                Decimal(grant["amount"]) if grant else None, plan["grounds"] if plan else "",
            ])  # fmt: skip
    strong.add(len(lines))
    lines.append(["Tổng cộng", "", "", "", row["estimated"], row["given"] if row["allocated"] else None, ""])
    title = ("DỰ TOÁN, PHÂN BỔ KINH PHÍ CẢI CÁCH HÀNH CHÍNH", f"Năm {row['year']} (Điều 16 khoản 2 Quy chế)")
    return Sheet("Dự toán, phân bổ", title, columns, lines, strong=frozenset(strong), sample=is_sample(row))


def _against_plan(row: Row) -> Sheet:
    """The plan's tasks with and without an estimate, the estimates without a task."""
    columns = (Column("Nhóm", 30), Column("Nhiệm vụ, nội dung chi", 60), Column("Cơ quan", 34),
               Column("Dự toán (đồng)", 20))  # fmt: skip
    told_ = row["consolidated"]
    lines: list[list[Value]] = []
    if told_:
        lines += [
            ["Có dự toán", each["title"], wording.agency_name(each["lead"]), _exact(each["amount"])]
            for each in told_["tasks"]
        ]
        lines += [
            ["Chưa ai lập dự toán", each["title"], wording.agency_name(each["lead"]), None]
            for each in told_["tasks_without_estimate"]
        ]
        lines += [
            ["Ngoài nhiệm vụ của kế hoạch", each["title"], wording.agency_name(each["agency"]), _exact(each["amount"])]
            for each in told_["estimates_without_task"]
        ]
    title = ("ĐỐI CHIẾU DỰ TOÁN VỚI NHIỆM VỤ CỦA KẾ HOẠCH", f"Năm {row['year']}")
    return Sheet("Đối chiếu kế hoạch", title, columns, lines, empty="Chưa tổng hợp.", sample=is_sample(row))


def _exact(amount: str | None) -> Decimal | None:
    return None if amount is None else Decimal(amount)


def _found(year: int) -> Row:
    row = desk().rows("budgets").get(str(year))
    if row is None:
        abort(404)
    return row


def _by_name(agency: str) -> Key:
    return vietnamese_key(wording.agency_name(agency))


@shows("budget", endpoint="pages.budgets", views=("budgets",))
def _counts() -> Counts:
    now = desk().now()
    rows = [told(row, now) for row in desk().rows("budgets").values()]
    return counted(["done" if row["state"] == "allocated" else row["shown"] for row in rows])
