"""Trang các quy trình: thứ tự của Quy chế, mỗi quy trình một câu, số việc đếm từ các khung nhìn."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from services.portal.pages import procedures
from services.portal.pages.procedures import CHAPTERS, Counts, counted, shows
from services.portal.web import create_app
from tests.browser.made_round import MemoryDesk
from tests.browser.told import desk_of
from tests.services.portal.told_pages import must_be_whole, page, rows
from tests.stories import test_obstacle, test_task


@pytest.fixture(scope="module")
def client() -> Iterator[FlaskClient]:
    with create_app(desk_of(test_task.play, test_obstacle.play)).test_client() as client:
        yield client


def test_the_page_lists_every_procedure_in_the_order_of_the_chapters(client: FlaskClient) -> None:
    must_be_whole(client, "/procedures")
    told = page(client, "/procedures")
    places = [told.index(f">{each.title}<") for _, listed in CHAPTERS for each in listed]
    assert places == sorted(places)
    assert len(places) >= 16


def test_every_procedure_that_has_a_page_leads_there(client: FlaskClient) -> None:
    endpoints = {rule.endpoint for rule in client.application.url_map.iter_rules()}
    shown = procedures._SHOWN
    assert {each.endpoint for each in shown.values()} <= endpoints
    known = set(client.application.extensions["desk"].stamps())
    assert {view for each in shown.values() for view in each.views} <= known
    for code in ("plan", "improvement", "task", "meeting", "obstacle", "matter", "scoring"):
        assert code in shown


def test_counts_are_those_of_the_views(client: FlaskClient) -> None:
    assert re.search(r"1 0 4$", rows(client, "/procedures", "Chương II")[1])  # vướng mắc
    assert re.search(r"1 1 3$", rows(client, "/procedures", "Chương III")[0])  # nhiệm vụ: một việc đang mở, quá hạn


def test_late_is_open_and_done_is_closed() -> None:
    assert counted(["open", "late", "done", "done"]) == Counts(open=2, late=1, done=2)


def test_an_unknown_procedure_cannot_be_shown() -> None:
    with pytest.raises(ValueError, match="no procedure"):
        shows("nope", endpoint="pages.home", views=())


def test_an_empty_province_has_its_procedures_too() -> None:
    client = create_app(MemoryDesk(health=[])).test_client()
    must_be_whole(client, "/procedures")
    assert "Kế hoạch hằng năm, chương trình giai đoạn" in page(client, "/procedures")
