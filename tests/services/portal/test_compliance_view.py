"""Việc thực hiện nghĩa vụ trên cổng: khung nhìn, giao diện đọc cho máy, lịch các hạn; và như tại một ngày đã qua."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from services.portal.views.compliance import Compliance
from services.portal.web import create_app
from shared.mechanism.clock import ICT
from shared.mechanism.message import Fact
from shared.office.calendar_file import write_calendar
from shared.regulation.compliance import calendar, occasions, standings
from shared.regulation.duties import DUTIES
from shared.regulation.occasions import Occasion
from tests.browser.made_round import AGENCIES, CLOSES, MemoryDesk

APPRAISERS = {"SNV", "STP", "STC", "STTTT", "SKHCN", "VPUBND"}


def found(desk: MemoryDesk, as_of: datetime | None = None) -> list[Occasion]:
    return occasions(desk.rows("compliance", as_of), at=as_of or desk.now())


def of(occasions: list[Occasion], duty: str, start: str = "") -> list[Occasion]:
    return [one for one in occasions if one.duty == duty and one.key.startswith(start)]


def test_the_view_follows_a_whole_round(finished: MemoryDesk) -> None:
    everything = found(finished)
    scored = of(everything, "QC-10.2.a-2", "tự chấm")
    assert {one.agency for one in scored} == {one.id for one in AGENCIES}
    states = {one.agency: one.state for one in scored}
    assert set(states.values()) <= {"met", "met_late", "breached", "overdue"}
    assert sum(state in ("met", "met_late") for state in states.values()) >= 36
    assert {one.due for one in scored} == {CLOSES}
    for duty in ("QC-13.4-2", "QC-14.2-2", "QC-15.2-2", "QC-16.3-2"):
        assert {one.agency for one in of(everything, duty)} <= APPRAISERS
    published = of(everything, "QC-10.2.a-2", "công bố")
    assert [(one.agency, one.state) for one in published] == [("SNV", "met")]
    assert [proof.type for proof in published[0].evidence] == ["ResultsPublished"]


def test_every_state_comes_with_the_facts_that_prove_it(finished: MemoryDesk) -> None:
    known = {fact.id for fact in finished.facts}
    for one in found(finished):
        assert {proof.id for proof in one.proofs} <= known
        assert one.state not in ("met", "met_late") or one.met in one.proofs
        assert (one.state == "met_late") == (one.late_by is not None)


def test_the_past_is_as_it_was(finished: MemoryDesk) -> None:
    before = found(finished, CLOSES - timedelta(days=1))
    assert not of(before, "QC-15.2-2")
    assert {one.state for one in of(before, "QC-10.2.a-2", "tự chấm")} >= {"open"}
    assert all(proof.time <= CLOSES for one in before for proof in one.proofs)
    (waiting,) = of(before, "QC-10.2.a-2", "công bố")
    assert (waiting.state, waiting.due) == ("open", None)


def test_rows_folded_now_and_judged_in_the_past_say_what_was_recorded_then(finished: MemoryDesk) -> None:
    """The rows keep every fact with its time: the moment asked decides which of them count."""
    moment = CLOSES - timedelta(days=1)
    now = occasions(finished.rows("compliance"), at=moment)
    assert [(one.duty, one.agency, one.key, one.state) for one in now] == [
        (one.duty, one.agency, one.key, one.state) for one in found(finished, moment)
    ]


def test_folding_twice_changes_nothing(finished: MemoryDesk) -> None:
    view = Compliance()
    for fact in [*finished.facts, *finished.facts]:
        view.note(fact)
    assert view.rows == finished.rows("compliance")


# The scoring round, step by step


def told(view: Compliance, type: str, time: str, source: str = "noi_vu", **data: Any) -> None:
    place = len(view.rows) + 1
    moment = datetime.fromisoformat(time).replace(tzinfo=ICT)
    given: dict[str, Any] = {"year": 2021, **data}
    view.note(
        Fact(
            type=type, id=f"{type}/{time}", source=source, subject="", time=moment, data=given, position=place,
            agency="SNV", effective=f"{moment:%Y-%m-%d}",
        )
    )  # fmt: skip


def state(view: Compliance, duty: str, agency: str, at: str) -> str:
    moment = datetime.fromisoformat(at).replace(tzinfo=ICT)
    (one,) = [one for one in occasions(view.rows, at=moment) if (one.duty, one.agency) == (duty, agency)]
    return one.state


REQUEST: dict[str, Any] = {
    "agency": "SYT",
    "owner": "STP",
    "department": "tu_phap",
    "entries": [{"clause": "QC-15.2-2"}],
}
DUE = {"due": "2021-12-16T00:00:00+07:00"}


def test_an_owner_that_is_asked_anew_is_not_done_any_more() -> None:
    view = Compliance()
    told(view, "AppraisalRequested", "2021-12-01T00:00", request=1, **REQUEST, **DUE)
    told(view, "AppraisalCompleted", "2021-12-05T09:00", "tu_phap", agency="SYT", owner="STP", request=1)
    told(view, "AppraisalRequested", "2021-12-10T09:00", request=2, **REQUEST, **DUE)
    for duty in ("QC-15.2-2", "QC-10.2.b-1"):
        assert state(view, duty, "STP", "2021-12-06T00:00") == "met"
        assert state(view, duty, "STP", "2021-12-11T00:00") == "open"
        assert state(view, duty, "STP", "2021-12-16T00:00") == "overdue"
    told(view, "AppraisalCompleted", "2021-12-17T09:00", "tu_phap", agency="SYT", owner="STP", request=2)
    assert state(view, "QC-15.2-2", "STP", "2021-12-18T00:00") == "met_late"


def test_an_extended_window_moves_the_deadline_of_everyone_in_it() -> None:
    view = Compliance()
    windows = {"self_scoring": {"closes": "2021-12-01T00:00:00+07:00", "source": "Kế hoạch"}}
    told(view, "RoundOpened", "2021-11-01T00:00", lead="SNV", agencies=[{"agency": "SYT"}], windows=windows)
    told(view, "AppraisalRequested", "2021-12-01T00:00", request=1, **REQUEST, **DUE)
    told(view, "WindowExtended", "2021-11-20T00:00", window="self_scoring", closes="2021-12-03T00:00:00+07:00")
    told(view, "WindowExtended", "2021-12-10T00:00", window="appraisal", closes="2021-12-20T00:00:00+07:00")
    moment = datetime(2021, 12, 2, tzinfo=ICT)
    (scored,) = of([one for one in occasions(view.rows, at=moment) if one.agency == "SYT"], "QC-10.2.a-2")
    assert (scored.state, scored.days_left) == ("open", 1)
    assert state(view, "QC-15.2-2", "STP", "2021-12-18T00:00") == "open"
    assert state(view, "QC-15.2-2", "STP", "2021-12-20T00:00") == "overdue"


def test_who_is_declared_missing_did_not_do_it() -> None:
    view = Compliance()
    windows = {"self_scoring": {"closes": "2021-12-01T00:00:00+07:00", "source": "Kế hoạch"}}
    told(view, "RoundOpened", "2021-11-01T00:00", lead="SNV", agencies=[{"agency": "SYT"}], windows=windows)
    assert state(view, "QC-10.2.a-2", "SYT", "2021-12-02T00:00") == "overdue"
    told(view, "AssessmentDeclaredMissing", "2021-12-20T00:00", agency="SYT")
    assert state(view, "QC-10.2.a-2", "SYT", "2021-12-21T00:00") == "breached"


# For machines


def test_every_duty_is_told_with_its_counts(client: FlaskClient, finished: MemoryDesk) -> None:
    told = client.get("/api/v1/duties").get_json()
    assert [row["duty"] for row in told["duties"]] == [duty.id for duty in DUTIES]
    assert (told["at"], told["as_of"]) == (finished.now().isoformat(), None)
    rows = {row["duty"]: row for row in told["duties"]}
    assert rows["QC-15.2-2"]["counts"]["met"] == len(of(found(finished), "QC-15.2-2"))
    assert rows["QC-2.2"] | {"vi": ""} == {
        "duty": "QC-2.2",
        "citation": "khoản 2 Điều 2 Quy chế kèm theo Quyết định 1669/QĐ-UBND",
        "vi": "",
        "how": ["rule"],
        "accounted": True,
        "counts": {"met": 0, "met_late": 0, "open": 0, "overdue": 0, "breached": 0, "not_applicable": 0},
    }


def test_one_duty_is_told_down_to_the_message(client: FlaskClient) -> None:
    told = client.get("/api/v1/duties/QC-10.2.a-2?agency=SYT").get_json()
    (mine,) = told["occasions"]
    assert (mine["agency"], mine["key"], mine["due"]) == ("SYT", "tự chấm/2021", CLOSES.isoformat())
    assert mine["source"] == "DỮ LIỆU MẪU"
    proofs = [(proof["says"], proof["type"], proof["department"]) for proof in mine["proofs"]]
    assert proofs == [("opens", "RoundOpened", "noi_vu"), ("meets", "AssessmentSubmitted", "noi_vu")]
    for proof in mine["proofs"]:
        assert client.get(f"/messages/{proof['id']}").status_code == 200


def test_a_point_of_a_row_and_an_id_with_a_prime_are_duties_too(client: FlaskClient) -> None:
    assert client.get("/api/v1/duties/QC-7.2′-1").get_json()["duty"] == "QC-7.2′-1"
    assert client.get("/api/v1/duties/QC-16.1.đ").status_code == 200
    assert client.get("/api/v1/duties/QC-99").status_code == 404


def test_as_of_a_past_moment_and_within_a_period(client: FlaskClient) -> None:
    moment = (CLOSES - timedelta(days=1)).isoformat()
    told = client.get("/api/v1/duties/QC-10.2.b-2", query_string={"as_of": moment, "state": "open"}).get_json()
    assert told["as_of"] == told["at"] == moment
    assert {one["state"] for one in told["occasions"]} == {"open"}
    asked = {"from": "2021-01-01T00:00:00+07:00", "to": "2022-01-01T00:00:00+07:00"}
    assert client.get("/api/v1/duties/QC-10.2.b-2", query_string=asked).get_json()["occasions"] == []


@pytest.mark.parametrize("wrong", ["state=sai", "as_of=hôm+qua", "from=2021"])
def test_a_question_that_cannot_be_read_is_a_problem(client: FlaskClient, wrong: str) -> None:
    answer = client.get(f"/api/v1/duties?{wrong}")
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"


# The calendar


def test_the_calendar_file_holds_what_is_due(client: FlaskClient, finished: MemoryDesk) -> None:
    answer = client.get("/api/v1/duties.ics?agency=SYT")
    assert answer.mimetype == "text/calendar"
    lines = answer.data.split(b"\r\n")
    assert (lines[0], lines[-2:]) == (b"BEGIN:VCALENDAR", [b"END:VCALENDAR", b""])
    assert max(map(len, lines)) <= 75
    told = unfolded(answer.data)
    mine = [one for one in calendar(found(finished)) if one.agency == "SYT"]
    assert told.count("BEGIN:VEVENT") == len(mine) >= 1
    assert "DTSTART;VALUE=DATE:20220215" in told  # late from 16/02 0:00: the last day is the 15th
    assert "DTEND;VALUE=DATE:20220216" in told


def test_the_calendar_escapes_folds_and_gives_hours() -> None:
    due = datetime(2021, 11, 14, 17, tzinfo=ICT)
    told: dict[str, Any] = {"duty": "QC-9.3", "agency": "STTTT", "key": "DA-01; DA-02", "state": "open", "due": due}
    one = Occasion(**told, ground="Công văn 5, mục 2\\3 " + "ă" * 90, opened=due)
    written = write_calendar([one], at=due)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    text = unfolded(written)
    assert "DTSTART:20211114T100000Z" in text
    assert "SUMMARY:Sở TT&TT: QC-9.3 (DA-01\\; DA-02)" in text
    assert "Công văn 5\\, mục 2\\\\3 " + "ă" * 90 in text
    assert "DTSTAMP:20211114T100000Z" in text


def unfolded(written: bytes) -> str:
    return written.decode().replace("\r\n ", "")


def test_nothing_is_shown_for_a_province_that_has_said_nothing() -> None:
    desk = MemoryDesk()
    client = create_app(desk).test_client()
    told = client.get("/api/v1/duties").get_json()
    assert len(told["duties"]) == len(standings([]))
    assert b"BEGIN:VCALENDAR" in client.get("/api/v1/duties.ics").data
