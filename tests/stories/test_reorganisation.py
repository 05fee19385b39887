"""Tháng 02–3/2025: thẩm định mở ở Sở Thông tin và Truyền thông, kết thúc ở Sở Khoa học và Công nghệ (Điều 13–18).

Real: Nghị quyết 01/NQ-HĐND of Quảng Nam, from 19 agencies to 13, the merged Sở Khoa học và Công nghệ at work from
01/3/2025; Nghị quyết 202/2025/QH15 of 12/6/2025, which ended the district level and merged the province into Đà Nẵng.
Everything else, signers and numbers not known and the round itself, is a sample and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest

from shared.mechanism.clock import ICT
from shared.regulation.agencies import AGENCIES
from shared.regulation.comparability import Round, comparability
from shared.regulation.organisation import Organisation
from shared.regulation.participants import field_agencies
from tests.province import Province
from tests.stories.sample_round import BANDS, FIGURES, area, entry, evidence, leaf, nodes, window

YEAR = 2024
MERGED = "2025-03-01"
AGENCIES_OF_ROUND = {"SYT": "departments", "STTTT": "departments", "HOIAN": "districts"}
SAMPLE_SIGNER = {"signer": "Người ký (dữ liệu mẫu)", "position": "Chủ tịch (dữ liệu mẫu)", "capacity": "TM."}
RESOLUTION = {"number": "01", "notation": "NQ-HĐND", "issued": "2025-02-01", **SAMPLE_SIGNER}
NATIONAL = {"number": "202/2025", "notation": "QH15", "issued": "2025-06-12", **SAMPLE_SIGNER}
DETAIL = {"number": "00", "notation": "QĐ-UBND (dữ liệu mẫu)", "issued": "2025-02-20", **SAMPLE_SIGNER}
MERGERS = {
    "SNV": ("SLDTBXH",),
    "STC": ("SKHDT",),
    "SXD": ("SGTVT",),
    "SKHCN": ("STTTT",),
    "SNNMT": ("SNNPTNT", "STNMT"),
    "SDTTG": ("BDT",),
    "VPUBND": ("SNGV",),
}
NEW = {
    "SNNMT": ("Sở Nông nghiệp và Môi trường", "Sở NN&MT"),
    "SDTTG": ("Sở Dân tộc và Tôn giáo", "Sở DT&TG"),
}


def must(province: Province, command: str, data: dict[str, Any], *, agency: str, **more: Any) -> dict[str, Any]:
    reply = province.send(command, data, agency=agency, **more)
    assert reply["type"] == "CommandAccepted", reply
    return reply


def criteria() -> list[dict[str, Any]]:
    """Three leaves of Sở Thông tin và Truyền thông beside one of Sở Khoa học và Công nghệ."""
    kept = [node for node in nodes() if not node["code"].startswith("5")]
    return [
        *kept,
        area("5", "Hiện đại hóa hành chính", "15"),
        leaf("5.1", "5", "information_technology"),
        leaf("5.2", "5", "iso"),
        leaf("5.3", "3", "online_services"),
        leaf("5.4", "2", "information_technology"),
    ]


def scored() -> list[dict[str, Any]]:
    full = {"1.1": "10", "2.1": "15", "3.1": "10", "4.1": "10", "5.1": "5", "5.2": "5", "5.3": "3", "5.4": "2"}
    return [entry(code, score) for code, score in full.items()] + [
        entry(code, figures=figures) for code, figures in FIGURES.items()
    ]


def plan(year: int = YEAR, agencies: dict[str, str] = AGENCIES_OF_ROUND) -> dict[str, Any]:
    windows = {
        "self_scoring": window(f"{year + 1}-01-02", datetime(year + 1, 2, 11, tzinfo=ICT)),
        "appraisal": window(f"{year + 1}-02-11", datetime(year + 1, 3, 16, tzinfo=ICT)),
        "explanation": window(f"{year + 1}-02-20", datetime(year + 1, 4, 1, tzinfo=ICT)),
    }
    blocks = dict.fromkeys(agencies.values())
    sets = {"departments": "MAU-SO", "districts": "MAU-HUYEN"}
    return {
        "year": year,
        "title": f"DỮ LIỆU MẪU – Đợt đánh giá năm {year}",
        "sample": True,
        "blocks": [{"block": each, "criteria_set": sets[each], "version": 1, "bands": BANDS} for each in blocks],
        "agencies": [{"agency": id, "block": block, "ranked": True} for id, block in agencies.items()],
        "windows": windows,
        "scoring": {"survey": "omitted", "cap": None, "compare": "exact", "decimals": 2, "rounding": "half_up"},
        "reminders": {"days_before": [], "source": "DỮ LIỆU MẪU"},
    }


def open_round(province: Province) -> None:
    """Sets adopted, the round open, everybody in, every owner asked on 11/02/2025."""
    for code, block in (("MAU-SO", "departments"), ("MAU-HUYEN", "districts")):
        title = f"DỮ LIỆU MẪU – bộ tiêu chí {code}"
        told = {"code": code, "block": block, "title": title, "valid_from": "2024-01-01", "valid_to": None}
        must(province, "AdoptCriteriaSet", {**told, "sample": True, "nodes": criteria()}, agency="SNV")
    must(province, "OpenRound", plan(), agency="SNV")
    for agency in AGENCIES_OF_ROUND:
        must(province, "SubmitAssessment", {"year": YEAR, "agency": agency, "entries": scored()}, agency=agency)
    province.move_to("2025-02-11T00:00:00+07:00")


def appraise(province: Province, owner: str, agency: str, verdicts: dict[str, Any], to: str) -> dict[str, Any]:
    """``verdicts``: criterion → None for recognised, or the adjusted score."""
    told = [
        {"criterion": code, "verdict": "recognised"}
        if score is None
        else {"criterion": code, "verdict": "adjusted", "score": score, "reason": "Thiếu tài liệu kiểm chứng."}
        for code, score in verdicts.items()
    ]
    return must(province, "AppraiseCriteria", {"year": YEAR, "agency": agency, "verdicts": told}, agency=owner, to=to)


def merge(province: Province, successor: str = "SKHCN", **more: Any) -> dict[str, Any]:
    data = {"predecessors": list(MERGERS[successor]), "successor": successor, "valid_from": MERGED}
    return must(province, "MergeAgencies", {**data, "document": RESOLUTION, "sample": False, **more}, agency="SNV")


def establish(province: Province, id: str, **more: Any) -> dict[str, Any]:
    name, short = NEW.get(id, ("UBND thành phố Đà Nẵng", "UBND Đà Nẵng"))
    data = {"agency": id, "name": name, "short": short, "kind": "so", "block": "departments", "parent": "UBND"}
    told = {**data, "valid_from": MERGED, "document": RESOLUTION, "sample": False, **more}
    return must(province, "EstablishAgency", told, agency="SNV")


def reorganise(province: Province) -> None:
    """Mọi việc sắp xếp của Nghị quyết 01/NQ-HĐND."""
    for id in NEW:
        establish(province, id)
    for successor in MERGERS:
        merge(province, successor)


def end_the_districts(province: Province) -> None:
    """Nghị quyết 202/2025/QH15: from 01/7/2025 no district level, and one province with Đà Nẵng."""
    from_day = {"valid_from": "2025-07-01", "document": NATIONAL, "sample": False}
    establish(province, "UBNDDN", kind="ubnd", block=None, parent=None, **from_day)
    told = {"predecessors": ["UBND"], "successor": "UBNDDN", **from_day}
    must(province, "MergeAgencies", told, agency="SNV")
    for each in (one for one in AGENCIES if one.block == "districts"):
        must(province, "DissolveAgency", {"agency": each.id, "successor": None, **from_day}, agency="SNV", settle=False)
    province.settle()


def play(province: Province) -> None:
    """From the opening under Sở TT&TT to every index under Sở KH&CN."""
    province.move_to("2025-01-02T08:00:00+07:00")
    open_round(province)
    appraise(province, "STTTT", "SYT", {"5.1": "4"}, "tt_tt")  # 5.3 and 5.4 are still to be judged
    appraise(province, "STTTT", "HOIAN", {"5.1": "4", "5.3": "2", "5.4": None}, "tt_tt")
    province.move_to("2025-02-21T08:00:00+07:00")
    reorganise(province)
    explanation = {"criterion": "5.1", "text": "Đã bổ sung văn bản còn thiếu (dữ liệu mẫu).", "evidence": [evidence()]}
    told = {"year": YEAR, "agency": "HOIAN", "explanations": [explanation, {**explanation, "criterion": "5.3"}]}
    must(province, "ExplainCriteria", told, agency="HOIAN")
    second = {"criterion": "5.3", "verdict": "adjusted", "score": "3", "reason": "Đã đủ."}
    told = {"year": YEAR, "agency": "HOIAN", "verdicts": [second]}
    must(province, "ReappraiseCriteria", told, agency="STTTT", to="tt_tt")
    province.move_to(f"{MERGED}T08:00:00+07:00")
    finish(province)


def finish(province: Province) -> None:
    """After the merger: what is open is answered by whoever has been asked last."""
    appraise(province, "SKHCN", "SYT", {"5.2": None, "5.3": None, "5.4": "1.5"}, "kh_cn")
    appraise(province, "SKHCN", "HOIAN", {"5.2": None}, "kh_cn")
    appraise(province, "SKHCN", "STTTT", {"5.1": None, "5.2": None, "5.3": None, "5.4": None}, "kh_cn")
    kept = {"criterion": "5.1", "verdict": "maintained", "reason": "Văn bản bổ sung ban hành sau thời hạn."}
    told = {"year": YEAR, "agency": "HOIAN", "verdicts": [kept]}
    must(province, "ReappraiseCriteria", told, agency="SKHCN", to="kh_cn")
    for owner, to, codes in (
        ("SNV", "noi_vu", ["1.1", "7.2"]),
        ("VPUBND", "vp_ubnd", ["1.2", "3.1", "3.2"]),
        ("STP", "tu_phap", ["2.1"]),
        ("STC", "tai_chinh", ["4.1"]),
    ):
        for agency in AGENCIES_OF_ROUND:
            appraise(province, owner, agency, dict.fromkeys(codes), to)
    province.move_to("2025-04-01T00:00:00+07:00")


def play_the_register(province: Province) -> None:
    """Every message of the register once."""
    province.move_to("2025-02-21T08:00:00+07:00")
    reorganise(province)
    sample = {"valid_from": "2025-03-01", "document": DETAIL, "sample": True}
    renamed = {"agency": "SCT", "name": "Sở Công Thương (tên mẫu)", "short": "Sở CT", **sample}
    must(province, "RenameAgency", renamed, agency="SNV")
    must(province, "PlaceAgency", {"agency": "TTT", "block": None, "parent": "UBND", **sample}, agency="SNV")
    must(province, "AssignAgencyCode", {"agency": "SYT", "code": "MAU.00.01", **sample}, agency="SNV")
    told = {"competence": "iso", "successor": "STP", **sample}
    must(province, "TransferCompetence", told, agency="SNV")
    number = province.facts("CompetenceTransferred")[-1]["data"]["change"]
    must(province, "WithdrawReorganisation", {"withdrawn": number, "reason": "Ghi nhầm (dữ liệu mẫu)."}, agency="SNV")
    province.move_to("2025-06-30T08:00:00+07:00")
    end_the_districts(province)


def known(province: Province) -> Organisation:
    """The organisation as the register of Sở Nội vụ says it."""
    found = Organisation()
    for row in (row for _, row in sorted(province.view("noi_vu", "organisation_register").rows.items())):
        found = found.noting(row["type"], row["data"], datetime.fromisoformat(row["recorded"]))
    return found


@pytest.fixture
def in_2025() -> Iterator[Province]:
    made = Province(start=datetime(2025, 1, 2, 8, tzinfo=ICT))
    yield made
    assert made.quarantined() == []


def owed(province: Province) -> dict[str, str]:
    """stage/agency → who owes it, of the part of Điều 17."""
    rows = dict(province.view("noi_vu", "open_work").rows.items()).values()
    stages = ("appraisal", "reappraisal")
    return {
        f"{row['stage']}/{row['about']}/{row['lead']}": row["lead"]
        for row in rows
        if row["lead"] in ("STTTT", "SKHCN") and row["stage"] in stages
    }


def test_a_round_begins_under_one_department_and_ends_under_its_successor(in_2025: Province) -> None:
    play(in_2025)
    determined = {fact["data"]["agency"]: fact["data"]["score"] for fact in in_2025.facts("IndexDetermined")}
    assert set(determined) == set(AGENCIES_OF_ROUND)
    assert owed(in_2025) == {}
    must(in_2025, "ProposeRanking", {"year": YEAR, "block": "departments"}, agency="SNV")


def test_what_was_judged_stands_with_its_owner_and_the_clause_stays_when_the_agency_changes(in_2025: Province) -> None:
    play(in_2025)
    told = {
        (fact["data"]["agency"], fact["data"]["criterion"]): (
            fact["data"]["owner"],
            fact["data"]["clause"],
            fact["law"],
        )
        for fact in in_2025.facts("CriterionAppraised")
        if fact["data"]["criterion"].startswith("5")
    }
    information = ("QC-17.2-2", "QC-10.2.b-2 QC-17.2-2")
    assert told["SYT", "5.1"] == ("STTTT", *information)
    assert told["SYT", "5.4"] == ("SKHCN", *information)
    assert told["SYT", "5.3"][:2] == ("SKHCN", "†")
    assert told["HOIAN", "5.4"] == ("STTTT", *information)
    assert told["SYT", "5.2"] == ("SKHCN", "QC-18.2-2", "QC-10.2.b-2 QC-18.2-2")
    index = next(f["data"] for f in in_2025.facts("IndexDetermined") if f["data"]["agency"] == "SYT")
    scores = {leaf["criterion"]: leaf["score"] for leaf in index["leaves"]}
    assert (scores["5.1"], scores["5.3"], scores["5.4"]) == ("4", "3", "1.5")


def to_the_eve(province: Province) -> None:
    open_round(province)
    appraise(province, "STTTT", "SYT", {"5.1": "4"}, "tt_tt")
    province.move_to("2025-02-21T08:00:00+07:00")
    merge(province)


def test_the_work_passes_at_midnight_of_the_day_and_nobody_owes_it_twice(in_2025: Province) -> None:
    to_the_eve(in_2025)
    in_2025.move_to("2025-02-28T23:59:00+07:00")
    assert {owner for key, owner in owed(in_2025).items() if key.startswith("appraisal/SYT")} == {"STTTT", "SKHCN"}
    assert in_2025.facts("AppraisalReassigned") == []
    in_2025.move_to("2025-03-01T00:00:00+07:00")
    assert owed(in_2025) == {f"appraisal/{each}/SKHCN": "SKHCN" for each in AGENCIES_OF_ROUND}
    (handed,) = [f["data"] for f in in_2025.facts("AppraisalTransferred") if f["data"]["agency"] == "SYT"]
    assert (handed["judged"], handed["handed_over"], handed["left"]) == (["5.1"], ["5.3", "5.4"], [])
    asked = [f["data"] for f in in_2025.facts("AppraisalRequested", of="noi_vu") if f["data"]["agency"] == "SYT"]
    assert [each["criterion"] for each in asked[-1]["entries"]] == ["5.3", "5.4"]
    assert (asked[-1]["owner"], asked[-1]["department"], asked[-1]["request"]) == ("SKHCN", "kh_cn", 2)


def test_both_departments_see_their_own_part_of_the_work(in_2025: Province) -> None:
    to_the_eve(in_2025)
    in_2025.move_to("2025-03-01T00:00:00+07:00")
    old = in_2025.view("tt_tt", "appraisal_work").rows["2024/SYT/appraisal"]
    assert (old["done"], old["total"], old["completed"]) == (1, 1, True)
    assert old["moved"] == {"5.3": "SKHCN", "5.4": "SKHCN"}
    new = in_2025.view("kh_cn", "appraisal_work").rows["2024/SYT/appraisal"]
    assert (new["done"], new["total"], new["completed"]) == (0, 3, False)
    appraise(in_2025, "SKHCN", "SYT", {"5.2": None, "5.3": None, "5.4": None}, "kh_cn")
    new = in_2025.view("kh_cn", "appraisal_work").rows["2024/SYT/appraisal"]
    assert (new["done"], new["total"], new["completed"]) == (3, 3, True)
    progress = in_2025.view("noi_vu", "round_progress").rows["2024/SYT"]["owners"]
    assert (progress["STTTT"]["asked"], progress["STTTT"]["completed"]) == (1, True)
    assert (progress["SKHCN"]["asked"], progress["SKHCN"]["completed"]) == (3, True)


def test_an_open_reappraisal_passes_on_with_what_was_judged_before(in_2025: Province) -> None:
    play(in_2025)
    (handed,) = [f["data"] for f in in_2025.facts("AppraisalTransferred") if f["data"]["stage"] == "reappraisal"]
    assert (handed["agency"], handed["judged"], handed["handed_over"]) == ("HOIAN", ["5.3"], ["5.1"])
    asked = [f["data"] for f in in_2025.facts("ReappraisalRequested", of="noi_vu")][-1]
    assert (asked["owner"], [each["criterion"] for each in asked["explanations"]]) == ("SKHCN", ["5.1"])
    (taken,) = asked["taken_over"]
    assert (taken["owner"], taken["score"], taken["entry"]["clause"]) == ("STTTT", "4", "QC-17.2-2")
    told = {f["data"]["criterion"]: f["data"] for f in in_2025.facts("CriterionReappraised")}
    assert (told["5.3"]["owner"], told["5.3"]["score"]) == ("STTTT", "3")
    assert (told["5.1"]["owner"], told["5.1"]["previous_score"], told["5.1"]["clause"]) == ("SKHCN", "4", "QC-17.2-2")


def test_an_explanation_given_after_the_merger_goes_to_the_successor(in_2025: Province) -> None:
    to_the_eve(in_2025)
    in_2025.move_to("2025-03-02T08:00:00+07:00")
    explanation = {"criterion": "5.1", "text": "Đã bổ sung (dữ liệu mẫu)."}
    must(in_2025, "ExplainCriteria", {"year": YEAR, "agency": "SYT", "explanations": [explanation]}, agency="SYT")
    told = {"verdict": "adjusted", "score": "4", "reason": "Như cũ."}
    data = {"year": YEAR, "agency": "SYT", "verdicts": [{"criterion": "5.1", **told}]}
    reply = in_2025.send("ReappraiseCriteria", data, agency="SKHCN", to="kh_cn")
    assert reply["code"] == "SCORE_UNCHANGED"  # it knows what its predecessor gave
    data["verdicts"][0]["score"] = "5"
    must(in_2025, "ReappraiseCriteria", data, agency="SKHCN", to="kh_cn")


def test_the_agency_that_is_no_more_sends_nothing_and_its_successor_speaks_for_it(in_2025: Province) -> None:
    to_the_eve(in_2025)
    in_2025.move_to("2025-03-01T00:00:00+07:00")
    verdict = {"year": YEAR, "agency": "SYT", "verdicts": [{"criterion": "5.3", "verdict": "recognised"}]}
    reply = in_2025.send("AppraiseCriteria", verdict, agency="STTTT", to="tt_tt")
    assert reply["code"] == "NOT_AUTHORISED"
    assert "Sở Khoa học và Công nghệ kế thừa" in reply["message"]
    appraise(in_2025, "SKHCN", "STTTT", {"5.1": "4", "5.2": None, "5.3": None, "5.4": None}, "kh_cn")
    own = [f["data"] for f in in_2025.facts("CriterionAppraised") if f["data"]["agency"] == "STTTT"]
    assert {each["conflict_of_interest"] for each in own} == {True}  # its own predecessor
    explanation = {"criterion": "5.1", "text": "Giải trình thay cơ quan trước (dữ liệu mẫu)."}
    must(in_2025, "ExplainCriteria", {"year": YEAR, "agency": "STTTT", "explanations": [explanation]}, agency="SKHCN")


def test_a_merger_recorded_after_its_day_moves_the_work_at_once_and_keeps_what_was_judged(in_2025: Province) -> None:
    open_round(in_2025)
    in_2025.move_to("2025-03-05T08:00:00+07:00")
    appraise(in_2025, "STTTT", "SYT", {"5.1": None}, "tt_tt")
    merge(in_2025)
    in_2025.settle()
    assert owed(in_2025) == {f"appraisal/{each}/SKHCN": "SKHCN" for each in AGENCIES_OF_ROUND}
    (first,) = [f["data"] for f in in_2025.facts("CriterionAppraised")]
    assert (first["owner"], first["clause"]) == ("STTTT", "QC-17.2-2")


def test_a_transfer_of_one_content_moves_that_alone_and_goes_back_when_it_is_withdrawn(in_2025: Province) -> None:
    open_round(in_2025)
    told = {"competence": "online_services", "successor": "SKHCN", "valid_from": "2025-02-20", "sample": True}
    must(in_2025, "TransferCompetence", {**told, "document": RESOLUTION}, agency="SNV")
    in_2025.move_to("2025-02-20T00:00:00+07:00")
    (handed,) = [f["data"] for f in in_2025.facts("AppraisalTransferred") if f["data"]["agency"] == "SYT"]
    assert (handed["handed_over"], handed["left"]) == (["5.3"], ["5.1", "5.4"])
    assert {"appraisal/SYT/STTTT", "appraisal/SYT/SKHCN"} <= set(owed(in_2025))
    must(in_2025, "WithdrawReorganisation", {"withdrawn": 1, "reason": "Ghi nhầm (dữ liệu mẫu)."}, agency="SNV")
    in_2025.settle()
    back = [f["data"] for f in in_2025.facts("AppraisalTransferred") if f["data"]["agency"] == "SYT"][-1]
    assert (back["owner"], back["successor"], back["handed_over"]) == ("SKHCN", "STTTT", ["5.3"])
    appraise(in_2025, "STTTT", "SYT", {"5.1": None, "5.3": None, "5.4": None}, "tt_tt")
    appraise(in_2025, "SKHCN", "SYT", {"5.2": None}, "kh_cn")
    assert not {key for key in owed(in_2025) if key.startswith("appraisal/SYT")}


def test_a_transfer_withdrawn_before_its_day_never_takes_effect(in_2025: Province) -> None:
    to_the_eve(in_2025)
    must(
        in_2025, "WithdrawReorganisation", {"withdrawn": 1, "reason": "Nghị quyết bị hủy (dữ liệu mẫu)."}, agency="SNV"
    )
    in_2025.move_to("2025-03-02T00:00:00+07:00")
    assert in_2025.facts("AppraisalReassigned") == []
    appraise(in_2025, "STTTT", "SYT", {"5.3": None, "5.4": None}, "tt_tt")


def test_nineteen_agencies_become_thirteen_and_five_field_agencies_become_four(in_2025: Province) -> None:
    in_2025.move_to("2025-02-21T08:00:00+07:00")
    reorganise(in_2025)
    in_2025.move_to("2025-06-30T08:00:00+07:00")
    end_the_districts(in_2025)
    found = known(in_2025)
    before, after = ({one.id for one in found.agencies(on, "departments")} - {"BQLKCN"}  # a board, none of the 19
                     for on in (date(2025, 2, 28), date(2025, 3, 1)))  # fmt: skip
    assert (len(before), len(after)) == (19, 13)
    assert field_agencies(found, date(2025, 2, 28)) == ("STP", "STC", "STTTT", "SKHCN", "VPUBND")
    assert field_agencies(found, date(2025, 3, 1)) == ("STP", "STC", "SKHCN", "VPUBND")
    assert found.agencies(date(2025, 7, 1), "districts") == ()
    assert found.agency("SYT", date(2025, 7, 1)).parent == "UBNDDN"
    assert found.agency("SYT", date(2025, 6, 30)).parent == "UBND"


def test_every_department_and_the_register_know_the_same(in_2025: Province) -> None:
    play_the_register(in_2025)
    told = known(in_2025)
    noted = in_2025.facts("ReorganisationNoted")
    assert len(noted) == 6 * len(told.known)
    assert [each.number for each in told.known] == list(range(1, len(told.known) + 1))


def test_a_new_agency_is_scored_and_sends_for_itself(in_2025: Province) -> None:
    in_2025.move_to("2025-02-21T08:00:00+07:00")
    for code, block in (("MAU-SO", "departments"), ("MAU-HUYEN", "districts")):
        title = f"DỮ LIỆU MẪU – bộ tiêu chí {code}"
        told = {"code": code, "block": block, "title": title, "valid_from": "2024-01-01", "valid_to": None}
        must(in_2025, "AdoptCriteriaSet", {**told, "sample": True, "nodes": criteria()}, agency="SNV")
    told = plan(2025, {"SNNMT": "departments", "HOIAN": "districts"})
    reply = in_2025.send("OpenRound", told, agency="SNV")
    assert reply["code"] == "UNKNOWN_AGENCY"
    reorganise(in_2025)
    in_2025.move_to("2026-01-05T08:00:00+07:00")
    must(in_2025, "OpenRound", told, agency="SNV")
    must(in_2025, "SubmitAssessment", {"year": 2025, "agency": "SNNMT", "entries": scored()}, agency="SNNMT")
    gone = in_2025.send("SubmitAssessment", {"year": 2025, "agency": "STNMT", "entries": scored()}, agency="STNMT")
    assert gone["code"] == "NOT_AUTHORISED"
    opened = in_2025.facts("RoundOpened")[-1]["data"]
    assert "STTTT" not in opened["coordinators"]
    in_2025.move_to("2026-02-11T00:00:00+07:00")
    asked = {f["data"]["owner"] for f in in_2025.facts("AppraisalRequested") if f["data"]["agency"] == "SNNMT"}
    assert asked == {"SNV", "VPUBND", "STP", "STC", "SKHCN"}


def test_two_rounds_are_compared_only_where_they_may_be(in_2025: Province) -> None:
    in_2025.move_to("2025-01-02T09:00:00+07:00")
    open_round(in_2025)
    in_2025.move_to("2025-02-21T08:00:00+07:00")
    reorganise(in_2025)
    in_2025.move_to("2026-01-05T08:00:00+07:00")
    must(in_2025, "OpenRound", plan(2025, {"SYT": "departments", "SKHCN": "departments", "HOIAN": "districts"}),
         agency="SNV")  # fmt: skip
    rounds = [
        Round.from_opened(fact["data"], datetime.fromisoformat(fact["time"]).date())
        for fact in in_2025.facts("RoundOpened")
    ]
    found = comparability(*rounds, known(in_2025))
    assert found.of("SYT").comparable
    assert {fault.node for fault in found.of("SYT").notes} == {"information_technology", "online_services"}
    assert [fault.code for fault in found.of("STTTT").reasons] == ["MERGED_INTO"]
    assert [fault.code for fault in found.of("SKHCN").reasons] == ["TOOK_IN"]
    assert [fault.code for fault in found.ranks["departments"]] == ["OTHER_MEMBERS"]
    assert found.ranks["districts"] == ()


def test_a_verdict_on_its_way_counts_and_is_not_asked_for_again(in_2025: Province) -> None:
    open_round(in_2025)
    told = {"competence": "online_services", "successor": "SKHCN", "valid_from": "2025-02-11", "sample": True}
    must(in_2025, "TransferCompetence", {**told, "document": RESOLUTION}, agency="SNV", settle=False)
    verdict = {"year": YEAR, "agency": "SYT", "verdicts": [{"criterion": "5.3", "verdict": "recognised"}]}
    must(in_2025, "AppraiseCriteria", verdict, agency="STTTT", to="tt_tt", settle=False)
    in_2025.settle()
    handed = [f["data"]["agency"] for f in in_2025.facts("AppraisalTransferred")]
    assert sorted(handed) == ["HOIAN", "STTTT"]
    assert [f["data"]["owner"] for f in in_2025.facts("CriterionAppraised")] == ["STTTT"]


def test_however_many_facts_take_effect_on_one_day_each_part_is_moved_once(in_2025: Province) -> None:
    play(in_2025)
    moved = [(f["data"]["agency"], f["data"]["stage"]) for f in in_2025.facts("AppraisalReassigned")]
    assert sorted(moved) == [("HOIAN", "reappraisal"), ("STTTT", "appraisal"), ("SYT", "appraisal")]
