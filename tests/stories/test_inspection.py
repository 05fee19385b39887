"""Một cuộc kiểm tra cải cách hành chính từ khi giao đến khi kết luận (Điều 3 khoản 4, Điều 8 khoản 1, khoản 2)."""

from __future__ import annotations

from typing import Any

from tests.province import Province

YEARLY = "KT-2021-01"
AD_HOC = "KT-2021-02"
LED_BY_INSPECTORATE = "KT-2021-03"
FIVE = ["VPUBND", "STP", "STC", "STTTT", "SKHCN"]
NUMBER = {"number": "12", "issued": "2021-11-01", "signer": "Người ký (dữ liệu mẫu)", "position": "Chánh Thanh tra"}


def signing(notation: str) -> dict[str, Any]:
    return {"notation": notation, "signer": "Người ký (dữ liệu mẫu)", "position": "Giám đốc"}


def paper(notation: str) -> dict[str, Any]:
    return {**NUMBER, "notation": notation, "capacity": ""}


def deadline(due: str) -> dict[str, str]:
    return {"due": due, "source": "Văn bản đề nghị (dữ liệu mẫu)"}


def person(number: int) -> dict[str, str]:
    return {"name": f"Công chức {number} (dữ liệu mẫu)", "position": "Chuyên viên"}


def planned(round: int, *agencies: str, first: str, last: str, coordinators: list[str]) -> dict[str, Any]:
    told = {"round": round, "agencies": list(agencies), "contents": "Kiểm soát thủ tục hành chính, một cửa, ISO."}
    return {**told, "first": first, "last": last, "coordinators": coordinators}


class Lead:
    """The agency that leads one inspection, and what it sends."""

    def __init__(self, province: Province, inspection: str, agency: str) -> None:
        self.province, self.inspection, self.agency = province, inspection, agency
        self.signs = agency != "TTT"  # Thanh tra tỉnh has no service and numbers its own papers

    def send(self, command: str, *, paper_of: str = "", **data: Any) -> dict[str, Any]:
        own = {"signing": signing(paper_of)} if self.signs else {"document": paper(paper_of)}
        told = {"inspection": self.inspection, "agency": self.agency, **(own if paper_of else {}), **data}
        return self.province.send(command, told, agency=self.agency)

    def plan(self, *rounds: dict[str, Any], **data: Any) -> dict[str, Any]:
        return self.send("PlanInspection", paper_of=f"KH-{self.agency}", rounds=list(rounds), **data)

    def ask(
        self, round: int, *agencies: str, due: str = "2021-11-12T17:00:00+07:00", people: int = 1
    ) -> dict[str, Any]:
        wanted = [{"agency": each, "people": people, "rank": "Lãnh đạo hoặc công chức"} for each in agencies]
        data = {"round": round, "wanted": wanted, "deadline": deadline(due)}
        return self.send("RequestNominations", paper_of=f"CV-{self.agency}", **data)

    def form_team(self, round: int) -> dict[str, Any]:
        return self.send("FormTeam", paper_of=f"QĐ-{self.agency}", round=round, head=person(1), members=[person(2)])

    def visit(self, round: int, inspected: str, day: str, *participants: str, **data: Any) -> dict[str, Any]:
        told = {"round": round, "inspected": inspected, "day": day, "participants": list(participants)}
        return self.send("RecordVisit", findings="Niêm yết còn thiếu (dữ liệu mẫu).", **told, **data)

    def report(self, **data: Any) -> dict[str, Any]:
        return self.send("ReportInspection", paper_of=f"BC-{self.agency}", summary="Kết quả (dữ liệu mẫu).", **data)

    def conclude(self, *demands: dict[str, Any]) -> dict[str, Any]:
        data = {"conclusions": "Kết luận (dữ liệu mẫu).", "demands": list(demands)}
        return self.send("ConcludeInspection", paper_of=f"KL-{self.agency}", **data)


def assign(province: Province, inspection: str, lead: str, coordinators: list[str], **data: Any) -> dict[str, Any]:
    told = {
        "inspection": inspection,
        "year": 2021,
        "title": f"Kiểm tra cải cách hành chính {inspection} (dữ liệu mẫu)",
        "occasion": "yearly",
        "lead": lead,
        "coordinators": coordinators,
        "mode": "working_group",
        "basis": "Kế hoạch cải cách hành chính năm 2021 (dữ liệu mẫu)",
    }
    return province.send("AssignInspection", {**told, **data}, agency="SNV")


def nominate(
    province: Province,
    inspection: str,
    round: int,
    agency: str,
    *people: int,
    command: str = "NominateStaff",
    **data: Any,
) -> dict[str, Any]:
    own = {"document": paper(f"CV-{agency}")} if agency in ("SYT", "TTT") else {"signing": signing(f"CV-{agency}")}
    told = {"inspection": inspection, "round": round, "agency": agency, "people": [person(each) for each in people]}
    return province.send(command, {**told, **own, **data}, agency=agency)


def demand(number: str, agency: str, *, tracked: bool, **data: Any) -> dict[str, Any]:
    told = {"number": number, "agency": agency, "coordinators": [], "content": "Niêm yết đủ thủ tục hành chính"}
    return {**told, "product": "Báo cáo kết quả khắc phục", "tracked": tracked, **data}


def play(province: Province) -> None:
    """Cuộc kiểm tra hằng năm do Sở Nội vụ chủ trì: ba đợt, một đợt dời, một đợt thôi."""
    rounds = (
        planned(1, "SXD", "TAMKY", first="2021-11-15", last="2021-11-17", coordinators=[*FIVE, "SYT"]),
        planned(2, "HOIAN", first="2021-11-22", last="2021-11-22", coordinators=["STP", "STC"]),
        planned(3, "NONGSON", first="2021-11-29", last="2021-11-29", coordinators=["STC"]),
    )
    assign(province, YEARLY, "SNV", FIVE, deadline=deadline("2021-11-05T00:00:00+07:00"))
    lead = Lead(province, YEARLY, "SNV")
    lead.plan(*rounds)

    lead.ask(1, *FIVE, "SYT")
    lead.ask(2, "STP")
    lead.ask(3, "STC")
    nominate(province, YEARLY, 2, "STP", 14)
    for number, agency in enumerate(("STP", "STTTT", "SYT"), start=10):
        nominate(province, YEARLY, 1, agency, number)
    replaced = {"command": "ReplaceNominees", "reason": "Người đã cử đi công tác (dữ liệu mẫu)."}
    nominate(province, YEARLY, 1, "STTTT", 21, **replaced)
    declining = {"inspection": YEARLY, "round": 1, "agency": "SKHCN", "reason": "Trùng lịch đánh giá (dữ liệu mẫu)."}
    province.send("DeclineNomination", declining, agency="SKHCN")
    lead.send("ExcuseFromRound", round=1, excused="SKHCN", reason="Nội dung ISO xem ở đợt sau (dữ liệu mẫu).")
    province.move_to("2021-11-12T17:00:00+07:00")
    nominate(province, YEARLY, 1, "STC", 13)
    lead.form_team(1)

    province.move_to("2021-11-18T08:00:00+07:00")
    advice = {"number": "1", "content": "Niêm yết lại.", "deadline": deadline("2021-12-31T17:00:00+07:00")}
    lead.visit(1, "SXD", "2021-11-15", "STP", "STC", recommendations=[advice])
    lead.visit(1, "TAMKY", "2021-11-17", "STP", "STC", "STTTT", "SYT")
    lead.send("PostponeInspectionRound", round=2, first="2021-11-24", last="2021-11-24", reason="Mưa lũ (dữ liệu mẫu).")
    lead.send("CancelInspectionRound", round=3, reason="Mưa lũ (dữ liệu mẫu).")

    province.move_to("2021-11-25T08:00:00+07:00")
    lead.visit(2, "HOIAN", "2021-11-24", "STP")
    lead.report()
    due = deadline("2021-12-31T17:00:00+07:00")
    lead.conclude(demand("1", "SXD", tracked=True, deadline=due), demand("2", "TAMKY", tracked=False))

    assign(province, LED_BY_INSPECTORATE, "TTT", ["SNV"], occasion="ad_hoc")
    data = {"inspection": LED_BY_INSPECTORATE, "reason": "Ghi nhầm cơ quan chủ trì (dữ liệu mẫu)."}
    province.send("CancelInspection", data, agency="SNV")


def last(province: Province, name: str, **wanted: Any) -> dict[str, Any]:
    found = [fact["data"] for fact in province.facts(name) if wanted.items() <= fact["data"].items()]
    return found[-1]


def test_an_inspection_runs_from_its_plan_to_its_conclusions(province: Province) -> None:
    play(province)
    assert not province.facts("CommandRefused")

    # Cơ quan được giao chủ trì lập kế hoạch, có đầu mối và cơ quan phối hợp (Điều 8 khoản 2, Điều 2 khoản 2).
    plan = last(province, "InspectionPlanned")
    assert (plan["lead"], plan["coordinators"], plan["mode"]) == ("SNV", [*FIVE, "SYT"], "working_group")
    assert (plan["edition"], plan["late"]) == (1, False)

    # Ai thiếu thì nói ra: Văn phòng không cử, Sở KH&CN đã được miễn.
    overdue = last(province, "NominationsOverdue", round=1)
    assert [each["agency"] for each in overdue["outstanding"]] == ["VPUBND", "STC"]
    team = last(province, "TeamFormed")
    assert [each["agency"] for each in team["members"]] == ["SNV", "SNV", "STP", "STTTT", "SYT", "STC"]
    assert [each["role"] for each in team["members"]].count("head") == 1
    assert team["members"][3]["name"] == "Công chức 21 (dữ liệu mẫu)"
    assert team["missing"] == [{"agency": "VPUBND", "wanted": 1, "named": 0}]
    assert last(province, "StaffNominated", agency="STC")["late"] is True
    assert last(province, "StaffNominated", agency="STP")["late"] is False

    # Báo cáo nói ai đã được kiểm tra; gửi UBND tỉnh để biết.
    report = last(province, "InspectionReported")
    assert (report["inspected"], report["not_inspected"]) == (["SXD", "TAMKY", "HOIAN"], [])
    submitted = last(province, "MatterSubmitted", matter=f"inspection/{YEARLY}")
    assert (submitted["wanted"], submitted["lead"], submitted["via"]) == ("information", "SNV", None)

    # Kiến nghị phải theo dõi thì thành nhiệm vụ.
    tasks = [fact["data"] for fact in province.facts("TaskAssigned")]
    assert [(each["task"], each["lead"], each["source"]) for each in tasks] == [
        (f"task/{YEARLY}/1", "SXD", "inspection")
    ]
    assert tasks[0]["due"] == "2021-12-31T17:00:00+07:00"


def test_the_written_request_goes_to_each_coordinating_agency(province: Province) -> None:
    """Điều 8 khoản 1: the agencies of the fields, on Sở Nội vụ's request; khoản 2: whoever else coordinates."""
    play(province)
    asked = [fact for fact in province.facts("NominationRequested") if fact["data"]["round"] == 1]
    assert [fact["data"]["agency"] for fact in asked] == [*FIVE, "SYT"]
    assert [fact["data"]["clause"] for fact in asked] == ["QC-8.1"] * 5 + ["QC-8.2-2"]
    assert [fact["to"] for fact in asked] == ["vp_ubnd", "tu_phap", "tai_chinh", "tt_tt", "kh_cn", "noi_vu"]
    assert len({str(fact["data"]["document"]) for fact in asked}) == 1  # one letter
    assert "QC-8.1" not in asked[-1]["law"].split()


def test_another_agency_leads_through_its_own_service(province: Province) -> None:
    """Điều 8 khoản 2: "cơ quan được giao chủ trì"; here Sở Tài chính, on an ad-hoc assignment."""
    assign(province, AD_HOC, "STC", ["SNV", "STP"], occasion="ad_hoc", basis="Chỉ đạo của Chủ tịch UBND tỉnh (mẫu)")
    lead = Lead(province, AD_HOC, "STC")
    lead.plan(planned(1, "SYT", first="2021-11-15", last="2021-11-15", coordinators=["SNV", "STP"]))
    lead.ask(1, "SNV", "STP")
    nominate(province, AD_HOC, 1, "SNV", 5)
    lead.form_team(1)
    province.move_to("2021-11-16T08:00:00+07:00")
    lead.visit(1, "SYT", "2021-11-15", "SNV")
    lead.report()
    plan = province.facts("InspectionPlanned")[-1]
    assert (plan["source"], plan["data"]["occasion"]) == ("/quang-nam/tai_chinh", "ad_hoc")
    assert province.facts("NominationRequested")[-1]["data"]["clause"] == "QC-8.2-2"
    assert [each["agency"] for each in last(province, "TeamFormed")["missing"]] == ["STP"]
    assert last(province, "MatterSubmitted")["lead"] == "STC"


def test_an_agency_without_a_service_leads_through_so_noi_vu(province: Province) -> None:
    assign(province, AD_HOC, "TTT", ["STP"], occasion="ad_hoc")
    lead = Lead(province, AD_HOC, "TTT")
    lead.plan(planned(1, "SYT", first="2021-11-15", last="2021-11-15", coordinators=["STP"]))
    lead.ask(1, "STP")
    nominate(province, AD_HOC, 1, "STP", 5)
    province.move_to("2021-11-16T08:00:00+07:00")
    lead.visit(1, "SYT", "2021-11-15", "STP")
    lead.report()
    plan = province.facts("InspectionPlanned")[-1]
    assert (plan["source"], plan["agency"], plan["data"]["lead"]) == ("/quang-nam/noi_vu", "TTT", "TTT")
    submitted = last(province, "MatterSubmitted")
    assert (submitted["lead"], submitted["origin"], submitted["via"]) == ("SNV", "TTT", "SNV")


def test_a_round_that_is_cancelled_asks_nobody_any_more(province: Province) -> None:
    play(province)
    reply = nominate(province, YEARLY, 3, "STC", 30)
    assert reply["code"] == "NOMINATION_CLOSED"


def test_nothing_of_an_inspection_waits_in_the_views_when_it_is_concluded(province: Province) -> None:
    play(province)
    rows = dict(province.view("noi_vu", "inspections").rows)
    assert rows[YEARLY]["state"] == "concluded"
    assert {each["state"] for each in rows[YEARLY]["rounds"].values()} == {"inspected", "cancelled"}
    assert rows[LED_BY_INSPECTORATE]["state"] == "cancelled"
    assert rows[YEARLY]["rounds"]["1"]["awaited"] == ["VPUBND"]  # what was never answered stays told
    assert set(province.view("vp_ubnd", "nomination_work").rows) == set()
