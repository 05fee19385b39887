"""Cơ quan sáp nhập giữa chừng: cơ quan kế thừa làm tiếp việc đang mở (Điều 2 khoản 2, Điều 4 khoản 2; †).

Who succeeds acts through the service of the agency in whose place it stands; the record stays the one that was begun.
"""

from __future__ import annotations

from typing import Any

from shared.regulation.agencies import service_of
from tests.province import Province
from tests.stories.test_field_work import check
from tests.stories.test_inspection import YEARLY, Lead, assign, deadline, last, paper, person, planned, signing
from tests.stories.test_meeting import BRIEFING, call
from tests.stories.test_obstacle import HEALTH, report
from tests.stories.test_own_inspection import consolidate, letter, plan, result

MERGED = "2021-11-03"
AFTER = "2021-11-03T08:00:00+07:00"


def merge(province: Province, successor: str, *predecessors: str) -> None:
    """From the third of November; the clock stands after it."""
    document = {**signing("NQ-HĐND"), "number": "00", "issued": "2021-11-01", "capacity": "TM."}
    told = {"predecessors": list(predecessors), "successor": successor, "valid_from": MERGED, "sample": True}
    reply = province.send("MergeAgencies", {**told, "document": document}, agency="SNV")
    assert reply["type"] == "CommandAccepted", reply
    province.move_to(AFTER)


def must(reply: dict[str, Any]) -> None:
    assert reply["type"] == "CommandAccepted", reply


def begin(province: Province, lead: str, *coordinators: str, inspected: tuple[str, ...] = ("SYT",)) -> Lead:
    assign(province, YEARLY, lead, list(coordinators))
    leading = Lead(province, YEARLY, lead)
    leading.signs = service_of(lead) is not None
    rounds = planned(1, *inspected, first="2021-11-15", last="2021-11-16", coordinators=list(coordinators))
    must(leading.plan(rounds))
    return leading


class Successor(Lead):
    """Sends through the predecessor's service, names the predecessor, and numbers its papers itself."""

    def __init__(self, province: Province, lead: Lead, agency: str, to: str) -> None:
        super().__init__(province, lead.inspection, agency)
        self.before, self.to = lead.agency, to

    def send(self, command: str, *, paper_of: str = "", **data: Any) -> dict[str, Any]:
        own = {"document": paper(paper_of)} if paper_of else {}
        told = {"inspection": self.inspection, "agency": self.before, **own, **data}
        return self.province.send(command, told, agency=self.agency, to=self.to)


def test_an_inspection_is_led_to_its_end_by_whoever_succeeded_its_lead(province: Province) -> None:
    lead = begin(province, "STTTT", "STP", "SKHCN")
    must(lead.ask(1, "STP"))
    merge(province, "SKHCN", "STTTT")
    assert lead.ask(1, "STP")["code"] == "NOT_AUTHORISED"  # it is no more
    stranger = Successor(province, lead, "STC", "tt_tt")
    stranger.before = "STC"
    assert stranger.form_team(1)["code"] == "NOT_INSPECTION_LEAD"
    heir = Successor(province, lead, "SKHCN", "tt_tt")
    must(heir.form_team(1))
    must(heir.visit(1, "SYT", "2021-11-03", "STP"))
    must(heir.report())
    must(heir.conclude())
    assert province.facts("InspectionConcluded")[-1]["agency"] == "SKHCN"
    assert province.view("noi_vu", "inspections").rows[YEARLY]["state"] == "concluded"


def test_a_plan_of_the_successor_is_that_of_one_lead(province: Province) -> None:
    """Điều 2 khoản 2: whoever leads now does not coordinate, nor inspect itself."""
    lead = begin(province, "STTTT", "STP")
    merge(province, "SKHCN", "STTTT")
    heir = Successor(province, lead, "SKHCN", "tt_tt")
    days = {"first": "2021-11-20", "last": "2021-11-20"}
    again = {"reason": "Đổi đợt."}
    assert heir.plan(planned(2, "SYT", **days, coordinators=["SKHCN"]), **again)["code"] == "LEAD_IS_COORDINATOR"
    assert heir.plan(planned(2, "SKHCN", **days, coordinators=["STP"]), **again)["code"] == "LEAD_IS_INSPECTED"
    must(heir.plan(planned(2, "SYT", **days, coordinators=["STP"]), **again))


def test_what_the_standing_agency_came_to_lead_binds_the_agencies_of_the_fields(province: Province) -> None:
    """Điều 8 khoản 1: Sở LĐTBXH led; Sở Nội vụ stands in its place."""
    begin(province, "SLDTBXH", "STP")
    merge(province, "SNV", "SLDTBXH")
    told = {"round": 1, "wanted": [{"agency": "STP", "people": 1, "rank": "Lãnh đạo"}], "signing": signing("CV-SNV")}
    told |= {"inspection": YEARLY, "agency": "SLDTBXH", "deadline": deadline("2021-11-10T00:00:00+07:00")}
    must(province.send("RequestNominations", told, agency="SNV"))
    assert last(province, "NominationRequested")["clause"] == "QC-8.1"


def test_people_are_named_by_whoever_succeeded_the_agency_that_was_asked(province: Province) -> None:
    lead = begin(province, "SNV", "STTTT", "SGTVT")
    must(lead.ask(1, "STTTT", "SGTVT"))
    merge(province, "SKHCN", "STTTT")
    merge(province, "SXD", "SGTVT")

    def name(agency: str, sender: str, to: str, *, command: str = "NominateStaff", **more: Any) -> dict[str, Any]:
        told = {"inspection": YEARLY, "round": 1, "agency": agency, "people": [person(1)], "document": paper("CV")}
        return province.send(command, {**told, **more}, agency=sender, to=to)

    assert name("STP", "STP", "tt_tt")["code"] == "NOT_REQUESTED"
    must(name("STTTT", "SKHCN", "tt_tt"))  # in the name under which it was asked
    must(name("SXD", "SXD", "noi_vu"))  # in its own
    must(name("SXD", "SXD", "noi_vu", command="ReplaceNominees", reason="Đi công tác."))
    assert lead.ask(1, "SKHCN")["code"] == "ALREADY_NOMINATED"
    must(lead.send("ExcuseFromRound", round=1, excused="SKHCN", reason="Đồng ý."))
    must(lead.ask(1, "SKHCN"))  # again, so in the name under which it was asked before
    again = last(province, "NominationRequested", agency="STTTT")
    assert (again["request"], again["clause"]) == (2, "QC-8.1")
    must(name("SKHCN", "SKHCN", "tt_tt"))
    assert last(province, "NomineesReplaced")["agency"] == "SGTVT"
    must(lead.form_team(1))
    assert last(province, "TeamFormed")["missing"] == []
    must(lead.visit(1, "SYT", "2021-11-03", "SKHCN", "SGTVT"))
    assert last(province, "AgencyInspected")["participants"] == ["STTTT", "SGTVT"]


def test_a_coordinator_that_is_no_more_is_asked_in_the_person_of_its_successor(province: Province) -> None:
    lead = begin(province, "SNV", "STTTT")
    merge(province, "SKHCN", "STTTT")
    assert lead.ask(1, "STTTT", "SKHCN")["code"] == "ASKED_TWICE"
    assert lead.ask(1, "STC")["code"] == "NOT_COORDINATOR"
    must(lead.ask(1, "STTTT"))
    asked = last(province, "NominationRequested")
    assert (asked["agency"], asked["department"], asked["clause"]) == ("SKHCN", "kh_cn", "QC-8.1")
    must(lead.send("ExcuseFromRound", round=1, excused="SKHCN", reason="Đồng ý."))


def test_a_visit_at_a_successor_is_the_visit_that_was_planned(province: Province) -> None:
    lead = begin(province, "SNV", "STP", inspected=("SGTVT", "SYT"))
    merge(province, "SXD", "SGTVT")
    must(lead.visit(1, "SXD", "2021-11-03", "STP"))
    assert lead.visit(1, "STC", "2021-11-03")["code"] == "NOT_IN_ROUND"
    must(lead.report())
    told = last(province, "InspectionReported")
    assert (told["inspected"], told["not_inspected"]) == (["SGTVT"], ["SYT"])


def test_a_field_check_is_finished_by_those_who_succeeded(province: Province) -> None:
    must(check(province, "STTTT", "information_technology", "SGTVT"))
    merge(province, "SKHCN", "STTTT")
    merge(province, "SXD", "SGTVT")

    def remedy(agency: str, sender: str, number: str) -> dict[str, Any]:
        told = {"check": "KTLV-information_technology", "agency": agency, "number": number, "result": "Đã làm (mẫu)."}
        return province.send("ReportRemedy", told, agency=sender, to="tt_tt")

    assert remedy("SYT", "SYT", "1")["code"] == "UNKNOWN_CHECK"
    must(remedy("SGTVT", "SXD", "1"))
    must(remedy("SXD", "SXD", "2"))

    def record(**more: Any) -> dict[str, Any]:
        told = {
            "check": "KTLV-information_technology",
            "content": "information_technology",
            "inspected": "SXD",
            "day": "2021-11-01",
            "findings": "Ghi lại (dữ liệu mẫu).",
            "remedies": [{"number": "1", "content": "Ban hành quy trình."}, {"number": "2", "content": "Niêm yết."}],
            "reason": "Ghi nhầm (dữ liệu mẫu).",
        }
        return province.send("RecordFieldCheck", told | more, agency="SKHCN", to="tt_tt")

    must(record())
    assert record(inspected="SYT")["code"] == "CHECK_EXISTS"
    assert record(inspected="SKHCN")["code"] == "LEAD_IS_INSPECTED"
    assert record(check="KTLV-moi")["code"] == "NOT_FIELD_LEAD"  # what begins now begins in its own service


def test_an_obstacle_is_settled_by_whoever_succeeded_the_agency_that_was_asked(province: Province) -> None:
    must(report(province, "SYT"))
    must(report(province, "SGTVT"))

    def ask(agency: str, obstacle: str = HEALTH) -> dict[str, Any]:
        data = {"obstacle": obstacle, "agencies": [agency], "question": "?"}
        data["deadline"] = deadline("2021-11-10T17:00:00+07:00")
        return province.send("AskObstacleOpinion", data, agency="SNV")

    must(ask("STTTT"))
    merge(province, "SKHCN", "STTTT")
    merge(province, "SXD", "SGTVT")
    assert ask("SXD", "obstacle/SGTVT/2021-01")["code"] == "ASKED_ITSELF"
    opinion = {"obstacle": HEALTH, "agency": "SKHCN", "opinion": "…"}
    must(province.send("GiveObstacleOpinion", opinion, agency="SKHCN"))
    assert last(province, "ObstacleOpinionGiven")["agency"] == "STTTT"
    resolve = {"obstacle": HEALTH, "guidance": "…"}
    assert province.send("ResolveObstacle", resolve, agency="STP")["code"] == "NOT_ASKED"
    must(province.send("ResolveObstacle", resolve, agency="SKHCN"))
    assert last(province, "ObstacleResolved")["resolved_by"] == "SKHCN"


def test_an_own_inspection_is_owed_by_whoever_is_still_there(province: Province) -> None:
    """Điều 8 khoản 3: Sở GTVT is no more; what it sent, and what is sent in its place, counts as its own."""
    due = "2021-11-10T00:00:00+07:00"
    letter(province, plan=due, result="2022-12-10T00:00:00+07:00", year=2021)
    merge(province, "SXD", "SGTVT")
    merge(province, "SNV", "SLDTBXH")
    must(plan(province, "SXD", "one_stop", year=2021))
    must(plan(province, "SNV", "one_stop", year=2021, agency="SLDTBXH"))
    gone = {"agency": "HOIAN", "successor": None, "valid_from": MERGED, "document": paper("NQ"), "sample": True}
    must(province.send("DissolveAgency", gone, agency="SNV"))
    province.move_to(due)
    outstanding = last(province, "OwnInspectionsOverdue")["outstanding"]
    assert not {"SXD", "SGTVT", "SLDTBXH", "HOIAN"} & set(outstanding)
    assert {"SNV", "SYT"} <= set(outstanding)
    must(consolidate(province, "SNV", "plans", year=2021))
    assert last(province, "OwnInspectionsConsolidated")["missing"] == outstanding
    must(result(province, "SNV", year=2021, agency="SLDTBXH", contents=["one_stop"]))
    province.move_to("2022-12-10T00:00:00+07:00")
    outstanding = last(province, "OwnInspectionsOverdue", part="results")["outstanding"]
    assert {"SNV", "SXD"} <= set(outstanding)


def test_material_comes_from_whoever_succeeded_an_agency_that_was_invited(province: Province) -> None:
    must(call(province, invited=["SGTVT"]))
    merge(province, "SXD", "SGTVT")
    data = {"meeting": BRIEFING, "materials": [{"title": "Báo cáo", "sha256": "b" * 64}]}
    must(province.send("SendMeetingMaterial", data, agency="SXD"))
    assert last(province, "MeetingMaterialCirculated")["agency"] == "SGTVT"
