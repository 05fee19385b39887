"""Điều Sở Nội vụ từ chối khi nhận, tổng hợp phản ánh, và vì sao (Điều 20 khoản 2)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.province import Province
from tests.stories.test_obstacle import HEALTH, about, advise, consolidate, decide, report, told

DEADLINE = {"due": "2021-11-10T17:00:00+07:00", "source": "Công văn mẫu"}


@pytest.fixture
def reported(province: Province) -> Province:
    assert report(province, "SYT")["type"] == "CommandAccepted"
    return province


def test_an_obstacle_is_reported_once_in_ones_own_name(reported: Province) -> None:
    assert report(reported, "SYT")["code"] == "OBSTACLE_EXISTS"
    assert report(reported, "SXD", agency="SYT")["code"] == "NOT_AUTHORISED"
    assert report(reported, "SXD", field="coffee")["code"] == "UNKNOWN_FIELD"
    assert report(reported, "SXD", related=["XYZ"])["code"] == "UNKNOWN_AGENCY"
    assert report(reported, "SXD", content=" ")["code"] == "INVALID_DATA"


def test_only_who_reported_withdraws_and_reopens(reported: Province) -> None:
    assert about(reported, "WithdrawObstacle", HEALTH, "STP", agency="STP", reason="…")["code"] == "NOT_REPORTER"
    assert about(reported, "ReopenObstacle", HEALTH, "SYT", agency="SYT", reason="…")["code"] == "OBSTACLE_OPEN"
    about(reported, "WithdrawObstacle", HEALTH, "SYT", agency="SYT", reason="…")
    assert about(reported, "WithdrawObstacle", HEALTH, "SYT", agency="SYT", reason="…")["code"] == "OBSTACLE_CLOSED"
    assert about(reported, "ResolveObstacle", HEALTH, "SNV", guidance="…")["code"] == "OBSTACLE_CLOSED"
    assert consolidate(reported, "1", HEALTH)["code"] == "OBSTACLE_CLOSED"
    reply = about(reported, "ReopenObstacle", HEALTH, "SYT", agency="SYT", reason="Rút nhầm.")
    assert reply["type"] == "CommandAccepted"


def test_what_nobody_reported_is_unknown(province: Province) -> None:
    assert about(province, "ResolveObstacle", HEALTH, "SNV", guidance="…")["code"] == "UNKNOWN_OBSTACLE"
    assert consolidate(province, "1", HEALTH)["code"] == "UNKNOWN_OBSTACLE"
    assert advise(province, "1")["code"] == "UNKNOWN_MATTER"


def test_an_opinion_is_given_by_whom_was_asked_once_and_late_is_recorded(reported: Province) -> None:
    give = {"agency": "STC", "opinion": "…"}
    assert about(reported, "GiveObstacleOpinion", HEALTH, "STC", **give)["code"] == "NOT_ASKED"
    ask = {"agencies": ["STC"], "question": "?", "deadline": DEADLINE}
    asked_itself = about(reported, "AskObstacleOpinion", HEALTH, "SNV", **{**ask, "agencies": ["SYT"]})
    assert asked_itself["code"] == "ASKED_ITSELF"
    about(reported, "AskObstacleOpinion", HEALTH, "SNV", **ask)
    assert about(reported, "AskObstacleOpinion", HEALTH, "SNV", **ask)["code"] == "ALREADY_ASKED"
    reported.move_to("2021-11-12T08:00:00+07:00")
    about(reported, "GiveObstacleOpinion", HEALTH, "STC", **give)
    assert about(reported, "GiveObstacleOpinion", HEALTH, "STC", **give)["code"] == "ALREADY_GIVEN"
    assert [each["late"] for each in told(reported, "ObstacleOpinionGiven")] == [True]


def ask(province: Province, *agencies: str, obstacle: str = HEALTH, **more: Any) -> dict[str, Any]:
    data = {"agencies": list(agencies), "question": "?", "deadline": DEADLINE, **more}
    return about(province, "AskObstacleOpinion", obstacle, "SNV", **data)


def overdue(province: Province) -> list[tuple[str, str]]:
    return [(each["agency"], each["due"]) for each in told(province, "ObstacleOpinionOverdue")]


def test_a_request_for_opinions_has_one_lead_its_coordinators_and_a_mode(reported: Province) -> None:
    """Điều 2 khoản 2, Điều 5."""
    ask(reported, "STC", "SNV", "STP")
    asked = reported.facts("ObstacleOpinionRequested")
    assert [each["data"]["agency"] for each in asked] == ["STC", "SNV", "STP"]
    for each in asked:
        assert (each["data"]["lead"], each["data"]["coordinators"]) == ("SNV", ["STC", "STP"])
        assert (each["data"]["mode"], each["law"]) == ("written_opinion", "QC-2.2 QC-7.1-2 †")
    ask(reported, "STTTT", mode="meeting")
    assert told(reported, "ObstacleOpinionRequested")[-1]["mode"] == "meeting"


def test_who_lets_the_deadline_of_an_opinion_pass_is_told_so_once(reported: Province) -> None:
    ask(reported, "STC", "STP", "STTTT")
    about(reported, "GiveObstacleOpinion", HEALTH, "STC", agency="STC", opinion="…")
    consolidate(reported, "1", HEALTH)  # a gathered obstacle still awaits them
    reported.move_to(DEADLINE["due"])
    assert overdue(reported) == [("STP", DEADLINE["due"]), ("STTTT", DEADLINE["due"])]
    reported.move_to("2021-11-30T08:00:00+07:00")
    assert len(overdue(reported)) == 2


def test_nobody_is_overdue_on_what_is_settled(reported: Province) -> None:
    ask(reported, "STC")
    about(reported, "ResolveObstacle", HEALTH, "SNV", guidance="…")
    reported.move_to("2021-11-30T08:00:00+07:00")
    assert overdue(reported) == []


def test_an_opinion_is_not_asked_for_by_a_day_that_has_passed(reported: Province) -> None:
    past = {**DEADLINE, "due": "2021-11-01T08:00:00+07:00"}
    assert ask(reported, "STC", deadline=past)["code"] == "DUE_IN_PAST"
    assert not reported.facts("ObstacleOpinionRequested")


def test_an_obstacle_is_in_one_matter_and_leaves_it_only_while_it_is_with_us(reported: Province) -> None:
    assert about(reported, "SeparateObstacle", HEALTH, "SNV", reason="…")["code"] == "NOT_GROUPED"
    consolidate(reported, "1", HEALTH)
    assert consolidate(reported, "1", HEALTH)["code"] == "MATTER_EXISTS"
    assert consolidate(reported, "2", HEALTH)["code"] == "OBSTACLE_GROUPED"
    assert about(reported, "WithdrawObstacle", HEALTH, "SYT", agency="SYT", reason="…")["code"] == "OBSTACLE_GROUPED"
    advise(reported, "1")
    assert about(reported, "SeparateObstacle", HEALTH, "SNV", reason="…")["code"] == "MATTER_SUBMITTED"
    decide(reported, "1", approved=False)
    assert about(reported, "SeparateObstacle", HEALTH, "SNV", reason="…")["type"] == "CommandAccepted"
    assert advise(reported, "1")["code"] == "MATTER_EMPTY"


def test_a_decided_matter_is_not_advised_on_again(reported: Province) -> None:
    consolidate(reported, "1", HEALTH)
    advise(reported, "1")
    decide(reported, "1")
    assert advise(reported, "1")["code"] == "MATTER_DECIDED"
    assert about(reported, "ReopenObstacle", HEALTH, "SYT", agency="SYT", reason="…")["type"] == "CommandAccepted"
    assert consolidate(reported, "2", HEALTH)["type"] == "CommandAccepted"


def test_who_reports_for_all_may_report_itself(province: Province) -> None:
    report(province, "SNV")
    (reported,) = told(province, "ObstacleReported")
    assert (reported["lead"], reported["coordinators"]) == ("SNV", [])
