"""Số, ngày, tìm kiếm và làn, viết theo lối Việt Nam."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

import schemas
from services.portal import formats, timeline, wording
from services.portal.live import changes
from services.portal.search import Query
from services.portal.words import folded
from shared.mechanism.clock import ICT
from tests.browser.made_round import Maker, MemoryDesk


@pytest.mark.parametrize(
    ("value", "written"),
    [("1234.56", "1.234,56"), ("0", "0,00"), (None, "·"), ("KAD", "KAD"), ("-0.5", "−0,50"), ("2.675", "2,68"),
     (Decimal("1E+3"), "1.000,00"), ("", "·")],
)  # fmt: skip
def test_a_number_is_written_as_in_vietnam(value: Decimal | str | None, written: str) -> None:
    assert formats.number(value) == written


def test_other_formats() -> None:
    assert formats.percent("86.2", 1) == "86,2%"
    assert formats.signed("1.25") == "+1,25"
    assert formats.signed("-1.25") == "−1,25"
    assert formats.short("14.50") == "14,5"
    assert formats.short("100") == "100"
    assert formats.day("2022-01-05") == "05/01/2022"
    assert formats.moment("2022-01-05T07:32:07+00:00") == "05/01/2022 14:32"
    assert formats.duration(45) == "45\u00a0giây"
    assert formats.duration(12 * 60) == "12\u00a0phút"
    assert formats.read_moment("không phải ngày") is None


@pytest.mark.parametrize("closes", ["2021-11-15T00:00:00+07:00", "2021-11-14T23:59:59+07:00", "2021-11-14T17:00:00Z"])
def test_a_deadline_at_midnight_is_said_as_the_end_of_the_day_before(closes: str) -> None:
    assert formats.until(closes) == "hết ngày 14/11/2021"


def test_a_deadline_in_office_hours_keeps_its_hour() -> None:
    assert formats.until("2021-11-14T17:00:00+07:00") == "17:00 ngày 14/11/2021"


def test_folding_takes_every_mark_away() -> None:
    assert folded("  Đại Lộc\u00a0 HOÀ\t") == folded("dai loc hòa") == "dai loc hoa"
    assert folded("u\u0309y ban") == folded("ủy ban") == folded("uỷ ban")


def test_every_public_fact_has_a_vietnamese_name() -> None:
    for message in schemas.all_messages():
        if issubclass(message, schemas.Event):
            name = wording.fact(message.__name__)
            assert name != message.__name__, f"{name}: its description does not begin with “ai → ai: …”"
            assert len(name) <= 110, name
            assert not re.search(r"[a-z][A-Z]|``", name), name


def test_a_query_survives_its_address_and_forgets_what_it_cannot_read() -> None:
    query = Query.of({"q": " ủy ban ", "from": "noi_vu", "since": "2022-02-30", "before": "9x"})
    assert query == Query(text="ủy ban", sender="noi_vu")
    assert query.address(before=9) == "q=%E1%BB%A7y+ban&from=noi_vu&before=9"


def entries(*moments: tuple[str, str, datetime]) -> list[dict[str, object]]:
    return [{"agency": who, "source": "noi_vu", "type": type, "time": at.isoformat(), "id": "x", "to": []}
            for who, type, at in moments]  # fmt: skip


START = datetime(2022, 1, 4, 8, tzinfo=ICT)


def test_idle_time_is_drawn_narrow_and_told() -> None:
    drawing = timeline.draw(entries(
        ("SYT", "AssessmentSubmitted", START), ("SNV", "CriterionAppraised", START + timedelta(days=9)),
        ("SNV", "CriterionAppraised", START + timedelta(days=9, minutes=1)),
        ("SNV", "AppraisalCompleted", START + timedelta(days=9, minutes=2)),
    ))  # fmt: skip
    assert drawing is not None
    assert [gap.words for gap in drawing.gaps] == ["9\u00a0ngày"]
    assert [(group.lane, len(group.entries)) for group, _ in drawing.groups] == [("SYT", 1), ("SNV", 2), ("SNV", 1)]
    assert [name for name, _ in drawing.lanes] == ["SYT", "SNV"]


def test_a_long_dossier_stays_inside_its_box_and_in_order() -> None:
    many = entries(*(("SNV", f"Fact{place % 7}", START + timedelta(hours=7 * place)) for place in range(150)))
    drawing = timeline.draw(many)
    assert drawing is not None
    places = [group.x for group, _ in drawing.groups]
    assert all(left < right for left, right in pairwise(places))
    assert places[-1] <= drawing.width


def test_the_stream_tells_names_of_what_changed_and_nothing_else() -> None:
    desk = MemoryDesk(live_seconds=0)
    maker = Maker()
    facts = list(maker.opening())
    stream = changes(desk, "0")
    assert next(stream) == "retry: 2000\n\n"
    desk.take(facts[0])
    first = next(stream)
    assert first.startswith("event: changed\nid: 1\ndata: ")
    assert set(first.split()[5:]) == {"compliance", "criteria_sets", "dossiers", "message_log"}
    desk.take(facts[-1])
    assert set(next(stream).split()[5:]) == {"compliance", "rounds", "scores", "open_work", "dossiers", "message_log"}


def test_whoever_was_away_is_told_everything_first() -> None:
    desk = MemoryDesk(live_seconds=0)
    desk.take(*Maker().opening())
    for since in ("", "1", "99"):
        stream = changes(desk, since)
        next(stream)
        assert set(next(stream).split()[5:]) == set(desk.stamps())
