"""What every page must be, asked for without a browser: shared by the tests of the procedures' pages."""

from __future__ import annotations

import re
from io import BytesIO

from docx import Document
from flask.testing import FlaskClient
from openpyxl import load_workbook


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    """The page as it is sent."""
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.get_data(as_text=True)


def text(client: FlaskClient, address: str) -> str:
    """What a reader sees of a page, blanks made single."""
    return " ".join(re.sub(r"<[^>]*>", " ", page(client, address)).split())


def rows(client: FlaskClient, address: str, heading: str) -> list[str]:
    """The rows of the table in the section with that heading, as a reader sees them."""
    whole = page(client, address)
    section = next(each for each in whole.split("<section")[1:] if heading in re.sub(r"<[^>]*>", "", each))
    body = section.split("<tbody>")[1].split("</tbody>")[0]
    return [" ".join(re.sub(r"<[^>]*>", " ", each).split()) for each in re.split(r"<tr[^>]*>", body)[1:]]


def must_be_whole(client: FlaskClient, address: str) -> None:
    """Vietnamese, one heading, nothing inline, nothing foreign, no code word for what is absent."""
    told = page(client, address)
    assert '<html lang="vi">' in told
    assert told.count("<h1") == 1
    assert " style=" not in told
    assert "<style" not in told
    assert not re.search(r"<script(?![^>]*\bsrc=)", told)
    assert not re.search(r"\son[a-z]+=", told)
    assert not re.findall(r"""(?:src|href|action)=["'](?:https?:)?//""", told)
    assert re.search(r'data-shown="\d+"', told)  # what the stream is told that the page shows
    assert "None" not in re.sub(r"<[^>]*>", "", told)
    assert len(re.findall(r'\bid="([^"]+)"', told)) == len(set(re.findall(r'\bid="([^"]+)"', told)))


def cells(client: FlaskClient, address: str, sheet: int = 0) -> list[object]:
    """Every value of a workbook's sheet."""
    book = load_workbook(BytesIO(client.get(address).data))
    return [cell.value for row in book.worksheets[sheet].iter_rows() for cell in row if cell.value is not None]


def words(client: FlaskClient, address: str) -> str:
    """All the words of a .docx."""
    document = Document(BytesIO(client.get(address).data))
    found = [each.text for each in document.paragraphs]
    found += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(found)
