"""Danh bạ các cơ quan phối hợp với Sở Nội vụ (Điều 4 khoản 2), và điều xảy ra với các cơ quan ấy (†)."""

from __future__ import annotations

from datetime import date
from typing import Any

from shared.regulation.organisation import BASELINE
from tests.province import Province
from tests.stories.test_reorganisation import (
    DETAIL,
    MERGERS,
    NEW,
    RESOLUTION,
    end_the_districts,
    known,
    merge,
    must,
    play_the_register,
    reorganise,
)

SAMPLE = {"document": {**DETAIL, "issued": "2021-11-01"}, "sample": True}


def play(province: Province) -> None:
    play_the_register(province)


def test_the_register_names_every_agency_that_coordinates(province: Province) -> None:
    """STP, STC, STTTT, SKHCN, VP, the other departments, the districts: all but Sở Nội vụ itself."""
    on = province.clock.now().date()
    coordinating = {one.id for one in known(province).agencies(on)} - {"SNV"}
    assert len(coordinating) == 37
    assert {"STP", "STC", "STTTT", "SKHCN", "VPUBND"} < coordinating
    province.move_to("2025-02-21T08:00:00+07:00")
    reorganise(province)
    after = {one.id for one in known(province).agencies(date(2025, 3, 1))} - {"SNV"}
    assert coordinating - after == {each for gone in MERGERS.values() for each in gone}
    assert after - coordinating == set(NEW)


def test_an_agency_keeps_its_id_through_names_places_and_codes(province: Province) -> None:
    from_day = {"agency": "SCT", "valid_from": "2021-12-01", **SAMPLE}
    must(province, "RenameAgency", {**from_day, "name": "Sở Công Thương (tên mẫu)", "short": "Sở CT"}, agency="SNV")
    must(province, "PlaceAgency", {**from_day, "block": "vertical", "parent": "UBND"}, agency="SNV")
    must(province, "AssignAgencyCode", {**from_day, "code": "MAU.00.02"}, agency="SNV")
    found = known(province)
    before, after = (found.agency("SCT", date(2021, month, 30 if month == 11 else 1)) for month in (11, 12))
    assert (before.name, before.block, before.code) == ("Sở Công Thương", "departments", None)
    assert (after.name, after.block, after.code) == ("Sở Công Thương (tên mẫu)", "vertical", "MAU.00.02")
    (renamed,) = province.facts("AgencyRenamed")
    assert (renamed["data"]["previous"], renamed["data"]["document"]["number"]) == ("Sở Công Thương", "00")


def test_a_name_written_wrongly_is_mended_from_the_same_day(province: Province) -> None:
    from_day: dict[str, Any] = {"agency": "SCT", "valid_from": "2021-12-01", **SAMPLE}
    must(province, "RenameAgency", {**from_day, "name": "Sở Công Thươn", "short": "SCT"}, agency="SNV")
    wrong = province.clock.now()
    province.move_to("2021-12-02T08:00:00+07:00")
    must(province, "RenameAgency", {**from_day, "name": "Sở Công Thương mới", "short": "SCT"}, agency="SNV")
    found, day = known(province), date(2021, 12, 5)
    assert found.agency("SCT", day).name == "Sở Công Thương mới"
    assert found.as_known(wrong.replace(hour=23)).agency("SCT", day).name == "Sở Công Thươn"


def test_what_was_known_at_a_moment_is_not_what_is_known_today(province: Province) -> None:
    """Recorded on 10/3/2025, valid from 01/3/2025: on the 5th nobody knew."""
    province.move_to("2025-03-10T08:00:00+07:00")
    merge(province)
    found, day = known(province), date(2025, 3, 5)
    assert found.owner("information_technology", day) == "SKHCN"
    earlier = found.as_known(province.clock.now().replace(day=5))
    assert earlier == BASELINE
    assert earlier.owner("information_technology", day) == "STTTT"


def test_everybody_is_told_and_each_fact_cites_its_document(province: Province) -> None:
    play(province)
    names = (
        "AgencyEstablished AgencyRenamed AgencyPlaced AgenciesMerged AgencyDissolved CompetenceTransferred "
        "AgencyCodeAssigned"
    )
    for name in names.split():
        for fact in province.facts(name):
            assert fact["law"] == "QC-4.2 †"
            assert "to" not in fact
            assert fact["data"]["document"]["number"]
            assert fact["data"]["valid_from"]
    assert len(province.facts("ReorganisationNoted", of="tt_tt")) == len(known(province).known)
    merged = province.facts("AgenciesMerged")
    assert {(f["data"]["document"]["number"], f["data"]["document"]["notation"]) for f in merged} == {
        ("01", "NQ-HĐND"),
        ("202/2025", "QH15"),
    }
    told = {fact["data"]["successor"]: fact["data"]["competences"] for fact in merged}
    assert told["SKHCN"] == ["information_technology", "online_services"]


def test_the_districts_end_and_the_province_becomes_part_of_another(province: Province) -> None:
    province.move_to("2025-06-20T08:00:00+07:00")
    end_the_districts(province)
    assert len(known(province).agencies(date(2025, 6, 30), "districts")) == 18
    assert known(province).agencies(date(2025, 7, 1), "districts") == ()
    withdrawn = {"year": 2025, "agency": "HOIAN", "reason": "Giải thể (dữ liệu mẫu)."}
    assert province.send("WithdrawAssessment", withdrawn, agency="HOIAN")["code"] == "UNKNOWN_ROUND"
    province.move_to("2025-07-01T00:00:00+07:00")
    reply = province.send("WithdrawAssessment", withdrawn, agency="HOIAN")
    assert reply["code"] == "NOT_AUTHORISED"
    assert "UBND thành phố Hội An đã giải thể từ ngày 01/07/2025" in reply["message"]


def test_a_document_is_never_of_a_day_to_come(province: Province) -> None:
    told = {"predecessors": ["STTTT"], "successor": "SKHCN", "valid_from": "2025-03-01", "sample": False}
    reply = province.send("MergeAgencies", {**told, "document": RESOLUTION}, agency="SNV")
    assert reply["code"] == "DATE_IN_FUTURE"  # it is 2021
