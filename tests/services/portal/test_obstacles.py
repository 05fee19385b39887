"""Trang vướng mắc (Điều 7, Điều 20 khoản 2): từ phản ánh đến trả lời, đường trình, việc được tổng hợp."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from services.portal.web import create_app
from tests.browser.made_round import MemoryDesk
from tests.browser.told import desk_of
from tests.province import Province
from tests.services.portal.told_pages import cells, must_be_whole, page, rows, text
from tests.stories import test_obstacle


@pytest.fixture(scope="module")
def client() -> Iterator[FlaskClient]:
    with create_app(desk_of(test_obstacle.play)).test_client() as client:
        yield client


def _asked(province: Province) -> None:
    test_obstacle.report(province, "SYT")
    deadline = {"due": "2021-11-10T17:00:00+07:00", "source": "Công văn (dữ liệu mẫu)"}
    test_obstacle.about(
        province,
        "AskObstacleOpinion",
        test_obstacle.HEALTH,
        "SNV",
        agencies=["STC"],
        question="Sao?",
        deadline=deadline,
    )
    province.move_to("2021-11-10T17:00:00+07:00")
    test_obstacle.report(province, "TAMKY")


def _returned(province: Province) -> None:
    test_obstacle.report(province, "SYT")
    test_obstacle.consolidate(province, "2021-01", test_obstacle.HEALTH)
    test_obstacle.advise(province, "2021-01")
    test_obstacle.decide(province, "2021-01", approved=False)


@pytest.mark.parametrize(
    "address",
    [
        "/obstacles",
        "/obstacles?state=answered",
        *(f"/obstacles/{each}/2021-01" for each in ("SYT", "STC", "SXD", "HOIAN")),
    ],
)
def test_the_pages_are_whole(client: FlaskClient, address: str) -> None:
    must_be_whole(client, address)


def test_an_empty_province_says_to_whom_obstacles_are_reported() -> None:
    told = text(create_app(MemoryDesk(health=[])).test_client(), "/obstacles")
    assert "phản ánh về Sở Nội vụ (Điều 20 khoản 2)" in told


def test_each_has_its_state_and_its_route(client: FlaskClient) -> None:
    found = rows(client, "/obstacles", "Phản ánh")
    assert len(found) == 5
    assert "Sở Xây dựng Đang xử lý" in found[0]  # còn mở thì đứng đầu
    (lead,) = [each for each in found if "Sở Tài chính" in each]
    assert "Đã trả lời qua Sở Nội vụ" in lead
    assert "khoản 2 (thứ hai) Điều 7" in lead
    (health,) = [each for each in found if "Sở Y tế" in each]
    assert "Đã trả lời trực tiếp" in health


def test_an_answer_comes_back_to_each_who_reported(client: FlaskClient) -> None:
    for agency in ("SYT", "TAMKY"):
        told = text(client, f"/obstacles/{agency}/2021-01")
        assert "Giao Sở Tài chính hướng dẫn định mức" in told
        assert "01/QĐ-UBND" in told
    steps = rows(client, "/obstacles/SYT/2021-01", "Từng bước")
    assert "Trả lời nơi phản ánh" in steps[0]
    assert "Phản ánh" in steps[-1]


def test_what_was_gathered_keeps_its_origins(client: FlaskClient) -> None:
    told = text(client, "/obstacles")
    assert "Sở Y tế: Chưa bố trí được kinh phí một cửa (dữ liệu mẫu) ; Tam Kỳ" in told
    assert "Sở Xây dựng: Phần mềm chậm" not in told  # đã tách ra
    assert 'href="/matters/obstacles/2021-01"' in page(client, "/obstacles")


def test_related_units_were_told_by_name(client: FlaskClient) -> None:
    told = text(client, "/obstacles/STC/2021-01")
    assert "Đã thông báo Sở Nội vụ, Sở TT&amp;TT" in told
    assert 'href="/plans/2022"' in page(client, "/obstacles/STC/2021-01")


def test_an_opinion_that_is_not_given_in_time_is_late() -> None:
    client = create_app(desk_of(_asked)).test_client()
    (found,) = rows(client, "/obstacles?state=asked_late", "Phản ánh")
    assert "Hỏi ý kiến, quá hạn trả lời" in found
    assert "Quá hạn" in rows(client, "/obstacles/SYT/2021-01", "Ý kiến đã hỏi")[0]
    steps = rows(client, "/obstacles/SYT/2021-01", "Từng bước")
    assert any("Quá hạn cho ý kiến Sở Tài chính" in each for each in steps)


def test_what_the_committee_returned_waits_for_new_advice() -> None:
    client = create_app(desk_of(_returned)).test_client()
    (found,) = rows(client, "/obstacles", "Phản ánh")
    assert "UBND tỉnh trả lại, tham mưu lại" in found


def test_the_workbook_holds_the_answers(client: FlaskClient) -> None:
    told = cells(client, "/obstacles.xlsx")
    assert "Giao Sở Tài chính hướng dẫn định mức trong quý I/2022." in told
    assert "qua Sở Nội vụ" in told


def test_an_unknown_obstacle_is_said_in_vietnamese(client: FlaskClient) -> None:
    for address in ("/obstacles/SYT/2021-99", "/obstacles/obstacles/2021-01"):
        assert "Không có trang này" in page(client, address, 404)
