"""Every page of the portal, asked for without a browser: what it says, and what it never contains."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from services.portal.web import create_app
from shared.mechanism.clock import ICT
from shared.mechanism.message import Fact
from tests.browser.made_round import Maker, MemoryDesk, made_health
from tests.browser.told import desk_of
from tests.stories import test_recognition

PAGES = (
    "/", "/departments/noi_vu", "/departments/kh_cn", "/departments/portal", "/scoreboard/2021/departments",
    "/scoreboard/2021/districts?stage=difference", "/scoreboard/2021/departments?stage=self",
    "/scoreboard/2021/departments?as_of=2022-02-20T12:00", "/scoreboard/2021/departments/SYT",
    "/scoreboard/2021/departments/BDT", "/scoreboard/2021/SYT/criteria/1.1.1", "/scoreboard/2021/SYT/criteria/3.1.1",
    "/scoreboard/2021/SYT/criteria/1", "/dossiers", "/dossiers?q=so+y+te", "/messages", "/messages?q=uy+ban",
    "/overdue", "/overdue?state=done", "/help", "/quarantine", "/exchange",
)  # fmt: skip


def text_of(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_vietnamese_whole_and_without_anything_foreign_or_inline(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert '<html lang="vi">' in page
    assert page.count("<h1") == 1
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert " style=" not in page
    assert "<style" not in page
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"\son[a-z]+=", page)
    assert not re.findall(r"""(?:src|href|action)=["'](?:https?:)?//""", page)
    assert "None" not in re.sub(r"<[^>]*>", "", page)


def test_an_empty_province_says_on_every_page_what_will_stand_there() -> None:
    client = create_app(MemoryDesk(health=[])).test_client()
    for address in ("/", "/departments/noi_vu", "/scoreboard", "/dossiers", "/messages", "/overdue"):
        assert 'class="empty"' in text_of(client, address), address
    assert "Không có việc nào cần can thiệp" in text_of(client, "/")


@pytest.mark.parametrize(
    "address",
    ["/nope", "/departments/so_la", "/scoreboard/2020/departments", "/scoreboard/2021/xa", "/messages/none",
     "/scoreboard/2021/departments/DUYXUYEN", "/scoreboard/2021/SYT/criteria/99", "/dossiers/none", "/dossiers/a/b",
     "/scoreboard/2020/departments.xlsx"],
)  # fmt: skip
def test_what_is_not_there_is_said_in_vietnamese(client: FlaskClient, address: str) -> None:
    page = text_of(client, address, 404)
    assert "Không có trang này" in page


def test_a_fault_is_told_in_vietnamese_without_its_traceback(finished: MemoryDesk, caplog: Any) -> None:
    app = create_app(finished)
    finished.health = lambda: 1 / 0  # type: ignore[assignment,method-assign]
    page = text_of(app.test_client(), "/", 500)
    assert "Cổng gặp lỗi" in page
    assert "ZeroDivisionError" not in page
    assert any(record.exc_info for record in caplog.records)


def test_one_department_that_is_silent_costs_its_own_row_only(client: FlaskClient) -> None:
    page = text_of(client, "/")
    assert page.count("Không trả lời") == 1
    assert page.count("Thông suốt") == 5
    assert "không trả lời trong 2 giây" in text_of(client, "/departments/kh_cn")


def test_the_front_page_puts_the_worst_first(desk: MemoryDesk) -> None:
    page = text_of(create_app(desk).test_client(), "/")
    concerns = page[page.index("Cần làm ngay") :]
    order = [concerns.index(name) for name in ("Sở Khoa học và Công nghệ", "Sở Thông tin", "Sở Tài chính")]
    assert order == sorted(order)


def test_the_scoreboard_as_of_a_moment_is_the_board_of_that_moment(facts: list[list[Fact]]) -> None:
    everything = [*facts[0], *facts[1]]
    finished, then = MemoryDesk(), MemoryDesk()
    finished.take(*everything)
    moment = datetime(2022, 2, 18, 12, tzinfo=ICT)
    then.take(*(one for one in everything if (one.received or one.time) <= moment))
    boards = []
    for desk, query in ((finished, "?as_of=2022-02-18T12:00"), (then, "")):
        page = text_of(create_app(desk).test_client(), f"/scoreboard/2021/departments{query}")
        boards.append(re.findall(r"<td class=\"(?:cell|total|rank) [^>]*>.*?</td>", page, re.S))
    assert boards[0] == boards[1]
    assert len(boards[0]) == 20 * 10
    now = text_of(create_app(finished).test_client(), "/scoreboard/2021/departments")
    assert re.findall(r"<td class=\"(?:cell|total|rank) [^>]*>.*?</td>", now, re.S) != boards[0]


def test_a_moment_that_cannot_be_read_is_said_and_the_present_is_shown(client: FlaskClient) -> None:
    page = text_of(client, "/scoreboard/2021/departments?as_of=h%C3%B4m+qua")
    assert "Không đọc được thời điểm “hôm qua”" in page


def test_the_scoreboard_says_sample_not_applicable_absent_zero_and_conflict(client: FlaskClient) -> None:
    page = text_of(client, "/scoreboard/2021/departments")
    assert "DỮ LIỆU MẪU" in page
    assert '<abbr class="gone" title="Không áp dụng">KAD</abbr>' in page
    assert ">0,00<" in page
    assert "xung đột lợi ích" in page
    assert "Tải Excel" in page


def test_what_an_agency_wrote_is_never_html(finished: MemoryDesk) -> None:
    maker = Maker()
    maker.time = finished.now()
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    data = {"year": 2021, "agency": "SYT", "late": False,
            "explanations": [{"criterion": "1.1.1", "text": evil, "evidence": []}]}  # fmt: skip
    finished.take(maker.fact("noi_vu", "CriteriaExplained", data, case="ho-so-SYT", actor=evil))
    client = create_app(finished).test_client()
    for address in ("/scoreboard/2021/SYT/criteria/1.1.1", "/messages?q=alert", "/"):
        page = text_of(client, address)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert "&lt;script&gt;alert" in text_of(client, "/scoreboard/2021/SYT/criteria/1.1.1")


@pytest.mark.parametrize("words", ["uy ban nhan dan", "ỦY BAN nhân dân", "uỷ ban nhân dân", "ủy ban nhân dân"])
def test_search_meets_every_way_of_writing(words: str) -> None:
    desk = MemoryDesk()
    maker = Maker()
    data = {"year": 2021, "agency": "SYT", "attempt": 1, "reason": "Theo ý kiến của Ủy ban nhân dân tỉnh"}
    desk.take(maker.fact("noi_vu", "AssessmentWithdrawn", data, case="x"), *maker.opening())
    page = create_app(desk).test_client().get("/messages", query_string={"q": words}).get_data(as_text=True)
    assert '<h2 id="log-title"><span class="n">1</span> thông điệp' in page
    assert "Rút bản tự chấm điểm" in page


def test_the_log_is_filtered_by_its_address_and_paged(client: FlaskClient) -> None:
    page = text_of(client, "/messages?from=tu_phap&type=AppraisalCompleted")
    assert "36</span> thông điệp" in page
    first = text_of(client, "/messages?type=CriterionAppraised")
    older = re.search(r'href="(/messages\?[^"]*before=\d+)"', first)
    assert older
    second = text_of(client, older[1].replace("&amp;", "&"))
    ids = [set(re.findall(r"/messages/([0-9a-f-]{36}/\d+)", page)) for page in (first, second)]
    assert len(ids[0]) == len(ids[1]) == 50
    assert not ids[0] & ids[1]
    assert "Không có thông điệp nào khớp" in text_of(client, "/messages?since=2030-01-01")


def test_a_message_shows_its_document_and_its_dossier(client: FlaskClient, finished: MemoryDesk) -> None:
    fact = finished.facts[60]
    page = text_of(client, f"/messages/{fact.id}")
    assert f"/dossiers/{fact.case}" in page
    assert "&#34;specversion&#34;: &#34;1.0&#34;" in page


def test_the_workbook_holds_the_numbers_of_the_page(client: FlaskClient) -> None:
    answer = client.get("/scoreboard/2021/departments.xlsx")
    sheet = load_workbook(BytesIO(answer.data)).active
    assert sheet is not None
    rows = {row[1]: row for row in sheet.iter_rows(values_only=True) if row[1]}
    assert any("DỮ LIỆU MẪU" in str(row[0]) for row in sheet.iter_rows(values_only=True))
    page = text_of(client, "/scoreboard/2021/departments/SYT")
    assert f"{rows['Sở Y tế'][11]:.2f}%".replace(".", ",") in page
    assert rows["Ban Dân tộc"][7] == "KAD"
    assert rows["Sở Ngoại vụ"][2] == 0
    assert rows["Thanh tra tỉnh"][0] == "không xếp hạng"


def test_health_and_metrics_are_for_machines(client: FlaskClient, finished: MemoryDesk) -> None:
    assert json.loads(client.get("/health").data)["service"] == "portal"
    assert client.get("/metrics").mimetype == "text/plain"
    finished.standing = lambda: {"status": "blocked"}  # type: ignore[method-assign]
    assert client.get("/health").status_code == 503


def test_nothing_can_be_changed_through_the_portal(client: FlaskClient) -> None:
    for rule in client.application.url_map.iter_rules():
        assert (rule.methods or set()) <= {"GET", "HEAD", "OPTIONS"}, rule
    assert "Cổng không nhận thao tác này" in client.post("/").get_data(as_text=True)


def test_a_message_in_quarantine_is_told_with_its_cause() -> None:
    page = text_of(create_app(MemoryDesk(health=made_health())).test_client(), "/")
    assert "1 thông điệp bị cách ly: không có bộ tiêu chí (mẫu)" in page


def test_a_message_shows_no_name_that_its_schema_calls_personal() -> None:
    desk = desk_of(test_recognition.play)
    (proposed,) = [fact for fact in desk.facts if fact.type == "CommendationProposed"]
    desk.facts[proposed.position - 1] = replace(
        proposed, data={**proposed.data, "merits": [{**proposed.data["merits"][0], "name": "Trần Thị Mẫu"}]}
    )
    page = text_of(create_app(desk).test_client(), f"/messages/{proposed.id}")
    assert "Trần Thị Mẫu" not in page
    assert "Dữ liệu cá nhân chỉ hiện chữ cái đầu" in page
