"""Viện dẫn: mã điều khoản, thứ tự, cách đọc."""

import pytest

from shared.regulation.competences import OWNERSHIPS
from shared.regulation.duties import DUTIES, UnknownDuty, citation, duty, parse

QC = "Quy chế kèm theo Quyết định 1669/QĐ-UBND"


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("QC-10.2.b-2", f"điểm b khoản 2 Điều 10 {QC}"),
        ("QC-2.2", f"khoản 2 Điều 2 {QC}"),
        ("QC-16.1.đ", f"điểm đ khoản 1 Điều 16 {QC}"),
        ("QC-7.2′-1", f"khoản 2 (thứ hai) Điều 7 {QC}"),
        ("QC-20.1-2", f"khoản 1 Điều 20 {QC}"),
        ("QĐ-3", "Điều 3 Quyết định 1669/QĐ-UBND"),
        ("†", "thiết kế sản phẩm (†), Quy chế không quy định"),
    ],
)
def test_a_clause_is_cited_as_an_official_would(id: str, words: str) -> None:
    assert citation(id) == words


def test_the_short_form_leaves_the_number_of_the_decision_away() -> None:
    assert citation("QC-10.2.b-2", short=True) == "điểm b khoản 2 Điều 10 Quy chế"


@pytest.mark.parametrize(
    "id", ["", "3", "Điều 3", "QC-", "QC-0", "QC-3.0", "QC-16.1.f", "QC-1.1, 1.2", "XX-1", "QC-1\n"]
)
def test_what_is_no_clause_is_refused(id: str) -> None:
    with pytest.raises(ValueError, match="không phải mã điều khoản"):
        parse(id)


def test_clauses_sort_in_the_order_of_the_text_with_d_before_dd() -> None:
    ordered = ["QĐ-2", "QĐ-3", "QC-2.2", "QC-7.2", "QC-7.2′", "QC-10.1", "QC-16.1.a", "QC-16.1.d", "QC-16.1.đ"]
    mixed = [ordered[n] for n in (7, 2, 0, 8, 4, 3, 6, 1, 5)]
    assert sorted(mixed, key=lambda id: parse(id).order) == ordered


def test_every_duty_has_a_citation_a_lead_and_both_languages() -> None:
    for one in DUTIES:
        assert one.citation
        assert one.lead
        assert one.vi.endswith(".")
        assert one.en.endswith(".")
    assert len({one.id for one in DUTIES}) == len(DUTIES)
    assert sorted(DUTIES, key=lambda one: parse(one.id).order) == list(DUTIES)


def test_every_clause_that_gives_a_competence_is_a_duty_of_its_owner() -> None:
    for row in OWNERSHIPS:
        if not row.design:
            assert duty(row.clause).lead == row.owner


def test_an_unknown_duty_is_refused() -> None:
    with pytest.raises(UnknownDuty):
        duty("QC-99")
