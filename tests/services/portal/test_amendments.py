"""Trang kiến nghị sửa đổi, bổ sung quy định (Điều 7 khoản 2 điểm a, Điều 19 khoản 2)."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from services.portal.web import create_app
from tests.browser.told import desk_of
from tests.province import Province
from tests.services.portal.read_pages import nobody, page, rows, words
from tests.stories import test_amendment as story


def waiting(province: Province) -> None:
    story.review(province, "STP", "review/2021/STP-09")
    story.propose(province, "SYT", "amendment/2021/SYT-09")


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app(desk_of(story.play, waiting)).test_client()


def test_what_has_no_outcome_yet_stands_first(client: FlaskClient) -> None:
    found = rows(page(client, "/amendments"))[1:]
    assert "Chờ kết quả xử lý" in found[0]
    assert "khoản 2 Điều 19" in found[0]
    assert len(rows(page(client, "/amendments?state=withdrawn"))) < len(rows(page(client, "/amendments")))


def test_a_review_without_a_proposal_is_told(client: FlaskClient) -> None:
    reviews = [row for row in rows(page(client, "/amendments")) if "Cần " in row or "Còn phù hợp" in row]
    assert any("Chưa kiến nghị" in row for row in reviews)
    assert len(reviews) == 2


def test_a_proposal_goes_straight_to_the_committee_and_shows_its_outcome(client: FlaskClient) -> None:
    text = page(client, "/amendments/2021/STP-01")
    shown = words(text)
    assert "trực tiếp, không qua Sở Nội vụ" in shown
    assert 'href="/matters/amendment/2021/STP-01"' in text
    assert "Chấp nhận" in shown
    proofs = set(re.findall(r'href="/messages/([^"]+)"', text))
    assert all(client.get(f"/messages/{each}").status_code == 200 for each in proofs)
    central = words(page(client, "/amendments/2021/SYT-01"))
    assert "Bộ Y tế" in central
    assert "Chấp nhận một phần" in central
    assert "15/BYT-MAU" in central


def test_counts_and_what_is_not_there(client: FlaskClient) -> None:
    (counted,) = [row for row in rows(page(client, "/procedures")) if row.startswith("Kiến nghị sửa đổi")]
    assert counted.endswith("1 0 3")
    assert "Chưa có kiến nghị nào." in page(nobody(), "/amendments")
    assert client.get("/amendments/2021/none").status_code == 404
