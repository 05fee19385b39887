"""``phoihop duties``: nghĩa vụ nào đã thực hiện, sự việc nào chứng minh; và bảng nghĩa vụ có đủ bằng chứng không."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

import schemas
from schemas.work import MODES
from services.console.duties_check import check, field_at, other_faults
from shared.regulation.compliance import declared, ids_of
from shared.regulation.duties import DUTIES, row_of
from shared.regulation.fulfilment import Fulfilment, Periodic, Told
from tests.console.conftest import Phoihop

STORY = "tests/stories/test_scoring_round.py::test_an_index_waits_for_the_last_owner"

NOT_YET: frozenset[str] = frozenset()
"""Rows whose carrying out is still being built; empty when every duty works."""


def rows(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


# What was done


@pytest.mark.usefixtures("data")
def test_every_duty_has_its_line(phoihop: Phoihop) -> None:
    result = phoihop("duties", "--json")
    assert result.exit_code == 0, result.output
    told = {row["duty"]: row for row in rows(result)}
    assert list(told) == [duty.id for duty in DUTIES]
    assert (told["QC-15.2-2"]["met"], told["QC-15.2-2"]["overdue"]) == (5, 0)
    assert told["QC-10.2.b-2"]["met"] == 5
    assert "Việc thực hiện Quy chế" in phoihop("duties").output


@pytest.mark.usefixtures("data")
def test_one_duty_of_one_agency_is_told_down_to_the_message(phoihop: Phoihop) -> None:
    (mine,) = rows(phoihop("duties", "--duty", "Điều 10 khoản 2", "--agency", "Sở Y tế", "--json"))
    assert (mine["duty"], mine["agency"], mine["key"], mine["state"]) == ("QC-10.2.a-2", "SYT", "tự chấm/2021", "met")
    assert [(proof["says"], proof["type"]) for proof in mine["proofs"]] == [
        ("opens", "RoundOpened"),
        ("meets", "AssessmentSubmitted"),
        ("undoes", "AssessmentWithdrawn"),
        ("meets", "AssessmentSubmitted"),
    ]
    proof = mine["proofs"][-1]["id"]
    text = phoihop("duties", "--duty", "QC-10.2.a-2", "--agency", "SYT").output
    assert "đã thực hiện" in text
    assert proof.replace("-", "") in text.replace("-", "").replace("\n", "").replace(" ", "") or "tự chấm" in text
    assert proof in phoihop("history", "--cause", proof, "--json").stdout


@pytest.mark.usefixtures("data")
def test_the_past_and_a_period_are_asked_for(phoihop: Phoihop) -> None:
    before = rows(phoihop("duties", "--duty", "QC-10.2.a-2", "--agency", "SYT", "--as-of", "30/10/2021", "--json"))
    assert before == []
    opened = rows(phoihop("duties", "--duty", "QC-15.2-2", "--as-of", "01/12/2021", "--json"))
    assert {(one["state"], one["agency"]) for one in opened} <= {("open", "STP"), ("met", "STP")}
    assert rows(phoihop("duties", "--duty", "QC-15.2-2", "--year", "2022", "--json")) == []
    within = rows(phoihop("duties", "--duty", "QC-15.2-2", "--from", "01/12/2021", "--to", "31/12/2021", "--json"))
    assert len(within) == 5
    assert phoihop("duties", "--duty", "QC-15.2-2", "--state", "overdue").output.startswith("Không có việc nào")


@pytest.mark.usefixtures("data")
def test_the_deadlines_are_written_as_a_calendar(phoihop: Phoihop, tmp_path: Path) -> None:
    file = tmp_path / "han.ics"
    result = phoihop("duties", "--year", "2021", "--agency", "SYT", "--ics", str(file))
    assert result.exit_code == 0
    assert result.output.startswith("Đã ghi ")
    written = file.read_bytes()
    assert written.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"DTSTART;VALUE=DATE:20211130" in written
    assert phoihop("duties", "--year", "2021", "--agency", "SYT", "--ics", "-").stdout_bytes.count(b"BEGIN:VEVENT") >= 1


def test_without_a_ledger_it_is_one_sentence(phoihop: Phoihop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHOIHOP_DATA", str(tmp_path))
    result = phoihop("duties")
    assert result.exit_code == 1
    assert "Chưa có sổ nào để đọc" in result.output


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--check", "--year", "2021"), "--check kiểm tra tất cả"),
        (("--year", "2021", "--from", "01/01/2021"), "Chọn --year, hoặc --from và --to"),
    ],
)
def test_conditions_that_contradict_are_refused(phoihop: Phoihop, words: tuple[str, ...], sentence: str) -> None:
    result = phoihop("duties", *words)
    assert result.exit_code == 2
    assert sentence in result.output


# The table


def test_every_duty_is_carried_out_by_something_and_shown_by_a_test() -> None:
    wrong = {row.duty.id: row.faults for row in check() if row.faults}
    assert {duty: faults for duty, faults in wrong.items() if duty not in NOT_YET} == {}


def test_nothing_is_declared_or_cited_that_the_regulation_does_not_know() -> None:
    assert other_faults() == []


def test_the_check_ends_with_0_exactly_when_nothing_is_missing(phoihop: Phoihop) -> None:
    result = phoihop("duties", "--check", "--json")
    *table, verdict = rows(result)
    assert len(table) == verdict["duties"] == len(DUTIES)
    assert (result.exit_code == 0) == verdict["verdict"] == (not any(row["faults"] for row in table))
    assert all(row["how"] or row["faults"] for row in table)
    assert phoihop("duties", "--check").exit_code == result.exit_code


def test_what_is_only_named_is_carried_out_by_duties_that_messages_fulfil() -> None:
    """Điều 3 names contents; each is carried out in other articles, by messages (but for khoản 3: nobody's)."""
    known, by_id = declared(), {row.duty.id: row for row in check()}
    contents = [duty for duty in DUTIES if duty.kind == "content" and duty.carried_by]
    assert len(contents) == 7
    for duty in contents:
        assert duty.carried_by in [row.by for row in known[duty.id] if row.how == "content"]
        waiting = [other for other in duty.carried_by if "message" not in by_id[row_of(other).id].how]
        assert not waiting or duty.id in NOT_YET, waiting


def test_the_modes_of_coordination_are_those_of_the_regulation() -> None:
    """Điều 5: six khoản, six modes, the last of them open; whoever notes a mode notes one of these."""
    (register,) = [duty for duty in DUTIES if duty.id == "QC-5"]
    assert len(register.parts) == len(MODES) == 6
    noting = [message for message in schemas.all_messages() if field_at(message, "mode") is not None]
    for message in noting:
        found = field_at(message, "mode")
        assert found is not None
        assert tuple(found.metadata["schema"]["enum"]) == MODES, message.__name__


def wrong(**told: Any) -> str:
    """What the check finds in one declaration."""
    row = Fulfilment(**{"duty": "QC-15.2-2", "how": "message", "shown_by": STORY, **told})
    (found,) = [each for each in check({"QC-15.2-2": (row,)}) if each.duty.id == "QC-15.2-2"]
    return "; ".join(found.faults)


GOOD = Told(fact="CriterionAppraised", key=("year", "agency"), agency="owner")


def opening(**told: Any) -> Told:
    return Told(fact="RoundOpened", key=("year",), agency="agencies.agency", **told)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"meets": (GOOD,)}, ""),
        ({"meets": (Told("Nobody", key=("year",)),)}, "không có sự việc công khai Nobody"),
        ({"meets": (Told("AppraiseCriteria", key=("year",)),)}, "không có sự việc công khai AppraiseCriteria"),
        ({"meets": (Told("IndexDetermined", key=("year",)),)}, "không viện dẫn QC-15.2-2 và khai báo không nói vì sao"),
        ({"meets": (Told("IndexDetermined", key=("year",)),), "note": "Vì …"}, ""),
        ({"meets": (Told("CriterionAppraised", key=("month",)),)}, "không có trường month"),
        ({"meets": (Told("CriterionAppraised", key=("year",), agency="criterion"),)}, "không phải một cơ quan"),
        ({"meets": (Told("CriterionAppraised", key=("year",), agency="%magic"),)}, "không có thẩm quyền %magic"),
        ({"meets": (Told("CriterionAppraised", key=("@moon",)),)}, "phong bì không có @moon"),
        ({"meets": (Told("CriterionAppraised", key=("year:week",)),)}, "không đọc được year:week"),
        ({"meets": (Told("CriterionAppraised", key=("year:year",)),)}, "year không phải một ngày"),
        ({"meets": (Told("CriterionAppraised", ("year",), where={"verdict": "maybe"}),)}, "không bao giờ là 'maybe'"),
        ({"meets": (GOOD,), "opens": (opening(due="title"),)}, "không phải một thời hạn"),
        ({"meets": (GOOD,), "opens": (opening(due="windows.appraisal.closes"),)}, ""),
        ({"meets": (GOOD,), "shown_by": "tests/nowhere.py::test_it"}, "không có phép thử tests/nowhere.py::test_it"),
        ({"meets": (GOOD,), "shown_by": STORY[:-1]}, "không có phép thử"),
        ({"meets": (GOOD,), "periodic": Periodic("month", "%magic", "soon", " ")}, "kỳ không nêu căn cứ"),
        ({"how": "rule", "by": ("NO_SUCH_CODE_ANYWHERE",)}, "không có mã từ chối NO_SUCH_CODE"),
        ({"how": "register", "by": ("no_such_view_anywhere",)}, "không có danh mục, khung nhìn no_such_view"),
        ({"how": "content", "by": ("QC-6.1.a",)}, "nghĩa vụ phải làm mà không thông điệp nào thực hiện"),
        ({"how": "content", "by": ("QC-6.1.a",)}, "chưa có thông điệp nào thực hiện ở QC-6.1.a"),
        ({"how": "register", "by": ("scores", "OWNERSHIPS", "Organisation")}, ""),
    ],
)  # fmt: skip
def test_a_declaration_that_does_not_hold_is_found(told: dict[str, Any], sentence: str) -> None:
    found = wrong(**told)
    assert sentence in found
    assert bool(found) == bool(sentence)


def test_a_duty_for_which_nothing_is_declared_is_unaccounted() -> None:
    assert {row.faults for row in check({})} == {("chưa khai báo được thực hiện bằng gì",)}
    assert other_faults({"QC-99": ()}) == ["khai báo cho QC-99, không có trong bảng nghĩa vụ"]


def test_the_orphan_content_must_be_supported_and_marked_as_design() -> None:
    lawful = Told(fact="CriterionAppraised", key=("year",), agency="owner")
    row = Fulfilment(duty="QC-3.3", how="message", shown_by=STORY, meets=(lawful,), note="Vì …")
    (found,) = [each for each in check({"QC-3.3": (row,)}) if each.duty.id == "QC-3.3"]
    assert any("chưa được hỗ trợ" in fault for fault in found.faults)
    assert any("†" in fault for fault in found.faults)


def test_a_row_of_several_points_needs_every_point() -> None:
    (row,) = [duty for duty in DUTIES if duty.id == "QC-16.1"]
    one = Fulfilment(duty="QC-16.1.a", how="register", shown_by=STORY, by=("scores",))
    (found,) = [each for each in check({"QC-16.1.a": (one,)}) if each.duty.id == row.id]
    missing = [id for id in ids_of(row) if id not in (row.id, "QC-16.1.a")]
    assert [fault.split()[0] for fault in found.faults] == missing
