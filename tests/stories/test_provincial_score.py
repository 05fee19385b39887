"""Tự đánh giá, chấm điểm Chỉ số cải cách hành chính cấp tỉnh (PAR INDEX) (Điều 10 khoản 1; Điều 13–18): một đợt.

The calendar is that of 2021: công văn 23/BNV-CCHC of 4/1/2022, self-scores due on 15/2/2022. Criteria: DỮ LIỆU MẪU,
eight fields, 100 points, of which 20 by the Ministry's survey; small enough to add up by hand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from tests.province import Province

YEAR = 2021
CODE = "MAU-TINH-2021"
OWNERS = ("SNV", "VPUBND", "STP", "STC", "STTTT", "SKHCN")
CONCERNED = "SKHDT"
PARTS_DUE = "2022-01-29T00:00:00+07:00"
MINISTRY_DUE = "2022-02-16T00:00:00+07:00"
LETTER = {
    "number": "23",
    "notation": "BNV-CCHC",
    "issued": "2022-01-04",
    "signer": "Người ký (dữ liệu mẫu)",
    "position": "Thứ trưởng",
    "capacity": "KT.",
}
CLAUSES = {
    "QC-13.4.a-1": ("SNV", ["1.1"]),
    "QC-13.4.b-1": ("SNV", ["4.1"]),
    "QC-13.4.c-1": ("SNV", ["5.1"]),
    "QC-14.2-1": ("VPUBND", ["1.2", "3.1", "3.2"]),
    "QC-15.2-1": ("STP", ["2.1"]),
    "QC-16.3-1": ("STC", ["6.1", "8.2"]),
    "QC-17.2-1": ("STTTT", ["7.1", "7.2"]),
    "QC-18.2-1": ("SKHCN", ["7.3"]),
    "†": (CONCERNED, ["8.3"]),
}
SCORES = {
    "SNV": {"1.1": "5.5", "4.1": "9", "5.1": "8.5"},
    "VPUBND": {"1.2": None, "3.1": "5", "3.2": "4.5"},
    "STP": {"2.1": "9.25"},
    "STC": {"6.1": "7", "8.2": "4"},
    "STTTT": {"7.1": "4", "7.2": "2.5"},
    "SKHCN": {"7.3": "3"},
    CONCERNED: {"8.3": "0"},
}


def nodes() -> list[dict[str, Any]]:
    """Every content of the table of provincial scoring once."""
    share = {
        "formula": "proportional",
        "figures": ["hoan_thanh", "duoc_giao"],
        "labels": {"hoan_thanh": "Nhiệm vụ hoàn thành", "duoc_giao": "Nhiệm vụ được giao"},
        "share": True,
        "full_at": "100",
    }
    return [
        _field("1", "Chỉ đạo, điều hành", "10"),
        _leaf("1.1", "6", "steering"),
        _leaf("1.2", "4", "government_tasks", kind="computed", rule=share),
        _field("2", "Thể chế", "10"),
        _leaf("2.1", "10", "institutions"),
        _field("3", "Thủ tục hành chính", "10"),
        _leaf("3.1", "5", "administrative_procedures"),
        _leaf("3.2", "5", "one_stop"),
        _field("4", "Tổ chức bộ máy", "10"),
        _leaf("4.1", "10", "organisation"),
        _field("5", "Chế độ công vụ", "10"),
        _leaf("5.1", "10", "civil_service"),
        _field("6", "Tài chính công", "10"),
        _leaf("6.1", "10", "public_finance"),
        _field("7", "Hiện đại hóa hành chính", "12"),
        _leaf("7.1", "5", "information_technology"),
        _leaf("7.2", "4", "online_services"),
        _leaf("7.3", "3", "iso"),
        _field("8", "Tác động của cải cách hành chính", "28"),
        _leaf("8.1", "20", "survey", kind="survey"),
        _leaf("8.2", "4", "finance_impact"),
        _leaf("8.3", "4", "impact"),
    ]


def _field(code: str, title: str, maximum: str) -> dict[str, Any]:
    return {"code": code, "parent": None, "level": "field", "title": title, "maximum": maximum}


def _leaf(code: str, maximum: str, competence: str, **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "parent": code.split(".")[0],
        "level": "criterion",
        "title": f"Tiêu chí mẫu {code}",
        "maximum": maximum,
        "step": "0.25",
        "kind": "self_scored",
        "competence": competence,
        "evidence": "Báo cáo có số, ngày ban hành.",
        **more,
    }


def entry(criterion: str, score: str | None = None, **more: Any) -> dict[str, Any]:
    evidence = {
        "number": f"{criterion}/BC",
        "issuer": "Cơ quan (dữ liệu mẫu)",
        "issued": "2021-12-20",
        "pages": "trang 3",
        "sha256": hashlib.sha256(criterion.encode()).hexdigest(),
        "title": "Báo cáo năm (dữ liệu mẫu)",
    }
    figures = {"hoan_thanh": "18", "duoc_giao": "20"} if criterion == "1.2" else None
    return {"criterion": criterion, "score": score, "figures": figures, "evidence": [evidence], **more}


def entries(agency: str, changed: Mapping[str, dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    told = changed or {}
    return [{**entry(code, score), **told.get(code, {})} for code, score in SCORES[agency].items()]


def signing(notation: str, signer: str = "Người ký (dữ liệu mẫu)") -> dict[str, Any]:
    return {"notation": notation, "signer": signer, "position": "Giám đốc", "capacity": ""}


def paper(number: str, notation: str, issued: str) -> dict[str, Any]:
    return {"number": number, "notation": notation, "issued": issued, **_signer()}


def _signer() -> dict[str, Any]:
    return {"signer": "Người ký (dữ liệu mẫu)", "position": "Phó Chủ tịch", "capacity": "KT."}


def must(province: Province, command: str, data: dict[str, Any], *, agency: str, **more: Any) -> None:
    reply = province.send(command, data, agency=agency, **more)
    assert reply["type"] == "CommandAccepted", reply


def last(province: Province, name: str, **wanted: Any) -> dict[str, Any]:
    found = [fact["data"] for fact in province.facts(name)]
    return [data for data in found if all(data[key] == value for key, value in wanted.items())][-1]


# Từng bước


def record_set(province: Province, **changed: Any) -> dict[str, Any]:
    data = {
        "code": CODE,
        "title": "DỮ LIỆU MẪU – Bộ tiêu chí chấm cấp tỉnh",
        "valid_from": "2021-01-01",
        "sample": True,
        "nodes": nodes(),
    }
    return province.send("RecordProvincialCriteriaSet", {**data, **changed}, agency="SNV")


def open_round(province: Province, **changed: Any) -> dict[str, Any]:
    data = {
        "year": YEAR,
        "title": "Tự đánh giá, chấm điểm PAR INDEX năm 2021 (dữ liệu mẫu)",
        "sample": True,
        "criteria_set": CODE,
        "version": 1,
        "letter": LETTER,
        "parts": {"due": PARTS_DUE, "source": "Công văn 05/SNV-CCHC (dữ liệu mẫu)"},
        "ministry": {"due": MINISTRY_DUE, "source": "Công văn 23/BNV-CCHC ngày 04/01/2022"},
        "named": [{"criterion": "8.3", "agency": CONCERNED}],
        "reminders": {"days_before": [3], "source": "DỮ LIỆU MẪU"},
    }
    return province.send("OpenProvincialRound", {**data, **changed}, agency="SNV")


def begin(province: Province) -> None:
    province.move_to("2022-01-10T08:00:00+07:00")
    assert record_set(province)["type"] == "CommandAccepted"
    assert open_round(province)["type"] == "CommandAccepted"


def submit(province: Province, agency: str, changed: Mapping[str, dict[str, Any]] | None = None) -> dict[str, Any]:
    data = {"year": YEAR, "entries": entries(agency, changed)}
    if agency == CONCERNED:
        document = paper("88", "SKHĐT-VP", "2022-01-10")
        return province.send("SubmitConcernedPart", {**data, "agency": agency, "document": document}, agency=agency)
    return province.send("SubmitProvincialPart", {**data, "signing": signing(f"CV-{agency}")}, agency=agency)


def submit_all(province: Province, *, but: tuple[str, ...] = ()) -> None:
    for agency in SCORES:
        if agency not in but:
            reply = submit(province, agency)
            assert reply["type"] == "CommandAccepted", reply


def bring_to_ubnd(province: Province, *, approved: bool = True) -> None:
    must(province, "SubmitProvincialScore", {"year": YEAR, "signing": signing("TTr-SNV")}, agency="SNV")
    decision = {"matter": "provincial_score/2021", "approved": approved, "reason": None if approved else "Xem lại."}
    document = signing("QĐ-UBND" if approved else "CV-VPUBND")
    must(province, "DecideMatter", {**decision, "signing": document}, agency="VPUBND")


def send_to_ministry(province: Province, **changed: Any) -> dict[str, Any]:
    data = {
        "year": YEAR,
        "sent": province.clock.now().date().isoformat(),
        "document": paper("21", "BC-UBND", "2022-02-10"),
        "channel": "Phần mềm chấm điểm của Bộ Nội vụ (dữ liệu mẫu)",
    }
    return province.send("SendToMinistry", {**data, **changed}, agency="SNV")


def play(province: Province) -> None:
    """Trọn một đợt: mở, tự chấm, trả lại, bổ sung, tổng hợp, trình, gửi, kết quả."""
    begin(province)
    must(province, "CancelProvincialRound", {"year": YEAR, "reason": "Mở nhầm phiên bản."}, agency="SNV")
    assert open_round(province)["type"] == "CommandAccepted"
    later = {"due": "2022-02-18T00:00:00+07:00", "source": "Công văn gia hạn của Bộ Nội vụ (dữ liệu mẫu)"}
    moved = {"year": YEAR, "deadline": "ministry", "reason": "Bộ Nội vụ gia hạn.", **later}
    must(province, "MoveProvincialDeadline", moved, agency="SNV")

    # Từng cơ quan lưu, gửi phần của mình; thiếu, chưa đủ tài liệu kiểm chứng thì giải trình.
    must(province, "SaveProvincialPart", {"year": YEAR, "entries": entries("STC")[:1]}, agency="STC")
    saved = {"year": YEAR, "agency": CONCERNED, "entries": entries(CONCERNED)}
    must(province, "SaveConcernedPart", saved, agency=CONCERNED)
    unproven = {"2.1": {"evidence": [], "explanation": "Báo cáo đang chờ ban hành (dữ liệu mẫu)."}}
    weak = {"7.2": {"insufficient": True, "explanation": "Thiếu thống kê quý IV (dữ liệu mẫu)."}}
    assert submit(province, "STP", unproven)["type"] == "CommandAccepted"
    assert submit(province, "STTTT", weak)["type"] == "CommandAccepted"
    submit_all(province, but=("STP", "STTTT", "SKHCN"))
    must(province, "WithdrawProvincialPart", {"year": YEAR, "reason": "Nhầm số liệu."}, agency="VPUBND")
    assert submit(province, "VPUBND")["type"] == "CommandAccepted"
    taken_back = {"year": YEAR, "agency": CONCERNED, "reason": "Nhầm điểm."}
    must(province, "WithdrawConcernedPart", taken_back, agency=CONCERNED)
    assert submit(province, CONCERNED)["type"] == "CommandAccepted"

    # Nhắc trước hạn, danh sách quá hạn; gửi muộn được ghi nhận.
    province.move_to("2022-01-26T08:00:00+07:00")
    province.move_to("2022-01-29T08:00:00+07:00")
    assert submit(province, "SKHCN")["type"] == "CommandAccepted"

    # Sở Nội vụ không sửa điểm của ai: trả lại để chấm lại, hoặc để bổ sung.
    again = {"due": "2022-02-05T00:00:00+07:00", "source": "Công văn 09/SNV-CCHC (dữ liệu mẫu)"}
    remarks = [{"criterion": "6.1", "reason": "Điểm không khớp báo cáo."}]
    returned = {"year": YEAR, "agency": "STC", "wanted": "replacement", "remarks": remarks, "deadline": again}
    must(province, "ReturnProvincialPart", returned, agency="SNV")
    remarks = [{"criterion": "7.2", "reason": "Bổ sung thống kê quý IV."}]
    returned = {"year": YEAR, "agency": "STTTT", "wanted": "supplement", "remarks": remarks, "deadline": again}
    must(province, "ReturnProvincialPart", returned, agency="SNV")
    assert submit(province, "STC", {"6.1": {"score": "6.5"}})["type"] == "CommandAccepted"

    # Tổng hợp, trình UBND tỉnh, gửi Bộ Nội vụ, giấy tiếp nhận, kết quả của Bộ.
    must(province, "ConsolidateProvincialScore", {"year": YEAR}, agency="SNV")
    province.move_to("2022-02-10T08:00:00+07:00")
    bring_to_ubnd(province)
    assert send_to_ministry(province)["type"] == "CommandAccepted"
    receipt = {"number": "TN-49-2021 (dữ liệu mẫu)", "received": "2022-02-10T08:00:00+07:00", "sha256": "a" * 64}
    must(province, "RecordMinistryReceipt", {"year": YEAR, "receipt": receipt}, agency="SNV")
    province.move_to("2022-05-26T08:00:00+07:00")
    result = {
        "year": YEAR,
        "document": paper("1", "QĐ-BNV", "2022-05-25"),
        "index": "84.57",
        "rank": 40,
        "ranked": 63,
        "figures": [{"criterion": "7", "score": "8.75"}, {"criterion": "7.2", "score": "1.75"}],
    }
    must(province, "RecordMinistryResult", result, agency="SNV")


def play_transfer(province: Province) -> None:
    """Công nghệ thông tin, dịch vụ công trực tuyến chuyển sang Sở Khoa học và Công nghệ giữa đợt (dữ liệu mẫu)."""
    begin(province)
    submit_all(province, but=("STTTT", "SKHCN"))
    for competence in ("information_technology", "online_services"):
        transfer = {
            "competence": competence,
            "successor": "SKHCN",
            "valid_from": "2022-01-15",
            "document": paper("7", "QĐ-UBND", "2022-01-10"),
            "sample": True,
        }
        must(province, "TransferCompetence", transfer, agency="SNV")
    province.move_to("2022-01-15T00:00:00+07:00")


def test_the_province_scores_itself_from_the_ministrys_letter_to_its_result(province: Province) -> None:
    play(province)
    table = last(province, "ProvincialScoreConsolidated")
    # 5,5 + 3,5 (18/20 nhiệm vụ = 3,6 → bậc 0,25) | 9,25 | 5 + 4,5 | 9 | 8,5 | 6,5 | 4 + 2,5 + 3 | 4 + 0
    fields = {row["criterion"]: (row["score"], row["maximum"]) for row in table["fields"]}
    assert fields == {
        "1": ("9", "10"),
        "2": ("9.25", "10"),
        "3": ("9.5", "10"),
        "4": ("9", "10"),
        "5": ("8.5", "10"),
        "6": ("6.5", "10"),
        "7": ("9.5", "12"),
        "8": ("4", "8"),
    }
    assert (table["score"], table["maximum"], table["survey_maximum"]) == ("65.25", "80", "20")
    assert table["percent"] == "81.56"  # 65,25 / 80 = 81,5625 %
    origins = {row["criterion"]: row["origin"] for row in table["rows"]}
    assert origins.pop("8.1") == "survey"
    assert set(origins.values()) == {"scored"}
    sent = last(province, "ProvincialScoreDispatched")
    assert (sent["score"], sent["late"], sent["document"]["notation"]) == ("65.25", False, "BC-UBND")
    assert last(province, "MinistryReceiptRecorded")["receipt"]["number"].startswith("TN-49")
    result = last(province, "MinistryResultRecorded")
    assert (result["index"], result["rank"]) == ("84.57", 40)
    assert [(row["criterion"], row["agency"], row["self_score"], row["lost"]) for row in result["losses"]] == [
        ("7", None, "9.5", "3.25"),
        ("7.2", "STTTT", "2.5", "2.25"),
    ]
    assert province.view("noi_vu", "provincial_progress").rows["2021"]["state"] == "published"


def test_the_letter_of_the_ministry_is_the_source_of_the_deadline(province: Province) -> None:
    begin(province)
    opened = last(province, "ProvincialRoundOpened")
    assert opened["letter"]["notation"] == "BNV-CCHC"
    assert opened["ministry"] == {"due": MINISTRY_DUE, "source": "Công văn 23/BNV-CCHC ngày 04/01/2022"}
    assert opened["lead"] == "SNV"
    assert set(opened["coordinators"]) == {"VPUBND", "STP", "STC", "STTTT", "SKHCN", CONCERNED}


def test_every_owner_and_the_agency_concerned_is_asked_for_its_criteria_by_its_clause(province: Province) -> None:
    """Điều 10 khoản 1 điểm b; Điều 13 khoản 4, Điều 14–18 khoản 2: 5CQ, cơ quan liên quan, và phần của Sở Nội vụ."""
    begin(province)
    asked = {fact["data"]["clause"]: fact for fact in province.facts("ProvincialPartRequested")}
    told = {
        clause: (fact["data"]["agency"], [row["criterion"] for row in fact["data"]["criteria"]])
        for clause, fact in asked.items()
    }
    assert told == CLAUSES
    for clause, fact in asked.items():
        data = fact["data"]
        assert fact["law"].split() == ["QC-10.1.a", "QC-2.2", clause]
        assert fact["to"] == data["department"]
        assert data["lead"] == data["agency"] not in data["coordinators"]
        assert (data["due"], data["letter"]["number"]) == (PARTS_DUE, "23")
    assert asked["†"]["data"]["department"] == "noi_vu"
    by_b = {fact["data"]["agency"] for fact in asked.values() if fact["data"]["basis"] == "QC-10.1.b-1"}
    assert by_b == {"VPUBND", "STP", "STC", "STTTT", "SKHCN", CONCERNED}


def test_what_nobody_is_given_by_the_regulation_falls_to_the_standing_agency(province: Province) -> None:
    province.move_to("2022-01-10T08:00:00+07:00")
    record_set(province)
    open_round(province, named=[])
    asked = {fact["data"]["clause"]: fact["data"]["agency"] for fact in province.facts("ProvincialPartRequested")}
    assert asked["†"] == "SNV"


def test_evidence_that_is_missing_or_insufficient_must_be_explained(province: Province) -> None:
    """Điều 10 khoản 1 điểm b: tài liệu kiểm chứng và giải trình cho từng TC, TCTP."""
    begin(province)
    assert submit(province, "STP", {"2.1": {"evidence": []}})["code"] == "EVIDENCE_MISSING"
    assert submit(province, "STP", {"2.1": {"insufficient": True}})["code"] == "EXPLANATION_MISSING"
    explained = {"2.1": {"insufficient": True, "explanation": "Thiếu phụ lục (dữ liệu mẫu)."}}
    assert submit(province, "STP", explained)["type"] == "CommandAccepted"
    (scored,) = last(province, "ProvincialContentScored")["entries"]
    assert (scored["insufficient"], scored["explanation"]) == (True, "Thiếu phụ lục (dữ liệu mẫu).")


def test_a_part_that_comes_late_is_recorded_as_late(province: Province) -> None:
    begin(province)
    province.move_to(PARTS_DUE)
    overdue = last(province, "ProvincialWorkOverdue")
    assert {row["agency"] for row in overdue["outstanding"]} == set(SCORES)
    submit(province, "SKHCN")
    assert last(province, "ProvincialPartSubmitted")["late"] is True


def test_reminders_go_only_to_those_who_owe(province: Province) -> None:
    """Điều 13 khoản 3."""
    begin(province)
    submit_all(province, but=("SKHCN",))
    province.move_to("2022-01-26T00:00:00+07:00")
    reminder = last(province, "ProvincialReminderIssued")
    assert ([row["agency"] for row in reminder["outstanding"]], reminder["days_left"]) == (["SKHCN"], 3)
    submit(province, "SKHCN")
    province.move_to(PARTS_DUE)
    assert not province.facts("ProvincialWorkOverdue")
    province.move_to(MINISTRY_DUE)
    assert [row["agency"] for row in last(province, "ProvincialWorkOverdue")["outstanding"]] == ["SNV"]


def test_the_standing_agency_cannot_score_for_another(province: Province) -> None:
    """Điều 13 khoản 4: hướng dẫn, kiểm tra, tổng hợp; điểm của ai do người ấy chấm."""
    begin(province)
    assert submit_as(province, "SNV", "STC")["code"] == "NOT_OWN_CRITERION"
    data = {"year": YEAR, "agency": CONCERNED, "entries": entries(CONCERNED)}
    assert province.send("SaveConcernedPart", data, agency="SNV")["code"] == "NOT_AUTHORISED"
    data = {"year": YEAR, "entries": entries("STC"), "signing": signing("CV-STC")}
    reply = province.send("SubmitProvincialPart", data, agency="SNV", to="tai_chinh")
    assert reply["code"] == "NOT_AUTHORISED"


def submit_as(province: Province, sender: str, agency: str) -> dict[str, Any]:
    data = {"year": YEAR, "entries": entries(agency), "signing": signing(f"CV-{sender}")}
    return province.send("SubmitProvincialPart", data, agency=sender)


def test_a_returned_part_is_waited_for_and_a_supplement_is_not(province: Province) -> None:
    begin(province)
    submit_all(province)
    deadline = {"due": "2022-02-05T00:00:00+07:00", "source": "Công văn mẫu"}
    remarks = [{"criterion": "2.1", "reason": "Bổ sung báo cáo."}]
    returned = {"year": YEAR, "agency": "STP", "wanted": "supplement", "remarks": remarks, "deadline": deadline}
    must(province, "ReturnProvincialPart", returned, agency="SNV")
    must(province, "ConsolidateProvincialScore", {"year": YEAR}, agency="SNV")
    assert last(province, "ProvincialScoreConsolidated")["unsupplemented"] == ["STP"]
    must(province, "ReturnProvincialPart", {**returned, "wanted": "replacement"}, agency="SNV")
    reply = province.send("ConsolidateProvincialScore", {"year": YEAR}, agency="SNV")
    assert (reply["code"], reply["errors"][0]["path"]) == ("PARTS_OUTSTANDING", "STP")
    assert submit(province, "STP", {"2.1": {"score": "8"}})["type"] == "CommandAccepted"
    must(province, "ConsolidateProvincialScore", {"year": YEAR}, agency="SNV")
    table = last(province, "ProvincialScoreConsolidated")
    assert (table["consolidation"], table["fields"][1]["score"]) == (2, "8")


def test_whoever_stays_silent_is_named_and_brings_nothing(province: Province) -> None:
    begin(province)
    submit_all(province, but=("SKHCN",))
    silent = {"year": YEAR, "silent": [{"agency": "SKHCN", "reason": "Đã đôn đốc hai lần."}]}
    assert province.send("ConsolidateProvincialScore", silent, agency="SNV")["code"] == "PARTS_NOT_DUE"
    province.move_to(PARTS_DUE)
    reply = province.send("ConsolidateProvincialScore", {"year": YEAR}, agency="SNV")
    assert reply["code"] == "PARTS_OUTSTANDING"
    must(province, "ConsolidateProvincialScore", silent, agency="SNV")
    table = last(province, "ProvincialScoreConsolidated")
    assert [row["agency"] for row in table["silent"]] == ["SKHCN"]
    (row,) = [row for row in table["rows"] if row["criterion"] == "7.3"]
    assert (row["origin"], row["score"]) == ("missing", None)
    assert (table["score"], table["maximum"]) == ("62.75", "80")  # 65,25 + 0,5 (6.1) − 3 (7.3)

    # Phần đến sau vẫn được nhận; bảng điểm cũ không trình được nữa.
    submit(province, "SKHCN")
    reply = province.send("SubmitProvincialScore", {"year": YEAR, "signing": signing("TTr-SNV")}, agency="SNV")
    assert reply["code"] == "CONSOLIDATION_STALE"
    must(province, "ConsolidateProvincialScore", {"year": YEAR}, agency="SNV")
    bring_to_ubnd(province)


def test_what_ubnd_returns_is_mended_by_its_owner_and_brought_again(province: Province) -> None:
    begin(province)
    submit_all(province)
    must(province, "ConsolidateProvincialScore", {"year": YEAR}, agency="SNV")
    withdrawn = province.send("WithdrawProvincialPart", {"year": YEAR, "reason": "Sửa."}, agency="STC")
    assert withdrawn["code"] == "PART_CONSOLIDATED"
    bring_to_ubnd(province, approved=False)
    assert send_to_ministry(province)["code"] == "NOT_APPROVED"
    deadline = {"due": "2022-02-05T00:00:00+07:00", "source": "Công văn mẫu"}
    remarks = [{"criterion": "6.1", "reason": "UBND tỉnh yêu cầu xem lại."}]
    returned = {"year": YEAR, "agency": "STC", "wanted": "replacement", "remarks": remarks, "deadline": deadline}
    must(province, "ReturnProvincialPart", returned, agency="SNV")
    assert submit(province, "STC")["type"] == "CommandAccepted"
    must(province, "ConsolidateProvincialScore", {"year": YEAR}, agency="SNV")
    bring_to_ubnd(province)
    submissions = [fact["data"]["submission"] for fact in province.facts("MatterSubmitted")]
    assert submissions == [1, 2]
    assert province.facts("MatterSubmitted")[0]["law"].split() == ["QC-2.2", "QC-10.1.b-2"]


def test_each_clause_is_scored_by_a_fact_of_its_own(province: Province) -> None:
    play(province)
    scored = province.facts("ProvincialContentScored")
    owners = {clause: agency for clause, (agency, _) in CLAUSES.items()}
    assert {fact["data"]["clause"]: fact["data"]["agency"] for fact in scored} == owners
    assert all(fact["law"].split() == ["QC-10.1.a", fact["data"]["clause"]] for fact in scored)


def test_what_has_not_been_sent_goes_to_the_agency_that_holds_the_content_now(province: Province) -> None:
    """Điều 2 khoản 2 †: Sở Thông tin và Truyền thông và Sở Khoa học và Công nghệ hợp nhất (dữ liệu mẫu)."""
    play_transfer(province)
    moved = {code: data["agency"] for data in _transferred(province) for code in data["criteria"]}
    assert moved == {"7.1": "STTTT", "7.2": "STTTT"}
    assert submit(province, "STTTT")["code"] == "NOT_REQUESTED"
    rows = [*entries("SKHCN"), *entries("STTTT")]
    data = {"year": YEAR, "entries": rows, "signing": signing("CV-SKHCN")}
    must(province, "SubmitProvincialPart", data, agency="SKHCN")
    must(province, "ConsolidateProvincialScore", {"year": YEAR}, agency="SNV")
    table = last(province, "ProvincialScoreConsolidated")
    owners = {row["criterion"]: (row["agency"], row["clause"]) for row in table["rows"]}
    assert (owners["7.1"], owners["7.3"]) == (("SKHCN", "QC-17.2-1"), ("SKHCN", "QC-18.2-1"))


def _transferred(province: Province) -> list[dict[str, Any]]:
    return [fact["data"] for fact in province.facts("ProvincialPartTransferred")]


def test_a_round_that_was_opened_by_mistake_is_cancelled_and_opened_again(province: Province) -> None:
    begin(province)
    submit(province, "STC")
    must(province, "CancelProvincialRound", {"year": YEAR, "reason": "Bộ Nội vụ thay bộ tiêu chí."}, agency="SNV")
    assert submit(province, "STP")["code"] == "NOT_REQUESTED"
    assert province.view("tai_chinh", "provincial_part_work").rows["2021/STC"]["state"] == "cancelled"
    assert record_set(province)["type"] == "CommandAccepted"
    assert open_round(province, version=2)["type"] == "CommandAccepted"
    assert province.send("ConsolidateProvincialScore", {"year": YEAR}, agency="SNV")["code"] == "PARTS_OUTSTANDING"
    submit_all(province)
    must(province, "ConsolidateProvincialScore", {"year": YEAR}, agency="SNV")
    assert last(province, "ProvincialScoreConsolidated")["version"] == 2
