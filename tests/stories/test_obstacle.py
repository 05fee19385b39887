"""Khó khăn, vướng mắc từ phản ánh đến trả lời (Điều 7 khoản 1, khoản 2 thứ hai; Điều 20 khoản 2)."""

from __future__ import annotations

from typing import Any

from tests.province import Province
from tests.stories.test_document import signing

HEALTH, CITY, FINANCE = "obstacle/SYT/2021-01", "obstacle/TAMKY/2021-01", "obstacle/STC/2021-01"


def report(province: Province, sender: str, /, code: str = "2021-01", **changed: Any) -> dict[str, Any]:
    data = {
        "agency": sender,
        "code": code,
        "matter_kind": "obstacle",
        "leads": False,
        "field": "public_finance",
        "title": "Chưa bố trí được kinh phí một cửa (dữ liệu mẫu)",
        "content": "Chưa có định mức chi cho thiết bị.",
        "proposal": "Đề nghị hướng dẫn định mức.",
    }
    return province.send("ReportObstacle", data | changed, agency=sender)


def consolidate(
    province: Province, code: str, *obstacles: str, clause: str = "QC-20.2-2", **more: Any
) -> dict[str, Any]:
    data = {
        "code": code,
        "clause": clause,
        "title": "Kinh phí thiết bị một cửa (dữ liệu mẫu)",
        "summary": "Hai nơi cùng vướng về định mức.",
        "obstacles": list(obstacles),
    }
    return province.send("ConsolidateObstacles", data | more, agency="SNV")


def advise(province: Province, code: str) -> dict[str, Any]:
    data = {
        "matter": f"obstacles/{code}",
        "advice": "Giao Sở Tài chính hướng dẫn định mức trong quý I/2022.",
        "signing": signing("TTr-SNV"),
    }
    return province.send("AdviseOnObstacles", data, agency="SNV")


def decide(province: Province, code: str, *, approved: bool = True) -> dict[str, Any]:
    data = {
        "matter": f"obstacles/{code}",
        "approved": approved,
        "signing": signing("QĐ-UBND" if approved else "VP-TH"),
        "reason": None if approved else "Chưa rõ nguồn.",
    }
    return province.send("DecideMatter", data, agency="VPUBND")


def about(province: Province, command: str, obstacle: str, sender: str, /, **data: Any) -> dict[str, Any]:
    return province.send(command, {"obstacle": obstacle, **data}, agency=sender)


def told(province: Province, name: str) -> list[dict[str, Any]]:
    return [fact["data"] for fact in province.facts(name)]


def play(province: Province) -> None:
    # Cơ quan, địa phương phản ánh về Sở Nội vụ (Điều 20 khoản 2).
    report(province, "SYT")
    report(province, "TAMKY")
    report(province, "HOIAN", title="Gửi nhầm (dữ liệu mẫu)")
    about(province, "WithdrawObstacle", "obstacle/HOIAN/2021-01", "HOIAN", agency="HOIAN", reason="Đã tự bố trí được.")

    # Cơ quan chủ trì thông báo đơn vị liên quan và báo cáo UBND tỉnh qua Sở Nội vụ (Điều 7 khoản 2 thứ hai).
    report(
        province,
        "STC",
        leads=True,
        about="plan/2022",
        matter_kind="adjustment",
        related=["SNV", "STTTT"],
        title="Đề nghị lùi một nhiệm vụ của kế hoạch (dữ liệu mẫu)",
    )

    # Sở Nội vụ hỏi cơ quan phụ trách lĩnh vực.
    deadline = {"due": "2021-11-10T17:00:00+07:00", "source": "Công văn của Sở Nội vụ (dữ liệu mẫu)"}
    about(
        province, "AskObstacleOpinion", HEALTH, "SNV", agencies=["STC"], question="Có định mức chưa?", deadline=deadline
    )
    about(province, "GiveObstacleOpinion", HEALTH, "STC", agency="STC", opinion="Đang xây dựng định mức.")

    # Nhiều phản ánh thành một việc; xếp nhầm thì tách ra.
    report(province, "SXD", field=None, title="Phần mềm chậm (dữ liệu mẫu)")
    consolidate(province, "2021-01", HEALTH, CITY, "obstacle/SXD/2021-01")
    about(province, "SeparateObstacle", "obstacle/SXD/2021-01", "SNV", reason="Việc khác.")
    about(province, "ResolveObstacle", "obstacle/SXD/2021-01", "SNV", guidance="Dùng phiên bản mới từ 15/11.")
    about(province, "ReopenObstacle", "obstacle/SXD/2021-01", "SXD", agency="SXD", reason="Vẫn chậm.")

    # Tham mưu; UBND tỉnh trả lại một lần rồi quyết định; trả lời từng nơi (Điều 20 khoản 2).
    advise(province, "2021-01")
    decide(province, "2021-01", approved=False)
    advise(province, "2021-01")
    decide(province, "2021-01")
    consolidate(province, "2021-02", FINANCE, clause="QC-7.2′-2", title="Lùi một nhiệm vụ (dữ liệu mẫu)")
    advise(province, "2021-02")
    decide(province, "2021-02")


def test_obstacles_are_consolidated_decided_and_answered_to_each_who_raised_them(province: Province) -> None:
    play(province)
    assert province.refusals() == []  # nor was anything set aside: the fixture looks

    reported = {each["obstacle"]: each["clause"] for each in told(province, "ObstacleReported")}
    assert reported[FINANCE] == "QC-7.2′-2"
    assert {clause for name, clause in reported.items() if name != FINANCE} == {"QC-20.2-1"}

    # Gốc của từng phản ánh còn nguyên trong việc được tổng hợp.
    first, second = told(province, "ObstaclesConsolidated")
    assert [each["agency"] for each in first["obstacles"]] == ["SYT", "TAMKY", "SXD"]
    assert (first["lead"], first["coordinators"]) == ("SNV", ["SYT", "TAMKY", "SXD"])

    # Báo cáo của cơ quan chủ trì đi qua Sở Nội vụ, vẫn là của cơ quan ấy.
    submitted = [
        (each["matter"], each["submission"], each["clause"], each["origin"], each["via"])
        for each in told(province, "MatterSubmitted")
    ]
    assert submitted == [
        ("obstacles/2021-01", 1, "QC-20.2-2", "SNV", None),
        ("obstacles/2021-01", 2, "QC-20.2-2", "SNV", None),
        ("obstacles/2021-02", 1, "QC-7.2′-2", "STC", "SNV"),
    ]
    answered = [(each["obstacle"], each["agency"]) for each in told(province, "ObstacleAnswered")]
    assert answered == [(HEALTH, "SYT"), (CITY, "TAMKY"), (FINANCE, "STC")]
    assert {each["document"]["notation"] for each in told(province, "ObstacleAnswered")} == {"QĐ-UBND"}
    states = {name: row["state"] for name, row in province.view("noi_vu", "obstacles").rows.items()}
    assert states == {
        HEALTH: "answered",
        CITY: "answered",
        FINANCE: "answered",
        "obstacle/HOIAN/2021-01": "withdrawn",
        "obstacle/SXD/2021-01": "open",
    }
    assert second["clause"] == "QC-7.2′-2"


def test_a_lead_agency_tells_the_units_concerned_by_name(province: Province) -> None:
    """Điều 7 khoản 2 thứ hai: kịp thời thông báo đơn vị có liên quan."""
    assert report(province, "STC", leads=True, related=["SNV"])["code"] == "ABOUT_MISSING"
    assert report(province, "STC", leads=True, about="plan/2022")["code"] == "RELATED_MISSING"
    assert report(province, "STC", leads=True, about="plan/2022", related=["STC"])["code"] == "RELATED_MISSING"
    report(province, "STC", leads=True, about="plan/2022", related=["SNV", "STTTT"])
    (notified,) = told(province, "RelatedUnitsNotified")
    assert (notified["agency"], notified["related"], notified["about"]) == ("STC", ["SNV", "STTTT"], "plan/2022")
    report(province, "SYT")  # whoever leads nothing need not
    assert len(told(province, "RelatedUnitsNotified")) == 1


def test_the_agency_in_charge_of_the_field_may_settle_it_without_the_committee(province: Province) -> None:
    report(province, "SYT")
    assert about(province, "ResolveObstacle", HEALTH, "STP", guidance="…")["code"] == "NOT_ASKED"
    assert about(province, "ResolveObstacle", HEALTH, "STC", guidance="Theo công văn mẫu.")["type"] == "CommandAccepted"
    (resolved,) = told(province, "ObstacleResolved")
    assert (resolved["agency"], resolved["resolved_by"]) == ("SYT", "STC")
    assert not told(province, "MatterSubmitted")


def test_an_obstacle_in_joining_up_the_contents_is_advised_on_and_again_when_returned(province: Province) -> None:
    """Điều 7 khoản 1: Sở Nội vụ tham mưu UBND tỉnh, bảo đảm các nội dung thống nhất với nhau."""
    report(province, "STTTT", field="information_technology")
    refused = consolidate(province, "2021-03", "obstacle/STTTT/2021-01", clause="QC-7.2′-2")
    assert refused["code"] == "CLAUSE_NOT_OF_OBSTACLE"
    consolidate(province, "2021-03", "obstacle/STTTT/2021-01", clause="QC-7.1-2", coordinators=["STC"])
    advise(province, "2021-03")
    assert advise(province, "2021-03")["code"] == "MATTER_SUBMITTED"
    decide(province, "2021-03", approved=False)
    assert not told(province, "ObstacleAnswered")
    advise(province, "2021-03")
    decide(province, "2021-03")
    assert {each["clause"] for each in told(province, "MatterSubmitted")} == {"QC-7.1-2"}
    assert told(province, "ObstaclesConsolidated")[0]["coordinators"] == ["STTTT", "STC"]
    assert [each["agency"] for each in told(province, "ObstacleAnswered")] == ["STTTT"]
