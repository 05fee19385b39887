"""Báo cáo, biên bản kiểm tra bằng Word (Điều 8), thể thức Nghị định 30/2020/NĐ-CP; người được nêu bằng chức vụ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from services.portal import formats, wording
from services.portal.desk import Row
from services.portal.pages.office import dated_document, initials, is_sample, issued_document
from shared.office.administrative_document import Column, Section, Signature, Table

ROLES = {"head": "Trưởng đoàn", "member": "Thành viên"}


def named(codes: Sequence[str], none: str = "không có") -> str:
    """The full names of agencies, one after the other."""
    return ", ".join(wording.agency_name(each) for each in codes) or none


def report(row: Row, rounds: Sequence[Row], occasions: Mapping[str, str]) -> bytes:
    """Báo cáo kết quả kiểm tra."""
    told = row["report"]
    columns = (Column("Đợt", 0.6, "center"), Column("Ngày", 1), Column("Cơ quan được kiểm tra", 1.6),
               Column("Điều ghi nhận", 2.4), Column("Kiến nghị", 2))  # fmt: skip
    lines = [
        (
            str(one["round"]),
            formats.day(visit["day"]),
            wording.agency_name(visit["agency"]),
            visit["findings"],
            "\n".join(f"{each['number']}. {each['content']}{_until(each)}" for each in visit["recommendations"]),
        )
        for one in rounds
        for visit in one["visits"]
    ]
    proposals = told["proposals"].splitlines() if told["proposals"] else ["Không có."]
    sections = (
        Section(
            "I. CUỘC KIỂM TRA",
            (
                f"Kiểm tra {occasions[row['occasion']]} năm {row['year']}. Căn cứ: {row['basis']}.",
                f"Cơ quan chủ trì: {wording.agency_name(row['lead'])}. Cơ quan phối hợp: {named(row['coordinators'])}.",
                f"Đã kiểm tra {len(told['inspected'])} cơ quan: {named(told['inspected'])}. "
                f"Có trong kế hoạch mà chưa kiểm tra: {named(told['not_inspected'])}.",
            ),
        ),
        Section("II. KẾT QUẢ", tuple(told["summary"].splitlines()), (Table(columns, lines),)),
        Section("III. ĐỀ XUẤT, KIẾN NGHỊ", tuple(proposals)),
    )
    return issued_document(
        row["lead"], told["document"], type_name="Báo cáo", title=f"Kết quả: {row['title']}", sections=sections,
        to=("UBND tỉnh Quảng Nam",), copies=("Như trên", "Các cơ quan phối hợp", "Các cơ quan được kiểm tra"),
        sample=is_sample(row),
    )  # fmt: skip


def minutes(row: Row, one: Row) -> bytes:
    """Biên bản các buổi kiểm tra của một đợt; number and signatures are left to those who sign on the spot."""
    members = one["team"]["members"] if one["team"] else []
    team = [
        (ROLES[each["role"]], each["position"], wording.agency_name(each["agency"]), initials(each["name"]))
        for each in members
    ]
    columns = (Column("Vai trò", 1), Column("Chức vụ", 1.4), Column("Cơ quan", 2), Column("Họ tên (viết tắt)", 1))
    head = next((each for each in members if each["role"] == "head"), None)
    sections = [
        Section(
            f"I. ĐỢT {one['round']}",
            (
                f"{row['title']}. Nội dung: {one['contents']}",
                f"Thời gian: từ ngày {formats.day(one['first'])} đến ngày {formats.day(one['last'])}.",
            ),
            (Table(columns, team, "Đoàn kiểm tra", "Chưa lập đoàn."),),
        )
    ]
    for place, visit in enumerate(one["visits"], 2):
        wanted = [(each["number"], each["content"], _until(each).strip(" ()")) for each in visit["recommendations"]]
        sections.append(
            Section(
                f"{_roman(place)}. {wording.agency_name(visit['agency']).upper()}",
                (
                    f"Ngày kiểm tra: {formats.day(visit['day'])}. Cơ quan tham gia: {named(visit['participants'])}.",
                    *visit["findings"].splitlines(),
                ),
                (
                    Table(
                        (Column("Số", 0.6), Column("Kiến nghị", 4), Column("Hạn", 1.4)), wanted, "", "Không kiến nghị."
                    ),
                ),
            )
        )
    return dated_document(
        row["lead"], title=f"Kiểm tra cải cách hành chính, đợt {one['round']}", type_name="Biên bản", notation="BB",
        issued=max(date.fromisoformat(visit["day"]) for visit in one["visits"]), sections=tuple(sections),
        copies=("Các cơ quan được kiểm tra", "Các cơ quan phối hợp"), sample=is_sample(row),
        signature=Signature(position="Trưởng đoàn", name=initials(head["name"]) if head else ""),
    )  # fmt: skip


def _until(each: Row) -> str:
    return f" ({formats.until(each['deadline']['due'])})" if each.get("deadline") else ""


def _roman(number: int) -> str:
    """II, III, IV …: as many as one round has visits."""
    signs = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, sign in signs:
        while number >= value:
            text, number = text + sign, number - value
    return text
