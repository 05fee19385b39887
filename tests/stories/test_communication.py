"""Thông tin, tuyên truyền cải cách hành chính (Điều 3 khoản 3) †: quy chế nêu nội dung, không giao cho ai."""

from __future__ import annotations

from typing import Any

from tests.province import Province
from tests.stories.test_document import signing

ACTIVITIES = [
    {
        "code": "TT-01",
        "title": "Chuyên mục trên Cổng thông tin điện tử (dữ liệu mẫu)",
        "channel": "website",
        "lead": "STTTT",
        "coordinators": ["SNV"],
        "due": "2021-12-01T00:00:00+07:00",
    },
    {
        "code": "TT-02",
        "title": "Hội thi tìm hiểu cải cách hành chính (dữ liệu mẫu)",
        "channel": "contest",
        "lead": "SNV",
        "coordinators": ["HOIAN"],
        "due": None,
    },
]


def plan(province: Province, *, activities: list[dict[str, Any]] = ACTIVITIES, **more: Any) -> dict[str, Any]:
    data = {
        "year": 2021,
        "title": "Kế hoạch tuyên truyền cải cách hành chính năm 2021 (dữ liệu mẫu)",
        "coordinators": ["STTTT"],
        "mode": "written_opinion",
        "activities": activities,
        "signing": signing("KH-SNV"),
        **more,
    }
    return province.send("PlanCommunication", data, agency="SNV")


def hold(province: Province, agency: str, code: str | None, held: str = "2021-11-01") -> dict[str, Any]:
    data = {
        "year": 2021,
        "agency": agency,
        "code": code,
        "title": "Đã thực hiện (dữ liệu mẫu)",
        "channel": "website",
        "held": held,
        "results": "12 tin, bài (dữ liệu mẫu).",
        "figures": {"tin_bai": "12"},
    }
    return province.send("RecordActivity", data, agency=agency)


def report(province: Province) -> dict[str, Any]:
    data = {"year": 2021, "evaluation": "Đánh giá (dữ liệu mẫu).", "signing": signing("BC-SNV")}
    return province.send("ReportCommunication", data, agency="SNV")


def play(province: Province) -> None:
    plan(province)
    hold(province, "STTTT", "TT-01")
    hold(province, "SYT", None)
    report(province)


def test_plan_activities_and_results_of_a_year(province: Province) -> None:
    play(province)
    for name in ("CommunicationPlanned", "ActivityHeld", "CommunicationReported"):
        assert "QC-3.3" in province.facts(name)[0]["law"]
        assert province.facts(name)[0]["law"].endswith("†")
    (told,) = [fact["data"] for fact in province.facts("CommunicationReported")]
    assert (told["held"], told["missing"], told["beyond"]) == (["TT-01"], ["TT-02"], 1)
    (submitted,) = province.facts("MatterSubmitted")
    assert (submitted["data"]["clause"], submitted["data"]["wanted"]) == ("†", "information")


def test_an_activity_is_late_by_the_day_on_which_it_was_held(province: Province) -> None:
    plan(province)
    province.move_to("2021-12-05T08:00:00+07:00")
    hold(province, "STTTT", "TT-01", held="2021-11-30")
    assert province.facts("ActivityHeld")[0]["data"]["late"] is False
    plan(province, activities=[*ACTIVITIES, {**ACTIVITIES[0], "code": "TT-03"}])
    hold(province, "STTTT", "TT-03", held="2021-12-02")
    assert province.facts("ActivityHeld")[1]["data"]["late"] is True


def test_an_adjusted_plan_keeps_what_was_done(province: Province) -> None:
    plan(province)
    hold(province, "STTTT", "TT-01")
    assert plan(province, activities=ACTIVITIES[1:])["code"] == "ACTIVITY_HELD"
    assert plan(province, activities=ACTIVITIES[:1])["type"] == "CommandAccepted"
    assert [fact["data"]["edition"] for fact in province.facts("CommunicationPlanned")] == [1, 2]


def test_refusals(province: Province) -> None:
    assert hold(province, "STTTT", "TT-01")["code"] == "UNKNOWN_PLAN"
    assert plan(province, coordinators=["SNV"])["code"] == "LEAD_IS_COORDINATOR"
    plan(province)
    assert hold(province, "STTTT", "TT-09")["code"] == "UNKNOWN_ACTIVITY"
    assert hold(province, "SYT", "TT-01")["code"] == "NOT_CONCERNED"
    assert hold(province, "STTTT", "TT-01", held="2021-11-02")["code"] == "DATE_IN_FUTURE"
    hold(province, "STTTT", "TT-01")
    assert hold(province, "STTTT", "TT-01")["code"] == "ACTIVITY_HELD"
    report(province)
    assert report(province)["code"] == "COMMUNICATION_REPORTED"
    assert plan(province)["code"] == "COMMUNICATION_REPORTED"
