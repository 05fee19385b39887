"""Điều nơi giữ sổ nhiệm vụ từ chối, và vì sao (Điều 2 khoản 2, Điều 19 khoản 1)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.province import Province
from tests.stories.test_document import signing
from tests.stories.test_task import CENTRAL, DOCUMENT, EVIDENCE, ONE_STOP, assign, done, order, told

PART = f"{ONE_STOP}/01"
DEADLINE = {"due": "2021-11-20T00:00:00+07:00", "source": "Nội bộ (dữ liệu mẫu)"}


def divide(province: Province, agency: str = "SYT", **changed: Any) -> dict[str, Any]:
    data = {"part": "01", "title": "Phần mẫu", "lead": "TAMKY", "coordinators": ["SYT"], "product": "Báo cáo"}
    return order(province, "DivideTask", agency, **{**data, **changed})


@pytest.fixture
def assigned(province: Province) -> Province:
    assert assign(province, "2021-TB215-01")["type"] == "CommandAccepted"
    return province


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"lead": "XYZ"}, "UNKNOWN_AGENCY"),
        ({"coordinators": ["SYT"]}, "LEAD_IS_COORDINATOR"),
        ({"coordinators": ["STP", "XYZ"]}, "UNKNOWN_AGENCY"),
        ({"parent": "task/VPUBND/9"}, "UNKNOWN_PARENT"),
        ({"source": "plan"}, "INVALID_DATA"),
        ({"title": ""}, "INVALID_DATA"),
    ],
)
def test_a_task_has_one_known_lead_and_known_coordinators(
    province: Province, changed: dict[str, Any], code: str
) -> None:
    assert assign(province, "2021-01", **changed)["code"] == code
    assert not province.facts("TaskAssigned")


def test_a_task_is_entered_once(assigned: Province) -> None:
    assert assign(assigned, "2021-TB215-01")["code"] == "TASK_EXISTS"


def test_nobody_else_assigns_in_the_name_of_the_committee(province: Province) -> None:
    data = {"task": "1", "title": "x", "source": "ubnd", "basis": "x", "lead": "SYT", "coordinators": []}
    data |= {"reform": True, "product": "x"}
    reply = province.send("AssignTask", data, agency="SNV", to="vp_ubnd")
    assert reply["code"] == "NOT_AUTHORISED"


@pytest.mark.parametrize(
    ("command", "data"),
    [
        ("AcceptTask", {}),
        ("RequestTaskAdjustment", {"wanted": "clarification", "reason": "?"}),
        ("ReportTaskDone", {"result": "Xong", "evidence": [EVIDENCE]}),
    ],
)
def test_what_belongs_to_the_lead_no_coordinator_does(assigned: Province, command: str, data: dict[str, Any]) -> None:
    assert order(assigned, command, "STP", **data)["code"] == "NOT_LEAD"


def test_whoever_is_no_party_reports_no_progress(assigned: Province) -> None:
    assert order(assigned, "ReportTaskProgress", "SXD", progress="…")["code"] == "NOT_A_PARTY"
    assert order(assigned, "ReportTaskProgress", "STP", progress="Đã góp ý.")["type"] == "CommandAccepted"
    assert not assigned.facts("TaskAccepted")  # a coordinator's work does not bind the lead
    (progress,) = told(assigned, "TaskProgressReported")
    assert (progress["reporter"], progress["related"]) == ("STP", ["SYT", "TAMKY"])


def test_a_task_is_looked_for_where_it_was_entered(assigned: Province) -> None:
    assert order(assigned, "AcceptTask", "SYT", to="noi_vu")["code"] == "UNKNOWN_TASK"


def test_accepting_twice_and_reporting_twice_are_refused(assigned: Province) -> None:
    order(assigned, "AcceptTask", "SYT")
    assert order(assigned, "AcceptTask", "SYT")["code"] == "ALREADY_ACCEPTED"
    done(assigned)
    assert done(assigned)["code"] == "ALREADY_REPORTED"


def test_done_is_told_with_its_product(assigned: Province) -> None:
    assert order(assigned, "ReportTaskDone", "SYT", result="Xong", evidence=[])["code"] == "INVALID_DATA"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"wanted": "other_lead", "reason": "…"}, "PROPOSED_LEAD_MISSING"),
        ({"wanted": "other_lead", "reason": "…", "proposed_lead": "SYT"}, "PROPOSED_LEAD_MISSING"),
        ({"wanted": "other_lead", "reason": "…", "proposed_lead": "XYZ"}, "UNKNOWN_AGENCY"),
        ({"wanted": "due", "reason": "…"}, "PROPOSED_DUE_MISSING"),
    ],
)
def test_a_request_says_what_it_wants(assigned: Province, data: dict[str, Any], code: str) -> None:
    assert order(assigned, "RequestTaskAdjustment", "SYT", **data)["code"] == code


def test_one_request_at_a_time_and_an_answer_to_a_request(assigned: Province) -> None:
    assert order(assigned, "AnswerTaskRequest", "VPUBND", answer="…")["code"] == "NOTHING_REQUESTED"
    asked = {"wanted": "clarification", "reason": "?"}
    order(assigned, "RequestTaskAdjustment", "SYT", **asked)
    assert order(assigned, "RequestTaskAdjustment", "SYT", **asked)["code"] == "REQUEST_PENDING"
    order(assigned, "AdjustTask", "VPUBND", product="Báo cáo tóm tắt", reason="Rõ hơn.", document=DOCUMENT)
    assert order(assigned, "RequestTaskAdjustment", "SYT", **asked)["type"] == "CommandAccepted"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({}, "NOTHING_ADJUSTED"),
        ({"lead": "SYT"}, "NOTHING_ADJUSTED"),
        ({"lead": "XYZ"}, "UNKNOWN_AGENCY"),
        ({"coordinators": ["SYT", "STP"]}, "LEAD_IS_COORDINATOR"),
    ],
)
def test_an_adjustment_adjusts_something_and_leaves_one_lead(
    assigned: Province, values: dict[str, Any], code: str
) -> None:
    assert order(assigned, "AdjustTask", "VPUBND", reason="…", document=DOCUMENT, **values)["code"] == code


def test_only_the_holder_adjusts_confirms_returns_cancels(assigned: Province) -> None:
    adjusted = {"title": "x", "reason": "…", "document": DOCUMENT}
    assert order(assigned, "AdjustTask", "SYT", **adjusted)["code"] == "NOT_AUTHORISED"
    assert order(assigned, "ConfirmTask", "SNV")["code"] == "NOT_AUTHORISED"
    assert order(assigned, "CancelTask", "SYT", reason="…")["code"] == "NOT_AUTHORISED"


def test_nothing_is_confirmed_or_returned_before_it_is_reported(assigned: Province) -> None:
    assert order(assigned, "ConfirmTask", "VPUBND")["code"] == "NOT_REPORTED"
    assert order(assigned, "ReturnTask", "VPUBND", reason="…")["code"] == "NOT_REPORTED"


def test_what_is_closed_is_opened_again_first(assigned: Province) -> None:
    assert order(assigned, "ReopenTask", "VPUBND", reason="…")["code"] == "TASK_OPEN"
    order(assigned, "CancelTask", "VPUBND", reason="Trùng.")
    for command, agency, data in (
        ("ReportTaskProgress", "SYT", {"progress": "…"}),
        ("CancelTask", "VPUBND", {"reason": "…"}),
        ("UrgeTask", "VPUBND", {"words": "…"}),
    ):
        assert order(assigned, command, agency, **data)["code"] == "TASK_CLOSED"
    assert order(assigned, "ReopenTask", "VPUBND", reason="Nhầm.")["type"] == "CommandAccepted"
    assert done(assigned)["type"] == "CommandAccepted"


def test_parts_stay_among_the_parties_within_the_deadline_and_are_finished_first(assigned: Province) -> None:
    assert divide(assigned, "STP")["code"] == "NOT_LEAD"
    assert divide(assigned, lead="SXD", coordinators=[])["code"] == "NOT_A_PARTY"
    late = {"due": "2021-12-02T00:00:00+07:00", "source": "x"}
    assert divide(assigned, deadline=late)["code"] == "PART_AFTER_WHOLE"
    assert divide(assigned, deadline=DEADLINE)["type"] == "CommandAccepted"
    assert divide(assigned)["code"] == "TASK_EXISTS"
    done(assigned)
    assert order(assigned, "ConfirmTask", "VPUBND")["code"] == "PARTS_OPEN"
    order(assigned, "CancelTask", "VPUBND", reason="Thôi.")
    assert [each["task"] for each in told(assigned, "TaskCancelled")] == [ONE_STOP, PART]


def test_a_part_is_opened_again_only_while_its_whole_is_open(assigned: Province) -> None:
    """What is completed has no open part."""
    divide(assigned)
    done(assigned, "TAMKY", PART)
    order(assigned, "ConfirmTask", "VPUBND", PART)
    done(assigned)
    order(assigned, "ConfirmTask", "VPUBND")
    assert order(assigned, "ReopenTask", "VPUBND", PART, reason="Nhầm.")["code"] == "WHOLE_CLOSED"
    assert not assigned.facts("TaskReopened")
    order(assigned, "ReopenTask", "VPUBND", reason="Nhầm.")
    assert order(assigned, "ReopenTask", "VPUBND", PART, reason="Nhầm.")["type"] == "CommandAccepted"
    done(assigned)
    assert order(assigned, "ConfirmTask", "VPUBND")["code"] == "PARTS_OPEN"


def test_no_deadline_is_set_that_has_passed(assigned: Province) -> None:
    """Hạn đã qua vào ngày của văn bản thì không ai làm kịp; văn bản ký trước hạn, vào sổ muộn thì được."""
    assigned.move_to("2021-11-20T08:00:00+07:00")
    before = {"deadline": {"due": "2021-11-10T00:00:00+07:00", "source": "Văn bản mẫu"}, "reason": "…"}
    signed_after = DOCUMENT | {"issued": "2021-11-10"}
    signed_before = DOCUMENT | {"issued": "2021-11-09"}
    assert order(assigned, "AdjustTask", "VPUBND", document=signed_after, **before)["code"] == "DUE_PASSED"
    assert divide(assigned, deadline=before["deadline"])["code"] == "DUE_PASSED"
    done(assigned)
    assert order(assigned, "ReturnTask", "VPUBND", **before)["code"] == "DUE_PASSED"
    assert not assigned.facts("TaskAdjusted")
    assert not assigned.facts("TaskReturned")
    assert order(assigned, "ReturnTask", "VPUBND", effective="2021-11-09", **before)["type"] == "CommandAccepted"
    assert order(assigned, "AdjustTask", "VPUBND", document=signed_before, **before)["code"] == "NOTHING_ADJUSTED"
    earlier = {"due": "2021-11-10T17:00:00+07:00", "source": "Văn bản mẫu"}
    entered_late = order(assigned, "AdjustTask", "VPUBND", deadline=earlier, reason="…", document=signed_before)
    assert entered_late["type"] == "CommandAccepted"
    assert len(told(assigned, "TaskOverdue")) == 2


def test_a_deadline_that_stays_is_no_new_one(assigned: Province) -> None:
    assigned.move_to("2021-12-02T08:00:00+07:00")
    document = DOCUMENT | {"issued": "2021-12-02"}
    same = {"due": "2021-12-01T00:00:00+07:00", "source": "Ghi lại căn cứ (dữ liệu mẫu)"}
    reply = order(assigned, "AdjustTask", "VPUBND", deadline=same, reason="…", document=document)
    assert reply["type"] == "CommandAccepted"


def test_parts_are_not_divided_without_end(assigned: Province) -> None:
    divide(assigned, lead="SYT", coordinators=[])
    deeper = {"part": "1", "title": "Phần mẫu", "lead": "SYT", "coordinators": [], "product": "Báo cáo"}
    assert order(assigned, "DivideTask", "SYT", PART, **deeper)["type"] == "CommandAccepted"
    assert order(assigned, "DivideTask", "SYT", f"{PART}/1", **deeper)["code"] == "PART_TOO_DEEP"


def test_only_a_tracker_or_the_holder_urges(assigned: Province) -> None:
    assign(assigned, "2021-NQ76-01", source="government", reform=False)
    assert order(assigned, "UrgeTask", "SNV", words="…")["type"] == "CommandAccepted"
    assert order(assigned, "UrgeTask", "SNV", CENTRAL, words="…")["code"] == "NOT_A_TRACKER"
    assert order(assigned, "UrgeTask", "STC", words="…")["code"] == "NOT_A_TRACKER"
    order(assigned, "UrgeTask", "VPUBND", words="…")
    assert [each["clause"] for each in told(assigned, "TaskUrged")] == ["QC-13.3", "QC-14.1-4"]


def test_a_deadline_that_moves_away_and_back_rings_each_time_once(assigned: Province) -> None:
    later = {"due": "2021-12-20T00:00:00+07:00", "source": "Văn bản mẫu"}
    first = {"due": "2021-12-01T00:00:00+07:00", "source": "Văn bản mẫu"}
    for deadline in (later, first):
        order(assigned, "AdjustTask", "VPUBND", deadline=deadline, reason="…", document=DOCUMENT)
    assigned.move_to("2021-12-21T08:00:00+07:00")
    assert [each["due"] for each in told(assigned, "TaskOverdue")] == ["2021-12-01T00:00:00+07:00"]
    order(assigned, "AdjustTask", "VPUBND", deadline=later, reason="…", document=DOCUMENT)
    assert len(told(assigned, "TaskOverdue")) == 2


def test_a_period_is_reported_once_by_each_tracker(assigned: Province) -> None:
    data = {"year": 2021, "period": "T11", "since": "2021-11-01", "assessment": "…", "signing": signing("BC-SNV")}
    assert province_reply(assigned, data)["type"] == "CommandAccepted"
    assert province_reply(assigned, data)["code"] == "TASKS_REPORTED"
    assert assigned.send("ReportReformTasks", data, agency="VPUBND")["code"] == "NOT_AUTHORISED"


def province_reply(province: Province, data: dict[str, Any]) -> dict[str, Any]:
    return province.send("ReportReformTasks", data, agency="SNV")
