"""Rà soát quy định, kiến nghị sửa đổi (Điều 7 khoản 2 điểm a, Điều 19 khoản 2)."""

from __future__ import annotations

from typing import Any

from tests.province import Province

RULE = {
    "number": "MAU/2018/QĐ-UBND",
    "issuer": "UBND tỉnh",
    "issued": "2018-10-10",
    "title": "Quy định về tiếp nhận hồ sơ (dữ liệu mẫu)",
}
PAPER = {
    "number": "45",
    "notation": "TTr-SYT",
    "issued": "2021-11-01",
    "signer": "Người ký (dữ liệu mẫu)",
    "position": "Giám đốc",
    "capacity": "",
}
SIGNING = {"notation": "QĐ-UBND", "signer": "Người ký (dữ liệu mẫu)", "position": "Phó Chủ tịch", "capacity": "TM. KT."}


def review(province: Province, agency: str, name: str, finding: str = "amend") -> dict[str, Any]:
    data = {"agency": agency, "review": name, "rule": RULE, "finding": finding, "reasons": "Trái quy định mới."}
    return province.send("ReviewRule", data, agency=agency, to=None if agency == "STP" else "vp_ubnd")


def propose(province: Province, agency: str, name: str, **more: Any) -> dict[str, Any]:
    data = {
        "agency": agency,
        "amendment": name,
        "rule": RULE,
        "title": "Sửa thời hạn giải quyết",
        "proposal": "Rút từ 7 xuống 5 ngày làm việc.",
        "grounds": "Quy định mới của trung ương (dữ liệu mẫu).",
        "level": "province",
        "coordinators": ["VPUBND"],
        "mode": "written_opinion",
        "document": PAPER,
        **more,
    }
    return province.send("ProposeAmendment", data, agency=agency, to=None if agency == "STP" else "vp_ubnd")


def decide(province: Province, matter: str, *, approved: bool, reason: str | None = None) -> dict[str, Any]:
    data = {"matter": matter, "approved": approved, "signing": SIGNING, "reason": reason}
    return province.send("DecideMatter", data, agency="VPUBND")


def play(province: Province) -> None:
    review(province, "STP", "review/2021/STP-01")
    propose(province, "STP", "amendment/2021/STP-01", review="review/2021/STP-01")
    decide(province, "amendment/2021/STP-01", approved=True)
    central = {"level": "central", "competent": "Bộ Y tế"}
    propose(province, "SYT", "amendment/2021/SYT-01", **central)
    propose(province, "SYT", "amendment/2021/SYT-02", **central)
    answer = {"outcome": "partly_accepted", "answer": "15/BYT-MAU ngày 20/12/2021"}
    for name, command, more in (("01", "DisposeAmendment", answer), ("02", "WithdrawAmendment", {"reason": "Trùng."})):
        data = {"agency": "SYT", "amendment": f"amendment/2021/SYT-{name}", **more}
        province.send(command, data, agency="SYT", to="vp_ubnd")


def test_the_lead_of_a_field_proposes_to_the_province(province: Province) -> None:
    play(province)
    reviewed = province.facts("RuleReviewed")[0]
    assert (reviewed["law"], reviewed["data"]["finding"]) == ("QC-7.2.a", "amend")
    proposed = province.facts("AmendmentProposed")[0]
    assert proposed["law"] == "QC-2.2 QC-7.2.a"
    submitted = province.facts("MatterSubmitted")[0]["data"]
    assert (submitted["origin"], submitted["via"], submitted["clause"]) == ("STP", None, "QC-7.2.a")
    disposed = {fact["data"]["amendment"]: fact["data"] for fact in province.facts("AmendmentDisposed")}
    decided = disposed["amendment/2021/STP-01"]
    assert (decided["outcome"], decided["decided_here"]) == ("accepted", True)
    assert decided["answer"].startswith("01/QĐ-UBND ngày ")


def test_any_other_agency_proposes_straight_to_the_province_and_not_by_way_of_so_noi_vu(province: Province) -> None:
    review(province, "SYT", "review/2021/SYT-01", "replace")
    propose(province, "SYT", "amendment/2021/SYT-01", review="review/2021/SYT-01")
    (proposed,) = province.facts("AmendmentProposed")
    assert proposed["law"] == "QC-2.2 QC-19.2"
    (submitted,) = province.facts("MatterSubmitted")
    assert submitted["source"] == "/quang-nam/vp_ubnd"
    told = submitted["data"]
    assert (told["lead"], told["origin"], told["via"]) == ("SYT", "SYT", None)

    decide(province, "amendment/2021/SYT-01", approved=False, reason="Chưa đủ căn cứ.")
    (disposed,) = province.facts("AmendmentDisposed")
    assert (disposed["data"]["outcome"], disposed["data"]["reason"]) == ("rejected", "Chưa đủ căn cứ.")


def test_a_rule_of_a_higher_level_goes_to_whom_it_belongs_and_its_answer_is_noted(province: Province) -> None:
    assert propose(province, "SYT", "amendment/2021/SYT-01", level="central")["code"] == "COMPETENT_LEVEL_MISSING"
    propose(province, "SYT", "amendment/2021/SYT-01", level="central", competent="Bộ Y tế")
    assert not province.facts("MatterSubmitted")
    answered = {"agency": "SYT", "amendment": "amendment/2021/SYT-01", "outcome": "accepted", "answer": "15/BYT-MAU"}
    assert province.send("DisposeAmendment", answered, agency="SYT", to="vp_ubnd")["type"] == "CommandAccepted"
    assert province.send("DisposeAmendment", answered, agency="SYT", to="vp_ubnd")["code"] == "AMENDMENT_DISPOSED"


def test_refusals(province: Province) -> None:
    name = "amendment/2021/STP-01"
    review(province, "STP", "review/2021/STP-01", "suitable")
    assert review(province, "STP", "review/2021/STP-01")["code"] == "REVIEW_EXISTS"
    assert propose(province, "STP", name, review="review/2021/STP-01")["code"] == "RULE_SUITABLE"
    assert propose(province, "STP", name, review="review/2021/STP-02")["code"] == "UNKNOWN_REVIEW"
    assert propose(province, "STP", name, coordinators=["STP"])["code"] == "LEAD_IS_COORDINATOR"
    propose(province, "STP", name)
    assert propose(province, "STP", name)["code"] == "AMENDMENT_EXISTS"
    about = {"agency": "STP", "amendment": name}
    withdraw = {**about, "reason": "Nhầm."}
    assert province.send("WithdrawAmendment", withdraw, agency="STP")["code"] == "MATTER_SUBMITTED"
    answer = {**about, "outcome": "accepted", "answer": "x"}
    assert province.send("DisposeAmendment", answer, agency="STP")["code"] == "UBND_DECIDES"
    stranger = {"agency": "SYT", "amendment": name, "reason": "Không phải của mình."}
    assert province.send("WithdrawAmendment", stranger, agency="SYT", to="vp_ubnd")["code"] == "UNKNOWN_AMENDMENT"
    assert province.send("WithdrawAmendment", stranger, agency="SYT", to="noi_vu")["code"] == "WRONG_DEPARTMENT"
    assert decide(province, "amendment/2021/SXD-09", approved=True)["code"] == "UNKNOWN_MATTER"
    assert decide(province, name, approved=False)["code"] == "REASON_MISSING"


def test_nobody_shuts_out_anothers_matter_by_its_name(province: Province) -> None:
    for name in ("plan/2022", "amendment/2021/01", "amendment/2021/STC-01"):
        assert propose(province, "STP", name)["code"] == "NAME_NOT_OWN"
    assert review(province, "STP", "review/2021/STC-01")["code"] == "NAME_NOT_OWN"
    assert not province.facts("MatterSubmitted")
