"""Kế hoạch cải thiện PAR INDEX, SIPAS, PAPI: từ dự thảo đến tổng hợp định kỳ báo cáo UBND tỉnh (Điều 11)."""

from __future__ import annotations

from typing import Any

import schemas
from tests.province import Province

LEADS = ("STTTT", "SYT", "HOIAN")


def signing(notation: str) -> dict[str, Any]:
    return {"notation": notation, "signer": "Người ký (dữ liệu mẫu)", "position": "Giám đốc", "capacity": ""}


def paper(number: str, notation: str) -> dict[str, Any]:
    return {**signing(notation), "number": number, "issued": "2022-04-10"}


def task(item: str, lead: str, *coordinators: str, **more: Any) -> dict[str, Any]:
    return {
        "item": item,
        "title": f"Nhiệm vụ {item} (dữ liệu mẫu)",
        "content": "Nội dung (dữ liệu mẫu).",
        "product": "Báo cáo",
        "lead": lead,
        "coordinators": list(coordinators),
        "deadline": {"due": "2022-12-15T00:00:00+07:00", "source": "Kế hoạch cải thiện (dữ liệu mẫu)"},
        "targets": ["CT1"],
        "losses": ["DM1"],
        **more,
    }


def period(name: str, opens: str, due: str) -> dict[str, Any]:
    deadline = {"due": f"{due}T00:00:00+07:00", "source": "Kế hoạch cải thiện, phần tổ chức thực hiện (dữ liệu mẫu)"}
    return {"period": name, "title": f"Kỳ {name}", "opens": f"{opens}T08:00:00+07:00", "deadline": deadline}


def content(**more: Any) -> dict[str, Any]:
    return {
        "plan": "2022",
        "year": 2022,
        "title": "Kế hoạch cải thiện các Chỉ số năm 2022 (dữ liệu mẫu)",
        "targets": [
            {
                "target": "CT1",
                "index": "par_index",
                "title": "Hiện đại hóa hành chính (dữ liệu mẫu)",
                "current": "8.25",
                "current_year": 2021,
                "wanted": "9.50",
                "unit": "điểm",
            },
            {
                "target": "CT2",
                "index": "papi",
                "title": "Quản trị điện tử (dữ liệu mẫu)",
                "wanted": "3",
                "unit": "điểm",
            },
        ],
        "losses": [
            {
                "loss": "DM1",
                "index": "par_index",
                "criterion": "5.1",
                "title": "Dịch vụ công trực tuyến (dữ liệu mẫu)",
                "year": 2020,
                "points": "1.75",
                "origin": "document",
                "source": "Quyết định công bố PAR INDEX 2020 (dữ liệu mẫu)",
            }
        ],
        "tasks": [
            task("GP1", "STTTT", "SNV", "VPUBND"),
            task("GP2", "SYT", "STTTT"),
            task("GP3", "HOIAN", "SNV", targets=["CT2"], losses=[]),
        ],
        "periods": [period("2022-Q1", "2022-04-01", "2022-04-15"), period("2022-Q2", "2022-07-01", "2022-07-15")],
        "days_before": [3],
        **more,
    }


def draft(province: Province, **more: Any) -> dict[str, Any]:
    return province.send("DraftImprovementPlan", content(**more), agency="SNV")


def submit(province: Province) -> dict[str, Any]:
    return province.send("SubmitImprovementPlan", {"plan": "2022", "signing": signing("TTr-SNV")}, agency="SNV")


def decide(province: Province, matter: str = "improvement_plan/2022", *, approved: bool = True) -> dict[str, Any]:
    data = {
        "matter": matter,
        "approved": approved,
        "signing": signing("QĐ-UBND" if approved else "VPUBND-NC"),
        "reason": None if approved else "Chỉ tiêu chưa rõ (dữ liệu mẫu).",
    }
    return province.send("DecideMatter", data, agency="VPUBND")


def issue(province: Province) -> None:
    draft(province)
    submit(province)
    decide(province)


def report(province: Province, agency: str, *items: str, name: str = "2022-Q1", **how: Any) -> dict[str, Any]:
    results = [
        {"item": item, "state": "in_progress", "result": "Đang làm (dữ liệu mẫu).", "figures": {"ho_so": "120"}}
        for item in items
    ]
    data = {
        "plan": "2022",
        "period": name,
        "agency": agency,
        "results": results,
        "document": paper("15", f"BC-{agency}"),
    }
    return province.send("SubmitImprovementSummary", data, agency=agency, **how)


def consolidate(province: Province, name: str = "2022-Q1", **more: Any) -> dict[str, Any]:
    data = {
        "plan": "2022",
        "period": name,
        "assessment": "Đạt tiến độ (dữ liệu mẫu).",
        "reached": [{"target": "CT1", "value": "8.75"}],
        "signing": signing("BC-SNV"),
        **more,
    }
    return province.send("ConsolidateImprovement", data, agency="SNV")


def last(province: Province, name: str) -> dict[str, Any]:
    data: dict[str, Any] = province.facts(name)[-1]["data"]
    return data


def play(province: Province) -> None:
    """Mọi thông điệp của kế hoạch cải thiện."""
    draft(province)
    submit(province)
    decide(province, approved=False)
    issue(province)
    guidance = {"plan": "2022", "items": ["GP1"], "text": "Hướng dẫn (dữ liệu mẫu).", "signing": signing("SNV-CCHC")}
    province.send("IssueImprovementGuidance", guidance, agency="SNV")
    province.move_to("2022-04-01T08:00:00+07:00")
    report(province, "STTTT", "GP1")
    back = {"plan": "2022", "period": "2022-Q1", "agency": "STTTT", "reason": "Thiếu số liệu (dữ liệu mẫu)."}
    province.send("ReturnImprovementSummary", back, agency="SNV")
    report(province, "STTTT", "GP1")
    province.move_to("2022-04-12T00:00:00+07:00")
    longer = {
        "plan": "2022",
        "period": "2022-Q1",
        "deadline": {"due": "2022-04-20T00:00:00+07:00", "source": "Công văn gia hạn (dữ liệu mẫu)"},
        "reason": "Nhiều cơ quan đề nghị (dữ liệu mẫu).",
    }
    province.send("ExtendImprovementPeriod", longer, agency="SNV")
    report(province, "SYT", "GP2")
    province.move_to("2022-04-20T00:00:00+07:00")
    province.send("IssueImprovementGuidance", {**guidance, "text": "Đôn đốc (dữ liệu mẫu)."}, agency="SNV")
    consolidate(province)


def test_an_improvement_plan_runs_from_its_draft_to_the_report_of_a_period(province: Province) -> None:
    # Dự thảo: chỉ tiêu từng Chỉ số, giải pháp gắn với điểm mất năm trước, mỗi việc một đầu mối.
    draft(province)
    drafted = last(province, "ImprovementPlanDrafted")
    assert (drafted["lead"], drafted["coordinators"]) == ("SNV", ["STTTT", "SYT", "HOIAN", "VPUBND"])
    assert drafted["targets"][0]["current"] == "8.25"

    # Trình UBND tỉnh, ban hành (tên Điều 11); nhiệm vụ được theo dõi như mọi nhiệm vụ khác.
    submit(province)
    submitted = last(province, "MatterSubmitted")
    assert (submitted["matter"], submitted["clause"]) == ("improvement_plan/2022", "QC-11.0")
    decide(province)
    given = {fact["data"]["task"]: fact["data"] for fact in province.facts("TaskAssigned")}
    assert [each["lead"] for each in given.values()] == list(LEADS)
    assert {each["source"] for each in given.values()} == {"improvement_plan"}
    assert given["task/improvement-2022/GP1"]["clause"] == "QC-11.1-1"

    # Đến kỳ, các cơ quan đang chủ trì được yêu cầu tổng hợp; kỳ là dữ liệu của kế hoạch (Điều 11 khoản 1).
    assert province.facts("ImprovementSummaryRequested") == []
    province.move_to("2022-04-01T08:00:00+07:00")
    asked = last(province, "ImprovementSummaryRequested")
    assert (asked["agencies"], asked["due"]) == (list(LEADS), "2022-04-15T00:00:00+07:00")
    assert asked["tasks"][1] == {"agency": "SYT", "items": ["GP2"]}

    # Mỗi cơ quan gửi tổng hợp; Sở Nội vụ nhắc trước hạn, lập danh sách khi hết hạn (Điều 11 khoản 2).
    report(province, "STTTT", "GP1")
    report(province, "SYT", "GP2")
    assert consolidate(province)["code"] == "SUMMARIES_OPEN"
    province.move_to("2022-04-12T00:00:00+07:00")
    assert last(province, "ImprovementReminderIssued")["outstanding"] == ["HOIAN"]
    province.move_to("2022-04-15T00:00:00+07:00")
    assert last(province, "ImprovementSummaryOverdue")["outstanding"] == ["HOIAN"]

    # Báo cáo UBND tỉnh, nêu rõ ai còn thiếu; gửi muộn vẫn nhận và ghi là muộn.
    consolidate(province)
    told = last(province, "ImprovementConsolidated")
    assert (told["report"], told["missing"]) == (1, ["HOIAN"])
    assert [(each["agency"], each["item"]) for each in told["results"]] == [("STTTT", "GP1"), ("SYT", "GP2")]
    matter = last(province, "MatterSubmitted")
    assert (matter["matter"], matter["clause"], matter["wanted"]) == (
        "improvement_report/2022/2022-Q1",
        "QC-11.1-3",
        "information",
    )
    report(province, "HOIAN", "GP3")
    assert last(province, "ImprovementSummarySubmitted")["late"] is True
    consolidate(province)
    assert last(province, "ImprovementConsolidated")["report"] == 2
    assert last(province, "MatterSubmitted")["submission"] == 2

    # Kỳ sau lại mở.
    province.move_to("2022-07-01T08:00:00+07:00")
    assert last(province, "ImprovementSummaryRequested")["period"] == "2022-Q2"


def test_the_standing_agency_guides_those_who_have_tasks(province: Province) -> None:
    """Hướng dẫn, đôn đốc sở, ban, ngành, UBND cấp huyện (Điều 11 khoản 2)."""
    issue(province)
    guidance = {"plan": "2022", "text": "Hướng dẫn (dữ liệu mẫu).", "signing": signing("SNV-CCHC")}
    province.send("IssueImprovementGuidance", guidance, agency="SNV")
    guided = last(province, "ImprovementGuidanceIssued")
    assert guided["agencies"] == ["STTTT", "SYT", "HOIAN", "VPUBND"]
    assert guided["document"]["notation"] == "SNV-CCHC"
    unknown = province.send("IssueImprovementGuidance", {**guidance, "items": ["GP9"]}, agency="SNV")
    assert unknown["code"] == "UNKNOWN_ITEM"


def test_an_adjusted_plan_asks_those_who_lead_now(province: Province) -> None:
    issue(province)
    assert draft(province)["code"] == "NOTHING_ADJUSTED"
    draft(province, tasks=[task("GP1", "VPUBND", "STTTT"), task("GP4", "SXD", "SNV")])
    submit(province)
    assert last(province, "MatterSubmitted")["matter"] == "improvement_plan/2022/adjustment-1"
    decide(province, "improvement_plan/2022/adjustment-1")
    assert last(province, "ImprovementPlanIssued")["adjustment"] == 1
    cancelled = [fact["data"]["task"] for fact in province.facts("TaskCancelled")]
    assert cancelled == ["task/improvement-2022/GP2", "task/improvement-2022/GP3"]
    province.move_to("2022-04-01T08:00:00+07:00")
    assert last(province, "ImprovementSummaryRequested")["agencies"] == ["VPUBND", "SXD"]


def test_every_message_is_played(province: Province) -> None:
    play(province)
    named = {*(each["type"] for each in province.sent), *(fact["type"] for fact in province.facts())}
    assert {each.__name__ for each in schemas.all_messages() if each.procedure == "improvement"} <= named
