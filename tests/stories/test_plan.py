"""Kế hoạch cải cách hành chính năm sau, từ đề nghị đề xuất đến ban hành và điều chỉnh (Điều 6, Điều 13 khoản 1)."""

from __future__ import annotations

from typing import Any

import schemas
from tests.province import Province

FIELDS = ("STP", "STC", "STTTT", "SKHCN", "VPUBND")
DEADLINE = {"due": "2022-06-30T17:00:00+07:00", "source": "Kế hoạch năm 2022 (dữ liệu mẫu)"}


def signing(notation: str) -> dict[str, Any]:
    return {"notation": notation, "signer": "Người ký (dữ liệu mẫu)", "position": "Giám đốc", "capacity": ""}


def proposed(item: str, lead: str, coordinators: tuple[str, ...] = ("SNV",)) -> dict[str, Any]:
    return {
        "item": item,
        "title": f"Nhiệm vụ {item} (dữ liệu mẫu)",
        "content": "Nội dung (dữ liệu mẫu).",
        "product": "Báo cáo",
        "lead": lead,
        "coordinators": list(coordinators),
        "deadline": DEADLINE,
        "budget": "150000000",
        "grounds": "Điểm tiêu chí này năm trước thấp (dữ liệu mẫu).",
    }


def planned(item: str, lead: str, *origins: dict[str, Any], **more: Any) -> dict[str, Any]:
    held = proposed(item, lead, more.pop("coordinators", ("SNV",)))
    del held["grounds"]
    return {**held, "origins": [{"item": None, "plan": None, **each} for each in origins], **more}


def own(item: str, lead: str = "SNV", **more: Any) -> dict[str, Any]:
    return planned(item, lead, {"agency": "SNV"}, **{"coordinators": ("VPUBND",), **more})


def call(province: Province, plan: str = "2022", **more: Any) -> dict[str, Any]:
    data = {
        "plan": plan,
        "title": f"Kế hoạch cải cách hành chính {plan} (dữ liệu mẫu)",
        "days_before": [7],
        "signing": signing("SNV-CCHC"),
    }
    return province.send("CallForPriorities", {**data, **more}, agency="SNV")


def propose(province: Province, agency: str, *items: dict[str, Any], plan: str = "2022", **how: Any) -> dict[str, Any]:
    data = {"plan": plan, "items": list(items), "nothing": not items, "signing": signing(f"{agency}-DX")}
    return province.send("ProposePriorities", data, agency=agency, **how)


def consolidate(province: Province, *items: dict[str, Any], plan: str = "2022", **more: Any) -> dict[str, Any]:
    parts = [{"part": "I", "title": "Mục đích, yêu cầu", "text": "Lời (dữ liệu mẫu)."}]
    data = {"plan": plan, "parts": parts, "items": list(items), **more}
    return province.send("ConsolidatePlan", data, agency="SNV")


def circulate(province: Province, due: str = "2021-12-01T00:00:00+07:00", plan: str = "2022") -> dict[str, Any]:
    data = {
        "plan": plan,
        "deadline": {"due": due, "source": "Công văn lấy ý kiến (dữ liệu mẫu)"},
        "days_before": [3],
        "signing": signing("SNV-CCHC"),
    }
    return province.send("CirculatePlan", data, agency="SNV")


def opine(province: Province, agency: str, version: int = 1, plan: str = "2022", **more: Any) -> dict[str, Any]:
    data = {"plan": plan, "version": version, "verdict": "agree", "signing": signing(f"{agency}-GY"), **more}
    return province.send("GivePlanOpinion", data, agency=agency)


def submit(province: Province, plan: str = "2022") -> dict[str, Any]:
    return province.send("SubmitPlan", {"plan": plan, "signing": signing("TTr-SNV")}, agency="SNV")


def decide(province: Province, matter: str = "plan/2022", *, approved: bool = True, reason: str = "") -> dict[str, Any]:
    data = {
        "matter": matter,
        "approved": approved,
        "signing": signing("QĐ-UBND" if approved else "VPUBND-NC"),
        "reason": reason or None,
    }
    return province.send("DecideMatter", data, agency="VPUBND")


def last(province: Province, name: str, **wanted: Any) -> dict[str, Any]:
    found: list[dict[str, Any]] = [fact["data"] for fact in province.facts(name)]
    return [data for data in found if all(data[key] == value for key, value in wanted.items())][-1]


def tasks(province: Province) -> dict[str, dict[str, Any]]:
    return {fact["data"]["task"]: fact["data"] for fact in province.facts("TaskAssigned")}


def build(province: Province) -> None:
    """Called, proposed, consolidated: STC and STP propose, STTTT has nothing, SKHCN and VPUBND say nothing."""
    call(province)
    propose(province, "STP", proposed("TP1", "STP"), proposed("TP2", "STP"))
    propose(province, "STC", proposed("TC1", "STC", ("SNV", "STP")))
    propose(province, "STTTT")
    province.move_to("2021-11-15T00:00:00+07:00")
    both = ({"agency": "STP", "item": "TP1"}, {"agency": "STC", "item": "TC1"})
    left = [{"agency": "STP", "item": "TP2", "reason": "Trùng Kế hoạch theo dõi thi hành pháp luật (dữ liệu mẫu)."}]
    consolidate(province, planned("N1", "STC", *both, coordinators=("STP", "SNV")), own("N2"), not_taken=left)


def agree_and_issue(province: Province) -> None:
    """Circulated, every field agency agrees, submitted and issued."""
    circulate(province)
    for agency in FIELDS:
        opine(province, agency)
    submit(province)
    decide(province)


def play(province: Province) -> None:
    """Mọi thông điệp của việc xây dựng kế hoạch."""
    # Đề nghị đề xuất; có nơi rút rồi đề xuất lại; gia hạn (†).
    call(province)
    propose(province, "STP", proposed("TP1", "STP"))
    province.send("WithdrawPriorities", {"plan": "2022", "reason": "Nhầm (dữ liệu mẫu)."}, agency="STP")
    propose(province, "STP", proposed("TP1", "STP"), proposed("TP2", "STP"))
    propose(province, "STTTT")
    province.move_to("2021-11-10T08:00:00+07:00")
    longer = {
        "plan": "2022",
        "stage": "priorities",
        "deadline": {"due": "2021-11-18T00:00:00+07:00", "source": "Công văn gia hạn (dữ liệu mẫu)"},
        "reason": "Nhiều cơ quan đề nghị (dữ liệu mẫu).",
    }
    province.send("ExtendPlanDeadline", longer, agency="SNV")
    propose(province, "STC", proposed("TC1", "STC", ("SNV", "STP")))
    province.move_to("2021-11-18T00:00:00+07:00")
    # Tổng hợp, lấy ý kiến, tiếp thu, trình, bị trả lại, hoàn chỉnh, trình lại.
    both = ({"agency": "STP", "item": "TP1"}, {"agency": "STC", "item": "TC1"})
    items = [planned("N1", "STC", *both, coordinators=("STP", "SNV")), own("N2")]
    left = [{"agency": "STP", "item": "TP2", "reason": "Đã có kế hoạch riêng (dữ liệu mẫu)."}]
    consolidate(province, *items, not_taken=left)
    circulate(province)
    wish = {"item": "N1", "verdict": "agree_with_changes", "text": "Lùi hạn đến tháng 9 (dữ liệu mẫu)."}
    opine(province, "STC", verdict="agree_with_changes", text="Xem mục N1 (dữ liệu mẫu).", items=[wish])
    province.move_to("2021-11-28T08:00:00+07:00")
    later = {**longer, "stage": "opinion"}
    later["deadline"] = {"due": "2021-12-03T00:00:00+07:00", "source": "Công văn gia hạn (dữ liệu mẫu)"}
    province.send("ExtendPlanDeadline", later, agency="SNV")
    for agency in ("STP", "STTTT", "SKHCN"):
        opine(province, agency)
    province.move_to("2021-12-03T00:00:00+07:00")
    treated = [
        {"agency": "STC", "item": None, "treatment": "accepted"},
        {"agency": "STC", "item": "N1", "treatment": "partly", "reason": "Lùi đến tháng 8 (dữ liệu mẫu)."},
    ]
    revised = {"plan": "2022", "items": items, "treatments": treated}
    province.send("RevisePlan", revised, agency="SNV")
    submit(province)
    decide(province, approved=False, reason="Chưa rõ kinh phí (dữ liệu mẫu).")
    province.send("RevisePlan", {"plan": "2022", "items": items}, agency="SNV")
    submit(province)
    decide(province)
    play_adjustment(province)
    # Năm sau bắt đầu từ kế hoạch này; một đợt mở nhầm thì thôi (†).
    province.move_to("2022-10-01T08:00:00+07:00")
    call(province, "2023")
    province.send("CarryPlanOver", {"plan": "2023", "previous": "2022"}, agency="SNV")
    province.send("CancelPlan", {"plan": "2023", "reason": "Mở nhầm (dữ liệu mẫu)."}, agency="SNV")


def play_adjustment(province: Province) -> None:
    """Điều chỉnh kế hoạch đang thực hiện (Điều 6 khoản 2 điểm c)."""
    wish = {
        "plan": "2022",
        "situation": "Trung ương lùi tiến độ (dữ liệu mẫu).",
        "adjustments": [{"item": "N1", "adjustment": "Lùi hạn (dữ liệu mẫu)."}],
        "signing": signing("STC-DN"),
    }
    province.send("ProposePlanAdjustment", wish, agency="STC")
    province.send("ProposePlanAdjustment", {**wish, "signing": signing("STP-DN")}, agency="STP")
    no = {"plan": "2022", "agency": "STP", "proposal": 1, "reason": "Chưa đủ căn cứ (dữ liệu mẫu)."}
    province.send("DeclinePlanAdjustment", no, agency="SNV")
    later = {"due": "2022-09-30T17:00:00+07:00", "source": "Quyết định điều chỉnh (dữ liệu mẫu)"}
    first = next(each for each in last(province, "PlanIssued")["items"] if each["item"] == "N1")
    draft = {
        "plan": "2022",
        "reason": "Theo đề nghị của Sở Tài chính (dữ liệu mẫu).",
        "items": [{**first, "deadline": later}, own("N3")],
        "answers": [{"agency": "STC", "proposal": 1, "treatment": "accepted"}],
    }
    province.send("AdjustPlan", draft, agency="SNV")
    submit(province)
    decide(province, "plan/2022/adjustment-1")


def play_measure(province: Province) -> None:
    """Chủ trương, biện pháp: bị trả lại một lần (Điều 6 khoản 1 điểm b)."""
    measure = {
        "measure": "2021-BP-01",
        "title": "Đẩy mạnh xử lý hồ sơ liên thông (dữ liệu mẫu)",
        "content": "Nội dung (dữ liệu mẫu).",
        "need": "Hồ sơ trễ hạn còn nhiều (dữ liệu mẫu).",
        "signing": signing("TTr-SNV"),
    }
    province.send("ProposeMeasure", measure, agency="SNV")
    decide(province, "measure/2021-BP-01", approved=False, reason="Nêu rõ kinh phí (dữ liệu mẫu).")
    province.send("ProposeMeasure", measure, agency="SNV")
    decide(province, "measure/2021-BP-01")


def test_a_plan_runs_from_the_call_to_its_tasks(province: Province) -> None:
    # Sở Nội vụ đề nghị các cơ quan phụ trách lĩnh vực đề xuất, trước ngày 15 tháng 11 (Điều 6 khoản 2 điểm a).
    call(province)
    called = last(province, "PrioritiesCalled")
    assert (called["lead"], called["coordinators"]) == ("SNV", ["STP", "STC", "STTTT", "SKHCN", "VPUBND"])
    assert called["due"] == "2021-11-15T00:00:00+07:00"
    assert called["mode"] == "written_opinion"

    # Mỗi cơ quan tự đề xuất; không có gì cũng là một trả lời; ai im lặng được ghi lại khi hết hạn.
    propose(province, "STP", proposed("TP1", "STP"), proposed("TP2", "STP"))
    propose(province, "STC", proposed("TC1", "STC", ("SNV", "STP")))
    propose(province, "STTTT")
    province.move_to("2021-11-08T00:00:00+07:00")
    reminded = last(province, "PlanReminderIssued")
    assert (reminded["outstanding"], reminded["days_left"]) == (["SKHCN", "VPUBND"], 7)
    province.move_to("2021-11-15T00:00:00+07:00")
    assert last(province, "PlanAnswerOverdue")["outstanding"] == ["SKHCN", "VPUBND"]

    # Tổng hợp: mỗi nhiệm vụ giữ nguồn của nó, đề xuất không đưa vào có lý do.
    both = ({"agency": "STP", "item": "TP1"}, {"agency": "STC", "item": "TC1"})
    left = [{"agency": "STP", "item": "TP2", "reason": "Đã có kế hoạch riêng (dữ liệu mẫu)."}]
    items = [planned("N1", "STC", *both, coordinators=("STP", "SNV")), own("N2")]
    consolidate(province, *items, not_taken=left)
    draft = last(province, "PlanConsolidated")
    assert (draft["version"], draft["received"], draft["silent"]) == (1, ["STP", "STC", "STTTT"], ["SKHCN", "VPUBND"])

    # Lấy ý kiến về dự thảo; ý kiến muốn sửa được tiếp thu hoặc giải trình ở dự thảo sau (Điều 6 khoản 2 điểm b).
    circulate(province)
    assert last(province, "PlanCirculated")["departments"] == ["tu_phap", "tai_chinh", "tt_tt", "kh_cn", "vp_ubnd"]
    opine(province, "STC", verdict="disagree", text="Kinh phí chưa có nguồn (dữ liệu mẫu).")
    for agency in ("STP", "STTTT", "SKHCN", "VPUBND"):
        opine(province, agency)
    assert submit(province)["code"] == "OPINION_UNTREATED"
    treated = [{"agency": "STC", "treatment": "not_accepted", "reason": "Nguồn đã bố trí (dữ liệu mẫu)."}]
    province.send("RevisePlan", {"plan": "2022", "items": items, "treatments": treated}, agency="SNV")
    assert last(province, "PlanRevised")["version"] == 2

    # Trình UBND tỉnh, bị trả lại có lý do, hoàn chỉnh, trình lại, ban hành (Điều 6 khoản 1 điểm a, Điều 13 khoản 1).
    submit(province)
    submitted = last(province, "MatterSubmitted")
    told = {name: submitted[name] for name in ("matter", "kind", "clause", "lead", "via")}
    assert told == {"matter": "plan/2022", "kind": "plan", "clause": "QC-6.1.a", "lead": "SNV", "via": None}
    decide(province, approved=False, reason="Chưa rõ kinh phí (dữ liệu mẫu).")
    assert submit(province)["code"] == "PLAN_RETURNED"
    province.send("RevisePlan", {"plan": "2022", "items": items}, agency="SNV")
    submit(province)
    decide(province)
    issued = last(province, "PlanIssued")
    assert (issued["version"], issued["document"]["notation"]) == (3, "QĐ-UBND")

    # Mỗi nhiệm vụ có một đầu mối, được theo dõi từ đây.
    given = tasks(province)
    assert list(given) == ["task/plan-2022/N1", "task/plan-2022/N2"]
    first = given["task/plan-2022/N1"]
    assert (first["source"], first["clause"], first["lead"], first["coordinators"]) == (
        "plan",
        "QC-19.1",
        "STC",
        ["STP", "SNV"],
    )
    assert dict(province.view("noi_vu", "plans").rows)["2022"]["state"] == "issued"
    assert dict(province.view("tai_chinh", "plan_work").rows) == {}


def test_a_plan_proceeds_when_nobody_proposes(province: Province) -> None:
    """Im lặng được ghi lại, không giữ việc lại (Điều 6 khoản 2 điểm a)."""
    call(province)
    province.move_to("2021-11-15T00:00:00+07:00")
    consolidate(province, own("N1"))
    assert last(province, "PlanConsolidated")["silent"] == list(FIELDS)
    circulate(province)
    assert submit(province)["code"] == "OPINIONS_OPEN"
    province.move_to("2021-12-01T00:00:00+07:00")
    assert last(province, "PlanAnswerOverdue", stage="opinion")["outstanding"] == list(FIELDS)
    submit(province)
    decide(province)
    assert province.facts("PlanIssued")


def test_a_field_agency_proposes_on_its_own_account_without_being_called(province: Province) -> None:
    """Điều 6 khoản 2 điểm a giao từng cơ quan, không chờ ai đề nghị."""
    reply = propose(province, "STC", proposed("TC1", "STC"))
    assert reply["type"] == "CommandAccepted"
    assert last(province, "PrioritiesProposed")["due"] == "2021-11-15T00:00:00+07:00"
    call(province)
    for agency in FIELDS[:1] + FIELDS[2:]:
        propose(province, agency)
    reply = consolidate(province, planned("N1", "STC", {"agency": "STC", "item": "TC1"}))
    assert reply["type"] == "CommandAccepted"


def test_a_proposal_of_15_november_is_late_and_one_signed_before_is_not(province: Province) -> None:
    call(province)
    province.move_to("2021-11-14T23:59:59+07:00")
    propose(province, "STP")
    province.move_to("2021-11-15T00:00:00+07:00")
    propose(province, "STC")
    propose(province, "STTTT", effective="2021-11-14")
    late = {fact["data"]["agency"]: fact["data"]["late"] for fact in province.facts("PrioritiesProposed")}
    assert late == {"STP": False, "STC": True, "STTTT": False}


def test_a_programme_of_several_years_is_the_same_with_a_deadline_of_its_own(province: Province) -> None:
    """Giai đoạn: quy chế không định hạn, nên hạn là dữ liệu có nguồn (Điều 6 khoản 1 điểm a)."""
    assert call(province, "2021-2025")["code"] == "DUE_MISSING"
    deadline = {"due": "2021-11-20T00:00:00+07:00", "source": "Kế hoạch xây dựng chương trình (dữ liệu mẫu)"}
    call(province, "2021-2025", deadline=deadline)
    called = last(province, "PrioritiesCalled")
    assert (called["kind"], called["first_year"], called["last_year"]) == ("programme", 2021, 2025)
    for agency in FIELDS:
        propose(province, agency, plan="2021-2025")
    consolidate(province, own("G1"), plan="2021-2025")
    circulate(province, plan="2021-2025")
    for agency in FIELDS:
        opine(province, agency, plan="2021-2025")
    submit(province, "2021-2025")
    assert last(province, "MatterSubmitted")["kind"] == "programme"
    decide(province, "plan/2021-2025")
    assert list(tasks(province)) == ["task/plan-2021-2025/G1"]


def test_an_adjustment_reaches_the_tasks(province: Province) -> None:
    """Điều 6 khoản 2 điểm c."""
    build(province)
    agree_and_issue(province)
    play_adjustment(province)
    matter = last(province, "MatterSubmitted")
    assert (matter["matter"], matter["kind"], matter["clause"]) == (
        "plan/2022/adjustment-1",
        "plan_adjustment",
        "QC-6.2.c",
    )
    adjusted = last(province, "PlanAdjusted")
    assert (adjusted["added"], adjusted["altered"], adjusted["dropped"]) == (["N3"], ["N1"], ["N2"])
    assert "task/plan-2022/N3" in tasks(province)
    assert last(province, "TaskAdjusted")["due"] == "2022-09-30T17:00:00+07:00"
    assert last(province, "TaskCancelled")["task"] == "task/plan-2022/N2"
    answered = {fact["data"]["agency"]: fact["data"]["treatment"] for fact in province.facts("PlanAdjustmentAnswered")}
    assert answered == {"STP": "not_accepted", "STC": "accepted"}


def test_next_years_plan_begins_from_this_years(province: Province) -> None:
    build(province)
    agree_and_issue(province)
    province.move_to("2022-10-01T08:00:00+07:00")
    call(province, "2023")
    province.send("CarryPlanOver", {"plan": "2023", "previous": "2022", "items": ["N1"]}, agency="SNV")
    (carried,) = last(province, "PlanCopied")["items"]
    assert carried["origins"] == [{"agency": "SNV", "item": "N1", "plan": "2022"}]
    assert carried["deadline"] is None
    for agency in FIELDS:
        propose(province, agency, plan="2023")
    reply = consolidate(province, carried, own("N9"), plan="2023")
    assert reply["type"] == "CommandAccepted"


def test_a_measure_goes_to_the_committee(province: Province) -> None:
    """Chủ trương, biện pháp đẩy mạnh cải cách hành chính (Điều 6 khoản 1 điểm b)."""
    play_measure(province)
    submitted = [fact["data"] for fact in province.facts("MatterSubmitted")]
    assert [(each["matter"], each["clause"], each["submission"]) for each in submitted] == [
        ("measure/2021-BP-01", "QC-6.1.b", 1),
        ("measure/2021-BP-01", "QC-6.1.b", 2),
    ]
    assert submitted[0]["coordinators"] == ["STP", "STC", "STTTT", "SKHCN", "VPUBND"]
    assert [fact["data"]["approved"] for fact in province.facts("MeasureDecided")] == [False, True]
    again = province.sent[0]["data"]
    assert province.send("ProposeMeasure", again, agency="SNV")["code"] == "MATTER_DECIDED"


def test_every_message_is_played(province: Province) -> None:
    play(province)
    play_measure(province)
    named = {*(each["type"] for each in province.sent), *(fact["type"] for fact in province.facts())}
    procedures = ("plan", "plan_adjustment", "plan_measure")
    assert {each.__name__ for each in schemas.all_messages() if each.procedure in procedures} <= named
    assert not province.view("noi_vu", "plans").rows["2022"]["adjustments"]
