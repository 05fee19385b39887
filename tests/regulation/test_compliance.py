"""Việc thực hiện nghĩa vụ: từng trạng thái, từng cách đọc, theo đúng định nghĩa ở shared/regulation/compliance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from shared.mechanism.message import Fact
from shared.regulation import compliance
from shared.regulation.compliance import calendar, occasions, standings, within
from shared.regulation.duties import DUTIES
from shared.regulation.fulfilment import SOMETHING, Fulfilment, Periodic, Same, Told
from shared.regulation.occasion_notes import (
    ORGANISATION,
    index,
    kept,
    notes,
    organisation_in,
    row_key,
    with_change,
)
from shared.regulation.occasions import Occasion
from shared.regulation.organisation import Organisation
from shared.regulation.windows import ICT

DUTY = "QC-9.3"
SHOWN = "tests/regulation/test_compliance.py::test_a_duty_that_is_opened_is_open_until_it_is_met"


def fact_of(type: str, data: dict[str, Any], *, time: datetime, id: str = "F/1", **more: Any) -> Fact:
    return Fact(type=type, id=id, source="noi_vu", subject="", time=time, data=data, **{"position": 1, **more})


def at(text: str) -> datetime:
    """15/11 09:00 of 2021, or a whole moment."""
    moment = datetime.fromisoformat(text if "-" in text else f"2021-11-{text.zfill(2)}T09:00")
    return moment.replace(tzinfo=ICT)


class Kept:
    """What a view keeps, by declarations of a test."""

    def __init__(self, *rows: Fulfilment) -> None:
        self.known = index(rows)
        self.rows: dict[str, Any] = {}
        self.periodic = [(row.duty, row.periodic) for row in rows if row.periodic]
        self.sequence = 0

    def take(self, type: str, data: Mapping[str, Any], time: str, *, effective: str = "", **more: Any) -> None:
        self.sequence += 1
        moment = at(time)
        told: dict[str, Any] = {"position": self.sequence, "effective": effective or f"{moment:%Y-%m-%d}"} | more
        fact = fact_of(type, dict(data), time=moment, id=f"{type}/{self.sequence}", **told)
        for duty, agency, key, note in notes(fact, self.known):
            name = row_key(duty, agency, key)
            self.rows[name] = kept(self.rows.get(name), duty, agency, key, note)

    def reorganise(self, type: str, data: dict[str, Any], time: str) -> None:
        self.sequence += 1
        told = {"change": self.sequence, **data}
        self.rows[ORGANISATION] = with_change(self.rows.get(ORGANISATION), fact_of(type, told, time=at(time), id="x"))

    def at(self, moment: str, **more: Any) -> list[Occasion]:
        return occasions(self.rows, at=at(moment), periodic=self.periodic, **more)

    def one(self, moment: str, **more: Any) -> Occasion:
        (found,) = self.at(moment, **more)
        return found


def message(*, duty: str = DUTY, **more: Any) -> Fulfilment:
    return Fulfilment(duty=duty, how="message", shown_by=SHOWN, **more)


ASKED = Told(fact="Asked", key=("scheme",), agency="asked", due="due", source="source")
ANSWERED = Told(fact="Answered", key=("scheme",))
DUE = {"scheme": "DA-01", "asked": ["STTTT"], "due": "2021-11-15T00:00:00+07:00", "source": "Công văn 5/SNV"}
ANSWER = {"scheme": "DA-01"}


@pytest.fixture
def asked() -> Kept:
    found = Kept(
        message(
            opens=(ASKED, Told(fact="Extended", key=("scheme",), agency="*", due="due", source="source")),
            meets=(ANSWERED,),
            undoes=(Told(fact="TakenBack", key=("scheme",)),),
            waives=(Told(fact="NotConcerned", key=("scheme",), agency="agency"),),
            closes=(Told(fact="Closed", key=("scheme",), agency="*"),),
            parts=(Told(fact="Drafted", key=("scheme",)),),
        )
    )
    found.take("Asked", DUE, "1")
    return found


# The states


def test_a_duty_that_is_opened_is_open_until_it_is_met(asked: Kept) -> None:
    opened = asked.one("5")
    assert (opened.state, opened.agency, opened.key, opened.days_left) == ("open", "STTTT", "DA-01", 10)
    assert (opened.due, opened.ground, opened.opened) == (at("2021-11-15T00:00"), "Công văn 5/SNV", at("1"))
    asked.take("Answered", ANSWER, "6", agency="STTTT")
    met = asked.one("7")
    assert (met.state, met.late_by, met.days_left) == ("met", None, None)
    assert [(proof.says, proof.id) for proof in met.proofs] == [("opens", "Asked/1"), ("meets", "Answered/2")]


def test_a_deadline_ends_at_the_last_instant_before_it(asked: Kept) -> None:
    last = asked.one("2021-11-14T23:59:59.999999")
    assert (last.state, last.days_left) == ("open", 1)
    first = asked.one("2021-11-15T00:00")
    assert (first.state, first.since) == ("overdue", at("2021-11-15T00:00"))


@pytest.mark.parametrize(
    ("time", "effective", "told", "state"),
    [
        ("2021-11-14T23:59:59", "", {}, "met"),
        ("2021-11-15T00:00", "", {}, "met_late"),
        ("2021-11-15T00:00", "2021-11-14", {}, "met"),
        ("2021-11-18T08:00", "2021-11-15", {}, "met_late"),
        ("2021-11-18T08:00", "2021-11-10", {}, "met"),
        ("2021-11-10T08:00", "2021-12-01", {}, "met"),
        ("2021-11-18T08:00", "2021-11-10", {"late": True}, "met_late"),
        ("2021-11-10T08:00", "", {"late": True}, "met"),
    ],
)
def test_late_is_the_shared_rule_and_what_the_fact_says_of_itself(
    asked: Kept, time: str, effective: str, told: dict[str, Any], state: str
) -> None:
    asked.take("Answered", {**ANSWER, **told}, time, effective=effective, agency="STTTT")
    found = asked.one("30")
    assert found.state == state
    assert found.late_by == (at(time) - at("2021-11-15T00:00") if state == "met_late" else None)


def test_within_a_day_the_hour_decides_unless_the_paper_was_dated_in_time() -> None:
    found = Kept(message(opens=(ASKED,), meets=(ANSWERED,)))
    found.take("Asked", {**DUE, "due": "2021-11-14T17:00:00+07:00"}, "1")
    found.take("Answered", {**ANSWER, "late": True}, "2021-11-14T18:00", agency="STTTT")
    assert found.one("20").state == "met_late"
    assert found.one("20").late_by == timedelta(hours=1)


def test_without_a_deadline_nothing_is_ever_late() -> None:
    found = Kept(message(opens=(ASKED,), meets=(ANSWERED,)))
    found.take("Asked", {"scheme": "DA-01", "asked": ["STTTT"], "due": None}, "1")
    waiting = found.one("2022-12-31T00:00")
    assert (waiting.state, waiting.due, waiting.days_left) == ("open", None, None)
    found.take("Answered", ANSWER, "2023-01-05T09:00", agency="STTTT")
    assert found.one("2023-02-01T00:00").state == "met"


def test_a_day_as_a_deadline_lasts_to_its_end() -> None:
    found = Kept(message(opens=(ASKED,), meets=(ANSWERED,)))
    found.take("Asked", {**DUE, "due": "2021-11-14"}, "1")
    assert found.one("5").due == at("2021-11-15T00:00")


def test_a_duty_that_is_done_unasked_is_met() -> None:
    found = Kept(message(opens=(ASKED,), meets=(ANSWERED,)))
    found.take("Answered", ANSWER, "3", agency="STTTT")
    assert (found.one("4").state, found.one("4").opened) == ("met", None)


def test_an_answer_to_what_nobody_asked_says_nothing() -> None:
    answered = Told(fact="Answered", key=("scheme",), answers=True)
    found = Kept(message(opens=(ASKED,), meets=(answered,)))
    found.take("Answered", ANSWER, "3", agency="SNV")
    assert found.at("4") == []


def test_what_was_taken_back_is_open_again_with_its_deadline(asked: Kept) -> None:
    asked.take("Answered", ANSWER, "5", agency="STTTT")
    asked.take("TakenBack", ANSWER, "6", agency="STTTT")
    assert asked.one("7").state == "open"
    assert asked.one("20").state == "overdue"
    asked.take("Answered", ANSWER, "21", agency="STTTT")
    assert asked.one("22").state == "met_late"


def test_what_was_done_unasked_and_taken_back_is_nothing(asked: Kept) -> None:
    asked.take("Answered", {"scheme": "DA-02"}, "5", agency="STTTT")
    assert len(asked.at("6")) == 2
    asked.take("TakenBack", {"scheme": "DA-02"}, "7", agency="STTTT")
    assert [one.key for one in asked.at("8")] == ["DA-01"]


def test_what_is_waived_is_not_applicable_until_it_is_opened_again(asked: Kept) -> None:
    asked.take("NotConcerned", {**ANSWER, "agency": "STTTT"}, "3")
    assert asked.one("20").state == "not_applicable"
    asked.take("Asked", DUE, "21")
    assert asked.one("22").state == "overdue"


def test_what_is_closed_without_being_met_is_breached_and_cannot_be_made_up_for(asked: Kept) -> None:
    asked.take("Closed", ANSWER, "20", agency="SNV")
    assert (asked.one("21").state, asked.one("21").since) == ("breached", at("20"))
    asked.take("Answered", ANSWER, "22", agency="STTTT")
    assert asked.one("23").state == "breached"


def test_what_is_closed_after_it_was_met_stays_met(asked: Kept) -> None:
    asked.take("Answered", ANSWER, "5", agency="STTTT")
    asked.take("Closed", ANSWER, "20", agency="SNV")
    assert asked.one("21").state == "met"


def test_an_extension_for_all_moves_the_deadline_and_opens_nothing(asked: Kept) -> None:
    asked.take("Extended", {**ANSWER, "due": "2021-11-25T00:00:00+07:00", "source": "Công văn 9/SNV"}, "10")
    asked.take("Extended", {"scheme": "DA-02", "due": "2021-11-25T00:00:00+07:00"}, "10")
    found = asked.one("20")
    assert (found.state, found.due, found.ground) == ("open", at("2021-11-25T00:00"), "Công văn 9/SNV")
    assert asked.one("9").due == at("2021-11-15T00:00")


def test_an_extension_reaches_every_occasion_under_its_key_and_no_other() -> None:
    opened = Told(fact="Asked", key=("year", "scheme"), agency="asked", due="due")
    extended = Told(fact="Extended", key=("year",), agency="*", due="due")
    found = Kept(message(opens=(opened, extended), meets=(ANSWERED,)))
    for year, scheme in ((2021, "1"), (2021, "2"), (20210, "1")):
        found.take("Asked", {**DUE, "year": year, "scheme": scheme}, "1")
    found.take("Extended", {"year": 2021, "due": "2021-11-25T00:00:00+07:00"}, "10")
    assert {one.key: one.state for one in found.at("20")} == {
        "2021/1": "open",
        "2021/2": "open",
        "20210/1": "overdue",
    }


def test_what_was_done_unasked_has_no_deadline_from_an_extension(asked: Kept) -> None:
    asked.take("Extended", {"scheme": "DA-02", "due": "2021-11-05T00:00:00+07:00"}, "2")
    asked.take("Answered", {"scheme": "DA-02"}, "8", agency="STTTT")
    (found,) = [one for one in asked.at("9") if one.key == "DA-02"]
    assert (found.state, found.due) == ("met", None)


def test_an_answer_is_not_the_first_meeting_of_what_was_done_unasked() -> None:
    found = Kept(message(meets=(Told(fact="Replied", key=("scheme",), answers=True), ANSWERED)))
    found.take("Replied", ANSWER, "3", agency="STTTT")
    found.take("Answered", ANSWER, "5", agency="STTTT")
    assert found.one("6").met is not None
    assert found.one("6").falls == at("5")


def test_a_part_is_evidence_and_meets_nothing(asked: Kept) -> None:
    asked.take("Drafted", ANSWER, "5", agency="STTTT")
    found = asked.one("6")
    assert (found.state, [proof.type for proof in found.evidence]) == ("open", ["Drafted"])


def test_facts_that_come_to_hand_in_another_order_say_the_same() -> None:
    told: list[tuple[str, dict[str, Any], str, str]] = [
        ("Asked", DUE, "1", "SNV"),
        ("Answered", ANSWER, "5", "STTTT"),
        ("TakenBack", ANSWER, "6", "STTTT"),
        ("Answered", ANSWER, "7", "STTTT"),
    ]
    found = []
    for order in (told, told[::-1], [told[2], told[0], told[3], told[1]]):
        undoes = (Told(fact="TakenBack", key=("scheme",)),)
        one = Kept(message(opens=(ASKED,), meets=(ANSWERED,), undoes=undoes))
        for number, (type, data, time, agency) in enumerate(order):
            one.take(type, data, time, agency=agency, position=number)
        judged = one.one("10")
        found.append((judged.state, judged.met.time if judged.met else None, judged.due))
    assert found == [("met", at("7"), at("2021-11-15T00:00"))] * 3


def test_facts_of_one_instant_are_heard_as_they_were_taken(asked: Kept) -> None:
    asked.take("Answered", ANSWER, "6", agency="STTTT")
    asked.take("TakenBack", ANSWER, "6", agency="STTTT")
    assert asked.one("7").state == "open"
    asked.take("Answered", ANSWER, "6", agency="STTTT")
    assert asked.one("7").state == "met"


def test_what_was_noted_after_the_moment_asked_is_not_known_yet(asked: Kept) -> None:
    asked.take("Answered", ANSWER, "6", agency="STTTT")
    assert asked.one("2021-11-06T08:59").state == "open"
    assert asked.at("2021-10-31T00:00") == []


def test_a_fact_that_is_taken_twice_is_noted_once(asked: Kept) -> None:
    for _ in range(2):
        asked.sequence = 1
        asked.take("Answered", ANSWER, "6", agency="STTTT")
    assert len(asked.one("7").proofs) == 2


# Reading a fact


ROWS = {
    "year": 2021,
    "held": "2021-09-20",
    "rows": [{"agency": "SYT", "mark": "a", "people": ["X", "Y"]}, {"agency": "SXD", "mark": "b", "people": []}],
    "named": ["SYT", "SCT"],
    "nested": {"due": "2021-11-15T00:00:00+07:00"},
}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (Told("F", key=("year",)), [("SNV", "2021")]),
        (Told("F", key=("year",), agency="rows.agency"), [("SYT", "2021"), ("SXD", "2021")]),
        (Told("F", key=("rows.mark",), agency="rows.agency"), [("SYT", "a"), ("SXD", "b")]),
        (Told("F", key=("year",), agency="rows.agency", where={"rows.mark": "b"}), [("SXD", "2021")]),
        (Told("F", key=("year",), agency="rows.agency", where={"rows.mark": ("a", "b"), "year": 2022}), []),
        (Told("F", key=("year", "rows.people"), agency="rows.agency"), [("SYT", "2021/X"), ("SYT", "2021/Y")]),
        (Told("F", key=("rows.mark",), agency="named"), [("SYT", "a"), ("SCT", "a"), ("SYT", "b"), ("SCT", "b")]),
        (Told("F", key=("held:quarter",)), [("SNV", "2021/Q3")]),
        (Told("F", key=("held:year", "=họp")), [("SNV", "2021/họp")]),
        (Told("F", key=("@time:quarter",), agency="=UBND SNV"), [("UBND", "2021/Q4"), ("SNV", "2021/Q4")]),
        (Told("F", key=("year",), agency="%steering"), [("%steering", "2021")]),
        (Told("F", key=("nowhere", "year"), agency="absent.at.all"), []),
        (Told("F", key=("nowhere", "year")), [("SNV", "2021")]),
    ],
)
def test_paths_lead_through_lists_row_by_row(told: Told, expected: list[tuple[str, str]]) -> None:
    fact = fact_of("F", ROWS, time=at("1"), agency="SNV")
    found = [(agency, key) for _, agency, key, _ in notes(fact, index([message(meets=(told,))]))]
    assert found == expected


# Periods


def yearly(due: str = "end", *, period: str = "year", agencies: str = "fields", duty: str = DUTY) -> Fulfilment:
    periodic = Periodic(period=period, agencies=agencies, due=due, source="hằng năm")
    keys = ("year", "quarter") if period == "quarter" else ("year",)
    return message(duty=duty, meets=(Told(fact="Done", key=keys),), periodic=periodic)


def test_before_15_november_is_due_from_five_agencies_of_the_year_before() -> None:
    found = Kept(yearly("before 11-15 of the year before"))
    waiting = found.at("1")
    assert {one.agency for one in waiting} == {"STP", "STC", "STTTT", "SKHCN", "VPUBND"}
    assert {(one.key, one.due, one.state, one.periodic) for one in waiting} == {
        ("2022", at("2021-11-15T00:00"), "open", True)
    }
    found.take("Done", {"year": 2022}, "14", agency="STP")
    found.take("Done", {"year": 2022}, "15", agency="STC")
    assert {one.agency: one.state for one in found.at("20")} == {
        "STP": "met",
        "STC": "met_late",
        "STTTT": "overdue",
        "SKHCN": "overdue",
        "VPUBND": "overdue",
    }


def test_silence_is_seen_quarter_after_quarter() -> None:
    found = Kept(yearly(period="quarter", agencies="%steering"))
    found.take("Done", {"year": 2021, "quarter": 3}, "2021-09-20T09:00", agency="SNV")
    told = [(one.key, one.state) for one in found.at("2022-05-01T00:00")]
    assert told == [
        ("2021/Q2", "not_applicable"),
        ("2021/Q3", "met"),
        ("2021/Q4", "overdue"),
        ("2022/Q1", "overdue"),
        ("2022/Q2", "open"),
    ]


def test_a_period_that_had_begun_before_the_decision_binds_nobody_but_what_was_done_counts() -> None:
    found = Kept(yearly(agencies="%steering"))
    first = found.at("2022-06-01T00:00")[0]
    assert (first.key, first.state) == ("2021", "not_applicable")
    assert first.reason
    found.take("Done", {"year": 2021}, "1", agency="SNV")
    assert found.at("2022-06-01T00:00")[0].state == "met"


def test_a_first_period_binds_when_it_is_asked_for_by_name() -> None:
    asked_for = replace(yearly(agencies="SNV"), opens=(Told(fact="Asked", key=("year",), agency="=SNV"),))
    found = Kept(asked_for)
    found.take("Asked", {"year": 2021}, "1")
    assert [one.state for one in found.at("2022-01-01T00:00")] == ["overdue", "open"]


def test_every_agency_of_the_day_owes_what_all_owe() -> None:
    everyone = Kept(yearly(agencies="departments districts")).at("2022-06-01T00:00")
    assert len([one for one in everyone if one.key == "2022"]) == 38


def test_the_calendar_shows_periods_that_have_not_begun() -> None:
    found = Kept(yearly(period="quarter", agencies="SNV"))
    until = at("2023-01-01T00:00")
    told = calendar(found.at("2022-02-01T00:00", until=until), at("2022-01-01T00:00"), until)
    assert [(one.key, one.state) for one in told] == [(f"2022/Q{number}", "open") for number in (1, 2, 3, 4)]
    assert [one.key for one in found.at("2022-02-01T00:00")][-1] == "2022/Q1"


def test_what_ends_with_the_year_belongs_to_it() -> None:
    found = Kept(yearly(agencies="SNV")).at("2023-06-01T00:00")
    year = within(found, at("2022-01-01T00:00"), at("2023-01-01T00:00"))
    assert [one.key for one in year] == ["2022"]


def test_a_period_ends_before_its_end_and_begins_at_its_beginning() -> None:
    undated = occasion("QC-16.1.đ")
    assert list(within([undated], at("1"), at("2"))) == [undated]
    assert list(within([undated], at("2021-10-31T00:00"), at("1"))) == []


# Reorganisation


MERGED = {"predecessors": ["STTTT"], "successor": "SKHCN", "agency": "SKHCN", "valid_from": "2021-11-10"}


def test_open_work_moves_to_the_successor_and_what_the_successor_does_meets_it(asked: Kept) -> None:
    asked.reorganise("AgenciesMerged", MERGED, "8")
    assert [(one.agency, one.opened_for) for one in asked.at("9")] == [("STTTT", "")]
    moved = asked.one("11")
    assert (moved.agency, moved.opened_for, moved.state) == ("SKHCN", "STTTT", "open")
    asked.take("Answered", ANSWER, "12", agency="SKHCN")
    done = asked.one("13")
    assert (done.agency, done.opened_for, done.state) == ("SKHCN", "STTTT", "met")


def test_who_took_over_and_was_asked_itself_has_the_work_once(asked: Kept) -> None:
    asked.reorganise("AgenciesMerged", MERGED, "8")
    asked.take("Asked", {**DUE, "asked": ["SKHCN"], "due": "2021-11-20T00:00:00+07:00"}, "11")
    found = asked.one("12")
    assert (found.agency, found.opened_for, found.due) == ("SKHCN", "", at("2021-11-20T00:00"))


def test_who_had_been_asked_beside_the_other_has_both(asked: Kept) -> None:
    asked.take("Asked", {**DUE, "asked": ["SKHCN"]}, "2")
    asked.reorganise("AgenciesMerged", MERGED, "8")
    assert sorted((one.agency, one.opened_for) for one in asked.at("11")) == [("SKHCN", ""), ("SKHCN", "STTTT")]


def test_what_was_done_stays_with_who_did_it(asked: Kept) -> None:
    asked.take("Answered", ANSWER, "5", agency="STTTT")
    asked.reorganise("AgenciesMerged", MERGED, "8")
    assert (asked.one("20").agency, asked.one("20").state) == ("STTTT", "met")


def test_work_of_a_competence_moves_with_the_competence() -> None:
    opened = Told(fact="Asked", key=("scheme",), agency="%information_technology", due="due")
    found = Kept(message(opens=(opened,), meets=(ANSWERED,)))
    found.take("Asked", DUE, "1")
    moved = {"competence": "information_technology", "predecessor": "STTTT", "successor": "SKHCN"}
    found.reorganise("CompetenceTransferred", {**moved, "valid_from": "2021-11-05"}, "2")
    assert found.one("3").agency == "STTTT"
    assert (found.one("6").agency, found.one("6").opened_for) == ("SKHCN", "STTTT")
    found.take("Answered", ANSWER, "7", agency="SKHCN")
    assert found.one("8").state == "met"


def test_a_period_is_owed_by_the_agencies_of_its_last_day_and_met_by_what_a_predecessor_did() -> None:
    found = Kept(yearly(agencies="departments"))
    found.take("Done", {"year": 2022}, "2022-03-01T09:00", agency="STTTT")
    found.reorganise("AgenciesMerged", {**MERGED, "valid_from": "2022-07-01"}, "2022-06-20T09:00")
    told = {one.agency: one.state for one in found.at("2022-08-01T00:00") if one.key == "2022"}
    assert "STTTT" not in told or told["STTTT"] == "met"
    assert told["SKHCN"] == "met"
    assert len(told) == 19 + ("STTTT" in told)


def test_who_is_merged_as_the_next_year_begins_still_owes_the_year_that_ended() -> None:
    found = Kept(yearly(agencies="departments"))
    found.reorganise("AgenciesMerged", {**MERGED, "valid_from": "2023-01-01"}, "2022-12-01T09:00")
    before = [one for one in found.at("2023-01-01T00:00") if one.key == "2022"]
    assert len(before) == 20
    assert [one.agency for one in before if one.opened_for] == ["SKHCN"]
    after = {one.agency for one in found.at("2023-02-01T00:00") if one.key == "2023"}
    assert len(after) == 19


def test_what_is_left_undone_moves_and_is_met_only_by_what_the_successor_does_afterwards() -> None:
    found = Kept(yearly(agencies="departments"))
    found.take("Done", {"year": 2022}, "2022-05-01T09:00", agency="SKHCN")
    found.reorganise("AgenciesMerged", {**MERGED, "valid_from": "2023-02-01"}, "2023-01-15T09:00")

    def of_2022(moment: str) -> list[tuple[str, str, str]]:
        told = [one for one in found.at(moment) if one.key == "2022" and "SKHCN" in (one.agency, one.opened_for)]
        return [(one.agency, one.opened_for, one.state) for one in told]

    assert of_2022("2023-01-20T00:00") == [("SKHCN", "", "met")]
    assert sorted(of_2022("2023-02-10T00:00")) == [("SKHCN", "", "met"), ("SKHCN", "STTTT", "overdue")]
    found.take("Done", {"year": 2022}, "2023-03-01T09:00", agency="SKHCN")
    assert sorted(of_2022("2023-03-10T00:00")) == [("SKHCN", "", "met"), ("SKHCN", "STTTT", "met_late")]


def test_the_organisation_is_as_it_was_known_at_the_moment_asked(asked: Kept) -> None:
    asked.reorganise("AgenciesMerged", {**MERGED, "valid_from": "2021-11-05"}, "9")
    assert asked.one("8").agency == "STTTT"
    assert organisation_in(asked.rows, at("8")) == Organisation()
    assert asked.one("10").agency == "SKHCN"


# The table


def test_every_duty_of_the_regulation_stands_in_the_table_even_with_nothing_to_show() -> None:
    found = standings([])
    assert [one.duty for one in found] == list(DUTIES)
    assert {state for one in found for state in one.counts} == set(compliance.STATES)
    assert all(not any(one.counts.values()) for one in found)


def test_occasions_are_counted_under_the_row_that_their_point_stands_in() -> None:
    one = occasion("QC-16.1.đ")
    (row,) = [each for each in standings([one]) if each.occasions]
    assert row.duty.id == "QC-16.1"
    assert row.counts["open"] == 1


def occasion(duty: str) -> Occasion:
    return Occasion(
        duty=duty, agency="STC", key="2022", state="open", due=None, ground="", opened=at("1"), days_left=None
    )


def test_what_has_a_deadline_stands_in_the_calendar_in_its_order(asked: Kept) -> None:
    asked.take("Asked", {**DUE, "scheme": "DA-00", "due": "2021-11-12T17:00:00+07:00"}, "2")
    asked.take("Asked", {**DUE, "scheme": "DA-09", "due": None}, "2")
    found: Sequence[Occasion] = calendar(asked.at("3"))
    assert [one.key for one in found] == ["DA-00", "DA-01"]
    assert found[0].falls.date() == date(2021, 11, 12)


# How a declaration is read


def test_a_clause_opens_only_for_those_whom_it_names() -> None:
    asked = Told(fact="Asked", key=("scheme",), agency="asked", among="fields")
    known = Kept(message(opens=(asked,), meets=(Told(fact="Answered", key=("scheme",), answers=True),)))
    known.take("Asked", {"scheme": "DA-01", "asked": ["STTTT", "SYT", "SNV"]}, "1")
    assert [one.agency for one in known.at("2")] == ["STTTT"]
    known.take("Answered", {"scheme": "DA-01"}, "3", agency="SYT")
    assert [(one.agency, one.state) for one in known.at("4")] == [("STTTT", "open")]


def test_a_condition_compares_two_places_and_asks_that_somebody_is_named() -> None:
    where = {"reporter": Same("lead"), "related": SOMETHING}
    known = Kept(message(meets=(Told(fact="Told", key=("task",), agency="lead", where=where),)))
    known.take("Told", {"task": "1", "lead": "SYT", "reporter": "SXD", "related": ["SYT"]}, "1")
    known.take("Told", {"task": "2", "lead": "SYT", "reporter": "SYT", "related": []}, "1")
    known.take("Told", {"task": "3", "lead": "SYT", "reporter": "SYT", "related": ["SXD", "SCT"]}, "1")
    assert [(one.key, one.state) for one in known.at("2")] == [("3", "met")]


def test_what_a_new_list_leaves_out_is_waived_and_what_it_names_stays_owed() -> None:
    rounds = Told(fact="Planned", key=("plan", "rounds.round"), agency="lead", due="rounds.first:begin", replaces=True)
    known = Kept(message(opens=(rounds,), meets=(Told(fact="Asked", key=("plan", "round"), agency="lead"),)))
    first, second, third = ({"round": number, "first": f"2021-11-{number}0"} for number in (1, 2, 3))
    known.take("Planned", {"plan": "KT", "lead": "SNV", "rounds": [first, second, third]}, "1")
    known.take("Planned", {"plan": "KT", "lead": "STC", "rounds": [second]}, "1")
    known.take("Asked", {"plan": "KT", "lead": "SNV", "round": 1}, "2")
    known.take("Planned", {"plan": "KT", "lead": "SNV", "rounds": [second]}, "3")
    states = {(one.agency, one.key): one.state for one in known.at("4")}
    assert states == {
        ("SNV", "KT/1"): "met",
        ("SNV", "KT/2"): "open",
        ("SNV", "KT/3"): "not_applicable",
        ("STC", "KT/2"): "open",
    }
    known.take("Planned", {"plan": "KT", "lead": "SNV", "rounds": [second, third]}, "5")
    assert {one.key: one.state for one in known.at("6") if one.agency == "SNV"}["KT/3"] == "open"
    dues = {one.key: one.due for one in known.at("6")}
    assert dues["KT/2"] == at("2021-11-20T00:00"), "what must precede a day is late when that day begins"


def test_a_name_is_read_by_its_second_part() -> None:
    to_all = Told(fact="Submitted", key=("matter:2",), agency="*")
    known = Kept(message(opens=(Told(fact="Wished", key=("plan", "wish"), agency="=SNV"),), meets=(to_all,)))
    known.take("Wished", {"plan": "2022", "wish": "1"}, "1")
    known.take("Wished", {"plan": "2023", "wish": "1"}, "1")
    known.take("Submitted", {"matter": "plan/2022/adjustment-1"}, "2")
    assert {one.key: one.state for one in known.at("3")} == {"2022/1": "met", "2023/1": "open"}
