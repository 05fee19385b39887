"""The real platform in a real browser: ``phoihop up --demo`` in a process of its own, looked at while it plays.

One province for the whole file: the first test watches the sample round being played; the others look at what it
left behind, and the last ones send commands of their own.
"""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from services.portal import formats
from shared.regulation.agencies import agencies, agency
from tests.browser.conftest import LAPTOP, PHONE, Opening
from tests.browser.test_look import RULES
from tests.console.running import free_port, phoihop, services_up, wait_for

pytestmark = pytest.mark.browser

ROUND_MILLISECONDS = 120_000
"""How long the round may take on a machine that does other things, too; on an idle one it is played in a quarter."""

WATCH = """selectors => {
  window.seen = Object.fromEntries(selectors.map(one => [one, []]));
  const look = () => { for (const one of selectors) {
    const part = document.querySelector(one);
    const text = part ? part.textContent.replace(/\\s+/g, " ").trim() : "";
    if (text && text !== window.seen[one].at(-1)) window.seen[one].push(text);
  } };
  look();
  new MutationObserver(look).observe(document, {subtree: true, childList: true, characterData: true});
}"""
"""Everything that a part of a page ever said, kept in a page that is never loaded again."""


@dataclass
class Province:
    """The running platform: where its portal and its ledgers are."""

    address: str
    folder: Path
    process: subprocess.Popen[bytes]

    def told(self, **asked: str) -> dict[str, Any]:
        """The portal's own message log, as JSON."""
        with urllib.request.urlopen(f"{self.address}/api/v1/messages?{urlencode(asked)}", timeout=10) as answer:
            found: dict[str, Any] = json.load(answer)
        return found

    def latest(self, type: str, words: str = "") -> dict[str, Any]:
        found: dict[str, Any] = self.told(type=type, q=words)["messages"][0]
        return found

    def facts(self, type: str) -> list[dict[str, Any]]:
        """What Sở Nội vụ's ledger holds of a kind, read beside the program that writes it: the documents."""
        with closing(sqlite3.connect(f"file:{self.folder / 'noi_vu.db'}?mode=ro", uri=True)) as ledger:
            rows = ledger.execute("SELECT state FROM stored_events WHERE topic = ?", (type,))
            return [json.loads(state) for (state,) in rows]


@pytest.fixture(scope="module")
def playing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Province]:
    """The platform from its first moment on; the sample round has just begun."""
    folder, port = tmp_path_factory.mktemp("province") / "data", free_port()
    with services_up(folder, port, "--demo") as process:
        yield Province(f"http://127.0.0.1:{port}", folder, process)


@pytest.fixture(scope="module")
def province(playing: Province) -> Province:
    """The platform when the round is over and the portal knows it."""
    wait_for(lambda: playing.told(type="ResultsCorrected")["count"], playing.process)
    return playing


def test_the_pages_follow_the_round_while_it_is_played(playing: Province, opened: Opening) -> None:
    home = opened(f"{playing.address}/")
    home.page.evaluate(WATCH, ["#glance", "#told"])
    board = opened(f"{playing.address}/scoreboard", context=home.page.context)
    board.page.evaluate(WATCH, [".figures"])

    expect(board.page.locator(".figures")).to_contain_text("Đã công bố", timeout=ROUND_MILLISECONDS)
    expect(board.page.locator("td.rank").first).to_have_text("1")
    expect(board.page.locator("table.board tbody tr")).to_have_count(20)
    expect(home.page.locator(".steps li.done")).to_have_count(8, timeout=ROUND_MILLISECONDS)
    expect(home.page.locator(".progress-words").first).to_have_text("20 đã có kết quả")

    glance, told = home.page.evaluate("[window.seen['#glance'], window.seen['#told']]")
    assert len(told) > 5, "the page was shown at many positions of the ledger"
    assert any(re.search(r"\d+ (chưa|đã) nộp", text) for text in glance), "agencies were seen while they submitted"
    assert any("đang thẩm định" in text for text in glance), "owners were seen while they appraised"
    figures = board.page.evaluate("window.seen['.figures']")
    assert any("Tạm tính" in text for text in figures), "the board was provisional before it was published"
    for watched in (home, board):
        assert watched.troubles == []
        assert watched.hosts == {urlsplit(playing.address).netloc}


PAGES = (
    "province", "scoreboard", "districts", "difference", "past", "agency", "leaf", "corrected leaf", "dossiers",
    "dossier", "dossier of the round", "messages", "message", "work", "work done", "department", "portal", "help",
)  # fmt: skip


def address_of(name: str, province: Province) -> str:
    match name:
        case "dossier":
            return f"/dossiers/{province.latest('IndexDetermined', 'assessment/2021/SXD')['case']}"
        case "dossier of the round":
            return f"/dossiers/{province.latest('RoundOpened')['case']}"
        case "message":
            return f"/messages/{province.latest('AppraisalCompleted')['id']}"
    return {
        "province": "/",
        "scoreboard": "/scoreboard/2021/departments",
        "districts": "/scoreboard/2021/districts",
        "difference": "/scoreboard/2021/districts?stage=difference",
        "past": "/scoreboard/2021/departments?as_of=2022-02-20T12:00",
        "agency": "/scoreboard/2021/departments/SNV",
        "leaf": "/scoreboard/2021/SXD/criteria/6.1.1",
        "corrected leaf": "/scoreboard/2021/PHUNINH/criteria/1.3",
        "dossiers": "/dossiers",
        "messages": "/messages",
        "work": "/overdue",
        "work done": "/overdue?state=done",
        "department": "/departments/noi_vu",
        "portal": "/departments/portal",
        "help": "/help",
    }[name]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_over_the_real_round_is_clean_accessible_and_fits(
    name: str, province: Province, opened: Opening
) -> None:
    seen = opened(province.address + address_of(name, province))
    page = seen.page
    for width, height in (LAPTOP, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator(".strip.sample")).to_contain_text("DỮ LIỆU MẪU")
        page.evaluate("document.fonts.ready")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{width} wide: {found.generate_report()}"
    assert seen.troubles == []
    assert seen.hosts == {urlsplit(province.address).netloc}


def test_on_paper_a_board_is_one_sheet_and_its_chart_another(province: Province, opened: Opening) -> None:
    for block in ("departments", "districts"):
        page = opened(f"{province.address}/scoreboard/2021/{block}").page
        page.evaluate("document.fonts.ready")
        paper = page.pdf(prefer_css_page_size=True, print_background=True)
        boxes = re.findall(rb"/MediaBox\s*\[([^\]]*)\]", paper)
        assert {tuple(round(float(number)) for number in box.split()) for box in boxes} == {(0, 0, 842, 595)}
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 2
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 1016, "height": 718})  # A4 on its side without its margins, at 96 dots an inch
        assert page.evaluate("document.documentElement.scrollWidth") <= 1016
        expect(page.locator("table.board tbody tr")).to_have_count(len(agencies(block)))


def test_the_dossiers_name_their_agencies_and_what_they_wait_for(province: Province, opened: Opening) -> None:
    page = opened(f"{province.address}/dossiers").page
    names = page.locator("tbody th a").all_inner_texts()
    assert {f"{one.name}: đánh giá năm 2021" for one in (*agencies("departments"), *agencies("districts"))} <= {*names}
    page.get_by_label("Tìm hồ sơ").fill("so xay dung")
    page.get_by_role("button", name="Tìm").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Sở Xây dựng: đánh giá năm 2021").click()
    expect(page.locator("h1")).to_have_text("Sở Xây dựng: đánh giá năm 2021")


def test_the_life_of_an_assessment_is_readable_at_one_glance(province: Province, opened: Opening) -> None:
    page = opened(province.address + address_of("dossier", province)).page
    lanes = page.locator("svg.lanes")
    box = lanes.bounding_box()
    assert box is not None
    assert box["height"] < LAPTOP[1]
    names = lanes.locator(".lane-name").all_text_contents()
    assert names[:2] == ["Sở Xây dựng", "Sở Nội vụ"]
    assert {*names} == {agency(one).short for one in ("SXD", "SNV", "STP", "STC", "STTTT", "SKHCN", "VPUBND")}
    assert lanes.locator(".gap").count() >= 3, "idle time is drawn narrow"
    facts = province.told(case=page.url.rsplit("/", 1)[1])["count"]
    verdicts = lanes.locator("a[aria-label*='Thẩm định một tiêu chí']")
    appraised = [re.search(r"× (\d+)", str(one.get_attribute("aria-label"))) for one in verdicts.all()]
    # One mark for each of the six owners, and one for the leaf that was appraised again after its correction.
    assert len(appraised) == 7
    assert max(int(found[1]) for found in appraised if found) > 10
    assert lanes.locator("a").count() < facts / 2
    labels = [str(one.get_attribute("aria-label")) for one in lanes.locator("a").all()]
    assert [label.split(",")[0] for label in labels[:2]] == [
        "Sở Xây dựng: Nộp bản tự chấm điểm", "Sở Nội vụ: Yêu cầu thẩm định × 6"
    ]  # fmt: skip


def row_of(page: Page, name: str) -> Locator:
    return page.locator("table.board tbody tr").filter(has=page.get_by_role("link", name=name, exact=True))


def board_as_of(province: Province, opened: Opening, block: str, moment: str) -> Page:
    page = opened(f"{province.address}/scoreboard/2021/{block}?as_of={moment}").page
    expect(page.locator(".strip.past")).to_contain_text(formats.moment(moment))
    expect(page.locator(".spoken")).to_have_text(formats.moment(moment))
    return page


def test_before_submission_the_board_knew_nobody_s_score(province: Province, opened: Opening) -> None:
    page = board_as_of(province, opened, "departments", "2021-12-01T12:00")
    expect(page.locator("table.board tbody tr")).to_have_count(20)
    assert {*page.locator("td.total").all_inner_texts()} == {"·"}
    assert {*page.locator("table.board tbody td:last-child").all_inner_texts()} == {"Chưa nộp"}
    expect(page.locator(".figures")).to_have_count(0)


def test_after_self_scoring_the_board_knew_what_was_asked_to_be_appraised(province: Province, opened: Opening) -> None:
    moment = "2022-01-02T12:00"
    declared: dict[str, Decimal] = {}
    for fact in province.facts("AppraisalRequested"):
        if fact["time"] < moment:
            scores = (Decimal(one["self_score"]) for one in fact["data"]["entries"] if one["self_score"])
            declared[fact["data"]["agency"]] = declared.get(fact["data"]["agency"], Decimal(0)) + sum(scores)
    page = board_as_of(province, opened, "departments", moment)
    expect(page.locator(".figures")).to_contain_text("Tạm tính")
    assert {*page.locator("td.rank").all_inner_texts()} == {"–", "KXH"}
    late = []
    for one in agencies("departments"):
        total = row_of(page, one.name).locator("td.total")
        expect(total).to_have_text(formats.number(declared.get(one.id)))
        late += [one.id] if one.id not in declared else []
    assert late == ["STNMT", "SVHTTDL"]


def test_after_publication_the_board_knew_what_was_published_and_not_yet_its_correction(
    province: Province, opened: Opening
) -> None:
    published = rows_of(province.facts("ResultsPublished")[0], "districts")
    corrected = rows_of(province.facts("ResultsCorrected")[0], "districts")
    assert published["PHUNINH"]["percent"] != corrected["PHUNINH"]["percent"]
    then = board_as_of(province, opened, "districts", "2022-03-26T12:00")
    now = opened(f"{province.address}/scoreboard/2021/districts").page
    for page, rows in ((then, published), (now, corrected)):
        expect(page.locator(".figures")).to_contain_text("Đã công bố")
        expect(page.locator("table.board tbody tr")).to_have_count(len(rows))
        for name, told in rows.items():
            row = row_of(page, agency(name).name)
            expect(row.locator("td.total")).to_have_text(formats.number(told["score"]))
            expect(row.locator("td.total + td")).to_have_text(formats.number(told["percent"]))
            expect(row.locator("td.rank")).to_have_text(re.compile(rf"^{told['rank']}=?$"))
    expect(now.locator(".figures")).to_contain_text("đính chính 11/04/2022: Phú Ninh")
    expect(then.locator(".figures")).not_to_contain_text("đính chính")


def rows_of(fact: dict[str, Any], block: str) -> dict[str, dict[str, Any]]:
    (ranking,) = (one for one in fact["data"]["rankings"] if one["block"] == block)
    return {row["agency"]: row for row in ranking["rows"]}


def test_a_command_that_is_accepted_stands_in_the_log_without_a_reload(province: Province, opened: Opening) -> None:
    seen = opened(f"{province.address}/messages")
    page = seen.page
    expect(page.locator("body")).to_have_attribute("data-live", "yes")
    page.evaluate(WATCH, ["#log-title"])
    data = {"code": "MAU-SO-2022", "copied_from": "MAU-SO-2021", "title": "DỮ LIỆU MẪU – Bản sao để thử"}
    data |= {"valid_from": "2022-01-01", "valid_to": None, "sample": True}
    words = ("send", "-", "--type", "CopyCriteriaSet", "--agency", "SNV", "--actor", "Cán bộ mẫu gửi từ bàn phím")
    sent = phoihop(*words, folder=province.folder, stdin=json.dumps(data))
    assert sent.exit_code == 0, sent.stderr
    first = page.locator("table.log tbody tr").first
    expect(first).to_contain_text("Ban hành bộ tiêu chí")
    expect(first).to_contain_text("MAU-SO-2022")
    assert len(page.evaluate("window.seen['#log-title']")) == 2, "the same page, which has told two numbers"
    first.locator("a.row").click()
    expect(page.locator("h1")).to_have_text("Ban hành bộ tiêu chí: MAU-SO-2022")
    expect(page.locator("dl.facts")).to_contain_text("Cán bộ mẫu gửi từ bàn phím")
    expect(page.get_by_role("region", name="Nội dung")).to_contain_text("Bản sao để thử")
    assert seen.troubles == []


def test_a_command_that_is_refused_is_counted_and_changes_nothing_else(province: Province, opened: Opening) -> None:
    log = opened(f"{province.address}/messages")
    page = opened(f"{province.address}/departments/noi_vu", context=log.page.context).page
    counted = page.locator(".counted .n").first
    before, messages = int(counted.inner_text()), log.page.locator("#log-title").inner_text()
    page.evaluate(WATCH, [".counted"])
    words = ("send", "-", "--type", "WithdrawAssessment", "--agency", "SYT")
    data = {"year": 2021, "agency": "SYT", "reason": "Rút sau khi đã công bố (thử)"}
    sent = phoihop(*words, folder=province.folder, stdin=json.dumps(data))
    assert (sent.exit_code, "noi_vu từ chối" in sent.stderr) == (1, True), sent.stderr
    expect(counted).to_have_text(str(before + 1), timeout=20_000)
    assert len(page.evaluate("window.seen['.counted']")) >= 2
    assert log.page.locator("#log-title").inner_text() == messages
