"""Sổ công văn đi, đến; việc trình UBND tỉnh."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from services.portal.web import create_app
from tests.browser.told import desk_of
from tests.province import Province
from tests.stories import test_amendment, test_communication, test_document, test_reform_review


def _returned(province: Province) -> None:
    test_amendment.propose(province, "SYT", "amendment/2021/SYT-09")
    test_amendment.decide(province, "amendment/2021/SYT-09", approved=False, reason="Chưa đủ căn cứ.")


@pytest.fixture(scope="module")
def client() -> Iterator[FlaskClient]:
    desk = desk_of(test_document.play, test_amendment.play, test_communication.play, _returned, test_reform_review.play)
    with create_app(desk).test_client() as client:
        yield client


def page(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def numbers(text: str) -> list[str]:
    return re.findall(r'<a class="row" href="/messages/[^"]*">([^<]+)</a>', text)


def test_the_outgoing_register_of_an_agency_lists_its_numbers_without_a_gap(client: FlaskClient) -> None:
    found = numbers(page(client, "/registers?agency=SNV&direction=out"))
    assert sorted(each for each in found if each.endswith("/TTr-SNV")) == ["01/TTr-SNV", "02/TTr-SNV"]
    assert "01/KH-SNV" in found
    assert not any(each.endswith("TT&amp;T") for each in found)


def test_an_ampersand_in_a_notation_is_shown_as_one(client: FlaskClient) -> None:
    assert numbers(page(client, "/registers?agency=STTTT")) == ["01/TTr-TT&amp;TT"]


def test_the_incoming_register_counts_what_came_from_others(client: FlaskClient) -> None:
    text = page(client, "/registers?direction=in&agency=VPUBND")
    found = numbers(text)
    assert "45/TTr-SYT" in found  # gửi thẳng Văn phòng UBND tỉnh (Điều 19 khoản 2)
    assert not any(each.endswith("QĐ-UBND") and "VP" in each for each in found)
    assert "Số đến" in text


def test_a_decision_of_the_committee_stands_in_its_own_series(client: FlaskClient) -> None:
    assert numbers(page(client, "/registers?agency=UBND")) == ["01/QĐ-UBND"]


def test_search_finds_without_tone_marks(client: FlaskClient) -> None:
    assert "01/KH-SNV" in numbers(page(client, "/registers?q=tuyen+truyen"))
    assert "Không có văn bản nào như đã chọn" in page(client, "/registers?q=khong-he-co")


def test_the_register_is_a_workbook_too(client: FlaskClient) -> None:
    answer = client.get("/registers.xlsx?agency=SNV")
    sheet = load_workbook(BytesIO(answer.data)).active
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "SỔ CÔNG VĂN ĐI" in cells
    assert "01/TTr-SNV" in cells


def test_matters_show_their_route_and_their_decision(client: FlaskClient) -> None:
    text = page(client, "/matters")
    assert "trực tiếp" in text
    assert "Trả lại" in text
    one = page(client, "/matters/amendment/2021/SYT-09")
    assert "Chưa đủ căn cứ." in one
    assert "khoản 2 Điều 19" in one
    assert client.get("/matters/amendment/2021/none").status_code == 404
