"""Danh bạ: ai là ai vào một ngày, như sổ biết ở một thời điểm; tên cơ quan mới ở mọi trang; việc đã bàn giao."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from flask.testing import FlaskClient

from services.portal import wording
from services.portal.duties import duties
from services.portal.views.organisation import organisation_of
from services.portal.web import create_app
from tests.browser.made_round import MemoryDesk
from tests.browser.told import desk_of
from tests.stories import test_reorganisation

PAGES = (
    "/organisation",
    "/organisation?on=2025-02-28",
    "/organisation?known=2025-02-01T08:00",
    "/organisation?on=2019-01-01",
    "/organisation?on=hom-qua",
    "/organisation/SNNMT",
    "/organisation/STTTT",
    "/organisation/UBND",
    "/procedures",
)


@pytest.fixture(scope="module")
def told() -> MemoryDesk:
    return desk_of(test_reorganisation.play)


@pytest.fixture(scope="module")
def register() -> MemoryDesk:
    return desk_of(test_reorganisation.play_the_register)


@pytest.fixture(scope="module")
def pages(register: MemoryDesk) -> Iterator[FlaskClient]:
    with create_app(register).test_client() as client:
        yield client


def plain(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)).split())


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_whole(pages: FlaskClient, address: str) -> None:
    text = pages.get(address).get_data(as_text=True)
    assert '<html lang="vi">' in text
    assert text.count("<h1") == 1
    assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=", text)
    assert "None" not in plain(pages, address)


def test_an_agency_is_there_from_its_day_on_and_gone_from_its_day_on(pages: FlaskClient) -> None:
    eve, day = (plain(pages, f"/organisation?on={on}") for on in ("2025-02-28", "2025-03-01"))
    heads = [text.index("Điều gì đã thay đổi") for text in (eve, day)]
    assert "Sở Nông nghiệp và Môi trường" not in eve[: heads[0]]
    assert "Sở Nông nghiệp và Môi trường SNNMT 01/03/2025" in day[: heads[1]]
    gone = day[day.index("không còn hoạt động") : heads[1]]
    assert "Sở Thông tin và Truyền thông 01/03/2025 Sở Khoa học và Công nghệ" in gone
    assert "không còn hoạt động" not in eve


def test_a_competence_stands_with_its_holder_of_the_day_and_its_clause(pages: FlaskClient) -> None:
    title = "Công nghệ thông tin phục vụ cải cách hành chính"
    assert f"{title} Sở Thông tin và Truyền thông Khoản 2 Điều 17" in plain(pages, "/organisation?on=2025-02-28")
    after = plain(pages, "/organisation?on=2025-03-01")
    assert f"{title} Sở Khoa học và Công nghệ Khoản 2 Điều 17" in after
    assert "Sở Thông tin và Truyền thông (đến 28/02/2025)" in after


def test_what_was_not_known_yet_is_not_shown(pages: FlaskClient) -> None:
    text = plain(pages, "/organisation?on=2025-03-01&known=2025-02-20T08:00")
    assert "Đang xem danh bạ như sổ biết lúc 20/02/2025 08:00" in text
    assert "Sở Nông nghiệp và Môi trường" not in text
    assert "Chưa có thay đổi nào." in text


def test_a_withdrawn_line_stays_and_says_so(pages: FlaskClient) -> None:
    text = pages.get("/organisation").get_data(as_text=True)
    (row,) = re.findall(r'<tr class="gone-row">(.*?)</tr>', text, re.DOTALL)
    assert "<s>Chuyển nội dung hệ thống quản lý chất lượng ISO 9001" in row
    assert "đã rút" in row


def test_a_renamed_agency_bears_its_new_name_from_its_day(pages: FlaskClient) -> None:
    assert "Sở Công Thương (tên mẫu)" in plain(pages, "/organisation/SCT")
    eve = plain(pages, "/organisation?on=2025-02-28")
    assert "Sở Công Thương (tên mẫu)" not in eve[: eve.index("Điều gì đã thay đổi")]


def test_one_agency_tells_whom_it_followed_and_who_follows(pages: FlaskClient) -> None:
    assert "Sở Nông nghiệp và Phát triển nông thôn, Sở Tài nguyên và Môi trường" in plain(pages, "/organisation/SNNMT")
    gone = plain(pages, "/organisation/STTTT")
    assert "Không còn từ 01/03/2025" in gone
    assert "Cơ quan kế thừa Sở Khoa học và Công nghệ" in gone
    assert pages.get("/organisation/KHONGCO").status_code == 404


def test_without_any_change_the_directory_is_that_of_2021() -> None:
    client = create_app(MemoryDesk()).test_client()
    text = plain(client, "/organisation")
    assert "Sở Thông tin và Truyền thông" in text
    assert "Chưa có thay đổi nào." in text


# Names on every page


def test_a_new_agency_bears_its_name_on_every_page(register: MemoryDesk, pages: FlaskClient) -> None:
    assert wording.agency_name("SNNMT") == "SNNMT"  # outside of an answer nobody has said who that is
    text = plain(pages, "/duties/matrix")
    assert "Sở NN&amp;MT" in text
    assert "SNNMT" not in text
    assert wording.agency_name("SNNMT") == "SNNMT"  # and nothing is left behind


def test_names_can_be_asked_for_another_day(register: MemoryDesk) -> None:
    known = organisation_of(register.rows("organisation"))
    with wording.named_by(known, date(2025, 2, 28)):
        assert wording.agency_name("SCT") == "Sở Công Thương"
    with wording.named_by(known, date(2025, 3, 1)):
        assert wording.agency_name("SCT") == "Sở Công Thương (tên mẫu)"
        assert wording.department("kh_cn") == "Sở Khoa học và Công nghệ"


# What was handed over is owed no more


def test_whoever_handed_over_its_part_owes_it_no_more(told: MemoryDesk) -> None:
    rows = told.rows("open_work")
    old = [row for row in rows.values() if row["debtor"] == "STTTT" and row["work"] in ("appraisal", "reappraisal")]
    assert {(row["work"], row["about"]) for row in old} >= {("appraisal", "SYT"), ("reappraisal", "HOIAN")}
    assert all(row["done"] for row in old)
    moved = {(row["work"], row["about"]) for row in old if row["moved"]}
    assert moved == {("appraisal", "SYT"), ("appraisal", "STTTT"), ("reappraisal", "HOIAN")}
    assert {row["moved"] for row in old} == {"SKHCN", None}
    owed = [one for one in duties(rows.values(), told.now()) if one.row["moved"]]
    assert {one.state for one in owed} == {"done"}
    assert owed[0].words == "bàn giao Sở KH&CN 01/03/2025"


def test_the_scores_know_that_an_owner_handed_over(told: MemoryDesk) -> None:
    row = told.rows("scores")["2024/SYT"]
    assert row["owners"]["STTTT"]["state"] == "handed_over"
    assert row["owners"]["STTTT"]["successor"] == "SKHCN"
    assert row["owners"]["SKHCN"]["state"] == "completed"
    assert row["state"] == "determined"
    client = create_app(told).test_client()
    assert "Đã bàn giao cho Sở Khoa học và Công nghệ" in plain(client, "/scoreboard/2024/departments/SYT")


def test_a_part_that_is_kept_stays_open() -> None:
    def one_content_moves(province: test_reorganisation.Province) -> None:
        province.move_to("2025-01-02T08:00:00+07:00")
        test_reorganisation.open_round(province)
        told = {"competence": "online_services", "successor": "SKHCN", "valid_from": "2025-02-20", "sample": True}
        document = {"document": test_reorganisation.RESOLUTION}
        test_reorganisation.must(province, "TransferCompetence", told | document, agency="SNV")
        province.move_to("2025-02-20T00:00:00+07:00")

    desk = desk_of(one_content_moves)
    assert desk.rows("open_work")["2024/appraisal/STTTT/SYT"]["done"] is None
    assert desk.rows("scores")["2024/SYT"]["owners"]["STTTT"]["state"] == "appraising"
