"""Trang nghĩa vụ: đếm, lọc, từng việc, ma trận, lịch, tệp; và như tại một thời điểm đã qua."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import docx
import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from services.portal import obligation_words as words
from services.portal.obligation_tables import matrix, months
from services.portal.obligations import Asked, Readings, chosen, lines, total, worst_first
from services.portal.web import create_app
from shared.mechanism.clock import ICT
from shared.regulation.compliance import occasions
from shared.regulation.duties import DUTIES
from shared.regulation.occasions import STATES, Occasion
from shared.regulation.organisation import BASELINE
from tests.browser.made_round import MemoryDesk
from tests.browser.told import desk_of
from tests.stories import test_information, test_own_inspection, test_plan

PAGES = (
    "/duties",
    "/duties?period=2022/Q1&order=text",
    "/duties?from=2021-01-01&to=2021-12-31&agency=STP&state=met",
    "/duties?as_of=2021-12-01T08:00",
    "/duties?article=8&procedure=P5",
    "/duties/QC-8.3-1",
    "/duties/QC-6.2.a-1?agency=STP",
    "/duties/QC-2.2",
    "/duties/QC-7.2′-1",
    "/duties/QC-16.1.đ",
    "/duties/QC-5",
    "/duties/matrix",
    "/duties/matrix?state=overdue&period=2021",
    "/duties/calendar",
    "/duties/calendar?year=2021&month=11",
    "/",
    "/help",
)


@pytest.fixture(scope="module")
def told() -> MemoryDesk:
    return desk_of(test_information.play, test_plan.play, test_own_inspection.play)


@pytest.fixture(scope="module")
def pages(told: MemoryDesk) -> Iterator[FlaskClient]:
    with create_app(told).test_client() as client:
        yield client


def page(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def counts(text: str) -> dict[str, int]:
    """What stands on the chips: state → how many."""
    (chips,) = re.findall(r'<ul class="chips">(.*?)</ul>', text, re.DOTALL)
    found = re.findall(r'>([^<>]+) <span class="n">([\d.]+)</span>', chips)
    return {name.strip().lower(): int(number.replace(".", "")) for name, number in found}


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_whole(pages: FlaskClient, address: str) -> None:
    text = page(pages, address)
    assert '<html lang="vi">' in text
    assert text.count("<h1") == 1
    assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=", text)
    assert "None" not in plain(text)


def test_every_duty_has_its_row_and_the_worst_stand_first(pages: FlaskClient) -> None:
    text = page(pages, "/duties")
    rows = re.findall(r'<th scope="row"><a class="row" href="/duties/([^"?]+)', text)
    assert len(rows) == len(DUTIES) == 94
    overdue = [int(each) for each in re.findall(r'data-name="Quá hạn"><a [^>]*>.*? (\d+)</a>', text)]
    assert overdue == sorted(overdue, reverse=True)
    assert overdue
    ordered = page(pages, "/duties?order=text")
    found = re.findall(r'<th scope="row"><a class="row" href="/duties/(Q[^"?]+)', ordered)
    assert found[:2] == ["Q%C4%90-1", "Q%C4%90-2"]


def test_the_chips_count_every_occasion_once(pages: FlaskClient, told: MemoryDesk) -> None:
    found = occasions(told.rows("compliance"), at=told.now())
    expected = {STATES[state]: number for state, number in total(found).items()}
    seen = counts(page(pages, "/duties"))
    assert seen.pop("tất cả") == len(found)
    assert seen == expected


def test_one_duty_is_told_down_to_the_message_that_proves_it(pages: FlaskClient) -> None:
    text = page(pages, "/duties/QC-6.2.a-1?agency=STP&state=met")
    assert "trước ngày 15/11" in text
    assert "Ngày duy nhất trong Quy chế" in text  # the note stands beside it
    links = re.findall(r'hoàn thành</span>: <a href="(/messages/[^"]+)">([^<]+)</a>', text)
    assert links
    for link, _ in links:
        assert pages.get(link).status_code == 200


def test_a_rule_says_that_it_never_falls_due(pages: FlaskClient) -> None:
    text = plain(page(pages, "/duties/QC-2.2"))
    assert "không đến lượt từng lần" in text
    assert "Từ chối với mã" in text


def test_the_past_says_what_was_recorded_then(pages: FlaskClient, told: MemoryDesk) -> None:
    moment = datetime(2021, 12, 1, 8, tzinfo=ICT)
    seen = counts(page(pages, f"/duties?as_of={moment:%Y-%m-%dT%H:%M}"))
    assert seen["tất cả"] == len(occasions(told.rows("compliance", moment), at=moment))
    assert "Đang xem như sổ biết lúc" in page(pages, f"/duties?as_of={moment:%Y-%m-%dT%H:%M}")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("state=sai", "Không có trạng thái “sai”"),
        ("article=99", "Không có điều “99”"),
        ("procedure=P99", "Không có quy trình"),
        ("period=hom-qua", "Không đọc được kỳ"),
        ("as_of=hom-qua", "Không đọc được thời điểm"),
    ],
)
def test_what_cannot_be_read_is_told_and_left_away(pages: FlaskClient, wrong: str, said: str) -> None:
    assert said in plain(page(pages, f"/duties?{wrong}"))


def test_an_unknown_duty_is_no_page(pages: FlaskClient) -> None:
    assert pages.get("/duties/QC-99").status_code == 404
    assert pages.get("/duties/x").status_code == 404


def test_the_calendar_shows_the_one_date_of_the_regulation_on_its_last_day(pages: FlaskClient) -> None:
    text = plain(page(pages, "/duties/calendar?year=2022&month=11"))
    assert "14/11/2022" in text
    assert "15/11/2022" not in text


def test_the_calendar_looks_ahead(pages: FlaskClient, told: MemoryDesk) -> None:
    ahead = told.now().year + 1
    assert f"hằng quý {ahead}" not in plain(page(pages, "/duties/calendar"))
    assert "Đang mở" in plain(page(pages, f"/duties/calendar?year={ahead}&month=12"))
    assert f"năm {ahead}" in plain(page(pages, "/duties/calendar?year=2999"))  # no further than next year


def test_the_files_hold_what_the_page_shows(pages: FlaskClient) -> None:
    seen = counts(page(pages, "/duties?period=2021"))
    book = load_workbook(BytesIO(pages.get("/duties.xlsx?period=2021").data))
    duties, every = book.worksheets
    assert sum(str(row[0].value or "").find("Điều") >= 0 for row in duties.iter_rows(min_row=4)) == len(DUTIES)
    assert sum(row[4].value is not None for row in every.iter_rows(min_row=6)) == seen["tất cả"]
    report = docx.Document(BytesIO(pages.get("/duties.docx?period=2021").data))
    text = "\n".join(paragraph.text for paragraph in report.paragraphs)
    assert "BÁO CÁO" in text
    assert f"{seen['quá hạn']} việc quá hạn" in text
    calendar = pages.get("/duties.ics?from=2021-01-01&to=2021-12-31")
    assert calendar.mimetype == "text/calendar"
    assert calendar.data.count(b"BEGIN:VEVENT") > 5


def test_the_home_page_counts_the_same(pages: FlaskClient) -> None:
    seen = counts(page(pages, "/duties"))
    text = plain(page(pages, "/"))
    for state in ("đã thực hiện", "thực hiện muộn", "đang mở", "quá hạn"):
        assert f"{seen[state]} {state}" in text


def test_the_help_says_the_states_in_the_order_in_which_they_are_judged(pages: FlaskClient) -> None:
    text = plain(page(pages, "/help"))
    said = ("Sự việc hoàn thành đã được ghi", "Được miễn", "đã khép lại mà", "Đã đến hạn")
    order = [text.index(each) for each in said]
    assert order == sorted(order)


# Without a page


NOW = datetime(2022, 1, 10, 8, tzinfo=ICT)


def made(**told: Any) -> Occasion:
    given: dict[str, Any] = {"duty": "QC-8.3-1", "agency": "SYT", "key": "2021", "state": "open", "due": None}
    return Occasion(**(given | {"ground": "", "opened": NOW} | told))


def test_a_state_in_words() -> None:
    due = NOW - timedelta(days=12)
    assert words.state_words(made(), NOW) == "Đang mở, chưa có hạn"
    assert words.state_words(made(due=NOW + timedelta(days=5), days_left=5), NOW) == "Đang mở, còn 5 ngày"
    assert words.state_words(made(state="overdue", due=due), NOW) == "Quá hạn 12\u00a0ngày"
    late = made(state="met_late", due=due, late_by=timedelta(days=2))
    assert words.state_words(late, NOW) == "Thực hiện muộn 2\u00a0ngày"
    assert words.due_words(made()) == "chưa có hạn"
    assert words.due_words(made(due=datetime(2021, 11, 15, tzinfo=ICT))) == "hết ngày 14/11/2021"


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("2021", "năm 2021"),
        ("2021/Q3", "quý III năm 2021"),
        ("công bố/2021", "công bố, năm 2021"),
        ("2021/SYT/1", "năm 2021, Sở Y tế, 1"),
        ("2022/plans", "năm 2022, kế hoạch"),
    ],
)
def test_an_occasion_is_named_in_words(key: str, said: str) -> None:
    assert words.spoken_key(key) == said


def test_a_period_is_asked_for_by_name_or_by_its_days() -> None:
    quarter = Asked.of({"period": "2021/Q3"})
    assert quarter.bounds == (datetime(2021, 7, 1, tzinfo=ICT), datetime(2021, 10, 1, tzinfo=ICT))
    days = Asked.of({"period": "2021/Q3", "from": "2021-11-01", "to": "2021-11-14"})
    assert days.bounds == (datetime(2021, 11, 1, tzinfo=ICT), datetime(2021, 11, 15, tzinfo=ICT))
    last_day = made(duty="QC-6.2.a-1", due=datetime(2021, 11, 15, tzinfo=ICT))  # in time until the 14th is over
    assert chosen([last_day], days) == [last_day]
    assert chosen([last_day], Asked.of({"from": "2021-11-15"})) == []
    assert days.query(state="open") == {
        "period": "2021/Q3", "from": "2021-11-01", "to": "2021-11-14", "state": "open",
    }  # fmt: skip


def test_worst_first_is_what_somebody_must_act_upon() -> None:
    old, new = (made(state="overdue", due=NOW - timedelta(days=days)) for days in (30, 2))
    soon, undated, done = made(due=NOW + timedelta(days=3), days_left=3), made(), made(state="met")
    assert worst_first([done, undated, soon, new, old]) == [old, new, soon, undated, done]


def test_a_square_shows_the_worst_and_how_many() -> None:
    found = [made(), made(state="overdue", due=NOW), made(state="overdue", due=NOW, key="2022"), made(agency="SCT")]
    shown = matrix(found, BASELINE, date(2022, 1, 10))
    square = shown.squares["SYT", "QC-8.3-1"]
    assert (square.state, square.count, square.words) == ("overdue", 2, "2 quá hạn, 1 đang mở")
    assert shown.agencies == (("departments", ("SCT", "SYT")),)
    assert shown.articles == (("8", 1),)


def test_what_has_no_deadline_stands_in_no_month() -> None:
    twelve = months([made(), made(due=datetime(2022, 1, 1, tzinfo=ICT))], 2021)
    assert [month.number for month in twelve if month.days] == [12]
    assert twelve[11].days[0][0] == date(2021, 12, 31)


def test_lines_of_an_agency_are_those_that_it_has() -> None:
    one = made()
    assert len(lines([one], Asked())) == len(DUTIES)
    assert [each.duty.id for each in lines([one], Asked(agency="SYT"))] == ["QC-8.3-1"]


class _Clock(MemoryDesk):
    """A desk whose clock the test moves."""

    at = NOW

    def now(self) -> datetime:
        return self.at


def test_what_was_judged_is_kept_until_a_fact_or_a_deadline_changes_it(told: MemoryDesk) -> None:
    desk = _Clock()
    desk.take(*told.facts)
    desk.at = told.now()
    readings = Readings()
    first = readings.read(desk, None, None)
    assert readings.read(desk, None, None) is first
    desk.at += timedelta(minutes=2)
    second = readings.read(desk, None, None)
    assert second is not first
    assert second.at == desk.at
    past = readings.read(desk, NOW, None)
    desk.at += timedelta(days=1)
    assert readings.read(desk, NOW, None) is past
    due = min(one.due for one in second.found if one.state == "open" and one.due and one.due > desk.at)
    desk.at = due - timedelta(seconds=1)
    eve = readings.read(desk, None, None)
    desk.at = due
    assert total(readings.read(desk, None, None).found)["overdue"] > total(eve.found)["overdue"]


def test_a_deadline_at_an_hour_passes_at_that_hour() -> None:
    desk, due = _Clock(), datetime(2022, 1, 10, 17, tzinfo=ICT)
    note = {"says": "opens", "id": "noi_vu/1", "source": "noi_vu", "type": "PlanCirculated", "time": NOW.isoformat()}
    row = {"duty": "QC-6.2.b", "agency": "STP", "key": "plan/2022", "notes": [{**note, "due": due.isoformat()}]}
    desk.views["compliance"].rows["QC-6.2.b/STP/plan/2022"] = row
    readings, states = Readings(), []
    for desk.at in (due - timedelta(seconds=20), due - timedelta(seconds=1), due):
        found = readings.read(desk, None, None).found
        states.append(next(one.state for one in found if one.key == "plan/2022"))
    assert states == ["open", "open", "overdue"]


def test_a_province_that_has_said_nothing_has_pages() -> None:
    client = create_app(MemoryDesk()).test_client()
    for address in ("/duties", "/duties/matrix", "/duties/calendar", "/duties.xlsx", "/duties.docx", "/duties.ics"):
        assert client.get(address).status_code == 200, address
