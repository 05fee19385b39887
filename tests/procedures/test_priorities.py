"""Ai được đề xuất ưu tiên, đến khi nào, và đề nghị điều chỉnh (Điều 6 khoản 2): each rule with its code."""

from __future__ import annotations

import pytest

from shared.mechanism.ledger import Delivery
from shared.regulation.organisation import BASELINE
from shared.regulation.participants import field_agencies
from tests.province import Province
from tests.stories.test_plan import (
    FIELDS,
    agree_and_issue,
    build,
    call,
    circulate,
    consolidate,
    last,
    opine,
    own,
    planned,
    propose,
    proposed,
    signing,
    submit,
)


def withdraw(province: Province, agency: str) -> dict[str, object]:
    return province.send("WithdrawPriorities", {"plan": "2022", "reason": "Nhầm (dữ liệu mẫu)."}, agency=agency)


def adjust(province: Province, agency: str = "STC", item: str | None = "N1") -> dict[str, object]:
    data = {
        "plan": "2022",
        "situation": "Khác đi (dữ liệu mẫu).",
        "adjustments": [{"item": item, "adjustment": "Lùi hạn (dữ liệu mẫu)."}],
        "signing": signing(f"{agency}-DN"),
    }
    return province.send("ProposePlanAdjustment", data, agency=agency)


def carry(province: Province, sender: str, *, to: str) -> None:
    """Only this sender's facts, only to this department: the others have not heard yet."""
    lines = province.ledger(sender).store.public_lines(0, 1_000)
    province.deliver(to, *(Delivery("fact", line.body, sender) for line in lines))


def test_the_call_goes_to_the_holders_of_the_fields_and_to_nobody_else(province: Province) -> None:
    """Điều 6: 5CQ, by competence on that day (obligations §1.5)."""
    call(province)
    (fact,) = province.facts("PrioritiesCalled")
    assert set(fact["data"]["coordinators"]) == set(field_agencies(BASELINE, province.clock.now().date()))
    assert set(fact["to"].split()) == {"tu_phap", "tai_chinh", "tt_tt", "kh_cn", "vp_ubnd"}
    assert dict(province.view("kh_cn", "plan_work").rows)["2022/priorities"]["due"] == "2021-11-15T00:00:00+07:00"


def test_who_holds_no_field_proposes_nothing(province: Province) -> None:
    call(province)
    assert propose(province, "SNV", proposed("NV1", "SNV", ("STC",)))["code"] == "NOT_ASKED"
    data = {"plan": "2022", "nothing": True, "signing": signing("SYT-DX")}
    assert province.send("ProposePriorities", data, agency="SYT")["code"] == "NOT_AUTHORISED"
    assert province.send("ProposePriorities", data, agency="STC", to="tu_phap")["code"] == "NOT_AUTHORISED"


def test_nothing_to_propose_is_said_and_not_left_open(province: Province) -> None:
    call(province)
    empty = {"plan": "2022", "items": [], "nothing": False, "signing": signing("STC-DX")}
    assert province.send("ProposePriorities", empty, agency="STC")["code"] == "NOTHING_PROPOSED"
    both = {**empty, "nothing": True, "items": [proposed("TC1", "STC")]}
    assert province.send("ProposePriorities", both, agency="STC")["code"] == "NOTHING_BUT_ITEMS"
    assert province.facts("DocumentIssued", of="tai_chinh") == []


def test_a_proposed_item_has_one_known_lead(province: Province) -> None:
    """Điều 2 khoản 2."""
    call(province)
    assert propose(province, "STC", proposed("TC1", "STC", ("STC",)))["code"] == "LEAD_IS_COORDINATOR"
    assert propose(province, "STC", proposed("TC1", "LALUNG"))["code"] == "UNKNOWN_AGENCY"


def test_a_later_proposal_takes_the_place_of_the_earlier_until_it_is_consolidated(province: Province) -> None:
    call(province)
    propose(province, "STC", proposed("TC1", "STC"))
    propose(province, "STC", proposed("TC2", "STC"))
    assert last(province, "PrioritiesProposed")["proposal"] == 2
    for agency in set(FIELDS) - {"STC"}:
        propose(province, agency)
    old = consolidate(province, planned("N1", "STC", {"agency": "STC", "item": "TC1"}))
    assert old["code"] == "UNKNOWN_ORIGIN"
    consolidate(province, planned("N1", "STC", {"agency": "STC", "item": "TC2"}))
    assert propose(province, "STC", proposed("TC3", "STC"))["code"] == "PRIORITIES_CONSOLIDATED"
    assert withdraw(province, "STC")["code"] == "PRIORITIES_CONSOLIDATED"


def test_what_is_withdrawn_can_be_proposed_again_and_is_not_withdrawn_twice(province: Province) -> None:
    call(province)
    assert withdraw(province, "STC")["code"] == "NOTHING_PROPOSED"
    propose(province, "STC", proposed("TC1", "STC"))
    assert withdraw(province, "STC")["type"] == "CommandAccepted"
    assert withdraw(province, "STC")["code"] == "NOTHING_PROPOSED"
    assert province.view("noi_vu", "plans").rows["2022"]["proposals"] == {}
    propose(province, "STC", proposed("TC2", "STC"))
    assert last(province, "PrioritiesProposed")["proposal"] == 2


def test_who_was_silent_may_still_propose_after_the_consolidation(province: Province) -> None:
    """Muộn thì ghi là muộn, không từ chối; dự thảo sau phải nói đến."""
    build(province)
    assert propose(province, "SKHCN", proposed("CN1", "SKHCN"))["type"] == "CommandAccepted"
    assert last(province, "PrioritiesProposed")["late"] is True
    agree_and_issue(province)
    assert propose(province, "VPUBND", proposed("VP1", "VPUBND"))["code"] == "PLAN_ISSUED"


def test_what_comes_after_the_issue_is_refused_even_where_nobody_was_ever_asked(province: Province) -> None:
    """Không ai đề nghị, chưa đề xuất lần nào: kế hoạch đã ban hành thì hãy đề nghị điều chỉnh."""
    for agency in ("STP", "STTTT", "SKHCN", "VPUBND"):
        propose(province, agency)
    province.move_to("2021-11-15T00:00:00+07:00")
    consolidate(province, own("N1"))
    agree_and_issue(province)
    assert propose(province, "STC", proposed("TC1", "STC"))["code"] == "PLAN_ISSUED"
    assert withdraw(province, "STC")["code"] == "PLAN_ISSUED"
    assert [each["code"] for each in province.refusals()] == ["PLAN_ISSUED", "PLAN_ISSUED"]
    assert len(province.facts("PrioritiesProposed")) == 4


def test_a_proposal_that_crosses_the_decision_is_kept_for_the_adjustment(province: Province) -> None:
    """Gửi khi chưa biết kế hoạch đã ban hành: không mất, một lần điều chỉnh lấy làm nguồn được."""
    build(province)
    circulate(province)
    for agency in FIELDS:
        opine(province, agency)
    submit(province)
    data = {"plan": "2022", "items": [proposed("CN1", "SKHCN")], "nothing": False, "signing": signing("SKHCN-DX")}
    decision = {"matter": "plan/2022", "approved": True, "signing": signing("QĐ-UBND")}
    province.send("DecideMatter", decision, agency="VPUBND", settle=False)
    province.send("ProposePriorities", data, agency="SKHCN", settle=False)
    carry(province, "vp_ubnd", to="noi_vu")
    assert province.facts("PlanIssued")
    province.settle()
    noted = {fact["data"]["agency"]: fact["data"]["items"] for fact in province.facts("PriorityProposalNoted")}
    assert noted["SKHCN"] == ["CN1"]
    items = [*last(province, "PlanIssued")["items"], planned("N9", "SKHCN", {"agency": "SKHCN", "item": "CN1"})]
    draft = {"plan": "2022", "reason": "Bổ sung (dữ liệu mẫu).", "items": items}
    assert province.send("AdjustPlan", draft, agency="SNV")["type"] == "CommandAccepted"


def test_what_is_proposed_without_a_call_is_seen_after_the_call(province: Province) -> None:
    propose(province, "STC", proposed("TC1", "STC"))
    call(province)
    assert list(province.view("noi_vu", "plans").rows["2022"]["proposals"]) == ["STC"]


def test_a_phase_nobody_called_for_has_no_deadline_to_propose_by(province: Province) -> None:
    assert propose(province, "STC", proposed("TC1", "STC"), plan="2021-2025")["code"] == "NOT_CALLED"
    assert propose(province, "STC", proposed("TC1", "STC"), plan="2025-2021")["code"] == "PERIOD_REVERSED"


def test_a_cancelled_call_asks_for_nothing_until_it_is_called_again(province: Province) -> None:
    call(province)
    propose(province, "STC", proposed("TC1", "STC"))
    province.send("CancelPlan", {"plan": "2022", "reason": "Mở nhầm (dữ liệu mẫu)."}, agency="SNV")
    assert propose(province, "STC")["code"] == "PLAN_CANCELLED"
    assert dict(province.view("tai_chinh", "plan_work").rows) == {}
    call(province)
    assert last(province, "PrioritiesCalled")["call"] == 2
    assert province.view("tai_chinh", "plan_work").rows["2022/priorities"]["answers"] == 0
    assert propose(province, "STC")["type"] == "CommandAccepted"


def test_what_is_proposed_after_a_cancelled_call_is_there_for_the_next(province: Province) -> None:
    """Sở Tư pháp đề xuất không đợi ai đề nghị, rồi thôi; Sở Tài chính chưa biết gì, đề xuất sau."""
    propose(province, "STP", proposed("TP1", "STP"))
    province.send("CancelPlan", {"plan": "2022", "reason": "Mở nhầm (dữ liệu mẫu)."}, agency="SNV")
    assert propose(province, "STP", proposed("TP1", "STP"))["code"] == "PLAN_CANCELLED"
    assert propose(province, "STC", proposed("TC1", "STC"))["type"] == "CommandAccepted"
    call(province)
    assert list(province.view("noi_vu", "plans").rows["2022"]["proposals"]) == ["STC"]
    for agency in ("STP", "STTTT", "SKHCN", "VPUBND"):
        propose(province, agency)
    reply = consolidate(province, planned("N1", "STC", {"agency": "STC", "item": "TC1"}))
    assert reply["type"] == "CommandAccepted"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"verdict": "disagree"}, "REASON_MISSING"),
        ({"verdict": "agree_with_changes"}, "TEXT_MISSING"),
        ({"items": [{"item": "N1", "verdict": "disagree"}]}, "REASON_MISSING"),
        ({"items": [{"item": "N9", "verdict": "agree"}]}, "UNKNOWN_ITEM"),
        ({"version": 2}, "VERSION_SUPERSEDED"),
    ],
)
def test_an_opinion_says_what_it_means(province: Province, more: dict[str, object], code: str) -> None:
    build(province)
    circulate(province)
    assert opine(province, "STC", **more)["code"] == code  # type: ignore[arg-type]


def test_an_opinion_may_speak_of_a_part_and_of_an_item(province: Province) -> None:
    build(province)
    circulate(province)
    wishes = [{"item": "I", "verdict": "agree"}, {"item": "N1", "verdict": "disagree", "text": "Lý do (dữ liệu mẫu)."}]
    assert opine(province, "STC", items=wishes)["type"] == "CommandAccepted"
    assert opine(province, "SNV")["code"] == "NOT_ASKED"


def test_an_opinion_after_the_deadline_is_late_and_after_the_issue_refused(province: Province) -> None:
    build(province)
    circulate(province)
    province.move_to("2021-12-01T00:00:00+07:00")
    opine(province, "STC")
    assert last(province, "PlanOpinionGiven")["late"] is True
    province.send("SubmitPlan", {"plan": "2022", "signing": signing("TTr-SNV")}, agency="SNV")
    decision = {"matter": "plan/2022", "approved": True, "signing": signing("QĐ-UBND")}
    province.send("DecideMatter", decision, agency="VPUBND")
    assert opine(province, "STC")["code"] == "OPINION_CLOSED"


def test_only_what_is_issued_is_adjusted_and_only_by_those_concerned(province: Province) -> None:
    assert adjust(province)["code"] == "PLAN_NOT_ISSUED"
    build(province)
    agree_and_issue(province)
    assert adjust(province, item="N9")["code"] == "UNKNOWN_ITEM"
    assert adjust(province, "SNV", item=None)["type"] == "CommandAccepted"
    assert adjust(province)["type"] == "CommandAccepted"
    adjust(province)
    assert last(province, "PlanAdjustmentProposed")["proposal"] == 2
