"""Kết quả xếp hạng thành văn bản Word theo Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

from io import BytesIO

import docx
from flask.testing import FlaskClient

from services.portal.web import create_app
from tests.browser.made_round import MemoryDesk


def read(client: FlaskClient, address: str) -> tuple[list[str], list[list[str]]]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].endswith('.docx"')
    word = docx.Document(BytesIO(answer.data))
    table = next(each for each in word.tables if each.rows[0].cells[0].text == "Hạng")
    return [line.text for line in word.paragraphs], [[cell.text for cell in row.cells] for row in table.rows]


def test_the_published_ranking_is_a_report_with_every_agency_in_its_rank(client: FlaskClient) -> None:
    lines, rows = read(client, "/scoreboard/2021/departments.docx")
    assert "BÁO CÁO" in lines
    assert any(line.startswith("DỮ LIỆU MẪU") for line in lines)
    assert any("đã công bố" in line for line in lines)
    ranks = [row[0] for row in rows[1:]]
    assert ranks[0] == "1"
    assert "không xếp hạng" in ranks
    page = client.get("/scoreboard/2021/departments").get_data(as_text=True)
    assert all(row[4] in page for row in rows[1:] if row[4])


def test_before_publication_it_says_that_it_is_provisional(desk: MemoryDesk) -> None:
    lines, _ = read(create_app(desk).test_client(), "/scoreboard/2021/departments.docx")
    assert any("tạm tính, chưa công bố" in line for line in lines)


def test_a_board_that_is_not_there_is_404(client: FlaskClient) -> None:
    assert client.get("/scoreboard/2020/departments.docx").status_code == 404
