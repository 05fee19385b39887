"""Kế hoạch, thực hiện, kết quả thanh tra, kiểm tra của từng cơ quan, gửi theo hai kênh (Điều 8 khoản 3)."""

from __future__ import annotations

from typing import Any

from tests.province import Province

ALL = 38


def signing(notation: str) -> dict[str, Any]:
    return {"notation": notation, "signer": "Người ký (dữ liệu mẫu)", "position": "Giám đốc"}


def paper(notation: str) -> dict[str, Any]:
    return {**signing(notation), "number": "07", "issued": "2021-11-01", "capacity": ""}


def letter(province: Province, *, plan: str, result: str, year: int = 2022) -> dict[str, Any]:
    source = "Công văn của Sở Nội vụ (dữ liệu mẫu)"
    data = {"year": year, "plan": {"due": plan, "source": source}, "result": {"due": result, "source": source}}
    return province.send("RequestOwnInspections", {**data, "signing": signing("CV-SNV")}, agency="SNV")


def plan(province: Province, agency: str, /, *contents: str, year: int = 2022, **more: Any) -> dict[str, Any]:
    item = {"item": "1", "inspected": "Văn phòng Sở (dữ liệu mẫu)", "contents": "Một cửa."}
    data = {
        "year": year,
        "agency": agency,
        "title": f"Kế hoạch kiểm tra năm {year} của {agency} (dữ liệu mẫu)",
        "contents": list(contents),
        "items": [
            {**item, "first": f"{year}-03-01", "last": f"{year}-03-05"},
            {**item, "item": "2", "first": f"{year}-09-01", "last": f"{year}-09-05"},
        ],
        "document": paper(f"KH-{agency}"),
    }
    effective = more.pop("effective", None)
    return province.send("SendOwnInspectionPlan", {**data, **more}, agency=agency, effective=effective)


def conduct(province: Province, agency: str, item: str, day: str, **more: Any) -> dict[str, Any]:
    """Recorded under the date of its minutes (biên bản), the day itself."""
    data = {"year": 2022, "agency": agency, "item": item, "inspected": "Văn phòng Sở (dữ liệu mẫu)", "day": day}
    return province.send(
        "RecordOwnInspection", {**data, "findings": "Đạt (dữ liệu mẫu).", **more}, agency=agency, effective=day
    )


def result(province: Province, agency: str, /, **more: Any) -> dict[str, Any]:
    data = {"year": 2022, "agency": agency, "title": f"Báo cáo kiểm tra năm 2022 của {agency} (dữ liệu mẫu)"}
    told = {**data, "summary": "Kết quả (dữ liệu mẫu).", "document": paper(f"BC-{agency}"), **more}
    return province.send("SendOwnInspectionResult", told, agency=agency)


def consolidate(province: Province, agency: str, part: str, *, year: int = 2022) -> dict[str, Any]:
    data = {
        "year": year,
        "part": part,
        "evaluation": "Đánh giá chung (dữ liệu mẫu).",
        "signing": signing(f"BC-{agency}"),
    }
    return province.send("ConsolidateOwnInspections", data, agency=agency)


def play(province: Province) -> None:
    """Năm 2022: Sở Nội vụ đặt hạn; Sở Y tế và Hội An gửi, thực hiện, báo cáo; Sở Nội vụ và Sở Tài chính tổng hợp."""
    letter(province, plan="2021-12-25T00:00:00+07:00", result="2022-12-10T00:00:00+07:00")
    plan(province, "SYT", "one_stop", "autonomous_units")
    province.move_to("2021-12-26T08:00:00+07:00")
    plan(province, "HOIAN", "one_stop")
    consolidate(province, "SNV", "plans")
    consolidate(province, "STC", "plans")
    province.move_to("2022-03-06T08:00:00+07:00")
    conduct(province, "SYT", "1", "2022-03-02")
    province.move_to("2022-10-01T08:00:00+07:00")
    conduct(province, "SYT", "dot-xuat-1", "2022-09-30")
    result(province, "SYT")
    province.move_to("2022-12-10T00:00:00+07:00")
    consolidate(province, "SNV", "results")


def last(province: Province, name: str, **wanted: Any) -> dict[str, Any]:
    found = [fact for fact in province.facts(name) if wanted.items() <= fact["data"].items()]
    return found[-1]


def test_a_plan_goes_both_ways_at_once(province: Province) -> None:
    """Điều 8 khoản 3: to UBND tỉnh through Sở Nội vụ, and to those in charge of the fields that it covers."""
    play(province)
    assert not province.facts("CommandRefused")
    sent = last(province, "OwnInspectionPlanned", agency="SYT")
    assert sent["data"]["informed"] == ["SNV", "VPUBND", "STC"]
    assert sent["to"].split() == ["noi_vu", "vp_ubnd", "tai_chinh"]
    assert (sent["data"]["lead"], sent["data"]["coordinators"]) == ("SYT", ["SNV", "VPUBND", "STC"])
    relayed = last(province, "MatterSubmitted", matter="own_inspection/2022/SYT/plan")
    assert (relayed["data"]["origin"], relayed["data"]["via"], relayed["data"]["lead"]) == ("SYT", "SNV", "SNV")
    assert (relayed["data"]["clause"], relayed["data"]["wanted"]) == ("QC-8.3-2", "information")


def test_whoever_has_not_sent_is_named_when_the_letter_s_deadline_has_passed(province: Province) -> None:
    play(province)
    plans, results = (fact["data"] for fact in province.facts("OwnInspectionsOverdue"))
    assert (plans["part"], len(plans["outstanding"])) == ("plans", ALL - 1)
    assert "SYT" not in plans["outstanding"]
    assert (results["part"], results["due_source"]) == ("results", "Công văn của Sở Nội vụ (dữ liệu mẫu)")
    assert last(province, "OwnInspectionPlanned", agency="HOIAN")["data"]["late"] is True
    rows = dict(province.view("noi_vu", "own_inspections").rows)
    assert len(rows) == ALL
    assert (rows["2022/SYT"]["plan"], rows["2022/SYT"]["result"]) == ("in_time", "in_time")
    assert (rows["2022/HOIAN"]["plan"], rows["2022/HOIAN"]["result"]) == ("late", "awaited")


def test_what_was_planned_is_compared_with_what_was_done(province: Province) -> None:
    play(province)
    told = last(province, "OwnInspectionReported", agency="SYT")["data"]
    assert (told["planned"], told["conducted"], told["not_conducted"]) == (2, 2, ["2"])
    assert [fact["data"]["planned"] for fact in province.facts("OwnInspectionConducted")] == [True, False]


def test_so_noi_vu_and_the_field_agencies_each_consolidate_what_came_to_them(province: Province) -> None:
    play(province)
    whole = last(province, "OwnInspectionsConsolidated", lead="SNV", part="plans")["data"]
    assert (whole["received"], whole["late"], len(whole["missing"])) == (["SYT", "HOIAN"], ["HOIAN"], ALL - 2)
    finance = last(province, "OwnInspectionsConsolidated", lead="STC")["data"]
    assert (finance["received"], finance["coordinators"]) == (["SYT"], ["SNV"])
    submitted = last(province, "MatterSubmitted", matter="own_inspection/2022/SNV/consolidated-plans")["data"]
    assert (submitted["clause"], submitted["lead"], submitted["via"]) == ("QC-8.3-4", "SNV", None)
    assert consolidate(province, "SKHCN", "plans")["code"] == "NOTHING_RECEIVED"


def test_without_a_letter_the_year_s_end_decides(province: Province) -> None:
    """The regulation says "hằng năm" and no date (†)."""
    province.move_to("2022-12-31T23:59:59+07:00")
    plan(province, "SYT", "one_stop")
    province.move_to("2023-01-01T00:00:00+07:00")
    plan(province, "SXD", "one_stop", effective="2023-01-01")
    told = [fact["data"] for fact in province.facts("OwnInspectionPlanned")]
    assert [each["late"] for each in told] == [False, True]
    assert told[0]["due"] == "2023-01-01T00:00:00+07:00"
    assert "†" in told[0]["due_source"]


def test_a_moved_deadline_is_the_one_that_counts(province: Province) -> None:
    letter(province, plan="2021-12-25T00:00:00+07:00", result="2022-12-10T00:00:00+07:00")
    letter(province, plan="2022-01-10T00:00:00+07:00", result="2022-12-10T00:00:00+07:00")
    province.move_to("2021-12-26T08:00:00+07:00")
    assert not province.facts("OwnInspectionsOverdue")
    plan(province, "HOIAN", "one_stop")
    assert last(province, "OwnInspectionPlanned")["data"]["late"] is False


def test_what_was_sent_is_mended_by_sending_it_again_with_a_reason(province: Province) -> None:
    play(province)
    assert plan(province, "HOIAN", "iso")["code"] == "REASON_MISSING"
    plan(province, "HOIAN", "iso", reason="Bỏ sót lĩnh vực (dữ liệu mẫu).")
    again = last(province, "OwnInspectionPlanned", agency="HOIAN")
    assert (again["data"]["edition"], again["to"].split()) == (2, ["noi_vu", "kh_cn"])
    assert plan(province, "SYT", "iso", reason="Muộn rồi.")["code"] == "ALREADY_REPORTED"
    assert result(province, "SYT")["code"] == "REASON_MISSING"
    assert conduct(province, "SYT", "1", "2022-03-03")["code"] == "REASON_MISSING"
    assert conduct(province, "SYT", "1", "2022-03-03", reason="Ghi nhầm ngày.")["type"] == "CommandAccepted"
    relayed = last(province, "MatterSubmitted", matter="own_inspection/2022/HOIAN/plan")["data"]
    assert relayed["submission"] == 2


def test_so_noi_vu_s_own_plan_needs_no_relay(province: Province) -> None:
    plan(province, "SNV", "civil_service")
    relayed = last(province, "MatterSubmitted")["data"]
    assert (relayed["origin"], relayed["via"], relayed["coordinators"]) == ("SNV", None, [])


def test_nobody_sends_for_another(province: Province) -> None:
    data = {"year": 2022, "agency": "SYT", "item": "1", "inspected": "X", "day": "2022-03-01", "findings": "X"}
    assert province.send("RecordOwnInspection", data, agency="SXD")["code"] == "NOT_AUTHORISED"


def test_what_cannot_be_is_refused(province: Province) -> None:
    assert conduct(province, "SYT", "1", "2022-03-02")["code"] == "DATE_IN_FUTURE"
    assert result(province, "SYT")["code"] == "CONTENTS_MISSING"
    late_first = {"plan": "2022-12-25T00:00:00+07:00", "result": "2022-12-10T00:00:00+07:00"}
    assert letter(province, **late_first)["code"] == "DEADLINES_OUT_OF_ORDER"
    items = [{"item": "1", "inspected": "X", "contents": "X", "first": "2022-03-05", "last": "2022-03-01"}]
    assert plan(province, "SYT", "iso", items=items)["code"] == "DATES_REVERSED"
    items = [{"item": "1", "inspected": "X", "contents": "X", "first": "2024-03-05", "last": "2024-03-06"}]
    assert plan(province, "SYT", "iso", items=items)["code"] == "OTHER_YEAR"
