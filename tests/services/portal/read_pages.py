"""Pages as a person reads them: fetched without a browser, and whole whenever they are fetched."""

from __future__ import annotations

import re
from html import unescape

from flask.testing import FlaskClient

from services.portal.web import create_app
from tests.browser.made_round import MemoryDesk


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    """The text of a page; Vietnamese, one heading, nothing inline, no id twice, nothing of Python's."""
    answer = client.get(address)
    assert answer.status_code == status, address
    text = answer.get_data(as_text=True)
    assert '<html lang="vi">' in text
    assert text.count("<h1") == 1
    assert " style=" not in text
    assert "<style" not in text
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"\son[a-z]+=", text)
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids)), sorted(each for each in ids if ids.count(each) > 1)
    shown = words(text)
    assert "None" not in shown, re.findall(r".{40}None.{40}", shown)
    assert not re.search(r"\b[a-z]+_[a-z_]+\b", shown), re.findall(r"\S*\b[a-z]+_[a-z_]+\b\S*", shown)
    return text


def words(text: str) -> str:
    """What a person reads of a page's content, on one line: public names set as code are no words."""
    content = text[text.index('<main id="content"') : text.index("</main>")]
    content = re.sub(r'<(code|span class="code[^"]*")[^>]*>.*?</(code|span)>', " ", content, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", content)).split())


def rows(text: str) -> list[str]:
    """The rows of all tables, each on one line."""
    return [
        " ".join(unescape(re.sub(r"<[^>]*>", " ", row)).split()) for row in re.findall(r"<tr.*?</tr>", text, flags=re.S)
    ]


def nobody() -> FlaskClient:
    """A portal that has heard nothing."""
    return create_app(MemoryDesk(health=[])).test_client()
