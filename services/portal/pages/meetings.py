"""Họp giao ban quý, họp đánh giá Quy chế (Điều 12 khoản 2, Điều 20 khoản 1): quý nào đã họp, kết luận thành việc gì?"""

from __future__ import annotations

from datetime import date, datetime

from flask import Response, abort, render_template

from services.portal import formats, wording
from services.portal.desk import Row
from services.portal.pages.frame import attached, blueprint, desk
from services.portal.pages.procedures import Counts, counted, shows
from services.portal.pages.task_states import Seen, is_sample, task_named
from services.portal.pages.tasks import SOURCES
from shared.office import administrative_document as word
from shared.regulation.competences import IN_FORCE

KINDS = {"quarterly": "Họp giao ban quý", "evaluation": "Họp đánh giá việc thực hiện Quy chế", "other": "Họp khác"}
QUARTERS = {"Q1": "Quý I", "Q2": "Quý II", "Q3": "Quý III", "Q4": "Quý IV"}
STATES = {
    "called": ("Đã mời, chưa họp", "info"),
    "held": ("Đã đến giờ, chưa có kết luận", "soon"),
    "concluded": ("Đã họp, có kết luận", "ok"),
    "cancelled": ("Đã hoãn hẳn", "none"),
}
CALENDAR = {
    "concluded": ("Đã họp", "ok"),
    "held": ("Chờ kết luận", "soon"),
    "called": ("Đã mời", "info"),
    "missing": ("Không họp", "late"),
    "waiting": ("Chưa mời", "soon"),
    "future": ("Chưa đến", "none"),
    "partial": ("Quy chế có hiệu lực giữa quý", "none"),
    "before": ("Quy chế chưa có hiệu lực", "none"),
}
SUPERIOR = "Ủy ban nhân dân tỉnh Quảng Nam"
STEPS = {
    "called": "Mời họp",
    "material": "Gửi tài liệu",
    "rescheduled": "Dời cuộc họp",
    "cancelled": "Hoãn hẳn",
    "attended": "Ghi người dự",
    "concluded": "Kết luận",
    "minutes": "Ban hành biên bản",
}


def meeting_state(row: Row, now: datetime) -> str:
    starts = formats.read_moment(row["starts"])
    if row["state"] == "called" and starts is not None and starts <= now:
        return "held"
    state: str = row["state"]
    return state


@shows("meeting", endpoint="pages.meetings", views=("meetings", "evaluations"))
def counts() -> Counts:
    """The meetings; a quarter that passed without its briefing is late."""
    now = desk().now()
    states = [meeting_state(row, now) for row in desk().rows("meetings").values()]
    missing = sum(each["state"] == "missing" for year in calendar(now) for each in year["quarters"])
    told = ["done" if state in {"concluded", "cancelled"} else "open" for state in states]
    return counted([*told, *["late"] * missing])


@blueprint.get("/meetings")
def meetings() -> str:
    """Lịch giao ban theo quý, mọi cuộc họp, đánh giá hằng năm."""
    now = desk().now()
    rows = sorted(desk().rows("meetings").values(), key=lambda row: str(row["starts"]), reverse=True)
    rows.sort(key=lambda row: row["state"] != "called")
    return render_template(
        "meetings.html",
        rows=[{"row": row, "state": meeting_state(row, now), "tasks": tasks_of(row)} for row in rows],
        calendar=calendar(now) if rows else [],
        calendar_states=CALENDAR,
        states=STATES,
        kinds=KINDS,
        quarters=QUARTERS,
        evaluations=[_evaluation(row, now) for _, row in sorted(desk().rows("evaluations").items(), reverse=True)],
    )


def calendar(now: datetime) -> list[Row]:
    """Year by year, the latest first: what became of the briefing of each quarter (hằng quý, Điều 12 khoản 2)."""
    held = {
        (row["year"], row["quarter"]): row
        for row in desk().rows("meetings").values()
        if row["matter_kind"] == "quarterly" and row["quarter"]
    }
    if not held:
        return []
    first = min(IN_FORCE.year, *(year for year, _ in held))
    last = max(now.year, *(year for year, _ in held))
    found = []
    for year in range(last, first - 1, -1):
        quarters = []
        for place, quarter in enumerate(QUARTERS):
            row = held.get((year, quarter))
            quarters.append({"quarter": quarter, "row": row, "state": _quarter_state(row, year, place, now)})
        found.append({"year": year, "quarters": quarters})
    return found


def _quarter_state(row: Row | None, year: int, place: int, now: datetime) -> str:
    if row is not None and row["state"] != "cancelled":
        return meeting_state(row, now)
    begins = date(year, place * 3 + 1, 1)
    over = date(year + 1, 1, 1) if place == 3 else date(year, place * 3 + 4, 1)
    if over <= IN_FORCE:
        return "before"
    if now.date() >= over:
        return "missing" if begins >= IN_FORCE else "partial"
    return "waiting" if begins <= now.date() else "future"


def tasks_of(row: Row) -> list[Seen]:
    """The tasks that the conclusions of a meeting became."""
    names = row["concluded"]["tasks"] if row["concluded"] else []
    return [found for name in names if (found := task_named(name))]


def _evaluation(row: Row, now: datetime) -> Row:
    answers = []
    for agency, each in row["asked"].items():
        due, given = formats.read_moment(each["due"]), each["given"]
        state = ("late" if given["late"] else "in") if given else "silent" if due and due <= now else "waiting"
        answers.append({**each, "agency": agency, "state": state})
    return {**row, "answers": answers}


@blueprint.get("/meetings/<path:ref>")
def meeting(ref: str) -> str:
    """Một cuộc họp: chương trình, tài liệu, người dự, kết luận thành nhiệm vụ."""
    row = _meeting(ref)
    now = desk().now()
    year = str(row["year"])
    evaluation = desk().rows("evaluations").get(year) if row["matter_kind"] == "evaluation" else None
    return render_template(
        "meeting.html",
        row=row,
        ref=ref,
        state=meeting_state(row, now),
        states=STATES,
        kinds=KINDS,
        quarters=QUARTERS,
        rows=tasks_of(row),
        sources=SOURCES,
        evaluation=_evaluation(evaluation, now) if evaluation else None,
        step_names=STEPS,
    )


@blueprint.get("/meetings/<path:ref>.docx")
def meeting_minutes(ref: str) -> Response:
    """BIÊN BẢN của cuộc họp theo thể thức Nghị định 30/2020/NĐ-CP."""
    row = _meeting(ref)
    return attached(minutes(row), f"bien-ban-{ref.replace('/', '-')}.docx")


def _meeting(ref: str) -> Row:
    row = desk().rows("meetings").get(f"meeting/{ref}") or desk().rows("meetings").get(ref)
    if row is None:
        abort(404)
    return row


# The minutes


def minutes(row: Row) -> bytes:
    """What the ledger knows of a meeting, as minutes to be completed and signed."""
    told, document = row["concluded"], (row["minutes"] or {}).get("document")
    held = told["held"] if told else row["starts"]
    present = (row["attendance"] or {}).get("present", [])
    absent = (row["attendance"] or {}).get("absent", [])
    where = " và ".join(filter(None, (row["place"], f"trực tuyến tại {row['link']}" if row["link"] else "")))
    opening = (
        f"Thời gian: {formats.moment(held)}.",
        f"Địa điểm: {where or 'không ghi'}.",
        f"Chủ trì: {_chair(row)}.",
        *(f"Căn cứ: {wording.citation(clause)}." for clause in (row["clause"],) if clause != "†"),
    )
    sections = [
        word.Section("I. THỜI GIAN, ĐỊA ĐIỂM", opening),
        word.Section("II. THÀNH PHẦN", tables=(_present(present),), paragraphs=_absent(absent)),
        word.Section("III. CHƯƠNG TRÌNH", tuple(f"{place}. {each}" for place, each in enumerate(row["agenda"], 1))),
        word.Section("IV. KẾT LUẬN", _paragraphs(told["summary"]) if told else ("Chưa có kết luận.",)),
        word.Section("V. NHIỆM VỤ GIAO TỪ KẾT LUẬN", tables=(_conclusions(tasks_of(row)),)),
    ]
    signed = document or {"number": "", "notation": "BB-SNV", "issued": None, "signer": "", "position": ""}
    return word.docx_of(
        word.AdministrativeDocument(
            issuer=wording.agency_name(row["lead"]),
            superior=SUPERIOR,
            title=row["title"],
            type_name="BIÊN BẢN",
            sections=tuple(sections),
            number=signed["number"],
            notation=signed["notation"],
            issued=date.fromisoformat(signed["issued"]) if signed["issued"] else None,
            copies=("Các cơ quan dự họp",),
            signature=word.Signature(("CHỦ TRÌ",), signed["position"], signed["signer"]),
            sample=is_sample(row["title"]),
        )
    )


def _chair(row: Row) -> str:
    return "UBND tỉnh" if row["matter_kind"] == "evaluation" else wording.agency_name(row["lead"])


def _present(present: list[Row]) -> word.Table:
    columns = (word.Column("TT", 0.4, "center"), word.Column("Cơ quan", 1.6), word.Column("Họ tên", 1.8),
               word.Column("Chức vụ", 1.4), word.Column("Tư cách", 0.9))  # fmt: skip
    rows = [
        [
            place,
            wording.agency_name(each["agency"]),
            each["name"],
            each["position"],
            ("dự thay, " if each["substitute"] else "") + (each["capacity"] or "người đứng đầu"),
        ]
        for place, each in enumerate(present, 1)
    ]
    return word.Table(columns, rows, empty="Chưa ghi người dự.")


def _absent(absent: list[Row]) -> tuple[str, ...]:
    said = (f"{wording.agency_name(each['agency'])} ({each['reason'] or 'không nêu lý do'})" for each in absent)
    return (f"Vắng: {'; '.join(said)}.",) if absent else ()


def _conclusions(tasks: list[Seen]) -> word.Table:
    columns = (word.Column("TT", 0.4, "center"), word.Column("Nhiệm vụ", 2.6), word.Column("Chủ trì", 1.4),
               word.Column("Phối hợp", 1.2), word.Column("Thời hạn", 1.2))  # fmt: skip
    rows = [
        [
            place,
            one.row["title"],
            wording.agency_name(one.row["lead"]),
            ", ".join(map(wording.agency_short, one.row["coordinators"])),
            formats.until(one.row["due"]),
        ]
        for place, one in enumerate(tasks, 1)
    ]
    return word.Table(columns, rows, empty="Không có nhiệm vụ nào.")


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line.strip())
