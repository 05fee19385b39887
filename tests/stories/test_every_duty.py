"""Mỗi nghĩa vụ được thực hiện trong một câu chuyện, và khung nhìn của cổng thấy điều đó (Điều 20 khoản 1).

Every story is played with the portal beside the departments. What a declaration says of a fact is true when the fact
that the procedure really records meets the duty: same key, same agency, nothing misspelt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from services import DEPARTMENTS
from shared.regulation.compliance import declared, occasions
from shared.regulation.occasions import DONE, Occasion
from tests.province import Province
from tests.stories.sample_round import SampleRound

HERE = Path(__file__).parent
PLAYS = sorted(
    (path.stem, name)
    for path in HERE.glob("test_*.py")
    for name in re.findall(r"^def (play\w*)\(province: Province\) -> None:", path.read_text(encoding="utf-8"), re.M)
)
CONTINUED = {("test_plan", "play_adjustment")}
"""Plays that go on from where another one ended."""

NOT_SHOWN = {"QC-3.5", "QC-11.1-1", "QC-12.1"}
"""Duties that no play fulfils yet, though a test beside it may; empty when every duty works."""

NOT_ANSWERED = {"QC-3.5", "QC-11.1-1", "QC-14.1-4"}
"""Duties that a play opens and none answers yet."""


def _round(province: Province) -> None:
    sample = SampleRound(province)
    sample.open()
    sample.submit_all()
    sample.self_scoring_closes()
    sample.appraise_all()
    sample.explanation_opens()
    sample.survey()
    sample.explanation_closes()
    sample.propose()
    sample.submit_results()
    sample.decide()


def _stories() -> Iterator[tuple[str, Province]]:
    for module, name in PLAYS:
        if (module, name) not in CONTINUED:
            province = Province((*DEPARTMENTS, "portal"))
            getattr(import_module(f"tests.stories.{module}"), name)(province)
            yield f"{module}:{name}", province
    province = Province((*DEPARTMENTS, "portal"))
    _round(province)
    yield "scoring round", province


@pytest.fixture(scope="module")
def told() -> dict[str, list[Occasion]]:
    """Story → every occasion at its end that a fact spoke of."""
    found = {}
    for name, province in _stories():
        assert province.ledger("portal").folding.stuck == {}, name
        everything = occasions(province.view("portal", "compliance").rows, at=province.clock.now())
        found[name] = [one for one in everything if one.proofs]
    return found


def test_every_duty_that_messages_fulfil_is_fulfilled_in_a_story(told: dict[str, list[Occasion]]) -> None:
    wanted = {duty for duty, rows in declared().items() if any(row.how == "message" for row in rows)}
    met = {one.duty for found in told.values() for one in found if one.state in DONE}
    assert sorted(wanted - met - NOT_SHOWN) == []


def test_what_opens_a_duty_and_what_meets_it_speak_of_the_same_occasion(told: dict[str, list[Occasion]]) -> None:
    """A duty that is opened by facts, and of which nothing that was opened is ever met, is declared wrongly."""
    opened, answered = set(), set()
    for found in told.values():
        for one in found:
            if any(proof.says == "opens" for proof in one.proofs):
                opened.add(one.duty)
                if one.state in DONE:
                    answered.add(one.duty)
    assert sorted(opened - answered - NOT_ANSWERED) == []
