"""``phoihop history`` as an auditor uses it: on the ledgers of a whole round."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import Result

from services.console.history import Clause
from services.console.tables import Moment, label, lag, number, until
from shared.mechanism.clock import ICT
from tests.console.conftest import Phoihop

pytestmark = pytest.mark.usefixtures("data")


def rows(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_records_life_is_read_as_a_table(phoihop: Phoihop) -> None:
    result = phoihop("history", "assessment/2021/SYT")
    assert result.exit_code == 0
    text = result.output
    assert "Lịch sử của assessment/2021/SYT" in text
    assert "Bản tự đánh giá đã gửi" in text
    assert "01/11/2021 08:00:00" in text
    assert "4.1: 9,5 → 10" in text
    assert "4.1: 10 → 8,5 (điều chỉnh)" in text
    assert "4.1: 8,5 → 9 (điều chỉnh)" in text
    assert "Bị từ chối: gửi bản tự đánh giá" in text
    assert "khoản 2 Điều 3 Quy chế" in text


def test_a_records_life_as_lines_of_json_is_complete(phoihop: Phoihop) -> None:
    told = rows(phoihop("history", "assessment/2021/SYT", "--json"))
    kinds = [(row["kind"], row["type"]) for row in told]
    assert kinds.count(("fact", "AssessmentSubmitted")) == 2
    assert kinds.count(("refused", "SubmitAssessment")) == 2
    submitted = next(row for row in told if row["type"] == "AssessmentSubmitted")
    assert submitted["law"][0].startswith("QC-3.2")
    assert {
        "recorded",
        "effective",
        "actor",
        "agency",
        "capacity",
        "correlation",
        "causation",
        "case",
    } <= submitted.keys()
    assert [each["department"] for each in submitted["received"]] == ["portal"]
    assert len(submitted["data"]["entries"]) == 8


def test_a_score_is_followed_from_declaration_to_publication(phoihop: Phoihop) -> None:
    told = rows(phoihop("history", "score", "2021", "SYT", "4.1", "--json"))
    assert [(step["step"], step["old"], step["new"]) for step in told] == [
        ("self_scored", None, "9.5"),
        ("withdrawn", "9.5", None),
        ("self_scored", None, "10"),
        ("appraised", "10", "8.5"),
        ("explained", "8.5", "8.5"),
        ("reappraised", "8.5", "9"),
        ("final", "9", "9"),
        ("decided", "9", "9"),
        ("published", "9", "9"),
    ]
    appraised = told[3]
    assert (appraised["reason"], appraised["agency"]) == ("Thiếu báo cáo quyết toán.", "STC")
    assert appraised["recorded"].startswith("2021-12-01")
    assert appraised["effective"] == "2021-12-01"
    assert "QC-16.3" in " ".join(appraised["law"])
    assert told[7]["document"]["number"] == "617"


def test_a_score_reads_as_a_table_with_old_and_new(phoihop: Phoihop) -> None:
    text = phoihop("history", "assessment/2021/SYT", "--criterion", "4.1").output
    assert "Lịch sử điểm 4.1 của Sở Y tế (SYT), năm 2021" in text
    assert "10 → 8,5" in text
    assert "Lý do: Thiếu báo cáo quyết toán." in text
    assert "Văn bản 617/QĐ-UBND ngày 29/03/2022" in text
    assert "khoản 3 Điều 16 Quy chế" in text


def test_a_score_computed_from_figures_shows_them(phoihop: Phoihop) -> None:
    steps = [step["step"] for step in rows(phoihop("history", "score", "2021", "SYT", "1.2", "--json"))]
    assert steps == ["declared", "withdrawn", "declared", "computed", "appraised", "final", "decided", "published"]
    assert "hoan_thanh = 9" in phoihop("history", "score", "2021", "SYT", "1.2").output


def test_a_criterion_without_history_is_one_sentence_that_names_those_that_have_one(phoihop: Phoihop) -> None:
    result = phoihop("history", "score", "2021", "SYT", "9.9")
    assert result.exit_code == 0
    assert result.output.startswith("Chưa có điểm nào của SYT năm 2021 ở tiêu chí 9.9. Có: 1.1, ")


def test_one_cause_is_a_tree_over_all_ledgers(phoihop: Phoihop) -> None:
    told = rows(phoihop("history", "--cause", "nop-lan-hai", "--json"))
    assert [(row["depth"], row["kind"], row["type"]) for row in told] == [
        (0, "accepted", "SubmitAssessment"),
        (1, "fact", "AssessmentSubmitted"),
    ]
    submitted = phoihop("history", "--cause", told[1]["id"])
    assert "mã đang hỏi" in submitted.output
    assert "1 sự việc, 1 lần tiếp nhận ở 2 sổ" in submitted.output


def test_the_chain_that_an_opened_round_began_holds_each_fact_once(phoihop: Phoihop) -> None:
    opened = next(row for row in rows(phoihop("history", "--type", "RoundOpened", "--json")))
    told = rows(phoihop("history", "--cause", opened["causation"], "--json"))
    facts = [(row["department"], row["id"]) for row in told if row["kind"] == "fact"]
    assert len(facts) == len(set(facts))
    assert {"alarm", "accepted", "fact"} == {row["kind"] for row in told}
    assert [row["type"] for row in told].count("AppraisalRequested") == 30
    requested = next(row for row in told if row["type"] == "AppraisalRequested")
    # What is addressed to one department is taken by that one, and shown by the portal.
    assert {each["department"] for each in requested["received"]} == {*requested["to"], "portal"}


def test_a_dossier_runs_through_several_ledgers(phoihop: Phoihop) -> None:
    opened = rows(phoihop("history", "assessment/2021/SYT", "--json"))[0]
    told = rows(phoihop("history", "--case", opened["case"], "--json"))
    assert len({row["department"] for row in told}) == 6
    assert phoihop("history", "--case", "không-có").output.startswith("Không có thông điệp, chuỗi việc hay hồ sơ nào")


@pytest.mark.parametrize(
    ("words", "types"),
    [
        (("--agency", "so y te", "--refused"), {"SubmitAssessment"}),
        (("--agency", "vp_ubnd", "--type", "ResultsDecided"), {"ResultsDecided"}),
        (("--actor", "nguyen thi anh"), {"AssessmentWithdrawn"}),
        (("--until", "31/10/2021"), set()),
        (("--type", "AlarmRang", "--since", "2022-01-01"), {"AlarmRang"}),
        (("--law", "khoản 3 Điều 16", "--agency", "STC"), {"CriterionAppraised"}),
        (("--law", "†", "--department", "tai_chinh"), {"CriterionReappraised", "ReappraisalCompleted"}),
    ],
)
def test_filters_keep_what_fits(phoihop: Phoihop, words: tuple[str, ...], types: set[str]) -> None:
    found = {row["type"] for row in rows(phoihop("history", *words, "--json"))}
    assert found == types


def test_a_date_includes_its_last_second(phoihop: Phoihop) -> None:
    requested = ("--type", "AppraisalRequested", "--json")
    before = rows(phoihop("history", "--until", "30/11/2021", *requested))
    after = rows(phoihop("history", "--since", "01/12/2021", "--until", "01/12/2021", *requested))
    assert (len(before), len(after)) == (0, 30)


def test_nothing_found_is_one_sentence_and_no_failure(phoihop: Phoihop) -> None:
    result = phoihop("history", "--actor", "không có ai")
    assert (result.exit_code, result.output.count("\n")) == (0, 1)
    result = phoihop("history", "assessment/2021/SYY")
    assert result.exit_code == 0
    assert "assessment/2021/SYT" in result.output
    result = phoihop("history", "assessment/2021/SYY", "--json")
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Cần một hồ sơ"),
        (("a", "b"), "Chỉ xem một hồ sơ một lần"),
        (("score", "2021"), "Cách dùng: phoihop history score"),
        (("--law", "điều gì đó"), "không phải điều khoản"),
        (("--since", "31/31/2021"), "không phải ngày"),
        (("--cause", "x", "--agency", "SYT"), "--cause xem trọn một nguyên nhân"),
        (("x", "--criterion", "1"), "--criterion cần một hồ sơ"),
    ],
)
def test_a_wrong_use_is_told_in_vietnamese(phoihop: Phoihop, words: tuple[str, ...], sentence: str) -> None:
    result = phoihop("history", *words)
    assert result.exit_code == 2
    assert sentence in result.output


def test_ledgers_that_are_not_there_are_an_error_and_stay_away(
    phoihop: Phoihop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PHOIHOP_DATA", str(tmp_path / "nowhere"))
    result = phoihop("history", "assessment/2021/SYT")
    assert result.exit_code == 1
    assert "Chưa có sổ nào để đọc" in result.output
    assert not (tmp_path / "nowhere").exists()


def test_one_ledger_that_is_not_there_is_said_and_the_others_are_read(phoihop: Phoihop, data: Path) -> None:
    (data / "kh_cn.db").unlink()
    result = phoihop("history", "assessment/2021/SYT", "--json")
    assert "Chưa có sổ của kh_cn" in result.stderr
    assert len(rows(result)) > 10
    assert not (data / "kh_cn.db").exists()


@pytest.mark.parametrize(
    ("cited", "clause"),
    [
        ("QC-13.4", "QC-13.4"),
        ("†", "†"),
        ("Điều 10", "QC-10"),
        ("khoản 2 Điều 10", "QC-10.2"),
        ("điểm b khoản 2 Điều 10 Quy chế", "QC-10.2.b"),
        ("điểm đ khoản 1 Điều 16", "QC-16.1.đ"),
        ("điểm d khoản 1 Điều 16", "QC-16.1.d"),
        ("Điều 2 Quyết định", "QĐ-2"),
    ],
)
def test_a_clause_is_read_as_officials_cite_it(cited: str, clause: str) -> None:
    assert Clause().convert(cited, None, None) == clause


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("2022-01-05", datetime(2022, 1, 5), datetime(2022, 1, 6)),
        ("5/1/2022", datetime(2022, 1, 5), datetime(2022, 1, 6)),
        ("05/01/2022 14:30", datetime(2022, 1, 5, 14, 30), datetime(2022, 1, 5, 14, 30)),
        ("2022-01-05T14:30:15+00:00", datetime(2022, 1, 5, 21, 30, 15), datetime(2022, 1, 5, 21, 30, 15)),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, begins: datetime, ends: datetime) -> None:
    assert Moment().convert(text, None, None) == begins.replace(tzinfo=ICT)
    assert Moment(ends=True).convert(text, None, None) == ends.replace(tzinfo=ICT)
    with pytest.raises(click.BadParameter):
        Moment().convert("tháng sau", None, None)


def test_words_and_numbers_are_vietnamese() -> None:
    assert label("AssessmentSubmitted") == "bản tự đánh giá đã gửi"
    assert label("VerdictNoted") == "VerdictNoted"
    assert (number("8.50"), number("0"), number(None)) == ("8,50", "0", "·")
    assert [lag(timedelta(seconds=each)) for each in (0.43, 61, 7_300, 90_000)] == [
        "0,4 giây",
        "1 phút",
        "2 giờ",
        "1 ngày",
    ]
    assert until(Moment(within=True).convert("10/12/2021", None, None)) == "hết ngày 10/12/2021"
