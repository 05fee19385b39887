"""Pages update by themselves when a fact arrives, in every tab, and say so when they cannot."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opening, Portal, served

pytestmark = pytest.mark.browser


def test_a_page_shows_a_fact_that_arrives_without_being_loaded_again(moving_portal: Portal, opened: Opening) -> None:
    seen = opened(f"{moving_portal.address}/messages")
    page = seen.page
    expect(page.locator("body")).to_have_attribute("data-live", "yes")
    page.evaluate("window.untouched = true")
    before = page.locator("#log-title .n").inner_text()
    told = page.locator("#told").inner_text()
    moving_portal.let("next")
    expect(page.locator("#log-title .n")).not_to_have_text(before)
    expect(page.locator("#told")).not_to_have_text(told, use_inner_text=True)
    assert page.evaluate("window.untouched")
    assert seen.troubles == []


def test_the_scoreboard_turns_from_provisional_to_published_before_ones_eyes(
    moving_portal: Portal, opened: Opening
) -> None:
    page = opened(f"{moving_portal.address}/scoreboard/2021/departments").page
    expect(page.locator("body")).to_have_attribute("data-live", "yes")
    expect(page.locator(".figures")).to_contain_text("Tạm tính")
    expect(page.locator("td.rank").first).not_to_have_text(re.compile(r"\d"))
    moving_portal.let("all")
    expect(page.locator(".figures")).to_contain_text("Đã công bố")
    expect(page.locator("td.rank").first).to_have_text(re.compile(r"^1"))


def test_what_a_person_wrote_and_where_they_scrolled_stays(moving_portal: Portal, opened: Opening) -> None:
    page = opened(f"{moving_portal.address}/scoreboard/2021/departments", size=(390, 844)).page
    expect(page.locator("body")).to_have_attribute("data-live", "yes")
    page.locator("#board-scroll").evaluate("box => box.scrollLeft = 120")
    page.locator("input[name=as_of]").fill("2022-02-20T12:00")
    moving_portal.let("all")
    expect(page.locator(".figures")).to_contain_text("Đã công bố")
    assert page.locator("#board-scroll").evaluate("box => box.scrollLeft") == 120
    expect(page.locator("input[name=as_of]")).to_have_value("2022-02-20T12:00")


def test_ten_tabs_of_a_browser_share_one_stream_and_all_update(moving_portal: Portal, opened: Opening) -> None:
    first = opened(f"{moving_portal.address}/messages")
    tabs = [first] + [opened(f"{moving_portal.address}/messages", context=first.page.context) for _ in range(9)]
    before = first.page.locator("#log-title .n").inner_text()
    expect(first.page.locator("body")).to_have_attribute("data-live", "yes")
    moving_portal.let("next")
    for tab in tabs:
        expect(tab.page.locator("#log-title .n")).not_to_have_text(before)
    first.page.close()  # it held the stream: another tab takes over
    after = tabs[1].page.locator("#log-title .n").inner_text()
    moving_portal.let("next")
    for tab in tabs[1:]:
        expect(tab.page.locator("#log-title .n")).not_to_have_text(after, timeout=10_000)


def test_a_page_says_that_it_is_stale_and_recovers_when_the_portal_is_back(opened: Opening) -> None:
    with served("half") as first:
        port = urlsplit(first.address).port
        page = opened(f"{first.address}/messages").page
        expect(page.locator("body")).to_have_attribute("data-live", "yes")
        first.kill()
        expect(page.locator("#stale")).to_be_visible(timeout=20_000)
        expect(page.locator("#stale")).to_contain_text("Mất kết nối trực tiếp")
    with served("all", port or 0):
        expect(page.locator("#stale")).to_be_hidden(timeout=20_000)
        expect(page.locator("#log-title .n")).to_have_text("1.492", timeout=10_000)


def test_the_past_does_not_move(moving_portal: Portal, opened: Opening) -> None:
    page = opened(f"{moving_portal.address}/scoreboard/2021/departments?as_of=2022-02-18T12:00").page
    assert page.locator("body").get_attribute("data-stream") is None
    expect(page.locator(".strip.past")).to_contain_text("18/02/2022 12:00")
