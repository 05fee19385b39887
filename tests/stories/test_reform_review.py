"""Tổng kết, đánh giá định kỳ và theo chuyên đề (Điều 13 khoản 5)."""

from __future__ import annotations

from typing import Any

from tests.province import Province
from tests.stories.test_amendment import decide
from tests.stories.test_document import signing

REVIEW = "reform_review/2021/so-ket-6-thang-cuoi-nam"
PAPER = {
    "number": "210",
    "notation": "BC-SYT",
    "issued": "2021-12-08",
    "signer": "Người ký (dữ liệu mẫu)",
    "position": "Giám đốc",
    "capacity": "",
}
DEADLINE = {"due": "2021-12-11T00:00:00+07:00", "source": "Công văn yêu cầu báo cáo (dữ liệu mẫu)"}


def open_review(province: Province, **more: Any) -> dict[str, Any]:
    data = {
        "review": REVIEW,
        "sort": "periodic",
        "title": "Sơ kết công tác cải cách hành chính 6 tháng cuối năm 2021 (dữ liệu mẫu)",
        "opens": "2021-07-01",
        "closes": "2021-12-31",
        "coordinators": ["VPUBND", "STC"],
        "mode": "conference",
        "reporting": ["SYT", "HOIAN", "SXD"],
        "deadline": DEADLINE,
        **more,
    }
    return province.send("OpenReformReview", data, agency="SNV")


def report(province: Province, agency: str, **envelope: Any) -> dict[str, Any]:
    data = {
        "review": REVIEW,
        "agency": agency,
        "results": "Hoàn thành các nhiệm vụ được giao (dữ liệu mẫu).",
        "figures": {"ho_so_dung_han": "970", "ho_so": "1000"},
        "document": PAPER,
    }
    return province.send("SubmitReviewReport", data, agency=agency, **envelope)


def conclude(province: Province) -> dict[str, Any]:
    data = {
        "review": REVIEW,
        "results": "Kết quả (dữ liệu mẫu).",
        "shortcomings": "Tồn tại (dữ liệu mẫu).",
        "lessons": "Phương hướng (dữ liệu mẫu).",
        "signing": signing("BC-SNV"),
    }
    return province.send("ConcludeReformReview", data, agency="SNV")


def play(province: Province) -> None:
    open_review(province)
    report(province, "SYT")
    province.move_to("2021-12-12T08:00:00+07:00")
    report(province, "HOIAN")
    conclude(province)


def test_a_review_gathers_reports_concludes_and_goes_to_the_province(province: Province) -> None:
    play(province)
    late = {fact["data"]["agency"]: fact["data"]["late"] for fact in province.facts("ReviewReportSubmitted")}
    assert late == {"SYT": False, "HOIAN": True}
    (concluded,) = province.facts("ReformReviewConcluded")
    assert (concluded["data"]["reported"], concluded["data"]["silent"]) == (["SYT", "HOIAN"], ["SXD"])
    assert concluded["data"]["document"]["number"] == "01"
    (submitted,) = province.facts("MatterSubmitted")
    told = submitted["data"]
    assert (told["kind"], told["clause"], told["wanted"]) == ("review", "QC-13.5", "information")


def test_paper_signed_in_time_and_delivered_late_is_in_time(province: Province) -> None:
    open_review(province)
    province.move_to("2021-12-12T08:00:00+07:00")
    report(province, "SYT", effective="2021-12-10")
    report(province, "HOIAN", effective="2021-12-11")
    late = {fact["data"]["agency"]: fact["data"]["late"] for fact in province.facts("ReviewReportSubmitted")}
    assert late == {"SYT": False, "HOIAN": True}


def test_a_second_report_takes_the_place_of_the_first(province: Province) -> None:
    open_review(province)
    report(province, "SYT")
    report(province, "SYT")
    assert [fact["data"]["replaces"] for fact in province.facts("ReviewReportSubmitted")] == [False, True]


def test_what_is_reported_for_information_is_not_decided_and_spends_no_number(province: Province) -> None:
    play(province)
    assert decide(province, REVIEW, approved=True)["code"] == "FOR_INFORMATION"
    assert all(fact["data"]["agency"] == "SNV" for fact in province.facts("DocumentIssued"))


def test_refusals(province: Province) -> None:
    assert report(province, "SYT")["code"] == "UNKNOWN_REVIEW"
    assert open_review(province, deadline=None)["code"] == "DEADLINE_MISSING"
    assert open_review(province, closes="2021-06-30")["code"] == "PERIOD_REVERSED"
    assert open_review(province, coordinators=["SNV"])["code"] == "LEAD_IS_COORDINATOR"
    assert open_review(province, reporting=["LASO"])["code"] == "UNKNOWN_AGENCY"
    open_review(province)
    assert open_review(province)["code"] == "REVIEW_EXISTS"
    conclude(province)
    assert conclude(province)["code"] == "REVIEW_CONCLUDED"
    assert report(province, "SYT")["code"] == "REVIEW_CONCLUDED"
