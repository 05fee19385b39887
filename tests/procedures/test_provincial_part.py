"""Phần tự đánh giá cấp tỉnh của một cơ quan (Điều 10 khoản 1 điểm b): trống, hai lần, sai chỗ, quá muộn."""

from __future__ import annotations

from typing import Any

import pytest

from tests.province import Province
from tests.stories.test_provincial_score import (
    CONCERNED,
    YEAR,
    begin,
    bring_to_ubnd,
    entries,
    entry,
    must,
    open_round,
    paper,
    record_set,
    send_to_ministry,
    signing,
    submit,
    submit_all,
)


@pytest.fixture
def asked(province: Province) -> Province:
    begin(province)
    return province


def part(agency: str = "STC", rows: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    return {"year": YEAR, "entries": entries(agency) if rows is None else rows, "signing": signing(f"CV-{agency}")}


def test_nobody_scores_what_it_was_not_asked_for(province: Province) -> None:
    assert province.send("SubmitProvincialPart", part(), agency="STC")["code"] == "NOT_REQUESTED"
    begin(province)
    reply = province.send("SubmitProvincialPart", part("STC", [entry("2.1", "9")]), agency="STC")
    assert reply["code"] == "NOT_OWN_CRITERION"
    other = {"year": YEAR, "agency": "SYT", "entries": [entry("8.3", "1")]}
    assert province.send("SaveConcernedPart", other, agency="SYT")["code"] == "NOT_REQUESTED"


def test_a_part_is_sent_whole(asked: Province) -> None:
    reply = asked.send("SubmitProvincialPart", part("STC", []), agency="STC")
    assert (reply["code"], [each["path"] for each in reply["errors"]]) == ("UNDECLARED", ["6.1", "8.2"])
    reply = asked.send("SubmitProvincialPart", part("STC", entries("STC")[:1]), agency="STC")
    assert [each["path"] for each in reply["errors"]] == ["8.2"]


def test_what_was_saved_is_sent_and_nobody_else_sees_it_before(asked: Province) -> None:
    must(asked, "SaveProvincialPart", {"year": YEAR, "entries": entries("STC")[:1]}, agency="STC")
    must(asked, "SaveProvincialPart", {"year": YEAR, "entries": [entry("8.2", "1")]}, agency="STC")
    assert asked.view("tai_chinh", "provincial_part_work").rows["2021/STC"]["saved"] == 2
    assert {fact["source"] for fact in asked.facts("ProvincialPartSaved")} == {"/quang-nam/tai_chinh"}
    assert not asked.facts("ProvincialContentScored")
    must(asked, "SubmitProvincialPart", part("STC", [entry("8.2", "4")]), agency="STC")
    (scored,) = asked.facts("ProvincialContentScored")
    assert [(row["criterion"], row["score"]) for row in scored["data"]["entries"]] == [("6.1", "7"), ("8.2", "4")]


def test_what_is_refused_takes_no_number(asked: Province) -> None:
    asked.send("SubmitProvincialPart", part("STC", []), agency="STC")
    submit(asked, "STC")
    (submitted,) = asked.facts("ProvincialPartSubmitted")
    assert submitted["data"]["document"]["number"] == "01"


def test_a_saved_entry_may_lack_its_proof_but_not_break_a_bound(asked: Province) -> None:
    rows = [entry("6.1", "7", evidence=[])]
    must(asked, "SaveProvincialPart", {"year": YEAR, "entries": rows}, agency="STC")
    for score, code in (("10.25", "SCORE_ABOVE_MAXIMUM"), ("-1", "SCORE_BELOW_ZERO"), ("1.1", "SCORE_OFF_STEP")):
        rows = [entry("6.1", score)]
        assert asked.send("SaveProvincialPart", {"year": YEAR, "entries": rows}, agency="STC")["code"] == code


def test_figures_become_the_score_and_stay_in_the_fact(asked: Province) -> None:
    submit(asked, "VPUBND")
    (scored,) = asked.facts("ProvincialContentScored")
    row = next(row for row in scored["data"]["entries"] if row["criterion"] == "1.2")
    assert (row["score"], row["figures"]) == ("3.5", {"hoan_thanh": "18", "duoc_giao": "20"})  # 3,6 xuống bậc 0,25
    (submitted,) = asked.facts("ProvincialPartSubmitted")
    assert (submitted["data"]["score"], submitted["data"]["maximum"]) == ("13", "14")


def test_a_part_is_sent_once_and_withdrawn_before_it_is_sent_again(asked: Province) -> None:
    reason = {"year": YEAR, "reason": "Nhầm."}
    assert asked.send("WithdrawProvincialPart", reason, agency="STC")["code"] == "NOT_SUBMITTED"
    submit(asked, "STC")
    assert submit(asked, "STC")["code"] == "ALREADY_SUBMITTED"
    must(asked, "WithdrawProvincialPart", reason, agency="STC")
    assert asked.send("WithdrawProvincialPart", reason, agency="STC")["code"] == "NOT_SUBMITTED"
    # Đã gửi rồi rút thì chỉ cần gửi lại chỗ sửa.
    must(asked, "SubmitProvincialPart", part("STC", [entry("6.1", "6")]), agency="STC")
    assert [fact["data"]["attempt"] for fact in asked.facts("ProvincialPartSubmitted")] == [1, 2]


def test_after_it_was_computed_from_figures_a_withdrawn_part_is_sent_again_as_it_was(asked: Province) -> None:
    submit(asked, "VPUBND")
    must(asked, "WithdrawProvincialPart", {"year": YEAR, "reason": "Xem lại."}, agency="VPUBND")
    must(asked, "SubmitProvincialPart", part("VPUBND", []), agency="VPUBND")
    first, second = (fact["data"]["entries"] for fact in asked.facts("ProvincialContentScored"))
    assert first == second


def test_nothing_is_touched_after_the_consolidation_nor_after_the_dispatch(asked: Province) -> None:
    submit_all(asked)
    must(asked, "ConsolidateProvincialScore", {"year": YEAR}, agency="SNV")
    reason = {"year": YEAR, "reason": "Nhầm."}
    assert asked.send("WithdrawProvincialPart", reason, agency="STC")["code"] == "PART_CONSOLIDATED"
    assert submit(asked, "STC")["code"] == "PART_CONSOLIDATED"
    asked.move_to("2022-02-10T08:00:00+07:00")
    bring_to_ubnd(asked)
    send_to_ministry(asked)
    assert submit(asked, "STC")["code"] == "PROVINCIAL_ROUND_CLOSED"
    assert asked.send("WithdrawProvincialPart", reason, agency="STC")["code"] == "PROVINCIAL_ROUND_CLOSED"


def test_paper_signed_in_time_is_in_time(asked: Province) -> None:
    asked.move_to("2022-01-30T08:00:00+07:00")
    must(asked, "SubmitProvincialPart", part(), agency="STC", effective="2022-01-28")
    assert asked.facts("ProvincialPartSubmitted")[-1]["data"]["late"] is False


def test_an_agency_without_a_service_sends_to_the_standing_agency_and_others_do_not(asked: Province) -> None:
    data = {"year": YEAR, "agency": "STC", "entries": [entry("6.1", "7")]}
    assert asked.send("SaveConcernedPart", data, agency="STC")["code"] == "OWN_SERVICE"
    document = paper("88", "SKHĐT-VP", "2022-01-11")
    data = {"year": YEAR, "agency": CONCERNED, "entries": entries(CONCERNED), "document": document}
    assert asked.send("SubmitConcernedPart", data, agency=CONCERNED)["code"] == "DATE_IN_FUTURE"
    submit(asked, CONCERNED)
    (submitted,) = asked.facts("ProvincialPartSubmitted")
    assert (submitted["agency"], submitted["source"]) == (CONCERNED, "/quang-nam/noi_vu")


def test_a_moved_deadline_moves_what_is_open(asked: Province) -> None:
    later = {"due": "2022-02-02T00:00:00+07:00", "source": "Công văn mẫu", "reason": "Chờ số liệu."}
    must(asked, "MoveProvincialDeadline", {"year": YEAR, "deadline": "parts", **later}, agency="SNV")
    asked.move_to("2022-01-30T08:00:00+07:00")
    assert not asked.facts("ProvincialWorkOverdue")
    submit(asked, "STC")
    assert asked.facts("ProvincialPartSubmitted")[-1]["data"]["late"] is False
    assert asked.view("tu_phap", "provincial_part_work").rows["2021/STP"]["due"] == "2022-02-02T00:00:00+07:00"


def test_a_moved_deadline_is_that_of_a_part_that_was_taken_back(asked: Province) -> None:
    """Rút trước hay sau khi dời hạn thì cũng gửi lại theo hạn mới."""
    again = {"year": YEAR, "reason": "Xem lại."}
    for agency in ("STC", "STP"):
        submit(asked, agency)
    must(asked, "WithdrawProvincialPart", again, agency="STC")
    later = {"due": "2022-02-02T00:00:00+07:00", "source": "Công văn mẫu", "reason": "Chờ số liệu."}
    must(asked, "MoveProvincialDeadline", {"year": YEAR, "deadline": "parts", **later}, agency="SNV")
    must(asked, "WithdrawProvincialPart", again, agency="STP")
    asked.move_to("2022-02-01T08:00:00+07:00")
    for agency in ("STC", "STP"):
        submit(asked, agency)
    again_sent = [fact["data"] for fact in asked.facts("ProvincialPartSubmitted") if fact["data"]["attempt"] == 2]
    assert {each["agency"]: (each["due"], each["late"]) for each in again_sent} == {
        "STC": ("2022-02-02T00:00:00+07:00", False),
        "STP": ("2022-02-02T00:00:00+07:00", False),
    }
    assert asked.view("noi_vu", "provincial_progress").rows["2021"]["agencies"]["STC"]["due"] == later["due"]


def test_a_part_that_was_returned_keeps_the_deadline_of_its_return(asked: Province) -> None:
    submit(asked, "STC")
    returned: dict[str, Any] = {
        "year": YEAR,
        "agency": "STC",
        "wanted": "replacement",
        "remarks": [{"criterion": "6.1", "reason": "Thiếu số liệu (dữ liệu mẫu)."}],
        "deadline": {"due": "2022-01-25T00:00:00+07:00", "source": "Công văn trả lại (dữ liệu mẫu)"},
    }
    must(asked, "ReturnProvincialPart", returned, agency="SNV")
    later = {"due": "2022-02-02T00:00:00+07:00", "source": "Công văn mẫu", "reason": "Chờ số liệu."}
    must(asked, "MoveProvincialDeadline", {"year": YEAR, "deadline": "parts", **later}, agency="SNV")
    own = returned["deadline"]["due"]
    assert asked.view("tai_chinh", "provincial_part_work").rows["2021/STC"]["due"] == own
    assert asked.view("noi_vu", "provincial_progress").rows["2021"]["agencies"]["STC"]["due"] == own
    asked.move_to("2022-01-26T08:00:00+07:00")
    submit(asked, "STC")
    sent = asked.facts("ProvincialPartSubmitted")[-1]["data"]
    assert (sent["due"], sent["late"]) == (own, True)


def test_a_part_that_is_asked_for_anew_has_the_deadline_of_the_new_round(asked: Province) -> None:
    submit(asked, "STC")
    returned: dict[str, Any] = {
        "year": YEAR,
        "agency": "STC",
        "wanted": "replacement",
        "remarks": [{"criterion": "6.1", "reason": "Thiếu số liệu (dữ liệu mẫu)."}],
        "deadline": {"due": "2022-01-25T00:00:00+07:00", "source": "Công văn trả lại (dữ liệu mẫu)"},
    }
    must(asked, "ReturnProvincialPart", returned, agency="SNV")
    must(asked, "CancelProvincialRound", {"year": YEAR, "reason": "Mở nhầm."}, agency="SNV")
    open_round(asked)
    later = {"due": "2022-02-02T00:00:00+07:00", "source": "Công văn mẫu", "reason": "Chờ số liệu."}
    must(asked, "MoveProvincialDeadline", {"year": YEAR, "deadline": "parts", **later}, agency="SNV")
    assert asked.view("tai_chinh", "provincial_part_work").rows["2021/STC"]["due"] == "2022-02-02T00:00:00+07:00"


def test_the_successor_of_a_merged_agency_is_asked_and_answers_through_its_own_service(province: Province) -> None:
    """†: Sở Thông tin và Truyền thông nhập vào Sở Khoa học và Công nghệ (dữ liệu mẫu)."""
    province.move_to("2022-01-10T08:00:00+07:00")
    record_set(province)
    open_round(province)
    merger = {
        "predecessors": ["STTTT"],
        "successor": "SKHCN",
        "valid_from": "2022-01-15",
        "document": paper("7", "QĐ-UBND", "2022-01-10"),
        "sample": True,
    }
    must(province, "MergeAgencies", merger, agency="SNV")
    province.move_to("2022-01-15T00:00:00+07:00")
    rows = [*entries("SKHCN"), *entries("STTTT")]
    must(province, "SubmitProvincialPart", {**part("SKHCN", rows)}, agency="SKHCN")
    scored = {fact["data"]["clause"]: fact["data"]["agency"] for fact in province.facts("ProvincialContentScored")}
    assert scored == {"QC-17.2-1": "SKHCN", "QC-18.2-1": "SKHCN"}
