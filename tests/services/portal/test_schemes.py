"""Trang thẩm định đề án, dự án (Điều 9)."""

from __future__ import annotations

import re
from io import BytesIO

import docx
import pytest
from flask.testing import FlaskClient

from services.portal.web import create_app
from tests.browser.told import desk_of
from tests.province import Province
from tests.services.portal.read_pages import nobody, page, rows, words
from tests.stories import test_scheme as story


def waiting(province: Province) -> None:
    """Two are asked, one answers, the other lets the deadline pass; a question stays open."""
    story.submit(province, "iso", "information_technology", agency="STTTT", funding=None, title="Đề án chờ")
    story.accept(province)
    ask = {**story.SCHEME, "clause": "QC-9.4", "question": "Phạm vi áp dụng?", "deadline": None}
    province.send("RequestSchemeClarification", ask, agency="SKHCN")
    story.give(province, "QC-9.3", story.opinion("information_technology"))
    province.move_to(story.AFTER)


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app(desk_of(story.play)).test_client()


@pytest.fixture(scope="module")
def late() -> FlaskClient:
    return create_app(desk_of(waiting)).test_client()


def test_the_list_shows_who_has_a_scheme_and_who_is_silent(late: FlaskClient) -> None:
    (row,) = rows(page(late, "/schemes"))[1:]
    assert "SKHCN" in row or "Sở KH&CN" in row
    assert "1/2" in row
    assert "im lặng" in row
    assert "Có cơ quan im lặng" in row
    assert "Đề án chờ" in page(late, "/schemes?state=late")
    assert "Không có đề án nào như đã chọn" in page(late, "/schemes?state=approved")


def test_a_page_shows_every_opinion_with_its_owner_and_the_message_that_proves_it(client: FlaskClient) -> None:
    text = page(client, "/schemes/2021/DA-01")
    shown = words(text)
    assert "Đã phê duyệt" in shown
    assert "Thiếu phương án dự phòng." in shown
    assert "Điều kiện: Có bản sao lưu." in shown
    assert "Im lặng đến khi lập báo cáo" in shown  # Sở KH&CN, bản 1
    assert "trực tiếp UBND tỉnh, không qua Sở Nội vụ" in shown
    assert "1.200.000.000" in shown
    assert "Trục của tỉnh." in shown
    assert "Ý kiến về bản 2" in shown
    proofs = set(re.findall(r'href="/messages/([^"]+)"', text))
    assert len(proofs) > 20
    assert all(client.get(f"/messages/{each}").status_code == 200 for each in proofs)
    assert client.get("/matters/scheme/2021/DA-01").status_code == 200


def test_an_agency_that_appraises_its_own_scheme_is_marked(late: FlaskClient) -> None:
    shown = words(page(late, "/schemes/2021/DA-01"))
    assert "cũng là cơ quan đề xuất" in shown
    assert "Chờ trả lời" in shown
    assert "Quá hạn, chưa có ý kiến" in shown


def test_each_dot_of_the_lanes_is_a_message(client: FlaskClient) -> None:
    text = page(client, "/schemes/2021/DA-01")
    assert text.count('class="hit"') > 10
    assert "Sở KH&amp;CN" in text or "SKHCN" in text


def test_the_report_is_a_word_document(client: FlaskClient, late: FlaskClient) -> None:
    answer = client.get("/schemes/2021/DA-01/report.docx")
    written = docx.Document(BytesIO(answer.data))
    text = "\n".join(each.text for each in written.paragraphs)
    assert "DỮ LIỆU MẪU" in text
    assert "Thẩm định Đề án một cửa điện tử" in text
    cells = [cell.text for table in written.tables for row in table.rows for cell in row.cells]
    assert any("khoản 4 Điều 9" in each for each in cells)
    assert late.get("/schemes/2021/DA-01/report.docx").status_code == 404


def test_what_is_not_there_and_what_is_not_yet_there() -> None:
    client = nobody()
    assert "Chưa có đề án, dự án nào." in page(client, "/schemes")
    assert client.get("/schemes/2021/DA-09").status_code == 404


def test_schemes_are_counted_among_the_procedures(late: FlaskClient) -> None:
    (row,) = [row for row in rows(page(late, "/procedures")) if row.startswith("Thẩm định đề án")]
    assert row.endswith("1 1 0")
