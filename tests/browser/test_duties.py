"""Nghĩa vụ, danh bạ, so sánh trong trình duyệt thật: sạch, dễ tiếp cận, đọc được trên máy tính, điện thoại, giấy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from werkzeug.serving import make_server

from services.portal.web import create_app
from tests.browser.conftest import LAPTOP, PHONE, Opening
from tests.browser.test_look import RULES
from tests.browser.told import desk_of
from tests.services.portal.test_comparison import two_rounds
from tests.stories import test_information, test_own_inspection, test_plan

pytestmark = pytest.mark.browser

PAGES = {
    "duties": "/duties",
    "duties of an agency, in the past": "/duties?agency=STP&as_of=2022-03-01T08:00",
    "one duty": "/duties/QC-8.3-1",
    "a rule": "/duties/QC-2.2",
    "matrix": "/duties/matrix",
    "calendar": "/duties/calendar?year=2022&month=11",
    "directory": "/organisation",
    "directory of a day": "/organisation?on=2025-02-28&known=2025-02-22T08:00",
    "an agency": "/organisation/SKHCN",
    "two rounds": "/comparison",
    "two moments": "/comparison/moments?year=2024&from=2025-02-10T00:00",
    "help": "/help",
}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    desk = desk_of(test_information.play, test_plan.play, test_own_inspection.play, two_rounds)
    server = make_server("127.0.0.1", 0, create_app(desk), threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
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


def test_from_the_home_page_to_the_message_that_proves_it(address: str, opened: Opening) -> None:
    page = opened(f"{address}/").page
    page.get_by_role("link", name=re.compile(r"^\s*\d+ đã thực hiện")).click()
    expect(page.locator("h1")).to_have_text("Nghĩa vụ theo Quy chế")
    page.get_by_role("row", name=re.compile("Mỗi cơ quan đề xuất nội dung")).get_by_role("link").first.click()
    expect(page.locator("h1")).to_have_text(re.compile("Mỗi cơ quan đề xuất nội dung"))
    proven = page.get_by_role("row", name=re.compile("Sở Tư pháp")).first
    expect(proven).to_contain_text("Đã thực hiện")
    proven.get_by_role("link", name=re.compile("đề xuất")).last.click()
    expect(page.locator("h1")).to_contain_text(re.compile("đề xuất", re.IGNORECASE))


def test_a_square_of_the_matrix_leads_to_the_duty_of_that_agency(address: str, opened: Opening) -> None:
    page = opened(f"{address}/duties/matrix").page
    page.locator("td.sq.is-overdue a").first.click()
    expect(page).to_have_url(re.compile(r"/duties/Q.*agency="))
    expect(page.get_by_role("region", name=re.compile("việc")).locator(".state.late").first).to_be_visible()


def test_on_paper_the_matrix_keeps_its_marks(address: str, opened: Opening) -> None:
    page = opened(f"{address}/duties/matrix").page
    page.emulate_media(media="print")
    expect(page.locator("form.filter")).to_be_hidden()
    expect(page.locator("nav.tabs")).to_be_hidden()
    expect(page.locator("table.matrix")).to_be_visible()
