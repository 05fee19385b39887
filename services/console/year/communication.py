"""Kế hoạch tuyên truyền năm 2022 và kết quả (Điều 3 khoản 3) † (DỮ LIỆU MẪU)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from services.console.rehearsal.declared import draw
from services.console.year.cast import ALL, SILENT, manners
from services.console.year.scene import Act, act, at, sample, signing

YEAR = 2022
ACTIVITIES: tuple[tuple[Any, ...], ...] = (
    ("TT-01", "Chuyên mục trên Cổng thông tin điện tử", "website", "STTTT", ["SNV"], at("2022-04-01", 0)),
    ("TT-02", "Hội thi tìm hiểu cải cách hành chính", "contest", "SNV", ["HOIAN"], at("2022-10-01", 0)),
    ("TT-03", "Phóng sự truyền hình", "television", "VPUBND", [], at("2022-07-01", 0)),
)


def scene() -> Iterator[Act]:
    names = ("code", "title", "channel", "lead", "coordinators")
    activities = [
        {**dict(zip(names, row, strict=False)), "title": sample(row[1]), "due": row[-1].isoformat()}
        for row in ACTIVITIES
    ]
    told = {
        "year": YEAR,
        "title": sample(f"Kế hoạch tuyên truyền cải cách hành chính năm {YEAR}"),
        "coordinators": ["STTTT"],
        "mode": "written_opinion",
        "activities": activities,
        "signing": signing("KH-SNV"),
    }
    yield act(at("2022-01-17"), "SNV", "PlanCommunication", **told)
    yield _held("STTTT", "2022-03-24", "TT-01", "website")
    yield _held("SNV", "2022-10-12", "TT-02", "contest")
    how = manners("tuyên truyền 2022")
    for agency in ALL:
        if how[agency] != SILENT:
            day = at("2022-02-01") + timedelta(days=draw(300, agency, "tuyên truyền"))
            yield _held(agency, day.date().isoformat(), None, "website")
    told = {"year": YEAR, "evaluation": sample("Đạt yêu cầu"), "signing": signing("BC-SNV")}
    yield act(at("2022-12-14", 9), "SNV", "ReportCommunication", **told)


def _held(agency: str, day: str, code: str | None, channel: str) -> Act:
    told = {
        "year": YEAR,
        "agency": agency,
        "code": code,
        "title": sample("Tin, bài về cải cách hành chính"),
        "channel": channel,
        "held": day,
        "results": sample("12 tin, bài"),
        "figures": {"tin_bai": "12"},
    }
    return act(at(day, 16), agency, "RecordActivity", **told, again=code or "")
