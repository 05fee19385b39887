"""Sơ kết sáu tháng của 38 cơ quan, tổng kết theo chuyên đề (Điều 13 khoản 5) (DỮ LIỆU MẪU)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from services.console.rehearsal.declared import draw
from services.console.year.cast import ALL, IN_THE_MAIL, LATE, SILENT, manners
from services.console.year.scene import Act, act, at, deadline, paper, sample, signing

HALF_YEAR, THEME = "reform_review/2022/so-ket-6-thang", "reform_review/2022/mot-cua"


def scene() -> Iterator[Act]:
    yield from _half_year()
    yield from _theme()


def _half_year() -> Iterator[Act]:
    due = at("2022-07-06", 0)
    others = [each for each in ALL if each != "SNV"]
    told = {
        "review": HALF_YEAR,
        "sort": "periodic",
        "title": sample("Sơ kết công tác cải cách hành chính 6 tháng đầu năm 2022"),
        "opens": "2022-01-01",
        "closes": "2022-06-30",
        "coordinators": ["VPUBND", "STC"],
        "mode": "conference",
        "reporting": others,
        "deadline": deadline(due, "Công văn yêu cầu báo cáo"),
    }
    yield act(at("2022-06-13", 9), "SNV", "OpenReformReview", **told)
    how = manners("sơ kết 6 tháng 2022")
    for agency in others:
        if how[agency] != SILENT:
            yield _report(agency, how[agency], due)
    yield _conclude(at("2022-07-14"), HALF_YEAR)


def _report(agency: str, manner: str, due: datetime) -> Act:
    days = {LATE: 2, IN_THE_MAIL: 3}.get(manner, -(1 + draw(12, agency, "sơ kết")))
    moment = due + timedelta(days=days, hours=9 + draw(8, agency, "giờ sơ kết"))
    signed = (due - timedelta(days=1)).date().isoformat() if manner == IN_THE_MAIL else ""
    told = {
        "review": HALF_YEAR,
        "agency": agency,
        "results": sample("Hoàn thành các nhiệm vụ được giao"),
        "figures": {"ho_so_dung_han": str(900 + draw(100, agency, "hồ sơ")), "ho_so": "1000"},
        "document": paper(f"BC-{agency}", signed or moment),
    }
    return act(moment, agency, "SubmitReviewReport", **told, signed=signed)


def _conclude(moment: datetime, review: str) -> Act:
    told = {
        "review": review,
        "results": sample("Kết quả"),
        "shortcomings": sample("Tồn tại, hạn chế"),
        "lessons": sample("Phương hướng"),
        "signing": signing("BC-SNV"),
    }
    return act(moment, "SNV", "ConcludeReformReview", **told)


def _theme() -> Iterator[Act]:
    told = {
        "review": THEME,
        "sort": "thematic",
        "title": sample("Tổng kết cơ chế một cửa liên thông"),
        "opens": "2018-06-21",
        "closes": "2022-09-30",
        "coordinators": ["VPUBND"],
        "mode": "conference",
    }
    yield act(at("2022-10-04"), "SNV", "OpenReformReview", **told)
    yield _conclude(at("2022-11-24"), THEME)
