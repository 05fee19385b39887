"""Trang dự toán, phân bổ kinh phí (Điều 16 khoản 2)."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from services.portal.pages.office import dong
from services.portal.web import create_app
from tests.browser.told import desk_of
from tests.province import Province
from tests.services.portal.read_pages import nobody, page, rows, words
from tests.stories import test_budget as story


def late_ones(province: Province) -> None:
    """One estimate is sent, one says that nothing is needed, the day passes."""
    story.guide(province)
    story.estimate(province, "SYT", story.item("1", "1000000.50"))
    story.estimate(province, "HOIAN")
    province.move_to(story.AFTER)


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app(desk_of(story.play)).test_client()


@pytest.fixture(scope="module")
def late() -> FlaskClient:
    return create_app(desk_of(late_ones)).test_client()


def test_amounts_are_exact_and_what_is_not_there_is_not_zero() -> None:
    assert dong("900000.50") == "900.000,50"
    assert dong("0") == "0"
    assert dong(None) == "·"
    assert dong("1200000000.00") == "1.200.000.000"


def test_the_list_says_who_is_overdue(late: FlaskClient) -> None:
    (row,) = rows(page(late, "/budgets"))[1:]
    assert "Có cơ quan quá hạn" in row
    assert "2/" in row
    assert "1.000.000,50" in row


def test_no_need_is_not_the_same_as_no_estimate(late: FlaskClient) -> None:
    found = rows(page(late, "/budgets/2022"))
    assert any(row.startswith("UBND thành phố Hội An Không có nhu cầu gửi lần 1 0 ·") for row in found)
    assert any(row.startswith("Sở Tư pháp Quá hạn, chưa gửi · ·") for row in found)


def test_estimates_allocation_adjustment_and_their_proofs(client: FlaskClient) -> None:
    text = page(client, "/budgets/2022")
    shown = words(text)
    assert "350.000" in shown
    assert "trước 300.000" in shown
    assert "Ngoài nhiệm vụ của kế hoạch" in shown
    assert 'href="/matters/budget/2022"' in text
    assert 'href="/matters/budget/2022/01"' in text
    proofs = set(re.findall(r'href="/messages/([^"]+)"', text))
    assert all(client.get(f"/messages/{each}").status_code == 200 for each in proofs)


def test_the_workbook_holds_the_amounts_as_numbers_and_adds_up(client: FlaskClient) -> None:
    book = load_workbook(BytesIO(client.get("/budgets/2022.xlsx").data))
    found = [[cell.value for cell in row] for row in book["Dự toán, phân bổ"].iter_rows()]
    (mine,) = [row for row in found if row[0] == "Sở Y tế"]
    assert Decimal(str(mine[5])) == Decimal("900000.5")
    (total,) = [row for row in found if row[0] == "Tổng cộng"]
    assert Decimal(str(total[5])) == Decimal("1250000.5")
    against = [[cell.value for cell in row] for row in book["Đối chiếu kế hoạch"].iter_rows()]
    assert any(row[0] == "Ngoài nhiệm vụ của kế hoạch" for row in against)


def test_what_will_stand_there_and_what_does_not() -> None:
    client = nobody()
    assert "Chưa có năm ngân sách nào." in page(client, "/budgets")
    assert client.get("/budgets/2022").status_code == 404
    assert client.get("/budgets/2022.xlsx").status_code == 404
