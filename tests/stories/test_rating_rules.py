"""Tham mưu UBND tỉnh ban hành quy chế đánh giá, xếp hạng (Điều 10 khoản 2 điểm a)."""

from __future__ import annotations

from typing import Any

from tests.province import Province
from tests.stories.test_amendment import decide
from tests.stories.test_document import signing

RULES = "rating_rules/2021"
DEADLINE = {"due": "2021-11-16T00:00:00+07:00", "source": "Công văn lấy ý kiến (dữ liệu mẫu)"}


def circulate(province: Province, *agencies: str, **more: Any) -> dict[str, Any]:
    data = {
        "rules": RULES,
        "title": "Quy chế đánh giá, xếp hạng kết quả cải cách hành chính (dữ liệu mẫu)",
        "content": "Khối, bộ tiêu chí, các bước, mức xếp loại (dữ liệu mẫu).",
        "agencies": list(agencies or ("SYT", "HOIAN")),
        "mode": "written_opinion",
        "deadline": DEADLINE,
        "sample": True,
        **more,
    }
    return province.send("CirculateRatingRules", data, agency="SNV")


def comment(province: Province, agency: str, opinion: str = "agree", text: str | None = None) -> dict[str, Any]:
    data = {"rules": RULES, "agency": agency, "opinion": opinion, "comment": text}
    return province.send("CommentOnRatingRules", data, agency=agency)


def submit(province: Province) -> dict[str, Any]:
    data = {"rules": RULES, "valid_from": "2021-12-01", "signing": signing("TTr-SNV")}
    return province.send("SubmitRatingRules", data, agency="SNV")


def play(province: Province) -> None:
    circulate(province)
    comment(province, "SYT", "agree_with_changes", "Làm rõ mức điểm trừ.")
    comment(province, "HOIAN")
    submit(province)
    decide(province, RULES, approved=False, reason="Bổ sung khối ngành dọc.")
    circulate(province)
    province.move_to("2021-11-17T08:00:00+07:00")
    comment(province, "SYT")
    submit(province)
    decide(province, RULES, approved=True)


def test_the_rules_are_drafted_commented_submitted_and_issued(province: Province) -> None:
    play(province)
    assert [fact["data"]["draft"] for fact in province.facts("RatingRulesCirculated")] == [1, 2]
    late = [(fact["data"]["agency"], fact["data"]["late"]) for fact in province.facts("RatingRulesCommented")]
    assert late == [("SYT", False), ("HOIAN", False), ("SYT", True)]
    first, second = (fact["data"] for fact in province.facts("RatingRulesSubmitted"))
    assert (first["silent"], second["silent"]) == ([], ["HOIAN"])
    (overdue,) = province.facts("RatingRulesCommentsOverdue")  # nobody is, of a draft that was submitted or replaced
    assert (overdue["data"]["draft"], overdue["data"]["outstanding"]) == (2, ["SYT", "HOIAN"])
    assert overdue["law"] == "QC-13.3 †"
    (returned,) = province.facts("RatingRulesReturned")
    assert returned["data"]["reason"] == "Bổ sung khối ngành dọc."
    (issued,) = province.facts("RatingRulesIssued")
    assert issued["law"] == "QC-10.2.a-1"
    assert (issued["data"]["document"]["notation"], issued["data"]["sample"]) == ("QĐ-UBND", True)


def test_nobody_who_still_has_time_is_passed_over(province: Province) -> None:
    circulate(province)
    comment(province, "SYT")
    assert submit(province)["code"] == "COMMENTS_OUTSTANDING"
    province.move_to("2021-11-16T00:00:00+07:00")
    assert submit(province)["type"] == "CommandAccepted"


def test_refusals(province: Province) -> None:
    assert comment(province, "SYT")["code"] == "UNKNOWN_RATING_RULES"
    assert circulate(province, "LASO")["code"] == "UNKNOWN_AGENCY"
    assert circulate(province, "SNV", "SYT")["code"] == "LEAD_IS_COORDINATOR"
    past = {**DEADLINE, "due": "2021-11-01T08:00:00+07:00"}
    assert circulate(province, "SYT", deadline=past)["code"] == "DUE_IN_PAST"
    circulate(province, "SYT")
    assert comment(province, "HOIAN")["code"] == "NOT_ASKED"
    assert comment(province, "SYT", "disagree")["code"] == "COMMENT_MISSING"
    comment(province, "SYT")
    submit(province)
    assert submit(province)["code"] == "RATING_RULES_SUBMITTED"
    assert circulate(province)["code"] == "RATING_RULES_SUBMITTED"
    decide(province, RULES, approved=True)
    assert comment(province, "SYT")["code"] == "RATING_RULES_ISSUED"
