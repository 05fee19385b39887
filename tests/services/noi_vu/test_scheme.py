"""Đề án: ai được làm gì, khi nào, và lời từ chối (Điều 9)."""

from __future__ import annotations

from typing import Any

import pytest

from services.noi_vu.scheme.opinion import contents_of, is_nothing
from services.noi_vu.scheme.report import report_faults
from shared.regulation.windows import parse_moment
from tests.province import Province
from tests.stories.test_scheme import (
    AFTER,
    DEADLINE,
    SCHEME,
    accept,
    conclude,
    forward,
    give,
    give_all,
    last,
    opinion,
    paper,
    proposal,
    resubmit,
    submit,
    transfer,
    withdraw,
)


def test_the_same_paper_is_received_once(province: Province) -> None:
    submit(province, "iso")
    assert submit(province, "iso")["code"] == "SCHEME_ALREADY_RECEIVED"
    assert submit(province, "iso", agency="HOIAN")["type"] == "CommandAccepted"
    assert submit(province, "iso", number="13")["type"] == "CommandAccepted"
    assert [fact["data"]["code"] for fact in province.facts("SchemeReceived")] == ["DA-01", "DA-02", "DA-03"]


def test_numbers_begin_again_with_the_year_of_receipt(province: Province) -> None:
    submit(province, "iso")
    province.move_to("2022-01-01T00:00:00")
    submit(province, "iso", number="13")
    assert last(province, "SchemeReceived")["year"] == 2022
    assert last(province, "SchemeReceived")["code"] == "DA-01"


def test_what_is_not_plausible_is_refused(province: Province) -> None:
    assert submit(province, "public_finance", funding=None)["code"] == "FUNDING_MISSING"
    data = {"agency": "SYT", "proposal": proposal("iso"), "document": paper("TTr-SYT", issued="2021-11-02")}
    assert province.send("SubmitScheme", data, agency="SYT")["code"] == "DATE_IN_FUTURE"
    data = {"agency": "XYZ", "proposal": proposal("iso"), "document": paper("TTr-XYZ")}
    assert province.send("SubmitScheme", data, agency="XYZ")["type"] == "CommandRefused"
    assert province.send("SubmitScheme", data, agency="SYT")["code"] == "NOT_AUTHORISED"


def test_nobody_acts_on_a_scheme_of_another_agency_or_on_none(province: Province) -> None:
    assert accept(province)["code"] == "UNKNOWN_SCHEME"
    submit(province, "iso")
    assert withdraw(province, agency="HOIAN")["code"] == "NOT_PROPOSER"
    data = {"year": 2021, "code": "DA-01", "agency": "SYT", "reason": "Nhầm."}
    assert province.send("WithdrawScheme", data, agency="HOIAN")["code"] == "NOT_AUTHORISED"


@pytest.mark.parametrize(
    ("do", "code"),
    [
        (lambda province: resubmit(province, "iso"), "SCHEME_NOT_RETURNED"),
        (conclude, "NOT_UNDER_APPRAISAL"),
        (forward, "NOT_APPRAISED"),
    ],
)
def test_every_step_waits_for_the_one_before_it(province: Province, do: Any, code: str) -> None:
    submit(province, "iso")
    assert do(province)["code"] == code


def test_accepting_twice_or_with_a_deadline_that_has_passed_is_refused(province: Province) -> None:
    submit(province, "iso")
    passed = {**DEADLINE, "due": "2021-11-01T08:00:00+07:00"}
    assert accept(province, deadline=passed)["code"] == "DEADLINE_PASSED"
    assert accept(province)["type"] == "CommandAccepted"
    assert accept(province)["code"] == "NOT_UNDER_CHECK"


def test_what_is_before_the_committee_cannot_be_withdrawn(province: Province) -> None:
    submit(province, "iso", funding=None)
    accept(province)
    give_all(province)
    conclude(province)
    forward(province)
    assert withdraw(province)["code"] == "SCHEME_NOT_WITHDRAWABLE"
    assert forward(province)["code"] == "NOT_APPRAISED"
    assert conclude(province)["code"] == "NOT_UNDER_APPRAISAL"


def extend(province: Province, due: str) -> dict[str, Any]:
    data = {**SCHEME, "deadline": {**DEADLINE, "due": due}, "reason": "Xin thêm ngày."}
    return province.send("ExtendSchemeDeadline", data, agency="SNV")


def test_a_deadline_moves_only_later_and_only_for_those_who_have_not_answered(province: Province) -> None:
    submit(province, "iso", "one_stop", funding=None)
    accept(province)
    give(province, "QC-9.2", opinion("one_stop"))
    assert extend(province, DEADLINE["due"])["code"] == "DEADLINE_NOT_LATER"
    extend(province, "2021-11-25T00:00:00+07:00")
    (extended,) = last(province, "SchemeDeadlineExtended")["extended"]
    assert extended == {"clause": "QC-9.4", "request": 1, "owner": "SKHCN"}
    province.move_to(AFTER)
    assert province.facts("SchemeOpinionUrged") == []
    give(province, "QC-9.4", opinion("iso"))
    (given,) = province.facts("SchemeOpinionGiven", of="kh_cn")
    assert given["data"]["late"] is False
    assert extend(province, "2021-11-28T00:00:00+07:00")["code"] == "NOBODY_OUTSTANDING"
    province.move_to("2021-11-26T08:00:00")
    assert province.facts("SchemeOpinionUrged") == []


def test_a_deadline_may_be_extended_after_it_has_passed(province: Province) -> None:
    submit(province, "iso", funding=None)
    accept(province)
    province.move_to(AFTER)
    assert len(province.facts("SchemeOpinionUrged")) == 1
    extend(province, "2021-11-25T00:00:00+07:00")
    province.move_to("2021-11-25T08:00:00")
    assert len(province.facts("SchemeOpinionUrged")) == 2


def urged(province: Province) -> list[tuple[str, int]]:
    return [(each["data"]["owner"], each["data"]["request"]) for each in province.facts("SchemeOpinionUrged")]


def test_a_successor_is_urged_although_its_predecessor_was_for_the_same_deadline(province: Province) -> None:
    submit(province, "information_technology", funding=None)
    accept(province)
    transfer(province, "information_technology", "SKHCN", "2021-11-21")
    province.move_to(AFTER)
    assert urged(province) == [("STTTT", 1)]
    province.move_to("2021-11-21T08:00:00")
    assert urged(province) == [("STTTT", 1), ("SKHCN", 2)]


def test_whoever_was_released_after_an_extension_is_not_urged_and_nobody_twice(province: Province) -> None:
    submit(province, "information_technology", funding=None)
    accept(province)
    extend(province, "2021-11-25T00:00:00+07:00")
    transfer(province, "information_technology", "SKHCN", "2021-11-21")
    province.move_to("2021-11-26T08:00:00")
    assert urged(province) == [("SKHCN", 2)]


def answer(province: Province, number: int = 1) -> dict[str, Any]:
    data = {**SCHEME, "agency": "SYT", "clause": "QC-9.4", "number": number, "answer": "Đã nêu.", "files": []}
    return province.send("AnswerSchemeClarification", data, agency="SYT")


def test_a_question_is_answered_once_and_lateness_is_recorded(province: Province) -> None:
    submit(province, "iso", funding=None)
    accept(province)
    assert answer(province)["code"] == "UNKNOWN_QUESTION"
    deadline = {**DEADLINE, "due": "2021-11-05T00:00:00+07:00"}
    ask = {**SCHEME, "clause": "QC-9.4", "question": "Áp dụng ở đâu?", "deadline": deadline}
    province.send("RequestSchemeClarification", ask, agency="SKHCN")
    province.move_to("2021-11-06T08:00:00")
    answer(province)
    answered = province.facts("SchemeClarificationAnswered")
    assert [(fact["to"], fact["data"]["late"]) for fact in answered] == [("kh_cn", True)]
    assert answer(province)["code"] == "ALREADY_ANSWERED"


def test_what_the_treatments_must_say() -> None:
    given = {"opinions": [opinion("iso", "disagree", "Trùng.")], "remarks": [], "late": False}
    asked = {"owner": "SKHCN", "due": "2021-11-20T00:00:00+07:00", "given": given}
    now = parse_moment("2021-11-10T08:00:00+07:00")

    def codes(*treatments: dict[str, Any], **requests: Any) -> list[str]:
        return [fault.code for fault in report_faults(requests or {"QC-9.4": asked}, treatments, now)]

    treated = {"clause": "QC-9.4", "treatment": "not_accepted", "reason": None}
    assert codes() == ["TREATMENT_MISSING"]
    assert codes(treated) == ["REASON_MISSING"]
    assert codes({**treated, "reason": "Khác phạm vi."}) == []
    assert codes({**treated, "treatment": "accepted"}, silent={**asked, "given": None}) == [
        "OPINIONS_OUTSTANDING",
        "UNKNOWN_OPINION",
    ]


def test_funding_asks_so_tai_chinh_wherever_there_is_any() -> None:
    assert contents_of({"contents": ["iso"], "funding": "0.01"}, []) == ["iso", "public_finance"]
    assert contents_of({"contents": ["iso"], "funding": "0.00"}, ["one_stop"]) == ["iso", "one_stop"]
    assert contents_of({"contents": [], "funding": None}, []) == []
    assert [is_nothing(text) for text in ("0", "0.00", "10", "0.10", "100")] == [True, True, False, False, False]


def test_a_scheme_and_all_that_is_asked_about_it_is_one_dossier(province: Province) -> None:
    submit(province, "iso", funding=None)
    accept(province)
    received = province.facts("SchemeReceived")[0]
    assert {fact["case"] for fact in province.facts("SchemeOpinionRequested")} == {received["case"]}
    assert {fact["case"] for fact in province.facts("SchemeOpinionOpened")} == {received["case"]}
