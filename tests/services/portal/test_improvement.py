"""Trang cải thiện Chỉ số (Điều 11): chỉ tiêu đúng từng chữ số, điểm mất và giải pháp, kỳ tổng hợp, báo cáo."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from services.portal.web import create_app
from tests.browser.made_round import MemoryDesk
from tests.browser.told import desk_of
from tests.province import Province
from tests.services.portal.told_pages import cells, must_be_whole, page, rows, text
from tests.stories import test_improvement


@pytest.fixture(scope="module")
def client() -> Iterator[FlaskClient]:
    with create_app(desk_of(test_improvement.play)).test_client() as client:
        yield client


def _unanswered(province: Province) -> None:
    losses = [*test_improvement.content()["losses"]]
    losses.append({**losses[0], "loss": "DM2", "criterion": "6.2", "title": "Không ai bù (dữ liệu mẫu)"})
    test_improvement.draft(province, losses=losses)
    test_improvement.submit(province)
    test_improvement.decide(province)
    province.move_to("2022-04-01T08:00:00+07:00")
    test_improvement.report(province, "STTTT", "GP1")
    province.move_to("2022-04-15T00:00:00+07:00")
    test_improvement.report(province, "SYT", "GP2")


@pytest.mark.parametrize("address", ["/improvement", "/improvement/2022"])
def test_the_pages_are_whole(client: FlaskClient, address: str) -> None:
    must_be_whole(client, address)


def test_an_empty_province_says_what_will_stand_here() -> None:
    client = create_app(MemoryDesk(health=[])).test_client()
    must_be_whole(client, "/improvement")
    assert "Chưa có kế hoạch cải thiện nào." in text(client, "/improvement")


def test_targets_are_shown_with_the_digits_they_have(client: FlaskClient) -> None:
    first, second = rows(client, "/improvement", "Chỉ tiêu")
    assert "PAR INDEX 8,25 (2021) 9,50 điểm Kỳ 2022-Q1: 8,75" in first
    assert "PAPI · chưa đo 3 điểm" in second


def test_a_loss_names_what_is_done_about_it() -> None:
    client = create_app(desk_of(_unanswered)).test_client()
    answered, alone = rows(client, "/improvement", "Điểm mất và giải pháp bù")
    assert "GP1 Nhiệm vụ GP1" in answered
    assert "−1,75" in answered
    assert "Chưa có giải pháp nào bù" in alone


def test_a_period_names_who_reported_who_was_late_and_who_is_missing() -> None:
    client = create_app(desk_of(_unanswered)).test_client()
    media, health, city = rows(client, "/improvement", "Kỳ 2022-Q1")
    assert "Đã gửi" in media
    assert "Gửi muộn" in health
    assert "Quá hạn, chưa gửi" in city
    assert "phải tổng hợp: GP3" in city
    told = text(client, "/improvement")
    assert "Hết hạn, còn thiếu" in told
    assert "hạn hết ngày 14/04/2022" in told
    assert "Căn cứ của hạn: Kế hoạch cải thiện, phần tổ chức thực hiện (dữ liệu mẫu)" in told
    assert "Mở 01/07/2022 08:00." in told  # kỳ sau chưa mở


def test_a_consolidated_report_names_the_missing(client: FlaskClient) -> None:
    told = text(client, "/improvement")
    assert "Báo cáo tổng hợp lần 1" in told
    assert "Không gửi: Hội An" in told
    assert 'href="/matters/improvement_report/2022/2022-Q1"' in page(client, "/improvement")


def test_tasks_are_those_of_the_book(client: FlaskClient) -> None:
    assert 'href="/tasks/improvement-2022/GP1"' in page(client, "/improvement")
    assert 'href="/improvement/2022"' in page(client, "/tasks/improvement-2022/GP1")


def test_the_workbook_keeps_the_digits(client: FlaskClient) -> None:
    assert "9,50" in cells(client, "/improvement/2022.xlsx")
    assert "GP3" in cells(client, "/improvement/2022.xlsx", 1)


def test_an_unknown_plan_is_said_in_vietnamese(client: FlaskClient) -> None:
    assert "Không có trang này" in page(client, "/improvement/2030", 404)
