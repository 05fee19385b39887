"""What an operator sees of quarantine, and of what was sent and taken, between every two departments."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest
from flask.testing import FlaskClient

from services.portal import exchange, province
from services.portal.web import create_app
from shared.mechanism import aside
from shared.mechanism.rehearsal import Rehearsal
from tests.browser.made_round import MemoryDesk, made_health
from tests.mechanism import letters
from tests.mechanism.letters import carry, letter, open_ledger, operate
from tests.services.portal.read_pages import page, rows, words

LOCKED = "ZeroDivisionError@mechanism/letters.py:file_letter"
KNOWN = f"{uuid5(NAMESPACE_URL, 'noi_vu/60')}/60"
"""A message that the made round's portal holds."""


@pytest.fixture
def waiting() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """What a department that could not file two letters says of itself, and of a retry; one of them was tried again,
    and a third was skipped."""
    with letters.known():
        clerk, archive = open_ledger("clerk"), open_ledger("archive")
        letters.broken_letters.update("123")
        clerk.take([letter(number) for number in "123"])
        carry(clerk, archive)
        first, _, third = (each.receipt for each in archive.store.quarantined())
        archive.take([operate("RetryQuarantined", first, "thử lại")])
        archive.take([operate("SkipQuarantined", third, "thư trùng")])
        letters.broken_letters.discard("1")
        report = aside.report(archive.store)
        told = {"service": "tt_tt", "messages": [each.plain() for each in Rehearsal.of(archive).retry(cause=LOCKED)]}
        report["entries"][0] |= {"message": KNOWN, "type": "AppraisalRequested", "sender": "noi_vu"}
        yield report, told
        letters.broken_letters.clear()


@pytest.fixture
def held(finished: MemoryDesk, waiting: tuple[dict[str, Any], dict[str, Any]]) -> MemoryDesk:
    finished.waiting["tt_tt"], finished.rehearsed = waiting
    finished.waiting["kh_cn"] = None
    return finished


@pytest.fixture
def client(held: MemoryDesk) -> FlaskClient:
    return create_app(held).test_client()


def test_causes_are_grouped_with_what_waits_and_each_message_with_its_tries(client: FlaskClient) -> None:
    text = page(client, "/quarantine")
    assert f"<code>{LOCKED}</code>" in text
    _, cause = rows(text[text.index('id="causes"') : text.index('id="entries"')])
    assert " 2 " in cause
    told = words(text)
    assert "2 thông điệp đang chờ" in told
    assert "vận hành: thử lại" in told
    assert "Xử lý lại, vẫn hỏng" in told
    assert "vận hành: thư trùng" in told
    assert "Đã bỏ qua" in told
    assert "Sở Khoa học và Công nghệ: những gì đơn vị ấy giữ chưa hiện ở đây" in told


def test_a_correction_is_said_to_be_of_this_department_alone(client: FlaskClient) -> None:
    assert "Bản sửa chỉ có hiệu lực trong sổ của đơn vị này" in words(page(client, "/quarantine"))


def test_what_a_message_says_is_shown_masked_from_the_portals_own_copy(client: FlaskClient) -> None:
    text = unescape(page(client, "/quarantine"))
    assert f'"id": "{KNOWN}"' in text
    assert f'href="/messages/{KNOWN}"' in text


def test_the_page_is_filtered_by_its_address(client: FlaskClient) -> None:
    assert "Không có thông điệp nào đang cách ly." in words(page(client, "/quarantine?department=tu_phap"))
    text = page(client, "/quarantine?type=AppraisalRequested&department=tt_tt")
    assert "1 thông điệp" in words(text)
    assert "Không có thông điệp nào như đã chọn" in words(page(client, "/quarantine?cause=KeyError"))


def test_a_retry_is_tried_out_on_the_page(client: FlaskClient) -> None:
    text = page(client, f"/quarantine?department=tt_tt&cause={LOCKED}&preview=1")
    preview = text[text.index('id="preview"') : text.index('id="entries"')]
    _, first, second = rows(preview)
    assert "xử lý được" in first
    assert "LetterFiled" in preview
    assert "vẫn hỏng" in second
    assert "the cabinet is locked" in preview
    assert f"phoihop quarantine retry --cause '{LOCKED}'" in unescape(preview)
    assert 'id="preview"' not in page(client, f"/quarantine?cause={LOCKED}")


def test_a_department_that_does_not_answer_is_not_said_to_have_nothing(held: MemoryDesk) -> None:
    held.rehearsed = None
    client = create_app(held).test_client()
    assert "Đơn vị không trả lời" in words(page(client, f"/quarantine?department=tt_tt&cause={LOCKED}&preview=1"))


def test_without_any_the_page_says_what_will_stand_there(finished: MemoryDesk) -> None:
    finished.waiting.clear()
    text = words(page(create_app(finished).test_client(), "/quarantine"))
    assert "Không có thông điệp nào đang cách ly." in text
    assert "Chưa có thông điệp nào được giải quyết." in text


# Sent and taken -------------------------------------------------------------------------------------------


def health() -> list[dict[str, Any]]:
    """As three services tell: tu_phap lacks three of noi_vu's facts, and keeps one of them aside."""
    of_justice = {"noi_vu": (7, 1), "tu_phap": (4, 0)}
    told: dict[str, tuple[int, dict[str, tuple[int, int]]]]
    told = {"noi_vu": (10, {"tu_phap": (4, 0)}), "tu_phap": (4, of_justice), "portal": (0, {})}
    return [
        {
            "service": name,
            "status": "ok",
            "ledger": {"position": 99, "sequence": sequence},
            "inbox": {
                "senders": [
                    {"sender": sender, "taken": taken, "announced": taken, "missing": 0, "aside": kept}
                    for sender, (taken, kept) in senders.items()
                ]
            },
        }
        for name, (sequence, senders) in told.items()
    ]


def test_what_is_missing_is_the_difference_of_two_ledgers_for_every_pair() -> None:
    found = {(pair.sender, pair.receiver): pair for pair in exchange.pairs(province.healths(health()))}
    pair = found["noi_vu", "tu_phap"]
    assert (pair.sent, pair.taken, pair.missing, pair.aside) == (10, 7, 3, 1)
    assert found["tu_phap", "noi_vu"].missing == 0
    assert found["noi_vu", "portal"].missing == 10  # never heard of is missing, too
    assert ("portal", "noi_vu") not in found  # who has sent nothing lacks nowhere


def test_who_does_not_answer_is_not_counted_as_complete(finished: MemoryDesk) -> None:
    told = exchange.pairs(province.healths(made_health()))
    assert not any(pair.receiver == "kh_cn" for pair in told)
    text = words(page(create_app(finished).test_client(), "/exchange"))
    assert "Đơn vị không trả lời: chưa biết đã nhận đến đâu." in text


def test_the_matrix_is_a_page_and_json() -> None:
    client = create_app(MemoryDesk(health=health())).test_client()
    text = words(page(client, "/exchange"))
    assert "7/10 thiếu 3 1 cách ly" in text
    told = client.get("/api/v1/exchange").get_json()
    assert {"sender": "noi_vu", "receiver": "tu_phap", "sent": 10, "taken": 7, "missing": 3, "aside": 1,
            "told_by_sender": True} in told  # fmt: skip
    assert "Chưa biết bên nào đã gửi" in words(page(create_app(MemoryDesk(health=[])).test_client(), "/exchange"))
