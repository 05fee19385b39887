"""Hiệu lực và ghi nhận của mọi điều về tổ chức (Điều 4 khoản 2): the day before, the day, known later than valid."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from shared.regulation.agencies import AGENCIES, UnknownAgency
from shared.regulation.authority import refusal
from shared.regulation.competences import IN_FORCE, OWNERSHIPS, UnknownCompetence
from shared.regulation.organisation import BASELINE, Organisation

ICT = timezone(timedelta(hours=7))
EVE, DAY = date(2025, 2, 28), date(2025, 3, 1)
RECORDED = datetime(2025, 3, 10, 9, tzinfo=ICT)


def told(*facts: tuple[str, dict[str, Any]], recorded: datetime = RECORDED) -> Organisation:
    found = BASELINE
    for number, (fact, data) in enumerate(facts, start=1):
        found = found.noting(fact, {"valid_from": "2025-03-01", "change": number, **data}, recorded)
    return found


MERGED = ("AgenciesMerged", {"predecessors": ["STTTT"], "successor": "SKHCN"})
FOUNDED = (
    "AgencyEstablished",
    {"agency": "SNNMT", "name": "Sở NN&MT", "short": "NN&MT", "kind": "so", "block": "departments", "parent": "UBND"},
)
MERGED_INTO_NEW = ("AgenciesMerged", {"predecessors": ["STNMT", "SNNPTNT"], "successor": "SNNMT"})


def test_before_any_fact_it_is_as_the_tables_say() -> None:
    assert BASELINE.agencies(IN_FORCE) == AGENCIES
    assert [BASELINE.ownership(row.competence, IN_FORCE) for row in OWNERSHIPS] == list(OWNERSHIPS)
    with pytest.raises(UnknownCompetence, match="17/06/2021"):
        BASELINE.owner("iso", date(2021, 6, 17))
    with pytest.raises(UnknownCompetence, match="karaoke"):
        BASELINE.owner("karaoke", IN_FORCE)
    with pytest.raises(UnknownAgency, match="XYZ"):
        BASELINE.agency("XYZ", IN_FORCE)
    with pytest.raises(UnknownAgency, match="communes"):
        BASELINE.agencies(IN_FORCE, "communes")


@pytest.mark.parametrize(
    ("ask", "eve", "day"),
    [
        (lambda it, on: it.exists("STTTT", on), True, False),
        (lambda it, on: it.exists("SKHCN", on), True, True),
        (lambda it, on: it.exists("SNNMT", on), False, True),
        (lambda it, on: it.successor("STTTT", on), "STTTT", "SKHCN"),
        (lambda it, on: it.successor("SKHCN", on), "SKHCN", "SKHCN"),
        (lambda it, on: it.owner("information_technology", on), "STTTT", "SKHCN"),
        (lambda it, on: it.ownership("information_technology", on).clause, "QC-17.2-2", "QC-17.2-2"),
        (lambda it, on: it.owner("iso", on), "SKHCN", "SKHCN"),
        (lambda it, on: it.competences_of("SKHCN", on), ("iso",), ("information_technology", "online_services", "iso")),
        (lambda it, on: it.holders(("information_technology", "iso"), on), ("STTTT", "SKHCN"), ("SKHCN",)),
        (lambda it, on: it.predecessors("SNNMT", on), (), ("SNNPTNT", "STNMT")),
        (lambda it, on: len(it.agencies(on, "departments")), 20, 18),
        (lambda it, on: it.described("STTTT", on).name, *["Sở Thông tin và Truyền thông"] * 2),
        (lambda it, on: it.service_of("SKHCN"), "kh_cn", "kh_cn"),
        (lambda it, on: it.service_of("STTTT"), "tt_tt", "tt_tt"),
        (lambda it, on: it.service_of("SNNMT"), None, None),
    ],
)
def test_a_fact_holds_from_its_day_and_not_a_day_earlier(ask: Any, eve: Any, day: Any) -> None:
    found = told(MERGED, FOUNDED, MERGED_INTO_NEW)
    answers = ask(found, EVE), ask(found, DAY)
    assert tuple(map(plain, answers)) == (plain(eve), plain(day))


def plain(answer: Any) -> Any:
    return sorted(answer) if isinstance(answer, tuple) else answer


@pytest.mark.parametrize(
    ("known_at", "owner"),
    [
        (RECORDED - timedelta(seconds=1), "STTTT"),
        (RECORDED, "SKHCN"),
        (RECORDED.astimezone(timezone.utc), "SKHCN"),  # noqa: UP017
        (datetime(2025, 3, 1, tzinfo=ICT), "STTTT"),
    ],
)
def test_what_was_recorded_later_than_it_is_valid_was_not_known_before(known_at: datetime, owner: str) -> None:
    found = told(MERGED).as_known(known_at)
    assert found.owner("information_technology", DAY) == owner
    assert found.owner("information_technology", EVE) == "STTTT"


def test_what_is_recorded_before_its_day_is_known_and_not_yet_so() -> None:
    found = told(MERGED, recorded=datetime(2025, 2, 1, 8, tzinfo=ICT))
    assert found.as_known(datetime(2025, 2, 2, tzinfo=ICT)).owner("information_technology", DAY) == "SKHCN"
    assert found.owner("information_technology", EVE) == "STTTT"


def test_ownership_is_rows_that_follow_each_other_without_a_gap() -> None:
    back = ("CompetenceTransferred", {"competence": "information_technology", "successor": "STP",
                                      "valid_from": "2025-04-01"})  # fmt: skip
    rows = told(MERGED, back).ownerships("information_technology")
    assert [(row.owner, row.valid_from, row.valid_to) for row in rows] == [
        ("STTTT", IN_FORCE, EVE),
        ("SKHCN", DAY, date(2025, 3, 31)),
        ("STP", date(2025, 4, 1), None),
    ]
    assert {row.clause for row in rows} == {"QC-17.2-2"}
    assert len(told(MERGED, back).ownerships("iso")) == 1


def test_a_competence_transferred_to_an_agency_that_is_merged_goes_with_it() -> None:
    moved = ("CompetenceTransferred", {"competence": "iso", "successor": "STTTT", "valid_from": "2025-01-01"})
    found = told(moved, MERGED)
    assert [found.owner("iso", on) for on in (date(2024, 12, 31), date(2025, 1, 1), DAY)] == ["SKHCN", "STTTT", "SKHCN"]


def test_successors_are_followed_through_and_a_body_without_one_is_itself() -> None:
    later = ("AgenciesMerged", {"predecessors": ["SKHCN"], "successor": "VPUBND", "valid_from": "2025-07-01"})
    ended = ("AgencyDissolved", {"agency": "HOIAN", "successor": None, "valid_from": "2025-07-01"})
    found = told(MERGED, later, ended)
    assert [found.successor("STTTT", on) for on in (DAY, date(2025, 7, 1))] == ["SKHCN", "VPUBND"]
    assert found.successor("HOIAN", date(2025, 7, 1)) == "HOIAN"
    with pytest.raises(UnknownAgency, match="giải thể từ ngày 01/07/2025"):
        found.agency("HOIAN", date(2025, 7, 1))
    with pytest.raises(UnknownAgency, match="Văn phòng UBND tỉnh kế thừa"):
        found.agency("STTTT", date(2025, 7, 1))


def test_of_two_facts_from_one_day_the_later_recorded_stands_whatever_is_noted_first() -> None:
    names = [("AgencyRenamed", {"agency": "SYT", "name": name, "short": "S"}) for name in ("Sai", "Đúng")]
    earlier = ("AgencyRenamed", {"agency": "SYT", "name": "Trước", "short": "S", "valid_from": "2025-02-01"})
    found = told(*names, earlier)
    assert found.agency("SYT", DAY).name == "Đúng"
    assert found.agency("SYT", EVE).name == "Trước"
    assert found.agency("SYT", date(2025, 1, 31)).name == "Sở Y tế"


def test_what_is_withdrawn_never_was_but_was_known() -> None:
    withdrawal = {"change": 2, "withdrawn": 1, "valid_from": "2025-03-01"}
    found = told(MERGED).noting("ReorganisationWithdrawn", withdrawal, RECORDED + timedelta(days=1))
    assert found.owner("information_technology", DAY) == "STTTT"
    assert found.as_known(RECORDED).owner("information_technology", DAY) == "SKHCN"


def test_a_fact_is_noted_once_and_what_is_no_such_fact_not_at_all() -> None:
    found = told(MERGED)
    assert found.noting("AgenciesMerged", {"change": 1, "valid_from": DAY, "predecessors": []}, RECORDED) is found
    assert found.noting("RoundOpened", {"year": 2025}, RECORDED) is found


def test_whoever_is_no_more_sends_nothing_and_its_successor_sends_for_it() -> None:
    found = told(MERGED, FOUNDED, MERGED_INTO_NEW)
    about = {"agency": "STTTT"}
    assert refusal("SubmitAssessment", "STTTT", about, "noi_vu", found, EVE) is None
    gone = refusal("SubmitAssessment", "STTTT", about, "noi_vu", found, DAY)
    assert "kết thúc hoạt động từ ngày 01/03/2025" in str(gone)
    assert refusal("SubmitAssessment", "SKHCN", about, "noi_vu", found, EVE) is not None
    assert refusal("SubmitAssessment", "SKHCN", about, "noi_vu", found, DAY) is None
    assert refusal("RetryQuarantined", "SKHCN", {}, "tt_tt", found, DAY) is None
    assert refusal("SubmitAssessment", "SNNMT", {"agency": "SNNMT"}, "noi_vu", found, DAY) is None
    early = refusal("SubmitAssessment", "SNNMT", {"agency": "SNNMT"}, "noi_vu", found, EVE)
    assert "thành lập từ ngày 01/03/2025" in str(early)
