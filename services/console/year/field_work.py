"""Hướng dẫn, kiểm tra, số liệu, báo cáo của mười ba nội dung, tham mưu trực tiếp (Điều 7, 13–18) (DỮ LIỆU MẪU)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from services.console.rehearsal.declared import draw
from services.console.year.cast import ALL, LATE, SILENT, manners
from services.console.year.scene import Act, Data, act, at, deadline, decision, paper, sample, signing
from shared.regulation.field_contents import FIELD_CONTENTS, lead_of
from shared.regulation.organisation import BASELINE

LEADS = {each.content: lead_of(each.content, BASELINE, date(2022, 1, 1)) for each in FIELD_CONTENTS}
YEARLY_ONLY = tuple(each.content for each in FIELD_CONTENTS if each.yearly)
WANTED = [
    {"name": "ho_so", "title": "Số hồ sơ tiếp nhận", "unit": "hồ sơ"},
    {"name": "dung_han", "title": "Số hồ sơ giải quyết đúng hạn", "unit": "hồ sơ"},
]


def scene() -> Iterator[Act]:
    for number, (content, lead) in enumerate(LEADS.items()):
        yield _guide(at("2022-02-02", 8, number), lead, content, f"HD-{content}")
        yield _check(at("2022-05-17", 8, number), lead, content)
    yield from _remedies()
    yield from _figures()
    yield from _reports("2021", asked=at("2021-12-01", 10), due=at("2021-12-28", 17), late=("iso",))
    yield from _reports("2022-H1", asked=at("2022-06-02", 10), due=at("2022-07-05", 17), silent=("institutions",))
    yield from _reports("2022", asked=at("2022-11-22", 10), due=at("2022-12-20", 17), late=("one_stop",))
    yield from _advice()
    yield _guide(at("2022-09-05", 9), "SKHCN", "iso", "HD-iso-2", replaces="HD-iso")
    told = {"guidance": "HD-budget", "reason": sample("Quy định mới đã thay")}
    yield act(at("2022-09-06", 9), "STC", "WithdrawGuidance", **told)


def _guide(moment: datetime, lead: str, content: str, name: str, **more: Any) -> Act:
    told = {
        "guidance": name,
        "content": content,
        "title": sample("Hướng dẫn nghiệp vụ"),
        "body": sample("Nội dung hướng dẫn"),
        "agencies": ["SYT", "TAMKY"],
        **more,
    }
    return act(moment, lead, "IssueGuidance", **told, signing=signing(f"HD-{lead}"))


def _check(moment: datetime, lead: str, content: str) -> Act:
    by = deadline(at("2022-06-17", 17), "Thông báo kết quả kiểm tra")
    remedies = [
        {"number": "1", "content": sample("Ban hành quy trình"), "deadline": by},
        {"number": "2", "content": sample("Niêm yết")},
    ]
    told = {
        "check": f"KTLV-{content}",
        "content": content,
        "inspected": "DUYXUYEN",
        "day": moment.date().isoformat(),
        "findings": sample("Còn thiếu quy trình"),
        "remedies": remedies,
    }
    return act(moment, lead, "RecordFieldCheck", **told, signing=signing(f"TB-{lead}"))


def _remedies() -> Iterator[Act]:
    """One in time, one late, the others not reported."""
    for moment, content, to in ((at("2022-06-15", 9), "iso", "kh_cn"), (at("2022-06-24"), "one_stop", "vp_ubnd")):
        told = {"check": f"KTLV-{content}", "agency": "DUYXUYEN", "number": "1", "result": sample("Đã ban hành")}
        yield act(moment, "DUYXUYEN", "ReportRemedy", **told, to=to)


def _figures() -> Iterator[Act]:
    """Văn phòng asks every agency; an agency that has no such figure says so, and does not say 0."""
    due, others = at("2022-06-25", 0), [each for each in ALL if each != "VPUBND"]
    told: Data = {
        "request": "SL-one_stop",
        "content": "one_stop",
        "period": "2022-H1",
        "title": sample("Đề nghị cung cấp số liệu"),
        "wanted": WANTED,
        "agencies": others,
        "deadline": deadline(due, "Công văn đề nghị"),
    }
    yield act(at("2022-06-06", 10), "VPUBND", "RequestFieldFigures", **told, signing=signing("CV-VPUBND"))
    how = manners("số liệu một cửa 2022")
    for number, agency in enumerate(others):
        if how[agency] == SILENT:
            continue
        day = "2022-06-27" if how[agency] == LATE else f"2022-06-{9 + number % 12:02}"
        whole = 500 + draw(900, agency, "hồ sơ một cửa")
        right = None if agency == "SNGV" else str(whole * 97 // 100)
        figures = [{"name": "ho_so", "value": str(whole)}, {"name": "dung_han", "value": right}]
        moment = at(day, 14, number)
        told = {"request": "SL-one_stop", "agency": agency, "figures": figures}
        yield act(moment, agency, "SupplyFieldFigures", **told, document=paper(f"SL-{agency}", moment), to="vp_ubnd")


def _reports(
    period: str, *, asked: datetime, due: datetime, late: tuple[str, ...] = (), silent: tuple[str, ...] = ()
) -> Iterator[Act]:
    contents = [each for each in LEADS if len(period) == 4 or each not in YEARLY_ONLY]
    by = deadline(due, "Công văn của Sở Nội vụ")
    told: Data = {"period": period, "contents": contents, "deadline": by}
    yield act(asked, "SNV", "RequestFieldReports", **told, signing=signing("CV-SNV"))
    for number, content in enumerate(contents):
        if content in silent:
            continue
        days = 2 if content in late else -2
        moment = (due + timedelta(days=days)).replace(hour=8, minute=number)
        yield _report(moment, content, period)


def _report(moment: datetime, content: str, period: str) -> Act:
    lead = LEADS[content]
    figure = {"name": "ty_le", "title": "Tỷ lệ đúng hạn", "unit": "%", "value": f"9{draw(10, content, period)}.50"}
    told = {
        "period": period,
        "content": content,
        "title": sample(f"Báo cáo kỳ {period}"),
        "evaluation": sample("Kết quả, hạn chế"),
        "figures": [figure],
        "difficulties": sample("Thiếu người"),
        "proposals": sample("Bổ sung kinh phí"),
        "to_committee": content == "fiscal_impact",
    }
    return act(moment, lead, "SubmitFieldReport", **told, signing=signing(f"BC-{lead}"), again=content)


def _advice() -> Iterator[Act]:
    """Returned by UBND once, brought again (Điều 7 khoản 2 điểm b)."""
    told = {
        "advice": "TM-public_assets",
        "content": "public_assets",
        "title": sample("Tham mưu thực hiện nội dung được giao"),
        "body": sample("Nội dung tham mưu"),
        "coordinators": ["SNV"],
        "mode": "written_opinion",
        "wanted": "decision",
    }
    for advised, decided, approved in (
        (at("2022-08-03"), at("2022-08-10"), False),
        (at("2022-08-18"), at("2022-08-26"), True),
    ):
        yield act(advised, "STC", "SubmitFieldAdvice", **told, signing=signing("TTr-STC"))
        reason = "" if approved else "Làm rõ phương án"
        yield decision(decided, "field_advice/TM-public_assets/STC", approved=approved, reason=reason)
