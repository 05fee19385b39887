"""Kiểm tra của từng cơ quan năm 2022: kế hoạch, thực hiện, kết quả, có nơi muộn, có nơi im lặng (Điều 8 khoản 3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from services.console.rehearsal.declared import draw
from services.console.year.cast import ALL, IN_THE_MAIL, LATE, SILENT, manners
from services.console.year.scene import Act, act, at, deadline, paper, sample, signing

YEAR = 2022
PLAN_DUE, RESULT_DUE = at("2021-12-25", 0), at("2022-12-10", 0)
CONTENTS = ("one_stop", "autonomous_units", "iso", "information_technology", "institutions", "civil_service")


def scene() -> Iterator[Act]:
    source = "Công văn của Sở Nội vụ"
    told = {"plan": deadline(PLAN_DUE, source), "result": deadline(RESULT_DUE, source)}
    yield act(at("2021-11-10", 9), "SNV", "RequestOwnInspections", year=YEAR, **told, signing=signing("CV-SNV"))
    plans, results = manners(f"kế hoạch kiểm tra {YEAR}"), manners(f"kết quả kiểm tra {YEAR}")
    conducted = manners(f"thực hiện kiểm tra {YEAR}")
    for agency in ALL:
        if plans[agency] == SILENT:
            continue
        yield _plan(agency, plans[agency])
        if conducted[agency] != SILENT:
            yield from _conducted(agency, late=conducted[agency] == LATE)
        if results[agency] != SILENT:
            yield _result(agency, results[agency])
    for agency in ("SNV", "STC"):
        yield _consolidate(at("2022-01-14", 9), agency, "plans")
    yield _consolidate(at("2022-12-15", 9), "SNV", "results")


def _days(agency: str) -> tuple[datetime, datetime]:
    """The first and the last day of the one inspection that an agency plans."""
    first = at("2022-03-07") + timedelta(days=draw(180, agency, "ngày kiểm tra"))
    return first, first + timedelta(days=4)


def _moment(agency: str, manner: str, due: datetime, work: str) -> tuple[datetime, str]:
    """When it comes, and the day on its paper when that is another one."""
    days = {LATE: 4, IN_THE_MAIL: 3}.get(manner, -(1 + draw(25, agency, work)))
    signed = (due - timedelta(days=1)).date().isoformat() if manner == IN_THE_MAIL else ""
    return due + timedelta(days=days, hours=9 + draw(7, agency, work, "giờ")), signed


def _plan(agency: str, manner: str) -> Act:
    moment, signed = _moment(agency, manner, PLAN_DUE, "kế hoạch kiểm tra")
    first, last = _days(agency)
    item = {"item": "1", "inspected": sample("Đơn vị trực thuộc"), "contents": sample("Theo đề cương")}
    contents = [CONTENTS[draw(len(CONTENTS), agency, "nội dung kiểm tra")], "administrative_procedures"]
    told = {
        "year": YEAR,
        "agency": agency,
        "title": sample(f"Kế hoạch kiểm tra cải cách hành chính năm {YEAR}"),
        "contents": contents,
        "items": [{**item, "first": first.date().isoformat(), "last": last.date().isoformat()}],
        "document": paper(f"KH-{agency}", signed or moment),
    }
    return act(moment, agency, "SendOwnInspectionPlan", **told, signed=signed)


def _conducted(agency: str, *, late: bool) -> Iterator[Act]:
    """Recorded a few days after; who was late inspected two weeks after the planned days."""
    first, last = _days(agency)
    day = last + timedelta(days=14) if late else first
    told = {"year": YEAR, "agency": agency, "item": "1", "inspected": sample("Đơn vị trực thuộc")}
    words = {"day": day.date().isoformat(), "findings": sample("Đạt, còn thiếu niêm yết")}
    moment = day + timedelta(days=5, hours=draw(8, agency, "giờ ghi"))
    yield act(moment, agency, "RecordOwnInspection", **told, **words, signed=day.date().isoformat())
    if draw(100, agency, "đột xuất") < 15:
        again = {"item": "dot-xuat-1", "day": "2022-10-03"}
        yield act(at("2022-10-05", 10), agency, "RecordOwnInspection", **told | words | again, signed="2022-10-03")


def _result(agency: str, manner: str) -> Act:
    moment, signed = _moment(agency, manner, RESULT_DUE, "kết quả kiểm tra")
    told = {
        "year": YEAR,
        "agency": agency,
        "title": sample(f"Báo cáo kiểm tra cải cách hành chính năm {YEAR}"),
        "summary": sample("Kết quả kiểm tra"),
        "document": paper(f"BC-{agency}", signed or moment),
    }
    return act(moment, agency, "SendOwnInspectionResult", **told, signed=signed)


def _consolidate(moment: datetime, agency: str, part: str) -> Act:
    told = {"year": YEAR, "part": part, "evaluation": sample("Đánh giá chung"), "signing": signing(f"BC-{agency}")}
    return act(moment, agency, "ConsolidateOwnInspections", **told)
