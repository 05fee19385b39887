"""Trang nhiệm vụ (Điều 13, 14, 19): một sổ cho hai nơi theo dõi, lọc, tình trạng vào từng lúc, lịch sử cũ và mới."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from services.portal.web import create_app
from tests.browser.made_round import MemoryDesk
from tests.browser.told import desk_of
from tests.province import Province
from tests.services.portal.told_pages import cells, must_be_whole, page, rows, text
from tests.stories import test_meeting, test_plan, test_task

ONE = "/tasks/VPUBND/2021-TB215-01"


@pytest.fixture(scope="module")
def client() -> Iterator[FlaskClient]:
    with create_app(desk_of(test_task.play)).test_client() as client:
        yield client


def _hindered(province: Province) -> None:
    test_task.assign(province, "2021-TB215-01")
    data = {
        "agency": "SYT",
        "code": "2021-01",
        "matter_kind": "obstacle",
        "leads": True,
        "about": test_task.ONE_STOP,
        "title": "Chưa có hướng dẫn của Bộ (dữ liệu mẫu)",
        "content": "Bộ chưa công bố.",
        "related": ["STP"],
    }
    province.send("ReportObstacle", data, agency="SYT")


def _hindered_and_late(province: Province) -> None:
    _hindered(province)
    province.move_to("2021-12-02T08:00:00+07:00")


def _freed(province: Province) -> None:
    _hindered(province)
    province.send("ResolveObstacle", {"obstacle": "obstacle/SYT/2021-01", "guidance": "Theo mẫu."}, agency="SNV")


def _given_back(province: Province) -> None:
    test_task.assign(province, "2021-TB215-01")
    test_task.done(province)
    test_task.order(province, "ReturnTask", "VPUBND", reason="Thiếu phụ lục.")


def told_of(play: object) -> FlaskClient:
    return create_app(desk_of(play)).test_client()  # type: ignore[arg-type]


def names(client: FlaskClient, query: str = "") -> list[str]:
    told = page(client, f"/tasks{query}")
    if 'class="empty"' in told and "<tbody>" not in told.split("Báo cáo tổng hợp")[0]:
        return []
    return [each.split('"')[0] for each in told.split('class="row" href="/tasks/')[1:]]


@pytest.mark.parametrize("address", ["/tasks", ONE, f"{ONE}/01", "/tasks?state=done", "/tasks?as_of=2021-11-20T00:00"])
def test_the_pages_are_whole(client: FlaskClient, address: str) -> None:
    must_be_whole(client, address)


def test_an_empty_book_says_where_tasks_come_from() -> None:
    told = text(create_app(MemoryDesk(health=[])).test_client(), "/tasks")
    assert "Chưa có nhiệm vụ nào." in told
    assert "Điều 14 khoản 1" in told


def test_what_is_overdue_stands_first_and_what_is_closed_last(client: FlaskClient) -> None:
    assert names(client)[0] == "VPUBND/2021-NQ76-01"
    assert set(names(client)[1:]) == {"VPUBND/2021-TB215-01", "VPUBND/2021-TB215-01/01", "VPUBND/2021-TB216-01"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?reform=no", ["VPUBND/2021-TB216-01"]),
        ("?source=government", ["VPUBND/2021-NQ76-01"]),
        ("?lead=TAMKY", ["VPUBND/2021-TB215-01/01"]),
        ("?state=overdue", ["VPUBND/2021-NQ76-01"]),
        ("?state=unaccepted", ["VPUBND/2021-NQ76-01"]),
        ("?state=cancelled", ["VPUBND/2021-TB216-01"]),
        ("?due=late", ["VPUBND/2021-NQ76-01"]),
        ("?due=none", ["VPUBND/2021-TB216-01"]),
        ("?q=tai+thanh+pho+tam+ky", ["VPUBND/2021-TB215-01/01"]),
        ("?source=plan", []),
    ],
)
def test_the_book_is_filtered_by_its_address(client: FlaskClient, query: str, found: list[str]) -> None:
    assert names(client, query) == found


def test_both_trackers_read_one_book(client: FlaskClient) -> None:
    """Sở Nội vụ theo dõi việc cải cách, Văn phòng theo dõi tất cả; không việc nào ghi hai lần (Điều 13.2, 14.1)."""
    everything, reform = names(client), names(client, "?reform=yes")
    assert len(everything) == len(set(everything)) == 4
    assert set(everything) - set(reform) == {"VPUBND/2021-TB216-01"}


def test_an_adjustment_keeps_the_old_beside_the_new(client: FlaskClient) -> None:
    steps = rows(client, ONE, "Từng bước")
    (adjusted,) = [each for each in steps if "Điều chỉnh" in each]
    assert "Hạn: hết ngày 30/11/2021 → hết ngày 15/12/2021" in adjusted
    assert "230/TB-UBND" in adjusted
    assert "Giao nhiệm vụ" in steps[-1]


def test_a_task_shows_its_parts_and_a_part_its_whole(client: FlaskClient) -> None:
    assert "Rà soát tại thành phố Tam Kỳ" in rows(client, ONE, "Phần việc")[0]
    assert f'href="{ONE}"' in page(client, f"{ONE}/01")


def test_a_task_shows_what_it_is_at_the_moment_asked(client: FlaskClient) -> None:
    then = text(client, "/tasks?as_of=2021-11-20T00:00")
    assert "Đang xem như sổ biết lúc 20/11/2021 00:00" in then
    assert "Quá hạn 0" in then
    assert "Đã hoàn thành 0" in then
    assert "Đã hoàn thành 2" in text(client, "/tasks")


def test_a_task_that_is_late_and_hindered_is_found_under_both() -> None:
    client = told_of(_hindered_and_late)
    assert names(client, "?state=overdue") == names(client, "?state=obstacle") == ["VPUBND/2021-TB215-01"]
    assert "Quá hạn 1" in text(client, "/tasks")
    assert "Chưa có hướng dẫn của Bộ" in text(client, ONE)
    assert 'href="/obstacles/SYT/2021-01"' in page(client, ONE)


def test_an_obstacle_that_is_lifted_hinders_no_more() -> None:
    client = told_of(_freed)
    assert names(client, "?state=obstacle") == []
    assert "Vướng mắc được tháo gỡ" in text(client, ONE)


def test_what_was_given_back_is_to_be_done_again() -> None:
    client = told_of(_given_back)
    assert names(client, "?state=returned") == ["VPUBND/2021-TB215-01"]
    assert "Thiếu phụ lục." in text(client, ONE)


def test_a_successor_has_the_task_with_its_history() -> None:
    told = text(told_of(test_task.play_succession), ONE)
    assert "Chủ trì: Sở Ngoại vụ → Sở Y tế" in told


def test_a_task_leads_back_to_what_it_came_from() -> None:
    assert 'href="/plans/2022"' in page(told_of(test_plan.play), "/tasks/plan-2022/N1")
    client = told_of(test_meeting.play)
    task = names(client, "?source=meeting&lead=STTTT")[0]
    assert 'href="/meetings/2021/Q4"' in page(client, f"/tasks/{task}")


def test_the_reports_of_both_trackers_stand_below(client: FlaskClient) -> None:
    found = rows(client, "/tasks", "Báo cáo tổng hợp")
    assert any("Sở Nội vụ 3 2 2 1 1" in each for each in found)
    assert len(found) == 3


def test_the_workbook_holds_what_was_chosen(client: FlaskClient) -> None:
    told = cells(client, "/tasks.xlsx?state=overdue")
    assert "task/VPUBND/2021-NQ76-01" in told
    assert "task/VPUBND/2021-TB216-01" not in told
    assert "DỮ LIỆU MẪU, không phải số liệu chính thức" in told


def test_an_unknown_task_is_said_in_vietnamese(client: FlaskClient) -> None:
    assert "Không có trang này" in page(client, "/tasks/nope", 404)
