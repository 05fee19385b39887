"""Trang các quy trình trong trình duyệt thật: sạch, tiếp cận được, đọc được trên máy tính, điện thoại và giấy."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from werkzeug.serving import make_server

from services.portal.web import create_app
from tests.browser.conftest import LAPTOP, PHONE, Opening
from tests.browser.made_round import MemoryDesk
from tests.browser.test_look import RULES
from tests.browser.told import facts_of
from tests.province import Province
from tests.stories import test_improvement, test_meeting, test_obstacle, test_plan, test_task

pytestmark = pytest.mark.browser

PAGES = {
    "procedures": "/procedures",
    "plans": "/plans",
    "plan": "/plans/2022",
    "plan that waits for proposals": "/plans/2023",
    "tasks": "/tasks",
    "task": "/tasks/VPUBND/2021-TB215-01",
    "meetings": "/meetings",
    "meeting": "/meetings/2021/Q4",
    "obstacles": "/obstacles",
    "obstacle": "/obstacles/SYT/2021-01",
    "improvement": "/improvement",
}


def _next_year(province: Province) -> None:
    province.move_to("2022-10-05T08:00:00+07:00")
    test_plan.call(province, "2023")
    test_plan.propose(province, "STP", test_plan.proposed("TP1", "STP"), plan="2023")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A portal that heard five stories, each of a province of its own, told in the order of time."""
    plays = (
        (test_plan.play, test_plan.play_measure, _next_year),
        (test_task.play,),
        (test_meeting.play,),
        (test_obstacle.play,),
        (test_improvement.play,),
    )
    facts = [fact for each in plays for fact in facts_of(*each)]
    desk = MemoryDesk()
    desk.take(*sorted(facts, key=lambda fact: fact.time))
    server = make_server("127.0.0.1", 0, create_app(desk), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_clean_accessible_and_does_not_scroll_sideways(name: str, address: str, opened: Opening) -> None:
    seen = opened(address + PAGES[name])
    page = seen.page
    for width, height in (LAPTOP, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        expect(page.locator("h1")).to_be_visible()
        page.evaluate("document.fonts.ready")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{width} wide: {found.generate_report()}"
    assert seen.troubles == []
    assert seen.hosts == {urlsplit(address).netloc}


@pytest.mark.parametrize("name", ["plan", "tasks", "meeting"])
def test_nothing_is_cut_off_on_a_laptop_or_on_paper(name: str, address: str, opened: Opening) -> None:
    page = opened(address + PAGES[name]).page
    cut = "[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1).length"
    assert page.evaluate(cut) == 0
    page.emulate_media(media="print")
    for hidden in ("nav.main", ".no-print"):
        expect(page.locator(hidden).first).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= LAPTOP[0]


def test_from_the_index_to_the_plan_to_a_task_and_back(address: str, opened: Opening) -> None:
    page = opened(f"{address}/").page
    page.get_by_role("link", name="Quy trình", exact=True).click()
    page.get_by_role("link", name="Kế hoạch hằng năm, chương trình giai đoạn").click()
    page.get_by_role("link", name="Kế hoạch cải cách hành chính 2022 (dữ liệu mẫu)").click()
    expect(page.locator("h1")).to_have_text("Kế hoạch cải cách hành chính 2022 (dữ liệu mẫu)")
    page.get_by_role("region", name="Nhiệm vụ: đang có hiệu lực").get_by_role("link", name="Quá hạn").first.click()
    expect(page.locator("h1")).to_have_text("Nhiệm vụ N1 (dữ liệu mẫu)")
    page.get_by_role("link", name="xem kế hoạch").click()
    expect(page).to_have_url(f"{address}/plans/2022")


def test_two_drafts_are_chosen_and_compared(address: str, opened: Opening) -> None:
    page = opened(f"{address}/plans/2022").page
    page.locator("select[name=from]").select_option("1")
    page.get_by_role("button", name="So").click()
    expect(page).to_have_url(f"{address}/plans/2022?from=1&to=4#changes-title")
    region = page.get_by_role("region", name="So hai dự thảo")
    expect(region).to_contain_text("17:00 ngày 30/09/2022")


def test_tasks_are_filtered_by_form_and_by_chip(address: str, opened: Opening) -> None:
    page = opened(f"{address}/tasks").page
    page.locator("select[name=source]").select_option("plan")
    page.get_by_role("button", name="Xem").click()
    listed = page.get_by_role("region", name="Danh sách nhiệm vụ").locator("tbody tr")
    expect(listed).to_have_count(3)
    page.get_by_role("link", name="Thôi giao").click()
    expect(listed).to_have_count(1)
    expect(page).to_have_url(f"{address}/tasks?state=cancelled&source=plan")
