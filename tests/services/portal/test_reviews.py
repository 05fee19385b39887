"""Trang tổng kết, đánh giá; khen thưởng, chấn chỉnh (Điều 13 khoản 5, khoản 6)."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import docx
import pytest
from flask.testing import FlaskClient

from services.portal.pages.recognition import grounds_of, merits_of
from services.portal.web import create_app
from tests.browser.told import desk_of
from tests.province import Province
from tests.services.portal.read_pages import nobody, page, rows, words
from tests.stories import test_recognition as recognition
from tests.stories import test_reform_review as story


def waiting(province: Province) -> None:
    story.open_review(province)
    story.report(province, "SYT")


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app(desk_of(story.play, recognition.play)).test_client()


@pytest.fixture(scope="module")
def late() -> FlaskClient:
    desk = desk_of(waiting)
    desk.ahead = timedelta(days=60)
    return create_app(desk).test_client()


def test_who_has_not_reported_is_named(late: FlaskClient) -> None:
    (row,) = rows(page(late, "/reviews"))[1:]
    assert "Có cơ quan quá hạn" in row
    (address,) = re.findall(r'href="(/reviews/[^"]+)"', page(late, "/reviews"))
    assert "Quá hạn, chưa báo cáo" in words(page(late, address))
    assert late.get(f"/review-reports{address.removeprefix('/reviews')}.docx").status_code == 404


def test_reports_and_the_conclusion(client: FlaskClient) -> None:
    (address,) = re.findall(r'href="(/reviews/[^"]+)"', page(client, "/reviews"))
    text = page(client, address)
    assert "Đã báo cáo, muộn" in words(text)
    assert "Tồn tại, nguyên nhân" in words(text)
    answer = client.get(f"/review-reports{address.removeprefix('/reviews')}.docx")
    assert docx.Document(BytesIO(answer.data)).paragraphs[0].text.startswith("DỮ LIỆU MẪU")


def test_every_ground_leads_to_its_message(client: FlaskClient) -> None:
    for address in ("/recognition/commendations/2021", "/recognition/rectifications/2021/01"):
        text = page(client, address)
        grounds = re.findall(r'class="plainly">.*?</ul>', text, flags=re.S)
        links = re.findall(r'href="/messages/([^"]+)"', "".join(grounds))
        assert links, address
        assert all(client.get(f"/messages/{each}").status_code == 200 for each in links)


def test_a_ground_that_the_portal_never_heard_of_says_so() -> None:
    (told,) = grounds_of([{"fact": "0" * 8, "shows": "x"}], {})
    assert told["called"] is None


def test_a_person_is_shown_by_position_and_first_letters_only() -> None:
    merit = {"sort": "person", "agency": "SYT", "name": "Trần Thị Bích", "position": "Chuyên viên", "grounds": []}
    (told,) = merits_of([merit], {})
    assert told["name"] == "T.T.B"
    (group,) = merits_of([{**merit, "sort": "group", "name": "Phòng Nghiệp vụ Y"}], {})
    assert group["name"] == "Phòng Nghiệp vụ Y"


def test_what_was_said_for_and_against_an_agency_and_what_came_of_it(client: FlaskClient) -> None:
    listed = words(page(client, "/recognition"))
    assert "Khép lại, không đề nghị" in listed
    assert "nhắc nhở" in listed
    shown = words(page(client, "/recognition/rectifications/2021/01"))
    assert "Thay đổi cán bộ đầu mối" in shown
    assert "Giải trình chưa thỏa đáng" in shown
    assert "UBND tỉnh đồng ý" in shown
    assert "Đã tổng hợp" in words(page(client, "/recognition/nominations/2021/SYT-01"))


def test_counts_and_what_is_not_there(client: FlaskClient) -> None:
    listed = rows(page(client, "/procedures"))
    (counted,) = [row for row in listed if row.startswith("Khen thưởng, chấn chỉnh")]
    assert counted.endswith("0 0 3")
    (counted,) = [row for row in listed if row.startswith("Tổng kết, đánh giá")]
    assert counted.endswith("0 0 1")
    empty = nobody()
    assert "Chưa có cuộc tổng kết nào." in page(empty, "/reviews")
    assert "Chưa có đợt khen thưởng nào." in page(empty, "/recognition")
    for address in ("/reviews/2021/x", "/recognition/commendations/1999", "/recognition/rectifications/1999/1",
                    "/recognition/nominations/1999/1"):  # fmt: skip
        assert client.get(address).status_code == 404
