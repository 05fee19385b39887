"""Điều Sở Nội vụ từ chối khi mời họp, ghi người dự, kết luận, đánh giá, và vì sao (Điều 12, Điều 20)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.province import Province
from tests.stories.test_document import signing
from tests.stories.test_meeting import BRIEFING, FIELDS, at, attend, call, conclude, conclusion, give, request, told

EVERYONE = ("SNV", *FIELDS, "TAMKY", "SYT")


@pytest.fixture
def called(province: Province) -> Province:
    assert call(province)["type"] == "CommandAccepted"
    return province


@pytest.fixture
def held(called: Province) -> Province:
    called.move_to("2021-11-20T15:00:00+07:00")
    assert attend(called, *EVERYONE)["type"] == "CommandAccepted"
    return called


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"quarter": None}, "QUARTER_MISSING"),
        ({"matter_kind": "other"}, "CODE_MISSING"),
        ({"matter_kind": "other", "code": "Q4"}, "CODE_RESERVED"),
        ({"place": None}, "PLACE_MISSING"),
        ({"starts": "2021-10-31T08:00:00+07:00"}, "MEETING_IN_PAST"),
        ({"invited": ["XYZ"]}, "UNKNOWN_AGENCY"),
        ({"agenda": []}, "INVALID_DATA"),
    ],
)
def test_a_call_says_what_when_and_where(province: Province, changed: dict[str, Any], code: str) -> None:
    assert call(province, **changed)["code"] == code
    assert not province.facts("DocumentIssued")


def test_the_fields_of_the_day_are_invited_and_nobody_twice(province: Province) -> None:
    call(province, invited=["STP", "SNV", "TAMKY"])
    (meeting,) = told(province, "MeetingCalled")
    assert sorted(meeting["coordinators"]) == sorted([*FIELDS, "TAMKY"])


def test_another_meeting_has_only_who_is_invited(province: Province) -> None:
    call(province, matter_kind="other", code="1", quarter=None, invited=["SYT"], about="plan/2022", mode="conference")
    (meeting,) = told(province, "MeetingCalled")
    assert (meeting["coordinators"], meeting["clause"], meeting["mode"]) == (["SYT"], "†", "conference")


def test_what_was_never_called_is_unknown(province: Province) -> None:
    assert at(province, "CancelMeeting", reason="…")["code"] == "UNKNOWN_MEETING"


def test_a_meeting_moves_to_another_moment_that_is_to_come(called: Province) -> None:
    moved = {"reason": "…", "starts": "2021-11-20T14:00:00+07:00"}
    assert at(called, "RescheduleMeeting", **moved)["code"] == "NOTHING_MOVED"
    past = at(called, "RescheduleMeeting", **{**moved, "starts": "2021-10-01T08:00:00+07:00"})
    assert past["code"] == "MEETING_IN_PAST"
    assert at(called, "RescheduleMeeting", **moved, link="https://hop.example")["type"] == "CommandAccepted"
    (fact,) = told(called, "MeetingRescheduled")
    assert (fact["place"], fact["link"]) == (None, "https://hop.example")


def test_material_comes_from_who_is_invited(called: Province) -> None:
    materials = [{"title": "x", "sha256": "a" * 64}]
    assert at(called, "SendMeetingMaterial", "SXD", materials=materials)["code"] == "NOT_INVITED"


def test_everyone_invited_is_present_or_absent_and_nobody_both(called: Province) -> None:
    assert attend(called, *EVERYONE)["code"] == "MEETING_NOT_YET"
    called.move_to("2021-11-20T15:00:00+07:00")
    assert attend(called, *EVERYONE[:-1])["code"] == "ATTENDANCE_INCOMPLETE"
    assert attend(called, *EVERYONE, "SXD")["code"] == "NOT_INVITED"
    assert attend(called, *EVERYONE, absent={"SYT": None})["code"] == "PRESENT_AND_ABSENT"
    assert attend(called, *EVERYONE[:-1], absent={"SYT": None})["type"] == "CommandAccepted"
    assert attend(called, *EVERYONE)["type"] == "CommandAccepted"
    assert [each["correction"] for each in told(called, "AttendanceRecorded")] == [1, 2]


def test_nothing_is_concluded_before_it_is_known_who_came(called: Province) -> None:
    assert conclude(called)["code"] == "ATTENDANCE_MISSING"
    assert minutes(called)["code"] == "ATTENDANCE_MISSING"


def test_a_conclusion_has_one_lead_and_a_meeting_concludes_once(held: Province) -> None:
    assert conclude(held, conclusion("01", "STC", "STC"))["code"] == "LEAD_IS_COORDINATOR"
    assert conclude(held, conclusion("01", "XYZ"))["code"] == "UNKNOWN_AGENCY"
    assert not held.facts("TaskAssigned")
    assert conclude(held, conclusion("01", "STC"))["type"] == "CommandAccepted"
    assert conclude(held)["code"] == "MEETING_CONCLUDED"
    assert call(held, starts="2021-12-01T08:00:00+07:00")["code"] == "MEETING_CONCLUDED"
    assert at(held, "CancelMeeting", reason="…")["code"] == "MEETING_CONCLUDED"
    assert attend(held, *EVERYONE)["type"] == "CommandAccepted"  # who came can still be put right


def minutes(province: Province, **more: Any) -> dict[str, Any]:
    return at(province, "IssueMinutes", sha256="a" * 64, signing=signing("BB-SNV"), **more)


def test_a_meeting_that_was_held_cannot_be_called_off(held: Province) -> None:
    assert at(held, "CancelMeeting", reason="Bão.")["code"] == "MEETING_HELD"
    assert conclude(held)["type"] == "CommandAccepted"
    assert not told(held, "MeetingCancelled")


def test_minutes_are_replaced_only_with_a_reason(held: Province) -> None:
    assert minutes(held)["type"] == "CommandAccepted"
    assert minutes(held)["code"] == "REASON_MISSING"
    assert minutes(held, reason="Ghi sai tên người dự.")["type"] == "CommandAccepted"
    issued = [(each["edition"], each["reason"]) for each in told(held, "MinutesIssued")]
    assert issued == [(1, None), (2, "Ghi sai tên người dự.")]
    assert len(held.facts("DocumentIssued")) == 3  # with the call: a refused one took no number


def test_a_cancelled_meeting_takes_nothing_more(called: Province) -> None:
    at(called, "CancelMeeting", reason="Bão.")
    assert at(called, "CancelMeeting", reason="Bão.")["code"] == "MEETING_CANCELLED"
    assert conclude(called)["code"] == "MEETING_CANCELLED"
    assert minutes(called)["code"] == "MEETING_CANCELLED"


def test_evaluations_are_asked_for_and_given_by_whom_was_asked(province: Province) -> None:
    assert give(province, "STP")["code"] == "NOT_REQUESTED"
    request(province)
    assert request(province)["code"] == "ALREADY_ASKED"
    assert give(province, "SXD")["code"] == "NOT_ASKED"
    assert give(province, "STP")["type"] == "CommandAccepted"
    assert give(province, "STP")["type"] == "CommandAccepted"  # instead of the first
    province.move_to("2021-12-11T08:00:00+07:00")
    give(province, "STC")
    give(province, "STTTT", effective="2021-12-10")  # signed in time, delivered late
    assert [each["late"] for each in told(province, "EvaluationGiven")] == [False, False, True, False]


def test_an_evaluation_is_due_when_that_agency_was_told(province: Province) -> None:
    """Hỏi thêm sau, hạn sau: hạn của người đã được hỏi không dời theo."""
    request(province)
    later = {"due": "2021-12-20T17:00:00+07:00", "source": "Công văn hỏi thêm (dữ liệu mẫu)"}
    data = {"year": 2021, "others": ["SYT"], "questions": "…", "deadline": later}
    assert province.send("RequestEvaluations", data, agency="SNV")["type"] == "CommandAccepted"
    for agency in ("STC", "STTTT", "SKHCN", "TAMKY"):
        give(province, agency)
    province.move_to("2021-12-11T08:00:00+07:00")
    give(province, "STP")
    province.move_to("2021-12-20T17:00:00+07:00")
    give(province, "SYT")
    late = {each["agency"]: each["late"] for each in told(province, "EvaluationGiven")}
    assert (late["TAMKY"], late["STP"], late["SYT"]) == (False, True, True)
    assert [(each["due"], each["outstanding"]) for each in told(province, "EvaluationsOverdue")] == [
        ("2021-12-10T17:00:00+07:00", ["STP", "VPUBND"]),
        ("2021-12-20T17:00:00+07:00", ["SYT"]),
    ]


def test_the_evaluation_is_reported_after_the_meeting_and_once(province: Province) -> None:
    request(province)
    report = {"year": 2021, "summary": "…", "signing": signing("BC-SNV")}
    assert province.send("ReportEvaluation", report, agency="SNV")["code"] == "NOT_CONCLUDED"
    call(province, matter_kind="evaluation", quarter=None, invited=[])
    province.move_to("2021-11-20T15:00:00+07:00")
    attend(province, "SNV", *FIELDS, meeting="meeting/2021/evaluation")
    conclude(province, meeting="meeting/2021/evaluation")
    assert province.send("ReportEvaluation", report, agency="SNV")["type"] == "CommandAccepted"
    assert province.send("ReportEvaluation", report, agency="SNV")["code"] == "EVALUATION_REPORTED"
    assert give(province, "STP")["code"] == "EVALUATION_REPORTED"
    assert BRIEFING not in province.view("noi_vu", "meetings").rows
