"""Cho ý kiến về đề án: chỉ nội dung của mình, một lần, thay được đến khi có báo cáo (Điều 9 khoản 2–5)."""

from __future__ import annotations

import pytest

from tests.province import Province
from tests.stories.test_document import signing
from tests.stories.test_scheme import AFTER, SCHEME, accept, conclude, decide, forward, give, last, opinion, submit


@pytest.fixture
def asked(province: Province) -> Province:
    """VPUBND is asked about both of its contents, SKHCN about its one."""
    submit(province, "iso", "one_stop", "administrative_procedures", funding=None)
    accept(province)
    return province


def test_each_speaks_of_its_own_contents_and_of_all_of_them(asked: Province) -> None:
    one, both = opinion("one_stop"), (opinion("one_stop"), opinion("administrative_procedures"))
    assert give(asked, "QC-9.2", one)["code"] == "CONTENT_MISSING"
    assert give(asked, "QC-9.2", *both, opinion("iso"))["code"] == "CONTENT_NOT_ASKED"
    assert give(asked, "QC-9.2", *both)["type"] == "CommandAccepted"


def test_who_was_not_asked_has_no_opinion_to_give(asked: Province) -> None:
    assert give(asked, "QC-9.2", opinion("one_stop"), agency="STP")["code"] == "NOT_REQUESTED"
    assert give(asked, "QC-9.3", opinion("information_technology"))["code"] == "NOT_REQUESTED"
    data = {**SCHEME, "clause": "QC-9.4", "opinions": [opinion("iso")], "signing": {}}
    assert asked.send("GiveSchemeOpinion", data, agency="STTTT", to="kh_cn")["type"] == "CommandRefused"


@pytest.mark.parametrize("verdict", ["agree_with_changes", "disagree"])
def test_disagreement_has_a_reason(asked: Province, verdict: str) -> None:
    assert give(asked, "QC-9.4", opinion("iso", verdict))["code"] == "REASON_MISSING"
    assert give(asked, "QC-9.4", opinion("iso", verdict, "Chưa có lộ trình."))["type"] == "CommandAccepted"


def test_no_opinion_is_an_answer_too(asked: Province) -> None:
    give(asked, "QC-9.4", opinion("iso", "none"))
    assert asked.view("noi_vu", "schemes").rows["2021/DA-01"]["awaited"] == {"QC-9.2": "VPUBND"}


def test_nothing_is_amended_that_was_not_given(asked: Province) -> None:
    amend = {"command": "AmendSchemeOpinion", "reason": "Rà soát."}
    assert give(asked, "QC-9.4", opinion("iso"), **amend)["code"] == "OPINION_NOT_GIVEN"


def test_late_is_recorded_and_a_paper_dated_in_time_is_in_time(asked: Province) -> None:
    asked.move_to(AFTER)
    give(asked, "QC-9.4", opinion("iso"))
    assert last(asked, "SchemeOpinionGiven")["late"] is True
    data = {**SCHEME, "clause": "QC-9.2", "opinions": [opinion("one_stop"), opinion("administrative_procedures")]}
    data["signing"] = signing("VP-TĐ")
    asked.send("GiveSchemeOpinion", data, agency="VPUBND", effective="2021-11-19")
    assert last(asked, "SchemeOpinionGiven")["late"] is False


def test_the_urged_sees_that_it_was_urged(asked: Province) -> None:
    asked.move_to(AFTER)
    row = asked.view("kh_cn", "scheme_opinion_work").rows["2021/DA-01/QC-9.4"]
    assert (row["state"], row["urged"]) == ("asked", 1)
    give(asked, "QC-9.4", opinion("iso"))
    assert asked.view("kh_cn", "scheme_opinion_work").rows["2021/DA-01/QC-9.4"]["state"] == "given"
    assert dict(asked.view("noi_vu", "scheme_opinion_work").rows) == {}
    assert dict(asked.view("tu_phap", "scheme_opinion_work").rows) == {}


def test_questions_are_asked_before_the_opinion_and_before_the_report(asked: Province) -> None:
    ask = {**SCHEME, "clause": "QC-9.4", "question": "Áp dụng ở đâu?", "deadline": None}
    assert asked.send("RequestSchemeClarification", ask, agency="SKHCN")["type"] == "CommandAccepted"
    assert asked.send("RequestSchemeClarification", ask, agency="SKHCN")["type"] == "CommandAccepted"
    assert last(asked, "SchemeClarificationRequested")["number"] == 2
    assert asked.view("kh_cn", "scheme_opinion_work").rows["2021/DA-01/QC-9.4"]["questions"] == 2
    data = {**SCHEME, "agency": "SYT", "clause": "QC-9.4", "number": 1, "answer": "Tại bộ phận một cửa.", "files": []}
    asked.send("AnswerSchemeClarification", data, agency="SYT")
    assert asked.view("kh_cn", "scheme_opinion_work").rows["2021/DA-01/QC-9.4"]["questions"] == 1
    assert asked.view("noi_vu", "schemes").rows["2021/DA-01"]["questions"] == {"QC-9.4/2": "SKHCN"}
    give(asked, "QC-9.4", opinion("iso"))
    assert asked.send("RequestSchemeClarification", ask, agency="SKHCN")["code"] == "OPINION_GIVEN"
    asked.move_to(AFTER)
    conclude(asked)
    ask["clause"] = "QC-9.2"
    assert asked.send("RequestSchemeClarification", ask, agency="VPUBND")["code"] == "REPORT_MADE"


def test_after_the_decision_an_opinion_can_no_longer_count(asked: Province) -> None:
    asked.move_to(AFTER)
    conclude(asked)
    forward(asked)
    decide(asked, "scheme/2021/DA-01")
    assert last(asked, "SchemeApproved")["silent"] == ["VPUBND", "SKHCN"]
    assert give(asked, "QC-9.4", opinion("iso"))["code"] == "SCHEME_APPROVED"
