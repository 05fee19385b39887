"""Cơ quan và thẩm quyền (Điều 1, Điều 4, Điều 13–18)."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from shared.regulation import competences as competences_module
from shared.regulation.agencies import (
    AGENCIES,
    UnknownAgency,
    agencies,
    agency,
    agency_of,
    by_name,
    service_of,
)
from shared.regulation.alphabet import legacy_encoding, vietnamese_key
from shared.regulation.competences import (
    COMPETENCES,
    IN_FORCE,
    OWNERSHIPS,
    Ownership,
    UnknownCompetence,
    competences_of,
    owner,
    ownership,
)

OWNERS = {
    "steering": "SNV",
    "organisation": "SNV",
    "civil_service": "SNV",
    "assigned_tasks": "VPUBND",
    "administrative_procedures": "VPUBND",
    "one_stop": "VPUBND",
    "institutions": "STP",
    "public_finance": "STC",
    "information_technology": "STTTT",
    "online_services": "STTTT",
    "iso": "SKHCN",
    "survey": "SNV",
}


def test_the_province_has_20_bodies_and_18_districts_in_2021() -> None:
    assert len(agencies("departments")) == 20
    assert len(agencies("districts")) == 18
    assert len({one.id for one in AGENCIES}) == len({one.name for one in AGENCIES}) == 38


def test_no_official_code_is_made_up() -> None:
    assert {one.code for one in AGENCIES} == {None}


def test_six_agencies_speak_through_a_service_and_no_other_does() -> None:
    speaking = {one.id: one.service for one in AGENCIES if one.service}
    assert speaking == {
        "SNV": "noi_vu",
        "STP": "tu_phap",
        "STC": "tai_chinh",
        "STTTT": "tt_tt",
        "SKHCN": "kh_cn",
        "VPUBND": "vp_ubnd",
    }
    assert all(agency_of(service).id == id for id, service in speaking.items())
    assert service_of("SYT") is None


@pytest.mark.parametrize("ask", [lambda: agency("XYZ"), lambda: agency_of("portal"), lambda: agencies("communes")])
def test_what_does_not_exist_is_refused_by_name(ask) -> None:
    with pytest.raises(UnknownAgency, match="Không có"):
        ask()


def test_districts_sort_as_vietnamese_lists_do() -> None:
    names = sorted((one.short for one in agencies("districts")), key=vietnamese_key)
    assert names[:7] == ["Bắc Trà My", "Duy Xuyên", "Đại Lộc", "Điện Bàn", "Đông Giang", "Hiệp Đức", "Hội An"]
    assert sorted(["TIENPHUOC", "DAILOC", "DUYXUYEN"], key=by_name) == ["DUYXUYEN", "DAILOC", "TIENPHUOC"]


def test_tones_decide_only_between_equal_letters() -> None:
    assert sorted(["má", "mạ", "ma", "mã", "mà", "mả", "mát"], key=vietnamese_key) == [
        "ma",
        "mà",
        "mả",
        "mã",
        "má",
        "mạ",
        "mát",
    ]


@pytest.mark.parametrize(("competence", "id"), OWNERS.items())
def test_each_competence_has_the_owner_that_the_regulation_names(competence: str, id: str) -> None:
    assert owner(competence, IN_FORCE) == id
    assert competence in competences_of(id, date(2022, 3, 1))


def test_the_table_of_owners_holds_nothing_else() -> None:
    assert set(COMPETENCES) == set(OWNERS)


def test_where_the_regulation_is_silent_the_row_says_so() -> None:
    assert {row.competence for row in OWNERSHIPS if row.design} == {"online_services", "survey"}
    assert ownership("steering", IN_FORCE).clause == "QC-13.4-2"


def test_nobody_owns_anything_before_the_decision_was_signed() -> None:
    with pytest.raises(UnknownCompetence, match="17/06/2021"):
        owner("iso", IN_FORCE - timedelta(days=1))
    with pytest.raises(UnknownCompetence, match="Không có nội dung"):
        owner("karaoke", IN_FORCE)


def test_a_transfer_of_a_competence_is_two_rows_and_the_day_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    last, first = date(2025, 2, 28), date(2025, 3, 1)
    rows = (
        Ownership("iso", "ISO", "SKHCN", "QC-18.2-2", valid_to=last),
        Ownership("iso", "ISO", "SCT", "†", valid_from=first),
    )
    monkeypatch.setattr(competences_module, "OWNERSHIPS", rows)
    assert [owner("iso", day) for day in (last, first)] == ["SKHCN", "SCT"]


def test_at_most_one_agency_owns_a_competence_on_any_day() -> None:
    for competence in COMPETENCES:
        rows = sorted((row for row in OWNERSHIPS if row.competence == competence), key=lambda row: row.valid_from)
        assert all(one.valid_to is not None and one.valid_to < two.valid_from for one, two in pairwise(rows))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Hµ Néi", "TCVN3 (ABC)"),
        ("Qu¶ng Nam", "TCVN3 (ABC)"),
        ("c¶i c¸ch hµnh chÝnh", "TCVN3 (ABC)"),
        ("§iÒu 10: ®iÓm", "TCVN3 (ABC)"),
        ("Haø Noäi", "VNI"),
        ("Hà Nội, điều kiện thuỷ lợi hoà bình, toán, quý, nghĩa", None),
        ("ISO 9001® – điểm a · điểm b × 2 (½)", None),
        ("", None),
    ],
)
def test_text_in_an_old_encoding_is_recognised(text: str, encoding: str | None) -> None:
    assert legacy_encoding(text) == encoding


def test_no_vietnamese_name_of_ours_is_taken_for_an_old_encoding() -> None:
    assert not [one.name for one in AGENCIES if legacy_encoding(one.name)]
