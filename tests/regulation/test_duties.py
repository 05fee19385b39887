"""Bảng nghĩa vụ: 94 dòng, viện dẫn, thứ tự, các lỗi của văn bản."""

from collections import Counter
from datetime import date

import pytest

from shared.regulation.clauses import DOCUMENTS
from shared.regulation.decisions.duty import KINDS, PROCESSES, spoken_parties, spoken_when
from shared.regulation.duties import DUTIES, UnknownDuty, citation, duty, parse, regulation_on, row_of

SIGNED = date(2021, 6, 18)

QC = "Quy chế kèm theo Quyết định 1669/QĐ-UBND"
FIVE = "QC-14.2-{n} QC-15.2-{n} QC-16.3-{n} QC-17.2-{n} QC-18.2-{n}"

# §3 of the table of obligations: which rows each process is made of.
PROCESS_ROWS = {
    "P1": "QC-6.1.a QC-6.1.b QC-6.2.a-1 QC-6.2.a-2 QC-6.2.b QC-6.2.c QC-13.1",
    "P2": "QC-10.1.a QC-10.1.b-1 QC-10.1.b-2 QC-13.4-1 " + FIVE.format(n=1),
    "P3": "QC-10.2.a-1 QC-10.2.a-2 QC-10.2.b-1 QC-10.2.b-2 QC-13.4-2 " + FIVE.format(n=2),
    "P4": "QC-9.1-1 QC-9.1-2 QC-9.2 QC-9.3 QC-9.4 QC-9.5-1 QC-9.5-2",
    "P5": "QC-8.1 QC-8.2-1 QC-8.2-2 QC-8.2-3 QC-8.3-1 QC-8.3-2 QC-8.3-3 QC-8.3-4",
    "P6": "QC-11.0 QC-11.1-1 QC-11.1-2 QC-11.1-3 QC-11.2",
    "P7": "QC-3.5 QC-13.2-1 QC-13.2-2 QC-14.1-3 QC-14.1-4 QC-19.1",
    "P8": "QC-7.1-2 QC-7.2′-1 QC-7.2′-2 QC-20.2-1 QC-20.2-2",
    "P9": "QC-12.2 QC-20.1-1 QC-20.1-2",
    "P10": "QC-7.1-1 QC-12.1",
    "P11": "QC-7.2.a QC-19.2",
    "P12": "QC-9.5-2 QC-16.2",
    "P13": "QC-13.5 QC-13.6-1 QC-13.6-2",
    "P14": "",
}
# Rows that say when, and how; every other one says that the regulation sets no time.
TIMES = {
    "before 11-15": "QC-6.2.a-1",
    "quarterly": "QC-12.2",
    "yearly": "QC-3.1.c QC-3.4 QC-6.1.a QC-8.3-1 QC-13.1 QC-16.1.đ QC-16.2 QC-20.1-2",
    "phase": "QC-3.1.c QC-6.1.a QC-13.1",
    "ad hoc": "QC-3.4",
    "periodic": "QC-11.1-2 QC-13.5",
    "promptly": "QC-6.2.b QC-7.1-1 QC-7.2′-1",
    "on 2021-06-18": "QĐ-1 QĐ-2",
}


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("QC-10.2.b-2", f"điểm b khoản 2 Điều 10 {QC}"),
        ("QC-2.2", f"khoản 2 Điều 2 {QC}"),
        ("QC-16.1.đ", f"điểm đ khoản 1 Điều 16 {QC}"),
        ("QC-7.2′-1", f"khoản 2 (thứ hai) Điều 7 {QC}"),
        ("QC-20.1-2", f"khoản 1 Điều 20 {QC}"),
        ("QC-11.0", f"tên Điều 11 {QC}"),
        ("QĐ-3", "Điều 3 Quyết định 1669/QĐ-UBND"),
        ("†", "thiết kế sản phẩm (†), Quy chế không quy định"),
    ],
)
def test_a_clause_is_cited_as_an_official_would(id: str, words: str) -> None:
    assert citation(id) == words


def test_the_short_form_leaves_the_number_of_the_decision_away() -> None:
    assert citation("QC-10.2.b-2", short=True) == "điểm b khoản 2 Điều 10 Quy chế"
    assert citation("QĐ-3", short=True) == "Điều 3 Quyết định"


def test_no_citation_names_a_bare_article_3() -> None:
    for one in DUTIES:
        if "Điều 3" in one.citation:
            assert any(f"Điều 3 {document}" in one.citation for document in DOCUMENTS.values())


@pytest.mark.parametrize(
    "id", ["", "3", "Điều 3", "QC-", "QC-0", "QC-3.0.a", "QC-11.00", "QC-16.1.f", "QC-1.1, 1.2", "XX-1", "QC-1\n"]
)
def test_what_is_no_clause_is_refused(id: str) -> None:
    with pytest.raises(ValueError, match="không phải mã điều khoản"):
        parse(id)


def test_clauses_sort_in_the_order_of_the_text_with_d_before_dd() -> None:
    ordered = [
        "QĐ-2",
        "QĐ-3",
        "QC-2.2",
        "QC-7.2",
        "QC-7.2′",
        "QC-10.1",
        "QC-11.0",
        "QC-16.1.a",
        "QC-16.1.d",
        "QC-16.1.đ",
    ]
    mixed = [ordered[n] for n in (7, 2, 0, 8, 9, 4, 3, 6, 1, 5)]
    assert sorted(mixed, key=lambda id: parse(id).order) == ordered


def test_the_regulation_has_94_rows() -> None:
    assert len(DUTIES) == len({one.id for one in DUTIES}) == 94
    chapters = Counter(_chapter(one.id) for one in DUTIES)
    assert chapters == {"QĐ": 3, "I": 16, "II": 41, "III": 30, "IV": 4}


def _chapter(id: str) -> str:
    where = parse(id)
    if where.document == "QĐ":
        return "QĐ"
    return next(name for last, name in ((5, "I"), (12, "II"), (19, "III"), (20, "IV")) if where.article <= last)


def test_every_duty_has_a_citation_a_lead_and_both_languages() -> None:
    for row in DUTIES:
        for one in (row, *row.parts):
            assert one.citation
            assert spoken_parties(one.lead)
            assert one.spoken_when
            assert one.vi.endswith(".")
            assert one.en.endswith(".")
            assert one.kind in KINDS
    assert sorted(DUTIES, key=lambda one: parse(one.id).order) == list(DUTIES)


def test_no_summary_says_the_same_as_another() -> None:
    for language in ("vi", "en"):
        said = Counter(getattr(one, language) for one in DUTIES)
        assert {words for words, times in said.items() if times > 1} == set()


@pytest.mark.parametrize(
    ("row", "points"),
    [
        ("QC-1", "QC-1.1 QC-1.2"),
        ("QC-5", "QC-5.1 QC-5.2 QC-5.3 QC-5.4 QC-5.5 QC-5.6"),
        ("QC-13.4-1", "QC-13.4.a-1 QC-13.4.b-1 QC-13.4.c-1"),
        ("QC-16.1", "QC-16.1.a QC-16.1.b QC-16.1.c QC-16.1.d QC-16.1.đ"),
    ],
)
def test_a_row_of_several_points_may_be_cited_by_each(row: str, points: str) -> None:
    assert " ".join(duty(row).ids) == points
    for id in points.split():
        assert row_of(id) == duty(row)
        assert duty(id).citation == citation(id)
        assert duty(id).kind == duty(row).kind
    assert [one.id for one in DUTIES if one.parts] == ["QC-1", "QC-5", "QC-13.4-1", "QC-16.1"]


def test_a_point_says_itself_what_differs_and_the_row_the_rest() -> None:
    assert duty("QC-16.1.a").when == duty("QC-16.1").when == ("none",)
    assert duty("QC-16.1.đ").when == ("yearly",)
    assert duty("QC-16.1.đ").lead == "%public_finance"
    assert duty("QC-13.4.b-1").lead == "%organisation"
    assert row_of("QC-6.2.a-1").id == "QC-6.2.a-1"


@pytest.mark.parametrize("process", PROCESS_ROWS)
def test_a_process_is_made_of_its_rows_and_of_no_others(process: str) -> None:
    found = [one.id for one in DUTIES if process in one.processes and one.kind != "content"]
    assert sorted(found) == sorted(PROCESS_ROWS[process].split())
    assert set(PROCESS_ROWS) == set(PROCESSES)


def test_content_is_carried_out_by_duties_of_its_own_processes() -> None:
    for one in DUTIES:
        carriers = [duty(id) for id in one.carried_by]
        assert bool(carriers) == (one.kind == "content" and one.id != "QC-3.3")
        assert not any(each.kind == "content" for each in carriers)
        if carriers:
            assert set(one.processes) <= {process for each in carriers for process in each.processes}


def test_communication_is_an_orphan_and_says_so() -> None:
    orphan = duty("QC-3.3")
    assert (orphan.lead, orphan.carried_by, orphan.processes) == ("nobody", (), ("P14",))
    assert "không có cơ quan chủ trì" in orphan.note


@pytest.mark.parametrize("word", TIMES)
def test_the_times_of_the_regulation_stand_where_it_says_them(word: str) -> None:
    ids = [one.id for row in DUTIES for one in (row.parts or (row,)) if word in one.when]
    assert ids == TIMES[word].split()
    assert spoken_when(word)


def test_kinds_stand_where_the_first_chapter_has_them() -> None:
    by_kind = {kind: [one.id for one in DUTIES if one.kind == kind] for kind in KINDS}
    assert by_kind["role"] == ["QĐ-3", "QC-4.1"]
    assert by_kind["register"] == ["QC-4.2", "QC-5"]
    assert by_kind["constraint"] == ["QĐ-2", "QC-1", "QC-2.1", "QC-2.2", "QC-2.3"]
    assert all(parse(id).article == 3 for id in by_kind["content"])
    assert len(by_kind["content"]) == 8


def test_every_defect_of_the_text_stands_beside_what_it_touches() -> None:
    regulation = regulation_on(SIGNED)
    assert [number for number, _ in regulation.defects] == list(range(1, 18))
    touched = {number for one in DUTIES for number in one.defects}
    assert set(range(1, 18)) - touched == {7, 14}, "those of the whole text"
    for number, words in regulation.defects:
        for one in DUTIES:
            assert (words in one.note) == (number in one.defects)


@pytest.mark.parametrize(
    ("id", "number"),
    [
        ("QC-7.2′-1", 1),
        ("QC-7.2′-2", 1),
        ("QĐ-1", 2),
        ("QC-17.2-1", 3),
        ("QC-12.1", 5),
        ("QC-10.1.b-1", 6),
        ("QC-12.2", 6),
        ("QC-16.1", 8),
        ("QC-3.3", 9),
        ("QC-9.1-1", 10),
        ("QC-17.2-2", 11),
        ("QC-14.1-4", 12),
        ("QC-13.4-2", 13),
        ("QĐ-3", 15),
        ("QĐ-1", 17),
    ],
)
def test_a_defect_is_told_with_its_row(id: str, number: int) -> None:
    assert number in duty(id).defects


def test_what_the_text_only_implies_is_marked() -> None:
    implied = {(one.id, field) for one in DUTIES for field in one.implied}
    assert {("QC-6.2.b", "to"), ("QC-8.2-3", "product"), ("QC-9.1-1", "trigger"), ("QC-11.0", "lead")} <= implied
    assert ("QC-6.2.a-1", "to") not in implied


def test_an_unknown_duty_is_refused() -> None:
    with pytest.raises(UnknownDuty):
        duty("QC-99")
    with pytest.raises(UnknownDuty):
        duty("QC-10.1")
