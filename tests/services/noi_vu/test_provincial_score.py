"""Đợt tự chấm cấp tỉnh ở Sở Nội vụ (Điều 10 khoản 1; Điều 13 khoản 4): điều gì bị từ chối, vì sao."""

from __future__ import annotations

from typing import Any

import pytest

from tests.province import Province
from tests.stories.test_provincial_score import (
    CONCERNED,
    LETTER,
    MINISTRY_DUE,
    PARTS_DUE,
    YEAR,
    begin,
    bring_to_ubnd,
    last,
    must,
    nodes,
    open_round,
    paper,
    record_set,
    send_to_ministry,
    signing,
    submit,
    submit_all,
)

SOURCE = {"source": "Công văn mẫu"}
AGAIN = {"due": "2022-02-05T00:00:00+07:00", **SOURCE}


@pytest.fixture
def ready(province: Province) -> Province:
    """Bộ tiêu chí đã ghi, chưa mở đợt."""
    province.move_to("2022-01-10T08:00:00+07:00")
    record_set(province)
    return province


@pytest.fixture
def consolidated(province: Province) -> Province:
    begin(province)
    submit_all(province)
    must(province, "ConsolidateProvincialScore", {"year": YEAR}, agency="SNV")
    province.move_to("2022-02-10T08:00:00+07:00")
    return province


# Bộ tiêu chí


def test_an_official_set_names_the_decision_of_the_ministry(province: Province) -> None:
    official: dict[str, Any] = {"title": "Bộ tiêu chí", "sample": False}
    assert record_set(province, **official)["code"] == "DOCUMENT_MISSING"
    document = {**LETTER, "issued": "2020-12-30"}
    assert record_set(province, **official, document=document)["type"] == "CommandAccepted"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"competence": "assigned_tasks"}, "COMPETENCE_UNKNOWN"),
        ({"maximum": "7"}, "CHILDREN_SUM"),
        ({"applies_to": ["SYT"]}, "APPLIES_TO_OTHER_BLOCK"),
    ],
    ids=str,
)
def test_a_set_that_breaks_an_invariant_is_refused(province: Province, change: dict[str, Any], code: str) -> None:
    rows = [{**row, **(change if row["code"] == "1.1" else {})} for row in nodes()]
    assert record_set(province, nodes=rows)["code"] == code


def test_a_set_for_the_province_is_no_set_of_a_khoi(ready: Province) -> None:
    assert [fact["data"]["version"] for fact in ready.facts("ProvincialCriteriaSetRecorded")] == [1]
    assert not ready.facts("CriteriaSetAdopted")


# Mở đợt, dời hạn, hủy


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"version": 9}, "UNKNOWN_CRITERIA_SET"),
        ({"criteria_set": "KHAC"}, "UNKNOWN_CRITERIA_SET"),
        ({"year": 2020}, "CRITERIA_SET_NOT_VALID"),
        ({"sample": False}, "SAMPLE_NOT_LABELLED"),
        ({"parts": {"due": "2022-01-01T00:00:00+07:00", **SOURCE}}, "DEADLINE_PASSED"),
        ({"parts": {"due": "2022-03-01T00:00:00+07:00", **SOURCE}}, "PARTS_DUE_AFTER_MINISTRY"),
        ({"named": [{"criterion": "6.1", "agency": CONCERNED}]}, "SCORER_FIXED"),
        ({"named": [{"criterion": "8.1", "agency": CONCERNED}]}, "SURVEY_NOT_SELF_SCORED"),
        ({"named": [{"criterion": "8", "agency": CONCERNED}]}, "UNKNOWN_CRITERION"),
        ({"named": [{"criterion": "8.3", "agency": "KHONGCO"}]}, "UNKNOWN_AGENCY"),
    ],
    ids=str,
)
def test_a_round_is_not_opened_on_what_is_wrong(ready: Province, change: dict[str, Any], code: str) -> None:
    assert open_round(ready, **change)["code"] == code


def test_a_year_has_one_round(ready: Province) -> None:
    open_round(ready)
    assert open_round(ready)["code"] == "PROVINCIAL_ROUND_EXISTS"


def test_only_the_standing_agency_opens_it(ready: Province) -> None:
    reply = ready.send("CancelProvincialRound", {"year": YEAR, "reason": "…"}, agency="STC", to="noi_vu")
    assert reply["code"] == "NOT_AUTHORISED"


@pytest.mark.parametrize(
    ("command", "data"),
    [
        ("MoveProvincialDeadline", {"deadline": "parts", **AGAIN, "reason": "…"}),
        ("CancelProvincialRound", {"reason": "…"}),
        ("ConsolidateProvincialScore", {}),
        ("SubmitProvincialScore", {"signing": signing("TTr-SNV")}),
        (
            "ReturnProvincialPart",
            {
                "agency": "STC",
                "wanted": "supplement",
                "remarks": [{"criterion": "6.1", "reason": "…"}],
                "deadline": AGAIN,
            },
        ),
        ("RecordMinistryReceipt", {"receipt": {"number": "1", "received": "2022-01-10T08:00:00+07:00"}}),
        ("RecordMinistryResult", {"document": LETTER, "index": "80"}),
    ],
    ids=str,
)
def test_nothing_is_done_in_a_round_that_is_not_open(ready: Province, command: str, data: dict[str, Any]) -> None:
    assert ready.send(command, {"year": YEAR, **data}, agency="SNV")["code"] == "UNKNOWN_PROVINCIAL_ROUND"
    assert send_to_ministry(ready)["code"] == "UNKNOWN_PROVINCIAL_ROUND"


@pytest.mark.parametrize(
    ("deadline", "due", "code"),
    [
        ("parts", PARTS_DUE, "DEADLINE_SAME"),
        ("parts", "2022-01-09T00:00:00+07:00", "DEADLINE_PASSED"),
        ("parts", "2022-02-17T00:00:00+07:00", "PARTS_DUE_AFTER_MINISTRY"),
        ("ministry", "2022-01-28T00:00:00+07:00", "PARTS_DUE_AFTER_MINISTRY"),
    ],
)
def test_a_deadline_moves_to_a_day_that_can_be(ready: Province, deadline: str, due: str, code: str) -> None:
    open_round(ready)
    data = {"year": YEAR, "deadline": deadline, "due": due, **SOURCE, "reason": "…"}
    assert ready.send("MoveProvincialDeadline", data, agency="SNV")["code"] == code


def test_a_cancelled_round_reminds_nobody(ready: Province) -> None:
    open_round(ready)
    must(ready, "CancelProvincialRound", {"year": YEAR, "reason": "Mở nhầm."}, agency="SNV")
    ready.move_to(MINISTRY_DUE)
    assert not ready.facts("ProvincialReminderIssued")
    assert not ready.facts("ProvincialWorkOverdue")
    assert ready.view("noi_vu", "provincial_progress").rows["2021"]["state"] == "cancelled"


# Trả lại, tổng hợp


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"agency": "SYT"}, "NOT_REQUESTED"),
        ({"agency": "STP", "remarks": [{"criterion": "2.1", "reason": "…"}]}, "NOT_SUBMITTED"),
        ({"remarks": [{"criterion": "2.1", "reason": "…"}]}, "NOT_OWN_CRITERION"),
        ({"deadline": {"due": "2022-01-09T00:00:00+07:00", **SOURCE}}, "DEADLINE_PASSED"),
    ],
    ids=str,
)
def test_a_part_is_returned_only_with_reasons_that_can_be(ready: Province, change: dict[str, Any], code: str) -> None:
    open_round(ready)
    submit(ready, "STC")
    remarks = [{"criterion": "6.1", "reason": "Không khớp."}]
    data = {"year": YEAR, "agency": "STC", "wanted": "replacement", "remarks": remarks, "deadline": AGAIN}
    assert ready.send("ReturnProvincialPart", {**data, **change}, agency="SNV")["code"] == code


def test_nobody_is_called_silent_who_has_spoken_or_was_not_asked(province: Province) -> None:
    begin(province)
    submit_all(province)
    province.move_to(PARTS_DUE)
    for agency in ("STC", "SYT"):
        data = {"year": YEAR, "silent": [{"agency": agency, "reason": "…"}]}
        assert province.send("ConsolidateProvincialScore", data, agency="SNV")["code"] == "NOT_SILENT"


def test_what_is_taken_back_after_the_consolidation_makes_it_stale(province: Province) -> None:
    begin(province)
    submit_all(province)
    must(province, "ConsolidateProvincialScore", {"year": YEAR}, agency="SNV", settle=False)
    # Sở Tài chính rút khi chưa biết đã tổng hợp.
    must(province, "WithdrawProvincialPart", {"year": YEAR, "reason": "Nhầm."}, agency="STC")
    data = {"year": YEAR, "signing": signing("TTr-SNV")}
    assert province.send("SubmitProvincialScore", data, agency="SNV")["code"] == "CONSOLIDATION_STALE"
    assert province.send("ConsolidateProvincialScore", {"year": YEAR}, agency="SNV")["code"] == "PARTS_OUTSTANDING"


# Trình, gửi, kết quả


def test_nothing_is_brought_before_it_is_consolidated(province: Province) -> None:
    begin(province)
    data = {"year": YEAR, "signing": signing("TTr-SNV")}
    assert province.send("SubmitProvincialScore", data, agency="SNV")["code"] == "NOT_CONSOLIDATED"
    assert not province.facts("DocumentIssued")


def test_while_ubnd_decides_nothing_moves_and_after_its_approval_neither(consolidated: Province) -> None:
    submitted = {"year": YEAR, "signing": signing("TTr-SNV")}
    must(consolidated, "SubmitProvincialScore", submitted, agency="SNV")
    remarks = [{"criterion": "6.1", "reason": "…"}]
    deadline = {"due": "2022-02-12T00:00:00+07:00", **SOURCE}
    returned = {"year": YEAR, "agency": "STC", "wanted": "supplement", "remarks": remarks, "deadline": deadline}
    tries: list[tuple[str, dict[str, Any]]] = [
        ("SubmitProvincialScore", submitted),
        ("ConsolidateProvincialScore", {"year": YEAR}),
        ("CancelProvincialRound", {"year": YEAR, "reason": "…"}),
        ("ReturnProvincialPart", returned),
    ]
    for command, data in tries:
        assert consolidated.send(command, data, agency="SNV")["code"] == "MATTER_SUBMITTED", command
    decision = {"matter": "provincial_score/2021", "approved": True, "signing": signing("QĐ-UBND")}
    must(consolidated, "DecideMatter", decision, agency="VPUBND")
    for command, data in tries:
        assert consolidated.send(command, data, agency="SNV")["code"] == "MATTER_DECIDED", command


def test_the_report_goes_out_once_and_again_only_for_a_reason(consolidated: Province) -> None:
    assert send_to_ministry(consolidated)["code"] == "NOT_APPROVED"
    bring_to_ubnd(consolidated)
    assert send_to_ministry(consolidated, sent="2022-02-11")["code"] == "DATE_IN_FUTURE"
    assert send_to_ministry(consolidated, sent="2022-02-09")["code"] == "SENT_BEFORE_ISSUED"
    receipt = {"number": "TN-1", "received": "2022-02-10T08:00:00+07:00"}
    assert send_to_ministry(consolidated, receipt=receipt)["type"] == "CommandAccepted"
    assert last(consolidated, "MinistryReceiptRecorded")["dispatch"] == 1
    assert send_to_ministry(consolidated)["code"] == "ALREADY_SENT"
    assert send_to_ministry(consolidated, reason="Bộ Nội vụ yêu cầu gửi lại.")["type"] == "CommandAccepted"
    assert [fact["data"]["dispatch"] for fact in consolidated.facts("ProvincialScoreDispatched")] == [1, 2]


def test_a_report_that_goes_out_late_is_recorded_as_late(consolidated: Province) -> None:
    consolidated.move_to("2022-02-16T09:00:00+07:00")
    bring_to_ubnd(consolidated)
    send_to_ministry(consolidated)
    assert last(consolidated, "ProvincialScoreDispatched")["late"] is True


def test_a_receipt_is_recorded_of_what_was_sent(consolidated: Province) -> None:
    bring_to_ubnd(consolidated)
    receipt = {"number": "TN-1", "received": "2022-02-10T08:00:00+07:00"}
    data = {"year": YEAR, "receipt": receipt}
    assert consolidated.send("RecordMinistryReceipt", data, agency="SNV")["code"] == "NOT_SENT"
    send_to_ministry(consolidated)
    future = {"year": YEAR, "receipt": {**receipt, "received": "2022-02-10T08:00:01+07:00"}}
    assert consolidated.send("RecordMinistryReceipt", future, agency="SNV")["code"] == "DATE_IN_FUTURE"
    must(consolidated, "RecordMinistryReceipt", data, agency="SNV")
    assert consolidated.send("RecordMinistryReceipt", data, agency="SNV")["code"] == "RECEIPT_RECORDED"
    must(consolidated, "RecordMinistryReceipt", {**data, "reason": "Ghi nhầm số."}, agency="SNV")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"index": "100.01"}, "INDEX_ABOVE_HUNDRED"),
        ({"rank": 64, "ranked": 63}, "RANK_BEYOND_LAST"),
        ({"figures": [{"criterion": "99", "score": "1"}]}, "UNKNOWN_CRITERION"),
        ({"figures": [{"criterion": "7", "score": "12.01"}]}, "RESULT_OUT_OF_BOUNDS"),
        ({"document": {**LETTER, "issued": "2022-05-27"}}, "DATE_IN_FUTURE"),
    ],
    ids=str,
)
def test_a_result_that_cannot_be_is_not_recorded(consolidated: Province, change: dict[str, Any], code: str) -> None:
    bring_to_ubnd(consolidated)
    data = {"year": YEAR, "document": paper("1", "QĐ-BNV", "2022-05-25"), "index": "84.5"}
    assert consolidated.send("RecordMinistryResult", data | {"document": LETTER}, agency="SNV")["code"] == "NOT_SENT"
    send_to_ministry(consolidated)
    consolidated.move_to("2022-05-26T08:00:00+07:00")
    assert consolidated.send("RecordMinistryResult", {**data, **change}, agency="SNV")["code"] == code
    must(consolidated, "RecordMinistryResult", data, agency="SNV")
    assert consolidated.send("RecordMinistryResult", data, agency="SNV")["code"] == "RESULT_RECORDED"
    must(consolidated, "RecordMinistryResult", {**data, "index": "84.6", "reason": "Ghi nhầm."}, agency="SNV")
    assert [fact["data"]["index"] for fact in consolidated.facts("MinistryResultRecorded")] == ["84.5", "84.6"]
