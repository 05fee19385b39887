"""Trang cung cấp thông tin, tài liệu (Điều 7 khoản 1, Điều 12 khoản 1)."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from services.portal.web import create_app
from tests.browser.told import desk_of
from tests.province import Province
from tests.services.portal.read_pages import nobody, page, rows, words
from tests.stories import test_information as story

NAME = "information/2021/SNV-02"


def half_read(province: Province) -> None:
    """Shared with five, read by two, then corrected: whoever read the first edition must read again."""
    story.share(province, "SNV", NAME, sort="result")
    story.confirm(province, "STC", NAME)
    corrected = {"title": "Bản đính chính", "summary": "Sửa số liệu trang 3.", "files": [story.PLAN_REPORT]}
    province.send("CorrectInformation", {"agency": "SNV", "information": NAME, **corrected}, agency="SNV")
    story.confirm(province, "STP", NAME)


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app(desk_of(story.play, half_read)).test_client()


def test_the_list_says_who_has_not_read(client: FlaskClient) -> None:
    (open_, withdrawn) = rows(page(client, "/information"))[1:]
    assert "5/5 1/5" in open_
    assert "Có nơi chưa đọc" in open_
    assert "Đã thu hồi" in withdrawn
    assert "Không có lần cung cấp nào" in page(client, "/information?state=unreceived")


def test_a_reading_of_an_earlier_edition_does_not_count(client: FlaskClient) -> None:
    found = rows(page(client, "/information/2021/SNV-02"))
    assert any(row.startswith("Sở Tài chính") and "Mới đọc bản 1" in row for row in found)
    assert any(row.startswith("Sở Tư pháp") and "Mới đọc" not in row and "Chưa đọc" not in row for row in found)
    assert any(row.startswith("Văn phòng UBND tỉnh") and "Chưa đọc" in row for row in found)


def test_what_is_withdrawn_says_why(client: FlaskClient) -> None:
    shown = words(page(client, "/information/2021/SNV-01"))
    assert "Gửi nhầm tệp." in shown
    assert "khoản 1 Điều 7" in shown


def test_counts_and_what_is_not_there(client: FlaskClient) -> None:
    (counted,) = [row for row in rows(page(client, "/procedures")) if row.startswith("Cung cấp thông tin")]
    assert counted.endswith("1 0 1")
    assert "Chưa có thông tin nào" in page(nobody(), "/information")
    assert client.get("/information/2021/none").status_code == 404
