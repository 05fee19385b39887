"""Trang họp (Điều 12 khoản 2, Điều 20 khoản 1): lịch giao ban theo quý, tài liệu, người dự, kết luận, biên bản."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from services.portal.web import create_app
from tests.browser.made_round import MemoryDesk
from tests.browser.told import desk_of
from tests.province import Province
from tests.services.portal.told_pages import must_be_whole, page, rows, text, words
from tests.stories import test_meeting


@pytest.fixture(scope="module")
def client() -> Iterator[FlaskClient]:
    with create_app(desk_of(test_meeting.play)).test_client() as client:
        yield client


def _half_a_year_later(province: Province) -> None:
    test_meeting.play(province)
    province.move_to("2022-07-05T08:00:00+07:00")
    test_meeting.call(
        province,
        year=2022,
        quarter="Q3",
        title="Giao ban quý III/2022 (dữ liệu mẫu)",
        starts="2022-07-20T08:00:00+07:00",
    )


@pytest.mark.parametrize(
    "address", ["/meetings", "/meetings/2021/Q4", "/meetings/2021/DVC", "/meetings/2021/evaluation"]
)
def test_the_pages_are_whole(client: FlaskClient, address: str) -> None:
    must_be_whole(client, address)


def test_an_empty_province_says_that_a_briefing_is_quarterly() -> None:
    told = text(create_app(MemoryDesk(health=[])).test_client(), "/meetings")
    assert "hằng quý (Điều 12 khoản 2)" in told
    assert "Chưa hỏi cơ quan nào." in told


def test_the_calendar_says_which_quarter_had_its_briefing() -> None:
    client = create_app(desk_of(_half_a_year_later)).test_client()
    this, last = rows(client, "/meetings", "Giao ban từng quý")
    assert this == "2022 Không họp Không họp Đã mời 20/07/2022 Chưa đến"
    assert last == ("2021 Quy chế chưa có hiệu lực Quy chế có hiệu lực giữa quý Không họp Đã họp 25/11/2021")


def test_a_meeting_put_off_is_no_briefing(client: FlaskClient) -> None:
    assert "Đã hoãn hẳn" in text(client, "/meetings/2021/DVC")
    assert "Không còn cần." in text(client, "/meetings/2021/DVC")


def test_a_meeting_shows_material_attendance_and_conclusions_as_tasks(client: FlaskClient) -> None:
    told = text(client, "/meetings/2021/Q4")
    assert "Báo cáo lĩnh vực" in told
    assert "dự thay" in told
    assert "Vắng Sở KH&amp;CN Đi công tác" in told
    assert "Vắng Sở Y tế không nêu lý do" in told
    assert "trước: 20/11/2021 14:00" in told
    found = rows(client, "/meetings/2021/Q4", "Kết luận")
    assert len(found) == 2
    assert "Sở TT&amp;TT" in found[0]


def test_the_evaluation_names_who_answered_and_who_did_not(client: FlaskClient) -> None:
    found = rows(client, "/meetings", "Đánh giá việc thực hiện Quy chế năm 2021")
    assert len(found) == 6
    (missing,) = [each for each in found if "Quá hạn, chưa gửi" in each]
    assert "Văn phòng UBND tỉnh" in missing
    assert "Phối hợp tốt; Điều 9 còn chậm." in text(client, "/meetings/2021/evaluation")


def test_the_minutes_go_out_as_a_document(client: FlaskClient) -> None:
    told = words(client, "/meetings/2021/Q4.docx")
    assert "BIÊN BẢN" in told
    assert "Số: 01/BB-SNV" in told
    assert "Đại diện TAMKY (dữ liệu mẫu)" in told
    assert "Vắng: Sở Khoa học và Công nghệ (Đi công tác); Sở Y tế (không nêu lý do)." in told
    assert "Hoàn thành tích hợp Cổng dịch vụ công" in told
    assert "Chưa có kết luận." in words(client, "/meetings/2021/DVC.docx")


def test_an_unknown_meeting_is_said_in_vietnamese(client: FlaskClient) -> None:
    assert "Không có trang này" in page(client, "/meetings/2021/Q1", 404)
    assert client.get("/meetings/2021/Q1.docx").status_code == 404
