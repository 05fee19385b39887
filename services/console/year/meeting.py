"""Năm cuộc giao ban quý, một cuộc muộn; đánh giá việc thực hiện Quy chế hai năm (Điều 12, 20) (DỮ LIỆU MẪU)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from services.console.year.scene import FIELDS, Act, Data, act, at, deadline, sample, sha256, signing

BRIEFINGS = {
    (2021, "Q4"): at("2021-12-15", 14),
    (2022, "Q1"): at("2022-03-28", 14),
    (2022, "Q2"): at("2022-07-06", 14),
    (2022, "Q3"): at("2022-09-28", 14),
    (2022, "Q4"): at("2022-12-19", 14),
}
"""Cuộc giao ban quý II/2022 họp sang quý III: muộn."""
GUESTS = ("TAMKY", "SYT")
ABSENT: dict[str, Data] = {"Q1": {"SKHCN": sample("Đi công tác")}, "Q3": {"STP": None}}


def scene() -> Iterator[Act]:
    for (year, quarter), held in BRIEFINGS.items():
        yield from _briefing(year, quarter, held)
    yield from _called_off()
    yield from _evaluation(2021, late=("SKHCN",), silent=("VPUBND",))
    yield from _evaluation(2022, late=(), silent=("TAMKY",))


def _briefing(year: int, quarter: str, held: datetime) -> Iterator[Act]:
    meeting = f"meeting/{year}/{quarter}"
    called = held.replace(day=max(1, held.day - 5), hour=9)
    told = {
        "matter_kind": "quarterly",
        "year": year,
        "quarter": quarter,
        "title": sample(f"Họp giao ban cải cách hành chính quý {quarter[1]}/{year}"),
        "place": "Phòng họp số 1",
        "invited": list(GUESTS),
        "agenda": [f"Tình hình quý {quarter[1]}", "Nhiệm vụ, biện pháp quý sau"],
        "signing": signing("GM-SNV"),
    }
    first = held.replace(hour=8) if quarter == "Q4" else held
    yield act(called, "SNV", "CallMeeting", **told, starts=first.isoformat())
    for agency, hour in (("SNV", 10), ("STTTT", 11)):
        material = [{"title": sample(f"Báo cáo quý của {agency}"), "sha256": sha256(meeting, agency)}]
        yield act(called.replace(hour=hour), agency, "SendMeetingMaterial", meeting=meeting, materials=material)
    if first != held:
        moved = {"meeting": meeting, "starts": held.isoformat(), "reason": sample("Trùng kỳ họp HĐND tỉnh")}
        yield act(called.replace(hour=15), "SNV", "RescheduleMeeting", **moved)
    yield _attendance(held.replace(hour=15), meeting, ABSENT.get(quarter, {}))
    task = [_conclusion("01", "STTTT", held, "VPUBND")] if quarter in ("Q1", "Q3") else []
    yield _conclude(held.replace(hour=17), meeting, *task)
    minutes = {"meeting": meeting, "sha256": sha256(meeting, "biên bản"), "signing": signing("BB-SNV")}
    yield act(held.replace(hour=18), "SNV", "IssueMinutes", **minutes)


def _attendance(moment: datetime, meeting: str, absent: dict[str, Any], *guests: str) -> Act:
    here = [each for each in ("SNV", *FIELDS, *(guests or GUESTS)) if each not in absent]
    present = [{"agency": each, "name": sample(f"Đại diện {each}"), "position": "Lãnh đạo"} for each in here]
    away = [{"agency": each, "reason": reason} for each, reason in absent.items()]
    return act(moment, "SNV", "RecordAttendance", meeting=meeting, present=present, absent=away)


def _conclusion(code: str, lead: str, held: datetime, *coordinators: str) -> Data:
    due = held.replace(month=held.month + 2 if held.month < 11 else 12, day=28, hour=17)
    return {
        "code": code,
        "title": sample("Hoàn thành việc nêu trong kết luận"),
        "lead": lead,
        "coordinators": list(coordinators),
        "deadline": deadline(due, "Thông báo kết luận"),
        "product": "Báo cáo kết quả",
    }


def _conclude(moment: datetime, meeting: str, *conclusions: Data) -> Act:
    told = {"meeting": meeting, "summary": sample("Cơ bản đúng tiến độ"), "conclusions": list(conclusions)}
    return act(moment, "SNV", "ConcludeMeeting", **told, signing=signing("TB-SNV"))


def _called_off() -> Iterator[Act]:
    told = {
        "matter_kind": "other",
        "year": 2022,
        "code": "DVC",
        "title": sample("Họp về dịch vụ công trực tuyến"),
        "about": "plan/2022",
        "starts": at("2022-05-20").isoformat(),
        "place": "Phòng họp số 2",
        "agenda": ["Tiến độ tích hợp"],
        "signing": signing("GM-SNV"),
    }
    yield act(at("2022-05-16"), "SNV", "CallMeeting", **told)
    yield act(at("2022-05-18"), "SNV", "CancelMeeting", meeting="meeting/2022/DVC", reason=sample("Mưa lũ"))


def _evaluation(year: int, *, late: tuple[str, ...], silent: tuple[str, ...]) -> Iterator[Act]:
    """Hỏi, họp, báo cáo (Điều 20 khoản 1)."""
    due = at(f"{year}-12-10", 17)
    told = {"year": year, "others": ["TAMKY"], "questions": sample("Kết quả, khó khăn, kiến nghị theo từng điều")}
    source = deadline(due, "Công văn của Sở Nội vụ")
    yield act(at(f"{year}-11-22"), "SNV", "RequestEvaluations", **told, deadline=source)
    article = {"article": "Điều 9", "result": sample("Đã thẩm định đúng nội dung"), "difficulty": None}
    for number, agency in enumerate(each for each in (*FIELDS, "TAMKY") if each not in silent):
        moment = at(f"{year}-12-13") if agency in late else at(f"{year}-12-0{1 + number}")
        yield act(moment, agency, "GiveEvaluation", agency=agency, year=year, articles=[article])
    meeting = f"meeting/{year}/evaluation"
    held = at(f"{year}-12-22", 8)
    called = {
        "matter_kind": "evaluation",
        "year": year,
        "title": sample("UBND tỉnh họp đánh giá việc thực hiện Quy chế phối hợp"),
        "starts": held.isoformat(),
        "link": f"https://hop.quangnam.example/{year}",
        "invited": ["TAMKY"],
        "agenda": ["Đánh giá việc thực hiện Quy chế"],
        "signing": signing("GM-UBND"),
    }
    yield act(at(f"{year}-12-14"), "SNV", "CallMeeting", **called)
    yield _attendance(held.replace(hour=9), meeting, {}, "TAMKY")
    yield _conclude(held.replace(hour=11), meeting)
    report = {"year": year, "summary": sample("Phối hợp tốt; Điều 9 còn chậm"), "signing": signing("BC-SNV")}
    yield act(at(f"{year}-12-27"), "SNV", "ReportEvaluation", **report)
