"""Trang hướng dẫn, kiểm tra, báo cáo, số liệu theo lĩnh vực (Điều 13 khoản 3, Điều 14–18 khoản 1)."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO

import docx
import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from services.portal.pages.field_reports import spoken_period
from services.portal.pages.field_work import remedies_of
from services.portal.web import create_app
from shared.mechanism.clock import ICT
from shared.regulation.field_contents import FIELD_CONTENTS
from tests.browser.told import desk_of
from tests.province import Province
from tests.services.portal.read_pages import nobody, page, rows, words
from tests.stories import test_field_work as story


def overdue(province: Province) -> None:
    """Two contents are asked for, one is reported, the day passes."""
    story.ask_reports(province, "iso", "one_stop")
    story.report(province, "iso")
    province.move_to("2021-12-16T08:00:00+07:00")


@pytest.fixture(scope="module")
def late() -> FlaskClient:
    return create_app(desk_of(overdue)).test_client()


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app(desk_of(story.play)).test_client()


def test_every_content_stands_with_its_lead_its_guidance_and_what_is_not_mended(client: FlaskClient) -> None:
    found = rows(page(client, "/field-work"))[1:]
    assert len(found) == len(FIELD_CONTENTS)
    (iso,) = [row for row in found if "ISO 9001" in row]
    assert "Sở KH&CN 1" in iso  # bản sau đã thay bản trước
    (budget,) = [row for row in found if row.startswith("Công tác tài chính")]
    assert "Sở Tài chính 0" in budget  # đã thôi áp dụng
    (counted,) = [
        row for row in rows(page(client, "/procedures")) if row.startswith("Hướng dẫn, kiểm tra theo lĩnh vực")
    ]
    assert re.search(r"\d+ [1-9]\d* 2$", counted)


def test_a_content_shows_guidance_checks_and_what_must_be_put_right(client: FlaskClient) -> None:
    for each in FIELD_CONTENTS:
        page(client, f"/field-work/{each.content}")
    shown = words(page(client, "/field-work/iso"))
    assert "Đã bị thay" in shown
    assert "Đang áp dụng" in shown
    assert "Quy định mới đã thay" in words(page(client, "/field-work/budget"))
    text = page(client, "/field-work/public_assets")
    assert "Tham mưu UBND tỉnh" in words(text)
    assert 'href="/matters/field_advice/' in text


def test_what_must_be_put_right_is_late_by_its_own_day() -> None:
    now = datetime(2022, 1, 10, tzinfo=ICT)
    due = {"due": "2022-01-05T00:00:00+07:00", "source": "x"}
    remedies = [{"number": str(each), "content": "x", "deadline": due} for each in (1, 2, 3)]
    told = {"remedies": [*remedies, {**remedies[0], "number": "4", "deadline": None}]}
    done = {"1": {"late": True}, "2": {"late": False}}
    assert [each["state"] for each in remedies_of({**told, "remedied": done}, now)] == [
        "done_late",
        "done",
        "late",
        "open",
    ]


def test_who_has_not_reported_stands_first(client: FlaskClient, late: FlaskClient) -> None:
    owing, sent = rows(page(late, "/field-reports"))[1:]
    assert "Quá hạn, chưa báo cáo" in owing
    assert "VP UBND tỉnh" in owing
    assert "Đã báo cáo" in sent
    (counted,) = [row for row in rows(page(late, "/procedures")) if row.startswith("Báo cáo theo lĩnh vực")]
    assert counted.endswith("1 1 1")
    found = rows(page(client, "/field-reports"))[1:]
    assert any("Đã báo cáo, muộn" in row for row in found)
    assert any("Đã báo cáo" in row and "khoản 1 Điều 14" in row for row in found)


def test_a_report_is_a_page_and_a_word_document(client: FlaskClient, late: FlaskClient) -> None:
    text = page(client, "/field-reports/2021/iso")
    assert "bản 2" in words(text)
    written = docx.Document(BytesIO(client.get("/field-reports/2021/iso.docx").data))
    assert written.paragraphs[0].text.startswith("DỮ LIỆU MẪU")
    assert 'href="/matters/field_report/2021/fiscal_impact/STC"' in page(client, "/field-reports/2021/fiscal_impact")
    assert late.get("/field-reports/2021/one_stop.docx").status_code == 404
    page(late, "/field-reports/2021/one_stop")


def test_a_figure_that_is_absent_is_not_zero(client: FlaskClient) -> None:
    text = page(client, "/field-figures/VPUBND/SL-one_stop")
    found = rows(text)
    assert any(row.startswith("UBND thành phố Tam Kỳ") and row.endswith("0 ·") for row in found)
    assert any(row.startswith("Sở Y tế") and row.endswith("1.000 975") for row in found)
    assert any(row.startswith("UBND thành phố Hội An Quá hạn") and row.endswith("· ·") for row in found)
    sheet = load_workbook(BytesIO(client.get("/field-figures/VPUBND/SL-one_stop.xlsx").data)).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    (tamky,) = [row for row in cells if row[0] == "UBND thành phố Tam Kỳ"]
    assert tamky[2:] == [0, None]


def test_periods_are_spoken() -> None:
    assert spoken_period("2022") == "năm 2022"
    assert spoken_period("2022-H1") == "6 tháng đầu năm 2022"
    assert spoken_period("2022-Q3") == "quý III năm 2022"


def test_what_will_stand_there_and_what_does_not(client: FlaskClient) -> None:
    empty = nobody()
    assert "Chưa có hướng dẫn, kiểm tra nào." in page(empty, "/field-work")
    assert "Chưa có kỳ báo cáo nào." in page(empty, "/field-reports")
    for address in ("/field-work/none", "/field-reports/1999/iso", "/field-figures/SNV/none"):
        assert client.get(address).status_code == 404
