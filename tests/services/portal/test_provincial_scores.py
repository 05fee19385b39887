"""Trang tự chấm điểm cấp tỉnh (Điều 10 khoản 1)."""

from __future__ import annotations

import re
from io import BytesIO

import docx
import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from services.portal.web import create_app
from tests.browser.told import desk_of
from tests.province import Province
from tests.services.portal.read_pages import nobody, page, rows, words
from tests.stories import test_provincial_score as story


def waiting(province: Province) -> None:
    """Sở Tư pháp has sent its part, the others let the day pass."""
    story.begin(province)
    story.submit(province, "STP")
    province.move_to("2022-01-29T08:00:00+07:00")


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app(desk_of(story.play)).test_client()


@pytest.fixture(scope="module")
def late() -> FlaskClient:
    return create_app(desk_of(waiting)).test_client()


def test_the_list_says_whose_part_is_overdue(late: FlaskClient) -> None:
    (row,) = rows(page(late, "/provincial-scores"))[1:]
    assert "1/7" in row
    assert "Có phần quá hạn" in row
    assert "Sở Tài chính" in row
    (counted,) = [row for row in rows(page(late, "/procedures")) if row.startswith("Tự chấm điểm cấp tỉnh")]
    assert counted.endswith("1 1 0")


def test_each_owner_s_part_stands_with_its_progress_and_its_clauses(late: FlaskClient) -> None:
    parts = rows(page(late, "/provincial-scores/2021"))
    (sent,) = [row for row in parts if row.startswith("Sở Tư pháp Đã gửi")]
    assert "1/1" in sent
    assert "khoản 2 Điều 15" in sent
    (owing,) = [row for row in parts if row.startswith("Văn phòng UBND tỉnh Quá hạn")]
    assert "0/3" in owing


def test_the_table_adds_up_and_keeps_zero_apart_from_what_is_not_there(client: FlaskClient) -> None:
    text = page(client, "/provincial-scores/2021")
    table = rows(text)
    (total,) = [row for row in table if row.startswith("Tổng điểm tỉnh tự chấm")]
    assert "80,00 65,25" in total
    (zero,) = [row for row in table if row.startswith("8.3 ") and row.endswith("Sở Kế hoạch và Đầu tư")]
    assert " 0,00 " in zero
    assert any("Bộ Nội vụ điều tra" in row for row in table)
    assert "không khớp khi cộng lại" not in words(text)


def test_lack_of_evidence_is_explained_returned_and_late_parts_are_named(client: FlaskClient) -> None:
    shown = words(page(client, "/provincial-scores/2021"))
    assert "Không có tài liệu kiểm chứng" in shown
    assert "Báo cáo đang chờ ban hành" in shown
    assert "Thiếu thống kê quý IV" in shown
    assert "Chưa bổ sung theo đề nghị: Sở TT&TT" in shown
    assert "để bổ sung" in shown
    assert "Đã gửi, muộn" in shown


def test_what_was_sent_received_and_published_by_the_ministry(client: FlaskClient) -> None:
    text = page(client, "/provincial-scores/2021")
    shown = words(text)
    assert "84,57%" in shown
    assert "40 trên 63" in shown
    assert "TN-49-2021" in shown
    assert "đúng hạn" in shown
    assert "3,25" in shown
    proofs = set(re.findall(r'href="/messages/([^"]+)"', text))
    assert len(proofs) > 20
    assert all(client.get(f"/messages/{each}").status_code == 200 for each in proofs)


def test_the_table_is_a_workbook_and_the_explanations_a_document(client: FlaskClient, late: FlaskClient) -> None:
    book = load_workbook(BytesIO(client.get("/provincial-scores/2021.xlsx").data))
    assert book.sheetnames == ["Bảng điểm", "Giải trình", "Khó khăn, kiến nghị"]
    written = docx.Document(BytesIO(client.get("/provincial-scores/2021/explanations.docx").data))
    cells = [cell.text for table in written.tables for row in table.rows for cell in row.cells]
    assert "Thiếu thống kê quý IV (dữ liệu mẫu)." in cells
    assert written.paragraphs[0].text.startswith("DỮ LIỆU MẪU")
    for address in ("/provincial-scores/2021.xlsx", "/provincial-scores/2021/explanations.docx"):
        assert late.get(address).status_code == 404


def test_what_will_stand_there_and_what_does_not() -> None:
    client = nobody()
    assert "Chưa có đợt nào." in page(client, "/provincial-scores")
    assert client.get("/provincial-scores/2021").status_code == 404
