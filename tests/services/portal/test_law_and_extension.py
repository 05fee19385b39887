"""Gia hạn một bước lập kế hoạch thì trên cổng chỉ hạn của việc ấy dời; mỗi thông điệp viện dẫn đúng khoản (Điều 6)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from services import DEPARTMENTS
from shared.mechanism.clock import ICT
from shared.regulation.compliance import occasions
from shared.regulation.occasions import Occasion
from tests.province import Province
from tests.stories.test_plan import FIELDS, call, circulate, consolidate, own, propose, proposed

BY_RULE = datetime(2021, 11, 15, tzinfo=ICT)
NEW = "2021-11-20T00:00:00+07:00"
PHASE = {"deadline": {"due": "2021-12-31T00:00:00+07:00", "source": "Công văn về giai đoạn (dữ liệu mẫu)"}}


@pytest.fixture
def province() -> Province:
    return Province((*DEPARTMENTS, "portal"), start=datetime(2021, 11, 10, 8, tzinfo=ICT))


def extend(province: Province, stage: str, due: str, plan: str = "2022") -> None:
    deadline = {"due": due, "source": "Công văn gia hạn (dữ liệu mẫu)"}
    data = {"plan": plan, "stage": stage, "deadline": deadline, "reason": "Nhiều cơ quan đề nghị (dữ liệu mẫu)."}
    reply = province.send("ExtendPlanDeadline", data, agency="SNV")
    assert reply["type"] == "CommandAccepted", reply


def told(province: Province, duty: str = "") -> list[Occasion]:
    """What the portal shows now, of one duty or of all."""
    found = occasions(province.view("portal", "compliance").rows, at=province.clock.now())
    return [one for one in found if duty in ("", one.duty)]


def dues(found: list[Occasion]) -> dict[tuple[str, str], tuple[datetime | None, str]]:
    return {(one.agency, one.key): (one.due, one.ground) for one in found}


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_an_extended_deadline_for_priorities_is_shown_and_no_other_one_moves(province: Province) -> None:
    call(province)
    call(province, "2021-2025", **PHASE)
    before = {(one.duty, one.agency, one.key): (one.due, one.ground) for one in told(province)}
    assert {one.due for one in told(province, "QC-6.2.a-1")} == {BY_RULE}
    extend(province, "priorities", NEW)
    now = {(one.duty, one.agency, one.key): (one.due, one.ground) for one in told(province)}
    moved = {name for name in now if now[name] != before[name]}
    assert moved == {("QC-6.2.a-1", agency, "2022") for agency in FIELDS}
    assert {now[name] for name in moved} == {(moment(NEW), "Công văn gia hạn (dữ liệu mẫu)")}
    province.move_to("2021-11-16T08:00:00+07:00")
    assert {one.state for one in told(province, "QC-6.2.a-1")} == {"open"}
    province.move_to(NEW)
    assert {one.state for one in told(province, "QC-6.2.a-1")} == {"overdue"}


def test_an_extended_deadline_for_opinions_is_shown_and_the_proposals_stay_as_they_were(province: Province) -> None:
    call(province)
    propose(province, "STP", proposed("TP1", "STP"))
    province.move_to("2021-11-15T00:00:00+07:00")
    left = [{"agency": "STP", "item": "TP1", "reason": "Trùng (dữ liệu mẫu)."}]
    consolidate(province, own("N1"), not_taken=left)
    circulate(province)
    proposals = dues(told(province, "QC-6.2.a-1"))
    extend(province, "opinion", "2021-12-08T00:00:00+07:00")
    assert {due for due, _ in dues(told(province, "QC-6.2.b")).values()} == {moment("2021-12-08T00:00:00+07:00")}
    assert {agency for agency, _ in dues(told(province, "QC-6.2.b"))} == set(FIELDS)
    assert dues(told(province, "QC-6.2.a-1")) == proposals


def test_what_is_proposed_for_a_phase_is_not_the_duty_of_the_year(province: Province) -> None:
    """Điều 6 khoản 2 điểm a speaks of the year that follows: a phase has neither that day nor that duty."""
    call(province, "2021-2025", **PHASE)
    propose(province, "STP", proposed("TP1", "STP"), plan="2021-2025")
    extend(province, "priorities", "2022-01-31T00:00:00+07:00", "2021-2025")
    assert set(dues(told(province, "QC-6.2.a-1"))) == {(agency, "2022") for agency in FIELDS}
    assert {(one.state, one.due) for one in told(province, "QC-6.2.a-1")} == {("open", BY_RULE)}


def test_what_must_be_there_when_a_year_begins_is_owed_in_the_year_before(province: Province) -> None:
    """Kế hoạch, hướng dẫn dự toán của năm sau: seen from the year before, late when the year has begun."""
    new_year = datetime(2022, 1, 1, tzinfo=ICT)
    for duty, agency in {"QC-6.1.a": "SNV", "QC-13.1": "SNV", "QC-16.2": "STC"}.items():
        assert [(one.agency, one.key, one.due, one.state) for one in told(province, duty)] == [
            (agency, "2022", new_year, "open")
        ]
    province.move_to(new_year)
    for duty in ("QC-6.1.a", "QC-13.1", "QC-16.2"):
        assert {one.key: one.state for one in told(province, duty)} == {"2022": "overdue", "2023": "open"}


def law(province: Province, name: str) -> set[str]:
    facts: list[dict[str, Any]] = province.facts(name)
    return {fact["law"] for fact in facts}


def test_each_message_cites_what_it_rests_on(province: Province) -> None:
    call(province)
    propose(province, "STP", proposed("TP1", "STP"))
    extend(province, "priorities", NEW)
    assert law(province, "PrioritiesCalled") == {"QC-6.1.a QC-2.2 †"}
    assert law(province, "PrioritiesProposed") == {"QC-6.2.a-1"}
    assert law(province, "PrioritiesDeadlineExtended") == {"†"}
