"""Sổ công văn và việc trình UBND tỉnh trong trình duyệt thật: sạch, dễ tiếp cận, đọc được, in được."""

from __future__ import annotations

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
from tests.stories import test_amendment, test_communication, test_document, test_reform_review

pytestmark = pytest.mark.browser

PAGES = {
    "outgoing": "/registers",
    "outgoing of an agency": "/registers?agency=SNV&year=2021",
    "incoming": "/registers?direction=in&agency=VPUBND",
    "nothing found": "/registers?q=khong-he-co",
    "matters": "/matters",
    "one matter": "/matters/amendment/2021/STP-01",
}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    desk = desk_of(test_document.play, test_amendment.play, test_communication.play, test_reform_review.play)
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


def test_from_the_register_to_the_message_and_on_paper(address: str, opened: Opening) -> None:
    page = opened(f"{address}/registers").page
    page.get_by_label("Của cơ quan").select_option("STTTT")
    page.get_by_role("button", name="Xem").click()
    expect(page.get_by_role("row").filter(has_text="01/TTr-TT&TT")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Xem")).to_be_hidden()
    expect(page.locator("table")).to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="01/TTr-TT&TT").click()
    expect(page.locator("h1")).to_contain_text("văn bản")
