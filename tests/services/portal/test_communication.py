"""Trang thông tin, tuyên truyền (Điều 3 khoản 3; †)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from services.portal.web import create_app
from tests.browser.told import desk_of
from tests.province import Province
from tests.services.portal.read_pages import nobody, page, rows, words
from tests.stories import test_communication as story


def late_one(province: Province) -> None:
    """What had a day and was not done by it."""
    due = [{**story.ACTIVITIES[0], "due": "2021-11-10T00:00:00+07:00"}, story.ACTIVITIES[1]]
    story.plan(province, activities=due)


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app(desk_of(story.play)).test_client()


@pytest.fixture(scope="module")
def late() -> FlaskClient:
    desk = desk_of(late_one)
    desk.ahead = timedelta(days=10)
    return create_app(desk).test_client()


def test_an_activity_whose_day_has_passed_is_overdue(late: FlaskClient) -> None:
    assert "Có hoạt động quá hạn" in words(page(late, "/communication"))
    found = rows(page(late, "/communication/2021"))[1:]
    assert "Quá hạn, chưa làm" in found[0]
    assert "Chưa làm" in found[1]


def test_what_was_done_stands_with_its_plan_and_what_was_done_beyond_it_apart(client: FlaskClient) -> None:
    shown = words(page(client, "/communication/2021"))
    assert "đã làm 1/2" in shown
    assert "Ngoài kế hoạch" in shown
    assert "12 tin, bài" in shown
    assert "1 đã làm, 1 chưa làm, 1 ngoài kế hoạch" in shown
    assert "không giao ai chủ trì (†)" in shown


def test_counts_and_what_is_not_there(client: FlaskClient) -> None:
    (counted,) = [row for row in rows(page(client, "/procedures")) if row.startswith("Thông tin, tuyên truyền")]
    assert counted.endswith("0 0 1")
    assert "Chưa có kế hoạch tuyên truyền nào." in page(nobody(), "/communication")
    assert client.get("/communication/1999").status_code == 404
