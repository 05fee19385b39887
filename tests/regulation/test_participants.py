"""Ai chủ trì, ai phối hợp từng nghĩa vụ (Điều 2 khoản 2; Điều 4): every row against what the regulation lists."""

from datetime import date

import pytest

from shared.regulation.agencies import agencies
from shared.regulation.competences import UnknownCompetence
from shared.regulation.decisions.duty import PARTIES
from shared.regulation.duties import DUTIES, duty, parse
from shared.regulation.organisation import BASELINE, Organisation
from shared.regulation.participants import (
    FIELDS,
    OUTSIDE,
    SCHEME_CONTENTS,
    Matter,
    actors_of,
    agencies_of,
    coordinators_of,
    lead_of,
    receivers_of,
    relay_of,
)

DAY = date(2021, 6, 18)
FIVE = {"STP", "STC", "STTTT", "SKHCN", "VPUBND"}
FOUR = FIVE - {"STP"}
DEPARTMENTS = {each.id for each in agencies("departments")}
DISTRICTS = {each.id for each in agencies("districts")}
EVERYONE = DEPARTMENTS | DISTRICTS
# Whoever the single case names: an agency that leads, two that coordinate, one whom it concerns.
MATTER = Matter(assigned=("SCT",), named=("SXD", "TAMKY"), concerned=("BDT",))
SETS = {
    "-": set(),
    "5": FIVE,
    "4": FOUR,
    "SBN": DEPARTMENTS,
    "UBH": DISTRICTS,
    "all": EVERYONE,
    "assigned": {"SCT"},
    "named": {"SXD", "TAMKY"},
    "concerned": {"BDT"},
}

# id: who leads | who coordinates, in 2021. Content rows (Điều 3) have the leads of whatever carries them out.
TABLE = """
QĐ-1: - | -                    QĐ-2: - | -                    QĐ-3: all concerned | -
QC-1: - | -                    QC-2.1: all | -                QC-2.2: assigned | named
QC-2.3: all | -                QC-3.1.a: SNV 5 | -            QC-3.1.b: SNV 5 SBN UBH | -
QC-3.1.c: SNV 5 assigned | -   QC-3.1.d: 5 SBN UBH | -        QC-3.2-1: SNV 5 concerned assigned | -
QC-3.2-2: SNV 5 | -            QC-3.3: - | -                  QC-3.4: SNV 5 SBN UBH assigned named | -
QC-3.5: assigned | named       QC-4.1: SNV | all              QC-4.2: SNV | 5 SBN UBH concerned
QC-5: assigned | named
QC-6.1.a: SNV | 5              QC-6.1.b: SNV | 5              QC-6.2.a-1: 5 | -
QC-6.2.a-2: SNV | -            QC-6.2.b: 5 | -                QC-6.2.c: SNV 5 | -
QC-7.1-1: SNV | -              QC-7.1-2: SNV | concerned      QC-7.2.a: 5 | -
QC-7.2.b: 5 | -                QC-7.2′-1: assigned | -        QC-7.2′-2: assigned | -
QC-8.1: SNV | 5                QC-8.2-1: assigned | named     QC-8.2-2: assigned | named
QC-8.2-3: named | -            QC-8.3-1: SBN UBH | -          QC-8.3-2: SBN UBH | -
QC-8.3-3: SBN UBH | -          QC-8.3-4: SNV 5 | -
QC-9.1-1: SNV | 4              QC-9.1-2: SNV | -              QC-9.2: SNV | VPUBND
QC-9.3: SNV | STTTT            QC-9.4: SNV | SKHCN            QC-9.5-1: SNV | STC
QC-9.5-2: STC | -
QC-10.1.a: SNV | 5             QC-10.1.b-1: 5 concerned | -   QC-10.1.b-2: SNV | -
QC-10.2.a-1: SNV | SBN UBH     QC-10.2.a-2: SNV | SBN UBH     QC-10.2.b-1: 5 | -
QC-10.2.b-2: SNV | 5 concerned
QC-11.0: SNV | all             QC-11.1-1: assigned | concerned  QC-11.1-2: assigned | -
QC-11.1-3: SNV | -             QC-11.2: SNV | SBN UBH
QC-12.1: SBN | -               QC-12.2: SNV | 5 concerned
QC-13.1: SNV | -               QC-13.2-1: SNV | -             QC-13.2-2: SNV | 5 concerned
QC-13.3: SNV | -               QC-13.4-1: SNV | -             QC-13.4-2: SNV | -
QC-13.5: SNV | -               QC-13.6-1: SNV | -             QC-13.6-2: SNV | -
QC-14.1-1: VPUBND | -          QC-14.1-2: VPUBND | -          QC-14.1-3: VPUBND | -
QC-14.1-4: VPUBND | -          QC-14.2-1: VPUBND | -          QC-14.2-2: VPUBND | -
QC-15.1: STP | concerned       QC-15.2-1: STP | -             QC-15.2-2: STP | -
QC-16.1: STC | concerned       QC-16.2: STC | -               QC-16.3-1: STC | -
QC-16.3-2: STC | -
QC-17.1: STTTT | concerned     QC-17.2-1: STTTT | -           QC-17.2-2: STTTT | -
QC-18.1: SKHCN | concerned     QC-18.2-1: SKHCN | -           QC-18.2-2: SKHCN | -
QC-19.1: SBN UBH | -           QC-19.2: SBN UBH | -
QC-20.1-1: SNV | 5             QC-20.1-2: SNV | 5             QC-20.2-1: all | -
QC-20.2-2: SNV | -
"""
LISTED = {
    id: tuple(words.split("|"))
    for line in TABLE.strip().splitlines()
    for id, words in (each.split(": ") for each in line.split("  ") if each.strip())
}


def expected(words: str) -> set[str]:
    return set().union(*(SETS.get(word, {word}) for word in words.split()))


def test_every_row_is_listed() -> None:
    assert {id.strip() for id in LISTED} == {one.id for one in DUTIES}


@pytest.mark.parametrize("id", [one.id for one in DUTIES])
def test_who_leads_and_who_coordinates_in_2021(id: str) -> None:
    lead, coordinators = next(words for listed, words in LISTED.items() if listed.strip() == id)
    leads = lead_of(id, BASELINE, DAY, MATTER)
    assert set(leads) == expected(lead)
    assert len(set(leads)) == len(leads)
    assert set(coordinators_of(id, BASELINE, DAY, MATTER)) == expected(coordinators) - expected(lead)


# The regulation's own lists, article by article.
@pytest.mark.parametrize(
    ("id", "asked"),
    [
        *((id, FIVE) for id in ("QC-6.1.a", "QC-6.1.b", "QC-6.2.a-1", "QC-6.2.b", "QC-6.2.c")),
        *((id, FIVE) for id in ("QC-7.1-1", "QC-7.2.a", "QC-7.2.b")),
        *((id, FIVE) for id in ("QC-8.1", "QC-8.3-4")),
        ("QC-9.1-1", FOUR),
        ("QC-10.1.a", FIVE),
        ("QC-10.1.b-1", FIVE | {"BDT"}),
        ("QC-10.2.b-1", FIVE),
        ("QC-10.2.b-2", FIVE | {"BDT"}),
        ("QC-11.0", EVERYONE),
        ("QC-12.2", FIVE | {"BDT"}),
        *((id, EVERYONE) for id in ("QC-19.1", "QC-19.2")),
        *((id, FIVE) for id in ("QC-20.1-1", "QC-20.1-2")),
    ],
)
def test_whom_an_article_asks_beside_the_standing_agency(id: str, asked: set[str]) -> None:
    party = (each(id, BASELINE, DAY, MATTER) for each in (lead_of, coordinators_of, actors_of, receivers_of))
    assert {agency for agencies in party for agency in agencies} - {"SNV"} == asked - {"SNV"}


def test_article_9_asks_four_and_not_justice() -> None:
    asked = {each for id in SCHEME_CONTENTS for each in actors_of(id, BASELINE, DAY)}
    assert asked == set(coordinators_of("QC-9.1-1", BASELINE, DAY)) == FOUR
    for id, contents in SCHEME_CONTENTS.items():
        assert duty(id).actors.split() == [f"%{each}" for each in contents]


def test_those_whom_the_lead_asks_carry_it_out() -> None:
    assert set(actors_of("QC-8.1", BASELINE, DAY)) == FIVE
    assert actors_of("QC-9.4", BASELINE, DAY) == ("SKHCN",)
    assert actors_of("QC-9.5-2", BASELINE, DAY) == lead_of("QC-9.5-2", BASELINE, DAY) == ("STC",)


@pytest.mark.parametrize("id", [one.id for one in DUTIES])
def test_through_the_standing_agency_where_the_regulation_says_so_and_nowhere_else(id: str) -> None:
    relayed = {"QC-7.2′-2", "QC-8.3-2", "QC-8.3-3"}
    assert relay_of(id, BASELINE, DAY) == ("SNV" if id in relayed else None)
    if id in relayed | {"QC-9.5-2", "QC-19.2"}:
        assert "ubnd" in duty(id).to.split()


def test_each_point_of_a_row_has_its_own_lead() -> None:
    assert [lead_of(id, BASELINE, DAY) for id in duty("QC-13.4-1").ids] == [("SNV",)] * 3
    assert lead_of("QC-16.1.đ", BASELINE, DAY) == ("STC",)


def test_who_the_single_case_must_name_is_nobody_until_it_does() -> None:
    assert lead_of("QC-8.2-1", BASELINE, DAY) == ()
    assert set(lead_of("QC-10.1.b-1", BASELINE, DAY)) == FIVE


def test_a_lead_never_coordinates() -> None:
    own = Matter(assigned=("SNV",), named=("SNV", "STP"), concerned=("SNV",))
    for one in DUTIES:
        leads, coordinators = (each(one.id, BASELINE, DAY, own) for each in (lead_of, coordinators_of))
        assert set(leads) & set(coordinators) == set(), one.id


class Merged(Organisation):
    """Công nghệ thông tin về Sở Khoa học và Công nghệ từ ngày 01/3/2025 (giả định)."""

    def owner(self, competence: str, on: date) -> str:
        moved = competence in {"information_technology", "online_services"} and on >= date(2025, 3, 1)
        return "SKHCN" if moved else super().owner(competence, on)


def test_the_sets_follow_the_competences_of_the_day() -> None:
    merged = Merged()
    assert set(lead_of("QC-6.2.a-1", merged, date(2025, 2, 28))) == FIVE
    assert set(lead_of("QC-6.2.a-1", merged, date(2025, 3, 1))) == FIVE - {"STTTT"}
    assert lead_of("QC-17.2-1", merged, date(2025, 3, 1)) == ("SKHCN",)
    assert set(coordinators_of("QC-9.1-1", merged, date(2025, 3, 1))) == FOUR - {"STTTT"}


def test_before_the_regulation_the_text_of_2021_is_gone_by() -> None:
    assert lead_of("QC-2.1", BASELINE, date(2021, 1, 1)) == tuple(
        each.id for each in BASELINE.agencies(date(2021, 1, 1))
    )


@pytest.mark.parametrize("word", [word for word in PARTIES if word not in {"%…", "operative"}])
def test_every_word_for_who_becomes_agencies_or_is_outside(word: str) -> None:
    found = agencies_of(word, BASELINE, DAY, MATTER)
    assert bool(found) == (word not in OUTSIDE | {"vertical"})


def test_a_word_that_says_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="cách gọi cơ quan"):
        agencies_of("everybody", BASELINE, DAY)
    with pytest.raises(UnknownCompetence):
        agencies_of("%navigation", BASELINE, DAY)


def test_the_five_are_a_set_of_competences_and_no_list_of_names() -> None:
    assert set(agencies_of(" ".join(f"%{each}" for each in FIELDS), BASELINE, DAY)) == FIVE
    for one in DUTIES:
        for words in (one.lead, one.coordinators, one.actors, one.to, one.via):
            assert not set(words.split()) & EVERYONE, one.id
    assert parse("QC-4.2").article == 4
