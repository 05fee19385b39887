"""Kế hoạch năm 2022, điều chỉnh giữa năm, kế hoạch năm 2023; một biện pháp (Điều 6, Điều 13 khoản 1) (DỮ LIỆU MẪU)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from services.console.year.scene import FIELDS, Act, Data, act, at, deadline, decision, sample, signing

PLAN = "2022"
WORK = {
    "N1": ("STC", ("SNV", "STP"), "Hoàn thiện cơ chế tự chủ của đơn vị sự nghiệp công lập", "2022-06-30"),
    "N2": ("SNV", FIELDS, "Kiểm tra công tác cải cách hành chính năm 2022", "2022-11-30"),
    "N3": ("STP", ("SNV", "VPUBND"), "Rà soát văn bản quy phạm pháp luật về thủ tục hành chính", "2022-09-30"),
    "N4": ("STTTT", ("VPUBND", "SNV"), "Tích hợp dịch vụ công trực tuyến lên Cổng dịch vụ công quốc gia", "2022-08-31"),
    "N5": ("SKHCN", ("SNV",), "Áp dụng ISO 9001 điện tử tại các cơ quan", "2022-10-31"),
    "N6": ("VPUBND", ("STTTT", "SNV"), "Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính", "2022-12-15"),
    "N7": ("SYT", ("VPUBND",), "Liên thông thủ tục trong lĩnh vực y tế", "2022-07-31"),
    "N8": ("TAMKY", ("SNV", "SXD"), "Mô hình một cửa hiện đại cấp xã", "2022-11-15"),
}
"""Nhiệm vụ → chủ trì, phối hợp, nội dung, ngày cuối."""


def _proposed(item: str, lead: str, title: str, *coordinators: str) -> Data:
    return {
        "item": item,
        "title": sample(title),
        "content": sample("Nội dung chi tiết theo đề cương"),
        "product": "Báo cáo kết quả",
        "lead": lead,
        "coordinators": list(coordinators or ("SNV",)),
        "deadline": deadline(at("2022-06-30", 17), "Đề xuất của cơ quan"),
        "budget": "150000000",
        "grounds": sample("Điểm của tiêu chí này năm trước còn thấp"),
    }


def _planned(item: str, /, *origins: Data, last: str = "", **changed: Any) -> Data:
    lead, coordinators, title, day = WORK[item]
    return {
        "item": item,
        "title": sample(title),
        "content": sample("Nội dung chi tiết theo đề cương"),
        "product": "Báo cáo kết quả",
        "lead": lead,
        "coordinators": list(coordinators),
        "deadline": deadline(at(last or day, 17), f"Kế hoạch cải cách hành chính năm {PLAN}"),
        "origins": [{"item": None, "plan": None, **each} for each in origins or ({"agency": "SNV"},)],
        **changed,
    }


ITEMS = [
    _planned("N1", {"agency": "STC", "item": "TC1"}, {"agency": "STP", "item": "TP2"}),
    _planned("N2"),
    _planned("N3", {"agency": "STP", "item": "TP1"}),
    *(_planned(item) for item in ("N4", "N5", "N6", "N7", "N8")),
]
NOT_TAKEN = [{"agency": "STP", "item": "TP3", "reason": sample("Đã có trong kế hoạch theo dõi thi hành pháp luật")}]
PARTS = [{"part": "I", "title": "Mục đích, yêu cầu", "text": sample("Tiếp tục đẩy mạnh cải cách hành chính")}]


def scene() -> Iterator[Act]:
    yield from _called()
    yield from _asked_for_opinions()
    yield from _issued()
    yield from _measure()
    yield from _adjusted()
    yield from _next_year()


def _call(moment: datetime, plan: str) -> Act:
    title = sample(f"Kế hoạch cải cách hành chính năm {plan}")
    return act(moment, "SNV", "CallForPriorities", plan=plan, title=title, days_before=[7], signing=signing("SNV-CCHC"))


def _propose(moment: datetime, agency: str, *items: Data, plan: str = PLAN, signed: str = "") -> Act:
    told = {"plan": plan, "items": list(items), "nothing": not items, "signing": signing(f"{agency}-DX")}
    return act(moment, agency, "ProposePriorities", signed=signed, **told)


def _called() -> Iterator[Act]:
    """Before 15/11: Sở Khoa học và Công nghệ proposes late, Văn phòng not at all."""
    yield _call(at("2021-10-04"), PLAN)
    first = _proposed("TP1", "STP", "Rà soát văn bản quy phạm pháp luật")
    second = _proposed("TP2", "STP", "Phối hợp hoàn thiện cơ chế tự chủ", "STC")
    third = _proposed("TP3", "STP", "Theo dõi thi hành pháp luật")
    yield _propose(at("2021-10-25"), "STP", first)
    reason = sample("Gửi nhầm bản chưa trình lãnh đạo Sở")
    yield act(at("2021-10-26"), "STP", "WithdrawPriorities", plan=PLAN, reason=reason)
    yield _propose(at("2021-10-28"), "STP", first, second, third)
    yield _propose(at("2021-11-04"), "STC", _proposed("TC1", "STC", "Tự chủ tài chính", "SNV", "STP"))
    yield _propose(at("2021-11-08"), "STTTT")
    yield _propose(at("2021-11-16", 10), "SKHCN", _proposed("KC1", "SKHCN", "ISO 9001 điện tử"))


def _asked_for_opinions() -> Iterator[Act]:
    late = {"agency": "SKHCN", "item": "KC1", "reason": sample("Đã có ở nhiệm vụ N5")}
    told = {"plan": PLAN, "parts": PARTS, "items": ITEMS, "not_taken": [*NOT_TAKEN, late]}
    yield act(at("2021-11-17", 14), "SNV", "ConsolidatePlan", **told)
    yield _circulate(at("2021-11-18"), PLAN, "2021-12-01")
    yield _opine(at("2021-11-22"), "STP", "agree")
    wish = {"item": "N1", "verdict": "agree_with_changes", "text": sample("Lùi hạn đến tháng 9")}
    yield _opine(at("2021-11-25"), "STC", "agree_with_changes", text=sample("Xem mục N1"), items=[wish])
    words = sample("Nhiệm vụ N4 chưa có nguồn kinh phí")
    yield _opine(at("2021-11-26"), "STTTT", "disagree", text=words)
    yield _opine(at("2021-12-01", 9), "VPUBND", "agree")
    treated = [
        {"agency": "STC", "item": None, "treatment": "accepted"},
        {"agency": "STC", "item": "N1", "treatment": "partly", "reason": sample("Giữ hạn, cho báo cáo giữa kỳ")},
        {"agency": "STTTT", "treatment": "not_accepted", "reason": sample("Đã có trong dự toán năm 2022")},
    ]
    yield act(at("2021-12-02", 14), "SNV", "RevisePlan", plan=PLAN, parts=PARTS, items=ITEMS, treatments=treated)


def _circulate(moment: datetime, plan: str, due: str) -> Act:
    told = {"deadline": deadline(at(due, 0), "Công văn lấy ý kiến"), "days_before": [3], "signing": signing("SNV-CCHC")}
    return act(moment, "SNV", "CirculatePlan", plan=plan, **told)


def _opine(moment: datetime, agency: str, verdict: str, *, plan: str = PLAN, **more: Any) -> Act:
    told = {"plan": plan, "version": 1, "verdict": verdict, "signing": signing(f"{agency}-GY"), **more}
    return act(moment, agency, "GivePlanOpinion", **told)


def _submit(moment: datetime, plan: str = PLAN, refused: str = "") -> Act:
    return act(moment, "SNV", "SubmitPlan", plan=plan, signing=signing("TTr-SNV"), refused=refused)


def _issued() -> Iterator[Act]:
    """Returned once; what was returned cannot be brought again as it is."""
    yield _submit(at("2021-12-06"))
    yield decision(at("2021-12-10"), f"plan/{PLAN}", approved=False, reason="Chưa rõ nguồn kinh phí")
    yield _submit(at("2021-12-10", 15), refused="PLAN_RETURNED")
    yield act(at("2021-12-13"), "SNV", "RevisePlan", plan=PLAN, parts=PARTS, items=ITEMS)
    yield _submit(at("2021-12-14"))
    yield decision(at("2021-12-20"), f"plan/{PLAN}")


def _measure() -> Iterator[Act]:
    told = {
        "measure": "2022-BP-01",
        "title": sample("Đẩy mạnh xử lý hồ sơ liên thông"),
        "content": sample("Giao chỉ tiêu tỷ lệ hồ sơ đúng hạn cho từng cơ quan"),
        "need": sample("Hồ sơ trễ hạn còn nhiều"),
        "signing": signing("TTr-SNV"),
    }
    yield act(at("2022-04-18"), "SNV", "ProposeMeasure", **told)
    yield decision(at("2022-04-25"), "measure/2022-BP-01", approved=False, reason="Nêu rõ kinh phí")
    yield act(at("2022-05-04"), "SNV", "ProposeMeasure", **told)
    yield decision(at("2022-05-12"), "measure/2022-BP-01")


def _adjusted() -> Iterator[Act]:
    """Mid-year: one proposal is taken, one is not; a task is put off, one is dropped, one is new."""
    for moment, agency, item in ((at("2022-06-06"), "STC", "N1"), (at("2022-06-07"), "STP", "N3")):
        wish = [{"item": item, "adjustment": sample("Lùi hạn ba tháng")}]
        told = {"plan": PLAN, "situation": sample("Trung ương lùi tiến độ"), "adjustments": wish}
        yield act(moment, agency, "ProposePlanAdjustment", **told, signing=signing(f"{agency}-DN"))
    no = {"plan": PLAN, "agency": "STP", "proposal": 1, "reason": sample("Chưa đủ căn cứ để lùi")}
    yield act(at("2022-06-13"), "SNV", "DeclinePlanAdjustment", **no)
    put_off = {**ITEMS[0], "deadline": deadline(at("2022-09-30", 17), "Quyết định điều chỉnh kế hoạch")}
    new = _planned("N2", last="2022-12-20", item="N9", title=sample("Khảo sát sự hài lòng của người dân"))
    told = {
        "plan": PLAN,
        "reason": sample("Theo đề nghị của Sở Tài chính"),
        "items": [put_off, *ITEMS[1:7], new],
        "answers": [{"agency": "STC", "proposal": 1, "treatment": "accepted"}],
    }
    yield act(at("2022-06-15"), "SNV", "AdjustPlan", **told)
    yield _submit(at("2022-06-16"))
    yield decision(at("2022-06-27"), f"plan/{PLAN}/adjustment-1")


def _next_year() -> Iterator[Act]:
    """Kế hoạch năm 2023: everyone answers, one by a paper that was signed in time and came after the deadline."""
    plan = "2023"
    yield _call(at("2022-10-03"), plan)
    yield act(at("2022-10-05"), "SNV", "CarryPlanOver", plan=plan, previous=PLAN, items=["N6"])
    yield _propose(at("2022-10-20"), "STP", plan=plan)
    yield _propose(at("2022-11-01"), "STC", _proposed("TC1", "STC", "Đánh giá cơ chế tự chủ"), plan=plan)
    yield _propose(at("2022-11-10"), "SKHCN", plan=plan)
    yield _propose(at("2022-11-11"), "VPUBND", _proposed("VP1", "VPUBND", "Số hóa hồ sơ", "STTTT"), plan=plan)
    yield _propose(at("2022-11-16"), "STTTT", plan=plan, signed="2022-11-14")
    later = deadline(at("2023-06-30", 17), "Kế hoạch cải cách hành chính năm 2023")
    items = [
        {**_planned("N1", {"agency": "STC", "item": "TC1"}), "deadline": later},
        {**_planned("N6", {"agency": "VPUBND", "item": "VP1"}), "deadline": later},
    ]
    yield act(at("2022-11-18"), "SNV", "ConsolidatePlan", plan=plan, parts=PARTS, items=items)
    yield _circulate(at("2022-11-21"), plan, "2022-12-02")
    longer = deadline(at("2022-12-06", 0), "Công văn gia hạn")
    told = {"plan": plan, "stage": "opinion", "deadline": longer, "reason": sample("Hai cơ quan đề nghị")}
    yield act(at("2022-11-28"), "SNV", "ExtendPlanDeadline", **told)
    for number, agency in enumerate(FIELDS):
        yield _opine(at("2022-12-05", 8 + number), agency, "agree", plan=plan)
    yield _submit(at("2022-12-08"), plan)
    yield decision(at("2022-12-23"), f"plan/{plan}")
