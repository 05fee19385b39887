"""Mỗi cơ quan hướng dẫn, kiểm tra, báo cáo lĩnh vực mình phụ trách (Điều 7, 10, 13–18), như quy chế giao."""

from __future__ import annotations

from typing import Any

import pytest

from schemas.field_work import CONTENTS
from shared.regulation.field_contents import FIELD_CONTENTS
from tests.province import Province

LEADS = {
    "steering": ("SNV", "QC-13.3"),
    "organisation": ("SNV", "QC-13.3"),
    "civil_service": ("SNV", "QC-13.3"),
    "administrative_procedures": ("VPUBND", "QC-14.1-1"),
    "one_stop": ("VPUBND", "QC-14.1-2"),
    "institutions": ("STP", "QC-15.1"),
    "autonomous_funding": ("STC", "QC-16.1.a"),
    "autonomous_units": ("STC", "QC-16.1.b"),
    "budget": ("STC", "QC-16.1.c"),
    "public_assets": ("STC", "QC-16.1.d"),
    "fiscal_impact": ("STC", "QC-16.1.đ"),
    "information_technology": ("STTTT", "QC-17.1"),
    "iso": ("SKHCN", "QC-18.1"),
}
ON_TIME = [content for content in LEADS if content != "iso"]
FIGURES = [
    {"name": "ho_so", "title": "Số hồ sơ tiếp nhận", "unit": "hồ sơ"},
    {"name": "dung_han", "title": "Số hồ sơ giải quyết đúng hạn", "unit": "hồ sơ"},
]


def signing(notation: str) -> dict[str, Any]:
    return {"notation": notation, "signer": "Người ký (dữ liệu mẫu)", "position": "Giám đốc"}


def deadline(due: str) -> dict[str, str]:
    return {"due": due, "source": "Công văn đề nghị (dữ liệu mẫu)"}


def guide(province: Province, agency: str, content: str, *agencies: str, **more: Any) -> dict[str, Any]:
    data = {
        "guidance": f"HD-{content}",
        "content": content,
        "title": "Hướng dẫn nghiệp vụ (dữ liệu mẫu)",
        "body": "Nội dung hướng dẫn (dữ liệu mẫu).",
        "agencies": list(agencies),
        "signing": signing(f"HD-{agency}"),
    }
    return province.send("IssueGuidance", {**data, **more}, agency=agency)


def check(province: Province, agency: str, content: str, inspected: str, **more: Any) -> dict[str, Any]:
    data = {
        "check": f"KTLV-{content}",
        "content": content,
        "inspected": inspected,
        "day": "2021-11-01",
        "findings": "Còn thiếu quy trình (dữ liệu mẫu).",
        "remedies": [
            {"number": "1", "content": "Ban hành quy trình.", "deadline": deadline("2021-11-20T17:00:00+07:00")},
            {"number": "2", "content": "Niêm yết."},
        ],
        "signing": signing(f"TB-{agency}"),
    }
    return province.send("RecordFieldCheck", {**data, **more}, agency=agency)


def remedy(
    province: Province, agency: str, number: str, *, to: str = "kh_cn", code: str = "KTLV-iso"
) -> dict[str, Any]:
    data = {"check": code, "agency": agency, "number": number, "result": "Đã làm (dữ liệu mẫu)."}
    return province.send("ReportRemedy", data, agency=agency, to=to)


def ask_figures(province: Province, agency: str, content: str, *agencies: str, **more: Any) -> dict[str, Any]:
    data = {
        "request": f"SL-{content}",
        "content": content,
        "period": "2021",
        "title": "Đề nghị cung cấp số liệu (dữ liệu mẫu)",
        "wanted": FIGURES,
        "agencies": list(agencies),
        "deadline": deadline("2021-12-05T17:00:00+07:00"),
        "signing": signing(f"CV-{agency}"),
    }
    return province.send("RequestFieldFigures", {**data, **more}, agency=agency)


def supply(province: Province, agency: str, *values: str | None, to: str = "vp_ubnd", **more: Any) -> dict[str, Any]:
    figures = [{"name": each["name"], "value": value} for each, value in zip(FIGURES, values, strict=False)]
    data = {"request": "SL-one_stop", "agency": agency, "figures": figures, **more}
    return province.send("SupplyFieldFigures", data, agency=agency, to=to)


def ask_reports(
    province: Province, *contents: str, period: str = "2021", due: str = "2021-12-15T17:00:00+07:00"
) -> Any:
    data = {"period": period, "contents": list(contents), "deadline": deadline(due), "signing": signing("CV-SNV")}
    return province.send("RequestFieldReports", data, agency="SNV")


def report(province: Province, content: str, *, period: str = "2021", agency: str = "", **more: Any) -> dict[str, Any]:
    agency = agency or LEADS[content][0]
    data = {
        "period": period,
        "content": content,
        "title": f"Báo cáo {content} kỳ {period} (dữ liệu mẫu)",
        "evaluation": "Kết quả, hạn chế (dữ liệu mẫu).",
        "figures": [{"name": "ty_le", "title": "Tỷ lệ đúng hạn", "unit": "%", "value": "97.50"}],
        "difficulties": "Thiếu người (dữ liệu mẫu).",
        "proposals": "Bổ sung kinh phí (dữ liệu mẫu).",
        "signing": signing(f"BC-{agency}"),
    }
    return province.send("SubmitFieldReport", {**data, **more}, agency=agency)


def advise(province: Province, agency: str, content: str, **more: Any) -> dict[str, Any]:
    data = {
        "advice": f"TM-{content}",
        "content": content,
        "title": "Tham mưu thực hiện nội dung được giao (dữ liệu mẫu)",
        "body": "Nội dung tham mưu (dữ liệu mẫu).",
        "coordinators": ["SNV"],
        "mode": "written_opinion",
        "wanted": "decision",
        "signing": signing(f"TTr-{agency}"),
    }
    return province.send("SubmitFieldAdvice", {**data, **more}, agency=agency)


def play(province: Province) -> None:
    """Hướng dẫn, kiểm tra, khắc phục, lấy số liệu, báo cáo mọi nội dung của năm 2021, tham mưu."""
    for content, (lead, _) in LEADS.items():
        guide(province, lead, content, "SYT", "TAMKY")
        check(province, lead, content, "SYT")
    again = {"guidance": "HD-iso-2", "replaces": "HD-iso"}
    guide(province, "SKHCN", "iso", "SYT", **again)
    remedy(province, "SYT", "1")
    ask_figures(province, "VPUBND", "one_stop", "SYT", "TAMKY", "HOIAN")
    ask_figures(province, "SNV", "civil_service", "SYT")
    supply(province, "SYT", "1000", "975")
    ask_reports(province, *LEADS)

    province.move_to("2021-12-06T08:00:00+07:00")
    remedy(province, "SYT", "2")
    supply(province, "TAMKY", "0", None)
    for content in ON_TIME:
        report(province, content, to_committee=content == "fiscal_impact")
    province.move_to("2021-12-16T08:00:00+07:00")
    report(province, "iso")
    report(province, "iso", reason="Sửa số liệu (dữ liệu mẫu).")
    advise(province, "STC", "public_assets")
    withdrawn = {"guidance": "HD-budget", "reason": "Quy định mới đã thay (dữ liệu mẫu)."}
    province.send("WithdrawGuidance", withdrawn, agency="STC")


def data_of(province: Province, name: str, **wanted: Any) -> list[dict[str, Any]]:
    return [fact["data"] for fact in province.facts(name) if wanted.items() <= fact["data"].items()]


def test_every_content_is_guided_checked_and_reported_by_its_lead_under_its_own_clause(province: Province) -> None:
    """Điều 13 khoản 3, Điều 14–18 khoản 1: who leads what, and by which clause, content by content."""
    play(province)
    assert not province.facts("CommandRefused")
    for name in ("GuidanceIssued", "FieldChecked", "FieldReported"):
        for fact in province.facts(name):
            data = fact["data"]
            assert (data["lead"], data["clause"]) == LEADS[data["content"]]
            assert data["clause"] in fact["law"].split()
            assert not set(fact["law"].split()) & ({clause for _, clause in LEADS.values()} - {data["clause"]})
        assert {fact["data"]["content"] for fact in province.facts(name)} == set(LEADS)


def test_the_table_of_contents_is_the_published_one() -> None:
    assert tuple(each.content for each in FIELD_CONTENTS) == CONTENTS
    assert {each.content: each.clause for each in FIELD_CONTENTS} == {name: row[1] for name, row in LEADS.items()}


def test_the_fields_results_are_tracked_by_the_five_and_not_by_so_noi_vu(province: Province) -> None:
    """Điều 10 khoản 2 điểm b names the agencies of the fields."""
    play(province)
    cited = {fact["data"]["lead"] for fact in province.facts("FieldReported") if "QC-10.2.b-1" in fact["law"].split()}
    assert cited == {"VPUBND", "STP", "STC", "STTTT", "SKHCN"}
    asked = {fact["data"]["lead"]: fact["law"].split() for fact in province.facts("FieldFiguresRequested")}
    assert asked == {"VPUBND": ["QC-2.2", "QC-10.2.b-1"], "SNV": ["QC-2.2", "QC-13.3"]}


def test_so_noi_vu_asks_each_lead_and_urges_whoever_has_not_reported(province: Province) -> None:
    """Điều 13 khoản 2, khoản 3."""
    play(province)
    asked = {each["content"]: (each["lead"], each["clause"]) for each in data_of(province, "FieldReportRequested")}
    assert asked == LEADS
    (overdue,) = data_of(province, "FieldReportsOverdue")
    assert (overdue["contents"], overdue["outstanding"]) == (["iso"], ["SKHCN"])
    rows = dict(province.view("noi_vu", "field_reports").rows)
    assert (rows["2021/iso"]["state"], rows["2021/iso"]["edition"]) == ("late", 2)
    assert {rows[f"2021/{content}"]["state"] for content in ON_TIME} == {"reported"}


def test_figures_are_exact_and_what_an_agency_lacks_is_not_zero(province: Province) -> None:
    play(province)
    (told,) = data_of(province, "FieldFiguresSupplied", agency="TAMKY")
    assert ([each["value"] for each in told["figures"]], told["absent"], told["late"]) == (["0"], ["dung_han"], True)
    (overdue,) = data_of(province, "FieldFiguresOverdue", request="SL-one_stop")
    assert overdue["outstanding"] == ["TAMKY", "HOIAN"]
    assert data_of(province, "FieldReported", content="budget")[0]["figures"][0]["value"] == "97.50"
    assert {row["agency"] for row in province.view("vp_ubnd", "field_work").rows.values()} == {"HOIAN", "SYT"}


def test_a_correction_replaces_and_says_why(province: Province) -> None:
    play(province)
    first, second = data_of(province, "FieldReported", content="iso")
    assert (first["edition"], second["edition"], second["reason"]) == (1, 2, "Sửa số liệu (dữ liệu mẫu).")
    assert report(province, "iso")["code"] == "REASON_MISSING"
    assert supply(province, "SYT", "1000", "980")["code"] == "REASON_MISSING"
    supply(province, "SYT", "1000", "980", reason="Cộng sót (dữ liệu mẫu).")
    assert data_of(province, "FieldFiguresSupplied", agency="SYT")[-1]["supply"] == 2
    assert check(province, "SKHCN", "iso", "SYT")["code"] == "REASON_MISSING"
    dropped = {"remedies": [], "reason": "Ghi nhầm."}
    assert check(province, "SKHCN", "iso", "SYT", **dropped)["code"] == "REMEDY_REPORTED"
    withdrawn = {(each["lead"], each["guidance"]) for each in data_of(province, "GuidanceWithdrawn")}
    assert withdrawn == {("SKHCN", "HD-iso"), ("STC", "HD-budget")}


def test_what_must_be_put_right_has_its_own_deadline(province: Province) -> None:
    play(province)
    told = data_of(province, "RemedyReported")
    assert [(each["number"], each["late"]) for each in told] == [("1", False), ("2", False)]
    check(province, "STP", "institutions", "SXD", check="KTLV-moi")
    assert remedy(province, "SXD", "1", to="tu_phap", code="KTLV-moi")["type"] == "CommandAccepted"
    assert data_of(province, "RemedyReported", lead="STP")[-1]["late"] is True  # was due on 20/11
    assert {key for key in province.view("tu_phap", "field_work").rows if "moi" in key} == {"remedy/KTLV-moi/2"}


def test_a_report_may_go_to_the_committee_for_its_information(province: Province) -> None:
    play(province)
    (told,) = data_of(province, "MatterSubmitted", kind="field_report", wanted="information")
    assert (told["matter"], told["clause"], told["lead"]) == ("field_report/2021/fiscal_impact/STC", "QC-16.1.đ", "STC")
    assert (told["via"], told["coordinators"]) == (None, ["SNV"])


def test_a_field_agency_advises_the_committee_directly(province: Province) -> None:
    """Điều 7 khoản 2 điểm b: not through Sở Nội vụ; UBND may return it, and it is submitted again."""
    play(province)
    matter = "field_advice/TM-public_assets/STC"
    (told,) = data_of(province, "MatterSubmitted", matter=matter)
    assert (told["clause"], told["lead"], told["via"], told["wanted"]) == ("QC-7.2.b", "STC", None, "decision")
    assert advise(province, "STC", "public_assets")["code"] == "MATTER_SUBMITTED"
    decision = {"matter": matter, "approved": False, "signing": signing("CV-UBND"), "reason": "Làm rõ (dữ liệu mẫu)."}
    province.send("DecideMatter", decision, agency="VPUBND")
    advise(province, "STC", "public_assets")
    assert [each["submission"] for each in data_of(province, "FieldAdviceSubmitted")] == [1, 2]
    assert advise(province, "SNV", "steering")["code"] == "NOT_FIELD_AGENCY"


def test_quarters_and_half_years_are_periods_too_but_not_for_the_year_s_revenue(province: Province) -> None:
    """Điều 16 khoản 1 điểm đ: "thu ngân sách năm"."""
    report(province, "iso", period="2021-Q3")
    report(province, "iso", period="2021-H1")
    assert [each["year"] for each in data_of(province, "FieldReported")] == [2021, 2021]
    assert report(province, "fiscal_impact", period="2021-Q3")["code"] == "PERIOD_NOT_A_YEAR"
    assert ask_reports(province, "fiscal_impact", period="2021-H1")["code"] == "PERIOD_NOT_A_YEAR"
    assert report(province, "iso", period="2021-T3")["code"] == "INVALID_DATA"


@pytest.mark.parametrize("content", LEADS)
def test_nobody_acts_in_a_field_that_is_not_its_own(province: Province, content: str) -> None:
    other = "STP" if LEADS[content][0] != "STP" else "STC"
    assert guide(province, other, content, "SYT")["code"] == "NOT_FIELD_LEAD"
    assert check(province, other, content, "SYT")["code"] == "NOT_FIELD_LEAD"
    assert ask_figures(province, other, content, "SYT")["code"] == "NOT_FIELD_LEAD"
    assert report(province, content, agency=other)["code"] == "NOT_FIELD_LEAD"


def test_what_cannot_be_is_refused(province: Province) -> None:
    play(province)
    assert guide(province, "SKHCN", "iso", "SYT")["code"] == "GUIDANCE_EXISTS"
    assert guide(province, "SKHCN", "iso", "KHONG", guidance="HD-3")["code"] == "UNKNOWN_AGENCY"
    assert guide(province, "SKHCN", "iso", "SKHCN", guidance="HD-3")["code"] == "LEAD_IS_COORDINATOR"
    assert guide(province, "SKHCN", "iso", "SYT", guidance="HD-3", replaces="HD-9")["code"] == "UNKNOWN_GUIDANCE"
    assert guide(province, "SKHCN", "iso", "SYT", guidance="HD-3", replaces="HD-iso")["code"] == "GUIDANCE_WITHDRAWN"
    assert check(province, "SKHCN", "iso", "SKHCN", check="X")["code"] == "LEAD_IS_INSPECTED"
    assert check(province, "SKHCN", "iso", "SXD")["code"] == "CHECK_EXISTS"
    assert check(province, "SKHCN", "iso", "SYT", check="X", day="2022-01-01")["code"] == "DATE_IN_FUTURE"
    assert remedy(province, "SXD", "1")["code"] == "UNKNOWN_CHECK"
    assert remedy(province, "SYT", "9")["code"] == "UNKNOWN_REMEDY"
    assert remedy(province, "SYT", "1")["code"] == "REMEDY_REPORTED"
    assert ask_figures(province, "VPUBND", "one_stop", "SYT")["code"] == "REQUEST_EXISTS"
    assert ask_figures(province, "VPUBND", "one_stop", "SYT", request="X")["code"] == "DUE_IN_PAST"
    assert supply(province, "SXD", "1", "1")["code"] == "NOT_REQUESTED"
    assert supply(province, "SYT", "1", "1", to="tu_phap")["code"] == "UNKNOWN_REQUEST"
    assert supply(province, "HOIAN", "1")["code"] == "FIGURE_MISSING"
    assert ask_reports(province, "iso", due="2021-12-30T00:00:00+07:00")["code"] == "ALREADY_REPORTED"
    assert ask_reports(province, "iso", period="2022")["code"] == "DUE_IN_PAST"
