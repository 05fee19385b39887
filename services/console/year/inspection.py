"""Kiểm tra năm 2022 do Sở Nội vụ chủ trì, một cuộc đột xuất do Thanh tra tỉnh, một cuộc thôi (Điều 8) (DỮ LIỆU MẪU)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from services.console.year.scene import FIELDS, Act, Data, act, at, deadline, own_paper, sample

YEARLY, AD_HOC, DROPPED = "KT-2022-01", "KT-2022-02", "KT-2022-03"


def scene() -> Iterator[Act]:
    yield from _yearly()
    yield from _visits()
    yield from _ad_hoc()
    yield from _dropped()


def _assign(moment: datetime, code: str, lead: str, coordinators: list[str], **more: Any) -> Act:
    told = {
        "inspection": code,
        "year": 2022,
        "title": sample(f"Kiểm tra công tác cải cách hành chính {code}"),
        "occasion": "yearly",
        "lead": lead,
        "coordinators": coordinators,
        "mode": "working_group",
        "basis": sample("Kế hoạch cải cách hành chính năm 2022"),
        **more,
    }
    return act(moment, "SNV", "AssignInspection", **told)


def _lead(
    moment: datetime, agency: str, command: str, code: str, /, *, sort: Any = "", again: Any = "", **data: Any
) -> Act:
    own = own_paper(agency, sort, moment) if sort else {}
    return act(moment, agency, command, inspection=code, agency=agency, **own, **data, again=again)


def _round(number: int, first: str, last: str, coordinators: list[str], *agencies: str) -> Data:
    told = {"round": number, "agencies": list(agencies), "contents": sample("Thủ tục hành chính, một cửa, ISO")}
    return {**told, "first": first, "last": last, "coordinators": coordinators}


def _ask(moment: datetime, lead: str, code: str, number: int, due: datetime, *agencies: str) -> Act:
    wanted = [{"agency": each, "people": 1, "rank": "Lãnh đạo hoặc công chức"} for each in agencies]
    by = deadline(due, "Văn bản đề nghị cử người")
    told = {"round": number, "wanted": wanted, "deadline": by}
    return _lead(moment, lead, "RequestNominations", code, sort="CV", **told, again=str(number))


def _nominate(
    moment: datetime, agency: str, code: str, number: int, person: str, command: str = "NominateStaff"
) -> Act:
    people = [{"name": sample(f"Công chức {person}"), "position": "Chuyên viên"}]
    reason = {"reason": sample("Người đã cử đi công tác")} if command == "ReplaceNominees" else {}
    told = {"round": number, "people": people, **reason}
    return _lead(moment, agency, command, code, sort="CV", **told, again=str(number))


def _team(moment: datetime, lead: str, code: str, number: int) -> Act:
    head = {"name": sample("Trưởng đoàn"), "position": "Phó Giám đốc"}
    member = {"name": sample("Thành viên"), "position": "Chuyên viên"}
    return _lead(moment, lead, "FormTeam", code, sort="QĐ", round=number, head=head, members=[member])


def _visit(moment: datetime, lead: str, code: str, number: int, inspected: str, *participants: str) -> Act:
    told = {"round": number, "inspected": inspected, "day": moment.date().isoformat()}
    words = {"participants": list(participants), "findings": sample("Niêm yết còn thiếu")}
    return _lead(moment, lead, "RecordVisit", code, **told, **words, again=inspected)


def _yearly() -> Iterator[Act]:
    """One nominee is replaced, one agency declines and is excused, one is late, one is silent."""
    yield _assign(at("2022-02-09", 9), YEARLY, "SNV", list(FIELDS), deadline=deadline(at("2022-02-28", 0), "Kế hoạch"))
    rounds = [
        _round(1, "2022-03-28", "2022-03-31", [*FIELDS, "SYT"], "SXD", "TAMKY"),
        _round(2, "2022-06-13", "2022-06-14", ["STP", "STC"], "HOIAN"),
        _round(3, "2022-08-22", "2022-08-23", ["STC"], "NONGSON"),
    ]
    yield _lead(at("2022-02-17", 9), "SNV", "PlanInspection", YEARLY, sort="KH", rounds=rounds)
    yield _ask(at("2022-03-01", 9), "SNV", YEARLY, 1, at("2022-03-18", 17), *FIELDS, "SYT")
    yield _nominate(at("2022-03-07", 10), "STP", YEARLY, 1, "10")
    yield _nominate(at("2022-03-08"), "STTTT", YEARLY, 1, "11")
    yield _nominate(at("2022-03-09"), "SYT", YEARLY, 1, "12")
    yield _nominate(at("2022-03-14", 11), "STTTT", YEARLY, 1, "21", "ReplaceNominees")
    told = {"inspection": YEARLY, "round": 1, "agency": "SKHCN", "reason": sample("Trùng lịch đánh giá ISO")}
    yield act(at("2022-03-10", 9), "SKHCN", "DeclineNomination", **told)
    excused = {"round": 1, "excused": "SKHCN", "reason": sample("Nội dung ISO xem ở đợt sau")}
    yield _lead(at("2022-03-11", 9), "SNV", "ExcuseFromRound", YEARLY, **excused)
    yield _nominate(at("2022-03-21", 9), "STC", YEARLY, 1, "13")
    yield _team(at("2022-03-22", 9), "SNV", YEARLY, 1)
    yield _ask(at("2022-05-16", 9), "SNV", YEARLY, 2, at("2022-05-31", 17), "STP", "STC")
    yield _nominate(at("2022-05-23", 9), "STP", YEARLY, 2, "14")
    yield _nominate(at("2022-05-24", 9), "STC", YEARLY, 2, "15")
    yield _ask(at("2022-07-04"), "SNV", YEARLY, 3, at("2022-07-29", 17), "STC")
    told = {"round": 3, "reason": sample("Mưa lũ")}
    yield _lead(at("2022-08-15"), "SNV", "CancelInspectionRound", YEARLY, **told)


def _visits() -> Iterator[Act]:
    yield _visit(at("2022-03-29", 17), "SNV", YEARLY, 1, "SXD", "STP", "STC")
    yield _visit(at("2022-03-31", 17), "SNV", YEARLY, 1, "TAMKY", "STP", "STC", "STTTT", "SYT")
    told = {"round": 2, "first": "2022-06-20", "last": "2022-06-20", "reason": sample("Trùng kỳ họp HĐND")}
    yield _lead(at("2022-06-08"), "SNV", "PostponeInspectionRound", YEARLY, **told)
    yield _visit(at("2022-06-20", 17), "SNV", YEARLY, 2, "HOIAN", "STP", "STC")
    yield _lead(at("2022-09-01"), "SNV", "ReportInspection", YEARLY, sort="BC", summary=sample("Kết quả kiểm tra"))
    demand = {"coordinators": [], "content": sample("Niêm yết đủ thủ tục"), "product": "Báo cáo kết quả khắc phục"}
    by = deadline(at("2022-10-31", 17), "Thông báo kết luận")
    demands = [
        {"number": "1", "agency": "SXD", **demand, "tracked": True, "deadline": by},
        {"number": "2", "agency": "TAMKY", **demand, "tracked": False},
    ]
    told = {"conclusions": sample("Kết luận kiểm tra"), "demands": demands}
    yield _lead(at("2022-09-12", 9), "SNV", "ConcludeInspection", YEARLY, sort="KL", **told)


def _ad_hoc() -> Iterator[Act]:
    """An agency without a service of its own leads (Điều 3 khoản 4: đột xuất); its plan comes late."""
    by = deadline(at("2022-09-19", 0), "Chỉ đạo của Chủ tịch UBND tỉnh")
    told = {"occasion": "ad_hoc", "basis": sample("Chỉ đạo của Chủ tịch UBND tỉnh"), "deadline": by}
    yield _assign(at("2022-09-14", 10), AD_HOC, "TTT", ["SNV", "STP"], **told)
    one = _round(1, "2022-10-17", "2022-10-18", ["SNV", "STP"], "SGTVT")
    yield _lead(at("2022-09-21", 9), "TTT", "PlanInspection", AD_HOC, sort="KH", rounds=[one])
    yield _ask(at("2022-09-23", 9), "TTT", AD_HOC, 1, at("2022-10-07", 17), "SNV", "STP")
    yield _nominate(at("2022-09-29", 9), "SNV", AD_HOC, 1, "30")
    yield _team(at("2022-10-10", 10), "TTT", AD_HOC, 1)
    yield _visit(at("2022-10-17", 17), "TTT", AD_HOC, 1, "SGTVT", "SNV")
    yield _lead(at("2022-10-31", 9), "TTT", "ReportInspection", AD_HOC, sort="BC", summary=sample("Kết quả kiểm tra"))


def _dropped() -> Iterator[Act]:
    yield _assign(at("2022-11-07", 9), DROPPED, "STC", ["SNV"], occasion="ad_hoc")
    reason = sample("Ghi nhầm cơ quan chủ trì")
    yield act(at("2022-11-08", 9), "SNV", "CancelInspection", inspection=DROPPED, reason=reason)
