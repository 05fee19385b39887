"""Kế hoạch cải thiện PAR INDEX, SIPAS, PAPI năm 2022 và tổng hợp ba quý (Điều 11) (DỮ LIỆU MẪU)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from services.console.year.scene import Act, Data, act, at, deadline, decision, evidence, paper, sample, signing

PLAN = "2022"
LEADS = {"GP1": "STTTT", "GP2": "SYT", "GP3": "HOIAN", "GP4": "STP"}
PERIODS = {
    "2022-Q1": ("2022-04-01", "2022-04-15"),
    "2022-Q2": ("2022-07-01", "2022-07-15"),
    "2022-Q3": ("2022-10-03", "2022-10-17"),
}
"""Kỳ → ngày mở, ngày từ đó là muộn."""
LAST_DAY = at("2022-12-15", 0)


def scene() -> Iterator[Act]:
    yield from _issued()
    yield from _first_quarter()
    yield from _second_quarter()
    yield from _third_quarter()
    yield from _carried_out()


def _task(item: str, lead: str) -> Data:
    return {
        "item": item,
        "title": sample(f"Giải pháp {item}"),
        "content": sample("Nội dung chi tiết theo đề cương"),
        "product": "Báo cáo kết quả",
        "lead": lead,
        "coordinators": ["SNV", "VPUBND"],
        "deadline": deadline(LAST_DAY, "Kế hoạch cải thiện"),
        "targets": ["CT1"],
        "losses": ["DM1"],
    }


def _period(name: str) -> Data:
    opens, due = PERIODS[name]
    by = deadline(at(due, 0), "Kế hoạch cải thiện, phần tổ chức thực hiện")
    return {"period": name, "title": f"Kỳ {name}", "opens": at(opens).isoformat(), "deadline": by}


def _draft(moment: datetime) -> Act:
    target = {
        "target": "CT1",
        "index": "par_index",
        "title": sample("Hiện đại hóa hành chính"),
        "current": "8.25",
        "current_year": 2020,
        "wanted": "9.50",
        "unit": "điểm",
    }
    loss = {
        "loss": "DM1",
        "index": "par_index",
        "criterion": "7.2",
        "title": sample("Dịch vụ công trực tuyến"),
        "year": 2020,
        "points": "1.75",
        "origin": "document",
        "source": sample("Quyết định công bố Chỉ số năm 2020"),
    }
    told = {
        "plan": PLAN,
        "year": 2022,
        "title": sample("Kế hoạch cải thiện các Chỉ số năm 2022"),
        "targets": [target],
        "losses": [loss],
        "tasks": [_task(item, lead) for item, lead in LEADS.items()],
        "periods": [_period(name) for name in PERIODS],
        "days_before": [3],
    }
    return act(moment, "SNV", "DraftImprovementPlan", **told)


def _issued() -> Iterator[Act]:
    matter = f"improvement_plan/{PLAN}"
    yield _draft(at("2022-02-21", 14))
    yield act(at("2022-02-25", 9), "SNV", "SubmitImprovementPlan", plan=PLAN, signing=signing("TTr-SNV"))
    yield decision(at("2022-03-02"), matter, approved=False, reason="Chỉ tiêu chưa rõ")
    yield _draft(at("2022-03-04", 9))
    yield act(at("2022-03-07"), "SNV", "SubmitImprovementPlan", plan=PLAN, signing=signing("TTr-SNV"))
    yield decision(at("2022-03-14", 15), matter)
    told = {"plan": PLAN, "items": ["GP1"], "text": sample("Cách lập hồ sơ chứng minh"), "signing": signing("SNV-CCHC")}
    yield act(at("2022-03-18"), "SNV", "IssueImprovementGuidance", **told)


def _summary(day: str, item: str, period: str, *, refused: str = "", **more: Any) -> Act:
    agency, moment = LEADS[item], at(day, 10)
    row = {"item": item, "state": "in_progress", "result": sample("Đang thực hiện"), "figures": {"ho_so": "120"}}
    told = {"plan": PLAN, "period": period, "agency": agency, "results": [row | more]}
    return act(
        moment, agency, "SubmitImprovementSummary", **told, document=paper(f"BC-{agency}", moment), refused=refused
    )


def _consolidate(day: str, period: str, value: str) -> Act:
    reached = [{"target": "CT1", "value": value}]
    told = {"plan": PLAN, "period": period, "assessment": sample("Đạt tiến độ"), "reached": reached}
    return act(at(day, 15), "SNV", "ConsolidateImprovement", **told, signing=signing("BC-SNV"))


def _first_quarter() -> Iterator[Act]:
    """One is returned and comes back; the period is extended, so nobody is late."""
    name = "2022-Q1"
    yield _summary("2022-04-07", "GP1", name)
    back = {"plan": PLAN, "period": name, "agency": LEADS["GP1"], "reason": sample("Thiếu số liệu")}
    yield act(at("2022-04-11", 9), "SNV", "ReturnImprovementSummary", **back)
    yield _summary("2022-04-12", "GP1", name)
    yield _summary("2022-04-13", "GP2", name)
    longer = {"deadline": deadline(at("2022-04-20", 0), "Công văn gia hạn"), "reason": sample("Hai cơ quan đề nghị")}
    yield act(at("2022-04-14", 9), "SNV", "ExtendImprovementPeriod", plan=PLAN, period=name, **longer)
    yield _summary("2022-04-18", "GP3", name)
    yield _summary("2022-04-19", "GP4", name)
    yield _consolidate("2022-04-21", name, "8.40")


def _second_quarter() -> Iterator[Act]:
    """One comes late, after a first report; one is silent."""
    name = "2022-Q2"
    yield _summary("2022-07-08", "GP1", name)
    yield _summary("2022-07-13", "GP4", name)
    yield _consolidate("2022-07-18", name, "8.60")
    yield _summary("2022-07-20", "GP2", name)
    yield _consolidate("2022-07-22", name, "8.60")


def _third_quarter() -> Iterator[Act]:
    name = "2022-Q3"
    for day, item in (("2022-10-06", "GP1"), ("2022-10-10", "GP2"), ("2022-10-12", "GP3"), ("2022-10-14", "GP4")):
        yield _summary(day, item, name, state="done" if item == "GP4" else "in_progress")
    yield _consolidate("2022-10-18", name, "9.10")


def _carried_out() -> Iterator[Act]:
    """Two in time, one late, one not at all."""
    for day, item in (("2022-10-14", "GP4"), ("2022-12-09", "GP1"), ("2022-12-21", "GP2")):
        agency, moment = LEADS[item], at(day, 14)
        about = {"to": "noi_vu", "task": f"task/improvement-2022/{item}"}
        told = {"result": sample("Đã hoàn thành"), "evidence": [evidence(agency, moment, f"Kết quả {item}")]}
        yield act(moment, agency, "ReportTaskDone", **about, **told)
        yield act(moment.replace(hour=16), "SNV", "ConfirmTask", **about, comment=sample("Đạt"))
