"""So sánh: hai đợt chỉ nơi so được, và vì sao không; một đợt vào hai thời điểm, và vì sự việc nào."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from flask.testing import FlaskClient

from services.portal.pages.comparison import _share
from services.portal.web import create_app
from tests.browser.made_round import MemoryDesk
from tests.browser.told import desk_of
from tests.province import Province
from tests.stories import test_reorganisation
from tests.stories.test_reorganisation import must, plan

AFTER = {"SYT": "departments", "SKHCN": "departments", "HOIAN": "districts"}


def two_rounds(province: Province) -> None:
    """The round of the merger, and the one after it, as far as a score of one agency."""
    test_reorganisation.play(province)
    province.move_to("2026-01-05T08:00:00+07:00")
    must(province, "OpenRound", plan(2025, AFTER), agency="SNV")
    for agency in AFTER:
        entries = test_reorganisation.scored()
        must(province, "SubmitAssessment", {"year": 2025, "agency": agency, "entries": entries}, agency=agency)
    province.move_to("2026-02-11T00:00:00+07:00")
    for agency in AFTER:
        adjusted: dict[str, str | None] = {"5.1": "2", "5.2": None, "5.3": None, "5.4": None}
        _appraise(province, "SKHCN", agency, adjusted, "kh_cn")
        for owner, to, codes in (
            ("SNV", "noi_vu", ["1.1", "7.2"]),
            ("VPUBND", "vp_ubnd", ["1.2", "3.1", "3.2"]),
            ("STP", "tu_phap", ["2.1"]),
            ("STC", "tai_chinh", ["4.1"]),
        ):
            _appraise(province, owner, agency, dict.fromkeys(codes), to)
    province.move_to("2026-04-01T00:00:00+07:00")


def _appraise(province: Province, owner: str, agency: str, verdicts: dict[str, str | None], to: str) -> None:
    told = [
        {"criterion": code, "verdict": "recognised"}
        if score is None
        else {"criterion": code, "verdict": "adjusted", "score": score, "reason": "Thiếu tài liệu kiểm chứng."}
        for code, score in verdicts.items()
    ]
    must(province, "AppraiseCriteria", {"year": 2025, "agency": agency, "verdicts": told}, agency=owner, to=to)


@pytest.fixture(scope="module")
def told() -> MemoryDesk:
    return desk_of(two_rounds)


@pytest.fixture(scope="module")
def pages(told: MemoryDesk) -> Iterator[FlaskClient]:
    with create_app(told).test_client() as client:
        yield client


def plain(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    text = answer.get_data(as_text=True)
    assert text.count("<h1") == 1
    assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=", text)
    found = " ".join(re.sub(r"<[^>]+>", " ", text).split())
    assert "None" not in found
    return found


def test_an_agency_is_compared_with_itself(pages: FlaskClient, told: MemoryDesk) -> None:
    text = plain(pages, "/comparison")
    assert "Năm 2024 và năm 2025" in text
    shares = [_share(told.rows("scores")[f"{year}/SYT"]) for year in (2024, 2025)]
    assert None not in shares
    exact = (shares[1] - shares[0]) * 100  # type: ignore[operator]
    shown = re.search(r"Sở Y tế (\d+,\d\d)% (\d+,\d\d)% (\S+) ", text)
    assert shown is not None
    assert Decimal(shown[3].replace("−", "-").replace(",", ".")) == round(
        Decimal(exact.numerator) / Decimal(exact.denominator), 2
    )
    assert shown[3].startswith("−")
    assert "Nội dung Công nghệ thông tin phục vụ cải cách hành chính do Sở Thông tin và Truyền thông thẩm định" in text


def test_what_may_not_be_compared_says_why_and_has_no_difference(pages: FlaskClient) -> None:
    text = plain(pages, "/comparison")
    apart = text[text.index("Không so được Chỉ số") :]
    assert "đã nhập vào Sở Khoa học và Công nghệ từ ngày 01/03/2025" in apart
    assert "đã nhận Sở Thông tin và Truyền thông" in apart
    assert "Các cơ quan xếp hạng trong khối khác nhau giữa hai đợt" in text
    assert "Hạng 2024" not in text.split("UBND các huyện")[0]


def test_the_order_of_the_years_in_the_address_does_not_matter(pages: FlaskClient) -> None:
    assert "Năm 2024 và năm 2025" in plain(pages, "/comparison?before=2025&after=2024")
    assert "Hãy chọn hai năm khác nhau" in plain(pages, "/comparison?before=2025&after=2025")


def test_without_two_rounds_there_is_nothing_to_compare() -> None:
    client = create_app(MemoryDesk()).test_client()
    assert "Chưa có đợt đánh giá nào." in plain(client, "/comparison")
    assert "Chưa có đợt đánh giá nào." in plain(client, "/comparison/moments")


def test_between_two_moments_each_changed_score_names_its_fact(pages: FlaskClient) -> None:
    of_syt = "/comparison/moments?year=2024&block=departments&agency=SYT"
    address = f"{of_syt}&from=2025-02-10T00:00&to=2025-03-01T09:00"
    text = plain(pages, address)
    assert re.search(r"5\.1 Tiêu chí mẫu 5\.1 5,00 4,00 −1,00 Thẩm định \S+ \S+ Sở TT&amp;TT", text)
    assert re.search(r"5\.4 Tiêu chí mẫu 5\.4 2,00 1,50 −0,50 Thẩm định 01/03/2025 08:00 Sở KH&amp;CN", text)
    assert "1 điểm khác nhau" in plain(pages, f"{of_syt}&from=2025-02-20T00:00&to=2025-03-01T09:00")
    links = re.findall(r'href="(/messages/[^"]+)"', pages.get(address).get_data(as_text=True))
    assert all(pages.get(link).status_code == 200 for link in links)


def test_moments_without_a_change_say_so(pages: FlaskClient) -> None:
    text = plain(pages, "/comparison/moments?year=2024&from=2025-03-02T00:00&to=2025-03-03T00:00")
    assert "Không điểm nào khác nhau." in text
    swapped = plain(pages, "/comparison/moments?year=2024&from=2025-03-03T00:00&to=2025-03-02T00:00")
    assert "đã đổi chỗ" in swapped
    assert "Không đọc được thời điểm" in plain(pages, "/comparison/moments?from=x")
