"""``phoihop replay``: any view as it was, and a check that finds what somebody changed behind a ledger's back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from services.console import tables
from shared.mechanism.settings import Settings
from tests.console.conftest import KEEPERS, Damage, Phoihop

pytestmark = pytest.mark.usefixtures("data")


def rows(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_without_a_name_the_views_are_listed(phoihop: Phoihop) -> None:
    listed = rows(phoihop("replay", "--json"))
    assert {row["department"] for row in listed} == set(KEEPERS)
    assert {"scores", "score_history", "agenda"} <= {row["view"] for row in listed}
    board = next(row for row in listed if (row["department"], row["view"]) == ("portal", "scores"))
    assert board["rows"] == 5
    assert "Mỗi cơ quan đang ở khâu nào?" in phoihop("replay").output


def test_every_view_has_its_number_of_rows_as_of_a_date(phoihop: Phoihop) -> None:
    listed = rows(phoihop("replay", "--as-of", "2021-11-30", "--json"))
    before = {(row["department"], row["view"]): row["rows"] for row in listed}
    assert before["vp_ubnd", "decisions"] == 0
    assert before["portal", "scores"] == 5
    assert "hết ngày 30/11/2021" in phoihop("replay", "--as-of", "30/11/2021", "--department", "noi_vu").output


@pytest.mark.parametrize(
    ("when", "state", "percent"),
    [
        ("2021-10-31", None, None),
        ("2021-11-30", "submitted", None),
        ("2021-12-01", "appraised", None),
        ("2022-01-01", "published", "91.50"),
    ],
)
def test_a_view_is_shown_as_it_was(phoihop: Phoihop, when: str, state: str | None, percent: str | None) -> None:
    told = rows(phoihop("replay", "round_progress", "--as-of", when, "--key", "2021/SYT", "--json"))
    assert [(row["row"]["state"], row["row"]["percent"]) for row in told] == ([(state, percent)] if state else [])


def test_the_last_instant_of_a_day_belongs_to_it_and_midnight_does_not(phoihop: Phoihop) -> None:
    """Self-scoring closes at 24:00 on 30 November: appraisal is requested on the day after."""
    assert (
        rows(phoihop("replay", "appraisal_work", "--department", "tai_chinh", "--as-of", "30/11/2021", "--json")) == []
    )
    after = rows(phoihop("replay", "appraisal_work", "--department", "tai_chinh", "--as-of", "01/12/2021", "--json"))
    assert len(after) == 5


def test_a_view_of_several_departments_is_shown_for_each(phoihop: Phoihop) -> None:
    told = rows(phoihop("replay", "appraisal_work", "--json"))
    assert {row["department"] for row in told} == {"noi_vu", "tu_phap", "tai_chinh", "tt_tt", "kh_cn", "vp_ubnd"}
    text = phoihop("replay", "round_progress").output
    assert "round_progress của noi_vu, hiện nay: 5 dòng" in text
    assert "2021/TAMKY" in text


def test_a_view_that_does_not_exist_is_one_sentence(phoihop: Phoihop) -> None:
    result = phoihop("replay", "bảng_vàng")
    assert result.exit_code == 1
    assert "Không có khung nhìn 'bảng_vàng'. Có: agenda, " in result.output


def test_a_round_that_nobody_touched_is_clean(phoihop: Phoihop, data: Path) -> None:
    result = phoihop("replay", "--check")
    assert result.exit_code == 0, result.output
    assert result.output.startswith("SẠCH: không có gì không khớp. Đã kiểm tra 7 sổ, ")
    assert "biên nhận so từng byte với bên gửi" in result.output
    assert "Chưa có chứng cứ ngoài hệ thống" in result.output
    (verdict,) = rows(phoihop("replay", "--check", "--json"))
    found = tables.shelf(settings=Settings(data=data))
    with found:
        assert verdict["rows"] == sum(book.store.last()[0] for book in found.books)
    assert (verdict["verdict"], verdict["ledgers"], verdict["findings"], verdict["without"]) == (True, 7, 0, [])
    assert verdict["view_rows"] > 300


def test_a_check_writes_nothing(phoihop: Phoihop, data: Path) -> None:
    before = {path.name: path.read_bytes() for path in data.glob("*.db")}
    phoihop("replay", "--check")
    assert {path.name: path.read_bytes() for path in data.glob("*.db")} == before


def test_a_score_raised_behind_the_ledgers_back_is_found_where_it_is_and_where_it_was_received(
    phoihop: Phoihop, behind: Damage
) -> None:
    behind(
        "noi_vu",
        'UPDATE stored_events SET state=CAST(REPLACE(CAST(state AS TEXT), \'"percent":"91.50"\', \'"percent":"99.50"\')'
        " AS BLOB) WHERE topic='IndexDetermined' AND CAST(state AS TEXT) LIKE '%assessment/2021/SYT%'",
    )
    result = phoihop("replay", "--check")
    assert result.exit_code == 1
    assert "assessment/2021/SYT" in result.output
    assert "dòng bị sửa" in result.output
    assert "KHÔNG KHỚP" in result.output
    *findings, verdict = rows(phoihop("replay", "--check", "--json"))
    assert {(each["code"], each["department"]) for each in findings} == {
        ("ROW_EDITED", "noi_vu"),
        ("RECEIPT_DIFFERS", "portal"),
    }
    assert all(each["position"] for each in findings)
    assert (verdict["verdict"], verdict["findings"]) == (False, len(findings))


def test_a_dashboard_row_that_somebody_changed_is_found_by_view_and_key(phoihop: Phoihop, behind: Damage) -> None:
    behind("noi_vu", "UPDATE view_rows SET content=REPLACE(content, '91.50', '99.50') WHERE key='2021/SYT'")
    *findings, _ = rows(phoihop("replay", "--check", "--json"))
    assert [(each["code"], each["view"], each["key"]) for each in findings] == [
        ("VIEW_DIFFERS", "round_progress", "2021/SYT")
    ]
    assert 'percent lưu "99.50", gấp lại "91.50"' in findings[0]["sentence"]


def test_a_ledger_that_is_gone_is_a_finding(phoihop: Phoihop, data: Path) -> None:
    (data / "kh_cn.db").unlink()
    *findings, verdict = rows(phoihop("replay", "--check", "--json"))
    assert ("LEDGER_MISSING", "kh_cn") in {(each["code"], each["department"]) for each in findings}
    assert any("với sổ kh_cn" in each for each in verdict["without"])
    assert phoihop("replay", "--check").exit_code == 1


def test_the_check_takes_no_other_condition(phoihop: Phoihop) -> None:
    result = phoihop("replay", "scores", "--check")
    assert result.exit_code == 2
    assert "--check kiểm tra tất cả" in result.output
