"""Every page in a real browser: clean console, no other host, accessible, readable on a laptop, a phone and paper."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import LAPTOP, PHONE, Opening, Portal
from tests.browser.made_round import HELD, NAMESPACE_URL, uuid5

pytestmark = pytest.mark.browser

DOSSIER = uuid5(NAMESPACE_URL, "ho-so-SYT")
MESSAGE = f"{uuid5(NAMESPACE_URL, 'noi_vu/60')}/60"
PAGES = {
    "province": "/",
    "department": "/departments/tai_chinh",
    "silent department": "/departments/kh_cn",
    "department with quarantine": "/departments/tt_tt",
    "scoreboard": "/scoreboard/2021/departments",
    "difference": "/scoreboard/2021/districts?stage=difference",
    "the past": "/scoreboard/2021/departments?as_of=2022-02-20T12:00",
    "agency": "/scoreboard/2021/departments/SYT",
    "criterion": "/scoreboard/2021/SYT/criteria/1.1.1",
    "dossiers": "/dossiers",
    "dossier": f"/dossiers/{DOSSIER}",
    "messages": "/messages",
    "message": f"/messages/{MESSAGE}",
    "work": "/overdue",
    "help": "/help",
    "quarantine": "/quarantine",
    "a retry tried out": f"/quarantine?department=tt_tt&cause={quote(HELD['cause'])}&preview=1",
    "sent and taken": "/exchange",
}
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_clean_accessible_and_does_not_scroll_sideways(name: str, portal: Portal, opened: Opening) -> None:
    seen = opened(portal.address + PAGES[name])
    page = seen.page
    for width, height in (LAPTOP, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        expect(page.locator("h1")).to_be_visible()
        page.evaluate("document.fonts.ready")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{width} wide: {found.generate_report()}"
    assert seen.troubles == []
    assert seen.hosts == {urlsplit(portal.address).netloc}


def test_the_fonts_that_are_shown_are_the_ones_that_are_served(portal: Portal, opened: Opening) -> None:
    page = opened(f"{portal.address}/scoreboard/2021/departments").page
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert {family.strip('"') for family in loaded} == {"Be Vietnam Pro", "Digits"}


def test_digits_in_a_column_have_one_width(portal: Portal, opened: Opening) -> None:
    page = opened(f"{portal.address}/scoreboard/2021/departments").page
    page.evaluate("document.fonts.ready")
    widths = page.evaluate(
        """() => { const cell = document.querySelector("table.board td.total");
        return ["1111", "0000", "8888"].map(text => { cell.textContent = ""; const s = document.createElement("span");
        s.textContent = text; cell.append(s); return s.getBoundingClientRect().width; }); }"""
    )
    assert max(widths) - min(widths) < 0.1


def test_the_keyboard_reaches_the_content_first_and_shows_where_it_is(portal: Portal, opened: Opening) -> None:
    page = opened(f"{portal.address}/messages").page
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("[data-slash]")).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"


def test_what_can_be_pressed_on_a_phone_is_large_enough(portal: Portal, opened: Opening) -> None:
    page = opened(f"{portal.address}/scoreboard/2021/departments", size=PHONE).page
    pressed = "nav.main a, form a, button, input"
    heights = page.evaluate("what => [...document.querySelectorAll(what)].map(e => e.offsetHeight)", pressed)
    assert min(height for height in heights if height) >= 44


def test_from_a_field_of_the_board_down_to_the_history_of_a_leaf(portal: Portal, opened: Opening) -> None:
    page = opened(f"{portal.address}/").page
    page.get_by_role("link", name="Bảng điểm", exact=True).click()
    page.get_by_role("row", name=re.compile("Sở Y tế")).get_by_role("link").click()
    expect(page.locator("h1")).to_have_text("Sở Y tế")
    page.get_by_role("link", name="Tiêu chí thành phần mẫu 1.1.1").click()
    history = page.get_by_role("region", name="Lịch sử điểm").get_by_role("row")
    expect(history).to_have_count(8)
    expect(history.nth(4)).to_contain_text("Thẩm định lại")
    expect(history.nth(4)).to_contain_text("Chấp nhận một phần giải trình")
    expect(history.nth(4)).to_contain_text("TL. cán bộ mẫu SNV")


def test_a_dossier_is_drawn_as_lanes_and_told_as_a_table(portal: Portal, opened: Opening) -> None:
    page = opened(f"{portal.address}/dossiers/{DOSSIER}").page
    dots = page.locator("svg.lanes a")
    rows = page.get_by_role("region", name="Cùng nội dung").locator("tbody tr")
    assert dots.count() == rows.count() > 10
    expect(page.locator("svg.lanes .gap").first).to_be_visible()
    phone = opened(f"{portal.address}/dossiers/{DOSSIER}", size=PHONE).page
    expect(phone.locator("svg.lanes")).to_be_hidden()
    expect(phone.get_by_role("region", name="Cùng nội dung")).to_be_visible()


def test_on_paper_the_board_stands_alone_with_its_words_for_states(portal: Portal, opened: Opening) -> None:
    page = opened(f"{portal.address}/scoreboard/2021/departments").page
    paper = page.pdf(prefer_css_page_size=True, print_background=True)
    assert paper.startswith(b"%PDF")
    boxes = set(re.findall(rb"/MediaBox\s*\[([^\]]*)\]", paper))
    assert boxes, "no page"
    for box in boxes:
        _, _, width, height = (float(number) for number in box.split())
        assert (round(width), round(height)) == (842, 595)  # A4, landscape
    page.emulate_media(media="print")
    for hidden in ("nav.main", "form.filter", ".told", ".no-print"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator(".print-only")).to_be_visible()
    expect(page.get_by_text("DỮ LIỆU MẪU").first).to_be_visible()
    assert page.evaluate("document.querySelector('table.board').scrollWidth") <= LAPTOP[0]


def test_the_moment_asked_for_stands_beside_its_field_as_it_is_read_here(portal: Portal, opened: Opening) -> None:
    page = opened(f"{portal.address}/scoreboard/2021/departments").page
    spoken = page.locator(".spoken")
    expect(spoken).to_have_text("ngày/tháng/năm giờ:phút")
    page.get_by_label("Tính đến").fill("2022-02-20T12:00")
    expect(spoken).to_have_text("20/02/2022 12:00")
    page.get_by_role("button", name="Xem").click()
    expect(page.locator(".strip.past")).to_contain_text("20/02/2022 12:00")
    expect(spoken).to_have_text("20/02/2022 12:00")
    page.get_by_label("Tính đến").fill("")
    expect(spoken).to_have_text("ngày/tháng/năm giờ:phút")


def test_a_message_in_quarantine_is_shown_with_its_cause_its_receipt_and_what_to_type(
    portal: Portal, opened: Opening
) -> None:
    page = opened(f"{portal.address}/departments/tt_tt").page
    row = page.locator("#quarantine tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("không có bộ tiêu chí (mẫu)")
    receipt = row.locator("code").inner_text()
    commands = page.get_by_role("region", name="Lệnh xử lý").inner_text().split()
    assert (commands[:4], commands[6:10]) == (
        ["phoihop", "quarantine", "retry", receipt],
        ["phoihop", "quarantine", "skip", receipt],
    )
    row.get_by_role("link", name="Yêu cầu thẩm định").click()
    expect(page.locator("h1")).to_contain_text("Yêu cầu thẩm định")
    page.goto(f"{portal.address}/departments/tu_phap")
    expect(page.locator("#quarantine")).to_have_count(0)
