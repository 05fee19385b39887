"""Trang kiểm tra của tỉnh (Điều 8 khoản 1, khoản 2) và của từng cơ quan (khoản 3)."""

from __future__ import annotations

import re
from io import BytesIO

import docx
import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from services.portal.pages.office import initials
from services.portal.web import create_app
from tests.browser.told import desk_of
from tests.province import Province
from tests.services.portal.read_pages import nobody, page, rows, words
from tests.stories import test_inspection as story
from tests.stories import test_own_inspection as own


def asking(province: Province) -> None:
    """Two are asked for people; one names, the other lets the deadline pass."""
    story.assign(province, "KT-2021-09", "SNV", story.FIVE)
    lead = story.Lead(province, "KT-2021-09", "SNV")
    lead.plan(story.planned(1, "SXD", first="2021-11-15", last="2021-11-17", coordinators=["STP", "STC"]))
    lead.ask(1, "STP", "STC", people=2)
    story.nominate(province, "KT-2021-09", 1, "STP", 10, 11)
    province.move_to("2021-11-13T08:00:00+07:00")


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app(desk_of(story.play, own.play)).test_client()


@pytest.fixture(scope="module")
def late() -> FlaskClient:
    return create_app(desk_of(asking)).test_client()


def test_the_list_says_who_has_not_named_anybody(late: FlaskClient) -> None:
    (row,) = rows(page(late, "/inspections"))[1:]
    assert "Có việc quá hạn" in row
    assert "Sở Tài chính" in row
    (counted,) = [row for row in rows(page(late, "/procedures")) if row.startswith("Kiểm tra của tỉnh")]
    assert counted.endswith("1 1 0")


def test_requests_and_answers_of_a_round_stand_beside_each_other(late: FlaskClient) -> None:
    text = page(late, "/inspections/KT-2021-09")
    (named,) = [row for row in rows(text) if row.startswith("Sở Tư pháp 2 ")]
    assert "Đã cử" in named
    (silent,) = [row for row in rows(text) if row.startswith("Sở Tài chính 2 ")]
    assert "Quá hạn, chưa cử" in silent
    assert "khoản 1 Điều 8" in silent


def test_names_of_people_are_shown_by_their_first_letters(client: FlaskClient) -> None:
    text = page(client, "/inspections/KT-2021-01")
    assert "Công chức 1" not in text
    assert "Chuyên viên" in text
    assert initials("Nguyễn Văn Ấn (dữ liệu mẫu)") == "N.V.Ấ"
    written = docx.Document(BytesIO(client.get("/inspections/KT-2021-01/rounds/1/minutes.docx").data))
    assert "Công chức" not in "".join(cell.text for table in written.tables for row in table.rows for cell in row.cells)


def test_a_whole_inspection_with_its_rounds_findings_and_demands(client: FlaskClient) -> None:
    text = page(client, "/inspections/KT-2021-01")
    shown = words(text)
    assert "Đã kết luận" in shown
    assert "Mưa lũ" in shown
    assert "Niêm yết lại." in shown
    assert "Được miễn" in shown
    assert 'href="/tasks/KT-2021-01/1"' in text
    assert 'href="/matters/inspection/KT-2021-01"' in text
    proofs = set(re.findall(r'href="/messages/([^"]+)"', text))
    assert all(client.get(f"/messages/{each}").status_code == 200 for each in proofs)
    assert "Đã thôi" in words(page(client, "/inspections/KT-2021-03"))


def test_report_and_minutes_are_word_documents(client: FlaskClient, late: FlaskClient) -> None:
    written = docx.Document(BytesIO(client.get("/inspections/KT-2021-01/report.docx").data))
    assert any("Kết quả: Kiểm tra cải cách hành chính" in each.text for each in written.paragraphs)
    assert late.get("/inspections/KT-2021-09/report.docx").status_code == 404
    assert late.get("/inspections/KT-2021-09/rounds/1/minutes.docx").status_code == 404
    assert client.get("/inspections/none").status_code == 404


def test_who_has_sent_and_who_has_not_by_both_channels(client: FlaskClient) -> None:
    text = page(client, "/own-inspections/2022")
    (sent,) = [row for row in rows(text) if row.startswith("Sở Y tế Đã gửi")]
    assert "qua Sở Nội vụ" in sent
    assert "Sở Tài chính" in sent
    (late,) = [row for row in rows(text) if row.startswith("UBND thành phố Hội An")]
    assert "Đã gửi, muộn" in late
    assert "Quá hạn, chưa gửi" in late
    assert len(rows(page(client, "/own-inspections/2022?state=sent"))) > 1
    assert client.get("/own-inspections").headers["Location"] == "/own-inspections/2022"
    assert client.get("/own-inspections/2030").status_code == 404
    assert client.get("/own-inspections/2022/none").status_code == 404


def test_what_an_agency_planned_stands_beside_what_it_did(client: FlaskClient) -> None:
    shown = words(page(client, "/own-inspections/2022/SYT"))
    assert "ngoài kế hoạch" in shown
    assert "Chưa ghi nhận" in shown
    assert "trong kế hoạch mà chưa thực hiện: 2" in shown.lower()


def test_the_overview_is_a_workbook_with_everybody(client: FlaskClient) -> None:
    sheet = load_workbook(BytesIO(client.get("/own-inspections/2022.xlsx").data)).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert sum(row[0] in range(1, 100) for row in cells) == own.ALL
    (mine,) = [row for row in cells if row[1] == "Sở Y tế"]
    assert mine[2] == "Đã gửi"
    assert mine[4] == "Sở Nội vụ"


def test_what_will_stand_there() -> None:
    client = nobody()
    assert "Chưa có cuộc kiểm tra nào." in page(client, "/inspections")
    assert "Chưa có năm nào." in page(client, "/own-inspections")
