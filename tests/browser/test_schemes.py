"""Đề án, kiểm tra, các quy trình khác trong trình duyệt thật: sạch, tiếp cận được, đọc được trên mọi cỡ và giấy."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
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
from tests.stories import (
    test_amendment,
    test_budget,
    test_communication,
    test_field_work,
    test_information,
    test_inspection,
    test_own_inspection,
    test_provincial_score,
    test_recognition,
    test_reform_review,
    test_scheme,
)

pytestmark = pytest.mark.browser

PAGES = {
    "schemes": "/schemes",
    "a scheme that was approved": "/schemes/2021/DA-01",
    "a scheme that waits for a silent agency": "/schemes/2021/DA-03",
    "inspections": "/inspections",
    "inspection": "/inspections/KT-2021-01",
    "the agencies' own inspections": "/own-inspections/2022",
    "an agency's own inspections": "/own-inspections/2022/SYT",
    "provincial scores": "/provincial-scores",
    "provincial score": "/provincial-scores/2021",
    "budgets": "/budgets",
    "budget": "/budgets/2022",
    "information": "/information",
    "shared information": "/information/2021/SNV-01",
    "amendments": "/amendments",
    "amendment": "/amendments/2021/STP-01",
    "reviews": "/reviews",
    "review": "/reviews/2021/so-ket-6-thang-cuoi-nam",
    "recognition": "/recognition",
    "commendation": "/recognition/commendations/2021",
    "nomination": "/recognition/nominations/2021/SYT-01",
    "rectification": "/recognition/rectifications/2021/01",
    "communication": "/communication",
    "communication of a year": "/communication/2021",
    "field work": "/field-work",
    "a content": "/field-work/iso",
    "field reports": "/field-reports",
    "field report": "/field-reports/2021/iso",
    "field figures": "/field-figures/VPUBND/SL-one_stop",
}


def schemes(province: Province) -> None:
    """One scheme all the way, and one that Sở KH&CN keeps waiting."""
    test_scheme.play(province)
    test_scheme.submit(province, "iso", "information_technology", agency="STTTT", number="91", funding=None)
    due = {**test_scheme.DEADLINE, "due": "2021-12-01T00:00:00+07:00"}
    test_scheme.accept(province, code="DA-03", deadline=due)
    test_scheme.give(province, "QC-9.3", test_scheme.opinion("information_technology"), code="DA-03")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A portal that heard all these stories, each of a province of its own, told in the order of time."""
    plays = (
        schemes, test_inspection.play, test_own_inspection.play, test_provincial_score.play, test_budget.play,
        test_information.play, test_amendment.play, test_reform_review.play, test_recognition.play,
        test_communication.play, test_field_work.play,
    )  # fmt: skip
    facts = [fact for play in plays for fact in facts_of(play)]
    desk = MemoryDesk()
    desk.take(*sorted(facts, key=lambda fact: fact.time))
    desk.ahead = timedelta(days=1)
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


def test_from_the_procedures_to_the_silent_agency_and_its_request(address: str, opened: Opening) -> None:
    page = opened(f"{address}/procedures").page
    page.get_by_role("link", name="Thẩm định đề án, dự án").click()
    page.get_by_role("row", name="DA-03").get_by_role("link").first.click()
    row = page.get_by_role("region", name="Ý kiến về bản 1").get_by_role("row", name="khoản 4 Điều 9")
    expect(row).to_contain_text("Quá hạn, chưa có ý kiến")
    row.get_by_role("link").first.click()
    expect(page.locator("h1")).to_contain_text("ý kiến")


def test_the_lanes_of_a_scheme_are_a_table_on_a_phone(address: str, opened: Opening) -> None:
    page = opened(f"{address}/schemes/2021/DA-03").page
    expect(page.locator("svg.lanes .wait.late")).to_have_count(1)
    phone = opened(f"{address}/schemes/2021/DA-03", size=PHONE).page
    expect(phone.locator("svg.lanes")).to_be_hidden()
    expect(phone.get_by_role("region", name="Từng bước")).to_be_visible()


def test_a_report_is_downloaded_as_a_word_document(address: str, opened: Opening) -> None:
    page = opened(f"{address}/inspections/KT-2021-01").page
    with page.expect_download() as download:
        page.get_by_role("link", name="Báo cáo (DOCX)").click()
    assert download.value.suggested_filename == "bao-cao-KT-2021-01.docx"


def test_on_paper_a_page_stands_without_its_buttons(address: str, opened: Opening) -> None:
    page = opened(f"{address}/inspections/KT-2021-01").page
    page.emulate_media(media="print")
    for hidden in ("nav.main", ".no-print"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator(".print-only")).to_be_visible()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
